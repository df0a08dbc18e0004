"""Bytes become the characters that were meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import decoding

SENTENCES = {
    "Turkish": ("Dışişleri Bakanı, Soçi'de görüşmelerin sürdüğünü söyledi.", ["cp1254", "iso8859-9"]),
    "English with Turkish names": ("Mr Çavuşoğlu and Mr Erdoğan met in Ankara; İlham Aliyev came, too.", ["cp1254"]),
    "English with curly quotes": ("The minister said “no” – and that’s it.", ["cp1252"]),
    "Russian": ("Министр заявил в среду, что санкции не повлияют на сотрудничество.", ["cp1251", "koi8-r"]),
    "French": ("Le ministre des affaires étrangères a déclaré à l’Élysée que la coopération continue.", ["cp1252"]),
    "German": ("Der Außenminister erklärte, man spräche später über Zölle.", ["cp1252", "latin-1"]),
    "Spanish": ("El ministro declaró que la cooperación continuará mañana; ¿y las sanciones?", ["cp1252"]),
    "Polish": ("Minister oświadczył, że współpraca będzie trwać mimo sankcji.", ["cp1250", "iso8859-2"]),
    "Czech": ("Ministr zahraničí řekl, že spolupráce bude pokračovat. Příště v září.", ["cp1250", "iso8859-2"]),
    "Hungarian": ("A külügyminiszter szerint az együttműködés őszintén folytatódik.", ["cp1250", "iso8859-2"]),
    "Icelandic": ("Ráðherrann sagði að samstarfið héldi áfram þrátt fyrir þvinganir.", ["cp1252"]),
    "Greek": ("Ο υπουργός Εξωτερικών δήλωσε ότι η συνεργασία θα συνεχιστεί παρά τις κυρώσεις.", ["cp1253"]),
}
CASES = [(language, encoding) for language, (_, encodings) in SENTENCES.items() for encoding in encodings]


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_a_sentence_is_read_though_nobody_says_its_encoding(language, encoding):
    sentence = SENTENCES[language][0]
    found = decoding.decode(sentence.encode(encoding))
    assert found.text == sentence
    assert found.guessed


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
def test_a_mark_or_valid_utf_8_is_no_guess(encoding):
    found = decoding.decode("Ça va, Erdoğan?".encode(encoding))
    assert (found.text, found.guessed, found.broken) == ("Ça va, Erdoğan?", False, 0)


def test_a_damaged_byte_does_not_turn_a_utf_8_file_into_another():
    data = ("Çavuşoğlu’nun görüşü. " * 5).encode() + b"\xff"
    found = decoding.decode(data)
    assert (found.encoding, found.broken) == ("utf-8", 1)
    assert found.text == "Çavuşoğlu’nun görüşü. " * 5 + "\N{REPLACEMENT CHARACTER}"


def test_line_ends_become_newlines():
    assert decoding.decode(b"a\r\nb\rc\n").text == "a\nb\nc\n"


def test_accents_late_in_a_long_file_count():
    text = "plain words " * 100_000 + "\nErdoğan, Çavuşoğlu, Dışişleri"
    assert decoding.decode(text.encode("cp1254")).text == text


@pytest.mark.parametrize("data", [b"%PDF-1.4 x", b"a\0b", b"\x89PNG\r\n"])
def test_what_is_not_text_is_refused(data):
    with pytest.raises(ValueError, match="not text"):
        decoding.decode(data)


@given(st.binary(max_size=60))
def test_any_bytes_are_either_read_or_refused(data):
    if decoding.is_binary(data) and not data.startswith(tuple(mark for mark, _ in decoding.MARKS)):
        with pytest.raises(ValueError, match="not text"):
            decoding.decode(data)
    else:
        found = decoding.decode(data)
        assert "\r" not in found.text
        assert found.text.isascii() or not data.isascii()
