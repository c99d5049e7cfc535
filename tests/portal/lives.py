"""Contracts of the examples as pages see them, without a database."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.reading import read
from laufzeit.contracts.commands import Conclude
from laufzeit.contracts.contract import Contract, evolve
from laufzeit.contracts.decide import decide
from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
from laufzeit.contracts.timeline import timeline
from laufzeit.portal.shown import Shown

EXAMPLES = Path(__file__).parents[2] / "examples"
RED = read((EXAMPLES / "red-connect.toml").read_text(encoding="utf-8"))
GAPTEQ = read((EXAMPLES / "gapteq.toml").read_text(encoding="utf-8"))
USERS = [UUID(int=number) for number in range(1, 5)]


def shown(
    catalogue: Catalogue, first: Conclude, today: date, *decided: tuple[date, Any], language: str = "de"
) -> Shown:
    """The contract that begins with ``first``, after the customer's decisions, as of ``today``."""
    contract: Contract | None = None
    for day, command in [(first.start, first), *decided]:
        declaration = Declaration(day, Actor(Side.CUSTOMER, Role.MAIN, USERS[0]), Channel.LETTER)
        for event in decide(contract, command, declaration, catalogue):
            contract = evolve(contract, event)
    assert contract is not None
    return Shown(contract, catalogue, timeline(contract, catalogue), today, language)  # type: ignore[arg-type]


def plus(today: date, *decided: tuple[date, Any]) -> Shown:
    """Four users on RED connect plus since 1 October 2020."""
    first = Conclude(UUID(int=100), "plus", date(2020, 10, 1), USERS[0], tuple(USERS[1:]))
    return shown(RED, first, today, *decided)


def prepaid(today: date, *decided: tuple[date, Any], start: date = date(2020, 3, 16)) -> Shown:
    """Ten users on GAPTEQ prepaid."""
    return shown(GAPTEQ, Conclude(UUID(int=100), "prepaid", start, USERS[0], seats=10), today, *decided)
