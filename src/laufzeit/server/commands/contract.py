"""`laufzeit contract`: show a contract, and verify logs and phases."""

from __future__ import annotations

from typing import Any

import click

from laufzeit.dates.wording import Language
from laufzeit.server.exits import Exit
from laufzeit.server.output import counted, fail, json_option, show

_vendor = click.option("--vendor", "slug", required=True, help="The vendor's slug.")


@click.group()
def command() -> None:
    """Contracts as they are stored."""


@command.command("show")
@_vendor
@click.argument("number")
@click.option("--language", type=click.Choice(["de", "en"]), default="en", show_default=True)
@json_option
def show_command(slug: str, number: str, language: Language, as_json: bool) -> None:
    """Show the contract NUMBER: phases, what is pending, and its log in words (people by their pseudonyms)."""
    from laufzeit.server.running import installation

    with installation():
        found = _shown(_known(slug), number, language)
    show(found, as_json, lambda: _text(found))


@command.command()
@_vendor
@click.argument("number", required=False)
@json_option
def verify(slug: str, number: str | None, as_json: bool) -> None:
    """Check the chain of hashes of each log, and that state and phases are those that the log tells of.

    Exit status 1 if anything does not hold.
    """
    from rich.console import Console
    from rich.progress import track

    from laufzeit.server.running import installation

    with installation():
        from laufzeit.contracts import actions, store
        from laufzeit.contracts.models import Contract
        from laufzeit.vendors.store import acting_for

        vendor = _known(slug)
        with acting_for(vendor.id):
            rows = Contract.objects.filter(number=number) if number else Contract.objects.all()
            total = rows.count()
        if number and not total:
            fail(f"{slug} has no contract {number}.")
        faults, checked = [], 0
        with acting_for(vendor.id):
            ids = rows.values_list("id", flat=True) if number else store.all_ids()
            for contract_id in track(ids, "Verifying", total, console=Console(stderr=True), transient=True):
                checked += 1
                faults += [
                    {"contract": str(contract_id), "entry": fault.seq, "fault": fault.reason}
                    for fault in actions.verify(contract_id)
                ]
    lines = [f"contract {fault['contract']}, entry {fault['entry']}: {fault['fault']}" for fault in faults]
    result = {"contracts": checked, "faults": faults}
    show(
        result,
        as_json,
        lambda: "\n".join([*lines, f"{counted(checked, 'contract')} verified, {counted(len(faults), 'fault')}."]),
    )
    if faults:
        raise SystemExit(int(Exit.REFUSED))


def _known(slug: str) -> Any:
    from laufzeit.vendors.store import vendor_by_slug

    vendor = vendor_by_slug(slug)
    if vendor is None:
        fail(f"There is no vendor {slug}.")
    return vendor


def _shown(vendor: Any, number: str, language: Language) -> dict[str, Any]:
    from laufzeit.contracts import store
    from laufzeit.contracts.explain import history
    from laufzeit.contracts.models import Contract
    from laufzeit.contracts.pending import pending
    from laufzeit.contracts.saying import Said
    from laufzeit.server.clock import today_for
    from laufzeit.vendors.store import acting_for

    with acting_for(vendor.id):
        row = Contract.objects.filter(number=number).first()
        if row is None:
            fail(f"{vendor.slug} has no contract {number}.")
        held, log = store.held(row.id), store.log(row.id)
        said = [Said(line.event, line.declaration) for line in log]
        names = {user: str(user)[-6:] for phase in held.timeline.phases for user in phase.users}
        return {
            "number": row.number,
            "label": row.label,
            "version": row.version,
            "phases": [
                {
                    "from": phase.period.start,
                    "through": phase.period.last_day,
                    "terms": str(phase.terms),
                    "seats": phase.seats,
                    "trial": phase.trial,
                }
                for phase in held.timeline.phases
            ],
            "last_day": held.timeline.last_day(),
            "pending": [
                {"what": one.kind, "last_day": one.last_day, "revocable_until": one.revocable_until}
                for one in pending(held.contract, held.catalogue, today_for(vendor))
            ],
            "log": [
                {"seq": line.seq, "recorded_at": line.recorded_at, "said": sentence, "hash": line.hash}
                for line, sentence in zip(log, history(said, held.catalogue, language, names), strict=True)
            ],
        }


def _text(found: dict[str, Any]) -> str:
    lines = [f"Contract {found['number']} {found['label']}".rstrip(), ""]
    for phase in found["phases"]:
        through = phase["through"] or "…"
        lines.append(f"  {phase['from']} – {through}  {phase['terms']}  {counted(phase['seats'], 'seat')}")
    lines += [
        f"  pending: {one['what']}, last day {one['last_day']}, revocable until {one['revocable_until']}"
        for one in found["pending"]
    ]
    return "\n".join([*lines, "", *(f"  {line['seq']:>3}  {line['said']}" for line in found["log"])])
