"""The lint of our own finds what it is for, and leaves alone what is right."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from habits import faults_of


def said(place: str, text: str) -> list[str]:
    return [what for _, what in faults_of(PurePosixPath(place), text)]


@pytest.mark.parametrize(
    ("place", "text", "fault"),
    [
        ("contracts/decide.py", "import django", "imports django"),
        ("contracts/decide.py", "import os", "imports os"),
        ("contracts/decide.py", "from urllib.request import urlopen", "imports urllib.request"),
        ("contracts/decide.py", "from laufzeit.contracts.models import Event", "which is shell"),
        ("contracts/decide.py", "from laufzeit.contracts import store", "which is shell"),
        ("contracts/decide.py", "from laufzeit.server import clock", "which is shell"),
        ("contracts/decide.py", "from datetime import date\ndate.today()", "date.today() outside"),
        ("contracts/actions.py", "import datetime\ndatetime.datetime.now()", "datetime.now() outside"),
        ("portal/views.py", "from django.utils import timezone\ntimezone.now()", "timezone.now() outside"),
        ("catalogue/steps.py", "half = 0.5", "the float 0.5"),
        ("catalogue/steps.py", "round(3)", "round() outside money/"),
        ("contracts/actions.py", "float('1')", "float() outside money/"),
        ("contracts/actions.py", "rows.select_for_update()", "select_for_update outside"),
        ("contracts/models.py", "from django.db.models.signals import post_save", "a Django signal"),
        ("contracts/models.py", "from django.dispatch import receiver", "a Django signal"),
        ("portal/views.py", "def f():\n" + "    x = 1\n" * 51, "f has 52 lines"),
        ("portal/views.py", "x = 1\n" * 451, "451 lines"),
    ],
)
def test_a_broken_habit_is_found(place, text, fault):
    assert any(fault in what for what in said(place, text))


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("contracts/decide.py", "from datetime import date\nfrom laufzeit.dates.period import Period"),
        ("contracts/decide.py", "from laufzeit.contracts import events"),
        ("customers/iban.py", "import schwifty\nfrom urllib.parse import urlsplit"),
        ("contracts/store.py", "rows.select_for_update()"),
        ("contracts/store.py", "from django.db import transaction"),
        ("money/rounding.py", "round(3)"),
        ("server/clock.py", "from datetime import datetime\ndatetime.now()"),
        ("server/web.py", "import time\ntime.sleep(0.1)"),
        ("vendors/rls.py", "from django.db import migrations"),
    ],
)
def test_what_is_right_is_left_alone(place, text):
    assert said(place, text) == []
