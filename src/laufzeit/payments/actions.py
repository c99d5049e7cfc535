"""Mandates: given, revoked. What is done with money is in ``collecting/``, ``banking/``, ``booking/``, ``reminding/``.

Each action is inside ``acting_for``, one transaction. ``by`` is who does it (``None``: the program, or the vendor's own
system); ``now`` the vendor's time.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from laufzeit.catalogue.store import catalogue_of
from laufzeit.customers import store as customers
from laufzeit.customers.iban import masked
from laufzeit.customers.models import Organisation, OrganisationKind
from laufzeit.messages import actions as outbox
from laufzeit.messages.kinds import MandateGiven
from laufzeit.payments import mandate as rules
from laufzeit.payments import store
from laufzeit.payments.fault import Code, Fault, Refused, fault, refuse
from laufzeit.payments.mandate import Scheme
from laufzeit.payments.models import Mandate
from laufzeit.payments.post.store import addressees, portal_link
from laufzeit.payments.sentence import sentence_of
from laufzeit.vendors.tenancy import acting_vendor_id


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a mandate was given: where (``portal``, ``letter``, ``import``), on which day, in which language, to which
    words. Empty ``sentence``: the words of ``sentence.py``."""

    channel: str
    signed_on: date
    language: str = "de"
    sentence: str = ""


def give_mandate(
    organisation_id: UUID,
    scheme: Scheme,
    evidence: Evidence,
    *,
    by: UUID | None,
    now: datetime,
    reference: str = "",
    recurring: bool = True,
) -> Mandate:
    """A mandate for the customer's bank account as it is now. It takes the place of the one before, whose reference
    stays taken. Without ``reference`` it gets the next one after the customer's number.

    Raises:
        Refused: NO_CREDITOR_ID, CREDITOR_ID_WRONG, ORGANISATION_UNKNOWN, CUSTOMER_WITHOUT_ACCOUNT, NOT_FOR_CONSUMERS,
            SIGNED_IN_FUTURE, REFERENCE_FORM, REFERENCE_TAKEN.
    """
    organisation = Organisation.objects.filter(id=organisation_id, erased_at=None).first()
    if organisation is None:
        raise refuse(Code.ORGANISATION_UNKNOWN)
    customers.locked_organisation(organisation_id)
    vendor = catalogue_of(acting_vendor_id()).vendor
    creditor_id = vendor.billing.creditor_id
    count = Mandate.objects.filter(organisation_id=organisation_id).count()
    reference = reference or rules.new_reference(organisation.number, count + 1)
    found = _faults(organisation, scheme, evidence, creditor_id, reference, now.date())
    account = customers.bank_account(organisation_id)
    if found or account is None:
        raise Refused(found or [fault(Code.CUSTOMER_WITHOUT_ACCOUNT)])
    before = store.mandate_of(organisation_id)
    if before is not None:
        revoke_mandate(before.id, on=now.date(), why="replaced", by=by, now=now)
    creditor = vendor.legal_name or vendor.name
    words = evidence.sentence.strip() or sentence_of(scheme, creditor, evidence.language)
    made = Mandate.objects.create(
        organisation=organisation, reference=reference, creditor_id=creditor_id, scheme=scheme.value,
        recurring=recurring, holder=account.holder, iban=account.iban, bic=account.bic, signed_on=evidence.signed_on,
        given_by=by, given_at=now, channel=evidence.channel, language=evidence.language, sentence=words,
        sentence_sha256=hashlib.sha256(words.encode()).hexdigest(),
    )  # fmt: skip
    _confirm(made, organisation, creditor, now)
    return made


def _faults(
    organisation: Organisation, scheme: Scheme, evidence: Evidence, creditor_id: str, reference: str, today: date
) -> list[Fault]:
    found = [rules.creditor_id_fault(creditor_id), rules.reference_fault(reference)]
    if customers.bank_account(organisation.id) is None:
        found.append(fault(Code.CUSTOMER_WITHOUT_ACCOUNT))
    if scheme is Scheme.B2B and organisation.kind == OrganisationKind.CONSUMER:
        found.append(fault(Code.NOT_FOR_CONSUMERS))
    if evidence.signed_on > today:
        found.append(fault(Code.SIGNED_IN_FUTURE, day=evidence.signed_on))
    if store.reference_taken(creditor_id, reference):
        found.append(fault(Code.REFERENCE_TAKEN, reference=reference))
    return [one for one in found if one is not None]


def _confirm(made: Mandate, organisation: Organisation, creditor: str, now: datetime) -> None:
    """The customer gets what it agreed to in writing; what was taken over from elsewhere it has already."""
    person = addressees([organisation.id]).get(organisation.id)
    if person is None or made.channel == "import":
        return
    letter = MandateGiven(
        organisation.name, creditor, made.creditor_id, made.reference, masked(made.iban), made.signed_on,
        made.scheme == Scheme.B2B, made.sentence, made.sentence_sha256, portal_link(catalogue_of(acting_vendor_id())),
    )  # fmt: skip
    outbox.enqueue(
        acting_vendor_id(), key=f"mandate/{made.id}", kind_value=letter, to=person.to, language=person.language, now=now
    )


def revoke_mandate(mandate_id: UUID, *, on: date, why: str, by: UUID | None, now: datetime) -> Mandate:
    """Nothing is collected by the mandate from ``on``. Doing it again changes nothing.

    Raises:
        Refused: MANDATE_UNKNOWN.
    """
    row = store.locked_mandate(mandate_id)
    if row.revoked_on is None:
        row.revoked_on, row.revoked_at, row.revoked_by, row.revoked_why = on, now, by, why[:40]
        row.save(update_fields=["revoked_on", "revoked_at", "revoked_by", "revoked_why"])
    return row
