"""Which language a text is in, as far as it can be told with confidence."""

import re
from collections.abc import Iterator
from functools import lru_cache

import pandas as pd

from analysis import _progress

ENOUGH = 200  # characters: below, names and figures mislead the model too often to say anything
READ = 500  # characters of a text; of 3,744 English news articles all come out as English, and more cost more time
SURE = 0.9  # share that the model gives its answer
# Languages so alike that the model takes one for the other: neither is an error of the other.
ALIKE = [{"bs", "hr", "sr", "sh"}, {"no", "nb", "nn", "da"}, {"id", "ms"}, {"cs", "sk"}]


def found(texts: pd.Series, articles: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    """Yield defects of language with a Series: place of the article -> detail."""
    long = texts[texts.str.len() >= ENOUGH]
    if long.empty:
        return
    identify = _model().classify
    bar = _progress.bar(long, doing="Languages", unit="texts")
    told = pd.DataFrame([identify(text[:READ]) for text in bar], columns=["language", "sure"], index=long.index)
    sure = told["language"][told["sure"] >= SURE]
    if sure.empty:
        return
    usual = sure.value_counts().index[0]
    other = sure[~sure.map(lambda language: same(language, usual))]
    yield "another language", other
    doubtful = told[(told["sure"] < SURE) & (told["language"] != usual)]
    yield "language in doubt", doubtful["language"].map(lambda language: f"perhaps {language}")
    if "language" in articles:
        said = articles["language"].reindex(sure.index).dropna()
        wrong = [not same(sure[place], one) for place, one in said.items()]
        yield "language told wrongly", ("says " + said[wrong].astype("str") + ", is " + sure[said.index[wrong]])


def same(language: str, said) -> bool:
    """Whether a code of two letters and what a person wrote may mean one language; words other than codes may.

    >>> same("en", "en-GB"), same("en", "EN"), same("en", "German"), same("en", "de"), same("hr", "bs")
    (True, True, True, False, True)
    """
    code = re.fullmatch(r"([a-z]{2})(?:[-_].*)?", str(said).strip().lower())
    return code is None or language == code[1] or any({language, code[1]} <= alike for alike in ALIKE)


@lru_cache(maxsize=1)
def _model():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # half a second, which `load` need not wait for

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
