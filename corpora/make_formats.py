"""Render some of the bulletins as HTML, PDF and DOCX, so that tests can build those formats on the fly.

    python corpora/make_formats.py OUTDIR

Each bulletin of `RENDERED` becomes OUTDIR/<stem>.html, .pdf and .docx. The files hold the words of the `.txt`; only
the dress differs: portal markup with meta tags, navigation and footer; A4 pages with wrapped lines and page numbers;
Word paragraphs, whose section labels are automatic numbers for the bulletin in `AUTO_NUMBERED` (they are then in
numbering.xml and not in the text). The same source gives the same bytes. The gold of the `.txt` holds for all three.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

BULLETINS = Path(__file__).parent / "bulletins"
RENDERED = (
    "b01_safety_accidents",
    "b02_river_briefing",
    "b03_school_supervision",
    "b05_tax_announcement",
    "b09_county_plan",
)
AUTO_NUMBERED = "b09_county_plan"

# A DOCX is a zip; its members' times and the core properties must not be today's.
EPOCH = (2020, 1, 1, 0, 0, 0)

# What a portal prints above and below the document. A line that holds one of these is not the bulletin's.
_FURNITURE = re.compile(
    r"^(?:首页 >|当前位置：|【字体|发布时间：|上一篇：|【打印本页】|主办：|解读：|政策咨询：|版权所有："
    r"|打印$|收藏$|关闭$|扫一扫|相关附件)|文字大小:"
)
# A label of a header table; spelled with blanks in it on some portals (标　　题), cut to its last character on others.
_LABEL = re.compile(
    r"(?:索引号|信息索引号|主题分类|发文机关|成文日期|标　　题|发文字号|主 题 词|有效性|信息分类|内容分类|发文日期"
    r"|发布机构|生成日期|生效时间|废止时间|公文种类|发布日期|^称|^号|(?<= )词)[：:]"
)
_HEADER_REACH = 10  # header tables end within the first lines of a page


@dataclass(frozen=True)
class Bulletin:
    """One bulletin: its name, its gold, and its lines in blocks."""

    stem: str
    gold: dict[str, Any]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Block:
    """A run of lines of one kind: "header", "table" (rows of cells), "title", "furniture" or "line"."""

    kind: str
    rows: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """The block's words, for the kinds that hold one line."""
        return "".join(cell for row in self.rows for cell in row)


def read_bulletin(stem: str) -> Bulletin:
    """Read a bulletin and its gold from the corpus."""
    text = (BULLETINS / f"{stem}.txt").read_text("utf-8")
    gold = json.loads((BULLETINS / f"{stem}.gold.json").read_text("utf-8"))
    return Bulletin(stem, gold, tuple(_blocks(text, gold["elements"]["title"] or "")))


def _blocks(text: str, title: str) -> Iterator[Block]:
    """Sort the lines of a bulletin into blocks; neighbouring lines of a header, a table or a title share one."""
    lines = [line for line in text.splitlines() if line.strip()]
    title_lines = _title_lines(lines, title)
    run: list[tuple[str, ...]] = []
    run_kind = ""
    for number, line in enumerate(lines):
        kind, cells = ("title", (line.strip(),)) if number in title_lines else _sort_line(line, number)
        if run and kind != run_kind:
            yield Block(run_kind, tuple(run))
            run = []
        if kind in ("header", "table", "title"):
            run_kind = kind
            run.append(cells)
        else:
            run_kind = ""
            yield Block(kind, (cells,))
    if run:
        yield Block(run_kind, tuple(run))


def _title_lines(lines: Sequence[str], title: str) -> set[int]:
    """Numbers of the lines that, alone or with up to two more, spell the title (an issue number may follow)."""
    bare = [re.sub(r"\s", "", line) for line in lines]
    found: set[int] = set()
    for start in range(len(bare)):
        for end in range(start + 1, min(start + 4, len(bare) + 1)):
            spelled = re.sub(r"\(\d{4}年第\d+期\)$", "", "".join(bare[start:end]))
            if spelled == title:
                found.update(range(start, end))
    return found


def _sort_line(line: str, number: int) -> tuple[str, tuple[str, ...]]:
    if _FURNITURE.search(line):
        return "furniture", (line.strip(),)
    if number < _HEADER_REACH and _LABEL.match(line):
        return "header", _header_cells(line)
    if "\t" in line:
        return "table", tuple(line.strip().split("\t"))
    return "line", (line,)


def _header_cells(line: str) -> tuple[str, ...]:
    """Labels and values of one header line, in turn; labels keep their colon."""
    starts = [m.span() for m in _LABEL.finditer(line)]
    ends = [a for a, _ in starts[1:]] + [len(line)]
    cells: list[str] = []
    for (a, b), end in zip(starts, ends, strict=True):
        cells += [line[a:b], line[b:end].strip()]
    return tuple(cells)


# ---------------------------------------------------------------- HTML


def render_html(bulletin: Bulletin) -> str:
    """The bulletin as a page of a government portal."""
    elements = bulletin.gold["elements"]
    head = [
        '<meta charset="utf-8">',
        *(
            f'<meta name="{name}" content="{escape(str(value))}">'
            for name, value in (
                ("SiteName", "政府门户网站"),
                ("ArticleTitle", elements["title"]),
                ("PubDate", elements["publication_date"]),
                ("ContentSource", "、".join(elements["issuers"])),
            )
            if value
        ),
        f"<title>{escape(elements['title'] or '')}_政府门户网站</title>",
        "<style>.nav{color:#999}</style><script>var hits = 2021; // 〔2000〕1号 is nobody's number</script>",
    ]
    # Furniture above the last line of the document stands where it stood; what follows goes to the footer.
    end = 1 + max(i for i, b in enumerate(bulletin.blocks) if b.kind != "furniture")
    body: list[str] = []
    for block in bulletin.blocks[:end]:
        body.append(_html_block(block, had_title=any("<h1" in x for x in body)))
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="zh-CN"><head>',
            *head,
            "</head><body>",
            '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul></div>',
            '<div class="article" id="zoom">',
            *body,
            "</div>",
            '<div class="footer">',
            *(f"<p>{escape(b.text)}</p>" for b in bulletin.blocks[end:]),
            '<p><a href="#">网站地图</a> | <a href="#">联系我们</a></p>',
            "</div></body></html>",
            "",
        ]
    )


def _html_block(block: Block, had_title: bool) -> str:
    if block.kind == "header":
        rows = "".join(
            "<tr>" + "".join(f"<{t}>{escape(c)}</{t}>" for t, c in _th_td(row)) + "</tr>" for row in block.rows
        )
        return f'<table class="xxgk_head"><tbody>{rows}</tbody></table>'
    if block.kind == "table":
        rows = "\n".join("<tr>" + "".join(f"<td><p>{escape(c)}</p></td>" for c in row) + "</tr>" for row in block.rows)
        return f'<table border="1">\n{rows}\n</table>'
    if block.kind == "furniture":
        return f'<div class="info"><span>{escape(block.text)}</span></div>'
    if block.kind == "title":
        title = "<br>".join(escape(row[0]) for row in block.rows)
        if had_title:
            return f'<p style="text-align: center"><strong>{title}</strong></p>'
        return f'<h1 class="title">{title}</h1>'
    # A portal's editor writes blanks at the head of a line as entities, and so do we.
    indent = len(block.text) - len(block.text.lstrip())
    return f"<p>{'&emsp;' * indent}{escape(block.text.strip())}</p>"


def _th_td(row: Sequence[str]) -> Iterator[tuple[str, str]]:
    for i, cell in enumerate(row):
        yield ("td" if i % 2 else "th"), cell


# ---------------------------------------------------------------- PDF


def render_pdf(bulletin: Bulletin) -> bytes:
    """The bulletin on A4 pages, with hard line ends in the middle of words and a page number at the foot."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    font, size, leading, margin = "STSong-Light", 14, 24, 72
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    width, height = A4
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle(bulletin.gold["elements"]["title"] or bulletin.stem)
    y = height - margin
    page = 1

    def end_page() -> None:
        canvas.drawCentredString(width / 2, margin / 2, f"— {page} —")
        canvas.showPage()

    for block in bulletin.blocks:
        if block.kind == "furniture":  # a printed page has none
            continue
        for line in _pdf_lines(block, font, size, width - 2 * margin):
            if y < margin:
                end_page()
                page, y = page + 1, height - margin
            canvas.setFont(font, size)
            if block.kind == "title":
                canvas.drawCentredString(width / 2, y, line[0])
            else:
                step = (width - 2 * margin) / len(line)
                for i, cell in enumerate(line):
                    canvas.drawString(margin + i * step, y, cell)
                if block.kind == "table":
                    for i in range(len(line)):
                        canvas.rect(margin + i * step - 3, y - 6, step, leading)
            y -= leading
    end_page()
    canvas.save()
    return out.getvalue()


def _pdf_lines(block: Block, font: str, size: int, width: float) -> Iterator[tuple[str, ...]]:
    """The printed lines of a block: rows of a table as they are, everything else wrapped to the width."""
    if block.kind == "table":
        yield from block.rows
        return
    for row in block.rows:
        text = "  ".join(row) if block.kind == "header" else "".join(row)
        indented = text.startswith(("　", "  "))
        text = text.strip()
        yield from ((part,) for part in _wrap("　　" + text if indented else text, font, size, width))


def _wrap(text: str, font: str, size: int, width: float) -> Iterator[str]:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    line = ""
    for char in text:
        if line and stringWidth(line + char, font, size) > width:
            yield line
            line = ""
        line += char
    if line:
        yield line


# ---------------------------------------------------------------- DOCX


def render_docx(bulletin: Bulletin) -> bytes:
    """The bulletin as a Word file; with automatic numbers instead of printed labels for `AUTO_NUMBERED`."""
    from docx import Document

    document = Document()
    labels = _section_labels(bulletin) if bulletin.stem == AUTO_NUMBERED else []
    numbering = _add_numbering(document) if labels else 0
    had_title = False
    for block in bulletin.blocks:
        if block.kind == "furniture":
            continue
        if block.kind in ("header", "table"):
            _docx_table(document, block)
        elif block.kind == "title":
            document.add_paragraph("\n".join(row[0] for row in block.rows), style="Title" if not had_title else None)
            had_title = True
        else:
            _docx_line(document, block.text, labels, numbering)
    stamp = datetime(*EPOCH[:3])
    document.core_properties.created = document.core_properties.modified = stamp
    document.core_properties.author = ""
    document.core_properties.title = bulletin.gold["elements"]["title"] or ""
    out = io.BytesIO()
    document.save(out)
    return _without_times(out.getvalue())


def _section_labels(bulletin: Bulletin) -> list[tuple[int, str]]:
    """Level and label of each section, in the order of the document."""
    return [(level, label) for level, label, _ in bulletin.gold["sections"]]


def _docx_table(document: Any, block: Block) -> None:
    columns = max(len(row) for row in block.rows)
    table = document.add_table(rows=0, cols=columns)
    table.style = "Table Grid"
    for row in block.rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text


def _docx_line(document: Any, line: str, labels: list[tuple[int, str]], numbering: int) -> None:
    """One paragraph; where it opens the next section, its label becomes an automatic number."""
    text = line.strip()
    if labels and text.startswith(labels[0][1]):
        level, label = labels.pop(0)
        paragraph = document.add_paragraph(text[len(label) :])
        _number(paragraph, numbering, level - 1)
    else:
        document.add_paragraph(text)


def _number(paragraph: Any, numbering: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = numbering


def _add_numbering(document: Any) -> int:
    """Define the five levels of official documents and return the number of the definition."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    levels = (
        ("chineseCountingThousand", "%1、"),
        ("chineseCountingThousand", "（%2）"),
        ("decimal", "%3."),
        ("decimal", "(%4)"),
        ("decimalEnclosedCircleChinese", "%5"),
    )
    xml = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    definition = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900"><w:multiLevelType w:val="multilevel"/>'
        f"{xml}</w:abstractNum>"
    )
    root.insert(0, definition)  # the schema wants every abstractNum before the first num
    return int(root.add_num(900).numId)


def _without_times(data: bytes) -> bytes:
    """The same zip with fixed member times, so that a second run gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()


# ---------------------------------------------------------------- command line


def make_formats(outdir: Path, stems: Sequence[str] = RENDERED) -> list[Path]:
    """Write the three formats of each bulletin into `outdir` and return the paths, sorted."""
    outdir.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for stem in stems:
        bulletin = read_bulletin(stem)
        for suffix, data in (
            (".html", render_html(bulletin).encode("utf-8")),
            (".pdf", render_pdf(bulletin)),
            (".docx", render_docx(bulletin)),
        ):
            path = outdir / f"{stem}{suffix}"
            path.write_bytes(data)
            written.append(path)
    return sorted(written)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Render bulletins of the corpus as HTML, PDF and DOCX.")
    parser.add_argument("outdir", type=Path, help="folder to write to; made when it is missing")
    for path in make_formats(parser.parse_args(arguments).outdir):
        print(path)


if __name__ == "__main__":
    main()
