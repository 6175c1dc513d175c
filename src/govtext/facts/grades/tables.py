"""Tables that give grades: in a column, as heads of columns, or as heads of rows."""

from __future__ import annotations

import re

from msgspec.structs import replace

from govtext.facts.grades.classes import GENERIC, NEUTRAL, class_in, context, opening_class, outcome_of
from govtext.facts.grades.model import CLASSIFIER, NUMBER, SIZED, Award, Count, Found, compatible, letters
from govtext.facts.grades.schemes import whole_word
from govtext.patterns import pattern
from govtext.structure.tables import Grid, GridCell
from govtext.text import Span
from govtext.units import Listed, is_name, restore_names, split_list
from govtext.values.numeral import han_to_int

_GRADE_COLUMN = pattern(r"等次|等级|档次|评定|结果|评级|级别|奖项|亮牌|牌|星级|类别|评价|格次|等第")
_UNIT_COLUMN = pattern(
    r"单位|部门|名称|县|区|市|学校|企业|乡|镇|街道|地区|机构|机关|园区|团场|医院|酒店|网站|主办|省|对象|校名"
)
_NUMBER_COLUMN = pattern("数量|[个家]数|[位门县校]数$")
_SCORE_COLUMN = pattern(r"总分|得分|综合分|综合得分|最后得分|考核分|成绩|分数")
_CLASS_COLUMN = pattern(r"类别|组别|分类|类型|分组|层级")


def read_table(grid: Grid, headings: tuple[str, ...], text: str, found: Found) -> None:
    """A table with a column of grades, with grades as its columns' heads, or with grades as its rows' heads."""
    category, _, grade = context((*headings, grid.caption or ""))
    own = opening_class(grid.caption or "".join(headings[-1:]))
    if own and not (category and compatible(own, category)):
        category = own  # the table of another class, printed below the last heading
    category = category or _class_in_caption(grid.caption or "", text, found)
    column = _grade_column(grid)
    if column is not None:
        _read_columns(grid, column, category, found)
        return
    heads = {i: g for i, name in enumerate(grid.header) if (g := _whole_grade(name)) is not None}
    if len(heads) >= 2:
        _read_matrix(grid, heads, category, found)
    elif grade is not None and (unit := _unit_column(grid, -1)) is not None:
        for row in grid.rows:
            if (cell := row[unit]) is not None and cell.text:
                _award_cell(found, grade, cell, category, None)


def _whole_grade(text: str) -> str | None:
    """The grade that a cell or column head is, alone or with its count (绿牌（7个）)."""
    text = re.sub(rf"[（(]\s*(?:{NUMBER})\s*(?:{CLASSIFIER})?\s*[)）]$", "", text.strip('“”"'))
    return whole_word(text) or whole_word(re.sub("等次$|等级$|档次$", "", text))


def _grade_column(grid: Grid) -> int | None:
    best: tuple[int, int] | None = None
    for index, name in enumerate(grid.header):
        cells = [row[index] for row in grid.rows if index < len(row)]
        texts = [cell.text for cell in cells if cell is not None and cell.text]
        graded = sum(_whole_grade(text) is not None for text in texts)
        named = bool(_GRADE_COLUMN.search(name))
        if texts and graded >= (0.5 if named else 0.9) * len(texts) and graded >= (1 if named else 2):
            best = max(best or (0, 0), (graded, -index))
    return None if best is None else -best[1]


def _unit_column(grid: Grid, other: int) -> int | None:
    def names(index: int) -> int:
        cells = (row[index] for row in grid.rows if index < len(row))
        return sum(cell is not None and _holds_names(cell) for cell in cells)

    candidates = [i for i in range(len(grid.header)) if i != other and not _CLASS_COLUMN.search(grid.header[i])]
    headed = [
        i for i in candidates if _UNIT_COLUMN.search(grid.header[i]) and not _NUMBER_COLUMN.search(grid.header[i])
    ]
    best = max(headed or candidates, key=names, default=None)
    return best if best is not None and (names(best) or best in headed) else None


def _read_columns(grid: Grid, column: int, category: str | None, found: Found) -> None:
    unit = _unit_column(grid, column)
    if unit is None:
        return
    category = _class_of_header(grid.header[unit], category, found)
    number = next((i for i, name in enumerate(grid.header) if _NUMBER_COLUMN.search(name) and i != column), None)
    score = next((i for i, name in enumerate(grid.header) if _SCORE_COLUMN.search(name) and i != column), None)
    classes = next(
        (
            i
            for i, name in enumerate(grid.header)
            if _CLASS_COLUMN.search(name) and i not in (column, unit) and _in_words(grid, i)
        ),
        None,
    )
    for row in grid.rows:
        grade = _whole_grade(row[column].text) if row[column] is not None else None  # type: ignore[union-attr]
        cell = row[unit]
        if grade is None or cell is None or not cell.text or re.match("合计|总计|平均|小计", cell.text):
            continue
        group = row[classes] if classes is not None else None
        stated = row[number] if number is not None else None
        mark = row[column]
        inside = (
            re.search(rf"[（(]\s*(?P<n>{NUMBER})\s*(?:{CLASSIFIER})\s*[)）]$", mark.text) if mark is not None else None
        )
        if mark is not None and inside:  # 优秀（6个） | 甲局、乙局…
            names = len(_cell_items(cell)) if cell.text != "无" else 0
            found.counts.append(Count(grade, category, han_to_int(inside["n"]) or 0, mark.span, names))
        if stated is not None and re.fullmatch(r"\d{1,4}", stated.text):
            names = len(_cell_items(cell)) if cell.text != "无" else 0
            found.counts.append(Count(grade, category, int(stated.text), stated.span, names))
        if cell.text == "无":
            continue
        value = row[score] if score is not None else None
        _award_cell(found, grade, cell, group.text if group and group.text else category, value, row[column])


def _in_words(grid: Grid, column: int) -> bool:
    """Whether a column holds words: 分类实效（70分） heads scores."""
    cells = [cell.text for row in grid.rows if column < len(row) and (cell := row[column]) is not None and cell.text]
    return sum(bool(re.fullmatch(r"[\d.]+", text)) for text in cells) < 0.5 * len(cells)


def _class_in_caption(caption: str, text: str, found: Found) -> str | None:
    """The class that a caption names: one that the text has told, or that it counts (8所初中 for 2013年初中办学水平…)."""
    classes = [total.category for total in found.totals]
    if known := class_in(caption, classes):
        return known
    named = outcome_of(caption)
    if known := next((name for name in classes if len(letters(name)) > 3 and named and compatible(name, named)), None):
        return known
    best = ""
    for match in SIZED.finditer(text):
        noun = _PLAIN_CLASS.match(match["noun"])
        if noun and noun[0] in caption:
            best = max(best, noun[0], key=len)
    return best or None


_PLAIN_CLASS = pattern("小学|初中|高中|中学|幼儿园|县区|县市区|乡镇|街道|部门|企业|医院|园区|开发区|网站|银行")


def _class_of_header(header: str, category: str | None, found: Found) -> str | None:
    """The class that a column of units names: 县市区 where the text knows that class, else only where nothing else does."""
    name = re.sub(r"名称|全称|$", "", re.sub("^(?:被?考核|受评|参评|责任)", "", header))
    known = {letters(total.category) for total in found.totals if not total.loose} | {
        letters(c.category) for c in found.counts if c.category
    }
    if len(name) >= 2 and not GENERIC.fullmatch(name) and (category is None or letters(name) in known):
        return name
    return category


def _holds_names(cell: GridCell) -> bool:
    """Whether a cell is a name, or a list of names."""
    if is_name(cell.text):
        return True
    items = split_list(cell.text, 0, len(cell.text)) if re.search("[、，,；;]", cell.text) else []
    return bool(items) and all(is_name(item.text) for item in items)


def _award_cell(
    found: Found, grade: str, cell: GridCell, category: str | None, score: GridCell | None, mark: GridCell | None = None
) -> None:
    number = re.fullmatch(r"\d{1,5}(?:\.\d{1,6})?", score.text) if score is not None else None
    value = float(number[0]) if number else None
    items = _cell_items(cell)
    for item, name in zip(items, restore_names(items), strict=True):
        listed = replace(item, score=value if item.score is None else item.score)
        found.awards.append(
            Award(grade, name, listed, category, mark.span if mark else Span(cell.span.end, cell.span.end), True)
        )


def _cell_items(cell: GridCell) -> list[Listed]:
    """The units of a cell: one, or a list."""
    if not re.search("[、，,；;\n]", cell.text):
        return [Listed(cell.text, cell.span)]
    items = split_list(cell.text, 0, len(cell.text))
    shift = cell.span.start
    spread = cell.span.end - cell.span.start == len(cell.text)
    return [
        replace(item, span=Span(item.span.start + shift, item.span.end + shift) if spread else cell.span)
        for item in items
    ]


def _read_matrix(grid: Grid, heads: dict[int, str], category: str | None, found: Found) -> None:
    """绿牌 | 黄牌 | 红牌 over lists of units; or counts under the grades."""
    label = next((i for i in range(len(grid.header)) if i not in heads), None)
    for row in grid.rows:
        name = row[label].text if label is not None and row[label] is not None else ""  # type: ignore[union-attr]
        group = name if name and not re.fullmatch(r"[\d.]+", name) and not NEUTRAL.search(name) else category
        for index, grade in heads.items():
            cell = row[index] if index < len(row) else None
            if cell is None or not cell.text:
                continue
            if re.fullmatch(r"\d{1,4}", cell.text):
                continue
            if not re.fullmatch("无|-|—|/", cell.text):
                items = _cell_items(cell)
                for item, unit in zip(items, restore_names(items), strict=True):
                    found.awards.append(Award(grade, unit, item, group, Span(cell.span.end, cell.span.end), True))
