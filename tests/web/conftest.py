import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_limits_from_other_tests() -> None:
    """Rates are limited by address, and every test comes from the same one."""
    cache.clear()
