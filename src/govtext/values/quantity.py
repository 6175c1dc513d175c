"""Numbers with their units: 74.9万人次, 近三成, 20—30个, 百分之三点五, 1,100万元, 提高2.3个百分点, 翻一番.

No knowledge of documents: every number that a text prints is found, with what says how exact it is. Which of them measure
something is for the fact finders to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from govtext import lexicon
from govtext.patterns import pattern
from govtext.record import Modifier
from govtext.text import Span
from govtext.values.numeral import MAX_NUMERAL, parse_number

Number = int | Decimal


class Quantity(Struct, frozen=True):
    """A printed number with its unit.

    Attributes:
        span: number and unit, with the words beside them that say how exact it is (约, 余, 以上).
        number: the characters of the number alone.
        value: exact, 万 and 亿 multiplied out; None for a range, which has `low` and `high`.
        unit: name of the unit, "" for a bare number; % stays "%", 元/平方米 stays so.
        dimension: of the unit (`lexicons/units_of_measure.tsv`); "" for a bare number.
        factor: base units of its dimension in one unit.
        step: worth of the last printed digit, in units: 81万 → 10000, 64.8% → 0.1.
        ordinal: it stands behind 第.
        han: it is written in Chinese numerals.
    """

    span: Span
    number: Span
    value: Number | None
    unit: str
    dimension: str = ""
    factor: Decimal = Decimal(1)
    modifier: Modifier = "exact"
    low: Number | None = None
    high: Number | None = None
    step: Decimal = Decimal(1)
    ordinal: bool = False
    han: bool = False


class _Unit(Struct, frozen=True):
    name: str
    dimension: str
    factor: Decimal
    not_before: tuple[str, ...]


@cache
def _units() -> tuple[dict[str, _Unit], int]:
    """Units by what is printed, and the length of the longest."""
    units = {
        row["unit"]: _Unit(
            row["name"] or row["unit"],
            row["dimension"] or "count",
            Decimal(row["factor"] or 1),
            tuple(filter(None, row["not_before"].split("|"))),
        )
        for row in lexicon.table("units_of_measure")
    }
    return units, max(map(len, units))


# --- the grammar of numbers

_HAN: Final = "零〇一二三四五六七八九十百千万亿萬億两廿卅兆壹贰叁肆伍陆柒捌玖拾佰仟"
_DIGIT: Final = "一二三四五六七八九"
_GROUPED: Final = r"\d{1,3}(?:[,，]\d{3})+(?!\d)"
_BLANKED: Final = r"(?<=[一-龥：:])(?<![表图件第注号页月日年版])\d{1,3} \d{3}(?=[一-龥])"  # 1 286户, not 表1 120家
_ARABIC: Final = rf"(?:(?:{_GROUPED}|{_BLANKED}|\d+)(?:\.\d+)?|(?<![\d.])\.\d+)"
_MIXED: Final = rf"{_ARABIC}(?:\s?[十百千万亿兆]{{1,3}}(?:零?(?:\d{{1,3}}(?:[,，]\d{{3}})+(?!\d)|\d+|[{_DIGIT}两])[百千万亿]{{0,2}}){{0,4}})?"
_CHINESE: Final = rf"[{_HAN}]+(?:点[零〇{_DIGIT}壹贰叁肆伍陆柒捌玖]+[万亿萬億]{{0,2}})?"
_NUMBER = pattern(rf"(?P<arabic>{_MIXED})|(?P<han>(?:[几数](?=[十百千万亿]))?{_CHINESE})|翻番")
_NEXT = pattern(rf"{_MIXED}|{_CHINESE}")
_TO = pattern(r"\s?(?:[-—–~～－―﹣]{1,2}|至|到)\s?")
_MARK = pattern("(?P<mark>[余多来几])(?P<scale>[十百千万亿]{0,2})(?!种方式|样|元化)")
_APPROXIMATE = re.compile(rf"(?P<tens>[{_DIGIT}]?十)?(?P<low>[{_DIGIT}])(?P<high>[{_DIGIT}])(?P<scale>[十百千万亿]*)")

_BEFORE: Final[dict[str, Modifier]] = {
    **dict.fromkeys(
        ("约", "近", "将近", "接近", "大约", "约为", "大概", "约有", "约计", "约占", "近乎", "约达"), "about"
    ),
    **dict.fromkeys(
        ("超", "超过", "突破", "逾", "超出", "大于", "高于", "多于", "已超", "过", "破", "上", "超越", "均超"), "over"
    ),
    **dict.fromkeys(
        ("不足", "不到", "未满", "不满", "少于", "低于", "小于", "未达", "未到", "未超过", "未超"), "under"
    ),
    **dict.fromkeys(("不少于", "至少", "不低于", "不小于", "最少", "不得少于", "不得低于", "起码"), "at_least"),
    **dict.fromkeys(("不超过", "不高于", "不大于", "不多于", "最多", "至多", "不得超过", "不超"), "at_most"),
}
_BEFORE_END: Final = frozenset(word[-1] for word in _BEFORE)
_LONGEST_BEFORE: Final = max(map(len, _BEFORE))
_NOT_MODIFIER: Final = {
    "约": "节合预签契条制公相邀失违集简隐",
    "近": "附最靠临邻新亲",
    "上": "以网线路街身县市省会早晚马乘加登",
    "过": "通经超不路透难",
    "破": "打突侦告",
    "超": "赶反",
}
"""Characters before a modifier that make another word of it: 节约12万元, 附近3家."""
_AFTER: Final[tuple[tuple[str, Modifier], ...]] = (
    ("以上", "at_least"),
    ("以下", "at_most"),
    ("以内", "at_most"),
    ("之内", "at_most"),
    ("左右", "about"),
    ("上下", "about"),
    ("有余", "over"),
    ("许", "about"),
)
_NOT_SUFFIX: Final = {"许": "可", "以上": "地"}
_CURRENCY = {
    "人民币": "元",
    "新台币": "新台币元",
    "台币": "新台币元",
    "港币": "港元",
    "澳门币": "澳门元",
    "￥": "元",
    "¥": "元",
    "$": "美元",
    "€": "欧元",
    "£": "英镑",
}
_CURRENCY_BEFORE = pattern(r"(?:人民币|新?台币|港币|澳门币|[￥¥$€£])\s?$")
_PER = {"百分之": "%", "千分之": "‰", "万分之": "‱"}
_SMALL_COINS = pattern(rf"[\d{_HAN}]{{1,3}}[角毛]")
_COINS = pattern(
    rf"(?P<jiao>[\d{_HAN}]{{1,3}})[角毛](?:(?P<fen>[\d{_HAN}]{{1,3}})分)?钱?[整正]?|(?P<cents>[\d{_HAN}]{{1,3}})分钱?[整正]?|整|正"
)
_FRACTION = pattern(
    rf"分之(?P<top>负?(?:{_MIXED}|{_CHINESE}))|(?P<slash>[/／])(?P<down>[1-9]\d{{0,2}})(?![\d/.年月日])"
)
_SMALL = pattern("[百千万亿]{2,4}(?=分之)")
_WHOLE = pattern(rf"(?P<whole>\d+|[{_HAN}]+)又$")
_MINUS = pattern("[-－−]$")
_SIGN = pattern(r"(?:(?<![\d一-龥a-zA-Z%）)])[-－−]|负)$")
MAX_LOOK_BACK: Final = 8


def find_quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Every number of `text[start:end]` with its unit, in order; linear in the length of the text.

    The text is in simplified characters with half-width digits, as the view of a document is.
    """
    end = len(text) if end is None else end
    at = floor = start
    while (match := _NUMBER.search(text, at, end)) is not None:
        found = _quantity(text, match, floor, end)
        if found is not None:
            yield found
            floor = found.span.end
        at = max(found.span.end, match.start() + 1) if found is not None else match.end()


def _quantity(text: str, match: re.Match[str], floor: int, end: int) -> Quantity | None:
    """The quantity whose number begins at a match."""
    start = match.start()
    if match[0] == "翻番":
        return Quantity(Span(start, match.end()), Span(start, match.end()), 1, "番", "doubling", han=True)
    before = text[start - 1 : start] if start > floor else ""
    if match["arabic"] and before and (before in "._/" or (before.isascii() and before.isalpha())):
        if not _AFTER_WORD.search(text, max(floor, start - 12), start):
            return None  # v2.0, GB3100, a path
        counted = _number(text, match, end)  # APP10342件
        return counted if counted is not None and counted.dimension in ("count", "share") else None
    if match["han"] and (doubled := _doubling(text, start, match)):
        return doubled
    if fraction := _per(text, start, match, floor, end):
        return _finished(text, fraction, floor, end)
    number = _number(text, match, end)
    if number is None or (
        text.startswith("又", number.number.end) and _MIXED_FRACTION.match(text, number.number.end, end)
    ):
        return None
    if later := _range(text, number, end):
        return _finished(text, later, floor, end)
    if _is_word(text, number):
        return None
    return _finished(text, number, floor, end)


_AFTER_WORD = re.compile("[A-Za-z]{3,}$")
_MIXED_FRACTION = pattern(rf"又(?:\d+|[{_HAN}]+)分之")
_HAN_LETTER = re.compile("[一-鿿]")


def _is_word(text: str, found: Quantity) -> bool:
    """Whether a lone Chinese digit without unit is part of a word: 四川, 一切, 大陆, 收拾, 入伍."""
    if not found.han or found.unit or found.ordinal or found.number.end - found.number.start > 1:
        return found.han and text[found.number.start : found.number.end] == "两两"
    behind = text[found.number.end : found.number.end + 1]
    before = text[max(0, found.number.start - 1) : found.number.start]
    return bool(_HAN_LETTER.match(behind)) or (
        text[found.number.start] in "陆伍肆拾贰叁柒捌玖" and bool(_HAN_LETTER.match(before))
    )


def _doubling(text: str, start: int, match: re.Match[str]) -> Quantity | None:
    """翻一番, 翻了两番."""
    after = match.end()
    if text[after : after + 1] != "番" or text[start - 1] not in "翻了":
        return None
    value = parse_number(match[0])
    first = start - 1 - (text[start - 1] == "了")
    if value is None or text[first] != "翻":
        return None
    return Quantity(Span(first, after + 1), Span(start, after), value, "番", "doubling", han=True)


def _per(text: str, start: int, match: re.Match[str], floor: int, end: int) -> Quantity | None:
    """百分之三点五, 千分之2.4, 三分之二, 2/3; and a range of them."""
    prefix = text[start : start + 3].replace("仟", "千").replace("佰", "百")
    if prefix in _PER and (number := _NEXT.match(text, start + 3, end)):
        value, stop = _longest(number[0])
        if stop == 0 and number[0][0] in "百千":  # 百分之百
            value, stop = parse_number("一" + number[0]), len(number[0])
        if value is None:
            return None
        where = Span(start, number.start() + stop)
        digits = Span(number.start(), where.end)
        found = Quantity(
            where, digits, value, _PER[prefix], "share", Decimal("0.01"), step=_step(number[0][:stop]), han=True
        )
        if (to := _TO.match(text, where.end, end)) is None:
            return found
        again = _NEXT.match(text, to.end() + 3 * (text[to.end() : to.end() + 3] == prefix), end)
        if again is None or (high := parse_number(again[0])) is None or high <= value:
            return found
        return replace(found, span=Span(start, again.end()), value=None, low=value, high=high, modifier="range")
    whole, stop = _longest(match[0])
    if whole is None and (scale := _SMALL.match(text, start, end)):  # 百万分之五
        whole, stop = parse_number("一" + scale[0]), len(scale[0])
    if whole is None or whole == 0:
        return None
    part = _FRACTION.match(text, start + stop, end)
    if part is None:
        return None
    top = parse_number(part["top"]) if part["top"] else whole
    down = whole if part["top"] else parse_number(part["down"])
    if top is None or not down or (part["slash"] and (top >= 100 * down or match[0][0] == "0" or len(match[0]) > 3)):
        return None
    where = Span(start, part.end())
    value = Decimal(top) / Decimal(down)
    if text[start - 1 : start] == "又" and (more := _WHOLE.search(text, max(0, start - 12), start)):  # 三百五十又3分之1
        value += parse_number(more["whole"]) or 0
        where = Span(more.start(), where.end)
    return Quantity(where, where, value, "", "share", Decimal(1), step=Decimal("0.01"), han=bool(part["top"]))


def _longest(text: str) -> tuple[Number | None, int]:
    """The longest number that a run of its characters begins with, and how long it is."""
    for stop in range(len(text), max(0, len(text) - 8), -1):
        if stop > 1 and text[stop - 1] == "两":  # 二两, 两万两: taels
            continue
        value = parse_number(text[:stop], digits=stop < 3 or "点" in text or text[0].isdigit())
        if value is not None:
            return value, stop
    return None, 0


def _number(text: str, match: re.Match[str], end: int) -> Quantity | None:
    """The number at a match with its inner mark and unit."""
    start, printed = match.start(), match[0]
    if len(printed) > MAX_NUMERAL:
        return None
    bare = printed.replace(" ", "")
    han = match["arabic"] is None
    modifier: Modifier = "exact"
    low: Number | None = None
    high: Number | None = None
    value: Number | None
    stop = match.end()
    if han and printed[0] in "几数":
        value = parse_number("一" + printed[1:]) if len(printed) > 1 and printed[1] in "十百千万亿" else None
        if value is None:
            return None
        low, high, value, modifier = value, value * 10, None, "range"
    elif han and (near := _APPROXIMATE.fullmatch(printed)) and int(_value(near["low"])) < int(_value(near["high"])):
        tens = (parse_number(near["tens"]) or 0) if near["tens"] else 0
        scale = parse_number("一" + near["scale"]) if near["scale"] else 1
        if scale is None or _value(near["high"]) - _value(near["low"]) > 2:
            return None
        low, high = (tens + _value(near["low"])) * scale, (tens + _value(near["high"])) * scale
        value, modifier = None, "range"
    elif han and printed[0] in "百千万亿佰仟兆":
        if text[max(0, start - 1) : start] not in _BEFORE_END and text[stop : stop + 1] not in ("余", "多"):
            return None  # 百项工程, 千家万户; not 百余场
        value = parse_number("一" + printed)
    else:
        value, length = _longest(bare if not _splits_unit(text, stop, end) else bare[:-1])
        if value is None:
            return None
        if length < len(bare):
            stop = start + length + (len(printed) - len(bare))
    step = _step(text[start:stop].replace(" ", ""))
    if (mark := _MARK.match(text, stop, end)) and value is not None and _marked(text, mark, end):
        scale = parse_number("一" + mark["scale"]) if mark["scale"] else 1
        if scale is not None:
            value, step = value * scale, step * scale
            modifier = "about" if mark["mark"] == "来" else "over"
            stop = mark.end()
    ordinal = start > 0 and text[start - 1] == "第"
    where = Span(start, stop)
    found = Quantity(
        Span(start - ordinal, stop), where, value, "", "", Decimal(1), modifier, low, high, step, ordinal, han
    )
    return _with_unit(text, found, end)


def _splits_unit(text: str, stop: int, end: int) -> bool:
    """Whether the last scale of a number begins its unit: 12千米, 五十兆字节."""
    unit = _unit_at(text, stop - 1, end) if text[stop - 1] in "千兆百" else None
    return (unit is not None and len(unit[0]) > 1 and unit[1].dimension not in ("count", "data")) or (
        unit is not None and unit[0].endswith(("字节", "比特"))
    )


def _value(digit: str) -> int:
    return 1 + _DIGIT.index(digit)


def _marked(text: str, mark: re.Match[str], end: int) -> bool:
    """Whether 余, 多, 来, 几 belong to the number: a scale or a unit follows."""
    return bool(mark["scale"]) or _unit_at(text, mark.end(), end) is not None or text[mark.end() - 1] in "余多"


def _step(printed: str) -> Decimal:
    """Worth of the last printed digit: 0.1 of 64.8, 10000 of 81万, 1 of 5,000."""
    digits = printed.replace("，", "").replace(",", "")
    scale = Decimal(1)
    while digits and digits[-1] in "十百千万亿兆佰仟拾":
        scale, digits = scale * Decimal(parse_number("一" + digits[-1]) or 1), digits[:-1]
    _, point, places = digits.replace("点", ".").partition(".")
    return scale / (Decimal(10) ** len(places)) if point else scale


# --- units

_ALTERNATIVE = pattern(r"[（(](?P<other>[^\s（()）]{1,4})[)）]")
_SLASH = pattern(r"\s?(?:/|／)\s?")
_HALF = frozenset(("length", "mass", "time", "area", "volume"))
_MANY_MONTHS = pattern(
    "个(?:多|余|半)(?=月|小时|星期|学期)|年(?:多|余)(?!种)|(?:公里|平方米|亩|小时|天)(?:多|余)(?!种)"
)


def _unit_at(text: str, at: int, end: int) -> tuple[str, _Unit] | None:
    """The longest unit printed at a place, which no further character makes another word."""
    units, longest = _units()
    if "\n" in text[at + 1 : at + longest] and (wrapped := _over_margin(text, at, min(at + longest + 1, end))):
        return wrapped
    for stop in range(min(at + longest, end), at, -1):
        printed = text[at:stop]
        unit = units.get(printed) or (units.get(printed.lower()) if printed.isascii() else None)
        if unit is not None and not (unit.not_before and text.startswith(unit.not_before, stop)):
            if (
                unit.name.isascii()
                and unit.name.isalpha()
                and text[stop : stop + 1].isascii()
                and text[stop : stop + 1].isalpha()
            ):
                continue  # m of mm, g of gov
            return printed, unit
    return None


def _over_margin(text: str, at: int, end: int) -> tuple[str, _Unit] | None:
    """A unit that a margin broke: 1.6个↵百分点."""
    units, _ = _units()
    for stop in range(end, at + 2, -1):
        printed = text[at:stop]
        if "\n" in printed.strip() and (unit := units.get(printed.replace("\n", ""))) is not None:
            return printed, unit
    return None


def _with_unit(text: str, found: Quantity, end: int) -> Quantity:
    at = found.number.end
    if text[at : at + 1] in (" ", "\n") and text[at + 1 : at + 2] and _unit_at(text, at + 1, end):
        at += 1
    modifier = found.modifier
    if (many := _MANY_MONTHS.match(text, at, end)) and modifier == "exact":
        name = {"月": "个月", "小": "小时", "星": "个星期", "学": "个学期"}.get(
            text[many.end() : many.end() + 1], many[0][:-1]
        )
        stop = many.end() + (len(name.removeprefix("个")) if many[0][0] == "个" else 0)
        unit = _units()[0][name]
        if many[0] == "个半" and found.value is not None:  # 3个半月
            found, modifier = replace(found, value=found.value + Decimal("0.5")), "exact"
        else:
            modifier = "over"
        return replace(
            found,
            span=Span(found.span.start, stop),
            unit=unit.name,
            dimension=unit.dimension,
            factor=unit.factor,
            modifier=modifier,
        )
    at_unit = _unit_at(text, at, end)
    if at_unit is None:
        return found
    printed, unit = at_unit
    stop = at + len(printed)
    name = printed if printed.isalpha() and not _HAN_LETTER.search(printed) else unit.name  # mg/L stays mg/L
    dimension, factor = unit.dimension, unit.factor
    value, step = found.value, found.step
    if printed == "块" and _SMALL_COINS.match(text, stop, end):
        name, dimension, factor = "元", _units()[0]["元"].dimension, Decimal(1)  # 十块三毛
    if (
        dimension.startswith("money")
        and printed in ("元", "圆", "块")
        and value is not None
        and (coins := _COINS.match(text, stop, end))
    ):
        value, step, stop = _coined(value, step, coins), Decimal(1), coins.end()
    if name == "成" and not _is_tenth(text, found, stop):
        return found
    if name == "成":
        name, dimension, factor = "%", "share", Decimal("0.01")
        value = None if value is None else value * 10
        found = replace(found, low=_times(found.low, 10), high=_times(found.high, 10))
        step *= 10
        more = text[stop : stop + 1]
        if value is not None and more and more in _DIGIT + "半":  # 七成五
            value, step, stop = value + (5 if more == "半" else _value(more)), Decimal(1), stop + 1
    if (
        text[stop : stop + 1] == "半"
        and dimension in _HALF
        and value is not None
        and text[stop + 1 : stop + 2] not in ("数", "导", "径")
    ):
        value, stop = value + Decimal("0.5"), stop + 1
    other = _ALTERNATIVE.match(text, stop, end)  # 312台（套）
    if other and _unit_at(other["other"], 0, len(other["other"])) == (
        other["other"],
        _units()[0].get(other["other"]),
    ):
        name, stop = text[at : other.end()].strip(), other.end()
    if slash := _SLASH.match(text, stop, end):
        per = _unit_at(text, slash.end(), end)
        per_name = per[0] if per else _PER_WORD.match(text, slash.end(), end)
        if per_name:
            word = per_name if isinstance(per_name, str) else per_name[0]
            name, stop = f"{name}/{word}", slash.end() + len(word)
            dimension = f"{dimension}/{per[1].dimension if per else word}"
    return replace(
        found,
        span=Span(found.span.start, stop),
        value=value if value is None or isinstance(value, int) else _simple(value),
        unit=name,
        dimension=dimension,
        factor=factor,
        step=step,
    )


_PER_WORD = pattern("月|人|股|标方|单|例|只|周")


def _simple(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else value


def _times(value: Number | None, by: int) -> Number | None:
    return None if value is None else value * by


def _is_tenth(text: str, found: Quantity, stop: int) -> bool:
    """三成, 七成五, 近六成 are shares; 10成 and 12成立 are none."""
    return found.value is None or (0 < found.value < 10 and found.modifier == "exact")


def _coined(value: Number, step: Decimal, coins: re.Match[str]) -> Number:
    """元 with its 角 and 分."""
    jiao = parse_number(coins["jiao"]) if coins["jiao"] else 0
    fen = parse_number(coins["fen"] or coins["cents"]) if coins["fen"] or coins["cents"] else 0
    return _simple(Decimal(value) + Decimal(jiao or 0) / 10 + Decimal(fen or 0) / 100)


# --- ranges

_FROM = pattern("(?:从|由|自)[^，。；,;]{0,12}$")


def _range(text: str, low: Quantity, end: int) -> Quantity | None:
    """20—30个, 5%～10%, 十八至三十万元: the first number takes scale and unit of the second where it has none."""
    if low.value is None or low.ordinal:
        return None
    to = _TO.match(text, low.span.end, end)
    if to is None and text[low.span.end : low.span.end + 3] in ("(含)", "（含）"):
        to = _TO.match(text, low.span.end + 3, end)
    if to is None:
        return None
    match = _NUMBER.match(text, to.end(), end)
    if match is None or match[0] == "翻番":
        return None
    high = _number(text, match, end)
    if high is None or high.value is None or (low.unit and low.unit != high.unit):
        return None
    word = to[0].strip()
    if word in ("至", "到") and low.unit and _FROM.search(text, max(0, low.span.start - 14), low.span.start):
        return None  # 由12家到15家: two values
    first = low.value
    if not low.unit:
        scale = _shared_scale(text[match.start() : match.end()].replace(" ", ""), first)
        first = first * scale
    if not first < high.value:
        return None
    return replace(
        high,
        span=Span(low.span.start, high.span.end),
        number=Span(low.number.start, high.number.end),
        value=None,
        low=first,
        high=high.value,
        modifier="range",
        han=low.han,
    )


def _shared_scale(printed: str, first: Number) -> int:
    """By what the second number of 10～20万 multiplies the first."""
    rest, scale = printed, 1
    while rest and rest[-1] in "万亿":
        scale, rest = scale * (10_000 if rest[-1] == "万" else 100_000_000), rest[:-1]
    if scale == 1 and len(printed) > 1 and printed[-1] in "十百千仟佰" and first < 10:
        return int(parse_number("一" + printed[-1]) or 1) if parse_number(printed[:-1]) is not None else 1
    second = parse_number(rest) if scale > 1 and rest else None
    return scale if second is not None and first < second else 1


# --- words that say how exact it is

_INCLUSIVE = pattern(r"[（(]含[^（()）]{0,6}[)）]")


def _finished(text: str, found: Quantity, floor: int, end: int) -> Quantity:
    """The quantity with its sign, its currency and the words before and after it."""
    start, stop, modifier = found.span.start, found.span.end, found.modifier
    value, name, dimension = found.value, found.unit, found.dimension
    number = found.number
    cold = _MINUS.search(text, max(floor, start - 1), start) if found.dimension == "temperature" else None
    if sign := cold or _SIGN.search(text, max(floor, start - 1), start):
        start = sign.start()
        value = None if value is None else -value
        number = Span(start, number.end)
    money = _CURRENCY_BEFORE.search(text, max(floor, start - MAX_LOOK_BACK), start)
    if money and (name in ("元", "") or name == _CURRENCY[money[0].strip()]):
        start, name = money.start(), _CURRENCY[money[0].strip()]
        dimension = _units()[0][name].dimension
    if inclusive := _INCLUSIVE.match(text, stop, end):
        stop = inclusive.end() if text.startswith(tuple(word for word, _ in _AFTER), inclusive.end()) else stop
    for word, kind in _AFTER:
        if text.startswith(word, stop) and not text.startswith(_NOT_SUFFIX.get(word, "\0"), stop + len(word)):
            modifier = kind if modifier == "exact" else modifier
            stop += len(word)
            break
    if not found.ordinal and (prefix := _modifier(text, floor, start)):
        word, kind = prefix
        start -= len(word)
        if modifier in ("exact", "about") or kind == "under":
            modifier = kind
    if found.low is not None:
        modifier = "range"
    return replace(
        found, span=Span(start, stop), number=number, value=value, unit=name, dimension=dimension, modifier=modifier
    )


def _modifier(text: str, floor: int, start: int) -> tuple[str, Modifier] | None:
    """The longest word right before a number that says how exact it is."""
    if start <= floor or text[start - 1] not in _BEFORE_END:
        return None
    for length in range(min(_LONGEST_BEFORE, start - floor), 0, -1):
        word = text[start - length : start]
        if word in _BEFORE:
            before = text[start - length - 1 : start - length] if start - length > 0 else ""
            if before and before in _NOT_MODIFIER.get(word, ""):
                return None
            return word, _BEFORE[word]
    return None
