"""Who may do what. Deny by default: what is not granted here is refused, with the rule and who could do it."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Roles of this release; areas, facilities and the office's full list of roles come with grants."""

    OFFICER = "officer"
    LEADERSHIP = "leadership"
    OPERATOR = "operator"


class Act(StrEnum):
    """Everything that can be permitted. Public reading (verification, front page) needs no permission."""

    SEE_REGISTER = "register.see"
    SEE_PERSONAL = "register.see_personal"
    IMPORT = "register.import"
    ANSWER = "register.answer"
    MERGE = "register.merge"
    RECORD_DECISION = "certificate.record_decision"
    MOVE_CUSTODY = "certificate.move_custody"
    ISSUE = "sheet.issue"
    WITHDRAW = "sheet.withdraw"
    SEE_RUNS = "run.see"
    CHECK_HISTORY = "history.check"


GRANTS: dict[Role, frozenset[Act]] = {
    Role.OFFICER: frozenset(
        {
            Act.SEE_REGISTER,
            Act.SEE_PERSONAL,
            Act.IMPORT,
            Act.ANSWER,
            Act.MERGE,
            Act.RECORD_DECISION,
            Act.MOVE_CUSTODY,
            Act.ISSUE,
            Act.WITHDRAW,
            Act.SEE_RUNS,
            Act.CHECK_HISTORY,
        }
    ),
    Role.LEADERSHIP: frozenset({Act.SEE_REGISTER, Act.SEE_RUNS, Act.CHECK_HISTORY}),
    Role.OPERATOR: frozenset({Act.SEE_RUNS, Act.CHECK_HISTORY}),
}
"""Personal data (owner, NIK, telephone, address) is for the officer; leadership reads without it (UU 27/2022)."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a stable id that holds no personal data (``user:7``, ``console``) and the roles held."""

    id: str
    roles: frozenset[Role]


CONSOLE = Actor("console", frozenset(Role))
"""Whoever runs the console command owns the machine; the history names the console, not a person."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act is refused and which roles could do it. An unknown role grants nothing."""

    act: Act
    code: str
    who_could: tuple[Role, ...]


def refusal(actor: Actor, act: Act) -> Refusal | None:
    """Return None where the actor may do it, else why not and who could.

    >>> refusal(Actor("user:1", frozenset({Role.OFFICER})), Act.ISSUE) is None
    True
    >>> refusal(Actor("user:2", frozenset({Role.LEADERSHIP})), Act.ISSUE).who_could
    (<Role.OFFICER: 'officer'>,)
    >>> refusal(Actor("user:3", frozenset()), Act.SEE_REGISTER).code
    'no_role'
    """
    if any(act in GRANTS[role] for role in actor.roles):
        return None
    who_could = tuple(role for role in Role if act in GRANTS[role])
    return Refusal(act, "role_lacks_act" if actor.roles else "no_role", who_could)
