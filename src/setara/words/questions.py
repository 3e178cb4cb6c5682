"""What rows that wait ask, as questions to a person, and the answers to them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from setara.kernel.intake.answers import Key, Value
from setara.kernel.intake.problems import ProblemCode
from setara.kernel.intake.questions import DATES, OTHER_DOCUMENT
from setara.kernel.rulebook.regions import districts
from setara.words.certificates import kind_name
from setara.words.intake import field_word

_OF_REGISTER: Mapping[str, Promise] = {
    "already_issued": _("A sheet was issued, and the row now says something else"),
    "number_of_another_holder": _("The number is registered for another holder"),
    "rows_disagree": _("An earlier row said something else"),
}

_WRONG: Mapping[str, Promise] = {
    ProblemCode.NAME_MISSING: _("missing"),
    ProblemCode.NAME_UNCLEAR: _("no name"),
    ProblemCode.HOLDER_FROM_ABOVE: _("missing; perhaps that of the row above"),
    ProblemCode.TEXT_DAMAGED: _("damaged characters"),
    ProblemCode.FORMULA_LIKE: _("begins like a formula"),
    ProblemCode.TEXT_TOO_LONG: _("too long"),
    ProblemCode.CELL_ERROR: _("an error instead of a value"),
    ProblemCode.STRUCK_THROUGH: _("struck through"),
    ProblemCode.COLUMNS_DISAGREE: _("two columns disagree"),
    ProblemCode.DITTO_UNCLEAR: _("points at a cell above that cannot be repeated"),
    ProblemCode.SEVERAL_VALUES: _("more than one value"),
    ProblemCode.PAIRING_UNCLEAR: _("several certificates in one row"),
    ProblemCode.KIND_MISSING: _("missing"),
    ProblemCode.NUMBER_MISSING: _("missing"),
    ProblemCode.NUMBER_UNCLEAR: _("perhaps not as the body printed it"),
    ProblemCode.DATE_DOES_NOT_EXIST: _("a day that does not exist"),
    ProblemCode.DATE_YEAR_ONLY: _("only a year"),
    ProblemCode.DATE_MONTH_ONLY: _("only a month"),
    ProblemCode.DATE_PERIOD: _("only a part of a year"),
    ProblemCode.DATE_WITHOUT_YEAR: _("a day without a year"),
    ProblemCode.DATE_TWO_DIGIT_YEAR: _("a year in two digits"),
    ProblemCode.DATE_SERIAL_UNCLEAR: _("a number instead of a date"),
    ProblemCode.DATE_IMPLAUSIBLE: _("a date that cannot be"),
    ProblemCode.DATE_IN_FUTURE: _("after today"),
    ProblemCode.DATE_DURATION: _("a length of time instead of a date"),
    ProblemCode.DATE_PENDING: _("not issued yet"),
    ProblemCode.DATE_RANGE: _("two dates"),
    ProblemCode.EXPIRY_BEFORE_ISSUE: _("before the date of issue"),
    ProblemCode.DIGITS_LOST: _("digits were lost"),
    ProblemCode.ZEROS_LOST: _("zeros in front may be lost"),
    ProblemCode.LETTERS_IN_DIGITS: _("a letter among the digits"),
    ProblemCode.DIGITS_UNCLEAR: _("more than digits"),
    ProblemCode.NIB_INVALID: _("not valid"),
    ProblemCode.NIK_INVALID: _("not valid"),
    ProblemCode.NPWP_INVALID: _("not valid"),
    ProblemCode.PHONE_INVALID: _("not valid"),
    ProblemCode.MONEY_AMBIGUOUS: _("two amounts are possible"),
    ProblemCode.MONEY_NEGATIVE: _("below zero"),
    ProblemCode.MONEY_NOT_WHOLE: _("not whole rupiah"),
    ProblemCode.MONEY_IMPLAUSIBLE: _("too small or too large"),
    ProblemCode.COUNT_IS_DATE: _("turned into a date"),
    ProblemCode.WORKERS_DISAGREE: _("men and women do not add up"),
    ProblemCode.DISTRICT_MISSING: _("missing"),
    ProblemCode.DISTRICT_CONTRADICTION: _("contradicts the rest of the row"),
    ProblemCode.DISTRICT_OUTSIDE_PROVINCE: _("in another province"),
}
_UNCLEAR = _("unclear")

_ABOUT: Mapping[str, Promise] = {
    "district_code": _("Which kabupaten or kota is “%(said)s”?"),
    "kind": _("Which kind of certificate is “%(said)s”?"),
}
_OUTSIDE = _("“%(said)s” is none of the eight kinds: what becomes of it?")
_ABOUT_ANY = _("%(field)s: what is meant by “%(said)s”?")
_OF_ROWS = _("%(field)s: %(what)s")

LISTS: Mapping[str, Promise] = {"businesses": _("List of businesses"), "certificates": _("List of certificates")}

REFUSED: Mapping[str, Promise] = {
    "nothing_waits": _("No row waits for this answer any more: somebody has answered it. Nothing was changed."),
    "queue_changed": _("Rows have joined or left this question since the preview. Look at it once more."),
    "no_row": _("Answer at least one of the rows."),
    "no_choice": _("Choose one of the answers."),
}


def question_text(key: Key, params: Mapping[str, str]) -> str:
    """Ask a question in one line, in the language in force; an unknown code stands for itself."""
    if key.is_of_register:
        return str(_OF_REGISTER.get(key.code, key.code))
    field = field_word(key.field)
    if key.is_shared:
        said = defaultdict(str, params)["typed"] or key.said
        is_outside = key.code == ProblemCode.KIND_OUTSIDE_PROGRAMME
        text = _OUTSIDE if is_outside else _ABOUT.get(key.field, _ABOUT_ANY)
        return str(text) % {"said": said, "field": field}
    return str(_OF_ROWS) % {"field": field, "what": _WRONG.get(key.code, _UNCLEAR)}


def answer_text(field: str, value: Value) -> str:
    """Say an answer, in the language in force."""
    if not field:
        return gettext("leave as registered")
    if value is None or value == "":
        return gettext("no value")
    if field == "district_code" and value in districts():
        return districts()[str(value)].full_name
    if value == OTHER_DOCUMENT:
        return gettext("Another document of the business, outside the programme")
    if field == "kind":
        return kind_name(str(value))
    if field in DATES:
        return date_format(dt.date.fromisoformat(str(value)), "j F Y")
    return number_format(value, force_grouping=True) if field == "investment" else str(value)
