"""The sentence that a document begins with."""

from __future__ import annotations

from typing import assert_never

from laufzeit.dates.wording import Language, day_in_digits
from laufzeit.einvoice.wording.payment import language_of
from laufzeit.invoices.document import Document, DocumentKind, Reference


def opening(document: Document) -> str:
    """What the document is about. A correction and a cancellation name what they correct, with number and day (§ 31 (5)
    UStDV); they are not called "Gutschrift", which is something else (§ 14 (2) UStG)."""
    language = language_of(document)
    match document.kind:
        case DocumentKind.INVOICE:
            if language == "de":
                return "Wir berechnen Ihnen die folgenden Leistungen:"
            return "We invoice the following services:"
        case DocumentKind.CORRECTION:
            named = _named(document.references, language)
            if language == "de":
                return f"Wir berichtigen die {named} um die folgenden Beträge:"
            return f"We correct {named} by the following amounts:"
        case DocumentKind.CANCELLATION:
            named = _named(document.references, language)
            if language == "de":
                return f"Wir stornieren die {named} in voller Höhe:"
            return f"We cancel {named} in full:"
        case _:
            assert_never(document.kind)


def _named(references: tuple[Reference, ...], language: Language) -> str:
    """ "Rechnung RE-1 vom 01.03.2026", several of them with "und".

    >>> from datetime import date
    >>> one, other = Reference("RE-1", date(2026, 3, 1)), Reference("RE-2", date(2026, 4, 1))
    >>> _named((one,), "de"), _named((one, other), "en")
    ('Rechnung RE-1 vom 01.03.2026', 'the invoices RE-1 of 1 March 2026 and RE-2 of 1 April 2026')
    """
    of, and_ = ("vom", " und ") if language == "de" else ("of", " and ")
    told = [f"{one.number} {of} {day_in_digits(one.issued_on, language)}" for one in references]
    whole = and_.join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else "".join(told)
    if language == "de":
        return f"{'Rechnungen' if len(told) > 1 else 'Rechnung'} {whole}"
    return f"{'the invoices' if len(told) > 1 else 'the invoice'} {whole}"
