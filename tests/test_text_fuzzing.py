"""No text breaks a corpus: `tokenize`, `spans` and `explain` agree on texts that a grammar of sloppy news writes."""

import os
import random

import pandas as pd
import pytest

from analysis import terms, text
from analysis.terms.syllables import LANGUAGES as LANGUAGES_OF_READABILITY
from analysis.text import _cutting, cutting, names

TIMES = int(os.environ.get("FUZZ_TIMES", "600"))  # texts of three stretches per language
EXPLAINED = 10  # every so many is explained, too, which takes longest
LANGUAGES = ["en", "tr", "sv", "fi", "fr", "it", "ru", "de"]
LETTERS = dict.fromkeys(LANGUAGES, "aAbBeEiIsSzZ")
LETTERS |= {"tr": "aAıIiİşŞğĞ", "ru": "аАсСвВмМ", "de": "aAßäÄzBdh", "fr": "aAéÉlLdD"}
JOINTS = [
    ".",
    ".",
    ".",
    ":",
    "-",
    "'",
    "’",
    "&",
    "/",
    "@",
    "#",
    "_",
    ",",
    "%",
    "₂",
    "²",
    "+",
    "`",
    "−",
    "\N{NO-BREAK SPACE}",
]
JOINTS += ["\N{SOFT HYPHEN}", "\N{COMBINING DOT ABOVE}", "\N{ZERO WIDTH SPACE}", "\N{MIDDLE DOT}", "א"]
OPENING, CLOSING = list("\"'([{#@“«<"), list(".,;:!?\"')]}”»…%'")
WORDS = [
    "lifted",
    "etc",
    "Foto",
    "Ph",
    "said",
    "NATO",
    "S",
    "400",
    "15",
    "2017",
    "www",
    "http://",
    "US",
    "EU",
    "s",
    "The",
]


def stretch(random, letters):
    """Words and initials with signs between them, as they come out of exports that lost their spaces."""
    parts = [random.choice(OPENING)] * (random.random() < 0.3)
    for _ in range(random.randint(1, 5)):
        parts.append(
            random.choice(WORDS) if random.random() < 0.4 else random.choice(letters) * random.choice([1, 1, 1, 2])
        )
        parts.append(random.choice(JOINTS) if random.random() < 0.8 else "")
    return "".join(parts + [random.choice(CLOSING) for _ in range(random.randint(0, 2))])


def written(language, times):
    source = random.Random(f"sloppy news in {language}")
    return pd.DataFrame(
        {"text": [" ".join(stretch(source, LETTERS[language[:2]]) for _ in range(3)) for _ in range(times)]},
        index=[f"a{i}" for i in range(times)],
    )


@pytest.mark.parametrize("hyphens", ["keep", "split"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_tokens_spans_and_explanations_of_sloppy_texts_are_the_same(language, hyphens):
    articles = written(language, TIMES)
    options = {"language": language, "hyphens": hyphens, "punctuation": True}
    tokens = text.tokenize(articles, **options).map(list)
    places = text.spans(articles, **options)
    assert (
        places.groupby("article_id", sort=False)["token"].agg(list).reindex(tokens.index).to_dict() == tokens.to_dict()
    )
    whole = places["article_id"].map(articles["text"])
    assert all(
        0 <= start < end <= len(of) for start, end, of in zip(places["start"], places["end"], whole, strict=True)
    )
    for article, given in articles["text"][::EXPLAINED].items():
        assert text.explain(given, **options)["token"].dropna().tolist() == tokens[article], given
    plain = text.tokenize(articles, language=language, hyphens=hyphens)
    kept = tokens.map(lambda words: [word for word in words if any(sign.isalnum() for sign in word)])
    assert plain.map(list).to_dict() == kept.to_dict()


@pytest.mark.parametrize("language", LANGUAGES)
def test_sloppy_texts_are_searched_and_read_without_an_error(language):
    articles = written(language, 200)
    found = terms.concordance(articles, "*s*", language=language, window=0)
    tokens = text.tokenize(articles, language=language)
    assert len(found) == sum("s" in word for words in tokens for word in words)
    if language in LANGUAGES_OF_READABILITY:
        terms.readability(articles, language=language)
    text.sentences(articles, language=language)


def fail(given, sign):
    if sign in given:
        raise IndexError("as no rule should")


def test_a_stretch_in_which_a_rule_fails_is_cut_by_unicode_alone_and_reported_once(monkeypatch):
    def cut_all(data, starts, ends, *rest):
        fail(bytes(data[starts[0] : ends[-1]]).decode(), "☠")
        return _cutting.cut_all(data, starts, ends, *rest)

    monkeypatch.setattr(cutting, "cut_all", cut_all)
    articles = pd.DataFrame({"text": ["é S-400 and NATO’s", "é S-400☠U.S.-led ☠ talks"]})
    with pytest.warns(UserWarning, match="failed in 2 pieces of text: 'S-400☠U.S.-led', '☠'") as caught:
        tokens = text.tokenize(articles, punctuation=True)
    assert len(caught) == 1
    assert [list(words) for words in tokens] == [
        ["é", "s-400", "and", "nato"],
        ["é", "s", "-", "400", "☠", "u.s.", ".", "-", "led", "☠", "talks"],
    ]
    with pytest.warns(UserWarning, match="failed"):
        places = text.spans(articles, punctuation=True)
    assert places["start"].tolist()[-3:] == [13, 17, 19]


def test_a_word_on_which_a_rule_of_names_fails_is_called_what_it_is(monkeypatch):
    monkeypatch.setattr(names, "composed", lambda word: fail(word, "ß") or word)
    articles = pd.DataFrame({"text": ["Große Räte", "Maße"]})
    with pytest.warns(UserWarning, match="failed in 2 pieces of text: 'Große', 'Maße'"):
        assert [list(words) for words in text.tokenize(articles)] == [["Große", "räte"], ["Maße"]]
