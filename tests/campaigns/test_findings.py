"""What a check says of contracts before anybody is written to."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from tests.campaigns.conftest import ANNOUNCED, Campaigner, noon

pytestmark = pytest.mark.slow

START = date(2022, 3, 16)


def findings(gapteq: Campaigner, contract: UUID, **changes: Any) -> tuple[list[str], str]:
    gapteq.check(**changes)
    found = gapteq.participant(contract)
    return found.findings, found.state


def test_nothing_to_say(gapteq: Campaigner, muster: Any) -> None:
    contract = gapteq.conclude(muster, "prepaid", START, seats=10)
    assert findings(gapteq, contract, threshold=6_000) == ([], "waiting")


def test_a_rise_beyond_the_threshold(gapteq: Campaigner, muster: Any) -> None:
    contract = gapteq.conclude(muster, "prepaid", START, seats=10)
    assert findings(gapteq, contract, threshold=5_999) == (["dearer"], "waiting"), "600 to 960 are 60 %"


def test_a_price_that_falls(gapteq: Campaigner, muster: Any) -> None:
    contract = gapteq.conclude(muster, "prepaid", START, seats=600)
    assert findings(gapteq, contract) == (["cheaper"], "waiting"), "the flat rate"


def test_the_notice_comes_too_late_for_this_term(gapteq: Campaigner, muster: Any) -> None:
    contract = gapteq.conclude(muster, "prepaid", date(2021, 11, 11), seats=10)
    assert findings(gapteq, contract, threshold=9_000) == (["notice_too_late"], "waiting")
    assert gapteq.participant(contract).notice_last_day == date(2023, 11, 10)
    assert gapteq.participant(contract).first_day == date(2023, 11, 11)


def test_a_contract_that_ends_already(gapteq: Campaigner, muster: Any) -> None:
    from laufzeit.contracts.commands import GiveNotice
    from laufzeit.vendors.models import new_id

    contract = gapteq.conclude(muster, "prepaid", START, seats=10)
    gapteq.decide(contract, GiveNotice(new_id()), date(2022, 10, 1))
    assert findings(gapteq, contract, threshold=9_000) == (["ending"], "left out")
    assert gapteq.participant(contract).refusal == "notice_pending"


def test_a_consumer(gapteq: Campaigner) -> None:
    person = gapteq.customer("Erika Muster", kind="consumer")
    contract = gapteq.conclude(person, "prepaid", START, seats=10)
    assert findings(gapteq, contract, threshold=9_000) == (["consumer"], "waiting")


def test_nobody_may_decide(gapteq: Campaigner, muster: Any) -> None:
    from laufzeit.customers.models import User

    contract = gapteq.conclude(muster, "prepaid", START, seats=10)
    User.objects.filter(id=muster[1].id).update(is_active=False)
    assert findings(gapteq, contract, threshold=9_000) == (["nobody_decides"], "left out")


def test_an_address_that_failed_gets_a_letter_by_post(gapteq: Campaigner, muster: Any) -> None:
    from laufzeit.messages.models import Message

    contract = gapteq.conclude(muster, "prepaid", START, seats=10)
    gapteq.check()
    other = gapteq.customer("Andere AG")
    gapteq.conclude(other, "prepaid", START, seats=10)
    from laufzeit.contracts.reminding.actions import remind

    assert remind([], {}, noon(ANNOUNCED), name="none") == 0
    first = Message.objects.filter(email=muster[1].email).first()
    if first is None:
        from laufzeit.messages.actions import enqueue
        from laufzeit.messages.facts import ContractName
        from laufzeit.messages.kinds import VendorNotice
        from laufzeit.messages.outgoing import Recipient

        letter = VendorNotice(ContractName("V-1", ""), "x", date(2022, 1, 1), "", None, "")
        enqueue(
            gapteq.vendor.id, key="failed", kind_value=letter, to=Recipient(muster[1].email, "Muster"), language="de",
            now=noon(date(2022, 5, 1)),
        )  # fmt: skip
    Message.objects.filter(email=muster[1].email).update(state="failed")
    assert findings(gapteq, contract, threshold=9_000) == (["no_mail"], "waiting")

    from laufzeit.campaigns import actions

    actions.announce(gapteq.campaign.id, noon(ANNOUNCED))
    gapteq.work(ANNOUNCED)
    found = gapteq.participant(contract)
    assert (found.by_post, found.received_on) == (True, date(2022, 11, 3)), (
        "three working days, All Saints' Day between"
    )
    letter_row = Message.objects.get(contract=contract, kind="terms_offered")
    assert letter_row.state == "held"


def test_neither_mail_nor_post_arrives(gapteq: Campaigner, muster: Any) -> None:
    from laufzeit.customers.models import Organisation, User

    contract = gapteq.conclude(muster, "prepaid", START, seats=10)
    Organisation.objects.filter(id=muster[0].id).update(street="")
    User.objects.filter(id=muster[1].id).update(email="")
    assert findings(gapteq, contract, threshold=9_000) == (["no_address"], "left out")
