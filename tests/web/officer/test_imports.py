"""Import on screen: handed in, columns mended, previewed, imported, each row with what became of it."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from openpyxl import load_workbook

from setara.accounts.models import User
from setara.certificates.models import Certificate
from setara.history.models import Entry
from setara.intake import upload_queries
from setara.intake.acts.uploads import at_work
from setara.intake.models import HeaderMapping, Upload, Work
from setara.kernel.access.acts import Act
from setara.kernel.access.roles import Role
from setara.registry.models import Business
from tests.intake.lists import BUSINESSES, CERTIFICATES, NIB_A, row, written
from tests.web.visitors import browser_of, officer

pytestmark = pytest.mark.django_db
Queries = Callable[[int], Any]
NIK = "3515014101900001"
ODD = ("No", "Pelaku", "Tempat", "Barang", "KTP")
MENDED = {"0-0": "", "0-1": "name", "0-2": "district_code", "0-3": "product", "0-4": "nik"}


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def content(tmp_path, header, *rows, **more) -> bytes:
    return written(tmp_path / "isi.xlsx", header, *rows, **more).read_bytes()


def handed_in(browser: Client, file: bytes, *, name="usulan.xlsx", **fields):
    given = {"list": "businesses", "year": "2026", **fields}
    return browser.post("/kantor/impor/terima", {**given, "file": SimpleUploadedFile(name, file)})


def simple(tmp_path, rows=1) -> bytes:
    return content(tmp_path, BUSINESSES, *[(f"UD Contoh {n}", "", "Malang", "", "") for n in range(rows)])


def at(upload: Upload, rest: str = "") -> str:
    return f"/kantor/impor/{upload.pk}{rest}"


def unmapped(tmp_path) -> bytes:
    lines = [("1", "UD Satu", "Kab. Gresik", "Kopi", NIK), ("2", "UD Dua", "Malang", "Teh", "3515")]
    return content(tmp_path, ODD, *lines)


def test_a_form_that_nobody_knows_is_mended_previewed_and_imported(tmp_path) -> None:
    browser = officer()
    answer = handed_in(browser, unmapped(tmp_path))
    upload = Upload.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, at(upload))
    page = text_of(browser.get(at(upload)))
    assert "No headings of such a list were recognised." in page
    assert (">UD Satu<" in page, "…0001" in page, NIK in page) == (True, True, False)

    answer = browser.post(at(upload, "/kolom"), MENDED, follow=True)
    page = text_of(answer)
    assert answer.redirect_chain == [(at(upload), 302)]
    assert "What would become of the rows" in page
    assert '<b class="number">C3</b> “Malang” is both a kabupaten and a kota' in page
    assert Business.objects.count() == 0

    page = text_of(browser.post(at(upload, "/jalankan"), follow=True))
    made = Business.objects.get()
    assert (made.name, made.nik, made.product) == ("UD Satu", NIK, "Kopi")
    assert f'<a href="/kantor/ikm/{made.pk}">UD Satu</a>' in page
    assert f"/kantor/pertanyaan/?file={Upload.objects.get().file_id}" in page
    assert "Workbook" in text_of(browser.get("/kantor/impor/"))


def test_the_form_is_known_from_then_on_until_it_is_revoked(tmp_path) -> None:
    browser = officer()
    handed_in(browser, unmapped(tmp_path))
    browser.post(at(Upload.objects.get(), "/kolom"), MENDED)
    page = text_of(browser.get("/kantor/impor/bentuk/"))
    assert ("Pelaku → <b>Name</b>" in page, "Contoh activity_officer" in page) == (True, True)
    handed_in(browser, content(tmp_path, ODD, ("1", "UD Lain", "Kab. Gresik", "Kopi", "")), name="b.xlsx")
    second = Upload.objects.order_by("id").last()
    assert second
    assert "These headings are known" in text_of(browser.get(at(second)))
    mapping = HeaderMapping.objects.get()
    browser.post(f"/kantor/impor/bentuk/{mapping.pk}/cabut")
    assert "revoked" in text_of(browser.get("/kantor/impor/bentuk/"))
    assert "No headings of such a list were recognised." in text_of(browser.get(at(second)))


def test_a_list_of_certificates_leads_to_what_it_made(tmp_path) -> None:
    browser = officer()
    rows = [row(), row(kind="Halal", number="9", nib=""), row("UD Lain", number="3", nib="12")]
    handed_in(browser, content(tmp_path, CERTIFICATES, *rows), list="certificates")
    upload = Upload.objects.get()
    browser.post(at(upload, "/kolom"), {f"0-{n}": f for n, f in enumerate(upload_fields(upload))})
    browser.post(at(upload, "/jalankan"))
    made = Certificate.objects.get()
    assert made.budget_year == 2026
    page = text_of(browser.get(at(upload)))
    assert f'<a class="number" href="/kantor/sertifikat/{made.pk}">{made.number}</a>' in page
    assert "/kantor/sumber/" in page
    refused = text_of(browser.get(at(upload, "?outcome=refused")))
    assert ("is none of the eight kinds" in refused, made.number in refused) == (True, False)


def upload_fields(upload: Upload) -> list[str]:
    return [column["field"] for column in upload.sheets[0]["columns"]]


def test_a_number_in_a_heading_is_not_shown_whole(tmp_path) -> None:
    browser, header = officer(), ("Nama IKM", "Kab/Kota", f"Diisi oleh {NIK}")
    upload = previewed(browser, content(tmp_path, header, ("UD Satu", "Kab. Gresik", "")))
    for path in (at(upload), "/kantor/impor/bentuk/"):
        page = text_of(browser.get(path))
        assert ("Diisi oleh …0001" in page, NIK in page) == (True, False)
    assert "These headings are known" in text_of(browser.get(at(upload)))


@pytest.mark.parametrize(
    ("name", "file", "sentence"),
    [
        ("a.xlsx", b"", "The file is empty."),
        ("a.xlsx", b"%PDF-1.7", "The file is no spreadsheet."),
        ("a.xlsx", b"PK\x03\x04", "The file is damaged"),
        ("a.csv", b"halo\n", "No sheet holds such a list."),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "The file is damaged"),
    ],
)
def test_what_cannot_be_read_is_said_on_the_form(name, file, sentence) -> None:
    answer = handed_in(officer(), file, name=name)
    assert (answer.status_code, sentence in text_of(answer), Upload.objects.count()) == (422, True, 0)


@pytest.mark.parametrize(
    "fields", [{"list": "x"}, {"list": ""}, {"year": "19"}, {"year": "x"}, {"file": ""}, {"file": "text"}]
)
def test_a_form_that_is_wrong_is_shown_again(tmp_path, fields) -> None:
    given = {"list": "businesses", "year": "", "file": SimpleUploadedFile("a.xlsx", simple(tmp_path)), **fields}
    answer = officer().post("/kantor/impor/terima", given)
    assert (answer.status_code, Upload.objects.count()) == (422, 0)
    assert "Something is missing or wrong" in text_of(answer)


def test_a_file_too_large_is_refused_before_it_is_read(monkeypatch) -> None:
    monkeypatch.setattr("setara.web.officer.imports.LARGEST", -70_000)
    answer = handed_in(officer(), b"x")
    assert (answer.status_code, "larger than 512 MB" in text_of(answer)) == (422, True)


def test_a_file_from_another_page_is_turned_away(tmp_path) -> None:
    browser = Client(enforce_csrf_checks=True)
    officer()
    browser.force_login(User.objects.get())
    assert handed_in(browser, simple(tmp_path)).status_code == 403
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"0-0": "owner"}, 422),
        ({}, 422),
        ({"0-0": "holder"}, 400),
        ({"0-0": "name\x00"}, 400),
        ({"0-0": "name", "sheet": "Lain"}, 302),
    ],
)
def test_columns_that_read_nothing_are_not_confirmed(tmp_path, fields, status) -> None:
    browser = officer()
    handed_in(browser, simple(tmp_path))
    answer = browser.post(at(Upload.objects.get(), "/kolom"), fields)
    assert (answer.status_code, HeaderMapping.objects.count()) == (status, 0)
    assert (status != 422) or "No column is read as Name" in text_of(answer)
    assert Upload.objects.get().state == "received"


def test_an_import_before_the_preview_does_nothing(tmp_path) -> None:
    browser = officer()
    handed_in(browser, simple(tmp_path))
    page = text_of(browser.post(at(Upload.objects.get(), "/jalankan"), follow=True))
    assert ("Look at the preview first." in page, Upload.objects.get().state) == (True, "received")


def previewed(browser: Client, file: bytes) -> Upload:
    handed_in(browser, file)
    upload = Upload.objects.order_by("id").last()
    assert upload
    browser.post(at(upload, "/kolom"), {f"0-{n}": f for n, f in enumerate(upload_fields(upload))})
    return upload


def test_the_same_file_again_says_so_and_changes_nothing(tmp_path) -> None:
    browser, file = officer(), content(tmp_path, BUSINESSES, ("UD Satu", NIB_A, "Kab. Gresik", "", ""))
    browser.post(at(previewed(browser, file), "/jalankan"))
    again = previewed(browser, file)
    assert "This very file was read on" in text_of(browser.get(at(again)))
    page = text_of(browser.post(at(again, "/jalankan"), follow=True))
    assert ("<dt>Changed nothing</dt><dd>1</dd>" in page, Business.objects.count()) == (True, 1)
    page = text_of(browser.post(at(again, "/jalankan"), follow=True))
    assert "The file is imported already." in page
    assert Entry.objects.filter(kind="upload.imported").count() == 2


def test_work_shows_its_progress_with_and_without_script(tmp_path) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("a lock of the database is held again by the same connection")
    browser = officer()
    upload = previewed(browser, simple(tmp_path))
    Upload.objects.update(work=Work.IMPORT)
    assert "The work was interrupted" in text_of(browser.get(at(upload)))
    with at_work(upload.pk) as progress:
        progress(1)
        page = text_of(browser.get(at(upload)))
        assert f'data-live="{at(upload, "/kemajuan")}"' in page
        assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
        part = text_of(browser.get(at(upload, "/kemajuan")))
        assert ("1 / 1" in part, "data-finished" in part) == (True, False)
    assert "data-finished" in text_of(browser.get(at(upload, "/kemajuan")))


def test_who_may_not_see_personal_data_sees_neither_samples_nor_cells(tmp_path, settings) -> None:
    clerk = Role("clerk", "juru", "clerk", frozenset({Act.IMPORT, Act.SEE_REGISTER}))
    settings.ROLES = {**settings.ROLES, "clerk": clerk}
    browser = browser_of("clerk")
    lines = [("UD Satu", "12", "Malang", "Siti Contoh", "Kopi")]
    upload = previewed(browser, content(tmp_path, BUSINESSES, *lines))
    page = text_of(browser.get(at(upload)))
    assert ("Siti Contoh" in page, "Kopi" in page, "NIB: not valid" in page) == (False, True, True)
    assert ("“12”" in page, "/laporan" in page, "/kantor/pertanyaan/" in page) == (False, False, False)
    assert browser.get(at(upload, "/laporan")).status_code == 403


def rows_in(answer) -> list[tuple[bool, list[object]]]:
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["Daftar"]
    return [
        (bool(sheet.row_dimensions[number].hidden), [cell.value for cell in cells])
        for number, cells in enumerate(sheet.iter_rows(), start=1)
    ]


@pytest.mark.parametrize("is_imported", [False, True])
def test_rows_are_sent_back_with_their_reasons_and_come_again_without_doubles(tmp_path, is_imported) -> None:
    browser = officer()
    lines = [("UD Satu", NIB_A, "Kab. Gresik", "", ""), ("UD Dua", "", "Malang", "", "")]
    upload = previewed(browser, content(tmp_path, BUSINESSES, *lines))
    if is_imported:
        browser.post(at(upload, "/jalankan"))
    before = Entry.objects.filter(kind="nik.read", stream=upload.stream).count()
    answer = browser.get(at(upload, "/laporan?rows=waiting"))
    assert answer["Content-Disposition"] == 'attachment; filename="usulan - reasons.xlsx"'
    assert Entry.objects.filter(kind="nik.read", stream=upload.stream).count() == before + 1
    header, one, two = rows_in(answer)
    assert (header[0], one[0], two[0]) == (False, True, False)
    assert (header[1][5:], one[1][5]) == (["Outcome", "Reason"], "New in the register")
    assert two[1][5] == "Undecided: somebody has to look"
    assert str(two[1][6]).startswith("Daftar!C3: “Malang” is both")
    assert [hidden for hidden, _cells in rows_in(browser.get(at(upload, "/laporan")))] == [False] * 3

    back = b"".join(browser.get(at(upload, "/laporan?rows=waiting")).streaming_content)
    again = previewed(browser, back)
    browser.post(at(again, "/jalankan"))
    assert Business.objects.count() == 1


def test_a_preview_that_did_not_keep_every_row_offers_no_report_of_all(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(upload_queries, "MOST_LOOKED_AT", 1)
    browser = officer()
    upload = previewed(browser, simple(tmp_path, 2))
    assert "/laporan" not in browser.get(at(upload)).content.decode()
    assert browser.get(at(upload, "/laporan")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_same_number_of_questions(rows, tmp_path, django_assert_num_queries: Queries) -> None:
    browser = officer()
    files = [previewed(browser, simple(tmp_path, rows + n)) for n in range(rows)]
    with django_assert_num_queries(8):
        assert browser.get(at(files[0])).status_code == 200
    for one in files:
        browser.post(at(one, "/jalankan"))
    for path, number in ((at(files[0]), 8), ("/kantor/impor/", 5), ("/kantor/impor/bentuk/", 5)):
        with django_assert_num_queries(number):
            assert browser.get(path).status_code == 200


@pytest.mark.parametrize("query", ["outcome=x", "after=x", "after=-1", "outcome=%00"])
def test_values_that_no_link_makes_are_refused(tmp_path, query) -> None:
    browser = officer()
    upload = previewed(browser, simple(tmp_path))
    assert browser.get(at(upload, f"?{query}")).status_code == 400


@pytest.mark.parametrize("path", ["", "/kemajuan", "/laporan"])
def test_a_file_that_is_not_there_is_not_found(path) -> None:
    assert officer().get(f"/kantor/impor/999{path}").status_code == 404


def test_home_and_every_page_lead_to_it() -> None:
    page = text_of(officer().get("/kantor/"))
    assert page.count('href="/kantor/impor/"') == 2
    assert 'href="/kantor/impor/"' not in text_of(browser_of("verifier").get("/kantor/"))
