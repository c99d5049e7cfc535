"""What applying a file would change, and what of it is refused."""

from __future__ import annotations

from dataclasses import fields

import pytest
from tests.catalogue.samples import SMALL, small

from laufzeit.catalogue.canonical import terms_hash
from laufzeit.catalogue.diff import Change, Kind, compare, forbidden
from laufzeit.catalogue.model import Terms, TermsRef
from laufzeit.catalogue.reading import examine, read

NEXT_EDITION = """
[[plan.two.terms]]
edition = "2023"
sold_from = 2023-01-01
term = "12 months"
renewal = "12 months"
notice = "1 month to term end"
seats = { name = "seat" }
"""
FEE = 'price = "10.00"'
TERM = 'term = "12 months"'


def changes(*replaced: tuple[str, str], more: str = "") -> tuple[Change, ...]:
    found = examine(small(*replaced) + more)
    assert found.catalogue is not None, found.faults
    return compare(read(SMALL), found.catalogue, found.lines)


def test_nothing_changes() -> None:
    assert changes() == ()


def test_a_comment_changes_nothing() -> None:
    assert changes(("[plan.one]", "# a comment\n[plan.one]")) == ()


PER_SEAT = FEE + '\nper = "seat"\nevery = "1 month"'
OFFER = '\n[[plan.one.terms.change]]\nto = "two"\nwhen = "at once"'
ONE = "plan.one.terms[0]"
WORDS = "says it in other words"
ALLOWED = [
    (('name = "One"', 'name = "The one"'), "plan.one.name", WORDS),
    (('de = "Video"', 'de = "Film"'), "feature.video", WORDS),
    (('{ de = "Gebühr", en = "fee" }', '{ de = "Entgelt", en = "fee" }'), "plan.one.terms[0]", WORDS),
    (("[meter.sms]", '[feature.more]\nde = "M"\nen = "m"\n[meter.sms]'), "feature.more", "a new feature"),
    (("[meter.sms]", '[meter.mms]\nde = "M"\nen = "m"\n[meter.sms]'), "meter.mms", "a new meter"),
    (('[meter.sms]\nde = "SMS"\nen = "text message"', ""), "meter.sms", "is no longer in the file"),
    (('"mail@small.example"', '"a@small.example"'), "vendor.email", "mail@small.example -> a@small.example"),
    (
        ('"indefinite"', '"indefinite"\nsold_until = 2030-01-01'),
        "plan.one.terms[0].sold_until",
        "nothing -> 2030-01-01",
    ),
    ((PER_SEAT, PER_SEAT + OFFER), "plan.one.terms[0].change", 'offers the change to "two"'),
]


@pytest.mark.parametrize(("replaced", "path", "message"), ALLOWED, ids=lambda value: str(value)[:30])
def test_what_may_change(replaced: tuple[str, str], path: str, message: str) -> None:
    (change,) = changes(replaced)
    assert (change.path, change.message, change.forbidden) == (path, message, "")


def test_a_new_edition_is_how_prices_change() -> None:
    until, new = changes(('term = "12 months"', 'sold_until = 2023-01-01\nterm = "12 months"'), more=NEXT_EDITION)
    assert (until.path, until.terms, until.forbidden) == ("plan.two.terms[0].sold_until", TermsRef("two", "2020"), "")
    assert (new.kind, new.path, new.terms) == (Kind.NEW, "plan.two.terms[1]", TermsRef("two", "2023"))
    assert new.line == SMALL.count("\n") + 3


def test_a_new_edition_of_an_agreement() -> None:
    new = '[[agreement.agb.edition]]\nedition = "2"\nvalid_from = 2021-01-01\ntext = { de = "Neu", en = "New" }\n'
    (change,) = changes(("[feature.video]", f"{new}\n[feature.video]"))
    assert (change.path, change.forbidden) == ("agreement.agb.edition[1]", "")


FORBIDDEN = [
    ((FEE, 'price = "11.00"'), "plan.one.terms[0].charge[0].price", 44),
    (('notice = "30 days"', 'notice = "60 days"'), "plan.one.terms[0].notice.customer", 36),
    (('term = "12 months"', 'term = "24 months"'), "plan.two.terms[0].term", 54),
    (('renewal = "12 months"', 'renewal = "24 months"'), "plan.two.terms[0].renewal", 55),
    (('features = ["video"]', ""), "plan.one.terms[0].features", 32),
    (('decrease = "at once"', 'decrease = "period end"'), "plan.one.terms[0].seats.decrease", 39),
    (('agreements = ["agb"]', ""), "plan.one.terms[0].agreements", 32),
    (("sold_from = 2020-01-01", "sold_from = 2020-02-01"), "plan.one.terms[0].sold_from", 34),
    (('agree = ["agb"]', ""), "plan.two.terms[0].change", 59),
    (('currency = "EUR"', 'currency = "CHF"'), "plan.one.terms[0].currency", 32),
    (('prices = "net"', 'prices = "gross"'), "vendor.prices", 8),
    (('key = "small"', 'key = "other"'), "vendor.key", 4),
    (('de = "Video"', 'de = "Video"\nbookable = true'), "feature.video.bookable", 23),
    (('de = "Bedingungen"', 'de = "Bessere Bedingungen"'), "agreement.agb.edition[0].text.de", 19),
    ((FEE, f'{FEE}\nminimum = 5'), "plan.one.terms[0].charge[0].minimum", 45),
    ((FEE, f'{FEE}\nperiods = "calendar"'), "plan.one.terms[0].charge[0].periods", 45),
    ((FEE, f'{FEE}\nvat = "reduced"'), "plan.one.terms[0].charge[0].vat", 45),
    (('valid_from = 2020-01-01', "valid_from = 2019-01-01"), "agreement.agb.edition[0].valid_from", 18),
    (('edition = "2020"', 'edition = "2021"'), "plan.one", 29),
    (('[plan.two]\nname = "Two"\n', '[plan.too]\nname = "Two"\n'), "plan.two", 1),
]  # fmt: skip


@pytest.mark.parametrize(("replaced", "path", "line"), FORBIDDEN, ids=lambda value: str(value)[:30])
def test_what_may_not_change(replaced: tuple[str, str], path: str, line: int) -> None:
    more = [("plan.two.terms", "plan.too.terms")] * 2 if "too" in replaced[1] else []
    refused = forbidden(changes(replaced, *more))
    assert path in [change.path for change in refused]
    if path != "plan.two":
        assert next(change.line for change in refused if change.path == path) == line


METERED = (FEE + '\nper = "seat"', FEE + '\nper = "sms"')
LAST = ("[meter.sms]", '[meter.sms]\naggregate = "last"')


def test_how_a_meter_counts_stays_for_those_who_are_charged_by_it() -> None:
    charged = read(small(METERED))
    (change,) = compare(charged, read(small(METERED, LAST)), {"meter.sms.aggregate": 26})
    assert (change.path, change.message, change.line) == ("meter.sms.aggregate", "sum -> last", 26)
    assert change.forbidden == "an applied edition charges by this meter; write another meter"
    (free,) = changes(LAST)
    assert (free.path, free.message, free.forbidden) == ("meter.sms.aggregate", "sum -> last", "")


def test_a_price_written_in_another_way_is_the_same() -> None:
    assert changes((FEE, "price = 10")) == ()
    assert changes((FEE + '\nper = "seat"', 'graduated = [{ each = 10.0 }]\nper = "seat"')) == ()


def test_the_hash_of_an_edition_holds_all_of_its_content() -> None:
    """A field that is added to terms is either bound by the hash or named here."""
    left_out = {"sold_until", "changes", "price_notes"}
    bound = {field.name for field in fields(Terms)} - left_out
    assert bound == {
        "ref", "sold_from", "charges", "term", "renewal", "notice_by_customer", "notice_by_vendor", "seats", "grants",
        "agreements", "trial", "revocable_by_customer", "revocable_by_vendor", "switch_notice", "export_days",
        "reminder_days", "currency",
    }  # fmt: skip


def test_hashes_of_editions_stay() -> None:
    """What has been applied keeps its hash when the program grows: these are the hashes of its first version."""
    catalogue = read(SMALL)
    assert [terms_hash(plan.editions[0])[:12] for plan in catalogue.plans.values()] == ["5b972d8afb4d", "440af981a2c6"]


def test_percentages_are_told_as_such() -> None:
    share = small((FEE + '\nper = "seat"', 'percent = 2.5\nper = "sms"'))
    other = share.replace("percent = 2.5", "percent = 3")
    (change,) = compare(read(share), read(other))
    assert change.message == "2.50 % -> 3.00 %"


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ((FEE, "price = 10.5"), "10.00 each -> 10.50 each"),
        ((FEE, "price = 0.0005"), "10.00 each -> 0.0005 each"),
        ((FEE, "base = 600\nincludes = 5\neach = 72"), "10.00 each -> 600.00, over 5: 240.00 + 72.00 each"),
        ((PER_SEAT, PER_SEAT + "\nminimum = 5"), "nothing -> 5.00"),
        ((PER_SEAT, PER_SEAT + '\nmaximum = "99.5"'), "nothing -> 99.50"),
        (('features = ["video"]', ""), "without video"),
        (('features = ["video"]', 'features = [{ feature = "video", limit = 2 }]'), "without video, with video"),
        (('agreements = ["agb"]', ""), "without agb"),
        (('notice = "30 days"', 'notice = "30 days"\nexport_days = 60'), "30 -> 60"),
        (('notice = "30 days"', 'notice = "30 days"\nrevocable = { customer = true }'), "false -> true"),
        (
            ('term = "12 months"', 'term = "12 months"\ntrial = { length = "14 days", then = "ends" }'),
            "nothing -> length 14 days, then ends",
        ),
    ],
)
def test_what_is_said_of_a_change(replaced: tuple[str, str], message: str) -> None:
    (change,) = changes(replaced)
    assert change.forbidden
    assert change.message.startswith(message)
