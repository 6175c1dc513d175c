"""The lexicons of issuing organs: well formed, wide enough, and right for the codes that documents cite most."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations

import pytest

from govtext import lexicon
from govtext.facts.citations import issuer_of

Row = dict[str, str]


def _years(row: Row) -> tuple[int, int]:
    return int(row["since"] or 0), int(row["until"] or 9999)


def _rows() -> tuple[Row, ...]:
    return lexicon.table("issuer_codes")


def _places_now(kind: str) -> set[str]:
    return {row["full_name"] for row in lexicon.table("places") if row["kind"] == kind and not row["until"]}


def test_codes_are_han_with_at_most_a_final_star() -> None:
    assert [row["code"] for row in _rows() if not re.fullmatch(r"[\u4e00-\u9fff]{1,40}\*?", row["code"])] == []


def test_patterns_are_long_enough_not_to_swallow_strangers() -> None:
    short = {row["code"] for row in _rows() if row["code"].endswith("*") and len(row["code"]) < 3}
    assert short <= {"署*"}


def test_every_row_names_its_organ() -> None:
    for row in _rows():
        assert re.fullmatch(r"[\u4e00-\u9fff、]+", row["issuer"]), row


def test_years_are_in_order() -> None:
    for table in ("issuer_codes", "places"):
        for row in lexicon.table(table):
            assert re.fullmatch(r"([12]\d{3})?", row["since"]), row
            assert re.fullmatch(r"([12]\d{3})?", row["until"]), row
            since, until = _years(row)
            assert since <= until, row


def test_one_place_has_one_organ_for_a_code_in_a_year() -> None:
    by_code: dict[tuple[str, str], list[Row]] = {}
    for row in _rows():
        by_code.setdefault((row["code"], row["place"]), []).append(row)
    for rows in by_code.values():
        for one, other in combinations(rows, 2):
            (start, end), (begin, stop) = _years(one), _years(other)
            assert end < begin or stop < start, (one, other)


def test_central_organs_are_covered() -> None:
    assert sum(row["place"] == "" for row in _rows()) >= 300


@pytest.mark.parametrize(("kind", "least"), [("province", 34), ("prefecture", 333), ("county_city", 390)])
def test_places_of_today_are_complete(kind: str, least: int) -> None:
    assert len(_places_now(kind)) >= least


def test_provinces_have_abbreviations_and_codes() -> None:
    provinces = [row for row in lexicon.table("places") if row["kind"] == "province"]
    assert all(row["abbreviation"] for row in provinces)
    governments = Counter(row["place"] for row in _rows() if row["issuer"] == f"{row['place']}人民政府")
    offices = Counter(row["place"] for row in _rows() if row["issuer"] == f"{row['place']}人民政府办公厅")
    mainland = {row["full_name"] for row in provinces} - {"台湾省", "香港特别行政区", "澳门特别行政区"}
    assert len(mainland) == 31
    assert all(governments[name] >= 2 and offices[name] >= 1 for name in mainland)
    assert {row["place"] for row in _rows() if row["issuer"].startswith("新疆生产建设兵团")} == {"新疆生产建设兵团"}


def test_nearly_every_prefecture_has_codes_of_its_government_and_office() -> None:
    now = _places_now("prefecture")
    assert len(now & {row["place"] for row in _rows() if row["issuer"].endswith(("人民政府", "行政公署"))}) >= 325
    assert len(now & {row["place"] for row in _rows() if "办公" in row["issuer"]}) >= 325


RESOLVED = """
国发 2018 国务院|国函 2006 国务院|国令 2018 国务院|国务院令 2008 国务院|国办发 2018 国务院办公厅
国办函 2021 国务院办公厅
国办发明电 2020 国务院办公厅|中发 2015 中国共产党中央委员会|中办发 2016 中共中央办公厅|厅字 2016 中共中央办公厅
财税 2013 财政部、国家税务总局|财税 2020 财政部、税务总局|财预 2018 财政部|财建 2014 财政部|财办建 2010 财政部
发改农经 2010 国家发展和改革委员会|发改办价格 2015 国家发展和改革委员会办公厅|计价格 1997 国家计划委员会
计价格 2001 国家发展计划委员会|环发 2005 国家环境保护总局|环发 2012 环境保护部|环办监测 2016 环境保护部办公厅
环办监测 2020 生态环境部办公厅|建房 2012 住房和城乡建设部|建房 2005 建设部|建办市 2019 住房和城乡建设部办公厅
银发 2019 中国人民银行|银监发 2010 中国银行业监督管理委员会|银保监发 2020 中国银行保险监督管理委员会
保监发 2012 中国保险监督管理委员会|证监发 2005 中国证券监督管理委员会|金规 2024 国家金融监督管理总局
国税发 2009 国家税务总局|税总发 2016 国家税务总局|国税函 1999 国家税务总局|汇发 2014 国家外汇管理局
人社部发 2015 人力资源和社会保障部|人社厅函 2019 人力资源和社会保障部办公厅|劳社部发 2004 劳动和社会保障部
教发 2017 教育部|教基一 2012 教育部|教基厅函 2021 教育部办公厅|民发 2014 民政部|民函 2014 民政部
公通字 2015 公安部
司发通 2015 司法部|工信部联 2016 工业和信息化部|工信厅规 2020 工业和信息化部办公厅
交办公路 2018 交通运输部办公厅
水资源 2013 水利部|办水总 2016 水利部办公厅|农办科 2015 农业部办公厅|农办科 2019 农业农村部办公厅
商办流通函 2021 商务部办公厅|文旅公共发 2019 文化和旅游部|旅发 2015 国家旅游局
国卫办医发 2015 国家卫生和计划生育委员会办公厅
国卫医发 2020 国家卫生健康委员会|卫医政发 2010 卫生部|卫办医政发 2011 卫生部办公厅
安监总管三 2011 国家安全生产监督管理总局
应急 2020 应急管理部|安委办 2014 国务院安全生产委员会办公室|国资发产权 2012 国务院国有资产监督管理委员会
署法发 2016 海关总署|国市监竞争 2020 国家市场监督管理总局|市监食经 2020 国家市场监督管理总局办公厅
工商企字 2011 国家工商行政管理总局|国质检特 2010 国家质量监督检验检疫总局
食药监食监一 2014 国家食品药品监督管理总局
国土资发 2012 国土资源部|自然资发 2020 自然资源部|林资发 2016 国家林业局|林资发 2020 国家林业和草原局
国能新能 2013 国家能源局|国铁设备监 2016 国家铁路局|民航发 2019 中国民用航空局|国知发管字 2015 国家知识产权局
国统字 2011 国家统计局|法发 2016 最高人民法院|法释 2020 最高人民法院|高检发释字 2019 最高人民检察院
组通字 2014 中共中央组织部|中宣发 2016 中共中央宣传部|国档发 2013 国家档案局|国核安函 2010 国家核安全局
国科发政 2016 科学技术部|国管房地 2015 国家机关事务管理局
联防联控机制综发 2020 国务院应对新型冠状病毒感染肺炎疫情联防联控机制综合组
国家税务总局公告 2015 国家税务总局|证监会令 2012 中国证券监督管理委员会|中华人民共和国公安部令 2012 公安部
京政办发 2012 北京市人民政府办公厅|津政发 2016 天津市人民政府|冀政办字 2017 河北省人民政府办公厅
晋政发 2015 山西省人民政府
内政办发 2018 内蒙古自治区人民政府办公厅|辽政发 2014 辽宁省人民政府|吉政办函 2014 吉林省人民政府办公厅
黑政规 2018 黑龙江省人民政府|沪府办规 2019 上海市人民政府办公厅|苏政办发 2015 江苏省人民政府办公厅
浙政函 2012 浙江省人民政府
皖政秘 2012 安徽省人民政府|闽政文 2013 福建省人民政府|赣府厅字 2017 江西省人民政府办公厅
鲁政字 2015 山东省人民政府
豫政办 2014 河南省人民政府办公厅|鄂政办发 2012 湖北省人民政府办公厅|湘政办函 2012 湖南省人民政府办公厅
粤府函 2012 广东省人民政府|粤办函 2015 广东省人民政府办公厅|桂政办发 2013 广西壮族自治区人民政府办公厅
琼府办 2019 海南省人民政府办公厅|渝府办发 2018 重庆市人民政府办公厅|川办发 2016 四川省人民政府办公厅
黔府办函 2015 贵州省人民政府办公厅|云政办发 2017 云南省人民政府办公厅|藏政发 2012 西藏自治区人民政府
陕政办发 2015 陕西省人民政府办公厅|甘政办发 2016 甘肃省人民政府办公厅|青政办 2014 青海省人民政府办公厅
新兵发 2012 新疆生产建设兵团|穗府办 2012 广州市人民政府办公厅|穗府 2010 广州市人民政府
穗府办函 2019 广州市人民政府办公厅
深府办 2013 深圳市人民政府办公厅|佛府 2014 佛山市人民政府|珠府办 2012 珠海市人民政府办公室
甬政发 2015 宁波市人民政府
杭政办函 2014 杭州市人民政府办公厅|锡政办发 2012 无锡市人民政府办公室|苏府办 2015 苏州市人民政府办公室
六政办秘 2018 六安市人民政府办公室
郴政办发 2014 郴州市人民政府办公室|郑政 2015 郑州市人民政府|郑政办 2012 郑州市人民政府办公厅
郑政办 2020 郑州市人民政府办公室
洪府厅发 2012 南昌市人民政府办公厅|筑府发 2013 贵阳市人民政府|榕政综 2015 福州市人民政府
番府办 2011 广州市番禺区人民政府办公室
义政办发 2012 义乌市人民政府办公室|衢江区政办发 2020 衢州市衢江区人民政府办公室|粤财科教 2018 广东省财政厅
赣市监食经 2020 江西省市场监督管理局
冀建房保函 2024 河北省住房和城乡建设厅|粤环发 2015 广东省环境保护厅|粤环发 2020 广东省生态环境厅
"""


@pytest.mark.parametrize("case", [case for case in re.split(r"[|\n]", RESOLVED) if case])
def test_code_resolves(case: str) -> None:
    code, year, issuer = case.split()
    assert issuer_of(code, int(year)) == issuer


SHARED = """
宁政发 宁夏回族自治区人民政府|宁政发 南京市人民政府|常政发 常州市人民政府|常政发 常德市人民政府
丽政发 丽水市人民政府
丽政发 丽江市人民政府|黄政发 黄冈市人民政府|通政发 南通市人民政府|通政发 通辽市人民政府|安政发 安康市人民政府
济政发 济南市人民政府|济政发 济宁市人民政府|市政发 西安市人民政府|仙政发 仙居县人民政府|仙政发 仙桃市人民政府
临政发 临沂市人民政府|临政发 临汾市人民政府|昆政发 昆明市人民政府|昆政发 昆山市人民政府|汕府 汕头市人民政府
"""


@pytest.mark.parametrize("case", [case for case in re.split(r"[|\n]", SHARED) if case])
def test_shared_code_is_left_open_until_the_place_is_known(case: str) -> None:
    code, issuer = case.split()
    assert issuer_of(code, 2015) is None
    assert issuer_of(code, 2015, f"{issuer}关于印发通知") == issuer


@pytest.mark.parametrize("code", ["无此代字", "某政发", "甲乙丙", ""])
def test_unknown_code_stays_unknown(code: str) -> None:
    assert issuer_of(code, 2015) is None


def test_taiwan_organs_are_traditional_and_complete() -> None:
    rows = lexicon.table("taiwan_organs")
    organs = {row["organ"] for row in rows}
    assert len(rows) >= 150
    assert len(organs) == len(rows)
    assert {"總統", "行政院", "司法院", "考試院", "監察院", "立法院", "內政部", "檔案管理局", "中央銀行"} <= organs
    assert not {char for name in organs for char in name} & set("总统内财经济劳卫环农发员会")
    for name in organs:
        assert name.replace("臺", "台") in organs or "臺" not in name
    assert sum(name.endswith(("縣政府", "市政府")) and "臺灣" not in name for name in organs) >= 22
    for row in rows:
        assert all(re.fullmatch(r"[\u4e00-\u9fff（）]{1,8}", code) for code in row["codes"].split("|") if code), row
