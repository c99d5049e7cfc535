"""`laufzeit invoice`: the files of issued documents."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from laufzeit.server.output import counted, fail, json_option, show


@click.group()
def command() -> None:
    """Make, fetch and collect the files of invoices: XRechnung (XML) and ZUGFeRD (PDF)."""


def _vendor(slug: str) -> Any:
    from laufzeit.vendors.store import vendor_by_slug

    found = vendor_by_slug(slug)
    if found is None:
        fail(f"There is no vendor {slug}.")
    return found


@command.command()
@click.option("--vendor", "slug", required=True, help="Whose documents.")
@click.option("--limit", type=click.IntRange(min=1), help="At most about so many documents; without it, all.")
@json_option
def render(slug: str, limit: int | None, as_json: bool) -> None:
    """Make the files of documents that wait for theirs, and put their mails into the outbox.

    The worker does this by itself. Any number of these commands and workers share the work.
    """
    from laufzeit.server.running import installation

    with installation():
        result = _rendered(_vendor(slug), limit)
    show(result, as_json, lambda: _told(result))
    if result["cannot_be_made"]:
        raise SystemExit(1)


def _rendered(vendor: Any, limit: int | None) -> dict[str, Any]:
    from rich.console import Console
    from rich.progress import Progress

    from laufzeit.einvoice import store
    from laufzeit.einvoice.jobs import Rendered, render_due
    from laufzeit.server import clock
    from laufzeit.vendors.store import acting_for

    with Progress(console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task(vendor.slug, total=None)

        def advance(done: Rendered) -> None:
            bars.update(bar, completed=done.documents, description=counted(done.documents, "document"))

        done = render_due(vendor.id, clock.now_for(vendor), limit=limit, progress=advance)
    with acting_for(vendor.id):
        faults = [{"document": row.document, "fault": row.fault} for row in store.faults()]
        return {**asdict(done), "waiting": store.waiting_count(), "cannot_be_made": faults}


def _told(result: dict[str, Any]) -> str:
    made, sent = counted(result["documents"], "document"), counted(result["letters"], "letter")
    lines = [f"{made} made, {sent} on the way, {result['waiting']:,} waiting"]
    lines += [f"  {one['document']} cannot be made: {one['fault']}" for one in result["cannot_be_made"]]
    return "\n".join(lines)


@command.command()
@click.argument("number")
@click.option("--vendor", "slug", required=True, help="Whose document.")
@click.option("--as", "form", type=click.Choice(["pdf", "xml"]), default="pdf", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Where to; without it, its own name in this folder.")
def file(number: str, slug: str, form: str, out: Path | None) -> None:
    """Fetch the file of one document, as it was sent."""
    from laufzeit.einvoice import actions, store
    from laufzeit.einvoice.filing import FileKind
    from laufzeit.server import clock
    from laufzeit.server.running import installation
    from laufzeit.server.writing import written_whole
    from laufzeit.vendors.store import acting_for

    kind = FileKind.ZUGFERD if form == "pdf" else FileKind.XRECHNUNG
    with installation():
        vendor = _vendor(slug)
        with acting_for(vendor.id):
            document = store.document_numbered(number)
            if document is None:
                fail(f"{vendor.slug} has issued no document {number}.")
            found = actions.file(document, kind, clock.now_for(vendor))
            target = out or Path(found.name)
            _write(lambda: written_whole(target, [bytes(found.content)]), target)
    click.echo(f"{target}  SHA-256 {found.sha256}")


@command.command()
@click.argument("year", type=click.IntRange(1900, 9998))
@click.option("--vendor", "slug", required=True, help="Whose documents.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to; without it, VENDOR-YEAR.zip in this folder.")
def folder(year: int, slug: str, out: Path | None) -> None:
    """Collect all documents of a year in a zip: both files of each by month, and a list of them."""
    from laufzeit.einvoice import actions
    from laufzeit.server import clock
    from laufzeit.server.running import installation
    from laufzeit.server.writing import written_whole
    from laufzeit.vendors.store import acting_for

    with installation():
        vendor = _vendor(slug)
        target = out or Path(f"{vendor.slug}-{year}.zip")
        with acting_for(vendor.id):
            pieces = actions.folder(year, clock.now_for(vendor))
            size = _write(lambda: written_whole(target, pieces), target)
    click.echo(f"{target}  {size:,} bytes")


def _write(write: Any, target: Path) -> int:
    from laufzeit.server.exits import Exit

    try:
        return int(write())
    except OSError as fault:
        fail(f"{target} could not be written: {fault.strerror}. Nothing was left behind.", Exit.UNAVAILABLE)
