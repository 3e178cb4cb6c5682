"""Who may do what, on which record. Deny by default: what no grant gives is refused, with the rule and who could."""

from collections.abc import Iterable
from dataclasses import dataclass

from setara.kernel.access.acts import WHOLE_OFFICE, Act
from setara.kernel.access.roles import Role, Roles
from setara.kernel.access.scope import ALL, Scope, scope_of


@dataclass(frozen=True, slots=True)
class Grant:
    """A role for an area (code of a district, or `ALL`) and a facility (a kind of certificate, or `ALL`)."""

    role: Role
    area: str = ALL
    facility: str = ALL

    @property
    def is_whole(self) -> bool:
        """Whether it reaches all districts and facilities."""
        return self.area == self.facility == ALL

    def reaches(self, about: "About") -> bool:
        """Whether the record lies within area and facility."""
        return self.area in (ALL, about.district) and self.facility in (ALL, about.facility)


@dataclass(frozen=True, slots=True)
class About:
    """What a record is about, as far as permission goes: its district and its facility, empty where not known."""

    district: str
    facility: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a stable id that holds no personal data (``user:7``, ``console``) and the grants in force."""

    id: str
    grants: tuple[Grant, ...] = ()


CONSOLE = Actor("console", (Grant(Role("console", "konsol", "console", frozenset(Act))),))
"""Whoever runs the console command owns the machine; the history names the console, not a person."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act is refused and which roles could do it.

    `code` is one of ``no_grant role_lacks_act only_whole_office other_area other_facility``, the first that says
    what is lacking; or ``same_person``, where the act takes somebody else whatever was granted.
    """

    act: Act
    code: str
    who_could: tuple[Role, ...] = ()


def refusal(actor: Actor, act: Act, roles: Roles, about: About | None = None) -> Refusal | None:
    """Return None where the actor may do it, else why not and who could.

    Without `about`: whether there is any record at all on which the actor may do it.

    >>> from setara.kernel.access.roles import default_roles
    >>> roles = default_roles()
    >>> proposer = Actor("user:1", (Grant(roles["district_proposer"], "35.15"),))
    >>> refusal(proposer, Act.SEE_REGISTER, roles, About("35.15", "iso")) is None
    True
    >>> refusal(proposer, Act.SEE_REGISTER, roles, About("35.78", "iso")).code
    'other_area'
    >>> [role.code for role in refusal(proposer, Act.ISSUE, roles).who_could]
    ['activity_officer']
    """
    code = _lack(actor.grants, act, about)
    return Refusal(act, code, who_could(act, roles)) if code else None


def who_could(act: Act, roles: Roles) -> tuple[Role, ...]:
    """Name the roles that include an act.

    >>> from setara.kernel.access.roles import default_roles
    >>> [role.code for role in who_could(Act.APPROVE_CORRECTION, default_roles())]
    ['activity_officer', 'head_of_division']
    """
    return tuple(role for role in roles.values() if act in role.acts)


def _lack(grants: tuple[Grant, ...], act: Act, about: About | None) -> str:
    held = [grant for grant in grants if act in grant.role.acts]
    if not held:
        return "role_lacks_act" if grants else "no_grant"
    if act in WHOLE_OFFICE:
        return "" if any(grant.is_whole for grant in held) else "only_whole_office"
    if about is None or any(grant.reaches(about) for grant in held):
        return ""
    return "other_facility" if any(grant.area in (ALL, about.district) for grant in held) else "other_area"


def scope(actor: Actor, act: Act, facilities: Iterable[str]) -> Scope:
    """Say on which records the actor may do it; `facilities` are all that there are."""
    grants = [grant for grant in actor.grants if act in grant.role.acts]
    if act in WHOLE_OFFICE:
        grants = [grant for grant in grants if grant.is_whole]
    return scope_of([(grant.area, grant.facility) for grant in grants], facilities)
