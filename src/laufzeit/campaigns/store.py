"""Finding and writing campaigns and their contracts. Everything here runs inside ``acting_for(vendor)``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, models

from laufzeit.campaigns.aiming import Addressee, Aim
from laufzeit.campaigns.life import CannotStep, Obstacle, StepKind, Task
from laufzeit.campaigns.models import Campaign, Participant, Step
from laufzeit.campaigns.outcome import Answer, ParticipantState, answer_of
from laufzeit.campaigns.plan import Plan, from_json
from laufzeit.contracts import store as contracts
from laufzeit.contracts.store import Held
from laufzeit.customers.models import OrganisationKind
from laufzeit.invoices.running.store import read_by_index
from laufzeit.vendors.models import new_id
from laufzeit.vendors.tenancy import acting_vendor_id

_BASE: Final = """
    FROM contracts_phase p
    JOIN contracts_contract c ON c.id = p.contract_id AND c.vendor_id = p.vendor_id
    JOIN customers_organisation o ON o.id = c.organisation_id AND o.vendor_id = c.vendor_id
"""
IS_MEANT: Final = """
    p.vendor_id = %(vendor)s AND (p.plan, p.edition) IN (SELECT * FROM unnest(%(plans)s::text[], %(editions)s::text[]))
        AND p.starts_on <= %(day)s AND (p.ends_on IS NULL OR p.ends_on > %(day)s)
        AND p.seats >= %(least)s AND (%(most)s::int IS NULL OR p.seats <= %(most)s)
        AND (cardinality(%(countries)s::text[]) = 0 OR o.country = ANY(%(countries)s))
        AND (cardinality(%(postcodes)s::text[]) = 0 OR o.postcode LIKE ANY(%(postcodes)s))
        AND (cardinality(%(only)s::text[]) = 0 OR c.number = ANY(%(only)s))
        AND NOT c.number = ANY(%(without)s)
"""
"""The contracts that are meant on a day: those with a phase of it at an edition that is to be replaced."""


def campaign(key_or_id: str | UUID) -> Campaign:
    """The campaign. Raises ``Campaign.DoesNotExist``."""
    name = "id" if isinstance(key_or_id, UUID) else "key"
    return Campaign.objects.get(**{name: key_or_id})


def locked(campaign_id: UUID, *, skip: bool = False) -> Campaign | None:
    """The campaign, locked until the transaction ends; ``None`` where somebody else has it and ``skip`` is said."""
    return Campaign.objects.select_for_update(skip_locked=skip).filter(id=campaign_id).first()


def locked_by_key(key: str) -> Campaign | None:
    """The campaign of that name, locked, if there is one."""
    return Campaign.objects.select_for_update().filter(key=key).first()


def plan_of(row: Campaign) -> Plan:
    """The plan of a campaign as it was written."""
    return from_json(row.plan)


def text_of(row: Campaign) -> str:
    """What the plan was last read from; empty where it was not a text."""
    last = Step.objects.filter(campaign=row, kind=StepKind.DRAFTED.value).order_by("-at", "-id").first()
    return str(last.facts.get("text", "")) if last else ""


def note(row: Campaign, kind: StepKind, facts: dict[str, Any], by: UUID | None, now: datetime) -> Step:
    """A step that somebody took."""
    return Step.objects.create(campaign=row, kind=kind.value, facts=facts, by=by, at=now)


def cohort_size(plan: Plan, day: date) -> int:
    """How many contracts are meant."""
    return int(asked(f"SELECT count(*) {_BASE} WHERE {IS_MEANT}", cohort(plan, day))[0][0])


_PAGE: Final = f"""
    SELECT c.id, EXISTS (
        SELECT 1 FROM contracts_phase p
        JOIN customers_organisation o ON o.id = c.organisation_id AND o.vendor_id = p.vendor_id
        WHERE p.contract_id = c.id AND {IS_MEANT}
    ) FROM (
        SELECT id, organisation_id, number FROM contracts_contract
        WHERE vendor_id = %(vendor)s AND id > %(after)s ORDER BY id LIMIT %(limit)s
    ) AS c ORDER BY c.id
"""  # noqa: S608 - conditions of ours


def cohort_after(plan: Plan, day: date, after: UUID | None, limit: int) -> tuple[list[UUID], UUID | None]:
    """Which of the next ``limit`` contracts of the vendor are meant, in the order of their ids, and the last one that
    was looked at (``None``: there were no more). Read off indexes, however many contracts there are."""
    read_by_index(ranges=False)
    values = cohort(plan, day) | {"after": after or UUID(int=0), "limit": limit}
    rows = asked(_PAGE, values)
    return [id_ for id_, is_meant in rows if is_meant], rows[-1][0] if rows else None


def in_other_campaigns(plan: Plan, day: date, campaign_id: UUID | None) -> list[tuple[str, str]]:
    """Contracts that are meant and that another running campaign has: their numbers with its key; a hundred at most."""
    sql = (
        f"SELECT c.number, k.key {_BASE} JOIN campaigns_participant x ON x.contract_id = c.id AND x.running"
        f" JOIN campaigns_campaign k ON k.id = x.campaign_id AND k.id <> %(own)s WHERE {IS_MEANT} ORDER BY 1 LIMIT 100"
    )
    return [(row[0], row[1]) for row in asked(sql, cohort(plan, day) | {"own": campaign_id or UUID(int=0)})]


def cohort(plan: Plan, day: date) -> dict[str, Any]:
    """The parameters of ``IS_MEANT``."""
    chosen, olds = plan.cohort, [one.old for one in plan.replacements]
    return {
        "vendor": acting_vendor_id(),
        "plans": [ref.plan for ref in olds],
        "editions": [ref.edition for ref in olds],
        "day": day,
        "least": chosen.seats.least,
        "most": chosen.seats.most,
        "countries": list(chosen.countries),
        "postcodes": [f"{literal(one)}%" for one in chosen.postcodes],
        "only": list(chosen.only),
        "without": list(chosen.without),
    }


def literal(text: str) -> str:
    """A text as a pattern of LIKE that means just it."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def asked(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    """All rows that a question with named parameters gives."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


_PEOPLE: Final = """
    SELECT id, email FROM customers_user WHERE vendor_id = %(vendor)s AND id = ANY(%(users)s)
        AND erased_at IS NULL AND is_active AND (ended_on IS NULL OR ended_on > %(day)s)
"""
_FAILED: Final = """
    SELECT email FROM (
        SELECT DISTINCT ON (email) email, state FROM letters_message
        WHERE vendor_id = %(vendor)s AND email = ANY(%(addresses)s) AND state IN ('sent', 'failed', 'bounced')
        ORDER BY email, created_at DESC, id DESC
    ) AS last WHERE state <> 'sent'
"""
"""Addresses at which the last letter did not arrive."""


def addressees(held_ones: Sequence[Held], day: date) -> dict[UUID, Addressee]:
    """Who would be written to about these contracts on ``day``."""
    vendor, main_users = acting_vendor_id(), [one.contract.main_user for one in held_ones]
    people = dict(asked(_PEOPLE, {"vendor": vendor, "users": main_users, "day": day}))
    failed = {row[0] for row in asked(_FAILED, {"vendor": vendor, "addresses": list(people.values())})}
    return {one.row.id: _addressee(one, people.get(one.contract.main_user), failed) for one in held_ones}


def _addressee(one: Held, mail: str | None, failed: set[str]) -> Addressee:
    customer = one.row.organisation
    return Addressee(
        decides=mail is not None,
        mail=bool(mail) and mail not in failed,
        post=bool(customer.street and customer.postcode and customer.city),
        consumer=customer.kind == OrganisationKind.CONSUMER,
    )


def forget_participants(row: Campaign) -> None:
    """The check begins anew; nobody has been written to."""
    Participant.objects.filter(campaign=row).delete()


def add_participants(row: Campaign, aims: Iterable[tuple[Held, Aim, str]]) -> None:
    """Contracts with what they are to be offered, each with the name of its segment."""
    Participant.objects.bulk_create(
        Participant(
            campaign=row, contract_id=held.row.id, organisation=held.row.organisation_id, segment=segment,
            **columns(aim),
        )
        for held, aim, segment in aims
    )  # fmt: skip


def columns(aim: Aim) -> dict[str, Any]:
    """An aim as columns of a participant."""
    return {
        "state": ParticipantState.LEFT_OUT.value if aim.left_out else ParticipantState.WAITING.value,
        "findings": [one.value for one in aim.findings],
        "refusal": aim.refusal.value if aim.refusal else "",
        "old_plan": aim.old.plan,
        "old_edition": aim.old.edition,
        "new_plan": aim.new.plan if aim.new else "",
        "new_edition": aim.new.edition if aim.new else "",
        "seats": aim.seats,
        "currency": aim.currency,
        "before": aim.before,
        "after": aim.after,
        "notice_last_day": aim.notice_last_day,
        "first_day": aim.first_day,
        "accept_until": aim.accept_until,
    }


def take(row: Campaign, limit: int, **which: Any) -> list[Participant]:
    """Participants that nobody works on, locked until the transaction ends; what a process leaves that dies is taken by
    another."""
    rows = Participant.objects.select_for_update(skip_locked=True).filter(campaign=row, **which)
    return list(rows.order_by("id")[:limit])


_CHANGING: Final = {
    "state": "text", "running": "boolean", "findings": "text[]", "refusal": "text", "old_plan": "text",
    "old_edition": "text", "new_plan": "text", "new_edition": "text", "seats": "int", "before": "bigint",
    "after": "bigint", "notice_last_day": "date", "first_day": "date", "accept_until": "date", "asked_until": "date",
    "by_post": "boolean", "offer": "uuid", "notice": "uuid", "written_at": "timestamptz", "received_on": "date",
    "answer": "text", "answered_at": "timestamptz", "stale": "boolean",
}  # fmt: skip


def change(rows: Sequence[Participant]) -> None:
    """Write what has changed of participants, in one statement."""
    if not rows:
        return
    names = ", ".join(f'"{name}" = new."{name}"' for name in _CHANGING)
    kinds = ", ".join(f'"{name}" {kind}' for name, kind in _CHANGING.items())
    values = [{"id": str(row.pk)} | {name: _plain(getattr(row, name)) for name in _CHANGING} for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE campaigns_participant AS p SET {names}"  # noqa: S608 - columns of ours
            f" FROM json_to_recordset(%s) AS new (id uuid, {kinds}) WHERE p.id = new.id",
            [json.dumps(values)],
        )


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def refresh(row: Campaign, limit: int = 2_000) -> int:
    """Look again at the answers of contracts about which something was decided; how many there were."""
    total = 0
    while True:
        stale = take(row, limit, stale=True)
        if not stale:
            return total
        held = {one.row.id: one for one in contracts.held_many([one.contract_id for one in stale])}
        for one in stale:
            _answered(one, held[one.contract_id])
        change(stale)
        total += len(stale)


def _answered(one: Participant, held: Held) -> None:
    one.stale = False
    if one.state != ParticipantState.WRITTEN:
        return
    answer = answer_of(held.contract, one.offer, one.notice).value
    if answer != one.answer:
        one.answer, one.answered_at = answer, one.touched_at
    offer = held.contract.offer(one.offer) if one.offer else None
    if offer is not None:
        one.accept_until = offer.accept_until
    if one.answer == Answer.ACCEPTED.value:
        accepted = next((event for event in held.contract.standing if getattr(event, "offer", None) == one.offer), None)
        one.first_day = accepted.effective_on if accepted else one.first_day


def opened(contract_id: UUID, offer: UUID, now: datetime) -> None:
    """Somebody who may has seen the offer in the portal, for the first time or again."""
    found = Participant.objects.filter(contract_id=contract_id, offer=offer, opened_at__isnull=True)
    found.update(opened_at=now)


def participant(row: Campaign, number: str) -> Participant:
    """The part that a contract has in a campaign. Raises ``CannotStep``."""
    found = Participant.objects.select_for_update().filter(campaign=row, contract__number=number).first()
    if found is None:
        raise CannotStep(Obstacle.NOT_IN_CAMPAIGN, {"contract": number})
    return found


def written(row: Campaign) -> int:
    """How many contracts have been written to."""
    return Participant.objects.filter(campaign=row, state=ParticipantState.WRITTEN).count()


def finish(row: Campaign, task: Task) -> None:
    """A task is done, unless another one was asked for meanwhile. Once all is taken back, nothing runs any more."""
    if task is Task.WITHDRAW:
        Participant.objects.filter(campaign=row, running=True).update(running=False)
    Campaign.objects.filter(id=row.id, task=task).update(task=Task.NONE)


def counts_of_check(row: Campaign) -> dict[str, int]:
    """How many contracts a check has found in each state, and with each finding."""
    found = Participant.objects.filter(campaign=row)
    states = dict(found.values_list("state").annotate(models.Count("id")))
    each = found.annotate(one=models.Func("findings", function="unnest")).values_list("one")
    return states | dict(each.annotate(models.Count("id")))


def silent(row: Campaign, today: date) -> list[Participant]:
    """Contracts whose customers have not answered and still can."""
    found = Participant.objects.filter(campaign=row, running=True, state=ParticipantState.WRITTEN, answer=Answer.OPEN)
    return list(found.filter(offer__isnull=False, accept_until__gte=today).order_by("id"))


def answers(row: Campaign) -> dict[str, int]:
    """How many contracts that were written to have which answer."""
    found = Participant.objects.filter(campaign=row, state=ParticipantState.WRITTEN)
    return dict(found.values_list("answer").annotate(models.Count("id")))


def letter_key(one: Participant) -> str:
    """The name in the outbox of the letter by which a contract was written to."""
    kind = f"TermsOffered:{one.offer}" if one.offer else f"VendorNotice:{one.notice}"
    return f"{one.contract_id}/{kind}"


def fresh_ids() -> tuple[UUID, UUID]:
    """Names for an offer and a notice."""
    return new_id(), new_id()
