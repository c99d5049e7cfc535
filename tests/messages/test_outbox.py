"""The outbox: written with the decision, each key once, apart for each vendor."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.messages.outbox import NOW, REVOKED, many, put
from tests.messages.samples import RED, SAMPLES

from laufzeit.messages.actions import enqueue, enqueue_many, send_again, set_letterhead
from laufzeit.messages.jobs import send_due
from laufzeit.messages.letterhead import Head
from laufzeit.messages.models import Enclosure, Letterhead, Message
from laufzeit.messages.outgoing import Attachment, Outgoing, Recipient
from laufzeit.messages.state import State
from laufzeit.messages.store import Cursor, letterhead, mailbox, opened
from laufzeit.vendors.store import acting_for
from laufzeit.vendors.tenancy import NoVendor

NO_ZONE = "70c6baf8-3125-4a79-921a-f49b4e1db829"
ERIKA = Recipient("erika@example.org", "Erika Mustermann", user=uuid4(), organisation=uuid4())


class Undecided(Exception):
    pass


def test_a_letter_is_written_with_the_decision_or_not_at_all(acting):
    @transaction.atomic
    def decide() -> None:
        enqueue(acting.id, key="one", kind_value=REVOKED, to=ERIKA, language="de", now=NOW)
        raise Undecided

    with pytest.raises(Undecided):
        decide()
    assert not Message.objects.exists()


def test_a_key_is_kept_once(acting):
    for language in ("de", "en"):
        enqueue(acting.id, key="one", kind_value=REVOKED, to=ERIKA, language=language, now=NOW, contract=uuid4())
    row = Message.objects.get()
    assert (row.language, row.state, row.email, row.user) == ("de", State.PENDING, ERIKA.email, ERIKA.user)
    assert (row.kind, row.created_at) == ("change_revoked", NOW)


def test_many_letters_are_one_statement(acting):
    letters = [Outgoing(key, REVOKED, ERIKA, "de") for key in many(1500)]
    with CaptureQueriesContext(connection) as queries:
        enqueue_many(acting.id, letters, now=NOW)
    assert len(queries) == 1
    assert Message.objects.count() == 1500


def test_attachments_are_kept_once(acting):
    file = Attachment("agb.txt", "text/plain", b"AGB")
    for _ in range(2):
        put(acting.id, "erika@example.org", attachments=(file,))
    assert [bytes(content) for content in Enclosure.objects.values_list("content", flat=True)] == [b"AGB"]


def test_nothing_is_put_into_anothers_outbox(vendor, other_vendor):
    with acting_for(vendor.id), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        enqueue(other_vendor.id, key="one", kind_value=REVOKED, to=ERIKA, language="de", now=NOW)
    with pytest.raises(NoVendor):
        Message.objects.count()


def test_one_vendor_sees_nothing_of_anothers(vendor, other_vendor):
    for one in (vendor, other_vendor):
        with acting_for(one.id):
            set_letterhead(one.id, Head(one.name))
        put(one.id, f"{one.slug}@example.org", attachments=(Attachment("x", "text/plain", b"x"),))
    with acting_for(other_vendor.id):
        theirs = Message.objects.get()
    with acting_for(vendor.id):
        assert [row.email for row in mailbox().letters] == ["red@example.org"]
        assert opened(theirs.id) is None
        assert letterhead().name == vendor.name
        with connection.cursor() as cursor:
            for table in ("letters_message", "letters_enclosure", "letters_letterhead"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (1,)
            cursor.execute("UPDATE letters_message SET email = 'mine@example.org' WHERE id = %s", [theirs.id])
            assert cursor.rowcount == 0
        with pytest.raises(Message.DoesNotExist):
            send_again(theirs.id)
    assert send_due(vendor.id, NOW).states == {State.HELD: 1}
    with acting_for(other_vendor.id):
        assert Message.objects.get().state == State.PENDING


def test_a_letterhead_is_replaced(acting):
    for head in (Head("before"), RED):
        set_letterhead(acting.id, head)
    assert letterhead() == RED
    assert Letterhead.objects.count() == 1


def test_before_a_catalogue_the_vendor_signs_with_its_name(acting):
    assert letterhead() == Head(acting.name, time_zone=acting.time_zone)


# The mailbox


def test_a_letter_can_be_read_before_a_worker_has_written_it(acting):
    put(acting.id, "erika@example.org", kind=SAMPLES["change_confirmed"])
    (listed,) = mailbox().letters
    assert listed.subject == "Bestätigung Ihres Vertragswechsels zu RED connect basis zum 01.07.2021"
    found = opened(listed.id)
    assert found is not None
    assert found.content is not None
    assert "Ihr Vertrag RED connect plus endet" in found.content.text
    send_due(acting.id, NOW)
    assert opened(listed.id).content == found.content


def test_a_letter_that_opens_a_door_is_for_its_recipient(acting):
    put(acting.id, "erika@example.org", kind=SAMPLES["invitation"])
    (listed,) = mailbox().letters
    assert listed.subject == "Einladung zu Praxis Dr. Groß"
    assert opened(listed.id).content is None
    send_due(acting.id, NOW)
    assert "einladung/x" in opened(listed.id).content.text, "kept instead of sent: nobody could read it otherwise"


def test_one_unreadable_letter_does_not_hide_the_others(acting):
    put(acting.id, "erika@example.org", "max@example.org")
    Message.objects.filter(key="max@example.org").update(kind="valentine")
    assert [bool(listed.subject) for listed in mailbox().letters] == [False, True]
    assert [opened(listed.id).content is None for listed in mailbox().letters] == [True, False]


def test_pages_from_the_newest_to_the_oldest(acting):
    for number in range(7):
        put(acting.id, f"person{number}@example.org", at=NOW + timedelta(minutes=number // 2))
    found, after = [], None
    while True:
        page = mailbox(after=after, count=3)
        found += [row.email for row in page.letters]
        if page.following is None:
            break
        after = Cursor.parse(str(page.following))
        assert after == page.following
    assert found == [f"person{number}@example.org" for number in range(6, -1, -1)]


@pytest.mark.parametrize("text", ["", "x", "2021-03-31_x", "_", f"2021-03-31T12:00:00_{NO_ZONE}", "a_b_c"])
def test_a_cursor_that_is_none(text):
    assert Cursor.parse(text) is None


def test_letters_of_somebody(acting):
    user, organisation = uuid4(), uuid4()
    put(acting.id, "erika@example.org", user=user, organisation=organisation)
    put(acting.id, "max@example.org", name="Max", organisation=organisation)
    put(acting.id, "eve@example.org", name="Eve 100%")
    assert [row.email for row in mailbox(user=user).letters] == ["erika@example.org"]
    assert [row.email for row in mailbox(organisation=organisation).letters] == ["max@example.org", "erika@example.org"]
    assert mailbox(contract=uuid4()).letters == ()
    (mine,) = mailbox(user=user).letters
    assert opened(mine.id, user=user) is not None
    assert opened(mine.id, user=uuid4()) is None


@pytest.mark.parametrize(
    ("search", "found"),
    [("ERIKA", 1), ("example.org", 2), ("jürgen erika", 1), ("eve", 1), ("100%", 1), ("%", 1), ("nobody", 0)],
)
def test_search(acting, search, found):
    put(acting.id, "erika@example.org")
    put(acting.id, "eve@example.org", name="Eve 100%")
    assert len(mailbox(search=search).letters) == found


def test_letters_by_state(acting):
    put(acting.id, "erika@example.org", "no address")
    send_due(acting.id, NOW)
    assert [row.email for row in mailbox(states=[State.FAILED, State.UNCLEAR]).letters] == ["no address"]


def test_a_page_takes_few_questions(acting):
    put(acting.id, *many(60))
    with CaptureQueriesContext(connection) as queries:
        assert len(mailbox(count=50).letters) == 50
    assert len(queries) <= 3


def test_a_letter_in_a_sandbox_carries_the_sandboxs_day(acting):
    put(acting.id, "erika@example.org", at=datetime(2035, 1, 1, tzinfo=UTC))
    send_due(acting.id, NOW)
    (listed,) = mailbox().letters
    assert listed.created_at.year == 2035
