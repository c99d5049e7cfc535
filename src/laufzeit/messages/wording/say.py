"""How days, instants, costs and receipts are put into words, in the language of one letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from laufzeit.dates.wording import Language, day_in_digits
from laufzeit.messages.facts import Channel, ContractName, Cost, LostBooking, Receipt
from laufzeit.money.amount import Money
from laufzeit.money.wording import in_full

_WEEKDAYS: Final[dict[Language, tuple[str, ...]]] = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_CHANNELS: Final[dict[Language, dict[Channel, str]]] = {
    "de": {
        Channel.PORTAL: "im Kundenportal",
        Channel.OFFICE: "von uns aufgenommen",
        Channel.LETTER: "per Brief",
        Channel.MAIL: "per E-Mail",
        Channel.PUBLIC_PAGE: "auf unserer Kündigungsseite",
        Channel.API: "über unsere Programmschnittstelle",
        Channel.IMPORT: "aus unserem bisherigen System übernommen",
        Channel.STORY: "im Kundenportal",
    },
    "en": {
        Channel.PORTAL: "in the customer portal",
        Channel.OFFICE: "recorded by us",
        Channel.LETTER: "by letter",
        Channel.MAIL: "by e-mail",
        Channel.PUBLIC_PAGE: "on our cancellation page",
        Channel.API: "through our programming interface",
        Channel.IMPORT: "taken over from our previous system",
        Channel.STORY: "in the customer portal",
    },
}


@dataclass(frozen=True, slots=True)
class Say:
    """``zone`` is the vendor's time zone: instants are written in its civil time."""

    language: Language
    zone: ZoneInfo

    def day(self, day: date) -> str:
        return day_in_digits(day, self.language)

    def maybe_day(self, day: date | None) -> str | None:
        return None if day is None else self.day(day)

    def time(self, at: time) -> str:
        return f"{at:%H:%M} Uhr" if self.language == "de" else f"{at:%H:%M}"

    def instant(self, at: datetime) -> str:
        """Day and time of day in the vendor's zone, with the zone's name where the language is used elsewhere.

        >>> at = datetime.fromisoformat("2021-03-31T12:05:00+00:00")
        >>> [Say(code, ZoneInfo("Europe/Berlin")).instant(at) for code in ("de", "en")]
        ['31.03.2021, 14:05 Uhr', '31 March 2021, 14:05 CEST']
        """
        there = at.astimezone(self.zone)
        clock = self.time(there.time())
        return f"{self.day(there.date())}, {clock if self.language == 'de' else f'{clock} {there.tzname()}'}"

    def receipt(self, receipt: Receipt) -> str:
        """When and how a declaration was received; the day of receipt is the vendor's even where ``at`` is later
        (a letter that staff recorded)."""
        same_day = receipt.at is not None and receipt.at.astimezone(self.zone).date() == receipt.on
        moment = self.instant(receipt.at) if receipt.at is not None and same_day else self.day(receipt.on)
        return f"{moment}, {_CHANNELS[self.language][receipt.channel]}"

    def contract(self, contract: ContractName) -> str:
        return f"{contract.number} ({contract.label})" if contract.label else contract.number

    def cost(self, cost: Cost) -> str:
        """

        >>> from laufzeit.money.amount import EUR, Money
        >>> cost = Cost(10, "User", Money(96000, EUR), 12, "zzgl. Mehrwertsteuer")
        >>> Say("de", ZoneInfo("Europe/Berlin")).cost(cost)
        '10 User: 960,00 € für 12 Monate (zzgl. Mehrwertsteuer)'
        """
        amount = in_full(cost.amount, self.language)
        note = f" ({cost.note})" if cost.note else ""
        return f"{cost.quantity} {cost.unit}: {amount} {self._months(cost.months)}{note}"

    def money(self, money: Money) -> str:
        return in_full(money, self.language)

    def maybe_money(self, money: Money | None) -> str | None:
        return None if money is None else self.money(money)

    def maybe_cost(self, cost: Cost | None) -> str | None:
        return None if cost is None else self.cost(cost)

    def _months(self, months: int) -> str:
        if self.language == "de":
            return "pro Monat" if months == 1 else f"für {months} Monate"
        return "a month" if months == 1 else f"for {months} months"

    def bookings(self, bookings: tuple[LostBooking, ...]) -> tuple[str, ...]:
        """One line a booking: day of the week, day, time, what."""
        return tuple(
            f"{_WEEKDAYS[self.language][booking.day.weekday()]}, {self.day(booking.day)}, {self.time(booking.at)}: "
            + (f"{booking.title} ({booking.feature})" if booking.title else booking.feature)
            for booking in bookings
        )
