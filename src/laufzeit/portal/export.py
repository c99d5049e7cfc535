"""Everything about a contract and its customer in one archive: JSON for programs, CSV for spreadsheets, texts to read.

Art. 20 GDPR asks for a structured, commonly used, machine-readable format; Art. 25 (2)(e) Data Act for all exportable
data. ``README.txt`` inside says what is where.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string

from laufzeit.catalogue.store import agreed_text
from laufzeit.contracts import store
from laufzeit.contracts.codec import event_kind, event_to_json
from laufzeit.contracts.explain import history
from laufzeit.contracts.saying import Said
from laufzeit.contracts.store import Held, Logged
from laufzeit.customers import store as customers
from laufzeit.customers.models import BankAccount, Organisation, User
from laufzeit.messages import store as letters
from laufzeit.portal.loading import with_titles
from laufzeit.portal.wording import language

ORGANISATION = (
    "number", "name", "kind", "street", "address_extra", "postcode", "city", "country", "email", "phone", "language",
    "vat_id", "tax_number", "buyer_reference",
)  # fmt: skip
PERSON = ("id", "role", "email", "first_name", "last_name", "phone", "language", "ended_on")
LETTERS = 200
"""The newest letters; older ones were sent by e-mail and can be asked for."""


def archive(held: Held, *, today: date) -> bytes:
    """The archive of ``held`` and its customer, as of ``today``."""
    files = dict(_files(held))
    files["README.txt"] = render_to_string(
        "portal/export_readme.txt", {"number": held.row.number, "vendor": held.catalogue.vendor, "today": today}
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archived:
        for name, content in sorted(files.items()):
            info = zipfile.ZipInfo(name, (today.year, today.month, today.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archived.writestr(info, content)
    return packed.getvalue()


def _files(held: Held) -> Iterable[tuple[str, str]]:
    log = store.log(held.row.id)
    people = list(customers.members(held.row.organisation_id))
    names = {user.id: user.name or user.email for user in people}
    phases = [_phase(held, index) for index in range(len(held.timeline.phases))]
    bookings = with_titles(held.contract.bookings)
    customer = _customer(held.row.organisation, people, customers.bank_accounts(held.row.organisation_id))
    yield "contract.json", _json(_contract(held, phases, bookings, log))
    yield "customer.json", _json(customer)
    yield "phases.csv", _csv(phases)
    yield "bookings.csv", _csv(bookings)
    yield "users.csv", _csv(customer["users"])
    yield "history.csv", _csv(_history(held, log, names))
    for name, text in _agreements(log):
        yield f"agreements/{name}.txt", text
    yield from _letters(held)


def _contract(
    held: Held, phases: Sequence[Mapping[str, Any]], bookings: Sequence[Mapping[str, Any]], log: Sequence[Logged]
) -> dict[str, Any]:
    return {
        "id": held.row.id,
        "number": held.row.number,
        "label": held.row.label,
        "first_day": held.timeline.start,
        "last_day": held.timeline.last_day(),
        "phases": phases,
        "bookings": bookings,
        "log": [_logged(one) for one in log],
    }


def _phase(held: Held, index: int) -> dict[str, Any]:
    phase = held.timeline.phases[index]
    return {
        "first_day": phase.period.start,
        "last_day": phase.period.last_day,
        "plan": phase.terms.plan,
        "plan_name": held.catalogue.plans[phase.terms.plan].names.text(language()),
        "edition": phase.terms.edition,
        "seats": phase.seats,
        "trial": phase.trial,
    }


def _logged(one: Logged) -> dict[str, Any]:
    declared = one.declaration
    return {
        "seq": one.seq,
        "kind": event_kind(one.event),
        "facts": event_to_json(one.event),
        "recorded_at": one.recorded_at,
        "side": declared.actor.side.value,
        "role": declared.actor.role.value,
        "actor": declared.actor.id,
        "channel": declared.channel.value,
        "consents": [
            {"agreement": given.agreement, "edition": given.edition, "sha256": given.sha256, "sentence": given.sentence}
            for given in declared.consents
        ],
        "hash": one.hash,
    }


def _history(held: Held, log: Sequence[Logged], names: dict[UUID, str]) -> list[dict[str, Any]]:
    sentences = history((Said(one.event, one.declaration) for one in log), held.catalogue, language(), names)
    return [
        {"seq": one.seq, "recorded_at": one.recorded_at, "what": sentence}
        for one, sentence in zip(log, sentences, strict=True)
    ]


def _customer(row: Organisation, people: Iterable[User], accounts: Iterable[BankAccount]) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in ORGANISATION},
        "users": [{name: getattr(user, name) for name in PERSON} for user in people],
        "bank_accounts": [
            {name: getattr(one, name) for name in ("holder", "iban", "bic", "created_at", "replaced_at")}
            for one in accounts
        ],
    }


def _agreements(log: Sequence[Logged]) -> Iterable[tuple[str, str]]:
    """Each text that was agreed to, once, as it was."""
    given = {consent.sha256: consent for one in log for consent in one.declaration.consents}
    for sha256, consent in given.items():
        text = agreed_text(sha256)
        if text is not None:
            yield f"{consent.agreement}-{consent.edition}-{consent.language}", text.body


def _letters(held: Held) -> Iterable[tuple[str, str]]:
    page = letters.mailbox(contract=held.row.id, count=LETTERS)
    for listed in page.letters:
        opened = letters.opened(listed.id)
        if opened is not None and opened.content is not None:
            text = f"{opened.content.subject}\n\n{opened.content.text}"
            yield f"letters/{listed.created_at:%Y-%m-%d}-{listed.kind}-{listed.id.hex[-6:]}.txt", text


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, default=_plain) + "\n"


def _plain(value: Any) -> str:
    match value:
        case date() | datetime() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            raise TypeError(f"{type(value).__name__} does not belong into an export")


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """With a byte order mark, by which spreadsheets know UTF-8."""
    written = io.StringIO()
    if rows:
        writer = csv.DictWriter(written, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return "\ufeff" + written.getvalue()


def _cell(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula is quoted; the JSON beside it has it unchanged."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not isinstance(value, int) else text
