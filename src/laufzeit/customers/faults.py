"""What is wrong with something a customer typed, as a value: the code, the field, and the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum


class Code(StrEnum):
    """What can be wrong. The wording for people is in ``forms.py``."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    IBAN_CHARACTERS = "iban_characters"
    IBAN_COUNTRY = "iban_country"
    IBAN_LENGTH = "iban_length"
    IBAN_CHECK_DIGITS = "iban_check_digits"
    IBAN_BANK = "iban_bank"
    IBAN_OUTSIDE_SEPA = "iban_outside_sepa"
    BIC_FORM = "bic_form"
    BIC_OTHER_COUNTRY = "bic_other_country"
    HOLDER_CHARACTERS = "holder_characters"
    VAT_ID_FORM = "vat_id_form"
    VAT_ID_COUNTRY = "vat_id_country"
    VAT_ID_CHECK_DIGIT = "vat_id_check_digit"
    TAX_NUMBER_FORM = "tax_number_form"
    COUNTRY_UNKNOWN = "country_unknown"
    POSTCODE_FORM = "postcode_form"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``field`` names the input it belongs to; ``facts`` are what a sentence about it needs."""

    code: Code
    field: str
    facts: Mapping[str, str | int] = dataclass_field(default_factory=dict)
