"""What is done to customers and their people: each is one transaction of the caller's, inside ``acting_for``.

``by`` is the id of who does it (None: the program, or the vendor's own system); ``now`` the vendor's time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from laufzeit.customers import store
from laufzeit.customers.accounts.actions import create_member, create_operator, create_staff, record, record_many
from laufzeit.customers.details import BankDetails, OrganisationDetails, Profile
from laufzeit.customers.happenings import Happening
from laufzeit.customers.joining.actions import accept_invitation, invite, read_invitation, withdraw_invitation
from laufzeit.customers.models import BankAccount, Invitation, Organisation, User
from laufzeit.customers.personal import PERSONAL, remains
from laufzeit.customers.refusal import Code, refuse
from laufzeit.customers.roles import MEMBER_ROLES, Role

__all__ = [
    "accept_invitation",
    "change_role",
    "create_member",
    "create_operator",
    "create_organisation",
    "create_staff",
    "end_access",
    "erase_organisation",
    "invite",
    "lock",
    "read_invitation",
    "record",
    "remove_member",
    "require_second_factor",
    "reset_second_factor",
    "set_bank_account",
    "update_organisation",
    "update_profile",
    "withdraw_invitation",
]


# Organisations


def create_organisation(details: OrganisationDetails, *, by: UUID | None, number: str = "") -> Organisation:
    """A new customer. Without ``number`` it gets the next free one.

    Raises:
        Refused: NUMBER_TAKEN.
    """
    number = number or store.next_number()
    if Organisation.objects.filter(number=number).exists():
        raise refuse(Code.NUMBER_TAKEN, number=number)
    made = Organisation.objects.create(number=number, **_columns(details))
    record(Happening.ORGANISATION_CREATED, by=by, organisation_id=made.id)
    return made


def update_organisation(organisation_id: UUID, details: OrganisationDetails, *, by: UUID) -> Organisation:
    """Other data for the organisation; the log says which fields, not what stood in them.

    Raises:
        Refused: ORGANISATION_ERASED.
    """
    row = _living(organisation_id)
    changed = [name for name, value in _columns(details).items() if getattr(row, name) != value]
    if changed:
        for name, value in _columns(details).items():
            setattr(row, name, value)
        row.save(update_fields=changed)
        record(Happening.ORGANISATION_CHANGED, by=by, organisation_id=row.id, fields=", ".join(changed))
    return row


def _columns(details: OrganisationDetails) -> dict[str, str]:
    values = asdict(details)
    address = values.pop("address")
    address["address_extra"] = address.pop("extra")
    return {**values, **address}


def _living(organisation_id: UUID) -> Organisation:
    row = store.locked_organisation(organisation_id)
    if row.erased_at is not None:
        raise refuse(Code.ORGANISATION_ERASED, organisation=organisation_id)
    return row


def set_bank_account(organisation_id: UUID, bank: BankDetails, *, by: UUID, now: datetime) -> BankAccount:
    """The account that payments come from, from now on; the one before stays in the history.

    Raises:
        Refused: ORGANISATION_ERASED.
    """
    row = _living(organisation_id)
    wanted = {"holder": bank.holder, **asdict(bank.account)}
    current = store.bank_account(row.id)
    if current is not None:
        if all(getattr(current, name) == value for name, value in wanted.items()):
            return current
        current.replaced_at = now
        current.save(update_fields=["replaced_at"])
    made = BankAccount.objects.create(organisation=row, created_at=now, created_by=by, **wanted)
    record(Happening.BANK_ACCOUNT_SET, by=by, organisation_id=row.id, account=str(made.id))
    return made


def require_second_factor(organisation_id: UUID, *, required: bool, by: UUID) -> None:
    """Whether all members of the organisation need a second factor from their next page on."""
    row = _living(organisation_id)
    if row.second_factor_required is not required:
        row.second_factor_required = required
        row.save(update_fields=["second_factor_required"])
        record(Happening.SECOND_FACTOR_RULE_CHANGED, by=by, organisation_id=row.id, required=required)


# People


def update_profile(user_id: UUID, profile: Profile, *, by: UUID) -> User:
    """Other names, phone or language for a person."""
    row = store.locked_user(user_id)
    changed = [name for name, value in asdict(profile).items() if getattr(row, name) != value]
    if changed:
        for name, value in asdict(profile).items():
            setattr(row, name, value)
        row.save(update_fields=changed)
        record(Happening.PROFILE_CHANGED, by=by, user=row, fields=", ".join(changed))
    return row


def change_role(organisation_id: UUID, user_id: UUID, role: Role, *, by: UUID) -> User:
    """Give a member another role. Who becomes main user takes over from the one before, who stays as a member.

    Raises:
        Refused: MEMBER_UNKNOWN, ROLE_NOT_GIVEN_HERE, ACCESS_ENDED; MAIN_USER_STAYS where nobody would decide any more.
    """
    if role not in MEMBER_ROLES:
        raise refuse(Code.ROLE_NOT_GIVEN_HERE, role=role)
    _living(organisation_id)
    row = store.locked_member(organisation_id, user_id)
    if row.ended_on is not None:
        raise refuse(Code.ACCESS_ENDED, user=user_id, ended_on=row.ended_on)
    if row.role == role:
        return row
    if role is not Role.MAIN:
        raise refuse(Code.MAIN_USER_STAYS, user=user_id)
    before = store.main_user(organisation_id)
    if before is not None:
        _set_role(before, Role.MEMBER, by=by)
    _set_role(row, Role.MAIN, by=by)
    return row


def _set_role(row: User, role: Role, *, by: UUID) -> None:
    was = row.role
    row.role = role
    row.save(update_fields=["role"])
    record(Happening.ROLE_CHANGED, by=by, user=row, was=was, role=role)


def remove_member(organisation_id: UUID, user_id: UUID, *, ends_on: date, by: UUID | None) -> User:
    """End a member's access; ``ends_on`` is the first day without. The main user stays: another one takes over first.

    Raises:
        Refused: MEMBER_UNKNOWN, MAIN_USER_STAYS.
    """
    _living(organisation_id)
    row = store.locked_member(organisation_id, user_id)
    if row.role == Role.MAIN:
        raise refuse(Code.MAIN_USER_STAYS, user=user_id)
    if row.ended_on is None or ends_on < row.ended_on:
        row.ended_on = ends_on
        row.save(update_fields=["ended_on"])
        record(Happening.ACCESS_ENDED, by=by, user=row, ends_on=ends_on.isoformat())
    return row


def end_access(user_ids: Sequence[UUID], *, ends_on: date) -> int:
    """End the access of people whose seats are gone by their contract; returns how many had it until then.

    ``ends_on`` is the first day without. Safe to repeat.
    """
    ending = [row for row in store.locked_people(user_ids) if row.ended_on is None or ends_on < row.ended_on]
    User.objects.filter(id__in=[row.id for row in ending]).update(ended_on=ends_on)
    record_many(Happening.ACCESS_ENDED, ending, by=None, ends_on=ends_on.isoformat())
    return len(ending)


def lock(user_id: UUID, *, locked: bool, by: UUID | None) -> User:
    """Lock an account by hand, or open it again; whoever is signed in with it is out with their next click."""
    row = store.locked_user(user_id)
    if row.is_active is locked:
        row.is_active = not locked
        row.save(update_fields=["is_active"])
        record(Happening.LOCKED if locked else Happening.UNLOCKED, by=by, user=row)
    return row


def reset_second_factor(user_id: UUID, *, by: UUID | None) -> User:
    """Take away somebody's second factors after a loss. Their sessions end; who needs a factor sets up a new one."""
    row = store.locked_user(user_id)
    store.authenticators_of([row.id]).delete()
    row.set_unusable_password()
    row.save(update_fields=["password"])
    record(Happening.SECOND_FACTOR_RESET, by=by, user=row)
    return row


# Erasure


def erase_organisation(organisation_id: UUID, now: datetime) -> tuple[UUID, ...]:
    """Put pseudonyms in place of an organisation's personal data and close its accounts; returns the people's ids.

    Doing it again changes nothing. What stays is listed in ``personal.NOT_PERSONAL``.
    """
    row = store.locked_organisation(organisation_id)
    people = list(User.objects.filter(organisation_id=row.id).values_list("id", flat=True))
    if row.erased_at is not None:
        return tuple(people)
    store.authenticators_of(people).delete()
    store.addresses_of(people).delete()
    for user in User.objects.filter(id__in=people):
        _close_account(user, now)
    for model, rows in (
        ("Invitation", Invitation.objects.filter(organisation_id=row.id)),
        ("BankAccount", BankAccount.objects.filter(organisation_id=row.id)),
        ("Organisation", [row]),
    ):
        for each in rows:
            _forget(each, model)
    Invitation.objects.filter(organisation_id=row.id, accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)
    row.erased_at = now
    row.save(update_fields=["erased_at"])
    record(Happening.ORGANISATION_ERASED, by=None, organisation_id=row.id, people=len(people))
    return tuple(people)


def _close_account(user: User, now: datetime) -> None:
    user.set_unusable_password()
    user.last_login = None
    user.is_active = False
    user.ended_on = user.ended_on or now.date()
    user.erased_at = now
    user.save(update_fields=["password", "last_login", "is_active", "ended_on", "erased_at"])
    _forget(user, "User")


def _forget(row: Organisation | User | Invitation | BankAccount, model: str) -> None:
    fields = PERSONAL[model]
    for name, how in fields.items():
        setattr(row, name, remains(how, row.id))
    row.save(update_fields=list(fields))
