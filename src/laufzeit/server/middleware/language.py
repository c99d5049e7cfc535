"""The language of a page: what the person chose, else what the browser asks for, within the vendor's languages."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header


class LanguageMiddleware:
    """The cookie's language, else the first of `Accept-Language` that the vendor speaks, else the vendor's own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(_wanted(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        return response


class PreferredLanguageMiddleware:
    """Once it is known who is signed in: the language that this person set, unless the cookie says otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        preferred = getattr(request.user, "language", "")
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if preferred in _spoken(request) and chosen not in _spoken(request):
            translation.activate(preferred)
            request.LANGUAGE_CODE = preferred
        return self.get_response(request)


def _spoken(request: HttpRequest) -> list[str]:
    ours = [code for code, _ in settings.LANGUAGES]
    return [code for code in request.vendor.languages if code in ours] or [settings.LANGUAGE_CODE]


def _wanted(request: HttpRequest) -> str:
    spoken = _spoken(request)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in spoken:
        return chosen
    for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.partition("-")[0] in spoken:
            return code.partition("-")[0]
    return request.vendor.language if request.vendor.language in spoken else spoken[0]
