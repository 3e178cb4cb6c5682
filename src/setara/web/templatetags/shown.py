"""How single facts are shown on every page."""

import datetime as dt

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from setara.kernel.certificates.state_words import StateCode, state_on
from setara.kernel.certificates.states import Status
from setara.kernel.rulebook.regions import districts
from setara.platform.long_lists import CappedCount
from setara.web.components.tones import Tone
from setara.web.refusals import role_name
from setara.words import certificates as words
from setara.words.intake import field_word, problem_text
from setara.words.questions import LISTS

register = template.Library()


@register.filter
def problem(kept: dict[str, dict[str, str]]) -> str:
    """Say a problem that was kept with a source row."""
    return str(problem_text(str(kept["code"]), kept["params"]))


@register.filter
def field(name: str) -> str:
    """Name a field of a record that was read."""
    return field_word(name)


@register.filter
def role(code: str) -> str:
    """Name a role; one that the office has no more by its code."""
    known = settings.ROLES.get(code)
    return role_name(known) if known else code


STATE_TONES = {
    StateCode.ACTIVE: Tone.GOOD,
    StateCode.SUSPENDED: Tone.WAIT,
    StateCode.REVOKED: Tone.STOP,
    StateCode.LAPSED: Tone.STOP,
    StateCode.EXPIRED: Tone.WAIT,
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one of the symbols of `components/icons.html`; its meaning always stands beside it in words."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def badge(tone: str, word: object) -> SafeString:
    """Draw a state as icon and word."""
    return format_html('<span class="badge {}">{}{}</span>', tone, icon(tone), word)


@register.simple_tag
def status_badge(kind: str, status: str, expiry_date: dt.date | None) -> SafeString:
    """Draw what a certificate is today, in the words of its kind."""
    state = state_on(Status(status), expiry_date, timezone.localdate())
    return badge(STATE_TONES[state], words.status_word(kind, state))


@register.filter
def kind(code: str) -> str:
    """Name a kind of certificate."""
    return words.kind_name(code)


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
    return words.custody_word(code)


@register.filter
def sheet(code: str) -> object:
    """Say how the office's sheet stands."""
    return words.sheet_word(code)


@register.filter
def short_kind(code: str) -> object:
    """Name a kind as briefly as a list wants it."""
    return words.short_kind(code)


@register.filter
def outcome(code: str) -> object:
    """Say what became of a source row."""
    return words.OUTCOME_WORDS.get(code, code)


@register.filter
def list_word(kind: str) -> object:
    """Name a kind of list."""
    return LISTS.get(kind, kind)


@register.filter
def counted(count: CappedCount) -> str:
    """Write a count; a capped one as ``1.000+``."""
    return number_format(count.number, force_grouping=True) + ("+" if count.capped else "")


@register.filter
def grouped(number: int) -> str:
    """Write a whole number with groups of three."""
    return number_format(number, force_grouping=True)


@register.filter
def rupiah(amount: int) -> str:
    """Write whole rupiah with groups of three."""
    return number_format(amount, force_grouping=True)
