"""What the templates of the office ask for, beside those tags that they share with the portal."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import QueryDict
from django.utils.translation import gettext as _

from laufzeit.campaigns.words import SIMULATED, STANDINGS
from laufzeit.money.wording import in_digits
from laufzeit.office import frame, wording
from laufzeit.office.counting import Count
from laufzeit.portal.frame import vendor_logo
from laufzeit.portal.wording import language

register = template.Library()


@register.inclusion_tag("portal/parts/navigation.html", takes_context=True)
def office_navigation(context: template.Context) -> dict[str, Any]:
    return {"items": frame.menu_of(context["request"])}


@register.inclusion_tag("office/parts/mark.html", takes_context=True)
def office_mark(context: template.Context) -> dict[str, Any]:
    """The vendor's logo or monogram, as a link to the office's start."""
    request = context["request"]
    letters = "".join(word[0] for word in request.vendor.name.split()[:2]).upper()
    return {"name": request.vendor.name, "letters": letters, "logo": vendor_logo(request)}


@register.inclusion_tag("office/parts/travel.html", takes_context=True)
def office_travel(context: template.Context) -> dict[str, Any]:
    return frame.travel_of(context["request"]) | {
        "csrf_token": context.get("csrf_token"),
        "request": context["request"],
    }


@register.filter
def staff_role(user: Any) -> str:
    return frame.role_of(user)


@register.filter
def figure(count: Count) -> str:
    """1.234 · about 61,000"""
    separator = "." if language() == "de" else ","
    number = f"{count.number:,}".replace(",", separator)
    return number if count.exact else _("about %(number)s") % {"number": number}


@register.filter
def whole(number: int) -> str:
    """1.234 · 1,234"""
    return in_digits(number, language())


@register.filter
def hash_short(value: str) -> str:
    """The beginning of a hash: enough to compare by eye."""
    return f"{value[:10]}…" if len(value) > 10 else value


@register.filter
def letter_kind(kind: str) -> str:
    return wording.letter_kind(kind)


@register.filter
def letter_state(state: str) -> tuple[str, str]:
    """Tone and word."""
    return wording.letter_state(state)


@register.filter
def standing(name: str) -> str:
    """A number of a campaign, in words."""
    return STANDINGS[name][language()]


@register.filter
def simulated_line(name: str) -> str:
    """A line of a simulation, in words."""
    return SIMULATED[name][language()]


@register.filter
def event_name(event: Any) -> str:
    """What the log calls an event."""
    return type(event).__name__


@register.filter
def happening(kind: str) -> str:
    return wording.happening(kind)


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """The address of this list with other parameters; those that are empty are left out."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in ("", None):
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"
