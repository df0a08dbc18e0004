"""A notebook executed in a fresh kernel, under the same circumstances on every machine."""

import importlib.util
import os
from pathlib import Path

from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode

# What a kernel sees besides the user's own environment. None of it is set in the process that runs the notebooks.
CIRCUMSTANCES = {
    "PYTHONHASHSEED": "0",  # the order of sets of str
    "PYTHONUTF8": "1",
    "PYTHONWARNINGS": "",
    "TZ": "UTC",
    "COLUMNS": "80",
    "TQDM_DISABLE": "1",  # a progress bar prints seconds
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # also where the user has chosen another one
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # a notice of the debugger on every start
    # Sums of floats depend on how many threads share them, and the kernels share the cores already.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}
START = 600  # seconds a kernel may take to answer: no slow machine needs them, and no failure is told later than that
SHOWN = 200  # characters of an error message that the table keeps


def environment(*, results: Path, scratch: Path) -> dict[str, str]:
    """Return the environment variables of a kernel that writes its figures to `results`.

    The user's matplotlibrc and IPython profile would change figures and outputs; neither is read.

    >>> environment(results=Path("staged"), scratch=Path("scratch"))["DISCOURSE_RESULTS"]
    'staged'
    """
    places = {"DISCOURSE_RESULTS": str(results), "IPYTHONDIR": str(scratch / "ipython")}
    matplotlib = importlib.util.find_spec("matplotlib")
    if matplotlib is not None:
        places["MATPLOTLIBRC"] = str(Path(matplotlib.origin).parent / "mpl-data" / "matplotlibrc")
    return os.environ | CIRCUMSTANCES | places


async def execute(notebook: NotebookNode, *, folder: Path, results: Path, scratch: Path) -> None:
    """Run all cells of `notebook`, whose outputs are replaced, in a kernel that starts in `folder`.

    The kernel is the Python of this process, whatever else is registered under the name of its kernel; it is shut down
    when the last cell has run, one has failed, or the caller is cancelled.

    Raises
    ------
    RuntimeError
        "cell 3: ZeroDivisionError: division by zero", counted as Jupyter counts, for the cell that raised.
    """
    running = 0

    def follow(cell, cell_index):
        nonlocal running
        running += 1

    results.mkdir(parents=True)
    manager = AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
        connection_file=str(scratch / "kernel.json"),
    )
    client = NotebookClient(
        notebook,
        km=manager,
        record_timing=False,
        startup_timeout=START,
        timeout=None,
        on_cell_execute=follow,
        extra_arguments=["--IPKernelApp.log_level=40"],  # errors only: its notices would run into the progress bar
    )
    try:
        await client.async_start_new_kernel(cwd=str(folder), env=environment(results=results, scratch=scratch))
        await client.async_start_new_kernel_client()
        await client.async_execute(cleanup_kc=False)
    except CellExecutionError as error:
        raise RuntimeError(f"cell {running}: {_short(f'{error.ename}: {error.evalue}')}") from None
    except DeadKernelError:
        raise RuntimeError(f"cell {running}: the kernel died, perhaps for want of memory") from None
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
        if manager.has_kernel:
            await manager.shutdown_kernel(now=True)


def _short(message: str) -> str:
    """The first line of `message`, cut where it is long."""
    line = message.strip().partition("\n")[0]
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "\N{HORIZONTAL ELLIPSIS}"
