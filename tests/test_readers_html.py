"""From HTML to text: what is shown is there, in paragraphs, and nothing else."""

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.readers._html import markup_text, paragraphs


def page(markup: str) -> list[str]:
    return paragraphs(lxml.html.fromstring(f"<div>{markup}</div>"))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("one <p>two</p> three", ["one", "two", "three"]),
        ("one<br>two<br/>three", ["one\ntwo\nthree"]),
        ("one<br> <br>two", ["one", "two"]),
        ("  one\n\t two\N{NO-BREAK SPACE} three ", ["one two three"]),
        ("<b>un</b>broken <i>words</i>", ["unbroken words"]),
        ("<ul><li>one<li>two</ul>", ["one", "two"]),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>", ["1 2", "3 4"]),
        ("<pre>one\ntwo\n\nthree</pre>", ["one\ntwo", "three"]),
        ("a<script>alert(1)</script>b<style>p{}</style>c<noscript>d</noscript>", ["abc"]),
        ("a<span style='color:red; display: none'>b</span>c<p hidden>d</p>", ["ac"]),
        ("a<!-- b -->c<?d e?>f", ["acf"]),
        ("<p> </p><p>\N{NO-BREAK SPACE}</p>", []),
    ],
)
def test_blocks_lines_and_what_is_not_shown(markup, expected):
    assert page(markup) == expected


def test_the_text_after_an_element_is_not_its_own():
    assert paragraphs(lxml.html.fromstring("<div><p>in</p>after</div>")[0]) == ["in"]


def test_depth_does_not_matter():
    node = top = lxml.html.Element("div")
    for _ in range(5000):
        node.append(lxml.html.Element("span"))
        node = node[0]
    node.text = "deep"
    assert paragraphs(top) == ["deep"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", ""),
        (" plain \n text ", "plain text"),
        ("caf\u00e9 &eacute; &lt;b&gt;", "caf\u00e9 \u00e9 <b>"),
        ("<meta charset='latin-1'>caf\u00e9", "caf\u00e9"),
        ("\ud800 half", "? half"),
    ],
)
def test_markup_from_a_feed(markup, expected):
    assert markup_text(markup) == expected


@given(st.lists(st.tuples(st.sampled_from(["p", "b", "div", "td", "li", "br", "span"]), st.text("ab c\n", max_size=8))))
def test_no_shown_character_is_lost_and_none_is_added(parts):
    root = lxml.html.Element("div")
    for tag, tail in parts:
        child = lxml.html.Element(tag)
        child.tail = tail
        (root[-1] if len(root) % 2 else root).append(child)
    assert "".join("".join(paragraphs(root)).split()) == "".join(root.text_content().split())
