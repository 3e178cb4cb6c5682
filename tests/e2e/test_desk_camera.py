"""A sheet's code held before the camera of a telephone: the envelope opens."""

import pytest
import zxingcpp
from django.conf import settings
from playwright.sync_api import expect, sync_playwright

from setara.issuance.models import Sheet
from tests import factories
from tests.e2e.test_verify_js import ARGUMENTS, CHROMIUM
from tests.web.visitors import browser_of

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium"),
]
WIDTH, HEIGHT = 1280, 720


def film(text: str) -> bytes:
    """A film (YUV4MPEG2) of one picture: the code on white paper, as a camera sees it."""
    code = memoryview(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=6))
    side = code.shape[0]
    left, top = (WIDTH - side) // 2, (HEIGHT - side) // 2
    grey = bytearray(b"\xeb" * (WIDTH * HEIGHT))
    picture = bytes(code)
    for row in range(side):
        start = (top + row) * WIDTH + left
        grey[start : start + side] = picture[row * side : (row + 1) * side]
    colour = b"\x80" * (WIDTH * HEIGHT // 2)
    return f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420mpeg2\n".encode() + b"".join(
        b"FRAME\n" + bytes(grey) + colour for _ in range(5)
    )


def test_a_code_before_the_camera_opens_its_envelope(live_server, tmp_path):
    [certificate] = factories.ready(holder="UD Kamera Contoh")
    desk = factories.ceremony().desks.get()
    session = str(browser_of("activity_officer").cookies[settings.SESSION_COOKIE_NAME].value)
    (tmp_path / "film.y4m").write_bytes(film(Sheet.objects.get(certificate=certificate).qr_text))
    camera = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={tmp_path / 'film.y4m'}",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *camera])
        context = browser.new_context(viewport={"width": 360, "height": 800}, permissions=["camera"])
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}/kantor/meja/{desk.pk}/pindai")
        page.wait_for_selector("body[data-installed=yes]")
        page.click("#camera")
        expect(page.locator("[data-fact=holder]")).to_have_text("UD Kamera Contoh", timeout=20_000)
        expect(page.locator("#camera")).to_have_attribute("aria-pressed", "false")
        browser.close()
