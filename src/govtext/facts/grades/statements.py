"""Blocks of text to awards and counts, statement by statement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from govtext.facts.grades.classes import (
    CLASS_NOUN,
    GENERIC,
    class_in,
    clean_class,
    context,
    heading_grade,
    opening_class,
    own_honour,
    titled_class,
    titled_grade,
)
from govtext.facts.grades.forms import NEAR, Anchor, anchors, label_end, titles
from govtext.facts.grades.leads import inspected, lead_at, read_leads
from govtext.facts.grades.model import CLASSIFIER, NUMBER, Award, Count, Default, Found, Total
from govtext.facts.grades.places import order_before, top_places
from govtext.facts.grades.schemes import find_words, kind_of
from govtext.facts.grades.subjects import (
    TWO_RESTS,
    Subject,
    are_names,
    counted_parts,
    ended,
    leading_names,
    may_be_name,
    opening_subject,
    subject_of,
    without_group,
)
from govtext.patterns import pattern
from govtext.scan import Block, sentences
from govtext.text import Span
from govtext.units import Listed, is_name, restore_names, split_list
from govtext.units.divisions import named
from govtext.values.numeral import han_to_int

_SIZED_HEADING = pattern(rf"[（(]\s*共?(?P<n>{NUMBER})\s*(?:{CLASSIFIER})[)）]$")
_CLASS_LABEL = pattern(
    rf"(?:^|[。；;])\s*(?P<cls>(?:[^:：，,。；;“”（()）]|[（(][^:：（()）]{{1,10}}[)）]){{1,24}}?)\s*(?:[（(]?\s*(?:共)?(?P<n>{NUMBER})\s*(?:{CLASSIFIER})\s*[)）]?)?\s*[:：]\s*"
)
_EVERY_CLASS = pattern("(?:各|三|两|四)个?(?:类|组|类别|组别)")
_POINTER = pattern(
    rf"(?P<back>上述|以上)?(?:以下|下列)?(?<=[述上下列])(?:(?P<n>{NUMBER})\s?(?:{CLASSIFIER})|(?:单位|部门|集体|企业|学校)$)"
)
_STATED_BEHIND = pattern(rf"[”\"」]?(?:荣誉)?(?:称号)?\s?[（(]\s?共?(?P<n>{NUMBER})\s?(?:{CLASSIFIER})\s?[)）]")
_WHICH = pattern(
    r"(?:抽查|检查|抽检|参评|受检|参加考核|纳入考核|被考核)的$|"
    r"连续[^，,；;。]{2,20}的$|(?:^|[，,])(?:按照?|根据|对照|依据|依照)[^，,；;。]{2,24}[，,]"
)
"""Clauses that say which unit is meant, or by what rule: 对连续两个月末位的甲社区亮黄牌; 按照评定标准，甲局为优秀."""
_BEHIND = pattern(r"[”\"]?(?:等次|等级)?(?:[，,（(]\s*(?:分别)?(?:即|为|是|系)[：:]?\s*|[（(](?=[\u4e00-\u9fff]))")
_MODAL: Final = pattern(
    r"力争|争取|争创|争当|希望|期望|拟|计划(?!生育|单列)|防止|确保|目标(?!办|管理|督查|考核)|如果|凡|一律|不得|不能|可以|应当|必须|务必|要求|标准(?!化|计量|局)|取消|连续|(?<!情)况下|再次|的，?$|奖励|名额|不超过|比例|向.{0,4}看齐"
)
_PLANNED = pattern(
    r"(?:^|[，,；;。])(?:拟|计划|共?设(?:立|置)?)|拟于|名额|不超过|推荐|申报|(?:拟|将|可)评选(?:产生|出)?$|评选$"
)
MAX_MODAL = 12
"""Characters before a verb in which a rule says that it may not be."""
_FORBIDDEN = pattern("不得|一律|不能|不可|方可|力争|争取|有望")
_THINGS = pattern("批次|样品|样本|检验结论|检测结果|[种个]产品|器械")
"""What is inspected itself: a product that fails is no unit."""
_NEGATED = pattern(r"(?:未|没有|不|尚未|未能|没能)(?:被|能|予)?$")


MAX_ROSTER = 600
"""Characters before 其余 in which the sentence may list all members of the class."""


_SAMPLES = pattern(r"[\u4e00-\u9fff]{2,4}?(?:样品|产品)?\s?\d{1,6}\s?(?:份|批次|批|样次|件次|台次|套)")
"""出厂水检测129份，达标118份，不达标11份: what is sampled passes or fails, and is no unit."""


class Reader:
    """Reads one block, statement by statement."""

    def __init__(self, block: Block, text: str, found: Found) -> None:
        self._block, self._text, self._found = block, text, found
        self._inherited = False  # whether the class is that of the line before
        self._class, self._class_total, self._grade = context(block.headings, found.subjects, found.about)
        if self._grade is None and (named := titled_grade(block.title or "", found.titles)):
            self._grade = named
            self._title_count(block.title or "")
        if self._class and self._class.endswith("工作") and self._class in (block.title or "") and found.about:
            subject = _YEAR.sub("", self._class).removesuffix("工作")
            self._class = None if subject in found.about else self._class  # what the whole bulletin is about
        honour = next((name for h in reversed(block.headings) if (name := clean_class(h)) in found.titles), None)
        if honour is None and (block.title or "").endswith("名单"):
            honour = next(filter(None, map(own_honour, reversed(block.headings))), None)
        if honour is not None:  # 一、安全生产先进乡镇（6个）, an honour that the text confers
            self._grade, self._class = honour, None
        if self._class is None and block.title:
            classes = (*(total.category for total in found.totals), *(c.category for c in found.counts if c.category))
            known = class_in(block.title, classes)
            self._class = known or titled_class(block.title) or opening_class(block.title)
        if self._class is None and found.carried is not None and found.carried[0] == block.headings:
            _, carried, broken = found.carried
            if broken or any(
                word.start == 0 for word in find_words(block.text[:8])
            ):  # 不合格：无 after …合格1个，为甲县。
                self._class, self._inherited = carried, True
        self._said: str | None = None  # the class that the sentences before have named, and where the last one began
        self._said_in = -1
        self._led: str | None = None
        self._ordered: str | None = None  # the class of units listed by place: 事务所组：第1名甲所…。前2名列优等
        self._ahead: tuple[str | None, int] = (None, -1)  # the class of a run of prizes, and where the run ends so far
        self._within = ""  # the place whose units a list names
        self._all: list[Anchor] = []  # statements of the sentence at hand, and which of them is read
        self._at = 0

    def read(self) -> None:
        listed = (self._block.title or "").endswith("名单")
        honour = clean_class(self._block.text)
        titled = honour in self._found.titles
        if self._block.is_heading and not titled and heading_grade(self._block.text) is not None:
            self._heading_count()
            return
        if self._block.is_heading and (titled or (listed and own_honour(self._block.text))):
            sized = _SIZED_HEADING.search(self._block.text)
            number = han_to_int(sized["n"]) if sized else None
            if number is not None:
                self._found.counts.append(Count(honour, None, number, self._block.span))
            return
        if self._block.is_heading and self._grade and (sized := _SIZED_HEADING.search(self._block.text)):
            number = han_to_int(sized["n"])
            if number is not None:
                self._found.counts.append(Count(self._grade, clean_class(self._block.text), number, self._block.span))
            return
        if self._class_total is not None and self._class and not self._grade:
            self._found.totals.append(Total(self._class, self._class_total, self._block.span))
        conferred = titles(self._block.text, 0, len(self._block.text))
        self._found.titles.extend(_YEAR.sub("", match["title"]) or match["title"] for match in conferred)
        for start, end in sentences(self._block):
            if self._grade is not None and not self._own_anchors(start, end):
                self._below_heading(start, end)
            else:
                self._sentence(start, end)
        ended = self._block.text.rstrip()
        broken = ended.endswith(("；", ";", "，", ",")) or (self._led is not None and ended.endswith(("：", ":")))
        carried = self._led or self._class
        goes_on = carried and (broken or self._inherited)
        self._found.carried = (self._block.headings, carried, broken) if carried and goes_on else None

    def _heading_count(self) -> None:
        """优秀等次（9个） as a heading states a count; what it lists stands below."""
        match = re.search(rf"[（(]\s*共?(?P<n>{NUMBER})\s*(?:{CLASSIFIER})[^（()）]{{0,6}}[)）]$", self._block.text)
        grade = heading_grade(self._block.text)
        number = han_to_int(match["n"]) if match else None
        if grade and number is not None:
            self._found.counts.append(Count(grade, self._class, number, self._block.span))

    def _title_count(self, title: str) -> None:
        """不合格政府网站名单（3家）: an attachment's title states how many it lists."""
        sized = _SIZED_HEADING.search(title)
        number = han_to_int(sized["n"]) if sized else None
        if number is not None and self._grade is not None and title not in self._found.sized:
            self._found.sized.add(title)
            self._found.counts.append(Count(self._grade, self._class, number, self._block.span))

    def _own_anchors(self, start: int, end: int) -> bool:
        return any(True for _ in anchors(self._text, start, end))

    # what stands below a heading that names a grade

    def _below_heading(self, start: int, end: int) -> None:
        assert self._grade is not None
        grade, text = self._grade, self._text
        piece = text[start:end]
        if _NOBODY.fullmatch(piece):
            self._found.counts.append(Count(grade, self._class, 0, Span(start, end), 0))
            return
        labels = [m for m in _CLASS_LABEL.finditer(piece) if not re.search(r"\d", m["cls"])]
        if not labels:
            self._plain_list(grade, start, end)
            return
        self._by_class(grade, labels, start, end)

    def _by_class(self, grade: str, labels: list[re.Match[str]], start: int, end: int) -> None:
        """乡镇：甲镇、乙镇；部门（2个）：丙局、丁局, all of one grade."""
        for label, following in zip(labels, [*labels[1:], None], strict=True):
            stop = end if following is None else start + following.start()
            name, span = clean_class(label["cls"]), Span(start + label.start("cls"), stop)
            place = name if _PLACE.fullmatch(name) and named(name) else ""
            if _PRIZE.fullmatch(name):  # 单项奖 above 特色办学奖（3个）：…, a prize of its own
                self._labelled(name, self._class, label["n"], start + label.end(), stop, span)
                continue
            if not place and label["n"] is None and self._is_reasoned(name, start + label.end(), stop):
                at = Span(span.start, span.start + len(label["cls"]))
                self._give(grade, [Listed(name, at)], "", self._class, at)
                continue
            self._within = place  # 通川区：碑庙镇、石桥镇 are lists by place, not by class
            self._labelled(grade, self._class if place else name, label["n"], start + label.end(), stop, span)
            self._within = ""

    def _is_reasoned(self, name: str, start: int, end: int) -> bool:
        """Whether a label is a unit, and what follows says why it got the grade: 甲镇：台账缺失，未通过验收。"""
        if not is_name(name) or _CLASS_NAME.fullmatch(name) or _SIZED.search(self._text, start - 8, start):
            return False
        items = split_list(self._text, start, end)
        return not any(is_name(item.text) for item in items) and not _NOT_TOLD.match(self._text, start, end)

    def _plain_list(self, grade: str, start: int, end: int) -> None:
        if sized := re.fullmatch(rf"\s*[（(]\s?共?(?P<n>{NUMBER})\s?(?:{CLASSIFIER})[)）]\s*", self._text[start:end]):
            self._title_count(f"{self._block.title or ''}{sized[0]}")  # （8个） on the line below a list's title
            return
        items, stated, noun, etc, _ = ended(split_list(self._text, start, end))
        if (
            not items
            or sum(is_name(item.text) for item in items) < 0.8 * len(items)
            or _MODAL.search(self._text[start:end])
        ):
            return
        opened = etc and (stated is None or stated > len(items))
        self._give(grade, items, noun, self._class, Span(start, start), whole=not opened)
        if stated is not None:
            self._found.counts.append(Count(grade, self._class, stated, Span(start, end), len(items), opened))
        if opened:
            self._found.opened.append((grade, self._class))

    def _labelled(self, grade: str, category: str | None, number: str | None, start: int, end: int, span: Span) -> bool:
        """A label's list: 良好(10个)：甲局、乙局; a label's nobody: 不合格：无. Whether it gave anything."""
        piece = self._text[start:end].strip().rstrip("。；;")
        stated = han_to_int(number) if number else None
        if stated is not None and re.fullmatch(r"(?:[（(]?(?:名单)?(?:从?略|另行?(?:公布|下发|通知))[)）]?)?", piece):
            self._found.counts.append(Count(grade, category, stated, span))
            return True
        if _NOBODY.fullmatch(piece):
            self._found.counts.append(Count(grade, category, 0, span, 0))
            return True
        default = re.fullmatch(rf"其[余他]\s*(?P<n>{NUMBER})?\s*(?:{CLASSIFIER})?.{{0,16}}", piece)
        if default:
            number_left = han_to_int(default["n"]) if default["n"] else stated
            self._default(grade, category, number_left, span, ())
            return True
        nested = [m for m in _CLASS_LABEL.finditer(self._text[start:end]) if not re.search(r"\d", m["cls"])]
        if nested and nested[0].start() <= 1:
            if stated is not None:
                self._found.counts.append(Count(grade, category, stated, span))
            self._by_class(grade, nested, start, end)
            return True
        why = _REASONED_LIST.match(self._text, start, end)
        items, counted, noun, opened, persons = ended(split_list(self._text, start, end))
        if why and not are_names(items) and are_names(behind := ended(split_list(self._text, why.end(), end)).items):
            items = behind
        if persons:
            return False
        stated = stated if counted is None else counted
        if not are_names(items) and not (stated == len(items) and all(map(may_be_name, items))):
            items = leading_names(items)
        if not items:
            return False
        self._give(grade, items, noun, category, span, whole=not opened)
        if opened and (stated is None or stated > len(items)):
            self._found.opened.append((grade, category))
        if stated is not None:
            self._found.counts.append(Count(grade, category, stated, span, len(items), opened and stated > len(items)))
        return True

    # statements in prose

    def _sentence(self, start: int, end: int) -> None:
        text = self._text
        at = start
        lead = read_leads(text, start, end, self._class, self._found)
        self._all = [anchor for anchor in anchors(text, start, end) if not _SAMPLES.match(text, anchor.word, end)]
        if lead and not self._all:  # 本次共抽查政府网站103家。结果为合格100家
            self._led = inspected(text, start, end) or self._led
            if start == self._block.span.start:
                self._ordered = lead[0][1]
        for both in PARALLEL.finditer(text, start, end):
            self._in_turn(both, start)
        for index, anchor in enumerate(self._all):
            self._at = index
            if anchor.start < at:
                continue
            led = lead_at(lead, anchor.start)
            self._led = led or self._led
            carried = self._said if anchor.form == "zero" else self._led if anchor.form == "count" else None
            category = led or self._class or carried
            at = max(anchor.end, self._statement(anchor, at, start, end, category))

    def _in_turn(self, both: re.Match[str], start: int) -> None:
        """甲、乙、丙县分别获得一、二、三等奖."""
        prizes = [f"{rank}等奖" for rank in re.findall("[特一二三四]", both["ranks"])]
        subject = subject_of(self._text, max(start, self._text.rfind("；", start, both.start()) + 1), both.start())
        if subject and len(subject.items) == len(prizes) and are_names(subject.items, subject.noun):
            for prize, item in zip(prizes, subject.items, strict=True):
                self._give(prize, [item], subject.noun, self._class, Span(*both.span("ranks")))

    def _following(self) -> Iterator[Anchor]:
        """The statements of this sentence behind the one at hand."""
        return islice(self._all, self._at + 1, None)

    def _next_start(self, at: int, end: int) -> int:
        """Where the next statement begins behind `at`."""
        return next((anchor.start for anchor in self._following() if anchor.start >= at), end)

    def _statement(self, anchor: Anchor, at: int, start: int, end: int, category: str | None) -> int:
        """Read one anchor; `at` is where the stretch before it begins. The offset up to which text is used."""
        if anchor.form == "zero":
            said = _zero_class(self._text, at, anchor.start)
            named = said or category
            classes: list[str | None] = [*_each_class(said)] if said else [category]
            if named and _EVERY_CLASS.match(named):  # 各类别均没有不合格单位
                classes = list(dict.fromkeys(t.category for t in self._found.totals if t.category)) or [None]
            span = Span(anchor.start, anchor.end)
            self._found.counts.extend(Count(grade, name, 0, span, 0) for grade in anchor.grades for name in classes)
            return anchor.end
        if anchor.form == "label":
            stop = label_end(self._text, anchor, self._following(), end)
            where = anchor.category or category
            read = self._labelled(anchor.grade, where, anchor.number, anchor.end, stop, Span(anchor.start, stop))
            return stop if read else anchor.end
        if anchor.form == "number":
            number = han_to_int(anchor.number or "")
            if number is not None and not _PLANNED.search(self._text[max(start, anchor.start - NEAR) : anchor.start]):
                self._found.counts.append(
                    Count(anchor.grade, anchor.category or category, number, Span(anchor.start, anchor.end))
                )
            return anchor.end
        if anchor.form == "of":
            return self._of(anchor, start, end, category)
        if anchor.form == "count":
            return self._counted(anchor, at, start, end, category)
        if anchor.form == "confer":
            listed = self._meant(anchor, start, end) or split_list(self._text, anchor.start, anchor.end)
            items, number, noun, etc, persons = ended(listed)
            if persons:
                return anchor.end
            kind = clean_class(noun)
            if (
                category == self._class
                and kind_of(anchor.grade) == "honour"
                and _DECIDED.search(self._text, start, anchor.start)
            ):
                category = None  # what a decision confers belongs to no class of the section at hand
            where = (
                self._beside_subject(anchor.category)
                or (kind if kind and not GENERIC.fullmatch(kind) else None)
                or category
            )
            if pointer := _POINTER.match(self._text, anchor.start, anchor.end):
                behind = _STATED_BEHIND.search(self._text, anchor.word, min(end, anchor.word + 40))
                said = pointer["n"] or (behind["n"] if behind else None)
                number = han_to_int(said) if said else None
            if are_names(items, noun):
                self._give(anchor.grade, items, noun, where, Span(anchor.word, anchor.word))
                if number is not None:
                    opened = etc and number > len(items)
                    span = Span(anchor.start, anchor.end)
                    self._found.counts.append(Count(anchor.grade, where, number, span, len(items), opened))
            return anchor.end
        return self._given(anchor, at, start, end, category)

    def _given(self, anchor: Anchor, at: int, start: int, end: int, category: str | None) -> int:
        """甲局、乙局等3个部门被评为优秀: units, or a number of them, before the grade; the offset up to which text is used."""
        text = self._text
        begin = max(at, max((text.rfind(mark, at, anchor.start) for mark in "；;：:。"), default=-1) + 1)
        stretch = text[begin : anchor.start]
        if _NEGATED.search(stretch) or anchor.grade == "个人奖" or _THINGS.search(stretch):
            return anchor.end
        if _FORBIDDEN.search(stretch[-MAX_MODAL:]):
            return anchor.end
        if placed := top_places(text, self._block.span.start, anchor.start):
            where = category or self._ordered
            self._give(anchor.grade, placed, "", where, Span(anchor.word, anchor.end), whole=True)
            self._found.counts.append(Count(anchor.grade, where, len(placed), Span(begin, anchor.end), len(placed)))
            return anchor.end
        *before, (begin, _) = counted_parts(text, begin, anchor.start)
        for left, right in before:
            if part := subject_of(text, left, right):
                self._give_part(anchor, part, category, Span(left, right))
        subject = subject_of(text, begin, anchor.start)
        if subject is None:
            subject = opening_subject(text, begin, anchor.start)
        elif begin > at and subject.number is not None and subject.number > len(subject.items) > 0:
            wider = subject_of(text, at, anchor.start)  # 甲局、乙局；丙局等3个单位: ； parts names here
            if wider is not None and len(wider.items) == subject.number:
                subject, begin = wider, at
        if subject is None or subject.persons or _is_ruled(subject):
            return anchor.end
        where = self._beside_subject(anchor.category) or subject.category or category
        if subject.default and (two := TWO_RESTS.search(text, begin, anchor.start)):
            for number, name in ((two["n"], two["a"]), (two["m"], two["b"])):
                self._default(anchor.grade, clean_class(name), han_to_int(number), Span(begin, anchor.end), ())
            return anchor.end
        if subject.default:
            roster = self._roster(start, begin) or order_before(text, self._block.span.start, begin)
            where = where or (self._ordered if roster else None) or self._in_sentence(start)
            self._default(anchor.grade, where, subject.number, Span(begin, anchor.end), roster)
            return anchor.end
        items = subject.items
        if items and not are_names(items, subject.noun):
            return anchor.end
        if anchor.needs_names and len(items) < 2 and subject.number is None:
            return anchor.end
        specific = (
            clean_class(subject.noun) if subject.number is not None or len(subject.noun) > 1 else ""
        )  # 甲、乙两市
        where = where or (specific if specific and not GENERIC.fullmatch(specific) else None)
        if where:
            self._said, self._said_in = where, start
        else:  # …等4个市(州)为优秀，甲市、乙市为合格
            where = self._in_sentence(start)
        if items:
            closed = subject.number == len(items)
            self._give(anchor.grade, items, subject.noun, where, Span(anchor.word, anchor.end), whole=closed)
        if items and subject.open and (subject.number is None or subject.number > len(items)):
            self._found.opened.append((anchor.grade, where))
        if subject.number is None:
            return anchor.end
        behind, stop = ((), anchor.end) if items else self._behind(anchor.end, end)
        if behind:  # 1个单位不达标，为甲乡
            self._give(anchor.grade, behind, subject.noun, where, Span(anchor.word, anchor.end))
        named = len(items) or len(behind) or None
        if (
            named
            or not anchor.needs_names
            or (_ALL.search(text, anchor.start, anchor.word) and _UNITS.search(subject.noun))
        ):
            opened = subject.open and subject.number > len(items)
            self._found.counts.append(
                Count(anchor.grade, where, subject.number, Span(begin, anchor.end), named, opened)
            )
        return stop

    def _give_part(self, anchor: Anchor, part: Subject, category: str | None, span: Span) -> None:
        """One of several numbered lists of one grade: 甲县等5个县 of 甲县等5个县和市财政局等10个部门为优秀."""
        if part.persons or part.default or not are_names(part.items, part.noun):
            return
        kind = clean_class(part.noun)
        where = category if not kind or GENERIC.fullmatch(kind) else kind
        self._give(anchor.grade, part.items, part.noun, where, Span(anchor.word, anchor.end))
        if part.number is not None:
            opened = part.open and part.number > len(part.items)
            self._found.counts.append(Count(anchor.grade, where, part.number, span, len(part.items), opened))
            if opened:
                self._found.opened.append((anchor.grade, where))

    def _meant(self, anchor: Anchor, start: int, end: int) -> list[Listed]:
        """The units of 上述3个单位, named before in the sentence, or of 以下3个单位, named behind it."""
        pointer = _POINTER.match(self._text, anchor.start, anchor.end)
        if pointer is None:
            return []
        number = han_to_int(pointer["n"]) if pointer["n"] else None
        if pointer["back"]:
            low = max(start, anchor.start - MAX_ROSTER)
            pieces = split_list(self._text, low, anchor.start)
            first = next((i for i, piece in enumerate(pieces) if is_name(piece.text)), None)
            items = [] if first is None else pieces[first : first + (number or 0)]
            if items and not is_name(items[-1].text):  # the last name goes on with what is said of it
                opening = opening_subject(self._text, items[-1].span.start, items[-1].span.end)
                items = [*items[:-1], *(opening.items if opening else ())]
            return items if len(items) == number else []
        colon = re.compile(r"[^。；;：:]{0,30}[：:]\s*").match(self._text, anchor.word, end)
        return split_list(self._text, colon.end(), end) if colon else []

    def _behind(self, at: int, end: int) -> tuple[Sequence[Listed], int]:
        """Names behind a number of units: …，分别为甲乡、乙乡; and where they end."""
        lead = _BEHIND.match(self._text, at, end)
        if lead is None:
            return (), at
        if (
            close := re.compile("[）)](?=[，,；;、。]|$)").search(self._text, lead.end(), end)
            if lead[0][-1] in "（("
            else None
        ):
            end = close.start()
        else:
            end = self._next_start(lead.end(), end)
        stop = min((i for mark in "；;" if (i := self._text.find(mark, lead.end(), end)) >= 0), default=end)
        items = split_list(self._text, lead.end(), stop)
        return (items, stop) if items and all(is_name(item.text) for item in items) else ((), at)

    def _of(self, anchor: Anchor, start: int, end: int, category: str | None) -> int:
        """被评为优秀的有甲校、乙校等9所学校: units after the grade."""
        text = self._text
        stop = min((at for mark in "；;" if (at := text.find(mark, anchor.end, end)) >= 0), default=end)
        clause = re.compile("[，,]其|[，,](?=[^，,、]{0,8}(?:由|的))").search(text, anchor.end, stop)
        stop = min(clause.start() if clause else stop, anchor.until or end)
        behind = (a for a in self._following() if a.start >= anchor.end)
        following = next((a for a in behind if a.start >= stop or a.form != "count"), None)
        if following is not None and following.start >= stop:
            following = None
        if following is not None:
            cut = max(text.rfind(mark, anchor.end, following.start) for mark in "，,")
            stop = cut if cut > anchor.end else stop
        items = split_list(text, anchor.end, stop)
        items, counted, noun, opened, _ = ended(items)
        stated = (han_to_int(anchor.number) if anchor.number else None) if counted is None else counted
        specific = clean_class(anchor.category or "")
        where: str | None
        if anchor.number and specific and kind_of(anchor.grade) in ("honour", "prize"):
            where = specific
        else:
            kind = clean_class(noun) if not re.search("企业|公司|集体", noun) else ""
            named = next((name for name in (specific, kind) if name and not GENERIC.fullmatch(name)), None)
            where = category or named or self._in_sentence(start)
            if where:
                self._said, self._said_in = where, start
        ruled = anchor.until is None and _MODAL.search(text[anchor.start : anchor.end].replace("标准的", "的"))
        if not are_names(items, noun) or ruled:
            return anchor.end
        self._give(anchor.grade, items, noun, where, Span(anchor.word, anchor.end))
        if opened and (stated is None or stated > len(items)):
            self._found.opened.append((anchor.grade, where))
        if stated is not None:
            self._found.counts.append(
                Count(anchor.grade, where, stated, Span(anchor.start, stop), len(items), opened and stated > len(items))
            )
        return stop

    def _counted(self, anchor: Anchor, at: int, start: int, end: int, category: str | None) -> int:
        """优秀7个，其中甲局、乙局、丙局3个; A级9个、B级17个."""
        text = self._text
        number = han_to_int(anchor.number or "")
        before = text[max(at, anchor.start - 16) : anchor.start]
        if (
            number is None
            or _MODAL.search(before)
            or _PLANNED.search(text[max(start, anchor.start - NEAR) : anchor.start])
        ):
            return anchor.end
        category = (
            self._class_ahead(anchor, at)
            or category
            or (None if GENERIC.fullmatch(anchor.category or "") else anchor.category)
            or self._in_sentence(start)
        )
        self._found.counts.append(Count(anchor.grade, category, number, Span(anchor.start, anchor.end)))
        if parts := _BY_CLASS.match(text, anchor.end, end):  # 优秀18个（县区4个，市直部门14个）
            for part in _ONE_CLASS.finditer(text, parts.start("parts"), parts.end("parts")):
                span = Span(*part.span())
                self._found.counts.append(Count(anchor.grade, clean_class(part["cls"]), int(part["n"]), span))
            return parts.end()
        inner = re.compile(r"[，,]?\s*(?:其中|分别[是为]|即|包括|[：:]|[，,][为是系](?=[\u4e00-\u9fff]))\s*").match(
            text, anchor.end
        )
        if inner is None and (named := _BRACKETED_NAMES.match(text, anchor.end, end)):  # 一等奖1个（甲县）
            items = split_list(text, *named.span("list"))
            if items and all(is_name(item.text) for item in items):
                self._give(anchor.grade, items, "", category, Span(anchor.word, anchor.end), whole=len(items) == number)
                return named.end()
        # 二等奖2个，甲县代表队、乙局代表队; a comma alone is enough where the names are as many as the number
        comma = inner is None
        inner = inner or re.compile(r"[，,](?=[\u4e00-\u9fff])").match(text, anchor.end)
        if inner is None:
            return anchor.end
        end = self._next_start(inner.end(), end)
        stop = min((i for mark in "；;" if (i := text.find(mark, inner.end(), end)) >= 0), default=end)
        items = split_list(text, inner.end(), stop)
        items, stated, *_ = ended(items)
        where = category
        sure = not comma or kind_of(anchor.grade) == "prize" or len(items) == number
        if not are_names(items) or not sure:
            return anchor.end
        items, group = without_group(items)
        where = group or category
        self._give(anchor.grade, items, "", where, Span(anchor.word, anchor.end), whole=len(items) == number)
        if stated is not None and stated != number:
            self._found.counts.append(Count(anchor.grade, where, stated, Span(inner.end(), stop), len(items)))
        return stop

    def _beside_subject(self, category: str | None) -> str | None:
        """A class that a prize names, unless it is what the whole bulletin is about (2011年度政务公开工作先进单位)."""
        if category is None or self._found.about is None or not _SUBJECT_END.search(category):
            return category
        about = iter(self._found.about)  # 目标考核 of a bulletin about 目标责任考核结果
        return None if all(char in about for char in _YEAR.sub("", category).removesuffix("工作")) else category

    def _class_ahead(self, anchor: Anchor, at: int) -> str | None:
        """The class before a number of prizes (市县一等奖3个), which holds for those that follow it (、二等奖5个)."""
        if kind_of(anchor.grade) not in ("prize", "honour"):
            return None
        ahead = _CLASS_AHEAD.search(self._text, max(at, anchor.start - 16), anchor.start)
        if ahead and not GENERIC.fullmatch(ahead["cls"]):
            self._ahead = (clean_class(ahead["cls"].removeprefix("其中")), anchor.end)
        elif self._text[self._ahead[1] : anchor.start].strip() not in ("、", "和", ""):
            self._ahead = (None, -1)
        else:
            self._ahead = (self._ahead[0], anchor.end)
        return self._ahead[0]

    # what a statement leaves

    def _give(
        self, grade: str, items: Sequence[Listed], noun: str, category: str | None, mark: Span, *, whole: bool = False
    ) -> None:
        items, group = without_group(items)
        names = restore_names(items, noun)
        for item, name in zip(items, names, strict=True):
            self._found.awards.append(Award(grade, name, item, group or category, mark, whole, self._within))

    def _in_sentence(self, start: int) -> str | None:
        """The class that the same sentence has named before."""
        return self._said if self._said_in == start else None

    def _default(
        self, grade: str, category: str | None, stated: int | None, span: Span, roster: tuple[Listed, ...]
    ) -> None:
        self._found.defaults.append(Default(grade, category, stated, span, roster))
        if stated is not None:
            self._found.counts.append(Count(grade, category, stated, span))

    def _roster(self, start: int, begin: int) -> tuple[Listed, ...]:
        """The members of a class that the sentence itself lists before it grades them (列入考核的甲、乙…7家单位中)."""
        low = max(start, begin - MAX_ROSTER)
        match = _ROSTER_END.search(self._text, low, begin)
        if not match:
            return ()
        low = max(low, *(self._text.rfind(mark, low, match.start()) + 1 for mark in "；;"))
        lead = self._text.find("的", low, min(low + 20, match.start()))
        items = split_list(self._text, low if lead < 0 else lead + 1, match.start())
        return tuple(items) if len(items) == han_to_int(match["n"]) else ()


def _is_ruled(subject: Subject) -> bool:
    """Whether the words before a subject make it a rule's (凡连续两年…的); 成绩突出的甲局、乙局 are given it."""
    outside = _WHICH.sub("", subject.outside)
    named = bool(subject.items) and all(is_name(i.text) and not _ANYBODY.fullmatch(i.text) for i in subject.items)
    return _MODAL.search(outside.removesuffix("的") if named else outside) is not None


_SIZED = pattern(r"\d\s?[\u4e00-\u9fff]?[)）]\s*[：:]\s*$")
"""餐饮街区（2条）：, a number of things and so a class, whatever counts them."""
_PRIZE = pattern("[\u4e00-\u9fff]{2,12}奖")
_NOBODY = pattern(r"\s*(?:本(?:季|年|月|次|周|期)[度份]?|今年|当年)?(?:无|没有|空缺|从缺|暂缺|暂无|0[个家所]?|零)\s*")
_NOT_TOLD = pattern(rf"(?:{_NOBODY.pattern})|\s*其[余他]")
_REASONED_LIST = pattern(
    r"[^。；;：:\d]{3,60}?[^、，,目]的(?=[\u4e00-\u9fff]{2,12}[、，,和及。；;]|[\u4e00-\u9fff]{2,12}$)"
)
"""排名靠后、影响全县工作的甲镇，乙乡: why, before the units that a label lists."""
_PLACE = pattern("[\u4e00-\u9fff]{1,8}[市县区旗州盟]")
_BRACKETED_NAMES = pattern(r"[（(](?P<list>[^（()）\d]{2,400})[)）]")
_ANYBODY = pattern(f"(?:有关|责任|相关|参评|受检|所在|[省市县区])?(?:{CLASS_NOUN})")
_DECIDED = pattern("决定|经研究|经.{0,12}同意")
_CLASS_AHEAD = pattern(rf"(?:^|[，,、；;：:]|其中|和)\s*(?P<cls>[\u4e00-\u9fff（）()]{{0,8}}?(?:{CLASS_NOUN}))$")
PARALLEL = pattern(
    '(?:分别|分获)(?:获得|荣获|获|评为|为)*[“"]?(?P<ranks>[特一二三四](?:等奖)?(?:[、和][一二三四](?:等奖)?){1,3}(?:等奖|(?<=等奖)))'
)
_YEAR = pattern(r"^(?:(?:19|20)\d\d年度?|全[省市县区])+")
_SUBJECT_END = pattern("(?:考核|考评|评比|评估|竞赛|工作|管理)$")
_PART = rf"(?:其中)?[\u4e00-\u9fff（）()]{{1,12}}\d{{1,4}}\s?(?:{CLASSIFIER})"
_BY_CLASS = pattern(rf"[，,]?\s?[（(](?P<parts>{_PART}(?:[，,、；;和]{_PART}){{1,6}})[)）]")
_ONE_CLASS = pattern(rf"(?:其中)?(?P<cls>[\u4e00-\u9fff（）()]{{1,12}}?)(?P<n>\d{{1,4}})\s?(?:{CLASSIFIER})")
_UNITS = pattern(f"(?:{CLASS_NOUN})$")
_ALL = pattern("全部|均|都|全数")
_ROSTER_END = pattern(rf"\s*(?:等)?(?P<n>{NUMBER})(?:{CLASSIFIER})[\u4e00-\u9fff]{{0,8}}中[，,]")


def _each_class(name: str) -> list[str]:
    """乡镇、市直部门 before 无不合格等次 are two classes; 县（市、区） is one."""
    parts = re.split("[、和及与](?![^（(]*[)）])", name)
    return parts if all(_CLASS_NAME.search(part) for part in parts) else [name]


_CLASS_NAME = pattern(f"(?:{CLASS_NOUN})$")


def _zero_class(text: str, at: int, start: int) -> str | None:
    """乙类市直单位没有评出优秀: the class right before."""
    begin = max(at, max(text.rfind(mark, at, start) for mark in "，,；;。：:") + 1)
    name = re.sub(rf"^(?:{NUMBER})(?:{CLASSIFIER})|(?:中|里|内|均|都)$", "", clean_class(text[begin:start].strip()))
    if name.startswith(("本", "该", "此", "这")):  # 本类没有不合格单位: the class at hand
        return None
    return (
        name
        if name and not GENERIC.fullmatch(name) and re.search("单位|部门|类|组|县|区|乡|镇|企业|学校", name)
        else None
    )
