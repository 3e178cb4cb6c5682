import doctest
from importlib import import_module
from pkgutil import iter_modules

import pytest

from setara.kernel import credentials
from setara.kernel.certificates import state_words

MODULES = [
    *(import_module(f"{credentials.__name__}.{module.name}") for module in iter_modules(credentials.__path__)),
    state_words,
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_examples_in_the_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0
