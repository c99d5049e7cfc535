"""Finding what was agreed. Everything here runs inside ``acting_for(vendor)``."""

from __future__ import annotations

from uuid import UUID

from laufzeit.agreed.document import Case, Entry, is_agreement
from laufzeit.catalogue.models import AgreementText
from laufzeit.contracts import store as contracts
from laufzeit.contracts.saying import Said
from laufzeit.contracts.store import Held


def case_of(held: Held, event: UUID) -> Case | None:
    """The contract as of the declaration with this name; ``None`` where nothing was agreed by it."""
    log = contracts.log(held.row.id)
    upto = next((at for at, line in enumerate(log) if line.event.id == event and is_agreement(line.event)), None)
    if upto is None:
        return None
    log = log[: upto + 1]
    organisation = held.row.organisation
    people = {line.declaration.actor.id for line in log} | {
        user for phase in held.timeline.phases for user in phase.users
    }
    named = contracts.persons(one for one in people if one is not None)
    wanted = [consent.sha256 for consent in log[-1].declaration.consents]
    return Case(
        catalogue=held.catalogue,
        number=held.row.number,
        label=held.row.label,
        customer=organisation.name,
        customer_number=organisation.number,
        log=[Entry(line.seq, Said(line.event, line.declaration), line.recorded_at, line.hash) for line in log],
        texts=dict(AgreementText.objects.filter(sha256__in=wanted).values_list("sha256", "body")),
        names={one.id: one.name for one in named.values()},
    )
