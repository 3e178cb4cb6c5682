"""The page behind a certificate's address."""

import datetime as dt
import json

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from setara.certificates.acts.decisions import Letter
from setara.issuance.acts.decide import decide
from setara.issuance.acts.sheets import supersede_sheet, withdraw_sheet
from setara.issuance.models import Sheet
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.kinds import Kind
from setara.kernel.certificates.states import EntryKind
from setara.kernel.credentials.verdict import Outcome
from setara.words.verification import has_own_sentence
from tests import factories
from tests.web.visitors import visitor

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 6, 1)


def page_of(slug: str) -> str:
    answer = visitor().get(f"/v/{slug}")
    return " ".join(answer.content.decode().split())


def issued_slug(**values: str | int | None) -> str:
    factories.issued(**values)
    return Sheet.objects.get().slug


def test_the_answer_stands_first_in_both_languages() -> None:
    page = page_of(issued_slug(holder="UD Maju & Jaya <b>"))
    assert "<title>This certificate is valid · Setara</title>" in page
    assert '<h1 id="answer" class="good">This certificate is valid</h1> <p class="other" lang="id">' in page
    assert "UD Maju &amp; Jaya &lt;b&gt;" in page


def test_pages_of_one_shape_share_no_text() -> None:
    for holder in ("UD --number-- {{ 7 }}", "UD Dua"):
        factories.issued(holder=holder)
    first, second = (page_of(sheet.slug) for sheet in Sheet.objects.order_by("certificate_id"))
    assert ("<dd>UD --number-- {{ 7 }}</dd>" in first, "UD Dua" in first) == (True, False)
    assert ("<dd>UD Dua</dd>" in second, "--number--" in second) == (True, False)


def test_three_statements_stand_apart() -> None:
    page = page_of(issued_slug(issuer="LSPro Contoh", handover_date="2026-08-17"))
    assert "<h3>Issued by</h3><p><b>LSPro Contoh</b><span>on 17 March 2026." in page
    assert "<h3>Recorded by</h3><p><b>Department of Industry and Trade, East Java Province</b>" in page
    assert (
        "<h3>Handed over by</h3><p><b>Department of Industry and Trade, East Java Province</b>"
        "<span>on 17 August 2026, to the holder." in page
    )


def test_a_suspension_shows_at_once_with_its_letter() -> None:
    certificate = factories.issued()
    letter = Letter("B-17/LSPro/2026", DAY, "Survailen belum dilaksanakan")
    decide(certificate.pk, EntryKind.SUSPENDED, letter, DAY, actor=CONSOLE, at=timezone.now(), on=factories.ON)
    page = page_of(Sheet.objects.get().slug)
    assert '<h1 id="answer" class="wait">This certificate is suspended</h1>' in page
    assert "since 1 June 2026: Survailen belum dilaksanakan" in page
    assert "B-17/LSPro/2026, 1 June 2026" in page


def test_a_corrected_sheet_leads_to_the_new_one() -> None:
    old = issued_slug()
    supersede_sheet(old, {"product": "Kerupuk"}, "Salah produk", actor=CONSOLE, at=timezone.now(), on=factories.ON)
    new = Sheet.objects.get(status="issued").slug
    assert f'<a href="/v/{new}">Open the new sheet</a>' in page_of(old)
    assert "Salah produk" in page_of(old)


def test_a_withdrawn_sheet_says_why() -> None:
    slug = issued_slug()
    withdraw_sheet(slug, "Salah cetak", actor=CONSOLE, at=timezone.now(), on=factories.ON)
    assert "Salah cetak" in page_of(slug)


@pytest.mark.parametrize("slug", ["AAAAAAAAAAAAAAAA", "x", "a" * 64])
def test_an_unknown_record_is_not_called_false(slug: str) -> None:
    answer = visitor().get(f"/v/{slug}")
    assert answer.status_code == 404
    assert "This is not known to this office" in answer.content.decode()


def test_a_register_that_cannot_be_asked_is_no_missing_record() -> None:
    def out_of_reach(*_asked: object) -> None:
        raise OperationalError

    slug = issued_slug()
    with connection.execute_wrapper(out_of_reach):  # type: ignore[arg-type]
        answer = visitor().get(f"/v/{slug}")
    assert (answer.status_code, "This cannot be checked now" in answer.content.decode()) == (503, True)


def test_the_page_needs_no_script_no_cookie_and_little_weight() -> None:
    answer = visitor().get(f"/v/{issued_slug()}")
    assert "<script" not in answer.content.decode()
    assert answer.cookies.output() == ""
    assert answer["Cache-Control"] == "no-cache"
    assert len(answer.content) < 12_000


def test_the_page_asks_the_database_once(django_assert_num_queries: object) -> None:
    slug = issued_slug()
    with django_assert_num_queries(1):  # type: ignore[operator]
        visitor().get(f"/v/{slug}")


def test_machines_get_codes() -> None:
    answer = visitor().get(f"/v/{issued_slug(number='17/X')}.json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert (answer.json()["outcome"], answer.json()["certificate"]["number"]) == ("valid", "17/X")


def test_the_credential_is_served_byte_for_byte() -> None:
    slug = issued_slug()
    answer = visitor().get(f"/v/{slug}.vc.json")
    assert (answer["Content-Type"], answer.content.decode()) == ("application/vc", Sheet.objects.get().credential)


def test_the_motif_is_a_picture_that_may_be_kept() -> None:
    answer = visitor().get(f"/v/{issued_slug()}.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "immutable" in answer["Cache-Control"]
    assert answer.content.startswith(b"<svg")


def test_keys_and_lists_are_published() -> None:
    issued_slug()
    keys = visitor().get("/.well-known/did.json").json()
    assert keys["id"] == "did:web:sertifikat.example"
    served = visitor().get("/status/revocation-1.json")
    assert json.loads(served.content)["id"] == "https://sertifikat.example/status/revocation-1.json"
    assert served.content == visitor().get("/status/revocation/1").content
    assert visitor().get("/status/revocation-9.json").status_code == 404


def test_the_qr_page_offers_every_outcome_and_word_to_the_script() -> None:
    factories.office()
    page = visitor().get("/v").content.decode()
    own = [one for one in Outcome for kind in Kind if has_own_sentence(one, kind)]
    assert page.count('<template id="setara-outcome-') == len(Outcome) + len(own)
    assert '<template id="setara-outcome-suspended-barcode"><section class="answer wait">' in page
    assert '<h1 class="wait">This certificate is in arrears</h1>' in page
    assert 'data-word="code.signature_mismatch"' in page
    assert "&quot;kid&quot;: &quot;qr-" in page
