"""Events, contracts and declarations as JSON and back, without loss.

One rule a type, read off the annotations once; what cannot be written exactly (a float, a naive instant) has no rule.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from laufzeit.catalogue.model import TermsRef
from laufzeit.contracts import events as _events
from laufzeit.contracts.contract import Contract
from laufzeit.contracts.events import Event

Json = Any
T = TypeVar("T")

_WRITERS: dict[type, Callable[[Any], Any]] = {}
_READERS: dict[Any, Callable[[Any], Any]] = {}
_KINDS: dict[str, type] = {kind.__name__: kind for kind in typing.get_args(_events.Event)}


def event_kind(event: Event) -> str:
    return type(event).__name__


def event_to_json(event: Event) -> dict[str, Json]:
    """The fields of an event; its kind is stored beside it."""
    payload = _writer(type(event))(event)
    del payload["_"]
    return typing.cast("dict[str, Json]", payload)


def event_from_json(kind: str, payload: Mapping[str, Json]) -> Event:
    return typing.cast(Event, _reader(_KINDS[kind])(payload))


def contract_to_json(contract: Contract) -> Json:
    return _writer(Contract)(contract)


def contract_from_json(stored: Json) -> Contract:
    return typing.cast(Contract, _reader(Contract)(stored))


def value_to_json(value: object) -> Json:
    """A frozen value of this room (a declaration's consents, say)."""
    return _writer(type(value))(value)


def value_from_json(kind: type[T], stored: Json) -> T:
    return typing.cast(T, _reader(kind)(stored))


def _writer(kind: type) -> Callable[[Any], Any]:
    if kind not in _WRITERS:
        _WRITERS[kind] = _make_writer(kind)
    return _WRITERS[kind]


def _make_writer(kind: type) -> Callable[[Any], Any]:
    if kind is TermsRef or kind is UUID:
        return str
    if kind in (date, time):
        return lambda value: value.isoformat()
    if kind in (int, str, bool, type(None)):
        return lambda value: value
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda value: value.value
    if kind is tuple:
        return lambda value: [_writer(type(item))(item) for item in value]
    if is_dataclass(kind):
        names = [field.name for field in fields(kind)]
        return lambda value: {
            "_": kind.__name__,
            **{name: _writer(type(item))(item) for name in names for item in (getattr(value, name),)},
        }
    raise TypeError(f"{kind} has no exact form in JSON")


def _reader(kind: Any) -> Callable[[Any], Any]:
    if kind not in _READERS:
        _READERS[kind] = _make_reader(kind)
    return _READERS[kind]


def _make_reader(kind: Any) -> Callable[[Any], Any]:
    origin = typing.get_origin(kind)
    if origin is tuple:
        return _tuple_reader(typing.get_args(kind))
    if origin in (typing.Union, types.UnionType):
        return _union_reader(typing.get_args(kind))
    if kind is TermsRef:
        return TermsRef.parse
    if kind in (date, time):
        return typing.cast("Callable[[Any], Any]", kind.fromisoformat)
    if kind is UUID or (isinstance(kind, type) and issubclass(kind, Enum)):
        return typing.cast("Callable[[Any], Any]", kind)
    if kind in (int, str, bool, type(None)):
        return lambda stored: stored
    if is_dataclass(kind):
        return _dataclass_reader(typing.cast(type, kind))
    raise TypeError(f"{kind} has no exact form in JSON")


def _tuple_reader(parts: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(parts) == 2 and parts[1] is Ellipsis:
        item = _reader(parts[0])
        return lambda stored: tuple(item(one) for one in stored)
    readers = [_reader(part) for part in parts]
    return lambda stored: tuple(read(one) for read, one in zip(readers, stored, strict=True))


def _union_reader(parts: tuple[Any, ...]) -> Callable[[Any], Any]:
    some = [part for part in parts if part is not type(None)]
    if len(some) == 1:
        read = _reader(some[0])
        return lambda stored: None if stored is None else read(stored)
    by_name = {part.__name__: _reader(part) for part in some}
    return lambda stored: by_name[stored["_"]](stored)


def _dataclass_reader(kind: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    readers = [(field.name, _reader(hints[field.name])) for field in fields(kind)]
    return lambda stored: kind(**{name: read(stored[name]) for name, read in readers})
