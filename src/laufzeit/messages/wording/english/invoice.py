"""English letters that an invoice goes out with."""

from __future__ import annotations

from laufzeit.messages.kinds import InvoiceKind, InvoiceSort
from laufzeit.messages.letter import Body, Link, facts
from laufzeit.messages.wording.say import Say
from laufzeit.money.wording import in_full

_NAMES = {
    InvoiceSort.INVOICE: "Invoice",
    InvoiceSort.CORRECTION: "Invoice correction",
    InvoiceSort.CANCELLATION: "Cancellation of invoice",
}
_ENCLOSED = {
    InvoiceSort.INVOICE: "our invoice",
    InvoiceSort.CORRECTION: "our invoice correction",
    InvoiceSort.CANCELLATION: "our cancellation of an invoice,",
}


def body(kind: InvoiceKind, say: Say) -> Body:
    amount = in_full(kind.amount if kind.amount.minor >= 0 else -kind.amount, say.language)
    return Body.of(
        f"{_NAMES[kind.sort]} {kind.number} of {say.day(kind.issued_on)}",
        f"Please find enclosed {_ENCLOSED[kind.sort]} {kind.number}.",
        facts(
            ("Number", kind.number),
            ("Date", say.day(kind.issued_on)),
            ("Of invoice", ", ".join(kind.corrects)),
            ("Service period", f"{say.day(kind.first_day)} to {say.day(kind.last_day)}"),
            ("Amount due" if kind.amount.minor >= 0 else "In your favour", amount),
        ),
        kind.payment,
        "The PDF also holds the invoice as structured data by EN 16931 (ZUGFeRD). Please keep it in this form.",
        Link("See your invoices in the customer portal", kind.link),
    )
