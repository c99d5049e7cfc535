"""What the rooms below say in codes, as sentences for the staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from laufzeit.catalogue.model import Catalogue
from laufzeit.dates.wording import MONTHS, Language, day_in_digits
from laufzeit.invoices.running.refusing import Reason, in_words
from laufzeit.payments.fault import Refused
from laufzeit.payments.ledger import EntryKind
from laufzeit.payments.words import sentence
from laufzeit.portal.billing import money


@dataclass(frozen=True, slots=True)
class _Said:
    """A reason whose days are written as people write them."""

    code: str
    facts: Mapping[str, Any]


def reason_in_words(reason: Reason, language: Language) -> str:
    """Why something was not invoiced, a run not started, a document not cancelled."""
    facts = {name: _as_said(value, language) for name, value in reason.facts.items()}
    return in_words(_Said(reason.code, facts), language)


def _as_said(value: Any, language: Language) -> Any:
    match value:
        case datetime():
            return day_in_digits(localtime(value).date(), language)
        case date():
            return day_in_digits(value, language)
        case _:
            return value


def fault_sentences(refused: Refused, language: Language) -> list[str]:
    """Everything that is wrong, a sentence each."""
    return [sentence(one, language) for one in refused.faults]


def plan_name(key: str, catalogue: Catalogue | None, language: Language) -> str:
    """A plan by its key, also one that the catalogue has no more; without one, what is charged once."""
    if not key:
        return _("One-off charges and credits")
    plan = catalogue.plans.get(key) if catalogue else None
    return plan.names.text(language) if plan else key


def amounts_in_words(minor: Mapping[str, int], language: Language) -> str:
    """Amounts by currency: "1.200,00 € · CHF 80.00"; a dash where there is none."""
    return " · ".join(money(amount, currency, language) for currency, amount in sorted(minor.items())) or "–"


def month_in_words(month: date, language: Language) -> str:
    """ "Oktober 2026"."""
    return f"{MONTHS[language][month.month - 1]} {month.year}"


_REASON_HEADS: Final = {
    "address_missing": lambda: _("address incomplete"),
    "no_price": lambda: _("no price for the quantity"),
    "vat_id_missing": lambda: _("VAT identification number missing"),
    "vat_id_invalid": lambda: _("VAT identification number wrong"),
    "vat_id_at_home": lambda: _("VAT identification number does not fit the address"),
    "seller_vat_id_missing": lambda: _("our own VAT identification number missing"),
}


def reason_head(code: str) -> str:
    """A reason in a few words, for counts."""
    return _REASON_HEADS[code]() if code in _REASON_HEADS else _("tax not known")


def entry_in_words(kind: EntryKind) -> str:
    """What changed the open amount of a document."""
    match kind:
        case EntryKind.PAYMENT:
            return _("Payment")
        case EntryKind.REFUND:
            return _("Paid back")
        case EntryKind.RETURN:
            return _("Payment came back")
        case EntryKind.FEE:
            return pgettext("of a debit or reminder", "Fee")
        case EntryKind.OFFSET:
            return _("Set off")
        case EntryKind.WRITE_OFF:
            return _("Written off")
        case EntryKind.REVERSAL:
            return _("Booking taken back")
