"""`setara issue`: the run."""

import argparse
import sys
from pathlib import Path

from django.utils import timezone

from setara.certificates.models import Certificate
from setara.cli.frame import GOOD, NO, Progress, add_json, add_on, answer, say, today, year
from setara.history.store import head
from setara.issuance.acts.run import issue
from setara.issuance.acts.status_lists import publish_lists
from setara.issuance.export import export
from setara.kernel.access.rules import CONSOLE


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--programme", type=year, required=True, metavar="YEAR", help="budget year (tahun anggaran)")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the files are copied to")
    add_json(parser)
    add_on(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    run_row = issue(arguments.programme, actor=CONSOLE, now=lambda: today(arguments).at, progress=Progress("issuing"))
    if arguments.on:
        publish_lists(timezone.now())  # checkers elsewhere go by the real clock
    if run_row is None and not Certificate.objects.filter(budget_year=arguments.programme).exists():
        sentence = f"no certificate of budget year {arguments.programme} is recorded: nothing issued, nothing written"
        nothing = dict.fromkeys(("out", "print", "ledger", "run_sheet", "zip"))
        counts: dict[str, object] = {"run": None, "issued": 0, "failed": [], "total": 0}
        answer(arguments, counts | nothing | {"history_head": str(head())}, sentence)
        return GOOD
    failed = list(run_row.rows.filter(state="failed").select_related("certificate")) if run_row else []
    if sys.stderr.isatty():
        say(f"copying to {arguments.out} …")
    exported = export(arguments.programme, arguments.out, today(arguments).at)
    content = {
        "run": run_row.pk if run_row else None,
        "issued": run_row.rows.filter(state="done").count() if run_row else 0,
        "failed": [{"number": row.certificate.number, "reason": row.reason} for row in failed],
        "total": exported.sheets,
        "out": str(arguments.out),
        "print": str(exported.print_file),
        "ledger": str(exported.ledger),
        "run_sheet": str(exported.run_sheet),
        "zip": str(exported.archive),
        "history_head": exported.head,
    }
    sentence = f"{exported.sheets} sheets in {arguments.out}, {content['issued']} issued now, {len(failed)} failed"
    answer(arguments, content, "\n".join([sentence, *(f"  {row.certificate.number}: {row.reason}" for row in failed)]))
    return NO if failed else GOOD
