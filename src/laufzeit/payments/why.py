"""Why a bank entry was booked as it was, or was left to a person: codes, with their words in German and English."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from laufzeit.dates.wording import Language


class EntryState(StrEnum):
    """What has become of a bank entry. ``BOOKED``: nothing is left of it. ``OPEN``: a person has to look at it, or at
    what is left. ``ASIDE``: a person said that it is about no customer. ``DETAILED``: another file has its parts."""

    BOOKED = "booked"
    OPEN = "open"
    ASIDE = "aside"
    DETAILED = "detailed"


class Why(StrEnum):
    """Why an entry is about a document."""

    END_TO_END = "end_to_end"
    MANDATE_AND_AMOUNT = "mandate_and_amount"
    BLOCK = "block"
    BLOCK_BY_DAY = "block_by_day"
    NUMBER = "number"
    NUMBERS = "numbers"
    NUMBER_IN_PART = "number_in_part"
    NUMBER_AND_MORE = "number_and_more"
    ACCOUNT = "account"
    ACCOUNT_ALL = "account_all"
    BY_HAND = "by_hand"


class Unsure(StrEnum):
    """Why a person has to look."""

    NOTHING_FOUND = "nothing_found"
    AMOUNT_FITS_NOTHING = "amount_fits_nothing"
    AMOUNT_DIFFERS = "amount_differs"
    SEVERAL_POSSIBLE = "several_possible"
    NUMBER_UNSURE = "number_unsure"
    LESS_THAN_NAMED = "less_than_named"
    PAID_BEFORE = "paid_before"
    OTHER_CURRENCY = "other_currency"
    BLOCK_DIFFERS = "block_differs"
    RETURN_UNKNOWN = "return_unknown"
    RETURN_DIFFERS = "return_differs"
    RETURNED_BEFORE = "returned_before"
    PERHAPS_TWICE = "perhaps_twice"
    REST = "rest"
    TAKEN_BACK = "taken_back"


WORDS: Final[Mapping[Why | Unsure, tuple[str, str]]] = {
    Why.END_TO_END: ("an der Referenz der Lastschrift erkannt", "known by the reference of the direct debit"),
    Why.MANDATE_AND_AMOUNT: ("an Mandat und Betrag erkannt", "known by mandate and amount"),
    Why.BLOCK: ("Summe eines Lastschrifteinzugs", "the sum of a collection"),
    Why.BLOCK_BY_DAY: (
        "Summe eines Lastschrifteinzugs, an Tag und Betrag erkannt", "the sum of a collection, known by day and amount",
    ),
    Why.NUMBER: ("Rechnungsnummer und Betrag stimmen", "invoice number and amount agree"),
    Why.NUMBERS: (
        "mehrere Rechnungsnummern, ihre Summe stimmt", "several invoice numbers, and their sum agrees",
    ),
    Why.NUMBER_IN_PART: ("Teilzahlung auf die genannte Rechnung", "part of the invoice that is named"),
    Why.NUMBER_AND_MORE: (
        "mehr als auf die genannten Rechnungen offen ist", "more than is open of the invoices that are named",
    ),
    Why.ACCOUNT: (
        "Konto des Kunden, und nur eine Rechnung hat diesen Betrag",
        "the customer's account, and only one invoice has this amount",
    ),
    Why.ACCOUNT_ALL: ("Konto des Kunden, alles Offene zusammen", "the customer's account, all that is open together"),
    Why.BY_HAND: ("von Hand zugeordnet", "assigned by hand"),
    Unsure.NOTHING_FOUND: (
        "Weder Nummer noch Konto führen zu einem Kunden.", "Neither a number nor the account lead to a customer.",
    ),
    Unsure.AMOUNT_FITS_NOTHING: (
        "Das Konto gehört zu einem Kunden, aber der Betrag passt zu keiner seiner offenen Rechnungen.",
        "The account is a customer's, but the amount fits none of its open invoices.",
    ),
    Unsure.AMOUNT_DIFFERS: (
        "Der Betrag ist ein anderer als der erwartete.", "The amount is another one than was expected.",
    ),
    Unsure.SEVERAL_POSSIBLE: ("Es kommen mehrere Rechnungen infrage.", "Several invoices are possible."),
    Unsure.NUMBER_UNSURE: (
        "Die Nummer im Verwendungszweck kann mehreres bedeuten.", "The number in the text can mean several things.",
    ),
    Unsure.LESS_THAN_NAMED: (
        "Es sind mehrere Rechnungen genannt, aber der Betrag reicht nicht für alle.",
        "Several invoices are named, but the amount is not enough for all.",
    ),
    Unsure.PAID_BEFORE: ("Was genannt ist, ist schon bezahlt.", "What is named has been paid already."),
    Unsure.OTHER_CURRENCY: (
        "Die Rechnung lautet auf eine andere Währung.", "The invoice is in another currency.",
    ),
    Unsure.BLOCK_DIFFERS: (
        "Die Summe ist eine andere als die des Einzugs.", "The sum is another one than that of the collection.",
    ),
    Unsure.RETURN_UNKNOWN: (
        "Eine Rückgabe, die zu keiner Lastschrift passt.", "A return that fits no direct debit.",
    ),
    Unsure.RETURN_DIFFERS: (
        "Eine Rückgabe mit anderem Betrag als die Lastschrift.", "A return of another amount than the direct debit.",
    ),
    Unsure.RETURNED_BEFORE: (
        "Diese Lastschrift war schon zurückgegeben.", "This direct debit had been returned before.",
    ),
    Unsure.PERHAPS_TWICE: (
        "Eine gleiche Buchung gab es schon in einem anderen Auszug.", "Another statement had the same booking already.",
    ),
    Unsure.REST: ("Davon ist noch etwas übrig.", "Some of it is left."),
    Unsure.TAKEN_BACK: ("Die Zuordnung wurde zurückgenommen.", "The assignment was taken back."),
}  # fmt: skip


def in_words(why: Why | Unsure, language: Language) -> str:
    """The reason as a page says it."""
    german, english = WORDS[why]
    return german if language == "de" else english
