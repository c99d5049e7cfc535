"""Every text of the pages has its German, and what is compiled is what is written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_all_texts_are_translated_and_compiled():
    root = Path(__file__).parents[2]
    checked = subprocess.run(
        [sys.executable, "tools/messages.py", "--check"], cwd=root, capture_output=True, text=True, check=False
    )
    assert checked.stdout == "messages: all translated\n"
