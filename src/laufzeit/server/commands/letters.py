"""`laufzeit letters`: what comes back of the letters that were sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from laufzeit.server.choosing import chosen
from laufzeit.server.output import counted, fail, json_option, show

if TYPE_CHECKING:
    from laufzeit.messages.bouncing.actions import Found
    from laufzeit.vendors.models import Vendor


@click.group()
def command() -> None:
    """Letters to customers, after they were sent."""


@command.command()
@click.argument("path", type=click.Path(exists=True, allow_dash=True))
@click.option("--vendor", "slug", help="Only this vendor's letters; without it, all vendors'.")
@json_option
def bounces(path: str, slug: str | None, as_json: bool) -> None:
    """Mark the letters that came back, by the mails at PATH.

    PATH is a file with one mail, an mbox, or a Maildir; - reads one mail from standard input. The mails are left as
    they are, and reading them again changes nothing more. A letter has bounced when a mail server reports (RFC 3464)
    that it could not be delivered for good; delays, answers of people and everything else are no bounces, and a report
    about no letter that was sent to that address is unknown. Exit status 1 if PATH cannot be read as mails.
    """
    from laufzeit.server.running import installation

    with installation():
        vendors = chosen(slug)
        found = _read(path, vendors)
    result = _plain(path, vendors, found)
    show(result, as_json, lambda: _told(result))


def _read(path: str, vendors: list[Vendor]) -> Found:
    from laufzeit.messages.bouncing.actions import read_in
    from laufzeit.messages.bouncing.report import LARGEST
    from laufzeit.server.mailboxes import NoMailbox, mails

    try:
        return read_in([vendor.id for vendor in vendors], mails(path, LARGEST))
    except NoMailbox:
        fail(f"{path} is a folder, but no Maildir: it has no folders cur and new.")
    except OSError as problem:
        fail(f"{path} cannot be read: {problem.strerror or problem}.")


def _plain(path: str, vendors: list[Vendor], found: Found) -> dict[str, Any]:
    slugs = {vendor.id: vendor.slug for vendor in vendors}
    return {
        "path": path,
        "mails": found.mails,
        "bounced": len(found.bounced),
        "known": found.known,
        "unknown": found.unknown,
        "not_bounces": found.not_bounces,
        "letters": [{"vendor": slugs[one.vendor], "letter": one.letter, "said": one.said} for one in found.bounced],
    }


def _told(result: dict[str, Any]) -> str:
    lines = [f"{one['vendor']}  {one['letter']}  {one['said']}" for one in result["letters"]]
    others = f"{result['known']:,} already known, {result['unknown']:,} unknown, {result['not_bounces']:,} not bounces"
    lines.append(f"{counted(result['mails'], 'mail')} read: {counted(result['bounced'], 'letter')} bounced, {others}.")
    return "\n".join(lines)
