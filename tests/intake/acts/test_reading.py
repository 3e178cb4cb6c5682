"""A large file read by a process of its own says the same as a small one."""

import pytest

from setara.intake.acts import reading
from setara.intake.acts.reading import FileAsked, NoSuchSheet, read_file
from setara.intake.models import SourceRow
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.records import ListKind
from setara.platform.ahead import ahead
from setara.platform.tables.reading import FileRefused
from setara.registry.models import Business
from tests.factories import ON
from tests.intake.lists import BUSINESSES, counts, imported, written

ROWS = [(f"UD Contoh {place}", "", "Kab. Sidoarjo", "Siti", "Keripik") for place in range(40)]


@pytest.fixture
def ahead_too(monkeypatch):
    """Let every file be large."""
    monkeypatch.setattr(reading, "LARGE", -1)


def asked(path, sheet=None):
    return FileAsked(path, ListKind.BUSINESSES, ReadingContext(province="35", today=ON), sheet)


@pytest.mark.slow
def test_a_large_file_says_the_same(tmp_path):
    path = written(tmp_path / "a.xlsx", BUSINESSES, *ROWS, ("", "", "", "", "keripik"), ("Jumlah", "", "", "", ""))
    assert list(ahead(reading._read, asked(path))) == list(reading._read(asked(path)))


def test_only_a_large_file_has_a_process_of_its_own(tmp_path, monkeypatch):
    path = written(tmp_path / "a.xlsx", BUSINESSES, *ROWS)
    monkeypatch.setattr(reading, "ahead", lambda _produce, asked: [asked.path])
    assert list(read_file(asked(path))) != [path]
    monkeypatch.setattr(reading, "LARGE", path.stat().st_size - 1)
    assert list(read_file(asked(path))) == [path]


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("ahead_too")
def test_a_large_file_is_registered(tmp_path):
    path = written(tmp_path / "a.xlsx", BUSINESSES, *ROWS)
    assert counts(imported(path, ListKind.BUSINESSES)) == {"created": 40}
    assert Business.objects.count() == 40


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("ahead_too")
def test_refusals_of_a_large_file_are_the_same_and_leave_nothing(tmp_path):
    path = written(tmp_path / "a.xlsx", BUSINESSES, *ROWS)
    with pytest.raises(NoSuchSheet, match="no sheet 'Lain'; the file has: Daftar"):
        imported(path, ListKind.BUSINESSES, sheet="Lain")
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(FileRefused) as refusal:
        imported(path, ListKind.BUSINESSES)
    assert refusal.value.code == "damaged"
    assert (Business.objects.count(), SourceRow.objects.count()) == (0, 0)
