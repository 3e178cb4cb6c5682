"""A made-up certificate, plain and at its worst, and eyes for what was printed."""

import datetime as dt
import json
from dataclasses import dataclass, replace

import pypdfium2
import zxingcpp

from setara.issuance.sheet.content import Office, SheetContent, sheet_content
from setara.kernel.certificates.facts import CertificateFacts
from setara.kernel.certificates.kinds import Kind

MOMENT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
CREDENTIAL = json.dumps({"@context": ["https://www.w3.org/ns/credentials/v2"], "claims": "x" * 2400}).encode()
QR_TEXT = "https://verifikasi.example.id/v#" + "".join(str(place * place % 10) for place in range(820))

PLAIN = CertificateFacts(
    kind=Kind.SPPT_SNI,
    number="824/LSPro-BBIA/SNI/XI/2025",
    issuer="Balai Besar Contoh Industri Agro",
    holder="UD Sumber Rejeki Makmur",
    district_code="35.15",
    issuer_accreditation="LSPr-005-IDN",
    product="Garam konsumsi beryodium",
    standard="SNI 3556:2016",
    scheme_type="Tipe 5",
    issue_date=dt.date(2025, 11, 17),
    expiry_date=dt.date(2029, 11, 16),
    budget_year=2026,
)
LONG = replace(
    PLAIN,
    number="DJKI/2026/" + "ABCDEFGHIJ0123456789" * 4,
    issuer="Lembaga Sertifikasi Produk Balai Standardisasi dan Pelayanan Jasa Industri Contoh, " * 2,
    holder='Perkumpulan Usaha Bersama Perajin Batik Tulis dan Batik Cap "Sekar Jagad Arum Wangi" Karangjati',
    title="panjang " * 30,
    product="Kopi bubuk robusta, kopi bubuk arabika, minuman serbuk jahe merah dan gula aren semut kemasan 250 g",
    application_number="JID" + "0123456789" * 9,
    classification="29, 30, 32, 35",
    filing_date=dt.date(2023, 1, 1),
)
WIDEST = replace(
    PLAIN,
    number="9" * 300,
    issuer="M" * 300,
    holder="W" * 300,
    issuer_accreditation="A" * 300,
    product="W" * 300,
    title="Q" * 300,
    standard="S" * 300,
    scheme_type="T" * 300,
    classification="C" * 300,
    application_number="8" * 300,
    filing_date=dt.date(2020, 1, 1),
    issue_date=None,
)
FOREIGN = replace(PLAIN, holder="مؤسسة النور Đặng Thị Hồng", number="ÅÉÎØÜ/ßþ/ŁŻ", issuer="Dépôt des Œuvres — Ærø")
UNPRINTABLE = replace(PLAIN, holder="ꦧꦠꦶꦏ꧀ 批 😀 \x07\u202e\ue000 x", number="<b>#let x = 1; $a$ `*_@\\")


def content(facts: CertificateFacts = PLAIN, **changes: object) -> SheetContent:
    given = {
        "slug": "Qm3xT0aLk9_vB7-Z",
        "qr_text": QR_TEXT,
        "host": "verifikasi.example.id",
        "verification_url": "https://verifikasi.example.id/v/Qm3xT0aLk9_vB7-Z",
        "office": Office("Dinas Perindustrian dan Perdagangan Contoh", "Industry and Trade Office of Contoh"),
        "programme_id": "Program Fasilitasi Sertifikasi Industri Kecil dan Menengah",
        "programme_en": "Certification Facilitation Programme",
        "district_name": "Kabupaten Sidoarjo",
        "recorded_on": dt.date(2026, 3, 2),
        "fingerprint": bytes(32),
    }
    return sheet_content(facts, **(given | changes))


@dataclass(frozen=True)
class Word:
    text: str
    left: float
    bottom: float
    right: float
    top: float


def words(page: pypdfium2.PdfPage) -> list[Word]:
    """Lines of text with their places in points."""
    text = page.get_textpage()
    return [
        Word(text.get_text_bounded(*box).strip(), *box)
        for box in (text.get_rect(place) for place in range(text.count_rects()))
    ]


def text_of(pdf: bytes, page: int = 0) -> str:
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_bounded()
    return " ".join(text.replace("\u200b", "").replace("\x02", "").split())


def codes(pdf: bytes, dots_per_inch: int) -> list[zxingcpp.Barcode]:
    """QR codes on the rendered first page; a line of hundreds of W reads as bars of another kind."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=dots_per_inch / 72, grayscale=True)
    rows = memoryview(bytes(picture.buffer)).cast("B", (picture.height, picture.stride))
    return zxingcpp.read_barcodes(rows, formats=zxingcpp.BarcodeFormat.QRCode)
