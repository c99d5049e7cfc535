"""What stands around every page: the vendor's brand, the menu, the links at the foot, the bar of a sandbox."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.catalogue.model import Catalogue, Law
from laufzeit.catalogue.store import current_catalogue
from laufzeit.customers.roles import Role
from laufzeit.portal.navigation import Item, portal_items
from laufzeit.portal.travel import travel_context


def catalogue_of(request: HttpRequest) -> Catalogue | None:
    """The vendor's catalogue; ``None`` before the first one is applied. Read once a request."""
    if request.vendor is None:
        return None
    if not hasattr(request, "portal_catalogue"):
        request.portal_catalogue = current_catalogue(request.vendor.id)
    return request.portal_catalogue


def brand_css(request: HttpRequest) -> str:
    """The style sheet of the vendor's brand: two variables."""
    catalogue = catalogue_of(request)
    if catalogue is None:
        return ":root {}\n"
    return f":root {{ --brand: {catalogue.vendor.brand}; --brand-ink: {catalogue.vendor.brand_ink} }}\n"


def brand_address(request: HttpRequest) -> str:
    """Where the brand's style sheet is; another address for other colours, so that it can be cached for long."""
    version = sha256(brand_css(request).encode()).hexdigest()[:12]
    return f"{reverse('portal:brand')}?v={version}"


def vendor_logo(request: HttpRequest) -> str:
    catalogue = catalogue_of(request)
    return catalogue.vendor.logo if catalogue else ""


def menu_of(request: HttpRequest) -> tuple[Item, ...]:
    """The menu of whoever is signed in; empty for visitors."""
    if not request.user.is_authenticated:
        return ()
    catalogue = catalogue_of(request)
    sandbox = request.vendor.sandbox
    bookable = catalogue is not None and any(feature.bookable for feature in catalogue.features.values())
    return portal_items(request, bookable=sandbox and bookable, mails=sandbox)


def public_links(request: HttpRequest) -> list[tuple[str, str]]:
    """The links at the foot of every page: the texts in force, and for consumers' vendors the way to cancel without
    signing in, in the words of the statute (§ 312k (2) BGB)."""
    catalogue = catalogue_of(request)
    if catalogue is None:
        return []
    links = [
        (_("Terms and privacy"), reverse("portal:texts")),
        (_("Imprint"), reverse("portal:imprint")),
    ]
    if Law.CONSUMER in catalogue.vendor.laws:
        links.append((_("Cancel contracts here"), reverse("portal:cancel_publicly")))
    return links


def travel_of(request: HttpRequest) -> dict[str, Any]:
    return travel_context(request)


def roles_in_words(user: Any) -> str:
    """What a person is, in one word."""
    match user.role:
        case Role.MAIN:
            return _("Main user")
        case Role.MEMBER:
            return _("User")
        case Role.OPERATOR:
            return _("Operator")
        case _:
            return _("Staff")
