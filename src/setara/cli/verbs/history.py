"""`setara history`: the chain and its head."""

import argparse
from dataclasses import asdict

from django.utils.translation import gettext as _

from setara.cli.frame import GOOD, NO, CouldNot, add_json, answer
from setara.history.chain import Head
from setara.history.store import ChainFault, check, head


def add(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    checking = acts.add_parser("check", help="walk the chain; find what was altered, cut out or rewritten")
    checking.add_argument("--since", metavar="HEAD", help="a head that somebody kept, as printed by `history head`")
    add_json(checking)
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
    content = {
        "sound": not found.faults,
        "entries": found.entries,
        "head": str(found.head),
        "faults": [asdict(fault) for fault in found.faults],
    }
    verdict = _("NOT sound") if found.faults else _("sound")
    said = {"number": found.entries, "head": found.head, "verdict": verdict}
    lines = [_("%(number)s entries, head %(head)s: %(verdict)s") % said]
    lines += [_("  entry %(position)s: %(fault)s") % _fault_words(fault) for fault in found.faults[:20]]
    answer(arguments, content, "\n".join(lines))
    return NO if found.faults else GOOD


def _fault_words(fault: ChainFault) -> dict[str, object]:
    words = {
        "gap": _("entries are missing here"),
        "broken_link": _("it does not follow from the entry before"),
        "altered_entry": _("it was altered after it was written"),
        "rewritten": _("the history was rewritten after this head was kept"),
    }
    return {"position": fault.position, "fault": words[fault.code]}
