"""Long work: takes ids, repeatable."""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from setara.accounts.models import actor_named
from setara.certificates.acts.import_certificates import import_certificates
from setara.files.store import ContentStore
from setara.intake.acts.uploads import Importer, WorkOrder, import_upload, preview_upload
from setara.intake.models import Work
from setara.kernel.intake.records import ListKind
from setara.platform.exclusive import HeldElsewhere
from setara.platform.garbage import few_rings
from setara.platform.tasks import task
from setara.registry.acts.import_businesses import import_businesses

IMPORTERS: Mapping[ListKind, Importer] = {
    ListKind.BUSINESSES: import_businesses,
    ListKind.CERTIFICATES: import_certificates,
}
"""The act that imports each kind of list, on screen and on the console."""


@task
def preview(upload_id: int, actor_id: str) -> None:
    """Preview a file; where another process is at it, that one does it all."""
    _work(upload_id, actor_id, Work.PREVIEW)


@task
def import_file(upload_id: int, actor_id: str) -> None:
    """Import a file; where another process is at it, that one does it all."""
    _work(upload_id, actor_id, Work.IMPORT)


def _work(upload_id: int, actor_id: str, work: Work) -> None:
    store = ContentStore(Path(settings.DATA) / "files")
    order = WorkOrder(upload_id, IMPORTERS.__getitem__, store, actor_named(actor_id), timezone.now())
    try:
        with few_rings():
            import_upload(order) if work == Work.IMPORT else preview_upload(order)
    except HeldElsewhere:
        return
