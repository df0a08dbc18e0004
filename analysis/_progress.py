"""The one place that makes bars of progress.

A bar appears only where work takes longer than a second, and none within another. In a terminal it is a line that goes
when the work is done; in a notebook a bar of HTML, not red lines of stderr, which leaves nothing to see: an output
without content, which `analysis.reproduce` does not keep. ``TQDM_DISABLE=1`` forbids all bars.
"""

import html
import io
import sys
import weakref
from collections.abc import Iterable

from tqdm import tqdm

EMPTY = {"text/plain": "", "text/html": ""}  # what stays in a notebook of a bar that is gone

_shown = weakref.WeakSet()  # the bar that is at work, so that none begins within it; one that is dropped is gone


class _Bar(tqdm):
    """A line in a terminal; it tells when it ends."""

    def close(self):
        super().close()
        _shown.discard(self)


class _NotebookBar(_Bar):
    """A bar in an output of its own, emptied in the end."""

    def __init__(self, *args, **options):
        self.output = None
        super().__init__(*args, file=io.StringIO(), **options)

    def display(self, msg=None, pos=None, **_):
        from IPython.display import display

        bundle = EMPTY if msg == "" else {"text/plain": str(self), "text/html": self._html()}
        if self.output is None and msg != "":
            self.output = display(bundle, raw=True, display_id=True)
        elif self.output is not None:
            self.output.update(bundle, raw=True)

    def _html(self):
        value = f'value="{self.n}" max="{self.total}"' if self.total else ""
        told = f"{self.desc or ''} {self.n:,}{f' of {self.total:,}' if self.total else ''}{self.unit}"
        return f"<div><progress {value}></progress> {html.escape(told)}</div>"


def bar(items: Iterable | None = None, *, doing: str, unit: str, total: int | None = None, after: float = 1.0) -> tqdm:
    """A bar over `items`, or one to be advanced by ``update``; also a context, at whose end it goes.

    Parameters
    ----------
    items : iterable, optional
    doing : str
        What is done, as in "Reading"; nothing is shown for "".
    unit : str
        What is counted, in the plural.
    total : int, optional
        How many there are, where `items` does not tell.
    after : float, default 1.0
        Seconds before which nothing is shown.

    Examples
    --------
    >>> sum(bar([1, 2, 3], doing="Adding", unit="numbers"))
    6
    """
    options = {"desc": doing, "unit": f" {unit}", "total": total, "delay": after, "leave": False}
    if not doing or _shown:
        return tqdm(items, disable=True, **options)
    made = (_NotebookBar if _in_notebook() else _Bar)(items, **options)
    if not made.disable:
        _shown.add(made)
    return made


def _in_notebook() -> bool:
    """Whether this process is the kernel of a notebook."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    return getattr(shell, "kernel", None) is not None
