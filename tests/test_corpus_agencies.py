"""Which agency signed an article, who prints whom, and one article for each group of copies."""

import pandas as pd
import pytest

from analysis import corpus

BODY = "Talks on the border went on for a second day and will be resumed in March, a spokesperson said on Monday."
LONG = " ".join([BODY] * 8)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("BRUSSELS (Reuters) - " + LONG, "Reuters"),
        ("ANKARA, Turkey (AP) \N{EM DASH} " + LONG, "AP"),
        ("WASHINGTON, March 9 (Reuters Health) - " + LONG, "Reuters"),
        ("MOSCOW, February 7. /TASS/. " + LONG, "TASS"),
        ("МОСКВА, 7 февраля. /ТАСС/. " + LONG, "TASS"),
        ("İSTANBUL (DHA) - " + LONG, "DHA"),
        ("ANKARA (AA) - " + LONG, "Anadolu"),
        ("ANKARA - Anadolu Agency - " + LONG, "Anadolu"),
        ("DİYARBAKIR, (İHA) - " + LONG, "İHA"),
        ("By The Associated Press\n" + LONG, "AP"),
        ("A headline\nReuters\n" + LONG, "Reuters"),
        (LONG + " nm/rc (AFP, AP, Reuters, dpa)", "AFP, AP, dpa, Reuters"),
        (LONG + " hg/jd (dpa, AFP) -", "AFP, dpa"),
        (LONG + " idr/Reuters", "Reuters"),
        (LONG + " - AFP", "AFP"),
        (LONG + " Source:-AFP news agency", "AFP"),
        (LONG + " Source: AFP and Reuters", "AFP, Reuters"),
        (LONG + " The Associated Press contributed to this report.", "AP"),
        (LONG + " AP Economics Writer Ann Other was there.", "AP"),
        (LONG + " (Reporting by Ann Other; Editing by Jan Doe)", "Reuters"),
        (LONG + " \N{COPYRIGHT SIGN} 2017 AFP", "AFP"),
    ],
)
def test_a_signature_is_read(text, agency):
    assert corpus.agencies(pd.DataFrame({"text": [text]})).tolist() == [agency]


@pytest.mark.parametrize(
    "text",
    [
        "EU sources told Reuters on Monday. " + LONG,
        "In a report seen by the AFP news agency, " + LONG,
        "The Associated Press (AP), an agency, said. " + LONG,
        "The reuters (reuters) - " + LONG,
        "SANTIAGO (APEC) - " + LONG,
        "Harrisburg (PA) - " + LONG,
        LONG + " he told the Reuters news agency this month.",
        LONG + " obviously (Vladimir Putin - TASS), he said.",
        LONG + " CNN adheres by AP Style.",
        LONG + " (BODY) told AFP by phone.",
        LONG[:400] + " (Reuters) - " + LONG,  # in the middle
        "",
        None,
    ],
)
def test_an_agency_that_is_quoted_has_not_signed(text):
    assert corpus.agencies(pd.DataFrame({"text": pd.Series([text], dtype="str")})).isna().all()


def test_no_articles_have_no_agencies(articles):
    assert corpus.agencies(articles[:0]).empty
    assert corpus.agencies(articles).isna().all()
    assert corpus.agencies(articles).name == "agency"


@pytest.fixture
def printed():
    """A report of AP in three outlets, one of which cut the signature off; another report; and one of their own."""
    return pd.DataFrame(
        {
            "text": ["ANKARA (AP) - " + LONG, LONG, LONG + " The end.", "/TASS/ " + LONG[::-1], "Ours."],
            "outlet": pd.Categorical(["A", "B", "C", "B", "B"], categories=["A", "B", "C", "D"]),
            "date": pd.to_datetime(["2020-01-02", "2020-01-03", "2020-01-01", None, None]),
        },
        index=pd.Index(["a1", "b1", "c1", "b2", "b3"], name="article_id"),
    )


def test_who_prints_whom_counts_those_who_cut_the_signature_off(printed):
    table = corpus.wire(printed, corpus.duplicates(printed))
    assert table.astype({"outlet": str}).to_dict("list") == {
        "outlet": ["A", "B", "B", "C"],
        "agency": ["AP", "AP", "TASS", "AP"],
        "signed": [1, 0, 1, 0],
        "unsigned": [0, 1, 0, 1],
        "share": [1.0, 1 / 3, 1 / 3, 1.0],
    }


def test_where_nobody_signs_the_table_is_empty(printed):
    ours = printed.loc[["b3"]]
    assert corpus.wire(ours, corpus.duplicates(ours)).empty


def test_one_of_each_group_is_kept_with_what_it_stands_for(printed):
    before = printed.copy(deep=True)
    duplicates = corpus.duplicates(printed)
    kept = corpus.collapse(printed, duplicates)
    assert kept["copies"].to_dict() == {"c1": 3, "b2": 1, "b3": 1}
    assert kept["outlets"].to_dict() == {"c1": "C, A, B", "b2": "B", "b3": "B"}
    pd.testing.assert_frame_equal(kept[printed.columns], printed.loc[["c1", "b2", "b3"]])
    pd.testing.assert_frame_equal(printed, before)
    removed = printed.loc[duplicates.index[duplicates["kind"] != "origin"]]
    assert sorted([*kept.index, *removed.index]) == sorted(printed.index)
    assert kept["copies"].sum() == len(printed)


def test_exact_copies_alone_can_be_collapsed(printed):
    duplicates = corpus.duplicates(printed)
    exact = duplicates[duplicates["kind"] != "near"]
    assert corpus.collapse(printed, exact)["copies"].tolist() == [1] * 5


def test_without_outlets_or_copies_there_is_less_to_say(printed):
    bare = printed[["text"]]
    assert corpus.collapse(bare, corpus.duplicates(bare)).columns.tolist() == ["text", "copies"]
    nothing = corpus.collapse(printed[:0], corpus.duplicates(printed[:0]))
    assert nothing.columns.tolist() == ["text", "outlet", "date", "copies", "outlets"]


def test_an_article_without_an_outlet_has_missing_outlets(printed):
    unknown = printed.assign(outlet=None)
    assert corpus.collapse(unknown, corpus.duplicates(unknown))["outlets"].isna().all()


def test_duplicates_of_other_articles_and_a_second_collapse_are_refused(printed):
    duplicates = corpus.duplicates(printed)
    for function in (corpus.collapse, corpus.wire):
        with pytest.raises(ValueError, match=r"made from other articles: 3 of its 3 are not here"):
            function(printed.drop("c1"), duplicates)
        with pytest.raises(TypeError, match="`duplicates` must be a pandas DataFrame"):
            function(printed, None)
        with pytest.raises(ValueError, match="`duplicates` has no column 'group'"):
            function(printed, printed)
    kept = corpus.collapse(printed, duplicates)
    with pytest.raises(ValueError, match="already has the column 'copies', 'outlets'"):
        corpus.collapse(kept, corpus.duplicates(kept))
