import doctest
import importlib
import pkgutil

import pytest

from setara.kernel import intake
from setara.kernel.rulebook import subdistricts

MODULES = [f"setara.kernel.intake.{module.name}" for module in pkgutil.iter_modules(intake.__path__)]


@pytest.mark.parametrize("name", [*MODULES, subdistricts.__name__])
def test_examples_of_the_module_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
