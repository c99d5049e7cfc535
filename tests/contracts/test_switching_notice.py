"""The right to a switch comes from the law, not from the terms (Art. 25 (2)(d) Data Act)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from laufzeit.catalogue.model import Catalogue, TermsRef
from laufzeit.catalogue.reading import read
from laufzeit.contracts.ending import switching_notice
from laufzeit.dates.span import Span

EXAMPLE = Path(__file__).parents[2] / "examples" / "red-connect.toml"


def under(catalogue: Catalogue, *, act: bool) -> Catalogue:
    return catalogue if act else replace(catalogue, vendor=replace(catalogue.vendor, laws=()))


def test_silent_terms_under_the_act_have_its_longest_notice() -> None:
    catalogue = read(EXAMPLE.read_text(encoding="utf-8"))
    terms = catalogue.terms(TermsRef("plus", "2020"))
    silent, short = replace(terms, switch_notice=None), replace(terms, switch_notice=Span.parse("1 month"))
    assert switching_notice(silent, under(catalogue, act=True)) == Span.parse("2 months")
    assert switching_notice(silent, under(catalogue, act=False)) is None
    assert switching_notice(short, under(catalogue, act=True)) == Span.parse("1 month")
