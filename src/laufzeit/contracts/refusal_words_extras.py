"""The sentences of refusals about discounts, one-off charges and credits; the vendor's staff reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from laufzeit.contracts.refusal import Code

GERMAN: Final[Mapping[Code, tuple[str, str]]] = {
    Code.AMOUNT_OUT_OF_RANGE: (
        "Dieser Betrag ist nicht möglich.",
        "Bitte geben Sie mehr als null und höchstens {maximum} {currency} an, so genau, wie die Währung ist.",
    ),
    Code.TEXT_OUT_OF_RANGE: (
        "Dieser Text passt nicht in eine Zeile der Rechnung.",
        "Bitte schreiben Sie 1 bis {maximum} Zeichen ohne Zeilenumbruch und Steuerzeichen.",
    ),
    Code.PERCENT_OUT_OF_RANGE: (
        "Diesen Prozentsatz gibt es nicht.",
        "Bitte geben Sie mehr als 0 % und höchstens 100 % an.",
    ),
    Code.PERIODS_OUT_OF_RANGE: (
        "{periods} Abrechnungszeiträume sind nicht möglich.",
        "Bitte geben Sie 1 bis {maximum} an, oder lassen Sie die Zahl weg.",
    ),
    Code.CHARGE_UNKNOWN: (
        "Einen wiederkehrenden Preis {charge} hat der Vertrag von diesem Tag an nicht.",
        "Bitte wählen Sie einen Preis des Tarifs, der dann gilt.",
    ),
    Code.DISCOUNT_UNCLEAR: (
        "Ein Rabatt ist entweder ein Prozentsatz oder ein Betrag.",
        "Bitte geben Sie genau eines von beiden an.",
    ),
    Code.DISCOUNT_NEEDS_CHARGE: (
        "Ein Betrag wird von einem bestimmten Preis abgezogen.",
        "Bitte wählen Sie den Preis, oder gewähren Sie einen Prozentsatz auf alle.",
    ),
    Code.DISCOUNT_WITHOUT_TIME: (
        "Der Rabatt würde mit dem {last_day} enden, bevor er am {first} beginnt.",
        "Bitte geben Sie als letzten Tag einen ab dem {first} an.",
    ),
    Code.DISCOUNT_UNKNOWN: ("Diesen Rabatt hat der Vertrag nicht.", "Bitte laden Sie die Seite neu."),
    Code.DISCOUNT_NOT_BEGUN: (
        "Der Rabatt beginnt erst am {first}; er kann nicht am {day} enden.",
        "Bitte wählen Sie einen Tag ab dem {first}: Endet er an diesem Tag, hat es ihn nie gegeben.",
    ),
    Code.DISCOUNT_OVER: (
        "Abrechnungszeiträume ab dem {day} haben diesen Rabatt schon jetzt nicht.",
        "Bitte wählen Sie einen Tag davor.",
    ),
    Code.TOO_MANY_DISCOUNTS: (
        "Mehr als {maximum} Rabatte hat kein Vertrag.",
        "Bitte ändern Sie stattdessen den Preis.",
    ),
    Code.EXTRA_UNKNOWN: (
        "Diese einmalige Berechnung oder Gutschrift gibt es nicht.",
        "Vielleicht wurde sie schon zurückgenommen; bitte laden Sie die Seite neu.",
    ),
    Code.EXTRA_TOO_FAR_AHEAD: (
        "Der {day} liegt zu weit in der Zukunft.",
        "Einmaliges lässt sich bis zum {latest} vormerken.",
    ),
    Code.TOO_MANY_EXTRAS: (
        "Mehr als {maximum} einmalige Berechnungen und Gutschriften hat kein Vertrag.",
        "Was so oft vorkommt, gehört als Preis oder Zähler in den Katalog.",
    ),
}

ENGLISH: Final[Mapping[Code, tuple[str, str]]] = {
    Code.AMOUNT_OUT_OF_RANGE: (
        "This amount is not possible.",
        "Please give more than zero and at most {maximum} {currency}, no finer than the currency is.",
    ),
    Code.TEXT_OUT_OF_RANGE: (
        "This text does not fit into a line of the invoice.",
        "Please write 1 to {maximum} characters without line breaks and control characters.",
    ),
    Code.PERCENT_OUT_OF_RANGE: (
        "There is no such percentage.",
        "Please give more than 0% and at most 100%.",
    ),
    Code.PERIODS_OUT_OF_RANGE: (
        "{periods} billing periods are not possible.",
        "Please give 1 to {maximum}, or leave the number out.",
    ),
    Code.CHARGE_UNKNOWN: (
        "From that day on the contract has no recurring price {charge}.",
        "Please choose a price of the plan that applies then.",
    ),
    Code.DISCOUNT_UNCLEAR: (
        "A discount is either a percentage or an amount.",
        "Please give exactly one of them.",
    ),
    Code.DISCOUNT_NEEDS_CHARGE: (
        "An amount is taken off one price.",
        "Please choose the price, or grant a percentage of all of them.",
    ),
    Code.DISCOUNT_WITHOUT_TIME: (
        "The discount would end with {last_day}, before it begins on {first}.",
        "Please give a day from {first} on as its last day.",
    ),
    Code.DISCOUNT_UNKNOWN: ("The contract does not have this discount.", "Please reload the page."),
    Code.DISCOUNT_NOT_BEGUN: (
        "The discount does not begin before {first}; it cannot end on {day}.",
        "Please choose a day from {first} on: ended on that day, it has never been.",
    ),
    Code.DISCOUNT_OVER: (
        "Billing periods from {day} on are without this discount already.",
        "Please choose a day before it.",
    ),
    Code.TOO_MANY_DISCOUNTS: (
        "No contract has more than {maximum} discounts.",
        "Please change the price instead.",
    ),
    Code.EXTRA_UNKNOWN: (
        "There is no such one-off charge or credit.",
        "Perhaps it was taken back already; please reload the page.",
    ),
    Code.EXTRA_TOO_FAR_AHEAD: (
        "{day} is too far ahead.",
        "One-off charges and credits can be noted until {latest}.",
    ),
    Code.TOO_MANY_EXTRAS: (
        "No contract has more than {maximum} one-off charges and credits.",
        "What comes that often belongs into the catalogue, as a price or a meter.",
    ),
}
