"""Everything that can be permitted. Public reading (verification, front page) needs no permission."""

from enum import StrEnum


class Act(StrEnum):
    """What somebody of the office may do, by a code that roles name."""

    SEE_REGISTER = "register.see"
    SEE_PERSONAL = "register.see_personal"
    IMPORT = "register.import"
    ANSWER = "register.answer"
    MERGE = "register.merge"
    RECORD_DECISION = "certificate.record_decision"
    PROPOSE_CORRECTION = "certificate.propose_correction"
    APPROVE_CORRECTION = "certificate.approve_correction"
    MOVE_CUSTODY = "certificate.move_custody"
    PLAN_CEREMONY = "ceremony.plan"
    HAND_OVER = "ceremony.hand_over"
    HELP_AT_DESK = "ceremony.help_at_desk"
    ISSUE = "sheet.issue"
    WITHDRAW = "sheet.withdraw"
    SEE_RUNS = "run.see"
    CHECK_HISTORY = "history.check"
    MANAGE_PEOPLE = "people.manage"


WHOLE_OFFICE = frozenset(
    {
        Act.IMPORT,
        Act.ANSWER,
        Act.MERGE,
        Act.PLAN_CEREMONY,
        Act.ISSUE,
        Act.SEE_RUNS,
        Act.CHECK_HISTORY,
        Act.MANAGE_PEOPLE,
    }
)
"""Acts on what belongs to no one district or facility: they take a grant for all of both."""
