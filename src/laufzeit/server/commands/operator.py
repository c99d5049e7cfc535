"""`laufzeit operator`: the accounts of those who run the installation."""

from __future__ import annotations

import click

from laufzeit.server.commands.accounts import checked_email, email_argument, named, new_password, row, table
from laufzeit.server.output import fail, json_option, show


@click.group()
def command() -> None:
    """Those who run the installation and use the technical view, below /operator/ of each vendor."""


@command.command()
@email_argument
@named
def add(email: str, first_name: str, last_name: str, language: str) -> None:
    """Make an account for EMAIL; the password is asked for, or read from standard input."""
    from laufzeit.server.running import installation

    with installation():
        from laufzeit.customers.actions import create_operator
        from laufzeit.customers.details import Person
        from laufzeit.customers.refusal import Refused
        from laufzeit.vendors.store import acting_as_operator

        person = Person(checked_email(email), first_name, last_name, language)
        password = new_password(person)
        try:
            with acting_as_operator():
                made = create_operator(person, password=password)
        except Refused:
            fail(f"{email} is an operator already.")
    click.echo(f"{made.email} may sign in below /operator/ of every vendor.")


@command.command(name="list")
@json_option
def list_(as_json: bool) -> None:
    """Say who there is, and who has set up a second factor."""
    from laufzeit.server.running import installation

    with installation():
        from laufzeit.customers import store
        from laufzeit.vendors.store import acting_as_operator

        with acting_as_operator():
            rows = [row(user, second_factor=store.has_second_factor(user)) for user in store.operators()]
    show(rows, as_json, lambda: table(rows))
