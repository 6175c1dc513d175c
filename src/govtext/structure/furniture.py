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


_MARKS = "-—_|/\\[]【】()（）<>·•＞> \t─━═―－=*＝~～…"
_BETWEEN_WORDS = re.compile(r"[\s|>＞]+|(?<=[】\]])(?=[【\[])")
_SENTENCE_ENDS = ("。", "；")
"""A long line that ends a sentence is text of the document."""
_BULLETS = frozenset("•●■◆·▪-–—*>》")
_BULLET = re.compile(r"^[•●■◆·▪\-—–*>》\s]+")


def is_furniture(paragraph: Paragraph) -> bool:
    """Whether a whole paragraph is furniture: an entry of lexicons/furniture.tsv, or a run of such entries."""
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
    if _is_breadcrumb(bare):
        return True
    tight = "".join(bare.split()).strip("【】[]|:：>")
    if tight in _words() or (tight != whole and _patterns().fullmatch(tight)):
        return True
    if not _BETWEEN_WORDS.search(bare):
        return False
    words = [w.strip("【】[]|:：>()（）") for w in _BETWEEN_WORDS.split(bare)]
    return all(not w or w in _words() or _patterns().fullmatch(w) for w in words)


def _is_breadcrumb(text: str) -> bool:
    """首页 > 政务公开 > 正文: short names between marks, without punctuation."""
    for mark in (">", "＞", "»", "/", "›"):
        if mark not in text or text.count(mark) < 2:
            continue
        steps = [step.strip() for step in text.split(mark)]
        if len(steps) >= 3 and all(0 < len(step) <= 16 for step in steps) and not re.search(r"[。；，：:]|\d{3}", text):
            return True
    return False
