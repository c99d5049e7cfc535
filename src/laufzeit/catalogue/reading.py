"""A vendor's TOML file as a catalogue, or all of its faults with line, place and reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from laufzeit.catalogue.agreements import read_agreements
from laufzeit.catalogue.checking import check
from laufzeit.catalogue.faults import CatalogueFaults, Fault, Report
from laufzeit.catalogue.files import Files, no_files
from laufzeit.catalogue.law import Caution, cautions_of
from laufzeit.catalogue.model import Aggregate, Catalogue, Feature, Meter
from laufzeit.catalogue.places import locate, nearest, show
from laufzeit.catalogue.plans import RESERVED_METERS, read_plans
from laufzeit.catalogue.table import Table
from laufzeit.catalogue.texts import NO_TEXTS
from laufzeit.catalogue.vendor import read_vendor

MAX_BYTES = 1_000_000
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file turned out to be: a catalogue with cautions, or faults."""

    catalogue: Catalogue | None
    faults: tuple[Fault, ...]
    cautions: tuple[Caution, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    """On which line each path stands."""


def read(text: str, files: Files = no_files) -> Catalogue:
    """The catalogue of a file. Raises ``CatalogueFaults`` with everything that is wrong."""
    examined = examine(text, files)
    if examined.catalogue is None:
        raise CatalogueFaults(examined.faults)
    return examined.catalogue


def examine(text: str, files: Files = no_files) -> Examined:
    """Reads a file and says all there is to say about it."""
    parsed = _parse(text)
    if isinstance(parsed, Fault):
        return Examined(None, (parsed,))
    report = Report(locate(text))
    catalogue = _read_root(Table(parsed, (), report), files)
    check(catalogue, report)
    if report.found:
        return Examined(None, report.faults())
    lines = {show(path): nearest(report.lines, path) for path in report.lines}
    return Examined(catalogue, (), cautions_of(catalogue, lines), lines)


def _parse(text: str) -> dict[str, Any] | Fault:
    """The values of a file; numbers with a point stay decimal, they are never binary fractions."""
    if len(text.encode()) > MAX_BYTES:
        return Fault(1, "", f"the file is larger than {MAX_BYTES:,} bytes", "keep long texts in files beside it")
    text = text.removeprefix("\ufeff")
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        return _syntax_fault(str(error))
    except (RecursionError, ValueError):
        return Fault(1, "", "the file is nested too deeply, or has a number that is too long")


def _syntax_fault(said: str) -> Fault:
    place = re.search(r"\(at line (\d+), column (\d+)\)", said)
    message = said[: place.start()].rstrip() if place else said
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    return Fault(line, "", f"column {column}: {message}", "this is not TOML")


def _read_root(root: Table, files: Files) -> Catalogue:
    if root.whole("format", FORMAT) != FORMAT:
        root.fault("format", "is not known", f"this program reads format {FORMAT}")
    vendor = read_vendor(root.below("vendor"), files)
    root.languages = vendor.languages
    agreements = read_agreements(root, files)
    features = {key: _read_feature(key, table) for key, table in root.named("feature")}
    meters = {key: _read_meter(key, table) for key, table in root.named("meter")}
    plans = read_plans(root, vendor.currency, meters)
    root.done()
    return Catalogue(vendor, agreements, features, meters, plans)


def _read_feature(key: str, table: Table) -> Feature:
    feature = Feature(key, table.own_texts(), table.truth("bookable", default=False))
    table.done()
    return feature


def _read_meter(key: str, table: Table) -> Meter:
    if key in RESERVED_METERS:
        table.report.add(table.path, f'cannot be called "{key}"', "a charge has other things by that name")
    aggregate = table.choice("aggregate", Aggregate, Aggregate.SUM)
    meter = Meter(key, table.own_texts(), table.texts("plural", NO_TEXTS), aggregate)
    table.done()
    return meter
