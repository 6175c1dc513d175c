"""Whether a text is an HTML page, or a piece of one: told by the tags that it begins with."""

from __future__ import annotations

import re
from typing import Final

from govtext.patterns import pattern
from govtext.read.plain import utf16_side

_HEAD: Final = 4096
_TEXT_NAMES: Final = frozenset((".md", ".markdown", ".mkd", ".rst", ".csv", ".tsv", ".json", ".log"))
_HTML_NAMES: Final = frozenset((".htm", ".html", ".xhtml", ".shtml", ".shtm", ".jsp", ".asp", ".aspx", ".php"))

# Tags with which a page or a piece of one begins. In a file that does not claim to be HTML a piece must show more than
# one letter in brackets: an attribute or a closing tag further on.
_DOCUMENT: Final = pattern(r"<(?:!doctype\s{1,8}html|html|head|body)(?=[\s>/])", re.I)
_PIECE: Final = pattern(
    r"<(?:meta|title|link|base|style|script|div|table|tbody|thead|tr|td|th|p|span|h[1-6]|section|article|main|header|"
    r"footer|nav|ul|ol|li|dl|dt|dd|font|center|br|hr|a|img|b|strong|i|em|u|form|input|iframe|blockquote|pre|label|"
    r"noscript|object|small|sup|sub|ucaptitle|ucapcontent)(?:\s[^<>]{0,2000})?/?>",
    re.I,
)
_OPENING: Final = pattern(r"^[ \t]{0,64}<(?:!doctype\s{1,8}html|html(?=[\s>]))", re.I | re.M)
_INVISIBLE: Final = pattern(r"[\s\ufeff\0]*")
_PROLOGUE: Final = pattern(r"<\?[^>]{0,1024}\?>|<%[^%]{0,1024}%>|<!(?!doctype\s{1,8}html)[^>-][^>]{0,512}>", re.I)


def is_html(data: bytes, suffix: str) -> bool:
    """Whether text begins as an HTML page or a piece of one does; `data` is its head.

    A character in angle brackets somewhere in a text makes no page of it.
    """
    head = _ascii_view(data)
    named = suffix in _HTML_NAMES
    start = _first_tag(head)
    if _DOCUMENT.match(head, start):
        return True
    if named:
        return _DOCUMENT.search(head) is not None or _PIECE.search(head) is not None or "</" in head
    if suffix in _TEXT_NAMES:
        return False
    piece = _PIECE.match(head, start)
    if piece:
        return "=" in piece[0] or "</" in head or "<br" in head.lower()
    return _OPENING.search(head, 0, _HEAD) is not None and "</" in head


def _first_tag(head: str) -> int:
    """Offset after blanks, byte order mark, comments, XML declarations and scripting prologues."""
    at = 0
    while True:
        invisible = _INVISIBLE.match(head, at)
        at = invisible.end() if invisible else at
        if head.startswith("<!--", at):
            end = head.find("-->", at + 4)
            if end < 0:
                return at
            at = end + 3
            continue
        prologue = _PROLOGUE.match(head, at)
        if prologue is None:
            return at
        at = prologue.end()


def _ascii_view(head: bytes) -> str:
    """The head with its ASCII characters readable, whatever the encoding."""
    wide = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(head[:2]) or utf16_side(head[:_HEAD])
    if wide:
        return head[: len(head) & ~1].decode(wide, "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
