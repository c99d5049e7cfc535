from django.db import migrations, models


class Migration(migrations.Migration):
    """Lists and ticks read rows in the order of an index; a sort over all rows of a day would grow with their number."""

    dependencies = [("contracts", "0003_declared_on")]

    operations = [
        migrations.RemoveIndex("contract", "contracts_contract_newest"),
        migrations.AddIndex(
            "contract", models.Index(fields=["vendor", "-starts_on", "-id"], name="contracts_contract_newest")
        ),
        migrations.RemoveIndex("contract", "contracts_contract_due"),
        migrations.AddIndex(
            "contract", models.Index(fields=["vendor", "next_moment_on", "id"], name="contracts_contract_due")
        ),
    ]
