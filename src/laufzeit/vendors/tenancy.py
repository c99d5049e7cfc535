"""For which vendor this code acts right now.

The answer lives in a context variable beside the transaction that carries it into the database; only
`store.acting_for` changes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID


class NoVendor(LookupError):
    """A vendor's rows were asked for outside `acting_for`."""


class OtherVendor(RuntimeError):
    """Code that acts for one vendor tried to act for another; that takes a transaction of its own."""


@dataclass(frozen=True, slots=True)
class Acting:
    """Whose rows may be touched: those of `vendor_id`, and the operators' own if `operator`."""

    vendor_id: UUID | None = None
    operator: bool = False
    memory: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    """What has been read once and need not be read again until the outermost block ends."""

    def nested(self, vendor_id: UUID | None, *, operator: bool) -> Acting:
        """What holds inside a further block for `vendor_id`.

        Raises:
            OtherVendor: if this already acts for somebody else.
        """
        if self.vendor_id is not None and vendor_id != self.vendor_id:
            raise OtherVendor(f"acting for vendor {self.vendor_id}, so not for {vendor_id} in the same transaction")
        same = vendor_id is not None and vendor_id == self.vendor_id
        return Acting(vendor_id, operator, self.memory if same else {})


NOBODY = Acting()
_acting: ContextVar[Acting] = ContextVar("laufzeit_acting", default=NOBODY)


def acting() -> Acting:
    """For whom the code acts; `NOBODY` outside of any block."""
    return _acting.get()


def acting_vendor_id() -> UUID:
    """The vendor for whom the code acts.

    Raises:
        NoVendor: outside `acting_for`.
    """
    vendor_id = _acting.get().vendor_id
    if vendor_id is None:
        raise NoVendor("a vendor's rows can be reached inside acting_for(vendor) only")
    return vendor_id


@contextmanager
def remembered(now_acting: Acting) -> Iterator[None]:
    """Hold `now_acting` for the length of a block."""
    token = _acting.set(now_acting)
    try:
        yield
    finally:
        _acting.reset(token)
