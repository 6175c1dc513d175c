"""Places in columns: of tables, and of lines that no table shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from govtext.facts.rankings.model import Order, Place
from govtext.patterns import pattern
from govtext.scan import Mentions
from govtext.structure.tables import Grid
from govtext.text import Span
from govtext.units import Listed, is_name, split_list
from govtext.values.numeral import han_to_int

_TRIPLE = pattern(
    r"(?:^|\s)第?(?P<r>\d{1,3})名?[:：\s.．、]\s*(?P<name>[\u4e00-\u9fff（）()]{2,16}(?:、[\u4e00-\u9fff（）()]{2,16}){0,4})\s+(?P<score>\d{1,4}(?:\.\d{1,4})?)(?:分|%)?(?=\s|$)"
)
_COLUMNS_TITLE = pattern(r"(?:及|和)?(?:名次|排名|位次|排序)(?:情况|一览)?表?(?:[（(][^（()）]{1,10}[)）])?$")
_COLUMNS = pattern(r"名次|排名|位次")


def read_columns(mentions: Mentions) -> Iterator[Order]:
    """1 甲镇 97.20 2 乙镇 96.85: places, names and scores in turn below a line of column names, several a line."""
    head: str | None = None
    places: list[Place] = []
    start = end = 0
    for passage in (*mentions.passages, None):
        found = list(_TRIPLE.finditer(passage.text)) if passage is not None and head is not None else []
        covered = sum(m.end() - m.start() for m in found)
        if passage is not None and found and covered >= 0.9 * len(passage.text) and head is not None:
            start = start or passage.span.start
            end = passage.span.end
            at = passage.span.start
            places += (
                Place(int(m["r"]), replace(item, score=float(m["score"]), note=None))
                for m in found
                for item in split_list(mentions.text, at + m.start("name"), at + m.end("name"))
            )
            continue
        if (
            len(places) > 2
            and head is not None
            and not any(g.span.overlaps(Span(start, end)) and _rank_columns(g) for g in mentions.tables)
        ):
            names = [name for name in head.split() if not _COLUMNS.search(name)]
            titled = _COLUMNS_TITLE.search(head)
            measure = next(
                (name for name in reversed(names) if _SCORE.search(name)), head[: titled.start()] if titled else "得分"
            )
            yield Order(measure, names[0] if names else None, Span(start, end), places, from_table=True)
        places, start = [], 0
        short = passage is not None and len(passage.text) <= 60 and _COLUMNS.search(passage.text)
        several = passage is not None and (
            len(passage.text.split()) > 1 or passage.is_heading or _COLUMNS_TITLE.search(passage.text) is not None
        )
        head = passage.text if passage is not None and short and several else None


_RANK_COLUMN = pattern(r"名次|排名|位次|排序|名第")
_LABEL = pattern(r"^(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[、.．])\s*")
"""The number of a section that stands before its title: (一)镇(街道)排名."""
_ROW_NUMBER = pattern(r"序号|编号|^序$")
_UNIT_COLUMN = pattern(r"单位|部门|名称|县|区|市|学校|企业|乡|镇|街道|地区|机构|园区|团场|医院|网站|省|对象|城市")
_TOTAL = pattern("总分|综合得分|总得分|综合分|最终得分|总成绩|综合成绩|综合指数")
_SCORE = pattern(r"总分|综合得分|得分|成绩|率|指数|浓度|分数|金额|资金|改善|变化|幅度")


def read_table(grid: Grid, mentions: Mentions) -> Iterator[Order]:
    """One ranking for each column of places; a column that only numbers the rows is none."""
    headings = mentions.headings_at(grid.span.start)
    caption = _LABEL.sub("", grid.caption or (headings[-1] if headings else ""))
    columns = _rank_columns(grid) or _numbered_by_score(grid, caption)
    if not columns and _COLUMNS_TITLE.search(caption) and (places := _numbered_cells(grid)):
        yield Order(_COLUMNS_TITLE.sub("", caption), caption or None, grid.span, places, from_table=True)
        return
    orders: list[tuple[str, Order]] = []
    for column in columns:
        unit = _nearest_unit(grid, column)
        score = _score_column(grid, column, unit) if unit is not None else None
        places = _column_of_places(grid, column, unit, score) if unit is not None else []
        if len(places) < 2:
            continue
        beside = next((order for head, order in orders if head == grid.header[column]), None)
        if beside is not None and not {p.rank for p in beside.places} & {p.rank for p in places}:
            beside.places += places  # 排名 | 市州 | 排名 | 市州: one ranking printed in two halves
            continue
        measure = _table_measure(grid, column, score, caption, len({grid.header[i] for i in columns}))
        orders.append((grid.header[column], Order(measure, caption or None, grid.span, places, from_table=True)))
    for _, order in orders:
        order.places.sort(key=lambda place: place.rank)
        yield order


def _numbered_by_score(grid: Grid, caption: str) -> list[int]:
    """The column that only numbers the rows, where the title says that they are in order and the scores fall."""
    column = next((i for i, name in enumerate(grid.header) if _ROW_NUMBER.search(name)), None)
    unit = _nearest_unit(grid, column) if column is not None else None
    if column is None or unit is None or not _COLUMNS_TITLE.search(caption):
        return []
    score = _score_column(grid, column, unit)
    places = _column_of_places(grid, column, unit, score)
    scores = [place.item.score for place in places]
    falling = all(a is not None and b is not None and a >= b for a, b in pairwise(scores))
    return [column] if len(places) > 2 and falling else []


_NUMBERED_CELL = pattern(
    r"(?P<r>\d{1,3})[.．、](?P<name>[\u4e00-\u9fff（）()]{2,24}?)(?P<score>\d{1,4}(?:\.\d{1,4})?)?(?:分|%|％)?"
)


def _numbered_cells(grid: Grid) -> list[Place]:
    """Places of a table whose every cell is one: 1．甲局 412分 | 2．乙局 398分."""
    cells = [cell for row in grid.rows for cell in row if cell is not None and cell.text]
    found = [
        (cell, match) for cell in cells if (match := _NUMBERED_CELL.fullmatch(cell.text)) and is_name(match["name"])
    ]
    if len(found) < 3 or len(found) < len(cells):
        return []
    return sorted(
        (
            Place(int(match["r"]), Listed(match["name"], cell.span, float(match["score"]) if match["score"] else None))
            for cell, match in found
        ),
        key=lambda place: place.rank,
    )


def _rank_columns(grid: Grid) -> list[int]:
    return [i for i, name in enumerate(grid.header) if _RANK_COLUMN.search(name) and not _ROW_NUMBER.search(name)]


def _column_of_places(grid: Grid, column: int, unit: int, score: int | None) -> list[Place]:
    places: list[Place] = []
    for row in grid.rows:
        cell, name = row[column], row[unit]
        if cell is None or name is None or not name.text or re.match("合计|总计|平均", name.text):
            continue
        match = re.fullmatch(r"(?:并列)?第?(\d{1,3})(?:名|位)?(?:[（(]并列[)）])?", cell.text)
        rank = int(match[1]) if match else han_to_int(cell.text) if cell.text else None
        if rank is None:
            continue
        value = row[score] if score is not None else None
        number = re.match(r"-?\d{1,6}(?:\.\d{1,6})?", value.text) if value is not None else None
        places.append(Place(rank, Listed(name.text, name.span, float(number[0]) if number else None)))
    return places


def _nearest_unit(grid: Grid, column: int) -> int | None:
    """The column of names that a column of places belongs to: the nearest, on its left rather than on its right.

    Where places come first in each of several groups of columns (排名 | 市州 | 排名 | 市州), it is the one on the right.
    """

    def names(index: int) -> int:
        return sum(
            1 for row in grid.rows if index < len(row) and (cell := row[index]) is not None and is_name(cell.text)
        )

    headed = [i for i, n in enumerate(grid.header) if i != column and _UNIT_COLUMN.search(n) and names(i)]
    named = headed or [i for i in range(len(grid.header)) if i != column and names(i) >= 0.5 * len(grid.rows)]
    firsts = [i for i, name in enumerate(grid.header) if name == grid.header[column]]
    right_first = len(firsts) > 1 and firsts[0] < min(named, default=0)
    if right_first:
        named = [i for i in named if i > column]
    return min(named, key=lambda i: (abs(i - column), i > column), default=None)


def _score_column(grid: Grid, column: int, unit: int) -> int | None:
    scores = [
        i
        for i, name in enumerate(grid.header)
        if i not in (column, unit) and _SCORE.search(name) and not _RANK_COLUMN.search(name)
    ]
    if sum(bool(_RANK_COLUMN.search(name)) for name in grid.header) == 1:
        scores = [i for i in scores if _TOTAL.search(grid.header[i])] or scores
    return min(scores, key=lambda i: (abs(i - max(column, unit)), i < unit), default=None)


def _table_measure(grid: Grid, column: int, score: int | None, caption: str, several: int) -> str:
    own = re.sub(r"名次|排名|位次|排序|序号|编号", "", grid.header[column])
    if len(own) >= 2:
        return own
    if score is not None and several > 1:
        return grid.header[score]
    if score is not None and len(grid.header[score]) > 2:
        return grid.header[score]
    measured = _SCORE.search(caption) or _COLUMNS.search(caption) or not score
    return caption if caption and measured else grid.header[score] if score is not None else "得分"
