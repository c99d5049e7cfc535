"""docs/reference/catalogue.md has every key that the reader knows, with an example, and its example is right."""

from __future__ import annotations

import re
from collections import defaultdict
from enum import StrEnum

import pytest
from tests.catalogue.samples import ROOT

from laufzeit.catalogue import billing, model
from laufzeit.catalogue.law import Weight
from laufzeit.catalogue.reading import examine, read
from laufzeit.catalogue.table import Table
from laufzeit.money.vat import VatCategory

DOCS = (ROOT / "docs/reference/catalogue.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)
INLINE = re.findall(r"`([^`\n]+)`", DOCS.partition("## A file with every key")[0])
BESIDE = {"nimbus.svg": b"<svg/>", "agb-2025.de.md": b"Neue AGB", "agb-2025.en.md": b"New terms"}
NAMED = ("agreement", "feature", "meter", "plan")


def kind_of(table: Table) -> str:
    """Which sort of table it is, whatever it is called and wherever it stands in its list."""
    path = [part for part in table.path if isinstance(part, str)]
    return ".".join(part for at, part in enumerate(path) if not (at == 1 and path[0] in NAMED))


def test_the_example_is_right() -> None:
    found = examine(EXAMPLE, BESIDE.get)
    assert found.faults == ()
    assert [caution for caution in found.cautions if caution.weight is Weight.WARNING] == []


def test_every_key_is_documented_and_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    known: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, set[str]] = defaultdict(set)
    done = Table.done

    def remembering(table: Table) -> None:
        known[kind_of(table)] |= table.known
        shown[kind_of(table)] |= set(table.values)
        done(table)

    monkeypatch.setattr(Table, "done", remembering)
    read(EXAMPLE, BESIDE.get)
    assert len(known) > 15
    for kind, keys in known.items():
        assert keys <= shown[kind], f"no example of {keys - shown[kind]} in {kind or 'the file'}"
        for key in keys:
            assert any(re.search(rf"\b{key}\b", code) for code in INLINE), f"{kind}.{key} is not documented"


ENUMS = (
    billing.Chart,
    billing.InvoicePer,
    billing.TaxScheme,
    model.AfterTrial,
    model.Aggregate,
    model.ChangeMoment,
    model.Due,
    model.Law,
    model.Periods,
    model.PriceBasis,
    model.Proration,
    model.SeatPolicy,
    VatCategory,
)


@pytest.mark.parametrize("enum", ENUMS)
def test_every_word_that_can_be_chosen_is_documented(enum: type[StrEnum]) -> None:
    for member in enum:
        assert any(f'"{member.value}"' in code for code in INLINE), member
