"""How a body's decision is called, by kind of certificate: codes stay the field's, words are the office's.

Practice of the deciding bodies, not a text of law: SNI, ISO, Batikmark *aktif, dibekukan, dicabut, habis masa
berlakunya*; mark *terdaftar, dihapus, dibatalkan, berakhir*; design *terdaftar, dibatalkan, berakhir*; work *tercatat,
dihapus*; GS1 *aktif, menunggak, berakhir*. A test report has no state of its own (it belongs to the sample). Where a
kind has no word of its own the general one stands.
"""

import datetime as dt
from enum import StrEnum

from setara.kernel.certificates.kinds import Kind, Names
from setara.kernel.certificates.states import Status


class StateCode(StrEnum):
    """What a certificate can be said to be: the statuses of `states.Status`, and expired by its own date."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    LAPSED = "lapsed"
    EXPIRED = "expired"


_GENERAL = {
    StateCode.ACTIVE: Names("aktif", "active"),
    StateCode.SUSPENDED: Names("dibekukan", "suspended"),
    StateCode.REVOKED: Names("dicabut", "revoked"),
    StateCode.LAPSED: Names("tidak diteruskan", "lapsed"),
    StateCode.EXPIRED: Names("habis masa berlakunya", "expired"),
}
_ENDED = Names("berakhir", "ended")
_RIGHT = {StateCode.ACTIVE: Names("terdaftar", "registered"), StateCode.LAPSED: _ENDED, StateCode.EXPIRED: _ENDED}
_BY_KIND: dict[Kind, dict[StateCode, Names]] = {
    Kind.TRADEMARK: {**_RIGHT, StateCode.REVOKED: Names("dihapus atau dibatalkan", "removed or cancelled")},
    Kind.INDUSTRIAL_DESIGN: {**_RIGHT, StateCode.REVOKED: Names("dibatalkan", "cancelled")},
    Kind.COPYRIGHT: {
        **_RIGHT,
        StateCode.ACTIVE: Names("tercatat", "recorded"),
        StateCode.REVOKED: Names("dihapus", "removed"),
    },
    Kind.BARCODE: {
        StateCode.SUSPENDED: Names("menunggak", "in arrears"),
        StateCode.LAPSED: _ENDED,
        StateCode.EXPIRED: _ENDED,
    },
    Kind.PRODUCT_TEST: {
        StateCode.ACTIVE: Names("diterbitkan", "issued"),
        StateCode.REVOKED: Names("ditarik", "withdrawn"),
    },
}


def state_on(status: Status, expiry_date: dt.date | None, on: dt.date) -> StateCode:
    """Say what a certificate is on a day: what the body decided, or expired where it only ran past its last day.

    The last day itself still counts. A suspended certificate stays suspended after its end, as in a verdict.

    >>> last = dt.date(2026, 3, 16)
    >>> state_on(Status.ACTIVE, last, last), state_on(Status.ACTIVE, last, dt.date(2026, 3, 17))
    (<StateCode.ACTIVE: 'active'>, <StateCode.EXPIRED: 'expired'>)
    """
    if status is Status.ACTIVE and expiry_date is not None and expiry_date < on:
        return StateCode.EXPIRED
    return StateCode(status.value)


def state_names(kind: Kind, state: StateCode) -> Names:
    """Give the word for a state of a certificate of this kind, in both languages.

    >>> state_names(Kind.TRADEMARK, StateCode.ACTIVE).id, state_names(Kind.ISO, StateCode.SUSPENDED).id
    ('terdaftar', 'dibekukan')
    """
    return _BY_KIND.get(kind, {}).get(state, _GENERAL[state])
