from dataclasses import replace

import pytest

from setara.handover.papers.content import Figure
from setara.handover.papers.figures import frozen_figures, report, speech_figures
from tests.handover.papers.samples import AWFUL, EVENT, FROZEN, HEAD, MOMENT, awful_event, pages_of, strays, text_of

FROZEN_LINE = (
    f"Angka dibekukan dengan nama “Sambutan 24 November” pada 24 November 2026 pukul 09.30 WIB. Kepala riwayat: {HEAD}"
)


def test_speech_figures_stand_on_one_page_with_what_they_mean():
    (page,) = pages_of(speech_figures(EVENT, FROZEN, MOMENT))
    assert "1.450 Sertifikat difasilitasi 1.203 Usaha dilayani 38 Kabupaten/kota 450 Diserahkan hari ini" in page
    assert "Usaha dilayani: Usaha berbeda yang memegang sertifikat itu." in page
    assert "Sertifikat Merek 800; Sertifikat SPPT-SNI 250; Surat Pencatatan Ciptaan 400." in page
    assert FROZEN_LINE in page


@pytest.mark.parametrize("number", [1, 4, 5, 6])
def test_up_to_six_figures_need_one_page(number):
    figures = tuple(
        Figure(f"f{place}", f"Angka {place}", "Arti yang cukup panjang untuk dua baris penuh. " * 3, 10**place)
        for place in range(number)
    )
    assert len(pages_of(speech_figures(EVENT, replace(FROZEN, figures=figures), MOMENT))) == 1


KEPT = [
    {
        "code": f"f{place}",
        "value": place * 100,
        "by": [[code, place], ["lain", 1]],
        "split": split,
        "name": {"id": f"Angka {place}", "en": "x"},
        "definition": {"id": f"Arti angka {place} yang cukup panjang. " * 4, "en": "x"},
    }
    for place, (split, code) in enumerate(
        [("facility", "iso"), ("district", "35.15"), ("state", "suspended"), ("", "35.15")] * 2 + [("facility", "iso")]
    )
]


def test_what_was_kept_when_they_were_frozen_is_read_with_names_for_parts():
    frozen = frozen_figures("Sambutan", MOMENT, HEAD, KEPT[:4])
    assert (frozen.name, frozen.at, frozen.head) == ("Sambutan", MOMENT, HEAD)
    assert [one.parts for one in frozen.figures] == [
        (("Sertifikat Sistem Manajemen ISO", 0), ("lain", 1)),
        (("Kabupaten Sidoarjo", 1), ("Kabupaten/kota belum tercatat", 1)),
        (("dibekukan", 2), ("lain", 1)),
        (("35.15", 3), ("lain", 1)),
    ]


def test_more_figures_stand_on_one_page_and_what_they_mean_on_the_next():
    pages = pages_of(speech_figures(EVENT, frozen_figures("Sambutan", MOMENT, HEAD, KEPT), MOMENT))
    assert [len(pages), "700 Angka 7 800 Angka 8" in pages[0], "Angka 8: Arti angka 8" in pages[1]] == [2, True, True]


def test_report_is_a_draft_with_basis_figures_and_who_reports():
    text = text_of(report(EVENT, FROZEN, MOMENT))
    assert "KONSEP draft" in text
    assert "Dasar Keputusan Kepala Dinas Nomor 000/Contoh/2026; DPA Dinas Tahun Anggaran 2026 Angka 1.450" in text
    assert "38 Kabupaten/kota Daerah yang usahanya memegang sertifikat itu." in text
    assert "Rincian Sertifikat difasilitasi Sertifikat Merek 800 Sertifikat SPPT-SNI 250" in text
    assert FROZEN_LINE in text
    assert "Yang melaporkan, Kepala Dinas Contoh Kepala Dinas, S.T., M.M. NIP 197001011995031001" in text


@pytest.mark.parametrize("paper", [speech_figures, report])
def test_no_text_leaves_the_page_and_none_is_needed(paper):
    for text in AWFUL:
        bad = tuple(Figure("x", text, text, 10**18, ((text, 1),)) for _ in range(7))
        assert strays(paper(awful_event(text), replace(FROZEN, name=text, figures=bad), MOMENT)) == []
    assert "Tidak ada." in text_of(paper(replace(EVENT, official=None), replace(FROZEN, figures=()), MOMENT))


@pytest.mark.parametrize("paper", [speech_figures, report])
def test_equal_content_gives_equal_bytes(paper):
    assert paper(EVENT, FROZEN, MOMENT) == paper(EVENT, FROZEN, MOMENT)
