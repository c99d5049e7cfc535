"""`laufzeit payments`: money in. Direct debits, bank files, reminders, mandates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from laufzeit.server.commands.term_options import Day
from laufzeit.server.exits import Exit
from laufzeit.server.output import counted, fail, json_option, show

if TYPE_CHECKING:
    from laufzeit.payments.banking.actions import Imported
    from laufzeit.payments.collecting.actions import Collected
    from laufzeit.payments.fault import Fault
    from laufzeit.vendors.models import Vendor

_vendor = click.option("--vendor", "slug", required=True, help="The vendor's slug.")


@click.group()
def command() -> None:
    """Money in: collect by direct debit, read in what the bank booked, remind of what is overdue."""


@command.command()
@_vendor
@click.option("--through", type=Day(), required=True, help="The last due day that is collected.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file.  [default: its id, here]")
@click.option(
    "--version",
    type=click.Choice(["08", "02"]),
    default="08",
    show_default=True,
    help="pain.008.001.08, or 001.02 for banks that take no other.",
)
@click.option("--announce", is_flag=True, help="Also invoices without a notice of a debit; a letter gives it.")
@click.option("--single-bookings", is_flag=True, help="Ask the bank to book each debit by itself.")
@json_option
def collect(
    slug: str, through: date, out: Path | None, version: str, announce: bool, single_bookings: bool, as_json: bool
) -> None:
    """Write a file of direct debits for the bank (pain.008).

    Each invoice is collected at most once, on a day that its customer was told of; a second run finds nothing to do.
    With --announce also what came back, and invoices of customers who gave their mandate later. Exit status 1 if
    something could not be collected; the rest was.
    """
    from laufzeit.server.running import installation

    with installation():
        result = _collected(slug, through, out, version, announce, single_bookings)
    show(result, as_json, lambda: _told_collected(result))
    if result["not_collected"]:
        raise SystemExit(int(Exit.REFUSED))


def _collected(
    slug: str, through: date, out: Path | None, version: str, announce: bool, single_bookings: bool
) -> dict[str, Any]:
    from laufzeit.payments.collecting.actions import Run, collect
    from laufzeit.payments.pain008 import Version
    from laufzeit.server import clock

    vendor = _known(slug)
    now = clock.now_for(vendor)
    run = Run(
        through, now.date(), now, version=Version(f"001.{version}"), unannounced=announce,
        batch_booking=not single_bookings,
    )  # fmt: skip
    with _refusals(), _progress(f"{slug} through {through}") as advance:
        done = collect(vendor.id, run, progress=advance)
    return {"vendor": slug, "through": through, **_stored(vendor, done, out)}


def _stored(vendor: Vendor, done: Collected, out: Path | None) -> dict[str, Any]:
    from laufzeit.payments.collecting.actions import file_of
    from laufzeit.vendors.store import acting_for

    files = []
    for number, file in enumerate(done.files, start=1):
        path = _path(out, file.message_id, number)
        with acting_for(vendor.id):
            _write(path, file_of(file.id))
        files.append(
            {"file": str(path), "id": file.message_id, "debits": file.count, "total": _euros(file.total),
             "first_day": file.first_day, "last_day": file.last_day, "sha256": file.sha256}
        )  # fmt: skip
    refused = [
        {"invoice": one.number, "code": one.fault.code.value, "reason": _said(one.fault)} for one in done.not_collected
    ]
    return {"files": files, "letters": done.letters, "not_collected": refused}


def _path(out: Path | None, message_id: str, number: int) -> Path:
    """Where the ``number``-th file goes: the first one as was asked."""
    if out is None:
        return Path(f"{message_id}.xml")
    return out if number == 1 else out.with_name(f"{out.stem}-{number}{out.suffix}")


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as problem:
        said = problem.strerror or str(problem)
        fail(f"{path} cannot be written: {said}. The file is stored; get it with: laufzeit payments file")


def _told_collected(result: dict[str, Any]) -> str:
    lines = [
        f"{file['file']}: {counted(file['debits'], 'direct debit')}, {file['total']} EUR, collected"
        f" {_days(file['first_day'], file['last_day'])}"
        for file in result["files"]
    ]
    lines = lines or ["Nothing to collect."]
    if result["letters"]:
        lines.append(f"{counted(result['letters'], 'letter')} announce what no invoice had announced.")
    if result["not_collected"]:
        lines.append(f"Not collected: {counted(len(result['not_collected']), 'invoice')}")
        lines += [f"  {one['invoice']}: {one['reason']}" for one in result["not_collected"]]
    return "\n".join(lines)


def _days(first: date, last: date) -> str:
    return f"on {first}" if first == last else f"from {first} to {last}"


@command.command("file")
@_vendor
@click.argument("message_id")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file.  [default: its id, here]")
def file_command(slug: str, message_id: str, out: Path | None) -> None:
    """Write a file of direct debits once more, to the byte as it was."""
    from laufzeit.server.running import installation

    with installation():
        from laufzeit.payments.models import DebitOrder
        from laufzeit.vendors.store import acting_for

        vendor = _known(slug)
        with acting_for(vendor.id):
            row = DebitOrder.objects.filter(message_id=message_id).first()
        if row is None:
            fail(f"There is no file {message_id}.")
        path = _path(out, message_id, 1)
        _write(path, bytes(row.content))
    click.echo(f"{path}: {counted(row.count, 'direct debit')}, {_euros(row.total)} EUR")


@command.command("import")
@_vendor
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def import_command(slug: str, file: Path, as_json: bool) -> None:
    """Read in a bank's FILE (camt.053 or camt.054) and book what it says: all of it or nothing.

    Payments are matched by references, numbers and accounts; debits that came back reopen their invoice. What is not
    certain is left for a person and listed. Exit status 1 if the file cannot be read, is another account's, or has been
    imported before; nothing has changed then.
    """
    from laufzeit.server.running import installation

    with installation():
        from laufzeit.payments.banking.actions import import_statement
        from laufzeit.server import clock

        vendor = _known(slug)
        now = clock.now_for(vendor)
        with _refusals():
            done = import_statement(vendor.id, file.read_bytes(), today=now.date(), now=now, by=None, name=file.name)
        result = {"vendor": slug, "file": file.name, **_brought(vendor, done)}
    show(result, as_json, lambda: _told_imported(result))


def _brought(vendor: Vendor, done: Imported) -> dict[str, Any]:
    from laufzeit.money.amount import Currency, Money
    from laufzeit.payments.banking import store
    from laufzeit.payments.why import Unsure, in_words
    from laufzeit.vendors.store import acting_for

    def money(minor: int, currency: str) -> str:
        return str(Money(minor, Currency.of(currency)))

    with acting_for(vendor.id):
        rows = store.unmatched(count=200)
        left = store.left_of(rows)
        waiting = store.unmatched_count()
    return {
        "statements": done.statements, "booked": done.booked, "amount": money(done.amount, done.currency),
        "returned": done.returned, "unclear": done.unclear, "not_ours": done.not_ours, "known": done.known,
        "pending": done.pending, "waiting": waiting,
        "unmatched": [
            {"day": row.booked_on, "amount": money(left[row.id], row.currency), "name": row.name,
             "text": row.remittance, "reason": in_words(Unsure(row.why), "en"), "candidates": len(row.candidates)}
            for row in rows
        ],
    }  # fmt: skip


def _told_imported(result: dict[str, Any]) -> str:
    booked, back = counted(result["booked"], "payment"), counted(result["returned"], "debit")
    lines = [f"{result['file']}: {booked} booked, {result['amount']}; {back} came back; {result['unclear']} unclear"]
    left_out = {"not_ours": "about no customer", "known": "known from another file", "pending": "not final"}
    said = [f"{result[name]} {words}" for name, words in left_out.items() if result[name]]
    if said:
        lines.append(f"  left out: {', '.join(said)}")
    if result["unmatched"]:
        lines.append(f"Waiting for a person: {result['waiting']:,}")
        lines += [
            f"  {one['day']}  {one['amount']}  {one['name']}  {one['text'][:60]}\n    {one['reason']}"
            for one in result["unmatched"]
        ]
    return "\n".join(lines)


@command.command()
@_vendor
@json_option
def dun(slug: str, as_json: bool) -> None:
    """Write the reminders that are due today, by the vendor's levels; each level of an invoice once.

    Nobody is reminded of what is disputed, being collected, or paid. A second run on the same day finds nothing.
    """
    from laufzeit.server.running import installation

    with installation():
        from laufzeit.payments.reminding.actions import dun as remind
        from laufzeit.server import clock

        vendor = _known(slug)
        now = clock.now_for(vendor)
        with _progress(slug) as advance:
            done = remind(vendor.id, today=now.date(), now=now, progress=advance)
        result = {"vendor": slug, "letters": done.letters, "levels": done.levels, "fees": done.fees,
                  "unreachable": _numbers(vendor, done.unreachable)}  # fmt: skip
    show(result, as_json, lambda: _told_dunned(result))
    if result["unreachable"]:
        raise SystemExit(int(Exit.REFUSED))


def _numbers(vendor: Vendor, organisations: tuple[Any, ...]) -> list[str]:
    from laufzeit.customers.models import Organisation
    from laufzeit.vendors.store import acting_for

    with acting_for(vendor.id):
        found = Organisation.objects.filter(id__in=list(organisations))
        return list(found.order_by("number").values_list("number", flat=True))


def _told_dunned(result: dict[str, Any]) -> str:
    if not result["letters"] and not result["unreachable"]:
        return "Nothing is due for a reminder."
    levels = (f"level {level}: {counted(count, 'invoice')}" for level, count in sorted(result["levels"].items()))
    lines = [f"{counted(result['letters'], 'letter')}; " + ", ".join(levels)]
    lines += [f"Nobody to write to: customer {number}" for number in result["unreachable"]]
    return "\n".join(lines)


@command.command()
@_vendor
@click.option("--all", "every", is_flag=True, help="Also those that were revoked.")
@json_option
def mandates(slug: str, every: bool, as_json: bool) -> None:
    """List the mandates for direct debits."""
    from laufzeit.server.running import installation

    with installation():
        from laufzeit.customers.iban import masked
        from laufzeit.payments import store
        from laufzeit.vendors.store import acting_for

        vendor = _known(slug)
        with acting_for(vendor.id):
            found = store.mandates() if every else store.mandates().filter(revoked_on=None)
            rows = [
                {"customer": row.organisation.number, "name": row.organisation.name, "reference": row.reference,
                 "scheme": row.scheme, "account": masked(row.iban), "signed_on": row.signed_on,
                 "last_used_on": row.last_used_on, "last_day": store.value_of(row).last_day,
                 "revoked_on": row.revoked_on}
                for row in found.iterator(chunk_size=2000)
            ]  # fmt: skip
    show(rows, as_json, lambda: "\n".join(map(_told_mandate, rows)) or "There are no mandates.")


def _told_mandate(row: dict[str, Any]) -> str:
    end = f"revoked on {row['revoked_on']}" if row["revoked_on"] else f"usable through {row['last_day']}"
    used = f"last used on {row['last_used_on']}" if row["last_used_on"] else "not used yet"
    return (
        f"{row['customer']}  {row['reference']}  {row['scheme']}  {row['account']}  signed on {row['signed_on']},"
        f" {used}, {end}  {row['name']}"
    )


# What they share


def _known(slug: str) -> Vendor:
    from laufzeit.catalogue.store import in_force
    from laufzeit.vendors.store import acting_for, vendor_by_slug

    vendor = vendor_by_slug(slug)
    if vendor is None:
        fail(f"There is no vendor {slug}.")
    with acting_for(vendor.id):
        if in_force(vendor.id) is None:
            fail(f"{slug} has no catalogue yet; apply one with: laufzeit catalogue apply FILE")
    return vendor


@contextmanager
def _refusals() -> Iterator[None]:
    """What is refused ends the command, with all its reasons."""
    from laufzeit.payments.fault import Refused

    try:
        yield
    except Refused as refused:
        _refused([_said(one) for one in refused.faults])


def _refused(reasons: list[str]) -> NoReturn:
    fail("\n".join([*reasons, "Nothing has changed."]))


def _said(fault: Fault) -> str:
    from laufzeit.payments.words import sentence

    return sentence(fault, "en")


@contextmanager
def _progress(title: str) -> Iterator[Callable[[int, int], None]]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task(title, total=None)

        def advance(done: int, of: int) -> None:
            bars.update(bar, completed=done, total=of)

        yield advance


def _euros(minor: int) -> str:
    from laufzeit.money.amount import EUR, Money

    return str(Money(minor, EUR).decimal)
