"""Dictionaries read from the formats in which they are kept."""

import pytest

from analysis import text

LIWC = """%
1\tpositive
2\tnegative
%
good*\t1
bad  \t\t2
well-being\t1\t2
a lot\t1 2
:)\t1
"""

NESTED_LIWC = """%
1\tfunction (Function Words)
\t2\tpronoun\t(Pronouns)
3\t\tarticle
10\taffect
%
the\t1\t3
we\t1\t2
joy*\t10
"""

LEXICODER = """+negative#AA0000
a lie
abandon*

+positive#008800
good
+plain
word
"""

WORDSTAT = """PRIMARY
\tNEED
\t\tFOOD
\t\t\tBREAD* (1)
\t\t\tRED_WINE (2)
\t\t\tSUB
\t\t\tALE (1)
\tSENSE (0)
"""

YOSHIKODER = """<?xml version="1.0" encoding="{}"?>
<dictionary style="050805" patternengine="substring">
 <cnode name="Économie">
  <pnode name="budget*"/>
  <cnode name="State"><pnode name="free trade" score="1"/><pnode name="tax"/></cnode>
  <cnode name="Empty"></cnode>
 </cnode>
</dictionary>
"""

YAML = """# a comment
security:
  military: [army, "armed force*", 1812]
  nuclear:
    - atomic
    - weapons:
        - warhead*
country:
  NO: [no, norway, on]
"""


@pytest.fixture
def read(tmp_path):
    def write_and_read(name, content, encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return text.read_dictionary(path)

    return write_and_read


def test_yaml_has_keys_in_any_depth_and_all_its_words_are_words(read):
    assert read("a.yaml", YAML) == {
        "security": {"military": ["army", "armed force*", "1812"], "nuclear": ["atomic", {"weapons": ["warhead*"]}]},
        "country": {"NO": ["no", "norway", "on"]},
    }


def test_liwc_gives_each_word_to_all_its_categories(read):
    assert read("a.dic", LIWC) == {
        "positive": ["good*", "well-being", "a lot", ":)"],
        "negative": ["bad", "well-being", "a lot"],
    }


def test_indented_categories_of_liwc_are_nested(read):
    assert read("a.dic", NESTED_LIWC) == {
        "function": ["the", "we", {"pronoun": ["we"], "article": ["the"]}],
        "affect": ["joy*"],
    }


def test_lexicoder_keys_lose_their_colours(read):
    assert read("a.lc3", LEXICODER) == {"negative": ["a lie", "abandon*"], "positive": ["good"], "plain": ["word"]}


def test_wordstat_keys_are_nested_by_tabs_and_patterns_lose_their_weights(read):
    found = read("a.cat", WORDSTAT.replace("\tSENSE (0)\n", ""))
    assert found == {"PRIMARY": {"NEED": {"FOOD": ["BREAD*", "RED WINE", "ALE", {"SUB": []}]}}}


@pytest.mark.parametrize("ending", ["ykd", "lcd"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_yoshikoder_is_read_in_the_encoding_that_it_states(read, ending, encoding):
    assert read(f"a.{ending}", YOSHIKODER.format(encoding), encoding) == {
        "Économie": ["budget*", {"State": ["free trade", "tax"], "Empty": []}]
    }


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", "économie:\n- prix élevés\n"),
        ("a.dic", "%\n1\téconomie\n%\nprix élevés\t1\n"),
        ("a.lc3", "+économie\nprix élevés\n"),
        ("a.cat", "économie\n\tprix élevés (1)\n"),
    ],
)
def test_encodings_and_line_ends_make_no_difference(read, name, content, encoding, end):
    assert read(name, content.replace("\n", end), encoding) == {"économie": ["prix élevés"]}


def test_a_key_that_stands_twice_in_a_file_loses_nothing(read):
    assert read("a.lc3", "+a\nx\n+b\ny\n+a\nz\n") == {"a": ["x", "z"], "b": ["y"]}


def test_the_ending_may_be_in_capitals(read):
    assert read("A.CAT", "A\n\tB (1)") == {"A": ["B"]}


@pytest.mark.filterwarnings("ignore:.*no token can match:UserWarning")
def test_every_format_can_be_looked_up(read):
    import pandas as pd

    tokens = text.tokenize(pd.DataFrame({"text": ["Good armed forces eat bread and pay tax: a lie"]}))
    files = [("a.yaml", YAML), ("a.dic", LIWC), ("a.lc3", LEXICODER), ("a.ykd", YOSHIKODER.format("utf-8"))]
    files.append(("a.cat", WORDSTAT.replace("\tSENSE (0)\n", "")))
    found = [list(text.lookup(tokens, read(*file))["match"]) for file in files]
    assert found == [["armed forces"], ["good"], ["good", "a lie"], ["tax"], ["bread"]]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.yaml", "a: [b\nc: d", r"a\.yaml, line 2: "),
        ("a.yaml", "a: b", r"a\.yaml, line 1: 'a' must have a list of patterns\. Write `a: \[b\]`\."),
        ("a.yaml", "x: [y]\na:", r"a\.yaml, line 2: 'a' must have a list of patterns"),
        ("a.yaml", "a: [b]\na: [c]", r"a\.yaml, line 2: the key 'a' stands there a second time"),
        ("a.yaml", "- a", r"a\.yaml, line 1: must map keys to lists"),
        ("a.yaml", "", r"a\.yaml, line 1: must map keys to lists"),
        ("a.yaml", "a: [b]\nc: [[d]]", r"a\.yaml, line 2: must be a pattern, not a list within a list"),
        ("a.yaml", "a: &x [b]\nc: *x", r"a\.yaml, line 1: is referred to by an alias"),
        ("a.yaml", "a: &x {b: *x}", r"a\.yaml, line 1: is referred to by an alias"),
        ("a.yaml", "[a]: [b]", r"a\.yaml, line 1: a key must be a word"),
        ("a.yaml", "a: ['']", r"a\.yaml is no dictionary: The patterns of 'a' must not be empty"),
        ("a.yaml", "a: [\x01]", r"a\.yaml cannot be read as YAML"),
        ("a.yaml", b"a: [\0]", r"a\.yaml cannot be read: this is not text"),
        ("a.dic", "good\t1", r"a\.dic must list its categories between two lines that hold only %; it has 0"),
        ("a.dic", "%\n1\ta\nb\n%\ngood\t1", r"a\.dic, line 3: must be the number and the name of a category; got 'b'"),
        ("a.dic", "%\n1\ta\n01\tb\n%\n", r"a\.dic, line 3: the category 01 is named a second time"),
        ("a.dic", "%\n1\ta\n%\n\ngood\t7", r"a\.dic, line 5: 'good' is given to category 7, which has no name"),
        (
            "a.dic",
            "%\n1\ta\n%\ngood",
            r"a\.dic, line 4: must be a word and the numbers of its categories; got 'good'\.$",
        ),
        ("a.dic", "%\n1\ta\n%\nkind <of>1/2", r"a\.dic, line 4: .* depends on its neighbours"),
        ("a.dic", "%\n1\ta\n%\nlike\t(1 2)1/2", r"a\.dic, line 4: .* depends on its neighbours"),
        ("a.dic", "%\n%\n", r"a\.dic has no keys"),
        ("a.lc3", "good\n+a\nx", r"a\.lc3, line 1: 'good' stands before the first key"),
        ("a.lc3", "+#AA0000\nx", r"a\.lc3, line 1: a key must have a name"),
        ("a.lc3", "", r"a\.lc3 has no keys"),
        ("a.cat", "A\n\t\tB (1)", r"a\.cat, line 2: 'B \(1\)' is 2 tabs deep, but the key above it only 0"),
        ("a.cat", "A\n  B (1)", r"a\.cat, line 2: must be indented by tabs only"),
        ("a.cat", "B (1)", r"a\.cat, line 1: the pattern 'B \(1\)' stands under no key"),
        ("a.cat", "A\n\t@NEAR [x] (1)", r"a\.cat, line 2: the rule '@NEAR \[x\] \(1\)' cannot be followed"),
        ("a.ykd", "<dictionary>\n<cnode name='a'>", r"a\.ykd, line 2: is not XML"),
        ("a.ykd", "", r"a\.ykd, line 1: is not XML"),
        ("a.ykd", "<list/>", r"a\.ykd, line 1: must begin with <dictionary>; got <list>"),
        (
            "a.ykd",
            "<dictionary>\n<pnode name='a'/></dictionary>",
            r"a\.ykd, line 2: the pattern 'a' stands under no key",
        ),
        ("a.ykd", "<dictionary>\n<cnode/></dictionary>", r"a\.ykd, line 2: <cnode> must have a name"),
        ("a.ykd", "<dictionary/>", r"a\.ykd has no keys"),
        ("a.txt", "x", r"A dictionary must be a file that ends in \.yaml, .*; got 'a\.txt'"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_line(read, name, content, message):
    with pytest.raises(ValueError, match=message):
        read(name, content)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE dictionary [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE dictionary [<!ENTITY secret SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE dictionary SYSTEM "http://localhost/a.dtd">',
    ],
)
def test_hostile_xml_is_refused(read, head):
    with pytest.raises(ValueError, match=r"a\.ykd declares a document type or entities"):
        read("a.ykd", f'{head}<dictionary><cnode name="&b;"/></dictionary>')


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"There is no dictionary .*gone\.yaml"):
        text.read_dictionary(tmp_path / "gone.yaml")
