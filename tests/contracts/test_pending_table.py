"""The table of pending changes: each pair is provoked on a real contract, and the documentation shows the same table.

``pytest tests/contracts/test_pending_table.py --update`` writes the documentation anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.contracts.lives import ROOT, catalogue

from laufzeit.contracts.commands import Revoke
from laufzeit.contracts.contract import Contract, Standing, evolve
from laufzeit.contracts.decide import decide
from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
from laufzeit.contracts.pending import RULES, Answer, Pending, PendingKind, Rule, Wish, pending
from laufzeit.stories.reading import read_story
from laufzeit.stories.sentences import id_of, user_id
from laufzeit.stories.telling import Outcome, ToldScene, tell

DOCUMENT = ROOT / "docs" / "reference" / "pending-changes.md"
PAIRS = [(kind, wish) for kind in PendingKind for wish in Wish]

CONCLUDED = {
    "team": "2021-01-15  Ida concludes team with users Ben",
    "year": "2021-01-15  Ida concludes year with 3 seats",
    "hall": "2021-01-15  Ida concludes hall with 4 seats",
}
OFFERED = "2021-11-01  vendor offers year@2022 from 2022-01-01, accept until 2021-12-31"
ACCEPTED = "2021-11-01  Ida accepts the offer"
NOTICES = {
    PendingKind.NOTICE_BY_CUSTOMER: "2021-11-02  Ida gives notice",
    PendingKind.NOTICE_BY_VENDOR: "2021-11-02  vendor gives notice",
    PendingKind.SWITCH: "2021-11-02  Ida switches to another provider",
}
SETUPS: dict[PendingKind, dict[str, tuple[str, ...]]] = {
    PendingKind.CHANGE: {
        "team": ("2021-11-02  Ida changes to duo",),
        "year": ("2021-11-02  Ida changes to office",),
    },
    PendingKind.SEATS: {
        "team": ("2021-11-02  Ida removes user Ben",),
        "year": ("2021-11-02  Ida changes seats to 2",),
    },
    PendingKind.ACCEPTANCE: {"year": (OFFERED, ACCEPTED), "hall": (OFFERED, ACCEPTED)},
    PendingKind.OFFER: {"year": (OFFERED,), "hall": (OFFERED,)},
} | {kind: {"team": (notice,), "year": (notice,)} for kind, notice in NOTICES.items()}
WISHES: dict[Wish, dict[str, str]] = {
    Wish.CHANGE_PLAN: {"year": "Ida changes to office"},
    Wish.SEATS: {"team": "Ida adds user Eva", "hall": "Ida changes seats to 5"},
    Wish.SEATS_LATER: {"team": "Ida removes user Ben", "year": "Ida changes seats to 1"},
    Wish.SEATS_EXTENDING: {"year": "Ida changes seats to 4"},
    Wish.NOTICE_BY_CUSTOMER: {"year": "Ida gives notice"},
    Wish.TERMINATE_AND_ERASE: {"year": "Ida terminates and erases"},
    Wish.NOTICE_BY_VENDOR: {"year": "vendor gives notice"},
    Wish.OFFER_TERMS: {"year": "vendor offers year@2022 from 2022-01-01, accept until 2022-03-31"},
    Wish.ACCEPT_TERMS: {"year": "Ida accepts the offer"},
    Wish.EXTEND_OFFER: {"year": "vendor extends the offer until 2022-01-10"},
    Wish.WITHDRAW_OFFER: {"year": "vendor withdraws the offer"},
    Wish.SWITCH: {"year": "Ida switches to own machines"},
    Wish.BOOK: {"team": "Ida books room on 2021-11-10 at 10:00", "hall": "Ida books room on 2021-11-10 at 10:00"},
    Wish.DISCOUNT: dict.fromkeys(("team", "year"), 'vendor grants 10% as "Patience"'),
    Wish.EXTRA: dict.fromkeys(("team", "year"), 'vendor charges 10.00 for "Spare key"'),
}


ABOUT_AN_OFFER = (Wish.ACCEPT_TERMS, Wish.EXTEND_OFFER, Wish.WITHDRAW_OFFER)


def provoked(kind: PendingKind, wish: Wish) -> ToldScene:
    """A contract with ``kind`` pending, of which ``wish`` is asked."""
    base = next(plan for plan in WISHES[wish] if plan in SETUPS[kind])
    setup = SETUPS[kind][base]
    waiting_for_answer = wish in ABOUT_AN_OFFER and kind not in (
        PendingKind.CHANGE, PendingKind.ACCEPTANCE, PendingKind.OFFER,
    )  # fmt: skip
    lines = (CONCLUDED[base], *((OFFERED,) if waiting_for_answer else ()), *setup, f"2021-11-03  {WISHES[wish][base]}")
    header = ("story: A pair", "catalogue: kontor", "customer: Schreibstube, main user Ida")
    (scene,) = tell(read_story("\n".join((*header, *lines))), catalogue("kontor"))
    assert all(outcome.refused is None for outcome in scene.outcomes[:-1])
    return scene


def waiting(contract: Contract | None, scene: ToldScene) -> dict[object, Pending]:
    assert contract is not None
    return {one.item: one for one in pending(contract, scene.life.catalogue, scene.life.today)}


@pytest.mark.parametrize(("kind", "wish"), PAIRS, ids=lambda part: part.name.lower())
def test_the_table_says_what_happens(kind: PendingKind, wish: Wish) -> None:
    scene, rule = provoked(kind, wish), RULES[kind][wish]
    before, after = scene.outcomes[-2].contract, scene.outcomes[-1]
    was = waiting(before, scene)
    (subject,) = [one for one in was.values() if one.kind is kind]
    if rule.answer is Answer.REFUSED:
        assert after.refused is not None and after.refused.code is rule.code
        assert after.contract == before
        return
    assert after.refused is None and after.events
    now = waiting(after.contract, scene)
    match rule.answer:
        case Answer.ALLOWED:
            over = kind is PendingKind.OFFER and wish in (Wish.ACCEPT_TERMS, Wish.WITHDRAW_OFFER)
            assert over != (subject.item in now)
            assert over or now[subject.item] == subject
        case Answer.MOVES:
            assert now[subject.item].effective_on != subject.effective_on
        case Answer.REPLACES:
            assert subject.item not in now
            assert subject.item in {one.id for one in standing(after.contract)}
            assert subject.item in waiting(revoked(after, scene), scene)


def standing(contract: Contract | None) -> tuple[Standing, ...]:
    assert contract is not None
    return contract.standing


def revoked(outcome: Outcome, scene: ToldScene) -> Contract:
    """The contract after what has just been declared is taken back: what it replaced counts again."""
    declaration = Declaration(
        scene.life.today, Actor(Side.CUSTOMER, Role.MAIN, user_id("Ida")), Channel.LETTER
    )  # fmt: skip
    command = Revoke(id_of("revoked"), outcome.events[0].id)
    contract = outcome.contract
    for event in decide(contract, command, declaration, scene.life.catalogue):
        contract = evolve(contract, event)
    assert contract is not None
    return contract


def test_the_table_is_complete() -> None:
    assert set(RULES) == set(PendingKind)
    for rules in RULES.values():
        assert set(rules) == set(Wish)
        assert all((rule.code is not None) == (rule.answer is Answer.REFUSED) for rule in rules.values())


def test_the_documentation_shows_the_table(update: bool) -> None:
    if update:
        DOCUMENT.parent.mkdir(parents=True, exist_ok=True)
        DOCUMENT.write_text(document(), "utf-8")
    assert Path(DOCUMENT).read_text("utf-8") == document()


def document() -> str:
    return f"""{HEAD}
{_row("Asked for", *(f"{kind.value}" for kind in PendingKind))}
{_row(*["---"] * (len(PendingKind) + 1))}
{chr(10).join(_row(f"**{wish.value}**", *(_cell(RULES[kind][wish]) for kind in PendingKind)) for wish in Wish)}

{FOOT}"""


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(rule: Rule) -> str:
    words = {Answer.ALLOWED: "allowed", Answer.REPLACES: "*replaces it*", Answer.MOVES: "*moves it*"}
    return words.get(rule.answer) or f"`{rule.code.value}`"  # type: ignore[union-attr]


HEAD = """# Pending changes

What has been decided and has not begun is *pending*: a change of plan until its first day, a notice until the
contract's last day, an offer until its deadline. Nothing pending is ever dropped silently. This table says for each
further wish what becomes of it while something is pending; where several things are pending, the first refusal
counts. It is generated from `src/laufzeit/contracts/pending.py`, and a test provokes each pair on a real contract
(`tests/contracts/test_pending_table.py`).

A code means: refused, with this code; nothing changes. *Replaces it*: what was pending stays in the log and has no
effect for as long as the new decision stands; if that is revoked, it counts again. *Moves it*: it keeps standing and
gets a new first day, and the log says so.
"""
FOOT = """## Why

- **A change of plan** has been confirmed with its consequences; a second one, or more seats that would begin the term
  anew, would make that confirmation wrong. So it has to be revoked first. Seats that change at once are allowed: they
  belong to the plan that is still there. Notice is always allowed: where it ends the contract before the change, the
  change has nothing left to begin with.
- **A notice** ends the contract, so nothing that would begin after it can be agreed on; seats that change at once and
  bookings before the end can. A customer who has given notice can widen it to *terminate and erase*: the earlier end
  stays. The other side's notice is a declaration of its own, and the earlier end counts.
- **The vendor's notice with an offer** is how a price change reaches a contract: accepting the offer takes the notice
  back for as long as the acceptance stands. An acceptance that is revoked lets the notice count again. Until the
  deadline both answers can be changed: declining what was accepted revokes the acceptance.
- **An offer that is extended** can be accepted until the later day, at most until the contract's last one; whoever is
  silent is reminded again. **One that is withdrawn** takes the notice that was given with it back, so that the contract
  goes on as before; a notice that was given for itself stands. What was accepted is agreed, and is neither extended nor
  withdrawn.
- **Accepted terms** wait for the renewal. More seats that begin the term anew move the renewal, and with it the
  accepted terms. The number of seats has to fit into both the terms of today and the accepted ones.
- **Discounts, one-off charges and credits** change neither plan nor term: they stand beside anything pending. What
  comes to an end with a pending notice takes a discount with it.
- **A switch under the Data Act** cannot be delayed by anything, and nothing is agreed on beyond it; an ordinary notice
  may still lead to an earlier end.

Revoking is possible until the last day that the letter names, for the side that declared, where the terms allow it
(`revocable` in the catalogue); an acceptance until the deadline of its offer.
"""
