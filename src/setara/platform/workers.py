"""Warm worker processes over pipes.

`concurrent.futures` needs POSIX semaphores, which a machine without a writable /dev/shm does not have; a pipe for each
process needs nothing. Processes are spawned, never forked: what they hold warm (a Typst compiler) hangs after a fork.
"""

import multiprocessing
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Generic, Self, TypeVar

State = TypeVar("State")
Job = TypeVar("Job")
Result = TypeVar("Result")

STOP_AFTER = 10
"""Seconds that a worker gets to finish when its pool closes."""


class WorkerFailed(Exception):
    """A worker raised (its traceback is the text) or died."""


class Workers(AbstractContextManager["Workers[State, Job, Result]"], Generic[State, Job, Result]):
    """A pool of equal processes: each calls `prepare(state)` once, then `work(job)` for every job it is given.

    A worker ends when its pipe closes, hence also when its parent was killed.
    """

    def __init__(self, number: int, prepare: Callable[[State], Callable[[Job], Result]], state: State) -> None:
        context = multiprocessing.get_context("spawn")
        self._hands: dict[Connection, SpawnProcess] = {}
        for _ in range(number):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, prepare, state), daemon=True)
            process.start()
            theirs.close()
            self._hands[ours] = process

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for connection, process in self._hands.items():
            connection.close()
            process.join(STOP_AFTER if kind is None else 0)
            if process.is_alive():
                process.kill()

    def results(self, jobs: Iterable[Job]) -> Iterator[Result]:
        """Yield results as they come; each worker has one job in hand and one waiting. Raises WorkerFailed."""
        coming = iter(jobs)
        in_hand = dict.fromkeys(self._hands, 0)
        for _turn in range(2):
            for connection in self._hands:
                in_hand[connection] += _give(connection, coming)
        while any(in_hand.values()):
            for ready in wait([one for one, number in in_hand.items() if number]):
                if isinstance(ready, Connection):
                    result = self._taken(ready)
                    in_hand[ready] += _give(ready, coming) - 1
                    yield result

    def _taken(self, connection: Connection) -> Result:
        try:
            done, result = connection.recv()
        except (EOFError, ConnectionError) as error:
            raise WorkerFailed(f"a worker died ({self._hands[connection].exitcode})") from error
        if not done:
            raise WorkerFailed(result)
        taken: Result = result
        return taken


def _give(connection: Connection, jobs: Iterator[Job]) -> int:
    for job in jobs:
        connection.send(job)
        return 1
    return 0


def _serve(connection: Connection, prepare: Callable[[State], Callable[[Job], Result]], state: State) -> None:
    try:
        work = prepare(state)
        while True:
            connection.send((True, work(connection.recv())))
    except (EOFError, ConnectionError, KeyboardInterrupt):
        return
    except Exception:  # noqa: BLE001 - whatever it is, the parent must hear of it
        connection.send((False, traceback.format_exc()))
