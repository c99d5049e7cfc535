"""Letters of a campaign on paper: for window envelopes, in postal order, the same bytes each time."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from tests.campaigns.conftest import ANNOUNCED, Campaigner

pytestmark = pytest.mark.slow


def written(gapteq: Campaigner, a_file: int = 250) -> tuple[list[bytes], list[str]]:
    from laufzeit.campaigns.paper.pdf import files_of
    from laufzeit.campaigns.posting.store import letters_on_paper

    letters, without = letters_on_paper(gapteq.row(), ANNOUNCED, "DE")
    sender, colour, title = "GAPTEQ · Beispielring 3 · 80331 München", "#1d4ed8", "Neue Preise"
    return list(files_of(letters, sender, colour, title, a_file=a_file)), without


def announced_on_paper(gapteq: Campaigner) -> None:
    from laufzeit.campaigns.plan import By
    from laufzeit.customers.models import Organisation

    for name, postcode in (("Zuletzt AG", "99999"), ("Zuerst GmbH", "01067")):
        customer = gapteq.customer(name)
        Organisation.objects.filter(id=customer[0].id).update(postcode=postcode)
        gapteq.conclude(customer, "prepaid", date(2022, 3, 16), seats=10)
    gapteq.announce(by=By.PAPER)


def test_in_postal_order_with_the_address_in_the_window(gapteq: Campaigner) -> None:
    announced_on_paper(gapteq)
    [content], without = written(gapteq)
    assert without == []
    pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    starts = [number for number, text in enumerate(pages) if re.search(r"\b1 ?/ ?1\b", text)]
    assert len(starts) == 2
    assert all(number % 2 == 0 for number in starts), "each on a sheet of its own"
    assert "Zuerst GmbH" in pages[starts[0]]
    assert "Zuletzt AG" in pages[starts[1]]
    assert "zum 15.03.2023" in pages[starts[0]]
    places = positions(content, starts[0], "Zuerst GmbH")
    assert places
    left, top = places[0]
    assert 20 <= left <= 30, "within the window of DIN 5008, form B: 20 to 105 mm from the left"
    assert 60 <= top <= 70, "and 63 to 90 mm from the top"


def positions(content: bytes, number: int, wanted: str) -> list[tuple[float, float]]:
    """Where a text stands, in millimetres from the left and from the top."""
    found = []

    def visit(text: str, cm: Any, tm: Any, _font: Any, _size: Any) -> None:
        if wanted in text:
            x, y = (tm[4] * cm[at] + tm[5] * cm[at + 2] + cm[at + 4] for at in (0, 1))
            found.append((x / 72 * 25.4, 297 - y / 72 * 25.4))

    PdfReader(BytesIO(content)).pages[number].extract_text(visitor_text=visit)
    return found


def test_the_same_letters_give_the_same_bytes(gapteq: Campaigner) -> None:
    announced_on_paper(gapteq)
    assert written(gapteq) == written(gapteq)


def test_whose_mail_failed_gets_paper_and_who_has_no_address_is_named(gapteq: Campaigner, muster: Any) -> None:
    from laufzeit.customers.models import Organisation
    from laufzeit.messages.models import Message

    contract = gapteq.conclude(muster, "prepaid", date(2022, 3, 16), seats=10)
    gapteq.announce()
    assert written(gapteq) == ([], [])
    Message.objects.filter(contract=contract, kind="terms_offered").update(state="failed")
    assert len(written(gapteq)[0]) == 1
    Organisation.objects.update(street="")
    assert written(gapteq) == ([], ["V-10001"])


def test_as_many_a_file_as_are_wished_for(gapteq: Campaigner) -> None:
    announced_on_paper(gapteq)
    one_each, _ = written(gapteq, a_file=1)
    all_in_one, _ = written(gapteq, a_file=2)
    assert (len(one_each), len(all_in_one)) == (2, 1)
