"""The console command as a whole: every command is there, explained, and quick to start."""

from __future__ import annotations

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from laufzeit.server.cli import COMMANDS
from laufzeit.server.cli import laufzeit as command
from laufzeit.server.output import plain
from tests.server.processes import laufzeit


def test_help_lists_every_command_without_loading_any():
    program = (
        "import sys; from click.testing import CliRunner; from laufzeit.server.cli import laufzeit\n"
        "CliRunner().invoke(laufzeit, ['--help']);"
        "print(sorted(name for name in sys.modules if 'commands' in name or name.split('.')[0] == 'django'))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert loaded.stdout == "[]\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_exists_and_explains_itself(name):
    found = command.get_command(click.Context(command), name)
    assert isinstance(found, click.Command)
    shown = CliRunner().invoke(command, [name, "--help"])
    assert shown.exit_code == 0
    assert found.help


@pytest.mark.parametrize("arguments", [["nonsense"], ["serve", "--nonsense"], ["database", "nonsense"]])
def test_a_wrong_call_ends_with_status_2(tmp_path, arguments):
    ended = laufzeit(tmp_path, *arguments)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


def test_dates_need_neither_database_nor_django():
    program = (
        "import sys; from laufzeit.server.cli import main; sys.argv[1:] = ['notice', '30 days', '2021-03-31']\n"
        "try: main()\n"
        "except SystemExit: print([name for name in sys.modules if name.split('.')[0] in ('django', 'procrastinate')])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_what_has_no_form_in_json_is_a_fault_of_ours():
    with pytest.raises(TypeError, match="object has no form in JSON"):
        json.dumps(object(), default=plain)
