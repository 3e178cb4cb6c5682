"""`ikm-2025.xlsx`: the businesses served in 2025, as five clerks typed them over a year."""

from collections.abc import Sequence

import xlsxwriter

from setara.demo import clerk
from setara.demo.businesses import Business
from setara.demo.clerk import Typed
from setara.demo.list_sheet import MARK, Column, Placed, Plan, Section, Writer, said
from setara.demo.xlsx_bytes import workbook
from setara.kernel.rulebook.regions import districts_of

_SHEETS = {
    "Wil. Barat": ("35.01", "35.02", "35.03", "35.04", "35.05", "35.06", "35.18", "35.19", "35.20", "35.21", "35.22"),
    "Wil. Tengah": ("35.07", "35.14", "35.15", "35.16", "35.17", "35.23", "35.24", "35.25"),
    "Wil. Timur": ("35.08", "35.09", "35.10", "35.11", "35.12", "35.13"),
    "Madura": ("35.26", "35.27", "35.28", "35.29"),
    "Kota": ("35.71", "35.72", "35.73", "35.74", "35.75", "35.76", "35.77", "35.78", "35.79"),
}
_FOOT = (
    "Surabaya, 2 Januari 2026",
    "Kepala Bidang (contoh)",
    "",
    "",
    "NAMA CONTOH",
    "NIP 00000000 000000 0 000",
)

Shown = Column[Business]
_NUMBER = Shown("No", lambda _one, turn: Typed(turn), width=5)
_BLANK = Shown(width=3)
_WOMEN = Shown("P", said(lambda one: one.workers_f), "workers_f", "Tenaga Kerja", width=6)
_MEN = Shown("L", said(lambda one: one.workers_m), "workers_m", "Tenaga Kerja", width=6)
_ALL = Shown(
    "Jumlah",
    lambda one, _turn: Typed(one.workers, formula="={workers_m}{row}+{workers_f}{row}"),
    "workers",
    "Tenaga Kerja",
    width=8,
)


def _west(businesses: Sequence[Business]) -> Plan[Business]:
    columns = (
        _NUMBER,
        Shown("Nama IKM", said(lambda one: one.name), "name", width=28),
        Shown("Nama Pemilik", said(lambda one: one.owner), "owner", width=22),
        Shown("NIK", said(lambda one: one.nik), "nik", width=19, hidden=True),
        Shown("NIB", lambda one, _turn: clerk.nib(one.nib, 0), "nib", width=16),
        Shown("Alamat", said(lambda one: one.address), "address", width=36),
        Shown("Kecamatan", said(lambda one: one.kecamatan), "kecamatan"),
        Shown("Kab/Kota", said(lambda one: clerk.district(one.district_code, 0)), "district_code", width=18),
        _BLANK,
        Shown("Jenis Produk", said(lambda one: one.product), "product", width=28),
        _MEN,
        _WOMEN,
        _ALL,
        Shown("Nilai Investasi (Rp)", lambda one, _turn: Typed(one.investment, "#,##0"), "investment", width=18),
        Shown("No. HP", lambda one, turn: Typed(clerk.phone(one.phone, turn)), "phone", width=17),
    )
    return Plan(
        "Wil. Barat",
        ("DAFTAR IKM YANG DIFASILITASI TAHUN 2025", "WILAYAH BARAT"),
        columns,
        _by_district(businesses, subtotals=True),
        total="JUMLAH SELURUHNYA",
        summed=("workers_m", "workers_f", "workers"),
        foot=_FOOT,
    )


def _middle(businesses: Sequence[Business]) -> Plan[Business]:
    columns = (
        _NUMBER,
        Shown("KABUPATEN/KOTA", said(lambda one: clerk.district(one.district_code, 1)), "district_code", width=20),
        Shown("NAMA USAHA", said(lambda one: one.name), "name", width=28),
        Shown("PRODUK", said(lambda one: one.product), "product", width=28),
        Shown("NIB", lambda one, _turn: clerk.nib(one.nib, 2), "nib", width=16),
        Shown("NPWP", said(lambda one: one.npwp and clerk.npwp(one.npwp)), "npwp", width=22),
        _BLANK,
        Shown("ALAMAT USAHA", said(lambda one: one.address), "address", width=36),
        Shown("KECAMATAN", said(lambda one: one.kecamatan), "kecamatan"),
        _ALL,
        _MEN,
        _WOMEN,
        Shown("INVESTASI", said(lambda one: clerk.rupiah(one.investment)), "investment", width=20),
        Shown("TELEPON", said(lambda one: clerk.phone(one.phone, 1)), "phone", width=17),
    )
    return Plan(
        "Wil. Tengah",
        ("REKAPITULASI DATA IKM BINAAN TAHUN ANGGARAN 2025",),
        columns,
        [Section("", businesses)],
        total="TOTAL",
        summed=("workers",),
        foot=_FOOT,
        left=1,
        numbered_header=True,
    )


def _east(businesses: Sequence[Business]) -> Plan[Business]:
    columns = (
        _NUMBER,
        Shown("Perusahaan", said(lambda one: one.name), "name", width=28),
        Shown(
            "Kabupaten",
            lambda one, turn: Typed(clerk.district(one.district_code, turn % 3 * 2)),
            "district_code",
            width=22,
        ),
        Shown("Kecamatan", said(lambda one: one.kecamatan), "kecamatan"),
        Shown("Alamat", said(lambda one: one.address), "address", width=36),
        Shown("Pemilik / Penanggung Jawab", said(lambda one: one.owner), "owner", width=24),
        Shown("No. KTP", said(lambda one: one.nik), "nik", width=19),
        _BLANK,
        Shown("Nomor Induk Berusaha", lambda one, turn: clerk.nib(one.nib, turn), "nib", width=18),
        Shown("Komoditi", said(lambda one: one.product), "product", width=28),
        Shown("Nilai Investasi (Rp juta)", lambda one, _turn: Typed(one.investment / 1_000_000, "0.0"), "investment"),
        Shown("Jumlah Tenaga Kerja", said(lambda one: one.workers), "workers"),
    )
    return Plan(
        "Wil. Timur",
        ("Data Perusahaan Industri Kecil dan Menengah", "Wilayah Timur – dilayani s.d. 31 Desember 2025"),
        columns,
        _by_district(businesses, subtotals=False),
        total="Jumlah",
        summed=("workers",),
        foot=_FOOT,
        hide_every=29,
    )


def _madura(businesses: Sequence[Business]) -> Plan[Business]:
    columns = (
        _NUMBER,
        Shown("Kab.", said(lambda one: clerk.district(one.district_code, 3)), "district_code"),
        Shown("Nama Pemilik", said(lambda one: one.owner), "owner", width=22),
        Shown("Nama Usaha", said(lambda one: one.name), "name", width=28),
        Shown("NIB", lambda one, _turn: clerk.nib(one.nib, 1), "nib", width=18),
        Shown("Jenis Usaha/Produk", said(lambda one: one.product), "product", width=28),
        Shown("Modal Usaha", said(lambda one: clerk.millions(one.investment)), "investment"),
        Shown("Jml TK", said(lambda one: one.workers), "workers", width=8),
        _BLANK,
        Shown("Kec.", said(lambda one: one.kecamatan), "kecamatan"),
        Shown("No. Telp/HP", lambda one, turn: Typed(clerk.phone(one.phone, turn + 1)), "phone", width=17),
    )
    return Plan("Madura", ("IKM MADURA 2025",), columns, _by_district(businesses, subtotals=True), foot=_FOOT)


def _towns(businesses: Sequence[Business]) -> Plan[Business]:
    columns = (
        _NUMBER,
        Shown("Nama Industri", said(lambda one: one.name), "name", width=28),
        Shown("Alamat", said(lambda one: one.address), "address", width=36),
        Shown("Kecamatan", said(lambda one: one.kecamatan), "kecamatan"),
        Shown("Kota", said(lambda one: clerk.district(one.district_code, 1)), "district_code", width=20),
        Shown("NIB", lambda one, turn: clerk.nib(one.nib, turn * 2), "nib", width=16),
        Shown("NPWP", said(lambda one: one.npwp), "npwp", width=18),
        Shown("Produk Utama", said(lambda one: one.product), "product", width=28),
        _MEN,
        _WOMEN,
        Shown("Investasi (Rp)", said(lambda one: clerk.grouped(one.investment)), "investment", width=18),
        Shown("Nama Pimpinan", said(lambda one: one.owner), "owner", width=22),
        Shown("HP/WA", said(lambda one: clerk.phone(one.phone, 0)), "phone", width=17),
    )
    return Plan(
        "Kota",
        ("DAFTAR IKM KOTA – FASILITASI 2025",),
        columns,
        _by_district(businesses, subtotals=False),
        total="JUMLAH",
        summed=("workers_m", "workers_f"),
        foot=_FOOT,
        hide_every=41,
    )


_PLANS = {"Wil. Barat": _west, "Wil. Tengah": _middle, "Wil. Timur": _east, "Madura": _madura, "Kota": _towns}


def _by_district(businesses: Sequence[Business], *, subtotals: bool) -> list[Section[Business]]:
    sections = []
    for code in dict.fromkeys(one.district_code for one in businesses):
        name = clerk.district(code, 2)
        members = [one for one in businesses if one.district_code == code]
        sections.append(Section(name.upper(), members, f"Jumlah {name}" if subtotals else ""))
    return sections


def _summary(book: xlsxwriter.Workbook, businesses: Sequence[Business]) -> None:
    """The sheet that counts and lists nothing."""
    sheet, bold = book.add_worksheet("Rekap"), book.add_format({"bold": True})
    sheet.set_column(1, 1, 26)
    for row, line in enumerate((MARK, "REKAPITULASI IKM YANG DILAYANI TAHUN 2025 MENURUT KABUPATEN/KOTA")):
        sheet.write_string(row, 0, line, bold)
    for at, head in enumerate(("No", "Kabupaten/Kota", "Jumlah IKM")):
        sheet.write_string(3, at, head, bold)
    for row, code in enumerate(districts_of("35"), 4):
        sheet.write_number(row, 0, row - 3)
        sheet.write_string(row, 1, clerk.district(code, 2))
        sheet.write_number(row, 2, sum(1 for one in businesses if one.district_code == code))
    last = 4 + len(districts_of("35"))
    sheet.write_string(last, 1, "JUMLAH", bold)
    sheet.write_formula(last, 2, f"=SUM(C5:C{last})", bold, len(businesses))


def business_book(businesses: Sequence[Business]) -> tuple[bytes, list[tuple[Plan[Business], Placed[Business]]]]:
    """The workbook, and for each business the plan of its sheet and its place."""
    places: list[tuple[Plan[Business], Placed[Business]]] = []

    def fill(book: xlsxwriter.Workbook) -> None:
        _summary(book, businesses)
        for name, codes in _SHEETS.items():
            plan = _PLANS[name]([one for one in businesses if one.district_code in codes])
            places.extend((plan, placed) for placed in Writer(book, plan).write())

    return workbook(fill), places
