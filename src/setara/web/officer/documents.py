"""Scans on their way in and out: received into a file, served so that a browser runs nothing of them."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import FileResponse, Http404

from setara.files.models import StoredFile
from setara.issuance.office import content_store

ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""Nothing in a stranger's file is run, fetched or sent; the style is the browser's own around a picture."""


@contextmanager
def received(upload: "UploadedFile[bytes]") -> Iterator[Path]:
    """Give the path of what was uploaded, which is gone afterwards; never whole in memory."""
    if isinstance(upload, TemporaryUploadedFile):
        yield Path(upload.temporary_file_path())
        return
    with tempfile.NamedTemporaryFile(prefix="setara-") as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
        kept.flush()
        yield Path(kept.name)


def served(sha256: str, name: str) -> FileResponse:
    """Answer with a kept file by its digest under a name of ours; Http404 where it is not there.

    A picture may be shown within the page; a PDF is taken along, since browsers' viewers do not open in a sandbox.
    """
    kept = StoredFile.objects.filter(sha256=sha256).first()
    if kept is None or kept.media_type not in ENDINGS:
        raise Http404
    try:
        stream = content_store().path(sha256).open("rb")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(
        stream,
        as_attachment=not kept.media_type.startswith("image/"),
        filename=f"{name}.{ENDINGS[kept.media_type]}",
        content_type=kept.media_type,
    )
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
