import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from setara.platform.exclusive import HeldElsewhere, is_held, only_one

HOLD = """
import os, sys, time
from pathlib import Path
import django
from django.conf import settings
settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
django.setup()
from setara.platform.exclusive import only_one
with only_one("issue", Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""
sqlite_only = pytest.mark.skipif("connection.vendor == 'postgresql'", reason="PostgreSQL holds the lock itself")


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait(10)
    process.stdout.close()


@sqlite_only
@pytest.mark.django_db
def test_second_process_is_told_at_once_and_the_killed_holder_lets_go(holder, tmp_path):
    with pytest.raises(HeldElsewhere), only_one("issue", tmp_path):
        pass
    with only_one("init", tmp_path):
        assert holder.poll() is None
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait(10)
    with only_one("issue", tmp_path):
        pass


@pytest.mark.django_db
def test_lock_is_let_go_after_a_failure(tmp_path):
    with pytest.raises(ZeroDivisionError), only_one("issue", tmp_path):
        raise ZeroDivisionError
    with only_one("issue", tmp_path):
        assert connection.vendor in {"sqlite", "postgresql"}


def test_refusal_is_a_sentence():
    assert str(HeldElsewhere("issue")) == "another process is at it already (issue): wait until it ends, then try again"


@pytest.mark.django_db
def test_a_look_tells_whether_the_lock_is_held(tmp_path):
    assert not is_held("issue", tmp_path)
    with only_one("issue", tmp_path):
        assert is_held("issue", tmp_path)
        assert not is_held("init", tmp_path)
    assert not is_held("issue", tmp_path)
