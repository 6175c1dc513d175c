"""One row for what several places say, and units for 其余为良好."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from govtext.facts.grades.model import CLASSIFIER, Award, Count, Default, Found, compatible, letters
from govtext.facts.grades.schemes import kind_of
from govtext.patterns import pattern
from govtext.scan import Mentions
from govtext.source import Notice
from govtext.text import Span
from govtext.units import Listed, is_unit, restore_names, split_list

MAX_ALIKE = 100
"""Rows of one grade and kind that a further one is compared with."""
MAX_ROSTER = 2000
"""Characters of a list that may name all members of a class."""
MAX_DEFAULTS = 60
"""Statements about the rest of a class whose members are looked for."""


def name_grades(found: Found) -> None:
    """优秀单位 is the grade 优秀 where the document also gives 良好 or 合格; else it is an honour of that name."""
    used = {a.grade for a in found.awards} | {c.grade for c in found.counts}
    plain = {g: re.sub("单位$|集体$", "", g) for g in used if re.search("(?:单位|集体)$", g)}
    wanted = {
        g: p
        for g, p in plain.items()
        if kind_of(p) in ("word", "pass") and used & {"良好", "合格", "不合格", "未达标", "不达标", p}
    }
    if wanted:
        found.awards = [replace(a, grade=wanted.get(a.grade, a.grade)) for a in found.awards]
        found.counts = [replace(c, grade=wanted.get(c.grade, c.grade)) for c in found.counts]


_SEVERAL_PLACES = pattern("(?:县|区|市|州|旗|自治|盟|（|）|、|[()]){1,12}")
MAX_BARE = 4
"""Letters of a name that may be a place without its kind."""


def complete_places(found: Found, text: str) -> None:
    """漳平、新罗等4个县（市、区）: bare places get the kind with which the text names them elsewhere (漳平市)."""
    bare = {a.name for a in found.awards if 2 <= len(a.name) <= MAX_BARE and not is_unit(a.name)}
    if not bare:
        return
    kinds: dict[str, Counter[str]] = {}
    for match in re.finditer(f"({'|'.join(map(re.escape, sorted(bare)))})(自治县|自治旗|[市县区旗])(?![级直属])", text):
        kinds.setdefault(match[1], Counter())[match[2]] += 1
    whole = {name: name + counts.most_common(1)[0][0] for name, counts in kinds.items()}
    found.awards = [replace(a, name=whole.get(a.name, a.name)) for a in found.awards]


def unite_places(found: Found) -> None:
    """4个县, 7个县市区, 2个县区 of one bulletin are of one class, that with the longest name."""
    used = {a.category for a in found.awards} | {c.category for c in found.counts}
    names = [name for name in used if name and _SEVERAL_PLACES.fullmatch(name)]
    longest = max(names, key=lambda name: len(letters(name)), default="")
    if len(letters(longest)) < 2:
        return
    short = {name for name in names if name != longest and set(letters(name)) <= set(letters(longest))}
    if short:
        found.awards = [replace(a, category=longest) if a.category in short else a for a in found.awards]
        found.counts = [replace(c, category=longest) if c.category in short else c for c in found.counts]


_OF_COUNTY = pattern("[\u4e00-\u9fff]{1,8}[市县区旗]")
_TOWN = pattern("[\u4e00-\u9fff]{1,6}(?:镇|乡|街道|苏木)")


def unite_names(found: Found) -> None:
    """居力很镇 of a sentence and 科右前旗居力很镇 of the list that it sums up are one unit."""
    whole: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for award in found.awards:
        match = _OF_COUNTY.match(award.name)
        town = award.name[match.end() :] if match else award.name if award.within else ""
        if _TOWN.fullmatch(town):
            whole.setdefault((award.grade, town), set()).add((award.name, award.within))
    for index, award in enumerate(found.awards):
        known = whole.get((award.grade, award.name), set())
        if not award.within and len(known) == 1:
            name, within = next(iter(known))
            found.awards[index] = replace(award, name=name, within=within)


def whole_classes(found: Found) -> None:
    """3个市 of a text that counts 11个设区市, and no other class of cities, are of that class."""
    sizes = {total.category for total in found.totals if total.category}
    used = {a.category for a in found.awards} | {c.category for c in found.counts}
    whole: dict[str | None, str] = {}
    for kind in (name for name in used if name and len(name) == 1):
        longer = {name for name in sizes if len(name) > 1 and name.endswith(kind)}
        if len(longer) == 1 and kind not in sizes and (name := longer.pop()) not in used:
            whole[kind] = name
    if whole:
        found.awards = [replace(a, category=whole.get(a.category, a.category)) for a in found.awards]
        found.counts = [replace(c, category=whole.get(c.category, c.category)) for c in found.counts]


def merged_awards(awards: list[Award]) -> tuple[list[Award], list[list[Span]]]:
    """One award for each unit, grade and class, and the places that say so."""
    merged: list[Award] = []
    evidence: list[dict[Span, None]] = []
    index: dict[tuple[str, str], list[int]] = {}
    alike: dict[tuple[str, str], list[int]] = {}  # by grade and the first characters of the name
    for award in awards:
        places = [span for span in (award.listed.span, award.mark) if span.start < span.end]
        for at in index.get((award.name, award.grade), ()) or _alias(award, merged, alike):
            if compatible(merged[at].category, award.category):
                evidence[at].update(dict.fromkeys(places))
                longer = max(merged[at].category or "", award.category or "", key=len) or None
                score = merged[at].listed.score if merged[at].listed.score is not None else award.listed.score
                kept = max(merged[at], award, key=lambda a: len(a.name))
                whole = merged[at].whole or award.whole
                merged[at] = replace(kept, category=longer, listed=replace(kept.listed, score=score), whole=whole)
                index.setdefault((kept.name, award.grade), []).append(at)
                break
        else:
            index.setdefault((award.name, award.grade), []).append(len(merged))
            alike.setdefault((award.grade, award.name[:2]), []).append(len(merged))
            merged.append(award)
            evidence.append(dict.fromkeys(places))
    return merged, [list(spans) for spans in evidence]


def _alias(award: Award, merged: list[Award], alike: dict[tuple[str, str], list[int]]) -> list[int]:
    """Places of awards to the same unit under another name: 汉台区 in a class of 县区档案局 is 汉台区档案局."""
    found = []
    for at in alike.get((award.grade, award.name[:2]), ())[-MAX_ALIKE:]:
        other = merged[at]
        if other.name == award.name:
            continue
        short, long = sorted((other.name, award.name), key=len)
        rest = long[len(short) :]
        category = award.category or other.category or ""
        if long.startswith(short) and category.endswith(rest) and len(rest) >= 2:
            found.append(at)
    return found


def merged_counts(counts: list[Count]) -> list[Count]:
    merged: list[Count] = []
    alike: dict[tuple[str, int, bool], list[int]] = {}
    for count in counts:
        places = alike.setdefault((count.grade, count.stated, count.category is None), [])
        for at in places[-MAX_ALIKE:]:
            other = merged[at]
            if compatible(other.category, count.category):
                longer = max(other.category or "", count.category or "", key=len) or None
                merged[at] = replace(other, category=longer)
                break
        else:
            places.append(len(merged))
            merged.append(count)
    said = Counter((count.grade, count.stated) for count in merged if count.category)
    classes = Counter(count.grade for count in merged if count.category)
    whole = Counter[str]()
    for count in merged:
        whole[count.grade] += count.stated if count.category else 0

    def told(count: Count) -> bool:
        """Whether a number of no class is that of the only class with as many, and not that of all classes together."""
        alone = classes[count.grade] == 1 or whole[count.grade] != count.stated
        return count.category is None and said[count.grade, count.stated] == 1 and alone

    return [count for count in merged if not told(count)]


def classed(awards: list[Award], counts: list[Count]) -> list[Award]:
    """Awards of no class get that of the only number of their grade, where they are as many: 市县一等奖3个; 一等奖：甲、乙、丙."""
    numbers: dict[str, list[Count]] = {}
    for count in counts:
        numbers.setdefault(count.grade, []).append(count)
    alike = Counter(award.grade for award in awards)
    only = {
        grade: said[0].category
        for grade, said in numbers.items()
        if len(said) == 1 and said[0].category and said[0].stated == alike[grade]
    }
    return [award if award.category else replace(award, category=only.get(award.grade)) for award in awards]


def listed(count: Count, classes: Counter[tuple[str, str | None]]) -> int | None:
    """How many rows the class and grade of a count have; None where the text lists nobody of it.

    `classes`: how many rows each grade and class has.
    """
    rows = sum(
        number
        for (grade, category), number in classes.items()
        if grade == count.grade and (count.category is None or compatible(category, count.category))
    )
    return rows if rows or count.stated == 0 else None


def resolve_defaults(found: Found, mentions: Mentions) -> list[Notice]:
    """Units for 其余为良好 where the members of the class are known; a notice where they are not."""
    notices: list[Notice] = []
    lists = list(islice(_rosters(mentions), MAX_DEFAULTS)) if found.defaults else []
    for index, default in enumerate(found.defaults):
        rest: list[tuple[Listed, str]] = []
        if index < MAX_DEFAULTS:
            graded = [a for a in found.awards if compatible(a.category, default.category)]
            rest = _rest(default, graded, found, lists)
        if rest:
            items = [item for item, _ in rest]
            for item, name in zip(items, [name for _, name in rest], strict=True):
                found.awards.append(Award(default.grade, name, item, default.category, default.mark))
        else:
            notices.append(
                Notice(
                    "default_grade",
                    f"the units left are said to be {default.grade}; the text does not list them",
                    default.mark,
                )
            )
    return notices


def _rest(
    default: Default, graded: list[Award], found: Found, lists: list[tuple[Listed, ...]]
) -> list[tuple[Listed, str]]:
    """Members of the class that got no other grade, from the list that fits in number."""
    names = {award.name for award in graded}
    ends = _shared_end(names)
    totals = {t.stated for t in found.totals if compatible(t.category, default.category)}
    fitting = [items for items in lists if not totals or len(items) in totals]
    rosters = [default.roster] if default.roster else fitting
    for roster in rosters:
        members = list(zip(roster, restore_names(roster), strict=True))
        if ends and not any(name in names for _, name in members):
            members = [(item, name + ends) for item, name in members]
        left = [(item, name) for item, name in members if name not in names]
        known = len(members) - len(left)
        if left and known and (default.stated is None or len(left) == default.stated):
            return left
    return []


def _shared_end(names: set[str]) -> str:
    """What all graded names end in after their place: 政府卫生局, so that a list of places is a list of such organs."""
    ends = {re.sub(r"^[\u4e00-\u9fff]{1,8}?[省市县区州旗]", "", name) for name in names}
    return ends.pop() if len(ends) == 1 else ""


_ASSESSED_ARE = "(?:考核|考评|评估|评议|评价|评定|创建|参评|参加|纳入|列入)(?:范围)?的(?:有|为|是|包括)"
_NAMED_BEFORE = pattern(
    rf"(?:(?:^|[。；;：:\n])\s*(?:[\u4e00-\u9fff]{{0,8}}?{_ASSESSED_ARE})?|{_ASSESSED_ARE})\s*"
    rf"(?P<list>[\u4e00-\u9fff（）()]{{2,20}}(?:、[\u4e00-\u9fff（）()]{{2,20}}?){{1,40}}?)(?:等|共|共计)?(?P<n>\d{{1,3}})\s?(?:{CLASSIFIER})"
)


_IN_ORDER = pattern(
    rf"(?<![第前后末\d])(?P<n>\d{{1,3}})\s?(?:{CLASSIFIER})[^，,。；;：:]{{0,30}}?(?:依次|依序|排序|排名)(?:为|是)?[：:]?\s*(?P<list>[\u4e00-\u9fff][^。；;\n]{{8,600}})"
)
"""11个设区市得分由高到低依次为：甲市、乙市…: all members of a class in order."""


def _rosters(mentions: Mentions) -> Iterator[tuple[Listed, ...]]:
    """Lists of the text that have as many names as they say, and columns of names in tables."""
    for match in _IN_ORDER.finditer(mentions.text):
        ordered = split_list(mentions.text, *match.span("list"))
        if ordered and len(ordered) == int(match["n"]):
            yield tuple(ordered)
    for grid in mentions.tables:
        for column in range(len(grid.header)):
            cells = [cell for row in grid.rows if (cell := row[column]) is not None]
            if len(cells) == len(grid.rows) > 2 and all(is_unit(cell.text) for cell in cells):
                yield tuple(Listed(cell.text, cell.span) for cell in cells)
    for block in mentions.blocks:
        for match in re.finditer(
            rf"(?P<n>\d{{1,3}})(?:{CLASSIFIER})[\u4e00-\u9fff]{{0,8}}?[，,]?(?:即|包括|分别[是为]|[：:])", block.text
        ):
            start = block.span.start + match.end()
            low = min(start + MAX_ROSTER, block.span.end)
            end = min((i for mark in "；;。" if (i := mentions.text.find(mark, start, low)) >= 0), default=low)
            items = tuple(split_list(mentions.text, start, end))
            if len(items) == int(match["n"]):
                yield items
        for match in _NAMED_BEFORE.finditer(block.text):  # 甲园区、乙园区2个功能区只评定等级
            start = block.span.start
            items = tuple(split_list(mentions.text, start + match.start("list"), start + match.end("list")))
            if len(items) == int(match["n"]):
                yield items
        for match in re.finditer(
            r"(?<=为|[：:])[\u4e00-\u9fff（）()]{2,12}(?:、[\u4e00-\u9fff（）()]{2,20}){2,60}", block.text
        ):
            start = block.span.start + match.start()
            items = tuple(split_list(mentions.text, start, block.span.start + match.end()))
            yield items
