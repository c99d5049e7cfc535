import django.db.models.deletion
from django.db import migrations, models

import laufzeit.vendors.models
import laufzeit.vendors.tenancy
from laufzeit.vendors.rls import AppendOnly, EnableRowLevelSecurity

# One question for all rows of a statement: a foreign key asks for each, which made an import half as fast. Contracts are
# never removed (their logs cannot be), so nothing else has to be held.
OF_A_CONTRACT = [
    """
    CREATE FUNCTION usage_record_of_a_contract() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT FROM added LEFT JOIN contracts_contract c ON c.vendor_id = added.vendor_id AND c.id = added.contract
            WHERE c.id IS NULL
        ) THEN
            RAISE EXCEPTION 'usage of a contract that the vendor does not have' USING ERRCODE = 'foreign_key_violation';
        END IF;
        RETURN NULL;
    END
    $$
    """,
    """
    CREATE TRIGGER usage_record_of_a_contract AFTER INSERT ON usage_record
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION usage_record_of_a_contract()
    """,
]

# The sender's id is the key; an index of the id, which nobody asks for, would be one more to keep for each row.
KEY = """
ALTER TABLE usage_record DROP CONSTRAINT usage_record_pkey, DROP CONSTRAINT usage_record_vendor_and_sender_id,
    ADD CONSTRAINT usage_record_vendor_and_sender_id PRIMARY KEY (vendor_id, sender_id)
"""
NO_KEY = """
ALTER TABLE usage_record DROP CONSTRAINT usage_record_vendor_and_sender_id,
    ADD CONSTRAINT usage_record_vendor_and_sender_id UNIQUE (vendor_id, sender_id), ADD PRIMARY KEY (id)
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("contracts", "0004_indexes_in_order"), ("vendors", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Record",
            fields=[
                ("id", models.UUIDField(default=laufzeit.vendors.models.new_id, editable=False, primary_key=True, serialize=False)),
                ("contract", models.UUIDField()),
                ("meter", models.CharField(db_collation="C", max_length=60)),
                ("day", models.DateField()),
                ("at", models.DateTimeField(null=True)),
                ("quantity", models.BigIntegerField()),
                ("subject", models.CharField(blank=True, db_collation="C", max_length=200)),
                ("sender_id", models.CharField(db_collation="C", max_length=200)),
                ("received_at", models.DateTimeField()),
                ("vendor", models.ForeignKey(db_constraint=False, db_index=False, default=laufzeit.vendors.tenancy.acting_vendor_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vendors.vendor")),
            ],
            options={
                "abstract": False,
                "indexes": [models.Index(fields=["vendor", "contract", "meter", "day"], include=("quantity",), name="usage_record_counted")],
                "constraints": [models.UniqueConstraint(fields=("vendor", "sender_id"), name="usage_record_vendor_and_sender_id")],
            },
        ),
        migrations.RunSQL(KEY, NO_KEY),
        EnableRowLevelSecurity("usage_record"),
        AppendOnly("usage_record"),
        migrations.RunSQL(
            OF_A_CONTRACT,
            "DROP TRIGGER usage_record_of_a_contract ON usage_record; DROP FUNCTION usage_record_of_a_contract()",
        ),
    ]
