"""The log of accounts, and how accounts are made; inside ``acting_for``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from allauth.account.models import EmailAddress

from laufzeit.customers.details import Person
from laufzeit.customers.happenings import Happening
from laufzeit.customers.models import AccountEvent, User
from laufzeit.customers.refusal import Code, refuse
from laufzeit.customers.roles import MEMBER_ROLES, STAFF_ROLES, Role
from laufzeit.vendors.models import new_id
from laufzeit.vendors.reading.store import told
from laufzeit.vendors.tenancy import acting_vendor_id

_RECORD: Final = (
    "INSERT INTO customers_accountevent (id, vendor_id, kind, actor, facts, subject, organisation)"
    " SELECT new.id, %s, %s, %s, %s::jsonb, new.subject, new.organisation"
    " FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[]) AS new (id, subject, organisation)"
)


def record(
    happening: Happening,
    *,
    by: UUID | None,
    user: User | None = None,
    organisation_id: UUID | None = None,
    **facts: str | int | bool,
) -> None:
    """Write to the log of accounts. No fact may be personal: people are named by their ids."""
    AccountEvent.objects.create(
        kind=happening,
        actor=by,
        subject=user.id if user else None,
        organisation=organisation_id or (user.organisation_id if user else None),
        facts=facts,
    )


def record_many(happening: Happening, users: Sequence[User], *, by: UUID | None, **facts: str | int | bool) -> None:
    """The same of many people, in one statement: a tick ends the access of hundreds."""
    if users:
        ids, organisations = [user.id for user in users], [user.organisation_id for user in users]
        about = [happening.value, by, json.dumps(facts)]
        told(_RECORD, [acting_vendor_id(), *about, [new_id() for _ in users], ids, organisations])


def create_member(
    organisation_id: UUID, person: Person, role: Role, *, by: UUID | None, password: str | None = None
) -> User:
    """Somebody of the organisation who can sign in at once (by one-time code while there is no password).

    Raises:
        Refused: EMAIL_TAKEN, ROLE_NOT_GIVEN_HERE.
    """
    if role not in MEMBER_ROLES:
        raise refuse(Code.ROLE_NOT_GIVEN_HERE, role=role)
    return _create(person, role, by=by, password=password, organisation_id=organisation_id)


def create_staff(person: Person, role: Role, *, by: UUID | None, password: str | None = None) -> User:
    """Somebody of the vendor's own; the first page after signing in sets up the second factor.

    Raises:
        Refused: EMAIL_TAKEN, ROLE_NOT_GIVEN_HERE.
    """
    if role not in STAFF_ROLES:
        raise refuse(Code.ROLE_NOT_GIVEN_HERE, role=role)
    return _create(person, role, by=by, password=password)


def create_operator(person: Person, *, password: str) -> User:
    """Somebody who runs the installation; inside ``acting_as_operator``.

    Raises:
        Refused: EMAIL_TAKEN.
    """
    return insert_user(person, Role.OPERATOR, password=password, vendor_id=None, organisation_id=None)


def _create(
    person: Person, role: Role, *, by: UUID | None, password: str | None, organisation_id: UUID | None = None
) -> User:
    made = insert_user(person, role, password=password, vendor_id=acting_vendor_id(), organisation_id=organisation_id)
    record(Happening.ACCOUNT_CREATED, by=by, user=made, role=role)
    return made


def insert_user(
    person: Person, role: Role, *, password: str | None, vendor_id: UUID | None, organisation_id: UUID | None
) -> User:
    email = person.email.strip().lower()
    if User.objects.filter(email=email, vendor_id=vendor_id).exists():
        raise refuse(Code.EMAIL_TAKEN, email=email)
    made = User(
        vendor_id=vendor_id,
        organisation_id=organisation_id,
        role=role,
        email=email,
        first_name=person.first_name,
        last_name=person.last_name,
        phone=person.phone,
        language=person.language,
    )
    made.set_password(password)
    made.save(force_insert=True)
    # Whoever creates an account vouches for its address; an invitation is proof of it.
    EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
    return made
