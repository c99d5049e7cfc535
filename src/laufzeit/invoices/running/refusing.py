"""Why a contract could not be billed, a run not be started, a document not be cancelled: in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

from laufzeit.dates.wording import Language
from laufzeit.invoices.tax_words import missing_in_words
from laufzeit.invoices.taxing import Missing, Untaxable

_WORDS: Final[dict[str, dict[Language, str]]] = {
    "address_missing": {
        "de": "Die Rechnungsanschrift ist unvollständig: {missing}. Bitte beim Kunden ergänzen; der nächste Lauf"
        " rechnet dann alles ab.",
        "en": "The billing address is incomplete: {missing}. Complete it with the customer; the next run then bills"
        " everything.",
    },
    "no_price": {
        "de": "Für die Menge {quantity} gibt es keinen Preis. Bitte eine Ausgabe der Bedingungen mit einem Preis dafür"
        " anlegen oder die Menge berichtigen.",
        "en": "There is no price for the quantity {quantity}. Add an edition of the terms that has one, or correct the"
        " quantity.",
    },
    "too_far_ahead": {
        "de": "Bis {through} kann nicht abgerechnet werden: Der letzte mögliche Tag ist {latest}.",
        "en": "Nothing can be billed through {through}: the latest possible day is {latest}.",
    },
    "is_a_cancellation": {
        "de": "{number} ist selbst eine Stornorechnung und wird nicht storniert.",
        "en": "{number} is itself a cancellation and is not cancelled.",
    },
    "already_cancelled": {
        "de": "{number} ist schon storniert, mit {by}.",
        "en": "{number} has been cancelled already, by {by}.",
    },
    "another_run_is_open": {
        "de": "Ein Lauf bis {through} (begonnen {started_at}) ist noch nicht fertig. Er muss erst beendet werden.",
        "en": "A run through {through} (begun {started_at}) is not done yet. It has to be finished first.",
    },
}
_FIELDS: Final[dict[Language, dict[str, str]]] = {
    "de": {"name": "Name", "street": "Straße", "postcode": "Postleitzahl", "city": "Ort"},
    "en": {"name": "name", "street": "street", "postcode": "postcode", "city": "city"},
}


class Reason(Protocol):
    """A code with its facts."""

    @property
    def code(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...


def in_words(reason: Reason, language: Language) -> str:
    """The sentence for somebody who has to do something about it."""
    if reason.code in Missing.__members__.values():
        facts = {name: str(value) for name, value in reason.facts.items()}
        return missing_in_words(Untaxable(Missing(reason.code), facts), language)
    facts = dict(reason.facts)
    if "missing" in facts:
        facts["missing"] = ", ".join(_FIELDS[language][field] for field in facts["missing"])
    return _WORDS[reason.code][language].format(**facts)
