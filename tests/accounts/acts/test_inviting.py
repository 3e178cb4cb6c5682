import pytest

from setara.accounts.acts.inviting import AlreadyInvited, invite
from setara.accounts.models import User
from setara.accounts.permission import NotPermitted
from setara.kernel.access.rules import CONSOLE
from tests.factories import AT, actor

pytestmark = pytest.mark.django_db


def test_an_address_is_invited_once_however_it_is_written():
    made = invite("petugas@contoh.example", "Petugas Contoh", actor=CONSOLE, at=AT)
    with pytest.raises(AlreadyInvited):
        invite("Petugas@Contoh.example", actor=CONSOLE, at=AT)
    assert list(User.objects.values_list("pk", "email", "name")) == [
        (made.pk, "petugas@contoh.example", "Petugas Contoh")
    ]
    assert made.actor.grants == ()


def test_only_whoever_manages_people_invites():
    invite("a@contoh.example", actor=actor("operator"), at=AT)
    with pytest.raises(NotPermitted):
        invite("b@contoh.example", actor=actor("activity_officer"), at=AT)
    with pytest.raises(NotPermitted):
        invite("b@contoh.example", actor=actor("operator", "35.15"), at=AT)
