"""A catalogue as JSON and back: the form in which an applied catalogue is kept, and of which hashes are taken.

The form follows the value types. A field that has its default is left out, so that the form of what has been applied
stays the same when the types grow.
"""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from laufzeit.catalogue.model import Catalogue, Terms, TermsRef
from laufzeit.catalogue.texts import Texts
from laufzeit.dates.notice import NoticeRule
from laufzeit.dates.span import Span

T = TypeVar("T")

_WRITTEN = (Span, NoticeRule, TermsRef)
"""Types that have a text of their own, with ``parse`` to read it."""


def to_json(value: object, *, texts: bool = True) -> Any:
    """Plain JSON values. Without ``texts``, everything that is only said to people is left out."""
    if isinstance(value, Texts):
        return dict(value.by_language)
    if isinstance(value, _WRITTEN):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: to_json(item, texts=texts) for key, item in value.items()}
    if isinstance(value, tuple):
        return [to_json(item, texts=texts) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return _fields_to_json(value, texts=texts)
    return value


def _fields_to_json(value: Any, *, texts: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(value):
        item = getattr(value, field.name)
        if isinstance(item, Texts) and not texts:
            continue
        if field.default is MISSING or item != field.default:
            found[field.name] = to_json(item, texts=texts)
    return found


def from_json(kind: type[T], data: Any) -> T:
    """The value of a type that ``to_json`` has written."""
    return cast(T, _read(kind, data))


def _read(kind: Any, data: Any) -> Any:
    if data is None or kind in (str, int, bool):
        return data
    if kind is Texts:
        return Texts.of(data)
    if kind is date:
        return date.fromisoformat(data)
    if kind in _WRITTEN:
        return kind.parse(data)
    if get_origin(kind) is not None or isinstance(kind, types.UnionType):
        return _read_composed(kind, data)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _read(hints[name], item) for name, item in data.items()})
    return kind(data)


def _read_composed(kind: Any, data: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple and inner[-1] is Ellipsis:
        return tuple(_read(inner[0], item) for item in data)
    if origin is tuple:
        return tuple(_read(each, item) for each, item in zip(inner, data, strict=True))
    if origin in (Union, types.UnionType):
        return _read_either([each for each in inner if each is not type(None)], data)
    return {key: _read(inner[1], item) for key, item in data.items()}


def _read_either(kinds: list[Any], data: Any) -> Any:
    """A word of an enumeration before a text in a language of its own: ``none`` before ``12 months``."""
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, Enum) and data in [member.value for member in kind]:
            return kind(data)
    return _read(next(kind for kind in kinds if not (isinstance(kind, type) and issubclass(kind, Enum))), data)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def to_document(catalogue: Catalogue) -> str:
    """The catalogue as the text in which it is kept; plans and features stay in their order."""
    return json.dumps(to_json(catalogue), ensure_ascii=False)


def from_document(document: str) -> Catalogue:
    return from_json(Catalogue, json.loads(document))


def terms_json(terms: Terms) -> dict[str, Any]:
    """What a contract is bound to: an edition without the words, without until when it is sold, and without the
    changes of plan that it offers (``diff`` sees to it that they only grow)."""
    content = to_json(terms, texts=False)
    del content["sold_until"], content["changes"]
    return cast(dict[str, Any], content)


def terms_hash(terms: Terms) -> str:
    """SHA-256 of ``terms_json``, as hexadecimal: an applied edition never has another."""
    written = json.dumps(terms_json(terms), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()
