from django.db import migrations


class Migration(migrations.Migration):
    """Where failed attempts are counted (Django's cache in the database): by hashed keys, gone after minutes, and not
    worth a write-ahead log."""

    dependencies = [("customers", "0002_signing_in")]

    operations = [
        migrations.RunSQL(
            [
                "CREATE UNLOGGED TABLE laufzeit_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL,"
                " expires timestamptz NOT NULL)",
                "CREATE INDEX laufzeit_cache_expires ON laufzeit_cache (expires)",
            ],
            "DROP TABLE laufzeit_cache",
        )
    ]
