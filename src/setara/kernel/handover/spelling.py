"""Numbers and days in Indonesian words, as a record of hand-over (*berita acara*) writes them (KBBI, PUEBI)."""

import datetime as dt

from setara.kernel.rulebook.days import MONTHS_ID, WEEKDAYS_ID

DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
MOST = 999_999


def in_words(number: int) -> str:
    """Spell a whole number from 0 to `MOST` (*terbilang*). Raises ValueError beyond.

    >>> in_words(11), in_words(100), in_words(1000)
    ('sebelas', 'seratus', 'seribu')
    >>> in_words(2026)
    'dua ribu dua puluh enam'
    """
    if not 0 <= number <= MOST:
        raise ValueError(number)
    if number < 10:
        return DIGITS[number]
    if number < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(number) or f"{DIGITS[number - 10]} belas"
    size, name = next((size, name) for size, name in ((1000, "ribu"), (100, "ratus"), (10, "puluh")) if number >= size)
    many, rest = divmod(number, size)
    head = f"se{name}" if many == 1 else f"{in_words(many)} {name}"
    return f"{head} {in_words(rest)}" if rest else head


def day_in_words(date: dt.date) -> str:
    """Spell a day as the first line of a record does.

    >>> day_in_words(dt.date(2026, 11, 24))
    'Selasa tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam (24-11-2026)'
    """
    return (
        f"{WEEKDAYS_ID[date.weekday()]} tanggal {in_words(date.day)} bulan {MONTHS_ID[date.month - 1]}"
        f" tahun {in_words(date.year)} ({date:%d-%m-%Y})"
    )


def long_day(date: dt.date) -> str:
    """Write a day with its weekday.

    >>> long_day(dt.date(2026, 11, 24))
    'Selasa, 24 November 2026'
    """
    return f"{WEEKDAYS_ID[date.weekday()]}, {date.day} {MONTHS_ID[date.month - 1]} {date.year}"


def grouped(number: int) -> str:
    """Write a number with a point before each three digits.

    >>> grouped(1234567), grouped(12)
    ('1.234.567', '12')
    """
    return f"{number:,}".replace(",", ".")
