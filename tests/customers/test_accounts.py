"""What is done to customers and their people, on the real database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction
from tests.customers.conftest import PASSWORD, House, details, make_house, person

from laufzeit.customers.faults import Code as FaultCode
from laufzeit.customers.happenings import Happening
from laufzeit.customers.personal import NOT_PERSONAL, PERSONAL
from laufzeit.customers.refusal import Code, Refused
from laufzeit.customers.roles import Role

NOW = datetime(2021, 2, 14, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def inside(house: House) -> Any:
    with house.acting():
        yield house


def refused(code: Code) -> Any:
    return pytest.raises(Refused, match=f"^{code.value}")


def happenings() -> list[str]:
    from laufzeit.customers.models import AccountEvent

    return list(AccountEvent.objects.order_by("at", "id").values_list("kind", flat=True))


def test_numbers_go_up_and_are_kept_apart(inside: House) -> None:
    from laufzeit.customers.actions import create_organisation

    assert inside.organisation.number == "K-10001"
    assert create_organisation(details(), by=None).number == "K-10002"
    assert create_organisation(details(), by=None, number="4711").number == "4711"
    with refused(Code.NUMBER_TAKEN):
        create_organisation(details(), by=None, number="4711")


def test_an_address_belongs_to_one_person_of_a_vendor(inside: House) -> None:
    from laufzeit.customers.actions import create_member, create_staff

    with refused(Code.EMAIL_TAKEN):
        create_member(inside.organisation.id, person("Main@House.Example"), Role.MEMBER, by=None)
    with refused(Code.ROLE_NOT_GIVEN_HERE):
        create_member(inside.organisation.id, person("x@house.example"), Role.CLERK, by=None)
    with refused(Code.ROLE_NOT_GIVEN_HERE):
        create_staff(person("x@house.example"), Role.MAIN, by=None)


def test_the_same_address_at_two_vendors_is_two_accounts(house: House, other_vendor: Any) -> None:
    other = make_house(other_vendor, operator=False)
    assert other["main"].email == house["main"].email and other["main"].id != house["main"].id


def test_the_sign_in_librarys_tables_are_kept_apart_too(house: House, other_vendor: Any) -> None:
    """Queries without any filter, by the library's own managers and by hand."""
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator

    other = make_house(other_vendor, operator=False)
    theirs = [other["main"].id, other["clerk"].id]
    with house.acting():
        everybody = {user.id for user in house.people.values()}
        assert set(EmailAddress.objects.values_list("user_id", flat=True)) == everybody
        assert set(Authenticator.objects.values_list("user_id", flat=True)) <= everybody
        assert str(other["main"].id) not in dump("customers_user", "account_emailaddress", "mfa_authenticator")
        assert EmailAddress.objects.filter(user_id__in=theirs).update(verified=False) == 0
        with pytest.raises(Error), transaction.atomic():
            EmailAddress.objects.create(user_id=other["main"].id, email="mine@house.example", verified=True)
    assert dump("customers_user", "account_emailaddress", "mfa_authenticator").strip() == "", "and outside nobody's"


def test_the_database_knows_what_belongs_together(inside: House) -> None:
    from laufzeit.customers.models import User

    for wrong in (
        {"role": "main", "organisation": None},
        {"role": "clerk", "organisation": inside.organisation},
        {"role": "operator", "organisation": None},
        {"role": "emperor", "organisation": None},
        {"role": "member", "organisation": inside.organisation, "email": "Big@Letters.example"},
    ):
        row = {"email": "wrong@house.example", "vendor": inside.vendor, **wrong}
        with pytest.raises(Error), transaction.atomic():
            User.objects.create(**row)


def test_there_is_one_main_user(inside: House) -> None:
    from laufzeit.customers.actions import change_role, create_member
    from laufzeit.customers.store import main_user

    with pytest.raises(Error), transaction.atomic():
        create_member(inside.organisation.id, person("second@house.example"), Role.MAIN, by=None)
    main, member = inside["main"], inside["member"]
    with refused(Code.MAIN_USER_STAYS):
        change_role(inside.organisation.id, main.id, Role.MEMBER, by=main.id)
    change_role(inside.organisation.id, member.id, Role.MAIN, by=main.id)
    now_main = main_user(inside.organisation.id)
    assert now_main is not None and now_main.id == member.id
    main.refresh_from_db()
    assert main.role == Role.MEMBER


def test_members_are_removed_and_the_main_user_stays(inside: House) -> None:
    from laufzeit.customers.actions import remove_member
    from laufzeit.customers.store import access_ended, may_use, user

    main, member = inside["main"], inside["member"]
    with refused(Code.MAIN_USER_STAYS):
        remove_member(inside.organisation.id, main.id, ends_on=TODAY, by=main.id)
    with refused(Code.MEMBER_UNKNOWN):
        remove_member(inside.organisation.id, inside["clerk"].id, ends_on=TODAY, by=main.id)
    remove_member(inside.organisation.id, member.id, ends_on=date(2021, 7, 1), by=main.id)
    row = user(member.id)
    assert row is not None
    assert may_use(row, date(2021, 6, 30)) and not may_use(row, date(2021, 7, 1))
    assert access_ended(row, date(2021, 8, 1)) == date(2021, 7, 1)
    remove_member(inside.organisation.id, member.id, ends_on=date(2021, 9, 1), by=main.id)
    row.refresh_from_db()
    assert row.ended_on == date(2021, 7, 1), "an end is not put off"


def test_many_lose_their_access_in_few_statements(inside: House, django_assert_max_num_queries: Any) -> None:
    from laufzeit.customers.actions import create_member, end_access
    from laufzeit.customers.models import AccountEvent

    many = [
        create_member(inside.organisation.id, person(f"m{n}@house.example"), Role.MEMBER, by=None).id for n in range(20)
    ]
    with django_assert_max_num_queries(3):
        assert end_access(many, ends_on=TODAY) == 20
    assert end_access(many, ends_on=TODAY) == 0, "safe to repeat"
    assert AccountEvent.objects.filter(kind=Happening.ACCESS_ENDED).count() == 20


def test_rooms_above_add_their_rule(inside: House, monkeypatch: Any) -> None:
    from laufzeit.customers import store

    monkeypatch.setattr(store, "_access_rules", [lambda user, day: date(2021, 3, 1) if user.role == "member" else None])
    assert store.access_ended(inside["member"], date(2021, 2, 28)) is None
    assert store.access_ended(inside["member"], date(2021, 3, 1)) == date(2021, 3, 1)
    assert store.access_ended(inside["clerk"], date(2022, 1, 1)) is None


def test_what_changed_is_logged_without_saying_it(inside: House) -> None:
    from laufzeit.customers.actions import update_organisation
    from laufzeit.customers.models import AccountEvent

    changed = details(name="Praxis Sommer & Winter", vat_id="DE136695976")
    update_organisation(inside.organisation.id, changed, by=inside["main"].id)
    update_organisation(inside.organisation.id, changed, by=inside["main"].id)
    (event,) = AccountEvent.objects.filter(kind=Happening.ORGANISATION_CHANGED)
    assert event.facts == {"fields": "name, vat_id"} and event.actor == inside["main"].id


def test_bank_accounts_leave_a_history(inside: House) -> None:
    from laufzeit.customers.actions import set_bank_account
    from laufzeit.customers.details import BankDetails
    from laufzeit.customers.iban import Account
    from laufzeit.customers.store import bank_account, bank_accounts

    first = BankDetails("Anna Sommer", Account("DE89370400440532013000", "COBADEFFXXX", "Commerzbank"))
    second = BankDetails("Anna Sommer", Account("DE12500105170648489890", "INGDDEFFXXX", "ING-DiBa"))
    organisation, by = inside.organisation.id, inside["main"].id
    one = set_bank_account(organisation, first, by=by, now=NOW)
    assert set_bank_account(organisation, first, by=by, now=NOW).id == one.id, "nothing new, nothing written"
    two = set_bank_account(organisation, second, by=by, now=NOW + timedelta(days=1))
    current = bank_account(organisation)
    assert current is not None and current.id == two.id
    assert [row.replaced_at for row in bank_accounts(organisation)] == [None, NOW + timedelta(days=1)]


def test_the_log_is_only_added_to(inside: House) -> None:
    for statement in ("UPDATE customers_accountevent SET kind = 'x'", "DELETE FROM customers_accountevent"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_every_field_is_personal_or_not() -> None:
    """A new field must be put into one of the two lists of ``personal.py``: erasure depends on it."""
    from django.apps import apps

    for model in apps.get_app_config("customers").get_models():
        personal, others = set(PERSONAL.get(model.__name__, ())), NOT_PERSONAL[model.__name__]
        fields = {field.name for field in model._meta.get_fields() if field.concrete}
        assert personal | others == fields, f"{model.__name__}: {fields ^ (personal | others)}"
        assert not personal & others


def test_erasure_leaves_pseudonyms(inside: House) -> None:
    from allauth.account.models import EmailAddress

    from laufzeit.customers.actions import erase_organisation, invite, set_bank_account, update_organisation
    from laufzeit.customers.details import BankDetails, Invitee
    from laufzeit.customers.iban import Account
    from laufzeit.customers.joining.actions import Inviting
    from laufzeit.customers.models import Organisation, User

    bank = BankDetails("Anna Sommer", Account("DE89370400440532013000", "COBADEFFXXX", "Commerzbank"))
    set_bank_account(inside.organisation.id, bank, by=inside["main"].id, now=NOW)
    invite(
        inside.organisation,
        Invitee(person("guest@house.example", "Gast", "Secretname")),
        by=Inviting(inside["main"].id, "Anna Sommer"),
        now=NOW,
        link_for=str,
    )
    people = erase_organisation(inside.organisation.id, NOW)
    assert set(people) == {inside["main"].id, inside["member"].id}
    assert erase_organisation(inside.organisation.id, NOW) == people, "safe to repeat"
    everything = dump("customers_organisation", "customers_user", "customers_invitation", "customers_bankaccount")
    everything += dump("customers_accountevent", "account_emailaddress", "mfa_authenticator")
    for word in ("Sommer", "Winter", "main@", "guest@", "Secretname", "Lindenweg", "28195", "DE8937040044"):
        assert word not in everything, word
    assert "K-10001" in everything, "the number is the pseudonym"
    user = User.objects.get(id=inside["main"].id)
    assert not user.is_active and not user.has_usable_password() and user.erased_at == NOW
    assert not EmailAddress.objects.filter(user=user).exists()
    assert User.objects.filter(role=Role.CLERK, first_name="Ida").exists(), "the vendor's staff stays"
    with refused(Code.ORGANISATION_ERASED):
        update_organisation(Organisation.objects.get().id, details(), by=inside["clerk"].id)


def dump(*tables: str) -> str:
    """Everything that the acting vendor's rows of these tables say."""
    with connection.cursor() as cursor:
        texts = []
        for table in tables:
            cursor.execute(f"SELECT COALESCE(string_agg(t::text, ' '), '') FROM {table} t")
            texts.append(cursor.fetchone()[0])
    return " ".join(texts)


def test_secrets_do_not_lie_in_the_clear(inside: House) -> None:
    from tests.customers.conftest import SECRET

    from laufzeit.customers.signin.actions import make_signin_key

    _key_id, secret = make_signin_key(by=None, now=NOW)
    stored = dump("customers_signinkey", "mfa_authenticator", "customers_user")
    assert secret not in stored and SECRET not in stored and PASSWORD not in stored


def test_a_form_says_what_is_wrong_and_keeps_what_was_typed() -> None:
    from laufzeit.customers.forms import SENTENCES, BankAccountForm, OrganisationForm

    form = BankAccountForm({"holder": "Anna Sommer", "iban": "DE89 3704 0044 0532 0130 01", "bic": "FOO"})
    assert set(form.errors) == {"iban", "bic"}
    assert form["iban"].value() == "DE89 3704 0044 0532 0130 01"
    assert set(SENTENCES) == set(FaultCode), "every fault has a sentence"
    sent = {"name": "Praxis", "kind": "business", "street": "Weg 1", "postcode": "1", "city": "Ort", "country": "DE"}
    broken = OrganisationForm({**sent, "language": "de", "vat_id": "DE1", "tax_number": "1"})
    assert set(broken.errors) == {"postcode", "vat_id", "tax_number"}
    good = OrganisationForm({**sent, "postcode": "28195", "language": "de", "vat_id": "de 136 695 976"})
    assert good.is_valid() and good.details().vat_id == "DE136695976"


def test_every_refusal_has_a_sentence() -> None:
    from laufzeit.customers.forms import REFUSALS

    assert set(REFUSALS) == set(Code)
