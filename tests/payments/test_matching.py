"""Bank entries and open items: what fits once is booked, what fits twice is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laufzeit.payments.matching import (
    Allocation,
    Back,
    Book,
    LiveDebit,
    Match,
    NotOurs,
    OpenItem,
    Paid,
    Unclear,
    match,
)
from laufzeit.payments.numbers import Finder
from laufzeit.payments.statement import Entry
from laufzeit.payments.why import WORDS, Unsure, Why, in_words

FORMATS = ("RE-{year}-{number:06}", "RK-{year}-{number:06}")
DAY = date(2026, 12, 1)
ANNA, BERT = UUID(int=1001), UUID(int=1002)
IBAN_ANNA, IBAN_BERT, IBAN_BOTH = "DE02120300000000202051", "DE75512108001245126199", "DE89370400440532013000"


def item(number: int, amount: int, organisation: UUID = ANNA, kind: str = "RE", currency: str = "EUR") -> OpenItem:
    return OpenItem(UUID(int=number), f"{kind}-2026-{number:06}", organisation, currency, amount)


def debit(of: OpenItem, **other: Any) -> LiveDebit:
    facts = {
        "id": UUID(int=of.document.int + 10**6), "document": of.document, "end_to_end": f"{of.number}-1",
        "mandate": "K-10001-1", "amount": of.open, "collected_on": DAY, "order": "LZ-1", "block": "LZ-1-1",
    }  # fmt: skip
    return LiveDebit(**{**facts, **other})


def entry(amount: int, remittance: str = "", **other: Any) -> Entry:
    return Entry(amount, "EUR", DAY, DAY, amount, remittance=remittance, **other)


ITEMS = [
    item(1, 11900), item(2, 5950), item(3, 11900, BERT), item(4, 0), item(5, -2000, kind="RK"), item(6, 7000, BERT),
    item(123456, 100), item(7, 4200, BERT, currency="CHF"),
]  # fmt: skip
DEBITS = [
    debit(item(20, 1000)), debit(item(21, 2000), mandate="K-10002-1"), debit(item(22, 3000), mandate="K-10002-1"),
    debit(item(23, 500), order="LZ-2", block="LZ-2-1", mandate="K-10003-1"),
    debit(item(24, 500), order="LZ-2", block="LZ-2-1", mandate="K-10003-1"),
    debit(item(25, 900), paid=True, order="LZ-3", block="LZ-3-1", mandate="K-10004-1"),
    debit(item(26, 800), returned=True, order="LZ-3", block="LZ-3-1", mandate="K-10004-1"),
]  # fmt: skip
ACCOUNTS = [(IBAN_ANNA, ANNA), (IBAN_BERT, BERT), (IBAN_BOTH, ANNA), (IBAN_BOTH, BERT)]
COLLECTED = [item(20, 1000), item(21, 2000), item(22, 3000), item(23, 500), item(24, 500), item(25, 900), item(26, 800)]
BOOK = Book([*ITEMS, *COLLECTED], DEBITS, ACCOUNTS, FORMATS)


def paid(found: Match) -> tuple[Why, dict[int, int], int]:
    assert isinstance(found, Paid), found
    return found.why, {one.document.int: one.amount for one in found.allocations}, found.rest


def unclear(found: Match) -> tuple[Unsure, set[int]]:
    assert isinstance(found, Unclear), found
    return found.why, {one.document.int for one in found.candidates}


@pytest.mark.parametrize(
    "text",
    [
        "RE-2026-000001", "re-2026-000001", "RE 2026 000001", "RE2026000001", "Re.2026/000001", "RE-2026-0000 01",
        "RE-2026-1", "Rechnung RE-2026-000001 vom 03.11.2026", "RE-2026-000001 119,00 EUR", "RE_2026_000001,Danke",
        "Rechnungsnr.:RE-2026-000001", "RECHNUNGRE-2026-000001", "2026-000001", "Rechnung 2026000001",
        "RE – 2026 – 000001", "RE-2026-000001 03.11.2026", "Überweisung für RE-2026-000001",
    ],
)  # fmt: skip
def test_however_the_number_is_written(text: str) -> None:
    assert paid(match(entry(11900, text), BOOK)) == (Why.NUMBER, {1: 11900}, 0)


@pytest.mark.parametrize(
    "text", ["Danke!", "2026 12 Lizenzen", "Kundennummer 10001", "RE-2026", "RE-20-1", "12.05.2026 000 001", "2026 1"]
)
def test_what_is_no_number_of_ours(text: str) -> None:
    assert unclear(match(entry(11900, text), BOOK)) == (Unsure.NOTHING_FOUND, set())


def test_digits_without_letters_count_only_if_nothing_speaks_against_it() -> None:
    assert paid(match(entry(11900, "2026-000001", iban=IBAN_ANNA), BOOK))[0] is Why.NUMBER
    assert isinstance(match(entry(11800, "2026-000001"), BOOK), Unclear)
    of_bert = match(entry(11900, "2026-000001", iban=IBAN_BERT), BOOK)
    assert paid(of_bert) == (Why.ACCOUNT, {3: 11900}, 0), "an account is more than digits"


def test_a_longer_number_is_not_taken_for_a_shorter_one() -> None:
    assert paid(match(entry(100, "RE-2026-123456"), BOOK)) == (Why.NUMBER, {123456: 100}, 0)
    assert Finder(FORMATS).mentions("RE-2026-1234567")[0].readings == ("RE-2026-1234567",)
    assert Finder(FORMATS).mentions("RE-2026-0000123") == (), "with its zeros a number has six digits"


@pytest.mark.parametrize(
    ("fmt", "text", "expected"),
    [
        ("{number:05}/{year}", "Rg 00012/2026 danke", "00012/2026"),
        ("{number}", "4711", "4711"),
        ("RED{year}{number:05}", "red 2026 00012", "RED202600012"),
        ("R{number:04}", "R-0012", "R0012"),
        ("GÜ-{number:03}", "gue 012", "GÜ-012"),
        ("GÜ-{number:03}", "GÜ/012", "GÜ-012"),
    ],
)
def test_other_formats(fmt: str, text: str, expected: str) -> None:
    assert expected in {reading for mention in Finder([fmt]).mentions(text) for reading in mention.readings}


def test_by_reference_of_a_debit() -> None:
    found = match(entry(1000, end_to_end="RE-2026-000020-1"), BOOK)
    assert found == Paid(Why.END_TO_END, (Allocation(UUID(int=20), "RE-2026-000020", 1000, UUID(int=1000020)),))
    assert unclear(match(entry(999, end_to_end="RE-2026-000020-1"), BOOK)) == (Unsure.AMOUNT_DIFFERS, {20})
    assert unclear(match(entry(900, end_to_end="RE-2026-000025-1"), BOOK)) == (Unsure.PAID_BEFORE, {25})


def test_by_mandate_and_amount() -> None:
    assert paid(match(entry(3000, mandate="k-10002-1"), BOOK)) == (Why.MANDATE_AND_AMOUNT, {22: 3000}, 0)
    assert unclear(match(entry(500, mandate="K-10003-1"), BOOK)) == (Unsure.SEVERAL_POSSIBLE, {23, 24})
    assert unclear(match(entry(1, mandate="K-10002-1"), BOOK)) == (Unsure.AMOUNT_DIFFERS, {21, 22})


def test_the_sum_of_a_collection() -> None:
    assert paid(match(entry(6000, order="LZ-1", block="LZ-1-1"), BOOK)) == (
        Why.BLOCK,
        {20: 1000, 21: 2000, 22: 3000},
        0,
    )
    assert paid(match(entry(1000, order="LZ-2"), BOOK))[0] is Why.BLOCK
    assert unclear(match(entry(5999, order="LZ-1", block="LZ-1-1"), BOOK)) == (Unsure.BLOCK_DIFFERS, {20, 21, 22})
    assert paid(match(entry(6000, "SAMMLER"), BOOK))[0] is Why.BLOCK_BY_DAY
    alike = debit(item(30, 6000), order="LZ-9", block="LZ-9-1", mandate="X")
    two_alike = Book([*COLLECTED, item(30, 6000)], [*DEBITS, alike], (), FORMATS)
    assert unclear(match(entry(6000, "SAMMLER"), two_alike))[0] is Unsure.NOTHING_FOUND
    assert not isinstance(match(entry(6000, iban=IBAN_BERT), BOOK), Paid), "a transfer is not a collection"


def test_several_invoices_at_once() -> None:
    assert paid(match(entry(17850, "RE-2026-000001, RE-2026-000002"), BOOK)) == (Why.NUMBERS, {1: 11900, 2: 5950}, 0)
    assert unclear(match(entry(17000, "RE-2026-000001, RE-2026-000002"), BOOK)) == (Unsure.LESS_THAN_NAMED, {1, 2})
    with_credit = match(entry(9900, "RE-2026-000001 abzgl. RK-2026-000005"), BOOK)
    assert paid(with_credit) == (Why.NUMBERS, {1: 11900, 5: -2000}, 0)


def test_parts_and_more() -> None:
    assert paid(match(entry(5000, "RE-2026-000001"), BOOK)) == (Why.NUMBER_IN_PART, {1: 5000}, 0)
    assert paid(match(entry(12000, "RE-2026-000001"), BOOK)) == (Why.NUMBER_AND_MORE, {1: 11900}, 100)
    assert unclear(match(entry(100, "RE-2026-000004"), BOOK)) == (Unsure.PAID_BEFORE, {4})
    assert unclear(match(entry(4200, "RE-2026-000007"), BOOK)) == (Unsure.OTHER_CURRENCY, {7})


def test_by_account() -> None:
    assert paid(match(entry(7000, iban=IBAN_BERT), BOOK)) == (Why.ACCOUNT, {6: 7000}, 0)
    assert paid(match(entry(18900, iban=IBAN_BERT), BOOK)) == (Why.ACCOUNT_ALL, {3: 11900, 6: 7000}, 0)
    assert unclear(match(entry(11900, iban=IBAN_BOTH), BOOK)) == (Unsure.SEVERAL_POSSIBLE, {1, 3})
    assert unclear(match(entry(1, iban=IBAN_BERT), BOOK)) == (Unsure.AMOUNT_FITS_NOTHING, {3, 6})
    assert unclear(match(entry(1, iban="DE00"), BOOK)) == (Unsure.NOTHING_FOUND, set())


def test_a_refund_and_other_money_that_goes_out() -> None:
    assert paid(match(entry(-2000, "Erstattung RK-2026-000005"), BOOK)) == (Why.NUMBER, {5: -2000}, 0)
    assert unclear(match(entry(-1999, "Erstattung RK-2026-000005"), BOOK)) == (Unsure.AMOUNT_DIFFERS, {5})
    assert match(entry(-99900, "Miete Dezember"), BOOK) == NotOurs()
    assert match(entry(-500, "Ihre RE-2026-000001"), BOOK) == NotOurs(), "a supplier whose numbers look like ours"


def back(found: Match) -> tuple[Why, int, int]:
    assert isinstance(found, Back), found
    return found.why, found.debit.document.int, found.fee


def test_returns() -> None:
    by_reference = entry(-1397, end_to_end="RE-2026-000020-1", returned=True, return_code="AC04", charges=397)
    assert back(match(by_reference, BOOK)) == (Why.END_TO_END, 20, 397)
    assert back(match(replace(by_reference, charges=0), BOOK)) == (Why.END_TO_END, 20, 397)
    by_mandate = entry(-3300, mandate="K-10002-1", returned=True, original=3000, charges=300)
    assert back(match(by_mandate, BOOK)) == (Why.MANDATE_AND_AMOUNT, 22, 300)
    assert unclear(match(replace(by_reference, amount=-999), BOOK)) == (Unsure.RETURN_DIFFERS, {20})
    assert unclear(match(replace(by_reference, charges=396), BOOK)) == (Unsure.RETURN_DIFFERS, {20})
    twice = replace(by_reference, end_to_end="RE-2026-000026-1")
    assert unclear(match(twice, BOOK)) == (Unsure.RETURNED_BEFORE, {26})
    alike = entry(-500, mandate="K-10003-1", returned=True)
    assert unclear(match(alike, BOOK)) == (Unsure.RETURN_UNKNOWN, {23, 24})
    assert unclear(match(entry(-500, returned=True), BOOK)) == (Unsure.RETURN_UNKNOWN, set())


def test_a_paid_debit_can_come_back() -> None:
    assert back(match(entry(-900, end_to_end="RE-2026-000025-1", returned=True), BOOK)) == (Why.END_TO_END, 25, 0)


def test_what_one_entry_has_paid_the_next_cannot_pay_again() -> None:
    book = Book([item(1, 11900), item(2, 1000)], [debit(item(2, 1000))], ACCOUNTS, FORMATS)
    for amount, text in ((5000, "RE-2026-000001"), (6900, "RE-2026-000001")):
        found = match(entry(amount, text), book)
        assert isinstance(found, Paid)
        book.booked(found)
    assert unclear(match(entry(100, "RE-2026-000001"), book)) == (Unsure.PAID_BEFORE, {1})
    collected = match(entry(1000, end_to_end="RE-2026-000002-1"), book)
    book.booked(collected)
    assert unclear(match(entry(1000, end_to_end="RE-2026-000002-1"), book)) == (Unsure.PAID_BEFORE, {2})
    came_back = entry(-1300, end_to_end="RE-2026-000002-1", returned=True)
    book.booked(match(came_back, book))
    assert book.item(UUID(int=2)).open == 1300, "the invoice and the bank's fee"
    assert unclear(match(came_back, book)) == (Unsure.RETURNED_BEFORE, {2})


def test_a_return_may_be_read_before_the_money_that_it_takes_back() -> None:
    book = Book([item(2, 1000)], [debit(item(2, 1000))], ACCOUNTS, FORMATS)
    book.booked(match(entry(-1300, end_to_end="RE-2026-000002-1", returned=True), book))
    assert book.item(UUID(int=2)).open == 1300
    book.booked(match(entry(1000, end_to_end="RE-2026-000002-1"), book))
    assert book.item(UUID(int=2)).open == 1300, "it came and went"


# Properties

AMOUNTS = st.sampled_from([100, 200, 300, 500, -100, 0])


@st.composite
def books(draw: st.DrawFn) -> tuple[list[OpenItem], list[LiveDebit], list[tuple[str, UUID]]]:
    items = [
        item(number, draw(AMOUNTS), draw(st.sampled_from([ANNA, BERT])), draw(st.sampled_from(["RE", "RK"])))
        for number in range(1, draw(st.integers(1, 8)) + 1)
    ]
    debits = [
        debit(one, mandate=draw(st.sampled_from(["M-1", "M-2"])), block=draw(st.sampled_from(["B-1", "B-2"])),
              paid=draw(st.booleans()), returned=draw(st.booleans()))
        for one in items if one.open > 0 and draw(st.booleans())
    ]  # fmt: skip
    return items, debits, draw(st.lists(st.sampled_from(ACCOUNTS), max_size=4))


@st.composite
def bank_entries(draw: st.DrawFn) -> Entry:
    numbers = draw(st.lists(st.integers(1, 9), max_size=3))
    amount = draw(st.sampled_from([100, 200, 300, 400, 500, 600, 50, 1000, -100, -200, -550]))
    return entry(
        amount,
        " ".join(f"{draw(st.sampled_from(['RE', 'RK', '']))}-2026-{number:06}" for number in numbers),
        end_to_end=draw(st.sampled_from(["", "RE-2026-000001-1", "RE-2026-000002-1", "other"])),
        mandate=draw(st.sampled_from(["", "M-1", "M-2"])),
        iban=draw(st.sampled_from(["", IBAN_ANNA, IBAN_BERT, IBAN_BOTH])),
        block=draw(st.sampled_from(["", "B-1"])),
        returned=draw(st.booleans()) and amount < 0,
    )


@given(books(), bank_entries())
def test_money_is_neither_made_nor_lost(stock: Any, one: Entry) -> None:
    items, debits, accounts = stock
    found = match(one, Book(items, debits, accounts, FORMATS))
    if isinstance(found, Paid):
        assert sum(part.amount for part in found.allocations) + found.rest == one.amount
        assert found.rest >= 0
        assert len({part.document for part in found.allocations}) == len(found.allocations)
        for part in found.allocations:
            of = next(each for each in items if each.document == part.document)
            assert part.debit or 0 < part.amount <= of.open or of.open == part.amount < 0
    if isinstance(found, Back):
        assert found.debit.amount + found.fee == -one.amount
        assert not found.debit.returned


@given(books(), bank_entries(), st.randoms())
def test_the_order_of_items_decides_nothing(stock: Any, one: Entry, random: Any) -> None:
    items, debits, accounts = stock
    once = match(one, Book(items, debits, accounts, FORMATS))
    for many in (items, debits, accounts):
        random.shuffle(many)
    again = match(one, Book(items, debits, accounts, FORMATS))
    assert _shape(once) == _shape(again)


def _shape(found: Match) -> Any:
    match found:
        case Paid(why, allocations, rest):
            return why, sorted((part.document, part.amount) for part in allocations), rest
        case Unclear(why, candidates):
            return why, {each.document for each in candidates}
        case Back(why, of, fee):
            return why, of.id, fee
        case NotOurs():
            return "not ours"


@given(books(), st.sampled_from([100, 200, 300]), st.sampled_from([IBAN_ANNA, IBAN_BERT]))
def test_two_open_items_alike_are_never_told_apart_by_an_account(stock: Any, amount: int, iban: str) -> None:
    items, _, _ = stock
    owner = dict(ACCOUNTS)[iban]
    twins = [item(50, amount, owner), item(51, amount, owner)]
    found = match(entry(amount, iban=iban), Book([*items, *twins], [], ACCOUNTS, FORMATS))
    assert isinstance(found, Unclear)
    assert found.why is Unsure.SEVERAL_POSSIBLE


@given(st.text(max_size=200))
def test_any_text_is_looked_through(text: str) -> None:
    for mention in Finder(FORMATS).mentions(text):
        assert mention.readings


def test_every_reason_has_its_words() -> None:
    assert set(WORDS) == {*Why, *Unsure}
    assert all(in_words(why, "de") != in_words(why, "en") for why in WORDS)
