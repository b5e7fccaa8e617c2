"""The package around the text: styles, settings, sections with their page numbers, properties."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section as WordSection
from docx.shared import Mm

from thidua import qr
from thidua.shown import Shown
from thidua.word import markup as w
from thidua.word.body import Section
from thidua.word.styles import LANGUAGES, sheet

LINE_OF_NUMBER = 1.15
CODE_MM, AFTER_CODE_MM = 18, 3  # of the QR code, as paper.css has it
WORD_2013 = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
PAGE_NUMBER = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
OPC = "http://schemas.openxmlformats.org/package/2006"


def packed(ready: Shown, sections: Sequence[Section]) -> bytes:
    """Text, styles and settings are written as they are: python-docx, which opens them, adds what hangs on sections."""
    content = "".join(_with_end(part, ready, place, len(sections)) for place, part in enumerate(sections))
    document = Document(io.BytesIO(_skeleton(ready, content)))
    for place, (section, part) in enumerate(zip(document.sections, sections, strict=True)):
        _margin_lines(section, part, ready, is_first=place == 0)
    properties = document.core_properties
    _refill(properties._element, "")  # python-docx would say that it wrote this, and when
    properties.title, properties.author = ready.document_title[:255], ready.written_by[:255]
    properties.language = LANGUAGES.get(ready.language, ready.language)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _skeleton(ready: Shown, content: str) -> bytes:
    spoken = LANGUAGES.get(ready.language, ready.language)
    settings = (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f"<w:compat><w:compatSetting {WORD_2013}/></w:compat>"
        f'<w:themeFontLang w:val="{spoken}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
    )
    parts = (
        ("document", CT.WML_DOCUMENT_MAIN, _root("document", f"<w:body>{content}</w:body>")),
        ("styles", CT.WML_STYLES, _root("styles", sheet(ready.profile, ready.language))),
        ("settings", CT.WML_SETTINGS, _root("settings", settings)),
    )
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind, _ in parts)
    types = f'<Default Extension="rels" ContentType="{CT.OPC_RELATIONSHIPS}"/>{types}'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("[Content_Types].xml", f'<Types xmlns="{OPC}/content-types">{types}</Types>')
        package.writestr("_rels/.rels", _relations([(REL.OFFICE_DOCUMENT, "word/document.xml")]))
        own = [(REL.STYLES, "styles.xml"), (REL.SETTINGS, "settings.xml")]
        package.writestr("word/_rels/document.xml.rels", _relations(own))
        for name, _, markup in parts:
            package.writestr(f"word/{name}.xml", markup)
    return file.getvalue()


def _root(tag: str, content: str) -> str:
    return f"<w:{tag} {nsdecls('w', 'r')}>{content}</w:{tag}>"


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    lines = (f'<Relationship Id="rId{n}" Type="{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, 1))
    return f'<Relationships xmlns="{OPC}/relationships">{"".join(lines)}</Relationships>'


def _refill(element: Any, content: str) -> None:
    for child in list(element):
        element.remove(child)
    for child in parse_xml(f"<w:parts {nsdecls('w')}>{content}</w:parts>") if content else ():
        element.append(child)


def _with_end(part: Section, ready: Shown, place: int, count: int) -> str:
    """The last section ends with the body, the others with a paragraph that says so."""
    end = _end(part, ready, counts_anew=place > 0)
    if place == count - 1:
        return part.content + (w.paragraph("HetPhan") if part.content.endswith("</w:tbl>") else "") + end
    return f'{part.content}<w:p><w:pPr><w:pStyle w:val="HetPhan"/>{end}</w:pPr></w:p>'


def _end(part: Section, ready: Shown, *, counts_anew: bool) -> str:
    width, height = (w.mm(side) for side in (reversed(part.page_mm) if part.landscape else part.page_mm))
    turned = ' w:orient="landscape"' if part.landscape else ""
    margins = zip(("top", "right", "bottom", "left"), part.margins_mm, strict=True)
    sides = " ".join(f'w:{side}="{w.mm(length)}"' for side, length in margins)
    # The number stands in the middle of the top margin; what is at the foot of page 1 stands on the lower margin.
    above = (part.margins_mm[0] * w.MM_IN_PT - ready.profile.page_number_pt * LINE_OF_NUMBER) / 2
    edges = f'w:header="{w.pt(above)}" w:footer="{w.mm(part.margins_mm[2])}" w:gutter="0"'
    page = f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar {sides} {edges}/>{part.border}'
    anew = '<w:pgNumType w:start="1"/>' if counts_anew else ""
    return f'<w:sectPr><w:type w:val="nextPage"/>{page}{anew}<w:titlePg/></w:sectPr>'


def _margin_lines(section: WordSection, part: Section, ready: Shown, *, is_first: bool) -> None:
    """The number from page 2 on; DỰ THẢO on every page whose text does not say it; the foot of page 1."""
    room = ready.profile.text_mm(landscape=part.landscape)
    is_slips, size = ready.slips is not None, ready.profile.draft_pt
    mark = "" if is_slips or not ready.draft_mark else w.run(ready.draft_mark, bold=True, size_pt=size)
    tabs = f'<w:tab w:val="center" w:pos="{w.mm(room / 2)}"/><w:tab w:val="right" w:pos="{w.mm(room)}"/>'
    tab = "<w:r><w:tab/></w:r>"
    number = "" if is_slips else PAGE_NUMBER
    if mark:
        line = w.paragraph("Header", tab + number + tab + mark, tabs=tabs, align="left")
    else:
        line = w.paragraph("Header", number)
    _put(section.header, line)
    _put(section.first_page_header, w.paragraph("Header", "" if is_first else mark, align="right" if mark else ""))
    foot = section.first_page_footer
    _put(foot, w.paragraph("Footer"))
    if is_first and ready.foot:
        _put(foot, _coded(foot, ready, room) if ready.verify_url else _ruled(ready.foot))


def _ruled(lines: Sequence[str]) -> str:
    rule = w.borders("top", space_pt=2)
    return "".join(w.paragraph("Footer", w.run(text), border="" if n else rule) for n, text in enumerate(lines))


def _coded(foot: Any, ready: Shown, room_mm: float) -> str:
    """A rule; below it the QR code of the verify page with the lines beside it."""
    inline = foot.part.new_pic_inline(io.BytesIO(qr.png(ready.verify_url)), width=Mm(CODE_MM))
    for side in "TBLR":
        inline.set(f"dist{side}", "0")  # without these LibreOffice sets it 3 mm in
    inline.docPr.set("descr", f"Mã QR của địa chỉ {ready.verify_url}")
    drawn = f"<w:r><w:drawing>{inline.xml}</w:drawing></w:r>"
    lines = "".join(w.paragraph("Footer", w.run(text), align="left") for text in ready.foot)
    beside = CODE_MM + AFTER_CODE_MM
    cells = w.cell(w.paragraph("Footer", drawn, align="left"), beside)
    cells += w.cell(lines, room_mm - beside, middle=True)
    table = w.table("KhungTrong", (beside, room_mm - beside), w.row(cells))
    return w.paragraph("DuongKe") + table + w.paragraph("HetPhan")


def _put(story: Any, content: str) -> None:
    story.is_linked_to_previous = False
    _refill(story._element, content)
