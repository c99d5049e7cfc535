"""`laufzeit staff`: the accounts of a vendor's own people."""

from __future__ import annotations

import click

from laufzeit.server.commands.accounts import (
    checked_email,
    email_argument,
    known_vendor,
    named,
    new_password,
    row,
    table,
    vendor_option,
)
from laufzeit.server.output import fail, json_option, show


@click.group()
def command() -> None:
    """The people of a vendor who use the office.

    The first page after signing in sets up their second factor.
    """


@command.command()
@email_argument
@vendor_option
@click.option("--role", type=click.Choice(["clerk", "manager", "auditor"]), default="clerk", show_default=True)
@named
def add(email: str, slug: str, role: str, first_name: str, last_name: str, language: str) -> None:
    """Make an account for EMAIL; the password is asked for, or read from standard input."""
    from laufzeit.server.running import installation

    with installation():
        from laufzeit.customers.actions import create_staff
        from laufzeit.customers.details import Person
        from laufzeit.customers.refusal import Refused
        from laufzeit.customers.roles import Role
        from laufzeit.vendors.store import acting_for

        vendor = known_vendor(slug)
        person = Person(checked_email(email), first_name, last_name, language)
        password = new_password(person)
        try:
            with acting_for(vendor.id):
                made = create_staff(person, Role(role), by=None, password=password)
        except Refused:
            fail(f"Somebody signs in at {vendor.slug} with {email} already.")
    click.echo(f"{made.email} may sign in at {vendor.slug} as {role}.")


@command.command(name="list")
@vendor_option
@json_option
def list_(slug: str, as_json: bool) -> None:
    """Say who there is, and who has set up a second factor."""
    from laufzeit.server.running import installation

    with installation():
        from laufzeit.customers import store
        from laufzeit.vendors.store import acting_for

        vendor = known_vendor(slug)
        with acting_for(vendor.id):
            rows = [row(user, second_factor=store.has_second_factor(user)) for user in store.staff()]
    show(rows, as_json, lambda: table(rows))


@command.command("reset-second-factor")
@email_argument
@vendor_option
def reset_second_factor(email: str, slug: str) -> None:
    """Take away the second factors of EMAIL, staff or member, after a loss.

    Their sessions end and their password is void: they sign in by one-time code, or set a new password by mail.
    """
    from laufzeit.server.running import installation

    with installation():
        from laufzeit.customers import actions, store
        from laufzeit.vendors.store import acting_for

        vendor = known_vendor(slug)
        with acting_for(vendor.id):
            user = store.user_by_email(email)
            if user is None:
                fail(f"Nobody signs in at {vendor.slug} with {email}.")
            actions.reset_second_factor(user.id, by=None)
    click.echo(f"{email} has no second factor any more, and signs in anew.")
