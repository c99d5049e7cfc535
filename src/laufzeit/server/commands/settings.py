"""`laufzeit settings`"""

from __future__ import annotations

import os
from typing import Any

import click

from laufzeit.server.environment import VARIABLES, Variable, read
from laufzeit.server.output import json_option, show


@click.command()
@json_option
def command(as_json: bool) -> None:
    """What can be set in the environment, what it means, and what is set. Secrets are not shown.

    Exit status 2 if something is set wrongly; the sentences say what.
    """
    rows = [_row(variable) for variable in VARIABLES]
    show(rows, as_json, lambda: "\n".join(_text(row) for row in rows))
    read(os.environ)


def _row(variable: Variable) -> dict[str, Any]:
    value = os.environ.get(variable.name, "").strip()
    return {
        "name": variable.name,
        "meaning": variable.meaning,
        "default": variable.default,
        "set": bool(value),
        "value": ("•••" if variable.secret else value) if value else None,
    }


def _text(row: dict[str, Any]) -> str:
    state = f"set: {row['value']}" if row["set"] else f"default: {row['default']}" if row["default"] else "not set"
    return f"{click.style(row['name'], bold=True)}\n    {row['meaning']}\n    {state}"
