"""The letters that were sent, and those about which somebody has to decide."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.contracts.models import Contract
from laufzeit.customers.models import Organisation
from laufzeit.messages.actions import NotToBeSentAgain, send_again
from laufzeit.messages.models import Message
from laufzeit.messages.state import State
from laufzeit.messages.store import Opened, opened
from laufzeit.office.finding import NEWEST_LETTERS, letters_found
from laufzeit.office.forms import MailSearchForm
from laufzeit.office.loading import context
from laufzeit.office.paging import slice_of
from laufzeit.portal.views.mailbox import LETTER_POLICY

AGAIN = (State.FAILED, State.UNCLEAR, State.HELD)


def mails(request: HttpRequest) -> HttpResponse:
    """All letters, searched and narrowed, a page at a time."""
    form = MailSearchForm(request.GET or {})
    rows = letters_found(form.text, form.states()).defer("text", "html", "facts")
    page = slice_of(rows, NEWEST_LETTERS, request.GET.get("page", ""))
    return render(request, "office/mails.html", context(request, form=form, page=page))


def mail(request: HttpRequest, letter: UUID) -> HttpResponse:
    """One letter: where it is on its way, and what it says as HTML and as text."""
    found = _opened(letter)
    listed = found.listed
    values = context(
        request,
        opened=found,
        customer=Organisation.objects.filter(id=listed.organisation).first() if listed.organisation else None,
        contract=Contract.objects.filter(id=listed.contract).first() if listed.contract else None,
        may_send=listed.state in AGAIN and bool(listed.email),
        unclear=listed.state is State.UNCLEAR,
    )
    return render(request, "office/mail.html", values)


def mail_html(request: HttpRequest, letter: UUID) -> HttpResponse:
    """The HTML of a letter, for the frame on its page."""
    found = _opened(letter)
    if found.content is None or not found.content.html:
        raise Http404
    response = HttpResponse(found.content.html)
    response["Content-Security-Policy"] = LETTER_POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def resend(request: HttpRequest, letter: UUID) -> HttpResponse:
    """Send a letter once more that failed, is unclear or was kept."""
    try:
        send_again(letter)
        messages.success(request, _("The mail goes out once more."))
    except Message.DoesNotExist:
        raise Http404 from None
    except NotToBeSentAgain:
        messages.error(request, _("Only mails that failed, are unclear or were kept can be sent again."))
    return HttpResponseRedirect(reverse("office:mail", args=[letter]))


def _opened(letter: UUID) -> Opened:
    found = opened(letter)
    if found is None:
        raise Http404
    return found
