"""What is wrong with a mandate, a collection, a bank file or an assignment, as values: a code and the facts.

What is read gets all its faults. An action that cannot be carried out raises ``Refused`` with them and has changed
nothing. The sentences are in ``words.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

Fact = str | int | date | UUID


class Code(StrEnum):
    """What can be wrong."""

    # The vendor's settings
    NO_CREDITOR_ID = "no_creditor_id"
    CREDITOR_ID_WRONG = "creditor_id_wrong"
    NO_BANK_ACCOUNT = "no_bank_account"
    VENDOR_IBAN_WRONG = "vendor_iban_wrong"

    # Mandates
    ORGANISATION_UNKNOWN = "organisation_unknown"
    CUSTOMER_WITHOUT_ACCOUNT = "customer_without_account"
    REFERENCE_FORM = "reference_form"
    REFERENCE_TAKEN = "reference_taken"
    NOT_FOR_CONSUMERS = "not_for_consumers"
    SIGNED_IN_FUTURE = "signed_in_future"
    MANDATE_UNKNOWN = "mandate_unknown"
    NO_MANDATE = "no_mandate"
    MANDATE_REVOKED = "mandate_revoked"
    MANDATE_LAPSED = "mandate_lapsed"
    MANDATE_USED_UP = "mandate_used_up"
    MANDATE_OF_OTHER_CREDITOR = "mandate_of_other_creditor"

    # Collections
    DAY_TOO_FAR = "day_too_far"
    NOT_IN_EUROS = "not_in_euros"
    AMOUNT_OUT_OF_RANGE = "amount_out_of_range"
    DEBTOR_IBAN_WRONG = "debtor_iban_wrong"
    IDENTIFIER_FORM = "identifier_form"
    END_TO_END_TWICE = "end_to_end_twice"
    NAME_MISSING = "name_missing"
    ADDRESS_MISSING = "address_missing"
    NOT_A_TARGET_DAY = "not_a_target_day"
    NOBODY_TO_TELL = "nobody_to_tell"
    NOTHING_TO_COLLECT = "nothing_to_collect"
    COUNT_WRONG = "count_wrong"
    SUM_WRONG = "sum_wrong"

    # Bank files
    EMPTY_FILE = "empty_file"
    FILE_TOO_LARGE = "file_too_large"
    CUT_OFF = "cut_off"
    NOT_XML = "not_xml"
    DOCTYPE = "doctype"
    NOT_CAMT = "not_camt"
    NOT_FINAL = "not_final"
    VERSION_UNKNOWN = "version_unknown"
    NO_STATEMENT = "no_statement"
    NO_STATEMENT_ID = "no_statement_id"
    OTHER_ACCOUNT = "other_account"
    OTHER_CURRENCY = "other_currency"
    AMOUNT_UNREADABLE = "amount_unreadable"
    SIDE_UNREADABLE = "side_unreadable"
    DAY_UNREADABLE = "day_unreadable"
    ENTRIES_MISSING = "entries_missing"
    BALANCE_WRONG = "balance_wrong"
    ALREADY_IMPORTED = "already_imported"

    # What is done by hand
    DOCUMENT_UNKNOWN = "document_unknown"
    ENTRY_UNKNOWN = "entry_unknown"
    ENTRY_DONE = "entry_done"
    OTHER_CUSTOMER = "other_customer"
    MORE_THAN_THERE_IS = "more_than_there_is"
    MORE_THAN_OPEN = "more_than_open"
    WRONG_DIRECTION = "wrong_direction"
    REASON_MISSING = "reason_missing"
    ALREADY_DISPUTED = "already_disputed"
    NOT_DISPUTED = "not_disputed"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``facts`` are what the sentence about it needs."""

    code: Code
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.code.value}: " + ", ".join(f"{name}={fact}" for name, fact in self.facts.items())


def fault(code: Code, **facts: Fact) -> Fault:
    """``fault(Code.MANDATE_LAPSED, reference="K-10001-1", last_day=day)``."""
    return Fault(code, facts)


class Refused(Exception):
    """Something that cannot be done; nothing was changed."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(*self.faults)

    @property
    def code(self) -> Code:
        """The first reason."""
        return self.faults[0].code

    def __str__(self) -> str:
        return "; ".join(map(str, self.faults))


def refuse(code: Code, **facts: Fact) -> Refused:
    """``raise refuse(Code.ENTRY_UNKNOWN, entry=entry_id)``."""
    return Refused([Fault(code, facts)])
