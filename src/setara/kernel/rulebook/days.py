"""Days are those of Asia/Jakarta (WIB, UTC+7, no summer time); an expiry day is included."""

import datetime as dt

JAKARTA = dt.timezone(dt.timedelta(hours=7), "WIB")
MONTHS_ID = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
WEEKDAYS_ID = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def jakarta_day(moment: dt.datetime) -> dt.date:
    """Return the day that a moment falls on in Asia/Jakarta.

    >>> jakarta_day(dt.datetime(2026, 3, 16, 17, 0, tzinfo=dt.UTC))
    datetime.date(2026, 3, 17)
    """
    return moment.astimezone(JAKARTA).date()
