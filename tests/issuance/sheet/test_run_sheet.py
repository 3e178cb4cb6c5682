import datetime as dt

import pypdfium2

from setara.issuance.sheet.run_sheet import RunRow, run_sheet
from setara.kernel.certificates.kinds import KIND_NAMES, Kind
from tests.issuance.sheet.samples import MOMENT, text_of

HEAD = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"


def test_run_sheet_lists_every_row_in_order_with_the_head_on_each_page():
    kinds = list(Kind)
    rows = [
        RunRow(place, f"Pemilik {place}", "Kota Batu", KIND_NAMES[kinds[place % 8]], f"N-{place}")
        for place in range(1, 91)
    ]
    pdf = run_sheet(rows, HEAD, MOMENT)
    pages = [text_of(pdf, page) for page in range(len(pypdfium2.PdfDocument(pdf)))]
    assert len(pages) == 3
    assert [HEAD in page for page in pages] == [True] * 3
    joined = " ".join(pages)
    places = [joined.index(f"Pemilik {place} Kota Batu") for place in range(1, 91)]
    assert places == sorted(places)
    assert "2 Maret 2026 · 90 lembar" in pages[0]


def test_day_is_that_of_jakarta():
    late = dt.datetime(2026, 3, 2, 17, 0, tzinfo=dt.UTC)
    assert "3 Maret 2026" in text_of(run_sheet([], HEAD, late))


def test_an_empty_run_has_a_sheet_too():
    assert "0 lembar" in text_of(run_sheet([], HEAD, MOMENT))
