"""What belongs to the frame of the pages: the brand's colours, the icon of the tab, the choice of language."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from laufzeit.portal.frame import brand_css, catalogue_of

A_YEAR = 31_536_000


def brand(request: HttpRequest) -> HttpResponse:
    """The two colours of the vendor's brand as a style sheet; its address changes with them."""
    response = HttpResponse(brand_css(request), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


def favicon(request: HttpRequest) -> HttpResponse:
    """A square in the brand's colour with the vendor's first letter."""
    catalogue = catalogue_of(request)
    brand, ink = (catalogue.vendor.brand, catalogue.vendor.brand_ink) if catalogue else ("#1f4e8c", "#ffffff")
    letter = request.vendor.name[:1].upper()
    letter = letter if letter.isalnum() else "L"
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="7" fill="{brand}"/>'
        f'<text x="16" y="23" font-family="Arial, sans-serif" font-size="20" font-weight="700" text-anchor="middle" '
        f'fill="{ink}">{letter}</text></svg>'
    )
    response = HttpResponse(picture, content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=86400"
    return response


def language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and go back to where the choice was made."""
    wanted = request.POST.get("language", "")
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = reverse("portal:start")
    response = HttpResponseRedirect(target)
    if wanted in dict(settings.LANGUAGES) and wanted in request.vendor.languages:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=A_YEAR,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
