"""The vendor as documents show it (BG-4)."""

from __future__ import annotations

from laufzeit.catalogue.model import VendorFacts
from laufzeit.invoices.document import Party


def seller_of(vendor: VendorFacts) -> Party:
    """The seller of a document that is issued now."""
    address = vendor.address
    return Party(
        name=vendor.legal_name,
        street=address.street,
        postcode=address.postcode,
        city=address.city,
        country=address.country,
        vat_id=vendor.vat_id,
        tax_number=vendor.tax_number,
        email=vendor.email,
        phone=vendor.phone,
        contact=vendor.billing.contact or vendor.name,
        register=vendor.register,
        managers=vendor.managers,
    )
