"""File a copy of the body's original (*salinan sertifikat asli*) beside its record."""

import datetime as dt

from django.db import transaction

from setara.accounts.permission import require
from setara.certificates.acts.holding import hold
from setara.certificates.models import Certificate
from setara.files.models import StoredFile
from setara.files.store import ContentStore
from setara.history.chain import Draft
from setara.history.store import append
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.certificates.states import EntryKind

LARGEST = 20 * 2**20
"""Bytes of one original."""
MEDIA_TYPES = {b"%PDF-": "application/pdf", b"\x89PNG\r\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class OriginalRefused(Exception):
    """A file that is no original: ``original_too_large`` or ``original_not_a_document``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def media_type(content: bytes) -> str:
    """Tell PDF, PNG and JPEG by their first bytes. Raises OriginalRefused."""
    if len(content) > LARGEST:
        raise OriginalRefused("original_too_large")
    for mark, name in MEDIA_TYPES.items():
        if content.startswith(mark):
            return name
    raise OriginalRefused("original_not_a_document")


def file_original(
    certificate_id: int, content: bytes, store: ContentStore, *, actor: Actor, at: dt.datetime, on: dt.date
) -> Certificate:
    """Keep a copy and record its SHA-256; sheets issued from now on carry it. The same file again changes nothing.

    Raises NotPermitted, OriginalRefused.
    """
    require(actor, Act.RECORD_DECISION, Certificate.objects.get(pk=certificate_id).about)
    kind = media_type(content)
    sha256 = store.put(content)
    with transaction.atomic():
        certificate = hold(certificate_id, actor, Act.RECORD_DECISION)
        StoredFile.objects.get_or_create(
            sha256=sha256, defaults={"size": len(content), "media_type": kind, "stored_at": at}
        )
        if certificate.original_sha256 != sha256:
            certificate.original_sha256 = sha256
            certificate.save(update_fields=["original_sha256"])
            draft = Draft(certificate.stream, EntryKind.ORIGINAL_FILED, on, {"original": sha256})
            append([draft], actor=actor.id, at=at)
    return certificate
