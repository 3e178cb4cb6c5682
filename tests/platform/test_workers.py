"""Workers stay warm, say what went wrong, and end with their parent."""

import os

import pytest

from setara.platform.workers import WorkerFailed, Workers
from tests.platform.processes import must_end, parent


def prepare(factor):
    def work(number):
        if number < 0:
            raise ValueError(f"no negative numbers: {number}")
        if number == 13:
            os._exit(3)
        return number * factor, os.getpid()

    return work


@pytest.mark.slow
def test_workers_share_the_jobs_and_keep_their_state():
    with Workers(2, prepare, 3) as workers:
        results = list(workers.results(range(8)))
    assert sorted(result for result, _ in results) == [0, 3, 6, 9, 12, 15, 18, 21]
    assert len({process for _, process in results}) == 2


@pytest.mark.slow
def test_an_error_of_a_worker_reaches_its_parent():
    with Workers(1, prepare, 3) as workers, pytest.raises(WorkerFailed, match="no negative numbers: -1"):
        list(workers.results([1, -1]))


@pytest.mark.slow
def test_a_worker_that_dies_is_told():
    with Workers(1, prepare, 3) as workers, pytest.raises(WorkerFailed, match="a worker died"):
        list(workers.results([13]))


PARENT = """
import os, signal
from tests.platform.test_workers import prepare
from setara.platform.workers import Workers
if __name__ == "__main__":
    workers = Workers(1, prepare, 1)
    print(next(workers.results([1]))[1], flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.slow
def test_workers_of_a_killed_parent_end(tmp_path):
    with parent(tmp_path / "parent.py", PARENT) as ended:
        worker = int(ended.communicate()[0])
    must_end(worker)
