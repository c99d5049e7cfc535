"""Moving the clock of a sandbox forward, and letting happen what is due by then."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from laufzeit.contracts.deciding.bounds import LAST_SANE_DAY
from laufzeit.contracts.jobs import tick
from laufzeit.dates.wording import day_in_digits
from laufzeit.portal.travel import FARTHEST
from laufzeit.portal.wording import language
from laufzeit.vendors.store import move_clock


def travel(request: HttpRequest) -> HttpResponse:
    """Go forward to a day. In sandboxes only; the clock of a real vendor is the world's."""
    if not request.vendor.sandbox:
        raise Http404
    wanted = _day(request.POST.get("to", ""))
    latest = min(request.today, LAST_SANE_DAY - FARTHEST) + FARTHEST
    if wanted is None or not request.today < wanted <= latest:
        messages.error(request, _("A sandbox travels forward only, and at most five years at a time."))
    else:
        _go(request, wanted)
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = reverse("portal:start")
    return HttpResponseRedirect(target)


def _go(request: HttpRequest, day: date) -> None:
    move_clock(request.vendor.id, day)
    then = datetime.combine(day, request.now.timetz())
    done = tick(request.vendor.id, day, then)
    said = {"day": day_in_digits(day, language())}
    if done.effects:
        messages.info(request, _("Today is %(day)s. What was due by then has happened; see the mailbox.") % said)
    else:
        messages.info(request, _("Today is %(day)s.") % said)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
