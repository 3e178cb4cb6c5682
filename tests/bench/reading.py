"""A dry run of a large import, beside plain reading of the same file: `setara import` in a process of its own."""

import datetime as dt
import json
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import xlsxwriter
from django.conf import settings

from setara.demo import facts
from setara.issuance.acts.founding import found_office
from setara.kernel.rulebook.regions import districts
from tests.bench.figures import Line, Scale

Row = Sequence[str | float | dt.date | None]
ON = "2026-11-02"
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober")
COMMAND = [sys.executable, "-m", "setara.cli", "import"]
"""The console command, by the interpreter that runs the bench."""
PEERS = {
    "openpyxl": "import openpyxl;"
    "book = openpyxl.load_workbook(path, read_only=True, data_only=True);"
    "print(sum(1 for sheet in book for row in sheet.iter_rows(values_only=True)))",
    "calamine": "import python_calamine;"
    "book = python_calamine.CalamineWorkbook.from_path(path);"
    "print(sum(1 for name in book.sheet_names for row in book.get_sheet_by_name(name).iter_rows()))",
}


def measure(scale: Scale) -> list[Line]:
    """One list of businesses and one of certificates; each row messy in its form, certain in its meaning."""
    number = scale(100_000, 2_000)
    found_office()
    lines = []
    for kind, title, header, rows in (
        ("businesses", "DAFTAR IKM BINAAN TAHUN 2025", BUSINESS_HEADER, _businesses),
        ("certificates", "DAFTAR SERTIFIKAT TAHUN ANGGARAN 2026", CERTIFICATE_HEADER, _certificates),
    ):
        path = Path(settings.DATA) / f"{kind}-{number}.xlsx"
        if not path.exists():
            _write(path, title, header, rows(number, random.Random(2026)))
        lines.append(_line(kind, path, number))
    return lines


def _line(kind: str, path: Path, number: int) -> Line:
    arguments = [kind, str(path), "--dry-run", "--json", "--on", ON]
    time, memory, said = _child([*COMMAND, *arguments, *(["--programme", "2026"] if kind == "certificates" else [])])
    answer = json.loads(said)
    if answer["rows"] != number or answer["undecided"] or answer["refused"]:
        counts = {name: answer[name] for name in ("rows", "created", "undecided", "refused", "skipped")}
        raise RuntimeError(f"{path}: not the rows that were written: {counts} {answer['problems'][:5]}")
    peers = {name: _child([sys.executable, "-c", f"path = {str(path)!r};{code}"]) for name, code in PEERS.items()}
    return Line(
        f"dry run of {number:,} {kind} (xlsx, {path.stat().st_size / 2**20:.0f} MB)",
        f"{time:.1f} s, {memory / 2**20:.0f} MB",
        "only reading: " + ", ".join(f"{name} {t:.1f} s, {m / 2**20:.0f} MB" for name, (t, m, _) in peers.items()),
        f"{time / peers['openpyxl'][0]:.1f} × openpyxl",
        "≤ 60 s, < 300 MB",
        time <= 60 and memory < 300 * 2**20,
    )


def _child(command: Sequence[str]) -> tuple[float, int, str]:
    """Run a program; return seconds, most bytes in memory, and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.child", *command], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command}: ended with {done.returncode}\n{done.stderr}")
    time, memory = json.loads(done.stderr.splitlines()[-1])
    return time, memory, done.stdout


BUSINESS_HEADER = (
    "No", "Nama IKM", "Nama Pemilik", None, "NIB", "NPWP", "Alamat", "Kecamatan", "Kab/Kota", "Komoditi", "TK L",
    "TK P", "Nilai Investasi (Rp)", "No. HP",
)  # fmt: skip


def _businesses(number: int, draw: random.Random) -> Iterator[Row]:
    words = facts.words()
    for turn in range(number):
        code, name, nib = _holder(turn, draw)
        person = f"{draw.choice(words['given_f'])} {draw.choice(words['family'])}"
        money = draw.randrange(10, 900) * 500_000
        typed = (float(money), f"Rp {money:,}".replace(",", ".") + ",-", f"{money:,}".replace(",", "."))[turn % 3]
        yield (
            turn + 1, name, person.upper() if turn % 5 == 0 else person, None, nib, None,
            f"Jl. {draw.choice(words['street'])} No. {turn % 90 + 1}", draw.choice(facts.kecamatan()[code])[1],
            _district(code, turn), draw.choice(facts.products()[code]).name, draw.randrange(9), draw.randrange(9),
            typed, f"081{turn % 9 + 1}{10_000_000 + turn}",
        )  # fmt: skip


CERTIFICATE_HEADER = (
    "No", "Nama Usaha", "NIB", "Kab/Kota", "Jenis Fasilitasi", "No. Sertifikat", "Lembaga Penerbit", None,
    "Tgl Terbit", "Berlaku s.d.", "Produk",
)  # fmt: skip
KINDS = ("Merek", "Hak Cipta", "Desain Industri")


def _certificates(number: int, draw: random.Random) -> Iterator[Row]:
    for turn in range(number):
        code, name, nib = _holder(turn, draw)
        issued = dt.date(2026, 1, 5) + dt.timedelta(days=draw.randrange(280))
        typed = (issued, f"{issued.day} {MONTHS[issued.month - 1]} {issued.year}", f"{issued:%d/%m/%Y}")[turn % 3]
        yield (
            turn + 1, name, nib, _district(code, turn), KINDS[turn % 3], f"IDM{turn:09d}",
            "Direktorat Jenderal Kekayaan Intelektual", None, typed, ("-", issued.replace(year=2036))[turn % 2],
            draw.choice(facts.products()[code]).name,
        )  # fmt: skip


def _holder(turn: int, draw: random.Random) -> tuple[str, str, str]:
    """District, name and NIB of a business; one name in two in capitals, one NIB in two spaced."""
    words, code = facts.words(), draw.choice(list(facts.people()))
    name = f"{draw.choice(('UD', 'CV', 'PT'))} {draw.choice(words['root'])} {draw.choice(words['virtue'])} {turn + 1}"
    nib = f"99{code.replace('.', '')}{turn:07d}"
    return code, name.upper() if turn % 2 else name, f"{nib[:4]} {nib[4:8]} {nib[8:]}" if turn % 4 == 0 else nib


def _district(code: str, turn: int) -> str:
    full = districts()[code].full_name
    return (full, full.upper(), full.replace("Kabupaten", "Kab."))[turn % 3]


def _write(path: Path, title: str, header: Row, rows: Iterator[Row]) -> None:
    """Write the list as an office has it: a title above, a line of column numbers, sections between, a sum below."""
    draft = path.with_suffix(".draft")
    book = xlsxwriter.Workbook(draft, {"constant_memory": True})
    day, sheet = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_worksheet("Rekap")
    sheet.write(0, 0, title)
    place = 3
    sheet.write_row(place, 0, header)
    for turn, row in enumerate(rows):
        if turn % 1000 == 0:
            place += 1
            sheet.write(place, 0, f"TAHAP {turn // 1000 + 1}")
        place += 1
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write_datetime(place, column, value, day)
            elif value is not None:
                sheet.write(place, column, value)
    sheet.write_row(place + 1, 0, ("JUMLAH", turn + 1))
    book.close()
    draft.replace(path)
