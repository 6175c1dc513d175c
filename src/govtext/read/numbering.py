"""Automatic numbers of a DOCX file: the labels that Word shows before paragraphs and stores nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from govtext.patterns import pattern
from govtext.read.ooxml import attribute, child, local

_LEVELS: Final = 9
_PLACEHOLDER: Final = pattern(r"%([1-9])")
_SYMBOL_FONTS: Final = ("wingdings", "symbol", "webdings")
_CHAIN: Final = 50
"""Styles that may be based on one another; a longer chain is a loop."""


class Style(Struct):
    """A paragraph or numbering style, as far as numbers and titles need it."""

    name: str
    based_on: str | None
    number: str | None
    level: int | None


class Styles:
    """The styles of a document (word/styles.xml)."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default: str | None = None
        self._numbering: dict[str | None, tuple[str | None, int | None, str | None]] = {}
        for element in root if root is not None else ():
            if local(element) != "style":
                continue
            key = attribute(element, "styleId") or ""
            properties = child(element, "pPr", "numPr")
            self._styles[key] = Style(
                attribute(child(element, "name")) or "",
                attribute(child(element, "basedOn")),
                attribute(child(properties, "numId")),
                whole(attribute(child(properties, "ilvl"))),
            )
            if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true", "on"):
                self._default = key

    def resolve(self, style: str | None) -> str | None:
        """The style that a paragraph has: the one it names if that exists, else the default."""
        return style if style in self._styles else self._default

    def name(self, style: str | None) -> str:
        """Name of a style as the user sees it, "" when unknown."""
        found = self._styles.get(style or "")
        return found.name if found else ""

    def chain(self, style: str | None) -> Iterator[tuple[str, Style]]:
        """A style and those it is based on."""
        for _ in range(_CHAIN):
            found = self._styles.get(style or "")
            if found is None or style is None:
                return
            yield style, found
            style = found.based_on

    def numbering(self, style: str | None) -> tuple[str | None, int | None, str | None]:
        """Number list, level, and the style that states the list; each inherited for itself."""
        known = self._numbering.get(style)
        if known is not None:
            return known
        number: str | None = None
        owner: str | None = None
        level: int | None = None
        for key, found in self.chain(style):
            if number is None and found.number is not None:
                number, owner = found.number, key
            if level is None:
                level = found.level
        self._numbering[style] = number, level, owner
        return number, level, owner


class Level(Struct):
    """One level of a list."""

    start: int = 1
    form: str = "decimal"
    pattern: str | None = None
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


class _Abstract(Struct):
    """A list definition with the counters of all lists that use it: they count on together."""

    levels: dict[int, Level]
    link: str | None
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class _List(Struct):
    """A list instance: its definition and what it overrides."""

    abstract: str
    starts: dict[int, int]
    levels: dict[int, Level]


class Numbering:
    """The lists of a document (word/numbering.xml), counting as paragraphs come."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, _Abstract] = {}
        self._lists: dict[str, _List] = {}
        self._begun: set[tuple[str, int]] = set()
        self._resolved: dict[str, _Abstract | None] = {}
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                link = attribute(child(element, "numStyleLink"))
                self._abstracts[attribute(element, "abstractNumId") or ""] = _Abstract(_levels(element), link)
            elif local(element) == "num":
                self._lists[attribute(element, "numId") or ""] = _instance(element)

    def _abstract(self, instance: _List) -> _Abstract | None:
        """The definition of a list, through the numbering styles that it may be linked to."""
        for _ in range(_CHAIN):
            abstract = self._abstracts.get(instance.abstract)
            if abstract is None or abstract.link is None or abstract.levels:
                return abstract
            number, _level, _owner = self._styles.numbering(abstract.link)
            linked = self._lists.get(number or "")
            if linked is None:
                return abstract
            instance = linked
        return None

    def label(self, properties: Element | None, style: str | None) -> str:
        """The label of the next paragraph with these properties (`w:pPr`) and style; counts it."""
        direct = child(properties, "numPr")
        number, level, owner = self._styles.numbering(style)
        number = attribute(child(direct, "numId")) or number
        stated = whole(attribute(child(direct, "ilvl")))
        instance = self._lists.get(number or "")
        if number is None or instance is None:
            return ""
        if number not in self._resolved:
            self._resolved[number] = self._abstract(instance)
        abstract = self._resolved[number]
        if abstract is None:
            return ""
        levels = abstract.levels | instance.levels
        by_style = {item.style: key for key, item in levels.items() if item.style}
        candidates = (stated, by_style.get(style or ""), level, by_style.get(owner or ""))
        at = next((key for key in candidates if key is not None), 0)
        return self._count(number, instance, abstract.counters, levels, at)

    def _count(
        self, number: str, instance: _List, counters: list[int | None], levels: dict[int, Level], at: int
    ) -> str:
        if at not in levels or not 0 <= at < _LEVELS:
            return ""
        starts = {key: instance.starts.get(key, item.start) for key, item in levels.items()}
        if at in instance.starts and (number, at) not in self._begun:
            counters[at] = None
        self._begun.add((number, at))
        previous = counters[at]
        counters[at] = starts[at] if previous is None else previous + 1
        for deeper in range(at + 1, _LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or at < restart:
                counters[deeper] = None
        return _render(levels, starts, counters, at)


def _levels(element: Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for item in element:
        if local(item) == "lvl":
            found[whole(attribute(item, "ilvl")) or 0] = _level(item)
    return {at: item for at, item in found.items() if 0 <= at < _LEVELS}


def _instance(element: Element) -> _List:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for item in element:
        if local(item) != "lvlOverride":
            continue
        at = min(whole(attribute(item, "ilvl")) or 0, _LEVELS)
        start = whole(attribute(child(item, "startOverride")))
        if start is not None:
            starts[at] = start
        level = child(item, "lvl")
        if level is not None:
            levels[at] = _level(level)
    return _List(attribute(child(element, "abstractNumId")) or "", starts, levels)


def _level(element: Element) -> Level:
    numbers = child(element, "numFmt")
    if numbers is None:  # a format of later versions stands beside the one for earlier ones
        numbers = child(element, "AlternateContent", "Choice", "numFmt")
    text = child(element, "lvlText")
    level = Level(
        form=attribute(numbers) or "decimal",
        pattern=attribute(numbers, "format"),
        text="" if is_on(text, "null") else attribute(text) or "",
        suffix=attribute(child(element, "suff")) or "tab",
        restart=whole(attribute(child(element, "lvlRestart"))),
        legal=is_on(child(element, "isLgl")),
        style=attribute(child(element, "pStyle")),
    )
    start = whole(attribute(child(element, "start")))
    level.start = 1 if start is None else start
    if level.form == "bullet":
        level.text = _bullet(level.text, child(element, "rPr", "rFonts"), child(element, "lvlPicBulletId"))
    return level


def _bullet(text: str, fonts: Element | None, picture: Element | None) -> str:
    """The bullet as a character that means one: symbol fonts draw bullets in the place of letters."""
    names = [value.lower() for value in fonts.attrib.values()] if fonts is not None else []
    private = any("\ue000" <= char <= "\uf8ff" for char in text)
    if picture is not None or private or (text and any(name.startswith(_SYMBOL_FONTS) for name in names)):
        return "•"
    return text


def _render(levels: dict[int, Level], starts: dict[int, int], counters: list[int | None], at: int) -> str:
    """The label of level `at` as Word shows it, with the blank that the level asks for."""
    level = levels[at]

    def number(match: re.Match[str]) -> str:
        key = int(match[1]) - 1
        if key not in levels or key > at:
            return ""
        value = counters[key]
        form = "decimal" if level.legal else levels[key].form
        return render_number(starts[key] if value is None else value, form, levels[key].pattern)

    label = level.text if level.form == "bullet" else _PLACEHOLDER.sub(number, level.text)
    return label + " " if label and level.suffix == "space" else label


def whole(text: str | None) -> int | None:
    """A whole number of an attribute, or None where it is none or absurdly long."""
    if text is None or not text.strip().lstrip("+-").isdecimal() or len(text) > 10:
        return None
    return int(text)


def is_on(element: Element | None, name: str = "val") -> bool:
    """Whether a switch is on: `<w:vanish/>` is, `<w:vanish w:val="0"/>` and a missing other attribute are not."""
    if element is None:
        return False
    value = attribute(element, name)
    return name == "val" if value is None else value.lower() not in ("0", "false", "off")


# --- how numbers are written -----------------------------------------------------------------------------------------

_DIGITS: Final = "〇一二三四五六七八九"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"


def render_number(value: int, form: str, pattern: str | None = None) -> str:
    """A number in one of the formats of WordprocessingML; beyond a format's range, and in unknown ones, decimal.

    >>> render_number(21, "chineseCountingThousand"), render_number(3, "decimalEnclosedCircle")
    ('二十一', '③')
    """
    if form in ("none", "bullet"):
        return ""
    if form == "custom" and pattern:
        return str(value).zfill(len(pattern.partition(",")[0].strip()))
    write = _FORMS.get(form)
    return (write(value) if write and value > 0 else None) or str(value)


def _row(characters: str) -> Callable[[int], str | None]:
    """Numbers that are single characters."""
    return lambda value: characters[value - 1] if value <= len(characters) else None


def _run(first: int, count: int) -> Callable[[int], str | None]:
    """Numbers that are consecutive code points."""
    return lambda value: chr(first + value - 1) if value <= count else None


def _letters(first: str) -> Callable[[int], str | None]:
    """a … z, aa, bb …: the letter is repeated."""
    return lambda value: chr(ord(first) + (value - 1) % 26) * ((value - 1) // 26 + 1) if value <= 780 else None


def _roman(value: int) -> str | None:
    if value > 3999:
        return None
    out = ""
    ones = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    for worth, letters in (*ones, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        out += letters * (value // worth)
        value %= worth
    return out


def _small_roman(value: int) -> str | None:
    roman = _roman(value)
    return roman.lower() if roman else None


def _spelled(value: int) -> str:
    """Digit by digit: 一〇 for ten."""
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _grouped(digits: str, places: str, *, zero: str, bare_ten: bool, bare_hundred: bool) -> Callable[[int], str | None]:
    """Numbers with places (十百千): `zero` stands for skipped places, a leading 一 may be left out."""

    def write(value: int) -> str | None:
        if value > 9999:
            return None
        out = ""
        for power in range(3, -1, -1):
            digit = value // 10**power % 10
            if digit == 0:
                continue
            if out and value // 10 ** (power + 1) % 10 == 0:
                out += zero
            bare = digit == 1 and ((power == 1 and bare_ten and not out) or (power >= 1 and bare_hundred))
            out += ("" if bare else digits[digit]) + (places[power - 1] if power else "")
        return out

    return write


_thousand: Final = _grouped(_DIGITS, "十百千", zero="零", bare_ten=True, bare_hundred=False)
_japanese: Final = _grouped(_DIGITS, "十百千", zero="", bare_ten=True, bare_hundred=True)
_legal: Final = _grouped("零壹贰叁肆伍陆柒捌玖", "拾佰仟", zero="零", bare_ten=False, bare_hundred=False)
_legal_traditional: Final = _grouped("零壹貳參肆伍陸柒捌玖", "拾佰仟", zero="零", bare_ten=False, bare_hundred=False)


def _counting(value: int) -> str | None:
    """With 十 below a hundred, digit by digit from there (一〇〇)."""
    return _thousand(value) if value < 100 else _spelled(value)


def _full_width(value: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(value))


def _sexagenary(value: int) -> str | None:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if value <= 60 else None


_FORMS: Final[dict[str, Callable[[int], str | None]]] = {
    "decimalZero": lambda value: f"{value:02}",
    "numberInDash": lambda value: f"- {value} -",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "lowerLetter": _letters("a"),
    "upperLetter": _letters("A"),
    "lowerRoman": _small_roman,
    "upperRoman": _roman,
    "decimalEnclosedCircle": _run(0x2460, 20),
    "decimalEnclosedCircleChinese": _run(0x2460, 20),
    "decimalEnclosedParen": _run(0x2474, 20),
    "decimalEnclosedFullstop": _run(0x2488, 20),
    "ideographEnclosedCircle": _run(0x3220, 10),
    "ideographTraditional": _row(_STEMS),
    "ideographZodiac": _row(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographDigital": _spelled,
    "japaneseDigitalTenThousand": _spelled,
    "taiwaneseDigital": _spelled,
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousand,
    "taiwaneseCountingThousand": _thousand,
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal_traditional,
    "japaneseLegal": _legal_traditional,
}
