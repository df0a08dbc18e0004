"""GDELT: its knowledge graph (GKG 1 and 2.1), events and mentions, which tell much of articles but not their text."""

import html
import re
from collections.abc import Iterator

from analysis.corpus.readers._file import File, Unreadable
from analysis.corpus.reconciling import Record

FORMAT = "GDELT"
TEXTLESS = True

# The columns of each table in their order (GDELT's codebooks: GKG 1.03, GKG 2.1, Event 1.03 and 2.0, Mentions 2.0).
_GKG1 = "date article_count counts themes locations persons organizations tone event_ids outlet url"
_GKG2 = """
    document_id date source_collection outlet url counts counts_with_offsets themes themes_with_offsets locations
    locations_with_offsets persons persons_with_offsets organizations organizations_with_offsets tone dates_mentioned
    gcam image related_images social_images social_videos quotations names amounts translation extras
"""
_EVENTS = """
    event_id event_date event_month event_year event_fraction {actors} is_root_event event_code event_base_code
    event_root_code quad_class goldstein_scale mention_count source_count article_count tone {places} date url
"""
_MENTIONS = """
    event_id event_time date source_collection outlet url sentence actor1_offset actor2_offset action_offset in_raw_text
    confidence document_length tone translation extras
"""
_ACTOR = "code name country group ethnic religion_1 religion_2 type_1 type_2 type_3"
_PLACE = "type name country adm1 {adm2} latitude longitude feature"


def _events(adm2: str = "") -> list[str]:
    """The columns of events; from the second version on, places are told also by the second level of districts."""
    actors = [f"actor{i}_{part}" for i in (1, 2) for part in _ACTOR.split()]
    place = _PLACE.format(adm2=adm2).split()
    places = [f"{whose}_place_{part}" for whose in ("actor1", "actor2", "action") for part in place]
    return _EVENTS.format(actors=" ".join(actors), places=" ".join(places)).split()


# How a row of each table begins, and its columns. Events have no address until April 2013.
_EVENT_ROW = r"\d+\t\d{8}\t\d{6}\t\d{4}\t\d{4}\.\d+\t"
TABLES = {
    "GKG 1": (re.compile(r"\d{8}\t\d+\t"), _GKG1.split()),
    "GKG 2": (re.compile(r"\d{14}-T?\d+\t\d{14}\t"), _GKG2.split()),
    "events 1": (re.compile(_EVENT_ROW), _events()),
    "events 1 without addresses": (re.compile(_EVENT_ROW), _events()[:-1]),
    "events 2": (re.compile(_EVENT_ROW), _events("adm2")),
    "mentions": (re.compile(r"\d+\t\d{14}\t\d{14}\t\d\t"), _MENTIONS.split()),
}
HEADER = re.compile(r"(?:DATE\tNUMARTS|GKGRECORDID\t|GLOBALEVENTID\t)[A-Z0-9_.\t]+", re.IGNORECASE)
TRIED = 20  # lines in which to look for a whole row, by which the table is known

# What one cell of GKG holds (codebook, V1.5TONE), and what else is a number.
_TONES = "tone positive negative polarity activity_density self_density word_count"
TONES = _TONES.split()
NUMBERS = {*TONES, "goldstein_scale", "article_count", "mention_count", "source_count", "confidence", "document_length"}
NUMBERS |= {f"{whose}_place_{part}" for whose in ("actor1", "actor2", "action") for part in ("latitude", "longitude")}
NUMBER = re.compile(r"-?\d{1,15}(?:\.\d+)?(?:E-?\d{1,2})?", re.ASCII | re.IGNORECASE)
TITLE = re.compile(r"<PAGE_TITLE>(.*?)</PAGE_TITLE>", re.DOTALL)
AUTHORS = re.compile(r"<PAGE_AUTHORS>(.*?)</PAGE_AUTHORS>", re.DOTALL)
SOURCE_LANGUAGE = re.compile(r"srclc:(\w+)")
ADDRESS = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)


def fits(file: File) -> bool:
    """Whether it begins with a header of GDELT's own or a row as one of its tables has them."""
    if "\t" not in file.head:
        return False
    lines = file.head.lstrip("\ufeff").split("\n")
    return bool(HEADER.match(lines[0])) or any(begins.match(lines[0]) for begins, _ in TABLES.values())


def read(file: File, record: Record) -> Iterator[dict]:
    """The rows as articles without a text, numbered as the lines of the file.

    In a table of events an article is there once for each event in it, in one of mentions once for each mention.

    Raises
    ------
    Unreadable
        If none of the first lines has the form of a table.
    """
    lines = [line.rstrip("\r") for line in file.text.lstrip("\ufeff").split("\n")]
    first = 1 if HEADER.match(lines[0]) else 0
    table = next(filter(None, map(_table, lines[first : first + TRIED])), None)
    if table is None:
        raise Unreadable("table cannot be read", lines[min(first, len(lines) - 1)])
    begins, columns = TABLES[table]
    record.format = f"{FORMAT} {table}"
    for position, line in enumerate(lines[first:], first + 1):
        cells = line.split("\t")
        if len(cells) != len(columns) and line.strip():
            reason = "row has too few cells" if len(cells) < len(columns) else "row has too many cells"
            record.drop(reason, line, position=position)
        elif line.strip():
            if not begins.match(line):
                record.defect("row begins otherwise", line, position=position)
            article = _article(dict(zip(columns, cells, strict=True)), table)
            for name in NUMBERS & article.keys():
                if NUMBER.fullmatch(article[name]):
                    article[name] = float(article[name])
                else:
                    record.defect("value cannot be read", f"{name}: {article.pop(name)}", position=position)
            yield {"position": position} | article


def _table(line: str) -> str | None:
    """The table of which a line is a row, if it is whole."""
    width = line.count("\t") + 1
    return next(
        (name for name, (begins, columns) in TABLES.items() if begins.match(line) and len(columns) == width), None
    )


def _article(cells: dict[str, str], table: str) -> dict:
    """One row; what GDELT packs into one cell is unpacked where it is of use to most."""
    article = {name: cell.strip() for name, cell in cells.items() if cell.strip()}
    if table.startswith("GKG"):
        article |= dict(zip(TONES, article.get("tone", "").split(","), strict=False))
        article |= {
            name: article[name].strip(";") for name in ("themes", "persons", "organizations") if name in article
        }
    if "url" in article and not ADDRESS.match(article["url"]):  # print and broadcasts are cited by words
        article["citation"] = article.pop("url")
    for name, pattern in (("title", TITLE), ("byline", AUTHORS)):
        if found := pattern.search(article.get("extras", "")):
            article[name] = html.unescape(found[1]).strip()
    if table in ("GKG 2", "mentions"):
        source = SOURCE_LANGUAGE.search(article.get("translation", ""))
        article["language"] = source[1] if source else "eng"  # what is not translated was in English
    return {name: cell for name, cell in article.items() if cell}
