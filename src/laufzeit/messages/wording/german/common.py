"""Sentences and blocks that several German letters share."""

from __future__ import annotations

from datetime import date

from laufzeit.messages.facts import AgreedText, Kept, LostBooking, Prices
from laufzeit.messages.letter import Items, Link
from laufzeit.messages.wording.say import Say

FULL_USE = "Bis dahin können Sie alle Funktionen in vollem Umfang nutzen."
KEPT_BY_LAW = (
    "Was wir nach dem Gesetz aufbewahren müssen (etwa Rechnungen), bleibt bis zum Ende der Aufbewahrungsfrist gesperrt"
    " erhalten."
)


def contract_link(url: str) -> Link:
    return Link("Vertrag im Kundenportal ansehen", url)


def prices(title: str, prices: Prices) -> Items:
    return Items(title, prices.lines, prices.note)


def agreements(texts: tuple[AgreedText, ...]) -> Items:
    """The editions that were agreed to, each with the hash of its text and where it can be read."""
    return Items("Dem haben Sie zugestimmt:", tuple(_agreement(text) for text in texts))


def _agreement(text: AgreedText) -> str:
    place = f"{text.link}, " if text.link else ""
    return f"{text.name}, Fassung {text.edition}, {place}SHA-256: {text.sha256}"


def removed_users(names: tuple[str, ...], last_day: date, say: Say) -> Items:
    return Items(f"Zusätzlich angelegte Benutzer, die nach dem {say.day(last_day)} gelöscht werden:", names)


def lost_bookings(bookings: tuple[LostBooking, ...], say: Say) -> Items:
    return Items("Termine, die nach dem Vertragswechsel nicht mehr gültig sind:", say.bookings(bookings))


def revocable(until: date | None, what: str, say: Say) -> str:
    """``what`` in the accusative: "den Vertragswechsel"."""
    if until is None:
        return ""
    return (
        f"Sie können {what} bis einschließlich {say.day(until)} widerrufen: im Kundenportal im Bereich „Vertrag“ über"
        " „Kündigung widerrufen“. Bitte beachten Sie, dass damit auch die Kündigungsfrist zurückgesetzt wird:"
        " Für eine spätere Erklärung zählt der Tag, an dem sie bei uns eingeht."
    )


def export_until(until: date | None, say: Say) -> str:
    if until is None:
        return ""
    return f"Ihre Daten können Sie bis einschließlich {say.day(until)} im Kundenportal herunterladen."


def kept(records: tuple[Kept, ...], say: Say) -> Items:
    """What the law keeps, until when, and by which rule."""
    lines = tuple(f"{record.what}: bis {say.day(record.until)} ({record.rule})" for record in records)
    return Items("Gesperrt aufbewahrt, weil das Gesetz es verlangt:", lines)
