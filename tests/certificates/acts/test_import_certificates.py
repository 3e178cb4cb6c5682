import datetime as dt

import pytest

from setara.certificates.models import Certificate, RegisterCount
from setara.history.store import check, entries_of
from setara.intake.models import ImportedFile, SourceRow
from setara.kernel.intake.records import ListKind
from setara.platform.tables.reading import FileRefused, FileUnreadable
from setara.registry.models import Business, CandidatePair
from tests.factories import issue_sheets
from tests.intake.lists import CERTIFICATES, NIB_B, counts, everything, imported, row, said, written

pytestmark = pytest.mark.django_db


def certificates(tmp_path, *rows, name="sertifikat.xlsx", **order):
    return imported(written(tmp_path / name, CERTIFICATES, *rows), ListKind.CERTIFICATES, **order)


def test_certificate_is_recorded_and_its_holder_becomes_a_business(tmp_path):
    assert counts(certificates(tmp_path, row())) == {"created": 1}
    made = Certificate.objects.get()
    assert (made.kind, made.number, made.issuer, made.issuer_accreditation) == (
        "sppt_sni", "017/LSPr/2026", "LSPr Contoh (LSPr-000-IDN)", "LSPr-000-IDN",
    )  # fmt: skip
    assert (made.issue_date, made.expiry_date, made.budget_year) == (
        dt.date(2026, 3, 17), dt.date(2030, 3, 16), 2026,
    )  # fmt: skip
    assert (made.status, made.sheet, made.custody) == ("active", "none", "at_body")
    assert made.business == Business.objects.get(name="UD Sumber Barokah", district_code="35.15")
    assert (made.source.row, made.source.outcome) == (2, "created")
    assert [entry.kind for entry in entries_of(made.stream)] == ["certificate.recorded"]
    assert set(RegisterCount.objects.values_list("number", flat=True)) == {1}


def test_several_certificates_of_one_holder_have_one_business(tmp_path):
    certificates(tmp_path, row(), row(number="018/LSPr/2026"), row("SUMBER BAROKAH UD", number="019", nib=""))
    assert Business.objects.count() == 2 - 1 + CandidatePair.objects.count()
    assert Certificate.objects.count() == 3


def test_corrected_file_updates_and_says_what_changed(tmp_path):
    certificates(tmp_path, row(), row(number="018"))
    result = certificates(tmp_path, row(product="Kerupuk", expires="16/03/2031"), row(number="018"), name="b.xlsx")
    assert counts(result) == {"updated": 1, "unchanged": 1}
    assert set(result.records[0].changes) == {"product", "expiry_date"}
    made = Certificate.objects.get(number="017/LSPr/2026")
    assert (made.product, made.expiry_date) == ("Kerupuk", dt.date(2031, 3, 16))
    assert [entry.kind for entry in entries_of(made.stream)] == ["certificate.recorded", "certificate.corrected"]
    assert made.source.file.name == "b.xlsx"


def test_row_that_differs_from_an_issued_certificate_is_asked_at_its_cell(tmp_path):
    certificates(tmp_path, row(), row(number="018"))
    issue_sheets(list(Certificate.objects.order_by("id")))
    before = everything()
    result = certificates(tmp_path, row(product="Kerupuk", expires="16/03/2031"), row(number="018"), name="b.xlsx")
    assert counts(result) == {"undecided": 1, "unchanged": 1}
    assert sorted(said(result)) == [
        ("Daftar!H2", "expiry_date", "already_issued"),
        ("Daftar!I2", "product", "already_issued"),
    ]
    assert dict(result.problems[0].params).keys() == {"registered", "row"}
    after = everything()
    assert {label for label in after if after[label] != before[label]} == {
        "intake.ImportedFile", "intake.SourceRow", "intake.Question", "intake.Asked",
    }  # fmt: skip
    assert SourceRow.objects.get(outcome="undecided").problems[0]["code"] == "already_issued"


def test_number_of_another_holder_is_asked(tmp_path):
    certificates(tmp_path, row())
    result = certificates(tmp_path, row("CV Cahaya Abadi", nib=NIB_B), name="b.xlsx")
    assert counts(result) == {"undecided": 1}
    assert {code for _, _, code in said(result)} == {"number_of_another_holder"}
    assert Certificate.objects.get().holder == "UD Sumber Barokah"


def test_same_number_of_another_body_or_kind_is_another_certificate(tmp_path):
    rows = [row(), row("CV Cahaya Abadi", nib=NIB_B, issuer="LSPr Lain"), row(kind="ISO 9001")]
    assert counts(certificates(tmp_path, *rows)) == {"created": 3}


def test_number_in_another_dress_is_the_same_number(tmp_path):
    certificates(tmp_path, row())
    result = certificates(tmp_path, row(number="017 / lspr / 2026"), name="b.xlsx")
    assert counts(result) == {"updated": 1}
    assert result.records[0].changes == ("number",)


MIXED = [
    row(),
    row(number="018"),
    row("CV Cahaya Abadi", number="019"),
    row("Sumber Baroqah", number="020", nib=""),
    row(product="Kerupuk"),
    row(number="017/lspr/2026"),
    row(number=""),
    row(number="021", kind="Halal"),
    row(number="022", issued="31/02/2026"),
    row(number="023", issuer=""),
    row(number="023", issuer="LSPr Belakangan"),
]


@pytest.mark.parametrize("place", range(len(MIXED)))
def test_reimport_of_the_same_file_changes_nothing(tmp_path, place):
    rows = MIXED[place:] + MIXED[:place]
    path = written(tmp_path / "a.xlsx", CERTIFICATES, *rows)
    first = imported(path, ListKind.CERTIFICATES)
    before = everything()
    second = imported(path, ListKind.CERTIFICATES)
    assert second.rows == first.rows == len(MIXED)
    assert set(counts(second)) <= {"unchanged", "undecided", "refused"}
    after = everything()
    assert {label: len(rows) for label, rows in after.items()} == {label: len(rows) for label, rows in before.items()}
    assert {label for label in after if after[label] != before[label]} <= {"intake.ImportedFile"}
    assert check().faults == ()


def test_second_row_that_contradicts_the_first_is_asked(tmp_path):
    result = certificates(tmp_path, row(), row(product="Kerupuk"))
    assert counts(result) == {"created": 1, "undecided": 1}
    assert said(result) == [("Daftar!I3", "product", "rows_disagree")]


def test_refused_and_undecided_rows_are_kept_with_cell_and_code(tmp_path):
    result = certificates(tmp_path, row(number="", kind="Merek"), row(kind="Halal"), row(issued="31/02/2026"))
    assert counts(result) == {"undecided": 1, "refused": 2}
    assert said(result) == [
        ("Daftar!E2", "number", "number_missing"),
        ("Daftar!D3", "kind", "kind_outside_programme"),
        ("Daftar!G4", "issue_date", "date_does_not_exist"),
    ]
    assert [source.outcome for source in SourceRow.objects.order_by("row")] == ["undecided", "refused", "refused"]
    assert Certificate.objects.count() == 0


def test_dry_run_leaves_every_table_as_it_was(tmp_path):
    certificates(tmp_path, row())
    before = everything()
    result = certificates(tmp_path, row(product="Kerupuk"), row(number="018"), name="b.xlsx", dry_run=True)
    assert counts(result) == {"updated": 1, "created": 1}
    assert everything() == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "not_a_workbook"),
        (b"salam,dunia\n1,2\n", "not_a_list"),
        (b"Nama IKM,Kab/Kota,Jenis Sertifikat,Nomor Sertifikat\n", "no_rows"),
    ],
)
def test_refused_file_leaves_nothing(tmp_path, content, code):
    before = everything()
    path = tmp_path / "berkas.csv"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        imported(path, ListKind.CERTIFICATES)
    assert refused.value.code == code
    assert everything() == before


def test_file_that_ends_in_damage_leaves_nothing(tmp_path):
    path = written(tmp_path / "a.xlsx", CERTIFICATES, *(row(number=str(number)) for number in range(700)))
    path.write_bytes(path.read_bytes()[:-600])
    with pytest.raises(FileRefused):
        imported(path, ListKind.CERTIFICATES)
    assert (Certificate.objects.count(), ImportedFile.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["tiada.xlsx", "."])
def test_file_that_is_none_is_said(tmp_path, name):
    with pytest.raises(FileUnreadable):
        imported(tmp_path / name, ListKind.CERTIFICATES)


def test_sheet_that_is_not_there_is_said_with_those_that_are(tmp_path):
    with pytest.raises(FileUnreadable, match=r"^no sheet 'Rekap'; the file has: Daftar$"):
        certificates(tmp_path, row(), sheet="Rekap")


def test_long_file_goes_through_in_batches(tmp_path):
    numbers = [f"{number:04}/LSPr/2026" for number in range(1100)]
    seen = []
    result = certificates(tmp_path, *(row(number=number) for number in numbers), progress=seen.append)
    assert counts(result) == {"created": 1100}
    assert seen == [500, 1000, 1100]
    assert Business.objects.count() == 1
    assert check().faults == ()
