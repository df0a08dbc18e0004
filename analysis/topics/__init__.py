"""Topics that carry the researcher's own names.

`read_seeds` reads named seeds from a file; `NamedTopics` estimates, without a random number, each article's share of
every topic; `top_terms` and `top_articles` show what a topic is made of; `prevalence` averages shares over groups of
articles. Before a fit, `audit` says what each seed does in a corpus, `suggest` which further terms could be seeds, and
`phrases` what `text.compound` is to join.
"""

from .audit import audit
from .named import NamedTopics
from .reading import prevalence, top_articles, top_terms
from .seeds import phrases, read_seeds
from .suggest import suggest

__all__ = ["NamedTopics", "audit", "phrases", "prevalence", "read_seeds", "suggest", "top_articles", "top_terms"]
