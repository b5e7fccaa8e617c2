"""D14: the words of certificates for the lines of an issued decision (documents.md §4). How they look: sheets.py.

What the decision froze is taken from there: who gives, place, day, signer. So a certificate printed again years later
still says what the first one said.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from awards.documents.decision import occasion_of
from awards.models import CertificateSettings, Decision, DecisionLine
from campaigns.documents.letterheads import verify_url_of
from campaigns.models import Award
from thidua.models import Institution
from thidua.models.document import CODE_LETTERS
from thidua.papers import Paper
from thidua.typography import tidy
from thidua.vietnamese import date_words, upper_first

Kind = CertificateSettings.Kind
OF_CODE = {"LDTT": Kind.WORKER, "CSTDCS": Kind.FIGHTER}
GIVES = {Kind.MERIT: "TẶNG", Kind.WORKER: "CHỨNG NHẬN ĐẠT DANH HIỆU"}
GIVES_TITLE = "TẶNG DANH HIỆU"
YEAR = "{năm}"  # stands for the year in the words of the merit
CHECK_LETTERS = 4


@dataclass(frozen=True)
class Certificate:
    """Every word on one certificate. `lines` become tuples, texts are composed and tidied."""

    kind: str
    giver: str
    gives: str
    award: str
    honorific: str
    name: str
    place: str
    merit: str
    decision: tuple[str, ...]
    book: str
    date: str
    signer_title: tuple[str, ...]
    signer_name: str
    verify_code: str
    verify_url: str = ""

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            tidied = tidy(value) if isinstance(value, str) else tuple(map(tidy, value))
            object.__setattr__(self, item.name, tidied)


def kind_of(award: Award) -> str:
    """Which certificate an award brings; empty for titles of people that others confer."""
    if not award.is_title:
        return Kind.MERIT
    return Kind.COLLECTIVE if award.is_collective else OF_CODE.get(award.code, "")


def code_of(decision: Decision, ordinal: int) -> str:
    """The decision's code, the line, and four letters that nobody can guess from another certificate.

    They come from the frozen words, so the code of a line is the same in every print and nothing needs to be kept.
    """
    document = decision.document
    number = int(hashlib.sha256(f"{document.sha256}:{ordinal}".encode()).hexdigest(), 16)
    letters = (CODE_LETTERS[number >> (5 * place) & 31] for place in range(CHECK_LETTERS))
    return f"{document.verify_code}-{ordinal}-{''.join(letters)}"


def gather(
    decision: Decision, lines: Iterable[DecisionLine], designs: Mapping[str, CertificateSettings]
) -> list[Certificate]:
    """One certificate a line, in their order; `lines` as `awards.lines.of_decision` gives them."""
    paper, school = Paper.from_dict(decision.document.paper), Institution.objects.get()
    return [_certificate(decision, line, designs[kind_of(line.award)], paper, school) for line in lines]


def _certificate(
    decision: Decision, line: DecisionLine, design: CertificateSettings, paper: Paper, school: Institution
) -> Certificate:
    signature, code = paper.signatures[0], code_of(decision, line.ordinal)
    parts = (school.name,) if line.nomination.is_collective else (line.post, line.unit_name)
    return Certificate(
        kind=design.kind,
        giver=paper.authority,
        gives=GIVES.get(design.kind, GIVES_TITLE),
        award="GIẤY KHEN" if design.kind == Kind.MERIT else line.award.name.upper(),
        honorific=line.honorific if design.shows_honorific else "",
        name=line.name.upper(),
        place=", ".join(filter(None, parts)),
        merit=merit_of(decision, line, design),
        decision=(f"Quyết định số {decision.document.full_number}", date_words(decision.document.date)),
        book=f"Số sổ vàng: {line.ordinal}",
        date=paper.header.date_line,
        signer_title=signature.lines,
        signer_name=signature.name,
        verify_code=code,
        verify_url=verify_url_of(code),
    )


def merit_of(decision: Decision, line: DecisionLine, design: CertificateSettings) -> str:
    """What the decision says; else the words set for this kind; else the usual sentence."""
    if line.award.is_title:
        usual = f"Đạt danh hiệu {line.award.quoted_name} năm {decision.year}"
    else:
        usual = f"Đã có thành tích xuất sắc trong {occasion_of(decision, [line])}"
    said = "" if line.award.is_title else decision.merit_text.rstrip(" .;")
    words = said or design.merit_text.replace(YEAR, str(decision.year)) or usual
    return upper_first(words)
