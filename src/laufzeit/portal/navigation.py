"""The menu of the customer's pages. The office hands its own items to the same template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a menu. Without ``url`` it only groups its ``children``. ``current`` is the value of
    ``aria-current``: ``page`` for the page itself, ``true`` for the area it belongs to, empty otherwise."""

    label: str
    url: str = ""
    icon: str = ""
    current: str = ""
    count: int = 0
    children: tuple[Item, ...] = ()


def item(
    request: HttpRequest,
    label: str,
    to: str,
    *,
    icon: str = "",
    pages: Iterable[str] = (),
    count: int = 0,
) -> Item:
    """A line that leads to the page named ``to``; ``pages`` are the names of further pages of its area."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    current = "page" if here == to else "true" if here in set(pages) else ""
    return Item(label, reverse(to), icon, current, count)


BILLING_PAGES = (
    "portal:main_user",
    "portal:organisation",
    "portal:bank",
    "portal:mandate",
    "portal:contracts",
    "portal:contract",
    "portal:change",
    "portal:revoke",
    "portal:notice",
    "portal:erase",
    "portal:switch",
    "portal:switch_completed",
    "portal:switch_extended",
    "portal:seats",
    "portal:offer",
    "portal:offers",
    "portal:offer_by_link",
    "portal:agreements",
    "portal:take_data",
)


def portal_items(request: HttpRequest, *, bookable: bool, mails: bool) -> tuple[Item, ...]:
    """Start, Connect → Videosprechstunde, Stammdaten → Rechnungsdaten and Benutzer, Rechnungen, Postfach,
    Hilfe."""
    items = [item(request, pgettext("menu", "Start"), "portal:start", icon="start")]
    if bookable:
        product = item(request, _("Video consultation"), "portal:bookings", pages=("portal:cancel_booking",))
        items.append(Item(_("Connect"), icon="video", children=(product,)))
    master_data = (
        item(request, _("Billing details"), "portal:contracts", pages=BILLING_PAGES),
        item(request, _("Users"), "portal:members", pages=("portal:invite", "portal:remove_member", "portal:member")),
    )
    items.append(Item(_("Master data"), icon="folder", children=master_data))
    items.append(item(request, _("Invoices"), "portal:invoices", icon="coins", pages=("portal:invoice",)))
    if mails:
        items.append(item(request, _("Mailbox"), "portal:mailbox", icon="mail", pages=("portal:letter",)))
    items.append(item(request, _("Help"), "portal:help", icon="help"))
    return tuple(items)
