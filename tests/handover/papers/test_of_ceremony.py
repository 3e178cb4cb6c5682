import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from setara.accounts.permission import NotPermitted
from setara.handover.acts.bundling import Taker, take_bundle
from setara.handover.acts.handing_over import hand_over
from setara.handover.acts.planning import set_bundles, set_stage
from setara.handover.models import Invitation
from setara.handover.papers.material import Part
from setara.handover.papers.of_ceremony import PAPERS, paper
from setara.issuance.office import content_store
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import Custody
from setara.kernel.handover.rules import Receiver
from setara.registry.models import Business
from tests import factories
from tests.handover.papers.samples import codes, pages_of, text_of

pytestmark = pytest.mark.django_db
AT = factories.AT
OFFICER = factories.actor("activity_officer")
HERE, ELSEWHERE = "35.15", "35.78"
ALL = Part()


def made(slug, ceremony, part=ALL, actor=OFFICER):
    return paper(slug, ceremony, part, actor=actor, at=AT)


def text(slug, ceremony, part=ALL, actor=OFFICER):
    return text_of(made(slug, ceremony, part, actor).pdf)


def handed(ceremony, position, **more):
    line = ceremony.lines.get(position=position)
    return hand_over(line.pk, factories.told(**more), content_store(), desk=None, actor=CONSOLE, at=AT)


def invited(ceremony):
    for place, business in enumerate(Business.objects.order_by("pk")):
        Invitation.objects.create(ceremony=ceremony, business=business, code=f"kode{place}")


@pytest.fixture
def event():
    """Two envelopes here, one elsewhere, and one certificate here whose original is not there."""
    factories.ready(2, district_code=HERE)
    factories.ready(1, district_code=ELSEWHERE, kind="iso")
    factories.issued(district_code=HERE, number="TUNDA/1")
    return factories.ceremony(desks=2)


def test_every_paper_is_made_of_every_part_that_it_has(event):
    invited(event)
    for slug, kind in PAPERS.items():
        parts = [ALL, Part(HERE), Part(desk=1), Part(is_stage=True)]
        sizes = [made(slug, event, part).rows for part in parts if kind.is_of(part)]
        assert sizes == sorted(sizes, reverse=True), slug
        for part in parts:
            if not kind.is_of(part):
                with pytest.raises(KeyError):
                    made(slug, event, part)


def queries_of(slug, ceremony):
    with CaptureQueriesContext(connection) as queries:
        made(slug, ceremony)
    return len(queries)


def test_lines_cost_no_queries():
    counts = []
    for number in (3, 27):
        factories.ready(number)
        ceremony = factories.ceremony()
        invited(ceremony)
        counts.append({slug: queries_of(slug, ceremony) for slug in PAPERS})
        ceremony.invitations.all().delete()
        ceremony.delete()
    assert counts[0] == counts[1]
    assert max(counts[0].values()) == 3


def test_no_original_no_envelope(event):
    assert [made(slug, event).rows for slug in ("daftar-sampul", "label-sampul", "slip-meja", "print")] == [3] * 4
    held = text("daftar-tunda", event)
    assert "1 sertifikat ditunda." in held
    assert "TUNDA/1 Sertifikat asli belum ada pada Dinas" in held


def test_invitations_promise_what_has_an_envelope(event):
    invited(event)
    lines = list(event.lines.select_related("certificate__business", "certificate").order_by("position"))
    said = text("daftar-undangan", event)
    for place, line in enumerate(lines, start=1):
        waits = int(line.certificate.number != "TUNDA/1")
        business = line.certificate.business
        assert f"{place} {business.name} Kabupaten Sidoarjo {waits} kode" in said or business.district_code != HERE
    assert "/u/kode0" in codes(made("kartu-undangan", event).pdf)[0]
    assert text("kartu-undangan", event).count("1 sertifikat menunggu Saudara.") == 3


def test_print_has_the_pages_of_the_envelopes_in_their_order(event):
    document = pages_of(made("print", event).pdf)
    lines = [one for one in event.lines.select_related("certificate") if one.certificate.number != "TUNDA/1"]
    assert [line.certificate.number in page for line, page in zip(lines, document, strict=True)] == [True] * 3


def test_slips_carry_the_code_of_the_sheet(event):
    sheets = [line.certificate.sheets.get().qr_text for line in event.lines.filter(desk__number=2)]
    assert codes(made("slip-meja", event, Part(desk=2)).pdf, dots_per_inch=300) == sheets


def test_what_was_handed_over_stays_in_the_lists_and_leaves_the_uncollected(event):
    handed(event, 1, name="Budi Contoh", receiver=Receiver.PROXY, letter_number="SK/1")
    assert made("daftar-sampul", event).rows == 3
    assert made("daftar-belum-diambil", event).rows == 3
    assert "Budi Contoh Kuasa (surat kuasa) 24-11-2026 10.00" in text("daftar-tanda-terima", event)
    assert "1 (satu) sertifikat" in text("berita-acara", event)


def test_a_record_before_the_first_hand_over_lists_what_has_an_envelope(event):
    assert "3 (tiga) sertifikat" in text("berita-acara", event)
    assert "2 (dua) sertifikat" in text("berita-acara", event, Part(HERE))


def test_a_bundle_names_who_took_it_by_which_letter_on_which_day(event):
    set_bundles(event.pk, [HERE], actor=CONSOLE, at=AT)
    later = AT + dt.timedelta(days=1)
    take_bundle(event.pk, HERE, Taker("Rina Contoh", "ST/7"), content_store(), actor=CONSOLE, at=later)
    said = text("berita-acara", event, Part(HERE))
    assert "Rabu tanggal dua puluh lima bulan November" in said
    assert "2. Nama : Rina Contoh NIP : Jabatan : Instansi : Dinas yang membidangi perindustrian Kabupaten" in said
    assert "berdasarkan surat tugas nomor ST/7 untuk para penerima dari Kabupaten Sidoarjo," in said
    assert "2 (dua) sertifikat" in said
    assert event.lines.filter(certificate__custody=Custody.AT_DISTRICT).count() == 2


def test_an_e_certificate_is_handed_over_as_a_print():
    (one,) = factories.ready(1)
    one.custody = Custody.ELECTRONIC_ONLY
    one.save()
    assert "Jumlah 0 1 1 satu" in text("berita-acara", factories.ceremony())


def test_the_run_sheet_reads_those_on_stage_in_their_order(event):
    event.agenda = [["09.00", "Pembukaan", "Pembawa acara"]]
    event.save()
    first, second = event.lines.get(position=4), event.lines.get(position=1)
    set_stage(event.pk, [first.pk, second.pk], actor=CONSOLE, at=AT)
    said = text("susunan-acara", event)
    assert "09.00 Pembukaan Pembawa acara" in said
    assert f"1 {first.certificate.holder} dari Kota Surabaya, menerima Sertifikat Sistem Manajemen ISO" in said
    assert made("susunan-acara", event).rows == 2
    assert "Penerima simbolis · 2 sertifikat." in text("daftar-tanda-terima", event, Part(is_stage=True))


def test_a_district_reads_its_records_and_no_others(event):
    there = factories.actor("district_proposer", HERE)
    for slug, kind in PAPERS.items():
        if not kind.is_planning and not kind.is_whole:
            assert ELSEWHERE not in text(slug, event, actor=there)
            assert "Surabaya" not in text(slug, event, actor=there)
    assert made("daftar-sampul", event, actor=there).rows == 2
    assert made("berita-acara", event, Part(HERE), actor=there).rows == 2


def test_papers_of_the_whole_event_take_who_plans_it(event):
    for slug in [slug for slug, kind in PAPERS.items() if kind.is_planning]:
        with pytest.raises(NotPermitted):
            made(slug, event, actor=factories.actor("verifier"))


def test_a_record_with_lines_left_out_is_nobodys(event):
    for actor in (factories.actor("district_proposer", HERE), factories.actor("verifier", HERE, "iso")):
        with pytest.raises(NotPermitted):
            made("berita-acara", event, actor=actor)
    with pytest.raises(NotPermitted):
        made("berita-acara", event, Part(HERE), actor=factories.actor("verifier", HERE, "iso"))


def test_telephones_and_receivers_are_for_those_who_may_see_people(event):
    Business.objects.update(phone="+6281200000001")
    handed(event, 2, name="Budi Contoh")
    assert "+6281200000001" in text("daftar-belum-diambil", event)
    assert made("daftar-belum-diambil", event).shows_people
    leader = factories.actor("leadership")
    assert "+6281200000001" not in text("daftar-belum-diambil", event, actor=leader)
    assert "tercatat Pemilik 24-11-2026" in text("daftar-tanda-terima", event, actor=leader)
    assert not made("daftar-tanda-terima", event, actor=leader).shows_people


def test_equal_affairs_and_moment_give_equal_bytes(event):
    assert made("daftar-sampul", event) == made("daftar-sampul", event)
