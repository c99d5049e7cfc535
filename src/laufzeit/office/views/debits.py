"""Direct debits: what the next file would collect, made as it was shown, and the files until now."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laufzeit.catalogue.store import current_catalogue
from laufzeit.office.billing.collecting import collection, print_of
from laufzeit.office.billing.forms import CollectForm
from laufzeit.office.billing.lines import document_lines
from laufzeit.office.billing.runs import staff_names
from laufzeit.office.billing.words import fault_sentences
from laufzeit.office.loading import context
from laufzeit.office.paging import Order, slice_of
from laufzeit.payments import store
from laufzeit.payments.collecting.actions import Collected, Run, collect, file_of
from laufzeit.payments.fault import Code, Refused
from laufzeit.payments.models import DebitOrder
from laufzeit.portal.billing import money
from laufzeit.portal.views.decisions import CONFLICT, UNPROCESSABLE
from laufzeit.portal.wording import language

NEWEST_ORDERS = Order(("id",), descending=True)
USUAL = timedelta(days=7)
"""How far ahead is collected if nobody says otherwise."""
MISSING = 20
"""Debits without money that are listed."""


def debits(request: HttpRequest) -> HttpResponse:
    """The files until now, debits whose money has not come, and what the next file would collect."""
    if "through" not in request.GET:
        return _debits_page(request, CollectForm(initial={"through": request.today + USUAL}))
    form = CollectForm(request.GET)
    if not form.is_valid():
        return _debits_page(request, form, UNPROCESSABLE)
    return _shown(request, form)


def _run(request: HttpRequest, form: CollectForm) -> Run:
    sent = form.cleaned_data
    through: date = sent["through"]
    return Run(through, request.today, request.now, by=request.user.id, unannounced=sent["unannounced"])


def _shown(request: HttpRequest, form: CollectForm, *, changed: bool = False) -> HttpResponse:
    """What would be collected, with the button that does it."""
    run = _run(request, form)
    try:
        found = collection(request.vendor.id, run, language())
    except Refused as refused:
        return _refused(request, form, refused)
    initial = {"through": run.through, "unannounced": run.unannounced, "seen": found.print}
    doing = CollectForm(initial=initial, auto_id="id_do_%s")
    return _debits_page(
        request, form, CONFLICT if changed else 200, found=found, doing=doing, through=run.through, changed=changed
    )


def _refused(request: HttpRequest, form: CollectForm, refused: Refused) -> HttpResponse:
    """A day that is too far ahead is said at its field; what the vendor lacks, above."""
    sentences = fault_sentences(refused, language())
    for one, said in zip(refused.faults, sentences, strict=True):
        if one.code is Code.DAY_TOO_FAR:
            form.add_error("through", said)
            sentences.remove(said)
    return _debits_page(request, form, CONFLICT if sentences else UNPROCESSABLE, faults=sentences)


def _debits_page(request: HttpRequest, form: CollectForm, status: int = 200, **more: Any) -> HttpResponse:
    page = slice_of(DebitOrder.objects.defer("content"), NEWEST_ORDERS, request.GET.get("page", ""))
    names = staff_names({order.created_by for order in page.rows})
    missing = list(store.missing_debits(request.today).select_related("mandate")[:MISSING])
    lines = {one.id: one for one in document_lines([one.document for one in missing], request.today, language())}
    values = context(
        request,
        form=form,
        page=page,
        orders=[
            {"order": row, "by": names.get(row.created_by, ""), "total": money(row.total, "EUR", language())}
            for row in page.rows
        ],
        missing=[{"debit": one, "line": lines[one.document]} for one in missing if one.document in lines],
        creditor_id=creditor_id_of(request),
        **more,
    )
    return render(request, "office/debits.html", values, status=status)


def creditor_id_of(request: HttpRequest) -> str:
    """The vendor's identifier, empty where it collects nothing."""
    catalogue = current_catalogue(request.vendor.id)
    return catalogue.vendor.billing.creditor_id if catalogue else ""


def collect_debits(request: HttpRequest) -> HttpResponse:
    """Make the file, if it is the one that was shown."""
    form = CollectForm(request.POST)
    if not form.is_valid():
        return _debits_page(request, form, UNPROCESSABLE)
    run, done = _run(request, form), Collected()
    try:
        with transaction.atomic():
            done = collect(request.vendor.id, run)
            if print_of(done) != form.cleaned_data["seen"]:
                raise _Changed
    except _Changed:
        return _shown(request, form, changed=True)
    except Refused as refused:
        return _refused(request, form, refused)
    count = sum(file.count for file in done.files)
    total = money(sum(file.total for file in done.files), "EUR", language())
    said = ngettext("%(count)d debit of %(total)s is ready.", "%(count)d debits of %(total)s are ready.", count)
    hand_in = _("Please hand the file to your bank.")
    messages.success(request, f"{said % {'count': count, 'total': total}} {hand_in}")
    return HttpResponseRedirect(reverse("office:debits"))


class _Changed(Exception):
    """Something else would be done than what was shown."""


def debit_file(request: HttpRequest, order: UUID) -> HttpResponse:
    """A file as it was written for the bank."""
    row = DebitOrder.objects.defer("content").filter(id=order).first()
    if row is None:
        raise Http404
    response = HttpResponse(file_of(row.id), content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{row.message_id}.xml"'
    return response
