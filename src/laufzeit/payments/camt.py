"""Reads what a bank booked: camt.053 (statement) and camt.054 (notification) of ISO 20022, versions 02 to 13.

A file from outside is read with care: at most 64 MB, no document type and so no entities, nothing from the network, one
booking in memory at a time. Either it makes sense as a whole, or all its faults are given and nothing is taken from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from laufzeit.payments.camt_entry import Unreadable, amount, is_booked, sign, transactions
from laufzeit.payments.camt_tree import Tree
from laufzeit.payments.fault import Code, Fault, fault
from laufzeit.payments.statement import BankFile, Entry, Report, Statement

LARGEST_FILE: Final = 64 * 1024 * 1024
CHUNK: Final = 256 * 1024
MOST_FAULTS: Final = 50
"""A file that is wrong throughout need not be told of line by line."""

_NAMESPACE: Final = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.(05[0-9])\.001\.([0-9]{2})")
_VERSIONS: Final = frozenset(f"{number:02}" for number in range(2, 14))
_PARTS: Final = ("{*}Ntry", "{*}Stmt", "{*}Ntfctn", "{*}Rpt")


def read(data: bytes, *, iban: str, currency: str) -> BankFile | tuple[Fault, ...]:
    """The file's statements of the account ``iban`` in ``currency``, or all faults."""
    if not data.strip():
        return (fault(Code.EMPTY_FILE),)
    if len(data) > LARGEST_FILE:
        return (fault(Code.FILE_TOO_LARGE, largest=LARGEST_FILE // 1024 // 1024),)
    if b"<!DOCTYPE" in data:
        return (fault(Code.DOCTYPE),)
    reader = _Reader(iban, currency)
    try:
        root = reader.parse(data)
    except etree.XMLSyntaxError as wrong:
        cut_off = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and not data.rstrip().endswith(b"Document>")
        return (fault(Code.CUT_OFF if cut_off else Code.NOT_XML, line=wrong.lineno or 0),)
    if root.getroottree().docinfo.doctype:
        return (fault(Code.DOCTYPE),)
    version = _version(root)
    return version if isinstance(version, tuple) else reader.file(version)


def _version(root: Any) -> str | tuple[Fault, ...]:
    """The version of a camt file that can be read."""
    name = etree.QName(root)
    found = _NAMESPACE.fullmatch(name.namespace or "")
    if found is None or name.localname != "Document":
        return (fault(Code.NOT_CAMT, root=f"{name.localname} {name.namespace or ''}".strip()[:100]),)
    if found[1] not in ("053", "054"):
        return (fault(Code.NOT_FINAL, message=f"camt.{found[1]}"),)
    if found[2] not in _VERSIONS:
        return (fault(Code.VERSION_UNKNOWN, version=f"camt.{found[1]}.001.{found[2]}"),)
    return f"{found[1]}.001.{found[2]}"


class _Reader:
    """Takes bookings out of the tree as they end, and what stands around them when the statement ends."""

    def __init__(self, iban: str, currency: str) -> None:
        self._iban, self._currency = iban, currency
        self._entries: list[Entry] = []
        self._booked = self._pending = 0
        self._statements: list[Statement] = []
        self._faults: list[Fault] = []

    def parse(self, data: bytes) -> Any:
        """The root, with the bookings taken out. Raises ``XMLSyntaxError``."""
        parser = etree.XMLPullParser(
            events=("end",), tag=_PARTS, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        for start in range(0, len(data), CHUNK):
            parser.feed(data[start : start + CHUNK])
            for _, element in parser.read_events():
                self._take(element)
        root = parser.close()
        for _, element in parser.read_events():
            self._take(element)
        return root

    def file(self, version: str) -> BankFile | tuple[Fault, ...]:
        if not self._statements and not self._faults:
            self._faults.append(fault(Code.NO_STATEMENT))
        return tuple(self._faults[:MOST_FAULTS]) or BankFile(version, tuple(self._statements))

    def _take(self, element: Any) -> None:
        if element.tag.endswith("}Ntry"):
            self._take_booking(Tree(element))
            element.clear()
            # The parser still stands on this one; those before it are done.
            while (before := element.getprevious()) is not None and before.tag == element.tag:
                element.getparent().remove(before)
            return
        self._take_statement(Tree(element), element.tag)
        self._entries, self._booked, self._pending = [], 0, 0

    def _take_booking(self, element: Tree) -> None:
        if not is_booked(element):
            self._pending += 1
            return
        self._booked += 1
        try:
            found = transactions(element, self._booked + self._pending, self._iban)
        except Unreadable as wrong:
            self._faults.append(wrong.found)
            return
        strange = next((entry.currency for entry in found if entry.currency != self._currency), None)
        if strange is not None:
            self._faults.append(fault(Code.OTHER_CURRENCY, found=strange, expected=self._currency))
        self._entries += found

    def _take_statement(self, element: Tree, tag: str) -> None:
        report = Report.NOTIFICATION if tag.endswith("}Ntfctn") else Report.STATEMENT
        account = re.sub(r"\s", "", element.said("Acct/Id/IBAN") or element.said("Acct/Id/Othr/Id")).upper()
        currency = element.said("Acct/Ccy") or self._currency
        try:
            opening, closing = _balance(element, "OPBD", "PRCD"), _balance(element, "CLBD")
        except Unreadable as wrong:
            self._faults.append(wrong.found)
            return
        statement = Statement(
            report, element.said("Id"), account, currency, tuple(self._entries), opening, closing, self._pending
        )
        self._statements.append(statement)
        self._faults += self._statement_faults(statement, element.said("TxsSummry/TtlNtries/NbOfNtries"))

    def _statement_faults(self, statement: Statement, count: str) -> Iterator[Fault]:
        if not statement.id:
            yield fault(Code.NO_STATEMENT_ID)
        if statement.iban != self._iban:
            yield fault(Code.OTHER_ACCOUNT, found=statement.iban, expected=self._iban)
        elif statement.currency != self._currency:
            yield fault(Code.OTHER_CURRENCY, found=statement.currency, expected=self._currency)
        elif not self._faults:
            yield from self._sums(statement, count)

    def _sums(self, statement: Statement, count: str) -> Iterator[Fault]:
        """A file that was cut off and closed again still says how many bookings there were, and to which balance."""
        if count.isdecimal() and int(count) not in (self._booked, self._booked + self._pending):
            yield fault(Code.ENTRIES_MISSING, said=int(count), found=self._booked)
        if statement.opening is None or statement.closing is None:
            return
        moved = sum(entry.amount for entry in statement.entries)
        if statement.opening + moved != statement.closing:
            difference = statement.closing - statement.opening - moved
            yield fault(Code.BALANCE_WRONG, statement=statement.id, difference=difference, currency=statement.currency)


def _balance(statement: Tree, *kinds: str) -> int | None:
    """The balance of a kind, where there is exactly one; several pages have more, and are not added up."""
    found = [each for each in statement.all("Bal") if each.said("Tp/CdOrPrtry/Cd") in kinds]
    if len(found) != 1:
        return None
    said = amount(found[0], "Amt", 0)
    return None if said is None else sign(found[0], 0) * said[0]
