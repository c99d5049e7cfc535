"""A file of direct debits for the bank: pain.008 of ISO 20022, as the German banks and SEPA use it.

Versions: 001.08, which is in force, and 001.02 for banks that have not changed yet. Source: ISO schemas; EPC130-08
and EPC131-08 (CORE), EPC301-07 and EPC302-07 (B2B); Anlage 3 of the DFÜ agreement. Texts are in the characters of SEPA,
addresses structured or hybrid, amounts in cents of the euro.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape

from laufzeit.money.amount import EUR, Money
from laufzeit.payments.mandate import Scheme, Sequence
from laufzeit.payments.postal import Postal, elements
from laufzeit.payments.sepa_text import shortened

LARGEST_AMOUNT: Final = 99_999_999_999
"""999,999,999.99 € is the most that one debit may be (EPC130-08, AT-06)."""

NAME_LONGEST: Final = 70
REMITTANCE_LONGEST: Final = 140


class Version(StrEnum):
    V02 = "001.02"
    V08 = "001.08"

    @property
    def namespace(self) -> str:
        return f"urn:iso:std:iso:20022:tech:xsd:pain.008.{self.value}"

    @property
    def bic_element(self) -> str:
        return "BIC" if self is Version.V02 else "BICFI"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody with an account; without a BIC the banks find it by the IBAN."""

    name: str
    iban: str
    bic: str = ""
    address: Postal | None = None


@dataclass(frozen=True, slots=True)
class Debit:
    """One collection. ``end_to_end`` comes back with the payment and with a return; ``remittance`` is what the customer
    reads on the statement."""

    end_to_end: str
    amount: int
    mandate: str
    signed_on: date
    scheme: Scheme
    sequence: Sequence
    collected_on: date
    debtor: Party
    remittance: str

    @property
    def block(self) -> tuple[date, Scheme, Sequence]:
        """What all debits of a payment-information block share."""
        return (self.collected_on, self.scheme, self.sequence)


@dataclass(frozen=True, slots=True)
class Order:
    """All debits of one creditor in one file. ``id`` has at most 30 characters: blocks are numbered after it."""

    id: str
    created_at: datetime
    creditor: Party
    creditor_id: str
    debits: tuple[Debit, ...]
    version: Version = Version.V08
    batch_booking: bool = True
    """Whether the bank books the sum of a block, or each debit by itself."""


@dataclass(frozen=True, slots=True)
class Block:
    """The debits of one scheme, sequence type and day of collection (``PmtInf``)."""

    id: str
    debits: tuple[Debit, ...]

    @property
    def total(self) -> int:
        return sum(debit.amount for debit in self.debits)


def blocks(order: Order) -> tuple[Block, ...]:
    """The order's blocks, by day, scheme and sequence; within one the debits stay in their order."""
    ordered = sorted(order.debits, key=lambda debit: debit.block)
    groups = (tuple(group) for _, group in groupby(ordered, key=lambda debit: debit.block))
    return tuple(Block(f"{order.id}-{number}", debits) for number, debits in enumerate(groups, start=1))


def written(order: Order) -> str:
    """The file as text, to be encoded as UTF-8. What is wrong with an order says ``pain008_check.faults_of``."""
    return "".join(_document(order))


def _document(order: Order) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{order.version.namespace}"><CstmrDrctDbtInitn>\n'
    name = _element("Nm", shortened(order.creditor.name, NAME_LONGEST))
    head = _element("MsgId", order.id) + _element("CreDtTm", order.created_at.isoformat(timespec="seconds"))
    yield f"<GrpHdr>{head}{_totals(order.debits)}<InitgPty>{name}</InitgPty></GrpHdr>\n"
    for block in blocks(order):
        yield from _block(order, block)
    yield "</CstmrDrctDbtInitn></Document>\n"


def _block(order: Order, block: Block) -> Iterator[str]:
    first = block.debits[0]
    kind = f"<SvcLvl><Cd>SEPA</Cd></SvcLvl><LclInstrm><Cd>{first.scheme.value}</Cd></LclInstrm>"
    scheme_name = "<SchmeNm><Prtry>SEPA</Prtry></SchmeNm>"
    creditor_id = f"<PrvtId><Othr>{_element('Id', order.creditor_id)}{scheme_name}</Othr></PrvtId>"
    yield (
        f"<PmtInf>{_element('PmtInfId', block.id)}<PmtMtd>DD</PmtMtd>"
        f"<BtchBookg>{'true' if order.batch_booking else 'false'}</BtchBookg>{_totals(block.debits)}"
        f"<PmtTpInf>{kind}<SeqTp>{first.sequence.value}</SeqTp></PmtTpInf>"
        f"<ReqdColltnDt>{first.collected_on.isoformat()}</ReqdColltnDt>"
        f"<Cdtr>{_party(order.creditor)}</Cdtr>{_account('Cdtr', order.creditor)}{_agent('Cdtr', order)}"
        f"<ChrgBr>SLEV</ChrgBr><CdtrSchmeId><Id>{creditor_id}</Id></CdtrSchmeId>\n"
    )
    for debit in block.debits:
        yield _debit(debit, order.version)
    yield "</PmtInf>\n"


def _debit(debit: Debit, version: Version) -> str:
    mandate = _element("MndtId", debit.mandate) + _element("DtOfSgntr", debit.signed_on.isoformat())
    remittance = _element("Ustrd", shortened(debit.remittance, REMITTANCE_LONGEST) or debit.end_to_end)
    return (
        f"<DrctDbtTxInf><PmtId>{_element('EndToEndId', debit.end_to_end)}</PmtId>"
        f'<InstdAmt Ccy="EUR">{_amount(debit.amount)}</InstdAmt>'
        f"<DrctDbtTx><MndtRltdInf>{mandate}</MndtRltdInf></DrctDbtTx>"
        f"{_bank('Dbtr', debit.debtor, version)}<Dbtr>{_party(debit.debtor)}</Dbtr>{_account('Dbtr', debit.debtor)}"
        f"<RmtInf>{remittance}</RmtInf></DrctDbtTxInf>\n"
    )


def _totals(debits: Iterable[Debit]) -> str:
    """Number and control sum, exactly."""
    amounts = [debit.amount for debit in debits]
    return f"<NbOfTxs>{len(amounts)}</NbOfTxs><CtrlSum>{_amount(sum(amounts))}</CtrlSum>"


def _party(party: Party) -> str:
    address = ""
    if party.address is not None and party.address.complete:
        address = "".join(_element(name, text) for name, text in elements(party.address))
    return _element("Nm", shortened(party.name, NAME_LONGEST)) + (f"<PstlAdr>{address}</PstlAdr>" if address else "")


def _account(whose: str, party: Party) -> str:
    return f"<{whose}Acct><Id>{_element('IBAN', party.iban)}</Id></{whose}Acct>"


def _agent(whose: str, order: Order) -> str:
    return _bank(whose, order.creditor, order.version)


def _bank(whose: str, party: Party, version: Version) -> str:
    """The party's bank; the schema wants one even where nobody needs the BIC."""
    unknown = "<Othr><Id>NOTPROVIDED</Id></Othr>"
    known = _element(version.bic_element, party.bic) if party.bic else unknown
    return f"<{whose}Agt><FinInstnId>{known}</FinInstnId></{whose}Agt>"


def _amount(cents: int) -> str:
    return str(Money(cents, EUR).decimal)


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"
