"""How and until when a document is paid, in a sentence: on the page, in the XML (BT-20) and in the mail."""

from __future__ import annotations

from laufzeit.dates.wording import Language, day_in_digits
from laufzeit.invoices.document import Debit, Document
from laufzeit.money.amount import Currency, Money
from laufzeit.money.wording import in_full


def language_of(document: Document) -> Language:
    """Other languages than German are written to in English."""
    return "de" if document.language == "de" else "en"


def payment_terms(document: Document) -> str:
    """What happens with the amount; nothing about a way to pay where nothing is to be paid."""
    language = language_of(document)
    payable = Money(document.payable, Currency.of(document.currency))
    if payable.minor < 0:
        return _paid_back(in_full(-payable, language), language)
    if payable.minor == 0:
        return "Es ist nichts zu zahlen." if language == "de" else "There is nothing to pay."
    if isinstance(document.payment, Debit):
        return _collected(in_full(payable, language), document.payment, language)
    due = day_in_digits(document.due_on, language)
    return f"Zahlbar bis {due} ohne Abzug." if language == "de" else f"Payable by {due} without deduction."


def _paid_back(amount: str, language: Language) -> str:
    if language == "de":
        return f"Den Betrag von {amount} verrechnen wir mit offenen Rechnungen oder erstatten ihn Ihnen."
    return f"We set the amount of {amount} off against open invoices or pay it back to you."


def _collected(amount: str, debit: Debit, language: Language) -> str:
    """The notice of the debit with what it has to say: amount, day, mandate, creditor (SEPA Core Rulebook, DS-06)."""
    day, account = day_in_digits(debit.collected_on, language), masked(debit.iban)
    if language == "de":
        return (
            f"Wir ziehen den Betrag von {amount} am {day} von Ihrem Konto {account} ein"
            f" (Mandat {debit.mandate}, Gläubiger-ID {debit.creditor_id})."
        )
    return (
        f"We will collect the amount of {amount} on {day} from your account {account}"
        f" (mandate {debit.mandate}, creditor id {debit.creditor_id})."
    )


def masked(iban: str) -> str:
    """An account that its owner knows again and nobody else learns.

    >>> masked("DE89370400440532013000")
    'DE •••• 3000'
    """
    return f"{iban[:2]} •••• {iban[-4:]}"


def in_groups(iban: str) -> str:
    """An IBAN in groups of four, as people copy it.

    >>> in_groups("DE89370400440532013000")
    'DE89 3704 0044 0532 0130 00'
    """
    plain = iban.replace(" ", "")
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))
