"""How tables show in a notebook; the rooms import it, and nothing has to be called.

One option of pandas is set: a table is no mathematics, or what stands between two dollar signs in a passage ("$40-55
per barrel, $42") would be set as a formula. ``pd.set_option("display.html.use_mathjax", True)`` undoes it.
"""

import pandas as pd

PLAIN = "tex2jax_ignore mathjax_ignore"  # the classes by which HTML says so itself, as pandas does

pd.set_option("display.html.use_mathjax", False)
