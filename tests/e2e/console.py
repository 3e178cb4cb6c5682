"""An installation of its own, driven as people drive it: by the console command, in processes of their own."""

import json
import os
import subprocess
import sys
import uuid
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).parents[2]
BASE = "https://sertifikat.example"


class Console:
    """Runs `setara` with data of its own."""

    def __init__(self, data: Path, **environment: str) -> None:
        self.data = data
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("SETARA_", "DJANGO_", "COV_"))
        }
        kept.pop("DATABASE_URL", None)
        self.environment = {
            **kept,
            "SETARA_DATA": str(data),
            "SETARA_BASE_URL": BASE,
            "SETARA_PROCESSES": "2",
            "PYTHONPATH": str(ROOT),
            **environment,
        }

    def start(self, *words: object, **environment: str) -> "subprocess.Popen[str]":
        """Start the command and do not wait."""
        return subprocess.Popen(
            [sys.executable, "-m", "setara.cli", *map(str, words)],
            env={**self.environment, **environment}, cwd=ROOT, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *words: object, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Run the command to its end."""
        process = self.start(*words, **environment)
        out, err = process.communicate(timeout=180)
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def json(self, *words: object, code: int = 0) -> dict:
        """Run the command with `--json` and read its answer; the exit code must be the one told."""
        done = self.run(*words, "--json")
        assert (done.returncode, done.stderr) == (code, "")
        return json.loads(done.stdout)

    def start_lines(self, code: str) -> "subprocess.Popen[str]":
        """Start a few lines of Python against the installation and do not wait."""
        return subprocess.Popen(
            [sys.executable, "-c", f"import django; django.setup()\n{code}"],
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "setara.conf.settings"}, cwd=ROOT, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def do(self, code: str) -> str:
        """Run a few lines of Python against the installation."""
        process = self.start_lines(code)
        out, err = process.communicate(timeout=180)
        assert process.returncode == 0, err
        return out

    def still_running(self) -> list[int]:
        """The processes that work on this installation, whoever started them."""
        mark = f"SETARA_DATA={self.data}".encode()
        found = []
        for entry in Path("/proc").glob("[0-9]*/environ"):
            try:
                if mark in entry.read_bytes().split(b"\0"):
                    found.append(int(entry.parent.name))
            except OSError:
                continue
        return found


@contextmanager
def database():
    """A database of its own on the PostgreSQL server that the tests run on, else none: SQLite in the data folder."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield {}
        return
    name = f"setara_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield {"DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}"))}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
