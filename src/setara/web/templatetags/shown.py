"""How single facts are shown on every page."""

from typing import Protocol

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from setara.kernel.certificates.states import Status
from setara.kernel.rulebook.regions import districts
from setara.web.components.tones import Tone
from setara.words.certificates import OUTCOME_WORDS, SHEET_WORDS, SHORT_KINDS, custody_word, kind_name, status_word
from setara.words.intake import problem_text

register = template.Library()


class Counted(Protocol):
    """A number that may be capped."""

    @property
    def number(self) -> int: ...
    @property
    def capped(self) -> bool: ...


@register.filter
def problem(kept: dict[str, dict[str, str]]) -> str:
    """Say a problem that was kept with a source row."""
    return str(problem_text(str(kept["code"]), kept["params"]))


STATUS_TONES = {
    Status.ACTIVE: Tone.GOOD,
    Status.SUSPENDED: Tone.WAIT,
    Status.REVOKED: Tone.STOP,
    Status.LAPSED: Tone.STOP,
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one of the symbols of `components/icons.html`; its meaning always stands beside it in words."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>', name)


def badge_of(tone: str, word: object) -> SafeString:
    """Draw a state as icon and word."""
    return format_html(
        '<span class="badge {}"><svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>{}</span>',
        tone, tone, word,
    )  # fmt: skip


@register.simple_tag
def badge(tone: str, word: object) -> SafeString:
    """Draw a state as icon and word."""
    return badge_of(tone, word)


@register.simple_tag
def status_badge(kind: str, status: str) -> SafeString:
    """Draw the state of a certificate in the words of its kind."""
    return badge_of(STATUS_TONES.get(Status(status), Tone.INFO), status_word(kind, status))


@register.filter
def kind(code: str) -> str:
    """Name a kind of certificate."""
    return kind_name(code)


@register.filter
def district(code: str) -> str:
    """Name a district, short form for lists: ``Kab. Sidoarjo``, ``Kota Malang``."""
    found = districts().get(code)
    if found is None:
        return code or _("District unknown")
    return f"{'Kab.' if found.kind == 'kabupaten' else 'Kota'} {found.name}"


@register.filter
def custody(code: str) -> object:
    """Say where an original is."""
    return custody_word(code)


@register.filter
def sheet(code: str) -> object:
    """Say how the office's sheet stands."""
    return dict(SHEET_WORDS).get(code, code)  # type: ignore[call-overload]


@register.filter
def short_kind(code: str) -> object:
    """Name a kind as briefly as a list wants it."""
    return dict(SHORT_KINDS).get(code, code)  # type: ignore[call-overload]


@register.filter
def outcome(code: str) -> object:
    """Say what became of a source row."""
    return OUTCOME_WORDS.get(code, code)


@register.filter
def counted(count: Counted) -> str:
    """Write a count; a capped one as ``1.000+``."""
    return number_format(count.number, force_grouping=True) + ("+" if count.capped else "")


@register.filter
def rupiah(amount: int) -> str:
    """Write whole rupiah with groups of three."""
    return number_format(amount, force_grouping=True)
