"""What score makes a grade: rows of `grade_scale` (85分以上为优秀, 70—85分为良好, 得分≥95分为A级)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

from govtext.facts.grades.schemes import find_words, is_weak
from govtext.patterns import pattern
from govtext.record import GradeScale
from govtext.scan import Mentions
from govtext.structure import Document
from govtext.text import Span
from govtext.values.numeral import han_to_int

MAX_CLAUSE = 100
"""Characters between a bound and its grade."""


class Bound(Struct, frozen=True):
    """One side of a range: its number, whether it is the lower one, and whether it is itself outside."""

    value: float
    lower: bool
    open: bool
    span: Span


def read_scale(document: Document, mentions: Mentions) -> tuple[GradeScale, ...]:
    """Rows of `grade_scale`, one a grade; a scale said twice gives its rows once. One row alone is no scale."""
    text = mentions.text
    if "分" not in text:
        return ()
    rows: dict[str, GradeScale] = {}
    for block in mentions.blocks:
        if not re.search(r"\d\s?分|\d[^，。]{0,8}为|[十百]分以上", block.text):
            continue
        for grade, bounds, span in _ranges(text, block.span):
            low = next((b for b in bounds if b.lower), None)
            high = next((b for b in bounds if not b.lower), None)
            where = document.view.to_source(*span)
            row = GradeScale(
                grade=grade,
                low=low.value if low else None,
                high=high.value if high else None,
                low_open=bool(low and low.open),
                high_open=bool(high and high.open),
                text=where.of(document.source.text),
                span=where,
            )
            rows.setdefault(grade, row)
    return tuple(rows.values()) if len(rows) > 1 else ()


_N = r"(?:\d{1,3}(?:\.\d{1,2})?|(?:[一二三四五六七八九]?十[一二三四五六七八九]?|一百)(?=分))"
_IN = r"(?:\s?[（(]\s?(?:含|包含|含本数|含(?P<in{0}>\d{{1,3}})分?)\s?[)）])"
_OUT = r"(?:\s?[（(]\s?不含[^（()）]{0,6}[)）])"
_BOUND = pattern(
    rf"(?P<range>(?P<from>{_N})\s?分?\s?(?:[（(]不?含[^（()）]{{0,6}}[)）])?\s?(?:—|－|–|-|~|～|至|到|—|─){{1,2}}\s?(?P<to>{_N})\s?分?(?P<toin>\s?[（(]不?含[^（()）]{{0,6}}[)）])?(?P<below>以下)?)"
    rf"|(?P<chain>(?P<ca>{_N})\s?分?\s?(?P<cop>[≤<＜])[^≤<＜，。；]{{0,12}}(?P<cop2>[≤<＜])\s?(?P<cb>{_N})\s?分?)"
    rf"|(?P<op>≥|>=|＞=|≤|<=|>|＞|<|＜|大于等于|小于等于|大于|小于|高于|超过|不低于|不少于|达到|不足|不满|未满|未达到|未达|低于|少于|不到)\s?(?P<on>{_N})\s?分?(?P<ou>以上|以下|及以上|者)?"
    rf"|(?P<n>{_N})\s?分?\s?(?P<inc>[（(]不?含[^（()）]{{0,6}}[)）])?\s?(?P<side>及以上|或以上|以上|及以下|以下|以内)\s?(?P<inc2>[（(]不?含[^（()）]{{0,6}}[)）])?"
)
_UPPER = frozenset(
    ("≤", "<=", "<", "＜", "小于等于", "小于", "不足", "不满", "未满", "未达到", "未达", "低于", "少于", "不到")
)
_STRICT = frozenset(
    (
        ">",
        "＞",
        "<",
        "＜",
        "大于",
        "小于",
        "高于",
        "超过",
        "不足",
        "不满",
        "未满",
        "未达到",
        "未达",
        "低于",
        "少于",
        "不到",
    )
)


def _number(text: str) -> float:
    """90, 92.5, 九十."""
    return float(text) if text[0].isdigit() else float(han_to_int(text) or 0)


def _bounds(text: str, start: int, end: int) -> Iterator[Bound]:
    for match in _BOUND.finditer(text, start, end):
        span = Span(*match.span())
        if match["range"]:
            yield Bound(_number(match["from"]), True, False, span)
            yield Bound(_number(match["to"]), False, "不含" in (match["toin"] or "") or bool(match["below"]), span)
        elif match["chain"]:
            yield Bound(_number(match["ca"]), True, match["cop"] != "≤", span)
            yield Bound(_number(match["cb"]), False, match["cop2"] != "≤", span)
        elif match["op"]:
            yield Bound(_number(match["on"]), match["op"] not in _UPPER, match["op"] in _STRICT, span)
        else:
            lower = "上" in match["side"]
            note = (match["inc"] or "") + (match["inc2"] or "")
            closed = lower or "及" in match["side"]
            yield Bound(_number(match["n"]), lower, "不含" in note or not (closed or "含" in note), span)


_BETWEEN = pattern(
    r"[“\"]?(?:[)）]|分|的|者|之间|为|是|列|评为|评定为|定为|确定为|属于|属|可|获|得|授予|可获|考核|等次|等级|[,，、]|\s|单位|直接|即|记|计|对应)*[“\"]?$"
)
_OR_ELSE = pattern(
    r"[,，、]?(?:或者|或|以及|及)[^。；;\d]{2,80}的?[,，]?(?:一律|直接)?(?:定为|评为|列为|评定为|确定为|为|是|属)[“\"]?"
)
"""60分以下，或者被一票否决的，为不合格: what else makes the grade."""
_LABELLED = pattern(
    r"[”\"]?(?:等次|等级|档次)?\s*(?:[:：，,]|为|（|\(|指|是指)\s*(?:综合)?(?:得分|总分|分数|考核|评分|分值)*\s*[:：]?\s*[A-Za-z]?\s*$"
)


def _ranges(text: str, block: Span) -> Iterator[tuple[str, list[Bound], Span]]:
    """Grades with the bounds right before them, or right after where grade and bounds form a label."""
    words = find_words(text, *block)
    bounds = list(_bounds(text, *block)) if words else []
    starts = [bound.span.start for bound in bounds]
    at = block.start
    for index, word in enumerate(words):
        near = bounds[bisect_left(starts, max(at, word.start - MAX_CLAUSE)) : bisect_left(starts, word.start)]
        before = [b for b in near if b.span.end <= word.start]
        if (
            before
            and _BETWEEN.search(text[before[-1].span.end : word.start])
            and (_BETWEEN.fullmatch(text[before[-1].span.end : word.start]))
        ) or (before and _OR_ELSE.fullmatch(text[before[-1].span.end : word.start])):
            mine = _one_range(text, before)
            yield word.text, mine, Span(mine[0].span.start, word.end)
            at = word.end
            continue
        stop = words[index + 1].start if index + 1 < len(words) else block.end
        last = min(stop, word.end + MAX_CLAUSE)
        after = [b for b in bounds[bisect_left(starts, word.end) : bisect_left(starts, last)] if b.span.end <= last]
        following = words[index + 1].start if index + 1 < len(words) else None
        own = after and following is not None and _BETWEEN.fullmatch(text[after[0].span.end : following])
        if (
            own and "为" in text[after[0].span.end : following]
        ):  # 等第为甲、乙：92分以上者为甲: the bound is the next one's
            continue
        if after and not is_weak(word.text) and _LABELLED.fullmatch(text[word.end : after[0].span.start]):
            mine = [
                b
                for b in after
                if b.span.end - after[0].span.start <= 24
                and not re.search("[；;。]", text[after[0].span.start : b.span.end])
            ]
            mine = mine[:2] if len({b.lower for b in mine[:2]}) == 2 else mine[:1]
            yield word.text, mine, Span(word.start, mine[-1].span.end)
            at = mine[-1].span.end


def _one_range(text: str, bounds: list[Bound]) -> list[Bound]:
    """The last bound, with the one before it where the two make a range (75分以上不足90分)."""
    last = bounds[-1]
    for other in reversed(bounds[:-1]):
        joined = text[other.span.end : last.span.start]
        if other.span == last.span or (
            other.lower != last.lower
            and re.fullmatch(r"[，,、\s]?(?:且|但|、|至|到|—|-)?[，,]?\s?(?:得分|总分|综合得分)?", joined)
        ):
            return [other, last]
        break
    return [last]
