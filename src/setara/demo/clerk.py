"""The ways in which clerks type the same thing; each way keeps all that is needed to read it back for certain."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from setara.demo.facts import PROVINCE
from setara.kernel.rulebook.regions import districts_of

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a cell. `formula` (with ``{row}`` and ``{field}`` for columns) has `value` as stored result."""

    value: str | int | float | dt.date | None
    number_format: str = ""
    formula: str = ""


NOTHING = Typed(None)


def _twins() -> frozenset[str]:
    names = Counter(district.name for district in districts_of(PROVINCE).values())
    return frozenset(name for name, count in names.items() if count > 1)


def district(code: str, way: int) -> str:
    """A district in one of six spellings; the seven names that are both kabupaten and kota never stand alone.

    >>> district("35.15", 0), district("35.15", 3), district("35.73", 3)
    ('Kab. Sidoarjo', 'Sidoarjo', 'Kota Malang')
    """
    place = districts_of(PROVINCE)[code]
    kind, short = place.kind.capitalize(), "Kab." if place.kind == "kabupaten" else "Kota"
    bare = f"{short} {place.name}" if place.name in _twins() or place.kind == "kota" else place.name
    spellings = (
        f"{short} {place.name}",
        f"{short} {place.name}".upper(),
        f"{kind} {place.name}",
        bare,
        bare.upper(),
        f"{short.rstrip('.')} {place.name}".lower(),
    )
    return spellings[way % len(spellings)]


def rupiah(amount: int) -> str:
    """Money as on a receipt.

    >>> rupiah(12_500_000)
    'Rp 12.500.000,-'
    """
    return f"Rp {grouped(amount)},-"


def grouped(amount: int) -> str:
    """Digits in groups of three, with points.

    >>> grouped(12_500_000)
    '12.500.000'
    """
    return f"{amount:,}".replace(",", ".")


def millions(amount: int) -> str:
    """Money in the short form of speech.

    >>> millions(12_500_000), millions(40_000_000)
    ('12,5 jt', '40 jt')
    """
    return f"{amount / 1_000_000:g} jt".replace(".", ",")


def day(date: dt.date, way: int) -> Typed:
    """A day as a real date in three formats, or as text in four.

    >>> day(dt.date(2026, 3, 12), 3).value
    '12 Maret 2026'
    """
    month = MONTHS[date.month - 1]
    ways = (
        Typed(date, "dd/mm/yyyy"),
        Typed(date, "d mmmm yyyy"),
        Typed(date, "dd-mmm-yy"),
        Typed(f"{date.day} {month} {date.year}"),
        Typed(f"{date:%d-%m-%Y}"),
        Typed(f"{date.day} {month[:3]} {date.year}"),
        Typed(f"{date.day}/{date.month}/{date.year}"),
    )
    return ways[way % len(ways)]


def phone(number: str, way: int) -> str:
    """A mobile number as people write it.

    >>> phone("+6281200001234", 0), phone("+6281200001234", 2)
    ('0812-0000-1234', '+62 812 0000 1234')
    """
    operator, middle, last = number[3:6], number[6:10], number[10:]
    return (f"0{operator}-{middle}-{last}", f"0{operator}{middle}{last}", f"+62 {operator} {middle} {last}")[way % 3]


def npwp(number: str) -> str:
    """The old form of the tax number with its points.

    >>> npwp("990000010600000")
    '99.000.001.0-600.000'
    """
    return f"{number[:2]}.{number[2:5]}.{number[5:8]}.{number[8]}-{number[9:12]}.{number[12:]}"


def nib(number: str, way: int) -> Typed:
    """A NIB as text, as text with spaces, or as a number shown in full.

    >>> nib("9935150000123", 1).value
    '9935 1500 00123'
    """
    spaced = f"{number[:4]} {number[4:8]} {number[8:]}"
    return (Typed(number), Typed(spaced), Typed(int(number), "0"))[way % 3]
