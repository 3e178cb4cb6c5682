"""What reading a sheet yields: records with their values and problems, and lines that are no records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from setara.kernel.intake.answers import Key, Place


class ListKind(StrEnum):
    """What a sheet lists."""

    BUSINESSES = "businesses"
    CERTIFICATES = "certificates"


class Reading(StrEnum):
    """How far a record could be read."""

    CERTAIN = "certain"
    UNDECIDED = "undecided"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a value is not certain. `code` and `params` become words at the edge, in two languages.

    `field` is one of the public value names (`name`, `nib`, `issue_date` …). A problem that leaves
    the record certain (it looks like another in the register) carries `hinders=False`.
    """

    cell: str
    field: str
    code: str
    params: Mapping[str, str]
    hinders: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """One business or one certificate; a sheet row may give several certificates.

    `values` holds every public value name of the list (unknown: None), dates as ISO text, money as whole rupiah.
    `raw` is the source row: (cell address, text as typed), kept with the record. `flags` names what a person
    should know (``hidden_row``, ``hidden_column``, ``answered``). `cells` says where each value stood. `part` counts
    the records of one row from 0. `answered` are the questions that a remembered answer settled.
    """

    sheet: str
    row: int
    reading: Reading
    values: Mapping[str, str | int | None]
    problems: tuple[Problem, ...]
    raw: tuple[tuple[str, str], ...]
    flags: tuple[str, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    part: int = 0
    answered: tuple[Key, ...] = ()

    @property
    def place(self) -> Place:
        """Where in its file the record stands."""
        return self.sheet, self.row, self.part


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A non-empty line that is no record: ``title header section subtotal total note signature blank_frame``."""

    sheet: str
    row: int
    reason: str


BUSINESS_FIELDS = (
    "name", "owner", "nik", "nib", "npwp", "address", "kecamatan", "district_code",
    "product", "workers", "workers_m", "workers_f", "investment", "phone",
)  # fmt: skip

CERTIFICATE_FIELDS = (
    "holder", "nib", "district_code", "kind", "number", "issuer", "issue_date", "expiry_date", "standard",
    "product", "handover_date", "title", "application_number", "filing_date", "class", "scheme_type", "budget_year",
)  # fmt: skip
