import io
import shutil
import subprocess

import numpy as np
import pytest
from PIL import Image

from analysis.reproduce import comparison


def table(new: str, old: str) -> str:
    return comparison.difference(new.encode(), old.encode(), kind=".csv")


def picture(pixels, *, level: int = 6) -> bytes:
    file = io.BytesIO()
    Image.fromarray(np.array(pixels, dtype=np.uint8)).save(file, format="PNG", compress_level=level)
    return file.getvalue()


@pytest.mark.parametrize("content", [b"", b"term,n\n", b"\xff\xfe", "\N{LATIN SMALL LETTER G WITH BREVE},1".encode()])
@pytest.mark.parametrize("kind", [".csv", ".png", ".svg"])
def test_equal_bytes_are_identical_whatever_they_are(content, kind):
    assert comparison.difference(content, content, kind=kind) == ""


@pytest.mark.parametrize(
    "new",
    [
        "term,n\nnato,0.5\nnato,2\n",
        "term,n\r\nnato,0.50\r\nnato,2.0\r\n",
        "term,n\nnato,5e-1\nnato,+2",
        '"term","n"\nnato,.5\nnato,2\n',
    ],
)
def test_a_table_with_the_same_values_is_identical_however_they_are_written(new):
    assert table(new, "term,n\nnato,0.5\nnato,2\n") == ""


def test_of_changed_numbers_the_one_that_changed_most_in_relation_to_its_size_is_named():
    # 100 -> 101 is 1/101 = 0.0099; 0.2 -> 0.25 is 0.05/0.25 = 0.2; 7 -> 7.0 is no change
    new = "term,n,share\nnato,101,0.25\nlibya,7.0,0.1\n"
    old = "term,n,share\nnato,100,0.2\nlibya,7,0.1\n"
    assert table(new, old) == "column 'share', row 1 (nato): 0.25, was 0.2, relative difference 0.2; 2 numbers differ"


def test_a_number_that_was_zero_differs_by_all_of_its_size():
    assert table("term,n\nnato,0.001\n", "term,n\nnato,0\n").endswith("0.001, was 0, relative difference 1")


def test_a_change_of_sign_is_more_than_all_of_the_size():
    assert table("n\n-2\n", "n\n2\n").endswith("relative difference 2")


def test_numbers_are_compared_exactly_and_not_as_floats():
    # both are 9007199254740992 as a float
    assert "relative difference 1.11e-16" in table("n\n9007199254740993\n", "n\n9007199254740992\n")


def test_the_first_differing_text_is_named_before_any_number():
    new, old = "term,n\na,1\n\N{LATIN SMALL LETTER DOTLESS I}x,9\n", "term,n\na,2\nix,9\n"
    assert (
        table(new, old)
        == "column 'term', row 2 (\N{LATIN SMALL LETTER DOTLESS I}x): '\N{LATIN SMALL LETTER DOTLESS I}x', was 'ix'"
    )


@pytest.mark.parametrize(
    ("new", "old"), [("", "2"), ("2", ""), ("nan", "2"), ("NaN", "nan"), ("inf", "Infinity"), ("1_0", "10")]
)
def test_what_is_not_plainly_a_number_is_compared_as_text(new, old):
    assert table(f"term,n\nnato,{new}\n", f"term,n\nnato,{old}\n") == f"column 'n', row 1 (nato): {new!r}, was {old!r}"


def test_other_rows_and_other_columns_are_counted_and_named():
    assert table("term,n\na,1\n", "term,n\n") == "number of rows 1, was 0"
    assert table("term,n\na,1\n", "term,count\na,1\n") == "columns term, n, were term, count"
    assert table("term,n\na\n", "term,n\na,1\n") == "row 1 (a): number of values 1, was 2"


@pytest.mark.parametrize("broken", [b"", b"term,n\n\xff,1\n", b"term\na,1\n"])
def test_a_table_that_cannot_be_read_is_compared_by_bytes(broken):
    told = comparison.difference(broken, b"term,n\na,1\n", kind=".csv")
    assert told == f"other bytes, and not a table that can be read: {len(broken)} bytes, were 11"


def test_line_breaks_within_a_value_belong_to_the_value():
    assert table('t\n"a\nb"\n', 't\n"a\nc"\n') == "column 't', row 1 (a\nb): 'a\\nb', was 'a\\nc'"


def test_a_long_text_is_cut():
    assert len(table(f"t\n{'a' * 500}\n", f"t\n{'b' * 500}\n")) < 200


def test_the_share_of_differing_pixels_and_the_largest_difference_of_a_channel_are_told():
    old = [[[0, 0, 0], [9, 9, 9]], [[50, 50, 50], [255, 255, 255]]]
    new = [[[0, 0, 0], [9, 9, 9]], [[50, 62, 49], [255, 255, 255]]]  # one of four pixels, by 12 and by 1
    told = comparison.difference(picture(new), picture(old), kind=".png")
    assert told == "25.00% of pixels differ, a channel by at most 12 of 255"


def test_a_picture_with_the_same_pixels_is_identical_however_it_is_compressed():
    pixels = np.arange(3000).reshape(20, 50, 3) % 251
    assert picture(pixels, level=0) != picture(pixels, level=9)
    assert comparison.difference(picture(pixels, level=0), picture(pixels, level=9), kind=".png") == ""


def test_a_picture_of_another_size_is_told_by_its_size():
    small, large = picture(np.zeros((2, 3, 3))), picture(np.zeros((4, 5, 3)))
    assert comparison.difference(large, small, kind=".png") == "5 x 4 pixels, were 3 x 2"


@pytest.mark.parametrize("broken", [b"", b"no picture", picture(np.ones((40, 40, 3)))[:60]])
def test_a_picture_that_cannot_be_read_is_compared_by_bytes(broken):
    told = comparison.difference(broken, picture(np.ones((40, 40, 3))), kind=".png")
    assert told.startswith("other bytes, and not a picture that can be read")


def test_any_other_file_is_compared_by_bytes():
    assert comparison.difference(b"<svg/>", b"<svg></svg>", kind=".svg") == "other bytes: 6, were 11"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_reference_is_the_commit_then_the_disk_then_nothing(tmp_path):
    results = tmp_path / "results"
    results.mkdir()
    (results / "a.csv").write_text("committed")
    for command in (["init"], ["add", "."], ["-c", "user.name=test", "-c", "user.email=test", "commit", "-m", "first"]):
        subprocess.run(["git", "-C", tmp_path, *command], check=True, capture_output=True)
    (results / "a.csv").write_text("edited")
    (results / "b \N{GREEK SMALL LETTER BETA}.csv").write_text("only on disk")
    references = comparison.References(tmp_path)
    assert references.read(results / "a.csv") == (b"committed", "commit")
    assert references.read(results / "b \N{GREEK SMALL LETTER BETA}.csv") == (b"only on disk", "disk")
    assert references.read(results / "c.csv") == (None, "")


@pytest.mark.parametrize("path", ["", "/nowhere"])
def test_outside_a_checkout_or_without_git_the_reference_is_the_disk(tmp_path, monkeypatch, path):
    if path:
        monkeypatch.setenv("PATH", path)
    (tmp_path / "a.csv").write_text("on disk")
    references = comparison.References(tmp_path)
    assert references.commit == ""
    assert references.read(tmp_path / "a.csv") == (b"on disk", "disk")


@pytest.mark.parametrize(
    ("new", "old", "same"),
    [
        ("0.333333333", "0.333333334", True),  # one unit in the ninth digit
        ("0.333333333", "0.333333335", False),
        ("0.333333333", "0.333333333333", True),
        ("9.99999999", "10.0000001", False),
        ("9.99999999", "10", True),
        ("-1.00000001e-07", "-1.00000002e-07", True),
        ("1234567891", "1234567892", False),  # counts are exact
        ("0", "1e-300", False),
        ("1e-300", "-1e-300", False),
    ],
)
def test_estimates_may_fall_to_either_side_of_a_rounding_and_whole_numbers_may_not(new, old, same):
    told = comparison.difference(f"n\n{new}".encode(), f"n\n{old}".encode(), kind=".csv")
    assert (told == "") == same
