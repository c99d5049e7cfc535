"""What the web server itself keeps."""

from __future__ import annotations

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from laufzeit.server.sessions import SessionStore
from laufzeit.vendors.models import Vendor


class Session(AbstractBaseSession):
    """A signed-in browser at one vendor's pages."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, null=True, editable=False, related_name="+")

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore
