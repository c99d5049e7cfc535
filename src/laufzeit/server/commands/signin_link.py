"""`laufzeit signin-link`: one sign-in link, as a vendor's own product makes them."""

from __future__ import annotations

import click

from laufzeit.server.commands.accounts import known_vendor, vendor_option
from laufzeit.server.output import fail, json_option, show


@click.command()
@vendor_option
@click.option("--email", required=True, help="The member's e-mail address.")
@json_option
def command(slug: str, email: str, as_json: bool) -> None:
    """Print a link that signs a member in once, within five minutes.

    A vendor's own product makes such links itself, with a key from: laufzeit signin-key.
    """
    from laufzeit.server.running import installation

    with installation() as environment:
        from laufzeit.customers import store
        from laufzeit.customers.roles import Realm
        from laufzeit.customers.signin.actions import make_signin_token
        from laufzeit.vendors.store import acting_for

        vendor = known_vendor(slug)
        with acting_for(vendor.id):
            user = store.user_by_email(email)
            if user is None or user.realm is not Realm.PORTAL:
                fail(f"No member signs in at {vendor.slug} with {email}.")
            token = make_signin_token(email, issuer=vendor.slug, instant=store.instant())
    link = f"{environment.public_url}/{vendor.slug}/account/login/link/{token}/"
    show({"link": link, "valid_seconds": 300}, as_json, lambda: link)
