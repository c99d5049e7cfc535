"""The mandates by which customers pay."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from laufzeit.office.billing.mandates import NEWEST_MANDATES, mandate_lines, mandates_found
from laufzeit.office.forms import SearchForm
from laufzeit.office.loading import context
from laufzeit.office.paging import slice_of
from laufzeit.office.views.debits import creditor_id_of
from laufzeit.portal.wording import language


def mandates(request: HttpRequest) -> HttpResponse:
    """All mandates, the newest first, searched by customer."""
    form = SearchForm(request.GET or {})
    page = slice_of(mandates_found(form.text), NEWEST_MANDATES, request.GET.get("page", ""))
    lines = mandate_lines(page.rows, creditor_id_of(request), request.today, language())
    return render(request, "office/mandates.html", context(request, form=form, page=page, lines=lines))
