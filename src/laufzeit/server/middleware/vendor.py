"""From a request to its vendor, and from there into the one transaction in which it is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone

from laufzeit.server import clock, errors
from laufzeit.vendors.models import Vendor
from laufzeit.vendors.store import acting_for, vendor_at

OPERATORS = "/operator/"
"""Below this path the operators of the installation look at one vendor; only there do their accounts exist."""


class VendorMiddleware:
    """Finds the vendor by host, or by the first part of the path, which then belongs to the script prefix.

    Views find `request.vendor`, `request.today` and `request.now`, and run inside `acting_for` the vendor: one
    transaction, rolled back when the answer is an error of ours.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.vendor = None
        try:
            host, _ = split_domain_port(request.get_host())
        except DisallowedHost:
            return errors.unknown_host(request)
        slug, slash, rest = request.path_info.removeprefix("/").partition("/")
        vendor, by_host = vendor_at(host, slug)
        if not by_host and host not in settings.ENVIRONMENT.hosts:
            return errors.unknown_host(request)
        if vendor is None:
            return errors.no_vendor(request)
        if by_host:
            return self._answer(request, vendor)
        if not slash:
            return errors.moved_below(request)
        with _below(request, slug, f"/{rest}"):
            return self._answer(request, vendor)

    def _answer(self, request: HttpRequest, vendor: Vendor) -> HttpResponse:
        request.vendor = vendor
        request.now = clock.now_for(vendor)
        request.today = request.now.date()
        operator = request.path_info.startswith(OPERATORS)
        with acting_for(vendor.id, operator=operator), timezone.override(vendor.time_zone):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


@contextmanager
def _below(request: HttpRequest, slug: str, rest: str) -> Iterator[None]:
    """The vendor's part of the path moves into the script prefix, so that views and `reverse()` never mention it."""
    outer = get_script_prefix()
    inner = f"{outer}{slug}/"
    request.path_info = rest
    request.META["PATH_INFO"] = rest
    request.META["SCRIPT_NAME"] = inner.removesuffix("/")
    set_script_prefix(inner)
    try:
        yield
    finally:
        set_script_prefix(outer)
