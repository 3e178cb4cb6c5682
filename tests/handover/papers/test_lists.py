from dataclasses import replace

import pypdfium2
import pytest

from setara.handover.papers.content import Handed
from setara.handover.papers.lists import (
    attendance_list,
    envelope_list,
    hold_list,
    invitation_list,
    not_collected_list,
    pack_list,
    receipt_list,
)
from setara.kernel.certificates.kinds import Kind
from setara.kernel.handover.rules import Hold, Receiver
from tests.handover.papers.samples import (
    AWFUL,
    EVENT,
    MOMENT,
    awful_envelopes,
    awful_event,
    awful_guests,
    codes,
    envelope,
    envelopes,
    guests,
    pages_of,
    strays,
    text_of,
)

OF_ENVELOPES = [envelope_list, pack_list, hold_list, receipt_list, not_collected_list]
OF_GUESTS = [invitation_list, attendance_list]


@pytest.mark.parametrize("paper", OF_ENVELOPES + OF_GUESTS)
def test_every_page_names_event_moment_and_its_place_among_the_pages(paper):
    given = envelopes(90) if paper in OF_ENVELOPES else guests(90)
    pages = pages_of(paper(EVENT, given, MOMENT))
    foot = "Penyerahan Sertifikat Industri Kecil dan Menengah 2026 · keadaan 24 November 2026 pukul 09.30 WIB"
    assert [foot in page for page in pages] == [True] * len(pages)
    assert [f"Halaman {place} / {len(pages)}" in page for place, page in enumerate(pages, 1)] == [True] * len(pages)
    assert "Selasa, 24 November 2026 · pukul 09.00 WIB · Gedung Serbaguna Contoh, Surabaya" in pages[0]


@pytest.mark.parametrize("paper", OF_ENVELOPES + OF_GUESTS)
def test_a_list_of_nothing_says_so(paper):
    (page,) = pages_of(paper(EVENT, [], MOMENT))
    assert "Tidak ada. None." in page


@pytest.mark.parametrize("paper", OF_ENVELOPES + OF_GUESTS)
def test_equal_content_gives_equal_bytes(paper):
    given = envelopes(3) if paper in OF_ENVELOPES else guests(3)
    first = paper(EVENT, given, MOMENT)
    paper(EVENT, given[:1], MOMENT)
    assert paper(EVENT, given, MOMENT) == first


@pytest.mark.parametrize("paper", OF_ENVELOPES + OF_GUESTS)
@pytest.mark.parametrize("text", AWFUL, ids=["wide", "unseen", "markup", "foreign", "empty"])
def test_no_text_leaves_the_page(paper, text):
    given = awful_envelopes() if paper in OF_ENVELOPES else awful_guests()
    assert strays(paper(awful_event(text), given, MOMENT)) == []


def test_all_450_rows_stand_whole_in_order():
    given = envelopes(450)
    text = text_of(envelope_list(EVENT, given, MOMENT))
    rows = [f"{one.number} {one.holder} {one.kind_name} {one.certificate}" for one in given if not one.is_print]
    found = [text.find(row) for row in rows]
    assert -1 not in found
    assert found == sorted(found)
    assert "450 sampul. Urutan sama dengan print.pdf." in text


def test_a_row_is_never_cut_at_the_end_of_a_page():
    given = envelopes(60)
    pages = pages_of(receipt_list(EVENT, given, MOMENT))
    whole = [any(one.holder in page and one.certificate in page for page in pages) for one in given]
    assert whole == [True] * 60


def test_receipts_carry_who_received_and_leave_the_rest_to_the_pen():
    given = [
        envelope(1, handed=Handed("Siti Contoh", Receiver.PROXY, MOMENT)),
        envelope(2),
    ]
    text = text_of(receipt_list(EVENT, given, MOMENT, part="Meja 2"))
    assert "Meja 2 · 2 sertifikat. 1 sudah diterima." in text
    assert (
        "1 Batik Tulis Sekar Jagad 1 Sertifikat Keanggotaan GS1 (barcode) 001/LSPr-Contoh/SNI/III/2026"
        " Siti Contoh Kuasa (surat kuasa) 24-11-2026 09.30 1."
    ) in text
    assert "2 CV Kopi Lereng Contoh 2 Sertifikat Sistem Manajemen ISO 002/LSPr-Contoh/SNI/III/2026 2. " in text


def test_holds_say_why():
    given = [envelope(place, hold=why) for place, why in enumerate(Hold, start=1)]
    text = text_of(hold_list(EVENT, given, MOMENT))
    assert "3 sertifikat ditunda. Tanpa sertifikat asli tidak ada sampul." in text
    assert "001/LSPr-Contoh/SNI/III/2026 Sertifikat asli belum ada pada Dinas 2" in text


def test_pack_list_counts_by_desk_district_and_kind():
    given = [envelope(place, kind=Kind.ISO, desk=1) for place in (1, 2, 3, 7)]
    given += [envelope(9, kind=Kind.BATIKMARK, desk=1), envelope(10, kind=Kind.ISO, desk=None, in_bundle=True)]
    text = text_of(pack_list(EVENT, given, MOMENT))
    assert (
        "Meja 1 · 5 sampul Kabupaten/kota Jenis Nomor sampul Jumlah"
        " Kabupaten Malang Sertifikat Sistem Manajemen ISO 1–3, 7 4 Kabupaten Malang Sertifikat Batikmark 9 1"
        " Bundel kabupaten/kota, tanpa meja · 1 sampul"
    ) in text


def test_telephones_stand_only_where_they_are_given():
    plain = text_of(not_collected_list(EVENT, [envelope(1)], MOMENT))
    assert ("Telepon" in plain, "data pribadi" in plain) == (False, False)
    with_number = text_of(not_collected_list(EVENT, [envelope(1, telephone="+62 812-0000-0001")], MOMENT))
    assert "001/LSPr-Contoh/SNI/III/2026 +62 812-0000-0001" in with_number
    assert "Berisi data pribadi (UU 27/2022)" in with_number
    assert "1 sertifikat belum diambil. Sertifikat Keanggotaan GS1 (barcode) 1." in with_number


def test_codes_of_invitations_read_back_in_order():
    given = guests(4)
    assert sorted(codes(invitation_list(EVENT, given, MOMENT))) == [one.url for one in given]
    assert sorted(codes(attendance_list(EVENT, given, MOMENT))) == [one.url for one in given]


def test_a_print_of_an_e_certificate_is_named_so():
    text = text_of(envelope_list(EVENT, [envelope(4)], MOMENT))
    assert "Sertifikat Merek 004/LSPr-Contoh/SNI/III/2026 · cetak sertifikat elektronik" in text


def test_receipts_are_landscape_and_the_others_upright():
    sizes = [
        [round(side / 72 * 25.4) for side in pypdfium2.PdfDocument(paper(EVENT, envelopes(1), MOMENT))[0].get_size()]
        for paper in (receipt_list, hold_list)
    ]
    assert sizes == [[297, 210], [210, 297]]


def test_order_is_never_touched():
    given = [envelope(2, district="Kota Batu"), envelope(1), replace(envelope(3), district="Kota Batu")]
    text = text_of(envelope_list(EVENT, given, MOMENT))
    places = [text.index(one.certificate) for one in given]
    assert places == sorted(places)
