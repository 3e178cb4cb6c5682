"""A messy workbook in a browser: handed in, a column mended, previewed, imported, and the form known from then on."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, sync_playwright

from setara.intake.models import HeaderMapping, Upload
from setara.registry.models import Business
from tests.e2e.test_verify_js import ARGUMENTS, CHROMIUM
from tests.e2e.walking import follow, sideways
from tests.platform.tables.books import write_sheets
from tests.web.visitors import browser_of

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium"),
]
MESSY = [
    ("DATA IKM KABUPATEN CONTOH",),
    (),
    ("No", "Pelaku", "Tempat", "Barang yang Dibuat", "Ket"),
    ("1", "UD Sumber Barokah", "Kab. Sidoarjo", "Keripik tempe", ""),
    ("2", "UD Maju Lancar", "Malang", "Kopi bubuk", ""),
    ("", "JUMLAH", "", "", "2"),
]


def hand_in(page: Page, base: str, file) -> None:
    page.goto(f"{base}/kantor/impor/")
    page.set_input_files("#upload-file", file)
    page.select_option("#upload-list", "businesses")
    follow(page, ".hand-in button")


def walk(page: Page, base: str, file) -> list[int]:
    seen = []
    hand_in(page, base, file)
    seen.append(sideways(page))
    for column, field in (("0-1", "name"), ("0-2", "district_code"), ("0-3", "product")):
        page.select_option(f"select[name='{column}']", field)
    follow(page, ".column-forms .actions button")
    seen.append(sideways(page))
    assert page.locator(".facts.numbers dd").all_inner_texts() == ["1", "1"]
    assert "C5" in page.inner_text("table.outcomes")
    follow(page, "form[action$=jalankan] button")
    seen.append(sideways(page))
    follow(page, "table.outcomes tbody tr:first-child td:nth-child(2) a")
    assert "UD Sumber Barokah" in page.inner_text("h1")
    page.goto(f"{base}/kantor/impor/bentuk/")
    seen.append(sideways(page))
    hand_in(page, base, file)
    assert page.input_value("select[name='0-1']") == "name"
    return seen


@pytest.mark.parametrize(("language", "width", "script"), [("id", 360, True), ("en", 1280, False)])
def test_a_form_is_mended_once_and_its_rows_are_imported(live_server, tmp_path, language, width, script):
    file = tmp_path / "usulan.xlsx"
    write_sheets(file, ("Usulan", MESSY))
    cookies = {
        settings.SESSION_COOKIE_NAME: browser_of("activity_officer").cookies[settings.SESSION_COOKIE_NAME].value,
        settings.LANGUAGE_COOKIE_NAME: language,
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        assert walk(context.new_page(), live_server.url, file) == [0, 0, 0, 0]
        browser.close()
    assert [one.name for one in Business.objects.all()] == ["UD Sumber Barokah"]
    assert [one.state for one in Upload.objects.order_by("id")] == ["imported", "received"]
    assert HeaderMapping.objects.get().columns == ["", "name", "district_code", "product", ""]
