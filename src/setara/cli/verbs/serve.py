"""`setara serve`: web server and worker in one process group."""

import argparse
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from setara.cli.frame import GOOD, NO, CouldNot, say
from setara.issuance.models import PublicKey
from setara.platform.tls import Pair, checked_pair, own_pair

STOP_AFTER = 10
"""Seconds that the processes get to stop before they are killed."""

LOCAL = ("127.0.0.1", "0.0.0.0")  # noqa: S104 - named, not bound to


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=settings.PORT)
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 to serve the network")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if not PublicKey.objects.exists():
        raise CouldNot("no keys yet: run `setara init`")
    require_free(arguments.host, arguments.port)
    return serve(arguments.host, arguments.port)


def require_free(host: str, port: int) -> None:
    """Refuse a port on which another server listens; granian would share it and get only some of the requests."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise CouldNot(f"port {port} is in use; stop the other server or use --port") from error


def reached_at(host: str, port: int) -> str:
    """Name the address to open on this machine."""
    return f"{'http' if settings.TLS == 'off' else 'https'}://{'localhost' if host in LOCAL else host}:{port}/"


def commands(host: str, port: int) -> list[list[str]]:
    """Name the two processes: granian with the web application, and the worker of long tasks."""
    # A browser opens connections ahead of its requests, and a stopping worker waits for them: cut off, and no news.
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(settings.PROCESSES), "--blocking-threads", "4", "--backlog", "1024", "--no-ws",
        "--workers-kill-timeout", "2", "--log-level", "error", *tls_options(host), "setara.conf.wsgi:application",
    ]  # fmt: skip
    worker = [sys.executable, "-m", "setara.cli.worker"]
    return [web, worker]


def tls_options(host: str) -> list[str]:
    """Name the files of TLS for granian, made where the setting says that we make them. Raises UnsafeSetting."""
    if settings.TLS == "off":
        return []
    if settings.TLS == "files":
        pair = checked_pair(Pair(Path(settings.TLS_CERTIFICATE), Path(settings.TLS_KEY)))
    else:
        names = [str(urlsplit(settings.BASE_URL).hostname), *settings.ALLOWED_HOSTS]
        names += [host] if host not in LOCAL else ["127.0.0.1"]
        folder = Path(settings.DATA) / "tls"
        pair = own_pair(folder, [name.lstrip(".") for name in names if name != "*"], timezone.now())
        say(f"install {folder / 'ca.crt'} once on every telephone that works at a desk")
    return ["--ssl-certificate", str(pair.certificate), "--ssl-keyfile", str(pair.key), "--ssl-protocol-min", "tls1.2"]


def serve(host: str, port: int) -> int:
    """Run until one process ends or somebody stops us; then stop the rest."""
    # Ctrl-C would reach granian's own workers at once and look like a crash to it: its group hears only from us.
    processes = [
        subprocess.Popen(command, env={**os.environ, "PORT": str(port)}, process_group=0)
        for command in commands(host, port)
    ]
    stopping = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        for process in processes:
            process.terminate()

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, stop)
    say(f"serving on {reached_at(host, port)} (Ctrl-C stops)")
    _first_end(processes)
    for process in processes:
        if not stopping:
            process.terminate()
        try:
            process.wait(STOP_AFTER)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
    return GOOD if stopping else NO


def _first_end(processes: list[subprocess.Popen[bytes]]) -> None:
    while all(process.poll() is None for process in processes):
        time.sleep(0.2)
