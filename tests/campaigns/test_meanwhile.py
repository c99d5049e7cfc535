"""What else happens to a contract while its offer is there: each cell of the table in docs/reference/campaigns.md, in a
campaign, with what becomes of the offer and what the campaign says of the contract."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tests.campaigns.conftest import ANNOUNCED, Campaigner
from tests.contracts.conftest import EXAMPLES, NOON

from laufzeit.campaigns.plan import Way
from laufzeit.contracts.commands import ChangePlan, ChangeSeats, Command, GiveNotice
from laufzeit.contracts.refusal import Refused
from laufzeit.vendors.models import new_id

pytestmark = pytest.mark.slow

LATER = date(2022, 11, 14)
DOCS = Path(__file__).parents[2] / "docs" / "reference" / "campaigns.md"

WISHES: dict[str, Any] = {
    "more seats at once": lambda: ChangeSeats(new_id(), 12),
    "more seats, which begin the term anew": lambda: ChangeSeats(new_id(), 12),
    "change of plan": lambda: ChangePlan(new_id(), "pay-per-use"),
    "the customer's own notice": lambda: GiveNotice(new_id()),
}
ALLOWED = ""
TABLE: dict[str, dict[str, str]] = {
    "open": dict(zip(WISHES, (ALLOWED, ALLOWED, "offer_open", ALLOWED), strict=True)),
    "open, with notice": dict(zip(WISHES, (ALLOWED, "extends_beyond_end", "offer_open", ALLOWED), strict=True)),
    "accepted": dict(zip(WISHES, (ALLOWED, ALLOWED, "acceptance_pending", ALLOWED), strict=True)),
    "declined": dict(zip(WISHES, (ALLOWED, ALLOWED, ALLOWED, ALLOWED), strict=True)),
    "declined, with notice": dict(zip(WISHES, (ALLOWED, "extends_beyond_end", "notice_pending", ALLOWED), strict=True)),
}


@pytest.fixture
def at_once(acting: Any) -> Campaigner:
    """GAPTEQ, if it let seats be added at once and without a new term."""
    from laufzeit.catalogue.actions import apply

    text = (EXAMPLES / "gapteq.toml").read_text(encoding="utf-8")
    apply(acting, text.replace('increase = "extend term"', 'increase = "at once"'), by="test", now=NOON)
    return Campaigner(acting)


def contract_in(gapteq: Campaigner, state: str) -> UUID:
    """A contract of a campaign whose offer is in this state."""
    contract = gapteq.conclude(gapteq.customer("Muster AG"), "prepaid", date(2022, 3, 16), seats=10)
    notice = "with notice" in state or state == "accepted"
    gapteq.announce(way=Way.NOTICE_AND_OFFER if notice else Way.OFFER)
    if state == "accepted":
        gapteq.accept(contract, ANNOUNCED)
    if state.startswith("declined"):
        gapteq.decline(contract, ANNOUNCED)
    return contract


def wanted(gapteq: Campaigner, contract: UUID, command: Command) -> str:
    """What the customer asks for; the code with which it is refused."""
    try:
        gapteq.consent(contract, command, LATER)
    except Refused as refused:
        return refused.code.value
    return ALLOWED


@pytest.mark.parametrize("state", TABLE)
@pytest.mark.parametrize("wish", WISHES)
def test_each_cell(request: pytest.FixtureRequest, state: str, wish: str) -> None:
    gapteq: Campaigner = request.getfixturevalue("at_once" if wish == "more seats at once" else "gapteq")
    contract = contract_in(gapteq, state)
    before = gapteq.participant(contract)
    assert wanted(gapteq, contract, WISHES[wish]()) == TABLE[state][wish]
    after = gapteq.participant(contract)
    if TABLE[state][wish]:
        assert (after.answer, after.first_day) == (before.answer, before.first_day), "nothing has changed"
    elif wish == "the customer's own notice":
        assert last_day_of(contract) == date(2023, 3, 15)
        assert standing_of(gapteq) == "overtaken"
    elif wish == "change of plan":
        assert standing_of(gapteq) == "overtaken"
    else:
        assert after.answer == before.answer, "the answer stands"


def last_day_of(contract: UUID) -> date | None:
    from laufzeit.contracts.store import held

    return held(contract).timeline.last_day()


def standing_of(gapteq: Campaigner) -> str:
    from laufzeit.campaigns.watching.store import listed

    [line] = listed(gapteq.row(), LATER, which="written")
    return line.standing


def test_more_seats_move_what_was_accepted(gapteq: Campaigner) -> None:
    contract = contract_in(gapteq, "accepted")
    assert wanted(gapteq, contract, ChangeSeats(new_id(), 12)) == ALLOWED
    assert gapteq.participant(contract).first_day == date(2023, 11, 14), "the renewal of the term that began anew"
    terms = gapteq.terms(contract, date(2023, 12, 1))
    assert [edition for _, edition in terms][-2:] == ["prepaid@2022", "prepaid@2023"]


def test_the_offers_price_follows_the_seats(at_once: Campaigner) -> None:
    gapteq = at_once
    contract = contract_in(gapteq, "open")
    assert wanted(gapteq, contract, ChangeSeats(new_id(), 12)) == ALLOWED
    gapteq.accept(contract, LATER)
    from laufzeit.contracts.store import held

    phase = held(contract).timeline.phase_on(date(2023, 4, 1))
    assert phase is not None and (str(phase.terms), phase.seats) == ("prepaid@2023", 12)


def test_the_table_of_the_docs_is_this_one() -> None:
    text = DOCS.read_text(encoding="utf-8")
    begin = text.index("| while |")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text[begin : text.index("\n\n", begin)].splitlines()
    ]
    assert rows[0][1:] == list(WISHES)
    named = {
        "the offer is open, without notice": "open",
        "the offer is open, with the vendor's notice": "open, with notice",
        "accepted, before its first day": "accepted",
        "declined, without notice": "declined",
        "declined, with the vendor's notice": "declined, with notice",
    }
    for name, *cells in rows[2:]:
        for wish, cell in zip(WISHES, cells, strict=True):
            code = TABLE[named[name]][wish]
            assert f"`{code}`" in cell if code else "refused" not in cell, (name, wish, cell)
