"""Bank accounts by IBAN (ISO 13616) and BIC (ISO 9362), inside the SEPA area (EPC409-09).

The check of a whole account gives every fault, each at its field; a good one is compact and in capitals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schwifty import BIC, IBAN
from schwifty.exceptions import (
    InvalidBankCode,
    InvalidCountryCode,
    InvalidLength,
    SchwiftyException,
)

from laufzeit.customers.faults import Code, Fault

HOLDER_LONGEST = 70
"""pain.008: ``Dbtr/Nm`` has at most 70 characters (EPC130-08)."""

# The Latin characters every bank takes in SEPA messages (EPC217-08, section 1.4), with the letters that are
# transliterated for it (umlauts, accents): banks convert those, anything else is refused there, days later.
_HOLDER = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ſẞ/\-?:().,'+ &*$%]+")


@dataclass(frozen=True, slots=True)
class Account:
    """An account that payments can be collected from: compact IBAN, BIC and bank name where they are known."""

    iban: str
    bic: str
    bank_name: str

    @property
    def country(self) -> str:
        """ISO 3166 code of the account's country."""
        return self.iban[:2]


def compact(text: str) -> str:
    """What people type, without the spaces and hyphens they put for reading.

    >>> compact(" de89 3704-0044 0532 0130 00 ")
    'DE89370400440532013000'
    """
    return re.sub(r"[\s\-]", "", text).upper()


def grouped(iban: str) -> str:
    """An IBAN as it is printed, in groups of four.

    >>> grouped("DE89370400440532013000")
    'DE89 3704 0044 0532 0130 00'
    """
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def masked(iban: str) -> str:
    """An IBAN for pages and letters: enough to recognise it, too little to use it.

    >>> masked("DE89370400440532013000")
    'DE89 … 3000'
    """
    return f"{iban[:4]} … {iban[-4:]}"


def read_account(iban: str, bic: str = "") -> Account | tuple[Fault, ...]:
    """The account of ``iban``, or all faults. ``bic`` may be empty where the bank directory knows it."""
    number = compact(iban)
    fault = _iban_fault(number)
    if fault is not None:
        return (fault, *_bic_faults(compact(bic), ""))
    faults = _bic_faults(compact(bic), number[:2])
    if faults:
        return faults
    known = IBAN(number)
    return Account(
        iban=number,
        bic=compact(bic) or (str(known.bic) if known.bic else ""),
        bank_name=known.bank_name or known.bank_short_name or "",
    )


def _iban_fault(number: str) -> Fault | None:
    if not number:
        return Fault(Code.MISSING, "iban")
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}", number):
        return Fault(Code.IBAN_CHARACTERS, "iban", {"country": number[:2]})
    try:
        iban = IBAN(number)
    except InvalidCountryCode:
        return Fault(Code.IBAN_COUNTRY, "iban", {"country": number[:2]})
    except InvalidLength:
        return Fault(
            Code.IBAN_LENGTH, "iban", {"country": number[:2], "length": len(number), "expected": _length(number)}
        )
    except InvalidBankCode:
        return Fault(Code.IBAN_BANK, "iban")
    except SchwiftyException as problem:
        structure = "BBAN structure" in str(problem)
        return Fault(Code.IBAN_CHARACTERS if structure else Code.IBAN_CHECK_DIGITS, "iban", {"country": number[:2]})
    if not iban.in_sepa_zone:
        return Fault(Code.IBAN_OUTSIDE_SEPA, "iban", {"country": number[:2]})
    return None


def _length(number: str) -> int:
    """How long an IBAN of that country is."""
    return int(IBAN(number, allow_invalid=True).spec.iban_length)


def _bic_faults(bic: str, country: str) -> tuple[Fault, ...]:
    if not bic:
        return ()
    try:
        of_country = BIC(bic).country_code
    except SchwiftyException:
        return (Fault(Code.BIC_FORM, "bic"),)
    # French overseas territories, the Channel Islands and the like bank under codes of their own, so that only
    # two of the large countries are compared: there a difference is always a slip.
    if country in {"DE", "AT"} and of_country != country:
        return (Fault(Code.BIC_OTHER_COUNTRY, "bic", {"bic": of_country, "iban": country}),)
    return ()


def holder_faults(holder: str) -> tuple[Fault, ...]:
    """Whether banks will take ``holder`` as an account holder's name."""
    if not holder.strip():
        return (Fault(Code.MISSING, "holder"),)
    if len(holder) > HOLDER_LONGEST:
        return (Fault(Code.TOO_LONG, "holder", {"longest": HOLDER_LONGEST}),)
    if not _HOLDER.fullmatch(holder):
        strange = "".join(sorted({c for c in holder if not _HOLDER.fullmatch(c)}))
        return (Fault(Code.HOLDER_CHARACTERS, "holder", {"characters": strange}),)
    return ()
