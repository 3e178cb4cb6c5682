"""Long work that makes millions of short-lived objects and no rings: looking for rings so often costs a sixth of it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def few_rings() -> Iterator[None]:
    """Look for rings of objects seldom, and never among those that stand already, for as long as the context lasts."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
