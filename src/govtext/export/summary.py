"""A record as a clerk reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from govtext.record import Bulletin, Check, Element, Elements

_NAMES = {
    "title": "标题",
    "document_type": "文种",
    "document_number": "发文字号",
    "issuers": "发文机关",
    "addressees": "主送机关",
    "date_of_issue": "成文日期",
    "printing_office": "印发机关",
    "printing_date": "印发日期",
    "publication_date": "发布日期",
    "index_number": "索引号",
    "copy_number": "份号",
    "classification": "密级",
    "urgency": "紧急程度",
    "approver": "签发人",
    "copy_recipients": "抄送",
    "subject_terms": "主题词",
    "notes": "附注",
    "attachments": "附件",
}
_PARTS = {"body": "正文", "attachment": "附件", "enclosed": "所附文件"}
_RELATIONS = {
    "basis": "依据",
    "forwards": "转发",
    "repeals": "废止",
    "amends": "修改",
    "replies": "答复",
    "mentions": "提及",
}
MAX_LINE = 76
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), "\ufffd")
"""What a terminal obeys instead of showing it; a hostile file must not move its cursor."""


def summary(bulletin: Bulletin) -> str:
    """Elements, parts, outline, document numbers, grades, rankings, statistics, checks and warnings; ends with a newline."""
    return "".join(f"{line.translate(_CONTROLS)}\n" for line in _lines(bulletin))


def _lines(bulletin: Bulletin) -> Iterator[str]:
    source, profile = bulletin.source, bulletin.profile
    converted = ", converted from mainland text" if profile.converted else ""
    read_as = f"{source.media_type}, {source.encoding or 'binary'}, {source.characters:,} characters"
    yield f"{source.name}  ({read_as}; {profile.script}, {profile.vocabulary}{converted})"
    yield ""
    yield from _elements(bulletin.elements)
    if len(bulletin.parts) > 1:
        yield ""
        yield "部分 parts"
        for part in bulletin.parts:
            yield f"  {_PARTS[part.kind]}  {_cut(part.title or '—')}"
    if bulletin.sections:
        yield ""
        yield "结构 outline"
        for section in bulletin.sections:
            if section.heading:
                yield f"  {'  ' * (section.level - 1)}{section.label}{_cut(section.heading)}"
    cited = [row for row in bulletin.document_numbers if row.role == "citation"]
    if cited:
        yield ""
        yield "引用文号 numbers cited"
        for row in cited:
            relation = _RELATIONS.get(row.relation or "", "")
            yield f"  {row.normalized}  {relation}  {_cut(row.title or row.issuer or '')}".rstrip()
    yield from _grades(bulletin)
    yield from _rankings(bulletin)
    yield from _statistics(bulletin)
    yield from _problems(bulletin)
    yield from _tasks(bulletin)
    yield from _checks(bulletin)
    if bulletin.warnings:
        yield ""
        yield "提示 warnings"
        for warning in bulletin.warnings:
            at = f" [{warning.span.start}:{warning.span.end}]" if warning.span else ""
            yield f"  {warning.code}{at}: {warning.message}"


def _grades(bulletin: Bulletin) -> Iterator[str]:
    """A line for each class and grade: its units, or how many there are."""
    units: dict[tuple[str, str], list[str]] = {}
    stated: dict[tuple[str, str], int] = {}
    for row in bulletin.grades:
        score = "" if row.score is None else f"（{row.score:g}）"
        units.setdefault((row.category or "", row.grade), []).append(row.unit.name + score)
    for count in bulletin.grade_counts:
        stated[count.category or "", count.grade] = count.stated
    if units or stated:
        yield ""
        yield "等次 grades"
    for category, grade in dict.fromkeys((*units, *stated)):
        names = "、".join(units.get((category, grade), ()))
        number = f"（{stated[category, grade]}个）" if (category, grade) in stated else ""
        yield f"  {category}  {grade}{number}  {_cut(names)}".rstrip()


def _rankings(bulletin: Bulletin) -> Iterator[str]:
    for ranking in bulletin.rankings:
        yield ""
        yield f"排名 ranking  {_cut(ranking.measure)}"
        places = "  ".join(f"{entry.rank} {entry.unit.name}" for entry in ranking.entries)
        yield f"  {_cut(places)}"


def _statistics(bulletin: Bulletin) -> Iterator[str]:
    """A line for each number: what it counts, and of what it is a part or share."""
    if not bulletin.statistics:
        return
    yield ""
    yield "数据 statistics"
    texts = {row.id: "".join(row.text.split()) for row in bulletin.statistics}
    for row in bulletin.statistics:
        of = f"  / {texts[row.part_of]}" if row.part_of in texts else ""
        share = f"  % {texts[row.share_of]}" if row.share_of in texts else ""
        yield f"  {_cut(row.indicator or '—')}  {texts[row.id]}{of}{share}"


def _problems(bulletin: Bulletin) -> Iterator[str]:
    """A line for each shortcoming, below the heading that the source gives it."""
    if not bulletin.problems:
        return
    yield ""
    yield "问题 problems"
    heading = None
    for row in bulletin.problems:
        if row.heading != heading:
            heading = row.heading
            yield f"  {_cut(heading or '—')}"
        yield f"    [{row.topic}] {_cut(''.join(row.statement.split()))}"


def _tasks(bulletin: Bulletin) -> Iterator[str]:
    """The worklist: what, who, by when."""
    if not bulletin.tasks:
        return
    yield ""
    yield "任务 tasks"
    for row in bulletin.tasks:
        yield f"  {_cut(''.join(row.text.split()))}"
        who = "、".join(unit.name for unit in row.responsible)
        helped = "、".join(unit.name for unit in row.supporting)
        when = "  ".join(filter(None, (row.deadline, row.recurrence, None if row.deadline else row.deadline_text)))
        told = "  ".join(filter(None, (who, helped and f"配合: {helped}", when)))
        if told:
            yield f"    → {told}"


_VERDICTS = {"fail": "不符", "uncertain": "存疑", "not_assessable": "无法核对", "pass": "相符"}
"""Verdicts, the worst first."""


def worst_first(checks: Iterable[Check]) -> list[Check]:
    """Checks by their verdict; those of one verdict as they are numbered."""
    order = list(_VERDICTS)
    return sorted(checks, key=lambda row: order.index(row.verdict))


def checks_text(name: str, checks: Sequence[Check], shown: Sequence[Check]) -> str:
    """The checks of one file for a reader: a line of how many pass, and below it the shown ones."""
    if not checks:
        return f"{name}: 没有可核对的数字 / nothing to check\n"
    passed = sum(row.verdict == "pass" for row in checks)
    lines = [f"{name}: {len(checks)}项核对，{passed}项相符 / {passed} of {len(checks)} checks pass"]
    lines += [f"  {_VERDICTS[row.verdict]} {row.verdict}: {row.message}" for row in shown]
    return "\n".join(lines) + "\n"


def _checks(bulletin: Bulletin) -> Iterator[str]:
    """What does not add up, worst first, and how much does."""
    if not bulletin.checks:
        return
    yield ""
    passed = sum(row.verdict == "pass" for row in bulletin.checks)
    yield f"核对 checks  {passed} of {len(bulletin.checks)} pass"
    for row in worst_first(bulletin.checks):
        if row.verdict in ("fail", "uncertain"):
            yield f"  {_VERDICTS[row.verdict]} {row.verdict}: {row.message}"


def _elements(elements: Elements) -> Iterator[str]:
    for name, label in _NAMES.items():
        value: Element | tuple[Element, ...] | None = getattr(elements, name)
        values = value if isinstance(value, tuple) else (value,) if value else ()
        pad = "　" * (4 - len(label))
        for index, element in enumerate(values):
            yield f"{label + pad if not index else '　' * 4}  {_cut(element.value)}"


def _cut(text: str) -> str:
    return text if len(text) <= MAX_LINE else text[: MAX_LINE - 1] + "…"
