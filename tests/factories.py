"""Small true things to test with: made by the acts that make the real ones, with made-up names and numbers."""

import datetime as dt
import itertools
import struct
import uuid
import zlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import transaction

from setara.accounts.models import User
from setara.certificates.acts import recording
from setara.certificates.acts.custody import Move, move_originals
from setara.certificates.models import Certificate
from setara.certificates.tasks import IMPORTERS
from setara.handover.acts.handing_over import Told
from setara.handover.acts.planning import Details, plan_ceremony, set_desks
from setara.handover.models import Ceremony
from setara.intake.acts.asking import Queue
from setara.intake.acts.mapping import Form, confirm_mapping
from setara.intake.acts.receiving import HandedIn, receive_file
from setara.intake.acts.uploads import WorkOrder, ask_for, preview_upload
from setara.intake.models import HeaderMapping, ImportedFile, Question, SourceRow, Upload, Work
from setara.issuance.acts import planning, run
from setara.issuance.acts.status_lists import publish_lists
from setara.issuance.keys import make_keys
from setara.issuance.making import Maker
from setara.issuance.models import PublicKey, Run
from setara.issuance.office import content_store, keys_folder, workshop
from setara.kernel.access.roles import default_roles
from setara.kernel.access.rules import CONSOLE, Actor, Grant
from setara.kernel.certificates.states import Custody
from setara.kernel.handover.rules import Channel, Receiver
from setara.kernel.intake.records import BUSINESS_FIELDS, CERTIFICATE_FIELDS, ListKind
from setara.kernel.rulebook.days import jakarta_day
from setara.registry.acts.registering import business_from, save_businesses
from setara.registry.models import Business

AT = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
"""The moment at which everything here happens, unless a test says otherwise."""
ON = jakarta_day(AT)

_number = itertools.count(1)
_keys: list[PublicKey] = []


def png(width: int = 2, height: int = 2) -> bytes:
    """A picture in grey, whole and true."""
    rows = zlib.compress((b"\0" + bytes(width)) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(name, data) for name, data in parts)


def png_chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG picture."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def actor(role: str, area: str = "", facility: str = "") -> Actor:
    """Somebody with one grant, who has no account."""
    return Actor("somebody", (Grant(default_roles()[role], area, facility),))


def user(role: str, area: str = "", facility: str = "", *, email: str = "petugas@contoh.example") -> User:
    """An account with one grant."""
    made = User.objects.create_user(email, f"Contoh {role}")
    made.given.create(role=role, area=area, facility=facility, starts=dt.date(2026, 1, 1), given_by="a", given_at=AT)
    return made


def source_row() -> SourceRow:
    """A row of a workbook as it was read."""
    file = ImportedFile.objects.create(
        sha256="0" * 64, name="a.xlsx", list_kind="certificates", imported_at=AT, actor="console"
    )
    return SourceRow.objects.create(
        file=file,
        sheet="Daftar",
        row=2,
        raw=[["Daftar!A2", "UD Contoh"]],
        values={"holder": "UD Contoh"},
        outcome="created",
    )


def business(**values: str | int) -> Business:
    """A registered business; `values` are public value names."""
    place = next(_number)
    made = business_from({"name": f"UD Contoh {place}", "district_code": "35.15", **values}, AT)
    save_businesses([(made, None)], [])
    return made


def certificate(*, holding: Business | None = None, at: dt.datetime = AT, **values: str | int | None) -> Certificate:
    """A recorded certificate without a sheet; `values` are public value names."""
    place = next(_number)
    said = {
        "holder": holding.name if holding else f"UD Contoh {place}",
        "district_code": "35.15",
        "kind": "sppt_sni",
        "number": f"{place:03}/LSPr-Contoh/SNI/III/2026",
        "issuer": "Lembaga Sertifikasi Produk Contoh (LSPr-000-IDN)",
        "issue_date": "2026-03-17",
        "expiry_date": "2030-03-16",
        "standard": "SNI 2713.1:2009",
        "product": "Keripik tempe",
        "budget_year": 2026,
        **values,
    }
    made = recording.certificate_from(said, at)
    made.business = holding or business(name=str(said["holder"]), district_code=str(said["district_code"] or ""))
    with transaction.atomic():
        recording.record_certificates([(made, None)], [], [], actor=CONSOLE.id, at=at, on=jakarta_day(at))
    return made


def question(field: str, code: str, typed: str, *, rows: int = 1, kind: ListKind = ListKind.BUSINESSES) -> Question:
    """A question that rows of a workbook ask; the rows are certain otherwise."""
    file = ImportedFile.objects.create(
        sha256=f"{next(_number):064}", name="usulan.xlsx", list_kind=kind, imported_at=AT, actor=CONSOLE.id
    )
    asking = []
    for place in range(2, rows + 2):
        name = f"UD Contoh {next(_number)}"
        values = dict.fromkeys(BUSINESS_FIELDS if kind is ListKind.BUSINESSES else CERTIFICATE_FIELDS)
        values |= {"name": name, "district_code": "35.15", "owner": "Siti Contoh"}
        problem = {"cell": f"Data!C{place}", "field": field, "code": code, "params": {"typed": typed}}
        raw = [[f"Data!A{place}", name], [f"Data!B{place}", "Siti Contoh"], [f"Data!C{place}", typed]]
        asking.append(
            SourceRow(
                file=file, sheet="Data", row=place, raw=raw, values=values, problems=[problem], outcome="undecided"
            )
        )
    SourceRow.objects.bulk_create(asking)
    Queue(kind).join(asking)
    return Question.objects.get(asked__source=asking[0])


def upload(folder: Path, *, is_previewed: bool = False) -> Upload:
    """A list of one business, handed in; previewed if asked."""
    file = folder / f"usulan {next(_number)}.csv"
    file.write_text(f"Nama IKM,Kab/Kota\nUD Contoh {next(_number)},Kab. Sidoarjo\n")
    handed = HandedIn(file.name, [file.read_bytes()], ListKind.BUSINESSES)
    made = receive_file(handed, content_store(), actor=CONSOLE, at=AT)
    if is_previewed:
        ask_for(made.pk, Work.PREVIEW, actor=CONSOLE)
        preview_upload(WorkOrder(made.pk, IMPORTERS.__getitem__, content_store(), CONSOLE, AT))
    return made


def mapping() -> HeaderMapping:
    """A form whose columns somebody confirmed."""
    labels = (f"Pelaku {next(_number)}", "Tempat")
    return confirm_mapping(Form(ListKind.BUSINESSES, labels, ("name", "district_code")), actor=CONSOLE, at=AT)


def office() -> None:
    """Make sure that the keys of the test installation stand: made once a process, listed in each test's database."""
    if PublicKey.objects.exists():
        return
    if _keys:
        PublicKey.objects.bulk_create(_keys)
    else:
        make_keys(keys_folder(), settings.KEY_PASSPHRASE, settings.OFFICE_ID, AT)
        _keys.extend(PublicKey.objects.order_by("id"))


@cache
def maker() -> Maker:
    """The one warm maker of this process."""
    return Maker(workshop())


def issued(*, at: dt.datetime = AT, **values: str | int | None) -> Certificate:
    """A certificate with a real signed sheet, kept as a run keeps it."""
    office()
    made = certificate(at=at, **values)
    issue_sheets([made], at=at)
    return made


def issue_sheets(certificates: list[Certificate], *, at: dt.datetime = AT) -> Run:
    """Give certificates their sheets in a run of their own, without worker processes, and sign the status lists."""
    office()
    with transaction.atomic():
        one_run = Run.objects.create(budget_year=2026, started_at=at, finished_at=at, actor=CONSOLE.id)
        planning.plan(one_run, [(one, "") for one in certificates])
    jobs = [run.job_of(row, at) for row in one_run.rows.select_related("certificate").order_by("order")]
    run.keep(one_run, [maker().make(job) for job in jobs], CONSOLE, at)
    publish_lists(at)
    for one in certificates:
        one.refresh_from_db()
    return one_run


def ready(number: int = 1, *, at: dt.datetime = AT, **values: str | int | None) -> list[Certificate]:
    """Certificates with their sheets and their originals at the office: each has an envelope."""
    made = [certificate(at=at, **values) for _ in range(number)]
    issue_sheets(made, at=at)
    at_province(made, at=at)
    return made


def at_province(certificates: list[Certificate], *, at: dt.datetime = AT) -> None:
    """Let originals arrive at the office."""
    move_originals([one.pk for one in certificates], Move(Custody.AT_PROVINCE, jakarta_day(at)), actor=CONSOLE, at=at)
    for one in certificates:
        one.refresh_from_db()


def ceremony(*, desks: int = 1, years: tuple[int, ...] = (2026,), at: dt.datetime = AT) -> Ceremony:
    """An event that has put everything recorded into order, with so many desks."""
    details = Details("Serah Terima Contoh", "Gedung Contoh", jakarta_day(at), dt.time(9), years)
    made = plan_ceremony(details, actor=CONSOLE, at=at)
    set_desks(made.pk, desks, actor=CONSOLE, at=at)
    return made


def told(name: str = "Siti Contoh", receiver: Receiver = Receiver.OWNER, **more: object) -> Told:
    """What a desk says of a hand-over, at the moment of everything here."""
    values = {"key": uuid.uuid4(), "channel": Channel.TYPED, "happened_at": AT, **more}
    return Told(receiver=receiver, name=name, **values)  # type: ignore[arg-type]
