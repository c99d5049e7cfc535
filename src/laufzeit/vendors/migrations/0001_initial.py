import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import laufzeit.vendors.models

FUNCTIONS = [
    # The planner sees through these two and uses indexes that begin with vendor_id.
    """
    CREATE FUNCTION laufzeit_vendor() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN NULLIF(current_setting('laufzeit.vendor', true), '')::uuid
    """,
    """
    CREATE FUNCTION laufzeit_operator() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE(current_setting('laufzeit.operator', true), '') = 'on'
    """,
    """
    CREATE FUNCTION laufzeit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'rows of % are only ever added (% refused)', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'restrict_violation';
    END
    $$
    """,
]


def directory(table, own):
    """Anyone may look up a vendor; only code that acts for it may write its row."""
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_lookup ON {table} FOR SELECT USING (true)",
        f"CREATE POLICY {table}_insert ON {table} FOR INSERT WITH CHECK ({own})",
        f"CREATE POLICY {table}_update ON {table} FOR UPDATE USING ({own}) WITH CHECK ({own})",
        f"CREATE POLICY {table}_delete ON {table} FOR DELETE USING ({own})",
    ]


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        BtreeGistExtension(),
        migrations.RunSQL(
            FUNCTIONS,
            "DROP FUNCTION laufzeit_vendor(); DROP FUNCTION laufzeit_operator(); DROP FUNCTION laufzeit_refuse_change()",
        ),
        migrations.CreateModel(
            name="Vendor",
            fields=[
                ("id", models.UUIDField(default=laufzeit.vendors.models.new_id, editable=False, primary_key=True, serialize=False)),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("language", models.CharField(default="de", max_length=10)),
                ("languages", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), default=list, size=None)),
                ("time_zone", models.CharField(default="Europe/Berlin", max_length=60)),
                ("sandbox", models.BooleanField(default=False)),
                ("sandbox_day", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sandbox_day__isnull", True), ("sandbox", True), _connector="OR"),
                        name="vendors_vendor_only_a_sandbox_has_its_own_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Host",
            fields=[
                ("host", models.CharField(max_length=253, primary_key=True, serialize=False)),
                ("vendor", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="hosts", to="vendors.vendor")),
            ],
        ),
        migrations.RunSQL(
            directory("vendors_vendor", "id = laufzeit_vendor()") + directory("vendors_host", "vendor_id = laufzeit_vendor()"),
            migrations.RunSQL.noop,
        ),
    ]
