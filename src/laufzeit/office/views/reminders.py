"""Reminders of what is overdue: what is due today by the vendor's levels, and sent as it was shown."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext

from laufzeit.catalogue.store import current_catalogue
from laufzeit.office.billing.forms import RemindForm
from laufzeit.office.billing.reminders import reminders
from laufzeit.office.loading import context
from laufzeit.payments.reminding.actions import dun
from laufzeit.portal.views.decisions import CONFLICT
from laufzeit.portal.wording import language


def reminders_due(request: HttpRequest) -> HttpResponse:
    """What is due for a reminder today."""
    return _reminders_page(request)


def _reminders_page(request: HttpRequest, status: int = 200, *, changed: bool = False) -> HttpResponse:
    catalogue = current_catalogue(request.vendor.id)
    found = reminders(catalogue, request.today, request.now, language()) if catalogue else None
    values = context(
        request,
        found=found,
        levels=catalogue.vendor.billing.dunning if catalogue else (),
        form=RemindForm(initial={"seen": found.print if found else ""}),
        changed=changed,
    )
    return render(request, "office/reminders.html", values, status=status)


def remind(request: HttpRequest) -> HttpResponse:
    """Send the reminders, if they are those that were shown."""
    form, catalogue = RemindForm(request.POST), current_catalogue(request.vendor.id)
    found = reminders(catalogue, request.today, request.now, language()) if catalogue else None
    if not form.is_valid() or found is None or found.print != form.cleaned_data["seen"]:
        return _reminders_page(request, CONFLICT, changed=True)
    done = dun(request.vendor.id, today=request.today, now=request.now, by=request.user.id)
    messages.success(
        request, ngettext("%d letter is on its way.", "%d letters are on their way.", done.letters) % done.letters
    )
    return HttpResponseRedirect(reverse("office:reminders"))
