"""What can be wrong with usage that is sent, as values: the code, the place and the facts. Wording: ``fault_words``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Fact = str | int | date


class Code(StrEnum):
    """Why a line, or a whole file, was not taken."""

    EMPTY = "empty"
    A_LIST = "a_list"
    COLUMN_UNKNOWN = "column_unknown"
    COLUMN_MISSING = "column_missing"
    COLUMN_TWICE = "column_twice"

    LINE_TOO_LONG = "line_too_long"
    NOT_UTF8 = "not_utf8"
    QUOTES = "quotes"
    FIELD_COUNT = "field_count"
    NOT_JSON = "not_json"
    NOT_AN_OBJECT = "not_an_object"
    NAME_UNKNOWN = "name_unknown"
    NAME_TWICE = "name_twice"

    NOT_A_TEXT = "not_a_text"
    MISSING = "missing"
    TOO_LONG = "too_long"
    UNPRINTABLE = "unprintable"
    QUANTITY_FORM = "quantity_form"
    DECIMAL_COMMA = "decimal_comma"
    TOO_EXACT = "too_exact"
    TOO_LARGE = "too_large"
    DAY_FORM = "day_form"
    AT_FORM = "at_form"
    OFFSET_MISSING = "offset_missing"
    DAY_OR_AT = "day_or_at"

    CONTRACT_UNKNOWN = "contract_unknown"
    METER_UNKNOWN = "meter_unknown"
    IN_FUTURE = "in_future"
    BEFORE_START = "before_start"
    AFTER_END = "after_end"
    NEGATIVE = "negative"
    SUBJECT_MISSING = "subject_missing"
    ID_TAKEN = "id_taken"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``line`` counts from 1; ``column`` names the field, empty where the whole line is meant."""

    line: int
    column: str
    code: Code
    facts: Mapping[str, Fact] = field(default_factory=dict)


class NoUsage(ValueError):
    """A file that is none of usage: its first line does not say what the others mean, so nothing of it was read."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(f"{fault.column or 'line'} {fault.code.value}" for fault in faults))
        self.faults = faults
