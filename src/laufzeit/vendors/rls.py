"""Migration operations that keep vendors apart inside PostgreSQL.

    operations = [
        migrations.CreateModel(...),
        EnableRowLevelSecurity("contracts_contract"),
        AppendOnly("contracts_event"),
    ]

The roles exist before the first migration runs (`laufzeit migrate` makes them); new tables are readable and writable
for them by default privileges.
"""

from __future__ import annotations

from django.db import migrations

APP_ROLE = "laufzeit_app"
"""The web, the jobs and the console act as this login: it owns nothing and bypasses nothing."""

WORKER_ROLE = "laufzeit_worker"
"""The worker's queue connection: as the app role, and it sees the jobs of all vendors (but no vendor's rows)."""

OF_THE_VENDOR = "vendor_id = laufzeit_vendor()"
OF_THE_VENDOR_OR_OPERATORS = "(vendor_id = laufzeit_vendor() OR (vendor_id IS NULL AND laufzeit_operator()))"


def visible_through(table: str, column: str) -> str:
    """The condition "whoever sees the row of `table` that `column` points to sees this row"."""
    return f"EXISTS (SELECT 1 FROM {table} AS pointed_to WHERE pointed_to.id = {column})"  # noqa: S608 - names of ours


class EnableRowLevelSecurity(migrations.RunSQL):
    """Only rows for which `using` holds can be read or written, by the owner as well (`FORCE`)."""

    def __init__(self, table: str, using: str = OF_THE_VENDOR) -> None:
        self.table = table
        super().__init__(
            [
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY {table}_apart ON {table} USING ({using}) WITH CHECK ({using})",
            ],
            [
                f"DROP POLICY {table}_apart ON {table}",
                f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
            ],
        )

    def describe(self) -> str:
        return f"Row-level security on {self.table}"


class AppendOnly(migrations.RunSQL):
    """Rows of `table` are added and read, never changed or removed: the right is missing, and a trigger refuses."""

    def __init__(self, table: str) -> None:
        self.table = table
        refuse = "FOR EACH {} EXECUTE FUNCTION laufzeit_refuse_change()"
        super().__init__(
            [
                f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {APP_ROLE}",
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} {refuse.format('ROW')}",
                f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} {refuse.format('STATEMENT')}",
            ],
            [
                f"DROP TRIGGER {table}_never_emptied ON {table}",
                f"DROP TRIGGER {table}_append_only ON {table}",
                f"GRANT UPDATE, DELETE ON {table} TO {APP_ROLE}",
            ],
        )

    def describe(self) -> str:
        return f"Append-only: {self.table}"


class ReadOnly(migrations.RunSQL):
    """The app role may read `table` but not write it (tables that only migrations fill)."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(
            f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {table} FROM {APP_ROLE}",
            f"GRANT INSERT, UPDATE, DELETE ON {table} TO {APP_ROLE}",
        )

    def describe(self) -> str:
        return f"Read-only for the app: {self.table}"
