"""What a reader of a sheet must know besides the sheet."""

import datetime as dt
from dataclasses import dataclass, field

from setara.kernel.intake.answers import Answers
from setara.kernel.intake.mappings import Mappings


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """`province` as ``35``, `today` in Asia/Jakarta, `budget_year` the *tahun anggaran* that a command names.

    `answers` are those that people gave to questions of this kind of list before, `mappings` what they said of the
    columns of such lists."""

    province: str
    today: dt.date
    budget_year: int | None = None
    answers: Answers = field(default_factory=Answers)
    mappings: Mappings = field(default_factory=dict)
