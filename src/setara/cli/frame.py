"""What every verb of the console command shares: today, answers, progress."""

import argparse
import datetime as dt
import json
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from setara.kernel.rulebook.days import JAKARTA, jakarta_day

GOOD, NO, COULD_NOT = 0, 1, 2
"""Exit codes: good; the answer is no; could not do it."""


class CouldNot(Exception):
    """The verb could not do it; the sentence says why and what to do. Exit code 2."""


@dataclass(frozen=True, slots=True)
class Today:
    """The day that rules look at, and the moment; `--on` moves both."""

    on: dt.date
    at: dt.datetime


def today(arguments: argparse.Namespace) -> Today:
    """Return today in Asia/Jakarta, or the day given by `--on` at this time of day."""
    now = timezone.now()
    on: dt.date | None = arguments.on
    if on is None:
        return Today(jakarta_day(now), now)
    return Today(on, dt.datetime.combine(on, now.astimezone(JAKARTA).time(), JAKARTA).astimezone(dt.UTC))


def day(text: str) -> dt.date:
    """Read a day of the command line."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-03-17") from error


def year(text: str) -> int:
    """Read a budget year (*tahun anggaran*)."""
    if not (text.isascii() and text.isdigit() and 2000 <= int(text) <= 2100):
        raise argparse.ArgumentTypeError(f"{text!r} is no budget year; write it as 2026")
    return int(text)


def add_json(parser: argparse.ArgumentParser) -> None:
    """Offer `--json`."""
    parser.add_argument("--json", action="store_true", help="answer as one JSON object")


def add_on(parser: argparse.ArgumentParser) -> None:
    """Offer `--on DATE`."""
    parser.add_argument("--on", type=day, metavar="DATE", help="take this day as today (YYYY-MM-DD)")


def answer(arguments: argparse.Namespace, content: Mapping[str, object], sentence: str) -> None:
    """Print one answer: JSON for a script, a sentence for a person. A reader that has seen enough changes nothing."""
    text = json.dumps(content, ensure_ascii=False, indent=1, default=str) if arguments.json else sentence
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(sentence: str) -> None:
    """Tell a person something beside the answer."""
    print(sentence, file=sys.stderr, flush=True)


class Progress:
    """A bar on a terminal, silence in a pipe."""

    WIDTH = 30

    def __init__(self, label: str) -> None:
        self.label = label
        self.shown = sys.stderr.isatty()
        self.began = time.monotonic()
        self.last = 0.0

    def __call__(self, done: int, total: int | None = None) -> None:
        now = time.monotonic()
        if not self.shown or (now - self.last < 0.1 and done != total):
            return
        self.last = now
        if total:
            filled = self.WIDTH * done // total
            bar = "█" * filled + "·" * (self.WIDTH - filled)
            sys.stderr.write(f"\r{self.label} {bar} {done}/{total}  {now - self.began:.1f} s ")
        else:
            sys.stderr.write(f"\r{self.label} {done}  {now - self.began:.1f} s ")
        if done == total:
            sys.stderr.write("\n")
        sys.stderr.flush()
