"""A file handed in on screen: received, its columns mended, previewed, imported once; whatever goes wrong is said."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from setara.accounts.models import User
from setara.accounts.permission import NotPermitted
from setara.certificates.models import Certificate
from setara.certificates.tasks import IMPORTERS, import_file, preview
from setara.files.models import StoredFile
from setara.files.store import ContentStore
from setara.history.models import Entry
from setara.intake.acts.mapping import Form, MappingRefused, confirm_mapping, revoke_mapping
from setara.intake.acts.receiving import LONGEST_NAME, HandedIn, plain_name, receive_file
from setara.intake.acts.uploads import UploadRefused, WorkOrder, ask_for, at_work, import_upload, is_at_work, rows_done
from setara.intake.models import HeaderMapping, ImportedFile, PreviewedRow, SourceRow, Upload, Work
from setara.kernel.access.rules import CONSOLE
from setara.kernel.intake.records import ListKind
from setara.platform.tables.reading import FileRefused
from setara.registry.models import Business
from tests import factories
from tests.intake.lists import BUSINESSES, CERTIFICATES, counts, imported, row, written

pytestmark = pytest.mark.django_db
ODD = ("No", "Pelaku", "Tempat", "Barang")
STORE = ContentStore(Path(settings.DATA) / "files")


def someone():
    """An officer, as a task names him."""
    found = User.objects.first() or factories.user("activity_officer")
    return found.actor.id


def received(path, kind=ListKind.BUSINESSES, *, actor=CONSOLE, year=None, pieces=None):
    handed = HandedIn(path.name, pieces or [path.read_bytes()], kind, year)
    return receive_file(handed, STORE, actor=actor, at=factories.AT)


def businesses(tmp_path, *rows, header=BUSINESSES, name="usulan.xlsx"):
    made = rows or (("UD Satu", "", "Kab. Sidoarjo", "", ""), ("UD Dua", "", "Malang", "", ""))
    return written(tmp_path / name, header, *made)


def previewed(upload):
    ask_for(upload.pk, Work.PREVIEW, actor=CONSOLE)
    preview.call(upload.pk, someone())
    upload.refresh_from_db()
    return upload


def done(upload):
    ask_for(upload.pk, Work.IMPORT, actor=CONSOLE)
    import_file.call(upload.pk, someone())
    upload.refresh_from_db()
    return upload


def test_a_file_is_kept_once_and_looked_into(tmp_path):
    path = businesses(tmp_path)
    one, two = received(path), received(path)
    assert (one.sha256, one.state, one.name) == (two.sha256, "received", "usulan.xlsx")
    assert STORE.get(one.sha256) == path.read_bytes()
    assert StoredFile.objects.get().size == one.size == path.stat().st_size
    (sheet,) = one.sheets
    assert (sheet["is_list"], [c["field"] for c in sheet["columns"]]) == (
        True,
        ["name", "nib", "district_code", "owner", "product"],
    )


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.xlsx", "empty_file"),
        (b"%PDF-1.7 ...", "a.xlsx", "not_a_workbook"),
        (b"Nama IKM,Kab/Kota\n", "a.xlsx", "not_a_workbook"),
        (b"PK\x03\x04 torn", "a.xlsx", "damaged"),
        (b"halo\n", "a.csv", "not_a_list"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_not_kept(content, name, code):
    before = sorted(STORE.root.rglob("*")) if STORE.root.exists() else []
    with pytest.raises(FileRefused) as refused:
        receive_file(HandedIn(name, [content], ListKind.BUSINESSES), STORE, actor=CONSOLE, at=factories.AT)
    assert refused.value.code == code
    assert (sorted(STORE.root.rglob("*")), Upload.objects.count()) == (before, 0)


def test_a_file_too_large_is_refused_while_it_comes(tmp_path, monkeypatch):
    monkeypatch.setattr("setara.intake.acts.receiving.LARGEST", 10)
    taken = []

    def pieces():
        for n in range(9):
            taken.append(n)
            yield b"12345678"

    with pytest.raises(FileRefused, match="too_large"):
        received(businesses(tmp_path), pieces=pieces())
    assert taken == [0, 1]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\data\\usulan.xlsx", "usulan.xlsx"),
        ("a\x00\n.xlsx", "a.xlsx"),
        ("", "berkas"),
        ("..", "berkas"),
        ("x" * 300 + ".xlsx", "x" * (LONGEST_NAME - 5) + ".xlsx"),
        ("é" * 300, "é" * (LONGEST_NAME // 2)),
    ],
)
def test_names_are_only_names(name, plain):
    assert plain_name(name) == plain


def test_a_preview_keeps_nothing_but_what_it_saw(tmp_path):
    upload = previewed(received(businesses(tmp_path)))
    assert (upload.state, upload.work, upload.outcomes) == ("previewed", "", {"created": 1, "undecided": 1})
    assert (Business.objects.count(), SourceRow.objects.count(), ImportedFile.objects.count()) == (0, 0, 0)
    assert list(PreviewedRow.objects.order_by("id").values_list("row", "name", "outcome")) == [
        (2, "UD Satu", "created"),
        (3, "UD Dua", "undecided"),
    ]
    assert PreviewedRow.objects.last().problems[0]["cell"] == "Daftar!C3"


def test_a_preview_keeps_a_bounded_number_of_rows(tmp_path, monkeypatch):
    monkeypatch.setattr("setara.intake.acts.uploads.MOST_LOOKED_AT", 2)
    monkeypatch.setattr("setara.intake.acts.uploads.SAMPLED", 1)
    rows = [(f"UD {n} Contoh", "", "Malang" if n % 2 else "Kab. Gresik", "", "") for n in range(8)]
    upload = previewed(received(businesses(tmp_path, *rows)))
    assert upload.outcomes == {"created": 4, "undecided": 4}
    assert [one.outcome for one in PreviewedRow.objects.order_by("id")] == ["created", "undecided", "undecided"]


def test_an_import_is_what_the_console_does(tmp_path):
    path = written(tmp_path / "s.xlsx", CERTIFICATES, row(), row(kind="Halal", number="9"))
    upload = done(previewed(received(path, ListKind.CERTIFICATES, year=2026)))
    assert (upload.state, upload.outcomes) == ("imported", {"created": 1, "refused": 1})
    assert (Certificate.objects.get().budget_year, upload.file.name) == (2026, "s.xlsx")
    assert (upload.file.rows.count(), PreviewedRow.objects.count()) == (2, 0)
    again = imported(path, ListKind.CERTIFICATES)
    assert (counts(again), SourceRow.objects.count()) == ({"unchanged": 1, "refused": 1}, 2)
    entry = Entry.objects.get(stream=upload.stream)
    assert (entry.kind, entry.data["created"], entry.data["sha256"]) == ("upload.imported", 1, upload.sha256)


def test_a_text_table_keeps_its_name_as_its_sheet(tmp_path):
    path = tmp_path / "daftar.csv"
    path.write_text("Nama IKM,Kab/Kota\nUD Satu,Kab. Gresik\n")
    done(previewed(received(path)))
    assert SourceRow.objects.get().sheet == "daftar.csv"
    assert counts(imported(path, ListKind.BUSINESSES)) == {"unchanged": 1}


def test_the_same_file_again_changes_nothing(tmp_path):
    path = businesses(tmp_path)
    done(previewed(received(path)))
    again = done(previewed(received(path)))
    assert (again.outcomes, Business.objects.count()) == ({"unchanged": 1, "undecided": 1}, 1)


def test_only_a_previewed_file_is_imported_and_only_once(tmp_path):
    upload = received(businesses(tmp_path))
    with pytest.raises(UploadRefused, match="not_previewed"):
        ask_for(upload.pk, Work.IMPORT, actor=CONSOLE)
    import_file.call(upload.pk, someone())
    assert Business.objects.count() == 0
    done(previewed(upload))
    import_file.call(upload.pk, someone())
    preview.call(upload.pk, someone())
    for work in (Work.PREVIEW, Work.IMPORT):
        with pytest.raises(UploadRefused, match="already_imported"):
            ask_for(upload.pk, work, actor=CONSOLE)
    upload.refresh_from_db()
    assert (upload.state, Entry.objects.filter(kind="upload.imported").count()) == ("imported", 1)


def test_a_columns_meaning_is_mended_and_remembered_for_the_next_file(tmp_path):
    first = businesses(tmp_path, ("1", "UD Satu", "Kab. Gresik", "Kopi"), header=ODD)
    upload = previewed(received(first))
    assert (upload.state, upload.code) == ("refused", "not_a_list")
    form = Form(ListKind.BUSINESSES, ODD, ("", "name", "district_code", "product"))
    mapping = confirm_mapping(form, actor=CONSOLE, at=factories.AT)
    assert mapping.shape == upload.sheets[0]["shape"]
    assert previewed(upload).outcomes == {"created": 1}
    header = ("NO.", "PELAKU", "Tempat ", "Barang")
    second = businesses(tmp_path, ("1", "UD Dua", "Kab. Gresik", "Teh"), header=header, name="b.xlsx")
    assert counts(imported(second, ListKind.BUSINESSES)) == {"created": 1}
    assert Business.objects.get().product == "Teh"
    revoke_mapping(mapping.pk, actor=CONSOLE, at=factories.AT)
    with pytest.raises(FileRefused, match="not_a_list"):
        imported(second, ListKind.BUSINESSES)


def test_a_mapping_confirmed_anew_takes_the_place_of_the_old_one(tmp_path):
    fields = [("name", "district_code"), ("name", "district_code"), ("name", "")]
    for one in fields:
        confirm_mapping(Form(ListKind.BUSINESSES, ("A", "B"), one), actor=CONSOLE, at=factories.AT)
    old, new = HeaderMapping.objects.order_by("id")
    revoke_mapping(new.pk, actor=CONSOLE, at=factories.AT)
    revoke_mapping(new.pk, actor=CONSOLE, at=factories.AT)
    kinds = list(Entry.objects.order_by("position").values_list("stream", "kind"))
    assert kinds == [
        (old.stream, "mapping.confirmed"),
        (old.stream, "mapping.revoked"),
        (new.stream, "mapping.confirmed"),
        (new.stream, "mapping.revoked"),
    ]


@pytest.mark.parametrize("fields", [("owner", ""), ("name", "holder"), ("name",), ("name", "x")])
def test_a_mapping_that_reads_nothing_is_refused(fields):
    with pytest.raises(MappingRefused):
        confirm_mapping(Form(ListKind.BUSINESSES, ("A", "B"), fields), actor=CONSOLE, at=factories.AT)
    assert not HeaderMapping.objects.exists()


def test_one_sheet_can_be_chosen(tmp_path):
    upload = received(businesses(tmp_path))
    with pytest.raises(UploadRefused, match="no_such_sheet"):
        ask_for(upload.pk, Work.PREVIEW, actor=CONSOLE, sheet="Lain")
    assert ask_for(upload.pk, Work.PREVIEW, actor=CONSOLE, sheet="Daftar").sheet == "Daftar"


def test_a_second_worker_leaves_the_file_to_the_first(tmp_path):
    upload = previewed(received(businesses(tmp_path)))
    if connection.vendor == "postgresql":
        pytest.skip("one connection holds a lock of the database again")
    with at_work(upload.pk) as progress:
        progress(500)
        assert (is_at_work(upload.pk), rows_done(upload.pk)) == (True, 500)
        import_file.call(upload.pk, someone())
    assert (is_at_work(upload.pk), rows_done(upload.pk), Business.objects.count()) == (False, 0, 0)


def test_what_a_dying_worker_leaves_is_begun_again(tmp_path):
    upload = previewed(received(businesses(tmp_path)))
    ask_for(upload.pk, Work.IMPORT, actor=CONSOLE)

    def dies(order):
        IMPORTERS[order.kind](order)
        raise SystemExit

    order = WorkOrder(upload.pk, lambda _kind: dies, STORE, CONSOLE, factories.AT)
    with pytest.raises(SystemExit):
        import_upload(order)
    upload.refresh_from_db()
    assert (upload.state, upload.work, Business.objects.count(), Entry.objects.count()) == ("previewed", "import", 0, 0)
    assert done(upload).state == "imported"


def test_content_that_is_gone_is_said(tmp_path):
    upload = received(businesses(tmp_path))
    STORE.path(upload.sha256).unlink()
    assert (previewed(upload).state, upload.code) == ("refused", "not_there")


@pytest.mark.parametrize("role", ["verifier", "district_proposer", "operator"])
def test_who_may_not_import_does_none_of_it(role, tmp_path):
    nobody = factories.actor(role)
    upload = received(businesses(tmp_path))
    form = Form(ListKind.BUSINESSES, ("A",), ("name",))
    mapping = confirm_mapping(form, actor=CONSOLE, at=factories.AT)
    acts = [
        lambda: received(businesses(tmp_path), actor=nobody),
        lambda: confirm_mapping(form, actor=nobody, at=factories.AT),
        lambda: revoke_mapping(mapping.pk, actor=nobody, at=factories.AT),
        lambda: ask_for(upload.pk, Work.PREVIEW, actor=nobody),
    ]
    for act in acts:
        with pytest.raises(NotPermitted):
            act()


READ_ONE_WAY = ("", "name", "district_code", "product")


def odd(tmp_path):
    """A file whose form somebody mapped, previewed."""
    confirm_mapping(Form(ListKind.BUSINESSES, ODD, READ_ONE_WAY), actor=CONSOLE, at=factories.AT)
    return previewed(received(businesses(tmp_path, ("1", "UD Satu", "Kab. Gresik", "Kopi"), header=ODD)))


def map_otherwise():
    fields = ("", "product", "district_code", "name")
    confirm_mapping(Form(ListKind.BUSINESSES, ODD, fields), actor=CONSOLE, at=factories.AT)


def test_what_was_not_previewed_so_is_not_imported(tmp_path):
    upload = odd(tmp_path)
    map_otherwise()
    with pytest.raises(UploadRefused, match="changed_since_preview"):
        ask_for(upload.pk, Work.IMPORT, actor=CONSOLE)
    upload = previewed(upload)
    with pytest.raises(UploadRefused, match="changed_since_preview"):
        ask_for(upload.pk, Work.IMPORT, actor=CONSOLE, seen="0" * 64)
    ask_for(upload.pk, Work.IMPORT, actor=CONSOLE, seen=upload.basis)


def test_columns_changed_while_an_import_waits_stop_it_and_say_so(tmp_path):
    upload = odd(tmp_path)
    ask_for(upload.pk, Work.IMPORT, actor=CONSOLE)
    with pytest.raises(UploadRefused, match="import_asked_for"):
        ask_for(upload.pk, Work.PREVIEW, actor=CONSOLE)
    map_otherwise()
    import_file.call(upload.pk, someone())
    upload.refresh_from_db()
    assert (upload.state, upload.work, upload.code) == ("received", "", "changed_since_preview")
    assert not Business.objects.exists()
    assert done(previewed(upload)).state == "imported"
