"""Rows of spans to a grid: header, body, caption, unit; and what is no table of data. The same for every form."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from govtext import lexicon
from govtext.patterns import pattern
from govtext.structure.tables.cells import NOTES
from govtext.structure.tables.model import Grid, GridCell, GridRow
from govtext.structure.tables.page import (
    FILLER,
    PAGE_MARK,
    YEAR,
    Found,
    Page,
    Row,
    are_known,
    filled,
    is_number,
    is_strict,
)
from govtext.text import Span

# --- header and body: the same for every form


def grid_of(page: Page, table: Found, floor: int) -> Grid | None:
    """The grid of a table of data; None for what is none. Nothing above `floor` belongs to it."""
    matrix, caption, unit = _peeled(page, table)
    if _is_form(page, matrix):
        return None
    depth = header_depth(page, matrix) if table.depth is None else table.depth
    above, unit_above = _above(page, table.span.start, floor)
    caption, unit = caption or above, unit or unit_above
    head = _filled_up(matrix[:depth])
    body = [row for row in matrix[depth:] if depth != 1 or not page.same(row, head[0])]  # repeated on a next page
    ordinals = [row for row in body[:1] if len(body) > 1 and _are_ordinals(page, row)]
    body = _without_notes(page, body[len(ordinals) :])
    if not body or not (table.ruled or _is_data(page, head, body, caption)):
        return None
    return Grid(
        span=table.span,
        header=tuple(_name(page, head, column) for column in range(len(matrix[0]))),
        header_rows=_cells(page, head + ordinals),
        rows=_cells(page, body),
        caption=caption,
        unit=unit,
    )


def _cells(page: Page, rows: list[Row]) -> tuple[GridRow, ...]:
    """Grid cells for spans; one object for all the places of a merged cell."""
    made: dict[Span, GridCell] = {}
    for number, row in enumerate(rows):
        for column, span in enumerate(row):
            if span is not None and span not in made:
                made[span] = GridCell(page.bare(span), span, number, column)
    return tuple(tuple(None if span is None else made[span] for span in row) for row in rows)


def _peeled(page: Page, table: Found) -> tuple[list[Row], str | None, str | None]:
    """The rows without first ones that name the table (of one cell) or state its unit."""
    matrix, caption, unit = table.matrix, None, None
    while len(matrix) > 1:
        texts = [cell.of(page.text) for cell in filled(matrix[0])]
        stated = len(texts) < len(matrix[0]) or _FILED_BY.match(texts[0])
        if len(texts) > 1 and not (stated and any(map(_UNIT.match, texts))):
            break
        unit = unit or next(filter(None, map(_unit, texts)), None)
        caption = caption or _caption(texts[0])
        matrix = matrix[1:]
    return matrix, caption, unit


MAX_HEADER_ROWS = 4
MAX_HEADER_CELL = 40


def header_depth(page: Page, matrix: list[Row]) -> int:
    """How many rows are header: names over cells of another form, and the rows into which their cells reach."""
    names = [page.bare(cell) for cell in filled(matrix[0])]
    if len(matrix) < 2 or len(names) < 2 or not all(map(_may_head, names)) or not _heads(page, matrix):
        return 0
    depth = 1
    while depth < min(MAX_HEADER_ROWS, len(matrix) - 1) and _goes_on(page, matrix[depth - 1], matrix[depth]):
        depth += 1
    return depth


def _may_head(bare: str) -> bool:
    return len(bare) <= MAX_HEADER_CELL and bare[-1:] not in ("。", "；") and not is_strict(bare)


def _heads(page: Page, matrix: list[Row]) -> bool:
    """Whether a first row of names is a header: the lexicon knows half of them, or the cells below differ in form."""
    if are_known([page.bare(cell) for cell in filled(matrix[0])]):
        return True
    body = [row for row in matrix[1:] if len(filled(row)) > 1]
    if len(body) < 2:
        return False
    over_numbers = [page.bare(matrix[0][column]) for column in _numeric_columns(page, body)]
    if any(name and (not is_number(name) or YEAR.match(name)) for name in over_numbers):
        return True
    return _says_more_below(page, matrix[0], body)


def _numeric_columns(page: Page, body: list[Row]) -> list[int]:
    """Columns most of whose filled cells are numbers."""
    found = []
    for column in range(len(body[0])):
        texts = [text for row in body if (text := page.bare(row[column])) not in FILLER]
        if len(texts) * 2 >= len(body) and sum(map(is_number, texts)) * 5 >= len(texts) * 3:
            found.append(column)
    return found


def _says_more_below(page: Page, head: Row, body: list[Row]) -> bool:
    """A column of short name and long cells, under a row that has a name for each column."""
    if len(filled(head)) < len(head):
        return False
    return any(
        all(len(page.bare(row[column])) >= max(12, 2 * len(page.bare(name))) for row in body)
        for column, name in enumerate(head)
    )


def _goes_on(page: Page, above: Row, row: Row) -> bool:
    """Whether the row below a header row is header too: cells of the upper reach into it, or it divides one of them."""
    if any(cell is not None and cell == upper for cell, upper in zip(row, above, strict=True)):
        return True
    texts = [page.bare(cell) for cell in filled(row)]
    divided = any(left == right or right is None for left, right in pairwise(above))
    if not divided or len(texts) < 2 or any(map(is_number, texts)):
        return False
    return (row[0] is None and above[0] is not None) or (are_known(texts) and len(filled(above)) < len(above))


def _filled_up(head: list[Row]) -> list[Row]:
    """Header rows in which a merged cell that text could only print once stands in all its places."""
    rows = [list(row) for row in head]
    for upper, lower in pairwise(rows):
        for column in range(1, len(upper)):
            if upper[column] is None and lower[column] is not None:
                upper[column] = upper[column - 1]
        for column, cell in enumerate(lower):
            lower[column] = cell or upper[column]
    return rows


def _name(page: Page, head: list[Row], column: int) -> str:
    """Name of a column: its header cells top to bottom, none twice."""
    name = ""
    for cell in filled(row[column] for row in head):
        text = page.bare(cell)
        name = text if text.startswith(name) else name if name.endswith(text) else name + text
    return name


def _are_ordinals(page: Page, row: Row) -> bool:
    """A row that numbers the columns: 1 2 3 4, 甲 1 2 3."""
    texts = [page.bare(cell) for cell in row]
    while texts and texts[0] in ("甲", "乙", "丙", "栏次", "行次"):
        texts.pop(0)
    return len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _without_notes(page: Page, body: list[Row]) -> list[Row]:
    """The body without last rows of one cell that comment on the table."""
    while body and len(filled(body[-1])) == 1 and page.bare(filled(body[-1])[0]).startswith(NOTES):
        body = body[:-1]
    return body


# --- what is no table of data


@cache
def _labels() -> frozenset[str]:
    return frozenset(row["label"] for row in lexicon.table("header_labels"))


def _is_form(page: Page, matrix: list[Row]) -> bool:
    """The header table of a page (索引号 … 发文字号 …): most of its rows begin with such a label."""
    begun = [page.bare(filled(row)[0]) for row in matrix]
    labelled = sum(re.split("[:：]", text, maxsplit=1)[0] in _labels() for text in begun)
    return labelled * 2 > len(begun)


_LIST_LABEL = pattern(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]?|[•●■◆·▪]|附件\d{0,2}[:：]?")
_CONTENTS = pattern(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．]|第.{1,3}[章节条]|附[件录表]"
)
_COLON = pattern(r"[^:：]{1,10}[:：]")
_LEADER = pattern(r"…{2}|\.{4}|·{4}")


def _is_data(page: Page, head: list[Row], body: list[Row], caption: str | None) -> bool:
    """Whether lines of text that fall into columns are a table: by a header or numbers, and like no list or form."""
    texts = [[page.bare(cell) for cell in filled(row)] for row in body]
    every = [text for row in texts for text in row]
    if sum(map(bool, map(_COLON.match, every))) * 3 >= len(every) or any(map(_LEADER.search, every)):
        return False
    if head and are_known([page.bare(cell) for cell in filled(head[0])]):
        return True
    if len(body) < 2 or not (head or _numeric_columns(page, body)):
        return False
    if sum(any(len(text) > 15 and text[-1] in "。；;" for text in row) for row in texts) * 2 >= len(body):
        return False
    return not _is_list(page, [*head, *body], caption)


def _is_list(page: Page, rows: list[Row], caption: str | None) -> bool:
    """Numbered items, or a list of contents with its page numbers."""
    if len(rows[0]) != 2:
        return False
    first, last = ([page.bare(row[column]) for row in rows] for column in (0, 1))
    if sum(map(bool, map(_LIST_LABEL.fullmatch, first))) * 2 > len(first):
        return True
    pages = all(map(str.isdecimal, last)) and all(int(left) <= int(right) for left, right in pairwise(last))
    titles = sum(map(bool, map(_CONTENTS.match, first)))
    return pages and ("目录" in (caption or "") or titles * 2 >= len(first))


# --- the lines right above

MAX_CAPTION = 50
_UNIT = pattern(
    r"(?P<open>[(（【\[])?(?:(?<![\u4e00-\u9fff])|(?<=计量)|(?<=金额)|(?<=面积))单 {0,8}位 {0,4}[:：] {0,4}"
    r"(?P<unit>[^()（）【】\[\]\n\t]{1,20}?) {0,8}(?:[)）】\]]|$|(?=\t))"
)
_ORGAN_END = tuple("局委厅院校办部会府司队站所")
_FILED_BY = pattern(r"\s{0,8}(?:填报|填表|编报|编制|制表|报送|上报|汇总)(?:单位|机关|部门|人|日期|时间)[:：]")
_ATTACHED = pattern(r"附[件表录]?[一二三四五六七八九十\d]{0,3}[:：]?|表[一二三四五六七八九十\d]{0,3}[:：]?")
_NO_CAPTION = pattern(r"(?:19|20|二).{2,4}年.{1,3}月.{1,3}日|[(（].{1,40}[)）]|[^\u4e00-\u9fff]{1,50}")


def _unit(line: str) -> str | None:
    """The unit that a line states; an organ after 单位 is none."""
    match = _UNIT.search(line[:200])
    if match is None or match["unit"].endswith(_ORGAN_END):
        return None
    return "".join(match["unit"].split()) or None


def _caption(line: str) -> str | None:
    """The name that a line gives to what stands below; None for sentences, dates, a bare 附件1."""
    if _FILED_BY.match(line):
        return None
    match = _UNIT.search(line[:200])
    if match is not None and not match["open"]:
        line = line[: match.start()] + line[match.end() :]
    text = re.sub(r"(?<=\d)\s{1,20}(?=\d)", "\0", line.strip())
    bare = "".join(text.split()).replace("\0", " ")
    if not 1 < len(bare) <= MAX_CAPTION or bare[-1] in "。；，：、;,:!！?？" or "。" in bare or "\t" in line:
        return None
    return None if _ATTACHED.fullmatch(bare) or _NO_CAPTION.fullmatch(bare) or PAGE_MARK.fullmatch(bare) else bare


def _above(page: Page, start: int, floor: int) -> tuple[str | None, str | None]:
    """Caption and unit in the two lines right above a table, at most one blank line over each."""
    unit = None
    blanks = read = 0
    stop = page.line_at(floor) if floor else -1
    for index in range(page.line_at(start) - 1, stop, -1):
        line = page.text[page.starts[index] : page.starts[index] + len(page.lines[index])] if page.lines[index] else ""
        if not line.strip():
            blanks += 1
            if blanks > 1:
                break
            continue
        if page.skipped(index):
            continue
        blanks, read = 0, read + 1
        unit = unit or _unit(line)
        caption = _caption(line)
        if caption is not None or not (_FILED_BY.match(line) or _unit(line)) or read == 2:
            return caption, unit
    return None, unit
