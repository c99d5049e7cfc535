"""A file becomes the catalogue in force: all of it in one transaction, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from laufzeit.catalogue import store
from laufzeit.catalogue.canonical import from_document, to_document
from laufzeit.catalogue.diff import Change, EditionFixed, compare, forbidden
from laufzeit.catalogue.faults import CatalogueFaults
from laufzeit.catalogue.files import Files, no_files
from laufzeit.catalogue.model import Catalogue, VendorFacts
from laufzeit.catalogue.models import AppliedCatalogue
from laufzeit.catalogue.reading import examine
from laufzeit.messages.actions import set_letterhead
from laufzeit.messages.letterhead import Head
from laufzeit.vendors.models import Host, Vendor
from laufzeit.vendors.store import acting_for, locked_vendor


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying a file did. ``fresh`` is False where the file was in force already and nothing was written;
    ``hosts_taken`` are names of the file under which another vendor's pages are found."""

    version: int
    fresh: bool
    changes: tuple[Change, ...] = ()
    hosts_taken: tuple[str, ...] = ()


def apply(vendor: Vendor, text: str, *, by: str, now: datetime, files: Files = no_files) -> Applied:
    """Makes a file the vendor's catalogue from ``now`` on. ``by`` says who did it.

    Raises ``CatalogueFaults`` with everything that is wrong with the file, and ``EditionFixed`` with everything in it
    that would change what customers may have agreed to. Then nothing has been changed.
    """
    examined = examine(text, files)
    if examined.catalogue is None:
        raise CatalogueFaults(examined.faults)
    catalogue, document = examined.catalogue, to_document(examined.catalogue)
    with acting_for(vendor.id):
        locked_vendor(vendor.id)
        current = store.in_force(vendor.id)
        if current is not None and _same(current, text, document):
            return Applied(current.version, fresh=False)
        changes: tuple[Change, ...] = ()
        if current is not None:
            changes = compare(from_document(current.document), catalogue, examined.lines)
        if refused := forbidden(changes):
            raise EditionFixed(refused)
        version = current.version + 1 if current is not None else 1
        _write(vendor.id, version, text, document, by=by, now=now)
        _keep(vendor.id, catalogue, version)
        store.forget_current(vendor.id)
        return Applied(version, fresh=True, changes=changes, hosts_taken=_tell_vendor(vendor, catalogue.vendor))


def _same(current: AppliedCatalogue, text: str, document: str) -> bool:
    return current.source_sha256 == _sha256(text) and current.document_sha256 == _sha256(document)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _write(vendor_id: UUID, version: int, text: str, document: str, *, by: str, now: datetime) -> None:
    AppliedCatalogue.objects.create(
        vendor_id=vendor_id,
        version=version,
        applied_at=now,
        applied_by=by,
        source=text,
        source_sha256=_sha256(text),
        document=document,
        document_sha256=_sha256(document),
    )


def _keep(vendor_id: UUID, catalogue: Catalogue, version: int) -> None:
    editions = [terms for plan in catalogue.plans.values() for terms in plan.editions]
    store.keep_editions(vendor_id, editions, version)
    store.keep_agreements(vendor_id, catalogue.agreements.values())


def _tell_vendor(vendor: Vendor, facts: VendorFacts) -> tuple[str, ...]:
    """The directory of vendors and the letterhead follow the file. Returns the host names that are another's."""
    vendor.name, vendor.time_zone = facts.name, facts.time_zone
    vendor.language, vendor.languages = facts.languages[0], list(facts.languages)
    vendor.save(update_fields=["name", "time_zone", "language", "languages"])
    set_letterhead(vendor.id, letterhead(facts))
    return _add_hosts(vendor, facts.hosts)


def _add_hosts(vendor: Vendor, hosts: Sequence[str]) -> tuple[str, ...]:
    """Names are only added: others may have been given to the vendor by the installation's operators."""
    Host.objects.bulk_create([Host(host=host, vendor=vendor) for host in hosts], ignore_conflicts=True)
    taken = Host.objects.filter(host__in=hosts).exclude(vendor=vendor)
    return tuple(taken.order_by("host").values_list("host", flat=True))


def letterhead(facts: VendorFacts) -> Head:
    """The facts of the vendor that stand on its letters."""
    address = facts.address
    abroad = () if address.country == "DE" else (address.country,)
    return Head(
        name=facts.name,
        legal_name=facts.legal_name,
        address=(address.street, f"{address.postcode} {address.city}", *abroad),
        email=facts.email,
        phone=facts.phone,
        seat=address.city,
        register=facts.register,
        managers=facts.managers,
        vat_id=facts.vat_id,
        tax_number=facts.tax_number,
        brand=facts.brand,
        ink=facts.brand_ink,
        time_zone=facts.time_zone,
    )
