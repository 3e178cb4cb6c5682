"""`python -m tests.bench [name …] [--quick] [--write]`: measure, print the tables, renew `docs/benchmarks.md`."""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.figures import Line
from tests.bench.table import machine, renewed, table

FIGURES = ("sheets", "verification", "register", "reading", "desks")
ON_POSTGRESQL = ("register-postgresql", "desks-postgresql")
PAGE = Path("docs/benchmarks.md")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(FIGURES))
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that everything runs")
    parser.add_argument("--write", action="store_true", help=f"renew the tables in {PAGE}")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - {*FIGURES, *ON_POSTGRESQL}:
        parser.error(f"no figure {', '.join(sorted(unknown))}; there are {', '.join(FIGURES)}")
    print(machine(), flush=True)
    failed = 0
    postgresql = ON_POSTGRESQL if os.environ.get("DATABASE_URL") else ()
    for name in arguments.names or [*FIGURES, *postgresql]:
        start = time.monotonic()
        lines = measured(name, quick=arguments.quick)
        failed += lines is None
        print(f"\n## {name} ({time.monotonic() - start:.0f} s)\n\n{table(lines or [])}", flush=True)
        if arguments.write and lines:
            PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), name, lines), encoding="utf-8")
    return 1 if failed else 0


def measured(name: str, *, quick: bool) -> list[Line] | None:
    """Measure one figure in a process of its own, so that no figure warms or burdens another."""
    module, _, database = name.partition("-")
    options = [option for option, given in (("--quick", quick), ("--postgresql", database)) if given]
    command = [sys.executable, "-m", "tests.bench.one", module, *options]
    done = subprocess.run(command, stdout=subprocess.PIPE, env=os.environ, check=False)
    if done.returncode:
        print(f"{name}: stopped with {done.returncode}", file=sys.stderr)
        return None
    return [Line(**line) for line in json.loads(done.stdout)]


if __name__ == "__main__":
    sys.exit(main())
