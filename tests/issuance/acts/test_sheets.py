import pytest

from setara.accounts.permission import NotPermitted
from setara.certificates.models import Certificate
from setara.history.models import Entry
from setara.history.store import check, entries_of
from setara.issuance.acts.sheets import SheetRefused, supersede_sheet, withdraw_sheet
from setara.issuance.models import Sheet
from setara.kernel.access.rules import CONSOLE
from tests import factories
from tests.factories import AT, ON

pytestmark = pytest.mark.django_db
BY = {"actor": CONSOLE, "at": AT, "on": ON}


def test_withdrawing_ends_the_sheet_and_leaves_the_bodys_certificate_alone():
    made = factories.issued()
    sheet = withdraw_sheet(made.sheets.get().slug, " salah cetak ", **BY)
    made.refresh_from_db()
    assert (sheet.status, sheet.ended_because, made.sheet, made.status) == (
        "withdrawn", "salah cetak", "withdrawn", "active",
    )  # fmt: skip
    assert entries_of(made.stream)[-1].kind == "sheet.withdrawn"


def test_superseding_corrects_the_record_and_issues_a_new_sheet():
    made = factories.issued()
    old = made.sheets.get()
    new = supersede_sheet(old.slug, {"holder": "UD Benar", "expiry_date": "2031-01-01"}, "salah nama", **BY)
    old.refresh_from_db()
    made.refresh_from_db()
    assert (old.status, old.superseded_by, new.status) == ("superseded", new, "issued")
    assert (made.holder, str(made.expiry_date), made.sheet, made.status) == (
        "UD Benar",
        "2031-01-01",
        "issued",
        "active",
    )
    assert old.credential != new.credential
    assert "UD Benar" in new.credential
    assert "UD Benar" not in old.credential
    assert [entry.kind for entry in entries_of(made.stream)] == [
        "certificate.recorded", "sheet.issued", "certificate.corrected", "sheet.superseded", "sheet.issued",
    ]  # fmt: skip
    assert old.status_index != new.status_index
    assert check().faults == ()


@pytest.mark.parametrize("why", ["", "  "])
def test_reason_is_compulsory(why):
    slug = factories.issued().sheets.get().slug
    for act in (lambda: withdraw_sheet(slug, why, **BY), lambda: supersede_sheet(slug, {"holder": "X"}, why, **BY)):
        with pytest.raises(SheetRefused, match="reason_missing"):
            act()


def test_sheet_that_has_ended_ends_no_more():
    slug = factories.issued().sheets.get().slug
    withdraw_sheet(slug, "salah", **BY)
    with pytest.raises(SheetRefused, match="already_withdrawn"):
        withdraw_sheet(slug, "salah", **BY)
    other = factories.issued().sheets.get().slug
    supersede_sheet(other, {"holder": "X"}, "salah", **BY)
    with pytest.raises(SheetRefused, match="already_superseded"):
        supersede_sheet(other, {"holder": "Y"}, "salah", **BY)
    with pytest.raises(SheetRefused, match="no_sheet"):
        withdraw_sheet("AAAAAAAAAAAAAAAA", "salah", **BY)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"number": "LAIN"}, "number_taken"),
        ({"district_code": "99.99"}, "district_missing"),
        ({"issuer": ""}, "issuer_missing"),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_correction_that_cannot_stand_leaves_everything_as_it_was(values, code):
    factories.certificate(number="LAIN")
    made = factories.issued()
    before = list(Certificate.objects.order_by("pk").values()), Entry.objects.count()
    with pytest.raises(SheetRefused, match=code):
        supersede_sheet(made.sheets.get().slug, values, "salah", **BY)
    assert (list(Certificate.objects.order_by("pk").values()), Entry.objects.count()) == before
    assert Sheet.objects.get().status == "issued"


@pytest.mark.parametrize("role", ["leadership", "operator"])
def test_only_the_officer_ends_sheets(role):
    slug = factories.issued().sheets.get().slug
    by = {**BY, "actor": factories.actor(role)}
    with pytest.raises(NotPermitted):
        withdraw_sheet(slug, "salah", **by)
    with pytest.raises(NotPermitted):
        supersede_sheet(slug, {"holder": "X"}, "salah", **by)


def test_a_person_replaces_no_sheet_in_one_step():
    made = factories.issued()
    by = {**BY, "actor": factories.actor("activity_officer")}
    with pytest.raises(NotPermitted) as refused:
        supersede_sheet(made.sheets.get().slug, {"holder": "X"}, "salah", **by)
    assert (refused.value.refusal.code, made.sheets.get().status) == ("same_person", "issued")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("holder", '=HYPERLINK("http://contoh.example")'),
        ("holder", "CafÃ© Bu Sri"),
        ("issuer", "x" * 301),
        ("number", "=1+1"),
        ("number", "ﷺ" * 200),
        ("product", "@cmd"),
    ],
)
def test_correction_lets_in_nothing_that_an_import_would_not(name, typed):
    made = factories.issued()
    sheet = made.sheets.get()
    with pytest.raises(SheetRefused) as refused:
        supersede_sheet(sheet.slug, {name: typed}, "salah ketik", actor=CONSOLE, at=AT, on=ON)
    assert refused.value.code == "text_unclear"


def test_corrected_text_is_cleaned_as_an_import_cleans_it():
    made = factories.issued()
    supersede_sheet(
        made.sheets.get().slug, {"holder": " UD\u200b  Maju\u00a0Bersama "}, "salah ketik", actor=CONSOLE, at=AT, on=ON
    )
    made.refresh_from_db()
    assert made.holder == "UD Maju Bersama"
