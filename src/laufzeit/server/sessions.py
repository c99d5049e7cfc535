"""Sessions under row-level security: a session made at one vendor does not exist at another.

The module is Django's `SESSION_ENGINE`, which asks for a class named `SessionStore`.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore

from laufzeit.vendors.tenancy import acting


class SessionStore(DatabaseSessionStore):
    """Django's sessions in the database, each of the vendor at whose pages it was made."""

    @classmethod
    def get_model_class(cls) -> type:
        from laufzeit.server.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        session = super().create_model_instance(data)
        session.vendor_id = acting().vendor_id
        return session
