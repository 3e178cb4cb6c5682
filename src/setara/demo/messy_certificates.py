"""Broken lists of certificates: impossible days, several in one cell, kinds outside the eight, merges and dittos."""

import datetime as dt

from setara.demo.clerk import Typed
from setara.demo.messy_sheet import Messy, Page, asked, certain, messy_xlsx, refused

_HEAD = ("No", "Jenis Fasilitasi", "Nama IKM", "Kab/Kota", "No. Sertifikat", "Tgl Terbit", "Berlaku s/d", "Lembaga")
_DJKI = "Direktorat Jenderal Kekayaan Intelektual"
_Day = str | int | Typed


def impossible_days() -> Messy:
    """Day before month, always; a year, a quarter or a month is no day."""

    def cells(number: int, issued: _Day, ends: _Day = "-") -> tuple[Typed | str | int, ...]:
        name = f"UD Contoh Hari {number}"
        return number, "Merek", name, "Kab. Tuban", f"IDM9990900{number:02d}", issued, ends, _DJKI

    issued, ends = (6, "issue_date"), (7, "expiry_date")
    lines = (
        certain(*cells(1, "03/04/2026", "03/04/2036")),
        refused(*issued, "date_does_not_exist", *cells(2, "31 Februari 2026")),
        refused(*issued, "date_does_not_exist", *cells(3, "04/13/2026")),
        asked(*issued, "date_year_only", *cells(4, "2026")),
        asked(*issued, "date_year_only", *cells(5, 2026)),
        asked(*issued, "date_period", *cells(6, "Triwulan II 2026")),
        asked(*issued, "date_month_only", *cells(7, "Maret 2026")),
        asked(*issued, "date_month_only", *cells(8, Typed(dt.date(2026, 3, 1), "mmm-yy"))),
        asked(*issued, "date_in_future", *cells(9, "12 Desember 2091")),
        asked(*ends, "expiry_before_issue", *cells(10, "12 Maret 2026", "12 Maret 2016")),
        asked(*ends, "date_duration", *cells(11, "12 Maret 2026", "10 tahun")),
        asked(*issued, "date_pending", *cells(12, "belum terbit")),
        certain(*cells(13, "12 Nopember 2025", "seumur hidup")),
        certain(
            *cells(14, Typed(dt.date(2026, 3, 12), "[$-421]dd mmmm yyyy;@"), Typed(dt.date(2036, 3, 12), "dd/mm/yyyy"))
        ),
    )
    return messy_xlsx("02-tanggal.xlsx", "certificates", Page("Merek", "SERTIFIKAT MEREK", _HEAD, lines))


def several_in_a_cell() -> Messy:
    """Certificates in one cell are paired with their numbers where the counts agree, otherwise each is asked."""
    place, days = "Kab. Gresik", "12 Maret 2026; 2 April 2026"
    unpaired = (5, "number", "pairing_unclear")
    lines = (
        certain(
            1, "Merek, Hak Cipta", "UD Contoh Dua", place, "IDM999090101; 999090101", days, "-", _DJKI, records=2
        ),
        certain(
            2, "Merek\nDesain Industri", "UD Contoh Baris", place, "IDM999090102\nIDD999090102",
            "12 Maret 2026\n13 Maret 2026", "-", _DJKI, records=2,
        ),
        asked(
            *unpaired, 3, "Merek, Hak Cipta", "UD Contoh Kurang", place, "IDM999090103", days, "-", _DJKI, records=2
        ),
        asked(
            *unpaired, 4, "Merek dan Desain Industri", "UD Contoh Lebih", place,
            "IDM999090104; IDD999090104; IDD999090105", days, "-", _DJKI, records=2,
        ),
        asked(5, "number", "number_missing", 5, "Merek", "UD Contoh Proses", place, "dalam proses", None, None, _DJKI),
        asked(5, "number", "number_missing", 6, "Merek", "UD Contoh Kosong", place, None, "12/03/2026", None, _DJKI),
        asked(2, "kind", "kind_ambiguous", 7, "HKI", "UD Contoh HKI", place, "IDM999090107", "12/03/2026", "-", _DJKI),
        asked(5, "number", "zeros_lost", 8, "Hak Cipta", "UD Contoh Angka", place, 90108, "12/03/2026", "-", _DJKI),
        certain(9, "Merek", "UD Contoh Satu", place, "IDM999090109", "12/03/2026", "12/03/2036", _DJKI),
    )  # fmt: skip
    return messy_xlsx("04-beberapa-sertifikat.xlsx", "certificates", Page("KI", "SERTIFIKAT KI GRESIK", _HEAD, lines))


def other_kinds() -> Messy:
    """Halal, P-IRT and the like stand in the same list and are none of the eight."""
    place, kind = "Kab. Jombang", (2, "kind", "kind_outside_programme")

    def rest(number: int, paper: str, body: str) -> tuple[str, ...]:
        return f"UD Contoh Lain {number}", place, paper, "12/03/2026", "12/03/2030", body

    lines = (
        certain(1, "Merek", *rest(1, "IDM999090201", _DJKI)),
        refused(*kind, 2, "Halal", *rest(2, "ID35000000000000326", "BPJPH")),
        refused(*kind, 3, "P-IRT", *rest(3, "2063517010001-31", "Dinas contoh")),
        refused(*kind, 4, "TKDN", *rest(4, "0000/SJ-IND.8/TKDN/3/2026", "Kemenperin")),
        refused(*kind, 5, "BPOM MD", *rest(5, "MD 000000000000", "BPOM")),
        refused(*kind, 6, "Paten Sederhana", *rest(6, "IDS000000000", _DJKI)),
        certain(7, "SPPT SNI", *rest(7, "901/SPPT-SNI/CONTOH/III/2026", "LSPro Contoh Brantas")),
        certain(8, "Barcode / GS1", *rest(8, "GS1ID-000-2026-90208", "GS1 Indonesia")),
        asked(2, "kind", "kind_missing", 9, None, *rest(9, "IDM999090209", _DJKI)),
    )
    return messy_xlsx("05-halal-pirt.xlsx", "certificates", Page("Sertifikat", "DAFTAR SERTIFIKAT IKM", _HEAD, lines))


def merges_and_dittos() -> Messy:
    """A merged cell speaks for all its lines, a ditto for the value above; an empty cell speaks for no one."""
    place, day = "Kab. Lamongan", ("12/03/2026", "-", _DJKI)
    lines = (
        certain(1, "Merek", "UD Contoh Gabung", place, "IDM999090301", *day),
        certain(2, "Hak Cipta", None, place, "999090302", *day),
        certain(3, "Merek", "UD Contoh Idem", place, "IDM999090303", *day),
        certain(4, "sda", "UD Contoh Sama", '"', "IDM999090304", "idem", "-", _DJKI),
        refused(3, "holder", "name_missing", 5, "Desain Industri", None, place, "IDD999090305", *day),
        asked(3, "holder", "ditto_unclear", 6, "Merek", "idem", place, "IDM999090306", *day),
        certain(7, "Merek", "UD Contoh Akhir", place, "IDM999090307", *day),
    )
    page = Page("KI", "SERTIFIKAT KI LAMONGAN", _HEAD, lines, merges=((1, 2, 3),))
    return messy_xlsx("06-gabung-dan-idem.xlsx", "certificates", page)
