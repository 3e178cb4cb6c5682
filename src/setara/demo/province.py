"""Bring the example province to life: its workbooks through import, run and a few decisions, as an office would."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from setara.accounts.acts.granting import give_grant
from setara.accounts.acts.inviting import AlreadyInvited, invite
from setara.certificates.acts.custody import Move, move_originals
from setara.certificates.acts.decisions import Letter
from setara.certificates.acts.import_certificates import import_certificates
from setara.certificates.models import NOT_HANDED_OVER, Certificate
from setara.demo.ceremony import plan_example
from setara.demo.earlier_years import EARLIER, list_of
from setara.demo.facts import PROVINCE
from setara.demo.workbooks import make_workbooks
from setara.handover.models import Ceremony
from setara.intake.acts.importing import ImportOrder
from setara.issuance.acts.decide import decide
from setara.issuance.acts.run import issue
from setara.issuance.models import Sheet
from setara.kernel.access.rules import CONSOLE, Grant
from setara.kernel.certificates.kinds import Kind
from setara.kernel.certificates.states import Custody, EntryKind, SheetStatus, Status
from setara.kernel.intake.context import ReadingContext
from setara.kernel.intake.records import ListKind
from setara.kernel.rulebook.days import jakarta_day
from setara.registry.acts.import_businesses import import_businesses
from setara.registry.models import STANDING, Business

YEAR = 2026
PEOPLE = (
    ("activity_officer", "", "petugas@contoh.example", "Petugas Contoh"),
    ("verifier", "", "verifikator@contoh.example", "Verifikator Contoh"),
    ("district_proposer", "35.15", "sidoarjo@contoh.example", "Pengusul Contoh Sidoarjo"),
    ("desk_helper", "", "meja@contoh.example", "Petugas Meja Contoh"),
    ("leadership", "", "pimpinan@contoh.example", "Pimpinan Contoh"),
    ("operator", "", "operator@contoh.example", "Operator Contoh"),
)
"""Role, area, address and name of those who sign in; all made up."""

Step = Callable[[str], Callable[[int, int | None], None]]


@dataclass(frozen=True, slots=True)
class Province:
    """What stands: counts, three addresses to look at, and that of the planned ceremony."""

    businesses: int
    certificates: int
    sheets: int
    valid: str
    suspended: str
    revoked: str
    ceremony: str


def stands() -> bool:
    """Say whether the example province is complete."""
    return Sheet.objects.exists() and Ceremony.objects.exists()


def bring_to_life(folder: Path, step: Step) -> None:
    """Make what is missing; repeatable, also after a crash half way."""
    books = folder / "contoh"
    if not (books / "sertifikat-2026.xlsx").exists():
        make_workbooks(books)
    at = timezone.now()
    on = jakarta_day(at)
    context = ReadingContext(province=PROVINCE, today=on, budget_year=YEAR)
    for path, kind in (
        (books / "ikm-2025.xlsx", ListKind.BUSINESSES),
        (books / "sertifikat-2026.xlsx", ListKind.CERTIFICATES),
        # Three lists that leave much open, so that there is something to decide.
        (books / "messy" / "08-mirip-dan-nib-sama.xlsx", ListKind.BUSINESSES),
        (books / "messy" / "01-kab-kota-kembar.xlsx", ListKind.BUSINESSES),
        (books / "messy" / "03-angka-rusak.xlsx", ListKind.BUSINESSES),
    ):
        progress = step(f"reading {path.name}")
        order = ImportOrder(
            path,
            kind,
            context,
            at,
            CONSOLE,
            progress=lambda done, progress=progress: progress(done, None),  # type: ignore[misc]
        )
        if kind is ListKind.BUSINESSES:
            import_businesses(order)
        else:
            import_certificates(order)
    for earlier in EARLIER:
        path = books / earlier.file
        if not path.exists():
            path.write_bytes(list_of(earlier))
        progress = step(f"reading {path.name}")
        of_its_year = replace(context, budget_year=earlier.year)
        import_certificates(ImportOrder(path, ListKind.CERTIFICATES, of_its_year, at, CONSOLE))
        progress(earlier.certificates, None)
    for role, area, email, name in PEOPLE:
        with suppress(AlreadyInvited):
            user = invite(email, name, actor=CONSOLE, at=at)
            give_grant(user, Grant(settings.ROLES[role], area), starts=on, actor=CONSOLE, at=at)
    number = Certificate.objects.filter(budget_year=YEAR).count()
    issue(YEAR, actor=CONSOLE, now=timezone.now, progress=step(f"issuing {number} sheets"))
    step("planning a ceremony")
    _after_life(at, on)


def _after_life(at: dt.datetime, on: dt.date) -> None:
    """Let one certificate be suspended and one revoked by made-up letters, the originals arrive; plan an event."""
    week = dt.timedelta(days=7)
    for kind, decision, number, why in (
        (Kind.SPPT_SNI, EntryKind.SUSPENDED, "CONTOH/001/2026", "Surveilans belum dilaksanakan (contoh)"),
        (Kind.BATIKMARK, EntryKind.REVOKED, "CONTOH/002/2026", "Pengembalian sukarela oleh pemegang (contoh)"),
    ):
        certificate = Certificate.objects.filter(kind=kind, sheet=SheetStatus.ISSUED).order_by("id").first()
        if certificate and certificate.status == Status.ACTIVE:
            decide(certificate.pk, decision, Letter(number, on - week, why), on - week, actor=CONSOLE, at=at, on=on)
    for earlier in EARLIER:
        left = Certificate.objects.filter(custody=Custody.AT_BODY, budget_year=earlier.year)
        received = left.exclude(NOT_HANDED_OVER).values_list("pk", flat=True)
        waiting = left.filter(NOT_HANDED_OVER).values_list("pk", flat=True)
        day = dt.date.fromisoformat(earlier.handed_over)
        for keys, custody in ((list(received), Custody.WITH_OWNER), (list(waiting), Custody.AT_PROVINCE)):
            if keys:
                move_originals(keys, Move(custody, day), actor=CONSOLE, at=at)
    if not Ceremony.objects.exists():
        helper = next(email for role, _area, email, _name in PEOPLE if role == "desk_helper")
        plan_example(YEAR, helper, at)


def look_at() -> Province:
    """Count what stands and pick three addresses."""

    def address(status: Status) -> str:
        sheet = (
            Sheet.objects.filter(certificate__status=status, status=SheetStatus.ISSUED)
            .order_by("issued_at", "slug")
            .first()
        )
        return f"{settings.BASE_URL}/v/{sheet.slug}" if sheet else "-"

    planned = Ceremony.objects.order_by("pk").first()
    return Province(
        businesses=Business.objects.filter(STANDING).count(),
        certificates=Certificate.objects.count(),
        sheets=Sheet.objects.filter(status=SheetStatus.ISSUED).count(),
        valid=address(Status.ACTIVE),
        suspended=address(Status.SUSPENDED),
        revoked=address(Status.REVOKED),
        ceremony=f"{settings.BASE_URL}/kantor/acara/{planned.pk}" if planned else "-",
    )
