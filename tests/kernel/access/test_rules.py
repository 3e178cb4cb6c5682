import pytest

from setara.kernel.access.rules import CONSOLE, Act, Actor, Role, refusal

OFFICER = set(Act)
MAY = {
    Role.OFFICER: OFFICER,
    Role.LEADERSHIP: {Act.SEE_REGISTER, Act.SEE_RUNS, Act.CHECK_HISTORY},
    Role.OPERATOR: {Act.SEE_RUNS, Act.CHECK_HISTORY},
}


@pytest.mark.parametrize("role", Role)
def test_each_role_may_exactly_this(role):
    actor = Actor("user:1", frozenset({role}))
    assert {act for act in Act if refusal(actor, act) is None} == MAY[role]


@pytest.mark.parametrize("act", Act)
def test_nobody_without_a_role_may_anything(act):
    why = refusal(Actor("user:1", frozenset()), act)
    assert why is not None
    assert (why.act, why.code) == (act, "no_role")
    assert set(why.who_could) == {role for role in Role if act in MAY[role]}


def test_refusal_names_who_could():
    why = refusal(Actor("user:1", frozenset({Role.LEADERSHIP})), Act.SEE_PERSONAL)
    assert why is not None
    assert (why.code, why.who_could) == ("role_lacks_act", (Role.OFFICER,))


def test_two_roles_may_what_either_may():
    actor = Actor("user:1", frozenset({Role.LEADERSHIP, Role.OPERATOR}))
    assert {act for act in Act if refusal(actor, act) is None} == MAY[Role.LEADERSHIP] | MAY[Role.OPERATOR]


def test_console_may_everything():
    assert [act for act in Act if refusal(CONSOLE, act)] == []
