"""The formats in which dictionaries are kept, each read by a function from the text of a file and its name."""

import re
import xml.sax

import defusedxml.sax
import yaml
from defusedxml.common import DefusedXmlException

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\Z")  # Lexicoder's, for showing matches
WEIGHT = re.compile(r"\s*\((\d+(?:\.\d+)?)\)\Z")  # WordStat's
LIWC_KEY = re.compile(r"(\t*)(\d+)(?:\t| +)(\t*)\s*(\S[^\t(]*)")  # tabs before or after the number are levels
LIWC_WORD = re.compile(r"(\S.*?)\s+(\d+(?:\s+\d+)*)\Z")
LIWC_CONDITION = re.compile(r"<\w+>|\(\d+(?:\s+\d+)*\)\d|\d/\d+\Z")  # as in kind <of>131/125; a smile is a word


class Node:
    """A key while its file is read: its patterns, and the keys below it.

    >>> root = Node()
    >>> root.child("war").patterns += ["army", "tank*"]
    >>> root.child("war").child("sea").patterns += ["ship*"]
    >>> root.whole("small.dic")
    {'war': ['army', 'tank*', {'sea': ['ship*']}]}
    """

    def __init__(self):
        self.patterns = []
        self.below = {}

    def child(self, name: str) -> "Node":
        """The key `name` below this one, made when it is new; a key that stands twice in a file is one."""
        return self.below.setdefault(name, Node())

    def content(self) -> dict | list:
        """What stands for the key in the dictionary."""
        below = {name: node.content() for name, node in self.below.items()}
        if not below:
            return self.patterns
        return [*self.patterns, below] if self.patterns else below

    def whole(self, name: str) -> dict:
        """What stands for the file `name`, of which this is the root; raise if it is empty."""
        if not self.below:
            raise ValueError(f"{name} has no keys.")
        return {key: node.content() for key, node in self.below.items()}


def fault(name: str, line: int, what: str) -> ValueError:
    """The error to raise for a line of a file, counted from 1.

    >>> fault("small.dic", 3, "has no key.")
    ValueError('small.dic, line 3: has no key.')
    """
    return ValueError(f"{name}, line {line}: {what}")


def yaml_keys(text: str, name: str) -> dict:
    r"""Keys with lists of patterns, or with further keys. Words that YAML takes for other things (no, on) stay words.

    >>> yaml_keys("war: [army, no]\ntrade: {goods: [oil]}", "small.yaml")
    {'war': ['army', 'no'], 'trade': {'goods': ['oil']}}
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise fault(name, error.problem_mark.line + 1 if error.problem_mark else 1, error.problem) from error
    except yaml.YAMLError as error:
        raise ValueError(f"{name} cannot be read as YAML: {error}") from error
    if not isinstance(root, yaml.MappingNode):
        raise fault(name, 1, "must map keys to lists of patterns, as in `nato: [nato, north atlantic treaty]`.")
    return _from_yaml(root, name, set())


def _from_yaml(node, name, seen):
    line = node.start_mark.line + 1
    if id(node) in seen and not isinstance(node, yaml.ScalarNode):  # an alias may also hold itself
        raise fault(name, line, "is referred to by an alias. Write it out where it is needed.")
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        wrong = [item for item in node.value if isinstance(item, yaml.SequenceNode)]
        if wrong:
            raise fault(name, wrong[0].start_mark.line + 1, "must be a pattern, not a list within a list.")
        return [_from_yaml(item, name, seen) for item in node.value]
    content = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise fault(name, line, "a key must be a word.")
        if key.value in content:
            raise fault(name, line, f"the key {key.value!r} stands there a second time.")
        if isinstance(value, yaml.ScalarNode):
            shown = f"[{value.value}]" if value.value else "[...]"
            raise fault(name, line, f"{key.value!r} must have a list of patterns. Write `{key.value}: {shown}`.")
        content[key.value] = _from_yaml(value, name, seen)
    return content


def liwc(text: str, name: str) -> dict:
    r"""Between two lines of ``%`` the numbers and names of categories; then words with the numbers of theirs.

    Categories that are indented by tabs are nested, as in LIWC2015.

    >>> liwc("%\n1 war\n2 sea\n%\ntank* 1\nnavy 1 2", "small.dic")
    {'war': ['tank*', 'navy'], 'sea': ['navy']}
    """
    lines = [line.rstrip() for line in text.split("\n")]
    bars = [number for number, line in enumerate(lines) if line.strip() == "%"]
    if len(bars) < 2:
        raise ValueError(f"{name} must list its categories between two lines that hold only %; it has {len(bars)}.")
    root, keys, path = Node(), {}, []
    for number in range(bars[0] + 1, bars[1]):
        if not lines[number].strip():
            continue
        parts = LIWC_KEY.match(lines[number])
        if not parts:
            raise fault(name, number + 1, f"must be the number and the name of a category; got {lines[number]!r}.")
        before, code, after, key = parts.groups()
        if int(code) in keys:
            raise fault(name, number + 1, f"the category {code} is named a second time.")
        path = path[: len(before) + len(after)]
        keys[int(code)] = (path[-1] if path else root).child(key.strip())
        path.append(keys[int(code)])
    for number in range(bars[1] + 1, len(lines)):
        line = lines[number].strip()
        if not line:
            continue
        if LIWC_CONDITION.search(line):
            what = f"{line!r} depends on its neighbours, which cannot be followed."
            raise fault(name, number + 1, f"{what} Write the word with the categories that count in any case.")
        parts = LIWC_WORD.match(line)
        if not parts:
            raise fault(name, number + 1, f"must be a word and the numbers of its categories; got {line!r}.")
        word, codes = parts.groups()
        for code in dict.fromkeys(map(int, codes.split())):
            if code not in keys:
                raise fault(name, number + 1, f"{word!r} is given to category {code}, which has no name.")
            keys[code].patterns.append(word)
    return root.whole(name)


def lexicoder(text: str, name: str) -> dict:
    r"""``+key``, with or without a colour, and below it one pattern a line.

    >>> lexicoder("+negative #FF0000\nloss\nbad *", "small.lc3")
    {'negative': ['loss', 'bad *']}
    """
    root, key = Node(), None
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if line.startswith("+"):
            title = COLOUR.sub("", line[1:]).strip()
            if not title:
                raise fault(name, number, f"a key must have a name; got {line!r}.")
            key = root.child(title)
        elif line and key is None:
            raise fault(name, number, f"{line!r} stands before the first key. A key is a line such as +negative.")
        elif line:
            key.patterns.append(line)
    return root.whole(name)


def wordstat(text: str, name: str) -> dict:
    r"""Lines indented by tabs: what ends in a weight, as in ``ALES (1)``, is a pattern, all else is a key.

    >>> wordstat("WAR\n\tARMY (1)\n\tSEA\n\t\tWAR_SHIP* (1)", "small.cat")
    {'WAR': ['ARMY', {'SEA': ['WAR SHIP*']}]}
    """
    root = Node()
    path = [root]
    for number, line in enumerate(text.split("\n"), 1):
        entry = line.strip()
        if not entry:
            continue
        depth = len(line) - len(line.lstrip("\t"))
        if line[depth] == " ":
            raise fault(name, number, "must be indented by tabs only.")
        if depth >= len(path):
            raise fault(name, number, f"{entry!r} is {depth} tabs deep, but the key above it only {len(path) - 2}.")
        path = path[: depth + 1]
        weight = WEIGHT.search(entry)
        if entry.startswith("@"):
            raise fault(name, number, f"the rule {entry!r} cannot be followed. Take it out, or write its words.")
        if not weight:
            path.append(path[-1].child(entry))
        elif depth == 0:
            raise fault(name, number, f"the pattern {entry!r} stands under no key.")
        else:
            path[-1].patterns.append(WEIGHT.sub("", entry).replace("_", " ").strip())
    return root.whole(name)


def yoshikoder(data: bytes, name: str) -> dict:
    """XML: ``cnode`` is a key and ``pnode`` a pattern, both with their `name`. Entities and DTDs are refused.

    >>> yoshikoder(b'<dictionary><cnode name="war"><pnode name="army"/></cnode></dictionary>', "small.ykd")
    {'war': ['army']}
    """
    handler = _Yoshikoder(name)
    try:
        defusedxml.sax.parseString(data, handler, forbid_dtd=True)
    except xml.sax.SAXParseException as error:
        raise fault(name, error.getLineNumber(), f"is not XML: {error.getMessage()}.") from error
    except DefusedXmlException as error:
        raise ValueError(
            f"{name} declares a document type or entities, which can read other files or fill the memory. "
            "No dictionary needs them: take the lines that begin with <! out."
        ) from error
    return handler.path[0].whole(name)


class _Yoshikoder(xml.sax.ContentHandler):
    def __init__(self, name):
        super().__init__()
        self.name = name
        self.path = [Node()]
        self.depth = 0

    def startElement(self, tag, attributes):
        line = self._locator.getLineNumber()
        if self.depth == 0 and tag != "dictionary":
            raise fault(self.name, line, f"must begin with <dictionary>; got <{tag}>.")
        self.depth += 1
        if tag not in ("cnode", "pnode"):
            return
        title = attributes.get("name", "").strip()
        if not title:
            raise fault(self.name, line, f"<{tag}> must have a name.")
        if tag == "cnode":
            self.path.append(self.path[-1].child(title))
        elif len(self.path) == 1:
            raise fault(self.name, line, f"the pattern {title!r} stands under no key.")
        else:
            self.path[-1].patterns.append(title)

    def endElement(self, tag):
        self.depth -= 1
        if tag == "cnode":
            self.path.pop()
