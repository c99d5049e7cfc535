"""The sentence after something was done, on its way to the page that comes next.

In the session it would cost two writes for each decision: one to keep it and one to forget it. So it travels in a
cookie of its own: signed, for this session at this vendor alone, good for minutes, gone once it is shown. Where the
session is written anyway (signing in, say) it goes along there, as does what is too long for a cookie.
"""

from __future__ import annotations

import binascii
import json
from functools import cached_property
from typing import Any, Final

from django.conf import settings
from django.contrib.messages.storage.base import BaseStorage
from django.contrib.messages.storage.cookie import CookieStorage, MessageSerializer
from django.contrib.messages.storage.session import SessionStorage
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE: Final = "flash"
SECONDS: Final = 300
"""How long the next page may take to come."""


class _Cookie(CookieStorage):
    """Django's cookie for messages, bound to a session and for a short time."""

    cookie_name = COOKIE

    def __init__(self, request: HttpRequest) -> None:
        BaseStorage.__init__(self, request)  # the signer is made when there is something to sign

    @cached_property
    def signer(self) -> signing.TimestampSigner:
        request = self.request
        return signing.get_cookie_signer(salt=f"laufzeit.flash:{request.vendor.pk}:{request.session.session_key}")

    def _decode(self, data: str | None) -> Any:
        if not data:
            return None
        try:
            return self.signer.unsign_object(data, serializer=MessageSerializer, max_age=SECONDS)
        except (signing.BadSignature, binascii.Error, json.JSONDecodeError):
            return None

    def _update_cookie(self, encoded_data: str | None, response: HttpResponse) -> None:
        if not encoded_data:
            response.delete_cookie(COOKIE, samesite=settings.SESSION_COOKIE_SAMESITE)
            return
        response.set_cookie(
            COOKIE,
            encoded_data,
            max_age=SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite=settings.SESSION_COOKIE_SAMESITE,
        )


class FlashStorage(BaseStorage):
    """Django's ``MESSAGE_STORAGE``: what the cookie brings, then what the session holds."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self._cookie = _Cookie(request)
        self._session = SessionStorage(request)

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any], bool]:
        sent, _ = self._cookie._get()
        kept, _ = self._session._get()
        return [*(sent or []), *(kept or [])], True

    def _store(self, messages: list[Any], response: HttpResponse, *args: Any, **kwargs: Any) -> list[Any]:
        session = self.request.session
        if messages and session.session_key and not session.modified:
            messages = self._cookie._store(messages, response, remove_oldest=False)
        elif COOKIE in self.request.COOKIES:
            self._cookie._update_cookie(None, response)
        return self._session._store(messages, response)
