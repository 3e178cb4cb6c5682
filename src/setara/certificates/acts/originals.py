"""File a copy of the body's original (*salinan sertifikat asli*) beside its record."""

import datetime as dt
from pathlib import Path

from django.db import transaction

from setara.accounts.permission import require
from setara.certificates.acts.documents import checked, keep
from setara.certificates.acts.holding import hold
from setara.certificates.models import Certificate
from setara.files.store import ContentStore
from setara.history.chain import Draft
from setara.history.store import append
from setara.kernel.access.acts import Act
from setara.kernel.access.rules import Actor
from setara.kernel.certificates.states import EntryKind


def file_original(
    certificate_id: int, path: Path, store: ContentStore, *, actor: Actor, at: dt.datetime, on: dt.date
) -> Certificate:
    """Keep a copy and record its SHA-256; sheets issued from now on carry it. The same file again changes nothing.

    Raises NotPermitted, DocumentRefused, OSError.
    """
    require(actor, Act.RECORD_DECISION, Certificate.objects.get(pk=certificate_id).about)
    document = checked(path)
    with transaction.atomic():
        certificate = hold(certificate_id, actor, Act.RECORD_DECISION)
        sha256 = keep(document, store, at)
        if certificate.original_sha256 != sha256:
            certificate.original_sha256 = sha256
            certificate.save(update_fields=["original_sha256"])
            draft = Draft(certificate.stream, EntryKind.ORIGINAL_FILED, on, {"original": sha256})
            append([draft], actor=actor.id, at=at)
    return certificate
