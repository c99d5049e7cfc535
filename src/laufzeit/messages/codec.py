"""Kinds of letters to JSON values and back, so that the outbox can keep the facts of a letter.

The field's type says how a value is read, so that nothing but plain JSON is stored. What does not fit (a stored
letter of a kind that is no longer there, a missing field) is refused with ``Unreadable``, never guessed.

>>> from laufzeit.messages.facts import ContractName
>>> from laufzeit.messages.kinds import NoticeReminder
>>> value = NoticeReminder(
...     ContractName("RC-1"), "plus", "3 Monate zum Quartalsende", date(2021, 3, 31), date(2021, 6, 30), None, ""
... )
>>> from_json("notice_reminder", to_json(value)) == value
True
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from laufzeit.messages.kinds import Kind
from laufzeit.money.amount import Currency, Money

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


class Unreadable(ValueError):
    """Stored facts do not make a letter of the named kind."""


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


KINDS: dict[str, type[Kind]] = {_snake(kind.__name__): kind for kind in get_args(Kind)}
"""All kinds by the name under which they are stored, ``change_confirmed`` for ``ChangeConfirmed``."""


def name_of(value: Kind) -> str:
    return _snake(type(value).__name__)


def to_json(value: Kind) -> dict[str, Json]:
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}


def _plain(value: object) -> Json:
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date | time):  # a datetime is a date
        return value.isoformat()
    if isinstance(value, Money):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    assert is_dataclass(value) and not isinstance(value, type), value
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}


def from_json(name: str, stored: Json) -> Kind:
    """The letter that was stored; raises ``Unreadable``."""
    if name not in KINDS:
        raise Unreadable(f"there is no kind of letter named {name!r}")
    value: Kind = _read(KINDS[name], stored, name)
    return value


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _read(wanted: Any, stored: Json, place: str) -> Any:
    if isinstance(wanted, UnionType):
        return None if stored is None else _read(_inner(wanted), stored, place)
    if get_origin(wanted) is tuple:
        items = _expect(list, stored, place)
        return tuple(_read(get_args(wanted)[0], item, f"{place}[{index}]") for index, item in enumerate(items))
    if is_dataclass(wanted) and wanted is not Money:
        return _read_record(wanted, _expect(dict, stored, place), place)
    if wanted in (str, int, bool):
        return _expect(wanted, stored, place)
    return _read_text(wanted, _expect(str, stored, place), place)


def _inner(optional: UnionType) -> Any:
    (inner,) = (part for part in get_args(optional) if part is not NoneType)
    return inner


def _expect(wanted: type, stored: Json, place: str) -> Any:
    if not isinstance(stored, wanted) or (wanted is int and isinstance(stored, bool)):
        raise Unreadable(f"{place} is not of the type {wanted.__name__}")
    return stored


def _read_record(wanted: Any, stored: dict[str, Json], place: str) -> Any:
    names = [field.name for field in fields(wanted)]
    if sorted(names) != sorted(stored):
        raise Unreadable(f"{place} has the fields {sorted(stored)}, not {sorted(names)}")
    hints = _hints(wanted)
    return wanted(**{name: _read(hints[name], stored[name], f"{place}.{name}") for name in names})


def _read_text(wanted: Any, stored: str, place: str) -> Any:
    try:
        if wanted is Money:
            number, _, code = stored.partition(" ")
            return Money.parse(number, Currency.of(code))
        return wanted(stored) if issubclass(wanted, Enum) else wanted.fromisoformat(stored)
    except (ValueError, KeyError) as fault:
        raise Unreadable(f"{place}: {stored!r} is not a {wanted.__name__}") from fault
