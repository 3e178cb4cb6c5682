"""How published figures are spoken of: their names, their parts, and where they are wrong."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from setara.kernel.figures.definitions import CountedYear, Split, definitions
from setara.kernel.rulebook.regions import districts
from setara.words.certificates import Text, short_kind, spoken, status_word

YEAR_WORDS: Mapping[CountedYear, Text] = {
    CountedYear.BUDGET: gettext_lazy("By budget year, not by year of issue or hand-over"),
    CountedYear.ISSUE: gettext_lazy("By year of issue, not by budget year or year of hand-over"),
    CountedYear.HANDOVER: gettext_lazy("By year of hand-over, not by budget year or year of issue"),
    CountedYear.EVENT: gettext_lazy("All certificates of the event, whatever their year"),
}

ROLL_UPS: Mapping[str, Text] = {
    "register_count": gettext_lazy("Roll-up of the register"),
    "served_count": gettext_lazy("Roll-up of businesses served"),
}

FREEZING_WORDS: Mapping[str, Text] = {
    "name_missing": gettext_lazy("Name the moment: what the figures are for."),
    "name_too_long": gettext_lazy("Use at most 200 characters."),
    "nothing_to_freeze": gettext_lazy("There is nothing to count, so there is nothing to freeze."),
}


def figure_name(code: str) -> str:
    """Name a figure in the reader's language; an unknown code stands for itself."""
    return spoken(definitions()[code].name) if code in definitions() else code


def year_word(year: str) -> Text:
    """Say which of the three years a figure goes by; an unknown code stands for itself."""
    return YEAR_WORDS[CountedYear(year)] if year in set(CountedYear) else year


def part_word(split: str, key: str) -> str:
    """Name a part of a figure, by what it is broken down by."""
    if split == Split.FACILITY:
        return str(short_kind(key))
    if split == Split.STATE:
        return status_word(None, key)
    if split == Split.DISTRICT:
        return districts()[key].full_name if key in districts() else key or _("District unknown")
    return key


def fault_words(place: str, key: str, shown: int, counted: int) -> str:
    """Say that a figure or a roll-up is not what the register gives."""
    said = {"place": ROLL_UPS.get(place) or figure_name(place), "key": key, "shown": shown, "counted": counted}
    return _("%(place)s (%(key)s): %(shown)s stands there, the register gives %(counted)s") % said
