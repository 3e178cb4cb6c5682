"""What the label of a column means (`tables/headers.csv`): its field, the unit it names, the order that it names.

A label is compared word by word after its abbreviations are written out. A label of the same number of words in
which words of four letters and more (three beside a word that is right) have one letter off or two exchanged counts
as a typing error, if only one field fits.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from setara.kernel.intake.text import clean, fold
from setara.kernel.intake.wordlists import table, words

LONGEST_LABEL = 80
_PARENTHESES = re.compile(r"[(\[][^)\]]*[)\]]?")
_ALTERNATIVES = re.compile(r"\s*(?:[/&,]|\bdan\b|\batau\b|\bor\b)\s*", re.IGNORECASE)
_NUMBERING = re.compile(r"^\d{1,2}[.)]\s*")
_SHORTEST_TYPO = 4
_WHO = {"name", "owner"}

_ZEROS = r"(?:rp|x|dalam|idr)[\s.:]*"
_UNITS = (
    (re.compile(rf"\b(?:mili?ar|milyar|billion)(?:an)?\b|{_ZEROS}(?:1\.)?000[.,]000[.,]000"), 1_000_000_000),
    (re.compile(rf"\b(?:juta(?:an)?|jt|millions?)\b|{_ZEROS}(?:1[.,])?000[.,]000\b"), 1_000_000),
    (re.compile(rf"\b(?:ribu(?:an)?|rb|thousands?)\b|{_ZEROS}(?:1[.,])?000\b|\brp\.?\s*'?000\b"), 1_000),
)


@dataclass(frozen=True, slots=True)
class Label:
    """A column label that is known. A lower rank is the plainer name: where two columns fit one field, it wins."""

    field: str
    rank: int


def unit_in(text: str) -> int:
    """What a one is worth by a label or title: ``(Rp juta)`` is 1,000,000; without a unit 1.

    >>> unit_in("Nilai Investasi (Rp juta)"), unit_in("Investasi (Rp. 000)"), unit_in("Investasi (Rp)")
    (1000000, 1000, 1)
    """
    folded = clean(text).casefold()
    return next((unit for pattern, unit in _UNITS if pattern.search(folded)), 1)


@cache
def _synonyms() -> dict[str, Label]:
    return {row["synonym"]: Label(row["field"], int(row["rank"])) for row in reversed(list(table("headers.csv")))}


@cache
def _by_length() -> dict[int, list[tuple[list[str], Label]]]:
    found: defaultdict[int, list[tuple[list[str], Label]]] = defaultdict(list)
    for synonym, label in _synonyms().items():
        written_out = _written_out(synonym)
        found[len(written_out.split())].append((written_out.split(), label))
    return dict(found)


@cache
def _abbreviations() -> dict[str, str]:
    return {row["short"]: row["long"] for row in table("abbreviations.csv")}


@cache
def _known() -> dict[str, Label]:
    known = {_written_out(synonym): label for synonym, label in _synonyms().items()}
    return known | _synonyms()


@cache
def _reordered() -> dict[str, Label]:
    """Labels whose words mean the same in any order (*Acuan SNI*, *SNI Acuan*), unless two fields share them."""
    found: defaultdict[str, set[Label]] = defaultdict(set)
    for name, label in _known().items():
        found[_in_order(name)].add(label)
    return {
        name: min(labels, key=lambda label: label.rank)
        for name, labels in found.items()
        if len({label.field for label in labels}) == 1
    }


def _in_order(name: str) -> str:
    return " ".join(sorted(name.split()))


def _written_out(folded: str) -> str:
    short = _abbreviations()
    return " ".join(short.get(word, word) for word in folded.split())


@cache
def first_words() -> frozenset[str]:
    """Every word that a known label can begin with.

    >>> "nama" in first_words(), "keripik" in first_words()
    (True, False)
    """
    return frozenset(name.split()[0] for name in _known()) | _abbreviations().keys()


@lru_cache(maxsize=4096)
def recognise(text: str) -> Label | None:
    """The field that a label means, or None.

    >>> recognise("No. Sertifikat"), recognise("Kab./Kota").field, recognise("UD Maju Jaya")
    (Label(field='number', rank=1), 'district_code', None)
    >>> recognise("Tenaga Kerja (L)").field, recognise("Nama Pemilk").field, recognise("Jumlah IKM").field
    ('workers_m', 'owner', 'other')
    """
    text = _NUMBERING.sub("", clean(text)).strip(" *:")
    if not text or len(text) > LONGEST_LABEL:
        return None
    for form in (text, _PARENTHESES.sub(" ", text)):
        if found := _known().get(_written_out(fold(form))):
            return found
    bare = _written_out(fold(_PARENTHESES.sub(" ", text)))
    return _alternatives(text) or _reordered().get(_in_order(bare)) or _lengthened(bare) or _mistyped(bare)


def _lengthened(bare: str) -> Label | None:
    """A known label of two words and more, followed by words that add nothing: *Nomor Sertifikat Keanggotaan GS1*."""
    typed = bare.split()
    for length in range(len(typed) - 1, 1, -1):
        label = _known().get(" ".join(typed[:length]))
        if label and all(word in words("neutral") for word in typed[length:]):
            return label
    return None


def _alternatives(text: str) -> Label | None:
    parts = [part for part in _ALTERNATIVES.split(_PARENTHESES.sub(" ", text)) if part.strip()]
    labels = [_known().get(_written_out(fold(part))) for part in parts]
    found = [label for label in labels if label is not None]
    head = parts[0].split()[0] + " " if parts and parts[0].split() else ""
    if len(found) < len(parts) and found and head:
        again = (_known().get(_written_out(fold(head + part))) for part in parts)
        found = [label for label in again if label is not None]
    fields = {label.field for label in found}
    if len(parts) > 1 and len(found) == len(parts):
        if fields == _WHO:
            return Label("name", 2)
        if len(fields) == 1:
            return min(found, key=lambda label: label.rank)
    return None


def names_owner_too(text: str) -> bool:
    """Whether the label of the names says that owners stand in the same column.

    >>> names_owner_too("Nama IKM / Pemilik"), names_owner_too("Nama IKM / Perusahaan")
    (True, False)
    """
    parts = [recognise(part) for part in _ALTERNATIVES.split(clean(text)) if part.strip()]
    return {label.field for label in parts if label} == _WHO


def _mistyped(bare: str) -> Label | None:
    typed = bare.split()
    if sum(map(len, typed)) < 2 * _SHORTEST_TYPO - 2 or len(typed) > 5:
        return None
    near = {label for meant, label in _by_length().get(len(typed), []) if _is_near(typed, meant)}
    fields = {label.field for label in near}
    return min(near, key=lambda label: label.rank) if len(fields) == 1 else None


def _is_near(typed: list[str], label: list[str]) -> bool:
    other = [(word, meant) for word, meant in zip(typed, label, strict=True) if word != meant]
    sure = any(len(word) >= _SHORTEST_TYPO for word in typed if word in label)
    shortest = _SHORTEST_TYPO - sure
    return all(
        min(len(word), len(meant)) >= shortest and OSA.distance(word, meant, score_cutoff=1) <= 1
        for word, meant in other
    )
