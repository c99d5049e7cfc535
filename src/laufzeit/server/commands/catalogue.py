"""`laufzeit catalogue`: check, compare, apply and show a vendor's file of plans."""

from __future__ import annotations

import getpass
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from laufzeit.catalogue.canonical import from_document, to_json
from laufzeit.catalogue.diff import Change, EditionFixed, compare, forbidden
from laufzeit.catalogue.faults import CatalogueFaults, Fault
from laufzeit.catalogue.law import Weight
from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.reading import MAX_BYTES, Examined, examine
from laufzeit.catalogue.summary import summary
from laufzeit.server.clock import now_for
from laufzeit.server.commands.term_options import Day
from laufzeit.server.exits import Exit
from laufzeit.server.output import counted, fail, json_option, show

if TYPE_CHECKING:
    from laufzeit.vendors.models import Vendor

_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_vendor = click.option("--vendor", "slug", help="The vendor's slug; without it, the key in the file.")


@click.group()
def command() -> None:
    """A vendor's plans, prices and rules, in one TOML file.

    The format is described in docs/reference/catalogue.md; examples/ has two vendors.
    """


@command.command()
@_file
@click.option("--strict", is_flag=True, help="Warnings fail as well.")
@json_option
def check(file: Path, strict: bool, as_json: bool) -> None:
    """Say everything that is wrong with FILE, and where it may break the law that its vendor is under.

    Needs no database. Exit status 1 if there are faults (with --strict: or warnings).
    """
    examined = _examined(file)
    found = {
        "ok": examined.catalogue is not None,
        "faults": examined.faults,
        "warnings": [caution for caution in examined.cautions if caution.weight is Weight.WARNING],
        "notes": [caution for caution in examined.cautions if caution.weight is Weight.NOTE],
    }
    show(found, as_json, lambda: _said(file, examined))
    if examined.faults or (strict and found["warnings"]):
        raise SystemExit(int(Exit.REFUSED))


@command.command()
@_file
@_vendor
@json_option
def diff(file: Path, slug: str | None, as_json: bool) -> None:
    """Say what applying FILE would change, and how many contracts it concerns.

    Exit status 1 if something of it is forbidden: what has been applied stays as it is.
    """
    from laufzeit.server.running import installation

    catalogue, examined = _readable(file)
    with installation():
        from laufzeit.catalogue.store import current_catalogue
        from laufzeit.contracts.store import bound_to
        from laufzeit.vendors.store import acting_for

        vendor = _known_vendor(slug or catalogue.vendor.key)
        with acting_for(vendor.id):
            current = current_catalogue(vendor.id)
            bound = bound_to(vendor.id)
    changes = compare(current, catalogue, examined.lines) if current else ()
    rows = [_row(change, bound) for change in changes]
    nothing = "Nothing changes." if current else f"{vendor.slug} has no catalogue yet; all of the file is new."
    show(rows, as_json, lambda: "\n".join(_change_line(row) for row in rows) or nothing)
    if forbidden(changes):
        raise SystemExit(int(Exit.REFUSED))


@command.command()
@_file
@_vendor
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--sandbox-day", type=Day(), help="Make a new vendor a sandbox whose own clock stands at this day.")
@json_option
def apply(file: Path, slug: str | None, yes: bool, sandbox_day: date | None, as_json: bool) -> None:
    """Make FILE the vendor's catalogue, all of it or nothing. A vendor that does not exist yet is made.

    Exit status 1 if FILE has faults or would change what has been applied.
    """
    from laufzeit.server.running import installation

    catalogue, _ = _readable(file)
    with installation():
        from laufzeit.catalogue.actions import apply as apply_catalogue

        vendor = _vendor_for(slug or catalogue.vendor.key, catalogue, sandbox_day, yes=yes)
        try:
            applied = apply_catalogue(vendor, _text(file), by=_who(), now=now_for(vendor), files=_beside(file))
        except CatalogueFaults as faults:
            fail(_faults_text(file, faults.faults))
        except EditionFixed as fixed:
            fail("\n".join([*(str(change) for change in fixed.changes), "Nothing has been applied."]))
    result = {
        "vendor": vendor.slug,
        "version": applied.version,
        "applied": applied.fresh,
        "changes": [str(change) for change in applied.changes],
        "hosts_taken": applied.hosts_taken,
    }
    for host in applied.hosts_taken:
        click.echo(f"{host} is another vendor's host name; it stays there.", err=True)
    what = "is in force" if applied.fresh else "was in force already"
    show(result, as_json, lambda: f"Version {applied.version} of {vendor.slug}'s catalogue {what}.")


@command.command("show")
@click.argument("slug")
@click.option("--source", is_flag=True, help="Print the file as it was applied.")
@json_option
def show_command(slug: str, source: bool, as_json: bool) -> None:
    """Show the catalogue of the vendor SLUG that is in force."""
    from laufzeit.server.running import installation

    with installation():
        from laufzeit.catalogue.store import in_force
        from laufzeit.vendors.store import acting_for

        vendor = _known_vendor(slug)
        with acting_for(vendor.id):
            applied = in_force(vendor.id)
    if applied is None:
        fail(f"{slug} has no catalogue yet; apply one with: laufzeit catalogue apply FILE")
    if source:
        click.echo(applied.source, nl=False)
        return
    catalogue = from_document(applied.document)
    head = f"Version {applied.version}, applied {applied.applied_at:%Y-%m-%d %H:%M} by {applied.applied_by}"
    show(to_json(catalogue), as_json, lambda: f"{head}\n\n{summary(catalogue)}")


def _text(file: Path) -> str:
    """The file, if it is a text of a size that is read at all."""
    if file.stat().st_size > MAX_BYTES:
        fail(f"{file} is larger than {MAX_BYTES:,} bytes; keep long texts in files beside it.")
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        fail(f"{file} is not written in UTF-8: byte {fault.start + 1} is none of its letters.")


def _beside(file: Path) -> Any:
    """Gives the files that lie in the same folder, and no others."""

    def content(name: str) -> bytes | None:
        path = file.parent / name
        return path.read_bytes() if path.is_file() and path.resolve().parent == file.parent.resolve() else None

    return content


def _examined(file: Path) -> Examined:
    return examine(_text(file), _beside(file))


def _readable(file: Path) -> tuple[Catalogue, Examined]:
    examined = _examined(file)
    if examined.catalogue is None:
        fail(_faults_text(file, examined.faults))
    return examined.catalogue, examined


def _said(file: Path, examined: Examined) -> str:
    if examined.catalogue is None:
        return _faults_text(file, examined.faults)
    lines = [f"{file}:{caution.line}: {caution.weight}: {_tail(str(caution))}" for caution in examined.cautions]
    counts = Counter(caution.weight for caution in examined.cautions)
    warned = f", {counted(counts[Weight.WARNING], 'warning')}" if counts[Weight.WARNING] else ""
    return "\n".join([*lines, f"{file} is a catalogue{warned}.", "", summary(examined.catalogue)])


def _faults_text(file: Path, faults: tuple[Fault, ...]) -> str:
    lines = [f"{file}:{fault.line}: {_tail(str(fault))}" for fault in faults]
    return "\n".join([*lines, f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}."])


def _tail(said: str) -> str:
    """What follows "line 12: ", which the place before it says already."""
    return said.partition(": ")[2]


def _known_vendor(slug: str) -> Vendor:
    from laufzeit.vendors.store import all_vendors, vendor_by_slug

    vendor = vendor_by_slug(slug)
    if vendor is None:
        known = ", ".join(vendor.slug for vendor in all_vendors()) or "none yet"
        fail(f"There is no vendor {slug}; known: {known}.")
    return vendor


def _vendor_for(slug: str, catalogue: Catalogue, sandbox_day: date | None, *, yes: bool) -> Vendor:
    """The vendor that the file is for; asked first, because what is applied stays."""
    from laufzeit.vendors.store import create_vendor, vendor_by_slug

    vendor = vendor_by_slug(slug)
    if not yes:
        new = "" if vendor else f"There is no vendor {slug} yet; it will be made. "
        click.confirm(f"{new}What is applied stays as it is. Apply?", abort=True, err=True)
    return vendor or create_vendor(
        slug=slug,
        name=catalogue.vendor.name,
        language=catalogue.vendor.languages[0],
        languages=catalogue.vendor.languages,
        time_zone=catalogue.vendor.time_zone,
        sandbox_day=sandbox_day,
    )


def _row(change: Change, bound: dict[tuple[str, str], int]) -> dict[str, Any]:
    concerned = bound.get((change.terms.plan, change.terms.edition), 0) if change.terms else None
    return {
        "line": change.line,
        "kind": change.kind,
        "path": change.path,
        "change": change.message,
        "forbidden": change.forbidden or None,
        "terms": str(change.terms) if change.terms else None,
        "contracts": concerned,
    }


def _change_line(row: dict[str, Any]) -> str:
    number = row["contracts"]
    whom = "" if number is None else f" [{number} {'contract' if number == 1 else 'contracts'} on {row['terms']}]"
    refusal = f"\n    forbidden: {row['forbidden']}" if row["forbidden"] else ""
    return f"line {row['line']}: {row['path']}: {row['change']}{whom}{refusal}"


def _who() -> str:
    """Who applies: the account on this machine."""
    try:
        return f"{getpass.getuser()} (console)"
    except (KeyError, OSError):
        return "console"
