"""How many units a text says there are, in all and in each class: what the sums of grades are checked against."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govtext.facts.grades.classes import CLASS_NOUN, clean_class
from govtext.facts.grades.model import CLASSIFIER, Found, Partition, Total
from govtext.facts.grades.schemes import find_words, is_weak, kind_of
from govtext.patterns import pattern
from govtext.scan import Block, sentences
from govtext.structure.passages import Passage
from govtext.text import Span

_SIZE = pattern(
    rf"(?P<cls>[\u4e00-\u9fff（）()]{{2,12}}?)(?P<n>\d{{1,3}})(?:{CLASSIFIER})[，,]?(?=即|包括|分别[是为]|(?:考核|考评|评定)?(?:结果|等次)(?:为|如下)|[：:])"
)
"""中西部省份22个，即…."""
_NUMBER = pattern(rf"(?<![第前后末\d.])(?P<n>\d{{1,4}})\s{{0,2}}(?P<cl>{CLASSIFIER})(?!百分|工作日|月)")
_BRACKETS = pattern(r"[（(][^（()）]{1,80}[)）]")
_PART_NOUN = pattern(rf"(?:{CLASS_NOUN}|[类组]|协会|商会|社团|基金会|中心|机构|行业|户|站点|[局院队站厂店校]|政府)$")
_UNIT_NOUN = pattern(rf"(?:{CLASS_NOUN})$")
_AND = pattern("^(?:其中|分为|分别是|分别为|包括|即|和|及|与|以及|有|共有|共|[：:，,、；;])+")
_ALL_BEHIND = pattern(rf"[，,]?(?:一?共|共计|合计|总计)\s?(?P<n>\d{{1,4}})\s?(?:{CLASSIFIER})")
_SPLIT_BEFORE = pattern("^.*(?:分为|分成|其中|包括|(?:单位|对象|范围)(?:有|为|是))")
_SPLIT = pattern("其中|分为|包括|分成|即|[：:]")
_ONE = rf"\d{{1,4}}\s?(?:{CLASSIFIER}|户|支)[^\d，,。；;]{{1,24}}?"
_ONE_OF = pattern(
    rf"(?P<n>\d{{1,4}})\s?(?:{CLASSIFIER})(?P<cls>[^\d，,。；;]{{1,24}}?)(?=[、，,]\d|[和及与]\d|[，,]?(?:共|合计|总计)|(?:进行|开展)|[，,；;。]|$)"
)
_TALLY = pattern(
    rf"(?P<parts>{_ONE}(?:[、，,和及与]{_ONE}){{1,8}})[，,]?(?:一?共|共计|合计|总计)(?P<all>\d{{1,4}})\s?(?:{CLASSIFIER})"
)
"""18个镇、24个县政府工作部门、14个党群部门共56个单位."""
_ROSTER = pattern(
    "(?:考核|考评|评价|评估|参评|检查|抽查|评议|评审|测评)的?(?:对象|范围|单位)|对.{2,80}(?:进行|开展|实施)了?.{0,10}(?:考核|考评|评价|评估|检查|抽查|评议|测评)"
)
"""A sentence that says who is assessed: the sizes that it gives are those of the classes."""


_TOOK_PART = pattern("参加(?:了)?(?:本次|此次)?(?:考核|考评|评估|测评)?(?=[，,。；;])")
_ALL_OF = pattern(
    rf"对(?:全[省市县区])?(?P<n>\d{{1,4}})\s?(?:{CLASSIFIER})(?:[\u4e00-\u9fff]{{0,8}}?)(?:单位|企业)(?![、和及与]\d)(?=[\u4e00-\u9fff\d])"
)
"""对全市26家排污单位2017年度的环境行为进行了评价: all that are assessed."""


class _Part(NamedTuple):
    name: str
    number: int
    classifier: str
    start: int
    end: int


_HEADED_SIZE = pattern(rf"^(?P<name>[^（(]{{2,16}})[（(]\s*共?(?P<n>\d{{1,4}})\s?(?:{CLASSIFIER})\s*[)）]$")


def read_headed_sizes(passages: Iterable[Passage], found: Found) -> None:
    """县直单位（39个） over 党群部门（12个）, 经济部门（14个）, 社会部门（13个）: headings that divide what one above them counts."""
    parts: dict[str, list[tuple[str, int, Span]]] = {}
    for passage in passages:
        size = _HEADED_SIZE.match(passage.text) if passage.is_heading else None
        if size and passage.headings and not _grades_in(size["name"]):
            parts.setdefault(passage.headings[-1], []).append((clean_class(size["name"]), int(size["n"]), passage.span))
    for above, below in parts.items():
        whole = _HEADED_SIZE.match(above)
        if whole and len(below) > 1:
            counted = tuple((name, number) for name, number, _ in below)
            found.partitions.append(Partition(int(whole["n"]), counted, Span(below[0][2].start, below[-1][2].end)))


def read_sizes(block: Block, found: Found) -> None:
    """Sizes of classes, with their members (中西部省份22个，即…) or in turn (其中乡镇10个、市直单位45个)."""
    shift = block.span.start
    for match in _SIZE.finditer(block.text):
        name = clean_class(match["cls"])
        if name:
            found.totals.append(
                Total(name, int(match["n"]), Span(shift + match.start(), shift + match.end()), loose=True)
            )
    for base, end in sentences(block):
        sentence = block.text[base - shift : end - shift]
        roster = _ROSTER.search(sentence) is not None
        for tally in _TALLY.finditer(sentence):
            counted = tuple((name, number) for name, number, _ in _counted(tally["parts"], 0))
            if len(counted) > 1:
                span = Span(base + tally.start(), base + tally.end())
                found.partitions.append(Partition(int(tally["all"]), counted, span))
        if roster and (every := _ALL_OF.search(sentence)):
            span = Span(base + every.start(), base + every.end())
            found.totals.append(Total("", int(every["n"]), span, whole=True))
        if roster:
            for name, number, span in _counted(sentence, base):
                joint = (
                    re.search("[和及与]|、(?![^（(]*[)）])", name) is not None
                )  # 9个市政府和一个新区: the number is said of the first
                found.totals.append(Total(name, number, span, loose=joint))
        for parts, whole in _levels(block.text, base - shift, end - shift):
            span = Span(shift + parts[0].start, shift + parts[-1].end)
            assessed = roster or _TOOK_PART.search(sentence) is not None
            named = tuple((part.name, part.number) for part in parts)
            found.partitions.append(Partition(whole, named, span, assessed))
            found.totals.extend(
                Total(p.name, p.number, Span(shift + p.start, shift + p.end), loose=not roster) for p in parts
            )


def _counted(text: str, base: int) -> Iterator[tuple[str, int, Span]]:
    """Classes behind their numbers: 18个镇、24个县政府工作部门."""
    for match in _ONE_OF.finditer(text):
        name = clean_class(match["cls"])
        if name and _PART_NOUN.search(_BRACKETS.sub("", name)):
            yield name, int(match["n"]), Span(base + match.start(), base + match.end())


def _levels(text: str, start: int, end: int) -> Iterator[tuple[list[_Part], int | None]]:
    """Runs outside brackets, and those inside of each: 部门46个（党群部门12个、政府部门34个）."""
    numbers = list(_NUMBER.finditer(text, start, end))
    starts = [number.start() for number in numbers]
    outside: list[re.Match[str]] = []
    inner: list[tuple[re.Match[str], int, int]] = []  # a bracket, and which of the numbers stand in it
    at = 0
    for bracket in _BRACKETS.finditer(text, start, end):
        first, last = bisect_left(starts, bracket.start()), bisect_left(starts, bracket.end())
        outside += numbers[at:first]
        inner.append((bracket, first, last))
        at = last
    outside += numbers[at:]
    yield from _runs(text, start, outside)
    for bracket, first, last in inner:
        if last - first < 2:
            continue
        whole = numbers[first - 1] if first and numbers[first - 1].end() == bracket.start() else None
        for parts, split in _runs(text, bracket.start() + 1, numbers[first:last]):
            yield parts, int(whole["n"]) if whole and len(parts) == last - first else split


def _runs(text: str, start: int, numbers: list[re.Match[str]]) -> Iterator[tuple[list[_Part], int | None]]:
    """Runs of two classes or more with their numbers, and the number of all right before, where there is one."""
    at, run, before, last = start, list[_Part](), None, None
    for match in (*numbers, None):
        part = _part(text, at, match) if match is not None else None
        if part is not None and (not run or part.classifier == run[0].classifier):
            run.append(part)
        else:
            if len(run) > 1:
                yield run, _whole(text, before, run)
            run = [part] if part is not None else []
        if match is not None:
            if not run or run[-1].end != match.end():
                before = match
            elif len(run) == 1:
                before = last
            at, last = match.end(), match


def _part(text: str, at: int, match: re.Match[str]) -> _Part | None:
    """A class and its number: 市直A类部门(承担…职能)21个."""
    stretch = _BRACKETS.sub(lambda m: "·" * len(m[0]), text[at : match.start()])
    cut = max(stretch.rfind(mark) for mark in "，,；;：:")
    name = text[at + cut + 1 : match.start()]
    name = _AND.sub("", _SPLIT_BEFORE.sub("", name.strip()))
    name = _BRACKETS.sub("", name) if len(name) > 16 else name
    bare = _BRACKETS.sub("", name)
    if len(name) < 2 or len(bare) > 20 or not _PART_NOUN.search(bare) or _grades_in(name):
        return None
    if re.search(r"[，。；的了\d]|检查|抽查|开展|发现|组织", bare):
        return None
    following = text[match.end() : match.end() + 1]
    if following and following not in "，,、；;。（()）和及与以：:\n":
        return None
    return _Part(clean_class(name), int(match["n"]), match["cl"], match.start() - len(name), match.end())


def _grades_in(name: str) -> bool:
    """Whether a grade stands in it: 优秀学校3所 counts no class; the letter of A类部门 and the 中 of 初中 are none."""
    words = find_words(_SCHOOLING.sub("", name))
    return any(not is_weak(word.text) and kind_of(word.text) != "letter" for word in words)


_SCHOOLING = pattern("[初中高]等(?=职业|专业|学校|教育|师范)")


def _whole(text: str, before: re.Match[str] | None, run: list[_Part]) -> int | None:
    """The number of all, where the text says that the classes are its parts."""
    if behind := _ALL_BEHIND.match(text, run[-1].end):  # 县直学校12所、中心校14所，合计26个
        return int(behind["n"])
    if before is None:
        return None
    joint = text[before.end() : run[0].start]
    if not _SPLIT.search(joint) or len(joint) > 24:
        return None
    return int(before["n"])


def units_only(partition: Partition) -> bool:
    """Whether all classes of a partition are of units that exclude one another by their kind (乡镇, 部门, 学校)."""
    names = [name for name, _ in partition.parts]
    return len(set(names)) == len(names) and all(_UNIT_NOUN.search(_BRACKETS.sub("", name)) for name in names)
