"""German letters about money that is owed, collected, came back, or did not come."""

from __future__ import annotations

from typing import assert_never

from laufzeit.messages.facts import OverdueInvoice, PayTo
from laufzeit.messages.kinds import DebitAnnounced, DebitReturned, MandateGiven, PaymentKind, PaymentReminder
from laufzeit.messages.letter import Body, Facts, Items, Link, facts
from laufzeit.messages.wording.say import Say


def body(kind: PaymentKind, say: Say) -> Body:
    match kind:
        case MandateGiven():
            return _mandate(kind, say)
        case DebitAnnounced():
            return _announced(kind, say)
        case DebitReturned():
            return _returned(kind, say)
        case PaymentReminder():
            return _reminder(kind, say)
        case _:
            assert_never(kind)


def _mandate(kind: MandateGiven, say: Say) -> Body:
    scheme = "SEPA-Firmenlastschrift" if kind.business else "SEPA-Lastschrift"
    bank = (
        "Bitte bestätigen Sie das Mandat auch Ihrer Bank: Sie löst Firmenlastschriften nur ein, wenn sie es kennt."
        if kind.business
        else "Sie können innerhalb von acht Wochen ab der Belastung die Erstattung des Betrags verlangen. Es gelten"
        " dabei die mit Ihrer Bank vereinbarten Bedingungen."
    )
    return Body.of(
        f"Ihr Lastschriftmandat {kind.reference}",
        f"{kind.organisation} hat {kind.creditor} ein Mandat für die {scheme} erteilt. Fällige Rechnungen ziehen wir"
        " künftig von diesem Konto ein; Betrag und Tag stehen auf der Rechnung.",
        facts(
            ("Mandatsreferenz", kind.reference),
            ("Gläubiger-Identifikationsnummer", kind.creditor_id),
            ("Konto", kind.account),
            ("Erteilt am", say.day(kind.signed_on)),
        ),
        Items("Dem haben Sie zugestimmt:", (kind.sentence, f"SHA-256: {kind.sha256}")),
        bank,
        Link("Bankverbindung im Kundenportal ansehen", kind.link),
    )


def _announced(kind: DebitAnnounced, say: Say) -> Body:
    amount, day = say.money(kind.amount), say.day(kind.collected_on)
    return Body.of(
        f"Wir ziehen am {day} {amount} ein",
        f"den offenen Betrag der Rechnung {kind.invoice} vom {say.day(kind.issued_on)} ziehen wir am {day} von Ihrem"
        " Konto ein. Bitte sorgen Sie für Deckung.",
        facts(
            ("Betrag", amount),
            ("Konto", kind.account),
            ("Mandatsreferenz", kind.reference),
            ("Gläubiger-Identifikationsnummer", kind.creditor_id),
        ),
        "Haben Sie den Betrag bereits überwiesen, sagen Sie uns bitte vorher Bescheid.",
        Link("Rechnungen im Kundenportal ansehen", kind.link),
    )


def _returned(kind: DebitReturned, say: Say) -> Body:
    mandate = (
        f"Ihr Mandat {kind.reference} verwenden wir nicht mehr. Wenn Sie wieder per Lastschrift zahlen möchten,"
        " erteilen Sie uns bitte im Kundenportal ein neues."
        if kind.mandate_ended
        else f"Ihr Mandat {kind.reference} bleibt bestehen."
    )
    return Body.of(
        f"Ihre Lastschrift zur Rechnung {kind.invoice} wurde zurückgegeben",
        f"die Lastschrift vom {say.day(kind.collected_on)} zur Rechnung {kind.invoice} vom {say.day(kind.issued_on)} "
        f"wurde von Ihrer Bank zurückgegeben. {kind.reason}",
        facts(
            ("Rechnungsbetrag", say.money(kind.amount)),
            ("Gebühr der Bank", say.maybe_money(kind.fee)),
            ("Zu zahlen", say.money(kind.total)),
        ),
        f"Bitte überweisen Sie {say.money(kind.total)} bis zum {say.day(kind.pay_until)}.",
        _account(kind.pay_to, kind.invoice),
        mandate,
        Link("Rechnungen im Kundenportal ansehen", kind.link),
    )


def _reminder(kind: PaymentReminder, say: Say) -> Body:
    one = len(kind.invoices) == 1
    if kind.level == 1:
        subject, what = "Zahlungserinnerung", "vielleicht ist es Ihnen entgangen:"
    else:
        subject, what = (
            f"{kind.level - 1}. Mahnung",
            "auf unsere bisherigen Schreiben haben wir keine Zahlung erhalten:",
        )
    last = (
        "Dies ist unsere letzte Mahnung. Geht keine Zahlung ein, müssen wir die Forderung auf anderem Weg verfolgen."
        if 1 < kind.level == kind.last_level
        else ""
    )
    numbers = kind.invoices[0].number if one else f"{len(kind.invoices)} Rechnungen"
    return Body.of(
        f"{subject}: {numbers}",
        f"{what} {'Diese Rechnung' if one else 'Diese Rechnungen'} an {kind.organisation}"
        f" {'ist' if one else 'sind'} noch offen.",
        Items("Offene Rechnungen", tuple(_invoice(invoice, say) for invoice in kind.invoices)),
        facts(("Mahngebühr", say.maybe_money(kind.fee)), ("Zu zahlen", say.money(kind.total))),
        kind.sentence,
        f"Bitte überweisen Sie {say.money(kind.total)} bis zum {say.day(kind.pay_until)}. Hat sich dieses Schreiben mit"
        " Ihrer Zahlung überschnitten, betrachten Sie es bitte als gegenstandslos.",
        _account(kind.pay_to, ", ".join(invoice.number for invoice in kind.invoices)),
        last,
        Link("Rechnungen im Kundenportal ansehen", kind.link),
    )


def _invoice(invoice: OverdueInvoice, say: Say) -> str:
    return (
        f"{invoice.number} vom {say.day(invoice.issued_on)}, fällig am {say.day(invoice.due_on)}:"
        f" {say.money(invoice.open)} offen"
    )


def _account(pay_to: PayTo | None, purpose: str) -> Facts | None:
    if pay_to is None:
        return None
    return facts(
        ("Empfänger", pay_to.holder), ("IBAN", pay_to.iban), ("BIC", pay_to.bic), ("Verwendungszweck", purpose)
    )
