"""Topics that carry the researcher's own names.

*Before a fit.* `read_seeds` reads named seeds from a file, `audit` says what each seed does in a corpus, `suggest`
which further terms could be seeds, `phrases` what `text.compound` is to join, and `choose_unnamed` compares numbers of
unnamed topics.

*The fit.* `NamedTopics` estimates, without a random number, each article's share of every topic.

*Reading.* `top_terms` and `top_articles` show what a topic is made of, `passages` the sentences that carry a share;
`prevalence` averages shares over groups of articles.

*Comparing.* `stability` gives shares with intervals that allow for estimated topics, and a verdict on each topic;
`effects` compares shares between outlets and times with other things held equal, over `refits` if wanted.

*Judging.* `agreement` and `calibration` compare shares with codes by hand; `coherence`, `exclusivity` and
`topic_diversity` judge terms; `align` finds the topics of another model; `halves` and `held_out` test what a model
foresees.
"""

from .agreement import agreement, calibration
from .alignment import align
from .audit import audit
from .choosing import choose_unnamed
from .coherence import coherence
from .effects import effects
from .exclusivity import exclusivity, topic_diversity
from .held_out import halves, held_out
from .named import NamedTopics
from .passages import passages
from .reading import prevalence, top_articles, top_terms
from .refit import refits
from .seeds import phrases, read_seeds
from .stability import stability
from .suggest import suggest

__all__ = [
    "NamedTopics",
    "agreement",
    "align",
    "audit",
    "calibration",
    "choose_unnamed",
    "coherence",
    "effects",
    "exclusivity",
    "halves",
    "held_out",
    "passages",
    "phrases",
    "prevalence",
    "read_seeds",
    "refits",
    "stability",
    "suggest",
    "top_articles",
    "top_terms",
    "topic_diversity",
]


def __dir__():
    return __all__
