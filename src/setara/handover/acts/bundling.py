"""A district's office takes its certificates along as a bundle (*bundel*) against its letter (*surat tugas*)."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from setara.accounts.permission import require, require_still, scope
from setara.certificates.acts.custody import Move, move_originals
from setara.certificates.acts.documents import Document, keep
from setara.certificates.queries import within
from setara.files.store import ContentStore
from setara.handover.acts.refusing import CeremonyRefused
from setara.handover.models import Bundle, Ceremony
from setara.handover.queries import READY, lines_of
from setara.history.chain import Draft
from setara.history.store import append, hold_chain
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.certificates.states import Custody
from setara.kernel.handover.rules import Route
from setara.kernel.rulebook.days import jakarta_day


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes a bundle along: name, number of the letter as printed, and its photograph where there is one."""

    name: str
    letter_number: str
    letter: Document | None = None


def take_bundle(
    ceremony_id: int, district_code: str, taker: Taker, store: ContentStore, *, actor: Actor, at: dt.datetime
) -> Bundle:
    """Move the originals of a district's bundle to its office; each is handed over when the signed list comes back.

    What stands on the hold list stays, and what the actor may not move. The way back is that of the transfer. Raises
    NotPermitted, CeremonyRefused (``receiver_missing letter_number_missing nothing_to_take``), Ceremony.DoesNotExist.
    """
    require(actor, Act.MOVE_CUSTODY)
    if not taker.name.strip():
        raise CeremonyRefused("receiver_missing")
    if not taker.letter_number.strip():
        raise CeremonyRefused("letter_number_missing")
    with transaction.atomic():
        hold_chain()
        require_still(actor, Act.MOVE_CUSTODY)
        ceremony = Ceremony.objects.get(pk=ceremony_id)
        lines = lines_of(ceremony).filter(
            READY,
            within(scope(actor, Act.MOVE_CUSTODY), "certificate__"),
            route=Route.BUNDLE,
            certificate__district_code=district_code,
            certificate__custody=Custody.AT_PROVINCE,
        )
        certificates = list(lines.values_list("certificate", flat=True))
        if not certificates:
            raise CeremonyRefused("nothing_to_take")
        move = Move(Custody.AT_DISTRICT, jakarta_day(at), taker.letter_number.strip())
        transfer = move_originals(certificates, move, actor=actor, at=at)
        bundle = Bundle.objects.create(
            ceremony=ceremony,
            district_code=district_code,
            taken_by=taker.name.strip(),
            letter_number=taker.letter_number.strip(),
            letter_sha256=keep(taker.letter, store, at) if taker.letter else "",
            transfer=transfer,
        )
        data: dict[str, str | int | None] = {
            "district": district_code,
            "transfer": transfer.pk,
            "lines": len(certificates),
        }
        append([Draft(ceremony.stream, "bundle.taken", jakarta_day(at), data)], actor=actor.id, at=at)
    return bundle
