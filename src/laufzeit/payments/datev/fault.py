"""What keeps a month from being exported, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class Code(StrEnum):
    """What is missing or does not fit."""

    NOT_GERMAN = "not_german"
    CURRENCY = "currency"
    NO_ACCOUNT = "no_account"
    RATE_OF_NO_DAY = "rate_of_no_day"
    VAT_ID_MISSING = "vat_id_missing"
    NUMBER_FORM = "number_form"
    TOO_LARGE = "too_large"
    DOES_NOT_ADD_UP = "does_not_add_up"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault, with the document and the customer that it is about."""

    code: Code
    document: str
    customer: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


_SAID: Final[dict[Code, str]] = {
    Code.NOT_GERMAN: "the seller is in {country}; the charts of accounts are those of German books",
    Code.CURRENCY: "is in {currency}; the books are kept in euros, and no rate of exchange is known",
    Code.NO_ACCOUNT: "no revenue account is known for the category {category} at {percent} %",
    Code.RATE_OF_NO_DAY: "{percent} % is the rate neither of the document's day nor of a last day of service before it;"
    " DATEV takes it from no other",
    Code.VAT_ID_MISSING: "the customer owes the tax, and its VAT id is missing (recapitulative statement, § 18a UStG)",
    Code.NUMBER_FORM: "the number does not fit into DATEV's Belegfeld 1: up to 36 letters, digits and $&%*+-/",
    Code.TOO_LARGE: "an amount has more than ten digits before the comma",
    Code.DOES_NOT_ADD_UP: "its lines and taxes do not add up to its total",
}


def in_words(fault: Fault) -> str:
    """One sentence, beginning with the document and the customer.

    >>> in_words(Fault(Code.CURRENCY, "RE-1", "ACME", {"currency": "USD"}))
    'RE-1 (ACME): is in USD; the books are kept in euros, and no rate of exchange is known.'
    """
    return f"{fault.document} ({fault.customer}): {_SAID[fault.code].format(**fault.facts)}."
