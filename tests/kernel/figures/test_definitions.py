import pytest

from setara.kernel.figures.definitions import (
    AboutWhat,
    CountedYear,
    DefinitionsFault,
    Split,
    definitions,
    read_definitions,
)
from setara.kernel.figures.recounting import figures_of_year

GOOD = """[served]
about = "register"
year = "budget_year"
split = "facility"
name_id = "IKM dilayani"
name_en = "Businesses served"
says_id = "usaha"
says_en = "businesses"
definition_id = "Yang dihitung."
definition_en = "What is counted."
"""


def test_a_table_says_of_each_figure_what_it_counts():
    one = read_definitions(GOOD)["served"]
    assert (one.about, one.year, one.split) == (AboutWhat.REGISTER, CountedYear.BUDGET, Split.FACILITY)
    assert (one.name.id, one.says.en, one.definition.en) == ("IKM dilayani", "businesses", "What is counted.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[served", "figures.toml: no TOML: "),
        ("", "figures.toml: defines no figure at all"),
        ("served = 1", "figures.toml: served: is no section"),
        (GOOD.replace("[served]", '["9"]'), "figures.toml: '9': a code is at most 32"),
        (GOOD.replace("[served]", f"[{'s' * 33}]"), "a code is at most 32"),
        (GOOD.replace('year = "budget_year"\n', ""), "figures.toml: served.year: is missing"),
        (f"{GOOD}more = 1", "figures.toml: served.more: is not known here"),
        (GOOD.replace("budget_year", "year"), "figures.toml: served.year: 'year' is none of 'budget_year' "),
        (GOOD.replace('"facility"', "[1]"), "figures.toml: served.split: [1] is none of "),
        (GOOD.replace('"usaha"', '" "'), "figures.toml: served.says_id: give the text"),
        (GOOD.replace('"usaha"', "7"), "figures.toml: served.says_id: give the text"),
    ],
)
def test_a_table_that_cannot_be_used_names_file_key_and_reason(text, said):
    with pytest.raises(DefinitionsFault) as fault:
        read_definitions(text)
    assert said in str(fault.value)


def test_every_figure_of_the_register_is_defined_and_every_definition_counted():
    of_register = [code for code, one in definitions().items() if one.about is AboutWhat.REGISTER]
    assert [one.code for one in figures_of_year([], 2026)] == of_register
