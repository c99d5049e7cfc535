"""Which revenue account a charge belongs to, by tax category, rate and countries.

Sources: DATEV-Kontenrahmen SKR03 (buchungssatz.de, class 8) and their counterparts in SKR04. The accounts for revenue
are automatic: DATEV takes the tax out of the gross amount by itself, at the rate of the document's day, or of the day
of performance where the booking has one (easybill.de, "DATEV Export (Erlöskonten)", after DATEV). Only that of small
businesses has no tax to take. The accounts for deferred revenue are those of JustOn's examples (docs.juston.com).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, assert_never

from laufzeit.catalogue.billing import Chart
from laufzeit.invoices.document import TaxCategory
from laufzeit.invoices.taxing import vat_country
from laufzeit.money.vat import RATES, NoRate, VatCategory
from laufzeit.money.vat_eu import MEMBER_STATES, rate_in

HOME: Final = "DE"


class Revenue(Enum):
    """What revenue is, for the return of VAT."""

    STANDARD = "Erlöse 19 % USt"
    REDUCED = "Erlöse 7 % USt"
    OSS = "Erlöse aus im anderen EU-Land steuerpflichtigen elektronischen Dienstleistungen"
    REVERSE_CHARGE_EU = (
        "Erlöse aus im anderen EU-Land steuerpflichtigen sonstigen Leistungen, Leistungsempfänger schuldet"
    )
    REVERSE_CHARGE_HOME = "Erlöse aus Leistungen, für die der Leistungsempfänger die USt nach § 13b UStG schuldet"
    THIRD_COUNTRY = "Erlöse aus im Drittland steuerbaren Leistungen, im Inland nicht steuerbare Umsätze"
    SMALL_BUSINESS = "Erlöse als Kleinunternehmer i. S. d. § 19 UStG"


_ACCOUNTS: Final[dict[Revenue, tuple[int, int]]] = {
    Revenue.STANDARD: (8400, 4400),
    Revenue.REDUCED: (8300, 4300),
    Revenue.OSS: (8331, 4331),
    Revenue.REVERSE_CHARGE_EU: (8336, 4336),
    Revenue.REVERSE_CHARGE_HOME: (8337, 4337),
    Revenue.THIRD_COUNTRY: (8338, 4338),
    Revenue.SMALL_BUSINESS: (8195, 4185),
}
_DEFERRED: Final = {Chart.SKR03: 990, Chart.SKR04: 3900}
_BANK: Final = {Chart.SKR03: 1200, Chart.SKR04: 1800}
_KINDS: Final = {(chart, pair[chart is Chart.SKR04]): kind for kind, pair in _ACCOUNTS.items() for chart in Chart}


@dataclass(frozen=True, slots=True)
class Sold:
    """What the account depends on. ``last_day`` is the last day of the service; ``oss``: the vendor declares consumers
    elsewhere in the Union in the one-stop shop."""

    category: TaxCategory
    rate: int
    buyer_country: str
    last_day: date
    oss: bool


def revenue_of(sold: Sold) -> Revenue | None:
    """What the revenue is; ``None`` where no account is known for it."""
    there = vat_country(sold.buyer_country)
    match sold.category:
        case TaxCategory.STANDARD if _taxed_there(sold, there):
            return Revenue.OSS
        case TaxCategory.STANDARD:
            return _domestic(sold.rate)
        case TaxCategory.REVERSE_CHARGE:
            return Revenue.REVERSE_CHARGE_HOME if there == HOME else Revenue.REVERSE_CHARGE_EU
        case TaxCategory.OUTSIDE:
            return None if there in MEMBER_STATES else Revenue.THIRD_COUNTRY
        case TaxCategory.EXEMPT:
            return Revenue.SMALL_BUSINESS
        case TaxCategory.ZERO:
            return None
        case _:
            assert_never(sold.category)


def account(revenue: Revenue, chart: Chart) -> int:
    """The account's number in the chart."""
    return _ACCOUNTS[revenue][chart is Chart.SKR04]


def deferred_account(chart: Chart) -> int:
    """Passive Rechnungsabgrenzung (§ 250 (2) HGB)."""
    return _DEFERRED[chart]


def bank_account(chart: Chart) -> int:
    """The first account of the bank."""
    return _BANK[chart]


def is_automatic(number: int, chart: Chart) -> bool:
    """Whether DATEV takes tax out of what is booked on a revenue account."""
    return _KINDS[chart, number] is not Revenue.SMALL_BUSINESS


def _taxed_there(sold: Sold, there: str) -> bool:
    """Whether the rate is the consumer's country's. Where it is Germany's too, the vendor's setting tells."""
    if there == HOME or there not in MEMBER_STATES:
        return False
    for category in VatCategory:
        try:
            if rate_in(there, category, sold.last_day) == sold.rate:
                return sold.oss or _domestic(sold.rate) is None
        except NoRate:
            continue
    return False


def _domestic(rate: int) -> Revenue | None:
    for category, revenue in ((VatCategory.STANDARD, Revenue.STANDARD), (VatCategory.REDUCED, Revenue.REDUCED)):
        if any(row.rate == rate for row in RATES[category]):
            return revenue
    return None
