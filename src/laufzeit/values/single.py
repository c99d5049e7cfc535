"""How single values are written as JSON and read back, each exactly: what JSON holds itself, and what becomes a text.

Writing refuses what has not the announced type (``TypeError``: the program is wrong), reading what does not make a
value of it (``Unreadable``: what is stored is wrong).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any, Final, NoReturn
from uuid import UUID

from laufzeit.values.fault import Unreadable


@dataclass(frozen=True, slots=True)
class Form:
    """One type as JSON and back. ``read`` tells places below its own; its own is told by whoever calls it."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def other(kind: type) -> Unreadable:
    """JSON holds something else than a ``kind``."""
    return Unreadable(f" is not of the type {kind.__name__}")


def not_a(kind: type, stored: object) -> Unreadable:
    """The shape is right, and the content makes no ``kind``."""
    return Unreadable(f": {stored!r} is not a {kind.__name__}")


def refuse(kind: type, value: object) -> NoReturn:
    """Without the value itself: it may be about a person, and this is for a log."""
    raise TypeError(f"a {type(value).__name__} cannot be stored as a {kind.__name__}")


def _as_it_is(kind: type) -> Form:
    """What JSON holds itself. A truth value is no number."""

    def write(value: Any) -> Any:
        return value if type(value) is kind or (kind is str and isinstance(value, str)) else refuse(kind, value)

    def read(stored: Any) -> Any:
        if type(stored) is kind:
            return stored
        raise other(kind)

    return Form(write, read)


def as_text(kind: type, write: Callable[[Any], str], parse: Callable[[str], Any]) -> Form:
    """What has a text. A ``ValueError`` or ``LookupError`` of ``parse`` says that a text is none of these."""

    def read(stored: Any) -> Any:
        if type(stored) is not str:
            raise other(str)
        try:
            return parse(stored)
        except (ValueError, LookupError) as fault:
            raise not_a(kind, stored) from fault

    return Form(write, read)


def enumeration(kind: type[Enum]) -> Form:
    """By the members' values, which are texts."""
    members = {member.value: member for member in kind}
    if not all(type(value) is str for value in members):
        raise TypeError(f"the values of {kind.__name__} are not texts")

    def write(value: Any) -> Any:
        return value.value if type(value) is kind else refuse(kind, value)

    return as_text(kind, write, members.__getitem__)


def _write_date(value: Any) -> str:
    """An instant is a ``date`` to Python, and would lose its time here."""
    return value.isoformat() if type(value) is date else refuse(date, value)


def _write_time(value: Any) -> str:
    if type(value) is not time:
        refuse(time, value)
    if value.tzinfo is not None:
        raise TypeError("a time of day has no zone")
    return value.isoformat()


def _read_time(text: str) -> time:
    found = time.fromisoformat(text)
    if found.tzinfo is not None:
        raise ValueError("a time of day has no zone")
    return found


def _write_instant(value: Any) -> str:
    if not isinstance(value, datetime):
        refuse(datetime, value)
    if value.utcoffset() is None:
        raise TypeError("an instant without an offset could be any of many")
    return value.isoformat()


def _read_instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("an instant without an offset could be any of many")
    return found


def _write_id(value: Any) -> str:
    return str(value) if isinstance(value, UUID) else refuse(UUID, value)


SINGLE: Final[dict[Any, Form]] = {
    **{kind: _as_it_is(kind) for kind in (str, int, bool, type(None))},
    date: as_text(date, _write_date, date.fromisoformat),
    time: as_text(time, _write_time, _read_time),
    datetime: as_text(datetime, _write_instant, _read_instant),
    UUID: as_text(UUID, _write_id, UUID),
}
"""What every codec knows. Floats have no form: what they write is not what was meant."""
