"""The problem classifier: which category of a taxonomy a statement of a shortcoming belongs to.

`predict.py` reads a model and applies it, in plain Python; `train.py` makes one with scikit-learn, which nothing else
imports; `features.py` is what both see of a statement; `modelfile.py` is the form on disk.
"""

from __future__ import annotations

from govtext.classify.predict import Model, Prediction, field_of, load

__all__ = ["Model", "Prediction", "field_of", "load"]
