"""The same pages for a request below ``/office/``: there ``reverse("account_login")`` is the staff's own sign-in."""

from __future__ import annotations

from laufzeit.server.urls import handler400, handler403, handler404, handler500, pages

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = pages("office/account/")
