"""Money that came in: files of the bank are read in, and what could not be matched waits for people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext

from laufzeit.office.billing.entries import OLDEST_ENTRIES, entry_lines
from laufzeit.office.billing.forms import StatementForm
from laufzeit.office.billing.runs import staff_names
from laufzeit.office.billing.words import fault_sentences
from laufzeit.office.counting import counted
from laufzeit.office.loading import context
from laufzeit.office.paging import slice_of
from laufzeit.payments.banking import store as banking
from laufzeit.payments.banking.actions import Imported, import_statement
from laufzeit.payments.fault import Refused
from laufzeit.payments.models import BankEntry
from laufzeit.payments.why import EntryState
from laufzeit.portal.billing import money
from laufzeit.portal.views.decisions import CONFLICT, UNPROCESSABLE
from laufzeit.portal.wording import language

FILES = 8
"""Files that are listed."""


def payments(request: HttpRequest) -> HttpResponse:
    """What waits for somebody, the oldest first; a file of the bank; those that were read in."""
    return _page(request, StatementForm())


def _page(request: HttpRequest, form: StatementForm, status: int = 200, **more: Any) -> HttpResponse:
    rows = BankEntry.objects.filter(state=EntryState.OPEN)
    page = slice_of(rows, OLDEST_ENTRIES, request.GET.get("page", ""))
    files = list(banking.files().prefetch_related("statements")[:FILES])
    names = staff_names({file.imported_by for file in files})
    values = context(
        request,
        form=form,
        page=page,
        lines=entry_lines(page.rows, language()),
        waiting=counted(rows, most=999),
        files=[{"file": file, "by": names.get(file.imported_by, "")} for file in files],
        **more,
    )
    return render(request, "office/payments.html", values, status=status)


def import_file(request: HttpRequest) -> HttpResponse:
    """Read a file of the bank: all of it is booked, or nothing and every fault is said."""
    form = StatementForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, UNPROCESSABLE)
    sent = form.cleaned_data["file"]
    try:
        done = import_statement(
            request.vendor.id,
            sent.read(),
            today=request.today,
            now=request.now,
            by=request.user.id,
            name=sent.name,
        )
    except Refused as refused:
        return _page(
            request, StatementForm(), CONFLICT, faults=fault_sentences(refused, language()), file_name=sent.name
        )
    messages.success(request, _told(done))
    return HttpResponseRedirect(reverse("office:payments"))


def _told(done: Imported) -> str:
    """What became of the entries of a file."""
    said = ngettext(
        "%(count)d payment of %(amount)s is booked.", "%(count)d payments of %(amount)s are booked.", done.booked
    ) % {"count": done.booked, "amount": money(done.amount, done.currency, language())}
    parts = [said]
    if done.returned:
        parts.append(ngettext("%d debit came back.", "%d debits came back.", done.returned) % done.returned)
    if done.unclear:
        parts.append(ngettext("%d entry waits for you.", "%d entries wait for you.", done.unclear) % done.unclear)
    if done.known:
        parts.append(ngettext("%d entry was known.", "%d entries were known.", done.known) % done.known)
    return " ".join(parts)
