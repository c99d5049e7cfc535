"""What managers do with the accounts of the vendor's own people; inside ``acting_for``."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from laufzeit.customers import store
from laufzeit.customers.accounts.actions import record
from laufzeit.customers.happenings import Happening
from laufzeit.customers.models import User
from laufzeit.customers.refusal import Refused
from laufzeit.customers.roles import STAFF_ROLES, Role


class Why(StrEnum):
    """Why something was not done."""

    NOBODY = "nobody"
    ONESELF = "oneself"
    LAST_MANAGER = "last manager"


class NotDone(Exception):
    """Nothing was changed."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


def change_role(user_id: UUID, role: Role, *, by: UUID) -> User:
    """Give one of the staff another role.

    Raises:
        NotDone: nobody of the staff has that id; it is oneself; nobody would be manager any more.
    """
    row = _other(user_id, by)
    if role not in STAFF_ROLES or row.role == role:
        return row
    _keep_a_manager(row)
    was, row.role = row.role, role
    row.save(update_fields=["role"])
    record(Happening.ROLE_CHANGED, by=by, user=row, was=was, role=role)
    return row


def end_access(user_id: UUID, *, today: date, by: UUID) -> User:
    """End the access of one of the staff, from today on. Whoever is to come back is invited again.

    Raises:
        NotDone: as ``change_role``.
    """
    row = _other(user_id, by)
    if row.ended_on is None or row.ended_on > today:
        _keep_a_manager(row)
        row.ended_on = today
        row.save(update_fields=["ended_on"])
        record(Happening.ACCESS_ENDED, by=by, user=row, ends_on=today.isoformat())
    return row


def _other(user_id: UUID, by: UUID) -> User:
    """Somebody else of the staff, locked."""
    try:
        row = store.locked_user(user_id)
    except Refused:
        raise NotDone(Why.NOBODY) from None
    if row.organisation_id is not None or Role(row.role) not in STAFF_ROLES:
        raise NotDone(Why.NOBODY)
    if row.id == by:
        raise NotDone(Why.ONESELF)
    return row


def _keep_a_manager(leaving: User) -> None:
    """Whoever changes accounts is a manager and stays one; this guards against two of them doing it to each other."""
    managers = store.staff().filter(role=Role.MANAGER, ended_on__isnull=True, is_active=True)
    if leaving.role == Role.MANAGER and not managers.exclude(id=leaving.id).exists():
        raise NotDone(Why.LAST_MANAGER)
