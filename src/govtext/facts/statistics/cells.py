"""Tables to measures: each numeric cell under the names of its row and its column, in the unit of its header or caption.

Blank cells and strokes (/, —, -) are no measures, a printed 0 is one. Numbers of rows, places, codes, years and telephones
are none, nor are the scores of a table that ranks or grades: they are rows of `rankings` and `grades`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Final

from msgspec.structs import replace

from govtext.facts.statistics.model import Direction, Measure, Table, TableRow
from govtext.patterns import pattern
from govtext.record import StatisticKind
from govtext.scan import Mentions
from govtext.structure.tables import Grid, GridCell
from govtext.structure.tables.annual import APPLICANTS, COURSES, RESULTS
from govtext.structure.tables.model import GridRow
from govtext.text import Span
from govtext.values.quantity import Quantity, find_quantities

_NO_MEASURE = pattern(
    r"序号|编号|^序$|^编码|代码|邮编|电话|传真|手机|联系|日期|时间|年份|年度$|文号|页码|备注|排名|名次|位次|排序|批号|型号|身份证|账号|地址|面积代码|规格|学号|条形码|标准值|限值"
)
_RANKS = pattern("排名|名次|位次|排序|名第|等次|等级|考核结果|评定结果")
_SCORE = pattern("得分|分值|总分|评分|成绩|扣分|加分|分数|测评分")
_UNIT_COLUMN = pattern("^(?:计量|计算)?单位$")
_IN_HEADER = pattern(r"[（(](?:单位[:：])?(?P<unit>[^（()）]{1,8})[)）]$|单位[:：](?P<named>[^（()）]{1,8})$")
_CHANGE = pattern("增长|增减|增幅|降幅|变化|变动|涨跌|同比|环比|±|比上年|较上年|比去年")
_RATE = pattern("率")
_MOVES = pattern(
    r"(?:(?P<up>上升|增长|增加|提高|提升|上涨|升|增|↑|▲|\+)|(?P<down>下降|减少|降低|回落|下跌|降|减|↓|▼|[-−－]))[了]?"
)
_LABEL = pattern(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}(?:[.．、]\d{1,2})*[.．、]|其中[:：]?|#|＃)\s*"
)
_NOTE = pattern("[（(][^（()）]{9,}[)）]$")
_ANNUAL = pattern("本年新收政府信息公开")
_REVIEW_COLUMNS: Final = len(COURSES) * len(RESULTS)
TOTALS: Final = frozenset(("合计", "总计", "总数", "小计", "全市", "全省", "全县", "全区", "全市合计", "全省合计"))


def read_cells(mentions: Mentions) -> list[Table]:
    """The measures of each table by row and column, in the order of the text."""
    tables = []
    for grid in mentions.tables:
        found = list(_read_grid(grid, mentions.text))
        for header, group in groupby(found, lambda x: x[0]):
            tables.append(Table(header, tuple(row for _, row in group)))
    return tables


def _read_grid(grid: Grid, text: str) -> Iterator[tuple[tuple[str, ...], TableRow]]:
    """Rows with measures, each with the names of the columns in force."""
    header = grid.header
    ranks = any(_RANKS.search(name) for name in header)
    annual = any(cell is not None and _ANNUAL.search(cell.text) for row in grid.rows for cell in row)
    seen: set[Span] = set()
    for row in grid.rows:
        numeric = [_quantity(text, cell) if cell is not None else None for cell in row]
        if not any(numeric):
            if _names_columns(row):
                header = _renamed(header, row)
            continue
        names = _row_names(row, numeric, header)
        unit_cell = next((row[i] for i, name in enumerate(header) if _UNIT_COLUMN.search(name)), None)
        row_unit = unit_cell.text if unit_cell is not None else grid.unit or ""
        cells: dict[int, Measure] = {}
        places = [index for index, quantity in enumerate(numeric) if quantity is not None]
        if annual and not any(header) and len(places) == 1:
            header = (*header[: places[0]], APPLICANTS[-1], *header[places[0] + 1 :])
        elif annual and len(places) == len(APPLICANTS):  # merged names shift the columns of the statutory form
            if header[: len(APPLICANTS)] != APPLICANTS:
                header = (*APPLICANTS, *header)[: max(len(APPLICANTS), len(header))]
            row = tuple(row[index] for index in places)  # noqa: PLW2901
            numeric = [numeric[index] for index in places]
        for index, quantity in enumerate(numeric):
            cell = row[index]
            if quantity is None or cell is None or cell.span in seen:
                continue
            seen.add(cell.span)
            name = header[index]
            if _NO_MEASURE.search(name) or _bare_year(cell.text) or (ranks and _SCORE.search(name)):
                continue
            if (not name and not names) or (index == 0 and not name and cell.text.isdigit()):
                continue  # nothing says what it counts; it numbers the rows
            cells[index] = _measure(quantity, _header_unit(name) or row_unit, name, names, cell.text)
        if cells:
            yield header, TableRow(tuple(name for name, _ in names), cells)


def _names_columns(row: GridRow) -> bool:
    """Whether a row without numbers renames the columns below it."""
    texts = [cell for cell in row if cell is not None]
    return len({cell.span for cell in texts}) > 1 and all(not _stroke(cell.text) for cell in texts)


def _stroke(text: str) -> bool:
    return not text.strip("-—－–/／\\、.·…＊*无")


def _bare_year(text: str) -> bool:
    return len(text) in (4, 5) and text[:2] in ("19", "20") and text.rstrip("年").isdigit() and text.endswith("年")


def _renamed(header: Sequence[str], row: GridRow) -> tuple[str, ...]:
    """The names of columns after a row of names inside a table; where it is blank the name above stays."""
    names = [cell.text if cell is not None else above for cell, above in zip(row, header, strict=True)]
    if (
        len(row) == _REVIEW_COLUMNS and names.count("结果维持") > 1
    ):  # 行政复议 and twice 行政诉讼, whose merged names are lost
        return tuple(f"{course}{result}" for course in COURSES for result in RESULTS)
    return tuple(names)


def _row_names(row: GridRow, numeric: Sequence[Quantity | None], header: Sequence[str]) -> list[tuple[str, Span]]:
    """Names of a row, outermost first: the words before its first measure, over the number of the row."""
    names: list[tuple[str, Span]] = []
    for index, cell in enumerate(row):
        if numeric[index] is not None:
            if index == 0 or _NO_MEASURE.search(header[index]):
                continue
            break
        if cell is not None and not _stroke(cell.text):
            name = _NOTE.sub("", _LABEL.sub("", cell.text))
            if name and not name.isdigit() and (not names or names[-1][1] != cell.span):
                names.append((name, cell.span))
    return names


@lru_cache(maxsize=256)
def _unit(printed: str) -> tuple[str, str, int]:
    """Name, dimension and multiplier of a unit as a header prints it: 万元 is (元, money, 10000); a blank one if unknown."""
    bare = printed.strip("（()）").removeprefix("单位:").removeprefix("单位：")
    if bare in ("%", "％"):
        return "%", "share", 1
    found = next(iter(find_quantities("1" + bare)), None)
    if found is None or found.span.end != len(bare) + 1 or found.value is None or not found.unit:
        return "", "", 1
    return found.unit, found.dimension, int(found.value)


def _header_unit(name: str) -> str:
    match = _IN_HEADER.search(name)
    if match is None:
        return ""
    printed = match["unit"] or match["named"] or ""
    return printed if _unit(printed)[0] else ""


def _quantity(text: str, cell: GridCell) -> Quantity | None:
    """The number that a cell is, with its unit; None for a cell of words, dates or several numbers."""
    start, end = cell.span
    moves = _MOVES.match(text, start, end)
    begin = moves.end() if moves else start
    while begin < end and text[begin].isspace():
        begin += 1
    if begin >= end or not (
        text[begin].isdigit() or (text[begin] in "约近超百千一二三四五六七八九十" and end - begin < 12)
    ):
        return None
    found = next(find_quantities(text, begin, end), None)
    if found is None or found.span.start != begin or text[found.span.end : end].strip(" \n*＊#"):
        return None
    if found.dimension == "time" and found.unit in ("年", "日", "月", "时"):
        return None
    if found.han and not found.unit:
        return None
    return replace(found, span=Span(start, found.span.end)) if moves and text[start] in "+-−－" else found


def _measure(quantity: Quantity, unit: str, column: str, names: list[tuple[str, Span]], printed: str) -> Measure:
    if not quantity.unit and unit:
        name, dimension, times = _unit(unit)
        if name:
            value = quantity.value * times if quantity.value is not None and times != 1 else quantity.value
            quantity = replace(
                quantity, value=value, unit=name, dimension=dimension, step=quantity.step * Decimal(times)
            )
    if isinstance(quantity.value, Decimal) and quantity.value == quantity.value.to_integral_value():
        quantity = replace(quantity, value=int(quantity.value))
    bare = _IN_HEADER.sub("", column)
    kind, direction = _kind(quantity, column, printed)
    label = names[-1][0] if names else ""
    if label in TOTALS and len(names) > 1:
        label = names[-2][0] + label
    indicator = label + bare if label and bare not in ("数量", "数值", "指标值", "数据") else label or bare
    measure = Measure(quantity, quantity.unit, kind, indicator=indicator or None, direction=direction, cell=True)
    measure.indicator_span = names[-1][1] if names else None
    return measure


def _kind(quantity: Quantity, column: str, printed: str) -> tuple[StatisticKind, Direction | None]:
    moves = _MOVES.match(printed)
    change = bool(moves) or bool(_CHANGE.search(column))
    if change and (quantity.dimension in ("share", "points") or moves or not quantity.unit):
        return "change", ("up" if moves["up"] else "down") if moves else "up"
    if quantity.dimension == "share":
        return ("rate" if _RATE.search(column) else "share"), None
    if quantity.dimension == "score" or _SCORE.search(column):
        return "score", None
    return ("count" if quantity.dimension in ("count", "occasion", "") else "amount"), None
