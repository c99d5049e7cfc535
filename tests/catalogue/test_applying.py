"""A file is applied as a whole, and what was applied stays: in the code and in the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import Error, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from tests.catalogue.samples import EXAMPLES, SMALL, small

from laufzeit.catalogue.actions import Applied, apply
from laufzeit.catalogue.agreements import text_hash
from laufzeit.catalogue.diff import EditionFixed
from laufzeit.catalogue.faults import CatalogueFaults
from laufzeit.catalogue.models import AgreementText, AppliedCatalogue, TermsEdition
from laufzeit.catalogue.reading import read
from laufzeit.catalogue.store import (
    NoCatalogue,
    agreed_text,
    applications,
    catalogue_of,
    current_catalogue,
    forget_current,
    in_force,
)
from laufzeit.messages.models import Letterhead
from laufzeit.vendors.models import Host, Vendor, new_id
from laufzeit.vendors.store import acting_for

NOW = datetime(2021, 2, 14, 9, 30, tzinfo=UTC)
HOSTS = ('languages = ["de", "en"]', 'languages = ["de", "en"]\nhosts = ["small.example", "www.small.example"]')
NAME = ('name = "One"', 'name = "The one"')
PRICE = ('price = "10.00"', 'price = "11.00"')
SOLD_OUT = ('term = "indefinite"', 'term = "indefinite"\nsold_until = 2030-01-01')


def put(vendor: Vendor, *changes: tuple[str, str]) -> Applied:
    return apply(vendor, small(*changes), by="test", now=NOW)


def test_nothing_applied(acting: Any) -> None:
    assert current_catalogue(acting.id) is None
    assert in_force(acting.id) is None
    with pytest.raises(NoCatalogue):
        catalogue_of(acting.id)


def test_applied_is_what_was_read(acting: Any) -> None:
    assert put(acting) == Applied(1, fresh=True)
    assert catalogue_of(acting.id) == read(SMALL)
    row = in_force(acting.id)
    assert row is not None
    assert (row.source, row.applied_by, row.applied_at, row.source_sha256) == (SMALL, "test", NOW, text_hash(SMALL))


def test_the_same_again_writes_nothing(acting: Any) -> None:
    put(acting)
    assert put(acting) == Applied(1, fresh=False)
    assert AppliedCatalogue.objects.count() == 1


def test_versions_follow_each_other(acting: Any) -> None:
    put(acting)
    applied = put(acting, NAME)
    assert (applied.version, [change.path for change in applied.changes]) == (2, ["plan.one.name"])
    assert catalogue_of(acting.id).plans["one"].names.text("de") == "The one"
    put(acting)
    assert catalogue_of(acting.id) == read(SMALL)
    assert [row.version for row in applications(acting.id)] == [3, 2, 1]


def test_faults_change_nothing(acting: Any) -> None:
    with pytest.raises(CatalogueFaults):
        put(acting, ('currency = "EUR"', 'currency = "?"'))
    assert current_catalogue(acting.id) is None


def test_what_was_applied_is_fixed(acting: Any) -> None:
    put(acting)
    with pytest.raises(EditionFixed, match=r"plan\.one\.terms\[0\]\.charge\[0\]\.price: 10\.00 each -> 11\.00 each"):
        put(acting, PRICE, NAME)
    assert catalogue_of(acting.id) == read(SMALL)


def test_only_until_when_it_is_sold_can_be_set(acting: Any) -> None:
    put(acting)
    put(acting, SOLD_OUT)
    one = TermsEdition.objects.get(plan="one")
    assert (str(one.sold_until), one.since_version) == ("2030-01-01", 1)


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except Error:
        return True
    return False


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE catalogue_termsedition SET content_sha256 = 'x'",
        "UPDATE catalogue_termsedition SET sold_from = '2000-01-01', sold_until = NULL",
        "DELETE FROM catalogue_termsedition",
        "TRUNCATE catalogue_termsedition",
        "UPDATE catalogue_appliedcatalogue SET document = '{}'",
        "DELETE FROM catalogue_appliedcatalogue",
        "UPDATE catalogue_agreementtext SET body = ''",
        "DELETE FROM catalogue_agreementtext",
    ],
)
def test_the_database_refuses_too(acting: Any, statement: str) -> None:
    put(acting)
    assert refused(statement)
    assert not refused("UPDATE catalogue_termsedition SET sold_until = '2031-01-01'")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE catalogue_termsedition SET content_sha256 = 'x'", "edition one@2020 has been applied"),
        ("DELETE FROM catalogue_termsedition", "only ever added"),
        ("TRUNCATE catalogue_termsedition", "only ever added"),
    ],
)
def test_the_triggers_hold_against_the_owner(vendor: Any, statement: str, said: str) -> None:
    """Missing rights are one lock, the trigger is the other: it refuses even the role that owns the tables."""
    owner = connections["owner"].settings_dict
    vendor_id, row_id = str(new_id()), str(new_id())
    with psycopg.connect(
        host=owner["HOST"], port=owner["PORT"], user=owner["USER"], password=owner["PASSWORD"], dbname=owner["NAME"]
    ) as session:
        session.execute("SELECT set_config('laufzeit.vendor', %s, true)", [vendor_id])
        session.execute(
            "INSERT INTO vendors_vendor (id, slug, name, language, languages, time_zone, sandbox)"
            " VALUES (%s, %s, 'x', 'de', '{}', 'UTC', false)",
            [vendor_id, vendor_id],
        )
        columns = "id, vendor_id, plan, edition, sold_from, content_sha256, since_version"
        session.execute(
            f"INSERT INTO catalogue_termsedition ({columns}) VALUES (%s, %s, 'one', '2020', '2020-01-01', '', 1)",
            [row_id, vendor_id],
        )
        session.execute("SET CONSTRAINTS ALL IMMEDIATE")
        session.execute("UPDATE catalogue_termsedition SET sold_until = '2031-01-01'")
        with pytest.raises(psycopg.errors.RestrictViolation, match=said):
            session.execute(statement)
        session.rollback()


def test_agreed_texts_stay_for_ever(acting: Any) -> None:
    put(acting)
    text = agreed_text(text_hash("Bedingungen"))
    assert text is not None
    assert (text.agreement, text.edition, text.language, text.body) == ("agb", "1", "de", "Bedingungen")
    assert agreed_text("0" * 64) is None
    assert AgreementText.objects.count() == 2


def test_the_vendor_and_its_letters_follow_the_file(acting: Any) -> None:
    applied = put(acting, HOSTS)
    vendor = Vendor.objects.get(id=acting.id)
    assert (vendor.name, vendor.language, vendor.languages) == ("Small", "de", ["de", "en"])
    assert set(Host.objects.filter(vendor=vendor).values_list("host", flat=True)) == {
        "small.example",
        "www.small.example",
    }
    assert applied.hosts_taken == ()
    facts = Letterhead.objects.get().facts
    assert facts["address"] == ["Gasse 1", "10115 Berlin"]


def test_a_host_of_another_vendor_stays_there(vendor: Any, other_vendor: Any) -> None:
    with acting_for(other_vendor.id):
        Host.objects.create(host="small.example", vendor=other_vendor)
    assert put(vendor, HOSTS).hosts_taken == ("small.example",)
    assert Host.objects.get(host="small.example").vendor_id == other_vendor.id


def test_vendors_do_not_see_each_others_catalogues(vendor: Any, other_vendor: Any) -> None:
    put(vendor)
    with acting_for(other_vendor.id):
        assert current_catalogue(vendor.id) is None
        with connection.cursor() as cursor:
            for table in ("appliedcatalogue", "termsedition", "agreementtext"):
                cursor.execute(f"SELECT count(*) FROM catalogue_{table}")
                assert cursor.fetchone() == (0,)
    assert put(other_vendor) == Applied(1, fresh=True)


def test_the_catalogue_in_force_costs_one_small_query_in_a_transaction(acting: Any) -> None:
    put(acting)
    catalogue_of(acting.id)
    forget_current(acting.id)
    with CaptureQueriesContext(connection) as queries:
        first = catalogue_of(acting.id)
        assert catalogue_of(acting.id) is first
    assert len(queries) == 1
    assert "document" not in queries[0]["sql"]


@pytest.mark.parametrize("name", ["red-connect", "gapteq"])
def test_the_examples_can_be_applied(acting: Any, name: str) -> None:
    text = (EXAMPLES / f"{name}.toml").read_text(encoding="utf-8")
    apply(acting, text, by="test", now=NOW)
    assert catalogue_of(acting.id) == read(text)
    assert not apply(acting, text, by="test", now=NOW + timedelta(days=1)).fresh
