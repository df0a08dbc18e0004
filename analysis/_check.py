"""The one wording of errors: what was expected, what came, what to do.

Every public function checks its arguments through these, so that the same mistake reads the same everywhere.
Each check returns nothing and raises a built-in exception, or returns the argument in the one form the caller works on.
"""

import datetime
import math
import re
from collections.abc import Iterable
from difflib import get_close_matches

import numpy as np
import pandas as pd

YEARS = 1000, 2999  # numbers that can only be years
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?").fullmatch
NAMED_AT_MOST = 5  # how many missing ids, columns or names an error spells out before it only counts them


def listing(names: Iterable) -> str:
    """Name the first few of `names` and count the rest.

    >>> listing(["a", "b"])
    "'a', 'b'"
    >>> listing(range(8))
    '0, 1, 2, 3, 4 and 3 more'
    """
    names = list(names)
    shown = ", ".join(repr(name) for name in names[:NAMED_AT_MOST])
    rest = len(names) - NAMED_AT_MOST
    return shown + (f" and {rest} more" if rest > 0 else "")


def option(name: str, value, allowed: Iterable):
    """Raise ValueError unless `value` is one of `allowed`.

    >>> option("every", "Q", ["W", "M"])
    Traceback (most recent call last):
    ValueError: `every` must be one of 'W', 'M'; got 'Q'.
    """
    allowed = list(allowed)
    if value not in allowed:
        raise ValueError(f"`{name}` must be one of {', '.join(map(repr, allowed))}; got {value!r}.")


def kind(name: str, value, wanted: type, said: str):
    """Raise TypeError unless `value` is None or of the type `wanted`, which is `said` with an example.

    >>> kind("names", 5, str, "a str such as '{outlet}_{date}'")
    Traceback (most recent call last):
    TypeError: `names` must be a str such as '{outlet}_{date}'; got int.
    """
    if value is not None and not isinstance(value, wanted):
        raise TypeError(f"`{name}` must be {said}; got {type(value).__name__}.")


def whole(name: str, value, *, least: int = 0) -> int:
    """Return `value` as an int; raise unless it is a whole number of at least `least`.

    >>> whole("n", 0, least=1)
    Traceback (most recent call last):
    ValueError: `n` must be a whole number of at least 1; got 0.
    """
    if isinstance(value, bool) or not hasattr(value, "__index__") or value.__index__() < least:
        raise ValueError(f"`{name}` must be a whole number of at least {least}; got {value!r}.")
    return value.__index__()


def number(name: str, value, *, above: float = -math.inf) -> float:
    """Return `value` as a float; raise unless it is a finite number above `above`.

    >>> number("smoothing", 0, above=0)
    Traceback (most recent call last):
    ValueError: `smoothing` must be a number above 0; got 0.
    """
    if isinstance(value, bool | str) or not hasattr(value, "__float__") or not above < float(value) < math.inf:
        bound = f" above {above:g}" if above > -math.inf else ""
        raise ValueError(f"`{name}` must be a number{bound}; got {value!r}.")
    return float(value)


def share(name: str, value, *, least: float = 0.0) -> float:
    """Return `value` as a float; raise unless it is a number from `least` to 1.

    >>> share("min_share", 5)
    Traceback (most recent call last):
    ValueError: `min_share` must be a share from 0 to 1; got 5.
    """
    if isinstance(value, bool | str) or not hasattr(value, "__float__") or not least <= float(value) <= 1:
        raise ValueError(f"`{name}` must be a share from {least:g} to 1; got {value!r}.")
    return float(value)


def words(name: str, value, kind: str = "words") -> list[str]:
    """Return `value` as a list; raise unless it holds only str, and is not a single one itself.

    >>> words("phrases", "red cross", "phrases")
    Traceback (most recent call last):
    TypeError: `phrases` must be a list of phrases; got the single string 'red cross'. Write ['red cross'].
    """
    if isinstance(value, str):
        raise TypeError(f"`{name}` must be a list of {kind}; got the single string {value!r}. Write [{value!r}].")
    if isinstance(value, bytes) or not isinstance(value, Iterable):
        raise TypeError(f"`{name}` must be a list of {kind}; got {type(value).__name__}.")
    found = list(value)
    wrong = [word for word in found if not isinstance(word, str)]
    if wrong:
        raise TypeError(f"`{name}` must be a list of {kind}, each a str; got {listing(wrong)}. Decode or convert them.")
    return found


def table(name: str, value, columns: Iterable[str] = ()) -> pd.DataFrame:
    """Raise unless `value` is a DataFrame with all of `columns`.

    >>> table("articles", pd.DataFrame({"body": []}), ["text"])
    Traceback (most recent call last):
    ValueError: `articles` has no column 'text'; it has 'body'. Rename the column that holds it: ...
    """
    if not isinstance(value, pd.DataFrame):
        raise TypeError(f"`{name}` must be a pandas DataFrame; got {type(value).__name__}.")
    columns = list(columns)
    twice = [column for column in columns if (value.columns == column).sum() > 1]
    if twice:
        raise ValueError(f"`{name}` has more than one column {listing(twice)}. Rename or drop all but one of them.")
    if name == "articles" and isinstance(value.index, pd.MultiIndex):
        raise ValueError(
            f"`{name}` has an index of {value.index.nlevels} levels, and an article has one id. Make one of them, or "
            "number the articles with .reset_index(drop=True)."
        )
    absent = [column for column in columns if column not in value.columns]
    if absent:
        raise ValueError(
            f"`{name}` has no column {listing(absent)}; it has {listing(value.columns) or 'none'}. "
            f"Rename the column that holds it: {name}.rename(columns={{...: {absent[0]!r}}})."
        )
    return value


def ids(name: str, value: pd.DataFrame) -> pd.DataFrame:
    """Return `value`; raise unless each of its rows has an id of its own.

    >>> ids("articles", pd.DataFrame({"text": ["x", "y"]}, index=["a1", "a1"]))
    Traceback (most recent call last):
    ValueError: `articles` has 1 ids more than once: 'a1'. Give each article its own, as with .reset_index(drop=True).
    """
    if not value.index.is_unique:
        twice = value.index[value.index.duplicated()].unique()
        raise ValueError(
            f"`{name}` has {len(twice)} ids more than once: {listing(twice)}. "
            "Give each article its own, as with .reset_index(drop=True)."
        )
    return value


def texts(name: str, value: pd.Series) -> pd.Series:
    """Return a column of text with dtype str; raise if it holds anything that is neither text nor missing.

    >>> texts("articles", pd.Series({"a1": 7}))
    Traceback (most recent call last):
    TypeError: `articles` must hold text in its column 'text'; article 'a1' has int. Take it out, or convert it, first.
    """
    if not isinstance(value.dtype, pd.StringDtype | pd.ArrowDtype):
        for article, text in value[value.notna()].items():
            if not isinstance(text, str):
                raise TypeError(
                    f"`{name}` must hold text in its column 'text'; article {article!r} has {type(text).__name__}. "
                    "Take it out, or convert it, first."
                )
            try:
                text.encode()
            except UnicodeEncodeError:
                raise ValueError(
                    f"The text of article {article!r} holds half of a surrogate pair, which is no character. "
                    'Mend it with text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").'
                ) from None
    return value.astype("str")


def made_from(name: str, value, articles: pd.Index, columns: Iterable[str]) -> pd.DataFrame:
    """Return a table on `article_id` with all of `columns`; raise if it has an article or an origin not in `articles`.

    >>> made_from("duplicates", pd.DataFrame({"group": ["b1"]}, index=["b1"]), pd.Index(["a1"]), ["group"])
    Traceback (most recent call last):
    ValueError: `duplicates` was made from other articles: 1 of its 1 are not here, 'b1'. Make it from these articles.
    """
    table(name, value, columns)
    absent = value.index[~(value.index.isin(articles) & value["group"].isin(articles))]
    if len(absent):
        raise ValueError(
            f"`{name}` was made from other articles: {len(absent)} of its {len(value)} are not here, "
            f"{listing(absent)}. Make it from these articles."
        )
    return value


def series(name: str, value, kind: str = "article") -> pd.Series:
    """Raise unless `value` is a Series.

    >>> series("by", "outlet")
    Traceback (most recent call last):
    TypeError: `by` must be a pandas Series with one value per article, such as articles["outlet"]; got str.
    """
    if not isinstance(value, pd.Series):
        raise TypeError(
            f"`{name}` must be a pandas Series with one value per {kind}"
            + (', such as articles["outlet"]' if kind == "article" else "")
            + f"; got {type(value).__name__}."
        )
    return value


def mask(name: str, value: pd.Series, articles: pd.Index) -> np.ndarray:
    """Return a boolean array in the order of `articles`; raise unless each has True or False.

    >>> mask("target", pd.Series({"a1": "TASS"}), pd.Index(["a1"]))
    Traceback (most recent call last):
    TypeError: `target` must be True or False for each article, as in articles["outlet"] == "..."; got 'TASS' for 'a1'.
    """
    found = aligned(name, value, articles)
    fits = found.isin([True, False])
    if not fits.all():
        first = fits.index[~fits][0]
        raise TypeError(
            f'`{name}` must be True or False for each article, as in articles["outlet"] == "..."; '
            f"got {found[first]!r} for {first!r}."
        )
    return found.to_numpy(dtype=bool)


def aligned(name: str, value: pd.Series, articles: pd.Index, kind: str = "article") -> pd.Series:
    """Return `value` in the order of `articles`; raise if an article has no value or has two.

    Further articles in `value` are left out: facts about a whole corpus serve any part of it. Of another `kind`, such
    as "term", `articles` holds the names of these.

    >>> aligned("by", pd.Series({"a1": "X"}), pd.Index(["a1", "a2"]))
    Traceback (most recent call last):
    ValueError: `by` has no value for 1 of 2 articles: 'a2'. Take it from the table that the articles came from.
    """
    series(name, value, kind)
    if value.index.equals(articles):
        return value
    if not value.index.is_unique:
        twice = value.index[value.index.duplicated()].unique()
        raise ValueError(f"`{name}` has {len(twice)} {kind}s more than once: {listing(twice)}. Drop the repeats.")
    absent = articles[~articles.isin(value.index)]
    if len(absent):
        raise ValueError(
            f"`{name}` has no value for {len(absent)} of {len(articles)} {kind}s: {listing(absent)}. "
            f"Take it from the table that the {kind}s came from."
        )
    return value.loc[articles]


def combined(value) -> pd.Series:
    """Several facts of articles as one: a number for each combination, in their order, missing where a fact is.

    A Series, and whatever else `aligned` has to refuse, is returned as it is.

    >>> combined(pd.DataFrame({"outlet": ["TASS", "CNN", "TASS"], "year": [2017, 2017, 2017]})).tolist()
    [1.0, 0.0, 1.0]
    """
    if not isinstance(value, pd.DataFrame) or not len(value.columns):
        return value
    rows = value.dropna()
    return rows.groupby(list(rows.columns), sort=True, observed=True).ngroup().reindex(value.index).astype(float)


def present(name: str, value: pd.Series | pd.DataFrame, articles: pd.Index) -> pd.Series:
    """As `aligned`, of one fact or of several; raise also where the value of an article is missing.

    >>> present("cluster", pd.Series({"a1": None}), pd.Index(["a1"]))
    Traceback (most recent call last):
    ValueError: `cluster` is missing for 1 of 1 articles: 'a1'. Leave these articles out, or fill in a value.
    """
    found = aligned(name, combined(value), articles)
    missing = found.isna()
    if missing.any():
        raise ValueError(
            f"`{name}` is missing for {int(missing.sum())} of {len(found)} articles: {listing(found.index[missing])}. "
            "Leave these articles out, or fill in a value."
        )
    return found


def numbers(name: str, value: pd.Series, articles: pd.Index) -> pd.Series:
    """Return `value` as floats in the order of `articles`, what is missing as NaN; raise unless all else is finite.

    >>> numbers("values", pd.Series({"a1": "many"}), pd.Index(["a1"]))
    Traceback (most recent call last):
    TypeError: `values` must hold numbers; got 'many' for 'a1'. Convert it with pd.to_numeric(...).
    """
    found = aligned(name, value, articles)
    try:
        floats = (found.where(found.notna(), np.nan) if found.dtype == object else found).astype(float)
    except (TypeError, ValueError):
        first = next(i for i, one in found.items() if not isinstance(one, (int, float, np.number)) and not pd.isna(one))
        raise TypeError(
            f"`{name}` must hold numbers; got {found[first]!r} for {first!r}. Convert it with pd.to_numeric(...)."
        ) from None
    infinite = np.isinf(floats.to_numpy())
    if infinite.any():
        first = floats.index[infinite][0]
        raise ValueError(
            f"`{name}` must hold finite numbers; {infinite.sum()} of {len(floats)} are not, the first for {first!r}. "
            "Leave those out, or divide by something that is never 0."
        )
    return floats


def dates(name: str, value: pd.Series, articles: pd.Index, *, years: bool = False) -> pd.Series:
    """Return `value` in the order of `articles` as datetime64; raise unless it is that, without a time zone.

    With `years`, whole numbers that can be years are the first days of these, for a corpus that knows no more.

    >>> dates("dates", pd.Series({"a1": 2021}), pd.Index(["a1"]), years=True)
    a1   2021-01-01
    dtype: datetime64[us]
    >>> dates("dates", pd.Series({"a1": "2021-01-04"}), pd.Index(["a1"]))
    Traceback (most recent call last):
    TypeError: `dates` must be datetime64; got str. Use pd.to_datetime(...) first.
    """
    found = aligned(name, value, articles)
    if years and pd.api.types.is_numeric_dtype(found) and not pd.api.types.is_bool_dtype(found):
        return _years(name, found)
    if isinstance(found.dtype, pd.DatetimeTZDtype):
        raise TypeError(
            f"`{name}` must be datetime64 without a time zone; got {found.dtype}. The zone decides on which day an "
            'article falls: choose it with .dt.tz_convert("Europe/Berlin").dt.tz_localize(None), for instance.'
        )
    if not pd.api.types.is_datetime64_dtype(found):
        wanted = "datetime64 or whole years" if years else "datetime64"
        raise TypeError(f"`{name}` must be {wanted}; got {found.dtype}. Use pd.to_datetime(...) first.")
    return found


def _years(name, found):
    """The first day of each year, where all that is there are years; NaT where one is missing."""
    there = found.dropna()
    wrong = there[~(there.between(*YEARS) & (there % 1 == 0))]
    if len(wrong):
        raise TypeError(
            f"`{name}` must be datetime64 or whole years from {YEARS[0]} to {YEARS[1]}; got {wrong.iloc[0]} for "
            f'{wrong.index[0]!r}. Of a number such as 20210124 pd.to_datetime(..., format="%Y%m%d") makes a date.'
        )
    days = pd.Series(pd.NaT, found.index, dtype="datetime64[us]", name=found.name)
    days[there.index] = pd.to_datetime(there.astype(int).astype(str), format="%Y").astype("datetime64[us]")
    return days


def day(name: str, value) -> pd.Timestamp:
    """Return `value` as a day; raise unless it is a date, or a str that can be read in one way only.

    >>> day("event", "2021-02-01")
    Timestamp('2021-02-01 00:00:00')
    >>> day("event", "01.02.2021")
    Traceback (most recent call last):
    ValueError: `event` must be a day such as "2017-01-27", or a date without a time zone; got '01.02.2021'.
    """
    plain = isinstance(value, datetime.date | np.datetime64) or (isinstance(value, str) and ISO_DAY(value))
    try:
        found = pd.Timestamp(value) if plain else pd.NaT
    except ValueError:
        found = pd.NaT
    if found is pd.NaT or found.tz is not None:
        raise ValueError(f'`{name}` must be a day such as "2017-01-27", or a date without a time zone; got {value!r}.')
    return found.normalize()


def unknown(name: str, value: str, known: Iterable[str]) -> KeyError:
    """The error for a word or pattern that means none of the `known` words, with those that may have been meant.

    >>> raise unknown("node", "NATO", ["nato", "libya"])
    Traceback (most recent call last):
    KeyError: "`node` must mean a word of the tokens; got 'NATO', which means none of 2. Did you mean 'nato'?"
    """
    known = list(known)
    alike = [value.lower()] if value.lower() in known else get_close_matches(value.lower(), known, n=3)
    hint = f"Did you mean {listing(alike)}?" if alike else "See terms.frequency(terms.count(tokens)) for what is there."
    return KeyError(f"`{name}` must mean a word of the tokens; got {value!r}, which means none of {len(known)}. {hint}")
