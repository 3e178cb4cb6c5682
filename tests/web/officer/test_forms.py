from setara.kernel.certificates import correction
from setara.web.officer.forms import CORRECTABLE, CORRECTABLE_DATES


def test_page_offers_only_what_a_correction_may_change():
    assert {*CORRECTABLE, *CORRECTABLE_DATES} - correction.CORRECTABLE == set()
