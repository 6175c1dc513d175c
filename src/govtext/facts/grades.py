"""Who got which grade: rows of `grades`, `grade_counts` and `grade_scale`.

A grade is given in a few ways only, and each has its reader here: a sentence says it of units before it (甲局、乙局等3个部门被评为优秀),
of a number of them (8个区政府被评为良好) or of nobody (没有优秀单位); a label says it of what follows (优秀(9个)：…); a heading says it of
the lines below; a table has a column or a row for it. What is no such statement — a rule, a scale, a hope — gives no row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from govtext.facts.schemes import Scheme, grade_words, is_weak, kind_of, level_of, names_of
from govtext.record import Grade, GradeCount
from govtext.scan import Block, Mentions
from govtext.source import Notice
from govtext.structure import Document
from govtext.structure.tables import Grid, GridCell
from govtext.text import Span
from govtext.units import Listed, is_name, restore_names, split_list
from govtext.values.numeral import han_to_int

__all__ = ["find"]


_NUMBER: Final = r"\d{1,4}|[一二三四五六七八九十百两]{1,4}"
_CLASSIFIER: Final = "个|家|所|间|座|支|份|户|条|项|处|只|院"


@dataclass(frozen=True, slots=True)
class Award:
    """A unit that got a grade, as one place of the text says it."""

    grade: str
    name: str
    listed: Listed
    category: str | None
    mark: Span
    whole: bool = False
    """Whether it stands in a list that names all (a label's, a heading's, a table's), not in running prose."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many got a grade, as one place says it; `names`: how many it lists itself; `open`: it lists some of them (等)."""

    grade: str
    category: str | None
    stated: int
    span: Span
    names: int | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """How many units a class has: 12个区(县级市)中."""

    category: str
    stated: int
    span: Span
    whole: bool = False
    """Whether it counts all units that the document grades, of no class in particular."""


@dataclass(frozen=True, slots=True)
class Default:
    """其余为良好: a grade for whoever is left of a class."""

    grade: str
    category: str | None
    stated: int | None
    mark: Span
    roster: tuple[Listed, ...]


@dataclass(slots=True)
class Found:
    """What the readers collect."""

    awards: list[Award] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    defaults: list[Default] = field(default_factory=list)
    opened: list[tuple[str, str | None]] = field(default_factory=list)

    def is_open(self, grade: str, category: str | None) -> bool:
        """Whether some place lists units of a grade and class with 等: then no list of them is whole."""
        return any(g == grade and compatible(c, category) for g, c in self.opened)


@dataclass(frozen=True, slots=True)
class GradeWork:
    """What the checks need besides the rows: what each place says, the merged awards and counts, and overall numbers."""

    found: Found
    awards: list[Award]
    counts: list[Count]
    overall: tuple[int, ...]
    text: str

    def sizes(self, category: str) -> set[int]:
        """Numbers of units of a class that the text states (全县18个乡镇); of any kind of unit where no class is named."""
        wanted = _letters(category) if category else ""
        return {
            int(m["n"])
            for m in _SIZED.finditer(self.text)
            if (_letters(m["noun"]).startswith(wanted[:6]) if wanted else _UNIT_NOUN.match(m["noun"]))
        }


def find(document: Document, mentions: Mentions) -> dict[str, tuple[object, ...]]:
    """Rows of `grades` and `grade_counts`; warnings about defaults whose units the text does not list."""
    text = mentions.text
    if not grade_words().search(text):
        return {}
    found = Found()
    for block in mentions.blocks:
        if not block.orders:
            _Reader(block, text, found).read()
    for grid in mentions.tables:
        _read_table(grid, mentions.headings_at(grid.span.start), found)
    notices = _resolve_defaults(found, mentions)
    awards, evidence = _merged_awards(found.awards)
    counts = _merged_counts(found.counts)
    scheme = Scheme.of([a.grade for a in awards] + [c.grade for c in counts])
    period = mentions.period
    return {
        "grades": tuple(
            Grade(
                id=f"g{index}",
                grade=award.grade,
                level=level_of(award.grade, scheme),
                unit=mentions.unit(award.listed, award.name),
                category=award.category,
                subject=mentions.subject,
                period=period,
                score=award.listed.score,
                evidence=tuple(document.view.to_source(*span) for span in evidence[index - 1]),
            )
            for index, award in enumerate(awards, 1)
        ),
        "grade_counts": tuple(
            GradeCount(
                category=count.category,
                grade=count.grade,
                stated=count.stated,
                listed=_listed(count, awards),
                span=document.view.to_source(*count.span),
            )
            for count in counts
        ),
        "warnings": tuple(notices),
        "_grade_work": (GradeWork(found, awards, counts, tuple(_overall(text)), text),),
    }


_SIZED = re.compile(rf"(?<![第前后末\d.])(?P<n>\d{{1,4}})\s?(?:{_CLASSIFIER})(?P<noun>[\u4e00-\u9fff（）()、]{{1,16}})")
_UNIT_NOUN = re.compile(r"县|市(?!场)|区|部门|单位|乡|镇|街道|学校|企业|园区|省|州|旗")
_OVERALL = re.compile(r"(?:共|共有|共计|合计|为)\s?(?P<n>\d{1,4})\s?(?:个|家|间|所)")


def _overall(text: str) -> Iterator[int]:
    """Numbers that may count all units: 三种类型共56个单位."""
    for match in _OVERALL.finditer(text):
        yield int(match["n"])


# --- merging what several places say


def compatible(one: str | None, other: str | None) -> bool:
    """Whether two names of a class may mean the same: 市一类部门 and 市政府一类部门; one that is not named fits any."""
    if one is None or other is None:
        return True
    short, long = sorted((_letters(one), _letters(other)), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


def _letters(name: str) -> str:
    return re.sub(r"[^\u4e00-\u9fffA-Za-z]|政府|单位|等次", "", name) or name


def _merged_awards(awards: list[Award]) -> tuple[list[Award], list[list[Span]]]:
    """One award for each unit, grade and class, and the places that say so."""
    merged: list[Award] = []
    evidence: list[list[Span]] = []
    index: dict[tuple[str, str], list[int]] = {}
    for award in awards:
        places = [span for span in (award.listed.span, award.mark) if span.start < span.end]
        for at in index.get((award.name, award.grade), ()) or _alias(award, merged):
            if compatible(merged[at].category, award.category):
                evidence[at] += [span for span in places if span not in evidence[at]]
                longer = max(merged[at].category or "", award.category or "", key=len) or None
                score = merged[at].listed.score if merged[at].listed.score is not None else award.listed.score
                kept = max(merged[at], award, key=lambda a: len(a.name))
                whole = merged[at].whole or award.whole
                merged[at] = replace(kept, category=longer, listed=replace(kept.listed, score=score), whole=whole)
                index.setdefault((kept.name, award.grade), []).append(at)
                break
        else:
            index.setdefault((award.name, award.grade), []).append(len(merged))
            merged.append(award)
            evidence.append(places)
    return merged, evidence


def _alias(award: Award, merged: list[Award]) -> list[int]:
    """Places of awards to the same unit under another name: 汉台区 in a class of 县区档案局 is 汉台区档案局."""
    found = []
    for at, other in enumerate(merged):
        if other.grade != award.grade or other.name == award.name:
            continue
        short, long = sorted((other.name, award.name), key=len)
        rest = long[len(short) :]
        category = award.category or other.category or ""
        if long.startswith(short) and category.endswith(rest) and len(rest) >= 2:
            found.append(at)
    return found


def _merged_counts(counts: list[Count]) -> list[Count]:
    merged: list[Count] = []
    for count in counts:
        for at, other in enumerate(merged):
            if (
                other.grade == count.grade
                and other.stated == count.stated
                and (other.category is None) == (count.category is None)
                and compatible(other.category, count.category)
            ):
                longer = max(other.category or "", count.category or "", key=len) or None
                merged[at] = replace(other, category=longer)
                break
        else:
            merged.append(count)
    return merged


def _listed(count: Count, awards: list[Award]) -> int | None:
    """How many rows the class and grade of a count have; None where the text lists nobody of it."""
    rows = sum(
        award.grade == count.grade and (count.category is None or compatible(award.category, count.category))
        for award in awards
    )
    return rows if rows or count.stated == 0 else None


# --- a block of text

_QUANTITY = re.compile(
    rf"(?P<etc>等)?(?P<about>这|共|共计|全部)?\s{{0,2}}(?P<n>{_NUMBER})\s{{0,2}}(?P<cl>{_CLASSIFIER}|名|人|位)(?P<noun>[\u4e00-\u9fff（）()、“”A-Z]{{0,18}})$"
)
_PERSONS = ("人", "名", "位")
_TALLY = re.compile(
    rf"^(?P<cls>[^，,；;：:]{{2,24}}?)(?:共?有|中|共)\s{{0,2}}(?P<n>{_NUMBER})\s{{0,2}}(?P<cl>{_CLASSIFIER})(?:单位|部门)?$"
)
_LEAD_CLASS = re.compile(
    rf"(?:^|[。；;：:，,])\s*(?P<of>[^，,；;。：:\d]{{0,12}}?)(?P<n>\d{{1,4}})\s{{0,2}}(?:{_CLASSIFIER})(?P<cls>[^，,；;。：:\d]{{1,24}}?)(?:中|里|内)[，,]"
)
_SIZE = re.compile(rf"(?P<cls>[\u4e00-\u9fff（）()]{{2,12}}?)(?P<n>\d{{1,3}})(?:{_CLASSIFIER})[，,]?(?=即|包括|分别[是为]|[：:])")
_OWN_CLASS = re.compile(r"(?:^|[。；;])\s*(?P<cls>[\u4e00-\u9fff（）()、]{2,12}?)(?:单独|另行|分别|分开)(?:评定|考核|考评|排名|设奖|评估)[，,]")
"""A class that a sentence grades apart: 市属开发区单独评定，高新区为A级."""
_ALL_UNITS = re.compile(rf"(?P<n>\d{{1,4}})\s{{0,2}}(?:{_CLASSIFIER})(?:网站|单位)?[，,]经?(?:考核|考评|评定|评审|评估)")
"""The number of all that are graded, before their grades: 受评机关计28个，经评定优等5个."""
_CLASS_LABEL = re.compile(
    rf"(?:^|[。；;])\s*(?P<cls>[^:：，,。；;“”]{{1,24}}?)\s*(?:[（(]?\s*(?:共)?(?P<n>{_NUMBER})\s*(?:{_CLASSIFIER})\s*[)）]?)?\s*[:：]\s*"
)
_MODAL: Final = re.compile(
    r"力争|争取|争创|争当|希望|期望|拟|计划|防止|确保|目标|如果|凡|一律|不得|不能|可以|应当|必须|务必|要求|标准|取消|连续|(?<!情)况下|再次|的，?$|奖励|名额|不超过|比例|向.{0,4}看齐"
)
_PLANNED = re.compile(r"(?:^|[，,；;。])(?:拟|计划|共?设(?:立|置)?)|拟于|名额|不超过")
_NEGATED = re.compile(r"(?:未|没有|不|尚未|未能|没能)(?:被|能|予)?$")


class _Reader:
    """Reads one block, statement by statement."""

    def __init__(self, block: Block, text: str, found: Found) -> None:
        self._block, self._text, self._found = block, text, found
        self._class, self._class_total, self._grade = _context(block.headings)
        self._said: str | None = None  # the class that the sentences before have named, and where the last one began
        self._said_in = -1

    def read(self) -> None:
        if self._block.is_heading and _heading_grade(self._block.text) is not None:
            self._heading_count()
            return
        if self._class_total is not None and self._class:
            self._found.totals.append(Total(self._class, self._class_total, self._block.span))
        self._sizes()
        for start, end in self._sentences():
            if self._grade is not None and not self._own_anchors(start, end):
                self._below_heading(start, end)
            else:
                self._sentence(start, end)

    def _sizes(self) -> None:
        """Sizes of classes that the text gives with their members: 中西部省份22个，即…."""
        for match in _SIZE.finditer(self._block.text):
            name = _clean_class(match["cls"])
            if name:
                span = Span(self._block.span.start + match.start(), self._block.span.start + match.end())
                self._found.totals.append(Total(name, int(match["n"]), span))

    def _heading_count(self) -> None:
        """优秀等次（9个） as a heading states a count; what it lists stands below."""
        match = re.search(rf"[（(]\s*共?(?P<n>{_NUMBER})\s*(?:{_CLASSIFIER})[^（()）]{{0,6}}[)）]$", self._block.text)
        grade = _heading_grade(self._block.text)
        number = _int(match["n"]) if match else None
        if grade and number is not None:
            self._found.counts.append(Count(grade, self._class, number, self._block.span))

    def _sentences(self) -> Iterator[tuple[int, int]]:
        at = self._block.span.start
        for mark in re.finditer("[。！？]", self._block.text):
            end = self._block.span.start + mark.start()
            if self._text[at:end].strip():
                yield at, end
            at = end + 1
        if self._text[at : self._block.span.end].strip():
            yield at, self._block.span.end

    def _own_anchors(self, start: int, end: int) -> bool:
        return any(True for _ in _anchors(self._text, start, end))

    # what stands below a heading that names a grade

    def _below_heading(self, start: int, end: int) -> None:
        assert self._grade is not None
        grade, text = self._grade, self._text
        piece = text[start:end]
        if re.fullmatch(r"\s*(?:无|没有|空缺|从缺|暂缺|暂无)\s*", piece):
            self._found.counts.append(Count(grade, self._class, 0, Span(start, end), 0))
            return
        labels = [m for m in _CLASS_LABEL.finditer(piece) if not re.search(r"\d", m["cls"])]
        if not labels:
            self._plain_list(grade, start, end)
            return
        for label, following in zip(labels, [*labels[1:], None], strict=True):
            stop = end if following is None else start + following.start()
            self._labelled(
                grade, _clean_class(label["cls"]), label["n"], start + label.end(), stop, Span(start + label.start("cls"), stop)
            )

    def _plain_list(self, grade: str, start: int, end: int) -> None:
        items = split_list(self._text, start, end)
        if items and sum(is_name(item.text) for item in items) >= 0.8 * len(items) and not _MODAL.search(self._text[start:end]):
            self._give(grade, items, "", self._class, Span(start, start), whole=True)

    def _labelled(
        self, grade: str, category: str | None, number: str | None, start: int, end: int, span: Span
    ) -> None:
        """A label's list: 良好(10个)：甲局、乙局; a label's nobody: 不合格：无."""
        piece = self._text[start:end].strip().rstrip("。；;")
        stated = _int(number) if number else None
        if re.fullmatch(r"(?:无|没有|空缺|从缺|暂缺|暂无|0个?|零)", piece):
            self._found.counts.append(Count(grade, category, 0, span, 0))
            return
        default = re.fullmatch(rf"其[余他]\s*(?P<n>{_NUMBER})?\s*(?:{_CLASSIFIER})?.{{0,16}}", piece)
        if default:
            number_left = _int(default["n"]) if default["n"] else stated
            self._default(grade, category, number_left, span, ())
            return
        items = split_list(self._text, start, end)
        noun, opened, tail = "", False, None
        if items and (tail := _QUANTITY.search(items[-1].text)):
            stated, noun, opened = _int(tail["n"]), tail["noun"], bool(tail["etc"])
            items = _without_tail(items, tail)
        if not _are_names(items):
            return
        self._give(grade, items, noun, category, span, whole=not opened)
        if opened and (stated is None or stated > len(items)):
            self._found.opened.append((grade, category))
        if stated is not None:
            self._found.counts.append(Count(grade, category, stated, span, len(items), opened and stated > len(items)))

    # statements in prose

    def _sentence(self, start: int, end: int) -> None:
        text = self._text
        at = start
        lead = self._leads(start, end)
        for anchor in _anchors(text, start, end):
            if anchor.start < at:
                continue
            category = _lead_at(lead, anchor.start) or self._class or (self._said if anchor.form == "zero" else None)
            at = max(anchor.end, self._statement(anchor, at, start, end, category))

    def _leads(self, start: int, end: int) -> list[tuple[int, str]]:
        """Classes that a sentence names before it grades: 34个市一类部门中，…."""
        found: list[tuple[int, str]] = []
        piece = self._text[start:end]
        for match in _LEAD_CLASS.finditer(piece):
            name = _clean_class(match["cls"])
            name = self._class or name if _GENERIC.fullmatch(name) else name
            number = _int(match["n"]) if match["n"] else None
            span = Span(start + match.start("cls"), start + match.end("cls"))
            if name and not _GENERIC.fullmatch(name):
                found.append((start + match.end(), name))
                if number is not None:
                    self._found.totals.append(Total(name, number, span))
            elif number is not None:
                self._found.totals.append(Total("", number, span, whole=True))
        for match in _OWN_CLASS.finditer(piece):
            found.append((start + match.end(), _clean_class(match["cls"])))
        if match := _ALL_UNITS.search(piece):
            self._found.totals.append(Total(self._class or "", int(match["n"]), Span(start, end), whole=self._class is None))
        return sorted(found)

    def _statement(self, anchor: _Anchor, at: int, start: int, end: int, category: str | None) -> int:
        """Read one anchor; `at` is where the stretch before it begins. The offset up to which text is used."""
        if anchor.form == "zero":
            for grade in anchor.grades:
                self._found.counts.append(Count(grade, _zero_class(self._text, at, anchor.start) or category, 0, Span(anchor.start, anchor.end), 0))
            return anchor.end
        if anchor.form == "label":
            stop = _label_end(self._text, anchor, end)
            self._labelled(anchor.grade, category, anchor.number, anchor.end, stop, Span(anchor.start, stop))
            return stop
        if anchor.form == "number":
            number = _int(anchor.number or "")
            if number is not None and not _PLANNED.search(self._text[start : anchor.start]):
                self._found.counts.append(Count(anchor.grade, anchor.category or category, number, Span(anchor.start, anchor.end)))
            return anchor.end
        if anchor.form == "of":
            return self._of(anchor, end, category)
        if anchor.form == "count":
            return self._counted(anchor, at, start, end, category)
        if anchor.form == "confer":
            items = split_list(self._text, anchor.start, anchor.end)
            if _are_names(items):
                self._give(anchor.grade, items, "", anchor.category or category, Span(anchor.end, anchor.end))
            return anchor.end
        self._given(anchor, at, start, category)
        return anchor.end

    def _given(self, anchor: _Anchor, at: int, start: int, category: str | None) -> None:
        """甲局、乙局等3个部门被评为优秀: units, or a number of them, before the grade."""
        text = self._text
        begin = max(at, max((text.rfind(mark, at, anchor.start) for mark in "；;：:。"), default=-1) + 1)
        stretch = text[begin : anchor.start]
        if _NEGATED.search(stretch) or anchor.grade == "个人奖":
            return
        subject = _subject(text, begin, anchor.start)
        if subject is None and kind_of(anchor.grade) in ("card", "prize", "honour", "word", "pass"):
            subject = _opening_subject(text, begin, anchor.start)
        if subject is None or subject.persons or _MODAL.search(subject.outside):
            return
        where = anchor.category or subject.category or category
        if subject.default and (two := _TWO_RESTS.search(text, begin, anchor.start)):
            for number, name in ((two["n"], two["a"]), (two["m"], two["b"])):
                self._default(anchor.grade, _clean_class(name), _int(number), Span(begin, anchor.end), ())
            return
        if subject.default:
            self._default(anchor.grade, where, subject.number, Span(begin, anchor.end), self._roster(start, begin))
            return
        items = subject.items
        if items and not _are_names(items, subject.noun):
            return
        specific = _clean_class(subject.noun)
        where = where or (specific if specific and not _GENERIC.fullmatch(specific) else None)
        if where:
            self._said, self._said_in = where, start
        else:  # …等4个市(州)为优秀，甲市、乙市为合格
            where = self._in_sentence(start)
        if items:
            self._give(anchor.grade, items, subject.noun, where, Span(anchor.word, anchor.end))
        if items and subject.open and (subject.number is None or subject.number > len(items)):
            self._found.opened.append((anchor.grade, where))
        if subject.number is not None and (items or not anchor.needs_names):
            opened = subject.open and subject.number > len(items)
            self._found.counts.append(
                Count(anchor.grade, where, subject.number, Span(begin, anchor.end), len(items) or None, opened)
            )

    def _of(self, anchor: _Anchor, end: int, category: str | None) -> int:
        """被评为优秀的有甲校、乙校等9所学校: units after the grade."""
        text = self._text
        stop = min((at for mark in "；;" if (at := text.find(mark, anchor.end, end)) >= 0), default=end)
        clause = re.compile("[，,]其|[，,](?=[^，,、]{0,8}(?:由|的))").search(text, anchor.end, stop)
        stop = clause.start() if clause else stop
        following = next((a for a in _anchors(text, anchor.end, stop) if a.form != "count"), None)
        if following is not None:
            cut = max(text.rfind(mark, anchor.end, following.start) for mark in "，,")
            stop = cut if cut > anchor.end else stop
        items = split_list(text, anchor.end, stop)
        stated = _int(anchor.number) if anchor.number else None
        noun, opened = "", False
        if items and (tail := _QUANTITY.search(items[-1].text)):
            stated, noun, opened = _int(tail["n"]), tail["noun"], bool(tail["etc"])
            items = _without_tail(items, tail)
        specific = _clean_class(anchor.category or "")
        if anchor.number and specific and kind_of(anchor.grade) in ("honour", "prize"):
            where = specific
        else:
            where = category or (specific if specific and not _GENERIC.fullmatch(specific) else None)
        if not _are_names(items, noun) or _MODAL.search(text[anchor.start : anchor.end]):
            return anchor.end
        self._give(anchor.grade, items, noun, where, Span(anchor.word, anchor.end))
        if opened and (stated is None or stated > len(items)):
            self._found.opened.append((anchor.grade, where))
        if stated is not None:
            self._found.counts.append(
                Count(anchor.grade, where, stated, Span(anchor.start, stop), len(items), opened and stated > len(items))
            )
        return stop

    def _counted(self, anchor: _Anchor, at: int, start: int, end: int, category: str | None) -> int:
        """优秀7个，其中甲局、乙局、丙局3个; A级9个、B级17个."""
        text = self._text
        number = _int(anchor.number or "")
        before = text[max(at, anchor.start - 16) : anchor.start]
        if number is None or _MODAL.search(before) or _PLANNED.search(text[start : anchor.start]):
            return anchor.end
        category = category or (None if _GENERIC.fullmatch(anchor.category or "") else anchor.category) or self._in_sentence(start)
        self._found.counts.append(Count(anchor.grade, category, number, Span(anchor.start, anchor.end)))
        inner = re.compile(r"[，,]?\s*(?:其中|分别[是为]|即|包括|[：:])\s*").match(text, anchor.end)
        if inner is None:
            return anchor.end
        stop = min((i for mark in "；;" if (i := text.find(mark, inner.end(), end)) >= 0), default=end)
        items = split_list(text, inner.end(), stop)
        if not items:
            return anchor.end
        part, where = _QUANTITY.search(items[-1].text), category
        if part:
            items = _without_tail(items, part)
        if not _are_names(items):
            return anchor.end
        items, group = _without_group(items)
        where = group or category
        self._give(anchor.grade, items, "", where, Span(anchor.word, anchor.end))
        stated = _int(part["n"]) if part else None
        if stated is not None and stated != number:
            self._found.counts.append(Count(anchor.grade, where, stated, Span(inner.end(), stop), len(items)))
        return stop

    # what a statement leaves

    def _give(
        self, grade: str, items: Sequence[Listed], noun: str, category: str | None, mark: Span, *, whole: bool = False
    ) -> None:
        items, group = _without_group(items)
        names = restore_names(items, noun)
        for item, name in zip(items, names, strict=True):
            self._found.awards.append(Award(grade, name, item, group or category, mark, whole))

    def _in_sentence(self, start: int) -> str | None:
        """The class that the same sentence has named before."""
        return self._said if self._said_in == start else None

    def _default(self, grade: str, category: str | None, stated: int | None, span: Span, roster: tuple[Listed, ...]) -> None:
        self._found.defaults.append(Default(grade, category, stated, span, roster))
        if stated is not None:
            self._found.counts.append(Count(grade, category, stated, span))

    def _roster(self, start: int, begin: int) -> tuple[Listed, ...]:
        """The members of a class that the sentence itself lists before it grades them (列入考核的甲、乙…7家单位中)."""
        match = re.compile(rf"(?P<list>[^。；;]{{4,400}}?)\s*(?:等)?(?P<n>{_NUMBER})(?:{_CLASSIFIER})[\u4e00-\u9fff]{{0,8}}中[，,]").search(
            self._text, start, begin
        )
        if not match:
            return ()
        lead = re.search("的", match["list"][:20])
        left = match.start("list") + (lead.end() if lead else 0)
        items = split_list(self._text, left, match.end("list"))
        return tuple(items) if len(items) == _int(match["n"]) else ()


def _lead_at(leads: list[tuple[int, str]], at: int) -> str | None:
    return next((name for end, name in reversed(leads) if end <= at), None)


def _zero_class(text: str, at: int, start: int) -> str | None:
    """乙类市直单位没有评出优秀: the class right before."""
    begin = max(at, max(text.rfind(mark, at, start) for mark in "，,；;。：:") + 1)
    name = _clean_class(text[begin:start].strip())
    return name if name and not _GENERIC.fullmatch(name) and re.search("单位|部门|类|组|县|区|乡|镇|企业|学校", name) else None


def _int(text: str) -> int | None:
    return han_to_int(text)


# --- anchors: the few forms in which a grade is said


@dataclass(frozen=True, slots=True)
class _Anchor:
    form: str
    start: int
    end: int
    word: int
    grades: tuple[str, ...]
    number: str | None = None
    category: str | None = None
    needs_names: bool = False

    @property
    def grade(self) -> str:
        return self.grades[0]


def _anchors(text: str, start: int, end: int) -> Iterator[_Anchor]:
    """Statements about grades in `text[start:end]`, in order and without overlap."""
    words = list(grade_words().finditer(text, start, end))
    at = start
    for index, word in enumerate(words):
        if word.start() < at:
            continue
        for form in (_zero, _conferred, _label, _numbered, _of, _count, _predicate):
            anchor = form(text, word, start, end, words[index + 1 :])
            if anchor is not None:
                yield anchor
                at = max(at, anchor.end if anchor.form != "label" else word.end())
                break


_Words = Sequence["re.Match[str]"]

_NOBODY_BEFORE = re.compile(
    r"(?:没有|无|未有|没|并无)(?:(?:单位|部门|县|市|区|企业|学校)?(?:被|获|评出|评为|评定为|列为|亮|得|确定为|产生)*)[“\"]?$|(?:未|没有)(?:评出|评选出|产生|设)[“\"]?$"
)
_NOBODY_AFTER = re.compile(
    r"[”\"]?(?:(?:及|和|、)(?P<more>[\u4e00-\u9fffA-D]{2,5}))?(?:等次|等级)?(?:从缺|空缺|0[个家所间]|零[个家])|[”\"]?(?:[\u4e00-\u9fff]{0,4}年度)?(?:没有|无)(?:单位|企业|部门)(?:获得|获)"
)


def _zero(text: str, word: re.Match[str], start: int, end: int, following: _Words) -> _Anchor | None:
    grades = names_of(word)
    before = _NOBODY_BEFORE.search(text, max(start, word.start() - 14), word.start())
    if before and re.compile(r"[”\"]?[\u4e00-\u9fff（）()、]{0,8}(?=$|[，,；;。\s（(])").match(text, word.end(), end):
        return _Anchor("zero", before.start(), word.end(), word.start(), grades)
    after = _NOBODY_AFTER.match(text, word.end(), end)
    if after is None:
        return None
    others = [w for w in following if w.start() < after.end() and after["more"]]
    more = tuple(name for w in others for name in names_of(w))
    return _Anchor("zero", word.start(), after.end(), word.start(), grades + more)


_LABEL_TAIL = re.compile(
    rf"[”\"]?(?:等次|等级|档次|格次)?(?:的)?(?:单位|部门|企业|学校|县区|县|市|区|乡镇|网站|医院|城市|省份|名单|项目|品牌)?(?:名单)?\s*"
    rf"(?:[（(]\s*共?\s*(?P<n>{_NUMBER})\s*(?:{_CLASSIFIER}|名)?[^（()）\d]{{0,8}}[)）]|(?P<m>{_NUMBER})(?:{_CLASSIFIER}))?\s*[:：]\s*"
)
_LABEL_START = re.compile(r"(?:^|[。；;，,：:）)\n、“”\"])\s*(?:\d{1,2}[.．、]\s*|[①-⑳]\s*|[•●■·]\s*|[（(][一二三四五六七八九十\d]{1,2}[)）]\s*)?[“\"]?$")


def _label(text: str, word: re.Match[str], start: int, end: int, following: _Words) -> _Anchor | None:
    tail = _LABEL_TAIL.match(text, word.end(), end)
    if tail is None or not _LABEL_START.search(text[max(start, word.start() - 12) : word.start()]):
        return None
    if is_weak(word[0]) and not split_list(text, tail.end(), min(end, tail.end() + 60)):
        return None
    return _Anchor("label", word.start(), tail.end(), word.start(), names_of(word), tail["n"] or tail["m"])


def _label_end(text: str, anchor: _Anchor, end: int) -> int:
    """Where a label's list ends: before the next label, or with the sentence."""
    for other in _anchors(text, anchor.end, end):
        if other.form == "label":
            return other.start
    return end


_OF = re.compile(
    rf"[”\"]?(?:等次|等级|档次|称号)?的(?P<noun>[\u4e00-\u9fff（）()、]{{0,10}}?)(?:(?:共)?(?P<n>{_NUMBER})\s*(?:{_CLASSIFIER}))?(?:分别|依次)?(?:是|有|为|包括|[:：])[:：]?\s*(?:(?P<m>{_NUMBER})(?:{_CLASSIFIER})[，,：:]\s*)?"
)
_OF_COUNT = re.compile(
    rf"[”\"]?(?:等次|等级)?的(?P<noun>[\u4e00-\u9fff（）()]{{0,8}}?)(?:共|有)?(?P<n>{_NUMBER})\s*(?:{_CLASSIFIER})[:：]\s*"
)


def _of(text: str, word: re.Match[str], start: int, end: int, following: _Words) -> _Anchor | None:
    match = _OF_COUNT.match(text, word.end(), end) or _OF.match(text, word.end(), end)
    if match is None:
        return None
    number = match["n"] or match.groupdict().get("m")
    left = re.compile(r"(?:被|获|评为|评定为|定为|确定为|考核为|列为|亮|挂|授予|为|获得|荣获)*[“\"]?$").search(text, max(start, word.start() - 8), word.start())
    begin = left.start() if left else word.start()
    if is_weak(word[0]) and begin == word.start():
        return None
    return _Anchor("of", begin, match.end(), word.start(), names_of(word), number, match["noun"] or None)


_COUNT = re.compile(
    rf"[”\"]?(?:等次|等级|档次)?(?P<of>单位|部门|企业|学校|网站|县区|县|市|乡镇|机构|医院)?(?:的)?(?:共有|有|共|各|分别)?\s{{0,2}}(?P<n>{_NUMBER})\s{{0,2}}(?:{_CLASSIFIER})(?P<noun>[\u4e00-\u9fff]{{0,8}}?)(?=$|[，,；;。、：:（()）\s]|其中|[A-D优良合不])"
)
_COUNT_LEAD = re.compile(r"(?:^|[，,；;：:。、\s])(?:经|共)?(?:考核|考评|评估|综合|最终|共)*(?:评定|评出|有|共有|为)?[“\"]?$")


def _count(text: str, word: re.Match[str], start: int, end: int, following: _Words) -> _Anchor | None:
    if is_weak(word[0]) and not re.search(r"[，,、。；;：:]\s*$|^$", text[max(start, word.start() - 2) : word.start()]):
        return None
    if _PREDICATE_BEFORE.search(text, max(start, word.start() - 20), word.start()) and not _COUNT_LEAD.search(
        text[max(start, word.start() - 16) : word.start()]
    ):
        return None
    match = _COUNT.match(text, word.end(), end)
    if match and not re.match("等次|档次|等级|类|级|层次|方面|次", match["noun"]):
        return _Anchor("count", word.start(), match.end(), word.start(), names_of(word), match["n"], match["of"])
    return None


_NUMBERED = re.compile(rf"(?P<n>{_NUMBER})\s{{0,2}}(?:{_CLASSIFIER})(?P<cls>[\u4e00-\u9fff、]{{0,10}})[“\"]?$")


def _numbered(text: str, word: re.Match[str], start: int, end: int, following: _Words) -> _Anchor | None:
    """11个省级表现突出集体为：甲省、乙省: a number of honours or prizes, with their class."""
    grades = names_of(word)
    if kind_of(grades[0]) not in ("honour", "prize"):
        return None
    before = _NUMBERED.search(text, max(start, word.start() - 18), word.start())
    if before is None:
        return None
    tail = re.compile(r"[”\"]?(?:分别)?(?:为|是)?\s*[:：]\s*").match(text, word.end(), end)
    category = _clean_class(before["cls"]) or None
    if tail:
        return _Anchor("of", before.start(), tail.end(), word.start(), grades, before["n"], category)
    if re.compile(r"[”\"]?(?=$|[，,；;。、和及（(]|予以|给予|进行)").match(text, word.end(), end):
        return _Anchor("number", before.start(), word.end(), word.start(), grades, before["n"], category)
    return None


_VERB = (
    "评选为|评为|评定为|评定|考评为|考核为|评估为|评价为|评议为|核定为|认定为|判定为|确定为|确认为|定等为|定为|列为|列入|列|为|是|获评|获得|荣获|喜获|获|得到|得|达到|达|取得|"
    "授予|给予|亮出|亮|挂|夺得|摘得|出示|发放"
)
_ADVERB = (
    "等次|等级|档次|格次|级别|结果|考核|考评|评估|评议|评价|评定|测评|年度|综合|总体|总评|均|都|全部|皆|也|同时|分别|被|并|一并|最终|予以|经审定|初步|本年度|本季度|全年|被评|续|仍|继续|已"
)
_PREDICATE_BEFORE = re.compile(rf"(?P<adv>(?:{_ADVERB})*)(?:{_VERB})[“\"‘「]?$")
_BARE_BEFORE = re.compile(rf"(?P<adv>(?:{_ADVERB})*)[“\"]?$")
_AFTER = re.compile(
    r"[”\"’」]?(?:等次|等级|档次|格次|等第|单位|集体|称号|级别|格|部门)?(?=$|[，,；;。、:：）)\s（(“]|\d|其[他余]|和|及)"
)
_CONFERRED = re.compile(r"(?:授予|命名)(?P<list>[^“”\"，。；]{4,400}?)(?:等)?(?:\d{1,3}(?:个|家)[\u4e00-\u9fff]{0,6})?(?:为)?[“\"](?P<cls>[^“”\"]{0,24})$")


def _conferred(text: str, word: re.Match[str], start: int, end: int, following: _Words) -> _Anchor | None:
    """授予甲局、乙局“先进单位”称号."""
    if kind_of(names_of(word)[0]) not in ("honour", "prize"):
        return None
    match = _CONFERRED.search(text, max(start, word.start() - 440), word.start())
    if match is None:
        return None
    return _Anchor("confer", match.start("list"), match.end("list"), word.start(), names_of(word), category=_clean_class(match["cls"]) or None)


_TAKEN_BY = re.compile(r"由(?P<unit>[^，。；]{2,30}?)(?:夺得|获得|摘得|荣获|取得)")


def _predicate(text: str, word: re.Match[str], start: int, end: int, following: _Words) -> _Anchor | None:
    grades = names_of(word)
    kind = kind_of(grades[0])
    if kind in ("prize", "honour") and (by := _TAKEN_BY.match(text, word.end(), end)):
        return _Anchor("confer", by.start("unit"), by.end("unit"), word.start(), grades)
    after = _AFTER.match(text, word.end(), end)
    if after is None:
        return None
    low = max(start, word.start() - 24)
    before = _PREDICATE_BEFORE.search(text, low, word.start())
    category = None
    if before is None and kind in ("prize", "honour"):
        before, category = _prize_class(text, low, word)
    if before is not None:
        if is_weak(word[0]) and not re.search("评|等次|等级|档次|结果|均|分别|定为|确定为|为$|列", before[0]):
            return None
        return _Anchor("given", before.start(), after.end(), word.start(), grades, category=category)
    if kind == "pass":
        bare = _BARE_BEFORE.search(text, low, word.start())
        if bare is not None:
            return _Anchor("given", bare.start(), after.end(), word.start(), grades, needs_names=True)
    return None


def _prize_class(text: str, low: int, word: re.Match[str]) -> tuple[re.Match[str] | None, str | None]:
    """获生态环境监测综合比武团体奖: words between the verb and the prize name its class."""
    match = re.compile(rf"(?:{_ADVERB})*(?:评选为|评为|确定为|获评|获得|荣获|喜获|获|授予|夺得|摘得)[“\"]?(?P<cls>[\u4e00-\u9fff\dA-Z（）()]{{2,20}}?)$").search(text, low, word.start())
    if match is None:
        return None, None
    return match, _clean_class(match["cls"]) or None


# --- the subject of a statement


@dataclass(frozen=True, slots=True)
class _Subject:
    items: tuple[Listed, ...]
    number: int | None
    noun: str
    open: bool
    default: bool
    persons: bool
    category: str | None
    outside: str


_REST = re.compile(
    rf"(?:^|[，,；;、])\s*(?:其[余他]|余下|剩余)(?:的)?\s*(?P<n>{_NUMBER})?\s*(?:{_CLASSIFIER})?[\u4e00-\u9fff（）()、]{{0,16}}?(?:[和、及]\s*(?:{_NUMBER})\s*(?:{_CLASSIFIER})[\u4e00-\u9fff]{{0,12}})?$"
)
_TWO_RESTS = re.compile(
    rf"其[余他]\s*(?P<n>{_NUMBER})\s*(?:{_CLASSIFIER})(?P<a>[\u4e00-\u9fff]{{2,12}}?)[和、及]\s*(?P<m>{_NUMBER})\s*(?:{_CLASSIFIER})(?P<b>[\u4e00-\u9fff]{{2,12}}?)(?={_ADVERB}|$)"
)
_GENERIC = re.compile(r"(?:单位|部门|网站|地区|地方|机关|集体|名单|等次|受检单位|参评单位|被考评单位|名称)?")


def _subject(text: str, start: int, end: int) -> _Subject | None:
    """What a grade is said of: the list, the number or the rest that ends `text[start:end]`."""
    raw = text[start:end]
    stretch = raw.rstrip("，, \n“\"")
    end = start + len(stretch)
    if match := _REST.search(stretch):
        return _Subject((), _int(match["n"]) if match["n"] else None, "", False, True, False, None, stretch[: match.start()])
    quantity = _QUANTITY.search(stretch)
    noun, number, opened, category = "", None, False, None
    if quantity:
        noun, number, opened = quantity["noun"], _int(quantity["n"]), bool(quantity["etc"])
        if quantity["cl"] in _PERSONS:
            return _Subject((), number, noun, opened, False, True, None, stretch)
        last = re.split(r"[，,、]", stretch)[-1]
        tally = _TALLY.match(last)
        if tally and not is_name(tally["cls"].strip()):
            return _Subject((), number, "", False, False, False, _clean_class(tally["cls"]), stretch[: -len(last)])
        end = start + quantity.start()
    elif stretch.endswith("等"):
        opened, end = True, end - 1
    items, outside = _trailing_names(text, start, end, noun)
    if not items and quantity and not re.search(r"(?:超过|达到|低于|以上)[^，,]*$", stretch[: quantity.start()]):
        return _Subject((), number, noun, False, False, False, None, stretch[: quantity.start()])
    if not items:
        return None
    return _Subject(tuple(items), number, noun, opened, False, False, category, outside)


def _trailing_names(text: str, start: int, end: int, noun: str) -> tuple[list[Listed], str]:
    """The run of names that ends `text[start:end]`, and what stands before it."""
    pieces = split_list(text, start, end)
    bare = bool(re.search(r"[省市县区州旗镇乡](?:人民)?政府$|公所$|[县市区]\)?）?$|[县市]$", noun)) or noun in ("区", "县", "市")
    taken: list[Listed] = []
    for piece in reversed(pieces):
        name = re.sub(r"[（(][^（()）]*[)）]$", "", piece.text)
        if is_name(name) or (bare and re.fullmatch("[\u4e00-\u9fff]{2,5}", name)) or (taken and _PROPER.search(name)):
            taken.append(piece)
        elif not taken or not (tail := _name_at_end(text, piece)):
            break
        else:
            taken.append(tail)
            break
    if not taken:
        tail = _name_at_end(text, pieces[-1]) if pieces else None
        if tail is None:
            return [], text[start:end]
        taken = [tail]
    taken.reverse()
    return taken, text[start : taken[0].span.start]


_PROPER = re.compile(r"^(?:[\u4e00-\u9fff]{2,8})(?:七中|一中|二中|三中|四中|五中|六中|实小|附小|附中|[一二三四五六七八九十]{1,4}团)$")
_BEFORE_NAME = re.compile(r".*(?:年度?|季度|半年|\d月|机关|部门|单位|方面|系统|类|中|对|将|给|定|[\s：:])(?=[\u4e00-\u9fff])")


def _name_at_end(text: str, piece: Listed) -> Listed | None:
    """A name glued to the words before it: 其中党群机关市委统战部, 经研究确定甲县."""
    match = _BEFORE_NAME.match(piece.text)
    if match is None or not is_name(piece.text[match.end() :]):
        return None
    name = piece.text[match.end() :]
    at = text.rfind(name[0], piece.span.start, piece.span.end - len(name) + 1)
    return Listed(name, Span(at, piece.span.end), piece.score, piece.note) if at >= 0 else None


_OPENING = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{0,12}(?:街道办事处|街道|办事处|[县市区旗镇乡局委办厅院社]))(?=[^县市区旗镇乡局委办厅院社、，,]{2,})"
)


def _opening_subject(text: str, start: int, end: int) -> _Subject | None:
    """Units at the head of a clause that says why they got the grade: 甲局、乙局因…，为合格; 丙镇瞒报…，亮红牌."""
    stretch = text[start:end]
    if "，" not in stretch and "," not in stretch and not re.search(r"\d(?:个|家)[\u4e00-\u9fff]{2}", stretch):
        return None
    head = re.split(r"[，,](?![^，,]{0,12}、)", stretch, maxsplit=1)[0]
    pieces = split_list(text, start, start + len(head))
    if not pieces:
        return None
    *names, last = pieces
    counted = re.match(rf"(?P<name>.{{2,24}}?)(?:等)?(?P<n>{_NUMBER})(?:{_CLASSIFIER})(?P<noun>[\u4e00-\u9fff]{{0,4}}(?:单位|部门|企业|[县市区]))?", last.text)
    if counted and is_name(counted["name"]):
        ended, number = counted["name"], _int(counted["n"])
    else:
        match, number = _OPENING.match(last.text), None
        ended = match["name"] if match else ""
    if not ended or not is_name(ended) or not all(is_name(name.text) for name in names):
        return None
    at = last.span.start
    items = (*names, Listed(ended, Span(at, at + len(ended))))
    return _Subject(items, number, "", False, False, False, None, text[start : items[0].span.start])


def _without_tail(items: list[Listed], tail: re.Match[str]) -> list[Listed]:
    """A list whose last name has the count glued to it."""
    last = items[-1]
    name = last.text[: tail.start()]
    rest = items[:-1]
    if not name:
        return rest
    return [*rest, Listed(name, Span(last.span.start, last.span.start + len(name)), last.score, last.note)]


def _without_group(items: Sequence[Listed]) -> tuple[list[Listed], str | None]:
    """党群机关市委统战部、市总工会: the first name's group, where the others show that a name begins with its level."""
    items = list(items)
    if len(items) < 2:
        return items, None
    match = re.match(r"(?P<group>[\u4e00-\u9fff]{2,6}(?:机关|部门|单位|系统|方面|类))(?=[省市县区州旗])", items[0].text)
    if match is None or not re.match("[省市县区州旗团]", items[1].text):
        return items, None
    name = items[0].text[match.end() :]
    span = items[0].span
    items[0] = replace(items[0], text=name, span=Span(span.end - len(name), span.end))
    return items, match["group"]


def _are_names(items: Sequence[Listed], noun: str = "") -> bool:
    """Whether a list can be one of units: no clause in it, and most read as names (or are short, as proper names are)."""
    if not items:
        return False
    good = sum(is_name(re.sub(r"[（(][^（()）]*[)）]$", "", item.text)) for item in items)
    if any(re.search(r"[。；：！？“”《》]|的|了|\d{2,}(?!\d?[中团院局医])", item.text) or len(item.text) > 40 for item in items):
        return False
    short = all(2 <= len(item.text) <= 12 for item in items)
    return good >= 0.6 * len(items) or (short and (bool(noun) or good > 0 or len(items) >= 2))


# --- headings

_NEUTRAL = re.compile(
    r"结果|情况|名单|等次|等级|考核$|考评$|评定|概况|总体|总的|通报|表彰|奖励|奖项|附件|得分|排名|名次|说明|一览|公布|评估$|督办|怎么|评审|单项"
)
_HEADING_GRADE = re.compile(
    rf"(?:综合|总体|考核|考评|评价|评定|评估|被|评|为|获|列|定)*[“\"]?(?P<g>@)[”\"]?(?:等次|等级|档次|格次|单位|集体|企业|部门|县区|县|市|学校|乡镇|网站|省份|城市|名单|称号|的|主办|者)*"
    rf"\s*(?:[（(]\s*共?(?:{_NUMBER})\s*(?:{_CLASSIFIER}|名)?[^（()）]{{0,6}}[)）])?[:：]?$"
)


def _heading_grade(heading: str) -> str | None:
    """The grade that a heading names for what stands below it."""
    if len(heading) > 30:
        return None
    for word in grade_words().finditer(heading):
        pattern = _HEADING_GRADE.pattern.replace("@", re.escape(word[0]))
        if re.fullmatch(pattern, heading):
            if is_weak(word[0]) and not re.search("评价|等次|等级|考核|[（(]", heading):
                return None
            return names_of(word)[0]
    return None


def _context(headings: tuple[str, ...]) -> tuple[str | None, int | None, str | None]:
    """Class, its stated total, and grade that the headings above give."""
    category: str | None = None
    total: int | None = None
    grade: str | None = None
    for heading in headings:
        named = _heading_grade(heading)
        if named is not None:
            grade = named
            continue
        if grade is not None and re.search("[:：]", heading):
            continue
        name = _clean_class(heading)
        if not name or _NEUTRAL.search(name) or len(name) > 20:
            continue
        category = name
        match = re.search(rf"[（(](?P<n>\d{{1,4}})(?:{_CLASSIFIER})[)）]$", heading)
        total = _int(match["n"]) if match else None
    return category, total, grade


def _clean_class(name: str) -> str:
    """A class without count, label and the words that only introduce it."""
    name = "".join(name.split())
    name = re.sub(rf"[（(]?\s*共?(?:{_NUMBER})\s*(?:{_CLASSIFIER})[^（()）]{{0,4}}[)）]?$", "", name)
    name = re.sub(r"^(?:[一二三四五六七八九十\d]{1,2}[.、．)）]|[（(][一二三四五六七八九十\d]{1,2}[)）]|[•●■])", "", name)
    name = re.sub(r"^(?:参加考核的|列入考核的|被考核的|参评的|受检的|承担.{0,6}任务的|抽查的|全[省市县区]|在|我[省市县])", "", name)
    return name.strip("：:，,。；;“”\" 、")


# --- tables

_GRADE_COLUMN = re.compile(r"等次|等级|档次|评定|结果|评级|级别|奖项|亮牌|牌|星级|类别|评价|格次|等第")
_UNIT_COLUMN = re.compile(r"单位|部门|名称|县|区|市|学校|企业|乡|镇|街道|地区|机构|机关|园区|团场|医院|酒店|网站|主办|省|对象|校名")
_SCORE_COLUMN = re.compile(r"总分|得分|综合分|综合得分|最后得分|考核分|成绩|分数")
_CLASS_COLUMN = re.compile(r"类别|组别|分类|类型|分组|层级")


def _read_table(grid: Grid, headings: tuple[str, ...], found: Found) -> None:
    """A table with a column of grades, with grades as its columns' heads, or with grades as its rows' heads."""
    category, _, grade = _context((*headings, grid.caption or ""))
    column = _grade_column(grid)
    if column is not None:
        _read_columns(grid, column, category, found)
        return
    heads = {i: g for i, name in enumerate(grid.header) if (g := _whole_grade(name)) is not None}
    if len(heads) >= 2:
        _read_matrix(grid, heads, category, found)
    elif grade is not None and (unit := _unit_column(grid, -1)) is not None:
        for row in grid.rows:
            if (cell := row[unit]) is not None and cell.text:
                _award_cell(found, grade, cell, category, None)


def _whole_grade(text: str) -> str | None:
    """The grade that a cell or column head is, alone or with its count (绿牌（7个）)."""
    text = re.sub(rf"[（(]\s*(?:{_NUMBER})\s*(?:{_CLASSIFIER})?\s*[)）]$", "", text.strip("“”\""))
    match = grade_words().fullmatch(text) or grade_words().fullmatch(re.sub("等次$|等级$|档次$", "", text))
    return names_of(match)[0] if match else None


def _grade_column(grid: Grid) -> int | None:
    best: tuple[int, int] | None = None
    for index, name in enumerate(grid.header):
        cells = [row[index] for row in grid.rows if index < len(row)]
        texts = [cell.text for cell in cells if cell is not None and cell.text]
        graded = sum(_whole_grade(text) is not None for text in texts)
        named = bool(_GRADE_COLUMN.search(name))
        if texts and graded >= (0.5 if named else 0.9) * len(texts) and graded >= (1 if named else 2):
            best = max(best or (0, 0), (graded, -index))
    return None if best is None else -best[1]


def _unit_column(grid: Grid, other: int) -> int | None:
    def names(index: int) -> int:
        cells = (row[index] for row in grid.rows if index < len(row))
        return sum(cell is not None and is_name(cell.text) for cell in cells)

    candidates = [i for i in range(len(grid.header)) if i != other and not _CLASS_COLUMN.search(grid.header[i])]
    headed = [i for i in candidates if _UNIT_COLUMN.search(grid.header[i])]
    best = max(headed or candidates, key=names, default=None)
    return best if best is not None and (names(best) or best in headed) else None


def _read_columns(grid: Grid, column: int, category: str | None, found: Found) -> None:
    unit = _unit_column(grid, column)
    if unit is None:
        return
    category = _class_of_header(grid.header[unit], category, found)
    number = next((i for i, name in enumerate(grid.header) if re.search("数量|个数|家数", name) and i != column), None)
    score = next((i for i, name in enumerate(grid.header) if _SCORE_COLUMN.search(name) and i != column), None)
    classes = next((i for i, name in enumerate(grid.header) if _CLASS_COLUMN.search(name) and i not in (column, unit)), None)
    for row in grid.rows:
        grade = _whole_grade(row[column].text) if row[column] is not None else None  # type: ignore[union-attr]
        cell = row[unit]
        if grade is None or cell is None or not cell.text or re.match("合计|总计|平均|小计", cell.text):
            continue
        group = row[classes] if classes is not None else None
        stated = row[number] if number is not None else None
        if stated is not None and re.fullmatch(r"\d{1,4}", stated.text):
            names = len(_cell_items(cell)) if cell.text != "无" else 0
            found.counts.append(Count(grade, category, int(stated.text), stated.span, names))
        if cell.text == "无":
            continue
        value = row[score] if score is not None else None
        _award_cell(found, grade, cell, group.text if group and group.text else category, value, row[column])


def _class_of_header(header: str, category: str | None, found: Found) -> str | None:
    """The class that a column of units names: 县市区 where the text knows that class, else only where nothing else does."""
    name = re.sub(r"名称|全称|$", "", re.sub("^(?:被?考核|受评|参评|责任)", "", header))
    known = {_letters(total.category) for total in found.totals} | {_letters(c.category) for c in found.counts if c.category}
    if len(name) >= 2 and not _GENERIC.fullmatch(name) and (category is None or _letters(name) in known):
        return name
    return category


def _award_cell(
    found: Found, grade: str, cell: GridCell, category: str | None, score: GridCell | None, mark: GridCell | None = None
) -> None:
    number = re.fullmatch(r"\d{1,5}(?:\.\d{1,6})?", score.text) if score is not None else None
    value = float(number[0]) if number else None
    items = _cell_items(cell)
    for item, name in zip(items, restore_names(items), strict=True):
        listed = replace(item, score=value if item.score is None else item.score)
        found.awards.append(Award(grade, name, listed, category, mark.span if mark else Span(cell.span.end, cell.span.end), True))


def _cell_items(cell: GridCell) -> list[Listed]:
    """The units of a cell: one, or a list."""
    if not re.search("[、，,；;\n]", cell.text):
        return [Listed(cell.text, cell.span)]
    items = split_list(cell.text, 0, len(cell.text))
    shift = cell.span.start
    spread = cell.span.end - cell.span.start == len(cell.text)
    return [
        replace(item, span=Span(item.span.start + shift, item.span.end + shift) if spread else cell.span) for item in items
    ]


def _read_matrix(grid: Grid, heads: dict[int, str], category: str | None, found: Found) -> None:
    """绿牌 | 黄牌 | 红牌 over lists of units; or counts under the grades."""
    label = next((i for i in range(len(grid.header)) if i not in heads), None)
    for row in grid.rows:
        name = row[label].text if label is not None and row[label] is not None else ""  # type: ignore[union-attr]
        group = name if name and not re.fullmatch(r"[\d.]+", name) and not _NEUTRAL.search(name) else category
        for index, grade in heads.items():
            cell = row[index] if index < len(row) else None
            if cell is None or not cell.text:
                continue
            if re.fullmatch(r"\d{1,4}", cell.text):
                continue
            if not re.fullmatch("无|-|—|/", cell.text):
                items = _cell_items(cell)
                for item, unit in zip(items, restore_names(items), strict=True):
                    found.awards.append(Award(grade, unit, item, group, Span(cell.span.end, cell.span.end), True))


# --- defaults


def _resolve_defaults(found: Found, mentions: Mentions) -> list[Notice]:
    """Units for 其余为良好 where the members of the class are known; a notice where they are not."""
    notices: list[Notice] = []
    for default in found.defaults:
        graded = [a for a in found.awards if compatible(a.category, default.category)]
        rest = _rest(default, graded, found, mentions)
        if rest:
            items = [item for item, _ in rest]
            for item, name in zip(items, [name for _, name in rest], strict=True):
                found.awards.append(Award(default.grade, name, item, default.category, default.mark))
        else:
            notices.append(
                Notice("default_grade", f"the units left are said to be {default.grade}; the text does not list them", default.mark)
            )
    return notices


def _rest(default: Default, graded: list[Award], found: Found, mentions: Mentions) -> list[tuple[Listed, str]]:
    """Members of the class that got no other grade, from the list that fits in number."""
    names = {award.name for award in graded}
    ends = _shared_end(names)
    rosters = [default.roster] if default.roster else list(_rosters(mentions, default, found))
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


def _rosters(mentions: Mentions, default: Default, found: Found) -> Iterator[tuple[Listed, ...]]:
    """Lists of the text that have as many names as the class has units."""
    totals = {t.stated for t in found.totals if compatible(t.category, default.category)}
    for block in mentions.blocks:
        for match in re.finditer(rf"(?P<n>\d{{1,3}})(?:{_CLASSIFIER})[，,]?(?:即|包括|分别[是为]|[：:])", block.text):
            start = block.span.start + match.end()
            end = min((i for mark in "；;。" if (i := mentions.text.find(mark, start, block.span.end)) >= 0), default=block.span.end)
            items = tuple(split_list(mentions.text, start, end))
            if len(items) == int(match["n"]) and (not totals or len(items) in totals):
                yield items
        for match in re.finditer(r"(?<=为|[：:])[\u4e00-\u9fff（）()]{2,12}(?:、[\u4e00-\u9fff（）()]{2,20}){2,60}", block.text):
            start = block.span.start + match.start()
            items = tuple(split_list(mentions.text, start, block.span.start + match.end()))
            if not totals or len(items) in totals:
                yield items

