"""Bank accounts, tax ids and addresses: what is right, and what is said about what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laufzeit.customers.addresses import COUNTRIES, Address, address_faults
from laufzeit.customers.faults import Code
from laufzeit.customers.iban import Account, compact, grouped, holder_faults, masked, read_account
from laufzeit.customers.tax_ids import read_tax_number, read_vat_id

GOOD = "DE89370400440532013000"


def codes(found: object) -> list[tuple[str, Code]]:
    assert isinstance(found, tuple)
    return [(fault.field, fault.code) for fault in found]


def test_an_iban_is_read_as_people_write_it() -> None:
    account = read_account(" de89 3704-0044 0532 0130 00 ")
    assert account == Account(iban=GOOD, bic="COBADEFFXXX", bank_name="Commerzbank")
    assert account.country == "DE"
    assert grouped(account.iban) == "DE89 3704 0044 0532 0130 00"
    assert masked(account.iban) == "DE89 … 3000"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", Code.MISSING),
        ("Lindenweg 5", Code.IBAN_CHARACTERS),
        ("DE89 3704 0044 0532 O130 00", Code.IBAN_CHARACTERS),
        ("XX89370400440532013000", Code.IBAN_COUNTRY),
        ("DE8937040044053201300", Code.IBAN_LENGTH),
        ("DE89370400440532013001", Code.IBAN_CHECK_DIGITS),
        ("SA0380000000608010167519", Code.IBAN_OUTSIDE_SEPA),
    ],
)
def test_what_is_wrong_with_an_iban(typed: str, code: Code) -> None:
    assert codes(read_account(typed)) == [("iban", code)]


def test_the_length_says_what_was_expected() -> None:
    (fault,) = read_account(GOOD[:-1])  # type: ignore[misc]
    assert fault.facts == {"country": "DE", "length": 21, "expected": 22}


def test_all_faults_of_an_account_are_said_at_once() -> None:
    assert codes(read_account("DE1", "FOO")) == [("iban", Code.IBAN_CHARACTERS), ("bic", Code.BIC_FORM)] or codes(
        read_account("DE1", "FOO")
    ) == [("iban", Code.IBAN_LENGTH), ("bic", Code.BIC_FORM)]


def test_a_bic_of_another_country_is_a_slip() -> None:
    assert codes(read_account(GOOD, "GIBAATWW")) == [("bic", Code.BIC_OTHER_COUNTRY)]
    assert isinstance(read_account(GOOD, "COBADEFF"), Account)


@given(position=st.integers(2, 21), digit=st.integers(0, 9))
def test_one_wrong_digit_never_passes(position: int, digit: int) -> None:
    typed = GOOD[:position] + str(digit) + GOOD[position + 1 :]
    assert isinstance(read_account(typed), Account) is (typed == GOOD)


@given(st.text(max_size=60), st.text(max_size=20))
def test_anything_may_be_typed(iban: str, bic: str) -> None:
    found = read_account(iban, bic)
    assert isinstance(found, Account) or found
    assert compact(compact(iban)) == compact(iban)


def test_names_that_banks_take() -> None:
    assert holder_faults("Praxis Dr. Sommer & Kollegen") == ()
    assert holder_faults("Žofia Šťastná, Besançon") == ()
    assert [fault.code for fault in holder_faults(" ")] == [Code.MISSING]
    assert [fault.code for fault in holder_faults("x" * 71)] == [Code.TOO_LONG]
    (fault,) = holder_faults("Anna 🦊 <b>")
    assert fault.code is Code.HOLDER_CHARACTERS and set(str(fault.facts["characters"])) == set("🦊<>")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("de 136 695 976", "DE136695976"),
        ("ATU13585627", "ATU13585627"),
        ("GR094259216", "EL094259216"),
        ("CHE-107.787.577 MWST", "CHE107787577MWST"),
        ("GB980780684", "GB980780684"),
    ],
)
def test_vat_ids(typed: str, stored: str) -> None:
    assert read_vat_id(typed) == stored


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("136695976", Code.VAT_ID_FORM),
        ("DE123", Code.VAT_ID_FORM),
        ("DE136695978", Code.VAT_ID_CHECK_DIGIT),
        ("US123456789", Code.VAT_ID_COUNTRY),
    ],
)
def test_what_is_wrong_with_a_vat_id(typed: str, code: Code) -> None:
    fault = read_vat_id(typed)
    assert not isinstance(fault, str) and fault.code is code


def test_tax_numbers() -> None:
    assert read_tax_number(" 181/815/0815 5 ") == "181/815/08155"
    fault = read_tax_number("181/815")
    assert not isinstance(fault, str) and fault.code is Code.TAX_NUMBER_FORM


@given(st.text(max_size=40))
def test_any_tax_id_may_be_typed(text: str) -> None:
    assert read_vat_id(text)
    assert read_tax_number(text)


def test_addresses() -> None:
    assert address_faults(Address("Lindenweg 5", "", "28195", "Bremen", "DE")) == ()
    assert address_faults(Address("1 High St", "", "sw1a 1aa", "London", "GB")) == ()
    faults = address_faults(Address("", "x" * 71, "2819", "Bremen", "DE"))
    assert [(fault.field, fault.code) for fault in faults] == [
        ("street", Code.MISSING),
        ("extra", Code.TOO_LONG),
        ("postcode", Code.POSTCODE_FORM),
    ]
    (fault,) = address_faults(Address("Elm 1", "", "1", "Springfield", "US"))
    assert fault.code is Code.COUNTRY_UNKNOWN
    assert "DE" in COUNTRIES
