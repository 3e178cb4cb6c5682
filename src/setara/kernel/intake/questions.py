"""What a waiting row asks of a person, and what becomes of it once that is answered.

- One question stands behind many rows where the same text in the same column of a list can only mean the same: the
  name of a district, a kind, a body, a standard. Its answer holds for all of them, and for the next list.
- Where the text says nothing for other rows (a number whose digits are lost, a day, an empty cell, two cells that
  contradict), the answer holds for the row that asks.
- A kind outside the programme can be kept as another document of its business (*dokumen lain*), of which only holder,
  name, number and day are known.
- What the register asks (a sheet was issued, another line said otherwise) no cell can answer: a person looks, and may
  leave the register as it is.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

from setara.kernel.certificates.kinds import Kind
from setara.kernel.intake.answers import Key, Place, Value
from setara.kernel.intake.problems import REFUSING, ProblemCode
from setara.kernel.intake.records import Problem, Reading, Record
from setara.kernel.intake.text import clean, fold
from setara.kernel.rulebook.regions import districts_of

REGISTER_CODES = frozenset({"already_issued", "number_of_another_holder", "rows_disagree"})
"""Codes by which the register asks about a record that could be read."""
REMARKS = frozenset({"nib_conflict", "look_alike"})
"""Codes that say something of a record and hinder nothing."""
REQUIRED = frozenset({"name", "holder", "kind", "number", "district_code"})
"""Fields that an answer cannot leave empty."""
OTHER_DOCUMENT = "other_document"
"""In the place of a kind: no certificate of the programme, but a paper of the business worth keeping."""
DATES = frozenset({"issue_date", "expiry_date", "filing_date", "handover_date"})

_FOLDED = frozenset({"district_code", "kind", "budget_year"})
_SHARED = _FOLDED | {"issuer", "standard", "product", "class", "scheme_type"}
_OF_THE_ROW = frozenset(
    {
        ProblemCode.CELL_ERROR,
        ProblemCode.STRUCK_THROUGH,
        ProblemCode.COLUMNS_DISAGREE,
        ProblemCode.DITTO_UNCLEAR,
        ProblemCode.SEVERAL_VALUES,
        ProblemCode.PAIRING_UNCLEAR,
        ProblemCode.KIND_MISSING,
        ProblemCode.DISTRICT_MISSING,
        ProblemCode.DISTRICT_CONTRADICTION,
        ProblemCode.DISTRICT_OUTSIDE_PROVINCE,
    }
)
SAID_LIMIT = 200
_CUT_AT = 80
_OF_ANY_DOCUMENT = frozenset({"holder", "nib", "district_code", "kind"})
_DAY = re.compile(r"(\d{1,2})\D(\d{1,2})\D(\d{4}|\d{2})")


def key_of(problem: Problem) -> Key:
    """The question that a problem asks.

    >>> key_of(Problem("A!C2", "district_code", "district_ambiguous", {"typed": "MALANG"}))
    Key(field='district_code', code='district_ambiguous', said='malang')
    >>> key_of(Problem("A!C2", "nib", "nib_invalid", {"typed": "123"}))
    Key(field='nib', code='nib_invalid', said='')
    """
    if problem.code in REGISTER_CODES:
        return Key("", problem.code)
    typed = problem.params.get("typed", "")
    # What was cut when it was kept may have gone on in another way in every row.
    if problem.field not in _SHARED or problem.code in _OF_THE_ROW or len(typed) >= _CUT_AT:
        return Key(problem.field, problem.code)
    said = fold(typed) if problem.field in _FOLDED else clean(typed).casefold()
    return Key(problem.field, problem.code, said[:SAID_LIMIT])


def questions_of(problems: tuple[Problem, ...]) -> tuple[Key, ...]:
    """The questions of a record, each once, in the order of its problems; remarks ask nothing.

    >>> questions_of((Problem("A!A2", "name", "look_alike", {}, hinders=False),))
    ()
    """
    return tuple(dict.fromkeys(key_of(problem) for problem in problems if problem.hinders))


def candidates(problem: Problem, province: str) -> tuple[str, ...]:
    """Values that the problem itself brings to mind: districts and kinds as codes, days as ISO text; none is taken
    without a person.

    >>> candidates(Problem("", "district_code", "district_ambiguous",
    ...     {"typed": "Malang", "candidates": "Kabupaten Malang / Kota Malang"}), "35")
    ('35.07', '35.73')
    >>> candidates(Problem("", "issue_date", "date_does_not_exist", {"typed": "03/13/2026"}), "35")
    ('2026-03-13',)
    """
    if problem.field == "kind":
        return (OTHER_DOCUMENT, *Kind) if problem.code == ProblemCode.KIND_OUTSIDE_PROGRAMME else tuple(Kind)
    if problem.field == "district_code":
        named = {fold(name) for name in problem.params.get("candidates", "").split(" / ")}
        near = fold(problem.params.get("near", ""))
        here = districts_of(province).values()
        return tuple(one.code for one in here if fold(one.full_name) in named or (near and fold(one.name) == near))
    if problem.field in DATES and (match := _DAY.fullmatch(problem.params.get("typed", "").strip())):
        return _other_days(int(match[1]), int(match[2]), match[3])
    return ()


def _other_days(first: int, second: int, year: str) -> tuple[str, ...]:
    """Month before day where there is no such month; the last century where the year has two digits."""
    if second > 12 and len(year) == 4:
        parts = (int(year), first, second)
    elif second <= 12 and len(year) == 2:
        parts = (1900 + int(year), second, first)
    else:
        return ()
    try:
        return (dt.date(*parts).isoformat(),)
    except ValueError:
        return ()


def stored(place: Place, raw: object, values: object, problems: object, cells: object = None) -> Record:
    """A record as it was kept with its source row, what only the register asked left out: that is asked anew.

    Whatever is odd in what was kept never makes a record more certain than it was: a problem that cannot be read
    stays a problem.

    >>> stored(("Data", 2, 0), [], {"name": "UD A"}, [{"field": "nib", "code": "nib_invalid"}]).reading
    <Reading.UNDECIDED: 'undecided'>
    """
    kept = {str(name): _plain(value) for name, value in values.items()} if isinstance(values, Mapping) else {}
    asked = problems_of(problems) if isinstance(problems, (list, tuple)) else (_problem(None),)
    typed = tuple((str(one[0]), str(one[1])) for one in raw if _is_pair(one)) if isinstance(raw, (list, tuple)) else ()
    still = tuple(problem for problem in asked if problem.hinders and problem.code not in REGISTER_CODES)
    sheet, row, part = place
    return Record(sheet, row, reading_of(still), kept, still, typed, cells=_texts(cells), part=part)


def _is_pair(one: object) -> bool:
    return isinstance(one, (list, tuple)) and len(one) == 2


def _plain(value: object) -> Value:
    return value if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)) else None


def _problem(kept: object) -> Problem:
    said = kept if isinstance(kept, Mapping) else {}
    cell, field, code = (str(said.get(name) or "") for name in ("cell", "field", "code"))
    return Problem(cell, field, code, _texts(said.get("params")), hinders=code not in REMARKS)


def _texts(kept: object) -> dict[str, str]:
    return {str(name): str(text) for name, text in kept.items()} if isinstance(kept, Mapping) else {}


def problems_of(kept: object) -> tuple[Problem, ...]:
    """The problems of a source row as they were kept, those of the register too.

    >>> [problem.code for problem in problems_of([{"field": "kind", "code": "already_issued"}])]
    ['already_issued']
    """
    return tuple(_problem(one) for one in kept) if isinstance(kept, (list, tuple)) else ()


def reading_of(problems: tuple[Problem, ...]) -> Reading:
    """How far a record with these problems could be read.

    >>> reading_of((Problem("", "name", "name_missing", {}),))
    <Reading.REFUSED: 'refused'>
    """
    codes = {problem.code for problem in problems if problem.hinders}
    if codes & REFUSING:
        return Reading.REFUSED
    return Reading.UNDECIDED if codes else Reading.CERTAIN


def answered(record: Record, answers: Mapping[Key, Value]) -> Record:
    """The record with these answers in place of its doubts; without one that fits it is the record itself.

    Days and workers that now contradict each other ask in their turn. Answering twice is answering once.

    >>> asks = stored(("Data", 2, 0), [], {"name": "UD A", "district_code": None}, [{"cell": "Data!C2",
    ...     "field": "district_code", "code": "district_ambiguous", "params": {"typed": "Malang"}}])
    >>> certain = answered(asks, {Key("district_code", "district_ambiguous", "malang"): "35.73"})
    >>> str(certain.reading), certain.values["district_code"], certain.problems
    ('certain', '35.73', ())
    """
    for _ in range(len(answers) + 1):
        following = _answered_once(record, answers)
        if following == record:
            break
        record = following
    return record


def _answered_once(record: Record, answers: Mapping[Key, Value]) -> Record:
    values, cells = dict(record.values), dict(record.cells)
    remaining: list[Problem] = []
    used: dict[Key, None] = dict.fromkeys(record.answered)
    fields: set[str] = set()
    for problem in record.problems:
        key = key_of(problem)
        if not problem.hinders or not key.field or key not in answers or not _fits(key.field, answers[key], values):
            remaining.append(problem)
            continue
        values[key.field] = answers[key]
        cells[key.field] = problem.cell
        if (key.field, answers[key]) == ("kind", OTHER_DOCUMENT):
            values["title"] = values.get("title") or problem.params.get("typed")
        fields.add(key.field)
        used[key] = None
    if not fields:
        return record
    if values.get("kind") == OTHER_DOCUMENT:
        remaining = [problem for problem in remaining if not problem.hinders or problem.field in _OF_ANY_DOCUMENT]
    remaining += _days_against_each_other(values, cells, fields)
    if not any(problem.field == "workers" for problem in remaining):
        remaining += _workers_apart(values, cells, fields)
    flags = tuple(dict.fromkeys((*record.flags, "answered")))
    problems = tuple(remaining)
    return replace(
        record,
        reading=reading_of(problems), values=values, problems=problems, cells=cells, flags=flags, answered=tuple(used),
    )  # fmt: skip


def _fits(field: str, value: Value, values: Mapping[str, Value]) -> bool:
    return field in values and (field not in REQUIRED or bool(value))


def _days_against_each_other(values: dict[str, Value], cells: Mapping[str, str], fields: set[str]) -> list[Problem]:
    issued, expires = values.get("issue_date"), values.get("expiry_date")
    if not fields & {"issue_date", "expiry_date"} or not isinstance(issued, str) or not isinstance(expires, str):
        return []
    if expires >= issued:
        return []
    values["expiry_date"] = None
    params = {"typed": expires, "issued": issued}
    return [Problem(cells.get("expiry_date", ""), "expiry_date", ProblemCode.EXPIRY_BEFORE_ISSUE.value, params)]


def _workers_apart(values: dict[str, Value], cells: Mapping[str, str], fields: set[str]) -> list[Problem]:
    """A total that somebody gave outweighs the parts; parts that somebody gave ask for the total."""
    total, men, women = (values.get(name) for name in ("workers", "workers_m", "workers_f"))
    known = [part for part in (men, women) if isinstance(part, int)]
    if not fields & {"workers", "workers_m", "workers_f"}:
        return []
    if not isinstance(total, int):
        values["workers"] = sum(known) if len(known) == 2 and "workers" not in fields else total
        return []
    if sum(known) <= total if len(known) < 2 else sum(known) == total:
        return []
    if "workers" in fields:
        values["workers_m"] = values["workers_f"] = None
        return []
    values["workers"] = None
    parts = f"{men if men is not None else '?'} + {women if women is not None else '?'}"
    params = {"typed": str(total), "parts": parts}
    return [Problem(cells.get("workers", ""), "workers", ProblemCode.WORKERS_DISAGREE.value, params)]
