"""Cookies stay with the vendor: two vendors under one host name do not see each other's."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix


class CookiePathMiddleware:
    """Narrows every cookie from the whole host to the vendor's pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for morsel in response.cookies.values():
            if morsel["path"] == "/":
                morsel["path"] = get_script_prefix()
        return response
