"""The particulars of the vendor at the foot of its letters (§ 35a GmbHG, § 80 AktG, § 5 DDG)."""

from __future__ import annotations

from typing import Final

from laufzeit.dates.wording import Language
from laufzeit.messages.letterhead import Head

_LABELS: Final[dict[Language, dict[str, str]]] = {
    "de": {
        "phone": "Telefon",
        "email": "E-Mail",
        "seat": "Sitz",
        "register": "Registereintrag",
        "managers": "Vertreten durch",
        "vat_id": "USt-IdNr.",
        "tax_number": "Steuernummer",
    },
    "en": {
        "phone": "Phone",
        "email": "E-mail",
        "seat": "Registered office",
        "register": "Commercial register",
        "managers": "Represented by",
        "vat_id": "VAT ID",
        "tax_number": "Tax number",
    },
}


def imprint(head: Head, language: Language) -> tuple[str, ...]:
    """The lines of the foot, without those for which the vendor has given nothing.

    >>> imprint(Head("RED connect", "RED Medical Systems GmbH", ("Lutzstr. 2", "80687 München"), vat_id="DE1"), "de")
    ('RED Medical Systems GmbH, Lutzstr. 2, 80687 München', 'USt-IdNr.: DE1')
    """
    values = {
        "phone": head.phone,
        "email": head.email,
        "seat": head.seat,
        "register": head.register,
        "managers": ", ".join(head.managers),
        "vat_id": head.vat_id,
        "tax_number": "" if head.vat_id else head.tax_number,
    }
    first = ", ".join((head.legal_name or head.name, *head.address))
    return (first, *(f"{_LABELS[language][name]}: {value}" for name, value in values.items() if value))
