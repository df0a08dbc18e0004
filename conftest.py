"""What tests and examples in docstrings share: no window is opened, and figures are closed after each of them."""

import matplotlib
import pytest

matplotlib.use("agg")


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    import matplotlib.pyplot as plt  # here: most tests never draw

    plt.close("all")
