"""The characters of rich text (RTF)."""

from striprtf.striprtf import rtf_to_text

from analysis.corpus.readers._file import File, Unreadable


def is_rtf(file: File) -> bool:
    """Whether the file begins as rich text does."""
    return file.data.lstrip()[:5] == rb"{\rtf"


def plain(source: str) -> str:
    """The text of rich text, a line for each paragraph, without its running heads and its formats.

    >>> plain(r"{\\rtf1 Talks \\b go on\\b0 .\\par In Gen\\u232?ve}")
    'Talks go on.\\nIn Genève'

    Raises
    ------
    Unreadable
        If the parser fails.
    """
    try:
        text = rtf_to_text(source, errors="replace")
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise Unreadable("file is damaged", error) from None
    # Characters beyond the first 65,536 come as two halves.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\r", "\n")
