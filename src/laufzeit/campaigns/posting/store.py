"""Which letters of a campaign go out on paper. Inside ``acting_for(vendor)``."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from laufzeit.campaigns.models import Campaign
from laufzeit.campaigns.paper.sheet import Addressed
from laufzeit.campaigns.watching.store import listed
from laufzeit.customers.models import Organisation
from laufzeit.messages.codec import from_json
from laufzeit.messages.compose import compose
from laufzeit.messages.models import Message
from laufzeit.messages.store import letterhead


def letters_on_paper(row: Campaign, today: date, home: str) -> tuple[list[Addressed], list[str]]:
    """Letters that were meant for the post, and those whose mail came back or was refused; and the numbers of contracts
    whose customers have no complete address. ``home`` is the vendor's own country, which no address names."""
    found = {one.letter: one for which in ("posted", "bounced") for one in listed(row, today, which=which, limit=None)}
    rows = Message.objects.filter(id__in=[one for one in found if one]).order_by("id")
    customers = {one.id: one for one in Organisation.objects.filter(id__in=[row.organisation for row in rows])}
    head, letters, without = letterhead(), list[Addressed](), list[str]()
    for message in rows:
        customer = customers.get(message.organisation)
        if customer is None or not (customer.street and customer.postcode and customer.city):
            without.append(found[_id(message)].number)
            continue
        letter = compose(from_json(message.kind, message.facts), message.language, head, message.name)
        country = customer.country if customer.country != home else ""
        lines = (
            customer.name, message.name, customer.address_extra, customer.street,
            f"{customer.postcode} {customer.city}", country,
        )  # fmt: skip
        order = (country, customer.postcode, customer.street)
        letters.append(Addressed(letter, lines, order, message.created_at.date()))
    return letters, without


def _id(message: Message) -> UUID:
    return UUID(str(message.pk))
