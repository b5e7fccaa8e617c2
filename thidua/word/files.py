"""The package around the text: styles, sections with their page numbers, properties; nothing of a sample file."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section as WordSection

from thidua.profiles import A4_MM
from thidua.shown import Shown
from thidua.word import markup as w
from thidua.word.body import Section
from thidua.word.styles import LANGUAGES, sheet

# Of the sample file that python-docx starts from: a picture of it, a theme with other letters, empty lists.
KEPT = {REL.STYLES, REL.SETTINGS}
LINE_OF_NUMBER = 1.15
WORD_2013 = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
PAGE_NUMBER = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'


def packed(ready: Shown, sections: Sequence[Section]) -> bytes:
    document = Document()
    _emptied(document, ready)
    content = "".join(_with_end(part, ready, place, len(sections)) for place, part in enumerate(sections))
    for part in parse_xml(f"<w:body {nsdecls('w')}>{content}</w:body>"):
        document.element.body.append(part)
    for place, (section, part) in enumerate(zip(document.sections, sections, strict=True)):
        _margin_lines(section, part, ready, is_first=place == 0)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _emptied(document: WordDocument, ready: Shown) -> None:
    package = document.part.package
    for rels, kept in ((document.part.rels, KEPT), (package.rels, {REL.OFFICE_DOCUMENT, REL.CORE_PROPERTIES})):
        for key in [key for key, rel in rels.items() if rel.reltype not in kept]:
            del rels[key]
    _refill(document.styles.element, sheet(ready.profile, ready.language))
    spoken = LANGUAGES.get(ready.language, ready.language)
    _refill(
        document.settings.element,
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f"<w:compat><w:compatSetting {WORD_2013}/></w:compat>"
        f'<w:themeFontLang w:val="{spoken}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>',
    )
    _refill(document.element.body, "")
    properties = document.core_properties
    _refill(properties._element, "")  # also who made the sample, and when
    properties.title, properties.author = ready.document_title[:255], ready.written_by[:255]
    properties.language = spoken


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
    width, height = (w.mm(side) for side in (reversed(A4_MM) if part.landscape else A4_MM))
    turned = ' w:orient="landscape"' if part.landscape else ""
    margins = zip(("top", "right", "bottom", "left"), part.margins_mm, strict=True)
    sides = " ".join(f'w:{side}="{w.mm(length)}"' for side, length in margins)
    # The number stands in the middle of the top margin; what is at the foot of page 1 stands on the lower margin.
    above = (part.margins_mm[0] * w.MM_IN_PT - ready.profile.page_number_pt * LINE_OF_NUMBER) / 2
    edges = f'w:header="{w.pt(above)}" w:footer="{w.mm(part.margins_mm[2])}" w:gutter="0"'
    page = f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar {sides} {edges}/>'
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
    rule = w.borders("top", space_pt=2)
    foot = ready.foot if is_first else ()
    lines = (w.paragraph("Footer", w.run(text), border="" if place else rule) for place, text in enumerate(foot))
    _put(section.first_page_footer, "".join(lines) or w.paragraph("Footer"))


def _put(story: Any, content: str) -> None:
    story.is_linked_to_previous = False
    _refill(story._element, content)
