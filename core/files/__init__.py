"""A file of somebody's, made fit to hand on: what it is by its bytes, and nothing in it that its sender did not mean.

clean(data) → Fit(type, data), or Unfit with a word why.
"""

from core.files.fit import Fit, Unfit, clean

__all__ = ["Fit", "Unfit", "clean"]
