"""Verification among a million certificates: the answer as JSON beside a bare look-up, and the page."""

import random
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connections

from tests.bench import load, million
from tests.bench.figures import Line, Scale, ms
from tests.bench.load import Load
from tests.bench.server import served, setara

ASKED = 50_000
ROUNDS = 3
ASKED_FIRST = f"/v/{million.slug(1)}.json"


def measure(scale: Scale) -> list[Line]:
    """Setara and the peer by turns, under the same server and load."""
    number, duration = scale(1_000_000, 20_000), scale(8, 1)
    million.ready(number)
    peer_database = _peer_database(number)
    connections.close_all()
    records, pages = _paths(number)
    ours, bare, page = [], [], []
    for _ in range(scale(ROUNDS, 1)):
        with served(setara, ASKED_FIRST) as url:
            ours.append(_load(url, records, duration))
            page.append(_load(url, pages, duration))
        with served(_fastapi, ASKED_FIRST, {"BENCH_PEER_DATABASE": str(peer_database)}) as url:
            bare.append(_load(url, records, duration))
    mine, peer, whole = _middle(ours), _middle(bare), _middle(page)
    size = f"{number:,} certificates, load by {load.generator()} on {load.CONNECTIONS} connections"
    ratio = mine.rate / peer.rate
    return [
        Line(
            f"`/v/<slug>.json`, {size}", f"{mine.rate:,.0f}/s", f"FastAPI + sqlite3 {peer.rate:,.0f}/s",
            f"{ratio:.0%} of it", "≥ 50 %", ratio >= 0.5,
        ),
        Line("the same, p50 / p99", _tail(mine), _tail(peer), "", "p99 < 20 ms", mine.p99 < 0.020),
        Line(
            "`/v/<slug>`, the page", f"{whole.rate:,.0f}/s; {_tail(whole)}", "", "", "≥ 1,000/s", whole.rate >= 1000
        ),
    ]  # fmt: skip


def _tail(one: Load) -> str:
    return f"{ms(one.p50)} / {ms(one.p99)}"


def _middle(loads: Sequence[Load]) -> Load:
    """The load of the middle rate."""
    return sorted(loads, key=lambda one: one.rate)[len(loads) // 2]


def _load(url: str, paths: Path, duration: int) -> Load:
    load.put(url, paths, 2)
    return load.put(url, paths, duration)


def _paths(number: int) -> tuple[Path, Path]:
    """Files with addresses of certificates drawn from the whole register."""
    draw = random.Random(7)
    slugs = [million.slug(draw.randrange(1, number + 1)) for _ in range(min(ASKED, number))]
    files = []
    for name, ending in (("records", ".json"), ("pages", "")):
        files.append(Path(settings.DATA) / f"{name}.txt")
        files[-1].write_text("".join(f"/v/{slug}{ending}\n" for slug in slugs), encoding="utf-8")
    return files[0], files[1]


def _fastapi(port: int) -> list[str]:
    """The same server with as many workers, by the interface that FastAPI is made for."""
    return [
        sys.executable, "-m", "granian", "--interface", "asgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(settings.PROCESSES), "--backlog", "1024", "--no-ws", "--log-level", "warning",
        "tests.bench.peer_fastapi:app",
    ]  # fmt: skip


COLUMNS = """
    s.slug, s.status AS sheet, s.ended_because, s.superseded_by_id, s.issued_at, s.credential_sha256,
    s.payload_sha256, s.pdf_sha256, s.status_index, c.kind, c.number, c.issuer, c.holder, c.district_code,
    c.issuer_accreditation, c.product, c.title, c.standard, c.scheme_type, c.classification, c.application_number,
    c.filing_date, c.issue_date, c.expiry_date, c.budget_year,
    COALESCE(c.received_on, c.handover_date) AS handover_date, c.original_sha256, c.status AS state
"""


def _peer_database(number: int) -> Path:
    """One table with all that our answer is made of, so that the peer needs one row where we need a join."""
    path = Path(settings.DATA) / "peer.sqlite3"
    with closing(sqlite3.connect(path)) as peer:
        if peer.execute("PRAGMA user_version").fetchone() == (number,):
            return path
        peer.executescript("PRAGMA journal_mode=OFF; PRAGMA cache_size=-1000000; DROP TABLE IF EXISTS record")
        peer.execute("ATTACH ? AS ours", [str(settings.DATABASES["default"]["NAME"])])
        select = f"SELECT {COLUMNS} FROM ours.issuance_sheet s JOIN ours.certificates_certificate c"
        peer.execute(f"CREATE TABLE record AS {select} ON c.id = s.certificate_id LIMIT 0")
        peer.execute(f"INSERT INTO record {select} ON c.id = s.certificate_id")
        peer.execute("CREATE UNIQUE INDEX record_slug ON record (slug)")
        peer.execute(f"PRAGMA user_version={number}")
        peer.commit()
    return path
