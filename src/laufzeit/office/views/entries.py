"""An entry of the bank that a person decides about: whose it is, that it is nobody's, that it was another's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.money.amount import Currency
from laufzeit.office.billing.entries import booked_lines, candidates, entry_lines
from laufzeit.office.billing.forms import AssignForm, NoteForm
from laufzeit.office.billing.runs import staff_names
from laufzeit.office.billing.words import fault_sentences
from laufzeit.office.forms import SearchForm
from laufzeit.office.loading import context
from laufzeit.payments.banking import store as banking
from laufzeit.payments.banking.deciding import actions as deciding
from laufzeit.payments.fault import Refused
from laufzeit.payments.models import BankEntry
from laufzeit.payments.why import EntryState
from laufzeit.portal.views.decisions import CONFLICT, UNPROCESSABLE
from laufzeit.portal.wording import language


def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """What an entry says, and what it can be about."""
    return _page(request, _found(entry_id))


def _found(entry_id: UUID) -> BankEntry:
    rows = BankEntry.objects.select_related("statement__file").defer("statement__file__content")
    row: BankEntry | None = rows.filter(id=entry_id).first()
    if row is None:
        raise Http404
    return row


def _page(request: HttpRequest, row: BankEntry, status: int = 200, **forms: Any) -> HttpResponse:
    [line] = entry_lines([row], language())
    search = SearchForm(request.GET or {})
    typed: AssignForm | None = forms.get("typed")
    booked = banking.assigned(row.id)
    values = context(
        request,
        line=line,
        entry=row,
        form=search,
        search=search.text,
        candidates=candidates(line, search.text, request.today, language(), typed=typed) if line.open else [],
        booked=booked_lines(booked, request.today, language()),
        may_take_back=not row.returned and (bool(booked) or row.state == EntryState.ASIDE),
        by=staff_names({row.decided_by}).get(row.decided_by, ""),
        aside=forms.get("aside", NoteForm(auto_id="id_aside_%s")),
        back=forms.get("back", NoteForm(auto_id="id_back_%s")),
        faults=forms.get("faults", ()),
    )
    return render(request, "office/entry.html", values, status=status)


def assign(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """So much of the entry goes to a document; what is left stays for another decision."""
    row = _found(entry_id)
    form = AssignForm(request.POST, currency=Currency.of(row.currency))
    if not form.is_valid():
        faults = [str(one) for field in form.errors.values() for one in field]
        return _page(request, row, UNPROCESSABLE, typed=form, faults=faults)
    document: UUID = form.cleaned_data["document"]
    amount: int = form.cleaned_data["amount"] if row.amount > 0 else -form.cleaned_data["amount"]

    def book() -> BankEntry:
        return deciding.assign(row.id, {document: amount}, by=request.user.id, now=request.now)

    return _decided(request, row, book, _("The payment is assigned."))


def assign_return(request: HttpRequest, entry_id: UUID, debit: UUID) -> HttpResponse:
    """A debit that came back and was not recognised."""
    row = _found(entry_id)

    def book() -> BankEntry:
        return deciding.assign_return(row.id, debit, today=request.today, by=request.user.id, now=request.now)

    return _decided(request, row, book, _("The returned debit is assigned; its invoice is open again."))


def set_entry_aside(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """It is about no customer."""
    row, form = _found(entry_id), NoteForm(request.POST, auto_id="id_aside_%s")
    if not form.is_valid():
        return _page(request, row, UNPROCESSABLE, aside=form)

    def book() -> BankEntry:
        return deciding.set_aside(row.id, note=form.cleaned_data["note"], by=request.user.id, now=request.now)

    return _decided(request, row, book, _("The entry is set aside."))


def take_back(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """It was booked on the wrong document, or set aside by mistake: it waits for another decision."""
    row, form = _found(entry_id), NoteForm(request.POST, auto_id="id_back_%s")
    if not form.is_valid():
        return _page(request, row, UNPROCESSABLE, back=form)
    note = form.cleaned_data["note"]

    def book() -> BankEntry:
        return deciding.take_back(row.id, note=note, today=request.today, by=request.user.id, now=request.now)

    return _decided(request, row, book, _("It is taken back; the entry waits for another decision."))


def _decided(request: HttpRequest, row: BankEntry, book: Callable[[], BankEntry], said: str) -> HttpResponse:
    """Book, or say on the entry's page why not; back to the list once nothing is left."""
    try:
        with transaction.atomic():
            done = book()
    except Refused as refused:
        return _page(request, _found(row.id), CONFLICT, faults=fault_sentences(refused, language()))
    messages.success(request, said)
    if done.state == EntryState.OPEN:
        return HttpResponseRedirect(reverse("office:entry", args=[row.id]))
    return HttpResponseRedirect(reverse("office:payments"))
