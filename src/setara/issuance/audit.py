"""Hold the register against its history: what pages show must be what was recorded."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from setara.certificates.acts.custody import transfer_digest
from setara.certificates.acts.decisions import letter_digest
from setara.certificates.acts.merging import merge_digest
from setara.certificates.acts.proposing import ENTRIES, correction_digest
from setara.certificates.acts.recording import facts_digest
from setara.certificates.history import as_folded
from setara.certificates.models import Certificate, Correction, TransferLine
from setara.history.models import Entry
from setara.kernel.certificates.corrections import CorrectionState
from setara.kernel.certificates.states import STATUS_AFTER, EntryKind, fold
from setara.kernel.intake.merging import BusinessEntry
from setara.registry.models import Merge

BATCH = 500
MERGES = (BusinessEntry.MERGED, BusinessEntry.MERGED_AWAY, BusinessEntry.PARTED)
FACTS = (EntryKind.RECORDED, EntryKind.CORRECTED)


@dataclass(frozen=True, slots=True)
class RegisterFault:
    """Where the register is not what its history says.

    Codes: ``facts_differ original_differs decisions_differ corrections_differ sheets_differ state_differs
    transfers_differ merge_differs``.
    """

    stream: str
    code: str


def register_faults(on: dt.date) -> Iterator[RegisterFault]:
    """Compare what acts left behind with the digests in the history, and the states of certificates on a day."""
    last = 0
    while certificates := list(
        Certificate.objects.filter(pk__gt=last)
        .order_by("pk")
        .prefetch_related("decisions", "corrections", "sheets")[:BATCH]
    ):
        last = certificates[-1].pk
        histories: dict[str, list[Entry]] = defaultdict(list)
        for entry in Entry.objects.filter(stream__in=[one.stream for one in certificates]).order_by("position"):
            histories[entry.stream].append(entry)
        moved: dict[int, list[TransferLine]] = defaultdict(list)
        for line in TransferLine.objects.filter(certificate__in=certificates, entry__isnull=False).select_related(
            "transfer"
        ):
            moved[line.certificate_id].append(line)
        for certificate in certificates:
            entries = histories[certificate.stream]
            for code in _faults(certificate, entries, on):
                yield RegisterFault(certificate.stream, code)
            told = {entry.position: entry.data.get("digest") for entry in entries if "transfer" in entry.data}
            if told != {line.entry: transfer_digest(certificate, line.transfer) for line in moved[certificate.pk]}:
                yield RegisterFault(certificate.stream, "transfers_differ")
    yield from _merge_faults()


def _merge_faults() -> Iterator[RegisterFault]:
    last = 0
    while merges := list(Merge.objects.filter(pk__gt=last).order_by("pk").select_related("kept", "gone")[:BATCH]):
        last = merges[-1].pk
        said: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
        for entry in Entry.objects.filter(
            stream__in={one.stream for merge in merges for one in (merge.kept, merge.gone)}
        ):
            if entry.kind in MERGES:
                said[entry.stream, entry.data["merge"]][entry.kind] = entry.data["digest"]
        for merge in merges:
            undone = {BusinessEntry.PARTED} if merge.undone_at else set()
            digest = merge_digest(merge)
            for one, kind in ((merge.kept, BusinessEntry.MERGED), (merge.gone, BusinessEntry.MERGED_AWAY)):
                if said[one.stream, merge.pk] != dict.fromkeys({kind, *undone}, digest):
                    yield RegisterFault(one.stream, "merge_differs")


def _faults(certificate: Certificate, entries: Sequence[Entry], on: dt.date) -> Iterator[str]:
    facts = [entry.data.get("digest") for entry in entries if entry.kind in FACTS]
    if facts[-1:] != [facts_digest(certificate)]:
        yield "facts_differ"
    originals = [entry.data.get("original") for entry in entries if entry.kind == EntryKind.ORIGINAL_FILED]
    if (originals or [""])[-1] != certificate.original_sha256:
        yield "original_differs"
    decided = {entry.position: entry.data.get("digest") for entry in entries if entry.kind in STATUS_AFTER}
    if decided != {one.entry: letter_digest(certificate, one) for one in certificate.decisions.all()}:
        yield "decisions_differ"
    if _steps(entries) != {step for one in certificate.corrections.all() for step in _steps_of(one)}:
        yield "corrections_differ"
    issued = {
        (entry.data.get("credential"), entry.data.get("payload"), entry.data.get("pdf"))
        for entry in entries
        if entry.kind == EntryKind.SHEET_ISSUED
    }
    if issued != {
        (hashlib.sha256(one.credential.encode()).hexdigest(), one.payload_sha256, one.pdf_sha256)
        for one in certificate.sheets.all()
    }:
        yield "sheets_differ"
    state = fold(as_folded(entries), on)
    if (state.status, state.sheet, state.custody) != (certificate.status, certificate.sheet, certificate.custody):
        yield "state_differs"


Step = tuple[object, str, str, object]
"""A step of a proposed correction: which one, what happened, who did it, the digest of what it said."""


def _steps(entries: Sequence[Entry]) -> set[Step]:
    kinds = frozenset(ENTRIES.values())
    return {
        (entry.data.get("correction"), entry.kind, entry.actor, entry.data.get("digest"))
        for entry in entries
        if entry.kind in kinds
    }


def _steps_of(correction: Correction) -> Iterator[Step]:
    proposed = CorrectionState.PROPOSED
    yield correction.pk, ENTRIES[proposed], correction.proposed_by, correction_digest(correction, proposed)
    if (state := CorrectionState(correction.state)) is not proposed:
        yield correction.pk, ENTRIES[state], correction.decided_by, correction_digest(correction, state)
