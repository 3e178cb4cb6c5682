import csv
import hashlib
import json
import random
import subprocess
import time
import zipfile

import pypdfium2
import pytest

from tests.e2e.console import BASE, Console, database

pytestmark = [pytest.mark.slow, pytest.mark.e2e]

NUMBER = 60
LOOK = """
import json
from collections import Counter
from django.db.models import F
from setara.certificates.models import Certificate
from setara.history.models import Entry
from setara.issuance.models import Run, RunRow, Sheet
from setara.issuance.office import content_store
store = content_store()
sheets = list(Sheet.objects.all())
print(json.dumps({
    "sheets": len(sheets),
    "slugs": len({one.slug for one in sheets}),
    "places": len({one.status_index for one in sheets}),
    "certificates": len({one.certificate_id for one in sheets}),
    "entries": Entry.objects.filter(kind="sheet.issued").count(),
    "streams": Entry.objects.filter(kind="sheet.issued").values("stream").distinct().count(),
    "files": sum(store.path(one.pdf_sha256).is_file() for one in sheets),
    "cached": Certificate.objects.filter(sheet="issued").count(),
    "rows": dict(Counter(RunRow.objects.values_list("state", flat=True))),
    "runs": Run.objects.count(),
    "open": Run.objects.filter(finished_at=None).count(),
    "agree": Sheet.objects.filter(slug__in=RunRow.objects.values("slug")).count(),
}))
"""


@pytest.fixture
def console(tmp_path):
    with database() as settings:
        console = Console(tmp_path / "data", **settings)
        console.json("init")
        yield console


def recorded(console, number, more=""):
    console.do(f"from tests import factories\nfor _ in range({number}): factories.certificate()\n{more}")


def look(console):
    return json.loads(console.do(LOOK))


def whole(number):
    """What stands when every sheet was made exactly once."""
    names = ("sheets", "slugs", "places", "certificates", "entries", "streams", "files", "cached", "agree")
    return {**dict.fromkeys(names, number), "rows": {"done": number}, "runs": 1, "open": 0}


def test_run_killed_at_ten_random_moments_makes_every_sheet_once(console, tmp_path):
    recorded(console, NUMBER)
    chance = random.Random(2026)
    began = time.monotonic()
    console.run("issue", "--programme", "2025", "--out", tmp_path / "none")
    start = time.monotonic() - began
    codes = []
    for _ in range(10):
        process = console.start("issue", "--programme", 2026, "--out", tmp_path / "out", SETARA_PROCESSES="1")
        # Between the first breath of the command and the time that some chunks take.
        try:
            process.wait(start * chance.uniform(0.3, 2.2))
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        codes.append(process.returncode)
    assert -9 in codes
    for _ in range(200):
        if not console.still_running():
            break
        time.sleep(0.1)
    assert console.still_running() == []
    answer = console.json("issue", "--programme", 2026, "--out", tmp_path / "out")
    assert (answer["total"], answer["failed"]) == (NUMBER, [])
    assert look(console) == whole(NUMBER)
    assert console.json("history", "check")["sound"] is True
    assert console.json("history", "check")["entries"] == 2 * NUMBER
    assert len(list((tmp_path / "out").glob("[0-9]*.pdf"))) == NUMBER


def test_two_runs_at_once_make_every_sheet_once(console, tmp_path):
    recorded(console, 30)
    both = [console.start("issue", "--programme", 2026, "--out", tmp_path / str(place)) for place in range(2)]
    ends = [process.communicate(timeout=180) for process in both]
    codes = sorted(process.returncode for process in both)
    assert codes in ([0, 0], [0, 2])
    if codes == [0, 2]:
        said = [err for process, (_, err) in zip(both, ends, strict=True) if process.returncode == 2]
        assert said == ["setara: another process is at it already (issue): wait until it ends, then try again\n"]
    assert look(console) == whole(30)


def test_run_export_and_verification_from_end_to_end(console, tmp_path):
    """A row that fails stops nobody and is tried again; a second run makes nothing; the folder holds what it says."""
    recorded(console, 5, "factories.certificate(issuer=None, number='TANPA-LEMBAGA')")
    out = tmp_path / "out"
    first = console.json("issue", "--programme", 2026, "--out", out, code=1)
    assert (first["issued"], first["total"]) == (5, 5)
    assert first["failed"] == [{"number": "TANPA-LEMBAGA", "reason": "issuer_missing"}]
    again = console.json("issue", "--programme", 2026, "--out", out, code=1)
    assert (again["run"], again["issued"], again["total"], again["failed"]) == (None, 0, 5, first["failed"])
    console.do(
        "from setara.certificates.models import Certificate\n"
        "Certificate.objects.filter(number='TANPA-LEMBAGA').update(issuer='=LSPr Contoh')"
    )
    second = console.json("issue", "--programme", 2026, "--out", out)
    assert (second["issued"], second["total"], second["failed"]) == (1, 6, [])
    files = {path.name: path.read_bytes() for path in out.glob("[0-9]*.pdf")}
    third = console.json("issue", "--programme", 2026, "--out", out)
    assert (third["run"], third["issued"], third["total"]) == (None, 0, 6)
    assert {path.name: path.read_bytes() for path in out.glob("[0-9]*.pdf")} == files
    assert len(files) == 6
    _check_folder(console, out, third["history_head"])
    _check_verification(console, out, tmp_path)


def _check_folder(console, out, head):
    with (out / "ledger.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["file"] for row in rows] == sorted(path.name for path in out.glob("[0-9]*.pdf"))
    assert [row["sha256"] for row in rows] == [
        hashlib.sha256((out / row["file"]).read_bytes()).hexdigest() for row in rows
    ]
    assert {row["history_head"] for row in rows} == {head} == {console.json("history", "head")["head"]}
    assert [row["issuer"] for row in rows if row["number"] == "TANPA-LEMBAGA"] == ["'=LSPr Contoh"]
    assert len(pypdfium2.PdfDocument(out / "print.pdf")) == 6
    run_sheet = pypdfium2.PdfDocument(out / "run-sheet.pdf")
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in run_sheet)
    assert head in text.replace("\ufffe", "")
    with zipfile.ZipFile(out / "sertifikat-2026.zip") as archive:
        assert archive.namelist() == [*(row["file"] for row in rows), "print.pdf", "ledger.csv", "run-sheet.pdf"]
        assert [archive.read(row["file"]) for row in rows] == [(out / row["file"]).read_bytes() for row in rows]


def _check_verification(console, out, tmp_path):
    pdf = min(out.glob("[0-9]*.pdf"))
    slug = _slug_of(out, pdf.name)
    on = ("--on", "2026-11-24")
    answer = console.json("verify", pdf, *on)
    assert (answer["outcome"], answer["certificate"]["slug"]) == ("valid", slug)
    assert console.json("verify", "--offline", pdf, *on)["reason"] == "valid_offline"
    false = tmp_path / "palsu.pdf"
    false.write_bytes(pdf.read_bytes()[:-40] + b"x" * 40)
    assert console.json("verify", false, *on, code=1)["outcome"] == "altered"
    assert console.json("verify", "--offline", f"{BASE}/v/{slug}", code=2)["outcome"] == "cannot_check"
    letter = ("--letter", "SK-1", "--dated", "2026-11-24", "--from", "2026-11-24", "--why", "sebab")
    assert console.json("certificate", "revoke", slug, *letter, *on)["status"] == "revoked"
    assert console.json("verify", pdf, *on, code=1)["outcome"] == "revoked"


def _slug_of(out, name):
    with (out / "ledger.csv").open(encoding="utf-8", newline="") as stream:
        return next(row["credential_id"] for row in csv.DictReader(stream) if row["file"] == name).rsplit("/", 1)[1]
