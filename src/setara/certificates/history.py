"""The history of a certificate as the kernel folds it."""

from collections.abc import Iterable

from setara.certificates.models import Certificate
from setara.history import models
from setara.history.store import entries_of
from setara.kernel.certificates.states import Custody, Entry, EntryKind


def history_of(certificate: Certificate) -> list[Entry]:
    """Return what happened to a certificate, in order of recording."""
    return as_folded(entries_of(certificate.stream))


def as_folded(entries: Iterable[models.Entry]) -> list[Entry]:
    """Return stored entries as the kernel takes them."""
    return [
        Entry(
            EntryKind(entry.kind), entry.effective, Custody(entry.data["custody"]) if "custody" in entry.data else None
        )
        for entry in entries
    ]
