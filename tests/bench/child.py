"""Run a program from a small process, so that the memory it took is its own: `python -m tests.bench.child program …`.

Says seconds, and the most bytes that it and its own children had in memory together, on the last line of stderr.
"""

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

LOOK_EVERY = 0.1
PAGE = os.sysconf("SC_PAGE_SIZE")


def main() -> int:
    start = time.perf_counter()
    program = subprocess.Popen(sys.argv[1:])
    most = 0
    while program.poll() is None:
        most = max(most, memory(program.pid))
        time.sleep(LOOK_EVERY)
    print(json.dumps([time.perf_counter() - start, most]), file=sys.stderr)
    return program.returncode


def memory(process: int) -> int:
    """Bytes that a process and those it started hold now; what they share counts twice."""
    with suppress(OSError):
        own = int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        return own + sum(memory(int(child)) for child in children)
    return 0


if __name__ == "__main__":
    sys.exit(main())
