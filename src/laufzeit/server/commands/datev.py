"""`laufzeit datev`: what was invoiced in a month, for the books."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from laufzeit.server.exits import Exit
from laufzeit.server.output import counted, fail, json_option, show


@click.group()
def command() -> None:
    """Files for DATEV."""


@command.command("export")
@click.option("--vendor", "slug", required=True, help="The vendor's slug.")
@click.option("--year", type=click.IntRange(2015, 2099), required=True)
@click.option("--month", type=click.IntRange(1, 12), required=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file.  [default: EXTF_…, here]")
@click.option("--payments", is_flag=True, help="With the money that moved, for books without the bank's statements.")
@json_option
def export_command(slug: str, year: int, month: int, out: Path | None, payments: bool, as_json: bool) -> None:
    """Write the documents of a month as a Buchungsstapel (EXTF 700, format 13).

    The month has to be over. Prepayments are deferred, and earlier ones released, by exact days. A document that cannot
    be booked is named with its customer, and then nothing is written. A month with more than 99,999 bookings makes
    several files.
    """
    from laufzeit.server.running import installation

    with installation():
        result = _exported(slug, year, month, out, payments)
    show(result, as_json, lambda: _told(result))
    if result["faults"]:
        raise SystemExit(int(Exit.REFUSED))


def _exported(slug: str, year: int, month: int, out: Path | None, payments: bool) -> dict[str, Any]:
    from datetime import date

    from rich.console import Console
    from rich.progress import Progress

    from laufzeit.catalogue.store import NoCatalogue, catalogue_of
    from laufzeit.payments.datev import actions, file
    from laufzeit.payments.datev.deferral import month_of
    from laufzeit.payments.datev.fault import in_words
    from laufzeit.server.clock import today_for
    from laufzeit.vendors.store import acting_for, vendor_by_slug

    vendor = vendor_by_slug(slug)
    if vendor is None:
        fail(f"There is no vendor {slug}.")
    path, period = out or Path(file.name(year, month)), month_of(date(year, month, 1))
    facts: dict[str, Any] = {"vendor": slug, "from": period.start, "through": period.last_day}
    with Progress(console=Console(stderr=True), transient=True) as bars, acting_for(vendor.id):
        bar = bars.add_task(f"{slug} {year}-{month:02}", total=None)
        try:
            billing = catalogue_of(vendor.id).vendor.billing
            today = today_for(vendor)
            done = actions.export(
                billing, period, today, path, payments=payments, progress=lambda n: bars.update(bar, completed=n)
            )
        except (NoCatalogue, OSError) as reason:
            fail(str(reason))
        except actions.CannotExport as reason:
            if not reason.faults:
                fail(str(reason))
            faults = [
                {"code": one.code, "document": one.document, "customer": one.customer, "said": in_words(one)}
                for one in reason.faults
            ]
            return {**facts, "files": [], "faults": faults}
    return facts | _facts(done)


def _facts(done: Any) -> dict[str, Any]:
    """Amounts in cents."""
    return {
        "files": [{"path": str(one.path), "bookings": one.bookings, "sha256": one.sha256} for one in done.files],
        "documents": done.documents,
        "net": done.net,
        "tax": done.tax,
        "gross": done.gross,
        "deferred": {
            "opening": done.deferral.opening,
            "added": done.deferral.added,
            "released": done.deferral.released,
            "closing": done.deferral.closing,
        },
        "payments": {"count": done.payments, "amount": done.paid},
        "faults": [],
    }


def _told(result: dict[str, Any]) -> str:
    from laufzeit.money.amount import EUR, Money

    if result["faults"]:
        said = [f"  {one['said']}" for one in result["faults"]]
        return "\n".join([f"Nothing was written: {counted(len(said), 'fault')}.", *said])

    def money(cents: int) -> str:
        return str(Money(cents, EUR))

    deferred = {name: money(cents) for name, cents in result["deferred"].items()}
    lines = [
        (f"{counted(result['documents'], 'document')} from {result['from']} through {result['through']}:"
         f" net {money(result['net'])}, VAT {money(result['tax'])}, together {money(result['gross'])}"),
        (f"Deferred revenue: {deferred['opening']} at the beginning, {deferred['added']} added,"
         f" {deferred['released']} released, {deferred['closing']} at the end"),
        *(f"  {one['path']}: {counted(one['bookings'], 'booking')}" for one in result["files"]),
    ]  # fmt: skip
    if result["payments"]["count"]:
        paid = result["payments"]
        lines.insert(2, f"{counted(paid['count'], 'payment')}: together {money(paid['amount'])}")
    if any(not Path(one["path"]).name.startswith("EXTF_") for one in result["files"]):
        lines.append("DATEV reads only files whose names begin with EXTF_.")
    return "\n".join(lines)
