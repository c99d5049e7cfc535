"""`/healthz` and `/readyz`, which belong to the installation and to no vendor."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from laufzeit.server.readiness import readiness


class HealthMiddleware:
    """Answers the two before a vendor is looked for: a process that lives, and a server that can work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/healthz":
            return JsonResponse({"status": "ok"})
        if request.path_info == "/readyz":
            parts = readiness()
            ready = all(part == "ok" for part in parts.values())
            answer = {"status": "ok" if ready else "unavailable", "parts": parts}
            return JsonResponse(answer, status=200 if ready else 503)
        return self.get_response(request)
