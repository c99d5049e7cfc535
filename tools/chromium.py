"""Finds the Chromium for the browser tests; without one, installs Debian's if it may, or says what to install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PACKAGES = ("chromium", "fonts-dejavu-core")
MISSING = (
    "The browser tests need Chromium, and none was found. Install it; on Debian and Ubuntu:"
    f" sudo apt-get update && sudo apt-get install --no-install-recommends {' '.join(PACKAGES)}"
)


def find_chromium() -> str | None:
    """The path of the first Chromium that the system has."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def install() -> bool:
    """Debian's packages, where this is root on such a system; whether it worked."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print("Installing Debian's Chromium for the browser tests …", file=sys.stderr)
    steps = (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *PACKAGES])
    return all(
        subprocess.run([apt, *step], env=quiet, stdout=subprocess.DEVNULL, check=False).returncode == 0
        for step in steps
    )


if __name__ == "__main__":
    if find_chromium() is None and not (install() and find_chromium()):
        sys.exit(MISSING)
