"""Cost of hostile texts from 10 kB to 10 MB: milliseconds a MB, and growth against linear.

    python benchmarks/adversarial.py [--largest MB]

Each family is repeated to the size; times are the best of three of the whole pipeline on text in memory.
"""

from __future__ import annotations

import argparse
import time

import govtext

FAMILIES = {
    "counts": "查处12件，",
    "falling counts": "共受理320件，其中来信120件、来访80件；",
    "shares": "网上12件，占3.2%，",
    "changes": "比上年增加3件，增长2%，",
    "open brackets of counts": "12件（3件",
    "numbered items": "1.来信2件；",
    "counted labels": "一是查处2件。",
    "each": "东林县、西塘县各2个，",
    "names in marks": "“甲网站”",
    "lists of names": "东林县水务局、",
    "marks of scale": "万亿千百十",
    "digits": "1234567890",
    "brackets": "（〔[(",
    "title marks": "《",
    "empty titles": "《》",
    "closed titles": "《甲》",
    "ideographic blanks": "\u3000",
    "han": "检查情况",
    "section labels": "一、（一）1.",
    "dates": "2012年",
    "real dates": "2012年8月30日",
    "bracketed numbers": "(12)1号",
    "real numbers": "国办发〔2012〕41号",
    "colons": "市：",
    "organs": "人民政府",
    "short lines": "县\n",
    "grades": "优秀",
    "grades of units": "东林县、西塘县为优秀，",
    "labels of grades": "优秀（2个）：东林县、西塘县；",
    "rests": "其余3个县为良好，",
    "scales": "90分以上为优秀，",
    "places": "第1名东林县，",
    "lists in order": "得分依次为东林县、西塘县；",
    "grades by place": "得分由高到低依次为东林县、西塘县。前1名为优秀，其余为良好。",
    "announced results": "3个乡镇考核结果如下：优秀1个，为东林镇；",
    "rows": "1\t东林县\t95\t优秀\n",
    "problems": "一、存在的问题\n部分单位公开不及时，有的栏目空白；东林县水务局未公开。\n",
    "orders": "一、下步工作要求\n各县要在6月底前完成，东林县水务局要会同西塘县水务局抓好。\n",
    "announcements": "存在12个主要突出问题和不足",
    "leads": "由东林县水务局、西塘县水务局牵头，",
    "clauses of orders": "各县要完善，",
    "roles": "（责任单位：东林县水务局）",
    "lines of roles": "责任单位：东林县水务局\n",
    "bullets": "• 责任落实不到位\n部分单位公开不及时。\n",
    "traditional": "檔案",
    "zero width": "网\u200b",
}


HEADS = ("关于检查情况的通知", "关于检查情况的通报\n一、存在的问题\n", "关于检查情况的通报\n一、下步工作要求\n")
"""What a text begins with: nothing that its rules care for, or a section whose every sentence is read."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=float, default=10, help="size of the largest text in MB of UTF-8")
    parser.add_argument("--only", default="", help="families whose name holds this")
    options = parser.parse_args()
    sizes = [size for size in (0.01, 0.1, 1, 10) if size <= options.largest]
    print(
        f"{'family':20}"
        + "".join(f"{f'{size:g} MB':>12}" for size in sizes)
        + "   ms/MB at the largest, growth over linear"
    )
    for name, piece in FAMILIES.items():
        if options.only in name:
            times = [_cost(piece, size) for size in sizes]
            growth = times[-1] / times[-2] / (sizes[-1] / sizes[-2])
            cells = "".join(f"{1000 * seconds:10.1f}ms" for seconds in times)
            print(f"{name:20}{cells}   {1000 * times[-1] / sizes[-1]:8.0f} ms/MB  {growth:5.2f}", flush=True)


def _cost(piece: str, megabytes: float) -> float:
    text = "关于检查情况的通知" + piece * int(megabytes * 1e6 / len(piece.encode("utf-8")))
    best = float("inf")
    for _ in range(3 if megabytes <= 1 else 1):
        start = time.perf_counter()
        govtext.extract_text(text)
        best = min(best, time.perf_counter() - start)
    return best


if __name__ == "__main__":
    main()
