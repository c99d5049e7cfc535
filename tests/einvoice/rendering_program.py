"""What the tests of killed renderings and full disks ask of an installation, in a process of its own: it reads a line
with a command and answers with a line of JSON.

populate N      N customers with a contract each, and the documents of their first month, none of them rendered
counts          files, letters and waiting documents; files whose hash is wrong, and documents with other than two files
"""

from __future__ import annotations

import json
import sys
from typing import Any

from laufzeit.server.running import installation

SLUG = "billed"

COUNTS = {
    "files": "SELECT count(*) FROM einvoice_file",
    "waiting": "SELECT count(*) FROM einvoice_waiting",
    "documents": "SELECT count(*) FROM invoices_document",
    "letters": "SELECT count(*) FROM letters_message WHERE kind = 'invoice_issued'",
    "letters of": "SELECT count(DISTINCT key) FROM letters_message WHERE kind = 'invoice_issued'",
    "enclosures": "SELECT count(*) FROM letters_enclosure",
    "wrong hashes": "SELECT count(*) FROM einvoice_file WHERE sha256 <> encode(sha256(content), 'hex')",
    "other than two": "SELECT count(*) FROM (SELECT FROM einvoice_file GROUP BY document HAVING count(*) <> 2) AS odd",
}


def main() -> None:
    with installation():
        for line in sys.stdin:
            name, *arguments = line.split()
            answer = _populate(int(arguments[0])) if name == "populate" else _counts()
            print(json.dumps(answer), flush=True)  # noqa: T201


def _populate(count: int) -> int:
    from django.db import connections

    from laufzeit.customers.models import Organisation
    from laufzeit.invoices.running import actions
    from laufzeit.server.bench.mixed import LAST_DAY, NOW, populate, vendor_with_both
    from laufzeit.vendors.store import acting_for

    vendor = vendor_with_both(SLUG)
    populate(vendor, count)
    with acting_for(vendor.id):
        Organisation.objects.update(email="buchhaltung@kunde.example")
    run = actions.run(vendor.id, LAST_DAY, LAST_DAY, NOW)
    connections.close_all()
    return int(run.totals["invoices"])


def _counts() -> dict[str, Any]:
    from django.db import connection, connections

    from laufzeit.vendors.store import acting_for, vendor_by_slug

    vendor = vendor_by_slug(SLUG)
    assert vendor is not None  # it was made before
    with acting_for(vendor.id), connection.cursor() as cursor:
        found = {}
        for name, question in COUNTS.items():
            cursor.execute(question)
            found[name] = cursor.fetchone()[0]
    connections.close_all()
    return found


if __name__ == "__main__":
    main()
