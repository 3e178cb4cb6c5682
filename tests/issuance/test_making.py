import dataclasses
import hashlib

import pytest

from setara.issuance.acts.run import job_of
from setara.issuance.making import lacking, printed
from setara.issuance.models import RunRow
from setara.issuance.office import content_store, pinned_office, workshop
from setara.kernel.credentials.digits import from_digits, read_qr_text
from setara.kernel.credentials.examine import examined_credential, examined_qr
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    factories.issued()
    return job_of(RunRow.objects.select_related("certificate").get(), AT)


def test_equal_jobs_give_equal_facts_and_pages(job):
    one, other = factories.maker().make(job), factories.maker().make(job)
    assert (one.credential, one.qr_text) == (other.credential, other.qr_text)
    page = printed(job.facts, workshop(), job.slug, one.qr_text, job.moment)
    press = factories.maker().press
    assert press.pdf(page, one.credential.encode(), AT) == press.pdf(page, one.credential.encode(), AT)


def test_digests_are_those_of_what_was_made(job):
    made = factories.maker().make(job)
    assert hashlib.sha256(made.credential.encode()).hexdigest() == made.credential_sha256
    assert hashlib.sha256(from_digits(read_qr_text(made.qr_text)[1])).hexdigest() == made.payload_sha256
    assert hashlib.sha256(content_store().get(made.pdf_sha256)).hexdigest() == made.pdf_sha256


def test_credential_and_qr_text_say_what_was_recorded(job):
    job = dataclasses.replace(job, original_sha256="a" * 64)
    made = factories.maker().make(job)
    examined = examined_credential(made.credential, pinned_office())
    assert (examined.facts, examined.slug, examined.recording.original_sha256) == (job.facts, job.slug, "a" * 64)
    claims = examined_qr(made.qr_text, pinned_office()).claims
    assert (claims.number, claims.body, claims.holder, claims.expiry_date) == (
        job.facts.number, job.facts.issuer, job.facts.holder, job.facts.expiry_date,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, ""),
        ({"issuer": ""}, "issuer_missing"),
        ({"district_code": ""}, "district_missing"),
        ({"district_code": "35.99"}, "district_missing"),
    ],
)
def test_what_lacks_body_or_district_gets_no_sheet(job, change, code):
    facts = dataclasses.replace(job.facts, **change)
    assert lacking(facts) == code
    assert factories.maker().make(dataclasses.replace(job, facts=facts)).failure == code


def test_the_longest_texts_still_make_a_sheet(job):
    facts = dataclasses.replace(
        job.facts,
        number="N" * 200,
        issuer="Lembaga " * 37,
        holder="UD Ä " * 60,
        product="Keripik " * 120,
        title="J" * 1000,
    )
    assert factories.maker().make(dataclasses.replace(job, facts=facts)).failure == ""
