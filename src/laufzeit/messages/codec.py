"""Kinds of letters to JSON values and back, so that the outbox can keep the facts of a letter.

What does not fit (a stored letter of a kind that is no longer there, a missing field) is refused with ``Unreadable``,
never guessed.

>>> from datetime import date
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
from typing import cast, get_args

from laufzeit.messages.kinds import Kind
from laufzeit.money.amount import Currency, Money
from laufzeit.values.codec import Atom, Codec, Json
from laufzeit.values.fault import Unreadable

__all__ = ["KINDS", "Unreadable", "from_json", "name_of", "name_of_kind", "to_json"]


def _money(text: str) -> Money:
    number, _, code = text.partition(" ")
    return Money.parse(number, Currency.of(code))


_CODEC = Codec({Money: Atom(str, _money)}, leave_out_defaults=True)
"""A fact that came later has a default, so that letters that wait in the outbox meanwhile are still read."""


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


KINDS: dict[str, type[Kind]] = {_snake(kind.__name__): kind for kind in get_args(Kind)}
"""All kinds by the name under which they are stored, ``change_confirmed`` for ``ChangeConfirmed``."""


_NAMES = {kind: name for name, kind in KINDS.items()}


def name_of(value: Kind) -> str:
    return _NAMES[type(value)]


def name_of_kind(kind: type[Kind]) -> str:
    return _NAMES[kind]


def to_json(value: Kind) -> dict[str, Json]:
    return cast("dict[str, Json]", _CODEC.write(value))


def from_json(name: str, stored: Json) -> Kind:
    """The letter that was stored; raises ``Unreadable``."""
    if name not in KINDS:
        raise Unreadable(f"there is no kind of letter named {name!r}")
    return _CODEC.read(KINDS[name], stored, name)
