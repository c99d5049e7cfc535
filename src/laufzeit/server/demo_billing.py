"""The demo's money: what was used, the billing run of each month, a mandate, and payments that came in.

Everything goes through the same actions as in real use, each on the day on which it would have happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.store import catalogue_of
from laufzeit.contracts.models import Phase
from laufzeit.customers.actions import set_bank_account
from laufzeit.customers.details import BankDetails
from laufzeit.customers.iban import Account, read_account
from laufzeit.customers.models import Organisation, User
from laufzeit.customers.roles import Role
from laufzeit.dates.day import add_months
from laufzeit.invoices.running import actions as runs
from laufzeit.money.amount import MICROS
from laufzeit.payments import store as payments
from laufzeit.payments.actions import Evidence, give_mandate
from laufzeit.payments.booking.actions import record_payment
from laufzeit.payments.mandate import Scheme
from laufzeit.usage.actions import record_usage
from laufzeit.usage.line import Line
from laufzeit.vendors.models import Vendor
from laufzeit.vendors.store import acting_for

IBAN: Final = "DE02120300000000202051"
"""An account that banks give as an example."""

METER: Final = "sms"
PAID_AFTER: Final = timedelta(days=12)
BILLED_ON: Final = 2
"""The day of the month on which the month before is billed."""


def bill_the_past(vendor: Vendor, today: date, debtor: str, late: str) -> None:
    """Invoices of all months until ``today``. ``debtor`` pays by direct debit, ``late`` has not paid its last one."""
    with acting_for(vendor.id):
        catalogue = catalogue_of(vendor.id)
        _mandate(vendor, debtor, catalogue)
    since = catalogue.vendor.billing.since
    assert since is not None  # the examples say it
    record_usage(vendor.id, list(_used(vendor, since, today)), today, _at(vendor, today))
    first = since.replace(day=1)
    for month in range(1, 24):
        begins = add_months(first, month)
        day = begins.replace(day=BILLED_ON)
        if day > today:
            break
        runs.run(vendor.id, begins - timedelta(days=1), day, _at(vendor, day))
    with acting_for(vendor.id):
        _pay(vendor, today, late)


def _mandate(vendor: Vendor, debtor: str, catalogue: Catalogue) -> None:
    organisation = Organisation.objects.get(name=debtor)
    main = User.objects.get(organisation=organisation, role=Role.MAIN.value)
    since = catalogue.vendor.billing.since
    assert since is not None  # the examples say it
    now, account = _at(vendor, since), read_account(IBAN)
    assert isinstance(account, Account)  # the number is a right one
    set_bank_account(organisation.id, BankDetails(debtor, account), by=main.id, now=now)
    give_mandate(organisation.id, Scheme.CORE, Evidence("portal", since, main.language), by=main.id, now=now)


def _used(vendor: Vendor, since: date, today: date) -> Iterator[Line]:
    """Some text messages a month for each contract whose prices count them."""
    with acting_for(vendor.id):
        catalogue = catalogue_of(vendor.id)
        phases = list(Phase.objects.select_related("contract").order_by("contract__number", "starts_on"))
    for number, phase in enumerate(phases, 1):
        if not any(charge.meter == METER for charge in catalogue.plans[phase.plan].editions[-1].charges):
            continue
        day = max(since, phase.starts_on)
        while day < min(today, phase.ends_on or today):
            count = 3 + (number * 7 + day.month * 5) % 29
            name = f"{phase.contract.number} {day}"
            yield Line(number, phase.contract.number, METER, count * MICROS, day, None, "", name)
            day = add_months(day, 1)


def _pay(vendor: Vendor, today: date, late: str) -> None:
    for organisation in Organisation.objects.order_by("number"):
        owing = [one for one in payments.open_items(organisation.id) if one.open > 0]
        if organisation.name == late:
            owing = owing[:-1]
        for one in owing:
            day = one.issued_on + PAID_AFTER
            if day <= today:
                note = "Zahlungseingang"
                record_payment(one.document, one.open, paid_on=day, note=note, by=None, now=_at(vendor, day))


def _at(vendor: Vendor, day: date) -> datetime:
    return datetime.combine(day, time(9, 30), tzinfo=ZoneInfo(vendor.time_zone))
