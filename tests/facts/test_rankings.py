"""Rankings: lists whose order is the result, and lists whose order is none."""

from __future__ import annotations

import pytest

import govtext
from govtext.record import Bulletin

HEAD = "青川市信息公开办公室关于2018年第一季度抽测情况的通报\n\n各县、区人民政府：\n\n一、测评结果\n"
TAIL = "\n\n青川市信息公开办公室\n2018年4月20日\n"


def read(body: str) -> Bulletin:
    return govtext.extract_text(HEAD + body + TAIL)


def places(body: str) -> list[tuple[int, str]]:
    rankings = read(body).rankings
    assert len(rankings) == 1, rankings
    return [(entry.rank, entry.unit.name) for entry in rankings[0].entries]


ABC = [(1, "东林县"), (2, "西塘县"), (3, "南屏县")]
FORMS = {
    "a rate as the lead": ("县区综合得分率为东林县、西塘县、南屏县。", ABC),
    "in order": ("县区得分从高到低依次为：东林县、西塘县、南屏县。", ABC),
    "numbered items": ("得分前三位：1．东林县（97.4分）；2．西塘县（96.8分）；3．南屏县（95分）。", ABC),
    "places before names": ("第1名：东林县（99.9%）；第2名：西塘县（98%）；第3名：南屏县（97%）。", ABC),
    "places after names": ("东林县居第一，西塘县居第二，南屏县居第三。", ABC),
    "a run of places": ("东林县居第1位，西塘县、南屏县分列第2位、第3位。", ABC),
    "level units, dense": (
        "东林县居第一，西塘县、南屏县并列第二，北原县第三。",
        [(1, "东林县"), (2, "西塘县"), (2, "南屏县"), (3, "北原县")],
    ),
    "level units, places left out": (
        "第1名东林县，第2名西塘县、南屏县（并列），第4名北原县。",
        [(1, "东林县"), (2, "西塘县"), (2, "南屏县"), (4, "北原县")],
    ),
    "from the bottom, of a known number": (
        "12个县区中，得分率排名后三位的从倒数第一到倒数第三依次是东林县、西塘县、南屏县。",
        [(12, "东林县"), (11, "西塘县"), (10, "南屏县")],
    ),
    "behind other words": ("情况如下：县区得分前三名依次为东林县、西塘县、南屏县，分别提高6.8%、5.1%和4.7%。", ABC),
    "shared kind": ("满意率前三名依次为：东林、西塘、南屏县。", ABC),
    "numbered lines below": (
        "县区得分居前3位的依次是：\n1.东林县（97分）；2.西塘县（96分）；\n3.南屏县（95分）。",
        ABC,
    ),
    "first and last, by their places": (
        "综合得分前两名的是东林县、西塘县，居第11、第12位的分别为南屏县、北原县。",
        [(1, "东林县"), (2, "西塘县"), (11, "南屏县"), (12, "北原县")],
    ),
    "level units behind 和": (
        "县区得分由高到低依次是：东林县（99分）、西塘县和南屏县（均为97分，并列第2位）、北原县（96分）。",
        [(1, "东林县"), (2, "西塘县"), (2, "南屏县"), (4, "北原县")],
    ),
    "two halves of one table": (
        "名次\t单位\t得分\t名次\t单位\t得分\n1\t东林县\t97\t4\t北原县\t94\n2\t西塘县\t96\t5\t中埠县\t93\n3\t南屏县\t95\t6\t上坪县\t92",
        [*ABC, (4, "北原县"), (5, "中埠县"), (6, "上坪县")],
    ),
    "level with one score": (
        "第1名东林县，97分；西塘大队、南屏大队均为95分，并列第2名；第4名北原县，93分。",
        [(1, "东林县"), (2, "西塘大队"), (2, "南屏大队"), (4, "北原县")],
    ),
    "circled numbers": ("综合排名前三位的依次是：①东林县；②西塘县；③南屏县。", ABC),
    "the first and the last few": (
        "12个县区中，得分前三位的依次为东林县、西塘县、南屏县，后二位的依次为北原县、中埠县。",
        [*ABC, (11, "北原县"), (12, "中埠县")],
    ),
    "level units said afterwards": (
        "得分由高到低依次为：东林县97分、西塘县95分、南屏县95分、北原县90分。其中西塘县、南屏县并列第2名。",
        [(1, "东林县"), (2, "西塘县"), (2, "南屏县"), (4, "北原县")],
    ),
    "places below a title": (
        "2012年度考核得分及名次\n第1名  东林县  97分\n第2名  西塘县  96分\n第3名  南屏县  95分",
        ABC,
    ),
    "scores told with 以": ("东林县以97分位列第一，西塘县以96分位列第二，南屏县以95分位列第三。", ABC),
    "runs of places": (
        "第1至2位依次为：东林县、西塘县；第9至10位依次为南屏县、北原县。",
        [(1, "东林县"), (2, "西塘县"), (9, "南屏县"), (10, "北原县")],
    ),
    "a clause behind the last name": ("2011年度前3名为东林县、西塘县、南屏县，被评为优秀。", ABC),
    "tabs": ("名次\t单位\t得分\n1\t东林县\t97\n2\t西塘县\t96\n3\t南屏县\t95", ABC),
    "row numbers are no places": (
        "序号\t单位\t得分\t名次\n1\t南屏县\t90\t3\n2\t东林县\t97\t1\n3\t西塘县\t96\t2",
        ABC,
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_gives_its_places(form: str) -> None:
    body, wanted = FORMS[form]
    assert places(body) == wanted


NOTHING = {
    "inspection route": "检查组先后依次对东林县、西塘县、南屏县开展检查，排名不分先后。",
    "own place only": "我市得分86.4分，在全省11个设区市中列第6位。",
    "row numbers only": "序号\t单位\t检查数\n1\t东林县\t12\n2\t西塘县\t9\n3\t南屏县\t7",
    "ordinals": "第一组负责东林县、西塘县，第二组负责南屏县、北原县。",
    "quarters": "东林县第一季度、西塘县第二季度、南屏县第三季度完成整改。",
    "names with ordinals": "东林县第一中学、西塘县第二人民医院、南屏县第三污水处理厂通过验收。",
    "rule": "季度排名前三位的县区予以通报表扬，排名后三位的县区由市政府约谈。",
}


@pytest.mark.parametrize("case", NOTHING)
def test_what_ranks_nothing(case: str) -> None:
    assert read(NOTHING[case]).rankings == ()


def test_measure_scores_ties_and_period() -> None:
    (ranking,) = read("县区按期办结率排名：第1名东林县（99.9%），第2名西塘县、南屏县（并列，98.1%）。").rankings
    assert "按期办结率" in ranking.measure
    assert ranking.period == "2018-Q1"
    assert [entry.tied for entry in ranking.entries] == [False, True, True]
    assert ranking.entries[0].score == 99.9


def test_runs_of_places_are_read_once() -> None:
    body = "第1至3位分别为：东林县、西塘县、南屏县；第5至6位分别为北原县、甲山县。"
    (ranking,) = read(body).rankings
    assert [entry.rank for entry in ranking.entries] == [1, 2, 3, 5, 6]


def test_runs_of_places_leave_others_out_on_purpose() -> None:
    bulletin = read("第1至2位依次为：东林县、西塘县；第9至10位依次为南屏县、北原县。")
    assert [check.verdict for check in bulletin.checks if check.kind == "sequence"] == ["pass"]


def test_the_first_few_of_many_are_no_contradiction() -> None:
    bulletin = read("经对132个乡镇（街道）评价，改善指数居前三位的乡镇（街道）依次为：东林镇、西塘镇、南屏镇。")
    assert [check.verdict for check in bulletin.checks if check.kind == "count"] == ["pass"]
