"""The catalogue in force, and the texts that were agreed to. Everything here is asked inside ``acting_for(vendor)``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, cast
from uuid import UUID

from laufzeit.catalogue.agreements import text_hash
from laufzeit.catalogue.canonical import from_document, terms_hash
from laufzeit.catalogue.model import Agreement, Catalogue, Terms
from laufzeit.catalogue.models import AgreementText, AppliedCatalogue, TermsEdition
from laufzeit.vendors.reading.store import first
from laufzeit.vendors.tenancy import acting

_CURRENT: Final = "catalogue in force"


class NoCatalogue(LookupError):
    """Nothing has been applied for the vendor yet."""


def catalogue_of(vendor_id: UUID) -> Catalogue:
    """The vendor's catalogue in force. Raises ``NoCatalogue``."""
    catalogue = current_catalogue(vendor_id)
    if catalogue is None:
        raise NoCatalogue(f"the vendor {vendor_id} has no catalogue yet; apply one with: laufzeit catalogue apply FILE")
    return catalogue


def current_catalogue(vendor_id: UUID) -> Catalogue | None:
    """The vendor's catalogue in force, ``None`` before the first is applied: one small query for each transaction, and
    the values from the process's memory."""
    memory, key = acting().memory, f"{_CURRENT} {vendor_id}"
    if key not in memory:
        memory[key] = _row_in_force(vendor_id)
    row_id = cast("UUID | None", memory[key])
    return None if row_id is None else _catalogue(row_id)


def forget_current(vendor_id: UUID) -> None:
    """Look anew for the catalogue in force: another one has just been applied in this transaction."""
    acting().memory.pop(f"{_CURRENT} {vendor_id}", None)


def _row_in_force(vendor_id: UUID) -> UUID | None:
    row = first(
        "SELECT id FROM catalogue_appliedcatalogue WHERE vendor_id = %s ORDER BY version DESC LIMIT 1", [vendor_id]
    )
    return None if row is None else cast(UUID, row[0])


@lru_cache(maxsize=256)
def _catalogue(row_id: UUID) -> Catalogue:
    """Rows never change, so what was read from one is right for ever."""
    return from_document(AppliedCatalogue.objects.values_list("document", flat=True).get(id=row_id))


def in_force(vendor_id: UUID) -> AppliedCatalogue | None:
    """The application that is in force, with its source: for pages and commands, not for each request."""
    return AppliedCatalogue.objects.filter(vendor_id=vendor_id).order_by("-version").first()


def applications(vendor_id: UUID) -> list[AppliedCatalogue]:
    """All applications, the newest first, without their sources and documents."""
    rows = AppliedCatalogue.objects.filter(vendor_id=vendor_id).order_by("-version")
    return list(rows.defer("source", "document"))


def agreed_text(sha256: str) -> AgreementText | None:
    """The text with this hash, as the log of a contract names it."""
    return AgreementText.objects.filter(sha256=sha256).first()


def keep_editions(vendor_id: UUID, editions: Iterable[Terms], version: int) -> None:
    """Adds the editions that are new, and sets until when the known ones are sold."""
    known = {(row.plan, row.edition): row for row in TermsEdition.objects.filter(vendor_id=vendor_id)}
    added = []
    for terms in editions:
        row = known.get((terms.ref.plan, terms.ref.edition))
        if row is None:
            added.append(_edition_row(vendor_id, terms, version))
        elif row.sold_until != terms.sold_until:
            TermsEdition.objects.filter(id=row.id).update(sold_until=terms.sold_until)
    TermsEdition.objects.bulk_create(added)


def _edition_row(vendor_id: UUID, terms: Terms, version: int) -> TermsEdition:
    return TermsEdition(
        vendor_id=vendor_id,
        plan=terms.ref.plan,
        edition=terms.ref.edition,
        sold_from=terms.sold_from,
        sold_until=terms.sold_until,
        content_sha256=terms_hash(terms),
        since_version=version,
    )


def keep_agreements(vendor_id: UUID, agreements: Iterable[Agreement]) -> None:
    """Adds the texts that are new."""
    rows = [
        AgreementText(
            vendor_id=vendor_id,
            agreement=agreement.key,
            edition=edition.edition,
            language=language,
            valid_from=edition.valid_from,
            body=body,
            sha256=text_hash(body),
        )
        for agreement in agreements
        for edition in agreement.editions
        for language, body in edition.bodies.by_language
    ]
    AgreementText.objects.bulk_create(rows, ignore_conflicts=True)
