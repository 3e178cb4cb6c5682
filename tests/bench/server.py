"""A server of its own for a measurement."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from setara.cli.verbs.serve import commands


def setara(port: int) -> list[str]:
    """The web server as `setara serve` starts it."""
    return commands("127.0.0.1", port)[0]


@contextmanager
def served(
    command: Callable[[int], list[str]], asked_first: str, more: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Run a server on a free port until the block ends; yield its address."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(command(port), env={**os.environ, "PORT": str(port), **(more or {})})
    try:
        _wait(f"{url}{asked_first}", server)
        yield url
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while server.poll() is None and time.monotonic() < until:
        try:
            with urlopen(url, timeout=5):
                return
        except URLError:
            time.sleep(0.1)
    raise RuntimeError(f"{url}: the server does not answer")
