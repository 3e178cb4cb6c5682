"""Measure one figure and say the result as JSON; progress goes to stderr."""

import importlib
import json
import os
import sys
from contextlib import redirect_stdout
from dataclasses import asdict

from tests.bench.figures import Scale
from tests.bench.installation import enter

INSTALLATIONS = {
    "sheets": "sheets",
    "verification": "register",
    "register": "register",
    "reading": "reading",
    "desks": "desks",
}


def main() -> None:
    name, quick = sys.argv[1], "--quick" in sys.argv
    postgresql = os.environ.get("DATABASE_URL", "") if "--postgresql" in sys.argv else ""
    enter(f"{INSTALLATIONS[name]}{'-quick' * quick}{'-postgresql' * bool(postgresql)}", database_url=postgresql)
    with redirect_stdout(sys.stderr):
        lines = importlib.import_module(f"tests.bench.{name}").measure(Scale(quick))
    print(json.dumps([asdict(line) for line in lines]))


if __name__ == "__main__":
    main()
