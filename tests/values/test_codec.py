"""Whatever a type allows comes back equal from real JSON; what is no such value is refused, with its place."""

from __future__ import annotations

import doctest
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

import laufzeit.values.codec
from laufzeit.values.codec import Atom, Codec
from laufzeit.values.fault import Unreadable


class Word(StrEnum):
    NONE = "none"
    SOME = "some"


class Other(Enum):
    NEVER = "never"
    SOME = "some"


@dataclass(frozen=True, slots=True)
class Leaf:
    text: str
    number: int = 0
    flag: bool = False


@dataclass(frozen=True, slots=True)
class Fork:
    leaves: tuple[Leaf, ...]
    left: Leaf | None


@dataclass(frozen=True, slots=True)
class Share:
    """Two numbers that must not fall; with a form of its own, as a list."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("the low one is the higher one")


@dataclass(frozen=True, slots=True)
class Sample:
    id: UUID
    day: date
    at: time
    instant: datetime | None
    word: Word
    amount: Decimal
    either: Decimal | Word | Other
    texts: tuple[str, ...]
    pair: tuple[int, Word]
    pairs: tuple[tuple[UUID, Word], ...]
    by_name: Mapping[str, Leaf]
    branch: Leaf | Fork
    branches: tuple[Leaf | Fork, ...]
    maybe: Leaf | Fork | None = None
    share: Share | None = None
    note: str = "as ever"


@dataclass(frozen=True, slots=True)
class Bounded:
    """Plain, and particular about its values."""

    share: Share


def decimal_of(text: str) -> Decimal:
    if not text.replace(".", "").lstrip("-").isdigit():
        raise ValueError("no digits")
    return Decimal(text)


ATOMS: Mapping[type, Atom] = {Decimal: Atom(str, decimal_of)}
SHARE = Atom(lambda share: (share.low, share.high), lambda pair: Share(*pair), stored_as=tuple[int, int])
FULL = Codec(ATOMS)
SPARSE = Codec(ATOMS, leave_out_defaults=True)
IN_ATOMS = Codec({**ATOMS, Share: SHARE})

numbers = st.integers(-(2**53), 2**53)
leaves = st.builds(Leaf, st.text(), numbers, st.booleans())
branches = leaves | st.builds(Fork, st.lists(leaves, max_size=3).map(tuple), st.none() | leaves)
amounts = st.decimals(-1000, 1000, places=2)
shares = st.tuples(numbers, numbers).map(lambda pair: Share(min(pair), max(pair)))
offsets = st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
samples = st.builds(
    Sample,
    id=st.uuids(),
    day=st.dates(),
    at=st.times(),
    instant=st.none() | st.datetimes(timezones=offsets),
    word=st.sampled_from(Word),
    amount=amounts,
    either=amounts | st.sampled_from(Word) | st.just(Other.NEVER),
    texts=st.lists(st.text(), max_size=3).map(tuple),
    pair=st.tuples(numbers, st.sampled_from(Word)),
    pairs=st.lists(st.tuples(st.uuids(), st.sampled_from(Word)), max_size=2).map(tuple),
    by_name=st.dictionaries(st.text(), leaves, max_size=3),
    branch=branches,
    branches=st.lists(branches, max_size=3).map(tuple),
    maybe=st.none() | branches,
    share=st.none() | shares,
    note=st.sampled_from(["as ever", "", "otherwise"]),
)

SAMPLE = Sample(
    id=UUID("01890000-0000-7000-8000-000000000001"),
    day=date(2021, 6, 30),
    at=time(9, 30),
    instant=datetime(2021, 6, 30, 12, 0, tzinfo=UTC),
    word=Word.SOME,
    amount=Decimal("19.00"),
    either=Word.NONE,
    texts=("a", "b"),
    pair=(1, Word.NONE),
    pairs=((UUID("01890000-0000-7000-8000-000000000002"), Word.SOME),),
    by_name={"first": Leaf("x")},
    branch=Fork((Leaf("y", 1, True),), None),
    branches=(Leaf("z"), Fork((), Leaf("w"))),
    share=Share(1, 2),
)


def there(codec: Codec, value: object) -> Any:
    return json.loads(json.dumps(codec.write(value)))


def test_the_examples() -> None:
    assert doctest.testmod(laufzeit.values.codec).failed == 0


@pytest.mark.parametrize("codec", [FULL, SPARSE, IN_ATOMS], ids=["full", "sparse", "atoms"])
@given(value=samples)
def test_there_and_back(codec: Codec, value: Sample) -> None:
    found = codec.read(Sample, there(codec, value))
    assert found == value
    assert list(found.by_name) == list(value.by_name)
    assert there(codec, found) == there(codec, value)


def test_the_form_itself() -> None:
    assert FULL.write(SAMPLE) == {
        "id": "01890000-0000-7000-8000-000000000001",
        "day": "2021-06-30",
        "at": "09:30:00",
        "instant": "2021-06-30T12:00:00+00:00",
        "word": "some",
        "amount": "19.00",
        "either": "none",
        "texts": ["a", "b"],
        "pair": [1, "none"],
        "pairs": [["01890000-0000-7000-8000-000000000002", "some"]],
        "by_name": {"first": {"text": "x", "number": 0, "flag": False}},
        "branch": {"_": "Fork", "leaves": [{"text": "y", "number": 1, "flag": True}], "left": None},
        "branches": [
            {"_": "Leaf", "text": "z", "number": 0, "flag": False},
            {"_": "Fork", "leaves": [], "left": {"text": "w", "number": 0, "flag": False}},
        ],
        "maybe": None,
        "share": {"low": 1, "high": 2},
        "note": "as ever",
    }


def test_a_word_goes_before_an_atom_and_the_first_enumeration_before_the_next() -> None:
    stored = there(FULL, SAMPLE)
    assert FULL.read(Sample, {**stored, "either": "never"}).either is Other.NEVER
    assert FULL.read(Sample, {**stored, "either": "some"}).either is Word.SOME
    assert FULL.read(Sample, {**stored, "either": "2.50"}).either == Decimal("2.50")


def test_defaults_are_left_out_and_come_back() -> None:
    stored = there(SPARSE, SAMPLE)
    assert stored.keys().isdisjoint({"maybe", "note"})
    assert stored["by_name"] == {"first": {"text": "x"}}
    assert stored["branches"][0] == {"_": "Leaf", "text": "z"}
    assert SPARSE.read(Sample, stored) == SAMPLE
    assert SPARSE.read(Sample, there(FULL, SAMPLE)) == SAMPLE


def test_types_that_are_left_out_are_not_written() -> None:
    without = Codec(ATOMS, leave_out_defaults=True, leave_out=(Decimal, UUID))
    assert there(SPARSE, SAMPLE).keys() - without.write(SAMPLE).keys() == {"id", "amount"}


def test_a_tuple_is_written_by_its_items() -> None:
    assert FULL.write((Leaf("x"), None, Word.SOME, 1)) == [FULL.write(Leaf("x")), None, "some", 1]


def test_an_atom_may_be_stored_as_something_else_than_a_text() -> None:
    assert there(IN_ATOMS, Bounded(Share(1, 2))) == {"share": [1, 2]}
    with pytest.raises(Unreadable, match=r"^Bounded\.share\[1\] is not of the type int$"):
        IN_ATOMS.read(Bounded, {"share": [1, "2"]})
    with pytest.raises(Unreadable, match=r"^Bounded\.share: \[2, 1\] is not a Share$"):
        IN_ATOMS.read(Bounded, {"share": [2, 1]})


def test_a_right_name_beside_the_fields_is_no_fault() -> None:
    assert FULL.read(Leaf, {"_": "Leaf", **there(FULL, Leaf("x"))}) == Leaf("x")
    assert SPARSE.read(Leaf, {"_": "Leaf", "text": "x"}) == Leaf("x")


Changed = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": 5}, ".id is not of the type str"),
        ({"id": "01890000"}, ".id: '01890000' is not a UUID"),
        ({"day": 20210630}, ".day is not of the type str"),
        ({"day": "2021-02-30"}, ".day: '2021-02-30' is not a date"),
        ({"day": "2021-06-30T12:00:00"}, ".day: '2021-06-30T12:00:00' is not a date"),
        ({"at": "25:00"}, ".at: '25:00' is not a time"),
        ({"at": "09:30:00+02:00"}, ".at: '09:30:00+02:00' is not a time"),
        ({"instant": "2021-06-30T12:00:00"}, ".instant: '2021-06-30T12:00:00' is not a datetime"),
        ({"instant": 0}, ".instant is not of the type str"),
        ({"word": "many"}, ".word: 'many' is not a Word"),
        ({"word": ["some"]}, ".word is not of the type str"),
        ({"word": None}, ".word is not of the type str"),
        ({"amount": "much"}, ".amount: 'much' is not a Decimal"),
        ({"amount": 19}, ".amount is not of the type str"),
        ({"either": "much"}, ".either: 'much' is not a Decimal"),
        ({"either": []}, ".either is not of the type str"),
        ({"texts": "ab"}, ".texts is not of the type list"),
        ({"texts": ["a", None]}, ".texts[1] is not of the type str"),
        ({"pair": [1]}, ".pair has 1 items, not 2"),
        ({"pair": {}}, ".pair is not of the type list"),
        ({"pair": [True, "none"]}, ".pair[0] is not of the type int"),
        ({"pair": [1.0, "none"]}, ".pair[0] is not of the type int"),
        ({"pairs": [["x", "some"]]}, ".pairs[0][0]: 'x' is not a UUID"),
        ({"by_name": []}, ".by_name is not of the type dict"),
        ({"by_name": {"one": None}}, ".by_name.one is not of the type dict"),
        ({"by_name": {"one": {"text": "x", "number": 0, "flag": 1}}}, ".by_name.one.flag is not of the type bool"),
        ({"branch": "Leaf"}, ".branch is not of the type dict"),
        ({"branch": {"text": "x"}}, ".branch._: None is none of Leaf, Fork"),
        ({"branch": {"_": "Twig"}}, ".branch._: 'Twig' is none of Leaf, Fork"),
        ({"branch": {"_": ["Leaf"]}}, ".branch._: ['Leaf'] is none of Leaf, Fork"),
        ({"branch": {"_": "Leaf"}}, ".branch has the fields ['_'], without flag, number, text"),
        (
            {"branches": [{"_": "Fork", "leaves": [{}], "left": None}]},
            ".branches[0].leaves[0] has the fields [], without",
        ),
        ({"share": {"low": 2, "high": 1}}, ".share: the low one is the higher one"),
        (
            {"share": {"_": "Leaf", "low": 1, "high": 2}},
            ".share has the fields ['_', 'high', 'low'], with the unknown _",
        ),
        ({"surprise": 1}, "with the unknown surprise"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(change: dict[str, Any], fault: str) -> None:
    with pytest.raises(Unreadable) as found:
        FULL.read(Sample, {**there(FULL, SAMPLE), **change})
    assert str(found.value).startswith("Sample")
    assert fault in str(found.value)


@given(st.sampled_from([name for name in Sample.__dataclass_fields__ if name not in ("maybe", "share", "note")]))
def test_no_field_may_be_missing_that_has_no_default(name: str) -> None:
    for codec in (FULL, SPARSE):
        stored = there(codec, SAMPLE)
        del stored[name]
        with pytest.raises(Unreadable, match=rf"^Sample has the fields .* without {name}$"):
            codec.read(Sample, stored)


def test_without_leaving_out_defaults_none_may_be_missing() -> None:
    with pytest.raises(Unreadable, match=r"without note$"):
        FULL.read(Sample, {name: item for name, item in there(FULL, SAMPLE).items() if name != "note"})
    with pytest.raises(Unreadable, match=r"with the unknown surprise$"):
        SPARSE.read(Sample, {**there(SPARSE, SAMPLE), "surprise": 1})


def test_the_place_is_the_callers_where_it_names_one() -> None:
    with pytest.raises(Unreadable, match=r"^first letter\.text is not of the type str$"):
        FULL.read(Leaf, {"text": 1, "number": 0, "flag": False}, "first letter")
    with pytest.raises(Unreadable, match=r"^Leaf is not of the type dict$"):
        FULL.read(Leaf, None)


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(sorted(Sample.__dataclass_fields__)), junk)
def test_whatever_stands_there_is_read_or_unreadable(name: str, anything: object) -> None:
    """No other exception comes out of stored JSON; and what was read is written again."""
    try:
        found = FULL.read(Sample, {**there(FULL, SAMPLE), name: anything})
    except Unreadable:
        return
    assert FULL.read(Sample, there(FULL, found)) == found


class Several(Enum):
    ONE = 1


@dataclass(frozen=True)
class Floating:
    weight: float


@dataclass(frozen=True)
class Choice:
    either: str | int


@dataclass(frozen=True)
class Numbered:
    several: Several


@dataclass(frozen=True)
class Keyed:
    by_day: Mapping[date, str]


@dataclass(frozen=True)
class Loose:
    items: list[str]


@dataclass(frozen=True)
class Anything:
    value: Any


@dataclass(frozen=True)
class Twins:
    either: Leaf | Decimal


def test_two_types_of_one_name_cannot_be_told_apart() -> None:
    twin = dataclass(frozen=True)(type("Leaf", (), {"__annotations__": {"text": str}}))
    kind: Any = dataclass(frozen=True)(type("Pair", (), {"__annotations__": {"either": Leaf | twin}}))
    with pytest.raises(TypeError, match="same name"):
        FULL.write(kind(Leaf("x")))


@pytest.mark.parametrize(
    "value",
    [
        Floating(1.5), Choice("x"), Numbered(Several.ONE), Keyed({}), Loose([]), Anything(1), Twins(Leaf("x")),
        1.5, {1}, b"x", [1], timedelta(1),
    ],
    ids=str,
)  # fmt: skip
def test_what_has_no_exact_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        FULL.write(value)
    with pytest.raises(TypeError):
        FULL.read(type(value), {})


@pytest.mark.parametrize(
    "change",
    [
        {"id": "01890000-0000-7000-8000-000000000001"},
        {"day": datetime(2021, 6, 30, 12, tzinfo=UTC)},
        {"day": "2021-06-30"},
        {"at": time(9, 30, tzinfo=UTC)},
        {"at": "09:30"},
        {"instant": datetime(2021, 6, 30, 12)},
        {"instant": date(2021, 6, 30)},
        {"word": "some"},
        {"amount": 19},
        {"either": 19},
        {"texts": ["a"]},
        {"texts": (b"a",)},
        {"pair": (1,)},
        {"pair": [1, Word.NONE]},
        {"pair": (1.5, Word.NONE)},
        {"pair": (True, Word.NONE)},
        {"by_name": ()},
        {"by_name": {1: Leaf("x")}},
        {"branch": SAMPLE},
        {"branches": (None,)},
        {"maybe": Share(1, 2)},
        {"share": Leaf("x")},
        {"note": None},
    ],
    ids=str,
)
def test_nothing_is_written_that_could_not_be_read(change: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        FULL.write(replace(SAMPLE, **change))


def test_faults_of_writing_do_not_name_the_value() -> None:
    with pytest.raises(TypeError, match=r"^a str cannot be stored as a date$"):
        FULL.write(replace(SAMPLE, day="Anna Muster"))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Grown:
    """A type that has grown a list of its own."""

    name: str
    tags: tuple[str, ...] = field(default=())


def test_a_type_that_grows_reads_what_was_stored_before() -> None:
    assert SPARSE.read(Grown, {"name": "x"}) == Grown("x")
    assert SPARSE.write(Grown("x")) == {"name": "x"}
