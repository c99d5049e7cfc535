"""`laufzeit tick`: carry out what is due, as the worker does by itself."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import click

from laufzeit.server.choosing import chosen
from laufzeit.server.commands.term_options import Day
from laufzeit.server.output import fail, json_option, show


@click.command()
@click.option("--vendor", "slug", help="Only this vendor; without it, all.")
@click.option("--today", type=Day(), help="For a sandbox: as if it were this day. The sandbox's own clock stays.")
@json_option
def command(slug: str | None, today: date | None, as_json: bool) -> None:
    """Carry out what has become due: switches, ends, reminders, erasures, each exactly once.

    The worker does this every minute. After any downtime one tick catches up; two at once share the work.
    """
    from laufzeit.server.running import installation

    with installation():
        results = {vendor.slug: _tick(vendor, today) for vendor in chosen(slug)}
    lines = [
        f"{name}: {found['effects']} effects on {found['contracts']} contracts, {found['letters']} letters"
        for name, found in results.items()
    ]
    show(results, as_json, lambda: "\n".join(lines) or "There are no vendors yet.")


def _tick(vendor: Any, today: date | None) -> dict[str, int]:
    from rich.console import Console
    from rich.progress import Progress

    from laufzeit.contracts.jobs import Ticked, tick
    from laufzeit.server import clock

    if today is not None and not vendor.sandbox:
        fail(f"{vendor.slug} is no sandbox: its clock is the world's.")
    now = clock.now_for(vendor)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task(vendor.slug, total=None)

        def advance(done: Ticked) -> None:
            progress.update(bar, completed=done.contracts, description=f"{vendor.slug}: {done.effects} effects")

        return asdict(tick(vendor.id, today or now.date(), now, progress=advance))
