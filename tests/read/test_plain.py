"""Encodings: right on short texts, and an error rather than a wrong text."""

from __future__ import annotations

import random

import pytest

from govtext.errors import DecodeError, FormatError, GovtextError, InputError
from govtext.read.plain import decode, read_plain

SIMPLIFIED = (
    "现将2019年度全市政务公开工作考评情况通报如下，请各单位对照问题认真整改。",
    "考评结果分为优秀、良好、合格和不合格四个等次，其中九十分以上的为优秀。",
    "一些部门的网站栏目更新迟缓，个别乡镇甚至半年没有发布任何信息。",
    "各区县人民政府，市直各委、办、局，各有关事业单位：",
    "（三）依申请公开答复不够规范，有的超过了法定期限，有的没有告知救济渠道。",
    "全年共受理群众来信来访1.2万余件次，办结率达到98.6%，比上年提高3.1个百分点。",
    "抄送：市委办公室，市人大常委会办公室，市政协办公室，市中级人民法院。",
    "会议要求，凡未按时报送材料的单位，由督查室予以约谈并在全市范围内通报批评！",
    "住房公积金管理中心、供电公司、自来水集团等公共企事业单位也参加了本次测评。",
    "附件：1．综合得分排名表；2．扣分事项明细；3．整改台账样式",
    "财政预决算和“三公”经费公开要做到科目完整、说明详尽、口径一致。",
    "县气象局、残联、红十字会与妇联的得分率低于全县平均水平，排在后四位。",
    "该镇党委书记雷鑫淼同志、副镇长霍璐瑶同志对此负有领导责任。",
    "对《关于加快推进“互联网＋政务服务”工作的实施意见》（市政办发〔2018〕7号）落实不力。",
    "截至年末，累计主动公开政府信息４３，２１０条，其中规范性文件１０８件。",
)
TRADITIONAL = (
    "為提升施政透明度，本府研訂資訊公開作業要點，請各機關確實依規定辦理。",
    "經查部分公所網頁資料久未更新，且聯絡電話錯誤，應於一個月內改善完畢。",
    "考核成績列甲等者計十二個機關，列乙等者計九個機關，餘均列丙等。",
    "受文者：各區公所、本府所屬一級機關暨二級機關、各市立學校",
    "主旨：檢送一百零八年度為民服務品質考核結果一覽表乙份，請查照。",
    "說明：依據行政院一百零七年十二月三日院授發社字第１０７００１２３號函辦理。",
    "民政事務總署表示，會繼續與地區團體合作，優化大廈管理的宣傳及教育工作。",
    "審計報告指出，署方未有定期覆核承辦商的表現，亦無備存巡查紀錄。",
    "澳門特別行政區政府統計暨普查局公佈第三季失業率為百分之一點八。",
    "副本：本府秘書處、研究發展考核委員會、主計處（請刊登公報）",
    "警察局、消防局、環境保護局等單位之滿意度較去年同期上升２．４個百分點。",
    "關於進一步加強政府網站內容保障工作的通知，現轉發給你們，請認真貫徹執行。",
    "個別單位對信訪事項推諉拖延，群眾反映強烈，現予以通報批評並責令限期整改。",
    "「開放資料」平臺累計上架資料集三千餘項，下載次數逾五十萬人次。",
    "惟仍有鄉鎮市公所未將預算書、決算書及會計月報公開於網站，殊有未合。",
)
WAYS = [
    *[(SIMPLIFIED, code) for code in ("utf-8", "gbk", "gb18030", "utf-16-le", "utf-16-be")],
    *[(TRADITIONAL, code) for code in ("utf-8", "big5", "cp950", "gb18030", "utf-16-le", "utf-16-be")],
]


def family(encoding: str) -> str:
    return {"gbk": "gb18030", "cp950": "big5"}.get(encoding, encoding)


@pytest.mark.parametrize(("sentences", "encoding"), WAYS)
@pytest.mark.parametrize("length", [12, 40, 100])
def test_slices_are_decoded_right(sentences: tuple[str, ...], encoding: str, length: int) -> None:
    chance = random.Random(f"{encoding} {length}")
    for _ in range(150):
        text = "\n".join(chance.sample(sentences, 6))
        at = chance.randrange(len(text) - length)
        piece = text[at : at + length]
        found, name = decode(piece.encode(encoding))
        assert found == piece
        assert family(name) == family(encoding)


@pytest.mark.parametrize("text", ["通报", "政务公开", "关于表彰先进单位的决定", "联通"])
def test_very_short_simplified_texts(text: str) -> None:
    assert decode(text.encode("gbk")) == (text, "gb18030")


@pytest.mark.parametrize("text", ["通報", "政務公開", "公告事項", "臺灣"])
def test_very_short_traditional_texts(text: str) -> None:
    assert decode(text.encode("big5")) == (text, "big5")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_not_text(encoding: str) -> None:
    assert decode("公开".encode(encoding)) == ("公开", encoding)


def test_the_name_decodes_the_bytes_to_the_text() -> None:
    for data in (b"\xfe\xff" + "公开".encode("utf-16-be"), "公开工作".encode("gbk"), "公開事項".encode("big5"), b"abc"):
        text, encoding = decode(data)
        assert data.decode(encoding) == text


def test_rare_characters_of_a_name_do_not_mislead() -> None:
    text = "区长𬭎、㛃同志，联系人喆䶮。"
    assert decode(text.encode("gb18030")) == (text, "gb18030")


def test_dialects_of_big5() -> None:
    assert decode("① 公開事項２～５".encode("cp950")) == ("① 公開事項２～５", "cp950")
    text = "①運輸署表示，深水埗街市嘅工程已經完成"
    assert decode(text.encode("big5hkscs")) == (text, "big5hkscs")


def test_line_ends_and_layout_are_kept() -> None:
    source = read_plain("标题\r\n　　正文\r行\n\xa0".encode(), "a.txt")
    assert (source.text, source.encoding, source.media_type) == ("标题\r\n　　正文\r行\n\xa0", "utf-8", "text/plain")


def test_markup_around_few_characters() -> None:
    page = "<table class='x'>" * 400 + "考评结果" + "</table>" * 400
    assert decode(page.encode("gbk"))[1] == "gb18030"
    assert decode(page.encode("utf-16-le")) == (page, "utf-16-le")


def test_a_wrong_declaration_does_not_win() -> None:
    assert decode("政务公开工作考评".encode("gbk"), declared="big5")[1] == "gb18030"
    assert decode("政务公开工作考评".encode(), declared="gb2312")[1] == "utf-8"
    assert decode("政务公开工作考评".encode("gbk"), declared="no-such-charset")[1] == "gb18030"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le"])
def test_a_cut_last_character_is_truncation(encoding: str) -> None:
    data = "關於公開工作".encode(encoding)
    with pytest.raises(FormatError, match="truncated"):
        decode(data[:-1])


def test_damage_inside_is_located_not_replaced() -> None:
    text = "政务公开工作考评" * 20
    with pytest.raises(DecodeError, match="UTF-8 up to byte 480"):
        decode(text.encode() + b"\xff" + text.encode())
    with pytest.raises(DecodeError, match="gb18030 up to byte 320"):
        decode(text.encode("gbk") + b"\xff\xff" + text.encode("gbk"))


@pytest.mark.parametrize(
    "data",
    [
        "Привет, как дела сегодня".encode("cp1251"),
        "これは日本語のテキストです".encode("shift_jis"),
        "これは日本語のテキストです".encode("euc_jp"),
        "정보공개 업무 보고".encode("euc_kr"),
        "Déjà vu à la mairie".encode("latin-1"),
    ],
)
def test_other_languages_are_no_mojibake(data: bytes) -> None:
    with pytest.raises(DecodeError, match="GB18030"):
        decode(data)


def test_random_bytes_never_become_text() -> None:
    chance = random.Random(7)
    for length in (8, 40, 400, 4000):
        for _ in range(20):
            data = b"\xff\x81" + chance.randbytes(length)
            with pytest.raises(GovtextError):
                decode(data)


@pytest.mark.parametrize("text", ["\u3000\n\u3000", "\u200b", "\xa0\xa0"])
def test_blanks_alone_are_no_input(text: str) -> None:
    with pytest.raises(InputError):
        read_plain(text.encode(), "a.txt")


def test_characters_lost_before_are_reported() -> None:
    source = read_plain("关于\ufffd市政\ufffd公开的通报".encode(), "a.txt")
    (notice,) = source.notices
    assert (notice.code, notice.message[:12], notice.span) == ("unmapped_characters", "2 characters", (2, 3))
