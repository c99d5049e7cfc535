"""The console command `laufzeit`.

A command lives in `commands/<name>.py` as a click command or group named `command`, and has one line in `COMMANDS`.
It is imported only when it is called, so that a command that needs no database starts at once.
"""

from __future__ import annotations

import signal
from importlib import import_module
from types import FrameType

import click

from laufzeit import __version__
from laufzeit.server.exits import Exit

COMMANDS = {
    "notice": "when a notice takes effect, by its rule",
    "terms": "the terms of a contract and its renewals",
    "catalogue": "check, compare and apply a vendor's file of plans",
    "contract": "show and verify contracts",
    "story": "play a scenario, or check what it expects",
    "tick": "carry out what is due",
    "usage": "record what was used, and show what it comes to",
    "bill": "invoices for what is owed",
    "invoice": "the files of invoices: PDF, XML, a year as a folder",
    "payments": "direct debits, bank files, reminders, mandates",
    "campaign": "move many contracts to other terms, with their customers' consent",
    "letters": "letters that came back",
    "datev": "what was invoiced, for the books",
    "demo": "the example vendors with everything running",
    "serve": "the web server",
    "worker": "the background worker",
    "migrate": "bring the database to the state that this version expects",
    "database": "the embedded PostgreSQL: start, stop, status, psql",
    "operator": "the accounts of the installation's operators",
    "staff": "the accounts of a vendor's staff",
    "signin-link": "a link that signs a member in once",
    "signin-key": "the keys that a vendor's product signs such links with",
    "settings": "what can be set, and what is set",
    "bench": "the benchmarks",
}

EPILOG = (
    "Exit status: 0 done, 1 refused or faults found, 2 wrong call or settings, 3 something needed is not there."
    " Settings come from the environment: laufzeit settings."
)


class Commands(click.Group):
    """The table above as a group."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"laufzeit.server.commands.{cmd_name.replace('-', '_')}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(__version__, prog_name="laufzeit")
def laufzeit() -> None:
    """The contract engine for software vendors."""


def main() -> None:
    """Run the command line; faults that people can mend are one sentence, not a traceback."""
    from laufzeit.server.environment import SettingsAreWrong
    from laufzeit.server.postgres.unavailable import NO_ROOM, DatabaseUnavailable, is_full

    for asked_to_end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(asked_to_end, _terminated)
    try:
        laufzeit.main(prog_name="laufzeit")
    except SettingsAreWrong as wrong:
        for fault in wrong.faults:
            click.echo(fault, err=True)
        raise SystemExit(int(Exit.USAGE)) from None
    except DatabaseUnavailable as unavailable:
        click.echo(str(unavailable), err=True)
        raise SystemExit(int(Exit.UNAVAILABLE)) from None
    except Exception as fault:
        if not is_full(fault):
            raise
        click.echo(NO_ROOM, err=True)
        raise SystemExit(int(Exit.UNAVAILABLE)) from None


def _terminated(number: int, frame: FrameType | None) -> None:
    """Asked to end: leave through every open block, so that what was started is stopped."""
    raise SystemExit(128 + number)
