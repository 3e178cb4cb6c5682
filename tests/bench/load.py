"""Load on a server: a number of connections, each asking again as soon as it has its answer.

`wrk` where it is installed, for it takes next to nothing from the server's cores; else `python -m tests.bench.load`.
"""

import asyncio
import json
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.figures import percentile

CONNECTIONS = 16
SCRIPT = """
local paths, place = {}, 0
init = function()
  for line in io.lines("PATHS") do paths[#paths + 1] = wrk.format("GET", line) end
end
request = function() place = place % #paths + 1; return paths[place] end
done = function(summary, latency, requests)
  local e = summary.errors
  print(string.format('RESULT {"answers": %d, "seconds": %f, "p50": %f, "p99": %f, "errors": %d}', summary.requests,
    summary.duration / 1e6, latency:percentile(50) / 1e6, latency:percentile(99) / 1e6,
    e.connect + e.read + e.write + e.status + e.timeout))
end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What a server bore: answers in all, and the seconds that half and all but a hundredth of them took at most."""

    answers: int
    seconds: float
    p50: float
    p99: float
    errors: int

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds


def generator() -> str:
    """Say what makes the load."""
    return "wrk" if shutil.which("wrk") else "the bench's own generator"


def put(url: str, paths: Path, duration: int) -> Load:
    """Ask for the paths in turn, for that many seconds. Raises RuntimeError where an answer is not good."""
    if shutil.which("wrk"):
        script = paths.with_suffix(".lua")
        script.write_text(SCRIPT.replace("PATHS", str(paths)), encoding="utf-8")
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{duration}s", "-s", str(script), url]
    else:
        command = [sys.executable, "-m", "tests.bench.load", url, str(paths), str(duration)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result = Load(**json.loads(said.partition("RESULT ")[2].splitlines()[0]))
    if result.errors or not result.answers:
        raise RuntimeError(f"{url}: {result.errors} errors in {result.answers} answers")
    return result


async def _generate(url: str, paths: Path, duration: int) -> Load:
    host, port = urlsplit(url).hostname, urlsplit(url).port
    asked = cycle(paths.read_text(encoding="utf-8").split())
    times: list[float] = []
    errors = 0
    start = time.perf_counter()

    async def connection() -> None:
        nonlocal errors
        reader, writer = await asyncio.open_connection(host, port)
        while (began := time.perf_counter()) < start + duration:
            writer.write(f"GET {next(asked)} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            await reader.readexactly(int(head.partition(b"content-length:")[2].split()[0]))
            errors += not head.startswith(b"http/1.1 200")
            times.append(time.perf_counter() - began)
        writer.close()

    await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))
    return Load(len(times), time.perf_counter() - start, percentile(times, 0.5), percentile(times, 0.99), errors)


def main() -> None:
    url, paths, duration = sys.argv[1:]
    load = asyncio.run(_generate(url, Path(paths), int(duration)))
    fields = {name: getattr(load, name) for name in ("answers", "seconds", "p50", "p99", "errors")}
    print(f"RESULT {json.dumps(fields)}")


if __name__ == "__main__":
    main()
