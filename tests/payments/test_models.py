"""What is booked cannot be changed, whoever asks; what may change can change only there."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.payments.bank import booking, camt
from tests.payments.conftest import TODAY, Desk

TABLES = {
    "debitorder": "through", "directdebit": "amount", "bankfile": "name", "bankstatement": "number", "entry": "amount",
    "debitreturn": "fee", "dunningstep": "level", "mandate": "iban", "bankentry": "amount", "dispute": "reason",
}  # fmt: skip
MAY = {"mandate": "revoked_why", "bankentry": "note", "dispute": "ending"}


def run(sql: str) -> int:
    """How many rows it was about."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.rowcount


@pytest.mark.parametrize(("table", "column"), TABLES.items())
def test_what_is_booked_stays(acting: Any, table: str, column: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"):
        run(f"UPDATE payments_{table} SET {column} = {column}")
    with pytest.raises(DatabaseError, match="permission denied"):
        run(f"DELETE FROM payments_{table}")
    with pytest.raises(DatabaseError, match="permission denied"):
        run(f"TRUNCATE payments_{table}")


@pytest.mark.parametrize(("table", "column"), MAY.items())
def test_what_may_change_can(desk: Desk, table: str, column: str) -> None:
    from laufzeit.payments.booking.actions import dispute

    customer = desk.customer()
    desk.mandate(customer)
    dispute(desk.document(customer).id, reason="falsch", today=TODAY, by=None)
    desk.imported(camt(booking(100, "Danke")))
    assert run(f"UPDATE payments_{table} SET {column} = {column}") == 1
