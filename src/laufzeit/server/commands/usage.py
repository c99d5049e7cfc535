"""`laufzeit usage`: record what a vendor's product has counted, and show what it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import IO, Any

import click

from laufzeit.dates.wording import Language
from laufzeit.server.commands.term_options import Day
from laufzeit.server.exits import Exit
from laufzeit.server.output import counted, fail, json_option, show
from laufzeit.usage.fault_words import in_words
from laufzeit.usage.faults import Fault, NoUsage
from laufzeit.usage.report import Report

BLOCK = 1 << 20
_vendor = click.option("--vendor", "slug", required=True, help="The vendor's slug.")
_language = click.option("--language", type=click.Choice(["de", "en"]), default="en", show_default=True)


@click.group()
def command() -> None:
    """What customers have used: the records of meters."""


@command.command("import")
@_vendor
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@_language
@json_option
def import_command(slug: str, file: str, language: Language, as_json: bool) -> None:
    """Record the usage in FILE, CSV with a header or JSON lines; - reads from standard input.

    Lines that are right are recorded, and each other one is told with its number and the reason. A line whose id is
    known already is not recorded again, so a file can be imported once more after any interruption.

    Exit status 1 if a line was rejected, or if FILE is no usage at all (then nothing was recorded).
    """
    from laufzeit.server.running import installation

    name = "standard input" if file == "-" else file
    with installation():
        try:
            report = _imported(slug, file)
        except NoUsage as none:
            report = Report(0, 0, 0, none.faults)
    found = asdict(report) | {"faults": [_plain(fault, language) for fault in report.faults]}
    show({"ok": not report.faults, **found}, as_json, lambda: _text(name, report, language))
    if report.faults:
        raise SystemExit(int(Exit.REFUSED))


@command.command("show")
@_vendor
@click.argument("number")
@click.option("--from", "first", type=Day(), required=True, help="The first day.")
@click.option("--through", "last", type=Day(), required=True, help="The last day.")
@json_option
def show_command(slug: str, number: str, first: date, last: date, as_json: bool) -> None:
    """Show what the meters of the contract NUMBER come to in some days, by each meter's own way of counting."""
    from laufzeit.server.running import installation

    if last < first:
        raise click.UsageError("the last day lies before the first")
    with installation():
        found = _figures(slug, number, first, last)
    wide = max((len(row["meter"]) for row in found), default=0)
    show(
        found,
        as_json,
        lambda: (
            "\n".join(f"{row['meter']:<{wide}}  {row['aggregate']:<8}  {row['quantity']}" for row in found)
            or "The catalogue has no meters."
        ),
    )


def _imported(slug: str, file: str) -> Report:
    from laufzeit.catalogue.store import NoCatalogue
    from laufzeit.server import clock
    from laufzeit.server.ahead import ahead
    from laufzeit.usage.actions import prepare, record
    from laufzeit.usage.importing import read_usage

    vendor = _known(slug)
    now = clock.now_for(vendor)
    with click.open_file(file, "rb") as source, _progress(file) as (advance, tell):
        lines = read_usage(_blocks(source, advance))
        try:
            return record(vendor.id, ahead(prepare(vendor.id, lines, now.date())), now, progress=tell)
        except NoCatalogue:
            fail(f"{slug} has no catalogue yet, so no meters; apply one with: laufzeit catalogue apply FILE")


def _blocks(source: IO[Any], advance: Any) -> Iterator[bytes]:
    while block := source.read(BLOCK):
        advance(len(block))
        yield block


@contextmanager
def _progress(file: str) -> Iterator[tuple[Any, Any]]:
    """A bar by the size of the file (of standard input nobody knows it), with the lines that are recorded."""
    from rich.console import Console
    from rich.progress import Progress

    total = None if file == "-" else Path(file).stat().st_size
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("Importing", total=total)

        def advance(size: int) -> None:
            progress.update(bar, advance=size)

        def tell(report: Report) -> None:
            progress.update(bar, description=f"Importing: {report.lines:,} lines, {report.rejected:,} rejected")

        yield advance, tell


def _figures(slug: str, number: str, first: date, last: date) -> list[dict[str, Any]]:
    from laufzeit.catalogue.store import current_catalogue
    from laufzeit.contracts.models import Contract
    from laufzeit.dates.period import Period
    from laufzeit.usage.aggregate import in_units
    from laufzeit.usage.store import counted as counted_in
    from laufzeit.vendors.store import acting_for

    vendor, period = _known(slug), Period.from_inclusive(first, last)
    with acting_for(vendor.id):
        row = Contract.objects.filter(number=number).first()
        if row is None:
            fail(f"{slug} has no contract {number}.")
        catalogue = current_catalogue(vendor.id)
        meters = catalogue.meters.values() if catalogue else ()
        return [
            {
                "meter": meter.key,
                "aggregate": meter.aggregate,
                "quantity": str(in_units(counted_in(row.id, meter, [period])[period])),
            }
            for meter in meters
        ]


def _known(slug: str) -> Any:
    from laufzeit.vendors.store import vendor_by_slug

    vendor = vendor_by_slug(slug)
    if vendor is None:
        fail(f"There is no vendor {slug}.")
    return vendor


def _plain(fault: Fault, language: Language) -> dict[str, Any]:
    return {**asdict(fault), "said": " ".join(in_words(fault, language))}


def _line(name: str, fault: Fault, language: Language) -> str:
    column = f"{fault.column}: " if fault.column else ""
    return f"{name}:{fault.line}: {column}{' '.join(in_words(fault, language))}"


def _text(name: str, report: Report, language: Language) -> str:
    lines = [_line(name, fault, language) for fault in report.faults]
    if report.unlisted:
        by_code = ", ".join(f"{code.value} {number:,}" for code, number in report.codes.items())
        lines.append(f"… and {counted(report.unlisted, 'fault')} more; of all: {by_code}.")
    done = [f"{counted(report.accepted, 'line')} recorded"]
    if report.duplicates:
        done.append(f"{report.duplicates:,} known already")
    if report.rejected:
        done.append(f"{report.rejected:,} rejected")
    return "\n".join([*lines, f"{', '.join(done)}." if report.lines else "Nothing was recorded."])
