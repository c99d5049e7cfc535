"""A file is read, or everything that is wrong with it is said, with its line."""

from __future__ import annotations

import doctest
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.catalogue.samples import SMALL, examined, small

from laufzeit.catalogue.agreements import text_hash
from laufzeit.catalogue.faults import CatalogueFaults
from laufzeit.catalogue.model import Due, Grant, Proration, TermsRef
from laufzeit.catalogue.reading import MAX_BYTES, examine, read
from laufzeit.dates.span import Span
from laufzeit.dates.term import Renewal

HERE = Path(__file__).parent
FEE = 'price = "10.00"\nper = "seat"'


def test_ten_faults(update: bool) -> None:
    """The golden report of a file with a fault of each kind; ``--update`` writes it anew."""
    found = examine((HERE / "ten_faults.toml").read_text(encoding="utf-8"))
    report = "".join(f"{fault}\n" for fault in found.faults)
    expected = HERE / "ten_faults.expected"
    if update:
        expected.write_text(report, encoding="utf-8")
    assert found.catalogue is None
    assert report == expected.read_text(encoding="utf-8")
    assert len(found.faults) > 30


def test_the_small_catalogue_is_right() -> None:
    found = examined()
    assert (found.faults, found.cautions) == ((), ())
    catalogue = read(SMALL)
    one = catalogue.terms(TermsRef("one", "2020"))
    assert (one.term, one.renewal, one.grants) == (None, Renewal.INDEFINITE, (Grant("video"),))
    assert (one.charges[0].due, one.charges[0].proration) == (Due.ADVANCE, Proration.DAYS)
    assert one.currency == "EUR"
    assert catalogue.terms(TermsRef("two", "2020")).renewal == Span.parse("12 months")
    assert catalogue.plans["one"].names.text("en") == "One"
    assert catalogue.agreements["agb"].editions[0].hash_of("de") == text_hash("Bedingungen")


def test_what_is_not_found_is_an_error() -> None:
    with pytest.raises(KeyError):
        read(SMALL).terms(TermsRef("one", "1999"))


def test_reading_raises_all_faults() -> None:
    with pytest.raises(CatalogueFaults) as raised:
        read(small(('name = "One"', 'nmae = "One"'), ('to = "one"', 'to = "on"')))
    messages = [str(fault) for fault in raised.value.faults]
    assert messages == [
        "line 29: plan.one.name: is missing (expected a text for each language: de, en)",
        'line 30: plan.one.nmae: is not known here (did you mean "name"?)',
        'line 60: plan.two.terms[0].change[0].to: there is no plan "on" (did you mean "one"?)',
    ]


ONE_FAULT = [
    # what is replaced, by what, the line, what is said
    ("format = 1", "format = 2", 1, "is not known"),
    ('key = "small"', "", 3, "is missing"),
    ('currency = "EUR"', 'currency = "EU"', 7, "is not a currency"),
    ('prices = "net"', 'prices = "both"', 8, '"net" or "gross"'),
    ('languages = ["de", "en"]', 'languages = ["de", "fr", "en"]', 10, '"fr"'),
    ('country = "DE"', 'country = "Germany"', 11, "is not a country"),
    ('text = { de = "Bedingungen", en = "Terms" }', 'text = { de = "Bedingungen" }', 19, "is missing"),
    ('text = { de = "Bedingungen", en = "Terms" }', "", 16, "write exactly one"),
    ('valid_from = 2020-01-01', "valid_from = 2020-01-01T00:00:00Z", 18, "is a point in time, expected a day"),
    ('agree = ["agb"]', 'agree = ["agb", "agb"]', 62, "is named twice"),
    ('en = "video"', 'en = ""', 23, "is empty"),
    ("[meter.sms]", "[meter.SMS]", 25, "is not a name"),
    ("sold_from = 2020-01-01", "sold_from = 2020", 34, "is a whole number, expected a day"),
    ('edition = "2020"', 'edition = "plus@2020"', 33, "is not a name"),
    ('notice = "30 days"', 'notice = "30 days to Sunday"', 36, "'Sunday' is not a day that notice can be given to"),
    ('notice = "30 days"', 'notice = { customer = "30 days" }', 36, "is missing"),
    ('notice = "30 days"', 'notice = "3 months to term end"', 36, "the term is indefinite"),
    ('notice = "1 month to term end"', 'notice = "1 month"', 56, "within a term"),
    ('renewal = "12 months"', "", 51, "is missing"),
    ('features = ["video"]', 'features = ["video", "video"]', 38, "is named twice"),
    ('features = ["video"]', 'features = [{ feature = "video", limit = 0 }]', 38, "from 1 to"),
    ('features = ["video"]', "features = [1]", 38, "is a whole number, expected the name of a feature"),
    ('increase = "at once"', 'increase = "extend term"', 39, "the term is indefinite"),
    ('decrease = "at once"', 'decrease = "extend term"', 39, "the term is indefinite"),
    (FEE, 'price = 0.0000001\nper = "seat"', 44, "more than 6 digits after the point"),
    (FEE, 'price = true\nper = "seat"', 44, "is true or false, expected a price"),
    (FEE, 'price = "-1"\nper = "seat"', 44, "between 0 and"),
    (FEE, 'price = "1e3"\nper = "seat"', 44, "is not an amount"),
    (FEE, 'price = nan\nper = "seat"', 44, "is not an amount"),
    (FEE, 'per = "seat"', 41, "is missing"),
    (FEE, 'price = "1"\nfree_above = 4', 45, "needs a quantity"),
    (FEE, 'each = "1"\nincludes = 5\nfree_above = 5\nper = "seat"', 46, "from 6 to"),
    (FEE, 'graduated = []\nper = "seat"', 44, "is empty"),
    (FEE, 'stairs = [{ price = 1 }, { up_to = 5, price = 2 }]\nper = "seat"', 44, "is missing"),
    (FEE, 'stairs = [{ up_to = 5, price = 2 }]\nper = "seat"', 44, "no price for more than 5 seats"),
    (FEE, 'graduated = [{ up_to = 5, each = 2 }, { up_to = 5, each = 1 }, { each = 0 }]\nper = "seat"', 44,
     "is 5, and the step before reaches to 5 (steps ascend and do not overlap)"),
    (FEE, 'graduated = [{ up_to = 5, each = 2 }]\nper = "sms"', 44,
     "has no price for more than 5 (what a meter counts has no end: leave out the last up_to)"),
    (FEE, 'price = 1\nper = "member"', 45, 'is "member", and seats have no names'),
    (FEE, 'graduated = [{ each = 2 }]', 44, "needs a quantity"),
    (FEE, 'price = 1\nminimum = 5', 45, "needs a quantity (a flat price is what it is)"),
    (FEE, 'price = 1\nper = "sms"\nminimum = 5\nmaximum = "4.99"', 47, "is less than the minimum"),
    (FEE, 'price = 1\nper = "sms"\nmaximum = "lots"', 46, "'lots' is not an amount"),
    (FEE, 'percent = "2.5"\nper = "seat"', 45, "has to be a meter: the price is a percentage"),
    (FEE, 'percent = "2.5"\neach = 1\nper = "sms"', 45, "cannot stand beside percent"),
    (FEE, 'percent = "101"\nper = "sms"', 44, "a percentage lies between 0 and 100"),
    (FEE, 'percent = "0.00001"\nper = "sms"', 44, "a percentage has at most four decimals"),
    (FEE, 'percent = "two"\nper = "sms"', 44, "'two' is not an amount"),
    (FEE, 'percent = ""\nper = "sms"', 44, "'' is not an amount"),
    (FEE, 'price = ""\nper = "sms"', 44, "'' is not an amount"),
    (FEE, 'percent = 2\npackage = 10\nper = "sms"', 45, "cannot stand beside percent"),
    (FEE, 'graduated = [{ up_to = 9, percent = 2 }, { each = 1 }]\nper = "sms"', 44, "cannot stand beside percent"),
    (FEE, 'volume = [{ up_to = 9, each = 2, percent = 1 }, { percent = 1 }]\nper = "sms"', 44, "cannot stand beside"),
    (FEE, 'price = 1\nper = "seat"\nperiods = "yearly"', 46, 'expected "contract" or "calendar"'),
    (FEE, 'price = 1\nper = "seat"\nvat = "none"', 46, 'expected "standard" or "reduced"'),
    ('every = "1 month"', 'every = "5 months"\nperiods = "calendar"', 47, "5 months do not divide a calendar year"),
    ('every = "1 month"', 'every = "30 days"\nperiods = "calendar"', 47, "30 days do not divide a calendar year"),
    ('every = "1 month"', 'every = "once"\nperiods = "calendar"', 47, "what is asked once has no periods"),
    ('[meter.sms]', '[meter.sms]\naggregate = "mean"', 26, 'expected "sum" or "maximum" or "distinct" or "last"'),
    ('[meter.sms]', '[meter.member]', 25, 'cannot be called "member"'),
    (FEE, 'volume = [{ up_to = 5 }]\nper = "seat"', 44, "is missing"),
    (FEE, 'price = 1\npackage = 1\nper = "seat"', 45, "from 2 to"),
    (FEE, 'price = 1\npackage = 10\nfree_above = 100\nper = "seat"', 46, "cannot stand beside package"),
    ('when = "term end"', 'when = "period end"', 61, "nothing is charged by the period"),
    ('agree = ["agb"]', 'agree = ["abg"]', 62, 'did you mean "agb"?'),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "said"), ONE_FAULT)
def test_one_fault(old: str, new: str, line: int, said: str) -> None:
    """One thing is wrong, and one thing is said, at its line."""
    (fault,) = examined((old, new)).faults
    assert said in str(fault)
    assert fault.line == line


def test_terms_are_the_periods_where_they_are_as_long() -> None:
    yearly = """
[[plan.two.terms.charge]]
key = "licence"
name = "licence"
price = "100.00"
every = "1 year"
periods = "calendar"
"""
    (fault,) = examine(SMALL + yearly).faults
    assert str(fault) == (
        'line 69: plan.two.terms[0].charge[0].periods: cannot be "calendar": the term is 12 months as well '
        "(the terms are the billing periods then; leave it out)"
    )


@pytest.mark.parametrize(
    ("seats", "steps", "said"),
    [
        ("", "stairs = [{ up_to = 5, price = 2 }]", "has no price for more than 5 members"),
        ("maximum = 6, ", "volume = [{ up_to = 5, each = 2 }]", "has no price for more than 5 members"),
        ("maximum = 5, ", "graduated = [{ up_to = 5, each = 2 }]", None),
        ("", "graduated = [{ up_to = 5, each = 2 }, { each = 0 }]", None),
    ],
)
def test_members_have_a_price_however_many_there_can_be(seats: str, steps: str, said: str | None) -> None:
    named = ('seats = { name = { de = "Ben', f'seats = {{ {seats}named = true, name = {{ de = "Ben')
    faults = [fault.message for fault in examined(named, (FEE, f'{steps}\nper = "member"')).faults]
    assert faults == ([] if said is None else [said])


def test_a_percentage_of_a_number_of_subjects_is_a_fault() -> None:
    (fault,) = examined(
        ("[meter.sms]", '[meter.sms]\naggregate = "distinct"'), (FEE, 'percent = 2\nper = "sms"')
    ).faults
    assert (fault.line, "and the price is a percentage of an amount" in fault.message) == (46, True)


@pytest.mark.parametrize(
    ("until", "since", "said"),
    [
        ("", "2021-01-01", "sold_until: is missing, and edition"),
        ("sold_until = 2021-02-01", "2021-01-01", "sold_from: is 2021-01-01, and the edition before is sold until"),
        ("", "2019-01-01", "sold_from: is 2019-01-01, not after 2020-01-01"),
    ],
)
def test_editions_follow_each_other(until: str, since: str, said: str) -> None:
    second = f"""
[[plan.two.terms]]
edition = "2021"
sold_from = {since}
term = "indefinite"
notice = "30 days"
seats = {{ name = "seat" }}
"""
    text = small(('term = "12 months"', f'{until}\nterm = "12 months"')) + second
    (fault,) = examine(text).faults
    assert said in str(fault)


def test_an_agreement_has_a_text_when_it_is_agreed_to() -> None:
    found = examined(("valid_from = 2020-01-01", "valid_from = 2020-01-02"))
    assert [(fault.line, fault.message) for fault in found.faults] == [
        (37, '"agb" has no edition that is valid on 2020-01-01'),
        (62, '"agb" has no edition that is valid on 2020-01-01'),
    ]


def test_syntax_faults_have_line_and_column() -> None:
    (fault,) = examine('format = 1\nname = "open\n').faults
    assert (fault.line, fault.message.partition(":")[0]) == (2, "column 13")


@pytest.mark.parametrize("text", ["a = " + "[" * 5_000, f"a = {'9' * 5_000}", "# " + "x" * MAX_BYTES])
def test_what_is_too_much_is_refused(text: str) -> None:
    assert examine(text).catalogue is None


def test_too_many_items_are_refused() -> None:
    tiers = ", ".join(f"{{ up_to = {number}, each = 1 }}" for number in range(1, 502))
    (fault,) = examined((FEE, f'graduated = [{tiers}, {{ each = 0 }}]\nper = "seat"')).faults
    assert "at most 500" in fault.message


def damaged(at: int) -> st.SearchStrategy[str]:
    """The small catalogue with a few of its characters replaced."""
    return st.text(max_size=5).map(lambda new: SMALL[:at] + new + SMALL[at + len(new) :])


@given(st.text(max_size=200) | st.integers(0, len(SMALL)).flatmap(damaged))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Whatever is read, the answer is a catalogue or faults with lines, never an error."""
    found = examine(text)
    assert (found.catalogue is None) == bool(found.faults)
    assert all(fault.line >= 1 and fault.message for fault in found.faults)


def test_long_texts_lie_in_files_beside() -> None:
    beside = {"agb.de.md": b"Bedingungen\r\n", "agb.en.md": b"Terms"}
    written = ('text = { de = "Bedingungen", en = "Terms" }', 'file = { de = "agb.de.md", en = "agb.en.md" }')
    assert read(small(written), beside.get) == read(SMALL)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("../agb.md", b"x", "is not the name of a file beside this one"),
        ("/etc/passwd", b"x", "is not the name of a file beside this one"),
        ("agb.md", None, "there is no file agb.md"),
        ("agb.md", b"", "agb.md is empty"),
        ("agb.md", b"\xff", "is not written in UTF-8"),
        ("agb.md", b"x" * 200_001, "is larger than 200,000 bytes"),
    ],
)
def test_faults_of_files_beside(name: str, content: bytes | None, said: str) -> None:
    written = ('text = { de = "Bedingungen", en = "Terms" }', f'file = {{ de = "{name}", en = "en.md" }}')
    found = examine(small(written), {name: content, "en.md": b"Terms"}.get)
    (fault,) = found.faults
    assert said in fault.message
    assert fault.line == 19


def test_the_logo_comes_along() -> None:
    written = ('languages = ["de", "en"]', 'languages = ["de", "en"]\nlogo = "logo.svg"')
    catalogue = read(small(written), {"logo.svg": b"<svg/>"}.get)
    assert catalogue.vendor.logo == "data:image/svg+xml;base64,PHN2Zy8+"


def test_which_edition_is_sold() -> None:
    plan = read(SMALL).plans["two"]
    assert plan.sold_on(date(2019, 12, 31)) is None
    assert plan.sold_on(date(2020, 1, 1)) is plan.editions[0]


MODULES = ["agreements", "faults", "law", "model", "numbering", "places", "table", "texts", "units", "vendor", "words"]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of(name: str) -> None:
    assert doctest.testmod(import_module(f"laufzeit.catalogue.{name}")).failed == 0
