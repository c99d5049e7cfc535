"""Orders of direct debits for tests, and the official schemas."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import sepaxml
from hypothesis import strategies as st
from lxml import etree
from schwifty import IBAN

from laufzeit.dates.target import collection_day
from laufzeit.payments.mandate import Scheme, Sequence
from laufzeit.payments.pain008 import Debit, Order, Party, Version
from laufzeit.payments.postal import Postal
from laufzeit.payments.sepa_text import plain

CREDITOR = Party(
    "RED Medical Systems GmbH",
    "DE89370400440532013000",
    "COBADEFFXXX",
    Postal("Lutzstraße 2", "", "80687", "München", "DE"),
)
CREDITOR_ID = "DE98ZZZ09999999999"
SCHEMAS = Path(sepaxml.__file__).parent / "schemas"
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@cache
def schema(version: Version) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / f"pain.008.{version.value}.xsd"))


def schema_faults(text: str | bytes, version: Version) -> list[str]:
    """What the official schema says is wrong."""
    found = schema(version)
    data = text.encode() if isinstance(text, str) else text
    found.validate(etree.fromstring(data))
    return [str(error) for error in found.error_log]


def debit(number: int = 1, **other: object) -> Debit:
    facts = {
        "end_to_end": f"RE-2026-{number:06}-1",
        "amount": 11900,
        "mandate": f"K-{10000 + number}-1",
        "signed_on": date(2026, 1, 5),
        "scheme": Scheme.CORE,
        "sequence": Sequence.RECURRING,
        "collected_on": date(2026, 12, 1),
        "debtor": Party("Praxis Dr. Jürgen Groß", "DE02120300000000202051", "BYLADEM1001",
                        Postal("Lindenweg 4a", "", "10115", "Berlin", "DE")),
        "remittance": f"Rechnung RE-2026-{number:06}, Kunde K-{10000 + number}",
    }  # fmt: skip
    return Debit(**{**facts, **other})  # type: ignore[arg-type]


def order(*debits: Debit, version: Version = Version.V08, **other: object) -> Order:
    facts = {"id": "LZ-20261122-1", "created_at": AT, "creditor": CREDITOR, "creditor_id": CREDITOR_ID}
    return Order(**{**facts, **other}, debits=debits or (debit(),), version=version)  # type: ignore[arg-type]


def some_iban(seed: int) -> str:
    return str(IBAN.random(country_code="DE", random=random.Random(seed)))


@st.composite
def debits(draw: st.DrawFn) -> tuple[Debit, ...]:
    """A few debits of all schemes, types, days and names."""
    count = draw(st.integers(1, 12))
    names = st.text(min_size=1, max_size=90).filter(plain)
    return tuple(
        debit(
            number,
            amount=draw(st.integers(1, 10**11 - 1)),
            scheme=draw(st.sampled_from(Scheme)),
            sequence=draw(st.sampled_from(Sequence)),
            collected_on=collection_day(draw(st.dates(date(2026, 11, 24), date(2026, 12, 31)))),
            debtor=Party(
                draw(names), some_iban(draw(st.integers(0, 30))), draw(st.sampled_from(["", "BYLADEM1001"])),
                Postal(draw(st.text(max_size=90)), draw(st.text(max_size=90)), draw(st.text(max_size=20)),
                       draw(st.text(max_size=50)), "DE"),
            ),
            remittance=draw(st.text(max_size=200)),
        )
        for number in range(count)
    )  # fmt: skip
