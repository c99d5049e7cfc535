"""The direct debit mandate in the portal: given with evidence, shown on the next invoice, taken back."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from tests.portal.conftest import TODAY, Site, at
from tests.portal.reading import words_of

IBAN = "DE02120300000000202051"


@pytest.fixture
def with_account(red: Site) -> Site:
    from laufzeit.customers.actions import set_bank_account
    from laufzeit.customers.details import BankDetails
    from laufzeit.customers.iban import read_account

    with red.acting():
        details = BankDetails("Praxis Dr. Sommer", read_account(IBAN))
        set_bank_account(red.organisation.id, details, by=red.people[0].id, now=at(TODAY))
    return red


def mandate_of(site: Site) -> object:
    from laufzeit.payments.store import mandate_of

    with site.acting():
        return mandate_of(site.organisation.id)


def test_a_mandate_is_given_with_its_words_as_evidence(with_account: Site) -> None:
    client = with_account.enter()
    path = with_account.path("data/bank/mandate/")
    words = words_of(client.get(path))
    assert (
        "Ich ermächtige RED connect Beispiel GmbH, Zahlungen von meinem Konto mittels Lastschrift einzuziehen." in words
    )
    assert client.post(path, {"scheme": "CORE", "agreed": "on"}).status_code == 302
    given = mandate_of(with_account)
    assert (given.iban, given.scheme, given.given_by, given.channel) == (
        IBAN, "CORE", with_account.people[0].id, "portal",
    )  # fmt: skip
    assert given.sentence in words and given.sentence_sha256 == hashlib.sha256(given.sentence.encode()).hexdigest()
    assert given.reference in words_of(client.get(with_account.path("data/bank/")))
    assert any("Lastschriftmandat" in letter.subject for letter in with_account.letters())


def test_the_next_invoice_says_that_it_will_be_collected(with_account: Site) -> None:
    from laufzeit.invoices.running import actions
    from laufzeit.invoices.store import documents_between

    with_account.enter().post(with_account.path("data/bank/mandate/"), {"scheme": "B2B", "agreed": "on"})
    actions.run(with_account.vendor.id, TODAY, TODAY, at(TODAY))
    with with_account.acting():
        [document] = documents_between(date(2021, 1, 1), date(2022, 1, 1))
    assert document.payment.mandate == mandate_of(with_account).reference
    assert document.payment.iban == IBAN


def test_without_the_box_or_with_a_kind_that_there_is_not_nothing_is_given(with_account: Site) -> None:
    client, path = with_account.enter(), with_account.path("data/bank/mandate/")
    answer = client.post(path, {"scheme": "CORE"})
    assert answer.status_code == 422 and "Ohne Ihre Zustimmung gibt es kein Mandat." in words_of(answer)
    assert client.post(path, {"scheme": "CASH", "agreed": "on"}).status_code == 422
    assert mandate_of(with_account) is None


def test_only_the_main_user_gives_and_revokes(with_account: Site) -> None:
    member = with_account.enter(1)
    assert member.post(with_account.path("data/bank/mandate/"), {"scheme": "CORE", "agreed": "on"}).status_code == 403
    assert member.post(with_account.path("data/bank/mandate/revoke/")).status_code == 403
    assert mandate_of(with_account) is None


def test_a_revoked_mandate_collects_nothing_more(with_account: Site) -> None:
    client = with_account.enter()
    client.post(with_account.path("data/bank/mandate/"), {"scheme": "CORE", "agreed": "on"})
    client.post(with_account.path("data/bank/mandate/revoke/"))
    assert mandate_of(with_account) is None
    assert "Mandat erteilen" in words_of(client.get(with_account.path("data/bank/")))


def test_without_an_account_there_is_nothing_to_give(red: Site) -> None:
    client = red.enter()
    assert "Bitte tragen Sie zuerst eine Bankverbindung ein." in words_of(client.get(red.path("data/bank/")))
    assert client.get(red.path("data/bank/mandate/"))["Location"] == red.path("data/bank/")
