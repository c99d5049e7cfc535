"""`laufzeit bench`: the benchmarks, on an embedded database of their own."""

from __future__ import annotations

import json
import os
import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from laufzeit.server.output import json_option, show

if TYPE_CHECKING:
    from laufzeit.server.bench.result import Result

TODAY = date(2021, 2, 10)


@click.command()
@click.option("--contracts", default=100_000, show_default=True, help="Contracts in the database for the pages.")
@click.option("--due", default=10_000, show_default=True, help="Due switches of the tick.")
@click.option("--changes", default=2_000, show_default=True, help="Changes of plan to decide.")
@click.option("--documents", default=400, show_default=True, help="E-invoices to render.")
@click.option("--usage", default=500_000, show_default=True, help="Lines of usage to import.")
@click.option("--billed", default=1_000_000, show_default=True, help="Contracts of the billing run; 0: without it.")
@click.option(
    "--letters",
    default=100_000,
    show_default=True,
    help="Letters of a campaign; ten times as many contracts are simulated; 0: without it.",
)
@click.option("--only-billing", is_flag=True, help="Measure the billing run and nothing else.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("bench-results"), show_default=True)
@json_option
def command(
    contracts: int,
    due: int,
    changes: int,
    documents: int,
    usage: int,
    billed: int,
    letters: int,
    only_billing: bool,
    out: Path,
    as_json: bool,
) -> None:
    """Measure, print, and write the figures as JSON. Nothing fails by being slow."""
    with _own_database():
        results: list[Result] = []
        if not only_billing:
            results += _measure(contracts, due, changes, documents, usage)
            results += _announced(letters) if letters else []
        results += _billed(billed) if billed else []
    report = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "results": [{**_plain(result), "ratio": round(result.ratio, 3)} for result in results],
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "bench.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    show(report, as_json, lambda: "\n".join(result.line() for result in results))


@contextmanager
def _own_database() -> Iterator[None]:
    """A fresh cluster with PostgreSQL's own settings (fsync on), gone afterwards."""
    for name in [name for name in os.environ if name.startswith(("LAUFZEIT_", "DATABASE_"))]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(prefix="laufzeit-bench-") as folder:
        Path(folder).chmod(0o711)
        os.environ["LAUFZEIT_HOME"] = f"{folder}/home"
        from laufzeit.server.commands.migrate import bring_up_to_date
        from laufzeit.server.environment import current
        from laufzeit.server.postgres.embedded import database
        from laufzeit.server.running import installation

        with database(current()):
            bring_up_to_date(quiet=True)
            with installation():
                yield


def _measure(contracts: int, due: int, changes: int, documents: int, usage: int) -> list[Result]:
    from laufzeit.catalogue.actions import apply
    from laufzeit.catalogue.store import catalogue_of
    from laufzeit.server import clock
    from laufzeit.server.bench.einvoice import einvoices
    from laufzeit.server.bench.office import office_lists
    from laufzeit.server.bench.pages import contract_page, decided_through_http
    from laufzeit.server.bench.pure import price_of_one_contract, timeline_of_one_contract
    from laufzeit.server.bench.stored import changes_decided_and_stored, tick_with_due_switches
    from laufzeit.server.bench.usage import usage_import
    from laufzeit.server.demo_data import EXAMPLES
    from laufzeit.server.environment import current
    from laufzeit.server.web import collect_static_files
    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug="red-connect", name="RED connect", sandbox_day=TODAY)
    now = clock.now_for(vendor)
    text = (EXAMPLES / "red-connect.toml").read_text(encoding="utf-8")
    with acting_for(vendor.id):
        apply(vendor, text, by="bench", now=now)
        catalogue = catalogue_of(vendor.id)
    collect_static_files(current().home)
    results = [timeline_of_one_contract(catalogue, 500), price_of_one_contract(catalogue, 500)]
    for result in results:
        click.echo(result.line(), err=True)
    for measure, count in ((tick_with_due_switches, due), (changes_decided_and_stored, changes)):
        results.append(measure(vendor, TODAY, now, count))
        click.echo(results[-1].line(), err=True)
    for found in (
        contract_page(vendor, TODAY, contracts),
        decided_through_http(vendor, TODAY, changes),
        office_lists(vendor),
        usage_import(vendor, TODAY, now, usage),
        einvoices(500, documents),
    ):
        results += found
    return results


def _announced(letters: int) -> list[Result]:
    from laufzeit.catalogue.store import catalogue_of
    from laufzeit.server.bench.announcing import announcement
    from laufzeit.server.bench.simulating import simulation
    from laufzeit.vendors.store import acting_for, vendor_by_slug

    results = announcement(letters, say=lambda text: click.echo(text, err=True))
    vendor = vendor_by_slug("announced")
    assert vendor is not None  # it was just announced to
    with acting_for(vendor.id):
        catalogue = catalogue_of(vendor.id)
    return results + simulation(catalogue, 10 * letters)


def _billed(contracts: int) -> list[Result]:
    from laufzeit.server.bench.billing import billing

    return billing(contracts, say=lambda text: click.echo(text, err=True))


def _plain(result: Result) -> dict[str, Any]:
    return {
        "name": result.name,
        "figure": round(result.figure, 4),
        "unit": result.unit,
        "aim": result.aim,
        "smaller_is_better": result.smaller_is_better,
        "facts": result.facts,
    }
