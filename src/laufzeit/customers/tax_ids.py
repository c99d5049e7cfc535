"""VAT identification numbers (Art. 215 Directive 2006/112/EC, § 27a UStG) and German tax numbers (§ 14 (4) Nr. 2 UStG).

Form and check digit only: whether a number is in use, only the tax offices know (VIES). A number of Great Britain or
Switzerland is read too, since invoices there name it.
"""

from __future__ import annotations

import re
from types import ModuleType

from stdnum.ch import uid as ch_uid
from stdnum.ch import vat as ch_vat
from stdnum.de import stnr
from stdnum.eu import vat as eu_vat
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.gb import vat as gb_vat

from laufzeit.customers.faults import Code, Fault


def read_vat_id(text: str) -> str | Fault:
    """The VAT id in ``text``, compact and with its country, or the fault. Greek numbers begin with EL.

    >>> read_vat_id("de 136 695 976")
    'DE136695976'
    >>> read_vat_id("DE136695978")
    Fault(code=<Code.VAT_ID_CHECK_DIGIT: 'vat_id_check_digit'>, field='vat_id', facts={'country': 'DE'})
    """
    number = re.sub(r"[\s.\-/]", "", text).upper()
    number = re.sub(r"^GR", "EL", number)
    country = number[:2]
    if not re.fullmatch(r"[A-Z]{2}[A-Z0-9+*]{2,18}", number):
        return Fault(Code.VAT_ID_FORM, "vat_id", {"country": country})
    try:
        match country:
            case "GB":
                return f"GB{gb_vat.validate(number)}"
            case "CH":
                return _swiss(number)
            case _ if _of_the_union(country):
                return str(eu_vat.validate(number))
            case _:
                return Fault(Code.VAT_ID_COUNTRY, "vat_id", {"country": country})
    except InvalidChecksum:
        return Fault(Code.VAT_ID_CHECK_DIGIT, "vat_id", {"country": country})
    except ValidationError:
        return Fault(Code.VAT_ID_FORM, "vat_id", {"country": country})


def _swiss(number: str) -> str:
    """With or without the suffix MWST, TVA, IVA or TPV."""
    module: ModuleType = ch_vat if re.search(r"[A-Z]$", number) else ch_uid
    return str(module.validate(number))


def _of_the_union(country: str) -> bool:
    """Northern Ireland (XI) counts as the Union for goods."""
    return country in {code.upper() for code in eu_vat.MEMBER_STATES} | {"EL", "XI"}


def read_tax_number(text: str) -> str | Fault:
    """The German tax number in ``text``: as typed where it is the form of a state, without spaces.

    >>> read_tax_number("181/815/08155")
    '181/815/08155'
    """
    number = re.sub(r"\s", "", text)
    try:
        stnr.validate(number)
    except ValidationError:
        return Fault(Code.TAX_NUMBER_FORM, "tax_number")
    return number
