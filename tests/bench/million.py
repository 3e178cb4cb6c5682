"""A register of many certificates, written straight into the tables; kept for the next measurement.

Rows have the sizes and the spread of the example year: all kinds and districts, eleven budget years, one certificate
in twelve suspended, revoked or lapsed. Credentials and QR texts are as long as real ones, but every one of a kind is
a copy. Histories of the certificates are not made: nothing that is measured here reads them.
"""

import base64
import datetime as dt
import hashlib
import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from setara.certificates.acts.recording import certificate_from
from setara.certificates.counting import rebuild
from setara.certificates.models import Certificate, Decision
from setara.demo import facts
from setara.issuance.acts.founding import found_office
from setara.issuance.making import Job, Maker
from setara.issuance.models import Sheet
from setara.issuance.office import workshop
from setara.kernel.certificates.kinds import Kind
from setara.kernel.certificates.numbers import number_key
from setara.kernel.credentials.digits import qr_text
from setara.kernel.intake.likeness import block, name_key
from setara.registry.models import Business
from tests.bench import example_year

RECIPE = 2
"""To be counted up where the rows below change, so that a register of an earlier form is made anew."""
MOMENT = dt.datetime(2026, 11, 2, 3, tzinfo=dt.UTC)
STORED_MOMENT = "2026-11-02 03:00:00"
STATUSES = ("active",) * 92 + ("suspended",) * 2 + ("revoked",) * 2 + ("lapsed",) * 4
CUSTODIES = ("at_province", "with_owner", "with_owner", "with_owner", "electronic_only", "at_district", "at_body")
FORMS = ("UD", "UD", "UD", "CV", "CV", "PT", "KUB")
Row = tuple[object, ...]


def ready(number: int) -> None:
    """Make the register, unless it stands already as this file and the migrations would make it now."""
    folder = Path(settings.DATA)
    kept, made = folder / "made", f"{number} {RECIPE} {_migrations()}"
    if kept.exists() and kept.read_text(encoding="utf-8") == made:
        return
    _clear(folder)
    found_office()
    if Certificate.objects.exists():
        raise RuntimeError("DATABASE_URL: the bench fills an empty database only")
    if connection.vendor == "sqlite":
        _say("PRAGMA journal_mode=OFF")
        _say("PRAGMA cache_size=-1000000")
    with transaction.atomic():
        _fill(number)
    rebuild()
    if connection.vendor == "sqlite":
        connection.close()
    else:
        _say("ANALYZE")
    kept.write_text(made, encoding="utf-8")


def _clear(folder: Path) -> None:
    """Remove what an earlier version of the bench made here; a database elsewhere is nobody's to remove."""
    connection.close()
    for name in ("keys", "made", "setara.sqlite3", "setara.sqlite3-wal", "setara.sqlite3-shm", "peer.sqlite3"):
        if (folder / name).is_dir():
            shutil.rmtree(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)


def _say(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _migrations() -> str:
    package = Path(__file__).parents[2] / "src" / "setara"
    digest = hashlib.sha256()
    for migration in sorted(package.glob("*/migrations/0*.py")):
        digest.update(migration.read_bytes())
    return digest.hexdigest()


def slug(place: int) -> str:
    """Return the slug of the certificate at a place, 1 and up."""
    return base64.urlsafe_b64encode(hashlib.sha256(str(place).encode()).digest()[:12]).decode()


def _fill(number: int) -> None:
    examples = [certificate_from(values, MOMENT) for values in example_year.certificates(450)]
    draw = random.Random(2026)
    _insert(Business, _businesses(number * 2 // 5, draw))
    holders = list(Business.objects.order_by("id").values_list("id", "name", "nib", "district_code"))
    _insert(Certificate, _certificates(number, examples, holders, draw))
    _insert(Sheet, _sheets(number, examples, _signed(examples)))
    _insert(Decision, _decisions(number))


BUSINESS_COLUMNS = (
    "id", "name", "name_key", "likeness", "owner", "nik", "nib", "npwp", "address", "kecamatan", "district_code",
    "product", "workers", "workers_m", "workers_f", "investment", "phone", "recorded_at",
)  # fmt: skip


def _businesses(number: int, draw: random.Random) -> Iterator[Row]:
    words, goods = facts.words(), facts.products()
    codes, people = list(facts.people()), list(facts.people().values())
    for place, code in enumerate(draw.choices(codes, people, k=number), start=1):
        name = f"{draw.choice(FORMS)} {draw.choice(words['root'])} {draw.choice(words['virtue'])} {place % 997}"
        owner = f"{draw.choice(words['given_f'])} {draw.choice(words['family'])}"
        nib = f"99{code.replace('.', '')}{place:07d}"
        yield (
            place, name, name_key(name), block(name, code), owner, "", nib, "", f"Jl. {draw.choice(words['street'])}",
            draw.choice(facts.kecamatan()[code])[1], code, draw.choice(goods[code]).name, 5, 2, 3, 25_000_000,
            f"+6281{place:09d}", STORED_MOMENT,
        )  # fmt: skip


CERTIFICATE_COLUMNS = (
    "id", "business_id", "holder", "nib", "district_code", "kind", "number", "number_key", "issuer", "issuer_key",
    "issuer_accreditation", "standard", "product", "title", "scheme_type", "classification", "application_number",
    "filing_date", "issue_date", "expiry_date", "handover_date", "budget_year", "original_sha256", "status", "sheet",
    "custody", "salt", "recorded_at",
)  # fmt: skip


def _certificates(
    number: int, examples: Sequence[Certificate], holders: Sequence[Row], draw: random.Random
) -> Iterator[Row]:
    """The holders are read beforehand: a connection that copies in cannot be asked at the same time."""
    shared = [
        (
            one.issuer, one.issuer_key, one.issuer_accreditation, one.standard, one.product, one.title,
            one.scheme_type, one.classification, one.application_number, _iso(one.filing_date), _iso(one.issue_date),
            _iso(one.expiry_date),
        )
        for one in examples
    ]  # fmt: skip
    for place in range(1, number + 1):
        example = examples[place % len(examples)]
        printed = f"{example.number}-{place:07d}"
        year, custody = 2016 + draw.randrange(11), draw.choice(CUSTODIES)
        handed_over = f"{year}-12-01" if custody == "with_owner" else None
        yield (
            place, *draw.choice(holders), example.kind, printed, number_key(printed), *shared[place % len(examples)],
            handed_over, year, "", STATUSES[place % 100], "issued", custody, b"bench of sixteen", STORED_MOMENT,
        )  # fmt: skip


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


SHEET_COLUMNS = (
    "slug", "certificate_id", "status", "credential", "qr_text", "credential_sha256", "payload_sha256", "pdf_sha256",
    "status_index", "issued_at", "ended_because",
)  # fmt: skip


def _sheets(number: int, examples: Sequence[Certificate], signed: Mapping[Kind, tuple[str, str]]) -> Iterator[Row]:
    for place in range(1, number + 1):
        own, digest = slug(place), hashlib.sha256(str(place).encode()).hexdigest()
        credential, text = signed[Kind(examples[place % len(examples)].kind)]
        yield (
            own, place, "issued", credential.replace("SLUGSLUGSLUGSLUG", own), text, digest, digest, digest, place,
            STORED_MOMENT, "",
        )  # fmt: skip


def _signed(examples: Sequence[Certificate]) -> dict[Kind, tuple[str, str]]:
    maker = Maker(workshop())
    made = {}
    for one in examples:
        job = Job(1, one.facts, "", "SLUGSLUGSLUGSLUG", 1, None, MOMENT)
        made[one.facts.kind] = (maker.credential(job)[0].decode(), qr_text(settings.BASE_URL, maker.token(job)))
    return made


DECISION_COLUMNS = (
    "certificate_id", "kind", "letter_number", "letter_date", "effective", "reason", "reason_code", "reason_en",
    "letter_sha256", "entry",
)  # fmt: skip


def _decisions(number: int) -> Iterator[Row]:
    for place in range(1, number + 1):
        if (status := STATUSES[place % 100]) != "active":
            letter = f"{place}/SK/CONTOH/2026"
            why = ("Pengawasan tahunan", "", "", "")
            yield place, f"decision.{status}", letter, "2026-10-01", "2026-10-05", *why, place


COLUMNS: dict[type, Sequence[str]] = {
    Business: BUSINESS_COLUMNS, Certificate: CERTIFICATE_COLUMNS, Sheet: SHEET_COLUMNS, Decision: DECISION_COLUMNS,
}  # fmt: skip


def _insert(model: type, rows: Iterator[Row]) -> None:
    table, columns = model._meta.db_table, COLUMNS[model]
    names = ", ".join(columns)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(columns))
        connection.ensure_connection()
        connection.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


@cache
def slugs(number: int) -> list[str]:
    """Return every slug, in the order of the register."""
    return [slug(place) for place in range(1, number + 1)]
