"""What a check reads, and what it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from govtext.facts.grades.model import GradeWork, compatible
from govtext.facts.rankings import Order
from govtext.facts.statistics import Statistics
from govtext.record import Check, CheckKind, Verdict

Rows = Mapping[str, tuple[Any, ...]]


class Facts:
    """Rows of the record, and what the finders know besides."""

    def __init__(self, rows: Rows, working: Mapping[str, Any]) -> None:
        self.rows = rows
        work: GradeWork | None = next(iter(working.get("_grade_work", ())), None)
        self.work = work
        statistics: Statistics | None = next(iter(working.get("_statistics", ())), None)
        self.statistics = statistics or Statistics()
        self.text = self.statistics.text
        self.orders: tuple[Order, ...] = working.get("_orders", ())
        self.rankings = rows.get("rankings", ())
        self.grades = rows.get("grades", ())
        self.scale = [row.grade for row in rows.get("grade_scale", ())]
        self._ids: dict[str, dict[str | None, list[str]]] = {}
        for row in self.grades:
            self._ids.setdefault(row.grade, {}).setdefault(row.category, []).append(row.id)

    def ids(self, grade: str, category: str | None) -> tuple[str, ...]:
        """Ids of the grade rows of a class and grade."""
        classes = self._ids.get(grade, {}).items()
        return tuple(i for name, ids in classes if category is None or compatible(name, category) for i in ids)


def outcome(
    kind: CheckKind,
    verdict: Verdict,
    left: float,
    right: float,
    message: str,
    evidence: Sequence[str] = (),
    *,
    tolerance: float = 0.0,
) -> Check:
    """A check without its id, which its place among all gives."""
    return Check("", kind, verdict, left, right, tolerance, message, tuple(evidence))


def equal(left: float, right: float) -> Verdict:
    return "pass" if left == right else "fail"
