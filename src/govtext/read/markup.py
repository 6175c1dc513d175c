"""HTML text to a flat list of events with figures for each element; no opinion yet on what they mean.

The parser's cost grows with the product of length and depth, so the raw markup is disarmed and measured before it is
parsed: a page that nests without end is refused in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from govtext.patterns import pattern
from govtext.read import limits

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCKS: Final = _words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup "
    "option p plaintext pre section select summary table tbody td textarea tfoot th thead tr ul xmp"
)
"""Elements that stand on lines of their own."""

VERBATIM: Final = frozenset(("listing", "plaintext", "pre", "textarea", "xmp"))
"""Elements whose line ends are text."""

_SILENT: Final = _words(
    "applet audio base canvas col colgroup datalist embed iframe link map noembed noframes noscript object param rp rt "
    "rtc script source style svg template track video"
)
"""Elements that show no text of the document; the reading aids over a ruby base (rt) would break its words."""

_VOID: Final = _words(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
)

_FORMATTING: Final = _words("b big code em font i nobr s small strike strong tt u")
"""Elements that a parser opens again in every paragraph until they are closed: forgotten ends multiply the page.

They only style what they hold, so they are taken out before parsing; those that hide it become spans.
"""

_UNNESTED: Final = frozenset(("dd", "dt", "li", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr"))
"""Elements that end where the next of their kind begins."""

_BARRIERS: Final = frozenset(("caption", "table", "td", "th"))
"""Table parts: no end tag from inside closes an element outside of them."""

_LISTS: Final = frozenset(("dl", "ol", "select", "table", "ul"))
"""Elements inside which a new list item or cell closes nothing further out."""

_TAG: Final = pattern(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)\b.*?(?:</(?P=raw)\b|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-z][^\s/>]{0,60})"
    r"(?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))?+)*+(?:>|\Z)",
    re.I | re.S,
)

_LONG_TAG: Final = 2_000
"""Characters of a tag from which its attributes are dropped: beyond it stand embedded images, or an attack."""

_NESTING: Final = "nested elements of the page"
_NONE_SHOWN: Final = pattern(r"display\s*:\s*none", re.I)
_BLOCK_SHOWN: Final = pattern(r"display\s*:\s*(?:block|flex|table|grid)", re.I)
_WORD: Final = pattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_SENTENCE: Final = pattern(r"[。；，、：！？]")
_GUARD: Final = pattern(
    r"[〔﹝]\d{4}|索引号|[文字]号[:：]|(?:发布|成文|发文|公开|生成|印发)(?:日期|时间|机构|机关|单位)"
    r"|来源[:：]|主题分类|有效性|抄送[:：]|月\d{1,2}日印发"
)
"""What a header table, a line of facts or a document's last lines say: markup with it is no furniture."""

_FILE: Final = pattern(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|zip|rar|7z|txt|jpe?g|png|tiff?)\s*(?:[?#].*)?$", re.I)


class Element(Struct, eq=False):
    """An element, its place in the lists of a `Page`, and counts of what it holds."""

    tag: str
    index: int
    parent: Element | None
    attributes: dict[str, str | None]
    words: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    block: bool = False
    events: tuple[int, int] = (0, 0)
    """Events from its opening to after its closing."""
    pieces: tuple[int, int] = (0, 0)
    """Pieces of text that it holds."""
    end: int = 0
    """Index after its last descendant."""
    chars: int = 0
    """Visible characters."""
    linked: int = 0
    """Visible characters inside links."""
    prose: int = 0
    """Visible characters outside links in pieces that read like sentences."""
    links: int = 0
    """Links that are no attachments."""
    lines: int = 0
    """Paragraphs and forced line ends."""
    tables: int = 0
    guards: int = 0
    """Pieces and attachments that forbid to take it for furniture."""

    @property
    def plain(self) -> int:
        """Visible characters outside links."""
        return self.chars - self.linked

    def holds(self, other: Element) -> bool:
        """Whether `other` is this element or inside it."""
        return self.index <= other.index < self.end

    def ancestors(self) -> Iterator[Element]:
        """Its parent, and so on outwards."""
        up = self.parent
        while up is not None:
            yield up
            up = up.parent


Event = Element | str | None
"""Opening of an element, text, or the closing (None) of the innermost open element."""


class Page(Struct):
    """A parsed page: its events in reading order, its elements in order of opening, its visible pieces of text."""

    events: list[Event] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    """Text without blanks, and whether it reads like a sentence outside of links."""
    metas: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""
    comments: list[tuple[str, Element]] = field(default_factory=list)
    """Short comments (and named markers) with the element that they stand in."""

    def compact(self, element: Element) -> str:
        """The visible text of an element without any blanks."""
        start, end = element.pieces
        return "".join(text for text, _ in self.pieces[start:end])


def disarm(markup: str) -> str:
    """Take out formatting tags and overlong attributes; raise `LimitError` where elements nest too deep to parse.

    This follows only as much of the parsing rules as bounds the depth from above; `flatten` checks the exact depth.
    """
    stack: list[str] = []
    counts: dict[str, int] = {}
    pieces: list[str] = []
    hiding: dict[str, list[bool]] = {}  # per formatting tag that is open: whether it became a span
    at = 0
    for match in _TAG.finditer(markup):
        if match["name"] is None:
            continue
        name, is_end = match["name"].lower(), bool(match["end"])
        replacement = None
        if name in _FORMATTING:
            opened = hiding.setdefault(name, [])
            if not is_end:
                opened.append(bool(_NONE_SHOWN.search(match[0], 0, _LONG_TAG)))
            kept = opened[-1] if opened else False
            if is_end and opened:
                opened.pop()
            replacement = ("</span>" if is_end else '<span style="display:none">') if kept else ""
            name = "span" if kept else "br"
        elif match.end() - match.start() > _LONG_TAG:
            replacement = f"<{match['end']}{name}>"
        if replacement is not None:
            pieces += (markup[at : match.start()], replacement)
            at = match.end()
        if name == "plaintext":
            break
        if name in _VOID or name == "a":
            continue
        if is_end:
            _close(stack, counts, name)
            continue
        if name in _UNNESTED:
            _close(stack, counts, name, stop=_LISTS)
        stack.append(name)
        counts[name] = counts.get(name, 0) + 1
        if len(stack) > 2 * limits.MAX_NESTING:  # twice, for this count may be too high, never too low
            limits.check(len(stack), limits.MAX_NESTING, _NESTING, "MAX_NESTING")
    pieces.append(markup[at:])
    return "".join(pieces)


def _close(stack: list[str], counts: dict[str, int], name: str, stop: frozenset[str] = frozenset()) -> None:
    """Pop up to the innermost open `name`, unless a table part or list stands between."""
    if not counts.get(name):
        return
    stop = stop or (frozenset(("table",)) if name in _BARRIERS or name in _UNNESTED else _BARRIERS)
    for index in range(len(stack) - 1, -1, -1):
        if stack[index] == name:
            for closed in stack[index:]:
                counts[closed] -= 1
            del stack[index:]
            return
        if stack[index] in stop:
            return


def flatten(markup: str, keep: re.Pattern[str]) -> Page:
    """Parse and flatten. Hidden elements are dropped, except those whose folded class or id matches `keep`."""
    from selectolax.lexbor import LexborHTMLParser

    # A NUL would end the text for the parser's C strings.
    tree = LexborHTMLParser(disarm(markup).replace("\0", ""))
    root = tree.root
    return Page() if root is None else _Flattener(keep).run(root)


class _Flattener:
    """Walks a tree without recursion and keeps the counts of open elements."""

    def __init__(self, keep: re.Pattern[str]) -> None:
        self.page = Page()
        self.keep = keep
        self.open: list[Element] = []
        self.anchors: list[Element] = []
        self.classes: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {}

    def run(self, root: LexborNode) -> Page:
        node = root
        while True:
            if self.enter(node):
                down = node.first_child
                if down is not None:
                    node = down
                    continue
                self.leave()
            while self.open and node.next is None and node.parent is not None:
                node = node.parent
                self.leave()
            following = node.next
            if not self.open or following is None:
                return self.page
            node = following

    def enter(self, node: LexborNode) -> bool:
        """Record a node; whether to go down into it."""
        tag = node.tag or ""
        if tag == "-text":
            self.text(node.text_content or "")
            return False
        if tag == "-comment":
            self.comment(node.comment_content or "")
            return False
        if tag[:1] in "-!" or tag in _SILENT:
            return False
        attributes = node.attributes
        if tag == "meta":
            self.meta(attributes)
            return False
        if tag == "title":
            self.page.title = self.page.title or " ".join((node.text(deep=True) or "").split())
            return False
        words, names = self.name_words(attributes)
        style = attributes.get("style") or ""
        hidden = "hidden" in attributes or bool(_NONE_SHOWN.search(style))
        if hidden and not any(self.keep.fullmatch(name) for name in names):
            return False
        self.add(tag, attributes, words, names, style)
        return True

    def add(
        self,
        tag: str,
        attributes: dict[str, str | None],
        words: frozenset[str],
        names: tuple[str, ...],
        style: str,
    ) -> None:
        page = self.page
        parent = self.open[-1] if self.open else None
        block = tag in BLOCKS or bool(style and _BLOCK_SHOWN.search(style))
        element = Element(tag, len(page.elements), parent, attributes, words, names, block)
        element.events = (len(page.events), 0)
        element.pieces = (len(page.pieces), 0)
        element.lines = int(tag in ("p", "br", "li", "div"))
        if tag == "a":
            target = (attributes.get("href") or "").strip()
            is_file = bool(_FILE.search(target[-60:]))
            if is_file:
                element.guards = 1
            elif target:
                element.links = 1
                self.anchors.append(element)
        page.elements.append(element)
        page.events.append(element)
        self.open.append(element)
        limits.check(len(self.open), limits.MAX_NESTING, _NESTING, "MAX_NESTING")

    def leave(self) -> None:
        """Close the innermost element and add its counts to its parent's."""
        page = self.page
        element = self.open.pop()
        page.events.append(None)
        element.events = (element.events[0], len(page.events))
        element.pieces = (element.pieces[0], len(page.pieces))
        element.end = len(page.elements)
        if self.anchors and self.anchors[-1] is element:
            self.anchors.pop()
        if self.open:
            parent = self.open[-1]
            parent.chars += element.chars
            parent.linked += element.linked
            parent.prose += element.prose
            parent.links += element.links
            parent.lines += element.lines
            parent.tables += element.tables + (element.tag == "table")
            parent.guards += element.guards

    def text(self, text: str) -> None:
        if not self.open or not text:
            return
        self.page.events.append(text)
        compact = "".join(text.split())
        if not compact:
            return
        element = self.open[-1]
        element.chars += len(compact)
        prose = False
        if self.anchors:
            element.linked += len(compact)
        else:
            prose = len(compact) >= 30 or (len(compact) >= 8 and bool(_SENTENCE.search(compact)))
            element.prose += len(compact) if prose else 0
            element.guards += bool(_GUARD.search(compact))
        self.page.pieces.append((compact, prose))

    def comment(self, text: str) -> None:
        if self.open and 0 < len(text) <= 80:
            self.page.comments.append((text.strip(), self.open[-1]))

    def meta(self, attributes: dict[str, str | None]) -> None:
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
        if self.open and name == "ContentStart":
            self.page.comments.append((name, self.open[-1]))
        content = " ".join((attributes.get("content") or "").split())
        if name and content:
            self.page.metas.append((name.strip(), content))

    def name_words(self, attributes: dict[str, str | None]) -> tuple[frozenset[str], tuple[str, ...]]:
        """Lower-case words of class and id, and each of their names with only its letters left."""
        joined = f"{attributes.get('id') or ''} {attributes.get('class') or ''}".strip()
        if not joined:
            return frozenset(), ()
        known = self.classes.get(joined)
        if known is None:
            names = tuple(_fold(name) for name in joined.split())
            words = frozenset(word.lower() for word in _WORD.findall(joined)) | frozenset(names)
            known = self.classes[joined] = (words, names)
        return known


def _fold(name: str) -> str:
    """A class or id in lower case without joints and numbers: `TRS_Editor` and `trs-editor2` are one."""
    return re.sub(r"[-_\d]", "", name.lower())
