"""German letters that an invoice goes out with."""

from __future__ import annotations

from laufzeit.messages.kinds import InvoiceKind, InvoiceSort
from laufzeit.messages.letter import Body, Link, facts
from laufzeit.messages.wording.say import Say
from laufzeit.money.wording import in_full

_NAMES = {
    InvoiceSort.INVOICE: "Rechnung",
    InvoiceSort.CORRECTION: "Rechnungskorrektur",
    InvoiceSort.CANCELLATION: "Stornorechnung",
}


def body(kind: InvoiceKind, say: Say) -> Body:
    name = _NAMES[kind.sort]
    amount = in_full(kind.amount if kind.amount.minor >= 0 else -kind.amount, say.language)
    return Body.of(
        f"{name} {kind.number} vom {say.day(kind.issued_on)}",
        f"im Anhang finden Sie unsere {name} {kind.number}.",
        facts(
            ("Nummer", kind.number),
            ("Datum", say.day(kind.issued_on)),
            ("Zu Rechnung", ", ".join(kind.corrects)),
            ("Leistungszeitraum", f"{say.day(kind.first_day)} bis {say.day(kind.last_day)}"),
            ("Zahlbetrag" if kind.amount.minor >= 0 else "Zu Ihren Gunsten", amount),
        ),
        kind.payment,
        "Das PDF enthält die Rechnung auch als strukturierte Daten nach EN 16931 (ZUGFeRD). Bitte bewahren Sie es"
        " deshalb in dieser Form auf.",
        Link("Rechnungen im Kundenportal ansehen", kind.link),
    )
