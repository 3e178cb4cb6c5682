"""A process that produces ahead says all in order, says what went wrong, and ends with whoever takes."""

import os
import signal
import time

import pytest

from setara.platform.ahead import TOGETHER, ahead
from setara.platform.tables.book import FileRefused
from setara.platform.workers import WorkerFailed
from tests.platform.processes import must_end, parent

MANY = 2 * TOGETHER + 3


def counted(number):
    yield os.getpid()
    yield from range(number)


def counted_for_ever(_state):
    yield os.getpid()
    number = 0
    while True:
        yield (number := number + 1)


def silent_for_long(_state):
    yield from range(TOGETHER - 1)
    yield os.getpid()
    time.sleep(20)


def refused(number):
    yield from range(number)
    raise FileRefused("damaged", row=number)


def killed(number):
    yield from range(number)
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.slow
def test_items_come_in_order_from_another_process():
    process, *numbers = ahead(counted, MANY)
    assert process != os.getpid()
    assert numbers == list(range(MANY))


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, MANY])
def test_an_error_comes_as_it_was_raised(number):
    with pytest.raises(FileRefused) as raised:
        list(ahead(refused, number))
    assert (raised.value.code, raised.value.params) == ("damaged", {"row": str(number)})
    assert "in refused" in raised.value.__notes__[0]


@pytest.mark.slow
def test_a_process_that_dies_is_told():
    with pytest.raises(WorkerFailed, match="died"):
        list(ahead(killed, MANY))


@pytest.mark.slow
def test_the_process_ends_when_nobody_takes_any_more():
    coming = ahead(counted_for_ever, None)
    process = next(coming)
    coming.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


PARENT = """
import os, signal
from tests.platform.test_ahead import counted_for_ever
from setara.platform.ahead import ahead
if __name__ == "__main__":
    coming = ahead(counted_for_ever, None)
    print(next(coming), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.slow
def test_the_process_of_a_killed_parent_ends(tmp_path):
    with parent(tmp_path / "parent.py", PARENT) as ended:
        process = int(ended.communicate()[0])
    must_end(process)


@pytest.mark.slow
def test_the_process_of_a_killed_parent_ends_also_while_it_has_nothing_to_say(tmp_path):
    last = f"[next(coming) for _ in range({TOGETHER})][-1]"
    script = PARENT.replace("counted_for_ever", "silent_for_long").replace("next(coming)", last)
    with parent(tmp_path / "parent.py", script) as ended:
        process = int(ended.stdout.readline())
        ended.wait()
        must_end(process, 100)
