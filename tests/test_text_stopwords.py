"""Lists of function words and of boilerplate, in the form in which they meet tokens."""

import re

import pandas as pd
import pytest
import stopwordsiso

from analysis import text

# The letters beyond a-z that a language is written with, its rarer ones for foreign words included.
ALPHABETS = {
    "af": "ëêéôûîïáä",
    "ca": "àçéèíïóòúü",
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøåé",
    "de": "äöüß",
    "eo": "ĉĝĥĵŝŭ",
    "es": "áéíóúñü",
    "et": "äöõüšž",
    "eu": "ñ",
    "fi": "äöå",
    "fr": "éèêëàâçîïôùûüÿœæ",
    "ga": "áéíóú",
    "gl": "áéíóúñü",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "id": "",
    "it": "àèéìíòóù",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "ms": "",
    "nl": "éèëïöüá",
    "no": "æøåéòóôê",
    "pl": "ąćęłńóśźż",
    "pt": "áéíóúãõâêôçàü",
    "ro": "ăâîșțşţ",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšžćđ",
    "so": "",
    "sv": "åäöéà",
    "sw": "",
    "tl": "",
    "tr": "çğıöşüâîû",
}
CYRILLIC = {
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}


@pytest.mark.parametrize("language", ALPHABETS)
def test_no_letter_is_damaged(language):
    letters = f"a-z{ALPHABETS[language]}"
    assert [word for word in text.stopwords(language) if not re.fullmatch(f"['{letters}. -]+", word)] == []


@pytest.mark.parametrize("language", CYRILLIC)
def test_no_cyrillic_letter_is_damaged(language):
    assert [
        word
        for word in text.stopwords(language)
        if not re.fullmatch(
            f"[{CYRILLIC[language]}. -]+|c", word
        )  # a Latin c in the Russian list is beyond doubt a typo
    ] == []


@pytest.mark.parametrize("language", sorted(stopwordsiso.langs()))
def test_every_word_is_as_the_tokenizer_makes_it(language):
    words = text.stopwords(language)
    cut = text.tokenize(pd.DataFrame({"text": words}), language=language)
    assert [
        (word, list(made)) for word, made in zip(words, cut, strict=True) if len(made) == 1 and made[0] != word
    ] == []
    assert words == sorted(set(words))
    assert all(re.search(r"[^\W\d_]", word) for word in words)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("tr", ["başka", "değil", "diğer", "şey", "şimdi", "artık", "mı", "altmış"]),
        ("lt", ["iš", "dėl", "kodėl", "jūsų", "prieš", "mūsų", "vis dėlto"]),
        ("hu", ["előtt", "először", "ők", "ide-oda"]),
        ("no", ["før", "gjøre", "være"]),
        ("cs", ["teď", "chuť"]),
        ("el", ["επειδη", "ηδη"]),
        ("es", ["país"]),
        ("ro", ["și", "şi", "aceștia", "toţi", "toți"]),
        ("af", ["n"]),
        ("sl", ["npr"]),
        ("de", ["ei", "und"]),
    ],
)
def test_words_that_were_damaged_are_there(language, words):
    assert set(words) <= set(text.stopwords(language))


@pytest.mark.parametrize(
    ("language", "sentence", "left"),
    [
        ("fr", "L\N{RIGHT SINGLE QUOTATION MARK}OTAN n'est plus aujourd\N{RIGHT SINGLE QUOTATION MARK}hui", ["otan"]),
        ("it", "L'Italia e l\N{RIGHT SINGLE QUOTATION MARK}Unione sono all'Aia", ["italia", "unione", "aia"]),
        ("tr", "İşte NATO'nun ŞİMDİ KIRK üyesi", ["nato", "üyesi"]),
        ("de", "Über die NATO und DIE EU", ["nato", "eu"]),
        ("ro", "și Moldova", ["moldova"]),
    ],
)
def test_stop_words_meet_the_tokens_of_their_language(language, sentence, left):
    tokens = text.tokenize(pd.DataFrame({"text": [sentence]}), language=language)
    assert list(text.remove(tokens, text.stopwords(language)).iloc[0]) == left


def test_boilerplate_is_as_the_tokenizer_makes_it():
    words = text.boilerplate()
    cut = text.tokenize(pd.DataFrame({"text": words}))
    assert [list(made) for made in cut if len(made) != 1] == []
    assert [made[0] for made in cut] == words
