"""Plain SQL whose plan PostgreSQL keeps, for the few statements that come with every request.

The ORM composes such a question anew each time, and the database plans it anew, policies of row-level security
included: together far more work than answering it. What is asked here is a fixed text with parameters, prepared once a
connection. The policies hold as everywhere; a kept plan asks for the acting vendor whenever it runs.

Columns are named one by one, never ``*``: a column that a later version adds does not disturb a kept plan. Lists with
filters belong to the ORM: a plan that is right for one vendor's thousand rows may be wrong for another's million.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connection, connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import Model

M = TypeVar("M", bound=Model)

Row = tuple[Any, ...]


class _Prepared(ServerBindingCursor):
    """A cursor whose statements are prepared from the first time on."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> _Prepared:
        return super().execute(query, params, prepare=True, **options)


def asked(sql: str, parameters: Sequence[object]) -> list[Row]:
    """All rows that ``sql`` gives; ``%s`` stands for a parameter. One statement, which changes nothing."""
    live = connections[DEFAULT_DB_ALIAS]
    if _left_over(live):
        try:
            rows = _rows(live, sql, parameters)
        except (OperationalError, InterfaceError):
            if live.is_usable():
                raise
            live.close()
        else:
            live.health_check_done = True
            return rows
    return _rows(live, sql, parameters)


def told(sql: str, parameters: Sequence[object]) -> int:
    """The number of rows that ``sql``, which gives none back, has written."""
    live = connections[DEFAULT_DB_ALIAS]
    live.close_if_health_check_failed()
    with _cursor(live) as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def _left_over(live: Any) -> bool:
    """Whether the connection is from an earlier request and nobody knows if it still works. Django would ask the
    database just that; what reads can be the test itself, and be asked again on a new connection."""
    kept = live.connection is not None and live.health_check_enabled and not live.health_check_done
    return bool(kept and not live.in_atomic_block)


def _rows(live: Any, sql: str, parameters: Sequence[object]) -> list[Row]:
    with _cursor(live) as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _cursor(live: Any) -> Any:
    """In Django's wrapper, so that errors become its own. Where queries are listed, as tests do, one that knows after
    the fact what it has asked."""
    if live.queries_logged:
        return live.cursor()
    live.ensure_connection()
    live.validate_thread_sharing()
    return live.make_cursor(_Prepared(live.connection))


def first(sql: str, parameters: Sequence[object]) -> Row | None:
    """The first row, if there is one."""
    rows = asked(sql, parameters)
    return rows[0] if rows else None


class Table(Generic[M]):
    """A model's columns as they are asked for under the name ``alias``, and its instances out of such rows."""

    def __init__(self, model: type[M], alias: str) -> None:
        self.model = model
        self.alias = alias

    @cached_property
    def columns(self) -> str:
        """For the list after SELECT."""
        return ", ".join(f'{self.alias}."{field.column}"' for field in self.model._meta.concrete_fields)

    @cached_property
    def width(self) -> int:
        """How many columns these are."""
        return len(self.model._meta.concrete_fields)

    @cached_property
    def _names(self) -> list[str]:
        return [field.attname for field in self.model._meta.concrete_fields]

    @cached_property
    def _converted(self) -> list[tuple[int, Any]]:
        """Columns that the database gives in another form than the model has: JSON as a text."""
        fields = enumerate(self.model._meta.concrete_fields)
        return [(place, field.from_db_value) for place, field in fields if hasattr(field, "from_db_value")]

    def instance(self, row: Row) -> M:
        """The instance that a row of exactly these columns tells of, as the ORM would give it."""
        values = list(row)
        for place, convert in self._converted:
            values[place] = convert(values[place], None, connection)
        return self.model.from_db(connection.alias, self._names, values)

    def instance_with(self, row: Row, name: str, other: Table[Any]) -> M:
        """The same for a row that goes on with the columns of what the foreign key ``name`` points to, if anything."""
        found = self.instance(row[: self.width])
        field = self.model._meta.get_field(name)
        if getattr(found, field.attname) is not None:
            field.set_cached_value(found, other.instance(row[self.width :]))
        else:
            field.set_cached_value(found, None)
        return found
