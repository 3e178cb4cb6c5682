"""The ceremony of the example province: planned, nothing handed over yet. A few originals have not arrived."""

import datetime as dt

from setara.accounts.models import User
from setara.certificates.acts.custody import Move, move_originals
from setara.certificates.models import Certificate
from setara.handover.acts import planning
from setara.handover.models import Ceremony
from setara.kernel.access.rules import CONSOLE
from setara.kernel.certificates.states import Custody
from setara.kernel.certificates.transfers import MOST
from setara.kernel.rulebook.days import jakarta_day

NAME = "Serah Terima Sertifikat (contoh)"
PLACE = "Gedung Serbaguna Contoh, Surabaya"
AGENDA = (
    ("08.00", "Registrasi tamu undangan", "Panitia"),
    ("09.00", "Pembukaan dan lagu Indonesia Raya", "Pembawa acara"),
    ("09.15", "Laporan penyelenggaraan", "Kepala Dinas"),
    ("09.30", "Sambutan dan penyerahan secara simbolis", "Pimpinan"),
    ("10.15", "Foto bersama", "Panitia"),
    ("10.30", "Penyerahan sertifikat di meja", "Petugas meja"),
)
OFFICIAL = ("Contoh Pejabat", "Kepala Dinas", "199001012015011001")
BASIS = "Keputusan Kepala Dinas Nomor CONTOH/188/2026 tentang Penetapan IKM Penerima Fasilitasi TA 2026; DPA TA 2026"
DESKS, ON_STAGE, BUNDLES = 4, 10, ("35.28", "35.29")
"""Pamekasan and Sumenep, the farthest from the place, take theirs along."""
ONE_OF = 32
"""Of so many originals one is with its body still."""
WEEK = dt.timedelta(days=7)


def plan_example(year: int, helper: str, at: dt.datetime) -> Ceremony:
    """Let the originals of a budget year arrive, all but a few, and plan the event at which they are handed over.

    `helper` is the address of whoever helps at the first desk.
    """
    on = jakarta_day(at)
    waiting = Certificate.objects.filter(budget_year=year, custody=Custody.AT_BODY).order_by("id")
    arrived = [pk for place, pk in enumerate(waiting.values_list("pk", flat=True), start=1) if place % ONE_OF]
    for start in range(0, len(arrived), MOST):
        pile = arrived[start : start + MOST]
        move_originals(pile, Move(Custody.AT_PROVINCE, on, "CONTOH/TT/2026"), actor=CONSOLE, at=at)
    details = planning.Details(
        NAME, PLACE, on + WEEK, dt.time(8), [year], agenda=AGENDA, official=OFFICIAL, basis=BASIS
    )
    made = planning.plan_ceremony(details, actor=CONSOLE, at=at)
    planning.set_bundles(made.pk, BUNDLES, actor=CONSOLE, at=at)
    planning.set_desks(made.pk, DESKS, actor=CONSOLE, at=at)
    planning.set_stage(made.pk, planning.propose_stage(made, ON_STAGE), actor=CONSOLE, at=at)
    user = User.objects.filter(email=helper).first()
    if user is not None:
        planning.set_helpers(made.desks.get(number=1).pk, [user.pk], actor=CONSOLE, at=at)
    return made
