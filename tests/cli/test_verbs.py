import argparse
import hashlib
import json
import os
import socket

import pytest
from django.db import IntegrityError, OperationalError, ProgrammingError
from django.utils.translation import gettext

from setara.accounts.models import User
from setara.certificates.models import Certificate
from setara.cli import __main__ as command
from setara.cli.frame import CouldNot, Progress
from setara.cli.frame import answer as say_answer
from setara.cli.verbs.serve import require_free
from setara.history.models import Entry
from setara.intake.models import ImportedFile
from setara.issuance.models import PublicKey, StatusList
from setara.issuance.office import keyring
from setara.kernel.intake.records import BUSINESS_FIELDS, CERTIFICATE_FIELDS
from tests import factories
from tests.intake.lists import BUSINESSES, CERTIFICATES, row, written
from tests.issuance.forgeries import pdf_of, sheet_of

pytestmark = pytest.mark.django_db
DAY = "2026-11-25"
LETTER = ("--letter", "SK-1", "--dated", DAY, "--from", DAY, "--why", "sebab", "--on", DAY)


@pytest.fixture
def setara(capsys):
    """The command, within this process: exit code, output, and what is said beside."""

    def run(*words):
        try:
            code = command.main([str(word) for word in words])
        except SystemExit as end:
            code = end.code
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def answer(setara):
    """The answer with `--json`; nothing may be said beside it."""

    def run(*words, code=0):
        ended, out, err = setara(*words, "--json")
        assert (ended, err) == (code, "")
        return json.loads(out)

    return run


VERBS = {
    "init": [],
    "import": ["businesses", "certificates"],
    "issue": [],
    "verify": [],
    "certificate": ["suspend", "reinstate", "revoke", "lapse", "withdraw", "supersede", "custody", "show"],
    "ceremony": [
        "plan",
        "close",
        "list",
        "show",
        "hold",
        "report",
        "not-collected",
        "hand-over",
        "undo",
        "remind",
    ],
    "history": ["check", "head"],
    "figures": ["freeze", "show"],
    "people": ["add", "list"],
    "demo": ["workbooks", "run"],
    "serve": [],
}


@pytest.mark.parametrize(
    "words", [[], *([verb, *act] for verb, acts in VERBS.items() for act in ([], *([a] for a in acts)))]
)
def test_every_verb_has_help(setara, words):
    code, out, err = setara(*words, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"usage: {' '.join(['setara', *words])}")


def test_every_verb_is_listed(setara):
    assert sorted(command.VERBS) == sorted(VERBS)
    assert [verb for verb in VERBS if f"\n    {verb}" not in setara("--help")[1]] == []


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nonsense"],
        ["history"],
        ["issue", "--out", "x"],
        ["issue", "--programme", "26", "--out", "x"],
        ["import", "certificates", "x.xlsx", "--on", "17/03/2026"],
        ["import", "businesses", "x.xlsx", "--programme", "2026"],
        ["certificate", "suspend", "X", "--letter", "SK-1", "--dated", DAY, "--why", "sebab"],
        ["certificate", "suspend", "X", "--dated", DAY, "--from", DAY, "--why", "sebab"],
        ["certificate", "custody", "X", "--to", "the moon"],
        ["people", "add", "a@contoh.example", "--role", "king"],
    ],
)
def test_wrong_words_end_with_two(setara, words):
    code, out, err = setara(*words)
    assert (code, out) == (2, "")
    assert "Traceback" not in err


# import


def test_import_answers_as_the_contract_says(answer, tmp_path):
    path = written(tmp_path / "a.xlsx", CERTIFICATES, row(), row(number=""), row(kind="Halal"), ("TOTAL", "3"))
    found = answer("import", "certificates", path, "--programme", 2026, "--on", DAY)
    assert {name: found[name] for name in found if name != "problems"} == {
        "refused_file": None, "rows": 3, "created": 1, "updated": 0, "unchanged": 0, "undecided": 1, "refused": 1,
        "answered": 0, "skipped": {"header": 1, "total": 1}, "notices": [],
    }  # fmt: skip
    assert [(one["cell"], one["field"], one["code"]) for one in found["problems"]] == [
        ("Daftar!E3", "number", "number_missing"),
        ("Daftar!D4", "kind", "kind_outside_programme"),
    ]
    assert {tuple(one) for one in found["problems"]} == {("cell", "field", "code", "message")}
    assert Certificate.objects.get().budget_year == 2026


@pytest.mark.parametrize(
    ("kind", "header", "line", "fields"),
    [
        ("certificates", CERTIFICATES, row(), CERTIFICATE_FIELDS),
        ("businesses", BUSINESSES, ("UD Maju", "9935150000123", "Kab. Sidoarjo", "Siti", "Keripik"), BUSINESS_FIELDS),
    ],
)
def test_import_with_rows_gives_every_record(answer, tmp_path, kind, header, line, fields):
    path = written(tmp_path / "a.xlsx", header, line)
    record = answer("import", kind, path, "--rows", "--on", DAY)["records"][0]
    assert (record["sheet"], record["row"], record["outcome"]) == ("Daftar", 2, "created")
    assert sorted(record["values"]) == sorted(fields)
    assert record["values"]["district_code"] == "35.15"
    assert "records" not in answer("import", kind, path, "--on", DAY)


def test_import_dry_run_keeps_nothing(answer, tmp_path):
    path = written(tmp_path / "a.xlsx", CERTIFICATES, row())
    assert answer("import", "certificates", path, "--dry-run", "--on", DAY)["created"] == 1
    assert (Certificate.objects.count(), ImportedFile.objects.count()) == (0, 0)


def test_import_of_a_refused_file_ends_with_one(answer, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    found = answer("import", "certificates", path, code=1)
    assert found["refused_file"]["code"] == "not_a_workbook"
    assert (found["rows"], found["problems"]) == (0, [])


def test_import_writes_a_report(setara, tmp_path):
    path = written(tmp_path / "a.xlsx", CERTIFICATES, row())
    assert setara("import", "certificates", path, "--report", tmp_path / "report.xlsx", "--on", DAY)[0] == 0
    assert (tmp_path / "report.xlsx").stat().st_size > 0


def test_import_only_the_sheet_that_is_named(setara, answer, tmp_path):
    path = written(tmp_path / "a.xlsx", CERTIFICATES, row())
    assert answer("import", "certificates", path, "--sheet", "Daftar", "--on", DAY)["created"] == 1
    assert setara("import", "certificates", path, "--sheet", "Rekap") == (
        2, "", "setara: no sheet 'Rekap'; the file has: Daftar\n",
    )  # fmt: skip


# What cannot be done is said in one sentence.


def test_what_cannot_be_done_is_one_sentence(setara, tmp_path):
    (tmp_path / "folder").mkdir()
    source = written(tmp_path / "a.xlsx", CERTIFICATES, row())
    factories.issued(number="017")
    tries = [
        ("import", "certificates", tmp_path / "none.xlsx"),
        ("import", "certificates", tmp_path / "folder"),
        ("import", "certificates", source, "--report", tmp_path / "none" / "report.xlsx"),
        ("import", "certificates", source, "--report", tmp_path / "folder"),
        ("import", "certificates", source, "--report", source),
        ("verify", tmp_path / "none.pdf"),
        ("verify", tmp_path / "folder"),
        ("verify", "x", "--revocation-list", tmp_path / "none.json"),
        ("issue", "--programme", 2026, "--out", source),
        ("issue", "--programme", 2026, "--out", source / "deeper"),
        ("history", "check", "--since", "no head"),
        ("certificate", "show", "nobody"),
        ("certificate", "supersede", "017", "--set", "holder", "--why", "x"),
        ("certificate", "supersede", "017", "--set", "kind=iso", "--why", "x"),
        ("certificate", "supersede", "017", "--set", "issue_date=17/03/2026", "--why", "x"),
        ("certificate", "supersede", "017", "--set", "budget_year=-5", "--why", "x"),
        ("people", "add", "nobody", "--role", "verifier"),
        ("people", "grant", "nobody@contoh.example", "--role", "verifier"),
        ("people", "end", "7"),
    ]
    ends = {words: setara(*words) for words in tries}
    assert {words: end for words, end in ends.items() if (end[0], end[1]) != (2, "")} == {}
    assert {
        words: end for words, end in ends.items() if end[2].count("\n") != 1 or not end[2].startswith("setara: ")
    } == {}
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OperationalError("no such table: history_entry"), "no database yet: run `setara init`"),
        (OperationalError("unable to open database file"), "no database yet: run `setara init`"),
        (
            OperationalError('relation "history_entry" does not exist\nLINE 1: SELECT'),
            "no database yet: run `setara init`",
        ),
        (ProgrammingError('relation "auth" does not exist'), "no database yet: run `setara init`"),
        (
            IntegrityError('new row for relation "history_entry" violates check constraint "x"'),
            'new row for relation "history_entry" violates check constraint "x"',
        ),
        (OperationalError("connection refused\n\tIs the server running?"), "connection refused Is the server running?"),
        (PermissionError(13, "Permission denied", "/data/x"), "/data/x: Permission denied"),
        (OSError(28, "No space left on device"), "[Errno 28] No space left on device"),
        (KeyError(), "KeyError"),
    ],
)
def test_trouble_is_told_in_one_sentence(capsys, error, sentence):
    assert command._could_not(error) == 2
    assert capsys.readouterr().err == f"setara: {sentence}\n"


# certificate


def test_decision_by_slug_or_number(answer):
    made = factories.issued(number="IDM 000 017")
    assert answer("certificate", "suspend", sheet_of(made).slug, *LETTER)["status"] == "suspended"
    assert answer("certificate", "reinstate", "idm000017", *LETTER)["status"] == "active"
    assert answer("certificate", "show", "IDM 000 017") == {
        "kind": "sppt_sni", "number": "IDM 000 017", "issuer": made.issuer, "holder": made.holder, "status": "active",
        "sheet": "issued", "custody": "at_body",
        "original_sha256": None, "sheets": [{"slug": sheet_of(made).slug, "status": "issued"}],
    }  # fmt: skip


def test_number_alone_must_be_unique(setara, answer):
    factories.certificate(number="017", issuer="Lembaga A")
    factories.certificate(number="017", issuer="Lembaga B")
    factories.certificate(number="017", issuer="Lembaga B", kind="iso")
    code, out, err = setara("certificate", "suspend", "017", *LETTER)
    assert (code, out) == (2, "")
    assert err.endswith("Add --kind or --issuer\n")
    assert setara("certificate", "show", "017", "--issuer", "lembaga b")[0] == 2
    assert answer("certificate", "show", "017", "--kind", "iso")["issuer"] == "Lembaga B"
    assert answer("certificate", "show", "017", "--issuer", "lembaga a")["kind"] == "sppt_sni"


def test_refused_decision_ends_with_one(answer):
    factories.certificate(number="017")
    assert answer("certificate", "reinstate", "017", *LETTER, code=1)["refused"] == "not_suspended"
    assert answer("certificate", "withdraw", "017", "--why", "x", code=1)["refused"] == "no_sheet"
    early = ("--letter", "SK-1", "--dated", "2026-11-26", "--from", DAY, "--why", "sebab", "--on", DAY)
    assert answer("certificate", "revoke", "017", *early, code=1)["refused"] == "letter_in_future"


def test_withdraw_supersede_and_custody(answer):
    made = factories.issued(number="017")
    factories.issued(number="018")
    corrected = answer(
        "certificate", "supersede", "017", "--set", "holder=UD Benar", "--why", "salah nama", "--on", DAY
    )
    assert (corrected["holder"], [one["status"] for one in corrected["sheets"]]) == (
        "UD Benar",
        ["superseded", "issued"],
    )
    assert answer("certificate", "custody", "017", "--to", "with_owner", "--on", DAY)["custody"] == "with_owner"
    withdrawn = answer("certificate", "withdraw", "017", "--why", "salah", "--on", DAY)
    assert (withdrawn["sheet"], withdrawn["status"]) == ("withdrawn", "active")
    assert (
        answer("certificate", "supersede", "017", "--set", "holder=UD X", "--why", "x", code=1)["refused"] == "no_sheet"
    )
    other = ("--set", "number=017", "--set", f"issuer={made.issuer}")
    assert answer("certificate", "supersede", "018", *other, "--why", "x", code=1)["refused"] == "number_taken"


# verify, history, people, init


@pytest.mark.parametrize("form", ["file", "text", "address"])
def test_verify_ends_with_zero_for_valid_only(answer, setara, tmp_path, form):
    made = factories.issued()
    sheet = sheet_of(made)
    path = tmp_path / "lembar.pdf"
    path.write_bytes(pdf_of(made))
    what = {"file": path, "text": sheet.qr_text, "address": f"https://sertifikat.example/v/{sheet.slug}"}[form]
    found = answer("verify", what, "--on", DAY)
    assert list(found) == ["outcome", "reason", "checks", "certificate"]
    assert [check["check"] for check in found["checks"]] == [
        "signature", "issuer", "register_digest", "status", "validity", "pdf_signature", "pdf_coverage",
    ]  # fmt: skip
    assert (found["outcome"], found["certificate"]["slug"]) == ("valid", sheet.slug)
    setara("certificate", "suspend", sheet.slug, *LETTER)
    assert answer("verify", what, "--on", DAY, code=1)["outcome"] == "suspended"
    assert setara("verify", what, "--on", DAY)[0] == 1
    assert answer("verify", "", code=2)["outcome"] == "cannot_check"


def test_verify_with_lists_at_hand(answer, tmp_path):
    made = factories.issued()
    for one in StatusList.objects.all():
        (tmp_path / f"{one.purpose}.json").write_text(one.credential, encoding="utf-8")
    lists = [f"--{purpose}-list={tmp_path / purpose}.json" for purpose in ("revocation", "suspension")]
    text = sheet_of(made).qr_text
    assert answer("verify", "--offline", text, *lists, "--on", DAY)["reason"] == "valid_by_list"
    assert answer("verify", "--offline", text, *lists, "--on", "2027-01-01")["reason"] == "valid_offline"


def test_history_head_and_check(answer):
    factories.certificate()
    head = answer("history", "head")
    assert head == {"head": f"1-{head['hash']}", "position": 1, "hash": head["hash"]}
    assert answer("history", "check", "--since", head["head"]) == {
        "sound": True, "entries": 1, "head": head["head"], "faults": [],
        "register_faults": [], "figure_faults": [],
    }  # fmt: skip
    Entry.objects.update(actor="user:1")
    assert answer("history", "check", code=1)["faults"] == [{"position": 1, "code": "altered_entry"}]


def test_people_are_added_granted_and_listed(answer, setara):
    on = ("--on", "2026-11-24")
    first = answer("people", "add", "Petugas@contoh.example", "--role", "activity_officer", *on)
    assert first == {
        "email": "petugas@contoh.example", "grant": first["grant"], "role": "activity_officer", "area": None,
        "facility": None, "from": "2026-11-24", "to": None, "ended": None,
    }  # fmt: skip
    assert setara("people", "add", "petugas@Contoh.example", "--role", "verifier")[0] == 2
    more = ("--role", "district_proposer", "--area", "35.15", "--facility", "iso", "--to", "2027-01-31")
    second = answer("people", "grant", "Petugas@contoh.example", *more, *on)
    ended = answer("people", "end", first["grant"], *on)["ended"]
    assert ended.startswith("2026-11-2")
    assert answer("people", "list") == {
        "people": [
            {
                "email": "petugas@contoh.example", "active": True,
                "grants": [
                    {name: value for name, value in one.items() if name != "email"}
                    for one in ({**first, "ended": ended}, second)
                ],
            }
        ]
    }  # fmt: skip
    assert User.objects.count() == 1


def test_an_account_without_its_grant_is_not_made(setara):
    assert setara("people", "add", "a@contoh.example", "--role", "verifier", "--area", "31.71") == (
        2, "", "setara: a@contoh.example: unknown_area\n",
    )  # fmt: skip
    assert not User.objects.exists()


def test_progress_is_silent_in_a_pipe(capsys):
    progress = Progress("reading")
    progress(1, None)
    progress(3, 3)
    assert capsys.readouterr() == ("", "")


def test_serving_needs_keys(setara):
    assert PublicKey.objects.count() == 0
    assert setara("serve") == (2, "", "setara: no keys yet: run `setara init`\n")


def test_serving_on_a_port_that_is_taken_is_refused():
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        other.listen()
        with pytest.raises(CouldNot, match=f"^port {port} is in use; stop the other server or use --port$"):
            require_free("127.0.0.1", port)
    require_free("127.0.0.1", port)


def test_year_without_certificates_is_said_and_writes_nothing(setara, answer, tmp_path):
    out = tmp_path / "out"
    words = ("issue", "--programme", "2031", "--out", out)
    said = gettext("No certificate of budget year %(year)s is recorded: nothing issued, nothing written.")
    assert setara(*words) == (0, said % {"year": 2031} + "\n", "")
    assert answer(*words)["total"] == 0
    assert not out.exists()


def test_founding_warns_of_an_address_that_no_telephone_reaches(setara, settings, tmp_path):
    settings.DATA, settings.BASE_URL = tmp_path, "http://localhost:8000"
    keyring.cache_clear()
    code, _, err = setara("init")
    keyring.cache_clear()
    assert (code, "CAREFUL: the address of this installation is http://localhost:8000" in err) == (0, True)


def test_reader_that_has_seen_enough_leaves_the_exit_code(monkeypatch):
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "w") as closed:
        monkeypatch.setattr("sys.stdout", closed)
        say_answer(argparse.Namespace(json=False), {}, "valid")


def test_a_reason_from_the_list_and_the_scan_of_the_letter_are_kept(setara, tmp_path):
    made = factories.issued()
    scan = tmp_path / "surat.png"
    scan.write_bytes(factories.png())
    words = ("certificate", "suspend", made.number, *LETTER[:6])
    assert setara(*words, "--reason", "fee_unpaid", "--file", scan, "--on", DAY)[0] == 0
    decision = made.decisions.get()
    assert (decision.reason_code, decision.reason_en) == ("fee_unpaid", "The yearly fee has not been paid.")
    assert decision.letter_sha256 == hashlib.sha256(scan.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "words",
    [("--reason", "forged"), ("--why", "sebab", "--file", "nowhere.pdf"), ("--why", "x", "--reason", "fee_unpaid")],
)
def test_a_letter_that_is_not_understood_is_said(setara, words):
    made = factories.issued()
    assert setara("certificate", "suspend", made.number, *LETTER[:6], *words, "--on", DAY)[0] == 2
    assert not made.decisions.exists()
