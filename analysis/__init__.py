"""Political discourse in news: from a folder of articles to a figure that can be defended.

The rooms, in the order in which the data walk through them:

- `corpus`: articles in, one row each, with a report of what was lost on the way;
- `text`: tokens, one list of words per article;
- `terms`: counts and what is computed from them: frequencies, keyness, trends;
- `topics`: topics that carry the researcher's own names;
- `figures`: one drawing function for each table, named after it;
- `reproduce`: every notebook run again, every figure proved to be the same.

Each is a module to import by name, ``from analysis import corpus, text``; none is loaded before it is asked for.
"""

import importlib

__version__ = "0.1.0"
__all__ = ["corpus", "figures", "reproduce", "terms", "text", "topics"]


def __getattr__(name):
    if name in __all__:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted([*globals(), *__all__])
