import gc

import pytest

from setara.platform.garbage import few_rings


def test_rings_are_looked_for_as_before_once_the_work_is_done():
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="x"), few_rings():
        assert gc.get_threshold()[0] > before[0]
        raise ValueError("x")
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)
