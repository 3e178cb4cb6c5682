"""How businesses are spoken of that may be one: why they are asked about, what stands in the way."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from setara.kernel.intake.merging import Obstacle
from setara.words.intake import field_word

Text = str | Promise

PAIR_REASONS: Mapping[str, Text] = {
    "nib_conflict": _("same NIB under another name"),
    "look_alike": _("looks alike"),
}

MERGE_REFUSALS: Mapping[str, Text] = {
    "already_decided": _("Somebody has decided about these two already. Nothing was changed."),
    "not_kept_apart": _("These two are not kept apart. Nothing was changed."),
    "same_business": _("A business cannot be merged with itself."),
    "merged_away": _("One of the two was merged with another business meanwhile. Look at the open pairs again."),
    "not_a_field": _("A merge cannot choose that."),
    "changed_meanwhile": _("One of the two changed while you looked at it. Compare them again."),
    "already_undone": _("This merge is undone already."),
    "later_acts": _("Later acts stand in the way. Undo or correct them first."),
}

_OBSTACLES: Mapping[str, Text] = {
    "merged_since": _("This business was merged once more. Undo that merge first."),
    "field_changed": _("“%(field)s” was changed since."),
    "certificate_added": _("A certificate was recorded for this business since."),
    "certificate_moved_away": _("A certificate was moved to another business since."),
}


def merge_refusal_text(code: str) -> str:
    """Say why a decision on two businesses cannot stand; an unknown code stands for itself."""
    return str(MERGE_REFUSALS.get(code, code))


def obstacle_text(obstacle: Obstacle) -> str:
    """Say which later act stands in the way of undoing a merge; an unknown code stands for itself."""
    return str(_OBSTACLES.get(obstacle.code, obstacle.code)) % {"field": field_word(str(obstacle.subject))}
