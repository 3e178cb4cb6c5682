"""Processes that must end by themselves."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest


def parent(script: Path, text: str) -> subprocess.Popen[str]:
    """Start a script of its own that finds the tests."""
    script.write_text(text)
    environment = {**os.environ, "PYTHONPATH": os.getcwd()}  # noqa: PTH109
    return subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment)


def must_end(process: int, looks: int = 200) -> None:
    """Wait for a process to be gone; fail where it stays."""
    for _ in range(looks):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail(f"process {process} outlived its parent")
