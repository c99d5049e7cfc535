"""How commands speak: results on standard output (for people, or as JSON), everything else on standard error."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, NoReturn
from uuid import UUID

import click

from laufzeit.server.exits import Exit

json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


def show(result: Any, as_json: bool, people: Callable[[], str]) -> None:
    """Print `result` as JSON, or what `people` makes of it."""
    click.echo(json.dumps(result, ensure_ascii=False, indent=2, default=plain) if as_json else people())


def plain(value: Any) -> Any:
    """A value as JSON can hold it: dates in ISO form, dataclasses as objects."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 contract", "3 contracts"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def fail(message: str, status: Exit = Exit.REFUSED) -> NoReturn:
    """End the command: one sentence on standard error and the exit status."""
    click.echo(message, err=True)
    raise SystemExit(int(status))
