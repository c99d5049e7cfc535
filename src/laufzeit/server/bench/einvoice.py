"""E-invoices: the XML of one document, and whole documents with their PDF/A-3 on two processes."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from laufzeit.catalogue.model import PriceBasis
from laufzeit.dates.period import Period
from laufzeit.einvoice.brand import Brand
from laufzeit.einvoice.cii import cii
from laufzeit.einvoice.pdf import zugferd
from laufzeit.einvoice.ubl import ubl
from laufzeit.invoices.document import Document, DocumentKind, Line, Party, TaxCategory, Transfer
from laufzeit.invoices.totals import totals
from laufzeit.server.bench.result import Result, percentile

PROCESSES = 2
ONE = UUID("018f0000-0000-7000-8000-000000000001")
MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
BRAND = Brand("RED connect", "#b3122b", "#ffffff")
SELLER = Party(
    "RED connect Beispiel GmbH", "Musterallee 12", "10115", "Berlin", "DE", vat_id="DE999999995",
    tax_number="37/123/45678", email="service@red-connect.example", phone="+49 30 23125 100",
    register="Amtsgericht Charlottenburg, HRB 999999 B", managers=("Mira Beispiel",),
)  # fmt: skip
BUYER = Party("Praxis Dr. Jürgen Groß", "Lindenstraße 3", "20095", "Hamburg", "DE", email="praxis@gross.example")


def einvoices(rounds: int, documents: int) -> list[Result]:
    """``rounds`` times the XML of one invoice, and ``documents`` different invoices as a whole."""
    one = _invoice(1)
    in_ubl, in_cii = _milliseconds(ubl, one, rounds), _milliseconds(cii, one, rounds)
    seconds, size = _whole_documents(documents)
    return [
        Result(
            "e-invoice XML of 8 lines (UBL, median)", percentile(in_ubl, 50), "ms", 0.5,
            facts={"cii_ms": round(percentile(in_cii, 50), 3), "p95_ms": round(percentile(in_ubl, 95), 3)},
        ),
        Result(
            "whole documents: XRechnung and PDF/A-3", documents / seconds, "per s", 100, smaller_is_better=False,
            facts={"processes": PROCESSES, "documents": documents, "kilobytes_each": round(size / 1000)},
        ),
    ]  # fmt: skip


def _milliseconds(write: Callable[[Document], bytes], document: Document, rounds: int) -> list[float]:
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        write(document)
        found.append((time.perf_counter() - began) * 1000)
    return found


def _whole_documents(count: int) -> tuple[float, int]:
    """Seconds for ``count`` documents on all processes, and the bytes of the last one. The processes are warm: a
    worker starts its typesetter once in its life."""
    context = multiprocessing.get_context("spawn")  # a process that has threads must not be forked
    with context.Pool(PROCESSES) as pool:
        pool.map(_render, range(PROCESSES * 4), chunksize=1)
        began = time.perf_counter()
        sizes = pool.map(_render, range(1000, 1000 + count), chunksize=max(1, count // (PROCESSES * 20)))
        return time.perf_counter() - began, sizes[-1]


def _render(number: int) -> int:
    document = _invoice(number)
    return len(ubl(document)) + len(zugferd(document, BRAND))


def _invoice(number: int) -> Document:
    """An invoice of eight lines; each number another customer."""
    lines = [
        Line(
            ONE, f"RC-{number}", f"plus@2020/{place}", MARCH, MARCH, f"RED connect plus, Baustein {place}",
            "4 Benutzer × € 19,- pro Monat", Decimal(place), "C62", 19_000_000, 1900 * place, 1900 * place,
            TaxCategory.STANDARD, 1900,
        )
        for place in range(1, 9)
    ]  # fmt: skip
    found = totals(lines, PriceBasis.NET)
    buyer = replace(BUYER, name=f"{BUYER.name} {number}", number=f"K-{number}")
    return Document(
        id=ONE, kind=DocumentKind.INVOICE, number=f"RE-2026-{number:06}", issued_on=date(2026, 4, 1),
        due_on=date(2026, 4, 15), currency="EUR", language="de", seller=SELLER, buyer=buyer, organisation=ONE,
        lines=found.lines, taxes=found.taxes, net=found.net, tax=found.tax, gross=found.gross, service=MARCH,
        payment=Transfer(SELLER.name, "DE89370400440532013000"),
    )  # fmt: skip
