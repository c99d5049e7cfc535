"""Campaigns: all of them, and one with its stage, what can be done, what the check found, and how far it is."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from laufzeit.campaigns.models import Campaign
from laufzeit.campaigns.watching.funnel import STATES
from laufzeit.campaigns.words import STANDINGS
from laufzeit.office.campaigns.pages import SEGMENT, rows_of, shown
from laufzeit.office.loading import context
from laufzeit.office.paging import Order, slice_of
from laufzeit.office.views.campaigns_plan import campaign_or_404
from laufzeit.portal.wording import language

NEWEST: Final = Order(("created_at", "id"), descending=True)


def campaigns(request: HttpRequest) -> HttpResponse:
    """All campaigns, the latest first."""
    page = slice_of(Campaign.objects.all(), NEWEST, request.GET.get("page", ""))
    values = context(request, page=page, rows=rows_of(page.rows, language()))
    return render(request, "office/campaigns.html", values)


def campaign(request: HttpRequest, key: str) -> HttpResponse:
    """One campaign. While the worker is at it, the page asks anew by itself."""
    found = shown(campaign_or_404(key), request.today, request.now, request.vendor.time_zone, language())
    heads = [STANDINGS[name][language()] for name in SEGMENT]
    return render(request, "office/campaign.html", context(request, shown=found, heads=heads, states=STATES))
