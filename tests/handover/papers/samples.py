"""A made-up event, plain and at its worst, and eyes for what was printed."""

import datetime as dt
from dataclasses import replace

import pypdfium2
import zxingcpp

from setara.handover.papers.content import Envelope, Event, Figure, Frozen, Guest, Handed, Person
from setara.kernel.certificates.kinds import Kind
from setara.kernel.handover.rules import Hold, Receiver

MOMENT = dt.datetime(2026, 11, 24, 2, 30, tzinfo=dt.UTC)
HEAD = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
QR_TEXT = "https://verifikasi.example.id/v#" + "".join(str(place * place % 10) for place in range(820))
DISTRICTS = (
    ("35.07", "Kabupaten Malang"),
    ("35.15", "Kabupaten Sidoarjo"),
    ("35.29", "Kabupaten Sumenep"),
    ("35.78", "Kota Surabaya"),
)
NAMES = ("UD Sumber Rejeki Makmur", "Batik Tulis Sekar Jagad", "CV Kopi Lereng Contoh", "Kerajinan Bambu Asri")
OFFICIAL = Person("Contoh Kepala Dinas, S.T., M.M.", "Kepala Dinas", "197001011995031001", "Dinas Contoh")
EVENT = Event(
    "Dinas Perindustrian dan Perdagangan Contoh",
    "Penyerahan Sertifikat Industri Kecil dan Menengah 2026",
    "Gedung Serbaguna Contoh, Surabaya",
    dt.date(2026, 11, 24),
    dt.time(9),
    (
        ("08.00", "Registrasi peserta dan pembagian nomor sampul", "Panitia"),
        ("09.00", "Pembukaan dan lagu Indonesia Raya", "Pembawa acara"),
        ("09.15", "Laporan Kepala Dinas", "Kepala Dinas"),
        ("09.30", "Sambutan Gubernur", "Gubernur"),
        ("09.50", "Penyerahan sertifikat secara simbolis dan foto bersama", "Gubernur, didampingi Kepala Dinas"),
        ("10.30", "Pengambilan sertifikat di meja", "Petugas meja"),
    ),
    "Keputusan Kepala Dinas Nomor 000/Contoh/2026; DPA Dinas Tahun Anggaran 2026",
    OFFICIAL,
)
AWFUL = "W" * 300, "ꦧꦠꦶꦏ꧀ 批 😀 \x07\u202e\ue000 x", "<b>#let x = 1; $a$ `*_@\\", "مؤسسة النور Đặng Thị Hồng", ""
FROZEN = Frozen(
    "Sambutan 24 November",
    MOMENT,
    HEAD,
    (
        Figure(
            "issued",
            "Sertifikat difasilitasi",
            "Sertifikat yang terbit dengan biaya tahun anggaran 2024 sampai 2026 dan tercatat pada Dinas.",
            1450,
            (("Sertifikat Merek", 800), ("Sertifikat SPPT-SNI", 250), ("Surat Pencatatan Ciptaan", 400)),
        ),
        Figure("businesses", "Usaha dilayani", "Usaha berbeda yang memegang sertifikat itu.", 1203),
        Figure("districts", "Kabupaten/kota", "Daerah yang usahanya memegang sertifikat itu.", 38),
        Figure("today", "Diserahkan hari ini", "Sertifikat yang masuk urutan acara ini.", 450),
    ),
)


def envelope(number: int = 1, **changes: object) -> Envelope:
    """An envelope; its facts follow its number."""
    code, district = DISTRICTS[(number - 1) // 113 % 4]
    kind = list(Kind)[number % 8]
    plain = Envelope(
        number,
        f"{NAMES[number % 4]} {number}",
        code,
        district,
        kind,
        f"{number:03}/LSPr-Contoh/SNI/III/2026",
        desk=1 + (number - 1) // 113 % 4,
        is_print=kind is Kind.TRADEMARK,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def envelopes(number: int, **changes: object) -> list[Envelope]:
    return [envelope(place, **changes) for place in range(1, number + 1)]


def awful_envelopes() -> list[Envelope]:
    """Envelopes whose every text is as bad as texts come."""
    handed = [Handed(text, Receiver.PROXY, MOMENT) for text in AWFUL]
    return [
        envelope(
            place + 1,
            holder=text,
            district=text,
            certificate=text,
            telephone=text,
            handed=handed[place],
            hold=Hold.NO_ORIGINAL,
            stage=place + 1,
        )
        for place, text in enumerate(AWFUL)
    ]


def guests(number: int) -> list[Guest]:
    return [
        Guest(
            f"{NAMES[place % 4]} {place}",
            f"Siti Contoh {place}",
            DISTRICTS[place % 4][1],
            f"Qm3xT0aLk9{place:03}",
            f"https://verifikasi.example.id/u/Qm3xT0aLk9{place:03}",
            1 + place % 3,
        )
        for place in range(1, number + 1)
    ]


def awful_guests() -> list[Guest]:
    return [Guest(text, text, text, f"code{place}", "https://a.id/u/1", 1, text) for place, text in enumerate(AWFUL)]


def awful_event(text: str) -> Event:
    """An event all of whose texts are the same."""
    person = Person(text, text, text[:18], text)
    return replace(EVENT, office=text, name=text, place=text, agenda=((text, text, text),), basis=text, official=person)


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page on one line, as it is read."""
    texts = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    return [" ".join(text.replace("\u200b", "").replace("\x02", "").split()) for text in texts]


def text_of(pdf: bytes) -> str:
    return " ".join(pages_of(pdf))


def codes(pdf: bytes, page: int = 0, dots_per_inch: int = 200) -> list[str]:
    """The texts of the QR codes on a rendered page."""
    picture = pypdfium2.PdfDocument(pdf)[page].render(scale=dots_per_inch / 72, grayscale=True)
    rows = memoryview(bytes(picture.buffer)).cast("B", (picture.height, picture.stride))
    return [one.text for one in zxingcpp.read_barcodes(rows, formats=zxingcpp.BarcodeFormat.QRCode)]


def strays(pdf: bytes, margin_mm: float = 5) -> list[str]:
    """Texts that stand outside the page or nearer to its edge than the margin."""
    margin, found = margin_mm / 25.4 * 72, []
    for page in pypdfium2.PdfDocument(pdf):
        width, height = page.get_size()
        text = page.get_textpage()
        for place in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(place)
            if left < margin or right > width - margin or bottom < margin or top > height - margin:
                found.append(text.get_text_bounded(left, bottom, right, top))
    return found
