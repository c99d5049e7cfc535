"""What the commands about accounts share: the vendor, the password, and people as rows."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from laufzeit.server.output import fail

if TYPE_CHECKING:
    from laufzeit.customers.details import Person
    from laufzeit.customers.models import User
    from laufzeit.vendors.models import Vendor

vendor_option = click.option("--vendor", "slug", required=True, help="The vendor's slug.")
email_argument = click.argument("email")
name_options = [
    click.option("--first-name", default="", help="First name."),
    click.option("--last-name", default="", help="Last name."),
    click.option("--language", type=click.Choice(["de", "en"]), default="de", show_default=True),
]


def named(function: Any) -> Any:
    """The options that say who somebody is."""
    for option in reversed(name_options):
        function = option(function)
    return function


def known_vendor(slug: str) -> Vendor:
    """The vendor of that slug; without one the command ends."""
    from laufzeit.vendors.store import all_vendors, vendor_by_slug

    vendor = vendor_by_slug(slug)
    if vendor is None:
        known = ", ".join(vendor.slug for vendor in all_vendors()) or "none yet"
        fail(f"There is no vendor {slug}; known: {known}.")
    return vendor


def new_password(person: Person) -> str:
    """Asked for twice on a terminal, else one line of standard input; one that is too weak ends the command."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from laufzeit.customers.models import User

    if sys.stdin.isatty():
        password = str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    else:
        password = sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password, User(email=person.email, first_name=person.first_name, last_name=person.last_name))
    except ValidationError as problem:
        fail(" ".join(problem.messages))
    return password


def checked_email(email: str) -> str:
    """The address, if it can be one."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(email)
    except ValidationError:
        fail(f"{email} is not an e-mail address.")
    return email


def row(user: User, *, second_factor: bool) -> dict[str, Any]:
    """What is said about somebody."""
    return {
        "email": user.email,
        "name": user.name,
        "role": user.role,
        "second_factor": second_factor,
        "ended_on": user.ended_on,
        "locked": not user.is_active,
    }


def table(rows: list[dict[str, Any]]) -> str:
    """The same for people to read."""
    if not rows:
        return "Nobody yet."
    width = max(len(each["email"]) for each in rows)
    return "\n".join(
        f"{each['email']:<{width}}  {each['role']:<8}  {'second factor' if each['second_factor'] else '-':<13}"
        f"  {each['name']}{' (ended)' if each['ended_on'] else ''}{' (locked)' if each['locked'] else ''}"
        for each in rows
    )
