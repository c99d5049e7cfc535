from datetime import date

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contracts", "0002_phase_days")]

    operations = [
        migrations.AddField(
            "logentry", "declared_on", models.DateField(default=date(2020, 1, 1)), preserve_default=False
        ),
    ]
