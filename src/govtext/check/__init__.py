"""Rows to verdicts: what a document states, recomputed from what it lists.

Each check is a named function; `CHECKS` is the one list of them. A verdict is `fail` only where both sides are printed and whole:
a list that says 等, a class some of whose grades are not told, names scattered in prose, or parts that may overlap never fail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from govtext.check import annual_report, changes, grades, lists, shares, sums
from govtext.check.model import Facts, Rows
from govtext.record import Check

CHECKS: Final[tuple[Callable[[Facts], Iterator[Check]], ...]] = (
    grades.listed_names,
    grades.counts_and_rows,
    grades.grade_totals,
    grades.class_totals,
    grades.sizes_in_text,
    grades.partitions,
    grades.commended,
    grades.class_sums,
    grades.one_grade_each,
    grades.rank_sequence,
    grades.ranking_sizes,
    sums.breakdowns,
    shares.shares,
    shares.rates,
    sums.weights,
    changes.changes,
    lists.stated_and_named,
    lists.announced,
    lists.label_sequence,
    annual_report.applications,
    annual_report.reviews,
    annual_report.applications_in_prose,
    annual_report.column_totals,
)
"""All checks, in the order of their rows."""


def check(rows: Rows, working: Mapping[str, Any]) -> tuple[Check, ...]:
    """All verdicts on the rows of one document, numbered in the order of `CHECKS`."""
    facts = Facts(rows, working)
    found: list[Check] = []
    of_grades: set[tuple[object, ...]] = set()
    seen: set[tuple[object, ...]] = set()
    for function in CHECKS:
        of_grades = {(row.kind, row.left, row.right) for row in found} if function is sums.breakdowns else of_grades
        named = {row.left for row in found if row.kind in ("count", "agreement") and row.verdict == "pass"}
        for row in function(facts):
            said = (row.kind, row.verdict, row.left, row.right, row.evidence or row.message)
            if row.verdict == "fail" and function is lists.stated_and_named and row.left in named:
                continue  # a list of graded units, whose names were counted
            if said in seen or (row.kind in ("sum", "count") and (row.kind, row.left, row.right) in of_grades):
                continue  # several places may say the same, and grades are statistics too
            seen.add(said)
            found.append(row)
    return tuple(
        Check(f"k{index}", c.kind, c.verdict, c.left, c.right, c.tolerance, c.message, c.evidence)
        for index, c in enumerate(found, 1)
    )
