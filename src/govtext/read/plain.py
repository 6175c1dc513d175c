"""Plain text: which encoding the bytes are in, decided strictly, or not at all.

UTF-8 proves itself. The Chinese double-byte encodings do not: nearly every GBK text is also some sequence of Big5 and
the reverse, so each candidate is decoded strictly and the results are compared by how much they look like
administrative Chinese. A result that does not look like it, or two that do, end in a `DecodeError`.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from govtext.errors import DecodeError, FormatError, InputError
from govtext.read import limits
from govtext.source import Notice, Source, digest
from govtext.text import Span

# The commonest Han characters of administrative texts, simplified, by falling frequency; then the traditional forms of
# the same words. Counted over some five hundred public documents, each character at most fifty times a document.
_FREQUENT: Final = (
    "的人行一定公理法有和工业房第建政市以用发地管国中住产规在民实年作不关施二全合区等金生保设十及进要为资提部务三之制"
    "对事或上出开新家本安款高项机企应电加品方件成位经大院力条重分日商展其单各通自化动度局会主可同购目下者体持查办个量"
    "核五改积于监期文支月案情性程省能服现前四所调策委申按场时司平级推准证强入贷质"
)
_COMMON: Final = (
    "取面环组得城基与依任境造效源相构府内系员请收求社利物责共优限存完处额交点由态万技运元标明营供心当计水检补整外数统"
    "续治好照门集式料总备放长价受权费并落划后代他育执增立知活信过网确次审科格护意具需名配范予据县职结报向防融消批原号"
    "未解快到投税学指六更创济间台认列口专形是最套督障协缴革农联升步型百七买域售财正土决导转善已特居我贴措九置八罪深使"
    "况稳促首至领户达送布序多子问接教江题村表刑严坚告煤起就议研评试乡控修术小色线织给站海健引山验庭预例书直助率采医流"
    "律排销超矿根则将察纳际付符了清算记比非华示打低做险先如违字州南息类负因节西属央考群值见装精复果容厂许道究参易极材"
    "团风适励培无别综础承围让干止除登签均路反油广宅传东测气回校才犯然石智满益被足绿从诉园模手判变扩附射必裁镇再令租退"
    "康印车北包近两争老罚托污银亿常层移来释战义影身每零厅室功鼓养旅辐炭筹减官担贸享征游筑惠党头双空充疗约带害选含众兴"
    "贯档但且票章假还副突讼换举响致急习维故失段涉屋神女降奖彻订福河破良势互港天旧份继延宁注们连债种密卖获即链真该估视"
    "切届难碳固少林署阳食辖废千略挥停聚识而宜染宣役免抓录称断账危警儿招括师留席普押契军竞药若周股卫速把美追器库米货状"
    "探紧湖候画索象简显着走派输振拓航田苏岛述素盖较张牌守疫铁湾左界历细券观扣余占队离思须抵聘攻勘"
    "業發髮國產規實關閤區設進爲為資務製對齣開傢項機應電經條單動侷會衕購體辦個箇覈積於監現調場時級準證証強貸質麪環組與構"
    "内內係繫員請責優處額點態萬運標營當噹計檢補數統續門總備長價權費並併幷劃後執過網確審護俱範據縣職結報嚮曏號稅學創濟間"
    "臺檯颱認專協繳農聯昇買財決導轉貼況穩領戶達佈問題錶嚴堅議評試鄉脩術朮線織給驗預書採寀醫銷礦則將納際瞭記華險違類負"
    "節屬羣見裝復複覆廠許參團糰風適勵無別彆綜礎圍讓幹乾籤簽廣傳東測氣迴纔滿綠從訴園變擴鎮車兩爭罰託銀億層來釋"
    "戰義廳養輻籌減擔貿徵遊築黨頭雙療約帶選衆眾興貫檔還訟換舉響緻習維獎徹訂勢舊繼寧註們連債種賣獲穫鏈該視屆難陽轄廢"
    "揮識錄稱斷賬兒師蓆軍競藥葯週衛庫貨狀緊畫像簡顯輸蘇島蓋較張鐵灣歷曆細觀釦餘佔隊離須鬚牴你妳您它這裡裏說沒"
)
_MARKS: Final = "、。，；：？！（）《》〈〉〔〕【】「」『』“”‘’—…·〇％～\u3000０１２３４５６７８９"
_SYMBOLS: Final = (
    "①②③④⑤⑥⑦⑧⑨⑩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⒈⒉⒊⒋⒌㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩ⅠⅡⅢⅣⅤ℃㎡§№※★☆●○◎◆◇■□▲△→←↑↓×÷±≥≤•‧．－／＋＝＜＞﹝﹞［］｛｝"
)

_SAMPLE: Final = 20_000
"""Characters that are weighed; the whole is decoded strictly whatever its length."""

_PLAUSIBLE: Final = 0.9
"""Mean weight from which a reading is Chinese text: the true one lies near 2, a wrong one below 0.3."""

_FAINT: Final = 0.5
"""Mean weight that still is enough for a reading without a rival: a short list of names in rare characters."""

_LEAD: Final = 1.0
"""By how much a faint reading must lead every other."""

_MARGIN: Final = 0.5
"""By how much a reading must beat the next one: below it the two are told apart by luck."""

_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a"))

_BLANKS: Final = " \t\r\n\v\f\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff\x00"


_NEUTRAL: Final = frozenset("\u00a0\ufeff" + "".join(map(chr, range(0x2000, 0x2010))))
"""Blanks of layout: whole lines of them say nothing for or against a reading."""


class _Reading(NamedTuple):
    """One candidate's result: mean weight, encoding, its text, and whether the last character is cut off."""

    score: float
    encoding: str
    text: str
    truncated: bool


def read_plain(data: bytes, name: str) -> Source:
    """Read plain text (Markdown too): `Source.text` is exactly what the bytes say, line ends included.

    Raises:
        DecodeError: when no encoding can be decided.
        FormatError: when the text ends inside a character.
        InputError: when there is nothing but blanks.
    """
    text, encoding = decode(data)
    limits.check(len(text), limits.MAX_TEXT_CHARACTERS, f"{name}: characters of text", "MAX_TEXT_CHARACTERS")
    if is_blank(text):
        raise InputError(f"{name} holds no text but blanks; check that the right file was given")
    return Source(name, "text/plain", encoding, digest(data), text, notices=tuple(lost_characters(text)))


def lost_characters(text: str) -> Iterator[Notice]:
    """A notice where another program has put U+FFFD for what it could not decode, at the first of them."""
    count = text.count("\ufffd")
    if count:
        at = text.index("\ufffd")
        message = f"{count} characters were lost before this file was saved (U+FFFD); get the original"
        yield Notice("unmapped_characters", message, Span(at, at + 1))


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: blanks, byte order marks and zero-width characters only."""
    return not text.strip(_BLANKS)


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, str]:
    """Text of `data` and the name of its encoding, such that `data.decode(encoding)` gives the text.

    A byte order mark decides and is not part of the text; then UTF-8 if the bytes are strictly that; then the reading
    that looks like Chinese text. `declared` (a charset from a header) only wins over a rival reading, never over the
    bytes.

    >>> decode("关于全市政务公开工作情况的通报".encode("gbk"))
    ('关于全市政务公开工作情况的通报', 'gb18030')
    """
    marked = _marked(data)
    if marked:
        return marked
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken: UnicodeDecodeError | None = error
    else:
        if not _has_controls(data):
            return text, "utf-8"
        broken = None
    found = _by_nuls(data)
    if found:
        return found
    if broken is None:
        return _over_utf8(data) or (text, "utf-8")
    return _weigh(data, declared, broken)


def _has_controls(data: bytes) -> bool:
    """Whether bytes that are UTF-8 hold what text does not: a NUL anywhere, other control bytes in the head."""
    return b"\0" in data or count_controls(data[:4096]) > 0


def _over_utf8(data: bytes) -> tuple[str, str] | None:
    """UTF-16 whose bytes happen to be UTF-8 as well, with control characters in it."""
    for encoding in ("utf-16-le", "utf-16-be"):
        reading = _read(data, encoding)
        if reading and not reading.truncated and reading.score >= _PLAUSIBLE:
            return reading.text, encoding
    return None


def _marked(data: bytes) -> tuple[str, str] | None:
    """The reading that a byte order mark announces."""
    marks = (
        (codecs.BOM_UTF8, "utf-8-sig", 1),
        (codecs.BOM_UTF32_LE, "utf-32", 4),
        (codecs.BOM_UTF32_BE, "utf-32", 4),
        (codecs.BOM_UTF16_LE, "utf-16", 2),
        (codecs.BOM_UTF16_BE, "utf-16", 2),
    )
    for mark, encoding, unit in marks:
        if not data.startswith(mark):
            continue
        body = data[len(mark) :] if unit == 1 else data
        try:
            return body.decode("utf-8" if unit == 1 else encoding), encoding
        except UnicodeDecodeError as error:
            if len(data) % unit or _is_cut(body, error):
                raise _truncated(encoding) from error
            raise DecodeError(
                f"the byte order mark says {encoding}, but byte {error.start:,} is not; save the file again as UTF-8"
            ) from error
    return None


def utf16_side(head: bytes) -> str | None:
    """UTF-16 without a mark, by the NUL bytes that its ASCII characters and line ends leave on one side only."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if even + odd == 0 or max(even, odd) < 3 * min(even, odd):  # 一 is U+4E00
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _by_nuls(data: bytes) -> tuple[str, str] | None:
    """The reading as UTF-16 without a mark, where NUL bytes suggest it and the result looks like text."""
    head = data[: 4 * _SAMPLE]
    encoding = utf16_side(head)
    if encoding is None:
        return None
    try:
        text = data[: len(data) & ~1].decode(encoding)
    except UnicodeDecodeError:
        return None
    ascii_only = 2 * head.count(0) > 0.9 * len(head)
    if count_controls(text[:_SAMPLE]) or (not ascii_only and _score(text) < _PLAUSIBLE):
        return None
    if len(data) % 2:
        raise _truncated(encoding)
    return text, encoding


def count_controls(text: str | bytes) -> int:
    """Control characters other than the blanks that text files hold."""
    if isinstance(text, bytes):
        return len(text) - len(text.translate(None, _CONTROLS))
    return sum(char < " " and char not in "\t\n\r\f\v\x1a" for char in text)


def _weigh(data: bytes, declared: str | None, broken: UnicodeDecodeError) -> tuple[str, str]:
    """Decide among the encodings that do not prove themselves."""
    readings = [_cut_utf8(data, broken), _read(data, "gb18030"), _big5(data)]
    readings += [_read(data, "utf-16-le"), _read(data, "utf-16-be")]
    ranked = sorted((r for r in readings if r is not None), key=lambda r: -r.score)
    good = [r for r in ranked if r.score >= _FAINT]
    if not good or (good[0].score < _PLAUSIBLE and not _is_alone(ranked)):
        raise DecodeError(_failure(data, broken, ranked))
    best = good[0]
    rivals = [r for r in good if best.score - r.score < _MARGIN]
    if len(rivals) > 1:
        hinted = [r for r in rivals if _family(r.encoding) == _family(declared or "")]
        if not hinted:
            names = " and ".join(r.encoding for r in rivals)
            raise DecodeError(f"the bytes read equally well as {names}; save the text as UTF-8 and try again")
        best = hinted[0]
    if best.truncated:
        raise _truncated(best.encoding)
    return best.text, best.encoding


def _is_alone(ranked: list[_Reading]) -> bool:
    """Whether the first reading has no rival near it, nor one that shows the bytes to be Japanese."""
    first, *others = ranked
    if any(first.score - other.score < _LEAD for other in others):
        return False
    kana = (sum("\u3041" <= char <= "\u30fe" for char in r.text[:_SAMPLE]) / max(1, len(r.text)) for r in others)
    return max(kana, default=0) < 0.2


def _cut_utf8(data: bytes, broken: UnicodeDecodeError) -> _Reading | None:
    """UTF-8 that only lacks the end of its last character."""
    if not _is_cut(data, broken):
        return None
    text = data[: broken.start].decode("utf-8")
    return _Reading(_score(text), "utf-8", text, truncated=True)


def _read(data: bytes, encoding: str) -> _Reading | None:
    """Decode strictly; an incomplete last character alone is forgiven and marked."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if not _is_cut(data, error):
            return None
        text = data[: error.start].decode(encoding)
        return _Reading(_score(text), encoding, text, truncated=True)
    return _Reading(_score(text), encoding, text, truncated=False)


def _big5(data: bytes) -> _Reading | None:
    """The best of Big5's dialects: the plain one unless another reads a symbol better or is the only one to read it."""
    best: _Reading | None = None
    for encoding in ("big5", "cp950", "big5hkscs"):
        reading = _read(data, encoding)
        if reading and (best is None or reading.score > best.score + 1e-9):
            best = reading
        if best and best.encoding == "big5" and not _has_disputed(data):
            break
    return best


def _has_disputed(data: bytes) -> bool:
    """Whether a byte occurs that may begin a symbol on which the dialects of Big5 differ."""
    return any(lead in data for lead in (b"\xa1", b"\xa2", b"\xc6", b"\xc7"))


def _is_cut(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether decoding failed only because the bytes end inside a character."""
    return error.end >= len(data) > error.start >= len(data) - 3 and error.reason in (
        "unexpected end of data",
        "incomplete multibyte sequence",
        "truncated data",
    )


def _truncated(encoding: str) -> FormatError:
    return FormatError(f"the text is truncated: it ends inside a character of {encoding}; fetch the file again")


def _family(encoding: str) -> str:
    """One name for the encodings that are the same question: GB, Big5, or the codec's own."""
    name = encoding.strip().strip("\"'").lower().replace("_", "-")
    if name.startswith(("gb", "cp936", "x-gbk", "hz", "euc-cn", "windows-936")):
        return "gb"
    if name.startswith(("big5", "cp950", "x-big5", "windows-950", "x-x-big5")):
        return "big5"
    return name


def _failure(data: bytes, broken: UnicodeDecodeError, ranked: list[_Reading]) -> str:
    """The message for bytes that are text in no candidate: the nearest miss and where it fails."""
    tried = "UTF-8, UTF-16, GB18030 and Big5"
    prefix = data[: broken.start].decode("utf-8", "ignore")
    if broken.start > 3 and _score(prefix) >= _PLAUSIBLE:
        return f"the bytes are UTF-8 up to byte {broken.start:,} and damaged there; none of {tried} reads them all"
    for encoding in ("gb18030", "big5"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start > 3 and _score(data[: error.start].decode(encoding, "ignore")) >= _PLAUSIBLE:
                return (
                    f"the bytes are {encoding} up to byte {error.start:,} and damaged there; "
                    f"none of {tried} reads them all"
                )
    seen = ", ".join(r.encoding for r in ranked)
    nearest = f" ({seen} would decode, but not to Chinese text)" if seen else ""
    return f"the bytes are no Chinese text in {tried}{nearest}; save the text as UTF-8 and try again"


def _score(text: str) -> float:
    """Mean weight of the non-ASCII characters of a reading; 0 when it has none."""
    counts = Counter(text[:_SAMPLE])
    if len(text) > _SAMPLE:  # a page's head may be all markup or furniture: weigh the end, too
        counts.update(text[-_SAMPLE:])
    total = weight = 0.0
    for char, count in counts.items():
        if char < "\x80":
            if char < " " and char not in "\t\n\r\f\v\x1a":
                total += count
                weight -= 6 * count
            continue
        if char not in _NEUTRAL:
            total += count
            weight += count * _weight(char)
    return weight / total if total else 0.0


@cache
def _weights() -> dict[str, float]:
    table = dict.fromkeys(_SYMBOLS, 1.0)
    table.update(dict.fromkeys(_COMMON, 2.0))
    table.update(dict.fromkeys(_MARKS, 2.0))
    table.update(dict.fromkeys(_FREQUENT, 3.0))
    return table


@cache
def _weight(char: str) -> float:
    """How well one character speaks for a reading."""
    known = _weights().get(char)
    if known is not None:
        return known
    if "\u4e00" <= char <= "\u9fff":
        if _lead(char, "gb2312") in range(0xB0, 0xD8) or _lead(char, "big5") in range(0xA4, 0xC7):
            return 0.5  # first level of either standard: the characters in common use
        return -2.0 if _lead(char, "gb2312") or _lead(char, "big5") else -4.0
    if "\uff01" <= char <= "\uff5e" or "\u2000" <= char <= "\u206f" or "\u2460" <= char <= "\u24ff":
        return 0.5
    if "\u2100" <= char <= "\u27bf" or "\u3000" <= char <= "\u303f" or char <= "\u00ff":
        return -0.5
    if "\ue000" <= char <= "\uf8ff" or "\ufffe" <= char <= "\uffff":
        return -6.0
    return -3.0


def _lead(char: str, encoding: str) -> int:
    """First byte of a character in an encoding, 0 where it has none."""
    try:
        return char.encode(encoding)[0]
    except UnicodeEncodeError:
        return 0
