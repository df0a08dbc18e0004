"""The style, the colours of groups, and how names are written."""

import itertools

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb

from analysis import figures
from analysis.figures._canvas import BOXES, explained, fonts, written
from analysis.figures.style import LINES, MARKERS, PALETTE, looks

# Machado, Oliveira and Fernandes (2009), severity 1: what a dichromat sees of linear red, green and blue.
SIGHT = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
# Ottosson (2020), OKLab: linear red, green, blue -> cones -> lightness and two opponent colours.
CONES = [[0.4122215, 0.5363325, 0.051446], [0.2119035, 0.6806996, 0.107397], [0.0883025, 0.2817188, 0.6299787]]
OPPONENT = [
    [0.21045426, 0.79361779, -0.00407205],
    [1.9779985, -2.42859221, 0.45059371],
    [0.02590404, 0.78277177, -0.80867577],
]


def linear(colour):
    channels = np.array(to_rgb(colour))
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def oklab(colour, sight="normal"):
    seen = np.clip(np.array(SIGHT[sight]) @ linear(colour), 0, 1)
    return np.array(OPPONENT) @ np.cbrt(np.array(CONES) @ seen)


def luminance(colour):
    return linear(colour) @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_the_style_is_one_that_matplotlib_accepts_and_changes_nothing_until_it_is_used():
    before = dict(mpl.rcParams)
    with plt.style.context(figures.STYLE):
        assert mpl.rcParams["legend.frameon"] is False
        assert mpl.rcParams["font.family"] == ["DejaVu Sans"]
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize(
    ("sight", "least"), [("normal", 0.12), ("protanopia", 0.07), ("deuteranopia", 0.07), ("tritanopia", 0.06)]
)
def test_any_two_of_the_ten_colours_differ_for_every_kind_of_sight(sight, least):
    distances = [np.linalg.norm(oklab(a, sight) - oklab(b, sight)) for a, b in itertools.combinations(PALETTE, 2)]
    assert len(PALETTE) == 10
    assert min(distances) > least


def test_every_colour_stands_out_from_white_paper():
    assert min(contrast(colour, "white") for colour in PALETTE) > 1.9


def test_an_outlet_keeps_its_colour_in_a_part_of_the_corpus():
    outlets = pd.Series(pd.Categorical(["a.com", "b.com", "c.com"]))
    assert figures.colours(outlets[outlets == "c.com"]) == figures.colours(outlets)


def test_colours_follow_the_order_of_categories_and_of_sorted_values_otherwise():
    assert list(figures.colours(pd.Categorical(["x"], categories=["z", "x"]))) == ["z", "x"]
    assert figures.colours(["b", "a", None, "b"]) == {"a": PALETTE[0], "b": PALETTE[1]}


def test_thirty_groups_have_thirty_looks():
    look = looks(range(30))
    assert len(set(look.values())) == 30
    assert len({(each.colour, each.marker) for each in look.values()}) == 30
    assert np.gcd(len(PALETTE), len(MARKERS)) == 1
    assert len(set(LINES)) == len(LINES)


@pytest.mark.parametrize("wrong", ["tass.com", 5, None])
def test_colours_of_something_that_is_no_collection_say_what_is_wanted(wrong):
    with pytest.raises(TypeError, match="column of groups"):
        figures.colours(wrong)


def test_no_groups_have_no_colours():
    assert figures.colours([]) == {}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("x" * 30, "x" * 30),
        ("x" * 31, "x" * 29 + "\N{HORIZONTAL ELLIPSIS}"),
        ("two\nlines\tand  more", "two lines and more"),
        ("$5 and $6", r"\$5 and \$6"),
        (2017, "2017"),
    ],
)
def test_a_name_is_written_on_one_line_of_at_most_thirty_characters(name, shown):
    assert written(name) == shown


def test_turkish_and_arabic_need_no_further_font():
    assert fonts(["çatışma İğdır", "\N{ARABIC LETTER LAM}\N{ARABIC LETTER YEH}"]) == mpl.rcParams["font.family"]


def test_letters_that_no_font_has_are_drawn_as_boxes_and_explained():
    egyptian = "\N{EGYPTIAN HIEROGLYPH A001}"
    assert "Last Resort High-Efficiency" in fonts([egyptian])
    assert explained("share", [egyptian]) == f"share\n{BOXES}"
    assert explained("share", ["nato"]) == "share"
