"""A corpus small enough to count by hand."""

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, settings

# The first call of a compiled loop compiles it, and a busy machine makes examples slowly: time is no failure.
settings.register_profile("kernels", deadline=None, suppress_health_check=[HealthCheck.too_slow])
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


@pytest.fixture(scope="session")
def addresses():
    """The 249 addresses of state-of-the-union as `tokens`: each maximal run of a-z of the text in lower case."""
    from analysis import corpus
    from analysis.text.codes import series

    try:
        articles = corpus.load("state-of-the-union")
    except OSError as error:
        pytest.skip(f"state-of-the-union can be neither found nor fetched: {error}")
    words = [re.findall("[a-z]+", text.lower()) for text in articles["text"]]
    flat = pa.array([word for each in words for word in each]).dictionary_encode()
    offsets = np.cumsum([0, *map(len, words)])
    return series(offsets, flat.indices.to_numpy(), flat.dictionary, articles.index)
