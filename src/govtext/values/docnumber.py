"""Document numbers in normalised text: 穗府办〔2012〕41号, 国务院令第492号, 府授工字第10600299220號 and their kin.

Every search starts at a literal (a bracketed year, 第…号, 令, a year before 号 or 期) and looks back over a bounded
stretch for the code, so that the cost is linear in the text. Where the code begins is decided by the lexicons of
codes and organs, and for codes they do not know by words that no code contains.

Choices where the source leaves room: 第 and leading zeros of a standard number are dropped (〔2010〕第012号 becomes
〔2010〕12号) but stay after 公告 and 字; 令 and 公告 stand before 第 wherever the source has them (海关总署第61号令 becomes
海关总署令第61号) and before the year (公安部2005年第8号令 becomes 公安部令2005年第8号); a code without a bracket gets one
(冀教财函2019年155号);
Taiwan serials keep their zeros, for their first three digits are the year; several organs that issue together stay together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from re import Match, Pattern
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from govtext.patterns import pattern
from govtext.text import Span, resolve_overlaps
from govtext.values.codes import (
    HAN,
    LEADING,
    MASK,
    MAX_CODE,
    NUMERAL,
    after_organ,
    code_before,
    compact,
    cut_words,
    is_han,
    is_known,
    organ_names,
    printed_year,
    province_letters,
    run_start,
    serial_of,
    short_year,
    skip_blanks,
    start_of_last,
    taiwan_codes,
)
from govtext.values.numeral import REPUBLIC, han_to_int

Finder = Callable[[str], Iterator["DocNumber"]]
Form = Literal["standard", "order", "announcement", "issue", "telegram", "character", "case", "taiwan", "other"]


class DocNumber(Struct, frozen=True):
    """One printed document number.

    Attributes:
        span: where it stands in the text searched.
        normalized: 〔〕 brackets, ASCII digits, no blanks, no leading zeros (Taiwan serials keep them).
        form: kind of number.
        issuer_code: the code before the year or 字第; of orders and announcements the organ with 令 or 公告.
        year: of our era, where the number states it, or for Taiwan numbers the date before it.
        serial: as printed without leading zeros; may name several (12、13) or a part (1号之二).
    """

    span: Span
    normalized: str
    form: Form
    issuer_code: str | None
    year: int | None
    serial: str


def find_numbers(text: str) -> list[DocNumber]:
    """All document numbers of `text` (normalised: folded script and width; blanks and newlines may remain)."""
    # a text without any 号 may still hold a bracketed number that lost its own, and nothing else
    finders = _FINDERS if any(mark in text for mark in "号號期") else _FINDERS[:1]
    found = [number for finder in finders for number in finder(text)]
    if not found:
        return found
    numbers = resolve_overlaps(found, lambda n: n.span, lambda n: _RANK.get(n.form, 0))
    return _with_elided_codes(text, numbers)


def same_order(one: str, other: str) -> bool:
    """省政府令第223号 and 江西省人民政府令第223号, of which one shortens the name of the same government."""
    first, _, serial = one.partition("令第")
    second, _, same = other.partition("令第")
    if not serial or serial != same:
        return False
    first, second = (organ.replace("人民政府", "政府") for organ in (first, second))
    first, second = ("国务院" if organ == "国" else organ for organ in (first, second))
    return len(min(first, second, key=len)) > 2 and (first.endswith(second) or second.endswith(first))


_RANK: Final = {"other": 2, "issue": 1}
"""Of two readings of the same characters the one with a code wins over one without."""

MAX_ORGAN: Final = 30
"""Characters looked back for the organ of an order or announcement."""
MAX_DATE_DISTANCE: Final = 160
"""A Taiwan number stands behind its date and organ, and three organs may issue together, one number each."""

_OPEN: Final = "[(（【﹝［〔〈<{｛〖"
_CLOSE: Final = "])）】﹞］〕〉>}｝〗"
_WEAK: Final = "(（<〈{｛"
"""Brackets that mostly hold something else than a year of a number."""
_FULL_YEAR: Final = r"((?:19|20)(?<!\d\d\d)\d\d|[一二][〇○零九][〇○零一二三四五六七八九]{2})"
"""A year of four digits; the look-behind stands second, so that the search still runs from its first digit."""
_CLEAR_END: Final = r")）》〉】」』”\]\n"
"""Where a number may end that lost its 号."""

# ---------------------------------------------------------------------------------------------------- 〔2012〕41号


@cache
def _bracketed_year() -> Pattern[str]:
    open_, shut = _escape(_OPEN), _escape(_CLOSE)
    within = r"[\w\s×*＊○、,，\-—–~～]"  # \w and no range of ideographs: that costs a hundred times as much to compile
    return pattern(
        rf"[{open_}](?![{open_}{shut}])\s{{0,3}}((?:19|20)\d\d|\d{{2}}|[〇○零一二三四五六七八九]{{4}}|20[{MASK}]{{2}}|[{MASK}○]{{1,6}})"
        rf"\s{{0,2}}年?\s{{0,3}}[{shut}]"
        # what must follow, so that a bracket of a list or a telephone number costs nothing more
        rf"(?![{open_}{shut}《》])(?={within}{{0,36}}?(?:[（(]\w{{1,3}}[)）]{within}{{0,12}}?)?[号號]"
        rf"|\s{{0,4}}第?\s{{0,4}}[\d{MASK}]{{1,4}}\s{{0,3}}(?:[{_CLEAR_END}]|\Z))"
    )


def _escape(chars: str) -> str:
    return "".join("\\" + char if char in "[]" else char for char in chars)


@cache
def _tail() -> Pattern[str]:
    """What follows the year: 第012号, 号16, 12、13号, 1号之二; 41 at a clear end without its 号."""
    one = rf"(?:\d(?: \d){{1,3}}(?=\s{{0,3}}[号號])|\d{{1,20}}(?:\n\s{{0,4}}\d{{1,5}}(?=\s{{0,3}}[号號]))?|[{NUMERAL}]{{1,9}}|[{MASK}○]{{1,5}})"
    more = r"(?:\s?[、,，\-—–~～至和及]\s?第?\d{1,5}){0,6}"
    mark = r"(?:特|急|增|密|补|临|内|明电)?"
    return pattern(
        rf"\s{{0,4}}(?:年\s?)?(?P<di>第?)\s{{0,4}}(?P<mark>{mark})(?P<serial>{one}{more})\s{{0,4}}"
        rf"(?:[号號](?P<part>之[一二三四五六七八九十\d]{{1,2}})?(?!线|楼|机组|店|门牌|台风)|(?P<end>(?=\s{{0,3}}(?:[{_CLEAR_END}]|\Z))))"
        r"|\s{0,4}[号號]\s{0,2}(?P<behind>\d{1,5})(?![\d年月日])"
    )


@cache
def _named_tail() -> Pattern[str]:
    """Year first: 价费字164号, 武司字第82号, 外经贸管发第159号."""
    return pattern(
        rf"\s{{0,2}}(?P<code>[{HAN}]{{0,10}}?)\s{{0,2}}(?P<zi>字\s{{0,3}}第?|[发发函办规令]\s{{0,3}}第)\s{{0,4}}"
        rf"(?P<serial>\d{{1,7}}|[{NUMERAL}]{{1,9}})\s{{0,4}}[号號]"
    )


@cache
def _case_tail() -> Pattern[str]:
    """Court and case type after the year: 京03民终15407号, 沪高民三（知）终字第3号."""
    kind = "民|刑|行|执|知|商|赔|破|司|财保|委赔|法赔"
    return pattern(
        rf"\s?(?P<court>[{HAN}]{{1,5}}\d{{0,4}})(?P<type>(?:{kind})[{HAN}（）()]{{0,8}}?(?:字\s?第)?)\s?"
        r"(?P<serial>\d{1,7})\s{0,2}[号號](?P<part>之[一二三四五六七八九十\d]{1,2})?"
    )


@cache
def _old_case() -> Pattern[str]:
    return pattern(
        r"(?:民|刑|行|执|知|商|赔|破).{0,4}(?:初|终|申|再|监|执|提|他|复|抗|保|督|催|辖|恢)$|执(?:异|复|监)?$"
    )


_CODE_ENDS: Final = "发函办字规令政通电府委法释财税文"


def _by_bracket(text: str) -> Iterator[DocNumber]:
    """Numbers with a bracketed year."""
    for year in _bracketed_year().finditer(text):
        number = (
            (_case(text, year) if year[0][0] in "(（[〔" else None)
            or _year_then_serial(text, year)
            or _year_then_code(text, year)
        )
        if number:
            yield number


def _case(text: str, year: Match[str]) -> DocNumber | None:
    if len(year[1]) != 4 or not year[1].isdigit():
        return None
    tail = _case_tail().match(text, year.end())
    if not tail or not _is_case(tail["court"], tail["type"]):
        return None
    serial = serial_of(tail["serial"]) + (f"号{tail['part']}" if tail["part"] else "")
    court = compact(tail["court"] + tail["type"])
    shown = serial if tail["part"] else f"{serial}号"
    return DocNumber(Span(year.start(), tail.end()), f"（{year[1]}）{court}{shown}", "case", None, int(year[1]), serial)


def _is_case(court: str, kind: str) -> bool:
    """A court with its number (京03), the supreme one (最高法), or an old type ending in 字第 after 终, 初, 申."""
    if kind.endswith("第"):
        return bool(_old_case().search(kind.removesuffix("第").strip().removesuffix("字")))
    return court[-1].isdigit() or court.startswith("最高法") or court in province_letters()


def _year_then_serial(text: str, year: Match[str]) -> DocNumber | None:
    if len(year[1]) == 2 and year[0][0] in _WEAK and not is_han(text[skip_blanks(text, year.start()) - 1]):
        return None  # (11)3号: a label of a list
    tail = _tail().match(text, year.end())
    if not tail:
        return None
    start, code = code_before(text, year.start())
    if not code and year.start() and text[year.start() - 1] in MASK:
        start = run_start(text, year.start(), MAX_CODE, MASK)
    before = text[year.start() - 1 : year.start()]
    if not code and before.isascii() and before.isalpha() and before not in MASK:
        return None  # ZJCG〔2023〕012号: the code of a project
    masked = any(char in MASK for char in year[0] + (tail["serial"] or "") + code)
    if not _bracket_counts(text, year, tail, code, masked):
        return None
    serial = serial_of(tail["serial"] or tail["behind"])
    if code.endswith(("公告", "通告", "令")):
        return _dated_order(text, year, tail, code)
    full = serial + (f"号{tail['part']}" if tail["part"] else "")
    shown = (tail["mark"] or "") + (full if tail["part"] else f"{full}号")
    form: Form = "other" if masked else "telegram" if _is_telegram(code) else "standard"
    normalized = f"{compact(code)}〔{printed_year(year[1])}〕{shown}"
    value = None if masked and not year[1].isdigit() else short_year(year[1])
    return DocNumber(Span(start, tail.end()), normalized, form, compact(code) or None, value, full)


def _bracket_counts(text: str, year: Match[str], tail: Match[str], code: str, masked: bool) -> bool:
    """Whether bracket, code and tail together make a number: the weaker the bracket, the more must speak for it."""
    weak = year[0][0] in _WEAK
    if tail["end"] is not None and (len(year[1]) != 4 or (not code) or (weak and not _codelike(code))):
        return False
    if tail["serial"] and tail["serial"][0] in NUMERAL and not code:
        return False
    if not weak:
        return True
    if len(year[1]) != 4 or masked:
        return bool(code) and (is_known(code) or code[-1] in "发函字规令")
    return bool(code)


def _codelike(code: str) -> bool:
    return is_known(code) or code[-1] in _CODE_ENDS


@cache
def _telegram() -> Pattern[str]:
    return pattern("(?:明电|发电|办电|密电|传电|内电|电传|电报|特急)$")


def _is_telegram(code: str) -> bool:
    return bool(_telegram().search(code))


def _dated_order(text: str, year: Match[str], tail: Match[str], code: str) -> DocNumber:
    """公告〔2024〕第11号, 银监会令〔2010〕年第2号."""
    word = "令" if code.endswith("令") else code[-2:]
    serial = serial_of(tail["serial"] or tail["behind"])
    stop = skip_blanks(text, year.start()) - len(word)
    start, organ = _organ_before(text, stop)
    shown = f"{organ}{word}〔{printed_year(year[1])}〕{tail['di'] or ''}{serial}号"
    form: Form = "order" if word == "令" else "announcement"
    return DocNumber(Span(start, tail.end()), shown, form, organ + word, short_year(year[1]), serial)


def _year_then_code(text: str, year: Match[str]) -> DocNumber | None:
    """[1993]价费字164号, 〔1996〕武司字第82号, and with a short second part 中石化〔1996〕办字392号."""
    tail = _named_tail().match(text, year.end())
    if not tail or not year[1].isascii() or not year[1].isdigit() or tail["code"].startswith("年"):
        return None
    if _native_year(text, year.start(), tail["code"]) or tail[0][-1] == "號":
        return None  # a Taiwan number: its year is not of our era
    start, code = year.start(), ""
    if len(tail["code"]) < 2:
        start, code = code_before(text, year.start())
        if not code:
            return None
    word = compact(tail["zi"])
    inner = compact(tail["code"]) + word
    serial = serial_of(tail["serial"])
    if _old_case().search(tail["code"]) and len(year[1]) == 4:
        return DocNumber(Span(start, tail.end()), f"（{year[1]}）{inner}{serial}号", "case", None, int(year[1]), serial)
    issuer = code or inner.removesuffix("第")
    shown = f"{compact(code)}〔{year[1]}〕{inner}{serial}号"
    return DocNumber(Span(start, tail.end()), shown, "standard", issuer, short_year(year[1]), serial)


# ---------------------------------------------------------------------------------------------------- 第N号


@cache
def _ordinal() -> Pattern[str]:
    digits = r"[0-9A-Z]{1,14}(?:\s{0,3}\n\s{0,8}[0-9A-Z]{1,12})?(?:\s?[-－—–/]\s?[0-9A-Z]{1,8}){0,2}"
    more = r"(?:\s?[、,，和及至]\s?第?\d{1,5}){0,5}"
    return pattern(rf"第\s{{0,4}}(?P<serial>{digits}{more}|[{NUMERAL}]{{1,12}}|[{MASK}]{{1,5}})\s{{0,10}}[号號]")


@cache
def _order_behind() -> Pattern[str]:
    return pattern(
        r"\s{0,2}(?P<word>令(?![牌箭])|公告|通告|"
        r"(?P<act>行政[长長]官(?:批示|公告)|[一-鿿]{0,8}司[长長]批示|行政命令|行政法[规規]|法律公告|法律|法令|训令|[决決][议議]))"
    )


@cache
def _year_before() -> Pattern[str]:
    return pattern(rf"{_FULL_YEAR}\s{{0,2}}年\s{{0,6}}[（(]?\s{{0,2}}$")


@cache
def _not_a_document() -> Pattern[str]:
    return pattern(
        r"\s{0,2}(?:提案|建议|议案|台风|机组|线|楼|地块|标段|公路|院|店|门|井|矿|车|航班|文物|展厅|选手|馆|库|船|站|桥|"
        r"决议|修正案|修改单)"
    )


def _by_ordinal(text: str) -> Iterator[DocNumber]:
    """Orders, announcements, character numbers and acts: all that has 第N号."""
    for found in _ordinal().finditer(text):
        left = skip_blanks(text, found.start(), 12)
        if left and text[left - 1] in "(（" and text[skip_blanks(text, left - 1) - 1 : left - 1].strip() in "令告":
            left = skip_blanks(text, left - 1)
        last = text[left - 1 : left]
        number = None
        if last == "字":
            number = _character(text, found, left - 1)
        elif last in ("令", "告", "函"):
            number = _after_word(text, found, left, None)
        elif last and last in "〕])）" and (session := _SESSION.search(text, max(0, left - 12), left)):
            number = _of_session(text, found, session)
        elif last == "年" or last in "(（":
            number = _after_year(text, found, left)
        if number is None and last != "字":
            number = _before_word(text, found)
        if number:
            yield number


_SESSION: Final = pattern(r"公告\s?[〔\[（(](?P<session>[一二三四五六七八九十]{1,3}届)[〕\])）]\s?$")


def _of_session(text: str, found: Match[str], session: Match[str]) -> DocNumber | None:
    """福建省人大常委会公告〔十三届〕第12号: a people's congress counts by its session."""
    start, organ = _organ_before(text, session.start())
    if not organ or "/" in found["serial"]:
        return None
    serial = serial_of(found["serial"])
    shown = f"{organ}公告〔{session['session']}〕第{serial}号"
    return DocNumber(Span(start, found.end()), shown, "announcement", f"{organ}公告", None, serial)


def _after_word(text: str, found: Match[str], left: int, year: Match[str] | None) -> DocNumber | None:
    """国务院令第492号, 农业部公告2012年第3号: `left` is the end of 令 or 公告."""
    word = next((w for w in ("令", "公告", "通告", "通函") if text.endswith(w, 0, left)), None)
    if word is None or _is_other_order(text, left):
        return None
    if "/" in found["serial"]:
        return _circular(text, found, left, word)
    start, organ = _organ_before(text, left - len(word))
    if not organ and word != "令":
        start = left - len(word)
    serial = serial_of(found["serial"])
    end = found.end()
    between = text[left : found.start()]
    if text[end : end + 1] in (")", "）") and ("(" in between or "（" in between):
        end += 1
    shown = f"{organ}{word}{printed_year(year[1]) + '年' if year else ''}第{serial}号"
    form: Form = "order" if word == "令" else "announcement"
    return DocNumber(Span(start, end), shown, form, organ + word, short_year(year[1]) if year else None, serial)


def _circular(text: str, found: Match[str], left: int, word: str) -> DocNumber | None:
    """教育局通告第8/2022号: an office of Hong Kong, the serial and its year."""
    serial, _, year = "".join(found["serial"].split()).partition("/")
    start, organ = _organ_before(text, left - len(word))
    if not organ or not year.isdigit() or not serial.isdigit() or len(year) not in (2, 4):
        return None
    shown = f"{organ}{word}第{serial_of(serial)}/{year}号"
    return DocNumber(Span(start, found.end()), shown, "announcement", organ + word, short_year(year), serial_of(serial))


def _is_other_order(text: str, left: int) -> bool:
    """Words that end in 令 and name no order: 号令, 司令, 责令, 法令."""
    return text[left - 1] == "令" and left > 1 and text[left - 2] in "号司责法指口夏时禁勒"


def _after_year(text: str, found: Match[str], left: int) -> DocNumber | None:
    """2019年第28号 with its organ and word: 公告2019年第28号, 公安部2005年第8号令, or nothing but itself."""
    year = _year_before().search(text, max(0, found.start() - 24), found.start())
    if not year or _not_a_document().match(text, found.end()):
        return None
    before = skip_blanks(text, year.start(), 12)
    if before and text[before - 1] in "(（" and text[before - 2 : before - 1] in ("令", "告"):
        before -= 1
    if text.endswith(("令", "公告", "通告"), 0, before):
        return _after_word(text, found, before, year)
    behind = _order_behind().match(text, found.end())
    word = compact(behind["word"]) if behind else ""
    start, organ = _organ_before(text, before)
    if not organ or not _ends_as_organ(organ):
        start, organ = year.start(), ""
    serial = serial_of(found["serial"])
    form: Form = "order" if word == "令" else "announcement" if word in ("", "公告", "通告") else "other"
    dated = f"{printed_year(year[1])}年第{serial}号"
    shown = f"{organ}{word}{dated}" if organ and word in ("令", "公告", "通告") else f"{organ}{dated}{word}"
    code = organ + word if organ else word or None
    return DocNumber(
        Span(start, behind.end() if behind else found.end()), shown, form, code, short_year(year[1]), serial
    )


def _before_word(text: str, found: Match[str]) -> DocNumber | None:
    """海关总署第61号令, 农业部第2045号公告, 第49/2026号行政长官批示."""
    behind = _order_behind().match(text, found.end())
    if not behind:
        return None
    serial, slash, year = "".join(found["serial"].split()).partition("/")
    if slash:
        word = compact(behind["word"]).replace("長", "长").replace("規", "规")
        if year.endswith("/M") and len(year) == 4 and year[:2].isdigit():  # before 1999: 第32/98/M號訓令
            span, value = Span(found.start(), behind.end()), short_year(year[:2])
            return DocNumber(span, f"第{serial_of(serial)}/{year}号{word}", "other", word, value, serial_of(serial))
        if not (year.isdigit() and len(year) == 4):
            return None
        form: Form = "announcement" if word.endswith("公告") else "order" if word == "行政命令" else "other"
        serial = serial_of(serial)
        span = Span(found.start(), behind.end())
        return DocNumber(span, f"第{serial}/{year}号{word}", form, word, int(year), serial)
    if behind["act"]:
        return None
    start, organ = _organ_before(text, found.start())
    if not organ:
        start = found.start()
    serial, word = serial_of(found["serial"]), behind["word"]
    form = "order" if word == "令" else "announcement"
    shown = f"{organ}{word}第{serial}号" if organ else f"第{serial}号{word}"
    return DocNumber(Span(start, behind.end()), shown, form, organ + word, None, serial)


_ORGAN_ENDS: Final = "部委局厅院署会府办行室所处司席军协社团心区市省县州旗"


def _ends_as_organ(name: str) -> bool:
    return name[-1:] in _ORGAN_ENDS and name[-1:] != ""


def _organ_before(text: str, end: int) -> tuple[int, str]:
    """Start and name of the organ that ends before `end`, with those that issue together with it."""
    stop = skip_blanks(text, end)
    start = run_start(text, stop, MAX_ORGAN)
    after_digit = start > 0 and text[start - 1].isdigit()
    organ = _organ_of(text[start:stop], after_digit)
    if not organ:
        return end, ""
    start = stop - len(organ)
    parts = [organ]
    for _ in range(8):  # a joint announcement of more than nine organs has not been met
        cut = start - 1
        if cut < 1 or not (text[cut] == "、" or (text[cut].isspace() and text[cut] != "\n")):
            break
        stop = skip_blanks(text, cut, 2) if text[cut].isspace() else cut
        head = run_start(text, stop, MAX_ORGAN)
        whole = text[head:stop]
        organ = _organ_of(whole, head > 0 and text[head - 1].isdigit())
        if not organ or not _ends_as_organ(organ) or organ[-1] in "区市省县州旗" or len(organ) < 3:
            break
        parts[:0] = (organ, "、" if text[cut] == "、" else "")
        start = stop - len(organ)
    return start, "".join(parts)


@lru_cache(maxsize=4096)
def _organ_of(run: str, after_digit: bool) -> str:
    run = _strip_organ(cut_words(run), after_digit)
    run = run[run.rfind("令") + 1 :]
    at = run.rfind("中华人民共和国")
    return run[at:] if at > 0 else run


_ORGAN_STARTS: Final = ("经济", "经贸", "经信", "经促", "经发", "条法")


def _starts_organ(name: str) -> bool:
    return name in organ_names() or name[0] in "国中省"


def _strip_organ(run: str, after_digit: bool) -> str:
    if after_digit:
        run = run.lstrip("年月日号条款项点时")
    while len(run) > 2:
        glued = run[0] in LEADING and run[:2] not in _ORGAN_STARTS
        if not glued and not (run[0] in "和即现对年月日" and _starts_organ(run[1:])):
            break
        run = run[1:]
    return run


# ---------------------------------------------------------------------------------------------------- 字第


_LICENCES: Final = ("证字", "许字", "准字", "注字", "建字", "地字", "用字", "健字", "权字", "备字", "商字", "监字")
"""Numbers of licences and permits have 字第 too; they are no document's number."""


def _character(text: str, found: Match[str], zi: int) -> DocNumber | None:
    """财税字第89号, 台內地字第0970011726號; `zi` is the offset of 字."""
    native = _taiwan(text, found, zi)
    if native:
        return native
    first = found["serial"][0]
    if "-" in found["serial"] or not (first.isdigit() or first in NUMERAL):
        return None
    start, code = code_before(text, zi + 1)
    if len(code) < 2 or code.endswith(_LICENCES) or _not_a_document().match(text, found.end()):
        return None
    serial = serial_of(found["serial"])
    return DocNumber(Span(start, found.end()), f"{compact(code)}第{serial}号", "character", code, None, serial)


@cache
def _republic_date() -> Pattern[str]:
    return pattern(rf"民[国國]\s{{0,2}}([0-9]{{1,3}}|[{NUMERAL}]{{1,5}})\s{{0,2}}[年.]")


def _near_republic(text: str, at: int) -> int | None:
    """Year of our era that the last Republican date shortly before `at` names."""
    dates = _republic_date().findall(text, max(0, at - MAX_DATE_DISTANCE), at)
    count = han_to_int(dates[-1]) if dates else None
    return REPUBLIC + count if count else None


@cache
def _native_organ() -> Pattern[str]:
    return pattern("(?:行政|立法|司法|考[试試]|[监監]察)院$")


def _native_year(text: str, at: int, code: str) -> bool:
    """Whether the bracketed year at `at` counts from the Republic: by a date, the organ or the code beside it."""
    if _near_republic(text, at) or any(char in "台臺" for char in code[:2]):
        return True
    stop = skip_blanks(text, at, 3)
    return bool(_native_organ().search(text, max(0, stop - 4), stop))


def _taiwan(text: str, found: Match[str], zi: int) -> DocNumber | None:
    start, code, bracket = _taiwan_code(text, zi)
    serial = _taiwan_serial(found["serial"])
    if not code or not serial:
        return None
    dated = _near_republic(text, start)
    coded = _coded_year(serial)
    plain = code.split("）")[-1] if bracket else code
    native = (
        dated is not None
        or (bracket is not None and ("-" in serial or _native_year(text, start, plain)))
        or (coded is not None and len(serial) >= 9)
        or plain in taiwan_codes()
        or plain[0] in "台臺"
        or plain.startswith(("院台", "院臺", "府授", "华总", "華總"))
        or (text[found.end() - 1] == "號" and not is_known(f"{code}字") and not is_known(code))
    )
    if not native or (plain.endswith(("证", "證")) and dated is None):
        return None
    year = REPUBLIC + bracket if bracket else coded or dated
    shown = f"{code}字第{serial}号"
    return DocNumber(Span(start, found.end()), shown, "taiwan", f"{code}字", year, serial)


def _taiwan_serial(text: str) -> str:
    """Serial with its zeros, Chinese numerals digit by digit, joined where a line break cut it."""
    serial = compact(text)
    if serial[0] in NUMERAL:
        value = han_to_int(serial)
        if value is None:
            return ""
        zeros = len(serial) - len(serial.lstrip("〇○零"))
        return "0" * zeros + str(value) if value else "0" * len(serial)
    return serial if serial[0].isdigit() else ""


def _coded_year(serial: str) -> int | None:
    """Year that opens a long serial: 104 of 10400058211, 92 of 0920…, 89 of 890900423."""
    digits = serial.partition("-")[0]
    if len(digits) < 9:
        return None
    head = digits[:3]
    if len(digits) >= 10 and head.isdigit() and 85 <= int(head) <= 150:
        return REPUBLIC + int(head)
    if len(digits) == 9 and head.startswith("09") and head.isdigit():
        return REPUBLIC + int(head)
    if digits[:2].isdigit() and 70 <= int(digits[:2]) <= 99:
        return REPUBLIC + int(digits[:2])
    return None


def _taiwan_code(text: str, zi: int) -> tuple[int, str, int | None]:
    """Start and code before 字 with its brackets: 華總（一）義, （62）台院人致參; and the year of the bracket."""
    stop = skip_blanks(text, zi, 4)
    start = run_start(text, stop, MAX_ORGAN)
    run, year = text[start:stop], None
    start, run = _wrapped_code(text, start, run)
    for _ in range(2):  # at most a department and a year in brackets
        inner = _inner_bracket(text, skip_blanks(text, start, 2))
        if inner is None:
            break
        opening, content = inner
        count = _bracket_year(content)
        if count is not None and year is None and (content.isascii() or count > 30):
            left = run_start(text, opening, MAX_ORGAN)
            head = _taiwan_head(text[left:opening])
            return opening - len(head), f"{head}（{content}）{run}", count
        head_start = run_start(text, opening, MAX_ORGAN)
        run = text[head_start:opening] + f"（{content}）" + run
        start = head_start
    head, bracket, rest = run.partition("（")
    if bracket and not head:
        return zi, "", None
    code = _taiwan_tail(head) + bracket + rest
    return start_of_last(text, stop, len(code)), code, year


def _wrapped_code(text: str, start: int, run: str) -> tuple[int, str]:
    """A code that a hard line break cut, where the line before has a Republican date or year right before the break."""
    before = skip_blanks(text, start, 10)
    if len(run) > 4 or "\n" not in text[before:start]:
        return start, run
    head = run_start(text, before, MAX_ORGAN)
    line = text.rfind("\n", max(0, head - MAX_DATE_DISTANCE), head) + 1
    dated = _republic_date().search(text, max(line, head - MAX_DATE_DISTANCE), before)
    if head < before and (dated or _inner_bracket(text, head)):
        return head, text[head:before] + run
    return start, run


def _inner_bracket(text: str, end: int) -> tuple[int, str] | None:
    """Offset and content of a short bracket that closes right before `end`."""
    if not end or text[end - 1] not in ")）〕]":
        return None
    for opening in range(end - 2, max(-1, end - 7), -1):
        if text[opening] in "(（〔[":
            content = text[opening + 1 : end - 1]
            return (opening, content) if content and content[-1] not in "令文函布" else None
    return None


def _bracket_year(content: str) -> int | None:
    value = han_to_int(content)
    return value if value is not None and 1 <= value <= 150 else None


@cache
def _taiwan_organ_words() -> Pattern[str]:
    """Names of organs as they stand glued before a code; each is at least three characters, as 交通部 is."""
    return pattern(
        f"[总總][统統]府[秘祕][书書][长長]|[总總][统統](?:府(?!授))?|[省市县縣][政]府|[{HAN}]{{1,16}}?(?:委[员員][会會]|[总總][处處]|[银銀]行|[基]金[会會]|法院|理局)|"
        f"[{HAN}]{{2,10}}?(?:[部院署局处處会會馆館])"
    )


def _taiwan_head(run: str) -> str:
    """What of the code stands before its bracketed year, 台（89）內中社: one or two characters that end no organ."""
    head = _taiwan_tail(run)
    return head if len(head) < 3 and head[-1:] not in "部院署局府處处會会统統" else ""


def _taiwan_tail(run: str) -> str:
    """The code at the end of `run`: what is left after date and organ names."""
    run = run[_after_date(run) :]
    known = next((run[at:] for at in range(len(run) - 1) if run[at:] in taiwan_codes()), "")
    if known and len(known) > 2:
        return known
    at = 0
    while len(run) - at > 2 and run[at] not in NUMERAL:
        organ = _taiwan_organ_words().match(run, at)
        if not organ or _all_numerals(run[organ.end() :]):
            break
        if len(run) - organ.end() < (1 if len(organ[0]) > 4 else 2):
            break
        at = organ.end()
    code = run[at:] if at else run[after_organ(run) :]
    return code if len(code) <= MAX_CODE else ""


def _all_numerals(text: str) -> bool:
    return all(char in NUMERAL for char in text)


def _after_date(run: str) -> int:
    for at in range(len(run) - 1, 0, -1):
        if run[at] == "日" and run[at - 1] in NUMERAL:
            return at + 1
    return 1 if run.startswith("日") else 0


# ---------------------------------------------------------------------------------------------------- without bracket


@cache
def _bare_order() -> Pattern[str]:
    return pattern(r"令\s{0,3}[（(]?\s{0,2}(?P<serial>\d{1,4})\s{0,3}[号號]")


@cache
def _order_number() -> Pattern[str]:
    return pattern(r"(?P<serial>\d(?<![\d第\-/.]\d)\d{0,3})\s?[号號]\s?令(?![牌箭])")


def _orders_without_di(text: str) -> Iterator[DocNumber]:
    """国务院令492号, 市政府39号令: the canonical form has its 第."""
    for found in _bare_order().finditer(text):
        start, organ = _organ_before(text, found.start())
        if organ and not _is_other_order(text, found.start() + 1):
            serial = serial_of(found["serial"])
            yield DocNumber(Span(start, found.end()), f"{organ}令第{serial}号", "order", f"{organ}令", None, serial)
    for found in _order_number().finditer(text):
        start, organ = _organ_before(text, found.start())
        if organ and _ends_as_organ(organ):
            serial = serial_of(found["serial"])
            yield DocNumber(Span(start, found.end()), f"{organ}令第{serial}号", "order", f"{organ}令", None, serial)


@cache
def _bare_year() -> Pattern[str]:
    return pattern(rf"{_FULL_YEAR}\s{{0,2}}年\s{{0,2}}(?P<serial>\d{{1,5}})\s{{0,3}}[号號]")


def _by_bare_year(text: str) -> Iterator[DocNumber]:
    """冀教财函2019年155号, 财政部公告2015年3号."""
    for found in _bare_year().finditer(text):
        left = skip_blanks(text, found.start(), 3)
        if _not_a_document().match(text, found.end()):
            continue
        if text.endswith(("令", "公告", "通告"), 0, left):
            number = _after_word(text, found, left, found)
            if number:
                yield number
            continue
        start, code = code_before(text, found.start())
        if len(code) > 1 and (
            is_known(code) or (len(code) > 2 and (code[-1] in "发函字规办电" or _bracketed(text, found)))
        ):
            serial, year = serial_of(found["serial"]), int(printed_year(found[1]))
            form: Form = "telegram" if _is_telegram(code) else "standard"
            yield DocNumber(Span(start, found.end()), f"{compact(code)}〔{year}〕{serial}号", form, code, year, serial)


def _bracketed(text: str, found: Match[str]) -> bool:
    """Whether a code of known beginning fills the bracket before a year, 《某办法》（常财金2016年31号）."""
    opening = max(text.rfind(mark, max(0, found.start() - MAX_CODE - 1), found.start()) for mark in "(（")
    return opening > 0 and text[opening - 1] == "》" and text[found.end() : found.end() + 1] in (")", "）")


@cache
def _issue() -> Pattern[str]:
    return pattern(
        rf"{_FULL_YEAR}\s{{0,2}}[)）〕\]]?\s{{0,2}}年?度?\s{{0,2}}[)）〕\]]?\s{{0,8}}"
        rf"第\s{{0,3}}(?P<serial>\d{{1,4}}|[{NUMERAL}]{{1,5}})\s{{0,3}}期"
        r"(?!\s?(?:国债|债券|培训|学员|学习|专项|专题|短期|中期|储蓄|理财|票据|班|工程|项目|建设|款|间))"
    )


def _issues(text: str) -> Iterator[DocNumber]:
    """2018年第1期, also (2018第1期)."""
    for found in _issue().finditer(text):
        serial, year = serial_of(found["serial"]), printed_year(found[1])
        yield DocNumber(Span(*found.span()), f"{year}年第{serial}期", "issue", None, int(year), serial)


_FINDERS: Final[tuple[Finder, ...]] = (_by_bracket, _by_ordinal, _orders_without_di, _by_bare_year, _issues)

# ---------------------------------------------------------------------------------------------------- elided codes


@cache
def _next_serial() -> Pattern[str]:
    return pattern(r"\s?[、和及]\s?(?P<serial>\d{1,5})\s{0,2}[号號](?!线|楼|机组|令)")


def _with_elided_codes(text: str, numbers: Iterable[DocNumber]) -> list[DocNumber]:
    """Give a number that leaves its code (and year) to the one before it what it leaves out: 〔2012〕12号、13号."""
    done: list[DocNumber] = []
    for number in numbers:
        last = done[-1] if done else None
        elided = number.form == "standard" and number.issuer_code is None
        if elided and last and last.form == "standard" and last.issuer_code and _listed(text, last, number):
            full = last.issuer_code + number.normalized
            done.append(replace(number, normalized=full, issuer_code=last.issuer_code))
        else:
            done.append(number)
        while done[-1].form == "standard" and done[-1].issuer_code and "〔" in done[-1].normalized:
            found = _next_serial().match(text, done[-1].span.end)
            if not found:
                break
            before, serial = done[-1], serial_of(found["serial"])
            head = before.normalized.partition("〕")[0]
            span = Span(found.start("serial"), found.end())
            done.append(DocNumber(span, f"{head}〕{serial}号", "standard", before.issuer_code, before.year, serial))
    return done


def _listed(text: str, last: DocNumber, number: DocNumber) -> bool:
    return text[last.span.end : number.span.start].strip() in ("、", "和", "及", "与", "以及", ",")
