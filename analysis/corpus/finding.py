"""Which files are meant by a path, a folder or a pattern, and each of them opened; archives with what is in them."""

import glob
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from analysis.corpus.readers import File, Options, Unreadable, unpacked
from analysis.corpus.readers._archives import LITTERED, is_litter, passed_over, unique
from analysis.corpus.readers._file import plain_path
from analysis.corpus.reconciling import Record

# What browsers call such a folder, after the page, in their languages.
OF_PAGE = re.compile(r"(.+)[_-](?:files|Dateien|fichiers|dosyalar|dosyaları|archivos|bestanden|file)")


def meant(paths) -> tuple[dict[str, Path], dict[Path, tuple]]:
    """The files that `paths` means, in the order of their names below the folder that they have in common.

    Beside them the paths among these that are not to be opened, each with a reason and what was found there.
    """
    each = [paths] if isinstance(paths, (str, os.PathLike)) or not isinstance(paths, Iterable) else list(paths)
    for one in [paths] if isinstance(paths, bytes) else each:
        if not isinstance(one, (str, os.PathLike)):
            raise TypeError(f"`paths` must be a path or a list of paths; got {type(one).__name__}.")
    if not all(map(os.fspath, each)) or not each:
        raise ValueError("`paths` is empty. Name a file, a folder or a pattern; '.' is the folder that Python runs in.")
    found, passed = {}, {}
    for one in map(Path, each):
        base = one if one.is_dir() else one.parent
        if one.is_dir():
            here = _below(one, passed)
        elif os.path.lexists(one):
            here = [one]
        else:
            matched = sorted(map(Path, glob.glob(str(one), recursive=True)))
            if "**" in one.parts:  # which matches what is in the folders, too
                matched = [path for path in matched if not path.is_dir()]
            base = Path(os.path.commonpath([path.parent for path in matched])) if matched else base
            here = _matched(matched, passed)
        if not here:
            raise FileNotFoundError(f"There is no file {one}. The path is read from {Path.cwd()}.")
        found |= {path: plain_path(path.relative_to(base).as_posix()) for path in here}
    twice = len(each) > 1 and len(set(found.values())) < len(found)
    names, taken = {}, {}
    for path, name in sorted(found.items()):
        names[unique(plain_path(path.as_posix()) if twice else name, taken)] = path
    return dict(sorted(names.items())), passed


def _matched(paths: list[Path], passed: dict[Path, tuple]) -> list[Path]:
    """The files that a pattern matches, and those below the folders that it matches."""
    found, names = [], [path.name for path in paths]
    for path in paths:
        if path.is_dir() and _is_of_page(path.name, names):
            passed[path] = passed_over([path.name])
        found += _below(path, passed) if path.is_dir() and path not in passed else [path]
    return found


def _below(folder: Path, passed: dict[Path, tuple]) -> list[Path]:
    """What is below a folder. A link that leads out of it, or to a folder, goes into `passed` too, as does litter."""
    inside, found, litter = os.path.realpath(folder), [], []

    def refused(error: OSError):
        found.append(Path(error.filename))
        passed[found[-1]] = "folder cannot be opened", error.strerror

    for here, folders, names in os.walk(folder, onerror=refused):
        left = {name for name in [*folders, *names] if is_litter(name) or _is_of_page(name, names)}
        litter += sorted(left)
        folders[:] = [name for name in folders if name not in left]
        for path in [Path(here, name) for name in [*folders, *names] if name not in left]:
            if path.is_symlink() and (path.is_dir() or not Path(os.path.realpath(path)).is_relative_to(inside)):
                passed[path] = "link was not followed", os.readlink(path)
            if path in passed or not path.is_dir():
                found.append(path)
    if litter:
        passed[folder] = passed_over(litter)
        found.append(folder)
    return found


def _is_of_page(folder: str, names: list[str]) -> bool:
    """Whether a browser keeps in a folder the pictures, scripts and advertisements of a page saved beside it.

    >>> _is_of_page("Talks_files", ["Talks.html"]), _is_of_page("Talks_files", ["More.html"])
    (True, False)
    """
    match = OF_PAGE.fullmatch(folder)
    return bool(match) and not {f"{match[1]}.html", f"{match[1]}.htm"}.isdisjoint(names)


def opened(name: str, path: Path, passed: Mapping[Path, tuple], options: Options) -> Iterator[tuple[File, Record]]:
    """The file at `path`, or the files in it if it is an archive, each with a new record."""
    record = Record(name)
    try:
        if path in passed:
            raise Unreadable(*passed[path])
        file = File(name, content(path, options.limits["file_bytes"]), options)
    except OSError as error:
        record.fail("file cannot be opened", error.strerror)
    except Unreadable as error:
        if error.reason == LITTERED:
            record.format = "folder"
            record.defect(error.reason, error.value)
        else:
            record.fail(error.reason, error.value)
    else:
        yield from unpacked(file, record)
        return
    yield File(name, b"", options), record


def content(path: Path, most: int) -> bytes:
    """The bytes of a file; what is no file, such as a pipe that nobody writes to, is not waited for."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise Unreadable("file is a pipe or a device")
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        data = stream.read(most + 1) if size <= most else b""
    if size > most or len(data) > most:  # it may have grown
        raise Unreadable("file is huge", f"{max(size, len(data)) / 1e6:,.0f} MB")
    return data
