"""Portal furniture: lines of the page, not of the document. One list of rules for every format."""

from __future__ import annotations

import re
from functools import cache

from govtext import lexicon
from govtext.patterns import pattern
from govtext.structure.model import Paragraph

MAX_FURNITURE_LINE = 120


@cache
def _words() -> frozenset[str]:
    return frozenset(row["line"] for row in lexicon.table("furniture") if row["kind"] == "line")


@cache
def _patterns() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['line']})" for row in lexicon.table("furniture") if row["kind"] == "pattern"))


@cache
def _companions() -> re.Pattern[str]:
    """What belongs to the page only in one line with its furniture: 2015年3月9日 10:22 beside 来源：某办公室."""
    return re.compile("|".join(f"(?:{row['line']})" for row in lexicon.table("furniture") if row["kind"] == "beside"))


@cache
def _rubrics() -> re.Pattern[str]:
    """Names of columns of a portal, as the steps of a breadcrumb line have them."""
    return re.compile("|".join(f"(?:{row['line']})" for row in lexicon.table("furniture") if row["kind"] == "rubric"))


_MARKS = "-—_|/\\[]【】()（）<>·•＞> \t─━═―－=*＝~～…"
_BETWEEN_WORDS = pattern(r"[\s|>＞]+|(?<=[】\]])(?=[【\[])")
_SENTENCE_ENDS = ("。", "；")
"""A long line that ends a sentence is text of the document."""
_BULLETS = frozenset("•●■◆·▪-–—*>》")
_BULLET = pattern(r"^[•●■◆·▪\-—–*>》\s]+")


HEAD_LINES = 6
"""Lines at the head of a text among which a portal shows where in its tree a page stands."""


def is_furniture(paragraph: Paragraph, index: int = HEAD_LINES) -> bool:
    """Whether a whole paragraph is furniture: an entry of lexicons/furniture.tsv, or a run of such entries.

    `index`: which line of the text it is.
    """
    text = paragraph.text
    if len(text) > MAX_FURNITURE_LINE or (len(text) > 30 and text.endswith(_SENTENCE_ENDS)):
        return False
    whole = "".join(text.split())
    if _patterns().fullmatch(whole):
        return True
    bare = _BULLET.sub("", text) if text[:1] in _BULLETS else text
    if bare.startswith("<!--") and bare.endswith("-->"):
        return True
    if not bare.strip(_MARKS):
        return True
    if _is_breadcrumb(bare) or (index < HEAD_LINES and _is_path(bare)):
        return True
    tight = "".join(bare.split()).strip("【】[]|:：>")
    if tight in _words() or (tight != whole and _patterns().fullmatch(tight)):
        return True
    if not _BETWEEN_WORDS.search(bare):
        return False
    words = [w.strip("【】[]|:：>()（）") for w in _BETWEEN_WORDS.split(bare)]
    others = [w for w in words if w and w not in _words() and not _patterns().fullmatch(w)]
    return len(others) < sum(map(bool, words)) and all(_companions().fullmatch(w) for w in others)


def _is_breadcrumb(text: str) -> bool:
    """首页 > 政务公开 > 正文: short names between marks, without punctuation."""
    for mark in (">", "＞", "»", "/", "›"):
        if mark not in text or text.count(mark) < 2:
            continue
        steps = [step.strip() for step in text.split(mark)]
        if len(steps) >= 3 and all(0 < len(step) <= 16 for step in steps) and not re.search(r"[。；，：:]|\d{3}", text):
            return True
    return False


_STEPS = pattern(r"\s*[|｜／/>＞»›→》]+\s*")


def _is_path(text: str) -> bool:
    """某县政府 ／ 便民服务 ／ 公告讯息: at the head, short names between any marks, one of them a column of a portal."""
    if len(text) > 80 or "《" in text or text[0] in "|｜" or re.search(r"[。；，：:、]|\d{3}", text):
        return False
    steps = [step for step in _STEPS.split(text) if step]
    return (
        len(steps) > 2
        and all(len(step) <= 20 and not step.isdigit() for step in steps)
        and any(step in _words() or _rubrics().fullmatch(step) for step in steps)
    )
