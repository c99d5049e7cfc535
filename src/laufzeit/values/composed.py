"""How forms are composed: options, tuples, mappings, unions of dataclasses, and dataclasses field by field.

Each reader tells in which part a fault lies. Contracts are read with every page, so whatever can be found out from the
types is found out once, before the inner functions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import MISSING
from typing import Any, Final

from laufzeit.values.fault import Unreadable
from laufzeit.values.single import SINGLE, Form, other, refuse

TAG: Final = "_"
"""Under which a member of a union carries its name."""

Written = tuple[str, Callable[[Any], Any], Any]
"""Name of a field, how it is written, and the default with which it is left out (``MISSING``: never)."""

Read = tuple[str, Callable[[Any], Any], Any]
"""Name of a field, how it is read, and what it is when it is not there (``MISSING``: it has to be)."""


def optional(form: Form) -> Form:
    """Nothing is ``null``."""
    write, read = form.write, form.read
    return Form(
        lambda value: None if value is None else write(value),
        lambda stored: None if stored is None else read(stored),
    )


def many(form: Form) -> Form:
    """``tuple[X, ...]`` as a list."""
    write_one, read_one = form.write, form.read

    def write(value: Any) -> Any:
        return [write_one(item) for item in value] if type(value) is tuple else refuse(tuple, value)

    def read(stored: Any) -> Any:
        if type(stored) is not list:
            raise other(list)
        found: list[Any] = []
        try:
            for item in stored:
                found.append(read_one(item))  # noqa: PERF401 - how many there are tells the place of a fault
        except Unreadable as fault:
            fault.within(f"[{len(found)}]")
            raise
        return tuple(found)

    return Form(write, read)


def fixed(forms: list[Form]) -> Form:
    """``tuple[X, Y]`` as a list of exactly so many."""

    def write(value: Any) -> Any:
        if type(value) is not tuple or len(value) != len(forms):
            refuse(tuple, value)
        return [form.write(item) for form, item in zip(forms, value, strict=True)]

    def read(stored: Any) -> Any:
        if type(stored) is not list:
            raise other(list)
        if len(stored) != len(forms):
            raise Unreadable(f" has {len(stored)} items, not {len(forms)}")
        return tuple(_part(f"[{index}]", form, stored[index]) for index, form in enumerate(forms))

    return Form(write, read)


def by_name(form: Form) -> Form:
    """``Mapping[str, X]`` as an object; the order stays."""
    name = SINGLE[str].write

    def write(value: Any) -> Any:
        if not isinstance(value, Mapping):
            refuse(dict, value)
        return {name(key): form.write(item) for key, item in value.items()}

    def read(stored: Any) -> Any:
        if type(stored) is not dict:
            raise other(dict)
        return {key: _part(f".{key}", form, item) for key, item in stored.items()}

    return Form(write, read)


def _part(place: str, form: Form, stored: Any) -> Any:
    try:
        return form.read(stored)
    except Unreadable as fault:
        fault.within(place)
        raise


def tagged(forms: Mapping[type, Form]) -> Form:
    """A union of dataclasses, each of which writes its own name."""
    by_name = {kind.__name__: form.read for kind, form in forms.items()}
    if len(by_name) != len(forms):
        raise TypeError(f"two of {sorted(kind.__name__ for kind in forms)} have the same name")
    writers = {kind: form.write for kind, form in forms.items()}

    def write(value: Any) -> Any:
        write_member = writers.get(type(value))
        return write_member(value) if write_member else refuse(dict, value)

    def read(stored: Any) -> Any:
        if type(stored) is not dict:
            raise other(dict)
        name = stored.get(TAG)
        if type(name) is not str or name not in by_name:
            raise Unreadable(f".{TAG}: {name!r} is none of {', '.join(by_name)}")
        return by_name[name](stored)

    return Form(write, read)


def record_writer(kind: type, rules: list[Written], *, tag: str = "") -> Callable[[Any], Any]:
    """The fields of a dataclass as an object, after its ``tag`` if it has one."""

    def write(value: Any) -> Any:
        if type(value) is not kind:
            refuse(kind, value)
        written = {TAG: tag} if tag else {}
        for name, write_field, default in rules:
            item = getattr(value, name)
            if default is MISSING or item != default:
                written[name] = write_field(item)
        return written

    return write


def record_reader(kind: type, rules: list[Read]) -> Callable[[Any], Any]:
    """The dataclass with these fields, no other ones, and none missing that has to be there."""
    readers = [(name, read_field) for name, read_field, _ in rules]
    names = {name for name, _ in readers}
    with_tag = names | {TAG}
    needed = {name for name, _, default in rules if default is MISSING}

    def read(stored: Any) -> Any:
        if type(stored) is not dict:
            raise other(dict)
        keys = stored.keys()
        whole = keys == names or (keys == with_tag and stored[TAG] == kind.__name__)
        if not whole and not needed <= keys <= names:
            _check_names(kind, stored, names, needed)
        values: list[Any] = []  # how many there are tells in which field a fault lies
        try:
            if whole:
                for name, read_field in readers:
                    values.append(read_field(stored[name]))
            else:
                for name, read_field, default in rules:
                    values.append(read_field(stored[name]) if name in keys else default)
            return kind(*values)
        except Unreadable as fault:
            fault.within(f".{rules[len(values)][0]}")
            raise
        except ValueError as fault:
            raise Unreadable(f": {fault}") from fault

    return read


def _check_names(kind: type, stored: Mapping[str, Any], names: Set[str], needed: Set[str]) -> None:
    """A name of the type itself is right beside its fields, whether or not it is needed to tell which type it is."""
    missing = sorted(needed - stored.keys())
    unknown = sorted(stored.keys() - names - ({TAG} if stored.get(TAG) == kind.__name__ else set()))
    if missing or unknown:
        said = [f" has the fields {sorted(stored)}"]
        said += [f"without {', '.join(missing)}"] if missing else []
        said += [f"with the unknown {', '.join(unknown)}"] if unknown else []
        raise Unreadable(", ".join(said))
