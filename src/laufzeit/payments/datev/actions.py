"""A month of documents as files for DATEV."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from laufzeit.catalogue.billing import Billing, Datev
from laufzeit.dates.period import Period
from laufzeit.invoices.document import Document
from laufzeit.invoices.store import documents_between
from laufzeit.payments.datev import accounts, deferral, file, store
from laufzeit.payments.datev.accounts import Sold
from laufzeit.payments.datev.booking import Booking
from laufzeit.payments.datev.deferral import Prepaid, Released, Source
from laufzeit.payments.datev.entry import Books, entry_of, release_bookings
from laufzeit.payments.datev.fault import Fault
from laufzeit.payments.datev.header import Header, fiscal_year
from laufzeit.payments.datev.payment import booking_of


class CannotExport(Exception):
    """The month as a whole cannot be exported; nothing was written. ``faults`` are those of single documents."""

    def __init__(self, reason: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(reason)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its bookings, and its SHA-256."""

    path: Path
    bookings: int
    sha256: str


@dataclass(slots=True)
class Deferral:
    """The deferral account over the month, in cents; ``closing`` is what a balance sheet at its end shows."""

    opening: int = 0
    added: int = 0
    released: int = 0

    @property
    def closing(self) -> int:
        return self.opening + self.added - self.released


@dataclass(slots=True)
class Export:
    """What was written for a month. Amounts in cents, as the documents say."""

    month: Period
    files: list[Written] = field(default_factory=list)
    documents: int = 0
    net: int = 0
    tax: int = 0
    gross: int = 0
    deferral: Deferral = field(default_factory=Deferral)
    payments: int = 0
    paid: int = 0


def nothing_happens(documents: int) -> None:
    """Tells nobody how far it is."""


def export(
    billing: Billing,
    month: Period,
    today: date,
    out: Path,
    *,
    payments: bool = False,
    progress: Callable[[int], None] = nothing_happens,
) -> Export:
    """Write the documents of a calendar month, inside ``acting_for(vendor)``. The same documents give the same bytes.

    ``out`` is the file; where a month needs several, those after the first have a number before the ending. They appear
    together when all are whole. ``payments``: with the money that moved. Raises ``CannotExport``.
    """
    books, datev = _books(billing)
    until = month.end
    assert until is not None
    if today < until:
        raise CannotExport(f"The month is not over before {until}: documents may still be added to it.")
    if store.is_being_filled(until):
        raise CannotExport("A billing run with documents of this month is not done yet; let it finish first.")
    done = Export(month)
    with Files(out, _header(datev, month)) as files:
        faults = _documents(done, files, books, progress)
        faults += _payments(done, files, books) if payments else []
        if faults:
            raise CannotExport("There are documents that cannot be booked; nothing was written.", tuple(faults))
        _releases(done, files, books)
        done.files = files.keep()
    return done


def _books(billing: Billing) -> tuple[Books, Datev]:
    if billing.datev is None:
        raise CannotExport("The catalogue does not say how the books are kept: it has no [vendor.billing.datev].")
    return Books(billing.datev, billing.oss), billing.datev


def _header(datev: Datev, month: Period) -> Header:
    """``created`` is the end of the month, not now: a second export of the month is the same file."""
    assert month.end is not None
    return Header(
        created=datetime.combine(month.end, datetime.min.time()),
        consultant=datev.consultant,
        client=datev.client,
        fiscal_year=fiscal_year(month.start, datev.fiscal_year),
        period=month,
        chart=datev.chart,
        label=f"Rechnungen {month.start:%m/%Y}",
        information=f"{month.start:%m/%Y}",
    )


def _documents(done: Export, files: Files, books: Books, progress: Callable[[int], None]) -> list[Fault]:
    assert done.month.end is not None
    faults: list[Fault] = []
    for document in documents_between(done.month.start, done.month.end):
        entry = entry_of(document, books, _item_nets(document, books))
        if isinstance(entry, list):
            faults += entry
            continue
        files.write(entry.bookings)
        done.documents += 1
        done.net, done.tax, done.gross = done.net + document.net, done.tax + document.tax, done.gross + document.gross
        done.deferral.added += sum(entry.deferred.values())
        progress(done.documents)
    return faults


def _item_nets(document: Document, books: Books) -> Any:
    """Asked only where the size of an item decides."""
    return store.item_nets(document) if books.datev.defer_from else {}


def _payments(done: Export, files: Files, books: Books) -> list[Fault]:
    assert done.month.end is not None
    faults = []
    for payment in store.payments(done.month.start, done.month.end):
        booking = booking_of(payment, books)
        if isinstance(booking, Fault):
            faults.append(booking)
            continue
        files.write((booking,))
        done.payments += 1
        done.paid += payment.amount
    return faults


def _releases(done: Export, files: Files, books: Books) -> None:
    month_end = done.month.last_day
    assert month_end is not None
    found: dict[Source, Released] = deferral.releases(
        _earlier(done.month.start, books), done.month, books.datev.defer_from
    )
    done.deferral.opening = sum(one.balance for one in found.values())
    done.deferral.released = sum(one.amount for one in found.values())
    for booking in release_bookings(found, month_end, books):
        files.write((booking,))


def _earlier(day: date, books: Books) -> Iterator[Prepaid]:
    for lines in store.earlier_lines(day):
        last_day = lines.service.last_day
        assert last_day is not None
        revenue = accounts.revenue_of(Sold(lines.category, lines.rate, lines.country, last_day, books.oss))
        if revenue is None:
            raise CannotExport(
                f"A document of {lines.issued_on} has no revenue account, so its month was not exported, and what it"
                f" defers cannot be released: export {lines.issued_on:%Y-%m} first."
            )
        account = books.account(revenue)
        yield Prepaid(account, lines.issued_on, lines.net, lines.service, lines.item_net, lines.count)


class Files:
    """The files of a month while they are written: under other names, until all are whole."""

    def __init__(self, out: Path, header: Header) -> None:
        self.out, self.header = out, header
        self._open: list[tuple[Path, Path, IO[bytes]]] = []
        self._hashes: list[Any] = []
        self._rows: list[int] = []
        self._stack = ExitStack()

    def __enter__(self) -> Files:
        self._begin()
        return self

    def __exit__(self, *reason: object) -> None:
        self._stack.close()
        for unfinished, _, _ in self._open:
            unfinished.unlink(missing_ok=True)

    def write(self, bookings: Iterable[Booking]) -> None:
        """Bookings that belong together, into one file."""
        rows = [file.row(booking, locked=self.header.locked) for booking in bookings]
        if self._rows[-1] + len(rows) > file.MOST_ROWS:
            self._begin()
        self._put(b"".join(rows))
        self._rows[-1] += len(rows)

    def keep(self) -> list[Written]:
        """All is written: give the files their names."""
        self._stack.close()
        found = []
        for (unfinished, path, _), rows, hashed in zip(self._open, self._rows, self._hashes, strict=True):
            unfinished.replace(path)
            found.append(Written(path, rows, hashed.hexdigest()))
        return found

    def _begin(self) -> None:
        part = len(self._open) + 1
        path = self.out if part == 1 else self.out.with_stem(f"{self.out.stem}_{part}")
        unfinished = path.with_name(f".{path.name}.unfinished")
        self._open.append((unfinished, path, self._stack.enter_context(unfinished.open("wb"))))
        self._hashes.append(hashlib.sha256())
        self._rows.append(0)
        self._put(file.head(self.header))

    def _put(self, content: bytes) -> None:
        self._open[-1][2].write(content)
        self._hashes[-1].update(content)
