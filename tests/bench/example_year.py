"""The certificates of the example year, as values for the register."""

import tempfile
from pathlib import Path

from setara.demo.workbooks import make_workbooks
from setara.kernel.intake.records import CERTIFICATE_FIELDS

BUDGET_YEAR = 2026
Values = dict[str, str | int | None]


def certificates(number: int) -> list[Values]:
    """Values of at most 450 certificates, of all kinds and many districts."""
    with tempfile.TemporaryDirectory() as folder:
        made = make_workbooks(Path(folder)).certificates
    step = max(1, len(made) // number)
    whole = dict.fromkeys(CERTIFICATE_FIELDS)
    return [{**whole, **row.values, "budget_year": BUDGET_YEAR} for row in made[::step][:number]]
