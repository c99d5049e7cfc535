"""What the test of killed acceptances asks of an installation, in a process of its own.

python acceptance_program.py load COUNT     a vendor whose campaign was announced to so many customers; gives of each
                                            the session of its main user, the contract, and its offer
python acceptance_program.py found          of each contract: events, letters, and its answer as the campaign counts it
python acceptance_program.py letters        each confirmation with its state and the id of its mail
python acceptance_program.py finish PORT    once all claims have run out: send what is left
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from laufzeit.server.running import installation

ANNOUNCED = date(2022, 10, 28)
AT = datetime(2022, 10, 28, 8, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[2] / "examples"
CONFIRMING = ("terms_accepted", "terms_declined")


def main(what: str, *arguments: str) -> None:
    with installation():
        from laufzeit.server import clock
        from laufzeit.vendors.store import acting_for, vendor_by_slug

        if what == "load":
            print(json.dumps(_load(int(arguments[0]))))  # noqa: T201
            return
        vendor = vendor_by_slug("gapteq")
        assert vendor is not None
        if what == "finish":
            _finish(vendor.id, clock.now() + timedelta(minutes=20), int(arguments[0]))
        with acting_for(vendor.id):
            print(json.dumps(_letters() if what in ("letters", "finish") else _found()))  # noqa: T201


def _load(count: int) -> list[tuple[str, str, str]]:
    from laufzeit.campaigns import actions, jobs
    from laufzeit.campaigns.models import Participant
    from laufzeit.campaigns.reading import read
    from laufzeit.catalogue.actions import apply
    from laufzeit.catalogue.model import TermsRef
    from laufzeit.catalogue.store import catalogue_of
    from laufzeit.customers.models import User
    from laufzeit.server.bench.pages import session_of
    from laufzeit.server.bench.population import Plan, populate
    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug="gapteq", name="GAPTEQ", sandbox_day=ANNOUNCED)
    text = (EXAMPLES / "campaigns" / "gapteq-prices-2023.toml").read_text(encoding="utf-8")
    with acting_for(vendor.id):
        apply(vendor, (EXAMPLES / "gapteq.toml").read_text(encoding="utf-8"), by="test", now=AT)
        populate(vendor.id, catalogue_of(vendor.id), Plan(TermsRef("prepaid", "2022"), 1, ANNOUNCED), count)
        row = actions.draft(read(text), AT, text=text)
        actions.check(row.id, AT)
    while jobs.work(vendor.id, row.id, AT).more:
        pass
    with acting_for(vendor.id):
        actions.announce(row.id, AT)
    while jobs.work(vendor.id, row.id, AT).more:
        pass
    with acting_for(vendor.id):
        main = {user.organisation_id: user for user in User.objects.filter(role="main")}
        found = Participant.objects.select_related("contract").order_by("id")
        return [(session_of(main[one.contract.organisation_id]), str(one.contract_id), str(one.offer)) for one in found]


def _found() -> dict[str, dict[str, Any]]:
    from laufzeit.campaigns import store
    from laufzeit.campaigns.models import Participant
    from laufzeit.contracts.models import LogEntry
    from laufzeit.messages.models import Message

    store.refresh(store.campaign("prices-2023"))
    events = Counter(LogEntry.objects.values_list("contract", "kind"))
    letters = Counter(Message.objects.filter(kind__in=CONFIRMING).values_list("contract", "kind"))
    found: dict[str, dict[str, Any]] = {
        str(contract): {"answer": answer} for contract, answer in Participant.objects.values_list("contract", "answer")
    }
    for (contract, kind), count in [*events.items(), *letters.items()]:
        found[str(contract)][kind] = count
    return found


def _finish(vendor: Any, later: datetime, port: int) -> None:
    from laufzeit.messages.jobs import send_due
    from laufzeit.messages.sending.answers import MailServer

    while send_due(vendor, later, MailServer("127.0.0.1", port)).states:
        pass


def _letters() -> dict[str, tuple[str, str]]:
    from laufzeit.messages.models import Message

    rows = Message.objects.filter(kind__in=CONFIRMING).values_list("contract", "state", "message_id")
    return {str(contract): (state, known) for contract, state, known in rows}


if __name__ == "__main__":
    main(*sys.argv[1:])
