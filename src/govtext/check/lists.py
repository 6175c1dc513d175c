"""Checks of lists: stated numbers of things against those that are named, labels in sequence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from govtext.check.model import Facts, outcome
from govtext.patterns import pattern
from govtext.record import Check, Verdict
from govtext.units import is_unit
from govtext.values.numeral import han_to_int

# --- how many are named

_COUNTED: Final = frozenset("家个所名项处座条台户人种起件批")
_NAMES_AFTER = pattern(
    r"(?:(?:[^，。；：:、（()）\d\n]|[（(][^（()）]{1,8}[)）]){0,14}(?:分别是|分别为|依次为|依次是|名单如下|名单为|包括|为|是)?|[^。；：:\n]{0,30}名单(?:如下|为|是)?)[:：]\s*(?P<names>\d[.．、][^。：:]{4,400}|(?:[^。；;：:\n]|\n(?!\s*\n|\s*[一二三四五六七八九十（(附])){4,400})(?=[。；;\n]|$)"
)
_MARKS = pattern("[，,。；;：:\n]")
MAX_CLAUSE: Final = 400
_OPEN = pattern("等|其中|及其他|以及其他|之一")
_NAME_END = pattern(
    r"(?:公司|项目|工程|电站|机场|矿井|煤矿|厂|店|铺|馆|档|院|校|所|站|局|委|办|镇|乡|街道|区|县|市|州|盟|旗|村|社区|中心|集团|银行|小学|中学|医院|网站|人民政府|大学|学院|园|队|部|协会|农场|水库|大桥|公路|铁路|小区|门户|河|江|湖|溪|港|渠|街|路|桥|山|岛|湾|线|寺|塔|馆|园|店铺)(?:[（(][^（()）]{1,20}[)）])?$|[”\"》]$"
)
_ACTS = pattern(
    "(?:组成|成立|组建|派出|抽调|抽查|检查|联合|共同|分别|会同|参加|开展|召开|印发|设立|设置|配备|新增|完成|下发|建成)(?:了|的)?$"
)
"""What names do, and no name: 教育局、卫健委组成3个组."""
_QUOTED = pattern('(?:[“《"][^“”《》"]{2,40}[”》"]){2,}$')
"""甲网站 and 乙网站 in marks, nothing between them."""
_TITLE = pattern('[“《"][^“”《》"]{2,40}[”》"]')
_AND = pattern("和|与|及|以及")
_SHIELDED = pattern('[（(《“"][^（()）《》“”"]*[)）》”"]')
MAX_NAMED: Final = 30
MAX_ITEM: Final = 40


def stated_and_named(facts: Facts) -> Iterator[Check]:
    """6家单位为：甲局、乙局…, and 甲镇、乙镇、丙镇3个乡镇: the number against the names, where no 等 leaves them open."""
    text = facts.text
    for measure in facts.statistics.measures:
        stated = measure.value
        if measure.kind != "count" or measure.cell or measure.quantity.modifier != "exact" or measure.times > 1:
            continue
        if not isinstance(stated, int) or not 2 <= stated <= MAX_NAMED or measure.unit not in _COUNTED:
            continue
        after = _NAMES_AFTER.match(text, measure.span.end)
        before = _clause(text[max(measure.within, measure.span.start - MAX_CLAUSE) : measure.span.start])
        many = before.endswith("等")  # at least so many are named: 甲、乙、丙等3个
        for names, behind in ((after["names"] if after else "", True), (before.removesuffix("等"), False)):
            counts = _numbered(names) or _numbered_lines(text, measure.span.end) if behind else ()
            counts = counts or _counts(names, behind=behind)
            if many and not behind and counts and counts[0] <= stated:
                break
            if counts:
                yield _naming(measure.indicator or measure.unit, measure.unit, stated, counts, (measure.id,))
                break


_ANNOUNCED = pattern(
    rf"(?:以下|下列|如下)(?P<n>\d{{1,2}}|[二两三四五六七八九十]{{1,2}})(?P<unit>[{''.join(sorted(_COUNTED))}])"
)


_LINES_BELOW = pattern(r"[^，。；：:\n]{0,12}[:：]\s*\n")
_LINE_LABEL = pattern(r"\n[\s　]*(?P<n>\d{1,2})[.．、](?=[\s　]*[一-龥“《])")
MAX_LINES: Final = 6000


def _numbered_lines(text: str, at: int) -> tuple[int, ...]:
    """How many numbered lines stand below 公开通报4起典型案例：."""
    lead = _LINES_BELOW.match(text, at)
    if lead is None:
        return ()
    count = 0
    for label in _LINE_LABEL.finditer(text, lead.end() - 1, min(len(text), lead.end() + MAX_LINES)):
        if int(label["n"]) != count + 1 or (count == 0 and text[lead.end() - 1 : label.start()].strip()):
            break
        count += 1
    return (count,) if count > 1 else ()


def announced(facts: Facts) -> Iterator[Check]:
    """以下6所学校…：甲校、乙校…: a number that only announces a list, against the list."""
    for match in _ANNOUNCED.finditer(facts.text):
        stated = _ordinal(match["n"])
        after = _NAMES_AFTER.match(facts.text, match.end())
        counts = _counts(after["names"], behind=True) if after else ()
        if counts and stated:
            yield _naming(match["unit"], match["unit"], stated, counts, ())


_NUMBER_MARK = pattern(r"(?:^|[；;、，,\s])(?P<n>\d{1,2})[.．、](?!\d)")


def _numbered(names: str) -> tuple[int, ...]:
    """How many items a numbered list has: 1.甲商贸城；2.乙市场."""
    numbers = [int(match["n"]) for match in _NUMBER_MARK.finditer(names)]
    return (len(numbers),) if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)) else ()


def _clause(text: str) -> str:
    """The last clause of a text, brackets and titles left whole."""
    shielded = _SHIELDED.sub(lambda m: "〇" * len(m[0]), text)
    return text[max((m.end() for m in _MARKS.finditer(shielded)), default=0) :]


def _counts(names: str, *, behind: bool) -> tuple[int, ...]:
    """How many names a list has, with and without each 和 that may part two; nothing where it is no list of names."""
    names = "".join(names.split())
    if quoted := _QUOTED.search(names):
        return (len(_TITLE.findall(quoted[0])),)
    if _OPEN.search(names) or "、" not in names:
        return ()
    shielded = _SHIELDED.sub(lambda m: "〇" * len(m[0][1:-1]) + m[0][-1], names)
    items = [item.strip() for item in re.split("[、，,]" if behind else "、", shielded)]
    if any(not 1 < len(item.replace("〇", "")) <= MAX_ITEM for item in items[1:]):
        return ()
    if not behind:
        items[0] = items[0][-MAX_ITEM:]
    if _ACTS.search(items[-1]):
        return ()
    named = [item for item in items if _NAME_END.search(item) or is_unit(item)]
    if len(named) < len(items) - (len(items) > 3):
        return ()
    sure, unsure = len(items), 0
    for item in items:
        for mark in _AND.finditer(item):
            sides = [bool(_NAME_END.search(side)) for side in (item[: mark.start()], item[mark.end() :])]
            sure, unsure = sure + all(sides), unsure + (any(sides) and not all(sides))
    return tuple(range(sure, sure + unsure + 1))


def _naming(name: str, unit: str, stated: int, counts: tuple[int, ...], evidence: tuple[str, ...]) -> Check:
    listed = stated if stated in counts else counts[0]
    far = abs(listed - stated) > max(1, stated // 4)
    verdict: Verdict = "pass" if listed == stated else "uncertain" if far else "fail"
    relation = {"pass": "相符", "fail": "不符", "uncertain": "可能不符"}[verdict]
    message = f"{name}：写明{stated}{unit}，列出{listed}个，{relation} / stated {stated}, {listed} named"
    return outcome("count", verdict, stated, listed, message, evidence)


# --- labels

_LABELS: Final = (
    ("一是", pattern(r"(?:^|(?<=[。；;：:，,\n]))[\s　]*(?P<n>[一二三四五六七八九十])是(?!否|非|以|由|指)")),
    ("1.", pattern(r"(?:^|(?<=\n))[\s　]*(?P<n>\d{1,2})[.．、](?=[\s　]*[一-龥“《]|\d+[个家户名项所条人处])")),
    ("(1)", pattern(r"(?:^|(?<=[。；;：:\n]))[\s　]*[（(](?P<n>\d{1,2})[)）](?=[\s　]*[一-龥“《])")),
    ("（一）", pattern(r"(?:^|(?<=\n))[\s　]*[（(](?P<n>[一二三四五六七八九十]{1,3})[)）]")),
    ("一、", pattern(r"(?:^|(?<=\n))[\s　]*(?P<n>[一二三四五六七八九十]{1,3})、(?=[\s　]*[一-龥“《\d])")),
    ("1.;", pattern(r"(?<=[；;：:])[\s　]*(?P<n>\d{1,2})[.．、](?=[\s　]*[一-龥“《]|\d+[个家户名项所条人处])")),
)


def label_sequence(facts: Facts) -> Iterator[Check]:
    """Labels of a list that skip one: 一是 二是 四是; 1. 2. 4."""
    for family, labels in _LABELS:
        found = [(value, match.start("n")) for match in labels.finditer(facts.text) if (value := _ordinal(match["n"]))]
        for run in _lists(found):
            if any(order.span.start <= at < order.span.end for order in facts.orders for _, at in run):
                continue  # places of a ranking, which `rank_sequence` checks
            values = [value for value, _ in run]
            gaps = [(a, b) for a, b in pairwise(values) if b != a + 1]
            if len(values) < 3 or len(gaps) != 1:
                continue
            before, after = gaps[0]
            if after != before + 2 or values[0] != 1 or _stands_between(facts.text, family, run, before):
                continue
            shown = family.strip(";")
            message = (
                f"序号“{shown}”一组从{before}跳到{after}，缺{before + 1}"
                f" / labels like “{shown}” jump from {before} to {after}: {before + 1} is missing"
            )
            yield outcome("sequence", "fail", after, before + 1, message)


def _stands_between(text: str, family: str, run: list[tuple[int, int]], before: int) -> bool:
    """Whether the label that seems to be missing stands inside a line."""
    start, end = (at for value, at in run if value in (before, before + 2))
    missing = before + 1
    han = not any(mark.isdigit() for mark in family)
    word = _DIGITS[missing] if han and missing < len(_DIGITS) else str(missing)
    mark = "是" if "是" in family else "、" if family == "一、" else "[.．、)）]"
    opening = "[（(]" if family[0] in "（(" else r"(?<![\d一二三四五六七八九十（(])"
    return bool(re.search(f"{opening}{word}{mark}", text[start:end]))


_DIGITS: Final = "〇一二三四五六七八九十"


def _ordinal(printed: str) -> int | None:
    return int(printed) if printed.isdigit() else han_to_int(printed)


def _lists(found: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Labels by list: each begins with 1, and none goes back."""
    run: list[tuple[int, int]] = []
    for value, at in found:
        if run and value > run[-1][0]:
            run.append((value, at))
            continue
        if run:
            yield run
        run = [(value, at)]
    if run:
        yield run
