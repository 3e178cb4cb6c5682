"""`setara history`: the chain and its head."""

import argparse
from dataclasses import asdict

from django.utils.translation import gettext as _

from setara.cli.frame import GOOD, NO, CouldNot, add_json, add_on, answer, today
from setara.handover.audit import ReceiptFault, receipt_faults, record_faults
from setara.history.chain import Head
from setara.history.store import ChainFault, check, head
from setara.issuance.audit import RegisterFault, register_faults
from setara.reporting.audit import FigureFault, SnapshotFault, figure_faults, snapshot_faults
from setara.words.figures import fault_words


def add(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    checking = acts.add_parser("check", help="find what was altered, cut out or rewritten, in chain and register")
    checking.add_argument("--since", metavar="HEAD", help="a head that somebody kept, as printed by `history head`")
    add_json(checking)
    add_on(checking)
    checking.set_defaults(run=run_check)
    heading = acts.add_parser("head", help="print the head of the chain")
    add_json(heading)
    heading.set_defaults(run=run_head)


def run_head(arguments: argparse.Namespace) -> int:
    now = head()
    answer(arguments, {"head": str(now), "position": now.position, "hash": now.hash}, str(now))
    return GOOD


def run_check(arguments: argparse.Namespace) -> int:
    since = None
    if arguments.since:
        try:
            since = Head.parsed(arguments.since)
        except ValueError as error:
            raise CouldNot(
                f"{arguments.since!r} is no head; it looks like 450-3fa9…, as `history head` prints it"
            ) from error
    found = check(since)
    register: list[RegisterFault | ReceiptFault | SnapshotFault] = []
    figures: list[FigureFault] = []
    if not found.faults:
        register = [*register_faults(today(arguments).on), *receipt_faults(), *record_faults(), *snapshot_faults()]
        figures = figure_faults()
    content = {
        "sound": not (found.faults or register or figures),
        "entries": found.entries,
        "head": str(found.head),
        "faults": [asdict(fault) for fault in found.faults],
        "register_faults": [asdict(fault) for fault in register],
        "figure_faults": [asdict(fault) for fault in figures],
    }
    verdict = _("sound") if content["sound"] else _("NOT sound")
    said = {"number": found.entries, "head": found.head, "verdict": verdict}
    lines = [_("%(number)s entries, head %(head)s: %(verdict)s") % said]
    lines += [f"  {fault.position}: {_chain_words(fault)}" for fault in found.faults[:20]]
    lines += [f"  {fault.stream}: {_register_words(fault)}" for fault in register[:20]]
    lines += [f"  {fault_words(fault.place, fault.key, fault.shown, fault.counted)}" for fault in figures[:20]]
    answer(arguments, content, "\n".join(lines))
    return GOOD if content["sound"] else NO


def _chain_words(fault: ChainFault) -> str:
    return {
        "gap": _("entries are missing here"),
        "broken_link": _("it does not follow from the entry before"),
        "altered_entry": _("it was altered after it was written"),
        "rewritten": _("the history was rewritten after this head was kept"),
    }[fault.code]


def _register_words(fault: RegisterFault | ReceiptFault | SnapshotFault) -> str:
    return {
        "facts_differ": _("the facts are not those that were recorded"),
        "original_differs": _("the original is not the one that was filed"),
        "decisions_differ": _("the body's decisions are not those that were recorded"),
        "corrections_differ": _("the proposed corrections are not those that were recorded"),
        "receipts_differ": _("the receipts are not those that were recorded"),
        "records_differ": _("the signed records of hand-over are not those that were filed"),
        "received_differs": _("the day of hand-over is not that of its receipt"),
        "transfers_differ": _("where the original went is not what was recorded"),
        "sheets_differ": _("the sheets are not those that were issued"),
        "state_differs": _("the state does not follow from the history"),
        "figures_differ": _("the frozen figures are not those that were frozen"),
        "merge_differs": _("a merge of businesses is not what was done"),
    }[fault.code]
