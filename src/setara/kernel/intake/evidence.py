"""What titles, sheet names and section lines say about the rows below them.

A section that names exactly one district or kind is evidence for the rows below it that name none themselves. It
ends with a section of the same rank (the same sort of numbering: I./II., A./B., none), a subtotal, a total or a
header. A title or a sheet name counts for the kind only if it names exactly one.
"""

import re
from dataclasses import dataclass

from setara.kernel.certificates.kinds import Kind
from setara.kernel.intake.districts import Place, read_district
from setara.kernel.intake.kinds import named_in, only_kind
from setara.kernel.intake.problems import Doubt, ProblemCode, doubt
from setara.kernel.intake.text import clean

_NUMERAL = re.compile(
    r"(?P<roman>[IVX]{1,5})[.)]?\s+|(?P<roman2>[IVX]{1,5})[.)]|(?P<letter>[A-Z])[.)]|(?P<number>\d{1,2})[.)]?\s+"
)
_COUNTED = re.compile(r"\s*[:(]?\s*\d+\s*(?:ikm|usaha|umkm|unit|sertifikat|perusahaan)?\s*\)?$", re.IGNORECASE)
_LABEL = re.compile(r"^(?:wilayah|daerah|kab\.?/kota|kabupaten/kota|asal)\s*:\s*", re.IGNORECASE)
_BUDGET_YEAR = re.compile(
    r"\b(?:tahun anggaran|t\.?\s?a\.?|apbd(?: tahun)?|apbd ta)[\s.:]*(20\d{2})\b(?!\s*[/-]\s*20)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a section line: where, by what sort of numbering, and what."""

    cell: str
    rank: str
    place: Place | None = None
    kind: Kind | Doubt | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What holds for the rows below."""

    place: Said | None = None
    kind: Said | None = None

    def below(self, text: str, cell: str, province: str) -> "Evidence":
        """The evidence below one more section line.

        >>> section = Evidence().below("I. KABUPATEN SIDOARJO", "A!A5", "35")
        >>> section.place.place.codes, section.below("A. Makanan", "A!A6", "35").place is section.place
        (frozenset({'35.15'}), True)
        >>> section.below("II. LAIN-LAIN", "A!A9", "35").place is None
        True
        """
        said = read_section(text, cell, province)
        place = said if said.place else None if self.place and self.place.rank == said.rank else self.place
        kind = said if said.kind else None if self.kind and self.kind.rank == said.rank else self.kind
        return Evidence(place, kind)


def read_section(text: str, cell: str, province: str) -> Said:
    """What a section line states.

    >>> read_section("B. SERTIFIKASI MEREK", "A!A5", "35").kind
    <Kind.TRADEMARK: 'trademark'>
    """
    text = clean(text)
    match = _NUMERAL.match(text)
    rank = str(match.lastgroup).rstrip("2") if match else ""
    bare = without_count(text[match.end() :] if match else text)
    place = read_district(bare, province) if bare else None
    stated = place if isinstance(place, Place) and place.codes else None
    named = named_in(bare)
    kind: Kind | Doubt | None = None if isinstance(place, Place) or named.rest else only_kind(bare)
    if named.outside and not named.kinds:
        kind = doubt(ProblemCode.KIND_OUTSIDE_PROGRAMME, text)
    return Said(cell, rank, stated, kind)


def without_count(text: str) -> str:
    """A heading without a label in front and a count behind.

    >>> without_count("Kabupaten Sidoarjo (12 IKM)"), without_count("Wilayah: Kota Malang")
    ('Kabupaten Sidoarjo', 'Kota Malang')
    """
    return _COUNTED.sub("", _LABEL.sub("", text)).strip()


def title_kind(titles: list[str], sheet_name: str) -> Kind | None:
    """The one kind that the titles name, failing that the one that the sheet's name names.

    >>> title_kind(["DAFTAR SERTIFIKAT MEREK TA 2026"], "Sheet1"), title_kind([], "SNI")
    (<Kind.TRADEMARK: 'trademark'>, <Kind.SPPT_SNI: 'sppt_sni'>)
    """
    for texts in (titles, [sheet_name]):
        joined = " ".join(texts)
        named = named_in(joined)
        if named.kinds or named.outside:
            return only_kind(joined)
    return None


def title_budget_year(titles: list[str]) -> int | None:
    """The one budget year (*tahun anggaran*) that the titles name.

    >>> title_budget_year(["Daftar IKM", "TAHUN ANGGARAN 2025"]), title_budget_year(["Tahun 2025"])
    (2025, None)
    """
    years = {int(match[1]) for title in titles for match in _BUDGET_YEAR.finditer(clean(title))}
    return years.pop() if len(years) == 1 else None
