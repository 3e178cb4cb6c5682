"""The numbers on the tiles can be read: on a light screen, on a dark one, and on paper, also without colour."""

import re
from pathlib import Path

import pytest

import setara.web

CSS = (Path(setara.web.__file__).parent / "static" / "angka.css").read_text(encoding="utf-8")
THEMES = [
    dict(re.findall(r"--(t\d|on\d): (#[0-9a-f]{3,6})", block))
    for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_there_is_a_light_theme_a_dark_one_and_one_for_paper() -> None:
    assert [len(theme) for theme in THEMES] == [10, 10, 10]


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark", "paper"])
def test_every_number_stands_out_and_every_step_from_the_one_before(theme: dict[str, str]) -> None:
    for step in range(1, 6):
        light, dark = sorted((luminance(theme[f"t{step}"]), luminance(theme[f"on{step}"])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, step
    steps = [luminance(theme[f"t{step}"]) for step in range(1, 6)]
    assert steps in (sorted(steps), sorted(steps, reverse=True))
