"""Acting for a vendor: the one door to its rows, and the directory of vendors itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db import connection, transaction

from laufzeit.vendors.models import Host, Vendor, new_id
from laufzeit.vendors.reading.store import Table, asked, first
from laufzeit.vendors.sandbox import moved
from laufzeit.vendors.tenancy import Acting, acting, remembered

_VENDOR = Table(Vendor, "v")


@contextmanager
def acting_for(vendor_id: UUID, *, operator: bool = False) -> Iterator[None]:
    """One transaction in which the rows of `vendor_id`, and no others, can be read and written.

    May be nested for the same vendor (then a savepoint). `operator` shows the operators' own accounts as well.

    Raises:
        OtherVendor: inside a block for another vendor.
    """
    with _in_transaction(acting().nested(vendor_id, operator=operator)):
        yield


@contextmanager
def acting_as_operator() -> Iterator[None]:
    """One transaction with the operators' own accounts and no vendor's rows."""
    with _in_transaction(acting().nested(None, operator=True)):
        yield


@contextmanager
def _in_transaction(inner: Acting) -> Iterator[None]:
    outer = acting()
    outermost = not connection.in_atomic_block
    with transaction.atomic(), remembered(inner):
        _tell_database(inner)
        yield
        # The end of a transaction forgets the settings by itself; the end of a savepoint does not.
        if not outermost and inner != outer and not connection.needs_rollback:
            _tell_database(outer)


def _tell_database(who: Acting) -> None:
    """Set what the policies of row-level security ask for, until the transaction ends."""
    asked(
        "SELECT set_config('laufzeit.vendor', %s, true), set_config('laufzeit.operator', %s, true)",
        [str(who.vendor_id or ""), "on" if who.operator else ""],
    )


def all_vendors() -> list[Vendor]:
    """Every vendor of the installation, by slug."""
    return list(Vendor.objects.order_by("slug"))


def vendor_by_id(vendor_id: UUID) -> Vendor:
    """The vendor of that id.

    Raises:
        Vendor.DoesNotExist: if there is none.
    """
    return Vendor.objects.get(id=vendor_id)


def vendor_by_slug(slug: str) -> Vendor | None:
    """The vendor of that slug, if there is one."""
    return Vendor.objects.filter(slug=slug).first()


def vendor_at(host: str, slug: str) -> tuple[Vendor | None, bool]:
    """The vendor whose pages are at `host`, else the one of `slug`; and whether the host named it."""
    if "\x00" in host + slug:
        # PostgreSQL's texts cannot hold it, so nobody is called that.
        return None, False
    row = first(
        f"SELECT {_VENDOR.columns}, h.host IS NOT NULL AS by_host FROM vendors_vendor v"  # noqa: S608 - columns of ours
        " LEFT JOIN vendors_host h ON h.vendor_id = v.id AND h.host = %s"
        " WHERE h.host IS NOT NULL OR v.slug = %s ORDER BY by_host DESC LIMIT 1",
        [host, slug],
    )
    return (_VENDOR.instance(row[:-1]), bool(row[-1])) if row else (None, False)


def create_vendor(
    *,
    slug: str,
    name: str,
    hosts: Sequence[str] = (),
    language: str = "de",
    languages: Sequence[str] = ("de", "en"),
    time_zone: str = "Europe/Berlin",
    sandbox_day: date | None = None,
) -> Vendor:
    """A new vendor. With `sandbox_day` it is a sandbox whose own clock stands at that day."""
    vendor_id = new_id()
    with acting_for(vendor_id):
        vendor = Vendor.objects.create(
            id=vendor_id,
            slug=slug,
            name=name,
            language=language,
            languages=list(languages),
            time_zone=time_zone,
            sandbox=sandbox_day is not None,
            sandbox_day=sandbox_day,
        )
        Host.objects.bulk_create(Host(host=host.lower(), vendor=vendor) for host in hosts)
    return vendor


def locked_vendor(vendor_id: UUID) -> Vendor:
    """The vendor's row, locked until the transaction ends: whoever moves its clock or its catalogue goes alone."""
    return Vendor.objects.select_for_update().get(id=vendor_id)


def move_clock(vendor_id: UUID, day: date) -> date:
    """Move a sandbox's own day forward to `day` and return it; inside `acting_for`.

    Raises:
        ClockRunsForward: if `day` lies before the sandbox's day.
        ValueError: if the vendor is no sandbox, or its clock has not been set.
    """
    vendor = locked_vendor(vendor_id)
    if vendor.sandbox_day is None:
        raise ValueError(f"{vendor.slug} is no sandbox: its clock is the world's")
    vendor.sandbox_day = moved(vendor.sandbox_day, day)
    vendor.save(update_fields=["sandbox_day"])
    return vendor.sandbox_day
