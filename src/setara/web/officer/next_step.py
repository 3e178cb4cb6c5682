"""What an officer does next with a certificate, in words."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise

from setara.certificates.queries import RegisterRow
from setara.kernel.certificates.next_step import RESTS, next_step
from setara.kernel.certificates.states import Custody, SheetStatus, Status
from setara.words.certificates import NEXT_STEP_WORDS


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step in words; `waits` tells a step of ours from a mere remark."""

    words: str | Promise
    waits: bool


def step_for(row: RegisterRow, on: dt.date) -> StepShown:
    """Say the first thing that remains to be done with a line of the register."""
    step = next_step(Status(row.status), SheetStatus(row.sheet), Custody(row.custody), row.expiry_date, on)
    return StepShown(NEXT_STEP_WORDS[step], waits=step not in RESTS)
