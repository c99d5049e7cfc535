"""`laufzeit signin-key`: the keys that a vendor's own product signs sign-in links with."""

from __future__ import annotations

from uuid import UUID

import click

from laufzeit.server.commands.accounts import known_vendor, vendor_option
from laufzeit.server.output import fail, json_option, show


@click.group()
def command() -> None:
    """Keys for sign-in links from a vendor's own product.

    A link is /account/login/link/TOKEN/ below the vendor's address; TOKEN is a JSON Web Token (HS256) with the
    key's id as kid and the claims aud=laufzeit-signin, iss=the vendor's slug, sub=the e-mail address, iat, exp (at
    most five minutes later) and a jti of its own.
    """


@command.command()
@vendor_option
@json_option
def new(slug: str, as_json: bool) -> None:
    """Make a key and print its secret: it is never shown again."""
    from laufzeit.server.running import installation

    with installation():
        from laufzeit.customers import store
        from laufzeit.customers.signin.actions import make_signin_key
        from laufzeit.vendors.store import acting_for

        vendor = known_vendor(slug)
        with acting_for(vendor.id):
            key_id, secret = make_signin_key(by=None, now=store.instant())
    show({"kid": key_id, "secret": secret}, as_json, lambda: f"kid     {key_id}\nsecret  {secret}")


@command.command()
@vendor_option
@click.argument("kid", type=click.UUID)
def end(slug: str, kid: UUID) -> None:
    """Make the key KID worthless, and with it all links that it has signed."""
    from laufzeit.server.running import installation

    with installation():
        from laufzeit.customers import store
        from laufzeit.customers.signin.actions import end_signin_key
        from laufzeit.vendors.store import acting_for

        vendor = known_vendor(slug)
        with acting_for(vendor.id):
            ended = end_signin_key(kid, by=None, now=store.instant())
    if not ended:
        fail(f"{vendor.slug} has no such key in use.")
    click.echo("The key is worthless now.")
