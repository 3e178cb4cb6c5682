"""`setara ceremony`: plan a ceremony, hand over, take back, say how far it is and what nobody collected."""

import argparse
import datetime as dt
import uuid
from pathlib import Path

from setara.cli.frame import add_json, add_on, day, year
from setara.cli.verbs import ceremony_day, ceremony_papers, ceremony_plan
from setara.kernel.handover.ordering import Order
from setara.kernel.handover.rules import Means, Receiver


def add(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    _add_planning(acts)
    _add_reading(acts)
    _add_handing_over(acts)
    ceremony_papers.add(acts)


def _add_planning(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    planning = acts.add_parser("plan", help="put into order what budget years have to hand over; make desks and stage")
    planning.add_argument("--name", required=True)
    planning.add_argument("--place", required=True)
    planning.add_argument("--day", required=True, type=day, metavar="DATE")
    planning.add_argument("--time", required=True, type=clock, metavar="HH:MM")
    planning.add_argument("--year", required=True, type=year, action="append", help="budget year; repeatable")
    planning.add_argument("--order", choices=[*Order], default=Order.DISTRICT)
    planning.add_argument("--desks", type=int, default=0, metavar="N")
    planning.add_argument("--stage", type=int, default=0, metavar="N", help="propose so many for the stage")
    planning.add_argument(
        "--bundle", action="append", default=[], metavar="DISTRICT", help="a district takes its own along; repeatable"
    )
    planning.set_defaults(run=ceremony_plan.run_plan)
    closing = acts.add_parser("close", help="end it: what nobody received stands as not collected")
    closing.add_argument("ceremony", type=int, metavar="ID")
    closing.set_defaults(run=ceremony_plan.run_close)
    for each in (planning, closing):
        add_json(each)
        add_on(each)


def _add_reading(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    listing = acts.add_parser("list", help="list the ceremonies")
    add_json(listing)
    listing.set_defaults(run=ceremony_plan.run_list)
    for name, run, sentence in (
        ("show", ceremony_plan.run_show, "what one is, its numbers, its desks"),
        ("hold", ceremony_plan.run_hold, "what has no envelope, and why"),
        ("report", ceremony_plan.run_report, "how far it is, by district; what nobody collected"),
        ("not-collected", ceremony_plan.run_not_collected, "what nobody received, with reminders"),
    ):
        reading = acts.add_parser(name, help=sentence)
        reading.add_argument("ceremony", type=int, metavar="ID")
        add_json(reading)
        reading.set_defaults(run=run)


def _add_handing_over(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    handing = acts.add_parser("hand-over", help="record who received a certificate; 1 where it was handed over already")
    handing.add_argument("--to", required=True, metavar="NAME", help="who received it")
    handing.add_argument("--as", dest="receiver", choices=[*Receiver], default=Receiver.OWNER)
    handing.add_argument("--letter", default="", metavar="NO", help="number of the proxy's letter (surat kuasa)")
    handing.add_argument("--letter-file", type=Path, metavar="FILE", help="photograph of it (PDF, PNG, JPEG)")
    handing.add_argument("--desk", type=int, metavar="N")
    handing.add_argument("--key", type=key, metavar="UUID", help="what arrives twice under one key is recorded once")
    handing.add_argument("--time", type=clock, metavar="HH:MM", help="when it happened; without it now")
    handing.set_defaults(run=ceremony_day.run_hand_over)
    undoing = acts.add_parser("undo", help="take a hand-over back")
    undoing.add_argument("--why", required=True)
    undoing.set_defaults(run=ceremony_day.run_undo)
    reminding = acts.add_parser("remind", help="keep that somebody who did not collect was reminded")
    reminding.add_argument("--means", choices=[*Means], required=True)
    reminding.add_argument("--note", default="", help="what was agreed")
    reminding.set_defaults(run=ceremony_day.run_remind)
    for each in (handing, undoing, reminding):
        each.add_argument("which", metavar="WHICH", help="QR text, slug, number, or the envelope's number")
        each.add_argument("--ceremony", type=int, required=True, metavar="ID")
        add_json(each)
        add_on(each)


def clock(text: str) -> dt.time:
    """Read a time of the command line."""
    try:
        return dt.datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a time of day
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no time; write it as 09:00") from error


def key(text: str) -> uuid.UUID:
    """Read a key of the command line."""
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no key; write a UUID") from error
