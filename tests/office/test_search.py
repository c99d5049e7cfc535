"""Words are folded alike in the program and in the database, and each is found from its beginning."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from tests.office.conftest import Office

from laufzeit.office.search import LAST, folded, rarest, words

SAMPLES = [
    "Praxis Dr. Sommer",
    "Müller-Lüdenscheidt & Söhne GmbH",
    "anna.sommer@praxis-sommer.example",
    "K-10001 V-10001",
    "Straße des 17. Juni ß ẞ",
    "Café Ångström (Øresund) Łódź İstanbul",
    "--a- -b -- c--d",
    "Ω mega 東京",
    "",
    "   ,,;;   ",
]


@pytest.mark.parametrize("text", SAMPLES)
def test_words_are_those_of_the_database(db: None, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT office_folded(%s), ARRAY(SELECT office_words(%s))", [text, text])
        in_database, stored = cursor.fetchone()
    assert folded(text) == in_database
    assert all(any(word.startswith(typed) for word in stored) for typed in words(text)), (words(text), stored)


def test_what_is_typed_has_an_end() -> None:
    assert words("a b c d e f g h") == ("a", "b", "c", "d", "e", "f")
    assert words("x" * 200) == ("x" * 60,)
    assert words("\x00' OR 1=1 --") == ("or", "1=1")
    assert rarest(("praxis", "anna", "59877")) == "59877"


def found(office: Office, text: str) -> set[str]:
    from laufzeit.office.finding import customers_found

    with office.acting():
        return {customer.name for customer in customers_found(text)}


@pytest.mark.parametrize(
    "typed",
    [
        "Sommer",
        "somm",
        "PRAXIS som",
        "dr",
        "10001",
        "K-10001",
        "V-10001",
        "anna.sommer@customer",
        "winter",
        "Lea herbst",
    ],
)
def test_a_customer_is_found_by_its_words_its_people_and_its_contracts(red: Office, typed: str) -> None:
    assert found(red, typed) == {"Praxis Dr. Sommer"}


@pytest.mark.parametrize("typed", ["ommer", "Herbert", "Sommer Keller", "10002"])
def test_what_does_not_begin_a_word_of_it_does_not_find_it(red: Office, typed: str) -> None:
    assert found(red, typed) == set()


def test_a_new_name_is_found_and_the_old_one_is_not(red: Office) -> None:
    from laufzeit.customers.models import Organisation, User

    with red.acting():
        row = Organisation.objects.get()
        row.name = "Ärztehaus Frühling"
        row.save(update_fields=["name"])
        User.objects.filter(first_name="Lea").update(last_name="Nebel")
    assert found(red, "arzteh") == found(red, "Nebel") == {"Ärztehaus Frühling"}
    assert found(red, "praxis som") == set()


def test_names_that_are_erased_are_no_longer_found(red: Office) -> None:
    from tests.portal.conftest import TODAY, at

    from laufzeit.customers.actions import erase_organisation
    from laufzeit.office.models import Word

    with red.acting():
        erase_organisation(red.site.organisation.id, at(TODAY))
        left = set(Word.objects.values_list("word", flat=True))
    assert not {word for word in left if word.startswith(("somm", "anna", "winter", "lea"))}
    assert found(red, "Sommer") == set()


def test_another_vendors_words_are_not_found(red: Office, gapteq: Office) -> None:
    assert found(gapteq, "Qualitätszirkel") == found(gapteq, "winter") == set()
    from laufzeit.vendors.store import acting_for

    with acting_for(gapteq.vendor.id), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM office_word WHERE word = 'winter'")
        assert cursor.fetchone() == (0,)


def plan_of(rows: Any) -> str:
    """How the database would answer if it had many rows: never by reading a whole table."""
    with connection.cursor() as cursor:
        # With a handful of rows anything is cheap; this asks what is possible with many.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    return str(rows.explain())


def many_letters(office: Office) -> None:
    """So many that the size of the table tells which index is the right one, whatever statistics other tests left."""
    from datetime import UTC, date, datetime

    from laufzeit.messages.actions import enqueue_many
    from laufzeit.messages.facts import ContractName
    from laufzeit.messages.kinds import VendorNotice
    from laufzeit.messages.outgoing import Outgoing, Recipient

    letter = VendorNotice(ContractName("V-1", ""), "plus", date(2021, 6, 30), "", None, "")
    letters = [
        Outgoing(f"many/{number}", letter, Recipient(f"{number}@b.example", "A"), "de") for number in range(3_000)
    ]
    enqueue_many(office.vendor.id, letters, now=datetime(2021, 2, 10, tzinfo=UTC))


def test_row_level_security_lets_the_indexes_be_used(red: Office) -> None:
    from tests.portal.conftest import TODAY

    from laufzeit.office.finding import (
        NEWEST_CONTRACTS,
        NEWEST_CUSTOMERS,
        NEWEST_LETTERS,
        NEXT_ENDS,
        ContractFilter,
        ContractState,
        contracts_found,
        customers_found,
        letters_found,
    )

    with red.acting():
        searched = plan_of(customers_found("Sommer").order_by(*NEWEST_CUSTOMERS.names()))
        condition = next(line for line in searched.splitlines() if "Index Cond" in line and "sommer" in line)
        assert "vendor_id = " in condition and ">= 'sommer'::text" in condition and f"< 'sommer{LAST}'" in condition
        newest = plan_of(contracts_found(ContractFilter(), TODAY).order_by(*NEWEST_CONTRACTS.names())[:26])
        assert "contracts_contract_newest" in newest and "Sort" not in newest
        ending = contracts_found(ContractFilter(state=ContractState.ENDING), TODAY).order_by(*NEXT_ENDS.names())
        assert "contracts_contract_ends" in plan_of(ending[:26])
        changing = contracts_found(ContractFilter(state=ContractState.CHANGING), TODAY)
        assert "starts_on > " in plan_of(changing)
        by_plan = plan_of(contracts_found(ContractFilter(plan="plus"), TODAY))
        assert "contracts_phase" in by_plan and "Index Cond" in by_plan
        many_letters(red)
        assert "letters_message_latest" in plan_of(letters_found("").order_by(*NEWEST_LETTERS.names())[:26])
        assert "letters_message_email" in plan_of(letters_found("a@b.example"))
