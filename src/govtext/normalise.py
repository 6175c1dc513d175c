"""Source to the one view that everything else reads: width, blanks, script, line wraps and regional words.

Ordered steps, each `AlignedText` to `AlignedText`; they are listed in `normalise`. Steps that fold one character to one
character keep the alignment for free, the others are edits.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from msgspec import Struct

from govtext import lexicon, script
from govtext.patterns import pattern
from govtext.record import Profile, Script, Vocabulary
from govtext.source import Notice, Source
from govtext.text import AlignedText, Edit, Span

SIMPLIFIED_BELOW = 0.1
"""Share of traditional-only characters up to which a text is simplified that quotes traditional words."""

TRADITIONAL_ABOVE = 0.6
"""Share above which it is traditional: converters leave up to a third of their slips (规范, 云, 批准) simplified."""


class Normalised(Struct, frozen=True):
    """The simplified view of a source, its profile, and what there is to warn about."""

    view: AlignedText
    profile: Profile
    notices: tuple[Notice, ...]


def normalise(source: Source) -> Normalised:
    """Fold a source to its simplified view; linear in its length."""
    view = AlignedText(source.text)
    view = fold_width(view)
    view = drop_invisible(view)
    view = close_letter_spacing(view)
    view, notices = drop_style_sheets(view)
    view = drop_markdown(view)
    view = join_wrapped_lines(view, source)
    view, profile = fold_script(view)
    if profile.converted and profile.vocabulary != "mainland":
        edits = list(_regional_edits(view.text, respect_document=True))
        view = view.edit(edits)
        if edits:
            notices += (
                Notice(
                    "converted_vocabulary",
                    f"a converter gave this mainland text regional words; {len(edits)} of them are undone in normalised fields",
                ),
            )
    return Normalised(view, profile, notices)


# --- width, blanks, invisible characters


@cache
def _width_table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
    table.update(dict.fromkeys((0xA0, 0x3000, 0x202F, 0x205F, 0x1680, *range(0x2000, 0x200B)), " "))
    table.update({0xFF05: "%", 0xFF0E: ".", 0x0C: "\n", 0x0B: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"})
    table.update({ord("◯"): "○", ord("㎡"): "㎡"})
    for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA1E)):
        folded = unicodedata.normalize("NFKC", chr(code))
        if len(folded) == 1 and folded != chr(code):
            table[code] = folded
    return table


_FOLDABLE = pattern(
    "[\x0b\x0c\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u2e80-\u2ef3\u2f00-\u2fd5\u3000\uf900-\ufaff\uff05\uff0e\uff10-\uff5a◯\U0002f800-\U0002fa1d]"
)
MANY_FOLDABLE = 40
"""Different characters to fold above which one pass over a table beats a replacement of each."""
_ZERO = pattern(
    "(?<=[〇○零一二三四五六七八九十])[○◯ΟOo](?=[〇○零一二三四五六七八九十年])|(?<=[二〇])[○ΟO](?=[○〇ΟO一二三四五六七八九])"
)


def fold_width(view: AlignedText) -> AlignedText:
    """Full-width digits and letters, blanks of any width, compatibility ideographs, and 〇 in its disguises (○ ◯ O)."""
    text = view.text.replace("\u3000", " ")
    foldable = set(_FOLDABLE.findall(text))
    if len(foldable) > MANY_FOLDABLE:
        text = text.translate(_width_table())
    else:
        for char in foldable:
            text = text.replace(char, _width_table().get(ord(char), char))
    if "○" in text or "O" in text or "Ο" in text:
        text = _ZERO.sub("〇", text)
        text = _ZERO.sub("〇", text)  # the look-behind of a second zero needs the first one folded
    return view if text == view.text else view.with_text(text)


_ODD = pattern("[\r\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_INVISIBLE = pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+|\r(?=\n)")


def drop_invisible(view: AlignedText) -> AlignedText:
    """Zero-width characters go, wherever they stand; CRLF and CR become one newline."""
    if not _ODD.search(view.text):
        return view
    view = view.edit(Edit(m.start(), m.end(), "") for m in _INVISIBLE.finditer(view.text))
    return view.with_text(view.text.replace("\r", "\n")) if "\r" in view.text else view


_HAN = r"[^\W\x00-\xff]"
"""A letter beyond Latin; a range of ideographs costs a hundred times as much to compile."""
_SPACED = pattern(
    f"(?<!{_HAN}){_HAN}(?: {{1,3}}{_HAN}){{2,20}}(?!{_HAN})|{_HAN}(?: {{1,3}}{_HAN}){{3,20}}|国 {{1,3}}务 {{1,3}}院"
)
_LONE = pattern(f" {_HAN} ")
"""A letter between blanks: every spaced word has one, and it is found fast."""


def close_letter_spacing(view: AlignedText) -> AlignedText:
    """Words that layout spaced out letter by letter (国 务 院, 市 人 民 政 府 令) become words again."""
    text = view.text
    edits: list[Edit] = []
    done = 0
    for mark in _LONE.finditer(text):
        if mark.start() < done:
            continue
        start, done = max(done, text.rfind("\n", done, mark.start()) + 1), text.find("\n", mark.end())
        done = len(text) if done < 0 else done
        for run in _SPACED.finditer(text, start, done):
            edits += (
                Edit(run.start() + blank.start(), run.start() + blank.end(), "") for blank in re.finditer(" +", run[0])
            )
    edits += (Edit(*label.span("gap"), "") for label in _LABEL.finditer(text))
    return view.edit(edits)


_LABEL = pattern(f"\n *{_HAN}(?P<gap> {{1,6}}){_HAN} *(?:[（(][^（()）\n]{{1,8}}[)）] *)?[：:]")
"""Two letters that layout spread before a colon: 优　秀（8个）：, 文　号：."""
_STYLE_RULE = pattern(r"(?:[A-Za-z@.#*][\w.#:,\-]{0,40}\s{0,4}){1,4}\{[\w\s.,:;#%'\"()!\-]{0,800}\}\s{0,8}")


def drop_style_sheets(view: AlignedText) -> tuple[AlignedText, tuple[Notice, ...]]:
    """Rules of a style sheet that a careless export left in the text become one line break, with a warning."""
    if "{" not in view.text or "}" not in view.text:
        return view, ()
    found = [m.span() for m in _STYLE_RULE.finditer(view.text) if ":" in m[0]]
    if not found:
        return view, ()
    notices = tuple(
        Notice(
            "injected_text",
            "a style sheet stands in the text; it was left out of all that follows",
            view.to_source(*span),
        )
        for span in found[:1]
    )
    return view.edit(Edit(start, end, "\n") for start, end in found), notices


_MARKDOWN_HEADING = pattern(r"^#{1,6} +(?=\S)", re.MULTILINE)
_MARKDOWN = pattern(r"^#{1,6} +(?=\S)|\*\*|^-{3,}$|^[-*] +(?=第)", re.MULTILINE)


def drop_markdown(view: AlignedText) -> AlignedText:
    """Marks of Markdown (# heading, **bold**, rules) go, where the text begins with a heading of that form."""
    if not _MARKDOWN_HEADING.match(view.text.lstrip()):
        return view
    return view.edit(Edit(m.start(), m.end(), "") for m in _MARKDOWN.finditer(view.text))


# --- hard-wrapped lines

MIN_WRAP_WIDTH = 20
MAX_WRAP_WIDTH = 60
MIN_WRAPPED_LINES = 5
WRAP_SLACK = 3.0
"""Characters by which a full line may fall short of the margin: a closing mark or a long number moved to the next."""

_STARTS_PARAGRAPH = pattern(
    r"\s{2,}|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十百零〇\d]{1,5}[条章节]|附件|抄送|[①-⑳•●■◆·]"
)
_BROKEN_NAME = pattern(
    r"\n(?<=[\u4e00-\u9fff]\n)(?<![市县区镇乡州省]\n)(?=[市县区镇乡州局委厅院校学][、；](?![市县区镇乡州省级直])[\u4e00-\u9fff]{2})"
)
"""…、瑞安|市、乐清市: the end of a name that no line begins with, whatever the width of the lines."""
_SENTENCE_END = tuple("。！？；：…!?;:")


def join_wrapped_lines(view: AlignedText, source: Source) -> AlignedText:
    """Join lines that a page's margin broke, so that words and numbers stand whole."""
    if source.soft_breaks:
        return _join_soft_breaks(view, source)
    broken = {match.start() for match in _BROKEN_NAME.finditer(view.text)}
    return view.edit(_joint(view.text, at) for at in sorted(broken.union(_wraps(view.text))))


def _join_soft_breaks(view: AlignedText, source: Source) -> AlignedText:
    """Join at the newlines that a reader knows to be wraps; page furniture between two of them goes with them."""
    soft = set(source.soft_breaks)
    edits: list[Edit] = []
    done = -1
    between = {span.start - 1: span.end for span in source.furniture if span.start - 1 in soft and span.end in soft}
    for at in sorted(soft):
        if at <= done:
            continue
        end = at
        while True:  # newline, furniture, newline …: one joint
            if end in between:
                end = between[end]
            elif end + 1 in soft:
                end += 1
            else:
                break
        done = end
        left, right = view.from_source(at, at + 1).start, view.from_source(end, end + 1).end
        if view.text[left : left + 1] == "\n":
            edits.append(_joint(view.text, left, right))
    return view.edit(edits)


def _wraps(text: str) -> Iterator[int]:
    """Offsets of the newlines that end a full line, if the text has a right margin at all."""
    if text.count("\n") < MIN_WRAPPED_LINES:
        return
    lines = text.split("\n")
    widths = _widths(text, lines)
    full = len(_full_lines(lines, widths))
    if not full:
        return
    by_length = [float(len(line.rstrip())) for line in lines]
    if len(_full_lines(lines, by_length)) > full:  # a program wrapped at a number of characters
        widths = by_length
    margin = _margin(widths)
    at = -1
    for line, width, following in zip(lines, widths, lines[1:], strict=False):
        at += len(line) + 1
        if width < margin - WRAP_SLACK or (not following.strip() and following != ""):
            continue
        ended = line.rstrip().endswith(_SENTENCE_END)
        if "   " in following.strip() or "   " in line.strip():  # cells of a row, or a line set out by blanks
            continue
        if following.strip() and not _STARTS_PARAGRAPH.match(following) and not (ended and width < margin - 1.5):
            yield at


def _margin(widths: list[float]) -> float:
    """The width that nine of ten lines do not pass; 0 where there are too few."""
    counts = Counter(widths)
    filled = len(widths) - counts.pop(0.0, 0)
    if filled < MIN_WRAPPED_LINES:
        return 0.0
    beyond = filled - int(filled * 0.9)
    for width in sorted(counts, reverse=True):
        beyond -= counts[width]
        if beyond <= 0:
            return width
    return 0.0


def _full_lines(lines: list[str], widths: list[float]) -> list[str]:
    """Lines that reach the margin, if they show that there is one; else none."""
    margin = _margin(widths)
    if not MIN_WRAP_WIDTH <= margin <= MAX_WRAP_WIDTH:
        return []
    full = [
        line for line, width in zip(lines, widths, strict=True) if margin - WRAP_SLACK <= width <= margin + WRAP_SLACK
    ]
    if len(full) < max(MIN_WRAPPED_LINES, 0.25 * sum(map(bool, widths))):
        return []
    open_ended = sum(not line.rstrip().endswith(_SENTENCE_END) for line in full)
    return full if open_ended >= 0.5 * len(full) else []  # else paragraphs of one length


def _widths(text: str, lines: list[str]) -> list[float]:
    """Width of each line without trailing blanks, in full-width characters: ASCII counts half.

    An ideograph has two bytes more than an ASCII character in UTF-8, so two lengths tell how many there are.
    """
    if " \n" in text or text.endswith(" "):
        lines = [line.rstrip() for line in lines]
        text = "\n".join(lines)
    sizes = map(len, text.encode("utf-8", "surrogatepass").split(b"\n"))
    return [(length + size) / 4 for length, size in zip(map(len, lines), sizes, strict=True)]


def _joint(text: str, at: int, stop: int = 0) -> Edit:
    """The edit that joins at newline `at` (or from it to `stop`): nothing between Han characters, a blank between Latin words."""
    start, end = at, max(at + 1, stop)
    stop = end
    while start > 0 and at - start < 80 and text[start - 1] == " ":
        start -= 1
    while end < len(text) and end - stop < 80 and text[end] in " \n":
        end += 1
    latin = (
        text[start - 1 : start].isascii()
        and text[start - 1 : start].isalpha()
        and text[end : end + 1].isascii()
        and text[end : end + 1].isalpha()
    )
    return Edit(start, end, " " if latin else "")


# --- script and vocabulary


def fold_script(view: AlignedText) -> tuple[AlignedText, Profile]:
    """Decide the profile; fold traditional and mixed texts, leave simplified ones untouched."""
    share = script.share_traditional(view.text)
    kind: Script = (
        "simplified" if share <= SIMPLIFIED_BELOW else "traditional" if share >= TRADITIONAL_ABOVE else "mixed"
    )
    if kind == "simplified":
        return view, Profile(kind, "mainland", False)
    view = view.with_text(script.fold(view.text))
    return view, _profile(kind, view.text)


NATIVE_WEIGHT = 4
"""Weight of native institutions from which a traditional text is native, if it outweighs the mainland's."""

CONVERTED_WORDS = 3
"""Different regional words from which a mainland text in traditional script is called converted."""


def _profile(kind: Script, folded: str) -> Profile:
    """Whose words a text in traditional script uses; the mainland does not write it, so a mainland text was converted."""
    weights: dict[str, int] = {"mainland": 0, "taiwan": 0, "hongkong": 0, "macau": 0}
    regional: dict[str, int] = {"taiwan": 0, "hongkong": 0, "macau": 0}
    folded = script.evidence(folded)
    rows, find = _markers()
    for index, count in Counter(index for _, _, index in find(folded)).items():
        row = rows[index]
        if row["kind"] == "regional":
            regional[row["vocabulary"]] += 1
        else:
            weights["mainland" if row["kind"] == "mainland" else row["vocabulary"]] += int(row["weight"]) * min(
                count, 5
            )
    native = max(("taiwan", "hongkong", "macau"), key=lambda name: weights[name])
    if weights[native] >= NATIVE_WEIGHT and weights[native] > weights["mainland"]:
        return Profile(kind, _vocabulary(native), False)
    borrowed = max(regional, key=lambda name: regional[name])
    if (
        regional[borrowed] < CONVERTED_WORDS
        and weights["mainland"] >= NATIVE_WEIGHT > weights[native]
        and len(_borrowed_words(folded)) >= CONVERTED_WORDS
    ):
        return Profile(kind, "taiwan", converted=True)
    if regional[borrowed] >= CONVERTED_WORDS:
        return Profile(kind, _vocabulary(borrowed), converted=weights["mainland"] > 0 or weights[borrowed] == 0)
    return Profile(kind, "mainland", converted=True)


def _borrowed_words(text: str) -> set[str]:
    """Words that would be undone in a converted text: with the mainland's institutions around them they are borrowed."""
    rows, find = _regional()
    return {
        rows[index].found
        for start, end, index in find(text)
        if not any(word in text for word in rows[index].unless) and not _beside(text, start, end, rows[index])
    }


@cache
def _markers() -> tuple[tuple[dict[str, str], ...], lexicon.Finder]:
    rows = lexicon.table("vocabulary_markers")
    return rows, lexicon.matcher([row["word"] for row in rows], overlapping=True)


def _vocabulary(name: str) -> Vocabulary:
    return {"taiwan": "taiwan", "hongkong": "hongkong", "macau": "macau"}.get(name, "mainland")  # type: ignore[return-value]


def undo_vocabulary(text: str) -> str:
    """Mainland words for the regional ones of a converted text in simplified characters (档案 → 文件)."""
    return AlignedText(text).edit(_regional_edits(text, respect_document=False)).text


def _regional_edits(text: str, *, respect_document: bool) -> Iterator[Edit]:
    rows, find = _regional()
    matches = find(text)
    if respect_document:  # a word also stands where the document shows that it means what it says
        present = {index for _, _, index in matches}
        barred = {index for index in present if any(word in text for word in rows[index].unless)}
        if barred:
            kept = [row for index, row in enumerate(rows) if index not in barred]
            rows, matches = kept, lexicon.matcher([row.found for row in kept])(text)
    for start, end, index in matches:
        if not _beside(text, start, end, rows[index]):
            yield Edit(start, end, rows[index].undone)


class _RegionalWord(NamedTuple):
    """A regional word, what undoes it, what must not stand beside it, and what shows that a document means it."""

    found: str
    undone: str
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    unless: tuple[str, ...]


@cache
def _regional() -> tuple[list[_RegionalWord], lexicon.Finder]:
    def several(cell: str) -> tuple[str, ...]:
        return tuple(filter(None, cell.split("|")))

    rows = {
        row["found"]: _RegionalWord(
            row["found"], row["undone"], several(row["not_before"]), several(row["not_after"]), several(row["unless"])
        )
        for row in lexicon.table("regional_vocabulary")
    }
    return list(rows.values()), lexicon.matcher(list(rows))


def _beside(text: str, start: int, end: int, row: _RegionalWord) -> bool:
    """Whether the word stands in a company in which it is left alone (档案 in 档案局)."""
    return text.endswith(row.not_before, max(0, start - 12), start) or text.startswith(row.not_after, end)


def view_spans(view: AlignedText, spans: tuple[Span, ...]) -> list[Span]:
    """Source spans in view offsets, empty ones left out."""
    mapped = (view.from_source(*span) for span in spans)
    return [span for span in mapped if span.end > span.start]
