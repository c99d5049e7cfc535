"""All documents with search and filters; one document with everything that happened to it; what is decided about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.einvoice import actions as files
from laufzeit.einvoice.filing import FileKind
from laufzeit.einvoice.typesetting import NotSet
from laufzeit.invoices import actions, store
from laufzeit.invoices.actions import CannotCancel
from laufzeit.invoices.document import Document, DocumentKind
from laufzeit.invoices.models import Run
from laufzeit.office.billing.finding import documents_found, months_of_issue
from laufzeit.office.billing.forms import DisputeForm, DocumentSearchForm, EndDisputeForm
from laufzeit.office.billing.happenings import happenings
from laufzeit.office.billing.lines import document_lines
from laufzeit.office.billing.words import fault_sentences, reason_in_words
from laufzeit.office.loading import context, customer_or_404
from laufzeit.payments import store as payments
from laufzeit.payments.booking import actions as booking
from laufzeit.payments.fault import Refused
from laufzeit.portal import billing
from laufzeit.portal.views.decisions import CONFLICT, UNPROCESSABLE
from laufzeit.portal.views.invoices import download
from laufzeit.portal.wording import language


def invoices(request: HttpRequest) -> HttpResponse:
    """All documents, searched and narrowed, a page at a time."""
    form = DocumentSearchForm(request.GET or {}, months=months_of_issue())
    wanted, mark = form.wanted(), request.GET.get("page", "")
    found = documents_found(wanted, request.today, mark)
    values = context(
        request,
        form=form,
        page=found.page,
        looked_until=found.looked_until,
        paged=bool(mark),
        lines=document_lines(found.page.rows, request.today, language()),
        customer=customer_or_404(wanted.customer) if wanted.customer else None,
        run=Run.objects.filter(id=wanted.run).first() if wanted.run else None,
        narrowed=any(request.GET.get(name) for name in ("q", "state", "kind", "month", "customer", "run")),
    )
    return render(request, "office/invoices.html", values)


def invoice(request: HttpRequest, document: UUID) -> HttpResponse:
    """A document: its lines and totals, its files, how it stands, and what happened to it."""
    return _page(request, _found(document))


def _page(request: HttpRequest, found: Document, status: int = 200, **forms: Any) -> HttpResponse:
    spoken = language()
    standing = payments.standing(found.id)
    cancelled = store.cancellation_of(found.id)
    values = context(
        request,
        document=found,
        customer=customer_or_404(found.organisation),
        title=billing.title_of(found.kind.value),
        positions=billing.positions(found, spoken),
        taxes=billing.taxes(found, spoken),
        net=billing.money(found.net, found.currency, spoken),
        gross=billing.money(found.gross, found.currency, spoken),
        open=billing.money(standing.open, found.currency, spoken),
        standing=standing,
        tag=billing.tag_of(standing.status(request.today)),
        contracts=sorted({(line.contract, line.contract_number) for line in found.lines}, key=lambda pair: pair[1]),
        happenings=happenings(found, spoken),
        may_cancel=found.kind is not DocumentKind.CANCELLATION and cancelled is None,
        dispute=forms.get("dispute", DisputeForm()),
        end_dispute=forms.get("end_dispute", EndDisputeForm()),
        may_dispute=standing.open > 0 and not standing.disputed,
        faults=forms.get("faults", ()),
    )
    return render(request, "office/invoice.html", values, status=status)


def invoice_pdf(request: HttpRequest, document: UUID) -> HttpResponse:
    """The document as it was sent."""
    return _file(request, document, FileKind.ZUGFERD)


def invoice_xml(request: HttpRequest, document: UUID) -> HttpResponse:
    """The document as XRechnung."""
    return _file(request, document, FileKind.XRECHNUNG)


def _file(request: HttpRequest, document: UUID, kind: FileKind) -> HttpResponse:
    try:
        return download(files.file(_found(document).id, kind, request.now))
    except NotSet as fault:
        messages.error(request, _("The file cannot be made: %(fault)s") % {"fault": str(fault)})
        return HttpResponseRedirect(reverse("office:invoice", args=[document]))


def cancel_invoice(request: HttpRequest, document: UUID) -> HttpResponse:
    """The reversal of a whole document: what follows from it first, then it is issued."""
    found, status = _found(document), 200
    refusal = _why_not(found)
    if request.method == "POST" and refusal is None:
        try:
            with transaction.atomic():  # a number that was taken in vain goes back
                issued = actions.cancel(found.id, request.today)
        except CannotCancel as reason:
            refusal = reason_in_words(reason, language())
        else:
            # What was open of the original is settled by it at once, not only with the next file of the bank.
            booking.set_off_corrections(today=request.today, now=request.now)
            said = {"number": found.number, "by": issued.number}
            messages.success(request, _("%(number)s is cancelled by %(by)s.") % said)
            return HttpResponseRedirect(reverse("office:invoice", args=[found.id]))
    if refusal is not None:
        status = CONFLICT
    standing = payments.standing(found.id)
    paid = billing.money(standing.paid, found.currency, language()) if standing.paid > 0 else ""
    values = context(
        request,
        document=found,
        refusal=refusal,
        title=billing.title_of(found.kind.value),
        customer=customer_or_404(found.organisation),
        gross=billing.money(found.gross, found.currency, language()),
        reversed=billing.money(-found.gross, found.currency, language()),
        paid=paid,
        collecting=standing.collecting(request.today),
    )
    return render(request, "office/cancel_invoice.html", values, status=status)


def _why_not(found: Document) -> str | None:
    """Why a document cannot be cancelled."""
    if found.kind is DocumentKind.CANCELLATION:
        return reason_in_words(CannotCancel("is_a_cancellation", number=found.number), language())
    if by := store.cancellation_of(found.id):
        return reason_in_words(CannotCancel("already_cancelled", number=found.number, by=by), language())
    return None


def dispute(request: HttpRequest, document: UUID) -> HttpResponse:
    """The customer says that a document is wrong."""
    found, form = _found(document), DisputeForm(request.POST)
    if not form.is_valid():
        return _page(request, found, UNPROCESSABLE, dispute=form)
    try:
        booking.dispute(found.id, reason=form.cleaned_data["reason"], today=request.today, by=request.user.id)
    except Refused as refused:
        return _page(request, found, CONFLICT, faults=fault_sentences(refused, language()))
    messages.success(request, _("%(number)s is marked as disputed.") % {"number": found.number})
    return HttpResponseRedirect(reverse("office:invoice", args=[found.id]))


def end_dispute(request: HttpRequest, document: UUID) -> HttpResponse:
    """A dispute is settled."""
    found, form = _found(document), EndDisputeForm(request.POST)
    if not form.is_valid():
        return _page(request, found, UNPROCESSABLE, end_dispute=form)
    try:
        booking.undispute(found.id, ending=form.cleaned_data["ending"], today=request.today, by=request.user.id)
    except Refused as refused:
        return _page(request, found, CONFLICT, faults=fault_sentences(refused, language()))
    messages.success(request, _("%(number)s is no longer disputed.") % {"number": found.number})
    return HttpResponseRedirect(reverse("office:invoice", args=[found.id]))


def _found(document: UUID) -> Document:
    try:
        return store.document(document)
    except store.NoDocument:
        raise Http404 from None
