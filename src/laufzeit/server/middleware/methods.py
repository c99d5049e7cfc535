"""A page that was asked for by a method it does not take: Django answers that with nothing to read."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from laufzeit.server import errors


class MethodMiddleware:
    """Gives that answer a page of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            return errors.wrong_method(request, response["Allow"])
        return response
