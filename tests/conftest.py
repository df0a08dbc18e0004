"""A corpus small enough to count by hand."""

import matplotlib
import pandas as pd
import pytest
from hypothesis import settings

matplotlib.use("agg")
settings.register_profile("kernels", deadline=None)  # the first call of a compiled loop compiles it
settings.load_profile("kernels")


@pytest.fixture
def articles():
    """Five articles of two outlets in three weeks; the last has no text, the fourth no date."""
    return pd.DataFrame(
        {
            "text": [
                "NATO warns of sanctions.",
                "Sanctions! Sanctions on Libya",
                "Libya, Libya and the Security Council",
                "NATO and Libya",
                None,
            ],
            "date": pd.to_datetime(["2020-12-28", "2020-12-29", "2021-01-12", None, "2021-01-13"]),
            "outlet": pd.Categorical(["Courier", "Ledger", "Courier", "Ledger", "Courier"]),
        },
        index=pd.Index(["a1", "a2", "a3", "a4", "a5"], name="article_id"),
    )


@pytest.fixture
def tokens(articles):
    from analysis import text

    return text.tokenize(articles)


@pytest.fixture
def counts(tokens):
    from analysis import terms

    return terms.count(tokens)
