"""Bank files for tests, as German banks write them, in every version of camt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from xml.sax.saxutils import escape

from laufzeit.money.amount import EUR, Money

VENDOR_IBAN = "DE89370400440532013000"
CUSTOMER_IBAN = "DE02120300000000202051"
VERSIONS = ("02", "03", "04", "05", "06", "07", "08", "10", "13")
DAY = date(2026, 12, 1)


@dataclass(frozen=True)
class Tx:
    """A transaction (``minor`` signed); ``fee`` is added to what goes out, as with a returned debit."""

    minor: int
    end_to_end: str = "NOTPROVIDED"
    mandate: str = ""
    remittance: tuple[str, ...] = ()
    name: str = "Praxis Dr. Groß"
    iban: str = CUSTOMER_IBAN
    code: str = ""
    fee: int = 0


@dataclass(frozen=True)
class Booking:
    """What is booked as one; several transactions are a batch, none is a sum that the bank did not take apart."""

    parts: tuple[Tx, ...]
    reference: str = ""
    minor: int | None = None
    booked: date = DAY
    value: date | None = None
    status: str = "BOOK"
    currency: str = "EUR"
    order: str = ""
    block: str = ""
    reversal: bool = False

    @property
    def whole(self) -> int:
        return self.minor if self.minor is not None else sum(part.minor - part.fee for part in self.parts)


def booking(minor: int, *remittance: str, **other: object) -> Booking:
    """One transfer."""
    keep = {name: other.pop(name) for name in list(other) if name in Booking.__dataclass_fields__}
    return Booking((Tx(minor, remittance=remittance, **other),), **keep)  # type: ignore[arg-type]


def returned(minor: int, code: str, end_to_end: str, *, fee: int = 0, mandate: str = "", **other: object) -> Booking:
    """A direct debit of ``minor`` that comes back: money goes out, with the bank's fee."""
    return Booking((Tx(-minor, end_to_end, mandate, code=code, fee=fee),), **other)  # type: ignore[arg-type]


def camt(
    *bookings: Booking,
    version: str = "08",
    kind: str = "053",
    statement: str = "STMT-2026-336",
    iban: str = VENDOR_IBAN,
    currency: str = "EUR",
    opening: int = 100_000,
    closing: int | None = None,
    count: int | None = None,
    prefix: str = "",
) -> bytes:
    """The file."""
    moved = sum(each.whole for each in bookings if each.status == "BOOK")
    end = opening + moved if closing is None else closing
    numbers = (
        f"<TxsSummry><TtlNtries><NbOfNtries>{len(bookings) if count is None else count}</NbOfNtries>"
        "</TtlNtries></TxsSummry>"
    )
    balances = _balance("OPBD", opening, currency) + _balance("CLBD", end, currency) if kind == "053" else ""
    outer, inner = ("BkToCstmrStmt", "Stmt") if kind == "053" else ("BkToCstmrDbtCdtNtfctn", "Ntfctn")
    entries = "".join(_entry(each, version) for each in bookings)
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{kind}.001.{version}">'
        f"<{outer}><GrpHdr><MsgId>MSG-1</MsgId><CreDtTm>2026-12-01T20:00:00+01:00</CreDtTm></GrpHdr>"
        f"<{inner}><Id>{escape(statement)}</Id><CreDtTm>2026-12-01T20:00:00+01:00</CreDtTm>"
        f"<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>{currency}</Ccy></Acct>{balances}{numbers}{entries}"
        f"</{inner}></{outer}></Document>\n"
    )  # fmt: skip
    if prefix:
        text = text.replace("</", f"</{prefix}:").replace("<", f"<{prefix}:").replace(f"<{prefix}:?", "<?")
        text = text.replace(f"<{prefix}:/{prefix}:", f"</{prefix}:").replace("xmlns=", f"xmlns:{prefix}=")
    return text.encode()


def _balance(kind: str, minor: int, currency: str) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{_amount(abs(minor), currency)}"
        f"<CdtDbtInd>{_side(minor)}</CdtDbtInd><Dt><Dt>{DAY.isoformat()}</Dt></Dt></Bal>"
    )


def _amount(minor: int, currency: str = "EUR", name: str = "Amt") -> str:
    return f'<{name} Ccy="{currency}">{Money(minor, EUR).decimal}</{name}>'


def _side(minor: int) -> str:
    return "DBIT" if minor < 0 else "CRDT"


def _entry(each: Booking, version: str) -> str:
    status = f"<Cd>{each.status}</Cd>" if version >= "07" else each.status
    batch = f"<MsgId>{each.order}</MsgId>" if each.order else ""
    batch += f"<PmtInfId>{each.block}</PmtInfId>" if each.block else ""
    details = f"<Btch>{batch}</Btch>" if batch else ""
    details += "".join(_details(part, each.currency, version) for part in each.parts)
    return (
        f"<Ntry>{_amount(abs(each.whole), each.currency)}<CdtDbtInd>{_side(each.whole)}</CdtDbtInd>"
        + ("<RvslInd>true</RvslInd>" if each.reversal else "")
        + f"<Sts>{status}</Sts><BookgDt><Dt>{each.booked.isoformat()}</Dt></BookgDt>"
        f"<ValDt><Dt>{(each.value or each.booked).isoformat()}</Dt></ValDt>"
        + (f"<AcctSvcrRef>{each.reference}</AcctSvcrRef>" if each.reference else "")
        + "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>"
        + (f"<NtryDtls>{details}</NtryDtls>" if details else "")
        + "<AddtlNtryInf>Überweisungsgutschrift</AddtlNtryInf></Ntry>"
    )


def _details(part: Tx, currency: str, version: str) -> str:
    refs = f"<EndToEndId>{escape(part.end_to_end)}</EndToEndId>" if part.end_to_end else ""
    refs += f"<MndtId>{escape(part.mandate)}</MndtId>" if part.mandate else ""
    whole = part.minor - part.fee
    amounts = ""
    if part.code:
        amounts = f"<AmtDtls><InstdAmt>{_amount(abs(part.minor), currency)}</InstdAmt></AmtDtls>"
    elif version < "04":
        amounts = f"<AmtDtls><TxAmt>{_amount(abs(whole), currency)}</TxAmt></AmtDtls>"
    own = "" if version < "04" else f"{_amount(abs(whole), currency)}<CdtDbtInd>{_side(whole)}</CdtDbtInd>"
    role = "Dbtr" if part.minor > 0 or part.code else "Cdtr"
    name = f"<Nm>{escape(part.name)}</Nm>"
    party = f"<{role}>{f'<Pty>{name}</Pty>' if version >= '07' else name}</{role}>" if part.name else ""
    party += f"<{role}Acct><Id><IBAN>{part.iban}</IBAN></Id></{role}Acct>" if part.iban else ""
    lines = "".join(f"<Ustrd>{escape(line)}</Ustrd>" for line in part.remittance)
    return (
        f"<TxDtls><Refs>{refs}</Refs>{own}{amounts}{_charges(part.fee, currency, version)}"
        f"<RltdPties>{party}</RltdPties>"
        + (f"<RmtInf>{lines}</RmtInf>" if lines else "")
        + (f"<RtrInf><Rsn><Cd>{part.code}</Cd></Rsn></RtrInf>" if part.code else "")
        + "</TxDtls>"
    )


def _charges(fee: int, currency: str, version: str) -> str:
    if not fee:
        return ""
    if version < "04":
        return f"<Chrgs>{_amount(fee, currency)}</Chrgs>"
    total = _amount(fee, currency, "TtlChrgsAndTaxAmt")
    return f"<Chrgs>{total}<Rcrd>{_amount(fee, currency)}</Rcrd></Chrgs>"


def without(each: Booking, **other: object) -> Booking:
    return replace(each, **other)  # type: ignore[arg-type]
