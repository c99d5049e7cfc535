"""The vendor's own people: who they are, inviting them, their roles, and what was done to accounts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.customers import actions, store
from laufzeit.customers.forms import StaffForm, refusal_sentence
from laufzeit.customers.joining.actions import Inviting
from laufzeit.customers.models import AccountEvent, Organisation, User
from laufzeit.customers.refusal import Refused
from laufzeit.customers.roles import STAFF_ROLES, Role
from laufzeit.office import staffing
from laufzeit.office.forms import RoleForm
from laufzeit.office.loading import context
from laufzeit.office.paging import Order, slice_of
from laufzeit.office.staffing import NotDone, Why
from laufzeit.portal.views.decisions import CONFLICT, UNPROCESSABLE
from laufzeit.portal.wording import language

NEWEST = Order(("at", "id"), descending=True)


def staff(request: HttpRequest) -> HttpResponse:
    """Everybody of the staff, and the invitations that are open."""
    people = list(store.staff())
    safe = _with_second_factor([user.id for user in people])
    rows = [{"user": user, "second_factor": user.id in safe, "ended": _ended(user, request)} for user in people]
    values = context(
        request,
        rows=[row for row in rows if not row["ended"]],
        gone=[row for row in rows if row["ended"]],
        invitations=store.open_invitations(None, request.now),
    )
    return render(request, "office/staff.html", values)


def _ended(user: User, request: HttpRequest) -> bool:
    return not user.is_active or (user.ended_on is not None and user.ended_on <= request.today)


def _with_second_factor(ids: list[UUID]) -> set[UUID]:
    rows = store.authenticators_of(ids).exclude(type="recovery_codes")
    return set(rows.values_list("user_id", flat=True))


def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody to the staff."""
    initial = {"language": language(), "role": Role.CLERK.value}
    form = StaffForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite(
                None,
                form.invitee(),
                by=Inviting(request.user.id, request.user.name),
                now=request.now,
                link_for=lambda token: request.build_absolute_uri(reverse("account_join", args=[token])),
                vendor_name=request.vendor.name,
            )
        except Refused as refused:
            form.add_error("email", refusal_sentence(refused.code))
        else:
            said = {"email": form.cleaned_data["email"]}
            messages.success(request, _("The invitation to %(email)s is on its way.") % said)
            return HttpResponseRedirect(reverse("office:staff"))
    status = 200 if request.method == "GET" else UNPROCESSABLE
    return render(request, "office/invite_staff.html", context(request, form=form), status=status)


def withdraw(request: HttpRequest, invitation: UUID) -> HttpResponse:
    """Make an open invitation worthless."""
    try:
        actions.withdraw_invitation(None, invitation, by=request.user.id, now=request.now)
    except Refused:
        raise Http404 from None
    messages.success(request, _("The invitation has been withdrawn."))
    return HttpResponseRedirect(reverse("office:staff"))


def member(request: HttpRequest, user: UUID) -> HttpResponse:
    """One of the staff: role, second factor, access, and the log of the account."""
    person = _person(user)
    form = RoleForm(initial={"role": person.role})
    events = AccountEvent.objects.filter(subject=person.id).order_by("-at")[:20]
    values = context(
        request,
        person=person,
        form=form,
        ended=_ended(person, request),
        oneself=person == request.user,
        second_factor=person.id in _with_second_factor([person.id]),
        events=_named(events),
    )
    return render(request, "office/member.html", values)


def set_role(request: HttpRequest, user: UUID) -> HttpResponse:
    """Give another role."""
    form = RoleForm(request.POST)
    if not form.is_valid():
        return HttpResponseRedirect(reverse("office:member", args=[user]))
    role = Role(form.cleaned_data["role"])
    return _done(request, user, lambda: staffing.change_role(user, role, by=request.user.id), _("The role is changed."))


def end_access(request: HttpRequest, user: UUID) -> HttpResponse:
    """End the access, from now on."""

    def end() -> User:
        return staffing.end_access(user, today=request.today, by=request.user.id)

    return _done(request, user, end, _("The access is ended. Whoever is to come back is invited again."))


def reset_second_factor(request: HttpRequest, user: UUID) -> HttpResponse:
    """Take away second factors after a loss; members of customers as well as staff."""
    person = store.user(user)
    if person is None or person.erased_at is not None:
        raise Http404
    actions.reset_second_factor(person.id, by=request.user.id)
    messages.success(
        request, _("The second factor is reset. The next sign-in is by one-time code; then a new one is set up.")
    )
    if person.organisation_id is not None:
        return HttpResponseRedirect(reverse("office:customer", args=[person.organisation_id]))
    return HttpResponseRedirect(reverse("office:member", args=[person.id]))


def account_log(request: HttpRequest) -> HttpResponse:
    """What was done to accounts, the newest first."""
    page = slice_of(AccountEvent.objects.all(), NEWEST, request.GET.get("page", ""), size=50)
    return render(request, "office/account_log.html", context(request, page=page, rows=_named(page.rows)))


def _person(user: UUID) -> User:
    person = store.user(user)
    if person is None or Role(person.role) not in STAFF_ROLES or person.erased_at is not None:
        raise Http404
    return person


def _done(request: HttpRequest, user: UUID, do: Any, sentence: str) -> HttpResponse:
    try:
        do()
    except NotDone as not_done:
        if not_done.why is Why.NOBODY:
            raise Http404 from None
        return _refused(request, user, not_done.why)
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("office:member", args=[user]))


def _refused(request: HttpRequest, user: UUID, why: Why) -> HttpResponse:
    words = {
        Why.ONESELF: _("Nobody changes the own role or access; another manager can."),
        Why.LAST_MANAGER: _("Somebody has to remain manager."),
    }
    values = context(request, person=_person(user), refusal=words[why])
    return render(request, "office/member_refused.html", values, status=CONFLICT)


def _named(events: Any) -> list[dict[str, Any]]:
    """Events with the names of people and customers, as far as they are still known: two queries for a page."""
    rows = list(events)
    people = {row.actor for row in rows} | {row.subject for row in rows}
    names = {user.id: user for user in User.objects.filter(id__in=people - {None}, erased_at__isnull=True)}
    customers = Organisation.objects.in_bulk({row.organisation for row in rows} - {None})
    return [
        {
            "event": row,
            "actor": names.get(row.actor),
            "subject": names.get(row.subject),
            "customer": customers.get(row.organisation),
        }
        for row in rows
    ]
