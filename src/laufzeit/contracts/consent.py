"""Which texts have to be agreed to for a command, and whether they were.

Who agrees in the portal agrees to an exact edition of a text: its hash is part of the evidence (Art. 7 (1) GDPR,
§ 305 (2) BGB). What comes by letter or mail carries its evidence itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from laufzeit.catalogue.model import AgreementEdition, Catalogue
from laufzeit.contracts.commands import AcceptTerms, ChangePlan, Command, Conclude
from laufzeit.contracts.contract import Contract
from laufzeit.contracts.declaration import Channel, Declaration
from laufzeit.contracts.refusal import Code, refuse
from laufzeit.contracts.timeline import timeline

AGREED_BY_BOX = frozenset({Channel.PORTAL, Channel.API, Channel.PUBLIC_PAGE})
"""Channels on which a box is ticked beside a text."""


@dataclass(frozen=True, slots=True)
class Needed:
    """An agreement in the edition that is in force on the day that matters."""

    agreement: str
    edition: AgreementEdition


def consents_needed(
    command: Command, contract: Contract | None, catalogue: Catalogue, today: date
) -> tuple[Needed, ...]:
    """What a page has to show beside the box before ``command`` can be carried out. Who accepts other terms agrees to
    the texts that are in force with them, from the cut-over on."""
    day = _day(command, contract, today)
    editions = ((key, catalogue.agreements[key].on(day)) for key in _agreements(command, contract, catalogue, today))
    return tuple(Needed(key, edition) for key, edition in editions if edition is not None)


def require_consents(
    command: Command, contract: Contract | None, declaration: Declaration, catalogue: Catalogue
) -> None:
    """Refuses where a consent is missing, or was given to a text that is no longer the one in force."""
    if declaration.channel not in AGREED_BY_BOX:
        return
    given = {consent.agreement: consent for consent in declaration.consents}
    for needed in consents_needed(command, contract, catalogue, declaration.today):
        consent = given.get(needed.agreement)
        if consent is None:
            raise refuse(Code.CONSENT_MISSING, agreement=needed.agreement, edition=needed.edition.edition)
        shown = (consent.language, consent.sha256)
        if consent.edition != needed.edition.edition or shown not in needed.edition.hashes:
            raise refuse(Code.CONSENT_OUTDATED, agreement=needed.agreement, edition=needed.edition.edition)


def _day(command: Command, contract: Contract | None, today: date) -> date:
    offer = contract.offer(command.offer) if isinstance(command, AcceptTerms) and contract is not None else None
    return max(today, offer.cut_over) if offer is not None else today


def _agreements(command: Command, contract: Contract | None, catalogue: Catalogue, today: date) -> tuple[str, ...]:
    match command:
        case Conclude():
            plan = catalogue.plans.get(command.plan)
            terms = plan.sold_on(command.start) if plan else None
            return terms.agreements if terms else ()
        case ChangePlan() if contract is not None:
            phase = timeline(contract, catalogue).phase_on(today)
            path = catalogue.terms(phase.terms).path_to(command.to) if phase else None
            return path.agreements if path else ()
        case AcceptTerms() if contract is not None:
            offer = contract.offer(command.offer)
            return catalogue.terms(offer.to).agreements if offer else ()
        case _:
            return ()
