"""What the tests of killed programs ask of an installation, in a process of its own.

python house_program.py load                the demo's vendors, people and contracts
python house_program.py decided             of each contract: how often it was changed and how often that was taken back
python house_program.py letters             each letter with its state and the id of its mail
python house_program.py finish PORT         once all claims have run out: send what is left
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from laufzeit.server.running import installation


def main(what: str, *arguments: str) -> None:
    with installation():
        from laufzeit.server import clock
        from laufzeit.vendors.store import acting_for, all_vendors

        if what == "load":
            from laufzeit.server.demo_data import load

            load(clock.now())
            return
        found: dict[str, Any] = {}
        for vendor in all_vendors():
            if what == "finish":
                _finish(vendor.id, clock.now() + timedelta(minutes=20), int(arguments[0]))
            with acting_for(vendor.id):
                found |= _decided(vendor.slug) if what == "decided" else _letters()
        print(json.dumps(found))  # noqa: T201


def _finish(vendor: UUID, later: datetime, port: int) -> None:
    from laufzeit.messages.jobs import send_due
    from laufzeit.messages.sending.answers import MailServer

    while send_due(vendor, later, MailServer("127.0.0.1", port)).states:
        pass


def _letters() -> dict[str, list[str]]:
    from laufzeit.messages.models import Message

    return {str(key): [state, known] for key, state, known in Message.objects.values_list("id", "state", "message_id")}


def _decided(slug: str) -> dict[str, dict[str, int]]:
    from laufzeit.contracts.models import Contract, LogEntry
    from laufzeit.messages.models import Message

    found = {}
    for contract in Contract.objects.all():
        kinds = Counter(LogEntry.objects.filter(contract=contract).values_list("kind", flat=True))
        letters = Counter(Message.objects.filter(contract=contract.id).values_list("kind", flat=True))
        found[f"{slug} {contract.number}"] = {**kinds, **{f"letter {kind}": count for kind, count in letters.items()}}
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
