"""Articles x keys of a dictionary."""

import pandas as pd

from analysis import terms, text

DICTIONARY = {
    "security": {"military": ["army", "armed force*"], "nuclear": ["atomic"]},
    "trade": ["free trade", "trade"],
}
ARTICLES = pd.DataFrame(
    {"text": ["The army and the armed forces. Free trade, not trade.", None, "An atomic army"]},
    index=["a1", "a2", "a3"],
)


def test_every_match_counts_once_and_every_article_has_a_row():
    counts = terms.count_keys(text.tokenize(ARTICLES), DICTIONARY)
    assert counts.terms.tolist() == ["security.military", "security.nuclear", "trade"]
    assert counts.matrix.toarray().tolist() == [[2, 0, 2], [0, 0, 0], [1, 1, 0]]
    assert counts.matrix.dtype.kind == "i"
    assert counts.cutting == text.Cutting()


def test_levels_choose_the_keys():
    counts = terms.count_keys(text.tokenize(ARTICLES), DICTIONARY, levels=[1])
    assert counts.to_frame().to_dict() == {
        "security": {"a1": 2, "a2": 0, "a3": 2},
        "trade": {"a1": 2, "a2": 0, "a3": 0},
    }


def test_ids_that_repeat_keep_their_own_rows():
    tokens = text.tokenize(ARTICLES.set_axis(["a", "a", "b"]))
    assert terms.count_keys(tokens, DICTIONARY).matrix.sum(axis=1).tolist() == [4, 0, 2]


def test_keys_take_part_in_what_takes_counts():
    counts = terms.count_keys(text.tokenize(ARTICLES), DICTIONARY)
    assert terms.frequency(counts).loc["security.military", "count"] == 3
