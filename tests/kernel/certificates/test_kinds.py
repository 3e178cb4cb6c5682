import datetime as dt

import pytest

from setara.kernel.certificates.kinds import CONFORMITY_KINDS, KIND_NAMES, Kind
from setara.kernel.certificates.state_words import StateCode, state_names, state_on
from setara.kernel.certificates.states import Status


def test_eight_kinds_with_names_in_both_languages():
    assert [*Kind] == [*KIND_NAMES]
    assert len(Kind) == 8
    assert [kind for kind, names in KIND_NAMES.items() if not (names.id and names.en)] == []


def test_rights_and_memberships_state_no_conformity():
    assert set(Kind) - CONFORMITY_KINDS == {Kind.BARCODE, Kind.TRADEMARK, Kind.COPYRIGHT, Kind.INDUSTRIAL_DESIGN}


def test_every_state_of_every_kind_has_words():
    words = [state_names(kind, code) for kind in Kind for code in StateCode]
    assert [names for names in words if not (names.id and names.en)] == []


def test_every_status_is_a_state_with_words():
    assert {str(status) for status in Status} < {str(code) for code in StateCode}


def test_kinds_speak_their_own_field():
    said = {kind: state_names(kind, StateCode.REVOKED).id for kind in Kind}
    assert said == {
        Kind.SPPT_SNI: "dicabut",
        Kind.BARCODE: "dicabut",
        Kind.ISO: "dicabut",
        Kind.BATIKMARK: "dicabut",
        Kind.TRADEMARK: "dihapus atau dibatalkan",
        Kind.COPYRIGHT: "dihapus",
        Kind.INDUSTRIAL_DESIGN: "dibatalkan",
        Kind.PRODUCT_TEST: "ditarik",
    }


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("days", [None, 0, 1])
def test_only_an_active_certificate_expires_and_only_after_its_last_day(status, days):
    last = dt.date(2026, 11, 24)
    state = state_on(status, None if days is None else last, last + dt.timedelta(days=days or 0))
    assert state == (StateCode.EXPIRED if status is Status.ACTIVE and days == 1 else StateCode(status))
