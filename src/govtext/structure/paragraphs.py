"""Lines to paragraphs, also where the line breaks are gone."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from govtext.patterns import pattern
from govtext.structure.model import Paragraph
from govtext.structure.tail import tail_cuts
from govtext.text import Span
from govtext.values.numeral import han_to_int

LONG_LINE = 150
"""Characters from which a line is suspected to be several paragraphs whose breaks were lost."""

_ORDINALS = (
    "一 二 三 四 五 六 七 八 九 十 "
    + " ".join("十" + c for c in "一二三四五六七八九")
    + " "
    + " ".join("二十" + c for c in ("", *"一二三四五六七八九"))
    + " 三十"
).split()
_LABEL = pattern(r"\s*(?P<dun>[一二三四五六七八九十]{1,3})、")
_GAP = pattern(r"\s{2,}")
_LOST_BREAK = pattern(
    r"(?<=[。；;：:！？”）)\s])(?:(?P<dun>[一二三四五六七八九十]{1,3})、|[（(](?P<paren>[一二三四五六七八九十]{1,3})[)）]|"
    r"(?P<article>第[一二三四五六七八九十百零〇]{1,6}条)[\s　]|"
    r"第(?P<next>[一二三四五六七八九十百零〇]{1,6})条(?=[\u4e00-\u9fff《])(?![款项第规、和及的之至所中以]))"
    r"|(?<=[。；\s])(?P<chapter>第[一二三四五六七八九十]{1,3}章(?=[\s　]?[\u4e00-\u9fff]))"
    r"|(?<=章)(?P<chapter_head>[\s　]?[\u4e00-\u9fff、]{2,18}[\s　]?)(?=第[一二三四五六七八九十百零〇]{1,6}条)"
    r"|(?P<digit>(?<!\d)\d{1,2})[.．、](?=[\u4e00-\u9fff“][^。；;：:\d]{2,22}[。(（])"
    r"|(?<=[一二三四五六七八九十]、)(?P<dun_head>[\u4e00-\u9fff、“”]{3,24})(?=[（(]一[)）])"
)


def paragraphs(text: str) -> list[Paragraph]:
    """Non-empty paragraphs in order. Long lines are cut where blanks or a chain of labels show lost breaks."""
    found: list[Paragraph] = []
    at = 0
    expected = {"dun": 0, "paren": 0}
    for line in text.split("\n"):
        if line and not line.isspace():
            if (label := _LABEL.match(line)) and label["dun"] in _ORDINALS:
                expected |= {"dun": _ORDINALS.index(label["dun"]) + 1, "paren": 0}
            if len(line) > LONG_LINE:
                found.extend(_pieces(text, at, at + len(line), expected))
            else:
                found.append(_paragraph(text, at, at + len(line)))
        at += len(line) + 1
    return found


def _paragraph(text: str, start: int, end: int, *, inner: bool = False) -> Paragraph:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return Paragraph(Span(start, start + len(piece)), piece, inner)


def _pieces(text: str, start: int, end: int, expected: dict[str, int]) -> Iterator[Paragraph]:
    cuts = {start, end}
    cuts.update(m.end() for m in _GAP.finditer(text, start, end))
    cuts.update(_blank_cuts(text, start, end))
    cuts.update(_chain_cuts(text, start, end, expected))
    cuts.update(tail_cuts(text, start, end))
    ordered = sorted(cuts)
    many = len(ordered) > 2
    for left, right in itertools.pairwise(ordered):
        if text[left:right].strip():
            yield _paragraph(text, left, right, inner=many)


_SINGLE_BLANK = pattern(r"(?<=[\u4e00-\u9fff。；：:！？）)”》\d号]) (?=[\u4e00-\u9fff（(《“\d])")
_NO_CUT = pattern(r"(?:附件|抄送|联系人|电话|第[一二三四五六七八九十百\d]{1,4}[章节条])[:：]?$")
MIN_BLANKS = 6
"""Single blanks between Han characters from which a long line is a page whose line breaks became blanks."""


def _blank_cuts(text: str, start: int, end: int) -> Iterator[int]:
    if text.count(" ", start, end) < MIN_BLANKS:
        return
    blanks = [
        m
        for m in _SINGLE_BLANK.finditer(text, start, end)
        if not (text[m.start() - 1].isdigit() and text[m.end()].isdigit())
    ]
    if len(blanks) < MIN_BLANKS or len(blanks) * 400 < end - start:
        return
    closed = sum(text[m.start() - 1] in "。；：:！？）)" for m in blanks)
    if closed * 3 < len(blanks):
        return
    for blank in blanks:
        if not _NO_CUT.search(text, max(start, blank.start() - 8), blank.start()):
            yield blank.end()


def _chain_cuts(text: str, start: int, end: int, expected: dict[str, int]) -> Iterator[int]:
    """Labels 一、 and （一） inside a line, where each continues or restarts its own sequence.

    `expected`: the places in their sequences that come next, also from the lines before; it goes on here.
    """
    literals = (
        _CHAIN_LITERALS
        + _DIGIT_LITERALS
        + ((f"{_ORDINALS[expected['dun']]}、",) if 0 < expected["dun"] < len(_ORDINALS) else ())
    )
    if not any(text.find(label, start, end) >= 0 for label in literals) and not _ARTICLE.search(text, start, end):
        return
    article_before = 0
    for match in _LOST_BREAK.finditer(text, start, end):
        if match["article"] or match["chapter"]:
            article = han_to_int(match["article"][1:-1]) if match["article"] else None
            article_before = article or article_before
            yield match.start()
            continue
        if match["next"]:  # without a blank behind it only where it counts on
            if han_to_int(match["next"]) == article_before + 1:
                article_before += 1
                yield match.start()
            continue
        if match["chapter_head"] or match["dun_head"]:  # a heading that its first article or item follows at once
            expected["paren"] = 1 if match["dun_head"] else 0
            article_before += bool(match["chapter_head"])
            yield match.end()
            continue
        if match["digit"]:  # 1.压减审批时限。…2.推行一网通办。…: only as headings of a page that lost its breaks
            ordinal = int(match["digit"])
            if ordinal == expected.get("digit", 0) or (
                ordinal == 1 and _SECOND.search(text, match.end(), min(end, match.end() + 2_000))
            ):
                expected["digit"] = ordinal + 1
                yield match.start()
            continue
        kind = "dun" if match["dun"] else "paren"
        ordinal = _ORDINALS.index(match[kind]) if match[kind] in _ORDINALS else -2
        if ordinal == expected[kind] or (ordinal == 0 and _has_second(text, match, kind, end)):
            expected[kind] = ordinal + 1
            if kind == "dun":
                expected["paren"] = 0
            yield match.start()


_SECOND = pattern(r"[。；;）)]\s?2[.．、](?=[\u4e00-\u9fff“][^。；;：:\d]{2,22}[。(（])")
_DIGIT_LITERALS = ("：1.", "：1．", "。1.", "。1．", ":1.", " 1.", " 1．", "；2.", "；2．", "。2.", "。2．")
_CHAIN_LITERALS = ("一、", "（一）", "(一)")
_ARTICLE = pattern("第[一二三四五六七八九十百零〇]{1,6}[条章]")


def _has_second(text: str, match: re.Match[str], kind: str, end: int) -> bool:
    second = "二、" if kind == "dun" else "二"
    return text.find(second, match.end(), min(end, match.end() + 20_000)) >= 0
