import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from setara.handover.models import Record
from setara.handover.papers.of_ceremony import PAPERS
from setara.history.models import Entry
from tests import factories
from tests.handover.papers.samples import text_of
from tests.web.visitors import browser_of, officer

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "35.15", "35.78"


@pytest.fixture
def event():
    factories.ready(2, district_code=HERE)
    factories.ready(1, district_code=ELSEWHERE)
    return factories.ceremony(desks=2)


def page(browser, event, **asked):
    answer = browser.get(reverse("ceremony_papers", args=[event.pk]), asked)
    return " ".join(answer.content.decode().split())


def taken(browser, event, slug, **asked):
    return browser.get(reverse("ceremony_paper", args=[event.pk, slug]), asked)


def offered(said, event):
    return [slug for slug in PAPERS if f'href="/kantor/acara/{event.pk}/berkas/{slug}.pdf' in said]


def test_the_page_offers_every_paper_with_its_sentence(event):
    said = page(officer(), event)
    assert offered(said, event) == list(PAPERS)
    assert "What has no envelope, and why." in said


def test_of_a_desk_or_a_district_it_offers_what_there_is_of_it(event):
    said = page(officer(), event, part="m2")
    assert offered(said, event) == [slug for slug, kind in PAPERS.items() if kind.by_desk]
    assert "/berkas/slip-meja.pdf?desk=2" in said
    said = page(officer(), event, part="stage")
    assert offered(said, event) == ["daftar-tanda-terima"]
    assert taken(officer(), event, "daftar-tanda-terima", stage="1")["Content-Disposition"].endswith('-panggung.pdf"')
    said = page(officer(), event, part=HERE)
    assert offered(said, event) == [slug for slug, kind in PAPERS.items() if kind.by_district]
    assert f"/berkas/berita-acara.pdf?district={HERE}" in said


def test_who_does_not_plan_is_offered_less_and_a_district_its_own_record(event):
    browser = browser_of("district_proposer", HERE)
    assert offered(page(browser, event), event) == [
        slug for slug, kind in PAPERS.items() if not kind.is_planning and not kind.is_whole
    ]
    said = page(browser, event, part=HERE)
    assert "berita-acara" in offered(said, event)
    assert "Surabaya" not in said


def test_a_paper_is_taken_as_a_file_and_the_history_says_who_took_it(event):
    answer = taken(officer(), event, "daftar-sampul", district=HERE)
    assert answer["Content-Disposition"] == f'attachment; filename="daftar-sampul-{event.pk}-{HERE}.pdf"'
    assert (answer["Content-Type"], "no-store" in answer["Cache-Control"]) == ("application/pdf", True)
    assert "2 sampul." in text_of(answer.content)
    entry = Entry.objects.get(kind="list.exported")
    assert entry.data == {"list": f"ceremony:{event.pk}/daftar-sampul", "rows": 2, "personal": 0}


def test_a_paper_with_people_in_it_is_recorded_as_such(event):
    event.lines.first().certificate.business.__class__.objects.update(phone="+6281200000001")
    taken(officer(), event, "daftar-belum-diambil")
    assert Entry.objects.get(kind="list.exported").data["personal"] == 1


@pytest.mark.parametrize(
    ("slug", "asked", "status"),
    [
        ("nobody", {}, 404),
        ("susunan-acara", {"district": HERE}, 404),
        ("daftar-tunda", {"district": "99.99"}, 404),
        ("slip-meja", {"desk": "9"}, 404),
        ("slip-meja", {"desk": "x"}, 400),
    ],
)
def test_what_there_is_no_paper_of_is_not_there(event, slug, asked, status):
    assert taken(officer(), event, slug, **asked).status_code == status
    assert not Entry.objects.filter(kind="list.exported").exists()


def test_papers_of_the_whole_event_are_refused_to_who_does_not_plan(event):
    for slug in ("susunan-acara", "berita-acara"):
        assert taken(browser_of("district_proposer", HERE), event, slug).status_code == 403


def handed_in(browser, event, **changes):
    scan = SimpleUploadedFile("ba.png", factories.png(), "image/png")
    given = {"number": "BA/17/2026", "dated": "2026-11-24", "district": "", "scan": scan, **changes}
    return browser.post(reverse("file_record", args=[event.pk]), given)


def test_a_signed_record_is_filed_listed_and_taken_along(event):
    browser = officer()
    answer = handed_in(browser, event, district=HERE)
    assert (answer.status_code, answer["Location"]) == (302, f"/kantor/acara/{event.pk}/berkas")
    record = Record.objects.get()
    address = reverse("ceremony_record", args=[event.pk, record.pk])
    assert f'<a href="{address}"><span class="number">BA/17/2026</span></a>' in page(browser, event)
    scan = browser.get(address)
    assert b"".join(scan.streaming_content) == factories.png()
    assert scan["Content-Security-Policy"].startswith("sandbox")


def test_a_record_is_opened_by_who_sees_the_people_of_all_it_lists(event):
    browsers = browser_of("district_proposer", HERE), browser_of("district_proposer", ELSEWHERE)
    there, whole = factories.filed_record(event, HERE), factories.filed_record(event)
    seen = [
        browser.get(reverse("ceremony_record", args=[event.pk, one.pk])).status_code
        for browser in browsers
        for one in (there, whole)
    ]
    assert seen == [200, 404, 404, 404]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"dated": "2999-01-01"}, "The record carries a date that has not come yet."),
        ({"scan": SimpleUploadedFile("ba.png", b"bukan", "image/png")}, "The file is no PDF, PNG or JPEG."),
        ({"number": ""}, "This field is required."),
        ({"district": "35.01"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_filed_is_told_beside_the_form(event, changes, sentence):
    answer = handed_in(officer(), event, **changes)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert Record.objects.count() == 0


def test_lines_of_the_event_cost_the_page_no_queries(event, django_assert_num_queries):
    browser, address = officer(), reverse("ceremony_papers", args=[event.pk])
    browser.get(address)
    with django_assert_num_queries(7):
        browser.get(address)
    for _ in range(3):
        factories.filed_record(event)
    with django_assert_num_queries(7):
        browser.get(address)
