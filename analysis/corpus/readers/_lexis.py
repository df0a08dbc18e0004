"""The layout of LexisNexis before Nexis Uni: blocks with outlet, date, title, labels, text, labels, copyright."""

from collections.abc import Sequence

from analysis.corpus.readers import _labelled, _nexis
from analysis.corpus.reconciling import Record

WITHIN = 8  # blocks at the top of a document in which its date is looked for: two of copyright, outlet, and to spare
TITLE_AT_MOST = 700  # characters: what stands longer above the first label is not all title


def article(blocks: Sequence[str], number: int, record: Record) -> dict | None:
    """The article that the blocks of one document hold; nothing where the export has an error message instead.

    A block is a paragraph of the document, with newlines where its lines end.
    """
    if _nexis.ERROR.search(" ".join(blocks[:3])) and not any(map(_is_head, blocks)):
        record.drop("document was not exported", " ".join(blocks[:3]), position=number)
        return None
    item = {"position": number}
    rest = _take_head(item, _take_title(item, _take_source(item, list(blocks))))
    end = _closing(rest)
    if text := "\n\n".join(rest[:end]).strip():
        item["text"] = text
    _take_tail(item, rest[end:])
    return _labelled.joined(item)


def _label(block: str) -> str | None:
    """The label of a block, known or not: this layout has labels in capitals."""
    match = _labelled.LABEL.match(block)
    return match[1] if match and match[1].isupper() else None


def _is_head(block: str) -> bool:
    return _nexis.in_capitals(block) and _nexis.is_head(block)


def _is_tail(block: str) -> bool:
    return _nexis.in_capitals(block) and _nexis.is_tail(block)


def _take_source(item: dict, blocks: list[str]) -> list[str]:
    """Take outlet, date and edition; return the blocks below them."""
    label = next((i for i, block in enumerate(blocks) if _is_head(block) or _is_tail(block)), len(blocks))
    lines = [(i, line.strip()) for i in range(min(label, WITHIN)) for line in blocks[i].split("\n")]
    day = next((k for k, (_, line) in enumerate(lines) if _nexis.DATE.fullmatch(line)), None)
    if day is None:  # the first block is the outlet's all the same, if anything stands between it and the text
        first = blocks[:1] if min(label, WITHIN) > 1 else []
        _put_outlet(item, [line.strip() for block in first for line in block.split("\n")])
        return blocks[len(first) :]
    block = lines[day][0]
    _put_outlet(item, [line for _, line in lines[:day]])
    _nexis.put_date(item, lines[day][1])
    _labelled.put(item, "edition", "\n".join(line for i, line in lines[day + 1 :] if i == block))
    return blocks[block + 1 :]


def _put_outlet(item: dict, lines: list[str]):
    """The last line that is no copyright is the outlet; others above it are kept as `source`."""
    names = [line for line in lines if line and not _labelled.COPYRIGHT.search(line)]
    for line in lines:
        _labelled.put(item, "copyright", line if _labelled.COPYRIGHT.search(line) else None)
    _labelled.put(item, "source", "\n".join(names[:-1]))
    _labelled.put(item, "outlet", names[-1] if names else None)


def _take_title(item: dict, blocks: list[str]) -> list[str]:
    """Take the title: what stands above the first label, or one block where that would be too much for a title."""
    label = next((i for i, block in enumerate(blocks) if _is_head(block)), len(blocks))
    above = blocks[:label]
    if label == len(blocks) or sum(map(len, above)) > TITLE_AT_MOST:
        above = [block for block in above[:1] if not _is_tail(block)]
    _labelled.put(item, "title", " ".join(" ".join(above).split()))
    return blocks[len(above) :]


def _take_head(item: dict, blocks: list[str]) -> list[str]:
    """Take the labels above the text, an unknown one too if a known one follows; return the blocks below them."""
    end = 0
    for i, block in enumerate(blocks):
        if _is_head(block):
            end = i + 1
            if _nexis.named(block)[0] == "body":
                break
        elif not _label(block) or _is_tail(block):
            break
    for block in blocks[:end]:
        _nexis.put_line(item, block)
    body = item.pop("body", None)  # on the line of its label, where there is one
    return ([body] if body else []) + blocks[end:]


def _closing(blocks: list[str]) -> int:
    """Where the labels below the text begin.

    Among them stand copyrights, and after a label of a long text, such as a correction, further paragraphs of it.
    """
    owned, label, tails = [], None, 0
    for block in blocks:
        if _label(block):
            label = _nexis.named(block)[0] if _nexis.named(block) else None
            tails += _is_tail(block)
        owned.append(label in _nexis.LONG and tails > 1)
    start = len(blocks)
    for i in range(len(blocks) - 1, -1, -1):
        if _is_tail(blocks[i]) or _labelled.is_copyright(blocks[i]):
            start = i
        elif not _label(blocks[i]) and not owned[i]:
            break
    return start


def _take_tail(item: dict, blocks: list[str]):
    """Take the labels below the text, each with the paragraphs that belong to it, and the copyright."""
    parts: list[list[str]] = []
    for block in blocks:
        if _label(block) or _labelled.is_copyright(block) or not parts:
            parts.append([block])
        else:
            parts[-1].append(block)
    for block in map("\n".join, parts):
        if _label(block):
            _nexis.put_line(item, block)
        else:
            _labelled.put(item, "copyright", block)
