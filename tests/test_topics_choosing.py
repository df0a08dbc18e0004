"""What the number of unnamed topics changes."""

import numpy as np
import pandas as pd
import pytest

from analysis import terms, text, topics
from analysis.topics.choosing import _kept_back

SEEDS = {"NATO": ["nato"], "Libya": ["libya*"]}
THEMES = [
    "nato alliance brussels summit defence spending members",
    "libya libyan tripoli ceasefire militia haftar oil",
    "match goal league striker season coach fans",
    "hospital patients doctors vaccine clinic nurses flu",
]


@pytest.fixture(scope="module")
def counts():
    """A hundred and twenty made-up articles of four themes, two of which are named."""
    pick = np.random.default_rng(sum(map(ord, "how many topics"))).choice
    texts = [" ".join([*pick(THEMES[i % 4].split(), 20), *pick(THEMES[i // 4 % 4].split(), 5)]) for i in range(120)]
    return terms.count(text.tokenize(pd.DataFrame({"text": texts}, index=[f"a{i:03}" for i in range(120)])))


@pytest.fixture(scope="module")
def table(counts):
    return topics.choose_unnamed(SEEDS, counts, among=[0, 2, 3])


def test_topics_for_what_is_not_named_foresee_more(table):
    assert table["unnamed"].to_list() == [0, 2, 3]
    assert table["gain_low"][1] > 0
    assert table["gain"][1] == pytest.approx(table["log_likelihood"][1] - table["log_likelihood"][0])
    assert (table["gain_low"] < table["gain"])[1:].all()
    assert (table["gain"] < table["gain_high"])[1:].all()


def test_the_first_row_has_nothing_to_be_compared_with(table):
    compared = ["gain", "gain_low", "gain_high", "stability", "least_stable", "least_stability"]
    assert table.loc[0, compared].isna().all()
    assert table.loc[1:, compared].notna().all(axis=None)


def test_a_row_is_what_its_parts_say(table, counts):
    back = _kept_back(counts.articles)
    models = [topics.NamedTopics(SEEDS, unnamed=number).fit(counts[~back]) for number in (0, 2)]
    given, scored = topics.halves(counts[back])
    likelihood = topics.held_out(models[1], scored, models[1].transform(given))
    assert table["log_likelihood"][1] == pytest.approx(likelihood["log_likelihood"].sum() / likelihood["tokens"].sum())
    assert table["npmi"][1] == pytest.approx(topics.coherence(models[1], counts)["npmi"].iloc[:2].mean())
    assert table["exclusivity"][1] == pytest.approx(topics.exclusivity(models[1])["exclusivity"].iloc[:2].mean())
    before, after = (model.transform(counts) for model in models)
    alike = {topic: np.corrcoef(before[topic], after[topic])[0, 1] for topic in SEEDS}
    assert table["stability"][1] == pytest.approx(np.mean(list(alike.values())))
    assert table["least_stable"][1] == min(alike, key=alike.get)
    assert table["least_stability"][1] == pytest.approx(min(alike.values()))


def test_no_order_of_articles_or_terms_changes_a_bit_but_of_the_time(table, counts):
    shuffle = np.random.default_rng(5).permutation
    rows, columns = shuffle(len(counts)), shuffle(len(counts.terms))
    moved = terms.Counts(counts.matrix[rows][:, columns], counts.articles[rows], counts.terms[columns])
    again = topics.choose_unnamed(SEEDS, moved, among=[0, 2, 3])
    pd.testing.assert_frame_equal(again, table, check_exact=True)


def test_about_a_tenth_is_kept_back_and_always_the_same():
    names = pd.Index([f"article {i}" for i in range(2000)])
    kept = _kept_back(names)
    assert 150 < kept.sum() < 250
    assert (_kept_back(names[::-1]) == kept[::-1]).all()


@pytest.mark.parametrize("among", [[], [2, 2], [20, 10], [-1], [1.5]])
def test_numbers_that_are_not_from_few_to_many_are_refused(counts, among):
    with pytest.raises(ValueError, match="`among` must be"):
        topics.choose_unnamed(SEEDS, counts, among=among)


def test_too_few_articles_are_refused(counts):
    few = counts[~_kept_back(counts.articles)]
    with pytest.raises(ValueError, match="every tenth is kept back"):
        topics.choose_unnamed(SEEDS, few)
