"""Draws a `Paper` as a Word file that a clerk can go on editing: the words and the order of the PDF.

Real structures throughout: named styles, outline levels, table heads that repeat, sections whose pages count anew.
"""

from thidua.papers import Paper
from thidua.shown import shown
from thidua.slips import SlipSheet
from thidua.word import body, files
from thidua.workflow import Refused

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOT_IN_WORD = "Loại giấy này chỉ in được dạng PDF."


class NotInWord(Refused):
    """A kind of paper that is placed to the millimetre: its text says so."""


def render(paper: Paper) -> bytes:
    """The .docx. Raises NotInWord for kinds that have parts of their own which Word could not show."""
    if type(paper) not in (Paper, SlipSheet):
        raise NotInWord(NOT_IN_WORD)
    ready = shown(paper)
    return files.packed(ready, body.body(ready))


def placed(about: SlipSheet, section: body.Section) -> bytes:
    """The .docx of sheets whose content their own room has placed; `about`: title, author."""
    return files.packed(shown(about), [section])


def file_name(paper: Paper) -> str:
    return f"{paper.file_name.removesuffix('.pdf')}.docx"
