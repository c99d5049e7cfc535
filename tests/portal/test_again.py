"""After the end: what stays, whom to ask, and a new contract at what is on sale then."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from tests.portal.conftest import Site, declare, fields
from tests.portal.reading import words_of
from tests.portal.test_offers import agreed, announce

pytestmark = pytest.mark.slow

AFTER = date(2023, 4, 3)


@pytest.fixture
def ended(gapteq: Site) -> UUID:
    """A contract that ended on 15 March 2023 because its offer was not accepted."""
    announce(gapteq)
    travel(gapteq, AFTER)
    return gapteq.contract


def travel(site: Site, to: date) -> None:
    with site.acting():
        type(site.vendor).objects.filter(id=site.vendor.id).update(sandbox_day=to)


def test_the_page_says_what_now(gapteq: Site, ended: UUID) -> None:
    page = gapteq.enter().get(gapteq.path(f"contracts/{ended}/"))
    words = words_of(page)
    for said in (
        "endete am 15.03.2023",
        "nicht mehr genutzt werden",
        "Rechnungen",
        "team@gapteq.example",
        "Möchten Sie",
    ):
        assert said in words, said
    assert f"contracts/{ended}/again/" in page.content.decode()


def test_coming_back_at_the_terms_of_today(gapteq: Site, ended: UUID) -> None:
    client, path = gapteq.enter(), gapteq.path(f"contracts/{ended}/again/")
    page = client.get(path)
    words = words_of(page)
    for said in ("960,00 €", "03.04.2023", "bis 02.04.2024"):
        assert said in words, said
    looked = client.post(path, fields(page) | {"seats": "15", "rehearse": "1"})
    assert "1.320,00 €" in words_of(looked)
    assert client.post(path, fields(page)).status_code == 422, "the text has to be agreed to"
    sent = agreed(fields(page))
    answers = [client.post(path, sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    new = [one for one in _contracts(gapteq) if one.row.id not in gapteq.contracts]
    assert len(new) == 1
    assert str(new[0].timeline.phases[0].terms) == "prepaid@2023"
    assert new[0].timeline.start == AFTER
    assert new[0].row.label == "Server Stuttgart"
    assert [letter.kind for letter in gapteq.letters()].count("contract_concluded") == 1


def _contracts(site: Site) -> list[Any]:
    from laufzeit.contracts.store import held_of_organisation

    with site.acting():
        return held_of_organisation(site.organisation.id)


def test_a_member_cannot(gapteq: Site, ended: UUID) -> None:
    client, path = gapteq.enter(1), gapteq.path(f"contracts/{ended}/again/")
    assert client.get(path).status_code == 403
    assert client.post(path).status_code == 403


def test_not_while_it_runs(gapteq: Site) -> None:
    assert gapteq.enter().get(gapteq.path(f"contracts/{gapteq.contract}/again/")).status_code == 404


def test_not_for_consumers(gapteq: Site, ended: UUID) -> None:
    with gapteq.acting():
        type(gapteq.organisation).objects.filter(id=gapteq.organisation.id).update(kind="consumer")
    page = gapteq.enter().get(gapteq.path(f"contracts/{ended}/"))
    assert "team@gapteq.example" in words_of(page)
    assert "again/" not in page.content.decode()
    assert gapteq.enter().get(gapteq.path(f"contracts/{ended}/again/")).status_code == 404


def test_not_for_those_to_whom_the_vendor_gave_notice_alone(gapteq: Site) -> None:
    from laufzeit.contracts.commands import GiveNotice
    from laufzeit.vendors.models import new_id

    declare(gapteq, GiveNotice(new_id()), date(2022, 10, 28), side="vendor")
    travel(gapteq, AFTER)
    assert gapteq.enter().get(gapteq.path(f"contracts/{gapteq.contract}/again/")).status_code == 404


def test_what_is_no_longer_on_sale(gapteq: Site, ended: UUID) -> None:
    from tests.portal.conftest import EXAMPLES, at

    from laufzeit.catalogue.actions import apply

    text = (EXAMPLES / "gapteq.toml").read_text(encoding="utf-8")
    begin = text.index('edition = "2023"')
    text = text[:begin] + text[begin:].replace(
        "sold_from = 2023-02-01", "sold_from = 2023-02-01\nsold_until = 2023-04-01", 1
    )
    with gapteq.acting():
        apply(gapteq.vendor, text, by="test", now=at(AFTER))
    assert gapteq.enter().get(gapteq.path(f"contracts/{ended}/again/")).status_code == 404
