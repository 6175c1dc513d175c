"""Identities of the statutory tables of a 政府信息公开工作年度报告 (国办公开办函〔2019〕60号, 〔2021〕30号).

The form prints them itself: 第一项加第二项之和，等于第三项加第四项之和, in every column; and 总计 is the sum of the applicants.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from govtext.check.model import Facts, outcome
from govtext.facts.statistics import Measure, Table, TableRow
from govtext.facts.statistics.cells import TOTALS
from govtext.patterns import pattern
from govtext.record import Check, Verdict

_NEW = pattern("本年新收")
_CARRIED = pattern("上年结转")
_DONE = pattern("^总计$|办理结果.{0,4}总计|（七）总计|^[（(]?七[)）]?总计")
_NEXT = pattern("结转下年度")
_TOTAL = pattern("总计$")
_GROUP: Final = 5
"""Columns of a course of review: four results and their sum."""


def applications(facts: Facts) -> Iterator[Check]:
    """一＋二＝三（七）＋四 in each column, （七） as the sum of its leaves, 总计 as the sum of the applicants in each row."""
    for table in facts.statistics.tables:
        new, carried, done, following = (_row(table, label) for label in (_NEW, _CARRIED, _DONE, _NEXT))
        if new is None or done is None or following is None:
            continue
        columns = sorted(new.cells)
        leaves = _between(table, carried or new, done)
        for column in columns:
            name = table.header[column] or "合计"
            come = _sum([row.cells.get(column) for row in (new, carried) if row is not None])
            gone = _sum([done.cells.get(column), following.cells.get(column)])
            cells = [row.cells.get(column) for row in (new, carried, done, following) if row is not None]
            sides = ((new, carried), (done, following))
            if done.cells.get(column) is not None:
                terms = [_terms([row.cells.get(column) for row in two if row is not None]) for two in sides]
                yield _identity(f"{name}：第一项加第二项{terms[0]}", come, f"第三项总计加第四项{terms[1]}", gone, cells)
            told = [row.cells.get(column) for row in leaves]
            if any(told) and done.cells.get(column) is not None:
                yield _identity(
                    f"{name}：办理结果各项", _sum(told), "（七）总计", _sum([done.cells[column]]), [done.cells[column]]
                )
        for row in table.rows:
            yield from _across(row, table.header)


def _row(table: Table, label: object) -> TableRow | None:
    return next((row for row in table.rows if row.names and label.search(row.names[-1])), None)  # type: ignore[attr-defined]


def _between(table: Table, first: TableRow, last: TableRow) -> list[TableRow]:
    rows = list(table.rows)
    return rows[rows.index(first) + 1 : rows.index(last)]


def _sum(cells: list[Measure | None]) -> int:
    return int(sum((Decimal(cell.value or 0) for cell in cells if cell is not None), Decimal(0)))


def _terms(cells: list[Measure | None]) -> str:
    return "（" + "＋".join(str(cell.value) for cell in cells if cell is not None) + "）"


def _across(row: TableRow, header: tuple[str, ...]) -> Iterator[Check]:
    """The last column of a row against the sum of the others."""
    columns = sorted(row.cells)
    if len(columns) < 3 or not _TOTAL.search(header[columns[-1]] or "总计"):
        return
    total = row.cells[columns[-1]]
    others = [row.cells[column] for column in columns[:-1]]
    yield _identity(
        f"{row.names[-1] if row.names else ''}：各类申请人", _sum(list(others)), "总计", _sum([total]), [total]
    )


_PROSE: Final = (
    ("新收", pattern("新收|收到")),
    ("上年结转", pattern("上年结转|上年度结转|结转上年")),
    ("办理结果总计", pattern("办理结果|总计|办结|答复")),
    ("结转下年", pattern("结转下|转下年")),
)


def applications_in_prose(facts: Facts) -> Iterator[Check]:
    """The same identity in a sentence: 新收3214件，上年结转89件；办理结果总计3187件，结转下年度106件."""
    measures = facts.statistics.measures
    for first, second, third, fourth in zip(measures, measures[1:], measures[2:], measures[3:], strict=False):
        four = (first, second, third, fourth)
        if (
            any(not m.counts or m.cell or m.unit != first.unit for m in four)
            or fourth.span.end - first.span.start > MAX_PROSE
        ):
            continue
        told = [facts.text[max(m.within, m.span.start - 14) : m.span.start] for m in four]
        if all(label.search(lead) for (_, label), lead in zip(_PROSE, told, strict=True)):
            come, gone = _sum([first, second]), _sum([third, fourth])
            yield _identity("新收加上年结转", come, "办理结果加结转下年", gone, list(four))


MAX_PROSE: Final = 160


def reviews(facts: Facts) -> Iterator[Check]:
    """总计 of 行政复议 and of either kind of 行政诉讼 as the sum of its four results."""
    for table in facts.statistics.tables:
        starts = [i for i, name in enumerate(table.header) if name.endswith("结果维持")]
        for row in table.rows:
            for start in starts:
                cells = [row.cells.get(column) for column in range(start, start + _GROUP)]
                total = cells[-1]
                if total is None or not table.header[start + _GROUP - 1].endswith("总计"):
                    continue
                name = table.header[start].removesuffix("结果维持") or "复议诉讼"
                yield _identity(f"{name}：各项结果", _sum(cells[:-1]), "总计", _sum([total]), cells)


def column_totals(facts: Facts) -> Iterator[Check]:
    """合计 of any table whose other rows add up to it, or miss it by a little."""
    for table in facts.statistics.tables:
        totals = [row for row in table.rows if row.names and row.names[-1] in TOTALS]
        if len(totals) != 1 or _row(table, _NEXT) is not None:
            continue
        for column, total in totals[0].cells.items():
            parts = [row.cells[column] for row in table.rows if row is not totals[0] and column in row.cells]
            if len(parts) < 2 or not total.counts or any(not p.counts or p.unit != total.unit for p in parts):
                continue
            whole = Decimal(total.value or 0)
            added = sum((Decimal(part.value or 0) for part in parts), Decimal(0))
            tolerance = (total.error + sum((part.error for part in parts), Decimal(0))) / 2
            off = abs(added - whole)
            if off > tolerance and (off * 10 > whole or len(parts) + 1 != len(table.rows)):
                continue  # averages, or a table cut short
            verdict: Verdict = "pass" if off <= tolerance else "fail"
            chinese, english = ("相符", "agrees") if verdict == "pass" else ("不符", "contradiction")
            message = (
                f"{table.header[column] or '表'}：合计{whole:f}，各行之和{added:f}，{chinese}"
                f" / total {whole:f}, its rows add up to {added:f}: {english}"
            )
            evidence = [total.id, *(part.id for part in parts)]
            yield outcome("sum", verdict, float(whole), float(added), message, evidence, tolerance=float(tolerance))


def _identity(
    left_name: str, left: int, right_name: str, right: int, cells: list[Measure | None] | list[Measure]
) -> Check:
    verdict: Verdict = "pass" if left == right else "fail"
    chinese, english = ("相符", "agrees") if verdict == "pass" else ("不符", "contradiction")
    message = f"{left_name}为{left}，{right_name}为{right}，{chinese} / {left} against {right}: {english}"
    return outcome("identity", verdict, left, right, message, [cell.id for cell in cells if cell is not None])
