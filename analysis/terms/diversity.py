"""How varied the words of each article are."""

import numpy as np
import pandas as pd
from scipy import special

from analysis import _check, _threads
from analysis.text.codes import unpack

from ._kernel_diversity import DRAWS, profiles


def diversity(tokens: pd.Series, *, window: int = 100, segment: int = 100) -> pd.DataFrame:
    r"""Measures of lexical diversity of each article.

    Most measures change with the length of a text: the longer, the more words have been used before. Articles of
    different length are compared by `mattr`, `mtld` or `hdd`. Below, an article has :math:`N` tokens of :math:`V`
    types, and a type stands :math:`f` times in it. Where quanteda.textstats 0.97 has a measure, the definition is the
    same (Tweedie & Baayen 1998, Computers and the Humanities 32, 323-352), with logarithms to base 10.

    - `ttr`: :math:`V / N` (Johnson 1944);
    - `herdan_c`: :math:`\log V / \log N` (Herdan 1960);
    - `guiraud_r`: :math:`V / \sqrt{N}` (Guiraud 1954);
    - `carroll_cttr`: :math:`V / \sqrt{2 N}` (Carroll 1964);
    - `dugast_u`: :math:`(\log N)^2 / (\log N - \log V)` (Dugast 1978), missing where each token is a type;
    - `summer_s`: :math:`\log \log V / \log \log N` (Somers, whom quanteda calls Summer);
    - `yule_k`: :math:`10^4 (\sum f^2 - N) / N^2` (Yule 1944); large is *less* diverse;
    - `yule_i`: :math:`V^2 / (\sum f^2 - V)`, missing where each token is a type (quanteda gives 0);
    - `simpson_d`: :math:`(\sum f^2 - N) / N (N - 1)` (Simpson 1949), the chance that two tokens are of one type;
      large is less diverse;
    - `herdan_vm`: :math:`\sqrt{\sum f^2 / N^2 - 1 / V}` (Herdan 1955); large is less diverse;
    - `maas_a`: :math:`\sqrt{(\log N - \log V) / (\log N)^2}` (Maas 1972), not its square; large is less diverse;
    - `maas_lg_v0`, `maas_ln_v0`: :math:`\log V / \sqrt{1 - (\log V / \log N)^2}` to base 10 and to base e (Maas 1972);
      missing where each token is a type;
    - `fisher_alpha`: the solution of :math:`V = \alpha \ln(1 + N / \alpha)` (Fisher, Corbet & Williams 1943); missing
      where each token is a type;
    - `mattr`: mean `ttr` of all `window` tokens in a row (Covington & McFall 2010);
    - `msttr`: mean `ttr` of the `segment` tokens from the first, the next, and so on; what remains is left out (Johnson
      1944);
    - `mtld`: mean length of stretches, *factors*, in which `ttr` stays above 0.72 (McCarthy & Jarvis 2010, Behavior
      Research Methods 42, 381-392), the mean of a walk forwards and one backwards. A factor ends with the token that
      brings it to 0.72 or below, however short it is. The rest of a walk counts as the part of a factor that it has
      covered of the way from 1 to 0.72: with ttr t as (1 - t) / 0.28. Missing where each token is a type;
    - `hdd`: mean `ttr` of 42 tokens drawn without replacement, from the hypergeometric distribution (McCarthy & Jarvis
      2007, Language Testing 24, 459-488);
    - `entropy`: :math:`-\sum f / N \log_2 (f / N)`, in bits.

    An article of fewer tokens than the window, the segment or the draws has no `mattr`, `msttr` or `hdd`: of a shorter
    window they would be another measure, and larger (quanteda shortens the window of all articles, with a warning).

    Which tokens are counted is up to `text.tokenize`: with punctuation, numbers, capitals or without.

    Parameters
    ----------
    tokens : Series
        As made by `text.tokenize`.
    window, segment : int
        Tokens in a window of `mattr` and a segment of `msttr`.

    Returns
    -------
    DataFrame
        On the index of `tokens`: `tokens`, `types`, and the measures in the order above. A measure is missing, never
        infinite, where its formula has no value, as for an article without tokens.

    Examples
    --------
    >>> from analysis import text
    >>> articles = pd.DataFrame({"text": ["no war, no peace, no end", "war"]}, index=["a1", "a2"])
    >>> diversity(text.tokenize(articles), window=2)[["tokens", "types", "ttr", "yule_k", "mattr", "mtld"]].round(3)
        tokens  types    ttr    yule_k  mattr  mtld
    a1       6      4  0.667  1666.667    1.0   6.0
    a2       1      1  1.000     0.000    NaN   NaN
    """
    window = _check.whole("window", window, least=1)
    segment = _check.whole("segment", segment, least=1)
    parts = unpack(tokens)
    lengths = np.diff(parts.offsets)
    # What is longer than every article needs to be no longer, and fits the integers of the compiled walk.
    window, segment = (min(size, int(lengths.max(initial=0)) + 1) for size in (window, segment))
    whole = np.zeros((len(tokens), 4), np.int64)
    fractions = np.zeros((len(tokens), 4))
    args = (parts.offsets, parts.codes, len(parts.vocabulary))
    _threads.over_ranges(lambda *rows: profiles(*args, *rows, window, segment, whole, fractions), parts.offsets)
    return _table(lengths, whole, fractions, window, segment, tokens.index)


def _table(tokens, whole, fractions, window, segment, index):
    """All measures from what `profiles` has counted."""
    types, squares, window_types, segment_types = whole.T
    logs, forwards, backwards, drawn = fractions.T
    n = np.where(tokens > 0, tokens, np.nan)
    v = np.where(tokens > 0, types, np.nan)
    repeated = np.where(types < tokens, v, np.nan)  # types where some type is used twice, else missing
    several = np.where(tokens > 1, n, np.nan)
    lg_n, lg_v = np.log10(several), np.log10(v)
    lg_repeated = np.log10(repeated)
    nested = np.log10(np.where(types > 1, lg_v, np.nan))
    nested_n = np.log10(lg_n)
    steep = np.sqrt(1 - (lg_repeated / lg_n) ** 2)
    ratio = repeated / n
    factors = [np.where(walk > 0, walk, np.nan) for walk in (forwards, backwards)]
    windows = np.where(tokens >= window, tokens - window + 1, np.nan)
    segments = np.where(tokens >= segment, tokens // segment, np.nan)
    return pd.DataFrame(
        {
            "tokens": tokens,
            "types": types,
            "ttr": v / n,
            "herdan_c": lg_v / lg_n,
            "guiraud_r": v / np.sqrt(n),
            "carroll_cttr": v / np.sqrt(2 * n),
            "dugast_u": lg_n**2 / (lg_n - lg_repeated),
            "summer_s": nested / np.where(nested_n != 0, nested_n, np.nan),
            "yule_k": 1e4 * (squares - n) / n**2,
            "yule_i": repeated**2 / np.where(types < tokens, squares - types, np.nan),
            "simpson_d": (squares - n) / (n * (several - 1)),
            "herdan_vm": np.sqrt(np.maximum(squares * v - n**2, 0) / v) / n,  # whole below the root: 0 is met exactly
            "maas_a": np.sqrt((lg_n - lg_v) / lg_n**2),
            "maas_lg_v0": lg_repeated / steep,
            "maas_ln_v0": np.log(repeated) / steep,
            # With r = V / N the solution is V / (-r - W(-r exp(-r))), W the lower branch of Lambert's function.
            "fisher_alpha": v / (-ratio - special.lambertw(-ratio * np.exp(-ratio), -1).real),
            "mattr": window_types / (windows * window),
            "msttr": segment_types / (segments * segment),
            "mtld": (n / factors[0] + n / factors[1]) / 2,
            "hdd": np.where(tokens >= DRAWS, drawn / DRAWS, np.nan),
            "entropy": np.maximum(np.log2(n) - logs / n, 0),
        },
        index=index,
    )
