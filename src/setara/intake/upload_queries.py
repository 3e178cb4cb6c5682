"""Reading the files that were handed in on screen, their rows, and what people said of the columns of forms."""

from collections import defaultdict
from collections.abc import Sequence

from setara.intake.acts.uploads import MOST_LOOKED_AT, SAMPLED
from setara.intake.models import HeaderMapping, ImportedFile, PreviewedRow, SourceRow, Upload, UploadState
from setara.intake.outcomes import WAITING
from setara.intake.report import Fate
from setara.kernel.intake.questions import problems_of
from setara.platform.long_lists import PAGE_SIZE


def uploads(before: int | None = None, size: int = PAGE_SIZE) -> tuple[tuple[Upload, ...], int | None]:
    """Return the files that were handed in, newest first, and the place where the next page begins."""
    given = Upload.objects.defer("sheets").order_by("-id")
    found = tuple((given if before is None else given.filter(id__lt=before))[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else None


def upload(upload_id: int) -> Upload | None:
    """Return one of them."""
    return Upload.objects.select_related("file").filter(pk=upload_id).first()


def read_before(upload: Upload) -> ImportedFile | None:
    """Return the reading of the same content as the same list, if it was read before this file was handed in."""
    same = ImportedFile.objects.filter(sha256=upload.sha256, list_kind=upload.list_kind, budget_year=upload.budget_year)
    return same.filter(imported_at__lt=upload.received_at).first()


def rows_of(
    upload: Upload, outcome: str | None, after: int = 0, size: int = PAGE_SIZE
) -> tuple[Sequence[PreviewedRow | SourceRow], int | None]:
    """Return rows of a file in the order of reading, and the place where the next page begins.

    Of an imported file what became of them, as it stands today; of a previewed one those that the preview kept.
    """
    found: list[PreviewedRow | SourceRow]
    if upload.state == UploadState.IMPORTED:
        of_file = SourceRow.objects.filter(file=upload.file_id, id__gt=after).defer("raw", "cells").order_by("id")
        found = list((of_file.filter(outcome=outcome) if outcome else of_file)[: size + 1])
    else:
        seen = PreviewedRow.objects.filter(upload=upload, id__gt=after).order_by("id")
        found = list((seen.filter(outcome=outcome) if outcome else seen)[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else None


def standing(list_kind: str, shapes: Sequence[str]) -> dict[str, HeaderMapping]:
    """Return what people said of forms and nobody took back, by shape."""
    found = HeaderMapping.objects.filter(list_kind=list_kind, shape__in=shapes, revoked_at=None)
    return {one.shape: one for one in found}


def mappings(before: int | None = None, size: int = PAGE_SIZE) -> tuple[tuple[HeaderMapping, ...], int | None]:
    """Return what people said of the columns of forms, newest first, and the place where the next page begins."""
    given = HeaderMapping.objects.order_by("-id")
    found = tuple((given if before is None else given.filter(id__lt=before))[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else None


def are_rows_known(upload: Upload, *, waiting_only: bool) -> bool:
    """Say whether what became of all its rows is kept, or of all that wait: a preview keeps no more than so many."""
    if upload.state == UploadState.IMPORTED:
        return True
    waiting = sum(upload.outcomes.get(one, 0) for one in WAITING)
    others = [number for outcome, number in upload.outcomes.items() if outcome not in WAITING]
    are_kept = waiting <= MOST_LOOKED_AT and (waiting_only or all(number <= SAMPLED for number in others))
    return upload.state == UploadState.PREVIEWED and are_kept


def fates_of(upload: Upload) -> dict[tuple[str, int], list[Fate]]:
    """Return what became of the rows that were kept, or would."""
    kept = (
        SourceRow.objects.filter(file=upload.file_id) if upload.file_id else PreviewedRow.objects.filter(upload=upload)
    )
    fates: dict[tuple[str, int], list[Fate]] = defaultdict(list)
    for sheet, row, outcome, problems in kept.order_by("id").values_list("sheet", "row", "outcome", "problems"):
        fates[sheet, row].append(Fate(outcome, problems_of(problems)))
    return dict(fates)
