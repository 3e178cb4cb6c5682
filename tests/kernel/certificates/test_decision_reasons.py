import pytest

from setara.kernel.certificates.decision_reasons import KINDS, Reason, ReasonsFault, default_reasons, read_reasons
from setara.kernel.certificates.states import EntryKind

GOOD = '[revoked.asked]\nid = "Atas permintaan."\nen = "On request."'


def test_an_office_words_its_own_reasons():
    reasons = read_reasons(GOOD)
    assert dict(reasons[EntryKind.REVOKED]) == {"asked": Reason("asked", "Atas permintaan.", "On request.")}
    assert reasons.keys() == set(KINDS.values())


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_decision_has_reasons_of_its_own(kind):
    assert default_reasons()[kind]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = ", "no TOML"),
        ("[forged.x]", "forged: no decision"),
        ("revoked = 1", "revoked: give sections"),
        ("[revoked]\nasked = 1", "revoked.asked: give id and en"),
        ('[revoked.asked]\nid = "a"', "revoked.asked: give id and en"),
        (GOOD + '\nwhy = "x"', "revoked.asked: give id and en"),
        ('[revoked.asked]\nid = ""\nen = "x"', "revoked.asked: give the words"),
        ("[revoked.asked]\nid = 1\nen = 2", "revoked.asked: give the words"),
        (f'[revoked.asked]\nid = "{"x" * 1001}"\nen = "x"', "revoked.asked: give the words"),
        (GOOD.replace("asked", "other"), "revoked.other: a code is"),
        (GOOD.replace("asked", "a" * 33), "a code is at most 32"),
        (GOOD.replace("asked", '"a b"'), "a code is at most 32"),
    ],
)
def test_what_is_no_table_of_reasons_is_named(text, message):
    with pytest.raises(ReasonsFault, match=message):
        read_reasons(text)
