import csv
import zipfile

import pytest

from setara.history.store import head
from setara.issuance.acts.sheets import withdraw_sheet
from setara.issuance.export import export
from setara.kernel.access.rules import CONSOLE
from tests import factories
from tests.factories import AT, ON
from tests.issuance.forgeries import pdf_of, sheet_of

pytestmark = pytest.mark.django_db


def ledger(out):
    with (out / "ledger.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def names(out):
    return sorted(path.name for path in out.iterdir())


def test_folder_holds_what_the_ledger_says_in_the_order_of_the_run_sheet(tmp_path):
    late = factories.issued(district_code="35.78", number="=1+1", holder="@UD")
    early = factories.issued(district_code="35.01", kind="iso", number="ISO/Ä-1", holder="UD Awal")
    factories.issued(budget_year=2025)
    exported = export(2026, tmp_path / "out", AT)
    files = ["0001-iso-ISO-A-1.pdf", "0002-sppt_sni-1-1.pdf"]
    assert names(tmp_path / "out") == [*files, "ledger.csv", "print.pdf", "run-sheet.pdf", "sertifikat-2026.zip"]
    assert [(tmp_path / "out" / name).read_bytes() for name in files] == [pdf_of(early), pdf_of(late)]
    assert [(row["number"], row["holder"], row["file"], row["sha256"]) for row in ledger(tmp_path / "out")] == [
        ("ISO/Ä-1", "UD Awal", files[0], sheet_of(early).pdf_sha256),
        ("'=1+1", "'@UD", files[1], sheet_of(late).pdf_sha256),
    ]
    assert [row["credential_id"] for row in ledger(tmp_path / "out")] == [
        f"https://sertifikat.example/v/{sheet_of(one).slug}" for one in (early, late)
    ]
    assert {row["history_head"] for row in ledger(tmp_path / "out")} == {str(head())} == {exported.head}
    with zipfile.ZipFile(exported.archive) as archive:
        assert (archive.testzip(), archive.namelist()) == (None, [*files, "print.pdf", "ledger.csv", "run-sheet.pdf"])


def test_second_export_is_the_first_and_leaves_no_sheet_that_is_gone(tmp_path):
    first, second = factories.issued(holder="UD A"), factories.issued(holder="UD B")
    export(2026, tmp_path, AT)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix != ".zip"}
    export(2026, tmp_path, AT)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.suffix != ".zip"} == before
    (tmp_path / "0001-catatan.pdf").write_bytes(b"mine")
    withdraw_sheet(sheet_of(first).slug, "salah", actor=CONSOLE, at=AT, on=ON)
    export(2026, tmp_path, AT)
    kept = [name for name in names(tmp_path) if name.startswith("0")]
    assert (len(kept), "0001-catatan.pdf" in kept) == (2, True)
    assert [row["holder"] for row in ledger(tmp_path)] == [second.holder]


@pytest.mark.parametrize("junk", [b"\xff\xfe\x00", b"", b"file\n../../etc/passwd\n", b"a,b\n1,2\n"])
def test_ledger_of_somebody_else_does_no_harm(tmp_path, junk):
    factories.issued()
    (tmp_path / "ledger.csv").write_bytes(junk)
    assert export(2026, tmp_path, AT).sheets == 1


def test_year_without_sheets_gives_an_empty_ledger(tmp_path):
    factories.office()
    assert export(2024, tmp_path / "deep" / "out", AT).sheets == 0
    assert ledger(tmp_path / "deep" / "out") == []
