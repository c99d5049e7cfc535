from django.contrib.postgres.fields.ranges import RangeEndsWith, RangeStartsWith
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="phase",
            name="starts_on",
            field=models.GeneratedField(db_persist=True, expression=RangeStartsWith("period"), output_field=models.DateField()),
        ),
        migrations.AddField(
            model_name="phase",
            name="ends_on",
            field=models.GeneratedField(db_persist=True, expression=RangeEndsWith("period"), output_field=models.DateField(null=True)),
        ),
        migrations.AddIndex(
            model_name="phase",
            index=models.Index(fields=["vendor", "starts_on"], name="contracts_phase_starts"),
        ),
    ]
