"""One file per format in which articles are kept or exported.

A reader is a module with three names:

- ``FORMAT``, what the format is called in the reconciliation;
- ``fits(file) -> bool``, whether a `File` is of this format, by its content: cheap, and never an error;
- ``read(file, record) -> Iterator[dict]``, which yields an article after the other and says all else to `record`, a
  `reconciling.Record`: how many the export announces, and each defect with its position.

A fourth, ``TEXTLESS = True``, says that the format holds no texts at all.

An article is a dict of str: `text`; `title`, `date` (as written), `outlet`, `byline`, `section`, `language`, `url`,
`document_id` (the export's own) where known; `words`, the length that the export announces; `position`, an int, its
number or row in the file; and whatever else the format has, under names in lower case. What is not known is left out.
A reader drops nothing on its own: what it cannot take it says to `record`, and where it can make nothing of the whole
file it raises `Unreadable`.
"""

from types import ModuleType

from analysis.corpus.readers import (
    delimited,
    europresse,
    factiva_html,
    factiva_rtf,
    factiva_xml,
    feeds,
    gdelt,
    json_records,
    lexis_html,
    lexis_text,
    nexis_docx,
    nexis_rtf,
    opendocument,
    parquet,
    pdf,
    plain,
    proquest_html,
    proquest_text,
    rich_text,
    ris,
    spreadsheet,
    tei,
    warc,
    web_page,
    word,
)
from analysis.corpus.readers._archives import unpacked
from analysis.corpus.readers._file import File, Options, Unreadable, limits

__all__ = ["READERS", "File", "Options", "Unreadable", "limits", "reader", "unpacked"]

# The first that fits reads the file, so the particular come before the general.
READERS = [
    *(parquet, pdf, warc),
    *(nexis_docx, spreadsheet, word, opendocument),
    *(nexis_rtf, factiva_rtf, rich_text),
    *(proquest_html, proquest_text, lexis_html, lexis_text),
    *(factiva_xml, factiva_html, europresse),
    *(tei, feeds, gdelt, ris),
    *(json_records, web_page, delimited, plain),
]


def reader(file: File) -> ModuleType:
    """The reader whose format `file` has.

    Raises
    ------
    Unreadable
        If it is none of the known formats.

    Examples
    --------
    >>> reader(File("notes.txt", b"Talks go on.")).FORMAT
    'plain text'
    """
    for module in READERS:
        if module.fits(file):
            return module
    raise Unreadable("format is unknown", file.data[:8])
