"""Which room answers which path of a vendor. A page's own path stands in its room."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

handler400 = "laufzeit.server.errors.bad_request"
handler403 = "laufzeit.server.errors.refused"
handler404 = "laufzeit.server.errors.not_found"
handler500 = "laufzeit.server.errors.failed"


def pages(account: str) -> list[URLPattern | URLResolver]:
    """All pages, with those about signing in below the path ``account``: each of the three doors has its own."""
    return [
        path(account, include("laufzeit.customers.urls")),
        path("office/", include("laufzeit.office.urls")),
        path("operator/", admin.site.urls),
        path("", include("laufzeit.portal.urls")),
    ]


urlpatterns = pages("account/")
