"""`laufzeit bill`: invoices for everything that is owed and has not been invoiced."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from laufzeit.server.commands.term_options import Day
from laufzeit.server.output import counted, fail, json_option, show


@click.command()
@click.option("--vendor", "slug", required=True, help="Whose customers.")
@click.option("--through", type=Day(), required=True, help="The last day whose dues are invoiced.")
@click.option("--dry-run", is_flag=True, help="Show what would be issued; nothing is stored.")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that share the run."
)
@json_option
def command(slug: str, through: date, dry_run: bool, workers: int, as_json: bool) -> None:
    """Issue what is owed through a day minus what has been invoiced: invoices, and corrections of what changed.

    A second run finds nothing to do. A run that was broken off goes on where it stopped. What cannot be billed is
    reported with its reason, and does not hold back the rest.
    """
    from laufzeit.server.running import installation

    with installation():
        result = _billed(slug, through, dry_run, workers)
    show(result, as_json, lambda: _told(result))
    if result["refusals"]:
        raise SystemExit(1)


def _billed(slug: str, through: date, dry_run: bool, workers: int) -> dict[str, Any]:
    from rich.console import Console
    from rich.progress import Progress

    from laufzeit.invoices.running import actions
    from laufzeit.invoices.running.refusing import in_words
    from laufzeit.server import clock
    from laufzeit.server.helping import helpers
    from laufzeit.vendors.store import vendor_by_slug

    vendor = vendor_by_slug(slug)
    if vendor is None:
        fail(f"There is no vendor {slug}.")
    now = clock.now_for(vendor)
    with Progress(console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task(f"{slug} through {through}", total=None)

        def advance(done: actions.Progress) -> None:
            said = f"{counted(done.summary.documents, 'document')}"
            bars.update(bar, completed=done.done, total=done.slices, description=said)

        try:
            if dry_run:
                outcome = actions.rehearse(vendor.id, through, now.date(), progress=advance)
            else:
                run = actions.run(vendor.id, through, now.date(), now, beside=helpers(workers), progress=advance)
                outcome = actions.outcome(vendor.id, run.id)
        except actions.CannotRun as reason:
            fail(in_words(reason, "en"))
    return {
        "vendor": slug,
        "through": through,
        "dry_run": dry_run,
        "run": outcome.run,
        "documents": outcome.summary.documents,
        **outcome.summary.to_json(),
        "refusals": [
            {"contract": one.number, "code": one.code, "facts": one.facts, "reason": in_words(one, "en")}
            for one in outcome.refusals
        ],
    }


def _told(result: dict[str, Any]) -> str:
    from laufzeit.money.amount import Currency, Money

    def money(amounts: dict[str, int]) -> str:
        return ", ".join(str(Money(minor, Currency.of(code))) for code, minor in amounts.items()) or "nothing"

    begun = "Would be issued" if result["dry_run"] else "Issued"
    lines = [
        (
            f"{begun}: {counted(result['invoices'], 'invoice')} and {counted(result['corrections'], 'correction')}"
            f" for {counted(result['contracts'], 'contract')} through {result['through']}"
        ),
        f"  net {money(result['net'])}, VAT {money(result['tax'])}, together {money(result['gross'])}",
    ]
    lines += [
        f"  {plan or 'one-off charges and credits'}: {money(amounts)}" for plan, amounts in result["plans"].items()
    ]
    if result["refusals"]:
        lines.append(f"Not billed: {counted(len(result['refusals']), 'contract')}")
        lines += [f"  {one['contract']}: {one['reason']}" for one in result["refusals"]]
    return "\n".join(lines)
