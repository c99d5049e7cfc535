"""Writes the pages of docs/reference that say again what the code says: commands, settings, refusals.

    .venv/bin/python tools/reference.py

A test compares the pages with what this gives, so a command or a setting cannot change without its page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from laufzeit.contracts import refusal_words
from laufzeit.contracts.refusal import Code
from laufzeit.server.cli import COMMANDS, EPILOG, laufzeit
from laufzeit.server.environment import VARIABLES, Variable
from laufzeit.usage import fault_words, faults

FOLDER = Path(__file__).parents[1] / "docs/reference"
WIDTH = 100
Words = tuple[str, str]
"""What is wrong, and what can be done."""

CLI = f"""\
# The command line

<!-- written by tools/reference.py -->

{EPILOG.partition(" Settings come")[0]} Settings come from the environment: [settings.md](settings.md).

Where a result is printed, `--json` prints it for programs. Messages and progress go to standard error.
"""

SETTINGS = """\
# Settings

<!-- written by tools/reference.py -->

Everything is set in the environment of the process. Nothing has to be set: then Laufzeit runs on the PostgreSQL that
it brings. The settings are read once, when a command starts, and checked together; each fault is one sentence, and the
exit status is 2. A name that begins with `LAUFZEIT_` and is not in this table is a fault too.

`laufzeit settings` prints the same with what is set in your environment. Secrets are not shown. How they work together
in production: [a production set-up](../how-to/production.md).

| name | meaning | default | secret |
|---|---|---|---|"""

REFUSALS = """\
# Refusals

<!-- written by tools/reference.py -->

Whoever asks a contract for something that it cannot do gets a refusal: a code that stays the same, the facts (days,
plans, people), and a sentence in the reader's language. Nothing has been changed then. In braces stand the facts.

A story prints the code (`-> refused change_pending`), the pages print the sentence. Which code answers which wish while
something is pending stands in [pending-changes.md](pending-changes.md).

| code | German | English |
|---|---|---|"""


USAGE = """
## Lines of usage

What [an import](../how-to/import-usage.md) says of a line that it does not take, or of a file that it cannot read.

| code | German | English |
|---|---|---|"""


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Each command below ``group`` with the words that call it, groups before what is in them."""
    context = click.Context(group, info_name=path[-1] if path else "laufzeit")
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, f"{name} is listed and not there"
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


def help_of(path: tuple[str, ...], command: click.Command) -> str:
    """What ``laufzeit … --help`` prints in a window of WIDTH columns."""
    parent = click.Context(laufzeit, info_name="laufzeit", terminal_width=WIDTH, max_content_width=WIDTH)
    for word in path[:-1]:
        parent = click.Context(click.Group(), info_name=word, parent=parent)
    context = click.Context(
        command, info_name=path[-1], parent=parent, help_option_names=["-h", "--help"],
        terminal_width=WIDTH, max_content_width=WIDTH,
    )  # fmt: skip
    # Click keeps the option of the first time it is asked, which a test may have asked with other names for it.
    fresh = copy(command)
    fresh._help_option = None
    return fresh.get_help(context).rstrip()


def cli_page() -> str:
    """docs/reference/cli.md"""
    listed = [f"| [`laufzeit {name}`](#laufzeit-{name}) | {short} |" for name, short in COMMANDS.items()]
    sections = [
        f"\n## `laufzeit {' '.join(path)}`\n\n```text\n{help_of(path, command)}\n```"
        for path, command in commands(laufzeit)
    ]
    return "\n".join([CLI, "| command | what it does |", "|---|---|", *listed, *sections]) + "\n"


def settings_page() -> str:
    """docs/reference/settings.md"""
    return "\n".join([SETTINGS, *map(_setting, VARIABLES)]) + "\n"


def _setting(variable: Variable) -> str:
    default = f"`{variable.default}`" if variable.default else "–"
    return f"| `{variable.name}` | {variable.meaning} | {default} | {'yes' if variable.secret else ''} |"


def refusals_page() -> str:
    """docs/reference/refusals.md"""
    of_contracts = _refusals(Code, refusal_words.GERMAN, refusal_words.ENGLISH)
    of_usage = _refusals(faults.Code, fault_words.GERMAN, fault_words.ENGLISH)
    return "\n".join([REFUSALS, *of_contracts, USAGE, *of_usage]) + "\n"


def _refusals(codes: type[StrEnum], german: Mapping[Any, Words], english: Mapping[Any, Words]) -> Iterator[str]:
    """A row for each code, in the order in which they are declared."""
    for code in codes:
        words = (" ".join(table[code]).strip() for table in (german, english))
        yield f"| `{code.value}` | {' | '.join(words)} |"


PAGES: dict[str, Callable[[], str]] = {
    "cli.md": cli_page,
    "settings.md": settings_page,
    "refusals.md": refusals_page,
}


def main() -> None:
    """Write what has changed, and say so."""
    for name, page in PAGES.items():
        path, text = FOLDER / name, page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"docs/reference/{name}: written")


if __name__ == "__main__":
    main()
