"""A sender in a process of its own, which the tests kill.

python sender_process.py VENDOR PORT NOW
"""

from __future__ import annotations

import sys
from datetime import datetime
from uuid import UUID

import django


def main() -> None:
    django.setup()
    from laufzeit.messages.jobs import send_due
    from laufzeit.messages.sending.answers import MailServer

    vendor, port, now = sys.argv[1:]
    print("ready", flush=True)  # noqa: T201
    while send_due(UUID(vendor), datetime.fromisoformat(now), MailServer("127.0.0.1", int(port))).states:
        pass


if __name__ == "__main__":
    main()
