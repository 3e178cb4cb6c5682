import re

import pytest

from setara.kernel.credentials.findings import CheckName, Result
from setara.kernel.credentials.verdict import Outcome
from setara.words.verification import CODES
from tests.kernel.credentials.formats_page import BLOCK, PAGE, PARTS, VECTORS, vectors_text, written

TEXT = PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("part", PARTS)
def test_the_page_shows_what_the_code_makes(part):
    shown = dict(BLOCK.findall(TEXT))
    assert shown[part] == PARTS[part](), "python -m tests.kernel.credentials.formats_page writes it anew"


def test_the_page_knows_no_other_parts():
    assert written(TEXT) == TEXT


def test_the_vectors_beside_the_page_are_what_the_code_answers():
    assert VECTORS.read_text(encoding="utf-8") == vectors_text()


def test_every_code_that_the_page_names_exists():
    section = TEXT[TEXT.index("## 7.") : TEXT.index("## 8.")]
    named = set(re.findall(r"`([a-z]+(?:_[a-z]+)*)`", section))
    for faults in re.findall(r"Faults, the first that matches: (.*?)\n\n", TEXT, re.DOTALL):
        named |= set(re.findall(r"`(\w+)`", faults))
    others = {*CheckName, *Outcome, *Result, "id", "iss", "issuer"}
    assert named - CODES.keys() - others == set()
    assert {*CheckName, *Outcome} <= named
