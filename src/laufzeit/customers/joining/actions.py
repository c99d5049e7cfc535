"""Inviting people, and what happens when they follow the link; inside ``acting_for``."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from laufzeit.customers import store
from laufzeit.customers.accounts.actions import insert_user, record
from laufzeit.customers.details import Invitee, Person
from laufzeit.customers.happenings import Happening
from laufzeit.customers.joining.secret import VALID_FOR, Secret, read_token, token
from laufzeit.customers.models import Invitation, Organisation, User
from laufzeit.customers.personal import Erased, remains
from laufzeit.customers.refusal import Code, refuse
from laufzeit.customers.roles import MEMBER_ROLES, STAFF_ROLES, Realm, Role, realm_of
from laufzeit.messages.actions import enqueue
from laufzeit.messages.kinds import Invitation as InvitationLetter
from laufzeit.messages.kinds import InvitedAs
from laufzeit.messages.outgoing import Recipient
from laufzeit.vendors.models import new_id
from laufzeit.vendors.tenancy import acting_vendor_id

LinkFor = Callable[[str], str]
"""The whole address of the page that accepts the invitation with that token."""

JoiningRule = Callable[[User, UUID | None, datetime], None]
"""What else happens when a member joins, invited by somebody or by the program. It may refuse; then nobody joins."""

_joining_rules: list[JoiningRule] = []


def add_joining_rule(rule: JoiningRule) -> None:
    """The rooms above know which contract gives a member a seat; they add their rule when they start."""
    if rule not in _joining_rules:
        _joining_rules.append(rule)


@dataclass(frozen=True, slots=True)
class Inviting:
    """Who invites: ``by`` is the person's id, ``name`` what the letter says."""

    by: UUID | None
    name: str


def invite(
    organisation: Organisation | None,
    invitee: Invitee,
    *,
    by: Inviting,
    now: datetime,
    link_for: LinkFor,
    vendor_name: str = "",
) -> Invitation:
    """Send somebody a link to join ``organisation`` (None: the vendor's staff; the letter then says ``vendor_name``).

    Raises:
        Refused: EMAIL_TAKEN, ALREADY_INVITED, ROLE_NOT_GIVEN_HERE.
    """
    person, role = invitee.person, invitee.role
    if role not in (STAFF_ROLES if organisation is None else MEMBER_ROLES):
        raise refuse(Code.ROLE_NOT_GIVEN_HERE, role=role)
    email = person.email.strip().lower()
    known = store.user_by_email(email)
    if known is not None and store.may_use(known, now.date()):
        raise refuse(Code.EMAIL_TAKEN, email=email)
    _forget_expired(email, now)
    secret = Secret(new_id(), secrets.token_urlsafe(32))
    made = Invitation.objects.create(
        id=secret.invitation,
        organisation=organisation,
        role=role,
        email=email,
        first_name=person.first_name,
        last_name=person.last_name,
        language=person.language,
        secret_hash=secret.hash(),
        invited_by=by.by,
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    link = link_for(token(secret, _key()))
    _write(made, organisation.name if organisation else vendor_name, by.name, link, now)
    record(Happening.INVITED, by=by.by, organisation_id=made.organisation_id, invitation=str(made.id), role=role)
    return made


def _forget_expired(email: str, now: datetime) -> None:
    """An invitation that ran out makes room for another; one that can be accepted does not."""
    for earlier in store.locked_invitations_to(email):
        if earlier.expires_at > now:
            raise refuse(Code.ALREADY_INVITED, email=email, expires_at=earlier.expires_at)
        earlier.withdrawn_at = now
        earlier.save(update_fields=["withdrawn_at"])


def _write(invitation: Invitation, organisation: str, inviter: str, link: str, now: datetime) -> None:
    letter = InvitationLetter(
        organisation=organisation,
        invited_by=inviter,
        role=InvitedAs.STAFF if invitation.organisation_id is None else InvitedAs(invitation.role),
        valid_until=invitation.expires_at,
        link=link,
    )
    name = f"{invitation.first_name} {invitation.last_name}".strip()
    enqueue(
        acting_vendor_id(),
        key=f"invitation/{invitation.id}",
        kind_value=letter,
        to=Recipient(invitation.email, name, organisation=invitation.organisation_id),
        language=invitation.language,
        now=now,
    )


def withdraw_invitation(organisation_id: UUID | None, invitation_id: UUID, *, by: UUID, now: datetime) -> None:
    """Make an invitation's link worthless. One that was accepted or withdrawn stays what it is.

    Raises:
        Refused: MEMBER_UNKNOWN where the organisation has no such invitation.
    """
    row = store.locked_invitation(invitation_id)
    if row is None or row.organisation_id != organisation_id:
        raise refuse(Code.MEMBER_UNKNOWN, invitation=invitation_id)
    if row.accepted_at is None and row.withdrawn_at is None:
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
        record(
            Happening.INVITATION_WITHDRAWN, by=by, organisation_id=row.organisation_id, invitation=str(invitation_id)
        )


def read_invitation(text: str, now: datetime) -> Invitation:
    """The invitation that a link's token belongs to, if it can be accepted at ``now``.

    Raises:
        Refused: INVITATION_FORGED, INVITATION_WITHDRAWN, INVITATION_USED, INVITATION_EXPIRED.
    """
    secret = read_token(text, _key())
    if secret is None:
        raise refuse(Code.INVITATION_FORGED)
    row = store.locked_invitation(secret.invitation)
    # Signed by us for another vendor: here it is as good as made up.
    if row is None or not secrets.compare_digest(row.secret_hash, secret.hash()):
        raise refuse(Code.INVITATION_FORGED)
    if row.accepted_at is not None:
        raise refuse(Code.INVITATION_USED, accepted_at=row.accepted_at)
    if row.withdrawn_at is not None:
        raise refuse(Code.INVITATION_WITHDRAWN, withdrawn_at=row.withdrawn_at)
    if row.expires_at <= now:
        raise refuse(Code.INVITATION_EXPIRED, expires_at=row.expires_at)
    return row


@transaction.atomic
def accept_invitation(text: str, person: Person, *, password: str | None, now: datetime) -> User:
    """Make the account of somebody who followed the link; without ``password`` they set up a passkey next.

    The address is the invitation's, whatever ``person`` says.

    Raises:
        Refused: as ``read_invitation``; EMAIL_TAKEN where the address has got an account in the meantime;
            NO_SEAT where the contract has no room any more.
    """
    row = read_invitation(text, now)
    role = Role(row.role)
    earlier = store.user_by_email(row.email)
    if earlier is not None and earlier.ended_on is not None and earlier.ended_on <= now.date():
        _leave_address(earlier)
    made = insert_user(
        Person(row.email, person.first_name, person.last_name, person.language, person.phone),
        _role_that_is_free(role, row.organisation_id),
        password=password,
        vendor_id=row.vendor_id,
        organisation_id=row.organisation_id,
    )
    row.accepted_at = now
    row.save(update_fields=["accepted_at"])
    record(Happening.JOINED, by=made.id, user=made, invitation=str(row.id), role=made.role)
    for rule in _joining_rules:
        rule(made, row.invited_by, now)
    return made


def _role_that_is_free(role: Role, organisation_id: UUID | None) -> Role:
    """An organisation has one main user; who was invited as such after somebody else became it joins as a member."""
    if realm_of(role) is Realm.PORTAL and role is Role.MAIN and organisation_id and store.main_user(organisation_id):
        return Role.MEMBER
    return role


def _leave_address(user: User) -> None:
    """Somebody whose access ended comes back: the earlier account keeps its history and gives the address away."""
    store.addresses_of([user.id]).delete()
    store.authenticators_of([user.id]).delete()
    user.email = remains(Erased.ADDRESS_OF_NOBODY, user.id)
    user.set_unusable_password()
    user.save(update_fields=["email", "password"])


def _key() -> bytes:
    return settings.SECRET_KEY.encode()
