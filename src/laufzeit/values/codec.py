"""Frozen dataclasses as JSON and back, without loss; the annotations say how.

A form is compiled once for each type. It knows what ``single`` knows, enumerations, ``tuple[X, ...]``, fixed tuples,
``Mapping[str, X]``, ``X | None``, dataclasses, and two more unions: of dataclasses, which then carry their names under
``_``, and of enumerations with one atom, where a word of an enumeration goes before a text of the atom ("none" before
"12 months"). What else a room has, it states as atoms. What has no exact form is refused when its type is compiled.

>>> @dataclass(frozen=True)
... class Stay:
...     nights: int
...     guests: tuple[str, ...]
...     key: bytes | None = None
>>> codec = Codec({bytes: Atom(bytes.hex, bytes.fromhex)})
>>> stored = codec.write(Stay(3, ("Anna", "Ben"), b"Laufzeit"))
>>> stored
{'nights': 3, 'guests': ['Anna', 'Ben'], 'key': '4c6175667a656974'}
>>> codec.read(Stay, stored).key
b'Laufzeit'
>>> codec.read(Stay, {**stored, "guests": ["Anna", 2]})
Traceback (most recent call last):
laufzeit.values.fault.Unreadable: Stay.guests[1] is not of the type str
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from laufzeit.values.composed import by_name, fixed, many, optional, record_reader, record_writer, tagged
from laufzeit.values.fault import Unreadable
from laufzeit.values.single import SINGLE, Form, enumeration, not_a, refuse

Json = Any
"""Plain JSON values, as ``json.dumps`` takes and ``json.loads`` gives them."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Atom:
    """A type with a form of its own. ``write`` gives what ``read`` reads, a value of the type ``stored_as``; a
    ``ValueError`` or ``LookupError`` of ``read`` makes the place unreadable."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]
    stored_as: Any = str


class Codec:
    """The forms of all types that are built of what is said above and of ``atoms``.

    ``leave_out_defaults``: a field that has its default is left out, and a missing one has it, so that the form of
    what is stored stays the same when types grow. ``leave_out``: fields of these types are not written at all.
    """

    def __init__(
        self, atoms: Mapping[type, Atom], *, leave_out_defaults: bool = False, leave_out: Collection[type] = ()
    ) -> None:
        self._atoms = atoms
        self._leave_out_defaults = leave_out_defaults
        self._leave_out = leave_out
        self._forms: dict[Any, Form] = dict(SINGLE)

    def write(self, value: object) -> Json:
        """The form of ``value`` by its own type; of a tuple, of each item by the item's. Raises ``TypeError``."""
        if type(value) is tuple:
            return [self.write(item) for item in value]
        return self._form(type(value)).write(value)

    def read(self, kind: type[T], stored: Json, place: str = "") -> T:
        """The value that was written. Raises ``Unreadable``, with ``place`` (or the type's name) at its beginning."""
        try:
            return cast(T, self._form(kind).read(stored))
        except Unreadable as fault:
            fault.within(place or kind.__name__)
            raise

    def _form(self, kind: Any) -> Form:
        if kind not in self._forms:
            self._forms[kind] = self._compiled(kind)
        return self._forms[kind]

    def _compiled(self, kind: Any) -> Form:
        origin, parts = get_origin(kind), get_args(kind)
        if origin is tuple:
            return many(self._form(parts[0])) if parts[1:] == (...,) else fixed([self._form(part) for part in parts])
        if origin in (Union, UnionType):
            return self._union([part for part in parts if part is not NoneType], or_none=NoneType in parts)
        if origin is not None and issubclass(origin, Mapping) and parts[0] is str:
            return by_name(self._form(parts[1]))
        if isinstance(kind, type):
            if kind in self._atoms:
                return _atom(kind, self._atoms[kind], self._form(self._atoms[kind].stored_as))
            if issubclass(kind, Enum):
                return enumeration(kind)
            if is_dataclass(kind):
                return self._record(kind)
        raise TypeError(f"{kind} has no exact form in JSON")

    def _union(self, parts: list[Any], *, or_none: bool) -> Form:
        if len(parts) == 1:
            form = self._form(parts[0])
        elif all(is_dataclass(part) and part not in self._atoms for part in parts):
            form = tagged({part: self._record(part, tag=part.__name__) for part in parts})
        else:
            form = self._worded(parts)
        return optional(form) if or_none else form

    def _worded(self, parts: list[Any]) -> Form:
        """Enumerations and one atom that is stored as a text."""
        enums = [part for part in parts if isinstance(part, type) and issubclass(part, Enum)]
        rest = [part for part in parts if part not in enums]
        if len(rest) != 1 or rest[0] not in self._atoms or self._atoms[rest[0]].stored_as is not str:
            raise TypeError(f"{' | '.join(str(part) for part in parts)} has no form that tells which of them it is")
        atom = self._form(rest[0])
        by_word = {member.value: self._form(enum) for enum in reversed(enums) for member in enum}
        by_kind = {enum: self._form(enum) for enum in enums}
        return Form(
            lambda value: by_kind.get(type(value), atom).write(value),
            lambda stored: (by_word.get(stored, atom) if type(stored) is str else atom).read(stored),
        )

    def _record(self, kind: type, tag: str = "") -> Form:
        hints, known = get_type_hints(kind), fields(cast(Any, kind))
        forms = {field.name: self._form(hints[field.name]) for field in known}
        defaults = {field.name: field.default if self._leave_out_defaults else MISSING for field in known}
        written = [name for name in forms if hints[name] not in self._leave_out]
        return Form(
            record_writer(kind, [(name, forms[name].write, defaults[name]) for name in written], tag=tag),
            record_reader(kind, [(name, forms[name].read, defaults[name]) for name in forms]),
        )


def _atom(kind: type, atom: Atom, stored_as: Form) -> Form:
    def write(value: Any) -> Json:
        return stored_as.write(atom.write(value)) if isinstance(value, kind) else refuse(kind, value)

    def read(stored: Json) -> Any:
        plain = stored_as.read(stored)
        try:
            return atom.read(plain)
        except (ValueError, LookupError) as fault:
            raise not_a(kind, stored) from fault

    return Form(write, read)
