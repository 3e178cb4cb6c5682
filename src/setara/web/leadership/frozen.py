"""A frozen set of figures beside what is counted today."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from setara.handover.models import Ceremony
from setara.kernel.access.acts import Act
from setara.kernel.figures.recounting import Figure
from setara.reporting.models import Snapshot
from setara.reporting.queries import figures_about, snapshot
from setara.web.officer.names import names_of
from setara.web.security import needs
from setara.words.figures import part_word, year_word


@dataclass(frozen=True, slots=True)
class Compared:
    """A number as it was frozen and as it is today; None where it cannot be counted any more."""

    name: str
    frozen: int
    today: int | None

    @property
    def difference(self) -> str:
        """The change since, with its sign; empty for none."""
        change = (self.today or 0) - self.frozen
        if self.today is None or not change:
            return ""
        return ("+" if change > 0 else "−") + number_format(abs(change), force_grouping=True)


@dataclass(frozen=True, slots=True)
class FrozenFigure:
    """A frozen figure with the words that defined it then, and its parts."""

    whole: Compared
    year: str
    definition: str
    parts: tuple[Compared, ...]


@needs(Act.CHECK_HISTORY, Act.PLAN_CEREMONY)
@require_safe
def frozen(request: HttpRequest, snapshot_id: int) -> HttpResponse:
    """One frozen set: what it said, how it was defined, and what the same would be today."""
    found = snapshot(snapshot_id)
    if found is None:
        raise Http404
    figures = _compared(found)
    words = {
        "snapshot": found,
        "about": _about(found.about),
        "figures": figures,
        "has_changed": any(one.whole.difference for one in figures),
        "is_countable": any(one.whole.today is not None for one in figures),
        "who": names_of([found.by])[found.by],
        "now": timezone.now(),
    }
    return render(request, "leadership/frozen.html", words)


def _about(about: str) -> str:
    what, _colon, name = about.partition(":")
    if what == "year":
        return _("Budget year %(year)s") % {"year": name}
    ceremony = Ceremony.objects.filter(pk=name).first() if what == "ceremony" else None
    return ceremony.name if ceremony else ""


def _compared(found: Snapshot) -> list[FrozenFigure]:
    today = {one.code: one for one in figures_about(found.about)}
    language = "id" if (get_language() or "id").startswith("id") else "en"
    return [
        FrozenFigure(
            whole=Compared(kept["name"][language], kept["value"], today[code].value if code in today else None),
            year=str(year_word(kept["year"])),
            definition=kept["definition"][language],
            parts=_parts(kept["split"], Figure(code, 0, tuple(map(tuple, kept["by"]))), today.get(code)),
        )
        for kept in found.figures
        for code in [kept["code"]]
    ]


def _parts(split: str, kept: Figure, today: Figure | None) -> tuple[Compared, ...]:
    before, now = dict(kept.by), dict(today.by) if today else {}
    return tuple(
        Compared(part_word(split, key), before.get(key, 0), now.get(key, 0) if today else None)
        for key in sorted({*before, *now})
    )
