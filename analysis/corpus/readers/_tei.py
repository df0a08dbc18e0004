"""What the header of a TEI file says: of the text, of the people who speak in it, and of what they belong to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from analysis.corpus.readers import _xml

PARTIES = ("parliamentaryGroup", "parliamentaryParty", "politicalParty", "party")  # the first that a person has
PREFIXES = ("party.", "group.", "parliamentaryGroup.")  # of their ids, where the list of them is in another file


@dataclass
class Header:
    """What holds for each article of a text: its `facts`, and the people and organizations named in the file."""

    facts: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[Element]] = field(default_factory=dict)
    parties: dict[str, tuple[str, str]] = field(default_factory=dict)
    speeches: int | None = None

    def person(self, reference: str, date: str) -> dict[str, str]:
        """Name and party of the person to whom `reference` points, the party on that day."""
        identity = reference.strip().lstrip("#")
        told = {"speaker": self.names.get(identity, ""), "speaker_id": identity}
        memberships = [one for one in self.members.get(identity, []) if _holds(one, date)]
        known = [self._party(one) for one in memberships]
        known = sorted((rank, name) for rank, name in filter(None, known))
        return {key: value for key, value in (told | ({"party": known[0][1]} if known else {})).items() if value}

    def _party(self, membership: Element) -> tuple[int, str] | None:
        """The rank and the name of the party of a membership; None if it is in something else."""
        identity = membership.get("ref", "").lstrip("#")
        role, name = self.parties.get(identity, ("", ""))
        if role in PARTIES:
            return PARTIES.index(role), name or identity
        if not role and identity.startswith(PREFIXES):
            return len(PARTIES), identity.partition(".")[2]
        return None


def header(element: Element, before: Header) -> Header:
    """What a <teiHeader> says, added to what that of the whole corpus says."""
    facts = {
        "title": _title(element, "main") or _title(element, None),
        "subtitle": _title(element, "sub"),
        "byline": "; ".join(_xml.folded(one) for one in _below(element, "titleStmt", "author")),
        "meeting": "; ".join(_xml.folded(one) or one.get("n", "") for one in _below(element, "titleStmt", "meeting")),
        "outlet": next(
            (_xml.folded(one) for one in _below(element, "sourceDesc", "title") if one.get("level") == "j"), ""
        )
        or next((_xml.folded(one) for one in _below(element, "sourceDesc", "publisher")), ""),
        "place": "; ".join(_xml.folded(one) for one in _below(element, "settingDesc", "name")),
        "keywords": "; ".join(_xml.folded(one) for one in _below(element, "keywords", "term")),
        "url": _address(element),
        "language": _language(element),
    }
    facts |= _dates(element)
    made = Header(
        before.facts | {key: value for key, value in facts.items() if value},
        dict(before.names),
        dict(before.members),
        dict(before.parties),
    )
    people(element, made)
    counts = [one.get("quantity", "") for one in _xml.every(element, "measure") if one.get("unit") == "speeches"]
    made.speeches = _xml.count(counts[0]) if counts else None
    return made


def people(element: Element, made: Header):
    """Put the people and organizations listed below an element into `made`."""
    for person in _xml.every(element, "person"):
        if identity := person.get(_xml.ID):
            made.names[identity] = _name(person)
            made.members[identity] = _xml.every(person, "affiliation")
    for organization in _xml.every(element, "org"):
        if identity := organization.get(_xml.ID):
            names = [one for one in organization if _xml.name(one) == "orgName"]
            best = sorted(names, key=lambda one: one.get("full") != "yes")
            made.parties[identity] = (organization.get("role", ""), _xml.folded(best[0]) if best else "")


def _below(element: Element, parent: str, wanted: str) -> Iterator[Element]:
    """The elements of a name that are somewhere below elements of another one."""
    for one in _xml.every(element, parent):
        yield from _xml.every(one, wanted)


def _title(element: Element, kind: str | None) -> str:
    titles = [one for one in _below(element, "titleStmt", "title") if kind is None or one.get("type") == kind]
    return _xml.folded(titles[0]) if titles else ""


def _dates(element: Element) -> dict[str, str]:
    """The day of the setting, or else of the source, or of the publication; the last day of a span as `date_to`."""
    for parent in ("settingDesc", "sourceDesc", "publicationStmt"):
        for one in _below(element, parent, "date"):
            date = one.get("when") or one.get("from") or one.get("notBefore") or _xml.folded(one)
            last = one.get("to") or one.get("notAfter") or ""
            if date:
                return {"date": date} | ({"date_to": last} if last not in ("", date) else {})
    return {}


def _address(element: Element) -> str:
    said = [
        _xml.folded(one) for one in _below(element, "sourceDesc", "idno") if one.get("type") in ("URI", "URL", "url")
    ]
    said += [one.get("target", "") for one in _below(element, "sourceDesc", "ref")]
    return next((one for one in said if one.startswith(("http://", "https://"))), "")


def _language(element: Element) -> str:
    """The one language that is told; of several each text says its own."""
    codes = {one.get("ident", "") for one in _below(element, "langUsage", "language")}
    return codes.pop() if len(codes) == 1 else ""


def _name(person: Element) -> str:
    """A person's name in the order in which it is written, without titles and offices."""
    named = next(iter(_xml.every(person, "persName")), None)
    if named is None:
        return ""
    parts = [_xml.folded(one) for one in named if _xml.name(one) in ("forename", "nameLink", "surname")]
    return " ".join(part for part in parts if part) or _xml.folded(named)


def _holds(membership: Element, date: str) -> bool:
    """Whether a membership holds on a day; either may be known only to the month or year."""
    first, last = membership.get("from", "")[:10], membership.get("to", "")[:10]
    n_first, n_last = min(len(first), len(date)), min(len(last), len(date))
    return first[:n_first] <= date[:n_first] and date[:n_last] <= last[:n_last]
