"""The head of a document: masthead, title, its own number, addressees. Also where the line breaks are gone."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct, field
from msgspec.structs import replace

from govtext import lexicon
from govtext.patterns import pattern
from govtext.structure.addressees import (
    SECTION_LABEL,
    addressee_end,
    addressee_like,
    first_outside,
    split_addressees,
    wrapped_addressees,
)
from govtext.structure.model import Found, Paragraph
from govtext.structure.names import begins_with_name, is_organ, split_organs
from govtext.text import Span
from govtext.values.date import find_dates
from govtext.values.docnumber import DocNumber, find_numbers

HEAD_PARAGRAPHS = 16
MAX_TITLE = 160
MAX_TITLE_LINE = 80


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


_ISSUE = pattern(r"[（(]\s*(?:(?:19|20)\d\d\s*年?)?\s*第\s*\d{1,4}\s*期\s*[)）]\s*$")
_ENCLOSING = pattern(r"^《(?P<inner>[^《》]{4,120})》$")
_MASTHEAD = pattern(r"(?P<organ>[\u4e00-\u9fff（）()、]{4,40})文\s*件$")
_ISSUED_LINE = pattern(
    r"(?P<organ>[\u4e00-\u9fff（）()\d]{4,40}?)(?:主办|编印|编发|主编|编)?[\s　]{2,}(?P<date>(?:\d{4}|[一二][〇○零\u4e00-\u9fff]{3})年.{3,10}日)"
)
"""The line of a 简报 under its masthead: who edits it, and when."""

_STARTS_BODY = pattern(
    r"\s*(?:为|根据|按照|依据|近|现|经|截至|自|20\d\d年|19\d\d年|各[地级]|一、|第一[条章]|（|\(|今年|去年|本)"
)


class Head(Struct, frozen=True):
    """What the head says.

    `kind` is the 文种 that a masthead states (令), `promulgation` the line in brackets under a title that says when and
    by which order it was issued; `dated`: a date on a line of its own; `covered`: the title is that of the document which
    the order carries; `body` is the index of the first paragraph after the head, `start` where the head begins.
    """

    title: Found | None
    number: Found | None
    addressees: tuple[Found, ...]
    mastheads: tuple[Found, ...]
    kind: Found | None
    promulgation: Paragraph | None
    covered: bool
    body: int
    start: int
    dated: Found | None = None


class _Preamble(Struct):
    """What stands above the title, and the title."""

    title: Found | None = None
    after: int = 0
    numbers: list[Found] = field(default_factory=list)
    mastheads: list[Found] = field(default_factory=list)
    kind: Found | None = None
    covered: bool = False
    dated: Found | None = None


def split_numbers(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Paragraphs in which a document number of the head stands alone (it is often glued to title or 签发人)."""
    out: list[Paragraph] = []
    for index, paragraph in enumerate(paragraphs):
        out.extend(_split_number(paragraph) if index < HEAD_PARAGRAPHS else [paragraph])
    return out


def _split_number(paragraph: Paragraph) -> list[Paragraph]:
    text = paragraph.text
    numbers = find_numbers(text[: MAX_TITLE + 80])
    if not numbers or (len(numbers) > 1 and len(text) < MAX_TITLE):
        return [paragraph]
    span = numbers[0].span
    before, after = text[: span.start].strip(), text[span.end :].strip()
    masthead = (
        len(before) <= 90
        and not re.search(r"[，。；：《关]", before)
        and (
            after.startswith("关于") or (before.endswith("文件") and "关于" in after[:60])  # all on one line
        )
    )
    if masthead and before:
        return [
            _piece(paragraph, 0, span.start),
            _piece(paragraph, span.start, span.end),
            _piece(paragraph, span.end, len(text)),
        ]
    if not before and (
        re.match(r"(?:签发|关于)", after)
        or (len(after) > 4 and _type_inside().search(after[:MAX_TITLE]) and "关于" in after[:60])
    ):
        return [_piece(paragraph, 0, span.end), _piece(paragraph, span.end, len(text))]
    if (
        not after.strip("）)】] ")
        and len(before) > 6
        and not re.search(r"[。；：:《]", before[-40:])
        and _complete("".join(before.rstrip("（([【 ").split()))
    ):
        cut = len(text[: span.start].rstrip("（([【 "))
        return [_piece(paragraph, 0, cut), _piece(paragraph, cut, len(text))]
    return [paragraph]


def _piece(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    raw = paragraph.text[start:end]
    left = paragraph.span.start + start + len(raw) - len(raw.lstrip())
    raw = raw.strip()
    return Paragraph(Span(left, left + len(raw)), raw, paragraph.inner)


def read_head(text: str, paragraphs: list[Paragraph], references: list[Found]) -> Head:
    """Read the head from content paragraphs; `references` are titles that header table, meta or markup state."""
    preamble = _read_preamble(text, paragraphs, references)
    title = preamble.title
    start = paragraphs[0].span.start if paragraphs else 0
    numbers = preamble.numbers
    if title is not None and (issue := _glued(text, title)):
        numbers = [issue, *numbers]
    rest = max([start, *([title.span.end] if title and preamble.after >= 0 else [])])
    index = preamble.after if preamble.after >= 0 else 0
    addressees: list[Found] = []
    promulgation: Paragraph | None = None
    repeated = 0
    dated = preamble.dated
    for position in range(index, min(index + 14, len(paragraphs))):
        paragraph = paragraphs[position]
        if position < repeated:
            continue
        if (
            title is not None
            and paragraph.span.start >= title.span.end
            and (again := _equal_group(text, paragraphs[position : position + 5], title.value, near=True))
        ):
            repeated = index = position + again[1]
            continue
        begin = max(rest, paragraph.span.start)
        own = _leading_number(text, begin, paragraph.span.end)
        if own is not None:
            numbers.append(Found(own.normalized, own.span))
            rest = begin = _past(text, own.span.end, paragraph.span.end)
        piece = text[begin : paragraph.span.end]
        if title is not None and (versions := _versions(text, paragraphs[position : position + 20])):
            promulgation = versions[0]
            rest, index = versions[0].span.end, position + versions[1]
            repeated = index
            continue
        if title is not None and _BRACKETED.fullmatch(piece.strip()) and (find_dates(piece) or find_numbers(piece)):
            promulgation = promulgation or paragraph
            index = position + 1
            continue
        if own is not None and _WEB_FACTS.fullmatch(piece.strip()):  # …187号  2017-09-18  来源：某办公厅
            index = position + 1
            continue
        if not piece.strip() or piece.strip() == "号" or _APPROVED.fullmatch(piece.strip()):
            index = position + 1
            continue
        if title is not None and (adopted := _ADOPTED.fullmatch(piece.strip())):
            if adopted["act"] in ("公布", "发布"):
                dated = Found(find_dates(piece)[0].iso, Span(begin, begin + len(piece.rstrip())))
            index = position + 1
            continue
        if title is not None and (day := _date_line(paragraph)):
            dated, index = dated or day, position + 1
            continue
        end, lines = addressee_end(piece), 0
        if end is None:
            end, lines = wrapped_addressees(text, begin, paragraphs[position : position + 5])
        if end is not None:
            addressees = split_addressees(text[begin : begin + end], begin)
            rest = begin + end + 1
            index = position + lines + (1 if rest >= paragraphs[position + lines].span.end else 0)
        break
    preamble.mastheads = _without_parent(preamble.mastheads)
    number = _of_all(numbers[0], preamble.mastheads) if numbers else None
    return Head(
        title,
        number,
        tuple(addressees),
        tuple(preamble.mastheads),
        preamble.kind,
        promulgation,
        preamble.covered,
        index,
        start,
        dated,
    )


_WEB_FACTS = pattern(
    r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?(?:\s*(?:信息来源|来源|作者|浏览\S{0,2}|点击\S{0,2})[:：]\s*\S{0,24}){0,4}"
)
_APPROVED = pattern(r"签\s*发\s*人?\s*[:：].{0,30}|[\[（(【][^\]）)】]{1,10}[\]）)】]\s*(?:成文日期.{0,20})?")
_VERSION = pattern(r"中华民国\s?\S{1,6}\s?年.{4,90}号\s?(?:令|函|公告)?.{0,12}(?:订定|制定|修正|修订|发布|公布|下达)")


def _versions(text: str, paragraphs: list[Paragraph]) -> tuple[Paragraph, int] | None:
    """The lines below a title of Taiwan that say which orders issued and amended it, as one, and how many they are."""
    count = 0
    while count < len(paragraphs) and len(paragraphs[count].text) <= 200 and _VERSION.match(paragraphs[count].text):
        count += 1
    if not count:
        return None
    span = Span(paragraphs[0].span.start, paragraphs[count - 1].span.end)
    return Paragraph(span, span.of(text)), count


_ADOPTED = pattern(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日[^。；：]{0,120}(?P<act>通过|施行|公布|发布|批准)")
"""A line below a title that says when it was adopted or takes effect."""
_BRACKETED = pattern(r"[（(].{4,200}[)）]|[—－\-]{1,3}.{8,80}(?:会议|大会|会)上", re.DOTALL)


def _date_line(paragraph: Paragraph) -> Found | None:
    """A date with its 年, 月 and 日 that fills a line."""
    if len(paragraph.text) > 30 or not paragraph.text.endswith("日"):
        return None
    dates = find_dates(paragraph.text)
    if len(dates) != 1 or len(dates[0].span.of(paragraph.text)) != len(paragraph.text):
        return None
    return Found(dates[0].iso, paragraph.span)


def _past(text: str, at: int, end: int) -> int:
    while at < end and text[at] in "）)】] \t":
        at += 1
    return at


# --- title

_MASTHEAD_KIND = pattern(
    r"(?P<organ>[\u4e00-\u9fff（）()、\s]{2,60}?)\s*(?P<kind>令|公\s{0,8}告|通\s{0,8}告|函|命\s{0,8}令|布\s{0,8}告|开会通知单|书函)$"
)


def _read_preamble(text: str, paragraphs: list[Paragraph], references: list[Found]) -> _Preamble:
    """The lines above the title, the title, and the index of the paragraph where reading goes on (-1: title elsewhere)."""
    found = _Preamble()
    printed = next(
        (group for reference in references if (group := _equal_group(text, paragraphs, reference.value))), None
    )
    plain: int | None = None
    weak: tuple[Found, int] | None = None
    banner: tuple[Found, int] | None = None
    index = 0
    while index < min(HEAD_PARAGRAPHS, len(paragraphs)):
        paragraph = paragraphs[index]
        if printed and paragraph.span.start >= printed[0].span.start:
            break
        if _is_number_line(paragraph):
            number = find_numbers(paragraph.text)[0]
            found.numbers.append(Found(number.normalized, _moved(number, paragraph.span.start).span))
            plain = None  # what stood above the number was a masthead of some kind
            index += 1
            continue
        if not printed and (size := _read_banner(paragraphs, index, found)):
            banner = banner or (_joined(text, paragraphs[index : index + 1]), index + size)
            index += size
            continue
        if not printed and is_organ(paragraph.bare) and _read_banner(paragraphs, index + 1, _Preamble()):
            found.mastheads.append(Found(paragraph.bare, paragraph.span))
            index += 1
            continue
        if (found.mastheads or found.numbers) and found.dated is None and (day := _date_line(paragraph)):
            found.dated = day
            index += 1
            continue
        if _read_masthead(paragraph, found):
            index += 1 + _order_number(text, paragraphs, index, found)
            continue
        if not printed and index + 1 < len(paragraphs) and _HISTORY.match(paragraphs[index + 1].text):
            found.title, found.after = _joined(text, paragraphs[index : index + 1]), index + 1
            return found
        if not printed and (cover := _COVER.match(paragraph.text)):
            start = paragraph.span.start
            found.title, found.after = (
                _clean(Found(cover["title"], Span(start + cover.start("title"), start + cover.end("title")))),
                -1,
            )
            found.after = index if found.kind or found.numbers else -1
            found.covered = True
            return found
        if (
            not printed
            and (paragraph.inner or len(paragraph.text) > MAX_TITLE_LINE)
            and (flat := _flat_title(text, paragraph))
        ):
            found.title, found.after = flat, index
            return found
        group = _typed_group(text, paragraphs, index)
        if group and not printed:
            if "关于" in group[0].value or re.search(r"的.{1,6}$", group[0].value):
                found.title, found.after = _fuller(group[0], references), group[1]
                return found
            if weak is None:
                weak, index = group, group[1]
                continue
        if weak and ("签发" in paragraph.text or is_organ(paragraph.bare)):
            index += 1
            continue
        if weak or (addressee_end(paragraph.text) is not None and len(paragraph.text) > 4):
            break
        if plain is None and _title_like(paragraph):
            plain = index
        if (
            len(paragraph.text) > MAX_TITLE_LINE
            or SECTION_LABEL.match(paragraph.text)
            or paragraph.text.endswith("。")
            or (plain is not None and index > plain + 2)
        ):
            break
        if is_organ(paragraph.bare) and plain is None:
            found.mastheads.append(Found(paragraph.bare, paragraph.span))
        index += 1
    if printed:
        found.title, found.after = _with_organ(text, paragraphs, printed)
    elif weak:
        found.title, found.after = weak
    elif banner and (plain is None or not references):
        found.title, found.after = banner
    elif references:
        found.title, found.after = _clean(references[0]), -1
    elif plain is not None:
        found.title, found.after = _joined(text, paragraphs[plain : plain + 1]), plain + 1
    if found.title is None or found.after == -1:
        found.after = _preamble_end(paragraphs) if found.title is None else -1
    return found


def _with_organ(text: str, paragraphs: list[Paragraph], printed: tuple[Found, int]) -> tuple[Found, int]:
    """The title as printed, with the line of its organ right above 关于…, where header table or meta leave that out."""
    title, after = printed
    at = next((i for i, p in enumerate(paragraphs[:after]) if p.span.start == title.span.start), 0)
    if not at or not title.value.startswith("关于") or not is_organ(paragraphs[at - 1].bare):
        return printed
    group = _typed_group(text, paragraphs, at - 1)
    return group if group is not None and group[1] == after else printed


_HISTORY = pattern(r"沿\s*革\s*[:：]")
"""Opens the list of a regulation's versions, below its title however short (檔案法)."""

_COVER = pattern(
    r"(?P<lead>[^《。；，：]{0,40}号\s*)?(?:现将|现公布|现发布)?《(?P<title>[^《》]{4,80}(?:《[^《》]{2,60}》[^《》]{0,20})?)》.{0,24}?(?:已经|业经|已于|已由|经).{0,120}?(?:公布|发布|施行|印发|通过|批准)"
)
"""《某某办法》已经…通过，现予公布: the sentence of an order or cover notice that names what it carries."""

_BARE_ORDINAL = pattern(r"(?:(?:19|20)\d\d\s*年\s*)?第\s*[一二三四五六七八九十百零〇\d]{1,5}\s*号")


def _order_number(text: str, paragraphs: list[Paragraph], index: int, found: _Preamble) -> int:
    """第61号 on the line below 某某令 completes its number; how many lines that took."""
    if found.kind is None or index + 1 >= len(paragraphs) or not _BARE_ORDINAL.fullmatch(paragraphs[index + 1].text):
        return 0
    alone = len(paragraphs[index].bare) < 3 and found.mastheads
    start = found.mastheads[-1].span.start if alone else paragraphs[index].span.start
    end = paragraphs[index + 1].span.end
    numbers = [_moved(number, start) for number in find_numbers(text[start:end])]
    if found.mastheads and (not numbers or numbers[-1].span.start >= paragraphs[index + 1].span.start):
        organ = found.mastheads[-1]  # 公　　告 is spaced out
        whole = find_numbers(organ.value + found.kind.value + paragraphs[index + 1].bare)
        if whole and whole[-1].span.start == 0:
            numbers = [replace(whole[-1], span=Span(organ.span.start, end))]
    found.numbers.extend(Found(number.normalized, number.span) for number in numbers[-1:])
    return len(numbers[-1:])


def _without_parent(mastheads: list[Found]) -> list[Found]:
    """香港特别行政区政府 above 教育局 is whose office it is, no issuer beside it."""
    return [
        organ
        for index, organ in enumerate(mastheads)
        if index + 1 == len(mastheads) or not organ.value.endswith(("特别行政区政府", "特别行政区"))
    ]


def _of_all(number: Found, mastheads: list[Found]) -> Found:
    """An order's number with all organs of the masthead, where each stands on a line of its own."""
    last = next((i for i, organ in enumerate(mastheads) if number.value.startswith(organ.value)), 0)
    if not last or not re.match(r"令|公告|通告", number.value[len(mastheads[last].value) :]):
        return number
    before = [organ for organ in mastheads[:last] if organ.value not in number.value]
    if not before:
        return number
    return Found("".join(o.value for o in before) + number.value, Span(before[0].span.start, number.span.end))


_BANNER = pattern(
    r"[\u4e00-\u9fff\d“”·（）()]{2,40}(?P<kind>会议纪要|纪要|简报|专报|快报|通报|通讯|动态|信息|参阅|要情|专刊|月报|周报)"
)
_BANNER_ISSUE = pattern(
    r"[（(\[〔]?(?:(?:19|20)\d\d年?)?[)）\]〕]?第?[\d一二三四五六七八九十百〇零]{1,5}期[)）\]〕]?(?:[（(〔\[]?总(?:第?\d{1,5}期|\d{1,5})[)）〕\]]?)?(?P<rest>.{0,60})"
)
_RUBRIC = pattern(r"[【\[〔★☆●◎].{2,12}[】\]〕★☆●◎]")


def _read_banner(paragraphs: list[Paragraph], index: int, found: _Preamble) -> int:
    """The banner of a periodical or of minutes: its name, its issue (or number), its editor and date. How many lines."""
    if index + 1 >= len(paragraphs):
        return 0
    kind = _BANNER.fullmatch(paragraphs[index].bare)
    if kind is None or "关于" in paragraphs[index].bare:
        return 0
    below = paragraphs[index + 1]
    issue = _BANNER_ISSUE.fullmatch(below.bare)
    if issue is None and not (kind["kind"].endswith("纪要") and _is_number_line(below)):
        return 0
    numbers = find_numbers(below.text)
    found.numbers.extend(Found(n.normalized, _moved(n, below.span.start).span) for n in numbers[:1])
    if issue is not None and (behind := _BEHIND_ISSUE.match(below.text)):
        _read_masthead(_piece(below, behind.end(), len(below.text)), found)
    size = 2
    while index + size < min(len(paragraphs), HEAD_PARAGRAPHS):
        line = paragraphs[index + size]
        edited = _ISSUED_LINE.fullmatch(line.text)
        if edited and is_organ(edited["organ"]):
            _read_masthead(line, found)
        elif (day := _date_below(paragraphs, index + size)) is not None and not found.mastheads:
            found.mastheads.append(Found(_EDITS.sub("", line.bare), line.span))
            found.dated = found.dated or day
            size += 1
        elif not _RUBRIC.fullmatch(line.bare):
            break
        size += 1
    return size


def _date_below(paragraphs: list[Paragraph], index: int) -> Found | None:
    """The date on the line below an organ that stands alone: who edits a periodical, and when, on two lines."""
    if not is_organ(_EDITS.sub("", paragraphs[index].bare)) or index + 1 >= len(paragraphs):
        return None
    return _date_line(paragraphs[index + 1])


_BEHIND_ISSUE = pattern(
    r"[^期]{1,24}期(?:\s{0,3}[）)〕\]])?(?:\s{0,3}[（(〔\[]?总[^）)〕\]]{1,10}[）)〕\]])?\s{1,40}(?=\S)"
)
"""What stands before an editor and a date on the line of the issue."""
_EDITS = pattern(r"(?:主办|编印|编发|主编|编)$")


def _fuller(title: Found, references: list[Found]) -> Found:
    """The stated title where the printed one only shortens the issuer's name (市政府办公室关于… of 常州市人民政府办公室关于…)."""
    topic = title.value[max(0, title.value.find("关于")) :]
    for reference in references:
        stated = _clean(reference)
        if len(topic) > 10 and stated.value.endswith(topic) and len(stated.value) > len(title.value):
            return stated
    return title


def _preamble_end(paragraphs: list[Paragraph]) -> int:
    """First paragraph that is neither number nor masthead, for documents without a title."""
    for index, paragraph in enumerate(paragraphs[:HEAD_PARAGRAPHS]):
        if not _is_number_line(paragraph) and not _read_masthead(paragraph, _Preamble()):
            return index
    return 0


def _read_masthead(paragraph: Paragraph, found: _Preamble) -> bool:
    """某某文件, 某某令, 某某　函: the organ and, for the latter, the 文种."""
    start = paragraph.span.start
    match = _MASTHEAD.fullmatch(paragraph.text)
    if match and is_organ(match["organ"]):
        found.mastheads.append(Found("".join(match["organ"].split()), Span(start, start + match.end("organ"))))
        return True
    match = re.fullmatch(r"(?P<organ>[\u4e00-\u9fff]{4,30})\s+签\s*发\s*人?\s*[:：].{1,20}", paragraph.text)
    if match and is_organ(match["organ"]):
        found.mastheads.append(Found(match["organ"], Span(start, start + match.end("organ"))))
        return True
    match = _ISSUED_LINE.fullmatch(paragraph.text)
    if match and is_organ(match["organ"]):
        found.mastheads.append(Found(match["organ"], Span(start, start + match.end("organ"))))
        day = find_dates(match["date"])
        if day and found.dated is None:
            found.dated = Found(day[0].iso, Span(start + match.start("date"), start + match.end("date")))
        return True
    if found.mastheads and paragraph.bare in ("令", "公告", "通告", "布告"):  # below the organs that issue together
        found.kind = Found(document_types().get(paragraph.bare, paragraph.bare), paragraph.span)
        return True
    match = _MASTHEAD_KIND.fullmatch(paragraph.text)
    if match and is_organ(match["organ"]):
        found.mastheads.append(Found("".join(match["organ"].split()), Span(start, start + match.end("organ"))))
        kind = "".join(match["kind"].split())
        found.kind = Found(
            document_types().get(kind, kind), Span(start + match.start("kind"), start + match.end("kind"))
        )
        return True
    return False


_SAME_TITLE = str.maketrans({"<": "〈", ">": "〉", "、": None})
"""What two prints of one title may differ in: 最高人民法院、最高人民检察院关于… has blanks for its 、 elsewhere."""


def _equal_group(text: str, paragraphs: list[Paragraph], value: str, *, near: bool = False) -> tuple[Found, int] | None:
    """The paragraphs that print a known title, over up to five lines; `near`: only those at the start."""
    want = "".join(_ISSUE.sub("", value).split()).translate(_SAME_TITLE)
    for index in range(1 if near else min(HEAD_PARAGRAPHS, len(paragraphs))):
        for count in range(1, 6):
            group = paragraphs[index : index + count]
            if len(group) < count:
                break
            found = _joined(text, group)
            have = found.value.translate(_SAME_TITLE)
            if have == want:
                return found, index + count
            if len(have) >= len(want):
                if count == 1 and not near and have.startswith(want) and len(want) >= 8 and len(have) > len(want) + 8:
                    start, size = group[0].span.start, _printed_size(found.value, len(want))
                    end = _offset_of(text, start, size)
                    return Found(found.value[:size], Span(start, end)), index
                break
    return None


def _printed_size(value: str, count: int) -> int:
    """How many characters of a printed title hold `count` of those that are compared."""
    for size, char in enumerate(value, 1):
        count -= char != "、"
        if not count:
            return size
    return len(value)


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
        if count > 1 and (_is_number_line(group[-1]) or text[group[-2].span.end : group[-1].span.start].strip()):
            return None
        if count > 1 and _is_letterhead(text, group):
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


def _is_letterhead(text: str, group: list[Paragraph]) -> bool:
    """Whether the first line is an organ that a blank line parts from a title which does without it."""
    first = next((index for index, line in enumerate(group) if not is_organ(line.bare)), 0)
    return (
        first > 0
        and text.count("\n", group[first - 1].span.end, group[first].span.start) > 1
        and not re.match(r"关于|转发|批转|印发|公布|发布|的", group[first].text)
    )


def is_title(paragraph: Paragraph) -> bool:
    """Whether a line reads as a whole title: short, no sentence, ending in a 文种."""
    return _title_line(paragraph) and _complete(paragraph.bare)


def _title_line(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        len(text) <= MAX_TITLE_LINE
        and not re.search(r"[。；：！？;:!?]|，.*，", re.sub(r"《[^《》]*》|“[^“”]*”", "", text))
        and not SECTION_LABEL.match(text)
        and not re.match(r"附\s*件|[•●■]", text)
        and not re.search(r"\t|[>＞]", text)
        and not _ISSUED_LINE.fullmatch(text)
        and not _ENABLING.fullmatch(text)
    )


_ENABLING = pattern(r"《[^《》]{2,40}》\s*[（(]第\s?\d+[A-Z]{0,2}章[)）]")
"""The ordinance under which a notice of Hong Kong is given, on a line above its title."""


def _complete(value: str) -> bool:
    value = _ISSUE.sub("", value)
    match = _type_end().search(value)
    if not match or (match.start() == 0 and not match["tail"] and len(value) < 3):
        return False
    if value.count("《") > value.count("》"):
        return False
    if match.start() == 0 and value.endswith(("令", "信", "书")):
        return True  # 嘉奖令, 公开信: a title of one word
    before = value[: match.start()]
    if is_organ(before) or split_organs(before):
        return False
    return "关于" in before or before.endswith("的") or (len(value) >= 5 and not is_organ(value))


def _title_like(paragraph: Paragraph) -> bool:
    return (
        6 <= len(paragraph.bare) <= MAX_TITLE_LINE
        and _title_line(paragraph)
        and not is_organ(paragraph.bare)
        and not find_dates(paragraph.text)
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
    mark = re.match(r"[#*★☆\s]{1,8}", raw)
    if mark:
        start, raw = start + mark.end(), raw[mark.end() :]
    issue = _ISSUE.search(raw)
    if issue:
        raw = raw[: issue.start()]
    raw = re.sub(r"\s*[\[［]\d{1,2}[\]］]$", "", raw.rstrip())
    whole = _ENCLOSING.match(raw)
    if whole:
        start, raw = start + 1, raw[1:-1]
    return Found("".join(raw.split()), Span(start, start + len(raw)))


def _flat_title(text: str, paragraph: Paragraph, *, signed_above: bool = False) -> Found | None:
    """The title at the head of a paragraph that runs on into number, addressees or body."""
    piece = paragraph.text[:2500]
    signed = [] if signed_above else find_dates(piece[:40])
    lead = (
        signed[0].span.end
        if signed
        and signed[0].span.start <= 12
        and re.search(r"^\s*[\u4e00-\u9fff\s]{0,12}$", piece[: signed[0].span.start])
        else 0
    )
    if lead:  # the signature of the order that carries this document, glued to its title
        rest = _piece(paragraph, lead, len(paragraph.text))
        return _flat_title(text, rest, signed_above=True) if rest.text else None
    stop = first_outside(piece, "。！")
    colon = first_outside(piece, "：:")
    limit = min(x for x in (stop, len(piece)) if x is not None)
    ends = [
        m.end() for m in _type_inside().finditer(piece, 0, min(limit, MAX_TITLE + 60)) if _depth(piece, m.end()) == 0
    ]
    strong = [e for e in ends if "关于" in piece[:e] or "的" in piece[max(0, e - 12) : e]]
    opened = re.compile(r"[〔﹝［\[（(【]\s?(?:19|20)\d\d\s?[〕﹞］\]）)】]\s{0,2}第?\s{0,2}\d").search(
        piece, 0, limit + 60
    )
    if opened:
        ahead = [e for e in strong if re.fullmatch(r"\s*[（(]?[\u4e00-\u9fff]{2,8}\s*", piece[e : opened.start()])]
        if ahead:
            return _head_of(paragraph, piece, ahead[-1])
    if colon is not None and (stop is None or colon < stop):
        before = [e for e in strong if e < colon - 1 and addressee_like(piece[e:colon])]
        if (
            before
        ):  # 司法部 and 规划司 among addressees end in a 文种 too: the title ends where the first of them begins
            first = (e for e in before if piece[e] == "各" or begins_with_name(piece, e))
            return _head_of(paragraph, piece, next(first, before[-1]))
    if "关于" not in piece[:40]:
        return None
    plausible = (end for end in strong if _STARTS_BODY.match(piece[end:]) or begins_with_name(piece, end))
    end = next(plausible, None)
    return None if end is None else _head_of(paragraph, piece, end)


def _head_of(paragraph: Paragraph, piece: str, end: int) -> Found:
    start = paragraph.span.start
    return _clean(Found(piece[:end], Span(start, start + end)))


def _depth(text: str, end: int) -> int:
    head = text[:end]
    return sum(head.count(a) - head.count(b) for a, b in ("《》", "（）", "()", "“”"))


# --- number


def _is_number_line(paragraph: Paragraph) -> bool:
    if len(paragraph.text) > 60:
        return False
    line = re.sub(r"签\s*发.*$", "", paragraph.text)
    numbers = find_numbers(line)
    return (
        bool(numbers)
        and len("".join(line.split())) - len("".join(numbers[0].span.of(line).split())) <= 6
        and "《" not in line
    )


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
    return replace(number, span=Span(number.span.start + by, number.span.end + by))


def _glued(text: str, title: Found) -> Found | None:
    """An issue number in brackets after the title."""
    tail = text[title.span.end : title.span.end + 30].split("\n", maxsplit=1)[0]
    match = _ISSUE.match(tail.strip() if tail.strip().startswith(("（", "(")) else "")
    if not match:
        return None
    numbers = find_numbers(tail)
    return Found(numbers[0].normalized, _moved(numbers[0], title.span.end).span) if numbers else None


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
    match = re.match(
        r"(.{2,120}?)(?:关于|转发|批转|印发|公布|发布|(?:19|20)\d\d年|1[01]\d年|对(?=《|.{2,24}(?:会议|建议|提案)))",
        value,
    )
    if not match:
        return []
    name = match[1]
    if not is_organ(name) or not re.search(
        r"(?:政府|厅|局|委|办|院|部|会|署|室|中心|府|行|社|司|兵团|央|组|处|所|站|馆|队)$", name
    ):
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
