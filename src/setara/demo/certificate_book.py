"""`sertifikat-2026.xlsx`: the certificates of the budget year 2026, one sheet for each desk of the office."""

from collections.abc import Iterable, Sequence

import xlsxwriter

from setara.demo import clerk
from setara.demo.certificates import BUDGET_YEAR, Certificate
from setara.demo.clerk import NOTHING, Typed
from setara.demo.list_sheet import MARK, Column, Placed, Plan, Section, Writer, said
from setara.demo.xlsx_bytes import workbook
from setara.kernel.certificates.kinds import KIND_NAMES, Kind

_FOOT = (
    "Surabaya, 2 November 2026",
    "Pejabat Pelaksana Teknis Kegiatan (contoh)",
    "",
    "",
    "NAMA CONTOH",
    "NIP 00000000 000000 0 000",
)
_KINDS = {
    Kind.TRADEMARK: ("Merek", "Merk"),
    Kind.COPYRIGHT: ("Hak Cipta", "Cipta"),
    Kind.INDUSTRIAL_DESIGN: ("Desain Industri", "Desain Industri"),
    Kind.ISO: ("ISO", "Sertifikasi ISO"),
    Kind.BATIKMARK: ("Batikmark", "Batik Mark"),
}

Shown = Column[Certificate]
_NUMBER = Shown("No", lambda _one, turn: Typed(turn), width=5)
_BLANK = Shown(width=3)


def _kind(one: Certificate, turn: int) -> Typed:
    return Typed(_KINDS[one.kind][turn % 7 == 0])


def _ends(one: Certificate, turn: int) -> Typed:
    if one.expiry_date:
        return clerk.day(one.expiry_date, turn % 2)
    return Typed("seumur hidup" if one.kind is Kind.COPYRIGHT else "-")


def _ends_by_formula(one: Certificate, _turn: int) -> Typed:
    if one.expiry_date is None:
        return Typed("-")
    return Typed(one.expiry_date, "dd/mm/yyyy", "=EDATE({issue_date}{row},48)")


def _class(one: Certificate, turn: int) -> Typed:
    if not one.classification:
        return NOTHING
    return Typed(int(one.classification)) if one.classification.isdigit() and turn % 2 else Typed(one.classification)


def _filed(one: Certificate, _turn: int) -> Typed:
    return clerk.day(one.filing_date, 0) if one.filing_date else NOTHING


def _property(certificates: Sequence[Certificate]) -> Plan[Certificate]:
    columns = (
        _NUMBER,
        Shown("Jenis Fasilitasi", _kind, "kind", width=16),
        Shown("Nama IKM", said(lambda one: one.holder.name), "holder", width=28),
        Shown("NIB", lambda one, _turn: clerk.nib(one.holder.nib, 0), "nib", width=16),
        Shown("Kab/Kota", said(lambda one: clerk.district(one.holder.district_code, 0)), "district_code", width=18),
        Shown("Judul / Label", said(lambda one: one.title), "title", width=28),
        Shown("Kelas", _class, "class", width=8),
        _BLANK,
        Shown("Nomor", said(lambda one: one.application_number), "application_number", "Permohonan", width=18),
        Shown("Tanggal", _filed, "filing_date", "Permohonan"),
        Shown("Nomor", said(lambda one: one.number), "number", "Sertifikat", width=16),
        Shown(
            "Tanggal Terbit", lambda one, turn: clerk.day(one.issue_date, turn), "issue_date", "Sertifikat", width=18
        ),
        Shown("Berlaku s.d.", _ends, "expiry_date", "Sertifikat", width=18),
        Shown("Produk", said(lambda one: one.product), "product", width=28),
        Shown("Lembaga Penerbit", said(lambda one: one.issuer), "issuer", width=40),
    )
    labels = {Kind.TRADEMARK: "A. MEREK", Kind.COPYRIGHT: "B. HAK CIPTA", Kind.INDUSTRIAL_DESIGN: "C. DESAIN INDUSTRI"}
    sections = [Section(label, _of(certificates, kind)) for kind, label in labels.items()]
    titles = ("DAFTAR SERTIFIKAT KEKAYAAN INTELEKTUAL IKM", "TAHUN ANGGARAN 2026")
    return Plan("KI", titles, columns, sections, foot=_FOOT, hide_every=53)


def _standards(certificates: Sequence[Certificate]) -> Plan[Certificate]:
    columns = (
        _NUMBER,
        Shown("PERUSAHAAN", said(lambda one: one.holder.name), "holder", width=28),
        Shown(
            "KABUPATEN/KOTA",
            said(lambda one: clerk.district(one.holder.district_code, 1)),
            "district_code",
            width=20,
        ),
        Shown("KOMODITI", said(lambda one: one.product), "product", width=24),
        Shown("NO. SNI", said(lambda one: one.standard), "standard", width=24),
        Shown("TIPE", said(lambda one: f"Tipe {one.scheme_type}"), "scheme_type", width=9),
        _BLANK,
        Shown("LSPRO", said(lambda one: one.issuer), "issuer", width=28),
        Shown("NO. AKREDITASI", said(lambda one: one.accreditation), width=16),
        Shown("NO. SERTIFIKAT", said(lambda one: one.number), "number", width=32),
        Shown("TGL TERBIT", lambda one, _turn: clerk.day(one.issue_date, 0), "issue_date"),
        Shown("MASA BERLAKU S/D", _ends_by_formula, "expiry_date"),
        Shown("NIB", lambda one, _turn: clerk.nib(one.holder.nib, 2), "nib", width=16),
        Shown("TA", lambda _one, _turn: Typed(BUDGET_YEAR), "budget_year", width=7),
    )
    titles = ("SERTIFIKAT SPPT-SNI IKM BINAAN",)
    return Plan("SPPT-SNI", titles, columns, [Section("", _of(certificates, Kind.SPPT_SNI))], foot=_FOOT, left=1)


def _tests(certificates: Sequence[Certificate]) -> Plan[Certificate]:
    columns = (
        _NUMBER,
        Shown("Nama Usaha", said(lambda one: one.holder.name), "holder", width=28),
        Shown("NIB", lambda one, turn: clerk.nib(one.holder.nib, turn), "nib", width=18),
        Shown(
            "Kab/Kota",
            lambda one, turn: Typed(clerk.district(one.holder.district_code, turn)),
            "district_code",
            width=22,
        ),
        Shown("Nama Produk", said(lambda one: one.product), "product", width=30),
        Shown("SNI Acuan", said(lambda one: one.standard), "standard", width=24),
        Shown("No. LHU", said(lambda one: one.number), "number", width=26),
        Shown("Tanggal LHU", lambda one, turn: clerk.day(one.issue_date, turn), "issue_date", width=18),
        Shown("Laboratorium", said(lambda one: one.issuer), "issuer", width=34),
        Shown("Judul", said(lambda one: one.title), "title", width=36, hidden=True),
    )
    titles = ("LAPORAN HASIL UJI PRODUK", "Fasilitasi TA 2026")
    return Plan(
        "Uji Produk", titles, columns, [Section("", _of(certificates, Kind.PRODUCT_TEST))], foot=_FOOT, hide_every=31
    )


def _systems(certificates: Sequence[Certificate]) -> Plan[Certificate]:
    columns = (
        _NUMBER,
        Shown("Jenis Sertifikasi", _kind, "kind", width=18),
        Shown("Nomor Sertifikat", said(lambda one: one.number), "number", width=24),
        Shown("Nama Perusahaan", said(lambda one: one.holder.name), "holder", width=28),
        Shown(
            "Kabupaten / Kota",
            said(lambda one: clerk.district(one.holder.district_code, 2)),
            "district_code",
            width=24,
        ),
        Shown("NIB", lambda one, _turn: clerk.nib(one.holder.nib, 1), "nib", width=18),
        _BLANK,
        Shown("Standar", said(lambda one: one.standard), "standard", width=26),
        Shown("Ruang Lingkup", said(lambda one: one.product), "product", width=34),
        Shown("Lembaga Sertifikasi", said(lambda one: one.issuer), "issuer", width=36),
        Shown("Terbit", lambda one, _turn: clerk.day(one.issue_date, 3), "issue_date", "Tanggal", width=18),
        Shown("Berakhir", lambda one, _turn: _ends(one, 1), "expiry_date", "Tanggal", width=18),
    )
    sections = [
        Section("I. SERTIFIKASI ISO", _of(certificates, Kind.ISO)),
        Section("II. BATIKMARK", _of(certificates, Kind.BATIKMARK)),
    ]
    return Plan("ISO dan Batikmark", ("SERTIFIKAT ISO DAN BATIKMARK TA 2026",), columns, sections, foot=_FOOT)


def _barcodes(certificates: Sequence[Certificate]) -> Plan[Certificate]:
    columns = (
        _NUMBER,
        Shown("Nama IKM", said(lambda one: one.holder.name), "holder", width=28),
        Shown("Produk", said(lambda one: one.product), "product", width=28),
        Shown("Kab/Kota", said(lambda one: clerk.district(one.holder.district_code, 3)), "district_code", width=18),
        _BLANK,
        Shown("NIB", lambda one, _turn: clerk.nib(one.holder.nib, 0), "nib", width=16),
        Shown("No. Keanggotaan", said(lambda one: one.number), "number", width=26),
        Shown("Diterbitkan oleh", said(lambda one: one.issuer), "issuer", width=18),
        Shown("Tanggal Terbit", lambda one, _turn: clerk.day(one.issue_date, 1), "issue_date", width=20),
        Shown("Berlaku sampai", lambda one, _turn: _ends(one, 1), "expiry_date", width=20),
        Shown("Tahun Anggaran", lambda _one, _turn: Typed(str(BUDGET_YEAR)), "budget_year", width=10),
    )
    titles = ("FASILITASI BARCODE (KEANGGOTAAN GS1)",)
    return Plan("Barcode", titles, columns, _by_district(_of(certificates, Kind.BARCODE)), foot=_FOOT)


def _of(certificates: Iterable[Certificate], kind: Kind) -> list[Certificate]:
    return [one for one in certificates if one.kind is kind]


def _by_district(certificates: Sequence[Certificate]) -> list[Section[Certificate]]:
    codes = sorted({one.holder.district_code for one in certificates})
    return [
        Section(clerk.district(code, 1), [one for one in certificates if one.holder.district_code == code])
        for code in codes
    ]


def _summary(book: xlsxwriter.Workbook, certificates: Sequence[Certificate]) -> None:
    """The sheet that counts and lists nothing."""
    sheet, bold = book.add_worksheet("Rekap"), book.add_format({"bold": True})
    sheet.set_column(1, 1, 30)
    sheet.write_string(0, 0, MARK, bold)
    sheet.write_string(1, 0, "REKAP SERTIFIKAT IKM TA 2026", bold)
    for at, head in enumerate(("No", "Jenis Fasilitasi", "Jumlah Sertifikat")):
        sheet.write_string(3, at, head, bold)
    for row, kind in enumerate(Kind, 4):
        sheet.write_number(row, 0, row - 3)
        sheet.write_string(row, 1, KIND_NAMES[kind].id)
        sheet.write_number(row, 2, len(_of(certificates, kind)))
    last = 4 + len(Kind)
    sheet.write_string(last, 1, "JUMLAH", bold)
    sheet.write_formula(last, 2, f"=SUM(C5:C{last})", bold, len(certificates))


def certificate_book(
    certificates: Sequence[Certificate],
) -> tuple[bytes, list[tuple[Plan[Certificate], Placed[Certificate]]]]:
    """The workbook, and for each certificate the plan of its sheet and its place."""
    places: list[tuple[Plan[Certificate], Placed[Certificate]]] = []

    def fill(book: xlsxwriter.Workbook) -> None:
        for make in (_property, _standards, _tests, _systems, _barcodes):
            plan = make(certificates)
            places.extend((plan, placed) for placed in Writer(book, plan).write())
        _summary(book, certificates)

    return workbook(fill), places
