"""How strongly the row and the column of a 2 x 2 table go together: one function for each measure of the field.

`keyness` asks it of a term and the target, `cooccurrence` of two words. All work on arrays, a table in each place, and
none gives an infinite value: where a definition divides by zero, or takes its logarithm, the value is missing (NaN).

>>> table = Table.of([16], 4, 24, 56)  # 8 were expected
>>> {name: round(float(measure(table)[0]), 3) for name, measure in MEASURES.items()}
{'g2': 16.848, 'g2_two_cell': 13.392, 'g2_yates': 14.705, 'g2_williams': 16.394, 'chi2': 16.667,
'chi2_yates': 14.648, 'chi2_yates_capped': 14.648, 't_score': 2.0, 'z_score': 2.828, 'pmi': 1.0, 'pmi2': 5.0,
'pmi3': 9.0, 'npmi': 0.378, 'dice': 0.533, 'log_dice': 13.093, 'delta_p': 0.5, 'delta_p_reverse': 0.333,
'minimum_sensitivity': 0.4, 'odds_ratio': 9.333, 'phi2': 0.167, 'mutual_information': 0.122, 'percent_diff': 500.0,
'difference_coefficient': 0.714, 'simple_maths': 6.0, 'bayes_factor': 8.787, 'log_likelihood_effect': 0.064}
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy import special

from ._kernel_fisher import two_sided

MILLION = 1_000_000
HALF = 0.5  # Yates' correction for continuity (1934, Supplement to the JRSS 1, 217-235)
LOG_DICE_MOST = 14  # Rychlý (2008, RASLAN, p. 9): the logDice of two words that never stand apart


class Table(NamedTuple):
    """A 2 x 2 table in each place of four arrays of float64.

    `a` counts what is in the row and in the column, `b` what is in the row only, `c` what is in the column only, `d`
    the rest. For keyness the row is the term and the column the target; for two words the row is the first.

    >>> table = Table.of([16], 4, 4, 76)
    >>> table.n, table.row, table.expected, table.sign
    (array([100.]), array([20.]), array([4.]), array([1.]))
    """

    a: np.ndarray
    b: np.ndarray
    c: np.ndarray
    d: np.ndarray

    @classmethod
    def of(cls, a, b, c, d) -> "Table":
        """The table of four arrays of numbers, brought to one shape."""
        return cls(*np.broadcast_arrays(*(np.asarray(cell, dtype=float) for cell in (a, b, c, d))))

    @property
    def row(self):
        return self.a + self.b

    @property
    def column(self):
        return self.a + self.c

    @property
    def n(self):
        return self.a + self.b + self.c + self.d

    @property
    def cells(self):
        """Each cell with the sums of its row and of its column."""
        other_row, other_column = self.c + self.d, self.b + self.d
        return [
            (self.a, self.row, self.column),
            (self.b, self.row, other_column),
            (self.c, other_row, self.column),
            (self.d, other_row, other_column),
        ]

    @property
    def expected(self):
        """What `a` would be on average if row and column were independent."""
        return divided(self.row * self.column, self.n)

    @property
    def sign(self):
        """1 where there is more in `a` than expected, -1 where there is less."""
        return np.sign(self.a * self.d - self.b * self.c)


def divided(above, below):
    """The quotient, missing where `below` is 0.

    >>> divided(np.array([1.0, 1.0]), np.array([2.0, 0.0]))
    array([0.5, nan])
    """
    above, below = np.broadcast_arrays(above, below)
    return np.divide(above, below, out=np.full(above.shape, np.nan), where=below != 0)


def log2(value):
    """The binary logarithm, missing where the value is not above 0."""
    return np.log2(value, out=np.full(np.shape(value), np.nan), where=np.asarray(value) > 0)


def g2(table: Table) -> np.ndarray:
    """The log-likelihood ratio over all four cells (Dunning 1993, Computational Linguistics 19, 61-74), signed."""
    return _likelihood_ratio(table, table.cells)


def g2_two_cell(table: Table) -> np.ndarray:
    """The log-likelihood ratio over the two cells of the term (Rayson & Garside 2000), signed."""
    return _likelihood_ratio(table, table.cells[:2])


def _likelihood_ratio(table, cells):
    total = sum(special.rel_entr(cell, divided(row * column, table.n)) for cell, row, column in cells)
    return 2 * np.maximum(total, 0) * table.sign  # rounding can leave a hair below zero where both rates are equal


def g2_yates(table: Table) -> np.ndarray:
    """`g2` with each cell half a count nearer to what is expected, wherever they differ by at least that."""
    gap = table.a - table.expected
    step = HALF * np.sign(gap) * (np.abs(gap) >= HALF)
    return g2(Table(table.a - step, table.b + step, table.c + step, table.d - step))


def g2_williams(table: Table) -> np.ndarray:
    """`g2` divided by q of Williams (1976, Biometrika 63, 33-37)."""
    rows = divided(table.n, table.row) + divided(table.n, table.n - table.row) - 1
    columns = divided(table.n, table.column) + divided(table.n, table.n - table.column) - 1
    return divided(g2(table), 1 + divided(rows * columns, 6 * table.n))


def chi2(table: Table) -> np.ndarray:
    """Pearson's statistic without correction, signed."""
    return _chi2(table, np.abs(table.a * table.d - table.b * table.c))


def chi2_yates(table: Table) -> np.ndarray:
    """Pearson's statistic with Yates' correction as it is written, (abs(ad - bc) - n/2) squared, signed.

    Where the difference is below n/2 its square grows again, as in quanteda; R and scipy make it 0 there, which is
    `chi2_yates_capped`.

    >>> chi2_yates(Table.of([3], 2, 14, 10)).round(3)
    array([0.185])
    """
    return _chi2(table, np.abs(table.a * table.d - table.b * table.c) - table.n / 2)


def chi2_yates_capped(table: Table) -> np.ndarray:
    """Pearson's statistic with Yates' correction, which never goes further than to 0, as in R and scipy; signed.

    >>> chi2_yates_capped(Table.of([3], 2, 14, 10))
    array([0.])
    """
    return _chi2(table, np.maximum(np.abs(table.a * table.d - table.b * table.c) - table.n / 2, 0))


def _chi2(table, gap):
    below = table.row * (table.n - table.row) * table.column * (table.n - table.column)
    return divided(table.n * gap**2, below) * table.sign


def t_score(table: Table) -> np.ndarray:
    """(a - e) / sqrt(a) (Church et al. 1991): how sure it is that `a` is above chance; missing where `a` is 0."""
    return divided(table.a - table.expected, np.sqrt(table.a))


def z_score(table: Table) -> np.ndarray:
    """(a - e) / sqrt(e) (Berry-Rogghe 1973, without the factor 1 - p of its second form)."""
    return divided(table.a - table.expected, np.sqrt(table.expected))


def pmi(table: Table) -> np.ndarray:
    """Pointwise mutual information log2(a / e) in bits (Church & Hanks 1990); missing where a is 0.

    >>> pmi(Table.of([16, 0], 4, 4, 76))
    array([ 2., nan])
    """
    return log2(divided(table.a, table.expected))


def pmi2(table: Table) -> np.ndarray:
    """log2(a^2 / e) (Daille 1994): rare pairs weigh less than in `pmi`."""
    return log2(divided(table.a**2, table.expected))


def pmi3(table: Table) -> np.ndarray:
    """log2(a^3 / e) (Daille 1994)."""
    return log2(divided(table.a**3, table.expected))


def npmi(table: Table) -> np.ndarray:
    """`pmi` divided by -log2(a / n), from -1 (never together) to 1 (never apart) (Bouma 2009).

    >>> npmi(Table.of([20, 16, 0], [0, 4, 4], [0, 4, 4], 80)).round(3)
    array([ 1.   ,  0.762, -1.   ])
    """
    value = divided(pmi(table), -log2(divided(table.a, table.n)))
    never = (table.a == 0) & (table.row > 0) & (table.column > 0)
    return np.where(never, -1.0, value)


def dice(table: Table) -> np.ndarray:
    """2a / (row + column) (Dice 1945)."""
    return divided(2 * table.a, table.row + table.column)


def log_dice(table: Table) -> np.ndarray:
    """14 + log2 of `dice` (Rychlý 2008): does not depend on the size of the corpus."""
    return LOG_DICE_MOST + log2(dice(table))


def delta_p(table: Table) -> np.ndarray:
    """P(column | row) - P(column | not row) (Gries 2013, IJCL 18, p. 143): how far the row foretells the column.

    >>> table = Table.of([16], 4, 24, 56)
    >>> delta_p(table).round(3), delta_p_reverse(table).round(3)
    (array([0.5]), array([0.333]))
    """
    return divided(table.a, table.row) - divided(table.c, table.n - table.row)


def delta_p_reverse(table: Table) -> np.ndarray:
    """P(row | column) - P(row | not column): how far the column foretells the row."""
    return divided(table.a, table.column) - divided(table.b, table.n - table.column)


def minimum_sensitivity(table: Table) -> np.ndarray:
    """The smaller of P(column | row) and P(row | column) (Pedersen & Bruce 1996)."""
    return np.minimum(divided(table.a, table.row), divided(table.a, table.column))


def odds_ratio(table: Table) -> np.ndarray:
    """ad / bc (Pojanapunya & Todd 2016, p. 154); missing where b or c is 0.

    >>> odds_ratio(Table.of([16], [4, 0], 24, 60))
    array([10., nan])
    """
    return divided(table.a * table.d, table.b * table.c)


def phi2(table: Table) -> np.ndarray:
    """(ad - bc)^2 / product of the margins (Church & Gale 1991, p. 12)."""
    return divided(np.abs(chi2(table)), table.n)


def mutual_information(table: Table) -> np.ndarray:
    """What row and column tell of each other, averaged over the four cells, in bits (Dunning 1998, p. 51)."""
    return divided(np.abs(g2(table)), 2 * np.log(2) * table.n)


def percent_diff(table: Table) -> np.ndarray:
    """The difference of rates in percent of the reference's (Gabrielatos & Marchi 2011); missing where b is 0."""
    target, reference = _rates(table)
    return 100 * divided(target - reference, reference)


def difference_coefficient(table: Table) -> np.ndarray:
    """The difference of rates divided by their sum, from -1 to 1 (Hofland & Johansson 1982, p. 471)."""
    target, reference = _rates(table)
    return divided(target - reference, target + reference)


def simple_maths(table: Table) -> np.ndarray:
    """The ratio of rates per million after adding 1 to both (Kilgarriff 2009)."""
    target, reference = _rates(table)
    return divided(target + 1, reference + 1)


def bayes_factor(table: Table) -> np.ndarray:
    """`g2_two_cell` - ln n, by BIC about twice the logarithm of the Bayes factor (Wilson 2013), whatever the direction.

    Above 2 is positive evidence for a difference, above 10 very strong; below 0 speaks for equal rates.
    """
    return np.abs(g2_two_cell(table)) - np.log(table.n, out=np.full(np.shape(table.n), np.nan), where=table.n > 0)


def log_likelihood_effect(table: Table) -> np.ndarray:
    """ELL, `g2_two_cell` divided by its greatest possible value (Johnston, Berry & Mielke 2006), from 0 to 1.

    That value is N ln(E), E the least expected count. Where E is so small that this is no greatest value, or none at
    all, the effect is missing.
    """
    least = np.minimum(
        divided(table.row * table.column, table.n), divided(table.row * (table.n - table.column), table.n)
    )
    logs = np.log(least, out=np.full(np.shape(least), np.nan), where=least > 1)
    effect = divided(np.abs(g2_two_cell(table)), table.n * logs)
    return np.where(effect <= 1, effect, np.nan)


def _rates(table):
    """Rates per million of the term in target and reference."""
    return MILLION * divided(table.a, table.column), MILLION * divided(table.b, table.n - table.column)


def fisher(table: Table) -> np.ndarray:
    """The two-sided p-value of Fisher's exact test: all tables that are at most as probable as this one, as in R.

    >>> fisher(Table.of([3], 1, 1, 3)).round(4)
    array([0.4857])
    """
    cells = [np.ascontiguousarray(np.ravel(cell), dtype=np.int64) for cell in table]
    return two_sided(*cells).reshape(np.shape(table.a))


def p_of_chi2(statistic: np.ndarray) -> np.ndarray:
    """The p-value of a signed statistic that has the distribution of chi-squared with one degree of freedom.

    It is the square of a standard normal one, so these are its two tails; by the gamma function, as scipy does it, they
    would take ten times as long.

    >>> p_of_chi2(np.array([3.841, -6.635])).round(3)
    array([0.05, 0.01])
    """
    return special.erfc(np.sqrt(np.abs(statistic) / 2))


MEASURES: dict[str, Callable[[Table], np.ndarray]] = {
    measure.__name__: measure
    for measure in (
        g2,
        g2_two_cell,
        g2_yates,
        g2_williams,
        chi2,
        chi2_yates,
        chi2_yates_capped,
        t_score,
        z_score,
        pmi,
        pmi2,
        pmi3,
        npmi,
        dice,
        log_dice,
        delta_p,
        delta_p_reverse,
        minimum_sensitivity,
        odds_ratio,
        phi2,
        mutual_information,
        percent_diff,
        difference_coefficient,
        simple_maths,
        bayes_factor,
        log_likelihood_effect,
    )
}
# Those that have the distribution of chi-squared with one degree of freedom where row and column are independent.
TESTS = ("g2", "g2_two_cell", "g2_yates", "g2_williams", "chi2", "chi2_yates", "chi2_yates_capped")
# Those that are as large where the term is rarer than expected as where it is more frequent.
UNSIGNED = ("phi2", "mutual_information", "bayes_factor", "log_likelihood_effect")
