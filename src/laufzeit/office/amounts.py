"""What people type as an amount or a percentage, in whole minor units or basis points: "12,50" and "12.50" alike.

Separators of thousands are refused: nobody can tell whether "1.234" is more than a thousand or a little more than one.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laufzeit.money.amount import AmountFault, Currency, Money

_PERCENT = Currency("%", 2)
"""Percentages have two decimals, which makes basis points of them."""


def minor_units(text: str, currency: Currency) -> int:
    """An amount without sign, in the currency's minor units. Raises ``ValidationError``."""
    return _hundredths(text, currency)


def basis_points(text: str) -> int:
    """A percentage without sign, with or without its "%". Raises ``ValidationError``."""
    return _hundredths(text.strip().removesuffix("%"), _PERCENT)


def _hundredths(text: str, unit: Currency) -> int:
    plain = text.strip().replace(",", ".")
    whole, _point, decimals = plain.partition(".")
    if not (whole.isascii() and whole.isdigit() and (decimals or not _point)):
        raise ValidationError(_("Please write a number such as 12.50 or 12,50."))
    if decimals.isascii() and decimals.isdigit() and len(decimals) > unit.decimals:
        said = ngettext(
            "At most %(count)d decimal is possible; without separators of thousands.",
            "At most %(count)d decimals are possible; without separators of thousands.",
            unit.decimals,
        )
        raise ValidationError(said % {"count": unit.decimals})
    try:
        return Money.parse(plain, unit).minor
    except AmountFault:
        raise ValidationError(_("Please write a number such as 12.50 or 12,50.")) from None
