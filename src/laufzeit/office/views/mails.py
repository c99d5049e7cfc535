"""The letters that were sent, and those about which somebody has to decide."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.contracts.models import Contract
from laufzeit.customers.models import Organisation, User
from laufzeit.messages.actions import NotToBeSentAgain, send_again
from laufzeit.messages.models import Message
from laufzeit.messages.state import State
from laufzeit.messages.store import Listed, Opened, opened
from laufzeit.office.finding import NEWEST_LETTERS, letters_found
from laufzeit.office.forms import MailSearchForm
from laufzeit.office.loading import context
from laufzeit.office.paging import slice_of
from laufzeit.portal.views.mailbox import LETTER_POLICY


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
        may_send=listed.sendable,
        address_now=_address_now(listed),
        unclear=listed.state is State.UNCLEAR,
        bounced=listed.state is State.BOUNCED,
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
    """Send a letter once more that failed, came back, is unclear or was kept, to where its recipient is reached now."""
    try:
        send_again(letter, email=_address_now(_opened(letter).listed))
        messages.success(request, _("The mail goes out once more."))
    except Message.DoesNotExist:
        raise Http404 from None
    except NotToBeSentAgain:
        messages.error(request, _("Only mails that failed, came back, are unclear or were kept can be sent again."))
    return HttpResponseRedirect(reverse("office:mail", args=[letter]))


def _address_now(letter: Listed) -> str:
    """The address of the person that it was written to, if that has changed since; empty otherwise."""
    found = User.objects.filter(id=letter.user, is_active=True, ended_on=None, erased_at=None) if letter.user else ()
    return next((user.email for user in found if user.email != letter.email), "")


def _opened(letter: UUID) -> Opened:
    found = opened(letter)
    if found is None:
        raise Http404
    return found
