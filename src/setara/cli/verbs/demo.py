"""`setara demo`: example workbooks; a whole example province."""

import argparse
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from setara.cli.frame import GOOD, Progress, add_json, answer, say
from setara.cli.verbs.serve import reached_at, require_free, serve
from setara.demo.province import PEOPLE, YEAR, bring_to_life, look_at, stands
from setara.demo.workbooks import make_workbooks
from setara.issuance.acts.founding import found_office
from setara.issuance.export import export


def add(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    books = acts.add_parser("workbooks", help="write the made-up workbooks of the example province")
    books.add_argument("--seed", type=int, default=2026)
    books.add_argument("--out", type=Path, required=True, metavar="DIR")
    add_json(books)
    books.set_defaults(run=run_workbooks)
    running = acts.add_parser("run", help="the whole example: import, issue, serve")
    running.add_argument("--port", type=int, default=settings.PORT)
    running.add_argument("--host", default="127.0.0.1")
    running.add_argument("--no-serve", action="store_true", help="bring it to life and stop")
    running.set_defaults(run=run_province)


def run_workbooks(arguments: argparse.Namespace) -> int:
    make_workbooks(arguments.out, arguments.seed)
    files = sorted(str(path.relative_to(arguments.out)) for path in arguments.out.rglob("*") if path.is_file())
    answer(arguments, {"out": str(arguments.out), "files": files}, f"{len(files)} files in {arguments.out}")
    return GOOD


def run_province(arguments: argparse.Namespace) -> int:
    out = Path(settings.DATA) / f"serah-terima-{YEAR}"
    if not arguments.no_serve:
        require_free(arguments.host, arguments.port)
    found_office()
    if not stands() or not (out / "ledger.csv").exists():
        bring_to_life(Path(settings.DATA), step)
        say(f"copying to {out} …")
        export(YEAR, out, timezone.now())
    print(summary(out, reached_at(arguments.host, arguments.port)), flush=True)
    return GOOD if arguments.no_serve else serve(arguments.host, arguments.port)


def step(label: str) -> Progress:
    """Begin a step: a bar on a terminal, a line elsewhere."""
    progress = Progress(label)
    if not progress.shown:
        say(f"{label} …")
    return progress


def summary(out: Path, front: str) -> str:
    """Say what stands and where to look."""
    province = look_at()
    people = "\n".join(f"    {f'{role} {area}':<24} {email}" for role, area, email, _ in PEOPLE)
    return f"""
The example province stands (all people, businesses and numbers in it are made up).

  {province.businesses} businesses, {province.certificates} certificates, {province.sheets} sheets issued
  open         {front}
  files        {out}  (one PDF each, print.pdf, run-sheet.pdf, ledger.csv, zip)
  valid        {province.valid}
  suspended    {province.suspended}
  revoked      {province.revoked}
  ceremony     {province.ceremony}

  sign in at   {settings.BASE_URL}/masuk/  with one of these addresses; the code appears in this window
{people}
"""
