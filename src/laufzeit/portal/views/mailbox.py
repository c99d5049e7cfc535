"""Postfach: in a sandbox, the letters that would have gone out by e-mail."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from laufzeit.messages import store
from laufzeit.messages.store import Cursor, Opened
from laufzeit.portal.loading import may_decide

LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
"""A letter is mail: it brings its style along, runs nothing, loads nothing, and may only be framed by our own page."""


def mailbox(request: HttpRequest) -> HttpResponse:
    """The letters to this person; for the main user those to the whole organisation, the newest first."""
    _require_sandbox(request)
    whose = {"organisation": request.user.organisation_id} if may_decide(request) else {"user": request.user.id}
    page = store.mailbox(**whose, after=Cursor.parse(request.GET.get("after", "")), count=25)
    return render(request, "portal/mailbox.html", {"page": page})


def letter(request: HttpRequest, letter: UUID) -> HttpResponse:
    """One letter, as HTML in a frame that can do nothing, and as text."""
    return render(request, "portal/letter.html", {"opened": _opened(request, letter)})


def letter_html(request: HttpRequest, letter: UUID) -> HttpResponse:
    """The HTML of a letter, for the frame on its page."""
    opened = _opened(request, letter)
    if opened.content is None:
        raise Http404
    response = HttpResponse(opened.content.html)
    response["Content-Security-Policy"] = LETTER_POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _opened(request: HttpRequest, letter: UUID) -> Opened:
    """A letter that this person may read; of others nobody learns that they exist."""
    _require_sandbox(request)
    opened = store.opened(letter)
    if opened is None or opened.listed.organisation != request.user.organisation_id:
        raise Http404
    if not may_decide(request) and opened.listed.email != request.user.email:
        raise Http404
    return opened


def _require_sandbox(request: HttpRequest) -> None:
    if not request.vendor.sandbox:
        raise Http404
