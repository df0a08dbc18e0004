"""Syllables by rules of the language."""

import pytest

from analysis.terms import syllables

# English as in the CMU Pronouncing Dictionary 0.7b (a word of two pronunciations by either); German as Duden divides,
# Spanish by the Ortografía of the Real Academia (2010): weak vowels side by side are one syllable, whatever the tongue.
CASES = {
    "en": {
        1: "the state used played league James eyes friend years whole states reed preen deem reaped",
        2: "about open people Russian statement region something spokesman saying business table centre struggled "
        "quiet science hundred McCain people's naïve Zoë Noël reeling really preempt reason ready",
        3: "area Korea president government museum medium everything agreement video's "
        "reappear realign rearrange reentry coopted",
        4: "European experience society's American military society January terrorism reality economy experienced "
        "reelected reelection rearmament reorganize reestablish preexisting preeminent coöperate deescalate",
        5: "university organization administration association international",
    },
    "de": {
        1: "die Frau Krieg Zeit",
        2: "real Idee aber über Ende neue Quelle geehrt Bauer",
        3: "Ideen Museum Region Spanien Präsident",
        4: "Ukraine Demokratie beeinflussen Europäer Millionen",
    },
    "es": {
        1: "que muy guion ley",
        2: "país vaya guerra ahí día leyes",
        3: "idea gobierno pingüino",
        4: "política europea",
    },
    "fr": {1: "les guerre d'un", 2: "l'OTAN publique réel", 3: "élections société aujourd'hui", 4: "européen"},
    "it": {1: "già più chi può", 2: "guerra perché", 3: "Italia unione Europa", 4: "aereo elezioni"},
    "ru": {1: "мир", 2: "её", 3: "Россия", 5: "государственный"},
    "tr": {1: "Türk", 2: "saat şiir", 4: "Türkiye'nin İstanbul'da", 5: "cumhurbaşkanı"},
}


@pytest.mark.parametrize(
    ("language", "syllables_of", "word"),
    [(language, n, word) for language, cases in CASES.items() for n, words in cases.items() for word in words.split()],
)
def test_a_word_has_the_syllables_that_its_dictionary_gives(language, syllables_of, word):
    assert syllables.counter(language)(word) == syllables_of


@pytest.mark.parametrize(
    ("word", "letters"),
    [("EU", 2), ("BBC", 3), ("CIA's", 3), ("U.S.", 2), ("p.m.", 2), ("G20", 1), ("WTO", 5), ("GDP", 3)],
)
def test_an_abbreviation_is_spelled_and_w_has_three_syllables(word, letters):
    assert syllables.counter("en")(word) == letters


def test_the_ending_of_a_spelled_abbreviation_is_counted():
    count = syllables.counter("tr")
    assert [count(word) for word in ("BM", "BM'ye", "TBMM'nin")] == [2, 3, 5]
    assert syllables.counter("sv")("EU") == 2


def test_capitals_that_make_a_word_are_read_as_one():
    count = syllables.counter("en")
    assert [count(word) for word in ("NATO", "THE", "UNESCO")] == [2, 1, 3]


@pytest.mark.parametrize("language", syllables.LANGUAGES)
@pytest.mark.parametrize("word", ["x", "I", "'", "9", "北约", "ʻ", "a'", "É", "Ω"])
def test_anything_has_at_least_one_syllable(language, word):
    assert syllables.counter(language)(word) >= 1


def test_every_language_counts_more_than_one_syllable_in_a_long_word():
    long = {"be": "праваабаронцы", "bg": "правителство", "el": "κυβέρνηση", "ru": "правительство", "sr": "влада"}
    for language in syllables.LANGUAGES:
        word = long.get(language, "уряд" if language == "uk" else "organizacija")
        assert syllables.counter(language)(word) > 1, language
