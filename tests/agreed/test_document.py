"""The document of what was agreed: read off the log up to the declaration, in the portal, in the office, and with the
letter that confirms it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from tests.messages.mail_server import Received
from tests.portal.conftest import Site, fields
from tests.portal.test_offers import agreed, announce

from laufzeit.agreed.document import page_of
from laufzeit.agreed.pdf import pdf_of
from laufzeit.agreed.store import case_of

pytestmark = pytest.mark.slow

NOW = datetime(2022, 10, 28, 12, tzinfo=UTC)


@pytest.fixture
def accepted(gapteq: Site) -> tuple[UUID, UUID]:
    """A contract and the name of its acceptance."""
    contract, offer = announce(gapteq)[0]
    accept(gapteq, contract, offer)
    return contract, acceptance_of(gapteq, contract)


def accept(site: Site, contract: UUID, offer: UUID) -> None:
    client, path = site.enter(), site.path(f"contracts/{contract}/offers/{offer}/")
    assert client.post(path, agreed(fields(client.get(path))) | {"answer": "accept"}).status_code == 302


def acceptance_of(site: Site, contract: UUID) -> UUID:
    from laufzeit.contracts.store import log

    with site.acting():
        return [line.event.id for line in log(contract) if type(line.event).__name__ == "TermsAccepted"][-1]


def page(site: Site, contract: UUID, event: UUID, language: Any = "de") -> str:
    with site.acting():
        case = case_of(site.held(contract), event)
        assert case is not None
        return json.dumps(page_of(case, language), ensure_ascii=False).replace("\u200b", "")


def test_it_says_what_was_agreed(gapteq: Site, accepted: tuple[UUID, UUID]) -> None:
    from laufzeit.contracts.store import log

    said = page(gapteq, *accepted)
    for words in (
        "Vereinbarung neuer Konditionen", "Praxis Dr. Sommer", "Fassung 2023", "bis einschließlich 15. März",
        "16. März 2023", "960,00 €", "16. März 2023 bis 15. März 2024", "zum 15. März 2023 ist gegenstandslos",
        "28. Oktober 2022", "im Portal", "Allgemeine Geschäftsbedingungen",
    ):  # fmt: skip
        assert words in said, words
    with gapteq.acting():
        entry = next(one for one in log(accepted[0]) if one.event.id == accepted[1])
    assert entry.hash in said
    assert all(consent.sha256 in said and consent.sentence in said for consent in entry.declaration.consents)


def test_the_texts_stand_in_it_word_by_word(gapteq: Site, accepted: tuple[UUID, UUID]) -> None:
    from laufzeit.catalogue.store import agreed_text
    from laufzeit.contracts.store import log

    found = json.loads(page(gapteq, *accepted))["texts"]
    with gapteq.acting():
        entry = next(one for one in log(accepted[0]) if one.event.id == accepted[1])
        texts = [agreed_text(consent.sha256) for consent in entry.declaration.consents]
    assert texts and len(found) == len(texts)
    for text, shown in zip(texts, found, strict=True):
        assert text is not None
        words = " ".join(" ".join([part["lead"], *part["lines"]]) for part in shown["parts"]).split()
        assert words == text.body.replace("# ", "").split()


def test_in_english(gapteq: Site, accepted: tuple[UUID, UUID]) -> None:
    said = page(gapteq, *accepted, language="en")
    assert "Agreement on new terms" in said
    assert "16 March 2023" in said
    assert "Kündigung zum" not in said


def test_what_comes_later_changes_nothing(gapteq: Site, accepted: tuple[UUID, UUID]) -> None:
    contract, event = accepted

    def pdf() -> bytes:
        with gapteq.acting():
            case = case_of(gapteq.held(contract), event)
            assert case is not None
            return pdf_of(case, "de")

    before = pdf()
    assert before.startswith(b"%PDF")
    assert pdf() == before
    [offer] = [one.id for one in gapteq.held(contract).contract.offers]
    client, path = gapteq.enter(), gapteq.path(f"contracts/{contract}/offers/{offer}/")
    assert client.post(path, fields(client.get(path)) | {"answer": "decline"}).status_code == 302
    assert pdf() == before


def test_the_portal_offers_it(gapteq: Site, accepted: tuple[UUID, UUID]) -> None:
    contract, event = accepted
    path = gapteq.path(f"contracts/{contract}/agreed/{event}.pdf")
    assert path in gapteq.enter(1).get(gapteq.path(f"contracts/{contract}/history/")).content.decode()
    [offer] = [one.id for one in gapteq.held(contract).contract.offers]
    assert path in gapteq.enter().get(gapteq.path(f"contracts/{contract}/offers/{offer}/")).content.decode()
    answer = gapteq.enter(1).get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="Vereinbarung-V-')
    assert answer.content.startswith(b"%PDF")


def test_of_what_is_no_agreement_there_is_none(gapteq: Site, accepted: tuple[UUID, UUID]) -> None:
    from laufzeit.contracts.store import log

    with gapteq.acting():
        offered = next(line.event.id for line in log(accepted[0]) if type(line.event).__name__ == "TermsOffered")
    assert gapteq.enter().get(gapteq.path(f"contracts/{accepted[0]}/agreed/{offered}.pdf")).status_code == 404


def test_a_conclusion_and_a_change_of_plan_have_one(red: Site) -> None:
    from tests.portal.conftest import declare

    from laufzeit.contracts.commands import ChangePlan
    from laufzeit.contracts.store import log
    from laufzeit.vendors.models import new_id

    declare(red, ChangePlan(new_id(), "basis"))
    with red.acting():
        events = {type(line.event).__name__: line.event.id for line in log(red.contract)}
    assert "Vertrag über RED connect plus" in page(red, red.contract, events["Concluded"])
    said = page(red, red.contract, events["PlanChanged"])
    assert "Wechsel zu RED connect basis" in said
    assert "1. Juli 2021" in said


def test_the_letter_that_confirms_brings_it_along(transactional_db: None, gapteq: Site, mailing: Received) -> None:
    from laufzeit.messages.jobs import send_due

    contract, offer = announce(gapteq)[0]
    accept(gapteq, contract, offer)
    while send_due(gapteq.vendor.id, NOW, mailing.server).more:
        pass
    offered = [one for one in mailing.mails if "Kündigung" in str(one["Subject"])]
    [mail] = [one for one in mailing.mails if one not in offered]
    assert not any(list(one.iter_attachments()) for one in offered)
    [file] = mail.iter_attachments()
    assert file.get_content_type() == "application/pdf"
    with gapteq.acting():
        case = case_of(gapteq.held(contract), acceptance_of(gapteq, contract))
        assert case is not None
        assert file.get_content() == pdf_of(case, "de")


def test_a_file_that_cannot_be_made_does_not_hold_back_the_letter(
    transactional_db: None, gapteq: Site, mailing: Received, monkeypatch: pytest.MonkeyPatch
) -> None:
    from laufzeit.agreed import actions
    from laufzeit.einvoice.typesetting import NotSet
    from laufzeit.messages.jobs import send_due

    def broken(*_: Any) -> bytes:
        raise NotSet("the logo does not read")

    monkeypatch.setattr(actions, "pdf_of", broken)
    contract, offer = announce(gapteq)[0]
    accept(gapteq, contract, offer)
    while send_due(gapteq.vendor.id, NOW, mailing.server).more:
        pass
    sent = [list(one.iter_attachments()) for one in mailing.mails]
    assert sent and not any(sent)
