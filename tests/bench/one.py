"""Measure one figure and say the result as JSON; progress goes to stderr."""

import importlib
import json
import sys
from contextlib import redirect_stdout
from dataclasses import asdict

from tests.bench.figures import Scale
from tests.bench.installation import enter


def main() -> None:
    with redirect_stdout(sys.stderr):
        enter(sys.argv[1])
        lines = importlib.import_module(f"tests.bench.{sys.argv[1]}").measure(Scale("--quick" in sys.argv))
    print(json.dumps([asdict(line) for line in lines]))


if __name__ == "__main__":
    main()
