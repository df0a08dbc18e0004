"""Wire copy: which news agency signed an article, and which outlets print whose reports."""

import re
from functools import lru_cache

import pandas as pd

from analysis import _check, _paths

ENDS = 200  # characters at the beginning and at the end of a text among which a signature is looked for
DASH = r"\-" "\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}"
CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"  # a letter that is not one of the small ones of Latin-1
# Where the name of an agency is a signature; <A> stands for any of its forms, <L> for a list of agencies.
AT_THE_BEGINNING = [
    rf"[(\[] ?<L> ?[)\]]\s*[{DASH}:_]",  # ANKARA, Turkey (AP) -
    r"/ ?<L> ?/",  # MOSCOW, February 7. /TASS/
    rf"\A\W*{CAPITAL}{{3,}}[^.\n]{{0,40}}?[{DASH},/] ?<A> ?(?:[{DASH}:]|\n)",  # ANKARA - Anadolu Agency -
    r"\bBy (?:[Tt]he )?<A>",
    r"(?:\A|\n)[ \t]*<A>[ \t]*(?=\n)",  # a line of its own
]
AT_THE_END = [
    r"[(\[] ?<L> ?[)\]]\W*\Z",  # ls/jr (AFP, AP)
    rf"[{DASH}/\n] ?<A>(?: news agency)?\W*\Z",  # idr/Reuters
    rf"\bSource\s*:[\s{DASH}]*<L>",
    r"<A>[^.]{0,120}\bcontributed\b",  # The Associated Press contributed to this report
    r"<A> (?:\w+ ){0,3}[Ww]riters?\b",
    r"(?:\N{COPYRIGHT SIGN}|\(c\)|\bCopyright)\s*(?:\d{4}\s*)?(?:[Tt]he )?<A>",
]
REUTERS = re.compile(r"\((?:Additional )?[Rr]eporting by ")  # "(Reporting by ...; Editing by ...)" is its house style


def agencies(articles: pd.DataFrame) -> pd.Series:
    """Return the news agencies whose signature each article bears: "AFP, Reuters"; missing where it bears none.

    Found is what stands in the first or last 200 characters in the manner of a signature, written as in
    ``corpus/wordlists/agency-names.txt``, large and small letters alike: ``(Reuters) -``, ``/TASS/``, ``ANKARA -
    Anadolu Agency -``, ``By The Associated Press``; ``(AFP, dpa)`` or ``/Reuters`` as the last word, ``Source: AFP``,
    ``AP writer``, ``... contributed``, ``(Reporting by ...)``, which is Reuters. An agency that is quoted ("told
    Reuters") has not signed. Outlets that cut signatures off leave nothing to be found: read it as *at least*.

    Parameters
    ----------
    articles : DataFrame
        With a column `text`.

    Returns
    -------
    Series of str
        Named "agency", on `article_id`; several agencies in the order of the alphabet, with a comma between.

    Examples
    --------
    >>> articles = pd.DataFrame(
    ...     {"text": ["ANKARA, Turkey (AP) - Talks went on.", "Talks ended. nm/rc (Reuters, AFP)", "He told Reuters."]}
    ... )
    >>> agencies(articles).tolist()
    ['AP', 'AFP, Reuters', nan]
    """
    texts = _check.texts("articles", _check.table("articles", articles, ["text"])["text"])
    found = [_signed(text) if isinstance(text, str) else None for text in texts]
    return pd.Series(found, index=articles.index, name="agency", dtype="str")


def wire(articles: pd.DataFrame, duplicates: pd.DataFrame) -> pd.DataFrame:
    """Return how many articles each outlet prints of each agency, with its signature and without.

    An article is an agency's if it bears its signature, or if another article of its group of copies does: an outlet
    that prints a report and cuts the signature off is told by the outlets that leave it there.

    Parameters
    ----------
    articles : DataFrame
        With columns `text` and `outlet`.
    duplicates : DataFrame
        What `corpus.duplicates` makes of the same articles.

    Returns
    -------
    DataFrame
        One row for each outlet and agency with an article, sorted by them: columns `outlet`, `agency`; `signed` and
        `unsigned`, numbers of articles; `share`, both of all articles of the outlet. An article that two agencies
        signed counts for both.

    Examples
    --------
    >>> from analysis import corpus
    >>> text = "ANKARA, Turkey (AP) - Talks on the border went on."
    >>> articles = pd.DataFrame({"text": [text, text[21:], "No."], "outlet": ["A", "B", "B"]}, index=["a1", "b1", "b2"])
    >>> wire(articles, corpus.duplicates(articles, similarity=0.5))
      outlet agency  signed  unsigned  share
    0      A     AP       1         0    1.0
    1      B     AP       0         1    0.5
    """
    _check.table("articles", articles, ["text", "outlet"])
    duplicates = _check.made_from("duplicates", duplicates, articles.index, ["group"])
    own = agencies(articles).dropna().str.split(", ").explode()
    group = duplicates["group"].reindex(own.index)
    known = pd.DataFrame({"group": group, "agency": own}).dropna().drop_duplicates()
    copies = duplicates["group"].rename_axis("article").reset_index().merge(known, on="group")
    everyone = pd.concat(
        [
            pd.DataFrame({"article": own.index, "agency": own.array, "signed": 1}),
            copies.assign(signed=0)[["article", "agency", "signed"]],
        ]
    ).drop_duplicates(["article", "agency"])
    everyone["outlet"] = articles["outlet"].reindex(everyone["article"]).array
    everyone["unsigned"] = 1 - everyone["signed"]
    table = everyone.groupby(["outlet", "agency"], observed=True)[["signed", "unsigned"]].sum().reset_index()
    printed = articles["outlet"].value_counts().reindex(table["outlet"]).to_numpy()
    return table.assign(share=(table["signed"] + table["unsigned"]) / printed)


def _signed(text: str) -> str | None:
    """Return the agencies that signed a text, or None."""
    beginning, end = _patterns()
    head, tail = text[:ENDS], text[-ENDS:].rstrip()
    found = [match[0] for match in beginning.finditer(head)] + [match[0] for match in end.finditer(tail)]
    names = {_names()[form] for piece in found for form in _form().findall(piece)}
    if REUTERS.search(tail):
        names.add("Reuters")
    return ", ".join(sorted(names, key=str.lower)) or None


@lru_cache
def _names() -> dict[str, str]:
    """The name of each form."""
    lines = [line.partition("=") for line in _paths.lines(_paths.WORDLISTS / "agency-names.txt")]
    return {form.strip(): name.strip() for name, _, forms in lines for form in forms.split(",")}


@lru_cache
def _form() -> re.Pattern:
    """Any form, the longest first, between boundaries of words."""
    forms = sorted(_names(), key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")


@lru_cache
def _patterns() -> tuple[re.Pattern, re.Pattern]:
    """What a signature looks like at the beginning, and at the end of a text."""
    one = _form().pattern
    several = rf"{one}(?:(?: ?[,/;&] ?| and ){one})*"
    return tuple(
        re.compile("|".join(shapes).replace("<A>", one).replace("<L>", several))
        for shapes in (AT_THE_BEGINNING, AT_THE_END)
    )
