"""What an invoice says where no tax is charged (BT-120, § 14 (4) Nr. 8, § 14a (1) and (5) UStG), in German and
English.

§ 14a (1) UStG wants the very words "Steuerschuldnerschaft des Leistungsempfängers"; Art. 226 Nr. 11a Directive
2006/112/EC wants "Reverse charge" in English.
"""

from __future__ import annotations

from typing import Final, Literal

from laufzeit.dates.wording import Language
from laufzeit.invoices.taxing import Missing, Reason, Untaxable

_Law = Literal["German", "European"]

_WORDS: Final[dict[Reason, dict[tuple[_Law, Language], str]]] = {
    Reason.SMALL_BUSINESS: {
        ("German", "de"): "Steuerfrei nach § 19 UStG (Kleinunternehmer).",
        ("German", "en"): "VAT exempt under § 19 UStG (small business).",
        ("European", "de"): "Steuerfrei nach Art. 284 der Richtlinie 2006/112/EG (Kleinunternehmen).",
        ("European", "en"): "VAT exempt under Art. 284 of Directive 2006/112/EC (small enterprise).",
    },
    Reason.REVERSE_CHARGE: {
        ("German", "de"): "Steuerschuldnerschaft des Leistungsempfängers (Art. 196 Richtlinie 2006/112/EG).",
        ("German", "en"): "Reverse charge: the customer owes the VAT (Art. 196 of Directive 2006/112/EC).",
        ("European", "de"): "Steuerschuldnerschaft des Leistungsempfängers (Art. 196 Richtlinie 2006/112/EG).",
        ("European", "en"): "Reverse charge: the customer owes the VAT (Art. 196 of Directive 2006/112/EC).",
    },
    Reason.ABROAD_BUSINESS: {
        ("German", "de"): "In Deutschland nicht steuerbar: Leistungsort beim Empfänger (§ 3a Abs. 2 UStG).",
        ("German", "en"): "Not taxable in Germany: the place of supply is the customer's (§ 3a (2) UStG).",
        ("European", "de"): "In der EU nicht steuerbar: Leistungsort beim Empfänger (Art. 44 Richtlinie 2006/112/EG).",
        ("European", "en"): "Not taxable in the EU: place of supply with the customer (Art. 44 Directive 2006/112/EC).",
    },
    Reason.ABROAD_CONSUMER: {
        ("German", "de"): "In Deutschland nicht steuerbar: Leistungsort beim Empfänger (§ 3a Abs. 5 UStG).",
        ("German", "en"): "Not taxable in Germany: the place of supply is the customer's (§ 3a (5) UStG).",
        ("European", "de"): "In der EU nicht steuerbar: Leistungsort beim Empfänger (Art. 58 Richtlinie 2006/112/EG).",
        ("European", "en"): "Not taxable in the EU: place of supply with the customer (Art. 58 Directive 2006/112/EC).",
    },
}  # fmt: skip

_MISSING: Final[dict[Missing, dict[Language, str]]] = {
    Missing.VAT_ID_MISSING: {
        "de": "Es fehlt die USt-IdNr. eines Unternehmens in {country}: ohne sie ist offen, wer die Steuer schuldet.",
        "en": "The VAT id of a business in {country} is missing: without it, it is open who owes the tax.",
    },
    Missing.VAT_ID_INVALID: {
        "de": "Die USt-IdNr. {vat_id} gibt es so nicht.",
        "en": "{vat_id} is not a VAT id of the EU.",
    },
    Missing.VAT_ID_AT_HOME: {
        "de": "Die Anschrift liegt in {country}, die USt-IdNr. {vat_id} ist aber eine inländische.",
        "en": "The address is in {country}, but the VAT id {vat_id} is a domestic one.",
    },
    Missing.SELLER_VAT_ID_MISSING: {
        "de": "Für Rechnungen an Unternehmen im EU-Ausland fehlt die eigene USt-IdNr. (vendor.vat_id).",
        "en": "Invoices to businesses elsewhere in the EU need the vendor's own VAT id (vendor.vat_id).",
    },
    Missing.SELLER_OUTSIDE: {
        "de": "Für Anbieter in {country} sind die Steuerregeln nicht bekannt; bekannt sind die der EU.",
        "en": "The tax rules for vendors in {country} are not known here; those of the EU are.",
    },
    Missing.NO_RATE: {
        "de": "Für {country} ist zum {day} kein Steuersatz ({category}) bekannt.",
        "en": "No {category} VAT rate is known for {country} on {day}.",
    },
}  # fmt: skip


def reason_in_words(reason: Reason, seller_country: str, language: Language) -> str:
    """The sentence for an invoice; empty where tax is charged and nothing needs saying.

    >>> reason_in_words(Reason.SMALL_BUSINESS, "DE", "de")
    'Steuerfrei nach § 19 UStG (Kleinunternehmer).'
    """
    law: _Law = "German" if seller_country == "DE" else "European"
    return _WORDS[reason][law, language] if reason in _WORDS else ""


def missing_in_words(untaxable: Untaxable, language: Language) -> str:
    """The sentence for the run's report."""
    return _MISSING[untaxable.code][language].format(**untaxable.facts)
