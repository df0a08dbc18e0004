"""What is wrong with a corpus: each defect is found where it was put, and sound articles have none."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import corpus
from analysis.corpus import spread, wording
from analysis.corpus.faults import DEFECTS

GERMAN = "Die Regierung hat am Montag mitgeteilt, dass die Verhandlungen über den Haushalt weitergehen. " * 3
ENGLISH = "The government said on Monday that negotiations about the budget would be continued for a week. " * 3


def words(i, n=30):
    """So many words that no other text has; letters, because figures do not tell one template from another."""
    return " ".join(
        f"{i:c<3}{j:d<3}".translate(dict(zip(map(ord, "0123456789"), "ghijklmnop", strict=True))) for j in range(n)
    )


def sound(n=20):
    """Articles of one outlet on following days, each of its own words, as long as the next."""
    texts = [f"Speech {i} was held. {words(i)}." for i in range(n)]
    return pd.DataFrame(
        {
            "text": texts,
            "date": pd.date_range("2021-01-01", periods=n),
            "outlet": pd.Categorical(["Post"] * n),
            "title": [f"Title {i}" for i in range(n)],
        },
        index=pd.Index([f"a{i}" for i in range(n)], name="article_id"),
    )


def ids(articles, defect, **options):
    found = corpus.defects(articles, **options)
    return found.loc[found["defect"] == defect, "article_id"].tolist()


def test_sound_articles_have_no_defect():
    assert corpus.check(sound()).empty
    assert corpus.check(sound()).columns.tolist() == ["articles", "share", "where", "means", "remedy"]


@pytest.mark.parametrize(
    ("defect", "column", "value"),
    [
        ("no text", "text", None),
        ("no text", "text", " \n\t"),
        ("no title", "title", None),
        ("no title", "title", " "),
        ("no date", "date", pd.NaT),
        ("no outlet", "outlet", None),
        ("very short", "text", "View Comments"),
        ("very long", "text", " ".join(f"long{i}" for i in range(900))),
        ("cut text", "text", " ".join(f"cut{i}" for i in range(30)) + " and then the..."),
        ("cut text", "text", " ".join(f"cut{i}" for i in range(30)) + " and then […]"),
        ("cut text", "text", " ".join(f"cut{i}" for i in range(30)) + " and [+2512 chars]"),
        ("cut text", "text", " ".join(f"cut{i}" for i in range(30)) + "\nContinue reading"),
        ("cut text", "text", " ".join(f"cut{i}" for i in range(30)) + " (MORE)"),
        (
            "cut text",
            "text",
            " ".join(f"cut{i}" for i in range(30)) + "\nJetzt testen. Bereits ein Abo? Hier anmelden.",
        ),
        ("cut text", "text", " ".join(f"cut{i}" for i in range(30)) + "\nCet article est réservé aux abonnés."),
        ("replacement character", "text", " ".join(f"w{i}" for i in range(30)) + " caf\ufffd"),
        ("question mark for a character", "text", " ".join(f"w{i}" for i in range(30)) + " in K?ln"),
        ("question mark for a character", "text", " ".join(f"w{i}" for i in range(30)) + ' said "?we go'),
        ("mojibake", "text", " ".join(f"w{i}" for i in range(30)) + " über".encode().decode("cp1252")),
        ("HTML left", "text", " ".join(f"w{i}" for i in range(30)) + " this &amp; that"),
        ("HTML left", "text", " ".join(f"w{i}" for i in range(30)) + ' <a href="x">link</a>'),
        ("date in the future", "date", pd.Timestamp("2199-01-01")),
        ("date before 1700", "date", pd.Timestamp("1601-01-01")),
    ],
)
def test_a_defect_is_found_in_its_article_and_nowhere_else(defect, column, value):
    articles = sound()
    articles.loc["a7", column] = value
    before = articles.copy()
    table = corpus.check(articles)
    pd.testing.assert_frame_equal(articles, before)
    assert table.index.tolist() == [defect]
    assert table.loc[defect, ["articles", "share"]].tolist() == [1, 0.05]
    assert "'a7'" in table.loc[defect, "where"]
    assert ids(articles, defect) == ["a7"]


@pytest.mark.parametrize(
    "ending",
    [
        "Is it so?",
        "He asked “why?” and left.",
        "see example.org/?q=1",
        "AT&T and R&D; x < y > z.",
        "Read more books, he said.",
        "5 < 6.",
        "Wait... and see.",
        'What is "news"?',
    ],
)
def test_what_is_only_like_a_defect_is_none(ending):
    articles = sound()
    articles.loc["a7", "text"] = " ".join(f"w{i}" for i in range(30)) + " " + ending
    assert corpus.check(articles).empty


def test_repeats_are_those_after_the_first():
    articles = sound()
    articles.loc[["a3", "a9"], "text"] = articles.loc["a1", "text"]
    assert ids(articles, "repeated text") == ["a3", "a9"]
    assert corpus.describe(articles).loc["all", "repeated_texts"] == 2


def test_a_template_is_shown_with_its_count_and_figures_do_not_hide_it():
    articles = sound()
    for i in range(5):
        articles.loc[f"a{i}", "text"] += f" Copyright of the Daily Post Limited 202{i}."
    assert ids(articles, "template") == ["a0", "a1", "a2", "a3", "a4"]
    assert "“Copyright of the Daily Post Limited 2020.” (5)" in corpus.check(articles).loc["template", "where"]
    assert ids(articles, "template", repeated=6) == []
    halves = pd.Series(["x", "y"] * 10, index=articles.index)
    assert ids(articles, "template", by=halves) == []  # three in one half, two in the other


def test_repeats_of_a_text_make_no_template():
    articles = sound()
    articles.loc[["a1", "a2", "a3", "a4", "a5"], "text"] = articles.loc["a0", "text"]
    assert ids(articles, "template") == []


PIECE = st.sampled_from(
    ["The same long sentence again.", "Another rather long sentence.", "Short.", "Third sentence, 2019, long."]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.lists(PIECE, max_size=4), st.sampled_from("AB")), max_size=8), st.integers(2, 4))
def test_templates_are_those_that_a_plain_count_finds(rows, repeated):
    texts = pd.Series([" ".join(pieces) for pieces, _ in rows], dtype="str")
    group = pd.Series([name for _, name in rows], dtype="str")
    expected = [
        place
        for place, (pieces, name) in enumerate(rows)
        if any(
            len(piece) >= 25 and sum(piece in others and other == name for others, other in rows) >= repeated
            for piece in pieces
        )
    ]
    assert wording.templates(texts, group, repeated).index.tolist() == expected


def test_lengths_are_compared_within_their_outlet():
    articles = sound(40)
    articles["outlet"] = pd.Categorical(["Wire", "Review"] * 20)
    review = articles["outlet"] == "Review"
    articles.loc[review, "text"] = [words(i, 500 + i) for i in range(20)]
    assert ids(articles, "very short") == ids(articles, "very long") == []
    articles.loc["a1", "text"] = "Thirty words are short " + " ".join(f"for{i}" for i in range(26))
    assert ids(articles, "very short") == ["a1"]
    assert "Review" in corpus.check(articles).loc["very short", "where"]


def test_languages_are_told_with_their_share_and_a_wrong_column_is_named():
    articles = sound()
    articles["text"] = [f"{ENGLISH} {i}" for i in range(20)]
    articles.loc[["a4", "a5"], "text"] = [GERMAN, GERMAN + "Ende."]
    articles["language"] = ["en"] * 4 + ["de", "en-GB"] + ["English"] * 14
    table = corpus.check(articles, repeated=20)
    assert table.loc["another language", "where"] == "de (2): 'a4', 'a5'"
    assert table.loc["another language", "share"] == 0.1
    assert table.loc["language told wrongly", "where"] == "says en-GB, is de: 'a5'"
    short = articles.assign(text=articles["text"].str.slice(0, 150))
    assert ids(short, "another language") == []


def test_headlines_that_begin_the_text_are_found_by_their_words():
    articles = sound()
    articles.loc["a2", ["title", "text"]] = ["Talks  on the budget go on", "Talks on the\nbudget go on\n\n" + ENGLISH]
    assert ids(articles, "begins with its headline") == ["a2"]


def test_a_silent_outlet_is_named_with_its_time():
    articles = sound(40)
    articles["outlet"] = pd.Categorical(["Post", "Wire"] * 20)
    wire = articles["outlet"] == "Wire"
    articles.loc[wire & (articles["date"] > "2021-01-20"), "date"] += pd.Timedelta(days=60)
    articles.loc[~wire, "date"] = pd.date_range("2021-01-01", periods=20, freq="5D")
    table = corpus.check(articles)
    # The last of Wire before is of 20 January; the next, of 22 January, was moved by 60 days to 23 March.
    assert table.loc["outlet silent", "where"] == "Wire 2021-01-20 to 2021-03-23: 'a19'"
    assert table.index.tolist() == ["outlet silent"]


def test_an_annual_address_is_not_silent():
    articles = sound()
    articles["date"] = pd.date_range("1990-01-15", periods=20, freq="365D")
    assert corpus.check(articles).empty


def test_times_without_all_outlets_are_counted_by_the_articles_in_them():
    articles = sound(100)
    articles["outlet"] = pd.Categorical(["Post"] * 60 + ["Post", "Wire"] * 20)
    # Wire begins with a61 on 2021-03-03; 61 articles lie before.
    table = corpus.check(articles)
    assert table.loc["before all outlets", "articles"] == 61
    assert "not all before 2021-03-03, when Wire begins" in table.loc["before all outlets", "where"]
    turned = articles.assign(date=articles["date"].iloc[::-1].to_numpy())
    assert corpus.check(turned).loc["after an outlet ends", "articles"] == 61


def test_a_pile_of_dates_is_found_and_busy_days_are_not():
    articles = sound(60)
    articles.iloc[:15, articles.columns.get_loc("date")] = pd.Timestamp("2021-01-01")
    assert len(ids(articles, "dates on one day")) == 15
    even = pd.Series(pd.date_range("2021-01-01", periods=10).repeat(20))
    assert spread.piled(even).empty


def test_every_defect_says_what_it_means_and_what_to_do():
    assert all(means.endswith(".") and remedy.endswith(".") for means, remedy in DEFECTS.values())
    assert all(name in DEFECTS for name in corpus.defects(sound()[:0])["defect"].cat.categories)


@pytest.mark.parametrize(
    "articles",
    [
        sound(1),
        sound()[:0],
        sound()[["text"]],
        sound(3).assign(text=None),
        sound(3).assign(text="x"),
        sound(3).assign(date=pd.NaT, outlet=None, title=None),
        sound(3).assign(text=["İstanbul’da görüşme", "北约", "ليبيا"]),
        pd.DataFrame({"text": pd.Series(dtype="str")}),
    ],
)
def test_odd_tables_are_checked(articles):
    table = corpus.check(articles)
    assert (table["articles"] <= len(articles)).all()
    assert set(table.index) <= set(DEFECTS)
    assert len(corpus.defects(articles).drop_duplicates(["defect", "article_id"])) == table["articles"].sum()


def test_wrong_arguments_are_refused():
    with pytest.raises(ValueError, match="no column 'text'"):
        corpus.check(pd.DataFrame({"body": []}))
    with pytest.raises(ValueError, match="`repeated` must be a whole number of at least 2"):
        corpus.check(sound(), repeated=1)
    with pytest.raises(TypeError, match="`by` must be a pandas Series"):
        corpus.check(sound(), by="outlet")
    with pytest.raises(TypeError, match="must be datetime64"):
        corpus.check(sound().astype({"date": "str"}))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.none() | st.text(max_size=300), max_size=5), st.randoms(use_true_random=False))
def test_any_text_is_checked_and_the_order_of_rows_changes_only_which_repeat_is_first(texts, random):
    index = pd.Index([f"a{i}" for i in range(len(texts))], dtype="str")
    articles = pd.DataFrame({"text": pd.Series(texts, index=index, dtype="object")}, index=index)
    order = list(index)
    random.shuffle(order)
    counted = corpus.check(articles)["articles"]
    assert corpus.check(articles.loc[order])["articles"].equals(counted)


@pytest.mark.corpora
def test_the_known_defects_of_the_news_of_2017_come_out():
    try:
        articles = corpus.load("news-2017")
    except ConnectionError as error:
        pytest.skip(f"cannot be fetched: {error}")
    table, known = corpus.check(articles), corpus.source("news-2017")["defects"]
    for defect, name in [
        ("no text", "without_text"),
        ("no title", "without_title"),
        ("repeated text", "repeated_texts"),
    ]:
        assert table.loc[defect, "articles"] == known[name]
    found = corpus.defects(articles)
    at = found[found["defect"] == "replacement character"]
    assert at["detail"].str.extract(r"^([\d,]+)", expand=False).astype(int).sum() == known["replacement_characters"]
    # '"?' stands in 978 articles; not all of them have a letter after it.
    assert table.loc["question mark for a character", "articles"] >= 900
    assert {"1152", "1155"} <= set(found.loc[found["defect"] == "very short", "article_id"])
    assert "Al Jazeera and news agencies" in table.loc["template", "where"]
    assert "another language" not in table.index
    # 310 articles are older than February 2017; outlets begin until 7 February.
    assert table.loc["before all outlets", "articles"] >= 310


@pytest.mark.corpora
def test_the_headlines_of_the_example_come_out():
    table = corpus.check(corpus.load("example"))
    assert table.loc["begins with its headline", "articles"] == 17
    assert table["articles"].drop("begins with its headline").to_dict() == {"no date": 1, "no title": 1}
