"""A model applied to statements, in plain Python."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from govtext import lexicon
from govtext.classify.features import vector, word_counter
from govtext.classify.modelfile import read
from govtext.errors import LexiconError, ModelError

SHIPPED = ("openness", "general")


class Prediction(Struct, frozen=True):
    """What a model says of a statement.

    Attributes:
        topic: the class of the model's taxonomy; `other` where no class is sure enough.
        category: the category of CONTRACT that the class counts as.
        further: categories of other classes above the model's threshold, likeliest first.
        probabilities: the likeliest classes with their calibrated probabilities, likeliest first.
    """

    topic: str
    category: str
    further: tuple[str, ...]
    probabilities: dict[str, float]


class Model:
    """A trained classifier. `taxonomy`: its name; `classes`: its codes with their names and categories."""

    def __init__(self, path: Path) -> None:
        metadata, names, self._idf_values, self._weights = read(path)
        self.metadata = metadata
        self.taxonomy: str = metadata["taxonomy"]
        self.classes: list[dict[str, Any]] = json.loads(metadata["classes"])
        self._codes = [row["code"] for row in self.classes]
        self._contract = {row["code"]: row["contract"] for row in self.classes}
        self._scale = float(metadata["scale"])
        self._sure, self._also = float(metadata["sure"]), float(metadata["also"])
        self._index = {name: index for index, name in enumerate(names)}
        self._idf = dict(zip(names, self._idf_values, strict=True))
        if len(self._weights) != (len(names) + 1) * len(self._codes):
            raise ModelError(f"{path}: the model's parts do not fit together; train it again")
        self._count = word_counter({row["code"]: row["words"] for row in self.classes})

    def scores(self, text: str, heading: str | None = None) -> list[float]:
        """The linear score of each class, in the order of `classes`."""
        width = len(self._codes)
        totals = list(self._weights[len(self._index) * width :])
        for name, value in vector(text, heading, self._idf, self._count).items():
            at = self._index.get(name)
            if at is not None:
                row = self._weights[at * width : at * width + width]
                totals = [total + value * weight for total, weight in zip(totals, row, strict=True)]
        return totals

    def probabilities(self, text: str, heading: str | None = None) -> dict[str, float]:
        """Calibrated probability of each class."""
        scores = [self._scale * score for score in self.scores(text, heading)]
        top = max(scores)
        raised = [math.exp(score - top) for score in scores]
        whole = sum(raised)
        return {code: value / whole for code, value in zip(self._codes, raised, strict=True)}

    def predict(self, text: str, heading: str | None = None) -> Prediction:
        """The category of a statement below a heading."""
        ranked = sorted(self.probabilities(text, heading).items(), key=lambda item: (-item[1], item[0]))
        (best, first), *others = ranked
        topic = best if first >= self._sure else "other"
        category = self._contract.get(topic, "other")
        further = dict.fromkeys(self._contract[code] for code, p in others if p >= self._also)
        told = {code: round(p, 3) for code, p in ranked[:4] if p >= 0.05} or {best: round(first, 3)}
        return Prediction(topic, category, tuple(code for code in further if code != category), told)


@cache
def load(name: str) -> Model:
    """The model of a taxonomy that govtext has (`openness`, `general`), or of a file.

    Raises:
        ModelError: there is no such model, or it is damaged.
    """
    if name in SHIPPED:
        try:
            return Model(lexicon.locate("models", f"problems_{name}.safetensors"))
        except LexiconError as error:
            raise ModelError(str(error)) from None
    path = Path(name)
    if not path.is_file():
        raise ModelError(f"{name}: no model of this name; choose {', '.join(SHIPPED)}, or the file of a model")
    return Model(path)


def field_of(texts: Iterable[str | None]) -> str:
    """The taxonomy of a bulletin's field, by its title, and where that says nothing by what follows."""
    rows = lexicon.table("problem_fields")
    for text in texts:
        for row in rows:
            if text and row["word"] in text:
                return row["taxonomy"]
    return "general"
