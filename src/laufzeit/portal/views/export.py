"""The data to take along, as one archive."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from laufzeit.portal import loading
from laufzeit.portal.export import archive


def take_data(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Everything about a contract and its customer as a zip of JSON, CSV and texts."""
    held = loading.contract_or_404(request, contract_id)
    response = HttpResponse(archive(held, today=request.today), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{held.row.number}-{request.today}.zip"'
    return response
