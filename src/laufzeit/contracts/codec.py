"""Events, contracts and declarations as JSON and back, without loss."""

from __future__ import annotations

import typing
from collections.abc import Mapping

from laufzeit.catalogue.model import TermsRef
from laufzeit.contracts.contract import Contract
from laufzeit.contracts.events import Event
from laufzeit.values.codec import Atom, Codec, Json
from laufzeit.values.fault import Unreadable

T = typing.TypeVar("T")

_ATOMS: dict[type, Atom] = {TermsRef: Atom(str, TermsRef.parse)}
_CODEC = Codec(_ATOMS)
_GROWN = Codec(_ATOMS, leave_out_defaults=True)
"""Events and the folded contract, which grow new fields with defaults: what was stored before a field came is read as
one that has its default, and an event without it is still written, and hashed, as before. Most contracts have neither
bookings nor discounts."""
_KINDS: dict[str, type[Event]] = {kind.__name__: kind for kind in typing.get_args(Event)}


def event_kind(event: Event) -> str:
    return type(event).__name__


def event_to_json(event: Event) -> dict[str, Json]:
    """The fields of an event; its kind is stored beside it."""
    return typing.cast("dict[str, Json]", _GROWN.write(event))


def event_from_json(kind: str, payload: Mapping[str, Json]) -> Event:
    """The event that was stored. Raises ``Unreadable``."""
    if kind not in _KINDS:
        raise Unreadable(f"there is no kind of event named {kind!r}")
    return _GROWN.read(_KINDS[kind], payload)


def contract_to_json(contract: Contract) -> Json:
    return _GROWN.write(contract)


def contract_from_json(stored: Json) -> Contract:
    """The contract that was stored. Raises ``Unreadable``."""
    return _GROWN.read(Contract, stored)


def value_to_json(value: object) -> Json:
    """A frozen value of this room (a declaration's consents, say)."""
    return _CODEC.write(value)


def value_from_json(kind: type[T], stored: Json) -> T:
    """The value that was stored. Raises ``Unreadable``."""
    return _CODEC.read(kind, stored)
