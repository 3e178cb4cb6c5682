import pytest

from setara.accounts.models import User
from setara.accounts.permission import NotPermitted, require
from setara.kernel.access.rules import Act, Actor, Role


@pytest.mark.django_db
def test_account_has_no_password_and_a_small_address():
    user = User.objects.create_user("Petugas@Contoh.Example", Role.OFFICER, "Petugas Contoh")
    assert (user.email, user.has_usable_password()) == ("petugas@contoh.example", False)


@pytest.mark.django_db
def test_person_acts_under_a_name_that_is_not_personal():
    user = User.objects.create_user("petugas@contoh.example", Role.OFFICER, "Petugas Contoh")
    assert user.actor == Actor(f"user:{user.pk}", frozenset({Role.OFFICER}))
    assert str(user) == "Petugas Contoh"


@pytest.mark.parametrize("role", ["", "admin", "OFFICER"])
def test_unknown_role_grants_nothing(role):
    actor = User(pk=7, email="a@contoh.example", role=role).actor
    assert actor.roles == frozenset()
    with pytest.raises(NotPermitted, match=r"^register.see: no_role$"):
        require(actor, Act.SEE_REGISTER)


def test_refusal_travels_with_the_exception():
    with pytest.raises(NotPermitted) as caught:
        require(Actor("user:1", frozenset({Role.LEADERSHIP})), Act.ISSUE)
    assert (caught.value.refusal.code, caught.value.refusal.who_could) == ("role_lacks_act", (Role.OFFICER,))
    require(Actor("user:2", frozenset({Role.OFFICER})), Act.ISSUE)
