"""One drawing for each table, named after it: `figures.trend` draws what `terms.trend` made.

Every drawing function takes the table first and returns the matplotlib Axes it drew on, so that a notebook can go on
with it: ``ax.set_title(...)``. ``ax=None`` opens a new figure of a fitting size; a grid of panels is a loop over
``plt.subplots``. Nothing is shown; `save` alone writes, a figure and its numbers side by side.

- `frequency`: the most frequent terms, per million words, with their intervals;
- `keyness`: the terms that set two parts of a corpus apart, as effect sizes with their intervals;
- `collocations`: sequences of words that belong together, as effect sizes with their intervals;
- `cooccurrence`: the company of a word, or pairs of words, by a measure of association;
- `dispersion`: how evenly terms are spread, by their frequency, the notable ones named;
- `diversity`, `readability`: the articles of each group by how varied their words are, how hard they are to read;
- `trend`: a line for each group over time, with its interval and its gaps;
- `bursts`: a timeline of when terms are said much more than else;
- `changes`: the levels of a trend and the dates on which they change, on the Axes of `trend`;
- `interruption`: the lines before and after an event, on the Axes of `trend`;
- `similarity`: how alike a few groups are, each with each;
- `audit`: what each seed of each topic does in a corpus, before a model is fitted;
- `top_terms`: the terms of each topic, its seeds marked;
- `shares`: how much of each article (or group of articles) belongs to which topic;
- `prevalence`: the mean share of each topic in each group, with its interval;
- `agreement`: how well the shares of each topic agree with codes by hand, beside what chance would give;
- `calibration`: of articles with about the same share of a topic, how many were coded with it;
- `choose_unnamed`: what the number of unnamed topics changes, in four panels;
- `stability`: the same with intervals that allow for topics being estimated, and with what is doubtful about each;
- `effects`: how much the share of each topic differs with a covariate, others held equal;
- `coverage`: how many articles there are of each group in each period;
- `duplicates`: which outlet copied which; `wire`: which outlet prints the reports of which agency;
- `check`: the defects of a corpus, each with the number of articles that have it;
- `concordance`: where the hits of a pattern stand, in time or in their articles;
- `save`: the figure as PNG, PDF or SVG and its table as CSV;
- `latex`: a table with its caption for a paper;
- `colours`: the colour that an outlet has in every one of these figures;
- `STYLE`: fonts, lines and colours for a whole notebook: ``plt.style.use(figures.STYLE)``.

An interval is drawn wherever the table has one. Colours differ for colour-blind readers; in grey print, marks differ.
"""

from .audits import audit
from .coverage import coverage
from .defects import check
from .dots import frequency, keyness, prevalence
from .duplicates import duplicates, wire
from .estimates import effects, stability
from .events import bursts, changes, interruption
from .files import latex, save
from .grids import shares, top_terms
from .hits import concordance
from .judging import agreement, calibration, choose_unnamed
from .lines import trend
from .pairs import collocations, cooccurrence
from .points import dispersion
from .similarity import similarity
from .strips import diversity, readability
from .style import STYLE, colours

__all__ = [
    "STYLE",
    "agreement",
    "audit",
    "bursts",
    "calibration",
    "changes",
    "check",
    "choose_unnamed",
    "collocations",
    "colours",
    "concordance",
    "cooccurrence",
    "coverage",
    "dispersion",
    "diversity",
    "duplicates",
    "effects",
    "frequency",
    "interruption",
    "keyness",
    "latex",
    "prevalence",
    "readability",
    "save",
    "shares",
    "similarity",
    "stability",
    "top_terms",
    "trend",
    "wire",
]


def __dir__():
    return __all__
