import pytest
from django.db import transaction

from setara.accounts.permission import NotPermitted
from setara.certificates.acts.decisions import Letter
from setara.certificates.acts.originals import file_original
from setara.certificates.models import Certificate
from setara.history.models import Entry
from setara.history.store import check, entries_of, head
from setara.issuance.acts import run
from setara.issuance.acts.decide import decide
from setara.issuance.acts.planning import certificates_wanting, free_indices, open_run
from setara.issuance.acts.retry import retry_row
from setara.issuance.acts.run import issue
from setara.issuance.acts.sheets import withdraw_sheet
from setara.issuance.models import Run, RunRow, Sheet
from setara.issuance.office import content_store
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import EntryKind
from setara.kernel.credentials.status_list import ENTRIES
from tests import factories
from tests.factories import AT, ON, actor, certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned():
    """A run of three, made and not yet kept."""
    factories.office()
    for number in ("A", "B", "C"):
        certificate(number=number, holder=f"UD {number}")
    one_run = open_run(2026, actor=CONSOLE, at=AT)
    return one_run, [factories.maker().make(run.job_of(row, AT)) for row in rows_of(one_run)]


def rows_of(one_run):
    return list(one_run.rows.select_related("certificate").order_by("order"))


def states(one_run):
    return [(row.certificate.number, row.state, row.reason) for row in rows_of(one_run)]


def test_plan_takes_recorded_certificates_of_the_year_in_the_order_of_the_run_sheet():
    for district, kind, holder in (("35.78", "iso", "A"), ("35.01", "iso", "B"), ("35.01", "barcode", "C")):
        certificate(district_code=district, kind=kind, holder=holder)
    certificate(budget_year=2025)
    factories.issued()
    one_run = open_run(2026, actor=CONSOLE, at=AT)
    assert [row.certificate.holder for row in rows_of(one_run)] == ["C", "B", "A"]
    assert [row.order for row in rows_of(one_run)] == [1, 2, 3]
    assert len({row.slug for row in rows_of(one_run)}) == 3
    assert {len(row.slug) for row in rows_of(one_run)} == {16}


def test_open_run_is_found_again(planned):
    assert open_run(2026, actor=CONSOLE, at=AT) == planned[0]
    assert RunRow.objects.count() == 3


def test_nothing_to_do_opens_no_run():
    assert open_run(2026, actor=CONSOLE, at=AT) is None
    assert Run.objects.count() == 0


def test_withdrawn_sheet_is_not_issued_again_by_a_run():
    made = factories.issued()
    withdraw_sheet(made.sheets.get().slug, "salah", actor=CONSOLE, at=AT, on=ON)
    assert open_run(2026, actor=CONSOLE, at=AT) is None


def test_planning_asks_the_same_few_questions_whatever_the_number(django_assert_max_num_queries):
    for _ in range(12):
        certificate()
    with django_assert_max_num_queries(9):
        open_run(2026, actor=CONSOLE, at=AT)


def test_kept_chunk_is_sheet_history_state_and_row(planned):
    one_run, made = planned
    run.keep(one_run, made, CONSOLE, AT)
    assert states(one_run) == [("A", "done", ""), ("B", "done", ""), ("C", "done", "")]
    for row, one in zip(rows_of(one_run), made, strict=True):
        sheet = Sheet.objects.get(slug=row.slug)
        entry = entries_of(row.certificate.stream)[-1]
        assert (sheet.certificate_id, sheet.status_index, sheet.pdf_sha256) == (
            row.certificate_id, row.status_index, one.pdf_sha256,
        )  # fmt: skip
        assert (entry.kind, entry.data) == (
            "sheet.issued",
            {"credential": one.credential_sha256, "payload": one.payload_sha256, "pdf": one.pdf_sha256},
        )
        assert content_store().path(one.pdf_sha256).is_file()
        assert row.certificate.sheet == "issued"
    assert check().faults == ()


def test_chunk_that_is_kept_twice_is_kept_once(planned):
    one_run, made = planned
    run.keep(one_run, made, CONSOLE, AT)
    before = head()
    run.keep(one_run, made, CONSOLE, AT)
    assert (Sheet.objects.count(), head()) == (3, before)


@pytest.mark.django_db(transaction=True)
def test_chunk_is_kept_whole_or_not_at_all(planned):
    one_run, made = planned

    with transaction.atomic():
        run.keep(one_run, made[:2], CONSOLE, AT)
        transaction.set_rollback(True)
    assert {state for _, state, _ in states(one_run)} == {"planned"}
    assert (Sheet.objects.count(), Entry.objects.filter(kind="sheet.issued").count()) == (0, 0)
    assert check().faults == ()


def test_row_that_lacks_something_fails_alone():
    factories.office()
    certificate(number="A", issuer=None)
    certificate(number="B", district_code=None)
    certificate(number="C")
    one_run = open_run(2026, actor=CONSOLE, at=AT)
    made = [factories.maker().make(run.job_of(row, AT)) for row in rows_of(one_run)]
    assert sorted(one.failure for one in made) == ["", "district_missing", "issuer_missing"]
    run.keep(one_run, made, CONSOLE, AT)
    assert sorted(states(one_run)) == [
        ("A", "failed", "issuer_missing"),
        ("B", "failed", "district_missing"),
        ("C", "done", ""),
    ]


def test_what_lacks_something_opens_no_run_of_its_own():
    """Else each asking would make a run that fails the same rows."""
    lacking = certificate(number="A", issuer=None)
    assert open_run(2026, actor=CONSOLE, at=AT) is None
    assert certificates_wanting(2026) == [(lacking, "issuer_missing")]


def test_what_the_body_suspended_or_ended_is_not_planned():
    made = certificate()
    decide(made.pk, EntryKind.REVOKED, Letter("SK-1", ON, "sebab"), ON, actor=CONSOLE, at=AT, on=ON)
    assert open_run(2026, actor=CONSOLE, at=AT) is None
    assert certificates_wanting(2026) == []


def test_original_filed_since_it_was_made_counts_as_a_change(planned, tmp_path):
    one_run, made = planned
    scan = tmp_path / "scan.png"
    scan.write_bytes(factories.png())
    filed = Certificate.objects.get(number="A")
    file_original(filed.pk, scan, content_store(), actor=CONSOLE, at=AT, on=ON)
    run.keep(one_run, made, CONSOLE, AT)
    assert states(one_run) == [("A", "failed", "changed_meanwhile"), ("B", "done", ""), ("C", "done", "")]


def test_certificate_that_changed_since_it_was_made_is_not_kept(planned):
    one_run, made = planned
    Certificate.objects.filter(number="A").update(holder="UD Lain")
    letter = Letter("SK-1", ON, "sebab")
    suspended = Certificate.objects.get(number="B")
    decide(suspended.pk, EntryKind.SUSPENDED, letter, ON, actor=CONSOLE, at=AT, on=ON)
    factories.issue_sheets([Certificate.objects.get(number="C")])
    run.keep(one_run, made, CONSOLE, AT)
    assert states(one_run) == [
        ("A", "failed", "changed_meanwhile"),
        ("B", "failed", "not_active"),
        ("C", "failed", "sheet_exists"),
    ]
    assert Sheet.objects.count() == 1


def test_failed_row_is_tried_again():
    factories.office()
    made = certificate(issuer=None)
    certificate()
    one_run = open_run(2026, actor=CONSOLE, at=AT)
    row = one_run.rows.get(certificate=made)
    assert (row.state, row.reason) == ("failed", "issuer_missing")
    assert retry_row(one_run.pk, row.pk, actor=CONSOLE, at=AT).reason == "issuer_missing"
    Certificate.objects.filter(pk=made.pk).update(issuer="Lembaga A")
    assert retry_row(one_run.pk, row.pk, actor=CONSOLE, at=AT).state == "done"
    assert retry_row(one_run.pk, row.pk, actor=CONSOLE, at=AT) is None
    made.refresh_from_db()
    assert (made.sheet, Sheet.objects.count()) == ("issued", 1)


def test_leadership_issues_nothing():
    with pytest.raises(NotPermitted):
        issue(2026, actor=actor("leadership"), now=lambda: AT)


def test_places_are_random_distinct_and_of_one_list_until_it_is_half_full(planned):
    taken = set(RunRow.objects.values_list("status_index", flat=True))
    drawn = list(free_indices(5000))
    assert len({*drawn, *taken}) == 5003
    assert max(drawn) < ENTRIES
    assert drawn != sorted(drawn)


def test_next_list_begins_when_one_is_half_full():
    certificate()
    row = rows_of(open_run(2026, actor=CONSOLE, at=AT))[0]
    drawn = list(free_indices(ENTRIES // 2))
    in_next = [index for index in drawn if index >= ENTRIES]
    assert (len(in_next), len(set(drawn)), row.status_index in drawn) == (1, ENTRIES // 2, False)
