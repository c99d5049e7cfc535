"""What the templates of the portal (and of the office) ask for: icons, menus, days and prices in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from laufzeit.catalogue.prose import Part, parts_of
from laufzeit.dates.wording import MONTHS, day_in_digits, day_in_words
from laufzeit.portal.frame import brand_address, menu_of, public_links, roles_in_words, travel_of, vendor_logo
from laufzeit.portal.navigation import Item
from laufzeit.portal.portrait import Portrait
from laufzeit.portal.svg import drawn
from laufzeit.portal.wording import language, short_month

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=128)
def icon(name: str) -> SafeString:
    """``{% icon "mail" %}``: one of ``icons.svg``, decoration beside a word. A page has a dozen of them, the same on
    every page."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("laufzeit/icons.svg"),
        name,
    )


@register.inclusion_tag("portal/parts/navigation.html")
def navigation(items: Sequence[Item]) -> dict[str, Any]:
    """``{% navigation items %}``: a main menu out of ``portal.navigation.Item``."""
    return {"items": items}


@register.simple_tag(takes_context=True)
def portal_navigation(context: template.Context) -> str:
    """The menu; it stands on a page twice, for phones and for all others."""
    request: HttpRequest = context["request"]
    if not hasattr(request, "portal_menu"):
        request.portal_menu = render_to_string("portal/parts/navigation.html", {"items": menu_of(request)})
    return request.portal_menu


@register.simple_tag(takes_context=True)
def part(context: template.Context, name: str) -> str:
    """``{% part "portal/parts/me.html" %}``: like ``include``, for what stands on a page twice, the same both times:
    for phones and for all others."""
    request: HttpRequest = context["request"]
    if not hasattr(request, "portal_parts"):
        request.portal_parts = {}
    known: dict[str, str] = request.portal_parts
    if name not in known:
        with context.push():
            known[name] = context.template.engine.get_template(name).render(context)
    return known[name]


@register.simple_tag
def life_picture(life: Portrait) -> SafeString:
    """The picture of a contract's life; a table beside it says the same."""
    return drawn(life)


@register.inclusion_tag("portal/parts/mark.html", takes_context=True)
def vendor_mark(context: template.Context) -> dict[str, Any]:
    """The vendor's logo, or its name with a monogram, as a link to the start."""
    request: HttpRequest = context["request"]
    name = request.vendor.name if request.vendor else "Laufzeit"
    letters = "".join(word[0] for word in name.split()[:2]).upper()
    return {"name": name, "letters": letters, "logo": vendor_logo(request), "home": reverse("portal:start")}


@register.simple_tag(takes_context=True)
def brand_css_url(context: template.Context) -> str:
    return brand_address(context["request"])


@register.simple_tag(takes_context=True)
def foot_links(context: template.Context) -> list[tuple[str, str]]:
    return public_links(context["request"])


@register.simple_tag(takes_context=True)
def other_languages(context: template.Context) -> list[tuple[str, str]]:
    """Code and own name of the other languages of the vendor (without one, of the program)."""
    vendor = getattr(context["request"], "vendor", None)
    spoken = [code for code, _name in settings.LANGUAGES if vendor is None or code in vendor.languages]
    return [(code, get_language_info(code)["name_local"].capitalize()) for code in spoken if code != language()]


@register.inclusion_tag("portal/parts/travel.html", takes_context=True)
def travel_bar(context: template.Context) -> dict[str, Any]:
    """The bar of a sandbox: its day, and the ways forward; nothing elsewhere."""
    return travel_of(context["request"]) | {"csrf_token": context.get("csrf_token"), "request": context["request"]}


@register.filter
def role_word(user: Any) -> str:
    return roles_in_words(user)


@register.filter
def day(value: date | None) -> str:
    """30.06.2021 · 30 June 2021"""
    return "" if value is None else day_in_digits(value, language())


@register.filter
def day_words(value: date | None) -> str:
    """30. Juni 2021 · 30 June 2021"""
    return "" if value is None else day_in_words(value, language())


@register.filter
def instant(value: datetime | None) -> str:
    """14.02.2021, 09:30 Uhr · 14 February 2021, 09:30: an aware instant on the vendor's clock on the wall."""
    if value is None:
        return ""
    from django.utils.timezone import localtime

    local = localtime(value)
    return _("%(day)s, %(time)s") % {"day": day_in_digits(local.date(), language()), "time": f"{local:%H:%M}"}


@register.filter
def until(value: date | None, today: date) -> str:
    """How far away a day is, in words: "today", "tomorrow", "in 136 days"."""
    if value is None:
        return ""
    days = (value - today).days
    match days:
        case 0:
            return _("today")
        case 1:
            return _("tomorrow")
        case _ if days > 1:
            return _("in %(days)d days") % {"days": days}
        case -1:
            return _("yesterday")
        case _:
            return _("%(days)d days ago") % {"days": -days}


@register.filter
def initials(name: str) -> str:
    """The letters of a person's round picture."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words[:1])).upper()


@register.filter
def named(values: dict[Any, Any], key: Any) -> Any:
    """The value of a dictionary whose key is a variable."""
    return values.get(key, "")


@register.filter
def prose(text: str) -> tuple[Part, ...]:
    """An agreement's text in headings and paragraphs."""
    return parts_of(text)


@register.filter
def month_name_short(value: date) -> str:
    """Jul: on the leaf of a calendar."""
    return MONTHS[language()][value.month - 1][:3]


@register.filter
def month_short(value: date) -> str:
    """Jan 2021"""
    return short_month(value)
