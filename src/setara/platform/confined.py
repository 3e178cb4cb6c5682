"""Read a stranger's file in a process of its own, under limits: what a crafted file brings down is that process alone.

The child says what it finds as lines of JSON, each a list, and ``["end"]`` when it is through. JSON, because a parent
must be able to read it without trusting it; what it says is checked like any stranger's word.
"""

import json
import os
import resource
import selectors
import subprocess
import sys
import time
from collections.abc import Generator, Iterator

_PIECE = 2**16


class ChildFailed(Exception):
    """The child died, kept us waiting too long, or said what is no message."""


def limit_resources(memory_bytes: int, cpu_seconds: int) -> None:
    """In the child: bound address space and processor time; write no file and no core."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def say(*words: object) -> None:
    """In the child: say one message."""
    sys.stdout.write(json.dumps(words) + "\n")


def ask(module: str, *arguments: str, wait_seconds: float, most_bytes: int) -> Generator[list[object], None, None]:
    """Start a module as a child and give its messages up to its end; it ends with this iterator.

    `wait_seconds` is how long the child may keep us waiting in all, the time that we take between messages not
    counted; `most_bytes` bounds one message. Raises ChildFailed.
    """
    command = [sys.executable, "-I", "-m", module, *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
    ) as process:
        try:
            for line in _lines(process, wait_seconds, most_bytes):
                message = _parse(line)
                if message[0] == "end":
                    return
                yield message
        finally:
            process.kill()
    raise ChildFailed(f"{module} stopped before its end")


def _parse(line: bytes) -> list[object]:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ChildFailed("no JSON") from error
    if not isinstance(message, list) or not message:
        raise ChildFailed("no message")
    return message


def _lines(process: "subprocess.Popen[bytes]", wait_seconds: float, most_bytes: int) -> Iterator[bytes]:
    stream = process.stdout
    if stream is None:
        return
    held: list[bytes] = []
    size, waited = 0, 0.0
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while waited < wait_seconds:
            asked = time.monotonic()
            ready = selector.select(wait_seconds - waited)
            waited += time.monotonic() - asked
            piece = os.read(stream.fileno(), _PIECE) if ready else b""
            if not piece:
                return
            *whole, rest = piece.split(b"\n")
            for line in whole:
                yield b"".join([*held, line])
                held, size = [], 0
            held.append(rest)
            size += len(rest)
            if size > most_bytes:
                return
