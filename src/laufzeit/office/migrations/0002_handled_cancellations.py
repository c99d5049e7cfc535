import django.db.models.deletion
from django.db import migrations, models

import laufzeit.vendors.models
import laufzeit.vendors.tenancy
from laufzeit.vendors.rls import AppendOnly, EnableRowLevelSecurity


class Migration(migrations.Migration):
    dependencies = [("office", "0001_search")]

    operations = [
        migrations.CreateModel(
            name="HandledCancellation",
            fields=[
                ("id", models.UUIDField(default=laufzeit.vendors.models.new_id, editable=False, primary_key=True, serialize=False)),
                ("cancellation", models.UUIDField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[("notice", "notice"), ("set_aside", "set_aside")], max_length=10
                    ),
                ),
                ("contract", models.UUIDField(null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("handled_by", models.UUIDField()),
                ("handled_at", models.DateTimeField()),
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
                    models.UniqueConstraint(fields=("vendor", "id"), name="office_handledcancellation_vendor_and_id"),
                    models.UniqueConstraint(fields=("vendor", "cancellation"), name="office_handledcancellation_once"),
                ],
            },
        ),
        EnableRowLevelSecurity("office_handledcancellation"),
        AppendOnly("office_handledcancellation"),
    ]
