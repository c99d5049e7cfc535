"""The examples in the docstrings of the pure rooms are true."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import laufzeit.dates
import laufzeit.money

MODULES = [
    f"{room.__name__}.{module.name}"
    for room in (laufzeit.dates, laufzeit.money)
    for module in pkgutil.iter_modules(room.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of(name: str) -> None:
    module = import_module(name)
    result = doctest.testmod(module)
    assert result.failed == 0
    assert module.__doc__
