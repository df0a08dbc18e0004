"""Articles cut into sentences and paragraphs that are articles."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import corpus, terms, text


def test_sentences_keep_the_facts_of_their_article():
    articles = corpus.load("example")
    parts = text.reshape(articles)
    assert list(parts.columns) == [*articles.columns, "whole", "part", "start", "end"]
    assert parts.index.is_unique
    assert parts["outlet"].dtype == articles["outlet"].dtype
    for row in parts.itertuples():
        assert articles.loc[row.whole, "text"][row.start : row.end] == row.text
        assert articles.loc[row.whole, "outlet"] == row.outlet
    assert parts["text"].tolist() == text.sentences(articles)["text"].tolist()
    assert len(terms.count(text.tokenize(parts))) == len(parts)


def test_paragraphs_end_at_an_empty_line():
    articles = pd.DataFrame({"text": ["  One\nline.\n \n\nTwo. \r\n\r\nThree\f Four ", "", None, "Five"]}, list("abcd"))
    parts = text.reshape(articles, to="paragraphs")
    assert parts["text"].to_dict() == {
        "a-0": "One\nline.", "a-1": "Two.", "a-2": "Three", "a-3": "Four", "d-0": "Five",
    }  # fmt: skip
    assert parts["start"].tolist()[:3] == [2, 15, 24]


@given(st.lists(st.text("ab \n\r\f.A"), max_size=4), st.sampled_from(["sentences", "paragraphs"]))
def test_no_sign_is_lost_but_white_space(texts, to):
    articles = pd.DataFrame({"text": pd.Series(texts, dtype="str")}).rename("a{}".format)
    parts = text.reshape(articles, to=to)
    for article, whole in articles["text"].items():
        own = parts[parts["whole"] == article]
        assert "".join("".join(own["text"]).split()) == "".join(whole.split())
        assert all(whole[row.start : row.end] == row.text for row in own.itertuples())


def test_what_cannot_be_reshaped_is_refused():
    articles = pd.DataFrame({"text": ["A.", "B."], "part": 1}, index=["a", "a"])
    with pytest.raises(ValueError, match="ids more than once: 'a'"):
        text.reshape(articles)
    with pytest.raises(ValueError, match="has a column 'part', as the parts will"):
        text.reshape(articles.set_axis(["a", "b"]))
    with pytest.raises(ValueError, match="`to` must be one of"):
        text.reshape(articles[["text"]].set_axis(["a", "b"]), to="words")
