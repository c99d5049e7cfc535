"""Mandates: given with evidence, one current one for each customer, their references taken for ever."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.payments.conftest import CREDITOR_ID, TODAY, Desk, at, make_desk

from laufzeit.invoices.store import paying
from laufzeit.payments.actions import revoke_mandate
from laufzeit.payments.fault import Code, Refused
from laufzeit.payments.mandate import Scheme
from laufzeit.payments.sentence import ENGLISH, GERMAN, sentence_of


def test_a_mandate_with_its_evidence(desk: Desk) -> None:
    customer = desk.customer()
    mandate = desk.mandate(customer, TODAY)
    assert mandate.reference == f"{customer.number}-1"
    assert (mandate.creditor_id, mandate.iban, mandate.holder) == (CREDITOR_ID, "DE02120300000000202051", "Jürgen Groß")
    assert mandate.sentence.startswith("Ich ermächtige ")
    assert mandate.sentence_sha256 == hashlib.sha256(mandate.sentence.encode()).hexdigest()
    (letter,) = desk.letters("mandate_given")
    assert (letter.reference, letter.account, letter.sha256) == (
        mandate.reference, "DE02 … 2051", mandate.sentence_sha256,
    )  # fmt: skip


def test_a_new_mandate_takes_the_place_of_the_old_one(desk: Desk) -> None:
    customer = desk.customer()
    first = desk.mandate(customer)
    desk.account(customer, "DE75512108001245126199")
    second = desk.mandate(customer, TODAY)
    first.refresh_from_db()
    assert (first.revoked_on, first.revoked_why) == (TODAY, "replaced")
    assert second.reference == f"{customer.number}-2"
    assert paying([customer.id], TODAY)[customer.id].iban == "DE75512108001245126199"


def test_revoked_once(desk: Desk) -> None:
    mandate = desk.mandate(desk.customer())
    revoke_mandate(mandate.id, on=TODAY, why="customer", by=None, now=at(TODAY))
    row = revoke_mandate(mandate.id, on=TODAY + timedelta(days=9), why="again", by=None, now=at(TODAY))
    assert (row.revoked_on, row.revoked_why) == (TODAY, "customer")
    with pytest.raises(Refused, match="mandate_unknown"):
        revoke_mandate(uuid4(), on=TODAY, why="x", by=None, now=at(TODAY))


def test_invoices_learn_by_which_mandate_they_are_paid(desk: Desk) -> None:
    customer, other = desk.customer(), desk.customer("Andere Praxis")
    mandate = desk.mandate(customer, date(2026, 1, 5))
    wanted = [customer.id, other.id]
    assert {key: one.mandate for key, one in paying(wanted, TODAY).items()} == {customer.id: mandate.reference}
    assert paying(wanted, date(2029, 1, 6)) == {}, "36 months without a collection"
    revoke_mandate(mandate.id, on=TODAY, why="customer", by=None, now=at(TODAY))
    assert paying(wanted, TODAY) == {}
    assert paying(wanted, TODAY - timedelta(days=1)) != {}


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"scheme": Scheme.B2B, "kind": "consumer"}, Code.NOT_FOR_CONSUMERS),
        ({"signed_on": TODAY + timedelta(days=1)}, Code.SIGNED_IN_FUTURE),
        ({"reference": "M" * 36}, Code.REFERENCE_FORM),
        ({"reference": "K 1"}, Code.REFERENCE_FORM),
        ({"iban": ""}, Code.CUSTOMER_WITHOUT_ACCOUNT),
    ],
)
def test_what_is_no_mandate(desk: Desk, other: dict[str, Any], code: Code) -> None:
    customer = desk.customer(kind=other.pop("kind", "business"), iban=other.pop("iban", "DE02120300000000202051"))
    with pytest.raises(Refused) as refused:
        desk.mandate(customer, **other)
    assert [one.code for one in refused.value.faults] == [code]


def test_a_reference_is_taken_for_ever(desk: Desk) -> None:
    customer = desk.customer()
    desk.mandate(customer, reference="Alt-1")
    with pytest.raises(Refused, match="reference_taken"):
        desk.mandate(customer, reference="ALT-1")


def test_all_faults_at_once(acting: Any) -> None:
    desk = make_desk(acting, "\n[vendor.billing]\ndue_days = 14\n")
    with pytest.raises(Refused) as refused:
        desk.mandate(desk.customer(iban=""), TODAY + timedelta(days=2))
    codes = [one.code for one in refused.value.faults]
    assert codes == [Code.NO_CREDITOR_ID, Code.CUSTOMER_WITHOUT_ACCOUNT, Code.SIGNED_IN_FUTURE]


def test_an_unknown_customer(desk: Desk) -> None:
    with pytest.raises(Refused, match="organisation_unknown"):
        desk.mandate(type("Nobody", (), {"id": uuid4()}))


def test_what_was_taken_over_is_not_confirmed(desk: Desk) -> None:
    from laufzeit.payments.actions import Evidence, give_mandate

    give_mandate(
        desk.customer().id, Scheme.CORE, Evidence("import", date(2020, 1, 1)), by=None, now=at(TODAY), reference="OLD-7"
    )
    assert desk.letters("mandate_given") == []


@pytest.mark.parametrize("scheme", Scheme)
def test_the_words_name_the_creditor_in_both_languages(scheme: Scheme) -> None:
    for language, table in (("de", GERMAN), ("en", ENGLISH)):
        assert sentence_of(scheme, "RED GmbH", language).count("RED GmbH") == table[scheme].count("{creditor}") == 2
