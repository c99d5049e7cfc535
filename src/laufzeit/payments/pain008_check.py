"""What the schema of pain.008 does not see: check digits, sums, counts, and what the schemes ask of each debit.

``faults_of`` looks at an order before it is written, ``faults_in`` at a file as it lies there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from lxml import etree
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from laufzeit.dates.target import is_target_day
from laufzeit.payments.fault import Code, Fault, fault
from laufzeit.payments.mandate import creditor_id_fault
from laufzeit.payments.pain008 import LARGEST_AMOUNT, Debit, Order
from laufzeit.payments.sepa_text import is_identifier, plain

ID_LONGEST: Final = 30

_EEA: Final = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
EEA: Final = frozenset(_EEA.split(" "))
"""Countries of the European Economic Area by the codes in their IBANs. For a debtor's bank elsewhere in SEPA the
debtor's address is needed (Regulation (EU) 2015/847; EPC130-08, AT-09)."""


def is_iban(text: str) -> bool:
    """Whether the form, the length and the check digits are those of an IBAN (ISO 13616).

    >>> is_iban("DE89370400440532013000"), is_iban("DE89370400440532013001")
    (True, False)
    """
    try:
        return str(IBAN(text)) == text
    except SchwiftyException:
        return False


def faults_of(order: Order) -> tuple[Fault, ...]:
    """All that is wrong with an order, the creditor first."""
    return (*_creditor_faults(order), *_doubles(order.debits), *(one for debit in order.debits for one in of(debit)))


def _creditor_faults(order: Order) -> Iterator[Fault]:
    wrong = creditor_id_fault(order.creditor_id)
    if wrong:
        yield wrong
    if not is_iban(order.creditor.iban):
        yield fault(Code.VENDOR_IBAN_WRONG, iban=order.creditor.iban)
    if not plain(order.creditor.name):
        yield fault(Code.NAME_MISSING, end_to_end=order.id)
    if len(order.id) > ID_LONGEST or not is_identifier(order.id):
        yield fault(Code.IDENTIFIER_FORM, identifier=order.id)
    if not order.debits:
        yield fault(Code.NOTHING_TO_COLLECT)


def _doubles(debits: Iterable[Debit]) -> Iterator[Fault]:
    seen: set[str] = set()
    for debit in debits:
        if debit.end_to_end in seen:
            yield fault(Code.END_TO_END_TWICE, end_to_end=debit.end_to_end)
        seen.add(debit.end_to_end)


def of(debit: Debit) -> Iterator[Fault]:
    """All that is wrong with one debit."""
    for identifier in (debit.end_to_end, debit.mandate):
        if not is_identifier(identifier):
            yield fault(Code.IDENTIFIER_FORM, identifier=identifier)
    if not 0 < debit.amount <= LARGEST_AMOUNT:
        yield fault(Code.AMOUNT_OUT_OF_RANGE, end_to_end=debit.end_to_end, amount=debit.amount)
    if not is_iban(debit.debtor.iban):
        yield fault(Code.DEBTOR_IBAN_WRONG, end_to_end=debit.end_to_end)
    elif debit.debtor.iban[:2] not in EEA and not (debit.debtor.address and debit.debtor.address.complete):
        yield fault(Code.ADDRESS_MISSING, end_to_end=debit.end_to_end)
    if not plain(debit.debtor.name):
        yield fault(Code.NAME_MISSING, end_to_end=debit.end_to_end)
    if not is_target_day(debit.collected_on):
        yield fault(Code.NOT_A_TARGET_DAY, end_to_end=debit.end_to_end, day=debit.collected_on)


def faults_in(file: bytes) -> tuple[Fault, ...]:
    """What is wrong in a written file that its schema lets pass: IBANs, creditor identifiers, counts and sums."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        document = etree.fromstring(file, parser)
    except etree.XMLSyntaxError as wrong:
        return (fault(Code.NOT_XML, line=wrong.lineno or 0),)
    return tuple(_written_faults(document))


def _written_faults(document: Any) -> Iterator[Fault]:
    for iban in document.iterfind(".//{*}IBAN"):
        if not is_iban(iban.text or ""):
            yield fault(Code.DEBTOR_IBAN_WRONG, end_to_end=_near(iban))
    for identifier in document.iterfind(".//{*}CdtrSchmeId//{*}Othr/{*}Id"):
        wrong = creditor_id_fault(identifier.text or "")
        if wrong:
            yield wrong
    for amount in document.iterfind(".//{*}InstdAmt"):
        # The schema lets five decimals pass; the euro has two.
        if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", amount.text or "") or _decimal(amount.text) == 0:
            yield fault(Code.AMOUNT_OUT_OF_RANGE, end_to_end=_near(amount), amount=amount.text or "")
    for counted in (*document.iterfind(".//{*}GrpHdr"), *document.iterfind(".//{*}PmtInf")):
        within = document if counted.tag.endswith("}GrpHdr") else counted
        yield from _sum_faults(counted, list(within.iterfind(".//{*}InstdAmt")))
    seen: set[str] = set()
    for element in document.iterfind(".//{*}EndToEndId"):
        if element.text in seen:
            yield fault(Code.END_TO_END_TWICE, end_to_end=element.text or "")
        seen.add(element.text or "")


def _near(element: Any) -> str:
    """The reference of the debit that an element belongs to; empty for one of the creditor's."""
    debit = next(element.iterancestors("{*}DrctDbtTxInf"), None)
    return "" if debit is None else debit.findtext(".//{*}EndToEndId") or ""


def _sum_faults(counted: Any, amounts: list[Any]) -> Iterator[Fault]:
    said_count, said_sum = counted.findtext("{*}NbOfTxs"), counted.findtext("{*}CtrlSum")
    total = sum((_decimal(amount.text) for amount in amounts), Decimal(0))
    if said_count is not None and said_count != str(len(amounts)):
        yield fault(Code.COUNT_WRONG, said=said_count, found=len(amounts))
    if said_sum is not None and _decimal(said_sum) != total:
        yield fault(Code.SUM_WRONG, said=said_sum, found=str(total))


def _decimal(text: str | None) -> Decimal:
    try:
        return Decimal(text or "")
    except InvalidOperation:
        return Decimal("NaN")
