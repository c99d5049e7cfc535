"""Every address of the program, found in its URL resolver, with ids that exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.security.world import TODAY, House

DOORS = {
    "": "laufzeit.server.urls",
    "office/": "laufzeit.server.urls_office",
    "operator/": "laufzeit.server.urls_operator",
}
ACCOUNT = ("account_", "mfa_")
NOBODY = "01900000-0000-7000-8000-000000000000"
"""An id that nothing has."""


@dataclass(frozen=True)
class Page:
    """One named address. ``name`` begins with the door where the same page is behind several."""

    name: str
    view: str
    urlconf: str
    parameters: tuple[str, ...]

    @property
    def methods(self) -> tuple[str, ...]:
        return ("POST",) if self.view in POST_ONLY else ("GET",)

    def url(self, house: House, **other: Any) -> str:
        """Its address at the vendor of ``house``, with ids of things that exist there unless ``other`` says so."""
        values = {name: other.get(name, value) for name, value in arguments(self, house).items()}
        return f"/{house.vendor.slug}{reverse(self.view, self.urlconf, kwargs=values)}"

    def __str__(self) -> str:
        return self.name


POST_ONLY = frozenset(
    {
        "account_require_second_factor",
        "portal:language",
        "portal:withdraw",
        "portal:cancel_booking",
        "portal:revoke_mandate",
        "portal:travel",
        "office:travel",
        "office:invite",
        "office:set_aside",
        "office:resend",
        "office:withdraw_staff",
        "office:set_role",
        "office:end_access",
        "office:reset_second_factor",
        "office:start_run",
        "office:dispute",
        "office:end_dispute",
        "office:import_file",
        "office:assign",
        "office:assign_return",
        "office:set_entry_aside",
        "office:take_back",
        "office:collect",
        "office:remind",
    }
)


def all_pages() -> list[Page]:
    """Each page once; those about one's own account once for each door."""
    found = []
    for door, urlconf in DOORS.items():
        for view, parameters in _named(get_resolver(urlconf)):
            mine = _door_of(view) == door
            if view.startswith(ACCOUNT):
                found.append(Page(f"{door}{view}", view, urlconf, parameters))
            elif mine:
                found.append(Page(view, view, urlconf, parameters))
    return found


def _door_of(view: str) -> str:
    return {"office": "office/", "admin": "operator/"}.get(view.partition(":")[0], "")


def _named(
    resolver: URLResolver, space: str = "", before: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in resolver.url_patterns:
        parameters = (*before, *_parameters(one))
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _named(one, inner, parameters)
        elif isinstance(one, URLPattern) and one.name:
            yield f"{space}{one.name}", parameters


def _parameters(one: URLPattern | URLResolver) -> list[str]:
    return [*one.pattern.converters] or [*one.pattern.regex.groupindex]


STATE = {
    "portal:revoke": "changing",
    "portal:offer": "offered",
    "portal:switch_completed": "switching",
    "portal:switch_extended": "switching",
    "office:revoke": "changing",
    "office:complete_switch": "switching",
    "office:extend_switch": "switching",
    "office:revoke_own": "noticed",
}
"""Whose contract a page is shown for, where it is not the running one."""


def arguments(page: Page, house: House) -> dict[str, Any]:
    """A value for each parameter of a page."""
    state = STATE.get(page.view, "running")
    return {name: _value(name, page, house, state) for name in page.parameters}


def _value(name: str, page: Page, house: House, state: str) -> Any:
    ours, staff = house.ours, page.view.startswith("office:")
    edition, sha256 = _agreement(house)
    values = {
        "contract_id": ours.contracts[state],
        "customer_id": ours.organisation.id,
        "plan": "basis",
        "item": ours.items.get(state, NOBODY),
        "offer": ours.items["offered"],
        "user": house.people["clerk" if staff else "member"].id,
        "invitation": house.ids["staff" if staff else "invitation"],
        "booking": ours.items["booking"],
        "document": house.ids["document"],
        "run_id": house.ids["run"],
        "order": house.ids["order"],
        "debit": house.ids["debit"],
        "entry_id": house.ids["entry"],
        "year": TODAY.year,
        "discount": ours.items["discount"],
        "extra": ours.items["extra"],
        "letter": house.ids["letter"],
        "declaration": house.ids["declaration"],
        "key": _key(page.view),
        "name": "check",
        "number": 1,
        "edition": edition,
        "sha256": sha256,
        "event": ours.contracts[state],
        "version": 1,
        "pk": 1,
        "uidb36": "1a",
        "token": house.ids["cancelled"] if page.view.startswith("portal:") else "made-up",
        "object_id": house.people["member"].id,
        "content_type_id": 1,
        "app_label": "customers",
        "url": "nothing/",
    }
    if page.view.startswith("admin:customers_") and name == "object_id":
        return _admin_row(page.view, house)
    return values[name]


def _key(view: str) -> str:
    if "campaign" in view or view in ("office:extend_one", "office:accept_late"):
        return "prices"
    return "agb" if view == "portal:text" else "set-password"


def _agreement(house: House) -> tuple[str, str]:
    from laufzeit.catalogue.store import catalogue_of

    if "agreement" not in house.ids:
        with house.acting():
            agreement = catalogue_of(house.vendor.id).agreements["agb"].editions[0]
            house.ids["agreement"] = (agreement.edition, agreement.hash_of("de"))
    return house.ids["agreement"]  # type: ignore[no-any-return]


def _admin_row(view: str, house: House) -> Any:
    from django.apps import apps

    model = view.removeprefix("admin:").rpartition("_")[0]
    with house.acting(operator=True):
        row = apps.get_model(*model.split("_", 1)).objects.order_by("pk").first()
        return row.pk if row else NOBODY
