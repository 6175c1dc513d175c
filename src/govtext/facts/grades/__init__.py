"""Who got which grade: rows of `grades`, `grade_counts` and `grade_scale`.

A grade is given in a few ways only, and each has its reader here: a sentence says it of units before it (甲局、乙局等3个部门被评为优秀),
of a number of them (8个区政府被评为良好) or of nobody (没有优秀单位); a label says it of what follows (优秀(9个)：…); a heading says it of
the lines below; a table has a column or a row for it. What is no such statement — a rule, a scale, a hope — gives no row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from govtext.facts.grades.classes import (
    CLASS_NOUN,
    clean_class,
    heading_above,
    heading_grade,
    outcome_of,
    own_honour,
    titled_grade,
)
from govtext.facts.grades.forms import anchors, words_of
from govtext.facts.grades.leads import announces, prize_topics
from govtext.facts.grades.merge import (
    classed,
    complete_places,
    listed,
    merged_awards,
    merged_counts,
    name_grades,
    resolve_defaults,
    unite_names,
    unite_places,
    whole_classes,
)
from govtext.facts.grades.model import CLASSIFIER, Found, GradeWork
from govtext.facts.grades.scales import read_scale
from govtext.facts.grades.schemes import Scheme, is_weak, level_of
from govtext.facts.grades.sizes import read_headed_sizes, read_sizes
from govtext.facts.grades.statements import PARALLEL, Reader
from govtext.facts.grades.tables import read_table
from govtext.patterns import pattern
from govtext.record import Grade, GradeCount
from govtext.scan import Block, Mentions, sentences
from govtext.structure import Document
from govtext.structure.passages import MAX_HEADING_LINE
from govtext.text import Span


def find(document: Document, mentions: Mentions) -> dict[str, tuple[object, ...]]:
    """Rows of `grades` and `grade_counts`; warnings about defaults whose units the text does not list."""
    text = mentions.text
    words = words_of(text, 0, len(text))
    if all(is_weak(word.text) for word in words) and not _ASSESSED.search(text):
        return {}
    starts = [word.start for word in words]
    if not _says_grades(mentions, starts):
        return {"grade_scale": read_scale(document, mentions)}
    title = document.elements.title
    found = Found(
        subjects=_subjects(mentions),
        topics=prize_topics(block.text for block in mentions.blocks),
        about=title.value if title else None,
    )
    for block in _headed(mentions.blocks):
        holds = _holds(block.span, starts)
        named = heading_above(block.headings) or titled_grade(block.title or "", found.titles) is not None
        named = named or any(clean_class(h) in found.titles or own_honour(h) for h in block.headings)
        named = named or (block.is_heading and clean_class(block.text) in found.titles)
        orders = block.orders and not _GRANTS.match(block.text)
        if not orders and (holds or named or announces(block.text)):
            Reader(block, text, found).read()
    if found.awards or found.counts:
        for block in mentions.blocks:
            read_sizes(block, found)
        read_headed_sizes(mentions.passages, found)
    for grid in mentions.tables:
        read_table(grid, mentions.headings_at(grid.span.start), text, found)
    found.awards = [award for award in found.awards if not _CLASS_ONLY.fullmatch(award.name)]
    name_grades(found)
    complete_places(found, text)
    unite_places(found)
    unite_names(found)
    whole_classes(found)
    notices = resolve_defaults(found, mentions)
    awards, evidence = merged_awards(found.awards)
    counts = merged_counts(found.counts)
    awards = classed(awards, counts)
    classes = Counter((award.grade, award.category) for award in awards)
    scheme = Scheme.of([a.grade for a in awards] + [c.grade for c in counts])
    period = mentions.period
    return {
        "grades": tuple(
            Grade(
                id=f"g{index}",
                grade=award.grade,
                level=level_of(award.grade, scheme),
                unit=mentions.unit(award.listed, award.name, award.within),
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
                listed=listed(count, classes),
                span=document.view.to_source(*count.span),
            )
            for count in counts
        ),
        "warnings": tuple(notices),
        "grade_scale": read_scale(document, mentions),
        "_grade_work": (GradeWork(found, awards, counts, frozenset(_overall(text)), text),),
    }


_CLASS_ONLY = pattern("(?:县区|区县|县市区|市县|乡镇|镇街|街道|社区|村居|部门|单位|学校|医院|企业|地区|水厂)")
"""对评为优秀的县区适当倾斜: a class of units is none of them."""


def _holds(span: Span, starts: list[int]) -> bool:
    """Whether a word of a grade begins in a stretch of text."""
    return bisect_left(starts, span.start) < bisect_left(starts, span.end)


def _says_grades(mentions: Mentions, starts: list[int]) -> bool:
    """Whether any sentence, heading or table gives a grade; most texts only hold such words, and need no more reading."""
    text = mentions.text
    for grid in mentions.tables:
        if _holds(grid.span, starts) or heading_above(mentions.headings_at(grid.span.start)):
            return True
    for block in mentions.blocks:
        if "名单" in (block.title or "") or heading_above(block.headings):
            return True
        if _holds(block.span, starts) and (not block.orders or _GRANTS.match(block.text)):
            if len(block.text) <= MAX_HEADING_LINE and heading_grade("".join(block.text.split())):
                return True
            if any(next(iter(anchors(text, start, end)), None) for start, end in sentences(block)):
                return True
            if block.text.endswith((":", "：")) and _ANNOUNCED.search("".join(block.text.split())):
                return True
    return PARALLEL.search(text) is not None


def _subjects(mentions: Mentions) -> frozenset[str]:
    """What the document assesses, where its headings announce the results of at least two things."""
    headings = {clean_class(passage.text) for passage in mentions.passages if passage.is_heading}
    subjects = frozenset(filter(None, map(outcome_of, headings)))
    kinds = frozenset(heading for heading in headings if _ASSESSMENT.fullmatch(heading))  # 综合考核, 专业考核
    return frozenset().union(*(group for group in (subjects, kinds) if len(group) > 1))


_ANNOUNCED = pattern(
    '(?:以下|下列)[\u4e00-\u9fff]{0,12}?(?:为|评为|获得|获|达到)[“"]?(?P<grade>[\u4e00-\u9fffA-D]{1,4}?)[”"]?(?:等次|等级|单位)?[：:]$'
)
_GROUP_LINE = pattern(
    rf"(?P<cls>[\u4e00-\u9fff]{{0,10}}(?:组|{CLASS_NOUN}))[（(]\s?共?\d{{1,4}}\s?(?:{CLASSIFIER})[)）]$"
)
_LISTS = pattern("[、，：:]|[县市区局委办厅镇乡院校司][。；;]?$")
"""What may be one of several lists of one grade."""
_ASSESSMENT = pattern("[\u4e00-\u9fff]{2,4}(?:考核|考评|评比|竞赛)")


def _headed(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks below a line that is no more than a grade (优秀（6家）) have it as their heading, though it bears no label.

    So do blocks below 以下单位考核等次为优秀：, and lists below 优秀单位名单 where that is a line of the text.
    """
    above: tuple[str, ...] | None = None  # headings of the line whose grade holds
    grade = lists = ""
    for block in blocks:
        bare = "".join(block.text.split())
        if announced := _ANNOUNCED.search(bare):
            lists, above = announced["grade"], None
        elif lists and not block.is_heading and len(bare) > 1 and not _LISTS.search(bare):
            lists = ""
        if above is not None and above != block.headings:
            above = None
        short = not block.is_heading and len(block.text) <= MAX_HEADING_LINE
        listed = (block.title or "").endswith("名单") and own_honour(bare)
        named = bare if heading_grade(bare) or listed else titled_grade(bare, ()) if block.title is None else None
        group = _GROUP_LINE.match(bare) if short and block.title and titled_grade(block.title, ()) else None
        if short and named:
            above, grade = block.headings, named
            yield replace(block, is_heading=True)
        elif group:  # 初中组（4所） in a list of one grade
            above, grade = block.headings, group["cls"]
            yield replace(block, is_heading=True)
        elif above is not None or (lists and not announced):
            yield replace(block, headings=(*block.headings, grade if above is not None else lists))
        else:
            yield block


_GRANTS = pattern(
    rf"\s*(?:[（(]?[一二三四五六七八九十\d]{{1,2}}[)）、.．]\s?)?[“\"]?[\u4e00-\u9fff]{{2,8}}[”\"]?(?:[（(]\s?\d{{1,3}}\s?(?:{CLASSIFIER})[)）])?[：:](?:[\u4e00-\u9fff]{{2,20}}[、，,。；;]|本?[季年]?度?(?:空缺|从缺|无))"
)
"""红旗（3个）：甲镇、乙镇: units with their grade, also below 三、结果运用."""
_ASSESSED = pattern("评价|等次|等级|评定|考评|考核|档次|评议|测评|评比|评审")
"""What a text says when grades of everyday words (好, 一般, 差) are given in it."""

_OVERALL = pattern(r"(?:共|共有|共计|合计|为)\s?(?P<n>\d{1,4})\s?(?:个|家|间|所)")


def _overall(text: str) -> Iterator[int]:
    """Numbers that may count all units: 三种类型共56个单位."""
    for match in _OVERALL.finditer(text):
        yield int(match["n"])
