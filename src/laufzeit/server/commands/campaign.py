"""`laufzeit campaign`: plan, check, announce and watch a change of terms for many contracts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from laufzeit.server.commands.term_options import Day
from laufzeit.server.output import counted, fail, json_option, show

if TYPE_CHECKING:
    from laufzeit.campaigns.models import Campaign
    from laufzeit.campaigns.plan import Plan
    from laufzeit.campaigns.simulating.figures import Simulated
    from laufzeit.vendors.models import Vendor

vendor_option = click.option("--vendor", "slug", required=True, help="Whose contracts.")
_key = click.argument("key")
_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_workers = click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that share the work."
)


@click.group()
def command() -> None:
    """A change of terms for many contracts: offered to each, accepted by each, or not.

    The file of a campaign is described in docs/reference/campaigns.md; examples/campaigns has one.
    """


@command.command()
@_file
@vendor_option
@json_option
def check(file: Path, slug: str, as_json: bool) -> None:
    """Write FILE down as a draft and look at every contract it means: what announcing would come to.

    Nothing is sent. Exit status 1 if the plan has faults.
    """
    plan, text = read_plan(file), file.read_text(encoding="utf-8")
    with _at(slug) as vendor:
        from laufzeit.campaigns import actions
        from laufzeit.server.clock import now_for
        from laufzeit.vendors.store import acting_for

        with _in_words(), acting_for(vendor.id):
            row = actions.draft(plan, now_for(vendor), text=text)
            actions.check(row.id, now_for(vendor))
        _work(vendor, row.id, 1)
        result = _checked(vendor, row.id)
    show(result, as_json, lambda: _told_of_check(result))


@command.command()
@_file
@vendor_option
@click.option("--months", type=click.IntRange(1, 60), default=36, show_default=True, help="From the announcement on.")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="Write the months there as CSV.")
@click.option("--parquet", "parquet_file", type=click.Path(path_type=Path), help="Write the months there as Parquet.")
@json_option
def simulate(
    file: Path, slug: str, months: int, csv_file: Path | None, parquet_file: Path | None, as_json: bool
) -> None:
    """Say what announcing FILE on its day would bring, month by month, for all contracts of the vendor.

    Exact but for the shares that FILE assumes to accept; what meters will count is left out. Nothing is stored.
    """
    plan = read_plan(file)
    with _at(slug) as vendor:
        from laufzeit.campaigns.actions import FaultyPlan
        from laufzeit.campaigns.faults import Flaw, faults_of
        from laufzeit.campaigns.simulating.jobs import simulated
        from laufzeit.campaigns.simulating.mass import to_csv, to_parquet
        from laufzeit.catalogue.store import catalogue_of
        from laufzeit.vendors.store import acting_for

        with _in_words(), acting_for(vendor.id):
            unknown = [
                fault for fault in faults_of(plan, catalogue_of(vendor.id), plan.announce_on)
                if fault.flaw is not Flaw.DEADLINE_IN_PAST
            ]  # fmt: skip
            if unknown:
                raise FaultyPlan(unknown)
            found = simulated(plan, months)
        if csv_file:
            csv_file.write_bytes(to_csv(found))
        if parquet_file:
            with parquet_file.open("wb") as sink:
                to_parquet(found, sink)
    show(found, as_json, lambda: _told_of_simulation(found))


@command.command()
@_key
@vendor_option
@_workers
@json_option
def announce(key: str, slug: str, workers: int, as_json: bool) -> None:
    """Write to all contracts of the checked campaign KEY, from the day of its announcement on.

    What was broken off goes on with the same command, or with the worker. With a pace, the worker sends the rest.
    """
    with _at(slug) as vendor:
        from laufzeit.campaigns import actions, store
        from laufzeit.campaigns.life import Stage
        from laufzeit.server.clock import now_for
        from laufzeit.vendors.store import acting_for

        with _in_words(), acting_for(vendor.id):
            row = _campaign(key)
            if row.stage != Stage.ANNOUNCED.value or not row.task:
                actions.announce(row.id, now_for(vendor))
        _work(vendor, row.id, workers)
        with acting_for(vendor.id):
            row = store.campaign(key)
            written = store.written(row)
        result = {"campaign": key, "written": written, "done": not row.task}
    rest = "" if result["done"] else "; the rest follows on its day and at its pace, by the worker"
    show(result, as_json, lambda: f"Written to {counted(written, 'contract')}{rest}.")


@command.command("show")
@_key
@vendor_option
@json_option
def show_one(key: str, slug: str, as_json: bool) -> None:
    """How far the campaign KEY has come: its stage, its steps, and how many contracts are at which point."""
    with _at(slug) as vendor:
        result = _watched(vendor, key)
    show(result, as_json, lambda: _told(result))


@command.command("list")
@vendor_option
@json_option
def list_all(slug: str, as_json: bool) -> None:
    """All campaigns of a vendor, the latest first."""
    with _at(slug) as vendor:
        from laufzeit.campaigns.models import Campaign
        from laufzeit.vendors.store import acting_for

        with acting_for(vendor.id):
            rows = list(Campaign.objects.order_by("-created_at"))
        result = [{"campaign": row.key, "name": row.name, "stage": row.stage} for row in rows]
    show(result, as_json, lambda: "\n".join(f"{one['campaign']}  {one['stage']}  {one['name']}" for one in result))


def _step(name: str, said: str) -> click.Command:
    @click.argument("key")
    @vendor_option
    def take(key: str, slug: str) -> None:
        with _at(slug) as vendor:
            from laufzeit.campaigns import actions
            from laufzeit.server.clock import now_for
            from laufzeit.vendors.store import acting_for

            with _in_words(), acting_for(vendor.id):
                row = _campaign(key)
                getattr(actions, name)(row.id, now_for(vendor))
            _work(vendor, row.id, 1)
        click.echo(f"{key}: {name} — done.")

    take.__doc__ = said
    return click.command(name)(take)


for _name, _said in {
    "pause": "Write to no further contract of the campaign KEY until it is resumed.",
    "resume": "Go on with the campaign KEY.",
    "remind": "Remind all in the campaign KEY who have not answered and still can.",
    "withdraw": "Take all offers and notices of the campaign KEY back, with letters; what was accepted stays.",
    "close": "Close the campaign KEY, once its deadlines are over.",
}.items():
    command.add_command(_step(_name, _said))


@command.command()
@_key
@vendor_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The folder for the PDFs.")
@click.option("--a-file", type=click.IntRange(1), help="So many letters a file; all of them in one: --a-file 1000000.")
@json_option
def paper(key: str, slug: str, out: Path, a_file: int | None, as_json: bool) -> None:
    """Write the letters of the campaign KEY that go out by post as PDFs, in postal order, for window envelopes.

    Those are the ones that were meant for the post, and those whose mail came back or was refused.
    """
    with _at(slug) as vendor:
        from laufzeit.campaigns.paper.pdf import LETTERS, files_of
        from laufzeit.campaigns.posting.store import letters_on_paper
        from laufzeit.catalogue.store import catalogue_of
        from laufzeit.server.clock import now_for
        from laufzeit.vendors.store import acting_for

        with acting_for(vendor.id):
            row, facts = _campaign(key), catalogue_of(vendor.id).vendor
            letters, without = letters_on_paper(row, now_for(vendor).date(), facts.address.country)
        address = facts.address
        return_line = f"{facts.legal_name} · {address.street} · {address.postcode} {address.city}"
        out.mkdir(parents=True, exist_ok=True)
        names = []
        files = files_of(letters, return_line, facts.brand, row.name, a_file=a_file or LETTERS)
        for number, content in enumerate(files, 1):
            names.append(f"{key}-{number:03}.pdf")
            (out / names[-1]).write_bytes(content)
    result = {"campaign": key, "letters": len(letters), "files": names, "without_address": without}
    rest = f"\nWithout an address: {', '.join(without)}" if without else ""
    show(result, as_json, lambda: f"{counted(len(letters), 'letter')} in {counted(len(names), 'file')}.{rest}")


@command.command()
@_key
@vendor_option
@click.option("--until", "accept_until", type=Day(), required=True, help="The new last day to accept.")
@click.option("--contract", "number", help="Only for this contract.")
def extend(key: str, slug: str, accept_until: date, number: str | None) -> None:
    """Give those in the campaign KEY who have not accepted more time, with a letter."""
    with _at(slug) as vendor:
        from laufzeit.campaigns import actions
        from laufzeit.server.clock import now_for
        from laufzeit.vendors.store import acting_for

        with _in_words(), acting_for(vendor.id):
            row = _campaign(key)
            if number:
                actions.extend_one(row.id, number, accept_until, now_for(vendor))
            else:
                actions.extend(row.id, accept_until, now_for(vendor))
        _work(vendor, row.id, 1)
    click.echo(f"{key}: can be accepted until {accept_until}.")


def read_plan(file: Path) -> Plan:
    """The plan of a file; ends the command with all faults where it has some."""
    from laufzeit.campaigns.reading import MAX_BYTES, PlanFaults, read

    if file.stat().st_size > MAX_BYTES:
        fail(f"{file}: larger than {MAX_BYTES:,} bytes.")
    try:
        return read(file.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        fail(f"{file}: this is not UTF-8.")
    except PlanFaults as faults:
        fail("\n".join(f"{file}: {fault}" for fault in faults.faults))


@contextmanager
def _at(slug: str) -> Iterator[Vendor]:
    from laufzeit.server.running import installation

    with installation():
        from laufzeit.vendors.store import vendor_by_slug

        vendor = vendor_by_slug(slug)
        if vendor is None:
            fail(f"There is no vendor {slug}.")
        yield vendor


@contextmanager
def _in_words() -> Iterator[None]:
    from laufzeit.campaigns.actions import FaultyPlan
    from laufzeit.campaigns.life import CannotStep
    from laufzeit.campaigns.words import flaw_in_words, obstacle_in_words
    from laufzeit.contracts.refusal import Refused

    try:
        yield
    except FaultyPlan as plan:
        fail("\n".join(flaw_in_words(fault, "en") for fault in plan.faults))
    except CannotStep as reason:
        fail(obstacle_in_words(reason, "en"))
    except Refused as refused:
        fail(str(refused))


def _campaign(key: str) -> Campaign:
    from laufzeit.campaigns import store
    from laufzeit.campaigns.models import Campaign

    try:
        return store.campaign(key)
    except Campaign.DoesNotExist:
        fail(f"There is no campaign {key}.")


def _work(vendor: Vendor, campaign_id: UUID, workers: int) -> None:
    """Do what is to be done for a campaign, with so many processes, until nothing can be done any more."""
    from rich.console import Console
    from rich.progress import Progress

    from laufzeit.campaigns import jobs
    from laufzeit.server.clock import now_for
    from laufzeit.server.helping import beside_us, work_on_campaign

    with Progress(console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("contracts", total=None)
        with beside_us(work_on_campaign, workers - 1, vendor.id, campaign_id):
            while (done := jobs.work(vendor.id, campaign_id, now_for(vendor))).more:
                bars.update(bar, advance=done.contracts)


def _checked(vendor: Vendor, campaign_id: UUID) -> dict[str, Any]:
    from laufzeit.campaigns.models import Campaign, Participant
    from laufzeit.campaigns.store import counts_of_check
    from laufzeit.vendors.store import acting_for

    with acting_for(vendor.id):
        row = Campaign.objects.get(id=campaign_id)
        counts = counts_of_check(row)
        found = Participant.objects.filter(campaign=row).exclude(findings=[])
        rows = found.order_by("contract__number").values_list("contract__number", "findings", "refusal")[:1000]
        return {
            "campaign": row.key,
            "stage": row.stage,
            "waiting": counts.pop("waiting", 0),
            "left_out": counts.pop("left out", 0),
            "findings": counts,
            "contracts": [{"contract": one[0], "findings": one[1], "refusal": one[2]} for one in rows],
        }


def _told_of_check(result: dict[str, Any]) -> str:
    from laufzeit.campaigns.aiming import Finding
    from laufzeit.campaigns.words import FINDINGS

    lines = [f"{counted(result['waiting'], 'contract')} would be written to, {result['left_out']:,} left out."]
    for finding, count in result["findings"].items():
        numbers = [one["contract"] for one in result["contracts"] if finding in one["findings"]]
        named = ", ".join(numbers[:10]) + (" …" if count > 10 else "")
        lines.append(f"{counted(count, 'contract')}: {FINDINGS[Finding(finding)]['en']}\n  {named}")
    return "\n".join(lines)


def _told_of_simulation(found: Simulated) -> str:
    from laufzeit.money.amount import Currency, Money

    def money(minor: int) -> str:
        return str(Money(minor, Currency.of(found.currency)))

    lines = [
        f"{counted(found.contracts, 'contract')}, {found.meant:,} meant, {found.left_out:,} of them left out.",
        f"{'month':<8}"
        + "".join(f"{head:>18}" for head in ("today", "all accept", "nobody accepts", "expected"))
        + f"{'switching':>11}{'ending':>8}",
    ]
    lines += [
        f"{one.first:%Y-%m} {money(one.today):>18}{money(one.all_accept):>18}{money(one.nobody_accepts):>18}"
        f"{money(one.expected):>18}{one.switching:>11,}{one.ending:>8,}"
        for one in found.months
    ]
    lines += [f"{one.percent:>+5} % and more: {counted(one.contracts, 'contract')}" for one in found.rises]
    lines += [f"{one.number} {one.customer}: {money(one.before)} → {money(one.after)}" for one in found.dearest[:5]]
    if found.uncounted:
        lines.append("What meters count comes on top.")
    return "\n".join(lines)


def _watched(vendor: Vendor, key: str) -> dict[str, Any]:
    from laufzeit.campaigns.models import Step
    from laufzeit.campaigns.watching.store import watched
    from laufzeit.server.clock import now_for
    from laufzeit.vendors.store import acting_for

    with acting_for(vendor.id):
        row = _campaign(key)
        found = watched(row, now_for(vendor).date(), vendor.time_zone)
        steps = Step.objects.filter(campaign=row).order_by("at", "id").values_list("at", "kind", "by")
        return {
            "campaign": row.key,
            "name": row.name,
            "stage": row.stage,
            "accept_until": row.accept_until,
            "total": asdict(found.total),
            "segments": {name: asdict(one) for name, one in found.segments.items()},
            "accepted": [asdict(one) for one in found.accepted],
            "steps": [{"at": at, "step": kind, "by": by} for at, kind, by in steps],
        }


def _told(result: dict[str, Any]) -> str:
    from laufzeit.campaigns.words import STANDINGS

    lines = [f"{result['name']} ({result['campaign']}): {result['stage']}, until {result['accept_until']}"]
    lines += [f"  {count:>9,}  {STANDINGS[name]['en']}" for name, count in result["total"].items()]
    return "\n".join(lines)
