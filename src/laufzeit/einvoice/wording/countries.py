"""Names of countries as the last line of an address; others are written as their code (ISO 3166-1)."""

from __future__ import annotations

from typing import Final

from laufzeit.dates.wording import Language

_NAMES: Final = {
    code: (german, english)
    for code, german, english in (
        ("AT", "Österreich", "Austria"),
        ("AU", "Australien", "Australia"),
        ("BE", "Belgien", "Belgium"),
        ("BG", "Bulgarien", "Bulgaria"),
        ("CA", "Kanada", "Canada"),
        ("CH", "Schweiz", "Switzerland"),
        ("CY", "Zypern", "Cyprus"),
        ("CZ", "Tschechien", "Czechia"),
        ("DE", "Deutschland", "Germany"),
        ("DK", "Dänemark", "Denmark"),
        ("EE", "Estland", "Estonia"),
        ("ES", "Spanien", "Spain"),
        ("FI", "Finnland", "Finland"),
        ("FR", "Frankreich", "France"),
        ("GB", "Vereinigtes Königreich", "United Kingdom"),
        ("GR", "Griechenland", "Greece"),
        ("HR", "Kroatien", "Croatia"),
        ("HU", "Ungarn", "Hungary"),
        ("IE", "Irland", "Ireland"),
        ("IS", "Island", "Iceland"),
        ("IT", "Italien", "Italy"),
        ("JP", "Japan", "Japan"),
        ("KW", "Kuwait", "Kuwait"),
        ("LI", "Liechtenstein", "Liechtenstein"),
        ("LT", "Litauen", "Lithuania"),
        ("LU", "Luxemburg", "Luxembourg"),
        ("LV", "Lettland", "Latvia"),
        ("MC", "Monaco", "Monaco"),
        ("MT", "Malta", "Malta"),
        ("NL", "Niederlande", "Netherlands"),
        ("NO", "Norwegen", "Norway"),
        ("PL", "Polen", "Poland"),
        ("PT", "Portugal", "Portugal"),
        ("RO", "Rumänien", "Romania"),
        ("SE", "Schweden", "Sweden"),
        ("SI", "Slowenien", "Slovenia"),
        ("SK", "Slowakei", "Slovakia"),
        ("TR", "Türkei", "Türkiye"),
        ("UA", "Ukraine", "Ukraine"),
        ("US", "Vereinigte Staaten", "United States"),
    )
}


def country_name(code: str, language: Language) -> str:
    """
    >>> country_name("FR", "de"), country_name("FR", "en"), country_name("BR", "de")
    ('Frankreich', 'France', 'BR')
    """
    german, english = _NAMES.get(code, (code, code))
    return german if language == "de" else english
