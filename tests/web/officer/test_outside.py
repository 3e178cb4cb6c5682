"""What lies outside a grant is neither shown nor to be inferred, and what is refused leaves nothing behind."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from setara.certificates.models import Certificate
from setara.history.models import Entry
from setara.intake.models import SourceRow
from setara.issuance.models import RunRow, RunState
from setara.kernel.intake.records import ListKind
from setara.registry.models import Business
from tests import factories
from tests.intake.lists import CERTIFICATES, imported, row, written
from tests.web.visitors import OFFICER, browser_of, officer, visitor

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = "35.15", "35.78"
NIK = "3515014101900000"


def test_the_place_of_a_business_elsewhere_in_the_order_of_names_is_not_told():
    for name in ("Anggrek", "Mawar", "Teratai"):
        factories.business(name=name, district_code=HERE)
    outside = factories.business(name="Nanas", district_code=ELSEWHERE)
    browser = browser_of("district_proposer", HERE)
    after_it, after_none = (
        browser.get("/kantor/ikm/", {"after": after}).content.decode() for after in (outside.pk, outside.pk + 1)
    )
    assert [name in after_it for name in ("Anggrek", "Mawar")] == [name in after_none for name in ("Anggrek", "Mawar")]


def test_a_certificate_does_not_name_its_business_elsewhere():
    holding = factories.business(name="Induk Contoh", district_code=ELSEWHERE)
    one = factories.certificate(holding=holding, holder="UD Cabang", district_code=HERE)
    page = browser_of("district_proposer", HERE).get(f"/kantor/sertifikat/{one.pk}").content.decode()
    assert ("Induk Contoh" in page, f"/kantor/ikm/{holding.pk}" in page) == (False, False)


def test_a_row_of_several_facilities_does_not_show_one_the_other(tmp_path):
    two = row(
        kind="Merek; ISO", number="IDM000123456; ISO-77/2026", issuer="DJKI; LS Contoh",
        issued="17/03/2026; 18/03/2026", expires="16/03/2036; 17/03/2029",
    )  # fmt: skip
    imported(written(tmp_path / "a.xlsx", CERTIFICATES, two), ListKind.CERTIFICATES)
    iso = Certificate.objects.get(kind="iso")
    page = browser_of("verifier", facility="iso").get(f"/kantor/sumber/{iso.source_id}").content.decode()
    assert "IDM000123456" not in page


def test_a_link_to_a_source_row_is_offered_only_to_whoever_may_open_it():
    source = factories.source_row()
    one = factories.business(district_code=HERE)
    one.source = source
    one.save()
    browser = browser_of("verifier", HERE, "iso")
    link = f"/kantor/sumber/{source.pk}"
    is_offered = link in browser.get(f"/kantor/ikm/{one.pk}").content.decode()
    assert is_offered == (browser.get(link).status_code == 200)


def test_who_sees_runs_but_no_register_reads_no_holder_in_a_run():
    made = factories.issued(holder="UD Gagal")
    RunRow.objects.update(state=RunState.FAILED, reason="font")
    run = RunRow.objects.get(certificate=made).run_id
    pages = [browser_of("operator").get(f"/kantor/penerbitan/{run}{part}") for part in ("", "/kemajuan")]
    assert ["UD Gagal" in page.content.decode() for page in pages] == [False, False]


def test_a_nik_that_was_not_understood_is_read_on_record_too():
    source = factories.source_row()
    raw = [["Daftar!A2", "UD Contoh"], ["Daftar!B2", f"{NIK} (istri)"]]
    SourceRow.objects.update(values={"nik": None}, raw=raw, outcome="undecided")
    assert NIK in officer().get(f"/kantor/sumber/{source.pk}").content.decode()
    assert list(Entry.objects.values_list("stream", "kind")) == [(f"source:{source.pk}", "nik.read")]


def test_a_source_row_with_a_nik_is_not_kept_by_the_browser():
    source = factories.source_row()
    SourceRow.objects.update(values={"nik": NIK})
    assert officer().get(f"/kantor/sumber/{source.pk}").get("Cache-Control") == "no-store"


def test_a_copy_of_an_original_that_is_refused_is_not_kept():
    one = factories.certificate(district_code=HERE)
    user = factories.user("treasurer")
    user.given.create(
        role=OFFICER, area=ELSEWHERE, starts=dt.date(2026, 1, 1), given_by="console", given_at=factories.AT
    )
    browser, content = visitor(), factories.png(21, 34)
    browser.force_login(user)
    sent = {"copy": SimpleUploadedFile("a.pdf", content)}
    assert browser.post(f"/kantor/sertifikat/{one.pk}/asli", sent).status_code == 403
    assert not any(path.read_bytes() == content for path in Path(settings.DATA, "files").rglob("*") if path.is_file())


def test_a_tax_number_that_is_the_nik_is_shown_only_on_record():
    one = factories.business(nik=NIK, npwp=NIK, district_code=HERE)
    assert NIK not in officer().get(f"/kantor/ikm/{one.pk}").content.decode()


def test_a_nik_in_a_list_of_certificates_is_read_on_record_too(tmp_path):
    path = written(tmp_path / "a.xlsx", (*CERTIFICATES, "NIK"), (*row(), NIK))
    imported(path, ListKind.CERTIFICATES)
    source = Certificate.objects.get().source
    assert NIK in officer().get(f"/kantor/sumber/{source.pk}").content.decode()
    read = Entry.objects.filter(kind="nik.read").values_list("stream", flat=True)
    assert list(read) == [Business.objects.get().stream]
