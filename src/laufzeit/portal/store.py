"""Declarations of the public page: stored, counted, and the contract that one names without doubt."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from laufzeit.contracts.models import Contract
from laufzeit.customers.models import User
from laufzeit.customers.roles import Role
from laufzeit.portal.models import PublicCancellation

AN_HOUR: Final = timedelta(hours=1)
MOST_FROM_ONE_ADDRESS: Final = 3
MOST_FROM_ALL: Final = 300
"""Declarations of one hour. People cancel a contract once; what comes more often is a program, and would make us send
mail to strangers."""


def too_many(email: str, now: datetime) -> bool:
    """Whether another declaration with this address would be one too many."""
    recent = PublicCancellation.objects.filter(received_at__gt=now - AN_HOUR, received_at__lte=now)
    return recent.filter(email__iexact=email).count() >= MOST_FROM_ONE_ADDRESS or recent.count() >= MOST_FROM_ALL


def by_form(form_key: UUID | None) -> PublicCancellation | None:
    """The declaration that this form has made already."""
    return None if form_key is None else PublicCancellation.objects.filter(form_key=form_key).first()


def cancellation(found: UUID) -> PublicCancellation | None:
    return PublicCancellation.objects.filter(id=found).first()


def unmatched() -> QuerySet[PublicCancellation]:
    """Declarations for which staff have to find the contract, the oldest first."""
    return PublicCancellation.objects.filter(contract__isnull=True).order_by("received_at")


def contract_named(number: str, email: str) -> Contract | None:
    """The one contract with this number whose customer has this address; ``None`` where it is not the only one.

    The number alone is not enough: whoever reads it on an invoice could end the contract.
    """
    wanted = number.strip()
    mains = User.objects.filter(email=email.lower(), role=Role.MAIN, organisation__isnull=False)
    rows = Contract.objects.filter(
        Q(number__iexact=wanted) | Q(organisation__number__iexact=wanted),
        Q(organisation__email__iexact=email) | Q(organisation__in=mains.values("organisation")),
    )
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None
