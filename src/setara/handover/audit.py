"""Hold receipts and signed records against their history: who is said to have received what, is what was recorded."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

from setara.certificates.models import Certificate
from setara.handover.acts.filing import RECORD_FILED, record_digest
from setara.handover.acts.handing_over import receipt_digest, undoing_digest
from setara.handover.models import Receipt, Record
from setara.history.models import Entry
from setara.kernel.certificates.states import EntryKind
from setara.kernel.rulebook.days import jakarta_day

BATCH = 500
Step = tuple[str, int | None, object]


@dataclass(frozen=True, slots=True)
class ReceiptFault:
    """Where receipts are not what their history says (``receipts_differ``), a certificate not what its receipt says
    (``received_differs``), or the signed records of an event not those that were filed (``records_differ``)."""

    stream: str
    code: str


def receipt_faults() -> Iterator[ReceiptFault]:
    """Compare every receipt, also those taken back, with the digests in the history of its certificate."""
    told: dict[str, set[Step]] = defaultdict(set)
    for entry in Entry.objects.filter(kind__in=(EntryKind.HANDED_OVER, EntryKind.HANDOVER_UNDONE)).iterator(BATCH):
        place = entry.position if entry.kind == EntryKind.HANDED_OVER else entry.data.get("undoes")
        told[entry.stream].add((entry.kind, place, entry.data.get("digest")))
    kept: dict[str, set[Step]] = defaultdict(set)
    for receipt in Receipt.objects.select_related("certificate", "desk").iterator(BATCH):
        kept[receipt.certificate.stream].update(_steps(receipt))
    for stream in sorted({*told, *kept}):
        if told[stream] != kept[stream]:
            yield ReceiptFault(stream, "receipts_differ")
    standing = Receipt.objects.filter(certificate=OuterRef("pk"), undone_at=None).values("happened_at")
    for certificate in Certificate.objects.annotate(happened_at=Subquery(standing)).filter(
        Q(received_on__isnull=False) | Q(happened_at__isnull=False)
    ):
        if certificate.received_on != (certificate.happened_at and jakarta_day(certificate.happened_at)):
            yield ReceiptFault(certificate.stream, "received_differs")


def record_faults() -> Iterator[ReceiptFault]:
    """Compare every signed record with the digest in the history of its event."""
    told: dict[str, list[object]] = defaultdict(list)
    for entry in Entry.objects.filter(kind=RECORD_FILED).iterator(BATCH):
        told[entry.stream].append(entry.data.get("digest"))
    kept: dict[str, list[object]] = defaultdict(list)
    for record in Record.objects.select_related("ceremony").iterator(BATCH):
        kept[record.ceremony.stream].append(record_digest(record))
    for stream in sorted({*told, *kept}):
        if sorted(map(str, told[stream])) != sorted(map(str, kept[stream])):
            yield ReceiptFault(stream, "records_differ")


def _steps(receipt: Receipt) -> Sequence[Step]:
    steps: list[Step] = [(EntryKind.HANDED_OVER, receipt.entry, receipt_digest(receipt))]
    if receipt.undone_at is not None:
        steps.append((EntryKind.HANDOVER_UNDONE, receipt.entry, undoing_digest(receipt)))
    return steps
