"""Every fault has a sentence in both languages, and a place that can say it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import laufzeit.payments
from laufzeit.payments.fault import Code, Fault, Refused, refuse
from laufzeit.payments.words import ENGLISH, GERMAN, sentence

FACTS = {"day": date(2026, 12, 1), "latest": date(2026, 12, 1), "amount": 100, "wanted": 100, "left": 50, "open": 50}
SOURCES = [
    path for path in Path(laufzeit.payments.__file__).parent.rglob("*.py") if path.name not in ("fault.py", "words.py")
]


@pytest.mark.parametrize("code", Code)
def test_every_code_has_its_sentences(code: Code) -> None:
    names = set(re.findall(r"{(\w+)}", GERMAN[code]))
    assert names == set(re.findall(r"{(\w+)}", ENGLISH[code])), "both languages say the same facts"
    fault = Fault(code, {name: FACTS.get(name, "X-1") for name in names})
    german, english = sentence(fault, "de"), sentence(fault, "en")
    assert german != english
    assert "{" not in german + english


def test_no_code_is_left_over() -> None:
    said = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    assert [code.name for code in Code if f"Code.{code.name}" not in said] == []


def test_amounts_are_said_in_their_currency() -> None:
    wrong = Fault(Code.MORE_THAN_OPEN, {"number": "RE-1", "open": 11900, "wanted": 12000, "currency": "CHF"})
    assert sentence(wrong, "de") == "Auf RE-1 sind nur 119,00 CHF offen, nicht 120,00 CHF."


def test_a_refusal_has_all_its_faults() -> None:
    refused = Refused([Fault(Code.NO_CREDITOR_ID), Fault(Code.NO_BANK_ACCOUNT)])
    assert refused.code is Code.NO_CREDITOR_ID
    assert str(refused) == "no_creditor_id: ; no_bank_account: "
    assert refuse(Code.ENTRY_UNKNOWN).faults[0].code is Code.ENTRY_UNKNOWN
