"""How far a file is that was handed in on screen, and why something cannot be done with it, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from setara.intake.models import UploadState

STATES: Mapping[str, Promise] = {
    UploadState.RECEIVED: _("handed in"),
    UploadState.PREVIEWED: _("previewed"),
    UploadState.IMPORTED: _("imported"),
    UploadState.REFUSED: _("cannot be read"),
}

REFUSED: Mapping[str, Promise] = {
    "already_imported": _("The file is imported already. Nothing was changed."),
    "at_work": _("Somebody is at this file right now. Wait until it is done. Nothing was changed."),
    "changed_since_preview": _(
        "The columns or the sheet changed since that preview. Nothing was imported; preview it again."
    ),
    "import_asked_for": _("Its import was asked for already. Nothing was changed."),
    "not_previewed": _("Look at the preview first. Nothing was changed."),
    "no_such_sheet": _("The file has no such sheet. Nothing was changed."),
}
