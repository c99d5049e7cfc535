import django.db.models.deletion
from django.db import migrations, models

from laufzeit.vendors.rls import APP_ROLE, WORKER_ROLE, EnableRowLevelSecurity, ReadOnly

OF_THE_VENDOR_OR_NONE = "vendor_id IS NOT DISTINCT FROM laufzeit_vendor()"
JOB_OF_THE_VENDOR = "args ->> 'vendor' = laufzeit_vendor()::text"
JOB_SEEN = "EXISTS (SELECT 1 FROM procrastinate_jobs AS job WHERE job.id = job_id)"

QUEUE = [
    # Who acts for a vendor may queue jobs for it and see them; only the worker sees all, takes them and ends them.
    "ALTER TABLE procrastinate_jobs ENABLE ROW LEVEL SECURITY",
    f"CREATE POLICY procrastinate_jobs_apart ON procrastinate_jobs TO {APP_ROLE}"
    f" USING ({JOB_OF_THE_VENDOR}) WITH CHECK ({JOB_OF_THE_VENDOR})",
    f"CREATE POLICY procrastinate_jobs_worker ON procrastinate_jobs TO {WORKER_ROLE} USING (true) WITH CHECK (true)",
    "ALTER TABLE procrastinate_events ENABLE ROW LEVEL SECURITY",
    f"CREATE POLICY procrastinate_events_apart ON procrastinate_events TO {APP_ROLE}"
    f" USING ({JOB_SEEN}) WITH CHECK ({JOB_SEEN})",
    f"REVOKE UPDATE, DELETE ON procrastinate_jobs, procrastinate_events FROM {APP_ROLE}",
    f"REVOKE ALL ON procrastinate_workers, procrastinate_periodic_defers FROM {APP_ROLE}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_jobs, procrastinate_events, procrastinate_workers,"
    f" procrastinate_periodic_defers TO {WORKER_ROLE}",
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("vendors", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                ("session_key", models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key")),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "vendor",
                    models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="vendors.vendor"),
                ),
            ],
            options={"verbose_name": "session", "verbose_name_plural": "sessions", "abstract": False},
        ),
        EnableRowLevelSecurity("server_session", OF_THE_VENDOR_OR_NONE),
        migrations.RunSQL(QUEUE, migrations.RunSQL.noop),
        ReadOnly("django_migrations"),
        ReadOnly("django_content_type"),
        ReadOnly("auth_permission"),
        ReadOnly("auth_group"),
        ReadOnly("auth_group_permissions"),
    ]
