"""Browsers without a screen, for servers in other processes: cookies, forms as they stand on the page, redirects."""

from __future__ import annotations

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from tests.portal.reading import sent_by


class Browser:
    """Follows redirects; an error's page is an answer as well. ``status`` and ``page`` are the last answer's."""

    def __init__(self, port: int, vendor: str = "red-connect") -> None:
        self.base = f"http://127.0.0.1:{port}/{vendor}/"
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.status, self.page, self.address, self.headers = 0, "", "", {}

    def open(self, path: str, sent: dict[str, Any] | None = None) -> int:
        """Raises ``OSError`` where nobody answers any more."""
        address = urllib.parse.urljoin(self.base, path)
        data = urllib.parse.urlencode(sent, doseq=True).encode() if sent is not None else None
        request = urllib.request.Request(address, data, {"Accept-Language": "de", "Referer": address})
        try:
            answer = self.opener.open(request, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            self.status, self.page, self.address = answer.status, answer.read().decode(), answer.url
            self.headers = dict(answer.headers)
        return self.status

    def fields(self, action: str = "") -> dict[str, Any]:
        return sent_by(self.page, action)

    def sign_in(self, email: str, password: str) -> None:
        self.open("account/login/")
        self.open("account/login/", self.fields("login/") | {"login": email, "password": password})
        assert self.status == 200 and "account/login" not in self.address, self.page[:2000]
