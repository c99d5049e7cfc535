"""Customers with browsers of their own who answer offers in the portal, and who repeat what nobody answered."""

from __future__ import annotations

import random
import threading
import time
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import Cookie
from typing import Any

from tests.security.browsers import Browser


class _Staying(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        """A redirect is an answer."""


class Visitor(Browser):
    """The browser of somebody who is signed in. It follows no redirect: what the server said is kept apart from
    whether the next page could be had."""

    def __init__(self, port: int, vendor: str, session: str) -> None:
        super().__init__(port, vendor)
        self.jar.set_cookie(_cookie("session", session))
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _Staying())


def _cookie(name: str, value: str) -> Cookie:
    return Cookie(
        0, name, value, None, False, "127.0.0.1", True, False, "/", True, False, None, False, None, None, {}
    )  # fmt: skip


@dataclass
class Crowd:
    """What all clients have lived through. ``served``: pages and answers that came; ``resent``: forms that had to be
    sent again."""

    port: int
    vendor: str
    size: int
    served: int = 0
    resent: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.together = threading.Barrier(self.size)

    def count(self, *, served: int = 0, resent: int = 0) -> None:
        with self.lock:
            self.served += served
            self.resent += resent


@dataclass
class Client:
    """One customer. ``answers``: what to say to which offer, by its contract; nothing to those that are not in there.
    ``statuses`` are the answers to the form."""

    crowd: Crowd
    session: str
    offers: Sequence[tuple[str, str]]
    answers: dict[str, str]
    clicks: int = 1
    patient: bool = True
    statuses: list[int] = field(default_factory=list)

    def visit(self) -> Client:
        """Look at the page, and send its form."""
        visitor = Visitor(self.crowd.port, self.crowd.vendor, self.session)
        self.crowd.together.wait(60)
        path = self.path
        assert self._patiently(visitor, path) == 200, visitor.page[:2000]
        if self.answers:
            self._send(visitor, path, self._filled(visitor.fields()))
        return self

    @property
    def told(self) -> dict[str, str]:
        """The answers that the server has said it took."""
        return self.answers if 302 in self.statuses else {}

    @property
    def path(self) -> str:
        if len(self.offers) > 1:
            return "offers/"
        contract, offer = self.offers[0]
        return f"contracts/{contract}/offers/{offer}/"

    def _filled(self, sent: dict[str, Any]) -> dict[str, Any]:
        assert "csrfmiddlewaretoken" in sent
        if "accept" in self.answers.values():
            sent |= {name.replace("text_", "agree_"): "on" for name in sent if name.startswith("text_")}
        if len(self.offers) > 1:
            return sent | {f"answer_{offer}": self.answers.get(contract, "") for contract, offer in self.offers}
        assert {"seen_version", "form_key"} <= sent.keys()
        return sent | {"answer": self.answers[self.offers[0][0]]}

    def _send(self, visitor: Visitor, path: str, sent: dict[str, Any]) -> None:
        windows = [visitor, *(self._same(visitor) for _ in range(self.clicks - 1))]
        with ThreadPoolExecutor(len(windows)) as pool:
            for status in pool.map(lambda window: self._patiently(window, path, sent), windows):
                self.statuses += [status] if status else []

    def _same(self, visitor: Visitor) -> Visitor:
        """The same browser, once more: a second click does not wait for the first one's answer."""
        other = Visitor(self.crowd.port, self.crowd.vendor, self.session)
        for cookie in visitor.jar:
            other.jar.set_cookie(cookie)
        return other

    def _patiently(self, visitor: Visitor, path: str, sent: dict[str, Any] | None = None) -> int:
        """The same request until somebody answers; 0 where somebody without patience has closed the window."""
        while True:
            try:
                status = visitor.open(path, sent)
            except (OSError, HTTPException):
                if sent is not None and not self.patient:
                    return 0
                self.crowd.count(resent=sent is not None)
                time.sleep(0.1 + random.random() * 0.4)
                continue
            self.crowd.count(served=1)
            return status
