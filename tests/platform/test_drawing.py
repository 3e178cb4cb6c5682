import re

import pytest

from setara.kernel.certificates.kinds import Kind
from setara.kernel.certificates.motif import motif
from setara.platform.drawing import mixed, svg


@pytest.mark.parametrize("kind", Kind)
def test_drawing_uses_no_style_and_no_script(kind):
    drawing = svg(motif(b"a", kind), columns=3, rows=2)
    assert set(re.findall(r"<(\w+)", drawing)) == {"svg", "defs", "g", "path", "use"}
    assert set(re.findall(r" ([\w-]+)=", drawing)).isdisjoint({"style", "class", "onload"})


def test_drawing_repeats_the_tile_without_repeating_its_lines():
    one, many = svg(motif(b"a", Kind.ISO), columns=1), svg(motif(b"a", Kind.ISO), columns=9, rows=2)
    assert many.count("<use") == 18
    assert many.count("<path") == one.count("<path")
    assert 'viewBox="0 0 9000 2000"' in many


def test_drawing_is_hidden_from_screen_readers_unless_it_has_a_title():
    drawn = motif(b"a", Kind.ISO)
    assert 'aria-hidden="true"' in svg(drawn, columns=1)
    assert 'role="img" aria-label="A &amp; &quot;B&quot; &lt;"' in svg(drawn, columns=1, title='A & "B" <')


def test_two_drawings_on_one_page_do_not_share_a_name():
    names = {svg(motif(bytes([place]), Kind.ISO), columns=1).partition('id="')[2][:14] for place in range(50)}
    assert len(names) == 50


def test_a_colour_is_mixed_with_white():
    assert mixed("#102030", 1.0) == "#ffffff"
    assert mixed("#102030", 0.0) == "#102030"
