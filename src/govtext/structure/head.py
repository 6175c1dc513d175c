"""The head of a document: masthead, title, its own number, addressees. Also where the line breaks are gone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from govtext import lexicon
from govtext.structure.model import Found, Paragraph
from govtext.structure.names import is_organ, split_organs
from govtext.text import Span
from govtext.values.docnumber import DocNumber, find_numbers

HEAD_PARAGRAPHS = 16
MAX_TITLE = 160
MAX_TITLE_LINE = 80
MAX_ADDRESSEES = 700


@cache
def document_types() -> dict[str, str]:
    """Word that ends a title → 文种 of the record (实施意见 → 意见, 工作要点 → 工作要点)."""
    return {row["word"]: row["type"] for row in lexicon.table("document_types")}


@cache
def _type_end() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, document_types()), key=len, reverse=True))
    return re.compile(rf"(?P<type>{words})(?P<tail>(?:[（(《〈<][^（）()《》]{{1,30}}[)）》〉>]){{0,2}})$")


@cache
def _type_inside() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, document_types()), key=len, reverse=True))
    return re.compile(rf"(?:{words})(?:[（(][^（）()]{{1,12}}稿[)）]|[（(](?:试行|暂行)[)）])?")


_ISSUE = re.compile(r"[（(]\s*(?:(?:19|20)\d\d\s*年?)?\s*第\s*\d{1,4}\s*期\s*[)）]\s*$")
_ENCLOSING = re.compile(r"^《(?P<inner>[^《》]{4,120})》$")
_SECTION_LABEL = re.compile(r"(?:[一二三四五六七八九十]{1,3}[、.]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十百零〇\d]{1,6}[章节条]|[一二三四五六七八九]是)")
_MASTHEAD = re.compile(r"(?P<organ>[\u4e00-\u9fff（）()、]{4,40})文\s*件$")
_LEAD = re.compile(r"(?:现将|如下|通报如下|通知如下|收悉|以下|下列|要求|问题|措施|为[了]?[^、]|根据|按照|各位|同志|尊敬|记者|联系|电话|时间|地点|来源)")
_STARTS_BODY = re.compile(r"\s*(?:为|根据|按照|依据|近|现|经|截至|自|20\d\d年|19\d\d年|各[地级]|一、|第一[条章]|（|\(|今年|去年|本)")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says. `body` is the index of the first paragraph after it, `rest` where the body starts."""

    title: Found | None
    number: Found | None
    addressees: tuple[Found, ...]
    masthead: Found | None
    issue_numbers: tuple[DocNumber, ...]
    body: int
    rest: int
    start: int


def read_head(text: str, paragraphs: list[Paragraph], references: list[Found]) -> Head:
    """Read the head from content paragraphs; `references` are titles that header table, meta or markup state."""
    title, after, masthead = _title(text, paragraphs, references)
    at = paragraphs[0].span.start if paragraphs else 0
    rest = title.span.end if title and after >= 0 else at
    if title is not None and after >= 0:
        at = min(at, title.span.start)
    index = max(after, 0)
    number: Found | None = _number_before(text, paragraphs, title) if title and after >= 0 else None
    if title is not None and after >= 0:
        number = _glued(text, title) or number
    addressees: list[Found] = []
    repeated = 0
    for position in range(index, min(index + 12, len(paragraphs))):
        paragraph = paragraphs[position]
        if position < repeated:
            continue
        if title is not None and paragraph.span.start >= title.span.end and (again := _equal_group(text, paragraphs[position : position + 5], title.value, near=True)):
            repeated = index = position + again[1]
            continue
        start = max(rest, paragraph.span.start)
        piece = text[start : paragraph.span.end]
        own = _leading_number(text, start, paragraph.span.end)
        if own is not None:
            number = number or Found(own.normalized, own.span)
            rest = own.span.end + len(re.match(r"[)）\s]*", text[own.span.end :: 1][:8])[0])  # type: ignore[index]
            start, piece = rest, text[rest : paragraph.span.end]
        if not piece.strip():
            index = position + 1
            continue
        end = _addressee_end(piece)
        if end is not None:
            addressees = split_addressees(piece[:end], start)
            rest = start + end + 1
            index = position + (1 if rest >= paragraph.span.end else 0)
        break
    return Head(title, number, tuple(addressees), masthead, (), index, rest, at)


# --- title


def _title(text: str, paragraphs: list[Paragraph], references: list[Found]) -> tuple[Found | None, int, Found | None]:
    """Title, index of the paragraph where reading goes on (-1: the title stands outside them), masthead."""
    masthead = None
    for reference in references:
        printed = _equal_group(text, paragraphs, reference.value)
        if printed:
            return printed[0], printed[1], None
    first_plain: int | None = None
    index = 0
    while index < min(HEAD_PARAGRAPHS, len(paragraphs)):
        paragraph = paragraphs[index]
        match = _MASTHEAD.fullmatch(paragraph.text)
        if match and is_organ(match["organ"]):
            start = paragraph.span.start
            masthead = masthead or Found("".join(match["organ"].split()), Span(start, start + match.end("organ")))
            index += 1
            continue
        if _is_number_line(paragraph):
            index += 1
            continue
        if paragraph.inner or len(paragraph.text) > MAX_TITLE_LINE:
            flat = _flat_title(text, paragraph)
            if flat:
                return flat, index, masthead
        group = _typed_group(text, paragraphs, index)
        if group:
            return group[0], group[1], masthead
        if _addressee_end(paragraph.text) is not None and len(paragraph.text) > 4:
            break
        if first_plain is None and _title_like(paragraph):
            first_plain = index
        if len(paragraph.text) > MAX_TITLE_LINE or _SECTION_LABEL.match(paragraph.text) or paragraph.text.endswith("。"):
            break
        index += 1
    if references:
        return _clean(references[0]), -1, masthead
    if first_plain is not None and first_plain <= 1:
        return _joined(text, paragraphs[first_plain : first_plain + 1]), first_plain + 1, masthead
    return None, 0, masthead


def _equal_group(text: str, paragraphs: list[Paragraph], value: str, *, near: bool = False) -> tuple[Found, int] | None:
    """The paragraphs that print a known title, over up to five lines; `near`: only those at the start."""
    want = "".join(_ISSUE.sub("", value).split()).replace("<", "〈").replace(">", "〉")
    for index in range(1 if near else min(HEAD_PARAGRAPHS, len(paragraphs))):
        for count in range(1, 6):
            group = paragraphs[index : index + count]
            if len(group) < count:
                break
            found = _joined(text, group)
            have = found.value.replace("<", "〈").replace(">", "〉")
            if have == want:
                return found, index + count
            if len(have) >= len(want):
                if count == 1 and not near and have.startswith(want) and len(want) >= 8 and len(have) > len(want) + 8:
                    start = group[0].span.start
                    end = _offset_of(text, start, len(want))
                    return Found(want, Span(start, end)), index
                break
    return None


def _offset_of(text: str, start: int, count: int) -> int:
    """Offset after `count` characters that are not blank."""
    while count:
        count -= not text[start].isspace()
        start += 1
    return start


def _typed_group(text: str, paragraphs: list[Paragraph], index: int) -> tuple[Found, int] | None:
    """One to five short lines that together end in a 文种."""
    for count in range(1, 6):
        group = paragraphs[index : index + count]
        if len(group) < count or any(not _title_line(p) for p in group):
            return None
        if count > 1 and _is_number_line(group[-1]):
            return None
        found = _joined(text, group)
        if len(found.value) > MAX_TITLE:
            return None
        if not _complete(found.value):
            continue
        following = paragraphs[index + count : index + count + 1]
        if following and re.fullmatch(r"[（(][^（）()]{2,16}(?:稿|行|版|年度?|月)[)）]", following[0].text):
            return _joined(text, paragraphs[index : index + count + 1]), index + count + 1
        return found, index + count
    return None


def _title_line(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        len(text) <= MAX_TITLE_LINE
        and not re.search(r"[。；：！？;:!?]|，.*，", re.sub(r"《[^《》]*》|“[^“”]*”", "", text))
        and not _SECTION_LABEL.match(text)
        and not re.match(r"附\s*件", text)
        and "\t" not in text
    )


def _complete(value: str) -> bool:
    value = _ISSUE.sub("", value)
    match = _type_end().search(value)
    if not match or match.start() == 0 and not match["tail"] and len(value) < 4:
        return False
    before = value[: match.start()]
    return "关于" in before or before.endswith("的") or len(value) >= 5 and not is_organ(value)


def _title_like(paragraph: Paragraph) -> bool:
    return (
        6 <= len(paragraph.bare) <= MAX_TITLE_LINE
        and _title_line(paragraph)
        and not is_organ(paragraph.bare)
        and not paragraph.text.endswith(("，", ",", "、"))
        and not _is_number_line(paragraph)
        and not re.match(r"[—\-–•（(\d]", paragraph.text)
    )


def _joined(text: str, group: list[Paragraph]) -> Found:
    span = Span(group[0].span.start, group[-1].span.end)
    return _clean(Found(span.of(text), span))


def _clean(found: Found) -> Found:
    """The title without blanks, markdown mark, issue number and the 《》 that wrap the whole."""
    raw = found.value
    start = found.span.start
    mark = re.match(r"[#*\s]{1,8}", raw)
    if mark:
        start, raw = start + mark.end(), raw[mark.end() :]
    issue = _ISSUE.search(raw)
    if issue:
        raw = raw[: issue.start()]
    raw = raw.rstrip()
    whole = _ENCLOSING.match(raw)
    if whole:
        start, raw = start + 1, raw[1:-1]
    return Found("".join(raw.split()), Span(start, start + len(raw)))


def _flat_title(text: str, paragraph: Paragraph) -> Found | None:
    """The title at the head of a paragraph that runs on into number, addressees or body."""
    piece = text[paragraph.span.start : min(paragraph.span.end, paragraph.span.start + 900)]
    stop = _first_outside(piece, "。；！")
    colon = _first_outside(piece, "：:")
    limit = min(x for x in (stop, len(piece)) if x is not None)
    ends = [m.end() for m in _type_inside().finditer(piece, 0, min(limit, MAX_TITLE + 60)) if _depth(piece, m.end()) == 0]
    strong = [e for e in ends if "关于" in piece[:e] or "的" in piece[max(0, e - 12) : e]]
    for number in find_numbers(piece[: limit + 80])[:1]:
        ahead = [e for e in strong if re.fullmatch(r"\s*[（(]?\s*", piece[e : number.span.start])]
        if ahead:
            return _head_of(paragraph, piece, ahead[-1])
    if colon is not None and (stop is None or colon < stop):
        before = [e for e in strong if e < colon - 1 and _addressee_like(piece[e:colon])]
        if before:
            return _head_of(paragraph, piece, before[-1])
    for end in strong:
        if piece.startswith("关于") or "关于" in piece[:40]:
            if _STARTS_BODY.match(piece[end:]):
                return _head_of(paragraph, piece, end)
    return None


def _head_of(paragraph: Paragraph, piece: str, end: int) -> Found:
    start = paragraph.span.start
    return _clean(Found(piece[:end], Span(start, start + end)))


def _depth(text: str, end: int) -> int:
    head = text[:end]
    return sum(head.count(a) - head.count(b) for a, b in ("《》", "（）", "()", "“”"))


def _first_outside(text: str, marks: str) -> int | None:
    """Offset of the first of `marks` outside 《》, （） and “”."""
    depth = 0
    for index, char in enumerate(text):
        if char in "《（(“〔":
            depth += 1
        elif char in "》）)”〕":
            depth = max(0, depth - 1)
        elif char in marks and depth == 0:
            return index
    return None


# --- number


def _is_number_line(paragraph: Paragraph) -> bool:
    if len(paragraph.text) > 60:
        return False
    numbers = find_numbers(paragraph.text)
    return bool(numbers) and len(paragraph.bare) - len("".join(paragraph.text[numbers[0].span.start : numbers[0].span.end].split())) <= 6


def _leading_number(text: str, start: int, end: int) -> DocNumber | None:
    """A number that opens `text[start:end]` (after a bracket or a label at most)."""
    piece = text[start : min(end, start + 80)]
    for number in find_numbers(piece):
        if re.fullmatch(r"\s*(?:[（(]\s*)?(?:(?:发文字号|文号|编号|字号)\s*[:：]\s*)?", piece[: number.span.start]):
            rest = piece[number.span.end :]
            if number.form == "issue" and not re.match(r"\s*[)）]?\s*(?:$|\n)", rest):
                return None
            return _moved(number, start)
        return None
    return None


def _moved(number: DocNumber, by: int) -> DocNumber:
    from dataclasses import replace

    return replace(number, span=Span(number.span.start + by, number.span.end + by))


def _number_before(text: str, paragraphs: list[Paragraph], title: Found) -> Found | None:
    """A number line above the title."""
    for paragraph in paragraphs[:HEAD_PARAGRAPHS]:
        if paragraph.span.start >= title.span.start:
            break
        if _is_number_line(paragraph):
            number = find_numbers(paragraph.text)[0]
            return Found(number.normalized, _moved(number, paragraph.span.start).span)
    return None


def _glued(text: str, title: Found) -> Found | None:
    """An issue number in brackets after the title."""
    tail = text[title.span.end : title.span.end + 30].split("\n")[0]
    match = _ISSUE.match(tail.strip() if tail.strip().startswith(("（", "(")) else "")
    if not match:
        return None
    numbers = find_numbers(tail)
    return Found(numbers[0].normalized, _moved(numbers[0], title.span.end).span) if numbers else None


# --- addressees


def _addressee_end(piece: str) -> int | None:
    """Offset of the colon that ends a list of addressees at the start of `piece`, or None."""
    window = piece[:MAX_ADDRESSEES]
    colon = _first_outside(window, "：:")
    if colon is None or not _addressee_like(window[:colon]):
        return None
    return colon


_ADDRESSED = re.compile(
    r"(?:政府|部门|机构|单位|厅|局|委|办|办事处|院|会|社|公司|集团|中心|学校|大学|学院|中学|医院|银行|处|所|站|部|署|企业|组织|团体|党组|党委|兵团|团委|妇联|工会|省|市|县|区|州|镇|乡|人|户|家|"
    r"代表|委员|庭|队|馆|园|协会|台|报|司|府|军|行)(?:[（(][^（）()]{1,24}[)）])*\s*$"
)


def _addressee_like(piece: str) -> bool:
    tight = "".join(piece.split())
    plain = re.sub(r"[（(][^（）()]{0,60}[)）]", "", tight)
    return (
        2 <= len(tight)
        and not re.search(r"[。；！？《》“”]|\d{2}|[:：]", plain)
        and not _LEAD.search(plain)
        and not _SECTION_LABEL.match(tight)
        and not re.match(r"附件|抄送|主题词|注|说明|关于", tight)
        and bool(_ADDRESSED.search(tight))
        and (len(plain) <= 60 or bool(re.search(r"[、，,]", plain)))
    )


_PLACE_ONLY = re.compile(r"(?:省|自治区|直辖市|计划单列市|县级市|区|县|市|州|盟|旗|镇|乡|街道|兵团|各省|各市|各县|各区|新区|开发区)$")


def split_addressees(piece: str, start: int) -> list[Found]:
    """Addressees one each: places that share one organ word (各区、县级市人民政府) stay together."""
    cuts: list[tuple[int, int, str]] = []
    depth = at = 0
    for index, char in enumerate(piece):
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth = max(0, depth - 1)
        elif depth == 0 and char in "，,、；;" or char == "\n" and depth == 0:
            cuts.append((at, index, char))
            at = index + 1
    cuts.append((at, len(piece), "，"))
    found: list[Found] = []
    held: int | None = None
    for left, right, mark in cuts:
        begin = left if held is None else held
        tight = "".join(piece[left:right].split())
        shared = mark == "、" and bool(_PLACE_ONLY.search(tight)) and right < len(piece)
        if mark == "\n" and not tight:
            continue
        if shared:
            held = begin
            continue
        held = None
        raw = piece[begin:right]
        lead = len(raw) - len(raw.lstrip())
        value = "".join(raw.split())
        if value:
            found.append(Found(value, Span(start + begin + lead, start + begin + len(raw.rstrip()))))
    return found


# --- what a title says


def type_of(title: Found, text: str) -> Found | None:
    """文种 of a title, with the place of its word."""
    tight = re.sub(r"(?:[（(《〈<][^（）()《》]{1,30}[)）》〉>])+$", "", title.value)
    match = _type_end().search(tight) or _type_end().search(title.value)
    if not match:
        return None
    word = match["type"]
    at = text.rfind(word, title.span.start, title.span.end)
    if at < 0:  # broken over a line
        return Found(document_types()[word], title.span)
    return Found(document_types()[word], Span(at, at + len(word)))


def organs_of_title(title: Found, text: str) -> list[Found]:
    """The organs before 关于, or before the year of a report, when the title names its issuer."""
    value = title.value
    match = re.match(r"(.{2,60}?)(?:关于|转发|批转|印发|公布|发布|(?:19|20)\d\d年)", value)
    if not match:
        return []
    name = match[1]
    if not is_organ(name) or not re.search(r"(?:政府|厅|局|委|办|院|部|会|署|室|中心|府|行|社|公司|兵团|央)$", name):
        return []
    spans = split_organs(name) or [Span(0, len(name))]
    if len(spans) == 1 or spans[-1].end != len(name):
        spans = [Span(0, len(name))]
    out = []
    for span in spans:
        start = _offset_of(text, title.span.start, span.start)
        while text[start].isspace():
            start += 1
        out.append(Found(name[span.start : span.end], Span(start, _offset_of(text, start, span.end - span.start))))
    return out
