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


TURKISH = "Dışişleri Bakanı, Soçi'de görüşmelerin sürdüğünü söyledi. Bir açıklama yapılmadı."
RUSSIAN = "Министр заявил в среду, что санкции не повлияют на сотрудничество."
JAPANESE = "外務大臣は水曜日、協力は続くと述べた。"
CHINESE = "外交部长星期三表示,合作将继续。"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [TURKISH, RUSSIAN, f"{JAPANESE}\nTokyo", "Plain words, and nothing else."])
def test_wide_characters_are_read_without_a_mark(text, encoding):
    found = decoding.decode(text.encode(encoding))
    assert (found.text, found.encoding, found.guessed) == (text, encoding, True)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (JAPANESE, "iso2022_jp"),
        (f"{JAPANESE} 한국", "iso2022_jp_2"),
        ("외교부 장관은 수요일에 협력이 계속될 것이라고 말했다.", "iso2022_kr"),
        (CHINESE, "hz"),
        (TURKISH, "utf-7"),
    ],
)
def test_other_scripts_in_seven_bits_are_known_by_their_escapes(text, encoding):
    found = decoding.decode(text.encode(encoding))
    assert (found.text, found.encoding) == (text, encoding)
    assert found.guessed == (encoding in ("hz", "utf-7"))


@pytest.mark.parametrize(
    "text", ["1+1-2, +49-30-12345, a+bcd-e, C++", "~{braces~} and ~{", "+AAA- +abc- +def- +ghi-", "x+yyy+zzz+qqq = 4"]
)
def test_plain_text_is_not_taken_for_escapes(text):
    assert decoding.decode(text.encode()) == decoding.Decoded(text, "utf-8")


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!",
        bytes(range(256)),
        b"\0" * 64,
        b"\0\0\1\0\1\0\x10\x10\0\0\1\0 \0h\4\0\0\x16\0\0\0",
    ],
)
def test_a_program_or_a_picture_is_not_taken_for_wide_characters(data):
    with pytest.raises(ValueError, match="not text"):
        decoding.decode(data)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ((JAPANESE + "首相は記者会見で、来週の会議に出席すると明らかにした。") * 3, "cp932"),
        ((JAPANESE + "首相は記者会見で、来週の会議に出席すると明らかにした。") * 3, "euc_jp"),
        ((CHINESE + "他说,双方的代表下个星期将在日内瓦举行会谈。") * 3, "gb18030"),
        ("قال وزير الخارجية يوم الأربعاء إن التعاون سيستمر رغم العقوبات. " * 3, "cp1256"),
        ("שר החוץ אמר ביום רביעי כי שיתוף הפעולה יימשך למרות הסנקציות. " * 3, "cp1255"),
    ],
)
def test_texts_in_other_scripts_are_read(text, encoding):
    assert decoding.decode(text.encode(encoding)).text == text


@given(st.binary(max_size=60))
def test_any_bytes_are_either_read_or_refused(data):
    wide = len(data) >= decoding.LEAST_WIDE and decoding._by_form(data)
    if decoding.is_binary(data) and not wide and not data.startswith(tuple(mark for mark, _ in decoding.MARKS)):
        with pytest.raises(ValueError, match="not text"):
            decoding.decode(data)
    else:
        found = decoding.decode(data)
        assert "\r" not in found.text
        assert found.text.isascii() or not data.isascii()
