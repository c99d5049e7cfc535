import django.db.models.deletion
from django.db import migrations, models

import laufzeit.vendors.models
import laufzeit.vendors.tenancy
from laufzeit.vendors.rls import EnableRowLevelSecurity


class Migration(migrations.Migration):
    dependencies = [("office", "0002_handled_cancellations")]

    operations = [
        migrations.CreateModel(
            name="RunRevenue",
            fields=[
                ("id", models.UUIDField(default=laufzeit.vendors.models.new_id, editable=False, primary_key=True, serialize=False)),
                ("run", models.UUIDField()),
                ("months", models.JSONField(default=list)),
                (
                    "vendor",
                    models.ForeignKey(
                        db_index=False,
                        default=laufzeit.vendors.tenancy.acting_vendor_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vendors.vendor",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("vendor", "id"), name="office_runrevenue_vendor_and_id"),
                    models.UniqueConstraint(fields=("vendor", "run"), name="office_runrevenue_once"),
                ],
            },
        ),
        EnableRowLevelSecurity("office_runrevenue"),
    ]
