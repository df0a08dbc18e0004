"""PDF files become articles."""

import zlib
from pathlib import Path

import pytest

from analysis.corpus import readers
from analysis.corpus.readers import File, Options, pdf
from analysis.corpus.reconciling import Record

FIXTURE = Path(__file__).parent / "readers" / "pdf" / "herald.pdf"

FIRST = [
    "Talks go on in Geneva, and nobody knows",
    "The talks of the govern-",
    "ment with the Turkish-",
    "Russian committee went on for a third day,",
    "a spokesperson said, and the foreign-",
    "and home ministers hoped for a quick end.",
    "Both are well-",
    "known for their patience.",
    "No date was named for the next round, which",
    "is to be held in Sochi if both parliaments",
]
SECOND = [
    "agree to the draft. The well-known minister",
    "stays in Ankara until the year 2020-",
    "2021 is over, said the office in the city.",
    "Nobody else spoke.",
]
THIRD = ["Later the of\\002cers left the meeting \\003ne."]  # fi as the font's own ligatures


def made(pages, *, info="", further=""):
    """A PDF of `pages`, each a list of lines, one below the other in Helvetica."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding "
        "<< /Type /Encoding /Differences [2 /fi 3 /fi] >> >>",
    ]
    for i, lines in enumerate(pages):
        shown = "".join(f"({line}) Tj 0 -14 Td\n" for line in lines)
        stream = zlib.compress(f"BT /F1 10 Tf 72 720 Td\n{shown}ET".encode("latin-1"))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * i} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(
            f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n" + stream.decode("latin-1") + "\nendstream"
        )
    objects.append(f"<< {info} >>")
    data, places = "%PDF-1.4\n", []
    for i, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{i} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {further} >>"
    data += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(data)}\n%%EOF\n"
    )
    return data.encode("latin-1")


def herald():
    bodies = [FIRST, SECOND, THIRD, ["Nobody stayed."]]
    pages = [[f"The Geneva Herald, 29 December, page {i}", *body, f"- {i} -"] for i, body in enumerate(bodies, 1)]
    return made(pages, info="/Title (Talks go on) /Author (Ann Bell) /CreationDate (D:20201230080000Z)")


def taken(data, **limits):
    record = Record("a.pdf")
    items = list(pdf.read(File("a.pdf", data, Options(limits=readers.limits(limits))), record))
    return items, [(reason, value) for _, _, _, reason, value, *_ in record.defects]


def test_the_fixture_is_what_the_generator_makes():
    assert FIXTURE.read_bytes() == herald()


def test_lines_become_paragraphs_without_heads_and_with_words_joined():
    (item,), defects = taken(herald())
    assert item["text"].split("\n\n") == [
        "Talks go on in Geneva, and nobody knows The talks of the government with the Turkish-Russian committee "
        "went on "
        "for a third day, a spokesperson said, and the foreign- and home ministers hoped for a quick end. Both are "
        "well-known for their patience.",
        "No date was named for the next round, which is to be held in Sochi if both parliaments agree to the draft. "
        "The "
        "well-known minister stays in Ankara until the year 2020-2021 is over, said the office in the city. Nobody "
        "else "
        "spoke.",
        "Later the officers left the meeting fine.",
        "Nobody stayed.",
    ]
    del item["text"]
    assert item == {"title": "Talks go on", "byline": "Ann Bell", "created": "2020-12-30", "pages": 4}
    assert defects == [
        ("running heads were dropped", "8 lines: The Geneva Herald, 0 December, page 0; - 0 -"),
    ]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["the Turkish-", "Russian talks"], "the Turkish-Russian talks"),
        (["the govern-", "ment and more"], "the government and more"),
        (["well-known, and well-", "known again"], "well-known, and well-known again"),
        (["cooperation, or co-", "operation"], "cooperation, or cooperation"),
        (["Außen-", "und Innenpolitik"], "Außen- und Innenpolitik"),
        (["dip\N{SOFT HYPHEN}", "lomat and dip\N{SOFT HYPHEN}lomat"], "diplomat and diplomat"),
        (["the GOVERN-", "MENT, or government"], "the GOVERNMENT, or government"),
        (["in 2020-", "2021 it"], "in 2020-2021 it"),
        (["anti-", "Russian"], "anti-Russian"),
        (["a -", "b"], "a - b"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_is_kept_where_it_belongs_to_the_word(lines, text):
    assert pdf.paragraphs(lines) == [text]


def test_a_text_without_an_end_does_not_take_for_ever():
    (text,) = pdf.paragraphs(["word " * 10 + "hy-"] * 20_000)
    assert text.startswith("word word")
    assert len(pdf.paragraphs(["x" * 10_000_000 + "-", "y" * 10_000_000])[0]) == 20_000_000


def test_a_line_on_most_pages_is_a_head_and_one_on_two_pages_is_text():
    lines, heads = pdf.without_heads([f"Herald {i}\nBody {'abcde'[i]} of it\nfoot\n{i}" for i in range(5)])
    assert lines == [f"Body {letter} of it" for letter in "abcde"]
    assert heads == {"Herald 0": 5, "foot": 5, "0": 5}
    assert pdf.without_heads(["Same\nmore", "Same\nless"]) == (["Same", "more", "Same", "less"], {})


def test_heads_of_left_and_right_pages_differ():
    pages = [f"{'Left' if i % 2 else 'Right'} head\nBody {'abcdefgh'[i]}" for i in range(8)]
    assert pdf.without_heads(pages)[0] == [f"Body {letter}" for letter in "abcdefgh"]


def test_a_scanned_pdf_is_an_article_without_text():
    (item,), defects = taken(made([[], []]))
    assert (item["text"], item["pages"]) == ("", 2)
    assert defects == [("PDF has no text layer", "2 pages")]


def test_pages_that_are_pictures_are_counted():
    assert taken(made([FIRST, []]))[1] == [("pages have no text", "1 of 2 pages")]


@pytest.mark.parametrize("title", ["untitled", "Microsoft Word - talks.doc", "Layout 1", "talks.indd", "123", ""])
def test_what_programs_put_in_by_themselves_is_no_title(title):
    assert "title" not in taken(made([FIRST], info=f"/Title ({title}) /Author (User)"))[0][0]
    assert "byline" not in taken(made([FIRST], info=f"/Title ({title}) /Author (User)"))[0][0]


def test_an_encrypted_pdf_says_so():
    key = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <00> /U <11> >> /ID [<00><00>]"
    with pytest.raises(readers.Unreadable, match="file is encrypted"):
        taken(made([FIRST], further=key))


def test_too_many_pages_and_too_much_time_are_refused():
    with pytest.raises(readers.Unreadable, match="PDF is too long"):
        taken(made([FIRST] * 3), pages=2)
    (item,), defects = taken_after_the_end_of_time(made([FIRST] * 3))
    assert item["text"] == ""
    assert defects[0] == ("PDF takes too long", "page 1 and those after it")


def taken_after_the_end_of_time(data):
    """As `taken`, with a clock that runs on by 400 seconds whenever somebody looks at it."""
    clock = iter(range(0, 10**6, 400))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf.time, "monotonic", lambda: next(clock))
        return taken(data, seconds=300)


def test_a_page_that_is_its_own_parent_and_child_ends():
    data = herald().replace(b"/Kids [4 0 R", b"/Kids [2 0 R")
    with pytest.raises(readers.Unreadable, match="file is damaged"):
        taken(data)
