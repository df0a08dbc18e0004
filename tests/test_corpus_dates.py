"""Dates as people write them."""

import pandas as pd
import pytest

from analysis.corpus import dates


@pytest.mark.parametrize(
    "written",
    [
        "2017-02-07",
        "2017/2/7",
        "2017.02.07",
        "20170207",
        "20170207T101500Z",
        "2017-02-07T10:15:00+03:00",
        "2017/2/7 7:11",
        "7 February 2017",
        "07 Feb 2017 10:00:00 GMT",
        "Tue, 07 Feb 2017 10:00:00 GMT",
        "7th Feb. 2017",
        "Feb. 7, 2017",
        "FEBRUARY 7, 2017 Tuesday",
        "Tuesday, February 7, 2017",
        "7.2.2017",
        "07/02/2017 10:15",
    ],
)
def test_the_seventh_of_february_is_read_however_it_is_written(written):
    days, _ = dates.parse(pd.Series([written]))
    assert days.tolist() == [pd.Timestamp(2017, 2, 7)]


@pytest.mark.parametrize(
    "written",
    ["Dec. 29", "07/02/17", "2017", "42773", "2017-13-45", "31/02/2017", "today", "7 Foo 2017", "7/2-2017", ""],
)
def test_what_would_be_a_guess_is_not_read(written):
    days, _ = dates.parse(pd.Series([written]))
    assert days.isna().all()


def test_one_date_settles_the_order_of_the_whole_column():
    days, remark = dates.parse(pd.Series(["07/02/2017", "25/02/2017"]))
    assert (days.dt.month.tolist(), remark) == ([2, 2], None)
    days, remark = dates.parse(pd.Series(["07/02/2017", "02/25/2017"]))
    assert (days.dt.month.tolist(), remark) == ([7, 2], None)


def test_an_order_that_nothing_settles_is_remarked_upon():
    days, remark = dates.parse(pd.Series(["07/02/2017"]))
    assert days.dt.month.tolist() == [2]
    assert "'07/02/2017' were read day first (7 February)" in remark
    assert dates.parse(pd.Series(["07/07/2017"]))[1] is None


def test_day_first_settles_the_order():
    days, remark = dates.parse(pd.Series(["07/02/2017", "02/25/2017"]), day_first=True)
    assert remark is None
    assert days.dt.month.tolist()[0] == 2
    assert days.isna().tolist() == [False, True]


def test_a_column_that_contradicts_itself_is_read_by_the_order_that_fits_more():
    days, remark = dates.parse(pd.Series(["02/25/2017", "25/02/2017", "26/02/2017", "01/02/2017"]))
    assert "both orders" in remark
    assert days.isna().tolist() == [True, False, False, False]
    assert days.dt.month.tolist()[1:] == [2, 2, 2]


def test_missing_dates_stay_missing_and_the_index_stays():
    days, _ = dates.parse(pd.Series([None, "1790-01-08"], index=["a", "b"], dtype="str"))
    assert days.isna().to_dict() == {"a": True, "b": False}
    assert days["b"].year == 1790
    assert days.dtype == "datetime64[us]"
    assert len(dates.parse(pd.Series([], dtype="str"))[0]) == 0
