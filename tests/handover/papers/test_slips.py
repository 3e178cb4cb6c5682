import pypdfium2
import pytest

from setara.handover.papers.slips import desk_slips, envelope_labels
from tests.handover.papers.samples import (
    AWFUL,
    EVENT,
    MOMENT,
    QR_TEXT,
    awful_envelopes,
    awful_event,
    codes,
    envelope,
    envelopes,
    pages_of,
    strays,
    text_of,
)


def test_a_slip_names_all_that_a_desk_needs():
    text = text_of(desk_slips(EVENT, [envelope(417, stage=None)], MOMENT))
    assert (
        "417 Batik Tulis Sekar Jagad 417 Kota Surabaya Sertifikat Keanggotaan GS1 (barcode)"
        " 417/LSPr-Contoh/SNI/III/2026 Meja 4"
    ) in text


@pytest.mark.parametrize("digits", [60, 420, 820])
def test_codes_on_slips_read_back(digits):
    given = [envelope(place, qr_text=f"{QR_TEXT[: 28 + digits]}{place:04}") for place in range(1, 9)]
    assert sorted(codes(desk_slips(EVENT, given, MOMENT), dots_per_inch=300)) == [one.qr_text for one in given]


def test_slips_and_labels_follow_the_order_over_the_pages():
    given = envelopes(20)
    slips, labels = pages_of(desk_slips(EVENT, given, MOMENT)), pages_of(envelope_labels(EVENT, given, MOMENT))
    assert [len(slips), len(labels)] == [3, 2]
    for pages in (slips, labels):
        found = [" ".join(pages).index(one.certificate) for one in given]
        assert found == sorted(found)
        assert [f"Halaman {place} / {len(pages)}" in page for place, page in enumerate(pages, 1)] == [True] * len(pages)


def test_who_goes_on_stage_and_what_goes_in_a_bundle_is_told_from_desks():
    given = [envelope(1, stage=3), envelope(2, desk=None, in_bundle=True)]
    assert [word in text_of(envelope_labels(EVENT, given, MOMENT)) for word in ("Panggung 3", "Bundel")] == [True, True]


@pytest.mark.parametrize("paper", [desk_slips, envelope_labels])
def test_no_text_leaves_its_piece_of_the_page(paper):
    for text in AWFUL:
        pdf = paper(awful_event(text), awful_envelopes(), MOMENT)
        assert len(pypdfium2.PdfDocument(pdf)) == 1
        assert strays(pdf, margin_mm=2) == []
    assert "Tidak ada." in text_of(paper(EVENT, [], MOMENT))


@pytest.mark.parametrize("paper", [desk_slips, envelope_labels])
def test_equal_content_gives_equal_bytes(paper):
    assert paper(EVENT, envelopes(2), MOMENT) == paper(EVENT, envelopes(2), MOMENT)
