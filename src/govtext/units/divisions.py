"""Administrative divisions of China as they were in a given year, and their names in running text.

The table (lexicons/divisions.tsv, 1980–2024) is read on first use. A year means "at any time in that year": the spring
of 2014 still knew 增城市, its autumn 增城区. Where no year is given, names of all years are known and today's map comes
first. Text is the simplified view of a document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, Literal, NamedTuple, TypeAlias

from govtext.lexicon import locate
from govtext.text import Span

Level: TypeAlias = Literal["province", "prefecture", "county"]

FIRST_YEAR: Final = 1980
"""First year of the table; a unit of an earlier year is looked up in this one."""

_RANK: Final = {"province": 0, "prefecture": 1, "county": 2}
_MUNICIPALITIES: Final = ("11", "12", "31", "50")
_STILL: Final = 9999
"""Stands for the last year of a unit that is still in force."""


class Division(NamedTuple):
    """A province, prefecture or county over the years in which its code, name and parent stayed the same."""

    code: str | None
    """GB/T 2260 code; None below 710000 Taiwan, which has no official codes there."""
    name: str
    level: Level
    since: int
    """First year in which the name was in force, if only in a part of it (1980 may mean before)."""
    until: int | None
    """Last year in which it was in force, if only in a part of it; None: still."""
    parent: str | None
    """Code of the unit above: the province, where there is no prefecture."""

    @property
    def short_name(self) -> str:
        """The name without its kind: 番禺, 延边; the whole name where one character would be left."""
        return short_name(self.name)

    def in_force(self, year: int | None) -> bool:
        """Whether the division existed at any time of `year` (None: at any time)."""
        return year is None or self.since <= max(year, FIRST_YEAR) <= (self.until or _STILL)


class PlaceMention(NamedTuple):
    """A place in a text: the span of the whole chain (浙江杭州西湖区) and the division that its last name means."""

    span: Span
    division: Division


# ---------------------------------------------------------------------------------------------------- short names

_PEOPLES: Final = (
    "阿昌|白|保安|布朗|布依|朝鲜|傣|达斡尔|德昂|崩龙|东乡|侗|独龙|鄂伦春|鄂温克|高山|哈尼|哈萨克|赫哲|回|基诺|京|景颇|柯尔克孜|拉祜|黎|傈僳|珞巴|"
    "满|毛难|毛南|门巴|蒙古|苗|仫佬|纳西|怒|普米|羌|撒拉|畲|水|塔吉克|塔塔尔|土家|土|佤|维吾尔|乌孜别克|锡伯|瑶|彝|仡佬|裕固|藏|壮|各"
)
"""Peoples after which autonomous units are named (GB/T 3304, and two older names); 隆林各族自治县 has 各."""


@cache
def _autonomous() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<head>.{{2,6}}?)(?:(?:{_PEOPLES})族|哈萨克|柯尔克孜|蒙古|锡伯|塔吉克|维吾尔){{0,4}}族?自治(?P<kind>[州县旗区])"
    )


_KINDS: Final = (("特别行政区", 2), ("自治区", 2), ("地区", 2), ("新区", 2), ("特区", 2), ("林区", 3))
"""Words of kind with the characters that must stand before them: 神农架林区 is a 林区, 万柏林区 and 永新区 are plain 区."""
_WHOLE: Final = ("前旗", "后旗", "中旗", "左旗", "右旗", "矿区")
"""Kinds that names need: 科尔沁左翼后旗, and 井陉矿区 beside 井陉县."""


@lru_cache(maxsize=8192)
def short_name(name: str) -> str:
    """The name without its kind and its peoples.

    >>> [short_name(name) for name in ("番禺区", "内蒙古自治区", "延边朝鲜族自治州", "东乡族自治县", "浦东新区", "忻县")]
    ['番禺', '内蒙古', '延边', '东乡', '浦东', '忻县']
    """
    if "自治" in name:
        found = _autonomous().fullmatch(name)
        return found["head"] if found else name
    if len(name) < 3 or name.endswith(_WHOLE):
        return name
    if name[-1] == "区" and len(name) > 3:
        for kind, least in _KINDS:
            if len(name) >= least + len(kind) and name.endswith(kind):
                return name.removesuffix(kind)
    return name[:-1] if name[-1] in "省市区县盟旗" else name


def _spoken_name(name: str) -> str | None:
    """The form that drops the peoples of an autonomous unit: 恩施州, 长阳县, 广西自治区."""
    found = _autonomous().fullmatch(name) if "自治" in name else None
    if not found:
        return None
    return found["head"] + ("自治区" if found["kind"] == "区" else found["kind"])


# ---------------------------------------------------------------------------------------------------- the table


class _Table:
    """The lines of the lexicon by name; a line becomes a Division when somebody asks for it."""

    __slots__ = ("beginnings", "by_name", "coded", "word_names", "word_shorts")

    def __init__(self, text: str) -> None:
        lines = text[text.index("\ncode\t") + 1 :].rstrip("\n").split("\n")[1:]
        self.by_name: dict[str, list[str]] = {}
        for line in lines:
            self.by_name.setdefault(line.split("\t", 2)[1], []).append(line)
        self.coded = [line for line in lines if line[0] != "\t"]
        words = [(line.rsplit("\t", 1)[1], line.split("\t", 2)[1]) for line in lines if line[-1] in "nsp"]
        self.word_names = frozenset(name for flags, name in words if "n" in flags)
        self.word_shorts = frozenset(short_name(name) for flags, name in words if "s" in flags)
        self.beginnings = frozenset(short_name(name) for flags, name in words if "p" in flags)


@cache
def _table() -> _Table:
    # lexicon.table makes a mapping of every row, which would cost ten times as much as the look-up that is asked for
    return _Table(locate("lexicons", "divisions.tsv").read_text("utf-8"))


@cache
def _division(line: str) -> Division:
    code, name, since, until, parent, level = (line + "\t\t\t\t").split("\t", 6)[:6]
    return Division(
        code or None,
        name,
        _level(code, level),
        int(since),
        int(until) if until else None,
        parent or _parent(code),
    )


def _level(code: str, stated: str) -> Level:
    if (stated or code).endswith(("province", "0000")):
        return "province"
    return "prefecture" if (stated or code).endswith(("prefecture", "00")) else "county"


def _is_higher(line: str) -> bool:
    """Whether the line is of a province or prefecture, without making a Division of it."""
    return line[4:6] == "00" or "\tprefecture" in line


def _parent(code: str) -> str | None:
    """The unit above, by the digits: 429004 and the districts of municipalities lie right under their province."""
    if code.endswith("0000"):
        return None
    if code.endswith("00") or code[2:4] == "90" or code[:2] in _MUNICIPALITIES:
        return f"{code[:2]}0000"
    return f"{code[:4]}00"


def _latest_first(divisions: Iterable[Division]) -> tuple[Division, ...]:
    return tuple(sorted(divisions, key=lambda d: (-(d.until or _STILL), -d.since, _RANK[d.level], d.code or "")))


@cache
def _aliases() -> dict[str, list[str]]:
    """Full names by short name and by the spoken form of autonomous units."""
    aliases: dict[str, list[str]] = {}
    for name in _table().by_name:
        short = short_name(name)
        if short != name:
            aliases.setdefault(short, []).append(name)
        spoken = _spoken_name(name)
        if spoken and spoken != name:
            aliases.setdefault(spoken, []).append(name)
    return aliases


@lru_cache(maxsize=16384)
def named(name: str, year: int | None = None) -> tuple[Division, ...]:
    """Divisions that bear this full or short name in `year` (None: at any time), the latest first.

    A unit that got another code or parent within the year is in it once for each.

    >>> [d.code for d in named("萝岗区", 2012)], named("萝岗区", 2016), [d.name for d in named("延边", 2012)]
    (['440116'], (), ['延边朝鲜族自治州'])
    """
    names = [name, *_aliases().get(name, ())]
    lines = [line for full in names for line in _table().by_name.get(full, ())]
    return _latest_first(division for line in lines if (division := _division(line)).in_force(year))


@lru_cache(maxsize=4096)
def coded(code: str, year: int | None = None) -> tuple[Division, ...]:
    """Divisions that bear this code in `year` (None: at any time), the latest first."""
    lines = _table().coded
    at = bisect_left(lines, code)
    found = []
    while code and at < len(lines) and lines[at].startswith(f"{code}\t"):
        found.append(_division(lines[at]))
        at += 1
    return _latest_first(division for division in found if division.in_force(year))


def _overlap(one: Division, other: Division) -> int:
    """Years that the two have in common; of two that only meet, none."""
    return min(one.until or _STILL, other.until or _STILL) - max(one.since, other.since)


def _above(division: Division, year: int) -> Division | None:
    """The unit above as it was in `year`; a code that changed hands in that year goes to the one that lasted with it."""
    found = coded(division.parent, year) or coded(division.parent) if division.parent else ()
    return max(found, key=lambda parent: (_overlap(division, parent) > 0, parent.since), default=None)


def ancestors(division: Division, year: int | None = None) -> tuple[Division, ...]:
    """The units above, the province first, as they were in `year` (None: in the division's last year)."""
    last = division.until or _STILL
    at = last if year is None else min(max(year, division.since), last)
    chain: list[Division] = []
    above = _above(division, at)
    while above:
        chain.insert(0, above)
        above = _above(above, at)
    return tuple(chain)


def full_name(division: Division, year: int | None = None) -> str:
    """The name after those of the units above it.

    >>> full_name(named("番禺区")[0])
    '广东省广州市番禺区'
    """
    return "".join(unit.name for unit in (*ancestors(division, year), division))


def _inside(division: Division, region: Division) -> bool:
    """Whether `division` lay below `region` in some year."""
    if _RANK[division.level] <= _RANK[region.level] or not region.code or region.level == "county":
        return False
    below = division.parent == region.code
    if region.level == "province":
        below = below or (division.code or "")[:2] == region.code[:2]
    return below and _overlap(division, region) >= 0


# ---------------------------------------------------------------------------------------------------- one of several


def _is_one(found: Sequence[Division]) -> bool:
    """Whether these, in the order of their years, are one unit under changing codes, levels or parents."""
    return all(
        after.since >= (before.until or _STILL)
        and ((before.code or "")[:2] == (after.code or "")[:2] or after.since - (before.until or _STILL) <= 1)
        for before, after in pairwise(found)
    )


def _single(found: Sequence[Division], year: int | None) -> Division | None:
    """The one unit that `found` can mean, in its latest form; None where it can mean several.

    A short name without context means the highest unit that bears it: 湘潭 the city, not its county. Without a year
    the units in force today come first.
    """
    if len(found) == 1:
        return found[0]
    ordered = sorted(found, key=lambda d: (d.since, d.until or _STILL))
    if year is None:
        ordered = [d for d in ordered if d.until is None] or ordered
    highest = min((_RANK[d.level] for d in ordered), default=0)
    top = [d for d in ordered if _RANK[d.level] == highest]
    return next((choice[-1] for choice in (ordered, top) if choice and _is_one(choice)), None)


def _nearest(found: Sequence[Division], within: Division, year: int | None) -> Division | None:
    """The one of `found` that is `within`, lies in it, or lies in the closest unit around it."""
    for region in (within, *reversed(ancestors(within, year))):
        close = [d for d in found if (d.code and d.code == region.code) or _inside(d, region)]
        if close:
            return _single(close, year)
    return None


# ---------------------------------------------------------------------------------------------------- names in text

_HAN: Final = "一-鿿"
_BEFORE: Final = "在于由从到至赴往驻和与及或如除是的原含"
"""Words of one character after which a name may begin (原: 原增城市)."""
_AFTER: Final = "的等和与及或是在为至到"
_LIST: Final = "、，,和与及"
_COMMON: Final = ("城区", "山区", "新区", "城市")
"""Ends of names that are words themselves: 湘西|山区 is not 西山区, 建立|新区 not 立新区."""
_CITY_AFTER: Final = {
    **{
        "运": "营货客海航空水陆联承",
        "增": "新递倍剧激净",
        "应": "相对适响供反效顺呼感因理",
        "兴": "振新复中",
        "宜": "适相事便",
        "盐": "食",
    },
    **{"海": "沿上入临滨东南北近", "肥": "合", "项": "事专各一多该此", "白": "明空", "宣": "文外", "晋": "", "聊": ""},
}
"""Characters that make a word with the first of a name in 城市: 振兴|城市 is not 兴城市, but 结合|运城市 is 运城市."""
_NO_DISTRICT: Final = frozenset("域间块划")
_NO_COUNTY: Final = frozenset("级域区乡镇内")
_NO_PROVINCE: Final = frozenset("岸侧麓坡")
"""Characters after which 中原区|域, 和县|级, 河南|岸 are no names."""
_BLANKS: Final = ("", " ", "\u3000")


@cache
def _road() -> re.Pattern[str]:
    return re.compile(r"(?:[东西南北中环]|[一二三四五六七八九十])?(?:路|街|大街|大道|巷)(?![政面网段桥])")


class _Names(NamedTuple):
    """Where in a text names can be: lengths of names, the longest first, by their last or first two characters."""

    full: frozenset[str]
    full_ends: dict[str, tuple[int, ...]]
    short_ends: dict[str, tuple[int, ...]]
    short_starts: dict[str, tuple[int, ...]]
    ends: re.Pattern[str]
    """The last character of a full name."""
    starts: re.Pattern[str]
    """The first character of the short name of a province or prefecture where a name may begin, or of a province."""


def _lengths(names: Iterable[str], at: slice) -> dict[str, tuple[int, ...]]:
    masks: dict[str, int] = {}
    for name in names:
        key = name[at]
        masks[key] = masks.get(key, 0) | 1 << len(name)
    tuples = {mask: tuple(n for n in range(mask.bit_length(), 0, -1) if mask >> n & 1) for mask in set(masks.values())}
    return {key: tuples[mask] for key, mask in masks.items()}


def _class_without(excluded: str) -> str:
    """Character class of the Han characters but these."""
    parts, start = [], 0x4E00
    for char in sorted(excluded):
        parts.append(f"{chr(start)}-{chr(ord(char) - 1)}")
        start = ord(char) + 1
    return f"[{''.join(parts)}{chr(start)}-鿿]"


@cache
def _names() -> _Names:
    table = _table()
    spoken = {name for name in map(_spoken_name, table.by_name) if name}
    full = frozenset(table.by_name) | spoken
    shorts = _aliases().keys() - full
    higher = {short_name(name) for name, lines in table.by_name.items() if any(map(_is_higher, lines))}
    firsts, seconds = ("".join(sorted({name[at] for name in higher})) for at in (0, 1))
    provinces = "|".join(sorted({short_name(line.split("\t", 2)[1]) for line in table.coded if line[2:6] == "0000"}))
    return _Names(
        full,
        _lengths(full, slice(-2, None)),
        _lengths(shorts, slice(-2, None)),
        _lengths(shorts, slice(2)),
        re.compile(f"[{''.join(sorted({name[-1] for name in full}))}]"),
        re.compile(f"[{firsts}](?=[{seconds}])(?:(?<!{_class_without(_BEFORE)}.)|(?<=(?=(?:{provinces})).))"),
    )


def _begins(text: str, at: int) -> bool:
    """Whether a name may begin here: at the start, after what is no Han character, or after a small word."""
    return at == 0 or not "一" <= text[at - 1] <= "鿿" or text[at - 1] in _BEFORE


def _ends(text: str, at: int) -> bool:
    """Whether a name may end here."""
    return at == len(text) or not "一" <= text[at] <= "鿿" or text[at] in _AFTER


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether the name is the whole text but for a blank or two: the cell of a table."""
    return start <= 2 and len(text) - end <= 2 and not (text[:start] + text[end:]).strip()


class _Token(NamedTuple):
    """A name in the text; `firm` where it needs no other place beside it."""

    start: int
    end: int
    found: tuple[Division, ...]
    firm: bool


def _full_names(text: str, year: int | None) -> list[_Token]:
    """Full names, the longest at each end; of two that overlap the first, but for 济南|市中区."""
    names = _names()
    tokens: list[_Token] = []
    for match in names.ends.finditer(text):
        end = match.end()
        for length in names.full_ends.get(text[end - 2 : end], ()):
            name = text[max(0, end - length) : end]
            found = named(name, year) if len(name) == length and name in names.full else ()
            if found:
                _add_full(text, tokens, _Token(end - length, end, found, True))
                break
    return tokens


def _add_full(text: str, tokens: list[_Token], token: _Token) -> None:
    name, after = text[token.start : token.end], text[token.end : token.end + 1]
    if name[-1] == "区" and len(name) < 5 and after in _NO_DISTRICT:
        return
    kept = len(tokens)
    while kept and token.start <= tokens[kept - 1].start:
        kept -= 1
    last = tokens[kept - 1] if kept else None
    if last and token.start < last.end:
        above = [d for d in last.found if d.short_name == text[last.start : last.end - 1]]
        inside = tuple(d for d in token.found if any(_inside(d, region) for region in above))
        if token.start != last.end - 1 or not inside:
            return
        last, token = last._replace(end=token.start), token._replace(found=inside)
        tokens[kept - 1] = last
    del tokens[kept:]
    begins = _begins(text, token.start) or (last is not None and last.end == token.start)
    before = "" if begins else text[token.start - 1]
    tokens.append(token._replace(firm=_is_firm(before, name, after)))


def _is_firm(before: str, name: str, after: str) -> bool:
    """Whether a full name is one without a place around it: not 完成|县, 振兴|城市, 老城区.

    `before` is the character before the name, empty where a name may begin anyhow.
    """
    if name in _table().word_names:
        return False
    if len(name) == 2:
        return not before and after not in _NO_COUNTY
    if len(name) > 3 or not before or not name.endswith(_COMMON):
        return True
    return name.endswith("城市") and before not in _CITY_AFTER.get(name[0], before)


def _short_names(text: str, year: int | None) -> Iterator[_Token]:
    """Short names of provinces and prefectures where a name may begin; of provinces anywhere, for what may follow."""
    names, table = _names(), _table()
    for match in names.starts.finditer(text):
        start = match.start()
        for length in names.short_starts.get(text[start : start + 2], ()):
            name, end = text[start : start + length], start + length
            found = _higher(name, year) if len(name) == length else ()
            if not found or _road().match(text, end):
                continue
            if found[0].level == "province":
                firm = _begins(text, start) and text[end : end + 1] not in _NO_PROVINCE
            else:
                firm = name not in table.word_shorts and (name not in table.beginnings or _ends(text, end))
            yield _Token(start, end, found, firm or _is_alone(text, start, end))
            break


@lru_cache(maxsize=4096)
def _higher(name: str, year: int | None) -> tuple[Division, ...]:
    """What a short name may mean where one of its bearers is a province or prefecture; the province alone, if there is one."""
    found = named(name, year)
    provinces = tuple(d for d in found if d.level == "province")
    return provinces or (found if any(d.level == "prefecture" for d in found) else ())


def _bare_names(text: str, year: int | None, within: Division) -> Iterator[_Token]:
    """Short names of the counties around `within`, where name and neighbours are set apart: 金寨、舒城."""
    pattern, known = _local_names(within, year)
    for match in pattern.finditer(text):
        if match[0] not in _table().word_shorts or _is_alone(text, *match.span()):
            yield _Token(match.start(), match.end(), known[match[0]], True)


@lru_cache(maxsize=256)
def _local_names(within: Division, year: int | None) -> tuple[re.Pattern[str], dict[str, tuple[Division, ...]]]:
    above = ancestors(within, year)
    region = above[-1] if within.level == "county" and above else within
    lines, province = _table().coded, (region.code or "")[:2]
    known: dict[str, tuple[Division, ...]] = {}
    for line in lines[bisect_left(lines, province) : bisect_left(lines, f"{province}~")] if province else ():
        division = _division(line)
        short = division.short_name
        if (
            division.level == "county"
            and short != division.name
            and division.in_force(year)
            and _inside(division, region)
        ):
            known[short] = (*known.get(short, ()), division)
    either = "|".join(sorted(map(re.escape, known), key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?<!{_class_without(_BEFORE)})(?:{either})(?!{_class_without(_AFTER)})"), known


# ---------------------------------------------------------------------------------------------------- chains


class _Chain:
    """Names that stand together, each inside the one before; `links` keeps what each of them can mean."""

    __slots__ = ("firm", "links", "start")

    def __init__(self, token: _Token) -> None:
        self.start = token.start
        self.firm = token.firm
        self.links: list[tuple[int, tuple[Division, ...]]] = [(token.end, token.found)]

    @property
    def end(self) -> int:
        return self.links[-1][0]

    @property
    def found(self) -> tuple[Division, ...]:
        return self.links[-1][1]

    def add(self, text: str, token: _Token) -> bool:
        """Take in the next name if it stands right behind and lies inside the last."""
        if text[self.end : token.start] not in _BLANKS:
            return False
        inside = tuple(d for d in token.found if any(_inside(d, region) for region in self.found))
        if inside:
            self.links.append((token.end, inside))
            self.firm = True
        return bool(inside)

    def grow_ahead(self, text: str, limit: int, year: int | None) -> None:
        """Take in the short names that follow: 六安市|金寨, 延边州|敦化."""
        while token := self._next_short(text, limit, year):
            self.add(text, token)

    def _next_short(self, text: str, limit: int, year: int | None) -> _Token | None:
        start, table = self.end, _table()
        for length in _names().short_starts.get(text[start : start + 2], ()):
            name, end = text[start : start + length], start + length
            if end > limit or len(name) < length or _road().match(text, end):
                continue
            found = tuple(d for d in named(name, year) if any(_inside(d, region) for region in self.found))
            word = name in table.word_shorts and ((found[:1] and found[0].level == "county") or not _ends(text, end))
            if found and not word and (name not in table.beginnings or end == limit or _ends(text, end)):
                return _Token(start, end, found, True)
        return None

    def grow_back(self, text: str, limit: int, year: int | None) -> None:
        """Take in the short names that stand right before and lie around the first: 浙江杭州|西湖区."""
        head = self.links[0][1]
        while (before := self._short_before(text, limit, head, year)) is not None:
            self.start, head, inside = before
            if len(self.links) == 1:
                self.links = [(self.end, inside)]
            self.firm = True

    def _short_before(
        self, text: str, limit: int, head: Sequence[Division], year: int | None
    ) -> tuple[int, tuple[Division, ...], tuple[Division, ...]] | None:
        for length in _names().short_ends.get(text[max(0, self.start - 2) : self.start], ()):
            start = self.start - length
            if start < limit:
                continue
            around = tuple(
                region
                for region in named(text[start : self.start], year)
                if any(_inside(division, region) for division in head)
            )
            if around:
                inside = tuple(division for division in head if any(_inside(division, region) for region in around))
                return start, around, inside
        return None


def _tokens(text: str, year: int | None, within: Division | None) -> list[_Token]:
    """All names in order; a short name gives way to a full name that shares a character with it."""
    full = _full_names(text, year)
    short = list(_short_names(text, year))
    if within:
        short = sorted((*short, *_bare_names(text, year, within)), key=lambda token: (token.start, -token.end))
    tokens: list[_Token] = []
    index = 0
    for token in short:
        while index < len(full) and full[index].start < token.end:
            tokens.append(full[index])
            index += 1
        if not tokens or tokens[-1].end <= token.start:
            tokens.append(token)
    return tokens + full[index:]


def _chains(text: str, year: int | None, within: Division | None) -> list[_Chain]:
    tokens = _tokens(text, year, within)
    chains: list[_Chain] = []
    for index, token in enumerate(tokens):
        if not (chains and chains[-1].add(text, token)):
            chain = _Chain(token)
            chain.grow_back(text, chains[-1].end if chains else 0, year)
            chains.append(chain)
        limit = tokens[index + 1].start if index + 1 < len(tokens) else len(text)
        chains[-1].grow_ahead(text, limit, year)
    return chains


# ---------------------------------------------------------------------------------------------------- decisions


def _listed(text: str, before: int, after: int) -> bool:
    """Whether nothing but a sign or word of enumeration stands between two places."""
    return after - before == 1 and text[before] in _LIST


def _may_be_listed(text: str, chain: _Chain, behind: bool) -> bool:
    """Whether a place listed right before (`behind`) or after may decide what the chain means.

    A common noun before a list is none of its places: 来宾们、…, 新|增城市、花都区.
    """
    name, begins = text[chain.start : chain.end], _begins(text, chain.start)
    if name in _names().full:
        return chain.firm or begins or not name.endswith("城市")
    return chain.firm or behind or (begins and _ends(text, chain.end))


def _sibling(chain: _Chain, beside: Division, year: int | None) -> Division | None:
    return _single([d for d in chain.found if d.parent == beside.parent and d.level == beside.level], year)


def _decide(text: str, chains: list[_Chain], year: int | None, within: Division | None) -> list[Division | None]:
    """The division of each chain: by its own names, else by the place listed before or after it, else by `within`."""
    decided = [_single(chain.found, year) if chain.firm else None for chain in chains]
    count = len(chains)
    for here, there in [(i, i - 1) for i in range(1, count)] + [(i, i + 1) for i in range(count - 2, -1, -1)]:
        beside, (left, right) = decided[there], sorted((here, there))
        open_ = decided[here] is None and _may_be_listed(text, chains[here], there < here)
        if beside and open_ and _listed(text, chains[left].end, chains[right].start):
            decided[here] = _sibling(chains[here], beside, year)
    for index, chain in enumerate(chains if within else ()):
        if within and decided[index] is None:
            decided[index] = _within(text, chain, within, year)
    return decided


def _within(text: str, chain: _Chain, within: Division, year: int | None) -> Division | None:
    """What the context makes of a chain; of a name that is a common noun too, only what lies in the same prefecture."""
    noun = text[chain.start : chain.end] in _table().word_names and _begins(text, chain.start)
    found = _nearest(chain.found, within, year) if chain.firm or noun else None
    if found is None or chain.firm:
        return found
    return found if within in (found, *ancestors(found, year)) or found.parent == within.parent else None


def _short_siblings(text: str, start: int, limit: int, beside: Division, year: int | None) -> Iterator[PlaceMention]:
    """Short names that go on a list: 六安市金寨、舒城、霍山."""
    at = start
    while at + 2 < limit and text[at] in _LIST:
        for length in _names().short_starts.get(text[at + 1 : at + 3], ()):
            name, end = text[at + 1 : at + 1 + length], at + 1 + length
            if end > limit or not _ends(text, end) or (beside.level == "county" and name in _table().word_shorts):
                continue
            found = [d for d in named(name, year) if d.parent == beside.parent and d.level == beside.level]
            division = _single(found, year)
            if division:
                yield PlaceMention(Span(at + 1, end), division)
                at = end
                break
        else:
            return


def _mentions(text: str, chain: _Chain, division: Division | None, year: int | None) -> PlaceMention | None:
    """The chain as far as it has one meaning: of 江苏省鼓楼区, which are two, 江苏省 is left."""
    if division:
        return PlaceMention(Span(chain.start, chain.end), division)
    for end, found in reversed(chain.links[:-1] if chain.firm else ()):
        wider = _single(found, year)
        if wider:
            return PlaceMention(Span(chain.start, end), wider)
    return None


def find_places(text: str, year: int | None = None, within: str | None = None) -> list[PlaceMention]:
    """Places that `text` names, as they were in `year`; a chain of names (广东省广州市番禺区) is one mention.

    Levels may be left out (贵州省白云区), names may be short beside other places or at the edge of a phrase. A name that
    several units bear (西湖区) means the one inside the place before it, else the sibling of a place listed beside it,
    else the one in or nearest to the division with the code `within`; without these it is not reported. `within` also
    lets short names of its counties stand alone.

    >>> [(m.division.code, tuple(m.span)) for m in find_places("通报浙江杭州西湖区、余杭区", 2018)]
    [('330106', (2, 9)), ('330110', (10, 13))]
    """
    region = next(iter(coded(within, year) or coded(within)), None) if within else None
    chains = _chains(text, year, region)
    mentions: list[PlaceMention] = []
    for index, (chain, division) in enumerate(zip(chains, _decide(text, chains, year, region), strict=True)):
        mention = _mentions(text, chain, division, year)
        if mention:
            limit = chains[index + 1].start if index + 1 < len(chains) else len(text)
            mentions += (mention, *_short_siblings(text, mention.span.end, limit, mention.division, year))
    return mentions
