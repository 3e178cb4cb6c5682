from dataclasses import replace
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader

from setara.handover.papers.content import Person
from setara.handover.papers.record import Second, record
from tests.handover.papers.samples import (
    AWFUL,
    EVENT,
    MOMENT,
    awful_envelopes,
    awful_event,
    envelopes,
    pages_of,
    strays,
    text_of,
)

SECOND = Second(
    Person("Budi Contoh", "Kepala Bidang", "", "Dinas Perindustrian Kabupaten Malang"),
    "bertindak untuk para pemegang sertifikat dari Kabupaten Malang,",
)


def squeezed(text):
    """Without spaces: between two lines of a cell the reader of these tests sees none."""
    return text.replace(" ", "")


def test_record_names_day_place_and_both_parties():
    text = pages_of(record(EVENT, SECOND, envelopes(12), MOMENT))[0]
    assert "KONSEP draft Berita Acara Serah Terima Sertifikat Record of hand-over Nomor:" in text
    assert (
        "Pada hari ini Selasa tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam (24-11-2026),"
        " bertempat di Gedung Serbaguna Contoh, Surabaya, kami yang bertanda tangan di bawah ini:"
        " 1. Nama : Contoh Kepala Dinas, S.T., M.M. NIP : 197001011995031001 Jabatan : Kepala Dinas"
        " Instansi : Dinas Contoh selanjutnya disebut PIHAK KESATU."
        " 2. Nama : Budi Contoh NIP : Jabatan : Kepala Bidang Instansi : Dinas Perindustrian Kabupaten Malang"
        " bertindak untuk para pemegang sertifikat dari Kabupaten Malang, selanjutnya disebut PIHAK KEDUA."
    ) in text
    assert "Dasar: Keputusan Kepala Dinas Nomor 000/Contoh/2026; DPA Dinas Tahun Anggaran 2026" in text


def test_counts_by_kind_stand_in_figures_and_words():
    text = pages_of(record(EVENT, SECOND, envelopes(12), MOMENT))[0]
    assert "12 (dua belas) sertifikat dalam rangka" in text
    assert "Sertifikat Merek 0 2 2 dua" in text
    assert "Sertifikat Batikmark 2 0 2 dua" in text
    assert "Jumlah 10 2 12 dua belas" in text


def test_the_annex_lists_every_certificate():
    given = envelopes(40)
    pages = pages_of(record(EVENT, SECOND, given, MOMENT))
    annex = squeezed(" ".join(pages[1:]))
    rows = [
        f"{place} {one.holder} sampul {one.number} {one.district} {one.kind_name} {one.certificate}"
        f" {'Cetak' if one.is_print else 'Asli'}"
        for place, one in enumerate(given, start=1)
    ]
    assert [squeezed(row) in annex for row in rows] == [True] * 40


def test_a_record_with_nothing_known_leaves_lines_for_the_pen():
    text = text_of(record(replace(EVENT, official=None, basis=""), Second(Person()), [], MOMENT))
    assert "1. Nama : NIP : Jabatan : Instansi : Dinas Perindustrian dan Perdagangan Contoh" in text
    assert "0 (nol) sertifikat" in text


def test_no_text_leaves_the_page():
    for text in AWFUL:
        person = Person(text, text, text[:18], text)
        pdf = record(awful_event(text), Second(person, text), awful_envelopes(), MOMENT)
        assert strays(pdf) == []


def test_equal_content_gives_equal_bytes_and_every_font_is_embedded():
    pdf = record(EVENT, SECOND, envelopes(12), MOMENT)
    assert record(EVENT, SECOND, envelopes(12), MOMENT) == pdf
    reader = PdfFileReader(BytesIO(pdf))
    fonts = reader.root["/Pages"]["/Kids"][0]["/Resources"]["/Font"].values()
    descriptors = [font.get_object()["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts]
    assert all(set(one) & {"/FontFile2", "/FontFile3"} for one in descriptors)
    assert reader.root["/MarkInfo"]["/Marked"]
