import base64
import hashlib
import json
import os
import struct
import uuid
import zlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from joserfc import jwe
from joserfc.jwk import RSAKey

from setara.certificates.acts.custody import move_custody
from setara.handover.acts.handing_over import hand_over
from setara.handover.acts.planning import set_helpers
from setara.handover.models import Receipt, Report
from setara.issuance.models import Sheet
from setara.issuance.office import content_store
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import Custody
from setara.registry.models import Business
from tests import factories
from tests.web.visitors import browser_of, officer

pytestmark = pytest.mark.django_db
NOW = {"actor": CONSOLE, "at": factories.AT}


@pytest.fixture
def desk():
    [certificate] = factories.ready(holder="UD Maju Jaya")
    Business.objects.filter(pk=certificate.business_id).update(owner="Siti Aminah Contoh")
    return factories.ceremony(desks=2).desks.get(number=1)


def line_of(desk):
    return desk.ceremony.lines.get()


def posted(browser, desk, **more):
    given = {
        "line": line_of(desk).pk, "key": str(uuid.uuid4()), "channel": "typed", "receiver": "owner",
        "name": "Siti Aminah Contoh", "letter_number": "", **more,
    }  # fmt: skip
    return browser.post(f"/kantor/meja/{desk.pk}/serahkan", given)


def page(answer):
    return " ".join(answer.content.decode().split())


def test_a_scanned_code_shows_the_envelope_and_a_form_with_the_owner(desk):
    shown = page(officer().get(f"/kantor/meja/{desk.pk}", {"q": Sheet.objects.get().qr_text}))
    assert '<b class="position">1</b>' in shown
    assert 'value="Siti Aminah Contoh"' in shown
    assert 'name="channel" value="scanner"' in shown


def test_what_stands_in_no_envelope_is_said(desk):
    shown = page(officer().get(f"/kantor/meja/{desk.pk}", {"q": "QMS 17"}))
    assert "was not found: no envelope of this ceremony that is yours to hand over carries it." in shown


def test_handed_over_once_and_the_second_is_told_who_was_first(desk):
    browser = officer()
    assert posted(browser, desk).status_code == 302
    assert "Handed over: envelope 1." in page(browser.get(f"/kantor/meja/{desk.pk}"))
    second = posted(browser, desk.ceremony.desks.get(number=2), name="Orang Lain")
    assert second.status_code == 409
    assert "Siti Aminah Contoh received it on" in page(second)
    assert "Desk 1." in page(second)
    assert Receipt.objects.count() == 1


def test_the_form_sent_twice_is_recorded_once(desk):
    key = str(uuid.uuid4())
    assert [posted(officer(), desk, key=key).status_code for _ in range(2)] == [302, 302]
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"receiver": "proxy"}, "A proxy needs a letter"),
        ({"key": "x"}, "Enter a valid UUID."),
        ({"channel": "telepathy"}, "Select a valid choice."),
    ],
)
def test_a_form_filled_in_badly_comes_back_with_what_is_wrong(desk, given, said):
    answer = posted(officer(), desk, **given)
    assert (answer.status_code, Receipt.objects.exists()) == (422, False)
    if "key" not in given and "channel" not in given:
        assert said in page(answer)


def test_the_letter_of_a_proxy_is_kept_and_shown_at_the_desk_only(desk, tmp_path):
    picture = tmp_path / "surat.png"
    picture.write_bytes(factories.png())
    with picture.open("rb") as letter:
        assert posted(officer(), desk, receiver="proxy", name="Budi Contoh", letter=letter).status_code == 302
    receipt = Receipt.objects.get()
    address = f"/kantor/meja/tanda-terima/{receipt.pk}/surat"
    assert b"".join(officer().get(address).streaming_content) == factories.png()
    assert browser_of("district_proposer", "35.78").get(address).status_code == 404
    assert browser_of("leadership").get(address).status_code == 403


def test_a_letter_that_is_no_picture_is_refused_at_its_field(desk, tmp_path):
    file = tmp_path / "surat.pdf"
    file.write_bytes(b"MZ not a picture")
    with file.open("rb") as letter:
        answer = posted(officer(), desk, receiver="proxy", letter=letter)
    assert (answer.status_code, Receipt.objects.exists()) == (422, False)


def test_no_original_no_envelope(desk):
    move_custody(line_of(desk).certificate_id, Custody.AT_BODY, on=factories.ON, **NOW)
    shown = page(officer().get(f"/kantor/meja/{desk.pk}", {"q": "1"}))
    assert "No envelope:" in shown
    assert 'name="receiver"' not in shown
    assert posted(officer(), desk).status_code == 422


def test_taken_back_with_a_reason_only(desk):
    browser = officer()
    posted(browser, desk)
    address = f"/kantor/meja/tanda-terima/{Receipt.objects.get().pk}/batal"
    browser.post(address, {"because": " "})
    assert "The reason is missing." in page(browser.get(f"/kantor/meja/{desk.pk}"))
    browser.post(address, {"because": "salah orang"})
    assert "salah orang" in page(browser.get(f"/kantor/meja/{desk.pk}"))
    assert Receipt.objects.get().undone_because == "salah orang"


def test_a_helper_arrives_at_her_desk_and_sees_nothing_else(desk):
    helper = browser_of("desk_helper")
    assert helper.get(f"/kantor/meja/{desk.pk}").status_code == 404
    set_helpers(desk.pk, [int(helper.session["_auth_user_id"])], **NOW)
    assert helper.get("/kantor/")["Location"] == "/kantor/meja/"
    assert "Desk 1" in page(helper.get("/kantor/meja/"))
    assert posted(helper, desk).status_code == 302
    assert helper.get("/kantor/sertifikat/").status_code == 403
    assert helper.get(f"/kantor/meja/{desk.ceremony.desks.get(number=2).pk}").status_code == 404


def test_a_district_sees_and_counts_its_own_at_a_desk(desk):
    elsewhere = browser_of("district_proposer", "35.78")
    shown = page(elsewhere.get(f"/kantor/meja/{desk.pk}", {"q": "1"}))
    assert "0 of 0 handed over." in shown
    assert "UD Maju Jaya" not in shown
    assert elsewhere.get(f"/kantor/meja/{desk.pk}/daftar.json").json()["lines"] == []
    assert elsewhere.get(f"/kantor/meja/{desk.pk}/cari.json", {"q": "1"}).json() == {"lines": []}
    assert posted(elsewhere, desk).status_code == 404


def sealed(browser, desk, **more):
    kept = browser.get(f"/kantor/meja/{desk.pk}/daftar.json").json()
    content = {
        "key": str(uuid.uuid4()), "line": kept["lines"][0]["line"], "said": "1", "receiver": "owner",
        "name": "Siti Aminah Contoh", "letter_number": "", "letter": "", "channel": "camera",
        "happened_at": "", "was_offline": True, **more,
    }  # fmt: skip
    content["happened_at"] = content["happened_at"] or kept["at"]
    header = {"alg": "RSA-OAEP-256", "enc": "A256GCM"}
    text = more.get("raw", json.dumps(content))
    return jwe.encrypt_compact(header, text, RSAKey.import_key(kept["key"]), algorithms=[*header.values()])


def reported(browser, desk, text):
    answer = browser.post(f"/kantor/meja/{desk.pk}/lapor", text, content_type="application/jose")
    return answer.json()["outcome"]


def test_the_list_of_a_telephone_names_nobody(desk):
    text = officer().get(f"/kantor/meja/{desk.pk}/daftar.json").content.decode()
    assert "Siti" not in text
    assert "Maju Jaya" not in text
    app = officer().get(f"/kantor/meja/{desk.pk}/pindai").content.decode()
    assert "Siti" not in app
    assert "Contoh activity_officer" not in app


def test_a_sealed_report_is_recorded_once_and_a_second_desk_waits_for_a_person(desk):
    browser = officer()
    first = sealed(browser, desk)
    assert [reported(browser, desk, first) for _ in range(2)] == ["recorded", "recorded"]
    other = desk.ceremony.desks.get(number=2)
    late = sealed(browser, other, name="Budi Contoh")
    assert [reported(browser, other, late) for _ in range(2)] == ["kept", "kept"]
    assert (Receipt.objects.count(), Report.objects.get().told["name"]) == (1, "Budi Contoh")
    assert reported(browser, other, sealed(browser, other, was_offline=False)) == "already"


def test_a_proxy_without_a_network_sends_the_letter_along(desk):
    browser = officer()
    letter = base64.b64encode(factories.png()).decode()
    assert reported(browser, desk, sealed(browser, desk, receiver="proxy", letter=letter)) == "recorded"
    assert Receipt.objects.get().letter_sha256 != ""


@pytest.mark.parametrize(
    "more",
    [
        {"key": "x"}, {"happened_at": "yesterday"},
        {"happened_at": "2026-11-24T03:00:00"}, {"receiver": "thief"}, {"channel": ""}, {"letter": "!"},
        {"raw": "[]"}, {"raw": "[" * 100_000}, {"raw": "{"},
    ],
)  # fmt: skip
def test_a_report_that_cannot_be_read_is_said_and_nothing_is_recorded(desk, more):
    browser = officer()
    assert reported(browser, desk, sealed(browser, desk, **more)) == "unreadable"
    assert not Receipt.objects.exists()


def test_what_was_not_sealed_here_is_said(desk):
    for text in ("", "a.b.c.d.e", "ü"):
        assert reported(officer(), desk, text) == "unreadable"


def test_a_refusal_while_the_person_stands_there_is_said_at_once(desk):
    browser = officer()
    text = sealed(browser, desk, was_offline=False, name=" ")
    assert reported(browser, desk, text) == "refused"
    assert not Report.objects.exists()


def test_a_line_of_another_district_is_kept_as_one_that_is_not_there(desk):
    own = factories.ready(district_code="35.78")
    assert own
    elsewhere = browser_of("district_proposer", "35.78")
    text = sealed(officer(), desk)
    assert reported(elsewhere, desk, text) == "kept"
    assert (Receipt.objects.exists(), Report.objects.get().line) == (False, None)


def test_a_look_tells_who_was_first_and_what_else_waits(desk):
    line = line_of(desk)
    hand_over(line.pk, factories.told("Siti"), content_store(), desk=desk, **NOW)
    [seen] = officer().get(f"/kantor/meja/{desk.pk}/cari.json", {"q": "1"}).json()["lines"]
    assert (seen["done"], seen["hold"], seen["others"]) == (True, "", [])
    assert seen["first"] == "Siti received it on 24 November 2026, 10:00. Desk 1."


def test_a_picture_is_read_and_what_is_none_is_refused(desk):
    browser = officer()
    address = f"/kantor/meja/{desk.pk}/baca"

    def asked(body, width):
        return browser.post(f"{address}?width={width}", body, content_type="application/octet-stream")

    assert asked(bytes(100), "10").json() == {"texts": []}
    for body, width in ((b"", "10"), (bytes(7), "2"), (bytes(4), "0"), (bytes(4), "x"), (bytes(4), "9" * 30)):
        assert asked(body, width).status_code == 400
    assert asked(bytes(2001), "1").status_code == 400


def test_a_desk_asks_as_often_with_many_lines():
    browser, asked = officer(), []
    for number in (1, 4):
        factories.ready(number)
        found = factories.ceremony().desks.get()
        # The first list makes the key for which the desks of the event seal.
        browser.get(f"/kantor/meja/{found.pk}/daftar.json")
        for one in ("", "/daftar.json", "/cari.json"):
            with CaptureQueriesContext(connection) as queries:
                browser.get(f"/kantor/meja/{found.pk}{one}", {"q": "1"})
            asked.append(len(queries))
    assert asked[:3] == asked[3:]


def test_the_page_of_the_certificate_says_who_received_it_and_takes_it_back(desk):
    line, browser = line_of(desk), officer()
    receipt = hand_over(line.pk, factories.told("Siti Aminah"), content_store(), desk=desk, **NOW)
    address = f"/kantor/sertifikat/{line.certificate_id}"
    assert "<b>Siti Aminah</b>, owner, 24 November 2026, 10:00" in page(browser.get(address))
    assert "Siti Aminah" not in page(browser_of("leadership").get(address))
    back = browser.post(f"/kantor/meja/tanda-terima/{receipt.pk}/batal", {"because": "keliru", "from": "certificate"})
    assert back["Location"] == address
    assert "<b>taken back:</b> keliru" in page(browser.get(address))


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "9" * 5000, "\u202e", "%"])
def test_a_text_of_any_letters_is_answered(desk, text):
    for one in ("", "/cari.json"):
        assert officer().get(f"/kantor/meja/{desk.pk}{one}", {"q": text}).status_code == 200


@pytest.mark.parametrize("text", ["\x00", "\ud800", "\u200b", {"a": 1}])
def test_a_report_of_any_letters_is_kept(desk, text):
    browser = officer()
    for name in ("said", "letter_number"):
        assert reported(browser, desk, sealed(browser, desk, line=0, **{name: text})) == "kept"
    assert reported(browser, desk, sealed(browser, desk, name=text)) in ("kept", "recorded")
    assert Report.objects.filter(why="not_in_ceremony").count() == 2


def test_a_large_photograph_of_a_letter_arrives(desk):
    rows = zlib.compress(b"".join(b"\0" + os.urandom(1000) for _ in range(900)))
    head = struct.pack(">IIBBBBB", 1000, 900, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")]
    picture = b"\x89PNG\r\n\x1a\n" + b"".join(factories.png_chunk(name, data) for name, data in parts)
    browser, letter = officer(), base64.b64encode(picture).decode()
    assert reported(browser, desk, sealed(browser, desk, receiver="proxy", letter=letter)) == "recorded"
    receipt = Receipt.objects.get()
    assert receipt.letter_sha256 == hashlib.sha256(picture).hexdigest()


def test_the_form_of_what_was_taken_back_is_not_taken_again(desk):
    key, browser = str(uuid.uuid4()), officer()
    posted(browser, desk, key=key)
    browser.post(f"/kantor/meja/tanda-terima/{Receipt.objects.get().pk}/batal", {"because": "salah"})
    assert posted(browser, desk, key=key).status_code == 422
    assert Receipt.objects.get().undone_because == "salah"


def test_a_desk_given_to_a_districts_officer_widens_nothing_and_her_reports_arrive(desk):
    factories.ready(district_code="35.78", holder="UD Lain")
    other = factories.ceremony().desks.get()
    browser = browser_of("district_proposer", "35.15")
    for one in (desk, other):
        set_helpers(one.pk, [int(browser.session["_auth_user_id"])], **NOW)
    assert browser.get(f"/kantor/meja/{other.pk}/daftar.json").json()["lines"] == []
    assert reported(browser, desk, sealed(browser, desk)) == "recorded"
