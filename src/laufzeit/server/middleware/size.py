"""No request is larger than the largest form, which is a vendor's catalogue: what is larger is not even read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from laufzeit.server import errors

LARGEST: Final = 4 * 1024 * 1024
"""Bytes of a body. Django limits fields but not files, and reads both to look for the token of a form."""


class BodySizeMiddleware:
    """Turns larger bodies away by the length that they announce; without one, the server reads no body at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if not announced.isdecimal() or int(announced) > LARGEST:
            return errors.too_large(request)
        return self.get_response(request)
