"""Where things are: the one place that knows the folders of the repository."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT / "corpus"
TOPICS = CORPORA / "topics"
WORDLISTS = CORPORA / "wordlists"
NOTEBOOKS = ROOT / "notebooks"


def lines(path: Path) -> list[str]:
    """The entries of a word list: one per line, `#` begins a comment.

    >>> "the" in lines(WORDLISTS / "function-words-en.txt")
    True
    """
    entries = (line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [entry for entry in entries if entry]
