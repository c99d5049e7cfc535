"""A catalogue survives being kept, and keeps the order of its plans."""

from __future__ import annotations

import pytest
from tests.catalogue.samples import SMALL, example, small

from laufzeit.catalogue.canonical import from_document, from_json, to_document, to_json
from laufzeit.catalogue.model import Terms
from laufzeit.catalogue.reading import read
from laufzeit.dates.term import Renewal

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
    ],
    ids=["red-connect", "gapteq", "small", "trial", "limit", "volume", "package"],
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


def test_a_renewal_is_a_word_or_a_span() -> None:
    one, two = (plan.editions[0] for plan in read(SMALL).plans.values())
    assert (to_json(one)["renewal"], to_json(two)["renewal"]) == ("indefinite", "12 months")
    assert from_json(Terms, to_json(one)).renewal is Renewal.INDEFINITE
