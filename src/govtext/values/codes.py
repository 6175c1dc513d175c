"""Codes of document numbers, and how to look back from a year or 第N号 for the code or the organ before it."""

from __future__ import annotations

from functools import cache, lru_cache
from re import Pattern
from typing import Final

from govtext.errors import LexiconError
from govtext.lexicon import table
from govtext.patterns import pattern
from govtext.values.numeral import han_to_int, parse_year

MAX_CODE: Final = 12
"""Characters of a code; the longest of the codes collected (发改办… with a department) has nine."""
HAN: Final = "一-鿿㐀-䶿〇"
NUMERAL: Final = "〇○零一二三四五六七八九十百千廿卅"
MASK: Final = "×xX*＊"

# ---------------------------------------------------------------------------------------------------- lexicons


def _rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a lexicon; none where this installation lacks it, for rules alone still find most numbers."""
    try:
        return table(name)
    except LexiconError:
        return ()


@cache
def _codes() -> tuple[frozenset[str], frozenset[str]]:
    """Known codes, and the beginnings that stand for a family of codes (written with `*`)."""
    codes = {row.get("code", "") for row in _rows("issuer_codes")} - {""}
    families = frozenset(code[:-1] for code in codes if code.endswith("*") and len(code) > 2)
    return frozenset(code for code in codes if not code.endswith("*")), families


@cache
def _initials() -> frozenset[str]:
    """Characters that known codes begin with, among them the short names of the provinces."""
    codes, families = _codes()
    return frozenset(code[0] for code in (*codes, *families)) | province_letters() | frozenset("国中")


@cache
def province_letters() -> frozenset[str]:
    names = [row.get("abbreviation", "").split("|") for row in _rows("places") if row.get("kind") == "province"]
    return frozenset(name for group in names for name in group if len(name) == 1)


@cache
def organ_names() -> frozenset[str]:
    """Names of organs, in the script of normalised text and as printed."""
    names = {row.get("issuer", "") for row in _rows("issuer_codes")}
    names |= {row.get("name", "") for row in _rows("organs")}
    names |= {row.get("organ", "") for row in _rows("taiwan_organs")}
    return frozenset(name for name in names if len(name) > 1)


@cache
def _organ_last() -> frozenset[str]:
    return frozenset(name[-1] for name in organ_names())


@cache
def taiwan_codes() -> frozenset[str]:
    rows = _rows("taiwan_organs")
    return frozenset(code.removesuffix("字") for row in rows for code in row.get("codes", "").split("|") if code)


def is_known(code: str) -> bool:
    codes, families = _codes()
    if code in codes:
        return True
    size = next((size for size in range(2, len(code) + 1) if code[:size] in families), None)
    # 国土资源部国土资预审字 begins as the family of 国土资 does, but a whole organ stands in it
    return size is not None and not any(char in "部局署院" for char in code[size:-2])


def _known_tail(run: str) -> str:
    """Longest end of `run` that is a known code; the empty string where none is."""
    for start in range(max(0, len(run) - MAX_CODE), len(run) - 1):
        if is_known(run[start:]):
            return run[start:]
    return ""


def after_organ(run: str) -> int:
    """Where the last known organ name ends that at least two characters follow; 0 where there is none."""
    names, last = organ_names(), _organ_last()
    for end in range(len(run) - 2, 1, -1):
        if run[end - 1] not in last:
            continue
        for start in range(max(0, end - 20), end - 1):
            if run[start:end] in names and run[start:] not in names:
                return end
    return 0


# ---------------------------------------------------------------------------------------------------- looking back


def is_han(char: str) -> bool:
    return "一" <= char <= "鿿" or "㐀" <= char <= "䶿" or char in "〇○"


def skip_blanks(text: str, end: int, limit: int = 8) -> int:
    """Offset before the blanks that stand left of `end`, at most `limit` of them."""
    floor = max(0, end - limit)
    while end > floor and text[end - 1].isspace():
        end -= 1
    return end


def run_start(text: str, end: int, limit: int, extra: str = "") -> int:
    """Start of the unbroken Han characters (and those of `extra`) that end at `end`."""
    floor = max(0, end - limit)
    while end > floor and (is_han(text[end - 1]) or text[end - 1] in extra):
        end -= 1
    return end


@cache
def _stop_words() -> Pattern[str]:
    """Words that end before a code begins: verbs that introduce it, nouns that end the title before it."""
    verbs = (
        "根据|依据|按照|遵照|遵守|遵循|参照|依照|比照|对照|执行|落实|贯彻|结合|依(?!法)|转发|印发|下发|批转|发布|颁布|公布|实施|施行|废止|修订|修改|修正|"
        "制定|以及|已经|业经|已以|已由|详见|参见|关于|其中|同时|同意|上述|现将|现按|仍按|根椐|收悉|通过|批准|核准|下达|适用|违反|符合|所称|包括|"
        "所附|随附|此前|之前|以前|日前|目前|参阅|原则上|停止|替代|代替|取代|引用|援引|针对|是指|[我本你贵][院部局委厅省市县区府]|号令|号文|文件|附件|文号|字号|编号|标题|名称|来源|来自|见诸|为准"
    )
    nouns = (
        "通知|意见|批复|复函|报告|决定|办法|规定|条例|方案|细则|规则|要点|通报|纲要|议案|请示|指南|目录|解释|答复|章程|措施|"
        "总体规划|发展规划|专项规划|若干|暂行|试行|问题的函|有关事项|全文|精神|要求"
    )
    return pattern(f"{verbs}|{nouns}|公告(?=..)|通告(?=..)|[的了我你您此该以按据]")


@cache
def _organ_words() -> Pattern[str]:
    """Ends of full organ names in a run of Han characters. Short ones (办, 厅, 部) are parts of codes and need a known name."""
    return pattern(
        "人民政府办公[厅室]|人民政府(?!办)|国务院办公厅|国务院(?!办)|[省市县区州]政府(?!办)|(?:办公[厅室]|秘书局)函?|委员会|总局|管理局|"
        "[省市县区州旗].{2,8}?[局厅](?!.?$)|法院|检察院|公司|集团|银行(?!业)|总公司"
    )


LEADING: Final = "按据依照经以与由见为在是向把被已仍及至或令号款项条附如请原函知"
"""Single characters that may stand glued before a code and begin none."""
_ARTICLE_BEFORE: Final = pattern(rf"第[{NUMERAL}]{{1,5}}[条款项](?:和|及|与|以及)?")
"""The article of the statute cited before a number: 第四十八条第二款和市政府令第251号."""
_CONJUNCTIONS: Final = ("和", "及", "与")
_AMBIGUOUS: Final = "和即从将于自现对同到"
"""The same, but places (和政, 即墨, 从化) lend them to codes: cut only before what is surely a code."""


def _surely_code(code: str) -> bool:
    return len(code) > 1 and (is_known(code) or (len(code) > 2 and code[0] in _initials()))


def _strip_leading(run: str, after_digit: bool) -> str:
    """`run` without the date, verb or conjunction glued to its front."""
    if after_digit:
        run = run.lstrip("年月日号条款项点届期时")
        run = run[1:] if run[:1] in _CONJUNCTIONS and len(run) > 2 else run
    while len(run) > 1 and not is_known(run):
        if run[0] in LEADING or (run[0] in _AMBIGUOUS and _surely_code(run[1:])):
            run = run[1:]
        else:
            break
    return "" if run and run in LEADING + _AMBIGUOUS else run


def cut_words(run: str) -> str:
    """`run` after its last stop word and after a date in Chinese numerals."""
    cut = 0
    for word in _stop_words().finditer(run):
        cut = word.end()
    if "第" in run:
        for word in _ARTICLE_BEFORE.finditer(run):
            cut = max(cut, word.end())
    for at in range(len(run) - 1, cut, -1):
        if run[at] == "日" and run[at - 1] in NUMERAL:
            return run[at + 1 :]
    return run[cut:]


def _cut_organ(run: str) -> str:
    """`run` after the full name of an organ that is glued before its code (国务院办公厅国办发)."""
    cut = 0
    for organ in _organ_words().finditer(run):
        if len(run) - organ.end() >= 2:
            cut = organ.end()
    return run[max(cut, after_organ(run)) :]


@lru_cache(maxsize=4096)
def _code_of(run: str, after_digit: bool = False) -> str:
    """The code that ends `run`, a stretch of Han characters; the empty string where none can be told."""
    known = _known_tail(run)
    code = _strip_leading(cut_words(run), after_digit)
    if code in _codes()[0]:
        return code
    if is_known(code):
        return code
    code = _strip_leading(_cut_organ(code), False)
    if known and len(known) >= len(code):
        return known
    front = code[: len(code) - len(known)]
    if known and code.endswith(known) and (len(front) > 3 or _looks_organ(front)):
        return known
    code = _cut_office(code) if len(code) > 7 else code
    if len(code) <= MAX_CODE:
        return code
    return known or _code_by_initial(code)


def _cut_office(code: str) -> str:
    """`code` without the short name of an office before it: 某省政务公开办某政务办, 某某市住建局某住建发."""
    for at in range(4, len(code) - 2):
        if code[at - 1] in "办厅局委会府室院" and (code[at] == code[0] or code[at] in province_letters()):
            return code[at:]
    return code


def _looks_organ(front: str) -> bool:
    return len(front) > 1 and (front in organ_names() or front[-1] in "部委局厅院署会")


def _code_by_initial(run: str) -> str:
    """Last resort for an unknown code glued to a long text: from the last character that codes begin with."""
    for start in range(len(run) - 7, len(run) - 1):
        if run[start] in _initials():
            return run[start:]
    return ""


def code_before(text: str, end: int) -> tuple[int, str]:
    """Start and characters of the code that ends before `end`, blanks between allowed; (end, "") if none."""
    stop = skip_blanks(text, end)
    start = run_start(text, stop, 40, MASK)
    run = text[start:stop]
    if start and (len(run) == 1 or (text[start - 1] in ")）" and len(run) < 7)):
        start, run = _joined_run(text, start, run)
    after_digit = start > 0 and text[start - 1].isascii() and text[start - 1].isdigit()
    code = _code_of(run, after_digit) if run.isprintable() else ""
    if not code or (code.endswith(_MASTHEADS) and "\n" in text[stop:end]):
        return end, ""
    if len(run) == len(code):
        return start, code
    return start_of_last(text, stop, len(code)), code


_MASTHEADS: Final = ("纪要", "简报", "专报", "文件", "公报")
"""Ends of a masthead that stands on the line above a number without a code."""


def start_of_last(text: str, stop: int, count: int) -> int:
    """Offset of the `count`th character left of `stop`, blanks of layout not counted."""
    while count:
        stop -= 1
        count -= not text[stop].isspace()
    return stop


def _joined_run(text: str, start: int, run: str) -> tuple[int, str]:
    """A lone character before the year: the code goes on before a line break or a bracket, 鲁建（办）字〔2012〕."""
    before = skip_blanks(text, start)
    if "\n" in text[before:start]:
        head = run_start(text, before, MAX_CODE, MASK)
        joined = text[head:before] + run
        return (head, joined) if is_known(_code_of(joined)) else (start, run)
    if text[start - 1] in ")）" and (run in "字发函" or (run[-1] in "字发函" and not is_known(run))):
        opening = max(text.rfind(mark, max(0, start - 5), start) for mark in "(（")
        head = run_start(text, opening, MAX_CODE) if opening > 0 else start
        plausible = len(run) == 1 or (text[head] in _initials() and start - opening < 5 and opening - head < 6)
        if opening > head and start - opening < 6 and plausible and len(_code_of(text[head:opening])) == opening - head:
            return head, text[head:start] + run
    return start, run


# ---------------------------------------------------------------------------------------------------- pieces


def compact(text: str) -> str:
    """`text` without blanks and with the printed variants of 号 and of inner brackets folded."""
    return "".join(text.split()).translate(_FOLDS)


_FOLDS: Final = str.maketrans("號(（)）發辦－—–〔［", "号（（））发办---（（")


def serial_of(text: str) -> str:
    """Serial without blanks and leading zeros, Chinese numerals as digits; several keep their separators."""
    text = "".join(text.split()).replace("，", "、").replace(",", "、")
    return _numeral_runs().sub(lambda run: _plain(run[0]), text)


@cache
def _numeral_runs() -> Pattern[str]:
    return pattern(f"[0-9]+|[{NUMERAL}]+")


def _plain(digits: str) -> str:
    value = han_to_int(digits)
    return digits if value is None else str(value)


def short_year(text: str) -> int | None:
    """Year of a bracket: 2012, 二〇一二, 84 (of the last century: two digits went out of use in the nineties)."""
    if len(text) == 2 and text.isdigit():
        return (1900 if int(text) >= 45 else 2000) + int(text)
    return parse_year(text)


def printed_year(text: str) -> str:
    year = parse_year(text)
    return str(year) if year else text
