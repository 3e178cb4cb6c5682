"""The fixed words of the sheet, Indonesian first. The sheet is bilingual by itself, whatever the reader's language."""

import datetime as dt

from setara.kernel.certificates.kinds import Kind, Names
from setara.kernel.rulebook.days import MONTHS_ID

MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

FACT_LABELS = {
    "title": Names("Judul atau ruang lingkup", "Title or scope"),
    "product": Names("Produk", "Product"),
    "standard": Names("Standar", "Standard"),
    "scheme_type": Names("Tipe skema", "Scheme type"),
    "classification": Names("Kelas", "Class"),
    "application_number": Names("Nomor permohonan", "Application number"),
    "filing_date": Names("Tanggal permohonan", "Filing date"),
}

END_NOTES = {
    "dated": Names("berakhir", "expires"),
    "open": Names("tanpa tanggal akhir pada sertifikat", "the certificate names no end date"),
}
KIND_END_NOTES = {
    Kind.PRODUCT_TEST: Names("hasil berlaku untuk contoh yang diuji", "results concern the sample tested"),
}


def programme_line(programme_id: str, programme_en: str, budget_year: int | None) -> Names:
    """Name of the programme with the budget year (*tahun anggaran*) that paid, where it is known.

    >>> programme_line("Program A", "Programme A", 2026).id
    'Program A · Tahun Anggaran 2026'
    """
    if budget_year is None:
        return Names(programme_id, programme_en)
    return Names(f"{programme_id} · Tahun Anggaran {budget_year}", f"{programme_en} · budget year {budget_year}")


def day(date: dt.date) -> Names:
    """A day in words.

    >>> day(dt.date(2026, 8, 17))
    Names(id='17 Agustus 2026', en='17 August 2026')
    """
    return Names(
        f"{date.day} {MONTHS_ID[date.month - 1]} {date.year}", f"{date.day} {MONTHS_EN[date.month - 1]} {date.year}"
    )


def pair(names: Names) -> dict[str, str]:
    """Both languages as the templates take them.

    >>> pair(Names("Produk", "Product"))
    {'id': 'Produk', 'en': 'Product'}
    """
    return {"id": names.id, "en": names.en}
