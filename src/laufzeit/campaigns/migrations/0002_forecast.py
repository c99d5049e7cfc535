from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('campaigns', '0001_initial')]

    operations = [
        migrations.AddField(model_name='campaign', name='forecast', field=models.JSONField(null=True)),
    ]
