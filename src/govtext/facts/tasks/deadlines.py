"""By when a task is to be done, and how often: 2011年底前, 于5月20日前, 上半年, 每月10日前."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Final

from msgspec import Struct

from govtext.patterns import pattern
from govtext.text import Span
from govtext.values.numeral import han_to_int

_NUM: Final = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_BY: Final = r"(?:之前|以前|前|底前|末前|内)"
_DONE: Final = (
    r"(?=[^，,。；;]{0,16}(?:完成|全部|基本|实现|建成|启动|开展|举办|出台|组织|召开|达到|投入|开工|竣工|报|公布|修订|印发|制定|进行|建立|上线|"
    r"开通|到位))"
)
_DEADLINE = pattern(
    rf"(?:(?P<y>(?:19|20)\d\d)年|(?P<roc>民国\d{{2,3}})年|(?P<rel>今年|本年|当年|明年|次年|来年|去年))?\s?(?:度)?"
    rf"(?:(?<!从)(?P<m>{_NUM})月份?(?:(?P<d>{_NUM})日|(?P<part>[上中下]旬|底|末|初))?(?!起|份?起)(?:{_BY}|{_DONE})"
    rf"|(?P<half>[上下]半年)(?:{_BY}|(?!的|来|情况|工作情况|以来|[，,]?全[市县省]))"
    rf"|(?P<q>第?[一二三四1-4]季度)(?:末|底)?(?:{_BY}|(?!的|来|情况|工作情况|以来|[，,]?全[市县省]))"
    rf"|(?P<end>年底|年末|年终|底|末)(?:{_BY}|{_DONE})"
    rf"|(?P<within>年内|全年|春节前|国庆节?前|元旦前|(?<=\d年)内))"
    rf"|(?:完成)?(?:时[限间]|期限)(?:要求)?[：:]\s?(?:(?P<y2>(?:19|20)\d\d)年)?(?:(?P<m2>{_NUM})月(?:(?P<d2>{_NUM})日|底|末)?|(?P<half2>[上下]半年)|第?(?P<q2>[一二三四1-4])季度|(?P<end2>年底|年内|年末))"
)
_PAST = pattern("(?:对|的|上报|总结|汇总)$")
_SPAN = pattern(rf"(?:在|于)?(?:{_NUM}|\d{{1,3}}|[两三]|半)个?(?:工作日|日|天|周|月|年|小时)(?:之内|内|以内)")
_RECURRENCE = (
    ("half-yearly", pattern("每半年|(?<![上下])半年(?:一次|通报|调度|报)|每年(?:不少于|至少)?(?:两|2|二)次")),
    ("daily", pattern("每日|每天|按日|逐日|日报告")),
    ("weekly", pattern("每周|按周|每星期|逐周|周调度|一周一")),
    ("monthly", pattern("每月|每个月|按月|逐月|月调度|一月一|月通报")),
    ("quarterly", pattern("每季度?|按季度?|逐季|各季度|一季一")),
    ("yearly", pattern("每年|每年度|按年度?|逐年|年度报告制度|一年一")),
)


class Deadline(Struct, frozen=True):
    """When a task is due. `iso`: the date, None where the text gives none; `recurrence`: daily to yearly, or None; `text` as printed."""

    iso: str | None
    recurrence: str | None
    text: str | None
    span: Span | None


class Calendar(Struct, frozen=True):
    """The year that a document's dates without one belong to. `issued`: its date of issue (ISO), or None."""

    year: int | None
    issued: str | None

    def read(self, text: str, start: int, end: int) -> Deadline:
        """The first deadline of `text[start:end]`, and how often the task recurs."""
        words = text[start:end]
        recurrence = next((name for name, form in _RECURRENCE if form.search(words)), None)
        found = None
        for match in _DEADLINE.finditer(words):
            if not _PAST.search(words[: match.start()]):
                found = match
                break
        if found is None:
            if (open_span := _SPAN.search(words)) is not None:
                return Deadline(
                    None, recurrence, open_span[0], Span(start + open_span.start(), start + open_span.end())
                )
            if recurrence is None:
                return Deadline(None, None, None, None)
            often = next(form.search(words) for name, form in _RECURRENCE if name == recurrence)
            assert often is not None
            return Deadline(None, recurrence, often[0], Span(start + often.start(), start + often.end()))
        begin = found.start()
        if (
            recurrence is not None
            and (often := dict(_RECURRENCE)[recurrence].search(words))
            and often.start() <= begin <= often.end() + 6
        ):
            return Deadline(
                None, recurrence, words[often.start() : found.end()], Span(start + often.start(), start + found.end())
            )
        iso = self._resolved({name: value for name, value in found.groupdict().items() if value})
        return Deadline(iso, recurrence, found[0], Span(start + begin, start + found.end()))

    def _resolved(self, said: dict[str, str]) -> str | None:
        year, explicit = self._year(said)
        if year is None:
            return None
        month_said = said.get("m") or said.get("m2")
        if month_said:
            month = _number(month_said)
            day_said = said.get("d") or said.get("d2")
            if not 1 <= month <= 12:
                return None
            day = _number(day_said) if day_said else {"上旬": 10, "中旬": 20, "初": 10}.get(said.get("part", ""), 0)
        elif half := said.get("half") or said.get("half2"):
            month, day = (6, 30) if half[0] == "上" else (12, 31)
        elif quarter := said.get("q") or said.get("q2"):
            number = quarter.strip("第季度")
            month, day = 3 * ("一二三四".find(number) + 1 or int(number)), 0
        elif said.get("within", "").startswith(("春节", "国庆", "元旦")):
            return None
        else:
            month, day = 12, 31
        return self._date(year, month, day, fixed=explicit)

    def _year(self, said: dict[str, str]) -> tuple[int | None, bool]:
        if printed := said.get("y") or said.get("y2"):
            return int(printed), True
        if republic := said.get("roc"):
            return int(republic[2:]) + 1911, True
        if self.year is not None and (relative := said.get("rel")):
            return self.year + {"明年": 1, "次年": 1, "来年": 1, "去年": -1}.get(relative, 0), True
        return self.year, False

    def _date(self, year: int, month: int, day: int, *, fixed: bool) -> str | None:
        """The date; the next year's where it would lie before the day of issue: 3月底前 of a notice of December."""
        last = calendar.monthrange(year, month)[1]
        if day > last:
            return None
        due = date(year, month, day or last).isoformat()
        if not fixed and self.issued is not None and due < self.issued and self.issued[:4] == str(year):
            return self._date(year + 1, month, day, fixed=True)
        return due


def _number(text: str) -> int:
    return int(text) if text.isdigit() else han_to_int(text) or 0
