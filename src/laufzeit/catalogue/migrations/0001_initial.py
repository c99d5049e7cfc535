import django.db.models.deletion
import laufzeit.vendors.models
import laufzeit.vendors.tenancy
from django.db import migrations, models

from laufzeit.vendors.rls import APP_ROLE, AppendOnly, EnableRowLevelSecurity

EDITIONS_ARE_FIXED = [
    """
    CREATE FUNCTION catalogue_refuse_changed_edition() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF to_jsonb(NEW) - 'sold_until' IS DISTINCT FROM to_jsonb(OLD) - 'sold_until' THEN
            RAISE EXCEPTION 'edition %@% has been applied and stays as it is', OLD.plan, OLD.edition
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END
    $$
    """,
    "CREATE TRIGGER catalogue_termsedition_fixed BEFORE UPDATE ON catalogue_termsedition"
    " FOR EACH ROW EXECUTE FUNCTION catalogue_refuse_changed_edition()",
    "CREATE TRIGGER catalogue_termsedition_stays BEFORE DELETE ON catalogue_termsedition"
    " FOR EACH ROW EXECUTE FUNCTION laufzeit_refuse_change()",
    "CREATE TRIGGER catalogue_termsedition_never_emptied BEFORE TRUNCATE ON catalogue_termsedition"
    " FOR EACH STATEMENT EXECUTE FUNCTION laufzeit_refuse_change()",
    f"REVOKE UPDATE, DELETE, TRUNCATE ON catalogue_termsedition FROM {APP_ROLE}",
    f"GRANT UPDATE (sold_until) ON catalogue_termsedition TO {APP_ROLE}",
]
EDITIONS_MAY_CHANGE = [
    f"GRANT UPDATE, DELETE ON catalogue_termsedition TO {APP_ROLE}",
    "DROP TRIGGER catalogue_termsedition_never_emptied ON catalogue_termsedition",
    "DROP TRIGGER catalogue_termsedition_stays ON catalogue_termsedition",
    "DROP TRIGGER catalogue_termsedition_fixed ON catalogue_termsedition",
    "DROP FUNCTION catalogue_refuse_changed_edition()",
]


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('vendors', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AgreementText',
            fields=[
                ('id', models.UUIDField(default=laufzeit.vendors.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('agreement', models.CharField(max_length=60)),
                ('edition', models.CharField(max_length=60)),
                ('language', models.CharField(max_length=10)),
                ('valid_from', models.DateField()),
                ('body', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('vendor', models.ForeignKey(db_index=False, default=laufzeit.vendors.tenancy.acting_vendor_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vendors.vendor')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('vendor', 'id'), name='catalogue_agreementtext_vendor_and_id'), models.UniqueConstraint(fields=('vendor', 'agreement', 'edition', 'language'), name='catalogue_agreementtext_once')],
            },
        ),
        migrations.CreateModel(
            name='AppliedCatalogue',
            fields=[
                ('id', models.UUIDField(default=laufzeit.vendors.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField()),
                ('applied_at', models.DateTimeField()),
                ('applied_by', models.CharField(max_length=200)),
                ('source', models.TextField()),
                ('source_sha256', models.CharField(max_length=64)),
                ('document', models.TextField()),
                ('document_sha256', models.CharField(max_length=64)),
                ('vendor', models.ForeignKey(db_index=False, default=laufzeit.vendors.tenancy.acting_vendor_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vendors.vendor')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('vendor', 'id'), name='catalogue_appliedcatalogue_vendor_and_id'), models.UniqueConstraint(fields=('vendor', 'version'), name='catalogue_applied_version')],
            },
        ),
        migrations.CreateModel(
            name='TermsEdition',
            fields=[
                ('id', models.UUIDField(default=laufzeit.vendors.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('plan', models.CharField(max_length=60)),
                ('edition', models.CharField(max_length=60)),
                ('sold_from', models.DateField()),
                ('sold_until', models.DateField(null=True)),
                ('content_sha256', models.CharField(max_length=64)),
                ('since_version', models.PositiveIntegerField()),
                ('vendor', models.ForeignKey(db_index=False, default=laufzeit.vendors.tenancy.acting_vendor_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vendors.vendor')),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('vendor', 'id'), name='catalogue_termsedition_vendor_and_id'), models.UniqueConstraint(fields=('vendor', 'plan', 'edition'), name='catalogue_termsedition_once')],
            },
        ),
        EnableRowLevelSecurity("catalogue_appliedcatalogue"),
        EnableRowLevelSecurity("catalogue_termsedition"),
        EnableRowLevelSecurity("catalogue_agreementtext"),
        AppendOnly("catalogue_appliedcatalogue"),
        AppendOnly("catalogue_agreementtext"),
        migrations.RunSQL(EDITIONS_ARE_FIXED, EDITIONS_MAY_CHANGE),
    ]
