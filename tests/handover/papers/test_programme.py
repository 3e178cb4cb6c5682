from setara.handover.papers.programme import programme
from tests.handover.papers.samples import (
    AWFUL,
    EVENT,
    MOMENT,
    awful_envelopes,
    awful_event,
    envelope,
    pages_of,
    strays,
    text_of,
)


def test_programme_and_recipients_in_stage_order_a_page_for_each_photograph():
    people = [envelope(40 + place, stage=8 - place) for place in range(1, 8)]
    pages = pages_of(programme(EVENT, people, MOMENT, photo_size=4))
    assert "09.15 Laporan Kepala Dinas Kepala Dinas 09.30 Sambutan Gubernur Gubernur" in pages[0]
    assert "Foto 1 dari 2 · 4 penerima 1 UD" not in pages[0]
    assert "Foto 1 dari 2 · 4 penerima 1 Kerajinan Bambu Asri 47" in pages[1]
    assert "Foto 2 dari 2 · 3 penerima 5 Kerajinan Bambu Asri 43" in pages[2]
    assert (
        "7 Batik Tulis Sekar Jagad 41 dari Kabupaten Malang, menerima Sertifikat Keanggotaan GS1 (barcode)"
        " 041/LSPr-Contoh/SNI/III/2026 · sampul 41"
    ) in pages[2]


def test_an_event_without_programme_and_recipients_has_a_run_sheet_too():
    text = text_of(programme(awful_event("x"), [], MOMENT))
    assert "Penerima simbolis Those who stand for all on stage Tidak ada." in text


def test_no_text_leaves_the_page():
    for text in AWFUL:
        assert strays(programme(awful_event(text), awful_envelopes(), MOMENT)) == []


def test_equal_content_gives_equal_bytes():
    assert programme(EVENT, [envelope(1, stage=1)], MOMENT) == programme(EVENT, [envelope(1, stage=1)], MOMENT)
