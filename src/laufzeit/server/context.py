"""What every template may ask about the installation and the vendor."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def installation(request: HttpRequest) -> dict[str, Any]:
    """`vendor`, `today` and `now` of the request, and whether this is the `demo`."""
    return {
        "vendor": getattr(request, "vendor", None),
        "today": getattr(request, "today", None),
        "now": getattr(request, "now", None),
        "demo": settings.ENVIRONMENT.demo,
    }
