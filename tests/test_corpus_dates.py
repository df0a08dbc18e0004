"""Dates as people write them: each form has its cases in cases/dates.json."""

import datetime
import json
import string
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.corpus import date_words, dates, reports

CASES = json.loads((Path(__file__).parent / "cases/dates.json").read_text(encoding="utf-8"))
NAMES = {
    "English": (
        "January February March April May June July August September October November December",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    ),
    "German": (
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    ),
    "French": (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
    ),
    "Turkish": (
        "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar",
    ),
}
FORMS = [
    *("{day} {month} {year}", "{month} {day}, {year}", "{day}. {month} {year}", "{month} {day}, {year} {weekday}"),
    *("{weekday}, {day}. {month} {year}", "{weekday} {day} {month} {year}", "{day} {month} {year} {weekday} - 15:15"),
    *("{month} {day}, {year} {weekday} 4:52 PM GMT", "le {day} {month} {year} à 15h15", "{day} {month} {year}, p. 3"),
    *("{weekday}, {day} {month} {year} 10:15:00 +0300", "{year}-{number:02}-{day:02}", "{year}{number:02}{day:02}"),
    *("{year}-{number:02}-{day:02}T10:15:00.000+03:00", "{year}{number:02}{day:02}101500", "{day}-{month}-{year}"),
    *("{weekday} {month} {day} 10:15:00 UTC {year}", "{month} {day}, {year}, {weekday}, Final Edition"),
    *("{weekday}, {day:02}.{number:02}.{year} 15:15 Uhr", "{weekday}, {number}/{day}/{year}"),
]


def one(written, **options):
    """The day, the reason and the instant of one date; None where there is none."""
    found = dates.parse([written], **options)
    row = [found.days[0], found.reasons[0], found.instants[0]]
    return [None if pd.isna(value) else value for value in row]


def read(*written, **options):
    """The days as text, and what else was found."""
    found = dates.parse(list(written), **options)
    return [None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in found.days], found


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case['case']}: {case['written']}") for case in CASES])
def test_a_date_is_read_or_missing_for_a_reason(case):
    day, reason, instant = one(case["written"])
    assert (day and f"{day:%Y-%m-%d}", reason) == (case["day"], case.get("reason"))
    assert (instant and f"{instant:%Y-%m-%dT%H:%M:%SZ}") == case.get("instant")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", NAMES)
@given(day=st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)), upper=st.booleans())
def test_every_day_of_two_centuries_is_read_back(form, language, day, upper):
    months, weekdays = map(str.split, NAMES[language])
    month, weekday = months[day.month - 1], weekdays[day.weekday()]
    if upper:
        turkish = str.maketrans("iı", "İI") if language == "Turkish" else {}
        month, weekday = month.translate(turkish).upper(), weekday.translate(turkish).upper()
    written = form.format(day=day.day, number=day.month, year=day.year, month=month, weekday=weekday)
    # Where a weekday fits both orders of a date in figures, as on 1 July and 7 January 2017, nothing tells them apart.
    options = {"day_first": "." in form} if "{number}" in form or "{number:02}." in form else {}
    assert one(written, **options)[:2] == [pd.Timestamp(day), None]


@given(st.text(max_size=40), st.none() | st.booleans())
@example("٢٠١٧-٠٢-٠٧", None)
@example("\ud800 7 May 2017", None)
@example("1" * 5000, None)
def test_any_text_is_read_or_has_a_reason(text, day_first):
    day, reason, _ = one(text, day_first=day_first)
    assert reason is None or reason in reports.REMEDIES
    assert day is not None or reason is not None or not date_words.plain(text)


@given(
    st.sampled_from([case["written"] for case in CASES]),
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from([*string.printable, "é", "İ", "\N{EN DASH}"])), max_size=3),
    st.data(),
)
def test_a_mangled_date_is_read_or_has_a_reason(written, changes, data):
    for place, sign in changes:
        written = written[:place] + sign + written[place + data.draw(st.integers(0, 2)) :]
    day, reason, _ = one(written)
    assert day is not None or reason in reports.REMEDIES or not date_words.plain(written)


def test_one_date_settles_the_order_of_the_whole_file_and_the_remark_names_it():
    days, found = read("07/02/2017", "25/02/2017")
    assert days == ["2017-02-07", "2017-02-25"]
    assert (found.day_first, found.certain) == (True, True)
    assert found.remark == "Dates such as '07/02/2017' were read day first (7 February), as '25/02/2017' shows."
    days, found = read("07/02/2017", "02/25/2017")
    assert days == ["2017-07-02", "2017-02-25"]
    assert (found.day_first, found.certain) == (False, True)
    assert found.remark == "Dates such as '07/02/2017' were read month first (2 July), as '02/25/2017' shows."


def test_a_year_of_two_digits_or_a_weekday_settles_the_order_too():
    assert read("07/02/2017", "25/02/17")[0] == ["2017-02-07", "2017-02-25"]
    days, found = read("07/02/2017", "Thursday, 02/09/2017")  # 9 February 2017 was a Thursday, 2 September a Saturday
    assert days == ["2017-07-02", "2017-02-09"]
    assert "as 'Thursday, 02/09/2017' shows" in found.remark


def test_a_weekday_that_fits_both_orders_or_neither_shows_nothing():
    # 1 July and 7 January 2017 were Saturdays; neither 2 September nor 9 February was a Friday.
    assert not dates.parse(["Saturday 01/07/2017"]).certain
    found = dates.parse(["Friday 02/09/2017"])
    assert not found.certain
    assert found.reasons.tolist() == ["weekday does not fit the date"]


def test_an_order_that_nothing_settles_is_remarked_upon():
    days, found = read("07/02/2017")
    assert (days, found.certain) == (["2017-02-07"], False)
    assert "'07/02/2017' were read day first (7 February)" in found.remark
    for written in ("07/07/2017", "25/02/2017", "2017-02-07"):
        assert dates.parse([written])[4:] == (True, None)
    assert dates.parse(["2017-02-07"]).day_first is None


def test_day_first_settles_the_order():
    days, found = read("07/02/2017", "02/25/2017", day_first=True)
    assert days == ["2017-02-07", None]
    assert found.reasons.tolist()[1] == "date fits only the other order"
    assert found.certain
    assert found.remark.endswith("as day_first=True says.")


def test_a_file_that_contradicts_itself_is_read_by_the_order_that_fits_more():
    days, found = read("02/25/2017", "25/02/2017", "26/02/2017", "01/02/2017")
    assert "both orders" in found.remark
    assert not found.certain
    assert days == [None, "2017-02-25", "2017-02-26", "2017-02-01"]


def test_a_missing_year_is_taken_from_the_other_dates_where_they_leave_one():
    days, found = read("2020-12-30", "Jan. 2, 2021", "Dec. 29", "3 Ocak", "30 juin", "1 March")
    # The file spans 30 Dec 2020 to 2 Jan 2021, with a month on each side 29 Nov 2020 to 2 Feb 2021.
    assert days[2:] == ["2020-12-29", "2021-01-03", None, None]
    assert found.reasons.tolist()[2:] == ["year was taken from the other dates"] * 2 + ["date has no year"] * 2


def test_a_missing_year_stays_missing_where_two_are_possible():
    assert read("2020-02-01", "2020-12-30", "Jan. 15", "June 1")[0][2:] == [None, "2020-06-01"]  # 2020 or 2021
    # A span of a year or more settles nothing, not even a day that occurs in it once.
    assert read("2020-01-01", "2020-12-31", "June 1")[0][2] is None
    assert read("2020-01-02", "2020-12-31", "June 1")[0][2] == "2020-06-01"


def test_a_missing_year_must_fit_the_weekday():
    assert read("2020-12-30", "Tuesday, Dec. 29", "Monday, Dec. 29")[0][1:] == ["2020-12-29", None]


def test_a_missing_year_is_not_taken_from_dates_whose_order_is_open():
    assert read("07/02/2017", "Feb. 8")[0] == ["2017-02-07", None]
    assert read("07/02/2017", "25/02/2017", "Feb. 8")[0][2] == "2017-02-08"


def test_a_year_of_two_digits_is_completed_by_the_other_dates():
    days, found = read("2015-03-01", "2017-12-15", "07/02/17", "29 Dec '17", "29 Dec 20", "13.1.18")
    assert days[2:] == ["2017-02-07", "2017-12-29", None, "2018-01-13"]
    assert found.reasons[2] == "year was taken from the other dates"
    assert read("1917-02-01", "07/02/17")[0][1] == "1917-02-07"
    assert read("1917-02-01", "2017-02-01", "07/02/17")[0][2] is None


def test_29_february_is_completed_in_leap_years_only():
    assert read("2016-02-01", "Feb. 29")[0][1] == "2016-02-29"
    assert read("2017-02-01", "Feb. 29")[0][1] is None


def test_dates_that_are_dates_already_stay_and_keep_their_instants():
    moscow = pd.Series(pd.to_datetime(["2020-12-29 01:00", None]), index=["a", "b"]).dt.tz_localize("Europe/Moscow")
    found = dates.parse(moscow)
    assert found.days.to_dict() == {"a": pd.Timestamp("2020-12-29"), "b": pd.NaT}
    assert found.instants["a"] == pd.Timestamp("2020-12-28 22:00", tz="UTC")
    naive = dates.parse(pd.Series(pd.to_datetime(["2020-12-29 01:00"])))
    assert naive.days.tolist() == [pd.Timestamp("2020-12-29")]
    assert naive.instants.isna().all()
    assert naive.reasons.isna().all()


def test_missing_dates_stay_missing_and_the_index_stays():
    found = dates.parse(pd.Series([None, "1790-01-08", " "], index=["a", "b", "c"], dtype="str"))
    assert found.days.isna().to_dict() == {"a": True, "b": False, "c": True}
    assert found.days["b"].year == 1790
    assert found.reasons.isna().all()
    assert found.reasons.index.equals(found.days.index)


@pytest.mark.parametrize("written", [[], pd.Series([], dtype="str"), [None], pd.Series([], dtype="datetime64[ns]")])
def test_the_types_are_the_same_without_any_date(written):
    found = dates.parse(written)
    assert len(found.days) == len(written)
    assert [str(column.dtype) for column in found[:3]] == ["datetime64[us]", "datetime64[us, UTC]", "str"]
    assert found[3:] == (None, True, None)


def test_what_is_no_text_has_a_reason():
    found = dates.parse([["2017-02-07"], datetime.date(2017, 2, 7), 20170207, float("nan")])
    assert found.days.dt.day.tolist()[1:3] == [7, 7]
    assert found.reasons.dropna().tolist() == ["date cannot be read"]


def test_a_single_text_is_refused_with_the_remedy():
    with pytest.raises(TypeError, match=r"got the single string '2017-02-07'. Write \['2017-02-07'\]"):
        dates.parse("2017-02-07")


def test_no_short_name_is_of_two_months_or_of_two_weekdays():
    assert {date_words.MONTHS[name] for name in ("mar", "mart", "mars", "marz", "march")} == {3}
    assert "jui" not in date_words.MONTHS
    assert [date_words.WEEKDAYS[name] for name in ("mar", "paz", "pazar", "cum", "cumartesi")] == [1, 6, 6, 4, 5]
    for rows, names in [(date_words._WEEKDAYS, date_words.WEEKDAYS), (date_words._MONTHS, date_words.MONTHS)]:
        written = [date_words.fold(name) for row in rows for name in row.split()]
        assert set(written) <= set(names)
