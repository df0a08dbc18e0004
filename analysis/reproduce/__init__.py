"""Every notebook run again, every figure and table proved to be the same.

``python -m analysis.reproduce`` (or ``make reproduce``) is the command, `run` the same as a function:

- each notebook runs in a kernel of its own, several at once; its files are staged, and only a notebook that reached its
  end has them moved into ``results/``, so that a failure or an interruption leaves whole files of one run;
- every figure, table and notebook output is compared with the commit: `identical`, `changed`, `new` or `gone`;
- ``results/manifest.json`` says of which corpora, notebooks and package versions the results are made;
- with ``corpus="..."`` the same notebooks tell about another corpus, in ``results/NAME/``.

`versions` is for the last cell of each notebook. In the order of a run: `proof` (all of it), `planning` with
`notebooks` (their files and twins) and `parameters` (another corpus), `staging`, `kernels`, then `publishing` with
`comparison` and `manifest`.
"""

from analysis.reproduce.manifest import versions

__all__ = ["run", "versions"]


def __getattr__(name):
    # Running notebooks needs a second of imports, which a notebook that only asks for `versions` is spared.
    if name == "run":
        from analysis.reproduce.proof import run

        return run
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return __all__
