"""One booking (``Ntry``) of a camt file as transactions; the elements of all versions from 02 to 13.

What changed between them: the status was a text and became ``Sts/Cd``, parties got a ``Pty`` around their name, charges
a total and records, transactions an amount and a side of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from laufzeit.money.amount import CURRENCIES, AmountFault, Money
from laufzeit.payments.camt_tree import LONGEST_TEXT, Tree
from laufzeit.payments.fault import Code, Fault, fault
from laufzeit.payments.statement import Entry

NOT_PROVIDED: Final = frozenset({"NOTPROVIDED", "NOT PROVIDED", "NONREF", "KEINE"})
"""What banks write where the payer gave no reference (EPC130-08, AT-10)."""

RETURNS: Final = frozenset({"UPDD", "PRDD", "RCDD", "RRTN"})
"""Bank transaction codes of direct debits and transfers that come back (ISO 20022, ``SubFmlyCd``)."""


class Unreadable(Exception):
    """A booking that makes no sense; the fault says which and why."""

    def __init__(self, found: Fault) -> None:
        super().__init__(found)
        self.found = found


def amount(element: Tree, path: str, number: int) -> tuple[int, str] | None:
    """The amount at ``path`` in minor units with its currency; ``None`` where there is none."""
    found = element.first(path)
    if found is None:
        return None
    currency, written = found.currency, found.text
    known = CURRENCIES.get(currency)
    if known is None:
        raise Unreadable(fault(Code.AMOUNT_UNREADABLE, entry=number, text=f"{written} {currency}".strip()))
    # Five decimals are allowed; those that the currency does not have must be zeros.
    shorter = re.sub(r"(\.[0-9]*?)0+$", r"\1", written).rstrip(".")
    try:
        minor = Money.parse(shorter, known).minor
    except AmountFault:
        minor = -1
    if minor < 0:
        raise Unreadable(fault(Code.AMOUNT_UNREADABLE, entry=number, text=f"{written} {currency}"))
    return minor, currency


def day(element: Tree, path: str, number: int) -> date | None:
    """The civil day at ``path``, which may be a day or an instant; ``None`` where there is none."""
    written = element.said(f"{path}/Dt") or element.said(f"{path}/DtTm")
    if not written:
        return None
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        raise Unreadable(fault(Code.DAY_UNREADABLE, entry=number, text=written)) from None


def sign(element: Tree, number: int, default: int = 0) -> int:
    """1 for money in, -1 for money out."""
    match element.said("CdtDbtInd"):
        case "CRDT":
            return 1
        case "DBIT":
            return -1
        case "" if default:
            return default
        case other:
            raise Unreadable(fault(Code.SIDE_UNREADABLE, entry=number, text=other))


def is_booked(entry: Tree) -> bool:
    """Whether the booking is final."""
    return (entry.said("Sts/Cd") or entry.said("Sts")) in ("BOOK", "")


def transactions(entry: Tree, number: int, account: str) -> tuple[Entry, ...]:
    """The transactions of the ``number``-th booking; ``account`` is the statement's own IBAN. Raises ``Unreadable``."""
    side, found = sign(entry, number), amount(entry, "Amt", number)
    booked = day(entry, "BookgDt", number) or day(entry, "ValDt", number)
    if found is None:
        raise Unreadable(fault(Code.AMOUNT_UNREADABLE, entry=number, text=""))
    if booked is None:
        raise Unreadable(fault(Code.DAY_UNREADABLE, entry=number, text=""))
    whole, value_on = side * found[0], day(entry, "ValDt", number) or booked

    def made(details: Tree | None, minor: int) -> Entry:
        return _transaction(entry, details, account, number)(minor, found[1], booked, value_on, whole)

    details = list(entry.all("NtryDtls/TxDtls"))
    if not details:
        return (made(None, whole),)
    if len(details) == 1:
        return (made(details[0], whole),)
    parts = [_own_amount(each, side, number) for each in details]
    if any(part is None for part in parts) or sum(part or 0 for part in parts) != whole:
        # The bank's parts do not make up the whole: it stays one, and a person looks at it.
        return (made(None, whole),)
    return tuple(made(each, part or 0) for each, part in zip(details, parts, strict=True))


def _own_amount(details: Tree, side: int, number: int) -> int | None:
    """What one of several transactions adds to the booking."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"):
        found = amount(details, path, number)
        if found is not None:
            return sign(details, number, side) * found[0]
    return None


def _transaction(entry: Tree, details: Tree | None, account: str, number: int) -> Callable[..., Entry]:
    """Everything but amount, currency and days."""
    source = entry if details is None else details
    returned, code, why = _return(entry, source)

    def made(minor: int, currency: str, booked: date, value_on: date, whole: int) -> Entry:
        name, iban = _counterparty(source, account, money_in=minor > 0, returned=returned)
        original = amount(source, "AmtDtls/InstdAmt/Amt", number)
        return Entry(
            minor, currency, booked, value_on, whole,
            bank_reference=entry.said("AcctSvcrRef") or source.said("Refs/AcctSvcrRef"),
            end_to_end=_reference(source, "Refs/EndToEndId"),
            mandate=_reference(source, "Refs/MndtId"),
            remittance=_remittance(entry, details),
            name=name,
            iban=iban,
            returned=returned,
            return_code=code,
            return_text=why,
            original=original[0] if original and original[1] == currency else None,
            charges=_charges(source, number) or _charges(entry, number),
            order=entry.said("NtryDtls/Btch/MsgId") or source.said("Refs/MsgId"),
            block=entry.said("NtryDtls/Btch/PmtInfId") or source.said("Refs/PmtInfId"),
            text=entry.said("AddtlNtryInf"),
        )  # fmt: skip

    return made


def _reference(element: Tree, path: str) -> str:
    found = element.said(path)
    return "" if found.upper() in NOT_PROVIDED else found


def _return(entry: Tree, source: Tree) -> tuple[bool, str, str]:
    """Whether something comes back, by which code of ISO's list, and what else is said of it."""
    code = source.said("RtrInf/Rsn/Cd") or source.said("RtrInf/Rsn/Prtry")
    kind = source.said("BkTxCd/Domn/Fmly/SubFmlyCd") or entry.said("BkTxCd/Domn/Fmly/SubFmlyCd")
    returned = bool(code) or source.first("RtrInf") is not None or kind in RETURNS or entry.said("RvslInd") == "true"
    return returned, code, " ".join(source.texts("RtrInf/AddtlInf"))[:LONGEST_TEXT]


def _counterparty(source: Tree, account: str, *, money_in: bool, returned: bool) -> tuple[str, str]:
    """Name and IBAN of whoever is on the other side: the debtor of what comes in or back, the creditor of what goes
    out; never the account itself."""
    first, second = ("Dbtr", "Cdtr") if money_in or returned else ("Cdtr", "Dbtr")
    for role in (first, second):
        parties = f"RltdPties/{role}"
        names = (f"{parties}/Pty/Nm", f"{parties}/Nm", f"RltdPties/Ultmt{role}/Pty/Nm", f"RltdPties/Ultmt{role}/Nm")
        name = next((found for path in names if (found := source.said(path))), "")
        iban = re.sub(r"\s", "", source.said(f"{parties}Acct/Id/IBAN")).upper()
        if (name or iban) and iban != account:
            return name, iban
    return "", ""


def _remittance(entry: Tree, details: Tree | None) -> str:
    """What the payer wrote, and references that came in a form of their own; of a booking in parts, all of it."""
    sources = [details] if details is not None else list(entry.all("NtryDtls/TxDtls")) or [entry]
    parts = [
        part
        for source in sources
        for part in (
            *source.texts("RmtInf/Ustrd"),
            *source.texts("RmtInf/Strd/CdtrRefInf/Ref"),
            *source.texts("RmtInf/Strd/RfrdDocInf/Nb"),
            *source.texts("RmtInf/Strd/AddtlRmtInf"),
        )
    ]
    return " ".join(parts)[:LONGEST_TEXT]


def _charges(element: Tree, number: int) -> int:
    """The bank's charges, as a total or one by one."""
    total = amount(element, "Chrgs/TtlChrgsAndTaxAmt", number)
    if total is not None:
        return total[0]
    single = [found for each in element.all("Chrgs") if (found := amount(each, "Amt", number))]
    records = [found for each in element.all("Chrgs/Rcrd") if (found := amount(each, "Amt", number))]
    return sum(minor for minor, _ in single or records)
