"""`setara figures`: the published figures, counted, checked, frozen."""

import argparse
from collections.abc import Sequence
from dataclasses import asdict

from django.utils.translation import gettext as _

from setara.cli.frame import GOOD, NO, CouldNot, add_json, add_on, answer, today, year
from setara.kernel.access.rules import CONSOLE
from setara.kernel.access.scope import EVERYTHING
from setara.kernel.figures.definitions import definitions
from setara.kernel.figures.recounting import Figure
from setara.reporting.acts.freezing import FreezingRefused, freeze
from setara.reporting.audit import figure_faults
from setara.reporting.queries import figures_about, figures_of_year, snapshot, years_known
from setara.words.figures import FREEZING_WORDS, fault_words, figure_name, part_word


def add(parser: argparse.ArgumentParser) -> None:
    _add_year(parser)
    parser.add_argument(
        "--check", action="store_true", help="count every figure of every year from the register by hand"
    )
    add_json(parser)
    parser.set_defaults(run=run_print)
    acts = parser.add_subparsers(dest="act", metavar="ACT")
    freezing = acts.add_parser("freeze", help="keep the figures of now under a name, with their definitions")
    freezing.add_argument("name", metavar="NAME", help="the moment: what the figures are for")
    about = freezing.add_mutually_exclusive_group()
    _add_year(about)
    about.add_argument("--ceremony", type=int, metavar="ID", help="freeze the figures of this ceremony")
    add_json(freezing)
    add_on(freezing)
    freezing.set_defaults(run=run_freeze)
    showing = acts.add_parser("show", help="show what was frozen beside what is counted today")
    showing.add_argument("id", type=int, metavar="ID")
    add_json(showing)
    showing.set_defaults(run=run_show)


def _add_year(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--year", type=year, metavar="Y", help="the budget year; the latest with certificates if not given"
    )


def run_print(arguments: argparse.Namespace) -> int:
    which = _year_of(arguments)
    figures = figures_of_year(which, EVERYTHING)
    content: dict[str, object] = {"year": which, "figures": [_written(one) for one in figures]}
    lines = [_("Budget year %(year)s") % {"year": which}, *_lines(figures)]
    faults = figure_faults() if arguments.check else []
    if arguments.check:
        content |= {"sound": not faults, "faults": [asdict(fault) for fault in faults]}
        lines.append(
            _("checked against the register: NOT sound") if faults else _("checked against the register: sound")
        )
        lines += [f"  {fault_words(one.place, one.key, one.shown, one.counted)}" for one in faults[:20]]
    answer(arguments, content, "\n".join(lines))
    return NO if faults else GOOD


def run_freeze(arguments: argparse.Namespace) -> int:
    about = f"ceremony:{arguments.ceremony}" if arguments.ceremony else f"year:{_year_of(arguments)}"
    try:
        frozen = freeze(arguments.name, about=about, actor=CONSOLE, at=today(arguments).at)
    except FreezingRefused as refused:
        raise CouldNot(str(FREEZING_WORDS[refused.code])) from refused
    content = {"id": frozen.pk, "about": about, "digest": frozen.digest, "head": frozen.head, "figures": frozen.figures}
    said = {"number": len(frozen.figures), "id": frozen.pk, "digest": frozen.digest}
    answer(arguments, content, _("%(number)s figures frozen as %(id)s, digest %(digest)s") % said)
    return GOOD


def run_show(arguments: argparse.Namespace) -> int:
    frozen = snapshot(arguments.id)
    if frozen is None:
        raise CouldNot(_("nothing was frozen under the number %(id)s") % {"id": arguments.id})
    today_ = {one.code: one for one in figures_about(frozen.about)}
    content = {
        "id": frozen.pk,
        "name": frozen.name,
        "at": frozen.at.isoformat(),
        "by": frozen.by,
        "about": frozen.about,
        "head": frozen.head,
        "digest": frozen.digest,
        "figures": frozen.figures,
        "today": [_written(one) for one in today_.values()],
    }
    lines = [f"{frozen.name}  {frozen.at:%Y-%m-%d %H:%M} UTC  {frozen.about}"]
    for one in frozen.numbers:
        now = today_[one.code].value if one.code in today_ else "-"
        lines.append(_("  %(name)s: %(frozen)s, today %(today)s") % {
            "name": figure_name(one.code), "frozen": one.value, "today": now,
        })  # fmt: skip
    answer(arguments, content, "\n".join(lines))
    return GOOD


def _year_of(arguments: argparse.Namespace) -> int:
    if arguments.year is not None:
        return int(arguments.year)
    known = years_known(EVERYTHING)
    if not known:
        raise CouldNot(_("no certificate of any budget year is recorded yet"))
    return known[0]


def _written(one: Figure) -> dict[str, object]:
    return {"code": one.code, "value": one.value, "by": [list(part) for part in one.by]}


def _lines(figures: Sequence[Figure]) -> list[str]:
    lines = []
    for one in figures:
        lines.append(f"  {figure_name(one.code)}: {one.value}")
        lines += [f"    {part_word(definitions()[one.code].split, key)}: {number}" for key, number in one.by]
    return lines
