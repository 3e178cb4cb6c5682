"""The front page: search by number, and checking what somebody holds out."""

import io

import pytest
from django.conf import settings

from setara.issuance.models import Sheet
from setara.issuance.office import content_store
from tests import factories
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db


def posted(**fields: object) -> tuple[int, str]:
    answer = visitor().post("/periksa", fields)
    return answer.status_code, " ".join(answer.content.decode().split())


def test_a_number_finds_certificates_of_all_kinds_however_it_is_spaced() -> None:
    factories.issued(number="IDM 000 123", kind="trademark", holder="UD Satu")
    factories.certificate(number="idm000123", kind="copyright", holder="UD Dua")
    page = " ".join(visitor().get("/cari", {"nomor": "IDM000123"}).content.decode().split())
    assert "2 certificates carry this number" in page
    assert f'<a href="/v/{Sheet.objects.get().slug}">UD Satu</a>' in page
    assert "<b>UD Dua</b>" in page


def test_the_search_says_that_a_certificate_has_expired() -> None:
    factories.certificate(number="9/ISO", kind="iso", issue_date="2020-03-17", expiry_date="2024-03-16")
    assert "</svg>expired</span>" in visitor().get("/cari", {"nomor": "9/ISO"}).content.decode()


def test_an_unknown_number_is_not_called_false() -> None:
    assert "does not mean that it is false" in visitor().get("/cari", {"nomor": "9"}).content.decode()


@pytest.mark.parametrize("nomor", ["\x00", "' OR 1=1 --", "%", "🎋" * 5000, "a" * 100_000, "\ud800"])
def test_hostile_numbers_are_answered(nomor: str) -> None:
    url = "/cari?nomor=" + "".join(f"%{byte:02x}" for byte in nomor.encode(errors="surrogatepass"))
    assert visitor().get(url).status_code == 200


def test_a_genuine_pdf_is_valid_and_a_changed_one_altered() -> None:
    factories.issued(holder="UD Asli")
    pdf = content_store().get(Sheet.objects.get().pdf_sha256)
    status, page = posted(berkas=io.BytesIO(pdf))
    assert (status, "This certificate is valid" in page, "UD Asli" in page) == (200, True, True)
    assert "This was altered" in posted(berkas=io.BytesIO(pdf + b"\n% more"))[1]


def test_a_credential_and_a_qr_text_are_checked() -> None:
    factories.issued()
    sheet = Sheet.objects.get()
    assert "This certificate is valid" in posted(teks=sheet.credential)[1]
    assert "This certificate is valid" in posted(teks=sheet.qr_text)[1]
    assert "This was altered" in posted(teks=sheet.qr_text[:-1])[1]


def test_nothing_held_out_is_said_at_the_form() -> None:
    status, page = posted()
    assert (status, "Choose a PDF or paste a text first." in page) == (400, True)


def test_twenty_megabytes_are_the_most() -> None:
    status, page = posted(berkas=io.BytesIO(bytes(21 * 2**20)))
    assert (status, "At most 20 MB" in page) == (413, True)


def test_the_language_is_kept_in_a_cookie_and_leads_nowhere_else() -> None:
    browser = visitor()
    answer = browser.get("/bahasa/id?ke=/cari%3Fnomor%3D7")
    assert (answer["Location"], answer.cookies[settings.LANGUAGE_COOKIE_NAME].value) == ("/cari?nomor=7", "id")
    for elsewhere in ("https://jahat.example/", "//jahat.example/", "/\\jahat.example", "javascript:1"):
        assert browser.get("/bahasa/en", {"ke": elsewhere})["Location"] == "/"


def test_pages_carry_the_policy_and_no_inline_script_or_style() -> None:
    answer = visitor().get("/")
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert " style=" not in answer.content.decode()
    assert "<style" not in answer.content.decode()


def test_a_page_that_does_not_exist_says_so_in_both_languages() -> None:
    answer = visitor().get("/tiada")
    assert answer.status_code == 404
    assert "Halaman ini tidak ada" in answer.content.decode()
    assert "This page does not exist" in answer.content.decode()
