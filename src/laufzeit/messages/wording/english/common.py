"""Sentences and blocks that several English letters share."""

from __future__ import annotations

from datetime import date

from laufzeit.messages.facts import AgreedText, Kept, LostBooking, Prices
from laufzeit.messages.letter import Items, Link
from laufzeit.messages.wording.say import Say

FULL_USE = "Until then you can use all functions in full."
KEPT_BY_LAW = (
    "What the law obliges us to keep (invoices, for instance) stays locked away until the end of the retention period."
)


def contract_link(url: str) -> Link:
    return Link("View the contract in the customer portal", url)


def prices(title: str, prices: Prices) -> Items:
    return Items(title, prices.lines, prices.note)


def agreements(texts: tuple[AgreedText, ...]) -> Items:
    """The editions that were agreed to, each with the hash of its text and where it can be read."""
    return Items("You have agreed to:", tuple(_agreement(text) for text in texts))


def _agreement(text: AgreedText) -> str:
    place = f"{text.link}, " if text.link else ""
    return f"{text.name}, edition {text.edition}, {place}SHA-256: {text.sha256}"


def removed_users(names: tuple[str, ...], last_day: date, say: Say) -> Items:
    return Items(f"Additional users who will be deleted after {say.day(last_day)}:", names)


def lost_bookings(bookings: tuple[LostBooking, ...], say: Say) -> Items:
    return Items("Appointments that are no longer valid after the change:", say.bookings(bookings))


def revocable(until: date | None, what: str, say: Say) -> str:
    if until is None:
        return ""
    return (
        f"You can revoke {what} up to and including {say.day(until)}: in the customer portal, in the section"
        " “Contract”, with “Revoke termination”. Please note that this resets the notice period as well: a later"
        " declaration counts from the day on which we receive it."
    )


def export_until(until: date | None, say: Say) -> str:
    if until is None:
        return ""
    return f"You can download your data in the customer portal up to and including {say.day(until)}."


def kept(records: tuple[Kept, ...], say: Say) -> Items:
    """What the law keeps, until when, and by which rule."""
    lines = tuple(f"{record.what}: until {say.day(record.until)} ({record.rule})" for record in records)
    return Items("Locked away because the law asks for it:", lines)
