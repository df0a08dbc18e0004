"""Topics that carry the researcher's own names.

`read_seeds` reads named seeds from a file; `NamedTopics` estimates, without a random number, each article's share of
every topic; `top_terms` and `top_articles` show what a topic is made of; `prevalence` averages shares over groups of
articles.
"""

from .named import NamedTopics
from .reading import prevalence, top_articles, top_terms
from .seeds import phrases, read_seeds

__all__ = ["NamedTopics", "phrases", "prevalence", "read_seeds", "top_articles", "top_terms"]
