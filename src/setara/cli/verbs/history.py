"""`setara history`: the chain and its head."""

import argparse
from dataclasses import asdict

from setara.cli.frame import GOOD, NO, CouldNot, add_json, add_on, answer, today
from setara.history.chain import Head
from setara.history.store import check, head
from setara.issuance.audit import register_faults


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
    register = list(register_faults(today(arguments).on)) if not found.faults else []
    content = {
        "sound": not (found.faults or register),
        "entries": found.entries,
        "head": str(found.head),
        "faults": [asdict(fault) for fault in found.faults],
        "register_faults": [asdict(fault) for fault in register],
    }
    sentence = f"{found.entries} entries, head {found.head}: " + ("sound" if content["sound"] else "NOT sound")
    lines = [f"  entry {fault.position}: {fault.code}" for fault in found.faults[:20]]
    lines += [f"  {fault.stream}: {fault.code}" for fault in register[:20]]
    answer(arguments, content, "\n".join([sentence, *lines]))
    return GOOD if content["sound"] else NO
