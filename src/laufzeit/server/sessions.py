"""Sessions under row-level security: a session made at one vendor does not exist at another.

The module is Django's `SESSION_ENGINE`, which asks for a class named `SessionStore`.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore

from laufzeit.server import clock
from laufzeit.vendors.reading.store import first
from laufzeit.vendors.tenancy import acting


class SessionStore(DatabaseSessionStore):
    """Django's sessions in the database, each of the vendor at whose pages it was made."""

    @classmethod
    def get_model_class(cls) -> type:
        from laufzeit.server.models import Session

        return Session

    def load(self) -> dict[str, Any]:
        """What is kept of the session; nothing, and no key, where there is none or its time is over."""
        row = first(
            "SELECT session_data FROM server_session WHERE session_key = %s AND expire_date > %s",
            [self.session_key, clock.now()],
        )
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        session = super().create_model_instance(data)
        session.vendor_id = acting().vendor_id
        return session
