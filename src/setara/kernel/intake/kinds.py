"""Which of the eight kinds of certificate a text names, in all their everyday names (`tables/kinds.csv`).

- The longest phrase wins: *SNI ISO 9001:2015* is ISO, *SNI Bina UMK* is no SPPT-SNI (it is a mark of its own).
- *HKI* alone is three kinds: asked. *HKI Merek* is one. *HACCP* alone is asked: it comes as an SNI certificate of its
  own or under ISO 22000; beside "ISO" it is ISO.
- Words that only say "certificate" or "facilitation" do not matter; any other word that remains is asked, for it
  can say the opposite (*batal*, *bukan*). A named certificate outside the eight is refused.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from setara.kernel.certificates.kinds import Kind
from setara.kernel.intake.problems import Doubt, ProblemCode, doubt
from setara.kernel.intake.text import fold

_SEPARATOR = re.compile(r"\s*(?:[,;&+\n\r]|\bdan\b|\band\b|\bserta\b|(?:^|(?<=\s))\(?\d{1,2}[.)](?=\s*[A-Za-z]))\s*")
_SLASH = re.compile(r"\s*[/|]\s*")
_STANDARD = r"(?:iec|9001|14001|22000|22301|45001|27001|37001|50001|13485)(?: (?:19|20)\d\d)?"
_NUMBERS = re.compile(r"(?:19|20)\d\d|ta|tahun|anggaran|tipe|\d{1,2}[a-z]?|[ivx]+|kelas")


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: kinds among the eight, others, names that fit several kinds, and words left over."""

    kinds: tuple[Kind, ...]
    outside: tuple[str, ...]
    ambiguous: tuple[str, ...]
    rest: tuple[str, ...]


@cache
def _phrases() -> dict[str, str]:
    table = files("setara.kernel.intake").joinpath("tables/kinds.csv").read_text(encoding="utf-8")
    return {row["phrase"]: row["names"] for row in csv.DictReader(table.splitlines())}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_phrases(), key=len, reverse=True)
    return re.compile(
        rf"\b(?:sni )?(?:iso )?(?:iec )?(?P<iso>{_STANDARD})\b|\b({'|'.join(map(re.escape, longest_first))})\b"
    )


@lru_cache(maxsize=8192)
def named_in(text: str) -> Named:
    """Everything that a text names.

    >>> named_in("Sertifikat SNI ISO 9001:2015").kinds
    (<Kind.ISO: 'iso'>,)
    >>> named_in("Sertifikasi Halal dan Merek").outside
    ('halal',)
    """
    folded = fold(text)
    kinds: dict[Kind, None] = {}
    others: dict[str, dict[str, None]] = {"outside": {}, "ambiguous": {}}
    for match in _pattern().finditer(folded):
        names = "iso" if match["iso"] else _phrases()[match[2]]
        if names in others:
            others[names][match[0]] = None
        elif names != "filler":
            kinds[Kind(names)] = None
    rest = tuple(word for word in _pattern().sub(" ", folded).split() if not _NUMBERS.fullmatch(word))
    return Named(tuple(kinds), tuple(others["outside"]), tuple(others["ambiguous"]), rest)


@lru_cache(maxsize=8192)
def read_kind(text: str) -> Kind | Doubt:
    """The one kind that a text names.

    >>> read_kind("HKI Merek"), str(read_kind("HKI").code), str(read_kind("P-IRT").code)
    (<Kind.TRADEMARK: 'trademark'>, 'kind_ambiguous', 'kind_outside_programme')
    """
    named = named_in(text)
    if len(named.kinds) == 1 and not named.outside and not named.rest:
        return named.kinds[0]
    if len(named.kinds) > 1 and not named.rest:
        return doubt(ProblemCode.SEVERAL_VALUES, text)
    if named.outside and not named.kinds:
        return doubt(ProblemCode.KIND_OUTSIDE_PROGRAMME, text)
    if named.ambiguous and not named.kinds:
        return doubt(ProblemCode.KIND_AMBIGUOUS, text)
    return doubt(ProblemCode.KIND_UNCLEAR, text)


@lru_cache(maxsize=8192)
def read_kinds(text: str) -> tuple[Kind | Doubt, ...]:
    """The kinds of all certificates that a cell names, in its order; one answer for a cell that names one.

    A slash between two names of one kind (*Barcode/GS1*) joins them; between two kinds it separates.

    >>> [str(kind) for kind in read_kinds("Merek, SNI & Barcode")]
    ['trademark', 'sppt_sni', 'barcode']
    >>> read_kinds("Merk/Brand")
    (<Kind.TRADEMARK: 'trademark'>,)
    """
    parts = [part for part in _SEPARATOR.split(text) if part.strip(" .:()")]
    answers: list[Kind | Doubt] = []
    for part in parts:
        answers.extend(_slashed(part))
    if len(answers) > 1 and all(_is_named(answer) for answer in answers):
        return tuple(answers)
    return (read_kind(text),)


def _slashed(part: str) -> list[Kind | Doubt]:
    answers = [read_kind(piece) for piece in _SLASH.split(part) if piece.strip()]
    kinds = {answer for answer in answers if isinstance(answer, Kind)}
    if len(answers) > 1 and len(kinds) > 1 and all(_is_named(answer) for answer in answers):
        return answers
    if len(answers) > 1 and len(kinds) == 1 and any(_is_outside(answer) for answer in answers):
        return answers
    return [read_kind(part)]


def _is_named(answer: Kind | Doubt) -> bool:
    return isinstance(answer, Kind) or _is_outside(answer)


def _is_outside(answer: Kind | Doubt) -> bool:
    return isinstance(answer, Doubt) and answer.code is ProblemCode.KIND_OUTSIDE_PROGRAMME


def only_kind(text: str) -> Kind | None:
    """The kind that a title or a sheet name is about, if it names exactly one and nothing outside the eight.

    Other words do not matter there: a title has many.

    >>> only_kind("DAFTAR PENERIMA FASILITASI MEREK TAHUN 2026"), only_kind("Merek dan SNI")
    (<Kind.TRADEMARK: 'trademark'>, None)
    """
    named = named_in(text)
    alone = len(named.kinds) == 1 and not named.outside
    return named.kinds[0] if alone else None
