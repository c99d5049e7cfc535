"""A small catalogue that is right, for tests that make one thing wrong in it."""

from __future__ import annotations

from pathlib import Path

from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.reading import Examined, examine, read

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"

SMALL = """\
format = 1

[vendor]
key = "small"
name = "Small"
email = "mail@small.example"
currency = "EUR"
prices = "net"
time_zone = "Europe/Berlin"
languages = ["de", "en"]
address = { street = "Gasse 1", postcode = "10115", city = "Berlin", country = "DE", state = "BE" }

[agreement.agb]
name = { de = "AGB", en = "terms" }

[[agreement.agb.edition]]
edition = "1"
valid_from = 2020-01-01
text = { de = "Bedingungen", en = "Terms" }

[feature.video]
de = "Video"
en = "video"

[meter.sms]
de = "SMS"
en = "text message"

[plan.one]
name = "One"

[[plan.one.terms]]
edition = "2020"
sold_from = 2020-01-01
term = "indefinite"
notice = "30 days"
agreements = ["agb"]
features = ["video"]
seats = { name = { de = "Benutzer", en = "user" }, increase = "at once", decrease = "at once" }

[[plan.one.terms.charge]]
key = "fee"
name = { de = "Gebühr", en = "fee" }
price = "10.00"
per = "seat"
every = "1 month"

[plan.two]
name = "Two"

[[plan.two.terms]]
edition = "2020"
sold_from = 2020-01-01
term = "12 months"
renewal = "12 months"
notice = "1 month to term end"
seats = { name = { de = "Benutzer", en = "user" } }

[[plan.two.terms.change]]
to = "one"
when = "term end"
agree = ["agb"]
"""


def small(*changes: tuple[str, str]) -> str:
    """The small catalogue with some of its text replaced; what is replaced must be there."""
    text = SMALL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def examined(*changes: tuple[str, str]) -> Examined:
    return examine(small(*changes))


def example(name: str) -> Catalogue:
    return read((EXAMPLES / f"{name}.toml").read_text(encoding="utf-8"))
