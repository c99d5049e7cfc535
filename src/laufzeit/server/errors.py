"""Pages for what went wrong before or around a view."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from laufzeit.vendors.store import all_vendors


def unknown_host(request: HttpRequest) -> HttpResponse:
    """The host name is neither a vendor's nor the installation's; nothing is said about what there is."""
    return HttpResponse("This host name is not served here.\n", status=421, content_type="text/plain; charset=utf-8")


def no_vendor(request: HttpRequest) -> HttpResponse:
    """No vendor lives at this path. The demo's first page lists those that there are."""
    with translation.override(translation.get_language_from_request(request)):
        if settings.ENVIRONMENT.demo and request.path_info == "/":
            return render(request, "server/demo.html", {"vendors": all_vendors()})
        return render(request, "404.html", status=404)


def moved_below(request: HttpRequest) -> HttpResponse:
    """The vendor's pages begin with a slash after its name."""
    return HttpResponsePermanentRedirect(f"{request.path}/")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The vendor has no such page, or not for this person."""
    return render(request, "404.html", status=404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """This person may not do that."""
    return render(request, "403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request is broken, or larger than any form of ours."""
    return render(request, "400.html", status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """The body is larger than any form of ours; it is not read, so nothing is known of its vendor."""
    with translation.override(translation.get_language_from_request(request)):
        return render(request, "400.html", status=413)


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """The page exists, but takes other methods: `allowed` as the header lists them."""
    response = render(request, "405.html", status=405)
    response["Allow"] = allowed
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form did not come from a page of ours, or the page was open for too long."""
    context = {
        "hint": _("The page was open for too long, or cookies are switched off. Go back, reload it and try again.")
    }
    return render(request, "403.html", context, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """A fault of ours; nothing was changed."""
    return render(request, "500.html", {"request_id": getattr(request, "id", "")}, status=500)
