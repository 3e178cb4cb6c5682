"""`setara import`: read a workbook into the register."""

import argparse
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from setara.certificates.tasks import IMPORTERS
from setara.cli.frame import GOOD, NO, CouldNot, Progress, add_json, add_on, answer, today, year
from setara.intake.acts.importing import ImportOrder, ImportResult
from setara.intake.acts.reading import NoSuchSheet
from setara.intake.outcomes import Outcome
from setara.intake.report import Wording, write_report
from setara.kernel.access.rules import CONSOLE
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.records import ListKind, Problem
from setara.platform.garbage import few_rings
from setara.platform.tables.reading import FileRefused, FileUnreadable
from setara.words.intake import file_refusal_text, notice_text, outcome_text, problem_text, skipped_text


def add(parser: argparse.ArgumentParser) -> None:
    lists = parser.add_subparsers(dest="list", required=True, metavar="LIST")
    for kind in ListKind:
        of_kind = lists.add_parser(kind, help=f"a list of {kind}")
        of_kind.add_argument("file", type=Path)
        of_kind.add_argument(
            "--sheet", metavar="NAME", help="only this sheet; otherwise every sheet that holds the list"
        )
        of_kind.add_argument("--dry-run", action="store_true", help="do everything but keep nothing")
        of_kind.add_argument(
            "--report", type=Path, metavar="OUT.xlsx", help="the same rows with the outcome beside each"
        )
        of_kind.add_argument("--rows", action="store_true", help="with --json: every record with its values")
        add_json(of_kind)
        add_on(of_kind)
        if kind is ListKind.CERTIFICATES:
            of_kind.add_argument(
                "--programme", type=year, metavar="YEAR", help="budget year (tahun anggaran) that paid; a column wins"
            )
        of_kind.set_defaults(run=run, kind=kind, programme=None)


@few_rings()
def run(arguments: argparse.Namespace) -> int:
    day = today(arguments)
    _check_report(arguments)
    progress = Progress(_("reading"))
    order = ImportOrder(
        path=arguments.file,
        kind=arguments.kind,
        context=ReadingContext(province=settings.PROVINCE, today=day.on, budget_year=arguments.programme),
        at=day.at,
        actor=CONSOLE,
        sheet=arguments.sheet,
        dry_run=arguments.dry_run,
        keep_records=arguments.rows or arguments.report is not None,
        progress=progress,
    )
    try:
        result = IMPORTERS[order.kind](order)
    except NoSuchSheet as error:
        raise CouldNot(str(error)) from error
    except FileUnreadable as error:
        raise CouldNot(f"{arguments.file}: no such file, or none that can be read") from error
    except FileRefused as refusal:
        sentence = file_refusal_text(refusal.code)
        refused = {"code": refusal.code, "message": sentence}
        answer(arguments, _content(ImportResult(""), refused, rows=arguments.rows), f"{arguments.file}: {sentence}")
        return NO
    if arguments.report:
        wording = Wording(problem_text, outcome_text, (_("Outcome"), _("Reason")))
        write_report(arguments.file, result, arguments.report, wording)
    answer(arguments, _content(result, None, rows=arguments.rows), _sentence(arguments.file, result))
    return GOOD


def _check_report(arguments: argparse.Namespace) -> None:
    """Refuse before the import what would fail, or destroy its own source, after it."""
    report: Path | None = arguments.report
    if report is None:
        return
    if not report.parent.is_dir() or report.is_dir():
        raise CouldNot(f"{report}: no place for a file")
    if report.exists() and arguments.file.exists() and report.samefile(arguments.file):
        raise CouldNot(f"{report}: the report would replace the file that is read")


def _content(result: ImportResult, refused: dict[str, str] | None, *, rows: bool) -> dict[str, object]:
    content: dict[str, object] = {
        "refused_file": refused,
        "rows": result.rows,
        **{str(outcome): result.outcomes[outcome] for outcome in Outcome},
        "answered": result.answered,
        "skipped": dict(result.skipped),
        "problems": [_problem(problem) for problem in result.problems],
        "notices": [{"code": one.code, "message": str(notice_text(one.code, one.params))} for one in result.notices],
    }
    if rows:
        content["records"] = [
            {
                "sheet": one.record.sheet,
                "row": one.record.row,
                "outcome": str(one.outcome),
                "values": dict(one.record.values),
                "changes": list(one.changes),
                "flags": list(one.record.flags),
            }
            for one in result.records
        ]
    return content


def _problem(problem: Problem) -> dict[str, str]:
    message = str(problem_text(problem.code, problem.params))
    return {"cell": problem.cell, "field": problem.field, "code": problem.code, "message": message}


def _sentence(path: Path, result: ImportResult) -> str:
    lines = [_("%(file)s: %(number)s records") % {"file": path, "number": result.rows}]
    lines += [f"  {outcome_text(outcome)}: {number}" for outcome, number in result.outcomes.items()]
    if result.answered:
        lines.append("  " + _("Read with answers given before: %(number)s") % {"number": result.answered})
    if result.skipped:
        skipped = ", ".join(f"{skipped_text(reason)}: {number}" for reason, number in result.skipped.items())
        lines.append("  " + _("Other lines (%(lines)s)") % {"lines": skipped})
    lines += [f"  {notice_text(one.code, one.params)}" for one in result.notices]
    lines += [f"  {p.cell}: {problem_text(p.code, p.params)}" for p in result.problems[:40]]
    if len(result.problems) > 40:
        more = {"number": len(result.problems) - 40}
        lines.append("  " + _("… %(number)s more; --report OUT.xlsx writes them beside the rows") % more)
    return "\n".join(lines)
