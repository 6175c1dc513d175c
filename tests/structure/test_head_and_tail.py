"""Rules of the head, the header table and the tail, each with the phenomenon that it answers."""

from __future__ import annotations

from typing import Any

import pytest

from govtext import Pipeline
from govtext.facts import citations

PIPELINE = Pipeline(facts={"citations": citations.find})


def record(text: str) -> Any:
    return PIPELINE.extract_text(text)


def values(elements: Any) -> list[str]:
    return [element.value for element in elements]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("各县（市、区）人民政府，“三区”管委会：", ["各县（市、区）人民政府", "“三区”管委会"]),
        ("山西、贵州、安徽省发展改革委，某某公司：", ["山西、贵州、安徽省发展改革委", "某某公司"]),
        (
            "各县委、人民政府，某区党委（工委）、人民政府（管委会）：",
            ["各县委、人民政府", "某区党委（工委）、人民政府（管委会）"],
        ),
        ("各驻津单位财务、人事部门：", ["各驻津单位财务、人事部门"]),
        ("区直各部门、单位，各街道、镇：", ["区直各部门、单位", "各街道、镇"]),
        ("县政府各部门、各直属单位：", ["县政府各部门", "各直属单位"]),
        (
            "各市、自治州人民政府，省政府各部委、各直属机构：",
            ["各市、自治州人民政府", "省政府各部委", "各直属机构"],
        ),
        ("各县环保局，东湾、北岭环保分局，各企业：", ["各县环保局", "东湾、北岭环保分局", "各企业"]),
        ("东湾、北岭、西沙税务分局、市财政局：", ["东湾、北岭、西沙税务分局", "市财政局"]),
        ("市残联、科协、教育局，人大、政协办公室：", ["市残联", "科协", "教育局", "人大", "政协办公室"]),
        ("外交部、发展改革委、社科院、林草局：", ["外交部", "发展改革委", "社科院", "林草局"]),
        ("市财政局、教育局，东湾、市环保局：", ["市财政局", "教育局", "东湾", "市环保局"]),
        (
            "各乡镇党委、政府，各街道党工委、办事处，东湾区党工委、管委会，县直各单位：",
            ["各乡镇党委、政府", "各街道党工委、办事处", "东湾区党工委、管委会", "县直各单位"],
        ),
        ("省财政厅（局），中国煤炭科工集团有\n限公司：", ["省财政厅（局）", "中国煤炭科工集团有限公司"]),
    ],
)
def test_addressees_one_each(line: str, expected: list[str]) -> None:
    text = f"某市人民政府关于开展检查的通知\n{line}\n现将有关事项通知如下。\n某市人民政府\n2020年3月4日\n"
    assert values(record(text).elements.addressees) == expected


def test_organs_that_issue_an_order_together_on_lines_of_their_own() -> None:
    found = record("工业和信息化部\n生态环境部\n令\n第 63 号\n\n《某某管理规定》已经审议通过，现予公布。\n").elements
    assert found.document_number.value == "工业和信息化部生态环境部令第63号"
    assert values(found.issuers) == ["工业和信息化部", "生态环境部"]
    assert found.document_type.value == "令"


def test_banner_of_a_periodical_is_no_title() -> None:
    found = record(
        "政 务 服 务 简 报\n2020年第23期（总第118期）\n昆明市政务服务管理局编　　　2020年11月16日\n【工作动态】\n\n"
        "关于十月份窗口检查情况的通报\n各县（市）区政务服务局：\n现通报如下。\n"
    ).elements
    assert found.title.value == "关于十月份窗口检查情况的通报"
    assert found.document_number.value == "2020年第23期"
    assert values(found.issuers) == ["昆明市政务服务管理局"]
    assert found.date_of_issue.value == "2020-11-16"


def test_title_does_not_end_inside_its_marks() -> None:
    found = record("某市人民政府\n关于提请审议《2015年市本级财政预算\n调整方案》的议案\n\n市人大常委会：\n请审议。\n")
    assert found.elements.title.value == "某市人民政府关于提请审议《2015年市本级财政预算调整方案》的议案"


@pytest.mark.parametrize(
    ("table", "element", "expected"),
    [
        (
            "号：\n11371300004448723R/2021-0000417\n文日期：\n2021-08-19\n",
            "index_number",
            "11371300004448723R/2021-0000417",
        ),
        ("索引号 11620000013895129F/2021-00731   公开形式 主动公开\n", "index_number", "11620000013895129F/2021-00731"),
        ("索引号:1134/202209-00014信息分类:政府文件发布日期:2022-09-07\n", "publication_date", "2022-09-07"),
        ("11510000008282401X/2020-00183\n有效\n", "index_number", "11510000008282401X/2020-00183"),
        ("文      号: 赣市监法〔2020〕5号\n", "document_number", "赣市监法〔2020〕5号"),
        ("等级：特急·明电　　湛防电〔2022〕17号　　湛机发1203号\n", "document_number", "湛防电〔2022〕17号"),
        ("保存年限：\n彰化縣政府　函\n", "document_type", "函"),
    ],
)
def test_header_tables(table: str, element: str, expected: str) -> None:
    text = f"{table}\n关于开展某某检查工作的通知\n\n各单位：\n现通知如下。\n"
    if element == "document_type":
        text = f"{table}\n主旨：檢送資料，請查照。\n"
    assert getattr(record(text).elements, element).value == expected


def test_a_table_of_the_header_takes_no_word_of_the_text() -> None:
    found = record("关于开展某某检查工作的通知\n\n各单位：\n问题：检查不细。\n等级：一级\n").elements
    assert found.urgency is None
    assert found.index_number is None


def test_attachments_below_a_bare_label() -> None:
    text = (
        "关于检查的通报\n各单位：\n通报如下。\n附件：\n1.考核评分汇总表\n2.隐患清单\n某市安委会办公室\n2022年4月2日\n"
    )
    found = record(text).elements
    assert values(found.attachments) == ["考核评分汇总表", "隐患清单"]
    assert values(found.issuers) == ["某市安委会办公室"]


def test_recipients_of_copies_go_on_below() -> None:
    text = (
        "关于检查的通报\n各单位：\n通报如下。\n某局\n2022年4月2日\n抄送：市委办公室，市政协办公室，\n　　　某军分区。\n"
    )
    assert values(record(text).elements.copy_recipients) == ["市委办公室", "市政协办公室", "某军分区"]


def test_signature_below_a_forwarding_notice_is_that_of_the_document_forwarded() -> None:
    text = (
        "国务院批转国家能源委员会关于煤矿问题请示的通知\n国发〔1981〕172号\n各省人民政府：\n现转发给你们。\n"
        "关于煤矿问题的请示\n国务院：\n现请示如下。\n国家能源委员会\n1981年8月17日\n"
    )
    found = record(text).elements
    assert values(found.issuers) == ["国务院"]
    assert found.date_of_issue is None


def test_acts_of_macau() -> None:
    found = record(
        "澳門特別行政區\n\n第38/2024號行政長官批示\n\n行政長官作出本批示。\n\n二零二四年三月六日\n\n行政長官　某某某\n"
    )
    assert found.elements.document_type.value == "批示"
    assert values(found.elements.issuers) == ["行政长官"]
    assert found.elements.date_of_issue.value == "2024-03-06"


def test_own_order_under_the_short_name_of_its_organ() -> None:
    text = "文号：省政府令第223号\n江西省人民政府关于修改某办法的决定\n江西省人民政府令第223号\n一、修改第六条。\n"
    numbers = record(text).document_numbers
    assert {(n.normalized, n.role) for n in numbers} == {("江西省人民政府令第223号", "self")}


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        (
            "1.某州政府关于印发《供热管理办法》的通知（延州政发〔2008〕20号）\n",
            "延州政发〔2008〕20号",
            "某州政府关于印发《供热管理办法》的通知",
        ),
        ("1\n关于印发环境规划的通知\n延州政办发〔2011〕33号\n2\n", "延州政办发〔2011〕33号", "关于印发环境规划的通知"),
        ("4.《专利资助办法》，延州政办函〔2012〕48号\n", "延州政办函〔2012〕48号", "专利资助办法"),
        ("废止《房屋税收公告》（某局公告2014年第5号，某局公告2018年第8号修改）。", "某局公告2018年第8号", None),
        ("以法〔1998〕86号通知印发了《关于离婚判决的意见》。", "法〔1998〕86号", "关于离婚判决的意见"),
        ("现执行国办发〔2019〕1号文件要求。\n某某办法\n", "国办发〔2019〕1号", None),
    ],
)
def test_which_title_bears_a_number(text: str, number: str, title: str | None) -> None:
    found = {row.normalized: row.title for row in record("甲乙丙丁戊己庚辛。\n" + text).document_numbers}
    assert found[number] == title


def test_sections_of_a_line_that_lost_its_breaks() -> None:
    text = "第一章总则第一条为了管理，制定本办法。第二条市局主管。第二章附则第三条自公布之日起施行。" * 1 + "。" * 120
    labels = [(s.level, s.label) for s in record(text).sections]
    assert labels == [(1, "第一章"), (2, "第一条"), (2, "第二条"), (1, "第二章"), (2, "第三条")]


def test_a_bullet_before_a_run_in_heading_is_a_section() -> None:
    text = "二、发现的问题\n• 清理不彻底。仍有堆场3处。\n（二）巡河少。有的补签。\n• 公示牌旧。电话无人接。\n"
    assert [s.heading for s in record(text).sections] == ["发现的问题", "清理不彻底", "巡河少", "公示牌旧"]


ASSESSED = "关于二季度窗口服务暗访情况的通报\n各县（市、区）人民政府：\n现将有关情况通报如下。\n"


@pytest.mark.parametrize(
    "line",
    [
        "城关区政府｜信息公开｜督查通报",
        "某縣政府 ／ 便民服務 ／ 公告訊息",
        "首页 / 政务公开 / 通报",
        "某市统计局》统计数据》统计公报",
        "中国·某市 » 公告公示 » 正文",
        "某某市人民政府门户网站 | 首页 | 走进某某 | 政民互动",
    ],
)
def test_a_breadcrumb_line_is_furniture(line: str) -> None:
    found = record(f"{line}\n{ASSESSED}")
    assert found.elements.title.value == "关于二季度窗口服务暗访情况的通报"
    assert found.elements.issuers == ()
    assert [tuple(span) for span in found.boilerplate] == [(0, len(line))]


def test_rows_and_sentences_with_such_marks_are_no_breadcrumbs() -> None:
    rows = "| 单位 | 政务公开 | 通报 |\n市财政局 | 95 | 优秀\n"
    assert record(rows + "说明：以上为得分。\n").boilerplate == ()


@pytest.mark.parametrize(
    ("banner", "number", "issuer"),
    [
        (
            "某市12345政务服务便民热线督办快报\n〔2021〕第6期（总第46期）\n某市12345政务服务热线中心\n2021年6月3日\n",
            "2021年第6期",
            "某市12345政务服务热线中心",
        ),
        ("某区政务信息\n2021年第3期\n某区人民政府办公室  2021年6月3日\n", "2021年第3期", "某区人民政府办公室"),
        ("督 查 专 报\n第12期        某市政府督查室编        2021年6月3日\n", None, "某市政府督查室"),
        ("某市安全生产委员会办公室\n安全生产通报\n（第3期）\n2021年6月3日\n", None, "某市安全生产委员会办公室"),
    ],
)
def test_banners_of_periodicals(banner: str, number: str | None, issuer: str) -> None:
    found = record(banner + "\n" + ASSESSED).elements
    assert found.title.value == "关于二季度窗口服务暗访情况的通报"
    assert (found.document_number.value if found.document_number else None) == number
    assert values(found.issuers) == [issuer]
    assert found.date_of_issue.value == "2021-06-03"


@pytest.mark.parametrize(
    "line",
    [
        "【字体：大 中 小】 【收藏】 来源：市政府办公室 发布时间：2017-05-06 09:10",
        "http://www.example.gov.cn  来源:办公室  2017年5月6日 09:10  [收藏] [打印]",
        "来源：市政府办公室    2017-05-06 09:10    点击：88",
        "2017年5月6日 09:10  来源：某日报  浏览次数：102",
        "發布單位：消防局　點閱數：386　上版日期：2017-05-06",
        "索引號:AB12/2017-00031釋出機構:市政府辦釋出日期:2017-05-06",
    ],
)
def test_publication_dates_of_the_page(line: str) -> None:
    found = record(f"{line}\n{ASSESSED}某市人民政府\n2017年5月3日\n").elements
    assert found.publication_date.value == "2017-05-06"
    assert found.date_of_issue.value == "2017-05-03"
    assert found.title.value == "关于二季度窗口服务暗访情况的通报"


@pytest.mark.parametrize("printed", ["2017年5月4日印", "2017年5月4日印　（共印80份）", "2017年5月4日印制"])
def test_printing_line_without_its_last_letter(printed: str) -> None:
    found = record(f"{ASSESSED}某市人民政府\n2017年5月3日\n\n某市人民政府办公室　　　{printed}\n").elements
    assert found.printing_office.value == "某市人民政府办公室"
    assert found.printing_date.value == "2017-05-04"
    assert found.date_of_issue.value == "2017-05-03"


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("某省水利厅\n通　　告\n2018年第2号\n", "某省水利厅通告2018年第2号"),
        ("某省水利厅公　告\n第12号\n", "某省水利厅公告第12号"),
    ],
)
def test_announcement_whose_kind_is_spaced_out(head: str, number: str) -> None:
    found = record(
        f"{head}\n关于公布水利建设市场主体信用等级的公告\n\n现公布如下。\n某省水利厅\n2018年3月2日\n"
    ).elements
    assert found.document_number.value == number
    assert found.title.value == "关于公布水利建设市场主体信用等级的公告"


def test_star_of_the_classification_line_is_no_part_of_the_title() -> None:
    found = record(
        "某县委办公室文件\n\n某办发〔2011〕5号\n\n★\n\n中共某县委办公室 某县人民政府办公室\n"
        "关于2010年度安全生产考核情况的通报\n\n各乡镇党委、政府：\n现通报如下。\n"
    ).elements
    assert found.title.value == "中共某县委办公室某县人民政府办公室关于2010年度安全生产考核情况的通报"


def test_number_of_a_long_code_and_addressees_below_title_and_portal_line() -> None:
    found = record(
        "您现在的位置: 首页 > 工作动态 > 依法行政          浏览次数:  45\n关于2018年度林业执法考核结果的通报\n"
        "发布时间:2019-02-06 09:22    来源:区林业局    【字体:大 中 小】   打印\t关闭\n\n"
        "沈东林业执法监督办发〔2019〕3号\n\n各街道办事处,区直各单位:\n    现将结果通报如下。\n"
    ).elements
    assert found.title.value == "关于2018年度林业执法考核结果的通报"
    assert found.document_number.value == "沈东林业执法监督办发〔2019〕3号"
    assert values(found.addressees) == ["各街道办事处", "区直各单位"]
