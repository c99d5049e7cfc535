"""Forms for what customers tell about themselves. A fault stands at its field, and what was typed stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from laufzeit.customers.addresses import COUNTRIES, Address, address_faults
from laufzeit.customers.details import BankDetails, Invitee, Kind, OrganisationDetails, Person, Profile
from laufzeit.customers.faults import Code, Fault
from laufzeit.customers.iban import Account, grouped, holder_faults, read_account
from laufzeit.customers.models import BankAccount, Organisation, User
from laufzeit.customers.refusal import Code as Refusal
from laufzeit.customers.roles import Role
from laufzeit.customers.tax_ids import read_tax_number, read_vat_id

SENTENCES: dict[Code, Any] = {
    Code.MISSING: _("This field is required."),
    Code.TOO_LONG: _("At most %(longest)s characters, please."),
    Code.IBAN_CHARACTERS: _(
        "This is not an IBAN: after the two letters of the country and two digits come the bank and the account, "
        "in Germany digits only."
    ),
    Code.IBAN_COUNTRY: _("No country has IBANs that begin with %(country)s."),
    Code.IBAN_LENGTH: _("An IBAN from %(country)s has %(expected)s characters; this one has %(length)s."),
    Code.IBAN_CHECK_DIGITS: _("The check digits do not fit: there is a slip somewhere in this IBAN."),
    Code.IBAN_BANK: _("There is no bank with the bank code of this IBAN."),
    Code.IBAN_OUTSIDE_SEPA: _("We can collect from accounts in the SEPA area only; %(country)s is not part of it."),
    Code.BIC_FORM: _("A BIC has 8 or 11 letters and digits, such as COBADEFFXXX."),
    Code.BIC_OTHER_COUNTRY: _("This BIC belongs to a bank in %(bic)s, but the IBAN is from %(iban)s."),
    Code.HOLDER_CHARACTERS: _("Banks do not take these characters in names: %(characters)s"),
    Code.VAT_ID_FORM: _(
        "This is not a VAT identification number. It begins with the letters of its country, such as DE136695976."
    ),
    Code.VAT_ID_COUNTRY: _("We know no VAT identification numbers that begin with %(country)s."),
    Code.VAT_ID_CHECK_DIGIT: _("The check digit does not fit: there is a slip somewhere in this number."),
    Code.TAX_NUMBER_FORM: _("This is not the tax number of a German tax office, such as 181/815/08155."),
    Code.COUNTRY_UNKNOWN: _("Please choose a country from the list."),
    Code.POSTCODE_FORM: _("This is not a postcode of that country."),
}

REFUSALS: dict[Refusal, Any] = {
    Refusal.EMAIL_TAKEN: _("Somebody already signs in with this e-mail address."),
    Refusal.ALREADY_INVITED: _("This person has been invited already; the invitation is still open."),
    Refusal.ROLE_NOT_GIVEN_HERE: _("This role cannot be given here."),
    Refusal.MEMBER_UNKNOWN: _("This person does not belong to your organisation."),
    Refusal.MAIN_USER_STAYS: _("An organisation needs a main user. Make somebody else the main user first."),
    Refusal.ACCESS_ENDED: _("This person no longer has access."),
    Refusal.INVITATION_FORGED: _("This link is not complete, or it is not one of ours."),
    Refusal.INVITATION_WITHDRAWN: _("This invitation has been withdrawn."),
    Refusal.INVITATION_USED: _("This invitation has been accepted already."),
    Refusal.INVITATION_EXPIRED: _("This invitation is too old."),
    Refusal.NO_SEAT: _("The plan of your organisation has no room for another user any more."),
    Refusal.ORGANISATION_ERASED: _("The data of this organisation has been erased."),
    Refusal.NUMBER_TAKEN: _("Another customer has this number."),
}

COUNTRY_NAMES: dict[str, Any] = {
    "AT": _("Austria"),
    "BE": _("Belgium"),
    "BG": _("Bulgaria"),
    "CH": _("Switzerland"),
    "CY": _("Cyprus"),
    "CZ": _("Czechia"),
    "DE": _("Germany"),
    "DK": _("Denmark"),
    "EE": _("Estonia"),
    "ES": _("Spain"),
    "FI": _("Finland"),
    "FR": _("France"),
    "GB": _("United Kingdom"),
    "GR": _("Greece"),
    "HR": _("Croatia"),
    "HU": _("Hungary"),
    "IE": _("Ireland"),
    "IS": _("Iceland"),
    "IT": _("Italy"),
    "LI": _("Liechtenstein"),
    "LT": _("Lithuania"),
    "LU": _("Luxembourg"),
    "LV": _("Latvia"),
    "MT": _("Malta"),
    "NL": _("Netherlands"),
    "NO": _("Norway"),
    "PL": _("Poland"),
    "PT": _("Portugal"),
    "RO": _("Romania"),
    "SE": _("Sweden"),
    "SI": _("Slovenia"),
    "SK": _("Slovakia"),
}


def sentence(fault: Fault) -> str:
    """What is wrong, for the person who typed it."""
    return str(SENTENCES[fault.code]) % fault.facts


def refusal_sentence(code: Refusal) -> str:
    """Why something was not done, for whoever asked for it."""
    return str(REFUSALS[code])


class CheckedForm(forms.Form):
    """Adds faults of the pure checks to the fields they name."""

    def add_faults(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            # A field that Django has found empty already says so.
            if fault.field not in self.errors:
                self.add_error(fault.field if fault.field in self.fields else None, sentence(fault))


def _text(
    label: Any, *, longest: int = 200, required: bool = True, hint: Any = "", **attributes: str
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=hint,
        widget=forms.TextInput(attrs=attributes),
    )


def _languages() -> list[tuple[str, str]]:
    return list(settings.LANGUAGES)


def _countries() -> list[tuple[str, Any]]:
    """By name in the reader's language; the neighbours that most customers live in come first."""
    first = ("DE", "AT", "CH")
    others = sorted((code for code in COUNTRIES if code not in first), key=lambda code: str(COUNTRY_NAMES[code]))
    return [(code, COUNTRY_NAMES[code]) for code in (*first, *others)]


class OrganisationForm(CheckedForm):
    """The tab "Organisation": who the customer is, where invoices go, and its tax ids."""

    name = _text(_("Name of the organisation"), autocomplete="organization")
    kind = forms.ChoiceField(
        label=_("Contracts are concluded"),
        choices=[
            (Kind.BUSINESS.value, _("as a business or for one's profession")),
            (Kind.CONSUMER.value, _("as a consumer")),
        ],
        widget=forms.RadioSelect,
    )
    street = _text(_("Street and number"), longest=70, autocomplete="address-line1")
    extra = _text(_("Address supplement"), longest=70, required=False, autocomplete="address-line2")
    postcode = _text(_("Postcode"), longest=20, autocomplete="postal-code")
    city = _text(_("Town"), longest=70, autocomplete="address-level2")
    country = forms.ChoiceField(label=_("Country"), choices=_countries)
    email = forms.EmailField(
        label=_("E-mail address for letters"),
        required=False,
        max_length=254,
        help_text=_("Without one, letters go to the main user."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = _text(_("Phone"), longest=40, required=False, autocomplete="tel", inputmode="tel")
    language = forms.ChoiceField(label=_("Language of letters"), choices=_languages)
    vat_id = _text(_("VAT identification number"), longest=30, required=False, hint=_("For example DE136695976"))
    tax_number = _text(
        _("Tax number"),
        longest=30,
        required=False,
        hint=_("Of your German tax office, for example 181/815/08155"),
    )
    buyer_reference = _text(
        _("Your reference on invoices"),
        longest=100,
        required=False,
        hint=_("Authorities: the “Leitweg-ID”; businesses: a cost centre or order number"),
    )

    @classmethod
    def of(cls, organisation: Organisation, data: Any = None) -> OrganisationForm:
        """The form with what is stored, or with what was sent."""
        names = [name for name in cls.base_fields if name != "extra"]
        initial = {name: getattr(organisation, name) for name in names}
        return cls(data, initial={**initial, "extra": organisation.address_extra})

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        self.add_faults(address_faults(self._address(sent)))
        for name, read in (("vat_id", read_vat_id), ("tax_number", read_tax_number)):
            if sent.get(name):
                found = read(sent[name])
                if isinstance(found, Fault):
                    self.add_faults([found])
                else:
                    sent[name] = found
        return sent

    @staticmethod
    def _address(sent: dict[str, Any]) -> Address:
        parts = {name: sent.get(name, "") for name in ("street", "extra", "postcode", "city", "country")}
        return Address(**parts)

    def details(self) -> OrganisationDetails:
        """What was sent, once the form is valid."""
        sent = self.cleaned_data
        plain = ("name", "email", "phone", "language", "vat_id", "tax_number", "buyer_reference")
        return OrganisationDetails(
            address=self._address(sent), kind=Kind(sent["kind"]), **{name: sent[name] for name in plain}
        )


class MainUserForm(CheckedForm):
    """The tab "Hauptnutzer(in)", and everybody's own data. The e-mail address is changed on a page of its own."""

    first_name = _text(_("First name"), longest=100, autocomplete="given-name")
    last_name = _text(_("Last name"), longest=100, autocomplete="family-name")
    phone = _text(_("Phone"), longest=40, required=False, autocomplete="tel", inputmode="tel")
    language = forms.ChoiceField(label=_("Language"), choices=_languages)

    @classmethod
    def of(cls, user: User, data: Any = None) -> MainUserForm:
        """The form with what is stored, or with what was sent."""
        return cls(data, initial={name: getattr(user, name) for name in cls.base_fields})

    def profile(self) -> Profile:
        """What was sent, once the form is valid."""
        return Profile(**self.cleaned_data)


class BankAccountForm(CheckedForm):
    """The tab "Bankverbindung"."""

    holder = _text(_("Account holder"), longest=70, autocomplete="name")
    iban = _text(_("IBAN"), longest=50, autocomplete="off", spellcheck="false")
    bic = _text(
        _("BIC"), longest=20, required=False, hint=_("Only needed if we do not know your bank"), autocomplete="off"
    )
    account: Account | None = None

    @classmethod
    def of(cls, stored: BankAccount | None, data: Any = None) -> BankAccountForm:
        """The form with what is stored, or with what was sent."""
        if stored is None:
            return cls(data)
        return cls(data, initial={"holder": stored.holder, "iban": grouped(stored.iban), "bic": stored.bic})

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        self.add_faults(holder_faults(sent.get("holder", "")))
        found = read_account(sent.get("iban", ""), sent.get("bic", ""))
        if isinstance(found, Account):
            self.account = found
        else:
            self.add_faults(found)
        return sent

    def details(self) -> BankDetails:
        """What was sent, once the form is valid."""
        assert self.account is not None
        return BankDetails(holder=self.cleaned_data["holder"], account=self.account)


class MemberForm(CheckedForm):
    """Whom a main user invites."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    first_name = _text(_("First name"), longest=100, required=False, autocomplete="off")
    last_name = _text(_("Last name"), longest=100, required=False, autocomplete="off")
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=_languages)

    def invitee(self) -> Invitee:
        """What was sent, once the form is valid."""
        return Invitee(Person(**self.cleaned_data), Role.MEMBER)


class StaffForm(MemberForm):
    """Whom a vendor invites to its own staff."""

    role = forms.ChoiceField(
        label=pgettext_lazy("of a person", "Role"),
        choices=[
            (Role.CLERK.value, _("Clerk: records and decides for customers")),
            (Role.MANAGER.value, _("Manager: everything, also the catalogue and the staff")),
            (Role.AUDITOR.value, _("Auditor: reads everything, changes nothing")),
        ],
        widget=forms.RadioSelect,
    )

    def invitee(self) -> Invitee:
        sent = {name: value for name, value in self.cleaned_data.items() if name != "role"}
        return Invitee(Person(**sent), Role(self.cleaned_data["role"]))


class JoinForm(CheckedForm):
    """The page behind an invitation: name and password, or the name alone and a passkey next."""

    first_name = _text(_("First name"), longest=100, autocomplete="given-name")
    last_name = _text(_("Last name"), longest=100, autocomplete="family-name")
    password = forms.CharField(
        label=_("Password"),
        error_messages={"required": _("Please choose a password, or continue with a passkey.")},
        strip=False,
        max_length=1000,
        help_text=_("At least 10 characters. A few words that do not belong together are good."),
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, passkey: bool, **kwargs: Any) -> None:
        self.email = email
        self.passkey = passkey
        super().__init__(*args, **kwargs)
        self.fields["password"].required = not passkey

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        if self.passkey:
            sent["password"] = ""
        elif sent.get("password"):
            names = {name: sent.get(name, "") for name in ("first_name", "last_name")}
            try:
                validate_password(sent["password"], User(email=self.email, **names))
            except forms.ValidationError as problem:
                self.add_error("password", problem)
        return sent

    def person(self, language: str) -> Person:
        """What was sent, once the form is valid."""
        return Person(self.email, self.cleaned_data["first_name"], self.cleaned_data["last_name"], language)
