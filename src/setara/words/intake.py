"""What the reading of a workbook has to say, in words that an officer can act on: what is wrong and what to do."""

from collections import defaultdict
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from setara.kernel.intake.lines import Line
from setara.kernel.intake.problems import ProblemCode
from setara.words.certificates import OUTCOME_WORDS

_PROBLEMS: Mapping[str, str | Promise] = {
    ProblemCode.NAME_MISSING: _("No business name. Fill in the name, or delete the line."),
    ProblemCode.NAME_UNCLEAR: _("“%(typed)s” is no name. Type the name of the business or person as text."),
    ProblemCode.HOLDER_FROM_ABOVE: _(
        "No name here. If this certificate belongs to the business above, repeat its name; otherwise fill in the name."
    ),
    ProblemCode.TEXT_DAMAGED: _(
        "Some characters of “%(typed)s” were damaged on the way. Type the text again as it stands on the document."
    ),
    ProblemCode.FORMULA_LIKE: _(
        "“%(typed)s” begins like a formula. Type the name without the sign =, +, - or @ in front."
    ),
    ProblemCode.TEXT_TOO_LONG: _(
        "This text is longer than %(limit)s characters. Shorten it; a remark belongs in a column of its own."
    ),
    ProblemCode.CELL_ERROR: _("The cell shows “%(typed)s” instead of a value. Mend its formula or type the value."),
    ProblemCode.STRUCK_THROUGH: _(
        "“%(typed)s” is struck through. Remove the line through it if it still holds, otherwise empty the cell."
    ),
    ProblemCode.COLUMNS_DISAGREE: _(
        "Two columns say different things: “%(typed)s” here, “%(other)s” in the other. Leave only the right one."
    ),
    ProblemCode.DITTO_UNCLEAR: _(
        "“%(typed)s” points at the cell above, but what stands there cannot simply be repeated. Type the value out."
    ),
    ProblemCode.SEVERAL_VALUES: _("“%(typed)s” holds more than one value. Leave one, or use one line for each."),
    ProblemCode.PAIRING_UNCLEAR: _(
        "This line names several certificates, but “%(typed)s” cannot be shared out among them. "
        "Use one line for each certificate."
    ),
    ProblemCode.KIND_MISSING: _(
        "The kind of certificate is missing. Fill it in: SPPT-SNI, barcode, ISO, Batikmark, trademark, copyright, "
        "industrial design or product test."
    ),
    ProblemCode.KIND_UNCLEAR: _(
        "“%(typed)s” names no kind of certificate for certain. Use one of the eight kinds of the programme."
    ),
    ProblemCode.KIND_AMBIGUOUS: _(
        "“%(typed)s” can be several kinds. Say which: trademark, copyright or industrial design, for instance."
    ),
    ProblemCode.KIND_OUTSIDE_PROGRAMME: _(
        "“%(typed)s” is none of the eight kinds of the programme. Keep it with the other documents of the business."
    ),
    ProblemCode.NUMBER_MISSING: _(
        "No certificate number yet. Add the number once the body has issued the certificate, then import again."
    ),
    ProblemCode.NUMBER_UNCLEAR: _(
        "“%(typed)s” may not be the number as the body printed it. Set the cell to text and copy the number exactly."
    ),
    ProblemCode.DATE_DOES_NOT_EXIST: _(
        "“%(typed)s” does not exist. Write day, month, year, for instance 12/03/2026 for 12 March."
    ),
    ProblemCode.DATE_UNCLEAR: _("“%(typed)s” is no date for certain. Write day, month, year, for instance 12/03/2026."),
    ProblemCode.DATE_YEAR_ONLY: _("“%(typed)s” is only a year. Add day and month from the certificate."),
    ProblemCode.DATE_MONTH_ONLY: _("“%(typed)s” is only a month. Add the day from the certificate."),
    ProblemCode.DATE_PERIOD: _("“%(typed)s” is a part of a year. Write the exact date from the certificate."),
    ProblemCode.DATE_WITHOUT_YEAR: _("“%(typed)s” names no year for certain. Write the date with its year."),
    ProblemCode.DATE_TWO_DIGIT_YEAR: _("The year in “%(typed)s” can be read in two ways. Write it with four digits."),
    ProblemCode.DATE_SERIAL_UNCLEAR: _(
        "“%(typed)s” is a number, not a date. Format the cell as a date, check it, or type the date."
    ),
    ProblemCode.DATE_IMPLAUSIBLE: _("“%(typed)s” cannot be the date of such a certificate. Check the year."),
    ProblemCode.DATE_IN_FUTURE: _(
        "“%(typed)s” lies after today. Check the date; what is not issued yet cannot be recorded."
    ),
    ProblemCode.DATE_DURATION: _(
        "“%(typed)s” is a length of time. Write the last day of validity that the certificate states."
    ),
    ProblemCode.DATE_PENDING: _(
        "“%(typed)s”: not issued yet. Add the date once the body has issued the certificate, then import again."
    ),
    ProblemCode.DATE_RANGE: _("“%(typed)s” holds two dates. Leave the one that belongs in this column."),
    ProblemCode.EXPIRY_BEFORE_ISSUE: _(
        "The end of validity “%(typed)s” lies before the beginning. Compare both dates with the certificate."
    ),
    ProblemCode.DIGITS_LOST: _(
        "The spreadsheet has rounded “%(typed)s”: it keeps fifteen digits at most. "
        "Set the cell to text and type the number from the document."
    ),
    ProblemCode.ZEROS_LOST: _(
        "“%(typed)s” is too short; zeros in front may be lost. Set the cell to text and type the whole number."
    ),
    ProblemCode.LETTERS_IN_DIGITS: _("“%(typed)s” has a letter among its digits. Type the digit: 0 for O, 1 for l."),
    ProblemCode.DIGITS_UNCLEAR: _("“%(typed)s” is not only a number. Leave nothing but the number."),
    ProblemCode.NIB_INVALID: _("“%(typed)s” is no NIB: that has 13 digits. Compare it with the OSS document."),
    ProblemCode.NIK_INVALID: _(
        "“%(typed)s” is no NIK: that has 16 digits with a real region and date of birth. Compare it with the KTP."
    ),
    ProblemCode.NPWP_INVALID: _(
        "“%(typed)s” is no NPWP: it has 15 or 16 digits and its check digit fits. Compare it with the card."
    ),
    ProblemCode.PHONE_INVALID: _(
        "“%(typed)s” is no telephone number. Write it with its area code, for instance 0812… or 031…"
    ),
    ProblemCode.STANDARD_INVALID: _(
        "“%(typed)s” is no complete SNI number. Write it with its year, for instance SNI 8302:2016."
    ),
    ProblemCode.MONEY_UNCLEAR: _("“%(typed)s” is no amount. Write it in digits, for instance 12.500.000."),
    ProblemCode.MONEY_AMBIGUOUS: _(
        "“%(typed)s” can be two amounts. Write it out in whole rupiah under a heading without a unit."
    ),
    ProblemCode.MONEY_NEGATIVE: _("“%(typed)s” is below zero. Write the amount without a sign."),
    ProblemCode.MONEY_NOT_WHOLE: _("“%(typed)s” is not a whole number of rupiah. Check the unit."),
    ProblemCode.MONEY_IMPLAUSIBLE: _(
        "“%(typed)s” would be Rp %(amount)s. Check the amount and the unit in the heading."
    ),
    ProblemCode.COUNT_UNCLEAR: _("“%(typed)s” is no number of people. Write one whole number."),
    ProblemCode.COUNT_IS_DATE: _(
        "The spreadsheet has turned this number into a date. Set the cell to a number and type it again."
    ),
    ProblemCode.WORKERS_DISAGREE: _(
        "The total of %(typed)s does not fit %(parts)s men and women. Correct whichever is wrong."
    ),
    ProblemCode.YEAR_UNCLEAR: _("“%(typed)s” is no budget year. Write one year, for instance 2026."),
    ProblemCode.DISTRICT_MISSING: _("The kabupaten or kota is missing. Fill it in."),
    ProblemCode.DISTRICT_AMBIGUOUS: _(
        "“%(typed)s” is both a kabupaten and a kota (%(candidates)s). Write Kab. or Kota in front."
    ),
    ProblemCode.DISTRICT_UNCLEAR: _(
        "“%(typed)s” names no kabupaten or kota for certain. Write its name in full. %(near)s"
    ),
    ProblemCode.DISTRICT_CONTRADICTION: _(
        "“%(typed)s” does not fit what the line says elsewhere: another district, kecamatan or address. "
        "Correct whichever is wrong."
    ),
    ProblemCode.DISTRICT_OUTSIDE_PROVINCE: _(
        "“%(typed)s” lies in another province. Only businesses of this province belong here."
    ),
    ProblemCode.DISTRICT_DOES_NOT_EXIST: _(
        "“%(typed)s” does not exist as a kabupaten or kota. Check the name and the word in front."
    ),
}

_NO_RESULT = _(
    "The cell holds a formula without a result. Open the file, let it calculate, save it and import again; "
    "or type the value."
)
"""Said where the cell shows nothing that could be quoted."""

_REGISTER: Mapping[str, str | Promise] = {
    "already_issued": _(
        "A sheet was issued for this certificate: the register says “%(registered)s”, this line “%(row)s”. "
        "If the line is right, supersede the certificate."
    ),
    "number_of_another_holder": _(
        "This number is registered for another holder: “%(registered)s”. Compare both with the certificate."
    ),
    "rows_disagree": _(
        "An earlier line of this file says “%(registered)s”, this line “%(row)s”. Correct whichever is wrong."
    ),
    "set_aside": _(
        "When two businesses were merged, somebody chose “%(registered)s” over “%(row)s”. The register stays as it is; "
        "undo the merge if that was wrong."
    ),
    "nib_conflict": _(
        "NIB %(nib)s, here that of “%(name)s”, is already registered for “%(other)s”. "
        "Say whether they are the same business."
    ),
    "look_alike": _("“%(name)s” looks like “%(other)s” in the register. Say whether they are the same business."),
}
"""Codes that the register adds when a record meets what stands there."""

_NOTICES: Mapping[str, str | Promise] = {
    "external_links": _("The file has links to other files. They were not followed."),
    "macros": _("The file has macros. They were not run."),
    "hidden_sheet": _("The sheet “%(sheet)s” is hidden. It was read all the same."),
}

_NEAR = _("Did you mean %(near)s?")

_SKIPPED: Mapping[str, str | Promise] = {
    Line.TITLE: _("title"),
    Line.HEADER: _("heading of the columns"),
    Line.SECTION: _("section"),
    Line.SUBTOTAL: _("subtotal"),
    Line.TOTAL: _("total"),
    Line.NOTE: _("note"),
    Line.SIGNATURE: _("signature block"),
    Line.BLANK_FRAME: _("numbered line without content"),
}

_FIELDS: Mapping[str, str | Promise] = {
    "name": _("Name"),
    "owner": _("Owner"),
    "nik": "NIK",
    "nib": "NIB",
    "npwp": "NPWP",
    "address": _("Address"),
    "kecamatan": _("Subdistrict"),
    "district_code": _("District"),
    "product": _("Product"),
    "workers": _("Workers"),
    "workers_m": _("Workers, men"),
    "workers_f": _("Workers, women"),
    "investment": _("Investment"),
    "phone": _("Telephone"),
    "holder": _("Holder"),
    "kind": _("Kind"),
    "number": _("Number"),
    "issuer": _("Issuing body"),
    "issue_date": _("Issue date"),
    "expiry_date": _("Expiry date"),
    "standard": _("Standard"),
    "handover_date": _("Handover date"),
    "title": _("Title"),
    "application_number": _("Application number"),
    "filing_date": _("Filed on"),
    "class": _("Class"),
    "scheme_type": _("Scheme"),
    "budget_year": _("Budget year"),
}

_REFUSED_FILES: Mapping[str, str | Promise] = {
    "encrypted": _("The file is protected by a password. Save it without one, then import again."),
    "not_a_workbook": _("The file is no spreadsheet. Save it as .xlsx or .csv, then import again."),
    "damaged": _("The file is damaged and cannot be read. Open it, save it anew, then import again."),
    "empty_file": _("The file is empty."),
    "not_a_list": _(
        "No sheet holds such a list. A list needs a line of headings, among them the name of the business. "
        "If it is the other list, import it as that: businesses or certificates."
    ),
    "too_wide": _("The sheet has more columns than a list can have. Delete the columns without content."),
    "too_large": _("The file is larger than 512 MB. Delete pictures and sheets that hold no list, then try again."),
    "not_there": _("The content of the file is not in the store any more, or it has no such sheet. Hand it in again."),
    "zip_ratio": _("The file would grow beyond all measure when unpacked and was not opened."),
    "no_rows": _("The list has headings but not a single line below them."),
}


def problem_text(code: str, params: Mapping[str, str]) -> str:
    """Say what is wrong in a cell and what to do, in the language in force. An unknown code stands for itself."""
    text = _PROBLEMS.get(code) or _REGISTER.get(code)
    if text is None:
        return code
    if code == ProblemCode.CELL_ERROR and params.get("typed") == "formula":
        return str(_NO_RESULT)
    near = params.get("near", "")
    given = defaultdict(str, params) | {"near": str(_NEAR) % {"near": near} if near else ""}
    return (str(text) % given).strip()


def outcome_text(outcome: str) -> str:
    """Say what became of a record, in the language in force."""
    return str(OUTCOME_WORDS[outcome])


def field_word(field: str) -> str:
    """Name a field of a record, in the language in force; an unknown one stands for itself."""
    return str(_FIELDS.get(field, field))


def skipped_text(reason: str) -> str:
    """Name a line that is no record, in the language in force."""
    return str(_SKIPPED[reason]) if reason in _SKIPPED else reason


def file_refusal_text(code: str) -> str:
    """Say in one sentence why nothing of a file could be read, in the language in force."""
    return str(_REFUSED_FILES[code]) if code in _REFUSED_FILES else code


def notice_text(code: str, params: Mapping[str, str]) -> str:
    """Say what is in a file and was not followed, in the language in force."""
    return str(_NOTICES[code]) % defaultdict(str, params) if code in _NOTICES else code
