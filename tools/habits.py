"""Checks the habits of the house that no general linter knows. Exit status 1 with findings, one a line.

A rule is a function from a file to faults; what makes a file pure or shell is written down in `is_pure`.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

SHELL = {"models", "store", "actions", "jobs", "views", "urls", "forms", "admin", "apps"}
SHELL_ROOMS = {"api", "portal", "office", "server"}
SHELL_FILES = {
    "vendors/rls.py": "operations for migrations",
    "customers/adapter.py": "what the sign-in library asks of us",
    "customers/permissions.py": "guards around views",
    "agreed/pdf.py": "texts on their way to the typesetter",
    "campaigns/paper/pdf.py": "texts on their way to the typesetter",
    "einvoice/pdf.py": "texts on their way to the typesetter",
    "einvoice/typesetting.py": "the typesetter, which is one for each process and reads layouts and fonts",
}
LIBRARIES = {"holidays", "lxml", "schwifty", "segno", "stdnum"}
"""What pure files may import beside the standard library and each other: facts, XML as a value (bytes to tree), and
text as a QR code."""
OUTSIDE_WORLD = {
    *("asyncio", "concurrent", "http", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets"),
    *("select", "shutil", "signal", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading"),
    *("time", "urllib"),
}
"""Parts of the standard library that reach out of the program, or in by another way than arguments."""
HARMLESS = {"urllib.parse"}
NO_AMOUNTS = {
    "catalogue/vendor.py": "the contrast of colours, as WCAG defines it",
    "catalogue/faults.py": "how alike two words are",
}
"""Files that may hold floats, because no amount comes near them."""
CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("timezone", "now")}
CLOCKS |= {("timezone", "localdate"), ("time", "time"), ("time", "time_ns")}
LONGEST_FUNCTION = 50
LONGEST_FILE = 450
LONGEST_README = 60


@dataclass(frozen=True)
class File:
    """A source file: where it lies below the package, and what it says."""

    place: PurePosixPath
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        return self.place.parts[0]

    @property
    def pure(self) -> bool:
        return is_pure(self.place)


Fault = tuple[int, str]
Rule = Callable[[File], Iterator[Fault]]


def is_pure(place: PurePosixPath) -> bool:
    """Whether a file may know nothing but its arguments, by where it lies and what it is called."""
    in_room = len(place.parts) > 1 and place.parts[0] not in SHELL_ROOMS
    return in_room and place.stem not in SHELL and "migrations" not in place.parts and str(place) not in SHELL_FILES


def imported(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Each import as line, module, and the name taken from it (empty for a whole module)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, node.module, alias.name) for alias in node.names)


def pure_files_import_pure_things(file: File) -> Iterator[Fault]:
    for line, module, name in imported(file.tree) if file.pure else ():
        root = module.split(".")[0]
        if root == "laufzeit":
            if not _imports_pure(module, name):
                yield line, f"a pure file imports {module} {name}, which is shell"
        elif module in HARMLESS or root in LIBRARIES or (root == "polars" and file.place.stem == "mass"):
            continue
        elif root not in sys.stdlib_module_names or root in OUTSIDE_WORLD:
            yield line, f"a pure file imports {module}"


def _imports_pure(module: str, name: str) -> bool:
    parts = module.split(".")[1:]
    if not parts:
        return True
    inside = [*parts, name] if len(parts) == 1 and name else parts
    return is_pure(PurePosixPath(*inside[:-1], f"{inside[-1]}.py")) if len(inside) > 1 else True


def only_the_clock_reads_the_time(file: File) -> Iterator[Fault]:
    if str(file.place) == "server/clock.py":
        return
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            of = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            if (of, node.func.attr) in CLOCKS:
                yield node.lineno, f"{of}.{node.func.attr}() outside server/clock.py: take today or now as an argument"


def amounts_are_whole_numbers(file: File) -> Iterator[Fault]:
    if file.room in SHELL_ROOMS or file.room == "money" or str(file.place) in NO_AMOUNTS:
        return
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno, f"the float {node.value}: whole numbers, or Decimal at an edge"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("float", "round"):
            yield node.lineno, f"{node.func.id}() outside money/: a rounding has a name and a place there"


def locks_are_in_the_store(file: File) -> Iterator[Fault]:
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Attribute) and node.attr == "select_for_update" and file.place.stem != "store":
            yield node.lineno, "select_for_update outside a store.py"


def no_signals(file: File) -> Iterator[Fault]:
    for line, module, name in imported(file.tree):
        if module.startswith("django") and ("signals" in module.split(".") or name in ("signals", "receiver")):
            yield line, "a Django signal: say what happens where it happens"


def nothing_is_too_long(file: File) -> Iterator[Fault]:
    if (lines := file.text.count("\n")) > LONGEST_FILE:
        yield 1, f"{lines} lines: more than one concept in this file?"
    for node in ast.walk(file.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            explanation = ast.get_docstring(node, clean=False)
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            length -= explanation.count("\n") + 1 if explanation else 0
            if length > LONGEST_FUNCTION:
                yield node.lineno, f"{node.name} has {length} lines"


RULES: tuple[Rule, ...] = (
    pure_files_import_pure_things,
    only_the_clock_reads_the_time,
    amounts_are_whole_numbers,
    locks_are_in_the_store,
    no_signals,
    nothing_is_too_long,
)


def faults_of(place: PurePosixPath, text: str) -> list[Fault]:
    """All faults of a file, in the order of its lines."""
    file = File(place, text, ast.parse(text))
    return sorted(fault for rule in RULES for fault in rule(file))


def readme_faults(room: Path) -> Iterator[str]:
    readme = room / "README.md"
    if not readme.exists():
        yield "has no README.md (owns, does not own, invariants)"
    elif (lines := readme.read_text().count("\n")) > LONGEST_README:
        yield f"has a README.md of {lines} lines; {LONGEST_README} are enough"


def main(package: Path) -> int:
    """Look at the whole package."""
    findings = []
    for path in sorted(package.rglob("*.py")):
        place = PurePosixPath(path.relative_to(package).as_posix())
        if "migrations" not in place.parts:
            findings += [f"{path}:{line} {what}" for line, what in faults_of(place, path.read_text(encoding="utf-8"))]
    for room in sorted(path.parent for path in package.glob("*/__init__.py")):
        findings += [f"{room} {what}" for what in readme_faults(room)]
    print("\n".join(findings) or "habits: nothing found")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("src/laufzeit")))
