"""Portal furniture: lines of the page, not of the document. One list of rules for every format."""

from __future__ import annotations

import re
from functools import cache

from govtext import lexicon
from govtext.structure.model import Paragraph

MAX_FURNITURE_LINE = 120


@cache
def _words() -> frozenset[str]:
    return frozenset(row["line"] for row in lexicon.table("furniture") if row["kind"] == "line")


@cache
def _patterns() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['line']})" for row in lexicon.table("furniture") if row["kind"] == "pattern"))


_MARKS = frozenset("-—_|/\\[]【】()（）<>·•＞> \t─━═―－=*＝~～…")
_BETWEEN_WORDS = re.compile(r"[\s|>＞]+|(?<=[】\]])(?=[【\[])")
_BULLET = re.compile(r"^[•●■◆·▪\-—–*>》\s]+")


def is_furniture(paragraph: Paragraph) -> bool:
    """Whether a whole paragraph is furniture: an entry of lexicons/furniture.tsv, or a run of such entries."""
    if len(paragraph.text) > MAX_FURNITURE_LINE:
        return False
    bare = paragraph.text
    if _patterns().fullmatch("".join(bare.split())):
        return True
    bare = _BULLET.sub("", bare)
    if bare.startswith("<!--") and bare.endswith("-->"):
        return True
    if not set(bare) - _MARKS:
        return True
    if _is_breadcrumb(bare):
        return True
    tight = "".join(bare.split()).strip("【】[]|:：>")
    if tight in _words() or _patterns().fullmatch(tight):
        return True
    if not _BETWEEN_WORDS.search(bare):
        return False
    words = [w.strip("【】[]|:：>()（）") for w in _BETWEEN_WORDS.split(bare)]
    return all(not w or w in _words() or _patterns().fullmatch(w) for w in words)


def _is_breadcrumb(text: str) -> bool:
    """首页 > 政务公开 > 正文: short names between marks, without punctuation."""
    for mark in (">", "＞", "»", "/", "›"):
        if text.count(mark) < 2:
            continue
        steps = [step.strip() for step in text.split(mark)]
        if len(steps) >= 3 and all(0 < len(step) <= 16 for step in steps) and not re.search(r"[。；，：:]|\d{3}", text):
            return True
    return False
