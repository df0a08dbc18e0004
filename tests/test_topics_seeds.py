"""Reading named seeds, and that the seeds of the repository mean what they say."""

import numpy as np
import pandas as pd
import pytest
import yaml
from scipy import sparse

from analysis import _paths, terms, text, topics
from analysis.text import codes
from analysis.topics.seeds import checked, evidence, found, weighed

FILES = sorted(_paths.TOPICS.glob("*.yaml"))
ENTRIES = [
    (path.stem, topic, entry)
    for path in FILES
    for topic, entry in yaml.safe_load(path.read_text(encoding="utf-8")).items()
]


def holds_a_seed(sentence, seeds):
    tokens = text.compound(text.tokenize(pd.DataFrame({"text": [sentence]})), seeds)
    return bool(found({"topic": seeds}, pd.Index(codes.unpack(tokens).vocabulary)).any())


@pytest.mark.parametrize(
    ("topic", "seeds", "sentence"),
    [(topic, entry["seeds"], sentence) for _, topic, entry in ENTRIES for sentence in entry["matches"]],
)
def test_a_sentence_about_a_topic_holds_one_of_its_seeds(topic, seeds, sentence):
    assert holds_a_seed(sentence, seeds), topic


@pytest.mark.parametrize(
    ("topic", "seeds", "sentence"),
    [(topic, entry["seeds"], sentence) for _, topic, entry in ENTRIES for sentence in entry["spares"]],
)
def test_a_sentence_about_something_else_holds_no_seed(topic, seeds, sentence):
    assert not holds_a_seed(sentence, seeds), topic


def test_foreign_policy_has_the_eight_topics_in_order():
    seeds = topics.read_seeds("foreign-policy")
    assert list(seeds) == ["NATO", "sanctions", "Libya", "Russia", "Turkey", "Syria", "migration", "trade"]
    for topic, words in seeds.items():
        assert 6 <= len(words) <= 15, topic
        assert len(set(words)) == len(words), topic


def test_every_topic_has_examples_of_both_kinds():
    assert ENTRIES
    for file, topic, entry in ENTRIES:
        assert len(entry["matches"]) >= 5, (file, topic)
        assert len(entry["spares"]) >= 5, (file, topic)


def test_a_plain_list_of_seeds_is_read_too(tmp_path):
    (tmp_path / "mine.yaml").write_text("Libya: [Libya*, Fayez  al-Sarraj]\n", encoding="utf-8")
    assert topics.read_seeds(tmp_path / "mine.yaml") == {"Libya": ["Libya*", "Fayez al-Sarraj"]}


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        ("- nato\n", ValueError, "must map each topic to its seeds"),
        ("", ValueError, "must map each topic to its seeds"),
        ("Libya: [\n", ValueError, "cannot be read as YAML"),
        ("Libya: [libya]\nLibya: [tripoli]\n", ValueError, "repeated: 'Libya'"),
        ("Libya: []\n", ValueError, "'Libya' has no seeds"),
        ("Libya: {words: [libya]}\n", ValueError, "'Libya' has no seeds"),
        ("Libya: libya\n", TypeError, r"Write \['libya'\]"),
        ("No: [no]\n", TypeError, "must be words; got False"),
        ("Libya: [tripoli: 2]\n", TypeError, r"got \{'tripoli': 2\}.*a weight is written 'seed\^2'"),
        ("other 1: [tripoli]\n", ValueError, "No topic may be called 'other 1'"),
    ],
)
def test_a_file_that_cannot_work_is_refused(tmp_path, content, error, message):
    (tmp_path / "bad.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(error, match=message):
        topics.read_seeds(tmp_path / "bad.yaml")


def test_a_name_that_is_not_there_lists_those_that_are():
    with pytest.raises(FileNotFoundError, match=r"no seeds called 'moon'\. Known names: .*'foreign-policy'"):
        topics.read_seeds("moon")


def test_a_file_with_weights_and_seeds_against_a_topic_is_read_into_one_spelling(tmp_path):
    (tmp_path / "mine.yaml").write_text(
        'Libya: ["Libya*^2.50", "-Libya  Street", "-tunis ^ 3", benghazi^1]\n', encoding="utf-8"
    )
    seeds = topics.read_seeds(tmp_path / "mine.yaml")
    assert seeds == {"Libya": ["Libya*^2.5", "-Libya Street", "-tunis^3", "benghazi"]}
    assert checked(seeds) == seeds


def test_a_seed_that_stands_twice_counts_once():
    assert checked({"NATO": ["nato", "NATO ", "nato^1.0"]}) == {"NATO": ["nato"]}


def test_typographic_signs_and_accents_in_two_characters_are_written_as_tokens_are():
    seeds = {
        "a": [
            "people\N{RIGHT SINGLE QUOTATION MARK}s",
            "e\N{COMBINING ACUTE ACCENT}t\N{LATIN SMALL LETTER E WITH ACUTE}",
        ]
    }
    assert checked(seeds) == {
        "a": ["people's", "\N{LATIN SMALL LETTER E WITH ACUTE}t\N{LATIN SMALL LETTER E WITH ACUTE}"]
    }
    assert checked({"a": ["b", "\N{EN DASH}c"]}) == {"a": ["b", "-c"]}


def test_phrases_are_those_of_all_topics_without_weights_and_signs():
    seeds = {
        "UN": ["Security Council*^2", "un"],
        "sport": ["football", "-football diplomacy"],
        "more": ["security council*"],
    }
    assert topics.phrases(seeds) == ["Security Council*", "football diplomacy"]


def test_no_token_looks_like_a_weight_or_a_seed_against_a_topic():
    article = pd.DataFrame({"text": ["-5 degrees, x^2, -led, state-of- the \N{MINUS SIGN}art ^ -"]})
    assert not [token for token in text.tokenize(article).iloc[0] if token.startswith("-") or "^" in token]


TERMS = pd.Index(["football", "libya", "libya war", "libyan", "nato"])


def weights_of(*seeds):
    return weighed({"topic": list(seeds)}, TERMS)[0][0].tolist()


def test_the_weight_of_a_term_is_the_largest_of_its_seeds():
    assert weights_of("libya*^0.5", "libyan^3", "nato") == [0, 0.5, 0.5, 3, 1]
    assert weights_of("libyan^3", "libya*^4") == [0, 4, 4, 4, 0]


def test_a_seed_against_a_topic_prevails_over_one_for_it_and_the_strongest_over_the_others():
    assert weights_of("libya*^9", "-libyan") == [0, 9, 9, -1, 0]
    assert weights_of("nato", "-libyan^2", "-lib*") == [0, -1, -1, -2, 1]


def test_a_term_is_barred_from_a_topic_that_it_is_against_or_that_it_is_no_seed_of_while_it_is_of_another():
    _, barred = weighed({"a": ["libya", "nato", "-football"], "b": ["nato", "libyan"], "c": ["football"]}, TERMS)
    assert barred.tolist() == [
        [True, False, False, True, False],
        [True, True, False, False, False],
        [False, True, False, True, True],
    ]


def test_a_pattern_means_phrases_that_were_joined():
    assert found({"a": ["libya*"], "b": ["libya w?r"]}, TERMS).tolist() == [
        [False, True, True, True, False],
        [False, False, True, False, False],
    ]


def test_what_speaks_against_a_topic_is_taken_from_its_seeds_in_the_article_and_from_no_other():
    counts = sparse.csr_array([[2, 3, 0, 0, 1], [2, 1, 0, 0, 0], [0, 0, 0, 0, 0]])
    weights, _ = weighed({"Libya": ["libya^2", "-football"], "NATO": ["nato"]}, TERMS)
    assert evidence(counts, weights).toarray().tolist() == [[2 * 3 - 2, 1], [0, 0], [0, 0]]
    by_hand = np.maximum(counts.toarray() @ weights.T, 0)
    assert evidence(counts, weights).toarray().tolist() == by_hand.tolist()


@pytest.mark.parametrize(
    ("seeds", "error", "message"),
    [
        ({"NATO": ["nato", "-nato"]}, ValueError, "has 'nato' both as a seed and against it. Leave one out"),
        ({"NATO": ["nato", "nato^2"]}, ValueError, r"with two weights: 'nato' and 'nato\^2'"),
        ({"NATO": ["-football"]}, ValueError, "has only seeds against it: '-football'"),
        ({"NATO": ["*"]}, ValueError, r"'\*' of 'NATO' means every term"),
        ({"NATO": ["-??"]}, ValueError, "means every term, or every one of a length"),
        ({"NATO": ["* *"]}, ValueError, "means every term"),
        ({"NATO": ["nato^0"]}, ValueError, r"number above 0 after the caret, as in 'nato\^2'.*written '-nato'"),
        ({"NATO": ["nato^-1"]}, ValueError, "number above 0 after the caret"),
        ({"NATO": ["nato^"]}, ValueError, "number above 0 after the caret"),
        ({"NATO": ["nato^much"]}, ValueError, "number above 0 after the caret"),
        ({"NATO": ["nato^inf"]}, ValueError, "number above 0 after the caret"),
        ({"NATO": ["nato^2^3"]}, ValueError, "number above 0 after the caret"),
        ({"NATO": ["-"]}, TypeError, "must be words; got '-'"),
        ({"NATO": ["^2"]}, TypeError, r"must be words; got '\^2'"),
        ({"NATO": ["nato", " "]}, TypeError, "must be words; got ' '"),
        ({"NATO": {"nato": 2}}, TypeError, r"got a dict. A weight is written 'seed\^2'"),
        ({"NATO": [("nato", 2)]}, TypeError, r"must be words; got \('nato', 2\)"),
        ({"NATO": 5}, TypeError, "must be a list of words; got 5"),
        ({"NATO": None}, ValueError, "'NATO' has no seeds"),
        ({"NATO": b"nato"}, TypeError, "must be a list of words"),
        ({5: ["nato"]}, TypeError, "names of topics must be words; got 5"),
        ({" ": ["nato"]}, TypeError, "names of topics must be words; got ' '"),
        ({"other 12": ["nato"]}, ValueError, "No topic may be called 'other 12', as the unnamed ones are"),
        (None, TypeError, "must be a dict of topic names to lists of seeds; got NoneType"),
    ],
)
def test_seeds_that_cannot_work_are_refused_with_the_remedy(seeds, error, message):
    with pytest.raises(error, match=message):
        topics.phrases(seeds)


def test_other_lists_than_lists_do_as_well():
    assert checked({"NATO": ("nato",), "UN": pd.Series(["un"]), "EU": np.array(["eu"])}) == {
        "NATO": ["nato"], "UN": ["un"], "EU": ["eu"],
    }  # fmt: skip


def test_terms_that_are_not_words_are_refused():
    with pytest.raises(TypeError, match="`terms` must be a list of terms, each a str; got 1"):
        found({"NATO": ["nato"]}, pd.Index([1, "nato"]))


@pytest.mark.parametrize(
    ("language", "seed", "written", "term"),
    [
        ("en", "US", "the US told us", "u.s."),
        ("en", "us", "the US told us", "us"),
        ("en", "Turkey's", "Turkey met", "turkey"),
        ("en", "u.s.*", "U.S.-led", "u.s.-led"),
        ("fr", "L'OTAN", "l'OTAN et les autres", "otan"),
        ("tr", "NATO'nun", "NATO'nun üssü", "nato"),
        ("tr", "IMF", "IMF heyeti", "ımf"),
        ("tr", "Irak", "Irak'ta", "ırak"),
        ("tr", "IŞİD", "IŞİD'in", "ışid"),
    ],
)
def test_a_seed_means_the_term_that_the_tokenizer_makes_of_it(language, seed, written, term):
    counts = terms.count(text.tokenize(pd.DataFrame({"text": [written]}), language=language))
    assert counts.terms[found({"topic": [seed]}, counts.terms, counts.cutting)[0]].to_list() == [term]
    others = [other for other in counts.terms if other != term][:1]
    model = topics.NamedTopics({"topic": [seed], "rest": others or [term]}, unnamed=0).fit(counts)
    assert model.cutting_.language == language
    assert model.seeds_["terms"].iloc[0] == 1


def test_a_seed_that_can_be_no_term_is_named():
    counts = terms.count(text.tokenize(pd.DataFrame({"text": ["5 people"]})))
    with pytest.warns(UserWarning, match=r"`seeds` has 1 entries .*'\$5'"):
        assert not found({"topic": ["$5"]}, counts.terms, counts.cutting).any()


def test_any_word_beside_a_hyphen_makes_no_phrase():
    seeds = {"Libya": ["*-libya*", "libya-*", "al-Sarraj", "war on *", "libya*"]}
    assert topics.phrases(seeds) == ["al-Sarraj", "war on *"]
    tokens = text.tokenize(pd.DataFrame({"text": ["in Libya al-Sarraj"]}), hyphens="split")
    assert list(text.compound(tokens, topics.phrases(seeds)).iloc[0]) == ["in", "libya", "al sarraj"]


@pytest.mark.parametrize(
    "asked", [topics.audit, lambda seeds, counts: topics.NamedTopics(seeds, unnamed=0).fit(counts)]
)
def test_a_seed_that_can_be_no_term_is_named_once(asked):
    counts = terms.count(text.tokenize(pd.DataFrame({"text": ["nato talks", "talks"]})))
    with pytest.warns(UserWarning, match=r"`seeds` has 1 entries that no token can match .* '\$5'") as caught:
        asked({"NATO": ["nato", "$5"]}, counts)
    assert len(caught) == 1
