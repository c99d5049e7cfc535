"""Benutzer verwalten: who belongs to the customer, inviting and removing people, and what that does to the price."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.contracts import actions as contracts
from laufzeit.contracts.actions import Preview
from laufzeit.contracts.commands import AddUser, RemoveUser
from laufzeit.contracts.refusal import Refused
from laufzeit.contracts.store import Held
from laufzeit.contracts.wording import refusal_in_words
from laufzeit.customers import actions
from laufzeit.customers import store as customers
from laufzeit.customers.forms import MemberForm, refusal_sentence
from laufzeit.customers.joining import actions as joining_actions
from laufzeit.customers.models import User
from laufzeit.customers.refusal import Code
from laufzeit.customers.refusal import Refused as CustomerRefused
from laufzeit.customers.roles import Role
from laufzeit.dates.day import ONE_DAY
from laufzeit.portal import loading
from laufzeit.portal.seats import named_contract
from laufzeit.portal.wording import cost_card, language
from laufzeit.vendors.models import new_id

UNPROCESSABLE, CONFLICT = 422, 409


def members(request: HttpRequest) -> HttpResponse:
    """Everybody of the customer with role and seat, and the invitations that are open."""
    organisation = request.user.organisation
    named = named_contract(request.user.organisation_id, request.now)
    people = [_row(user, named, request) for user in customers.members(organisation.id)]
    context = {
        "people": [row for row in people if not row["gone"]],
        "gone": [row for row in people if row["gone"]],
        "invitations": customers.open_invitations(organisation.id, request.now),
        "may_decide": loading.may_decide(request),
        "contract": named.row if named else None,
        "room": _room(named, request),
    }
    return render(request, "portal/members.html", context)


def _row(user: User, named: Held | None, request: HttpRequest) -> dict[str, Any]:
    """A person with the last day of its access, where one is decided."""
    ends = user.ended_on
    if named is not None:
        phases = [phase for phase in named.timeline.phases if user.id in phase.users]
        last = phases[-1].period.end if phases else None
        ends = ends or last
    last_day = None if ends is None else ends - ONE_DAY
    return {"user": user, "last_day": last_day, "gone": ends is not None and ends <= request.today}


def _room(named: Held | None, request: HttpRequest) -> bool:
    """Whether the plan has room for another user."""
    if named is None:
        return True
    phase = named.timeline.phase_on(request.today)
    assert phase is not None  # it is the running contract
    maximum = named.catalogue.terms(phase.terms).seats.maximum
    return maximum is None or phase.seats < maximum


def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody: what another user costs is shown before."""
    form = MemberForm(request.POST or None, initial={"language": language()})
    named = named_contract(request.user.organisation_id, request.now)
    effect, refusal = _effect(request, named, AddUser(new_id(), new_id()))
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if refusal is None and form.is_valid():
            answer = _invited(request, form)
            if answer is not None:
                return answer
    context = {"form": form, "refusal": refusal, "back": reverse("portal:members")} | effect
    return render(request, "portal/invite.html", context, status=status)


def _invited(request: HttpRequest, form: MemberForm) -> HttpResponse | None:
    """Where the invitation leads, or ``None`` with the refusal at the form."""

    def link(token: str) -> str:
        return request.build_absolute_uri(reverse("account_join", args=[token]))

    invitee = form.invitee()
    try:
        joining_actions.invite(
            request.user.organisation,
            invitee,
            by=joining_actions.Inviting(request.user.id, request.user.name),
            now=request.now,
            link_for=link,
        )
    except CustomerRefused as refused:
        at_address = refused.code in (Code.EMAIL_TAKEN, Code.ALREADY_INVITED)
        form.add_error("email" if at_address else None, refusal_sentence(refused.code))
        return None
    messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": invitee.person.email})
    return HttpResponseRedirect(reverse("portal:members"))


def withdraw(request: HttpRequest, invitation: UUID) -> HttpResponse:
    """Make an open invitation worthless."""
    try:
        joining_actions.withdraw_invitation(
            request.user.organisation_id, invitation, by=request.user.id, now=request.now
        )
    except CustomerRefused:
        raise Http404 from None
    messages.success(request, _("The invitation has been withdrawn."))
    return HttpResponseRedirect(reverse("portal:members"))


def remove_member(request: HttpRequest, user: UUID) -> HttpResponse:
    """Remove somebody: from when on, and what it does to the price, are shown before."""
    person = customers.members(request.user.organisation_id).filter(id=user).first()
    if person is None:
        raise Http404
    named = named_contract(request.user.organisation_id, request.now)
    seated = named is not None and _has_seat(named, user, request)
    command = RemoveUser(new_id(), user)
    effect, refusal = _effect(request, named if seated else None, command)
    if person.role == Role.MAIN:
        refusal = refusal_sentence(Code.MAIN_USER_STAYS)
    if request.method == "POST" and refusal is None:
        answer = _removed(request, named if seated else None, person, command)
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    context = {"person": person, "refusal": refusal, "form_key": new_id(), "back": reverse("portal:members")} | effect
    return render(request, "portal/remove_member.html", context, status=200 if refusal is None else CONFLICT)


def _has_seat(named: Held, user: UUID, request: HttpRequest) -> bool:
    phase = named.timeline.phase_on(request.today)
    return phase is not None and user in phase.users


def _removed(request: HttpRequest, named: Held | None, person: User, command: RemoveUser) -> HttpResponse | str:
    """Where it leads, or why it was refused."""
    try:
        if named is not None:
            contracts.carry_out(
                named.row.id, command, loading.declaration(request), request.now, form_key=_form_key(request)
            )
        else:
            actions.remove_member(request.user.organisation_id, person.id, ends_on=request.today, by=request.user.id)
    except Refused as refused:
        assert named is not None  # only contracts refuse with this family
        return _words(request, named, refused)
    except CustomerRefused as refused:
        return refusal_sentence(refused.code)
    messages.success(request, _("%(name)s has been removed.") % {"name": person.name or person.email})
    return HttpResponseRedirect(reverse("portal:members"))


def _form_key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None


def _effect(
    request: HttpRequest, named: Held | None, command: AddUser | RemoveUser
) -> tuple[dict[str, Any], str | None]:
    """What one more or one less costs, and from when; nothing where seats have no names."""
    if named is None:
        return {}, None
    try:
        preview = contracts.preview(named, command, loading.declaration(request))
    except Refused as refused:
        return {}, _words(request, named, refused)
    return _costs(preview, named), None


def _costs(preview: Preview, named: Held) -> dict[str, Any]:
    found, catalogue, spoken = preview.consequences, named.catalogue, language()
    assert found.plan_after is not None and found.price_after is not None  # a user more or less ends no contract
    meters, name = dict(catalogue.meters), catalogue.plans[found.plan_before.plan].names.text(spoken)
    after = catalogue.terms(found.plan_after)
    return {
        "outcome": found,
        "cost_before": cost_card(name, found.price_before, catalogue.terms(found.plan_before), meters),
        "cost_after": cost_card(name, found.price_after, after, meters),
        "price_note": after.price_notes.text(spoken),
    }


def _words(request: HttpRequest, held: Held, refused: Refused) -> str:
    names = loading.names(request.user.organisation_id)
    return str(refusal_in_words(refused, held.catalogue, language(), names))
