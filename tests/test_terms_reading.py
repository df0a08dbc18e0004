"""Lines and articles to read: what a notebook shows, and a terminal."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import terms, text
from analysis.terms import _markup

NASTY = [
    "<script>alert(1)</script>", "</details></div>", "<img src=x onerror=alert(1)>", "&amp;", "&", "&#60;b&#62;", '"',
    "'", "<!--", "-->", "]]>", "\N{RIGHT-TO-LEFT OVERRIDE}", "\N{LEFT-TO-RIGHT ISOLATE}", "حلف", "\N{GRINNING FACE}",
    "\n", "\r", "\r\n", "\0", "javascript:alert(1)", "NATO", " ",
]  # fmt: skip
NASTY_TEXTS = st.lists(st.sampled_from(NASTY) | st.text(max_size=5), max_size=12).map("".join)
ALLOWED = {"div", "details", "summary", "small", "span", "mark", "p", "b", "br"}


class Parsed(HTMLParser):
    """What a browser would make of it: all tags with attributes, and the text in and outside of marks."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.open, self.pieces = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag == "br":
            self.handle_data("\n")
        else:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.pieces.append((tuple(self.open), data))

    def handle_comment(self, data):
        raise AssertionError(data)

    def text(self, *, within=(), without=()):
        return "".join(data for tags, data in self.pieces if set(within) <= set(tags) and not set(without) & set(tags))


def as_shown(given_text):
    """The text with one kind of line end, and with a sign for what HTML cannot hold."""
    readable = "".join("\N{REPLACEMENT CHARACTER}" if c < " " and c not in "\t\n\r" else c for c in given_text)
    return readable.replace("\r\n", "\n").replace("\r", "\n")


def one(given_text, name="a1", **facts):
    return pd.DataFrame({"text": [given_text], **facts}, index=pd.Index([name], dtype="str"))


@given(NASTY_TEXTS, NASTY_TEXTS, NASTY_TEXTS, NASTY_TEXTS)
def test_an_article_comes_back_from_its_html_as_it_is(before, after, title, name):
    whole = f"{before} NATO {after}"
    articles = one(whole, name, title=title, outlet=pd.Categorical([name]))
    row = pd.Series({"article_id": name, "start": len(before) + 1, "end": len(before) + 5})
    parsed = Parsed(terms.read(articles, row).html)
    assert not parsed.open
    assert {tag for tag, _ in parsed.tags} <= ALLOWED
    assert {attribute for _, attributes in parsed.tags for attribute in attributes} <= {"style", "dir"}
    assert parsed.text(without=["p"]) == as_shown(whole)
    assert parsed.text(within=["mark"]) == "NATO"
    assert parsed.text(within=["b"]) == as_shown(title)
    facts = parsed.text(within=["p", "small"])
    assert facts == as_shown(f"{name} \N{MIDDLE DOT} {name}")


@given(NASTY_TEXTS)
def test_lines_come_back_from_their_html_as_they_are(given_text):
    articles = one(given_text, "<a>", title="<t>")
    lines = terms.concordance(articles, "nato")
    view = terms.browse(lines, articles, n=100)
    parsed = Parsed(view.html)
    assert not parsed.open
    assert {tag for tag, _ in parsed.tags} <= ALLOWED
    assert parsed.text(within=["summary", "mark"]) == as_shown("".join(lines["match"]))
    expected = "".join(f"<a>{row.left}{row.match}{row.right}" for row in lines.itertuples())
    assert parsed.text(within=["summary"]) == as_shown(expected)
    assert parsed.text(without=["summary", "p"]) == as_shown(given_text) * len(lines)


def test_views_hold_nothing_that_a_notebook_would_take_out(articles):
    html = terms.browse(terms.concordance(articles, "nato"), articles).html
    assert not re.search(r"<(script|style|a|iframe|img)\b| (id|class|on\w+|href|src)=", html)


def test_the_same_lines_make_the_same_html(articles):
    lines = terms.concordance(articles, "libya")
    assert terms.browse(lines, articles) == terms.browse(lines, articles)
    assert terms.read(articles, lines.loc[0]) == terms.read(articles, lines.loc[0])


def test_only_the_first_lines_are_shown_and_all_are_counted(articles):
    lines = terms.concordance(articles, "libya | sanctions | nato")
    view = terms.browse(lines, articles, n=2)
    assert view.html.count("<details") == 2
    assert f"2 of {len(lines)} lines" in Parsed(view.html).text()
    assert str(view).splitlines()[-1] == f"2 of {len(lines)} lines"
    assert "lines" not in str(terms.browse(lines, articles))


def test_lines_in_a_terminal_are_aligned_on_the_match(articles):
    shown = str(terms.browse(terms.concordance(articles, "sanctions"), articles))
    assert shown == (
        "a1 · Courier · 2020-12-28  NATO warns of  sanctions  .\n"
        "a2 · Ledger · 2020-12-29                  Sanctions  ! Sanctions on Libya\n"
        "a2 · Ledger · 2020-12-29      Sanctions!  Sanctions  on Libya"
    )


def test_long_contexts_are_cut_in_a_terminal_only():
    articles = one(" ".join(["word"] * 50) + " NATO " + " ".join(["word"] * 50))
    view = terms.browse(terms.concordance(articles, "nato", window=40), articles)
    assert len(str(view)) < 110
    assert re.fullmatch(r"a1  …[ word]+  NATO  [ word]+…", str(view))
    assert Parsed(view.html).text(within=["summary"]).count("word") == 80


def test_passages_are_lines_of_whole_sentences():
    articles = one("They met. “NATO’s <aim>” is peace.", "a1", date=pd.to_datetime(["2021-01-04"]))
    view = terms.browse(terms.evidence(articles, "nato"), articles)
    assert str(view) == "a1 · 2021-01-04\n    “NATO’s <aim>” is peace."
    parsed = Parsed(view.html)
    assert parsed.text(within=["summary"]) == "a1 · 2021-01-04“NATO’s <aim>” is peace."
    assert parsed.text(within=["mark"]) == "“NATO’s <aim>” is peace."


@pytest.mark.filterwarnings("ignore:.*occurs in none of:UserWarning")
def test_no_lines_are_said_to_be_none(articles):
    for empty in (terms.concordance(articles, "brexit"), terms.evidence(articles, "brexit")):
        assert str(terms.browse(empty, articles)) == "no lines"
        assert Parsed(terms.browse(empty, articles).html).text() == "no lines"


def test_what_is_unknown_of_an_article_is_not_shown(articles):
    view = terms.read(articles, terms.concordance(articles, "nato").iloc[-1])
    assert str(view) == "a4 · Ledger\n\n>>NATO<< and Libya"


def test_a_whole_article_is_folded_before_the_match_and_not_cut():
    whole = "word " * 2000 + "NATO" + " word" * 2000
    articles = one(whole)
    parsed = Parsed(terms.read(articles, terms.concordance(articles, "nato").loc[0]).html)
    folded = parsed.text(within=["details"], without=["summary"])
    assert len(whole[:10_000]) - len(folded) <= _markup.ROOM
    assert folded.endswith(" ")
    assert parsed.text(within=["summary"]) == f"{len(folded):,} characters before"
    assert parsed.text(without=["summary", "p"]) == whole


def test_under_a_line_only_the_neighbourhood_of_the_match_is_shown():
    articles = one("word " * 2000 + "NATO" + " word" * 2000)
    parsed = Parsed(terms.browse(terms.concordance(articles, "nato"), articles).html)
    assert len(parsed.text(without=["summary", "p"])) <= 2 * _markup.ROOM + 110
    notes = parsed.text(within=["p"])
    left_out = [int(number.replace(",", "")) for number in re.findall(r"([\d,]+) characters", notes)]
    assert sum(left_out) + len(parsed.text(without=["summary", "p"])) == len(articles["text"].iloc[0])


def test_a_text_without_spaces_is_cut_all_the_same():
    articles = one("。" * 9000 + " NATO " + "。" * 9000)
    html = terms.browse(terms.concordance(articles, "nato"), articles).html
    assert len(Parsed(html).text(without=["summary", "p"])) == 2 * _markup.ROOM + 4


def test_half_a_character_does_not_break_the_page():
    row = pd.Series({"article_id": "a1", "start": 0, "end": 4})
    articles = pd.DataFrame({"text": pd.Series(["NATO \ud800"], dtype=object, index=["a1"])})
    assert terms.read(articles, row).html.encode("utf-8")


def test_a_terminal_is_sent_no_control_character():
    articles = one("\x1b[2J NATO \x07", "\x1b]0;a", title="\x1b[31m")
    lines = terms.concordance(articles, "nato")
    for view in (terms.browse(lines, articles), terms.read(articles, lines.loc[0])):
        assert not [sign for sign in str(view) if sign < " " and sign != "\n"]


def test_a_line_end_of_two_signs_is_not_parted_by_a_fold():
    articles = one("word\r\n" * 2000 + "NATO")
    parsed = Parsed(terms.read(articles, terms.concordance(articles, "nato").loc[0]).html)
    assert parsed.text(without=["summary", "p"]) == "word\n" * 2000 + "NATO"


def test_lines_of_other_articles_are_refused(articles):
    lines = terms.concordance(articles, "nato")
    with pytest.raises(ValueError, match="each article of the lines once; none is 'a1'"):
        terms.browse(lines, articles.loc[["a2"]])
    with pytest.raises(ValueError, match="each article of the lines once; 2 are 'a1'"):
        terms.browse(lines, pd.concat([articles, articles]))
    with pytest.raises(ValueError, match="The text of article 'a1' does not have 'NATO' at 0 to 4"):
        terms.read(articles.assign(text="Nato met."), lines.loc[0])
    with pytest.raises(ValueError, match="The text of article 'a1' does not have"):
        terms.read(articles.assign(text=None), lines.loc[0])


def test_what_is_no_line_is_refused(articles):
    with pytest.raises(ValueError, match="`lines` has no column 'left'"):
        terms.browse(text.spans(articles), articles)
    with pytest.raises(TypeError, match="`lines` must be a pandas DataFrame"):
        terms.browse(articles["text"], articles)
    with pytest.raises(TypeError, match=r"`row` must be a row of the table .* got int"):
        terms.read(articles, 3)
    with pytest.raises(TypeError, match=r"`row` must be a row of the table .* got one with 'article_id'"):
        terms.read(articles, pd.Series({"article_id": "a1"}))
    with pytest.raises(ValueError, match="`n` must be a whole number of at least 1"):
        terms.browse(terms.concordance(articles, "nato"), articles, n=0)


def test_two_dollar_signs_are_no_mathematics_in_a_notebook():
    articles = pd.DataFrame({"text": ["Oil at $40-55 per barrel, then $42 for oil"]}, index=["a1"])
    lines = terms.concordance(articles, "oil")
    for shown in (lines, terms.browse(lines, articles), terms.read(articles, lines.loc[0])):
        assert shown._repr_html_().count("tex2jax_ignore mathjax_ignore") == 1
