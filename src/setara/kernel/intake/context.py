"""What a reader of a sheet must know besides the sheet."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """`province` as ``35``, `today` in Asia/Jakarta, `budget_year` the *tahun anggaran* that a command names."""

    province: str
    today: dt.date
    budget_year: int | None = None
