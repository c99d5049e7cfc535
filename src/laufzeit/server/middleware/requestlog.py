"""One line a request: what was asked by its pattern, what was answered, and how long it took."""

from __future__ import annotations

import re
from collections.abc import Callable
from time import perf_counter

import structlog
from django.http import HttpRequest, HttpResponse
from uuid_utils.compat import uuid7

REQUEST_ID = re.compile(r"[0-9A-Za-z._-]{8,64}")
QUIET = frozenset({"/healthz", "/readyz"})

log = structlog.get_logger("laufzeit.request")


class RequestLogMiddleware:
    """Logs the path's pattern (`kunden/<uuid:id>/`), never the path, query, body or address of the caller."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        offered = request.headers.get("X-Request-ID", "")
        request.id = offered if REQUEST_ID.fullmatch(offered) else str(uuid7())
        started = perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request.id):
            response = self.get_response(request)
            if request.path not in QUIET:
                self._write(request, response, perf_counter() - started)
        response["X-Request-ID"] = request.id
        return response

    @staticmethod
    def _write(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        vendor = getattr(request, "vendor", None)
        match = request.resolver_match
        write = log.error if response.status_code >= 500 else log.info
        write(
            "request",
            vendor=vendor.slug if vendor else None,
            method=request.method,
            path=match.route if match else None,
            status=response.status_code,
            ms=round(seconds * 1000, 1),
        )
