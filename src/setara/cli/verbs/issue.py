"""`setara issue`: the run."""

import argparse
import sys
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from setara.certificates.models import Certificate
from setara.cli.frame import GOOD, NO, Progress, add_json, add_on, answer, say, today, year
from setara.history.store import head
from setara.issuance.acts.planning import certificates_wanting
from setara.issuance.acts.run import issue
from setara.issuance.acts.status_lists import publish_lists
from setara.issuance.export import export
from setara.issuance.models import Run, RunState
from setara.kernel.access.rules import CONSOLE
from setara.words.certificates import REFUSAL_WORDS


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--programme", type=year, required=True, metavar="YEAR", help="budget year (tahun anggaran)")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the files are copied to")
    add_json(parser)
    add_on(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    run_row = issue(
        arguments.programme, actor=CONSOLE, now=lambda: today(arguments).at, progress=Progress(_("issuing"))
    )
    if arguments.on:
        publish_lists(timezone.now())  # checkers elsewhere go by the real clock
    if run_row is None and not Certificate.objects.filter(budget_year=arguments.programme).exists():
        return _nothing(arguments)
    failed = _failed(arguments.programme, run_row)
    if sys.stderr.isatty():
        say(_("copying to %(folder)s …") % {"folder": arguments.out})
    exported = export(arguments.programme, arguments.out, today(arguments).at)
    content = {
        "run": run_row.pk if run_row else None,
        "issued": run_row.rows.filter(state=RunState.DONE).count() if run_row else 0,
        "failed": [{"number": number, "reason": reason} for number, reason in failed],
        "total": exported.sheets,
        "out": str(arguments.out),
        "print": str(exported.print_file),
        "ledger": str(exported.ledger),
        "run_sheet": str(exported.run_sheet),
        "zip": str(exported.archive),
        "history_head": exported.head,
    }
    counted = {"sheets": exported.sheets, "folder": arguments.out, "now": content["issued"], "failed": len(failed)}
    sentence = _("%(sheets)s sheets in %(folder)s, %(now)s issued now, %(failed)s failed") % counted
    lines = [f"  {number}: {REFUSAL_WORDS.get(reason, reason)}" for number, reason in failed]
    answer(arguments, content, "\n".join([sentence, *lines]))
    return NO if failed else GOOD


def _nothing(arguments: argparse.Namespace) -> int:
    sentence = _("No certificate of budget year %(year)s is recorded: nothing issued, nothing written.")
    paths = dict.fromkeys(("out", "print", "ledger", "run_sheet", "zip"))
    counts: dict[str, object] = {"run": None, "issued": 0, "failed": [], "total": 0}
    answer(arguments, counts | paths | {"history_head": str(head())}, sentence % {"year": arguments.programme})
    return GOOD


def _failed(budget_year: int, run_row: Run | None) -> list[tuple[str, str]]:
    """Numbers and codes: what the run could not make, then what lacks something and was in no run."""
    rows = run_row.rows.filter(state=RunState.FAILED).select_related("certificate") if run_row else []
    failed = {row.certificate_id: (row.certificate.number, row.reason) for row in rows}
    lacking = {one.pk: (one.number, lack) for one, lack in certificates_wanting(budget_year) if lack}
    return list((lacking | failed).values())
