"""Reading named seeds, and that the seeds of the repository mean what they say."""

import pandas as pd
import pytest
import yaml

from analysis import _paths, text, topics
from analysis.text import codes
from analysis.topics.seeds import found

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
    assert topics.read_seeds(tmp_path / "mine.yaml") == {"Libya": ["libya*", "fayez al-sarraj"]}


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
    ],
)
def test_a_file_that_cannot_work_is_refused(tmp_path, content, error, message):
    (tmp_path / "bad.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(error, match=message):
        topics.read_seeds(tmp_path / "bad.yaml")


def test_a_name_that_is_not_there_lists_those_that_are():
    with pytest.raises(FileNotFoundError, match=r"no seeds called 'moon'\. Known names: .*'foreign-policy'"):
        topics.read_seeds("moon")
