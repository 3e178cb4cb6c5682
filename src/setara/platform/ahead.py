"""Let a process of its own produce, a step ahead of whoever takes: two cores then work on one stream."""

import gc
import multiprocessing
import os
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from setara.platform.workers import WorkerFailed

State = TypeVar("State")
Item = TypeVar("Item")

TOGETHER = 500
"""Items in one message. A pipe holds less than one, so that the producer is never further ahead than two."""


def ahead(produce: Callable[[State], Iterable[Item]], state: State) -> Iterator[Item]:
    """Yield what `produce(state)` yields; it runs in a process that ends with this iterator, or with its parent.

    Raises what `produce` raises, which must stand pickling, and WorkerFailed where the process dies.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_produce, args=(theirs, produce, state), daemon=True)
    process.start()
    theirs.close()
    try:
        while items := _taken(ours):
            yield from items
    finally:
        ours.close()
        process.kill()
        process.join()


def _taken(connection: Connection) -> list[Any]:
    """The next items; none at the end."""
    try:
        items: list[Any] | Exception = connection.recv()
    except (EOFError, ConnectionError) as error:
        raise WorkerFailed("the process that reads ahead died") from error
    if isinstance(items, Exception):
        raise items
    return items


def _produce(connection: Connection, produce: Callable[[State], Iterable[Item]], state: State) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # As in any long import: millions of short-lived objects and no rings.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    try:
        items = iter(produce(state))
        while some := list(islice(items, TOGETHER)):
            connection.send(some)
        connection.send([])
    except (BrokenPipeError, KeyboardInterrupt):
        return
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent must hear of it
        error.add_note(traceback.format_exc())
        connection.send(error)


def _end_with_parent() -> None:
    """End this process with its parent, also while it has nothing to send."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)
