"""What a document orders: rows of `tasks`, a worklist with who does what by when.

`orders.py` finds each order, `actors.py` who is to do it and who is to help, `deadlines.py` by when and how often.
"""

from __future__ import annotations

import re

from govtext.facts.tasks.actors import Actors
from govtext.facts.tasks.deadlines import Calendar
from govtext.facts.tasks.orders import find_orders
from govtext.patterns import pattern
from govtext.record import Task, Unit
from govtext.scan import Mentions
from govtext.structure import Document

__all__ = ["find"]

_PLAN = pattern("要点|计划|安排|方案|打算|任务")
_ANNUAL = pattern("年度报告|年报|工作总结|年度.{0,12}(?:报告|总结)|工作情况的?报告")
_YEAR = pattern(r"(?:19|20)\d\d(?=年)")


def find(document: Document, mentions: Mentions) -> dict[str, tuple[object, ...]]:
    """Rows of `tasks` in the order of the text."""
    calendar = _calendar(document, mentions)
    rows: list[Task] = []
    for order in find_orders(mentions):
        where = document.view.to_source(*order.span)
        due = calendar.read(mentions.text, *order.span)
        if due.iso is None and order.due is not None:
            line = calendar.read(mentions.text, *order.due)
            due = due if line.text is None else line
        rows.append(
            Task(
                id=f"t{len(rows) + 1}",
                text=where.of(document.source.text),
                span=where,
                section=order.path,
                responsible=_units(mentions, order.actors, "responsible"),
                supporting=_units(mentions, order.actors, "supporting"),
                deadline=due.iso,
                deadline_text=None if due.text is None else re.sub(r"\s", "", due.text),
                recurrence=due.recurrence,
            )
        )
    return {"tasks": tuple(rows)}


def _units(mentions: Mentions, actors: Actors, role: str) -> tuple[Unit, ...]:
    found: tuple[tuple[object, str], ...] = getattr(actors, role)
    return tuple(mentions.unit(item, name) for item, name in found)  # type: ignore[arg-type]


def _calendar(document: Document, mentions: Mentions) -> Calendar:
    """A plan's dates are of the year in its title, an annual report's plans of the year after, others of the year of issue."""
    elements = document.elements
    title = elements.title.value if elements.title is not None else ""
    issued = elements.date_of_issue or elements.printing_date
    year = mentions.year
    if _PLAN.search(title) and (match := _YEAR.search(title)):
        year = int(match[0])
    elif _ANNUAL.search(title) and (match := _YEAR.search(title)):
        year = int(match[0]) + 1
    return Calendar(year, issued.value if issued is not None else None)
