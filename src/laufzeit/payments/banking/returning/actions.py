"""What follows when direct debits came back: mandates that end, and letters to the customers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from laufzeit.catalogue.model import Catalogue
from laufzeit.dates.wording import Language
from laufzeit.messages import actions as outbox
from laufzeit.messages.kinds import DebitReturned
from laufzeit.messages.outgoing import Outgoing
from laufzeit.money.amount import Currency, Money
from laufzeit.payments import store
from laufzeit.payments.actions import revoke_mandate
from laufzeit.payments.banking.posting.store import Returned
from laufzeit.payments.models import DirectDebit
from laufzeit.payments.post.store import Addressee, addressees, pay_to, portal_link
from laufzeit.payments.returns import reason
from laufzeit.payments.standing import Standing
from laufzeit.vendors.tenancy import acting_vendor_id

DAYS_TO_PAY: Final = 10
"""How long a customer has to transfer what came back."""


def after_returns(returned: Sequence[Returned], catalogue: Catalogue, *, today: date, now: datetime) -> int:
    """End the mandates where the reason says so, and write to the customers; how many letters. After the bookings."""
    if not returned:
        return 0
    debits = DirectDebit.objects.select_related("mandate").in_bulk([one.debit.id for one in returned])
    standings = store.standings([one.debit.document for one in returned])
    people = addressees({one.item.organisation for one in returned})
    letters = []
    for one in returned:
        debit = debits[one.debit.id]
        if reason(one.code).stops:
            revoke_mandate(debit.mandate_id, on=today, why=one.code, by=None, now=now)
        person = people.get(one.item.organisation)
        if person is not None:
            ended = reason(one.code).stops or debit.mandate.revoked_on is not None
            letter = _letter(one, standings[one.debit.document], person, catalogue, ended=ended, today=today)
            letters.append(Outgoing(f"debit/{one.debit.id}/returned", letter, person.to, person.language))
    outbox.enqueue_many(acting_vendor_id(), letters, now=now)
    return len(letters)


def _letter(
    one: Returned, standing: Standing, person: Addressee, catalogue: Catalogue, *, ended: bool, today: date
) -> DebitReturned:
    currency = Currency.of(standing.currency)
    language: Language = "de" if person.language == "de" else "en"
    return DebitReturned(
        invoice=standing.number,
        issued_on=standing.issued_on,
        collected_on=one.debit.collected_on,
        amount=Money(one.debit.amount, currency),
        fee=Money(one.fee, currency) if one.fee else None,
        total=Money(standing.open, currency),
        reason=reason(one.code).in_words(language),
        reference=one.debit.mandate,
        mandate_ended=ended,
        pay_until=today + timedelta(days=DAYS_TO_PAY),
        pay_to=pay_to(catalogue),
        link=portal_link(catalogue),
    )
