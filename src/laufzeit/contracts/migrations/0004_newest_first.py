from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contracts", "0003_declared_on")]

    operations = [
        migrations.RemoveIndex("contract", "contracts_contract_newest"),
        migrations.AddIndex(
            "contract", models.Index(fields=["vendor", "-starts_on", "-id"], name="contracts_contract_newest")
        ),
    ]
