"""Facts of letters come out of the outbox as they went in, and are never guessed."""

from __future__ import annotations

import doctest
import json
import pkgutil
from importlib import import_module

import pytest
from tests.messages.samples import RED, SAMPLES

import laufzeit.messages
from laufzeit.messages.codec import KINDS, Unreadable, from_json, name_of, to_json
from laufzeit.messages.letterhead import Head

SHELL = {"actions", "apps", "jobs", "models", "store"}
PURE = [
    module.name
    for module in pkgutil.walk_packages(laufzeit.messages.__path__, "laufzeit.messages.")
    if module.name.split(".")[2] not in SHELL and ".migrations" not in module.name
]


@pytest.mark.parametrize("name", PURE)
def test_the_examples_of(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


@pytest.mark.parametrize("name", SAMPLES)
def test_there_and_back(name: str) -> None:
    value = SAMPLES[name]
    stored = json.loads(json.dumps(to_json(value)))
    assert from_json(name_of(value), stored) == value


@pytest.mark.parametrize(
    ("name", "change", "fault"),
    [
        ("change_revoked", {"first_day": "2021-02-30"}, r"first_day: '2021-02-30' is not a date"),
        ("change_revoked", {"first_day": 20210701}, "first_day is not of the type str"),
        ("change_revoked", {"plan": None}, "plan is not of the type str"),
        ("change_revoked", {"surprise": 1}, "has the fields"),
        (
            "change_revoked",
            {"receipt": {"channel": "pigeon", "on": "2021-07-01", "at": None}},
            "'pigeon' is not a Chan",
        ),
        ("change_revoked", {"contract": []}, "contract is not of the type dict"),
        ("seats_changed", {"seats_after": True}, "seats_after is not of the type int"),
        ("terms_accepted", {"cost_after": {"quantity": 1}}, "cost_after has the fields"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(name: str, change: dict, fault: str) -> None:
    with pytest.raises(Unreadable, match=fault):
        from_json(name, {**to_json(SAMPLES[name]), **change})


def test_an_amount_of_an_unknown_currency_is_refused() -> None:
    stored = json.loads(json.dumps(to_json(SAMPLES["terms_accepted"])).replace("960.00 EUR", "960.00 XXX"))
    with pytest.raises(Unreadable, match=r"'960\.00 XXX' is not a Money"):
        from_json("terms_accepted", stored)


def test_a_kind_that_is_no_longer_there_is_refused() -> None:
    with pytest.raises(Unreadable, match="no kind of letter named 'valentine'"):
        from_json("valentine", {})
    assert max(map(len, KINDS)) <= 40


def test_a_letterhead_there_and_back() -> None:
    assert Head.from_json(json.loads(json.dumps(RED.to_json()))) == RED
    assert Head.from_json({"name": "RED", "no_longer_a_fact": 1}) == Head("RED")
