"""A catalogue survives being kept, and keeps the order of its plans."""

from __future__ import annotations

import pytest
from tests.catalogue.samples import ROOT, SMALL, example, small

from laufzeit.catalogue.canonical import from_document, from_json, terms_hash, to_document, to_json
from laufzeit.catalogue.model import Terms, TermsRef
from laufzeit.catalogue.reading import read
from laufzeit.dates.term import Renewal

BOUNDS = 'per = "sms"\nminimum = "1.00"\nmaximum = "9.00"\nperiods = "calendar"\nvat = "reduced"'
TRIAL = 'trial = { length = "14 days", then = "ends" }\nreminder_days = [30, 3]\nterm = "12 months"'


@pytest.mark.parametrize(
    "catalogue",
    [
        example("red-connect"),
        example("gapteq"),
        read(SMALL),
        read(small(('term = "12 months"', TRIAL), ('renewal = "12 months"', 'renewal = "none"'))),
        read(small(('features = ["video"]', 'features = [{ feature = "video", limit = 3 }]'))),
        read(small(('price = "10.00"', "volume = [{ up_to = 10, each = 1 }, { flat = 2 }]"))),
        read(small(('price = "10.00"', "price = 1\npackage = 10"))),
        read(small(('price = "10.00"\nper = "seat"', "percent = 2.5\n" + BOUNDS))),
        read(small(("[meter.sms]", '[meter.sms]\naggregate = "distinct"'))),
    ],
    ids=["red-connect", "gapteq", "small", "trial", "limit", "volume", "package", "bounds", "aggregate"],
)
def test_kept_and_read_again(catalogue: object) -> None:
    document = to_document(catalogue)  # type: ignore[arg-type]
    assert from_document(document) == catalogue
    assert to_document(from_document(document)) == document
    assert list(from_document(document).plans) == list(catalogue.plans)  # type: ignore[attr-defined]


def test_what_is_not_in_an_older_document_has_its_default() -> None:
    terms = read(SMALL).plans["one"].editions[0]
    stored = to_json(terms)
    assert "currency" not in stored
    assert from_json(Terms, stored) == terms


HASHES = {
    "basis@2020": "2578af3e2645bd18",
    "plus@2020": "aada86ca0ed22a2d",
    "prepaid@2022": "65018f40791d1571",
    "prepaid@2023": "737908b3d982a524",
    "pay-per-use@2022": "f289701df23dd2eb",
    "pay-per-use@2023": "3770e123e05f6da8",
    "test@2022": "d4ba74c82dba0188",
    "duo@2020": "cfe4e5610c8f448c",
    "team@2020": "ea6be20395b933d9",
    "office@2020": "47b8f8e5746aef1b",
    "hall@2020": "cd623dedf8e99a55",
    "year@2020": "19c7f5eed38b212c",
    "year@2022": "e291ba9e1839c1f7",
}
"""Editions as they were applied before charges had bounds, calendar periods and a VAT category."""


def test_what_is_added_to_the_types_leaves_applied_editions_as_they_were() -> None:
    kontor = read((ROOT / "stories/catalogues/kontor.toml").read_text(encoding="utf-8"))
    catalogues = (example("red-connect"), example("gapteq"), kontor)
    plans = [plan for catalogue in catalogues for plan in catalogue.plans.values()]
    found = {str(terms.ref): terms_hash(terms)[:16] for plan in plans for terms in plan.editions}
    assert {ref: found[ref] for ref in HASHES} == HASHES


@pytest.mark.parametrize("line", BOUNDS.splitlines()[1:])
def test_what_a_charge_says_is_bound_by_the_hash(line: str) -> None:
    per, bounds = 'per = "seat"', 'per = "sms"\n'
    plain, bound = (read(small((per, text))).terms(TermsRef("one", "2020")) for text in (bounds, bounds + line))
    assert terms_hash(plain) != terms_hash(bound)


def test_a_renewal_is_a_word_or_a_span() -> None:
    one, two = (plan.editions[0] for plan in read(SMALL).plans.values())
    assert (to_json(one)["renewal"], to_json(two)["renewal"]) == ("indefinite", "12 months")
    assert from_json(Terms, to_json(one)).renewal is Renewal.INDEFINITE
