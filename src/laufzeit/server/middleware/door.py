"""Three doors, each with a sign-in of its own: the portal, the office, and the operators' view."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from laufzeit.customers.roles import Realm, realm_at

URLS = {Realm.OFFICE: "laufzeit.server.urls_office", Realm.TECHNICAL: "laufzeit.server.urls_operator"}


class DoorMiddleware:
    """Chooses by the path which sign-in ``reverse("account_login")`` and all its kin mean during this request.

    Templates find the door's name as ``request.door``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        realm = realm_at(request.path_info)
        request.door = realm.value
        if realm in URLS:
            request.urlconf = URLS[realm]
        return self.get_response(request)
