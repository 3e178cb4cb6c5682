import datetime as dt
import re
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.reader import PdfFileReader

from setara.issuance.sheet.press import BREADTHS, SheetPress, breadth
from setara.kernel.certificates.kinds import KIND_NAMES, Kind, Names
from setara.platform.pdf.inspection import inspect
from tests.issuance.sheet.samples import (
    CREDENTIAL,
    FOREIGN,
    LONG,
    MOMENT,
    PLAIN,
    QR_TEXT,
    UNPRINTABLE,
    WIDEST,
    codes,
    content,
    text_of,
    words,
)


@pytest.fixture(scope="module")
def root(sheet):
    return PdfFileReader(BytesIO(sheet)).root


def test_equal_input_gives_equal_bytes(press, sheet):
    assert press.pdf(content(), CREDENTIAL, MOMENT) == sheet
    assert SheetPress().pdf(content(), CREDENTIAL, MOMENT) == sheet


def test_a_sheet_is_one_page_of_a4_landscape(sheet):
    document = pypdfium2.PdfDocument(sheet)
    assert len(document) == 1
    assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [297, 210]


def test_sheet_says_who_issued_who_recorded_and_which_programme(sheet):
    text = text_of(sheet)
    assert "Diterbitkan oleh Issued by Balai Besar Contoh Industri Agro Akreditasi Accreditation LSPr-005-IDN" in text
    assert "Dicatat oleh Recorded by Dinas Perindustrian dan Perdagangan Contoh, 2 Maret 2026" in text
    assert "Difasilitasi melalui Facilitated through Program Fasilitasi" in text
    assert "Tahun Anggaran 2026" in text


def test_sheet_says_what_it_is_not(sheet):
    text = text_of(sheet)
    assert "Lembar Verifikasi Sertifikat Certificate verification sheet" in text
    assert "Menyertai, tidak menggantikan, sertifikat asli Accompanies the original, does not replace it" in text
    assert "bukan TTE tersertifikasi System seal, not a certified electronic signature" in text


def test_sheet_says_nothing_of_the_hand_over(sheet):
    assert not re.search("serah|hand", text_of(sheet), re.IGNORECASE)


@pytest.mark.parametrize("dots_per_inch", [150, 300])
def test_code_read_from_the_page_is_the_text_given(sheet, dots_per_inch):
    assert [code.text for code in codes(sheet, dots_per_inch)] == [QR_TEXT]


def test_code_is_printed_at_its_promised_size_with_a_quiet_zone(sheet):
    (code,) = codes(sheet, 300)
    modules = 77
    size = (code.position.top_right.x - code.position.top_left.x) / 300 * 25.4
    assert size >= 31
    assert size / modules >= 0.40
    right = 297 - code.position.top_right.x / 300 * 25.4
    below = 210 - code.position.bottom_right.y / 300 * 25.4
    assert min(right, below) >= 4 * size / modules
    left = code.position.top_left.x / 300 * 72 - 4 * size / modules / 25.4 * 72
    page = pypdfium2.PdfDocument(sheet)[0]
    height = page.get_height() - code.position.top_left.y / 300 * 72
    assert [word.text for word in words(page) if word.right > left and word.bottom < height] == []


def test_official_host_stands_beside_the_code(sheet):
    (code,) = codes(sheet, 150)
    page = pypdfium2.PdfDocument(sheet)[0]
    (host,) = [word for word in words(page) if word.text == "verifikasi.example.id"]
    left, top = code.position.top_left.x / 150 * 72, page.get_height() - code.position.top_left.y / 150 * 72
    assert host.right < left < host.right + 60
    assert host.top < top


def test_declares_pdf_a_3b(root):
    xmp = root["/Metadata"].data.decode()
    assert re.findall("<pdfaid:(part|conformance)>([^<]*)<", xmp) == [("part", "3"), ("conformance", "B")]
    (intent,) = (reference.get_object() for reference in root["/OutputIntents"])
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"].data[36:40] == b"acsp"


def test_is_tagged_and_names_language_and_title(root, sheet):
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "id-ID"
    title = pypdfium2.PdfDocument(sheet).get_metadata_dict()["Title"]
    assert title == "Lembar Verifikasi Sertifikat · 824/LSPro-BBIA/SNI/XI/2025 · UD Sumber Rejeki Makmur"


def test_attaches_the_credential_as_data_of_the_document(root, sheet):
    (file,) = (reference.get_object() for reference in root["/AF"])
    assert (file["/UF"], file["/AFRelationship"]) == ("credential.json", "/Data")
    assert file["/EF"]["/F"]["/Subtype"] == "/application/json"
    assert inspect(sheet, []).credential == CREDENTIAL


def test_every_font_is_embedded_and_nothing_is_encrypted_or_scripted(press):
    reader = PdfFileReader(BytesIO(press.pdf(content(FOREIGN), CREDENTIAL, MOMENT)))
    assert not reader.encrypted
    assert set(reader.root) & {"/OpenAction", "/AA", "/AcroForm"} == set()
    fonts = reader.root["/Pages"]["/Kids"][0]["/Resources"]["/Font"].values()
    descriptors = [font.get_object()["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts]
    assert len(descriptors) == 4
    assert all(set(one) & {"/FontFile2", "/FontFile3"} for one in descriptors)
    assert {re.sub("^/.*[+]|-.*", "", str(one["/FontName"])) for one in descriptors} == {
        "DejaVuSansMono",
        "LibertinusSerif",
        "SourceSansPro",
    }


def test_creation_date_is_the_moment_given(sheet):
    assert pypdfium2.PdfDocument(sheet).get_metadata_dict()["CreationDate"] == "D:20260302020000Z"


@pytest.mark.parametrize(
    "facts", [LONG, WIDEST, FOREIGN, UNPRINTABLE], ids=["long", "widest", "foreign", "unprintable"]
)
def test_nothing_overlaps_and_nothing_leaves_the_page(press, facts):
    pdf = press.pdf(content(facts), CREDENTIAL, MOMENT)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    placed = [word for word in words(document[0]) if word.text]
    margin = 20 / 25.4 * 72
    assert min(word.left for word in placed) >= margin
    assert max(word.right for word in placed) <= document[0].get_width() - margin
    assert _overlaps(placed) == []
    assert [code.text for code in codes(pdf, 200)] == [QR_TEXT]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_fits_its_line(press, kind):
    pdf = press.pdf(content(replace(PLAIN, kind=kind, expiry_date=None)), CREDENTIAL, MOMENT)
    assert KIND_NAMES[kind].id in text_of(pdf)
    assert _overlaps(words(pypdfium2.PdfDocument(pdf)[0])) == []


def test_long_office_programme_and_host_find_room(press):
    changed = replace(
        content(),
        office=Names("Dinas Perindustrian, Perdagangan, Koperasi dan Usaha Kecil " * 3, "Department of Industry " * 6),
        programme=Names("Program " * 25, "Programme " * 22),
        host="verifikasi-sertifikat-industri-kecil-dan-menengah.dinas.provinsi-contoh.example.id",
    )
    pdf = press.pdf(changed, CREDENTIAL, MOMENT)
    assert _overlaps(words(pypdfium2.PdfDocument(pdf)[0])) == []


def test_a_letter_without_a_font_is_set_as_a_box(press):
    text = text_of(press.pdf(content(UNPRINTABLE), CREDENTIAL, MOMENT))
    assert "▯ ▯ x" in text
    assert "<b>#let x = 1; $a$ `*_@\\" in text


def test_a_page_full_of_letters_without_a_font_still_prints(press):
    script = "".join(map(chr, range(0x4E00, 0x4E00 + 150)))
    assert "▯" * 20 in text_of(press.pdf(content(replace(PLAIN, holder=script)), CREDENTIAL, MOMENT))


def test_printed_run_has_the_same_pages_in_order_and_nothing_attached(press):
    made = [content(replace(PLAIN, holder=f"UD Nomor {place}", kind=kind)) for place, kind in enumerate(Kind)]
    pdf = press.print_run(made, MOMENT)
    assert len(pypdfium2.PdfDocument(pdf)) == 8
    assert [f"UD Nomor {place} " in text_of(pdf, place) for place in range(8)] == [True] * 8
    assert inspect(pdf, []).attachments == ()


def test_an_empty_run_is_a_blank_page(press):
    pdf = press.print_run([], MOMENT)
    assert (len(pypdfium2.PdfDocument(pdf)), text_of(pdf)) == (1, "")


def test_a_term_without_end_in_sight_has_few_ticks(press):
    text = text_of(press.pdf(content(replace(PLAIN, expiry_date=dt.date(9999, 12, 31))), CREDENTIAL, MOMENT))
    assert len(re.findall("Masa berlaku Validity ((?:[0-9]{4} )*)", text)[0].split()) <= 10


@settings(max_examples=8, deadline=None)
@given(st.text(min_size=1, max_size=120), st.dates(), st.dates())
def test_any_text_and_any_dates_print(text, start, end):
    facts = replace(PLAIN, holder=text, number=text, product=text, issue_date=start, expiry_date=end)
    assert PRESS.pdf(content(facts), CREDENTIAL, MOMENT).startswith(b"%PDF-1.7")


def test_breadth_is_never_less_than_what_is_set(press):
    samples = ["".join(BREADTHS)[place : place + 6] for place in range(0, len(BREADTHS), 6)]
    facts = [replace(PLAIN, holder=f"x{sample}x", number=f"x{sample}x") for sample in samples]
    document = pypdfium2.PdfDocument(press.print_run([content(one) for one in facts], MOMENT))
    for page, one in zip(document, facts, strict=True):
        holder, number = (word for word in words(page) if word.text == one.holder)
        assert holder.right - holder.left <= breadth(one.holder) * 28
        assert number.right - number.left <= breadth(one.number) * 16


PRESS = SheetPress()


def _overlaps(placed):
    """Pairs of lines whose boxes share more than the overhang of a letter."""
    found = []
    for place, one in enumerate(placed):
        for other in placed[place + 1 :]:
            across = min(one.right, other.right) - max(one.left, other.left)
            up = min(one.top, other.top) - max(one.bottom, other.bottom)
            if across > 1 and up > 0.35 * min(one.top - one.bottom, other.top - other.bottom):
                found.append((one.text, other.text))
    return found
