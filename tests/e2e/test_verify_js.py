"""The browser's verifier against the kernel's: the same texts, the same codes."""

import hashlib
import json
import threading
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from setara.kernel.certificates.kinds import Kind
from setara.kernel.credentials import cwt
from setara.kernel.credentials.cwt import claims_for
from setara.kernel.credentials.did import jwk
from setara.kernel.credentials.digits import to_digits
from setara.kernel.credentials.examine import examined_qr
from setara.kernel.credentials.verdict import Outcome
from setara.web.public.verification import qr_words
from setara.web.security import POLICY
from setara.words.verification import outcome_sentence
from tests.kernel.credentials import test_cwt as forgeries
from tests.kernel.credentials.samples import DID, FACTS, FORGER_QR_KEY, KID, OFFICE, QR_KEY, RECORDING, token

pytestmark = pytest.mark.e2e

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STATIC = Path(__file__).parents[2] / "src/setara/web/static"
SCRIPT = STATIC / "verify.js"
FILES = {
    "/static/verify.js": (SCRIPT, "text/javascript"),
    "/static/setara.css": (STATIC / "setara.css", "text/css"),
    "/static/setara.svg": (STATIC / "setara.svg", "image/svg+xml"),
}
EXPIRED = cwt.encode(replace(claims_for(FACTS, RECORDING), expiry_date=FACTS.issue_date), QR_KEY, KID)
AHEAD = cwt.encode(
    replace(claims_for(FACTS, RECORDING), issue_date=FACTS.expiry_date.replace(year=2999), expiry_date=None),
    QR_KEY,
    KID,
)


def page():
    """The real page of another office: its template as Django renders it, with that office's key."""
    with translation.override("id"):
        words = qr_words(DID, [jwk(QR_KEY.public_key(), KID)])
        return render_to_string("public/qr.html", {"language": "id", "office": "Dinas Contoh", "here": "/v", **words})


class Office(BaseHTTPRequestHandler):
    """A page, the script, and whatever the register answers in this test."""

    def __init__(self, answers, *arguments):
        self.answers = answers
        super().__init__(*arguments)

    def do_GET(self):
        if self.path == "/v":
            return self.answer("text/html", page())
        if self.path in FILES:
            file, kind = FILES[self.path]
            return self.answer(kind, file.read_text(encoding="utf-8"))
        if self.path in self.answers:
            return self.answer("application/json", json.dumps(self.answers[self.path]))
        return self.answer("text/plain", "nothing here", 404)

    def answer(self, kind, text, status=200):
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *arguments):
        """Keep quiet."""


@pytest.fixture(scope="module")
def answers():
    return {}


@pytest.fixture(scope="module")
def browser_page(answers):
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing")
    from playwright.sync_api import sync_playwright

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Office, answers))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        opened = browser.new_page()
        opened.faults = []

        def noted(error):
            opened.faults.append(error)

        opened.on("pageerror", noted)
        opened.goto(f"http://127.0.0.1:{server.server_port}/v")
        opened.set_default_timeout(10_000)
        yield opened
        browser.close()
    server.shutdown()
    server.server_close()


def read(browser_page, text):
    """Put a text behind #, wait for the whole answer, give outcome, reason and checks."""
    browser_page.evaluate("document.getElementById('setara-answer').dataset.asked = 'no'; location.hash = '#'")
    browser_page.evaluate("text => { location.hash = text }", text)
    browser_page.wait_for_selector("#setara-answer:not([data-asked=no])")
    answer = browser_page.evaluate("({...document.getElementById('setara-answer').dataset})")
    checks = browser_page.eval_on_selector_all(
        "#setara-checks-here li", "lines => Object.fromEntries(lines.map(l => [l.dataset.check, l.dataset.result]))"
    )
    return answer["outcome"], answer["reason"], checks


GENUINE = to_digits(token())


def changed(place):
    return GENUINE[:place] + str((int(GENUINE[place]) + 1) % 10) + GENUINE[place + 1 :]


BAD = sorted(
    {
        *(to_digits(content) for content, _ in forgeries.NEVER_WRITTEN if content),
        *(to_digits(content) for content, fault in forgeries.SIGNED if fault),
        *(changed(place) for place in range(0, len(GENUINE), 31)),
        GENUINE[:-1], GENUINE + "0", GENUINE + "000", "999", "1" * 17 + "9" * 17, "0" * 900, "00x", "1%31", "-01",
        to_digits(cwt.encode(claims_for(FACTS, RECORDING), FORGER_QR_KEY, KID)),
        to_digits(cwt.encode(replace(claims_for(FACTS, RECORDING), issuer="did:web:other.example"), QR_KEY, KID)),
    }
)  # fmt: skip


def test_every_bad_text_is_altered_for_the_same_reason_as_in_the_kernel(browser_page, answers):
    answers.clear()
    differing = []
    for text in BAD:
        examined = examined_qr(f"{OFFICE.base}/v#{text}", OFFICE)
        fault = next(found.detail for found in (examined.signature, examined.issuer) if found.has_failed)
        # what is no digit at all is no QR text to the kernel; the page sees only what stands behind #
        expected = ("altered", "not_digits" if fault == "not_a_qr_text" else fault)
        answer = read(browser_page, text)[:2]
        if answer != expected:
            differing.append((text, answer, expected))
    assert differing == []
    assert browser_page.faults == []


@pytest.mark.parametrize("kind", Kind)
def test_every_good_text_is_read_alike_without_a_register(browser_page, answers, kind):
    answers.clear()
    facts = replace(FACTS, kind=kind, product="Keripik — “tempe” 漢 " * (12 if kind is Kind.ISO else 1))
    content = token(facts)
    claims = cwt.decode(content).claims
    assert read(browser_page, to_digits(content)) == (
        "valid",
        "valid_offline",
        {
            "signature": "passed", "issuer": "passed", "register_digest": "not_checked", "status": "not_checked",
            "validity": "passed", "pdf_signature": "not_checked", "pdf_coverage": "not_checked",
        },
    )  # fmt: skip
    heading = browser_page.text_content("#setara-answer h1")
    with translation.override("id"):
        assert heading == outcome_sentence(Outcome.VALID, kind).rstrip(".")
    shown = browser_page.text_content("#setara-facts-here")
    assert all(text in shown for text in (claims.number, claims.body, claims.holder, claims.subject))
    assert "Kab. Sidoarjo" in shown
    assert "17 Maret 2026" in shown


@pytest.mark.parametrize(
    ("content", "answer"),
    [(EXPIRED, ("expired", "expiry_day_past")), (AHEAD, ("not_yet_valid", "issue_day_ahead"))],
)
def test_dates_are_judged_without_a_register(browser_page, answers, content, answer):
    answers.clear()
    assert read(browser_page, to_digits(content))[:2] == answer


def record(outcome, reason, content, status="passed"):
    return {
        "outcome": outcome,
        "reason": reason,
        "checks": [{"check": "status", "result": status, "detail": f"state_{outcome}"}],
        "certificate": {"qr_sha256": hashlib.sha256(content).hexdigest()},
    }


@pytest.mark.parametrize(
    ("content", "answer", "shown"),
    [
        (token(), record("valid", "valid_record", token()), ("valid", "valid_online")),
        (token(), record("revoked", "state_revoked", token(), "failed"), ("revoked", "state_revoked")),
        (token(), record("withdrawn", "state_withdrawn", token(), "failed"), ("withdrawn", "state_withdrawn")),
        (EXPIRED, record("valid", "valid_record", EXPIRED), ("expired", "expiry_day_past")),
        (EXPIRED, record("suspended", "state_suspended", EXPIRED), ("suspended", "state_suspended")),
        (token(), record("valid", "valid_record", b"other"), ("altered", "digest_not_recorded")),
        (token(), {"outcome": "valid", "reason": "valid_record"}, ("altered", "digest_not_recorded")),
        (token(), {"outcome": "unknown_here", "reason": "no_such_record"}, ("altered", "not_in_register")),
        (token(), {"outcome": "cannot_check", "reason": "register_unreachable"}, ("valid", "valid_offline")),
        (token(), ["nonsense"], ("valid", "valid_offline")),
    ],
)
def test_the_worse_of_code_and_register_is_shown(browser_page, answers, content, answer, shown):
    answers.clear()
    answers[f"/v/{RECORDING.slug}.json"] = answer
    assert read(browser_page, to_digits(content))[:2] == shown


def test_what_the_register_says_is_called_as_the_kind_calls_it(browser_page, answers):
    content = token(replace(FACTS, kind=Kind.BARCODE))
    answers.clear()
    answers[f"/v/{RECORDING.slug}.json"] = record("suspended", "state_suspended", content, "failed")
    assert read(browser_page, to_digits(content))[0] == "suspended"
    assert browser_page.text_content("#setara-answer h1").endswith("menunggak")


def test_without_web_crypto_the_page_says_so_and_leads_to_the_record(browser_page, answers):
    answers.clear()
    browser_page.evaluate("Object.defineProperty(crypto, 'subtle', {value: undefined, configurable: true})")
    try:
        assert read(browser_page, GENUINE)[:2] == ("cannot_check", "insecure_page")
        assert browser_page.get_attribute("a[data-link=record]", "href") == f"/v/{RECORDING.slug}"
        assert browser_page.is_hidden("#setara-facts-here")
    finally:
        browser_page.evaluate("delete crypto.subtle")


def test_an_anchor_of_the_page_is_no_code(browser_page):
    browser_page.evaluate("location.hash = 'main'; document.getElementById('setara-answer').dataset.outcome = 'kept'")
    assert browser_page.get_attribute("#setara-answer", "data-outcome") == "kept"


def test_the_script_stays_small():
    assert len(SCRIPT.read_bytes()) <= 12 * 1024
