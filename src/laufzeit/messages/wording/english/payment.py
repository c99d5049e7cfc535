"""English letters about money that is owed, collected, came back, or did not come."""

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
    scheme = "SEPA business-to-business direct debits" if kind.business else "SEPA direct debits"
    bank = (
        "Please confirm the mandate to your bank too: it pays business debits only if it knows the mandate."
        if kind.business
        else "Within eight weeks from the debit you can ask your bank for a refund. The terms that you agreed on with"
        " your bank apply."
    )
    return Body.of(
        f"Your direct debit mandate {kind.reference}",
        f"{kind.organisation} has given {kind.creditor} a mandate for {scheme}. From now on we collect invoices that"
        " fall due from this account; amount and day are on the invoice.",
        facts(
            ("Mandate reference", kind.reference),
            ("Creditor identifier", kind.creditor_id),
            ("Account", kind.account),
            ("Given on", say.day(kind.signed_on)),
        ),
        Items("You have agreed to:", (kind.sentence, f"SHA-256: {kind.sha256}")),
        bank,
        Link("View the bank account in the customer portal", kind.link),
    )


def _announced(kind: DebitAnnounced, say: Say) -> Body:
    amount, day = say.money(kind.amount), say.day(kind.collected_on)
    return Body.of(
        f"We will collect {amount} on {day}",
        f"We will collect the open amount of invoice {kind.invoice} of {say.day(kind.issued_on)} from your account on"
        f" {day}. Please see to it that there is enough money in the account.",
        facts(
            ("Amount", amount),
            ("Account", kind.account),
            ("Mandate reference", kind.reference),
            ("Creditor identifier", kind.creditor_id),
        ),
        "If you have transferred the amount already, please tell us before that day.",
        Link("View invoices in the customer portal", kind.link),
    )


def _returned(kind: DebitReturned, say: Say) -> Body:
    mandate = (
        f"We no longer use your mandate {kind.reference}. If you would like to pay by direct debit again, please give"
        " us a new one in the customer portal."
        if kind.mandate_ended
        else f"Your mandate {kind.reference} stays valid."
    )
    return Body.of(
        f"Your direct debit for invoice {kind.invoice} was returned",
        f"The direct debit of {say.day(kind.collected_on)} for invoice {kind.invoice} of {say.day(kind.issued_on)} was"
        f" returned by your bank. {kind.reason}",
        facts(
            ("Amount of the invoice", say.money(kind.amount)),
            ("The bank's fee", say.maybe_money(kind.fee)),
            ("To be paid", say.money(kind.total)),
        ),
        f"Please transfer {say.money(kind.total)} by {say.day(kind.pay_until)}.",
        _account(kind.pay_to, kind.invoice),
        mandate,
        Link("View invoices in the customer portal", kind.link),
    )


def _reminder(kind: PaymentReminder, say: Say) -> Body:
    one = len(kind.invoices) == 1
    if kind.level == 1:
        subject, what = "Payment reminder", "You may have missed it:"
    else:
        subject, what = f"Overdue notice {kind.level - 1}", "We have had no payment after our earlier letters:"
    last = (
        "This is our last notice. Without a payment we will have to pursue the claim in another way."
        if 1 < kind.level == kind.last_level
        else ""
    )
    numbers = kind.invoices[0].number if one else f"{len(kind.invoices)} invoices"
    return Body.of(
        f"{subject}: {numbers}",
        f"{what} {'this invoice' if one else 'these invoices'} to {kind.organisation} {'is' if one else 'are'} still"
        " unpaid.",
        Items("Unpaid invoices", tuple(_invoice(invoice, say) for invoice in kind.invoices)),
        facts(("Fee for this notice", say.maybe_money(kind.fee)), ("To be paid", say.money(kind.total))),
        kind.sentence,
        f"Please transfer {say.money(kind.total)} by {say.day(kind.pay_until)}. If you have paid in the meantime,"
        " please disregard this letter.",
        _account(kind.pay_to, ", ".join(invoice.number for invoice in kind.invoices)),
        last,
        Link("View invoices in the customer portal", kind.link),
    )


def _invoice(invoice: OverdueInvoice, say: Say) -> str:
    return (
        f"{invoice.number} of {say.day(invoice.issued_on)}, due on {say.day(invoice.due_on)}:"
        f" {say.money(invoice.open)} unpaid"
    )


def _account(pay_to: PayTo | None, purpose: str) -> Facts | None:
    if pay_to is None:
        return None
    return facts(("Payee", pay_to.holder), ("IBAN", pay_to.iban), ("BIC", pay_to.bic), ("Payment reference", purpose))
