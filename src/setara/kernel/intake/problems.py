"""Why a value is not certain: every code, once.

A code in `REFUSING` leaves no reading that could be right; the record is refused. Every other code asks: the value
is None and the record undecided until a person decides.

==========================  =========================================================================
code                        what the cell says
==========================  =========================================================================
name_missing                no business name (refuses)
name_unclear                a number, a date or a lone mark where a name should stand
holder_from_above           no name, but the line may belong to the business above it
text_damaged                characters lost or garbled by a wrong encoding
formula_like                a name that a spreadsheet would run (starts with = + - @)
text_too_long               longer than such a text can be
cell_error                  an error value (#N/A, #REF! …) or a formula without a stored result
struck_through              the cell is struck through
columns_disagree            two columns give different values for the same thing
ditto_unclear               "idem" or a ditto mark with no certain value right above it
several_values              two values in a cell that should hold one
pairing_unclear             several certificates in one line whose parts do not pair by count
kind_missing                no kind, and neither section, title nor sheet names exactly one
kind_unclear                a text that names no kind for certain
kind_ambiguous              a text that fits several kinds (HKI)
kind_outside_programme      a kind outside the eight: halal, P-IRT, patent … (refuses)
number_missing              no certificate number, or "dalam proses"
number_unclear              a cell that cannot show the number as the body printed it
date_does_not_exist         31/02/2026, or a 13th month in day-before-month (refuses)
date_unclear                a text that is no date for certain
date_year_only              a year alone
date_month_only             a month and a year
date_period                 a quarter or another part of a year
date_without_year           a day and a month
date_two_digit_year         a year in two digits that could be of another century
date_serial_unclear         a bare number whose date system is unknown
date_implausible            before 1970 or more than a hundred years ahead
date_in_future              issued or filed after today
date_duration               "3 tahun": a length, not a day
date_pending                "belum terbit", "dalam proses"
date_range                  two days where one belongs
expiry_before_issue         the end lies before the beginning
digits_lost                 more digits than a spreadsheet number can hold, or 3.5E+12
zeros_lost                  too few digits in a number cell: leading zeros may be lost
letters_in_digits           a letter among digits (O for 0, l for 1)
digits_unclear              other things than digits
nib_invalid                 not the form of a NIB
nik_invalid                 not the form of a NIK
npwp_invalid                not the form of an NPWP, or a wrong check digit
phone_invalid               no telephone number with area code
standard_invalid            says SNI but is no SNI number
money_unclear               no amount for certain
money_ambiguous             a point, a comma or a unit that can be read in two ways
money_negative              a negative amount
money_not_whole             not a whole number of rupiah
money_implausible           too small or too large to be meant as written
count_unclear               no number of persons for certain
count_is_date               a number that the spreadsheet turned into a date (5-10)
workers_disagree            men and women do not add up to the total
year_unclear                no budget year for certain
district_missing            the list has a column for the district, the cell is empty
district_ambiguous          a name that is both kabupaten and kota, and nothing else in the line decides
district_unclear            no name of a district, but near one
district_contradiction      two statements about the district exclude each other
district_outside_province   a district of another province (refuses)
district_does_not_exist     a kabupaten or kota that does not exist (refuses)
==========================  =========================================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ProblemCode(StrEnum):
    """Stable code of a problem; public, stands in reports and JSON."""

    NAME_MISSING = "name_missing"
    NAME_UNCLEAR = "name_unclear"
    HOLDER_FROM_ABOVE = "holder_from_above"
    TEXT_DAMAGED = "text_damaged"
    FORMULA_LIKE = "formula_like"
    TEXT_TOO_LONG = "text_too_long"
    CELL_ERROR = "cell_error"
    STRUCK_THROUGH = "struck_through"
    COLUMNS_DISAGREE = "columns_disagree"
    DITTO_UNCLEAR = "ditto_unclear"
    SEVERAL_VALUES = "several_values"
    PAIRING_UNCLEAR = "pairing_unclear"
    KIND_MISSING = "kind_missing"
    KIND_UNCLEAR = "kind_unclear"
    KIND_AMBIGUOUS = "kind_ambiguous"
    KIND_OUTSIDE_PROGRAMME = "kind_outside_programme"
    NUMBER_MISSING = "number_missing"
    NUMBER_UNCLEAR = "number_unclear"
    DATE_DOES_NOT_EXIST = "date_does_not_exist"
    DATE_UNCLEAR = "date_unclear"
    DATE_YEAR_ONLY = "date_year_only"
    DATE_MONTH_ONLY = "date_month_only"
    DATE_PERIOD = "date_period"
    DATE_WITHOUT_YEAR = "date_without_year"
    DATE_TWO_DIGIT_YEAR = "date_two_digit_year"
    DATE_SERIAL_UNCLEAR = "date_serial_unclear"
    DATE_IMPLAUSIBLE = "date_implausible"
    DATE_IN_FUTURE = "date_in_future"
    DATE_DURATION = "date_duration"
    DATE_PENDING = "date_pending"
    DATE_RANGE = "date_range"
    EXPIRY_BEFORE_ISSUE = "expiry_before_issue"
    DIGITS_LOST = "digits_lost"
    ZEROS_LOST = "zeros_lost"
    LETTERS_IN_DIGITS = "letters_in_digits"
    DIGITS_UNCLEAR = "digits_unclear"
    NIB_INVALID = "nib_invalid"
    NIK_INVALID = "nik_invalid"
    NPWP_INVALID = "npwp_invalid"
    PHONE_INVALID = "phone_invalid"
    STANDARD_INVALID = "standard_invalid"
    MONEY_UNCLEAR = "money_unclear"
    MONEY_AMBIGUOUS = "money_ambiguous"
    MONEY_NEGATIVE = "money_negative"
    MONEY_NOT_WHOLE = "money_not_whole"
    MONEY_IMPLAUSIBLE = "money_implausible"
    COUNT_UNCLEAR = "count_unclear"
    COUNT_IS_DATE = "count_is_date"
    WORKERS_DISAGREE = "workers_disagree"
    YEAR_UNCLEAR = "year_unclear"
    DISTRICT_MISSING = "district_missing"
    DISTRICT_AMBIGUOUS = "district_ambiguous"
    DISTRICT_UNCLEAR = "district_unclear"
    DISTRICT_CONTRADICTION = "district_contradiction"
    DISTRICT_OUTSIDE_PROVINCE = "district_outside_province"
    DISTRICT_DOES_NOT_EXIST = "district_does_not_exist"


REFUSING = frozenset(
    {
        ProblemCode.NAME_MISSING,
        ProblemCode.KIND_OUTSIDE_PROGRAMME,
        ProblemCode.DISTRICT_OUTSIDE_PROVINCE,
        ProblemCode.DISTRICT_DOES_NOT_EXIST,
        ProblemCode.DATE_DOES_NOT_EXIST,
    }
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a reader answers instead of a value when it is not certain."""

    code: ProblemCode
    params: Mapping[str, str] = field(default_factory=dict)


def doubt(code: ProblemCode, typed: str = "", **params: str) -> Doubt:
    """Make a doubt about what was typed.

    >>> doubt(ProblemCode.MONEY_UNCLEAR, "banyak").params["typed"]
    'banyak'
    """
    return Doubt(code, {"typed": typed[:80], **params})
