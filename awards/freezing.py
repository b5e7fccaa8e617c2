"""What whoever issues a paper shares: who may sign, which number, drawing first, freezing after.

The paper is drawn, and read by the print guard, outside any transaction; the act then locks its row and the series,
asks again, and freezes.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from awards import guard_facts, guarding
from awards.documents.pages import page_count
from campaigns.models import Posting
from campaigns.roles import staff_of
from thidua import clock, issuing, pdf
from thidua.models import IssuedDocument, Series
from thidua.models.document import new_verify_code
from thidua.papers import Paper
from thidua.print_guard import Finding
from thidua.vietnamese import clean_line, vdate
from thidua.workflow import Refused, refuse


@dataclass(frozen=True)
class Printed:
    """A numbered paper as it was drawn, to be frozen in the transaction that follows."""

    paper: Paper
    content: bytes
    pages: int
    verify_code: str


def draw(gather: Callable[[str], Paper]) -> Printed:
    """`gather`: from the code by which the paper will be checked to the numbered paper."""
    code = new_verify_code()
    paper = gather(code)
    content = pdf.render(paper)
    return Printed(paper, content, page_count(content), code)


def draw_checked(kind: str, row: Any, gather: Callable[[str], Paper], signer: Posting) -> Printed:
    """Drawn, and refused where the print guard finds what would make the paper about this row wrong."""
    facts, printed = guard_facts.of(kind, row), draw(gather)
    on = printed.paper.header.date
    guarding.refuse_wrong(guarding.findings_of(printed.paper, printed.content, on, signer, facts))
    return printed


def findings_of(
    kind: str,
    row: Any,
    document: IssuedDocument | None,
    gather: Callable[[], Paper],
    signer: Posting | None,
    date: datetime.date,
) -> list[Finding]:
    """What a strict clerk would say: of an issued paper as it was frozen, of a draft as its copy for signature.

    `gather` gives that copy; it is drawn whatever stands in the way of the issue: the guard says what that is.
    `row`: what the paper is about, None where that is gone.
    """
    if document:
        paper, content = Paper.from_dict(document.paper), bytes(document.file.content)
    else:
        refuse(pdf.missing_libraries())
        paper = gather()
        content = pdf.render(paper)
    return guarding.findings_of(paper, content, paper.header.date or date, signer, guard_facts.of(kind, row))


def title_of(paper: Paper) -> str:
    """Its trích yếu, as the register and lists name it."""
    return clean_line(paper.summary or paper.header.subject or paper.title)


def freeze(
    kind: str,
    printed: Printed,
    series: Series,
    signer: Posting,
    by: Any,
    *,
    corrects: IssuedDocument | None = None,
    replaces: IssuedDocument | None = None,
) -> IssuedDocument:
    """Inside the act's transaction, with `series` locked; Refused where the number was taken meanwhile."""
    paper = printed.paper
    number, on = paper.header.number, paper.header.date
    try:
        with transaction.atomic():
            return issuing.freeze(
                kind,
                paper,
                printed.content,
                series=series,
                number=number,
                on=on,
                title=title_of(paper),
                signer=f"{signer.staff_member}, {signer.post}",
                pages=printed.pages,
                verify_code=printed.verify_code,
                by=by,
                corrects=corrects,
                replaces=replaces,
            )
    except IntegrityError as taken:
        raise Refused(
            f"Số {number:02d}/{series.symbol} vừa được dùng cho văn bản khác; xem lại sổ văn bản đi rồi làm lại."
        ) from taken


def why_not_signer(signer: Posting, on: datetime.date) -> str:
    """The signer may sign, and holds the post on that day."""
    if not signer.may_sign:
        return f"{signer.staff_member} không được ký văn bản của Trường; chọn người ký khác."
    if signer.starts_on > on or (signer.ends_on and signer.ends_on < on):
        return (
            f"{signer.staff_member} không giữ chức vụ {signer.post} vào ngày {vdate(on)}; "
            "chọn ngày khác hoặc người ký khác."
        )
    return ""


def why_not_numbered(code: str, number: int | None, date: datetime.date | None) -> str:
    """Number and day are given, the day has come, and the series has room for both."""
    if not number or number < 1:
        return "Chưa có số; nhập số theo sổ văn bản đi của Trường."
    if date is None:
        return "Chưa có ngày; nhập ngày theo sổ văn bản đi của Trường."
    return why_not_dated(date) or issuing.why_not_number(Series.objects.get(code=code), number, date)


def why_not_dated(date: datetime.date) -> str:
    return f"Ngày {vdate(date)} chưa đến; làm từ ngày đó hoặc nhập ngày khác." if date > clock.today() else ""


def on_behalf(signer: Posting, by: Any) -> bool:
    """Whether somebody else records the signature."""
    return by is not None and staff_of(by) != signer.staff_member
