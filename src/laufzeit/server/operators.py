"""The operators' technical view: Django's admin behind our own sign-in, with a second factor."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
"""Narrower than that of the other pages: the technical view fetches nothing by script and is never framed."""


def _under_policy(view: Any) -> Any:
    @wraps(view)
    def under_policy(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = view(request, *args, **kwargs)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return under_policy


class OperatorAdminConfig(AdminConfig):
    """Makes ``admin.site`` the one below."""

    default_site = "laufzeit.server.operators.OperatorSite"


class OperatorSite(AdminSite):
    """Django's admin without its own forms for signing in and passwords, which know no second factor."""

    site_header = site_title = "Laufzeit"
    index_title = "Technical view"
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only tables of ours: what libraries would let operators edit are people's addresses and second factors."""
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        ours = [model for model in models if model.__module__.startswith("laufzeit.")]
        if ours:
            super().register(ours, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """`admin_view` has turned everybody else away before Django asks this; templates ask it too."""
        return getattr(request.user, "role", None) == "operator"

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        from laufzeit.customers.permissions import operator_required

        return operator_required(_under_policy(super().admin_view(view, cacheable)))

    def get_urls(self) -> list[Any]:
        """Django's own sign-in form is not among them."""
        return [url for url in super().get_urls() if getattr(url, "name", None) != "login"]

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_login"))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_logout"))

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_change_password"))
