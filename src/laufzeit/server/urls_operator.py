"""The same pages for a request below ``/operator/``, where operators sign in."""

from __future__ import annotations

from laufzeit.server.urls import handler400, handler403, handler404, handler500, pages

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = pages("operator/account/")
