"""Rechnungen: what was invoiced and how it stands, what is still to come, and the files."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from laufzeit.catalogue.model import PriceBasis
from laufzeit.einvoice import actions as files
from laufzeit.einvoice.filing import FileKind
from laufzeit.einvoice.models import File
from laufzeit.invoices import store
from laufzeit.invoices.document import Document
from laufzeit.messages.outgoing import Attachment
from laufzeit.payments import store as payments
from laufzeit.portal import billing
from laufzeit.portal.frame import catalogue_of
from laufzeit.portal.wording import language

MOST_AHEAD = 4


def invoices(request: HttpRequest) -> HttpResponse:
    """The open amount, what comes next, and all documents, the latest first."""
    organisation, spoken = request.user.organisation_id, language()
    standings, catalogue = payments.items_of(organisation), catalogue_of(request)
    listed = billing.listed(standings, request.today, spoken)
    context = {
        "listed": listed,
        "open": billing.open_amounts(standings, spoken),
        "overdue": any(one.open > 0 and one.due_on < request.today for one in standings),
        "ahead": billing.ahead(organisation, request.today, spoken)[:MOST_AHEAD],
        "net_prices": catalogue is not None and catalogue.vendor.prices is PriceBasis.NET,
        "years": sorted({one.issued_on.year for one in standings}, reverse=True),
    }
    return render(request, "portal/invoices.html", context)


def invoice(request: HttpRequest, document: UUID) -> HttpResponse:
    """One document as a page, with how it stands."""
    found, spoken = _own(request, document), language()
    standing = payments.standing(found.id)
    context = {
        "document": found,
        "title": billing.title_of(found.kind.value),
        "positions": billing.positions(found, spoken),
        "taxes": billing.taxes(found, spoken),
        "net": billing.money(found.net, found.currency, spoken),
        "gross": billing.money(found.gross, found.currency, spoken),
        "open": billing.money(standing.open, found.currency, spoken) if standing.open not in (0, found.payable) else "",
        "tag": billing.tag_of(standing.status(request.today)),
    }
    return render(request, "portal/invoice.html", context)


def invoice_pdf(request: HttpRequest, document: UUID) -> HttpResponse:
    """The document as it was sent: a PDF that holds it as data, too."""
    return download(files.file(_own(request, document).id, FileKind.ZUGFERD, request.now))


def invoice_xml(request: HttpRequest, document: UUID) -> HttpResponse:
    """The document as XRechnung."""
    return download(files.file(_own(request, document).id, FileKind.XRECHNUNG, request.now))


def download(file: File | Attachment) -> HttpResponse:
    """A kept file, byte by byte."""
    response = HttpResponse(bytes(file.content), content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


def invoices_of_year(request: HttpRequest, year: int) -> HttpResponse:
    """All documents of a year in one folder."""
    mine = [one.document for one in payments.items_of(request.user.organisation_id) if one.issued_on.year == year]
    if not mine:
        raise Http404
    pieces = list(files.folder_of(mine, request.now))  # the transaction ends with the answer, not with its last piece
    response = HttpResponse(b"".join(pieces), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{request.vendor.slug}-{year}.zip"'
    return response


def _own(request: HttpRequest, document: UUID) -> Document:
    """A document of the signed-in person's own organisation; of others nobody learns that they exist."""
    try:
        found = store.document(document)
    except store.NoDocument:
        raise Http404 from None
    if found.organisation != request.user.organisation_id:
        raise Http404
    return found
