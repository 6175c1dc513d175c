"""The statutory tables of a 政府信息公开工作年度报告 that lost their lines: one cell a line, or a label with its numbers.

Their rows and columns are fixed by 国办公开办函〔2019〕60号 and 〔2021〕30号, so that the numbers find their names though
merged cells are gone: applications by seven columns of applicants, reviews and suits by three times five results.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from govtext.patterns import pattern
from govtext.structure.tables.page import Found, Page, Row, extent
from govtext.text import Span

APPLICANTS: Final = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
RESULTS: Final = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
COURSES: Final = ("行政复议", "未经复议直接起诉", "复议后起诉")
MAX_ROWS: Final = 60
MAX_LABEL: Final = 80

_VALUE = pattern(r"[-+]?\d{1,8}(?:\.\d{1,4})?|/|-|—")
_ROW_VALUES = pattern(r"(?<=[^\d\s])(?:\s+(?:\d{1,8}|/|-|—)){7}\s*$")
_MANY_VALUES = pattern(r"(?:(?:\d{1,8}|/|-|—)\s+){9,}(?:\d{1,8}|/|-|—)")
_WORD = pattern(r"\S+")
_BEGIN = pattern("一、本年新收政府信息公开|本年新收政府信息公开申请数量")
_END = pattern("结转下年度")
_LABELLED = pattern(r"[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四]、|\d{1,2}[.．、]")
_INFORMATION = pattern("信息内容")
_SUBJECTS = pattern(
    "规章|(?:行政)?规范性文件|行政许可|其他对外管理服务事项|行政处罚|行政强制|行政事业性收费|政府集中采购"
)


class _Token(NamedTuple):
    span: Span
    bare: str
    is_value: bool


def by_annual_form(page: Page) -> Iterator[Found]:
    """What is left of the statutory tables in a text without marks."""
    text = page.text
    if "本年新收" not in text and "信息内容" not in text and "结果维持" not in text:
        return
    tokens = list(_tokens(page))
    at = 0
    while at < len(tokens):
        token = tokens[at]
        found = None
        if _BEGIN.match(token.bare):
            found = _applications(tokens, at)
        elif token.bare == RESULTS[0]:
            found = _reviews(tokens, at)
        elif _INFORMATION.fullmatch(token.bare):
            found = _disclosed(tokens, at)
        if found is None:
            at += 1
            continue
        yield found
        while at < len(tokens) and tokens[at].span.start < found.span.end:
            at += 1


def _tokens(page: Page) -> Iterator[_Token]:
    """Lines without tabs and pipes; the numbers behind a label each for itself."""
    for index, line in enumerate(page.lines):
        if not line.strip() or len(line) > MAX_LABEL + 60:
            continue
        start = page.starts[index]
        if "\t" in line or "|" in line:
            yield from _kept(page, page.pieces(index, "\t" if "\t" in line else "|"))
            continue
        if RESULTS[0] in line or _MANY_VALUES.fullmatch(line.strip()) or APPLICANTS[0] in line:
            spans: Row = [Span(start + m.start(), start + m.end()) for m in _WORD.finditer(line)]
            kept = list(_kept(page, spans))
            if kept:
                yield from kept
                continue
        values = _ROW_VALUES.search(line)
        label = page.trim(start, start + (values.start() if values else len(line)))
        if label is not None:
            bare = page.bare(label)
            yield _Token(label, bare, bool(_VALUE.fullmatch(bare)))
        for value in re.finditer(r"\S+", values[0]) if values else ():
            where = (
                Span(start + values.start() + value.start(), start + values.start() + value.end()) if values else None
            )
            if where is not None:
                yield _Token(where, value[0], is_value=True)


def _kept(page: Page, pieces: Row) -> Iterator[_Token]:
    """The cells of a line that holds names of results or applicants, or many numbers: such lines differ in width."""
    spans = [span for span in pieces if span is not None]
    bares = [page.bare(span) for span in spans]
    values = [bool(_VALUE.fullmatch(bare)) for bare in bares]
    named = RESULTS[0] in bares or (APPLICANTS[0] in bares and len(bares) > 1)
    labelled = values == [False, True]  # a label and its only number
    if named or labelled or (all(values) and len(values) == len(RESULTS) * len(COURSES)):
        yield from (_Token(span, bare, value) for span, bare, value in zip(spans, bares, values, strict=True))


def _applications(tokens: list[_Token], first: int) -> Found | None:
    """Rows of a label, or a group and a label, and the numbers, down to those carried over to the next year."""
    width = next((n for n, token in enumerate(tokens[first + 1 : first + 9]) if not token.is_value), 0)
    names = APPLICANTS if width == len(APPLICANTS) else APPLICANTS[-1:]
    if width != len(names):
        return None
    rows: list[Row] = []
    labels: list[Span] = []
    at = first
    while at < len(tokens) and len(rows) < MAX_ROWS:
        token = tokens[at]
        if not token.is_value:
            if len(token.bare) > MAX_LABEL:
                break
            if labels and not _LABELLED.match(token.bare) and tokens[at - 1].span == labels[-1]:
                labels[-1] = Span(labels[-1].start, token.span.end)  # a label over two lines
            else:
                labels.append(token.span)
            at += 1
            continue
        run = 0
        while at + run < len(tokens) and run < width and tokens[at + run].is_value:
            run += 1
        if run != width or not labels:
            break
        rows.append([labels[-2] if len(labels) > 1 else None, labels[-1], *(t.span for t in tokens[at : at + width])])
        last = labels[-1]
        labels = []
        at += width
        if any(_END.search(t.bare) for t in tokens[max(0, at - width - 3) : at] if last.contains(t.span)):
            break
    if len(rows) < 3:
        return None
    above = {t.bare: t.span for t in tokens[max(0, first - 20) : first]}
    header: Row = [None, None, *(above.get(name) for name in names)]
    if sum(name is not None for name in header) < 2:  # one cell above the rows would be taken for a caption
        return Found(extent(rows), rows, rank=0, depth=0, ruled=True)
    return Found(extent([header, *rows]), [header, *rows], rank=0, depth=1, ruled=True)


def _reviews(tokens: list[_Token], first: int) -> Found | None:
    """Three times the five results, and fifteen numbers below."""
    at = first
    names: list[Span] = []
    while at < len(tokens) and not tokens[at].is_value and at - first < 24:
        if tokens[at].bare in RESULTS:
            names.append(tokens[at].span)
        at += 1
    width = len(RESULTS) * len(COURSES)
    values = tokens[at : at + width]
    if len(names) != width or len(values) != width or not all(value.is_value for value in values):
        return None
    near = {t.bare: t.span for t in tokens[max(0, first - 8) : at]}
    courses: Row = [near.get(course) for course in COURSES for _ in RESULTS]
    matrix: list[Row] = [courses, list(names), [value.span for value in values]]
    return Found(extent(matrix), matrix, rank=0, depth=2, ruled=True)


def _disclosed(tokens: list[_Token], first: int) -> Found | None:
    """信息内容 and its columns, then the subjects of 第二十条 with a number for each column."""
    at = first + 1
    while at < len(tokens) and at - first < 5 and not tokens[at].is_value and not _SUBJECTS.fullmatch(tokens[at].bare):
        at += 1
    width = at - first
    rows: list[Row] = []
    while at < len(tokens) and _SUBJECTS.fullmatch(tokens[at].bare):
        values = tokens[at + 1 : at + width]
        told = [value.span for value in values if value.is_value or value.bare[:1].isdigit()]
        if not told or len(told) != width - 1:
            break
        rows.append([tokens[at].span, *told])
        at += width
    if width < 2 or not rows:
        return None
    matrix: list[Row] = [[token.span for token in tokens[first : first + width]], *rows]
    return Found(extent(matrix), matrix, rank=0, depth=1, ruled=True)
