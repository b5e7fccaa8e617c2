"""What every room that issues a paper of its own shares: who may sign, which number, drawing first, freezing after.

The paper is drawn outside any transaction; the act then locks its row and the series, asks again, and freezes.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from awards.documents.pages import page_count
from campaigns.models import Posting
from campaigns.roles import staff_of
from thidua import clock, issuing, pdf
from thidua.models import IssuedDocument, Series
from thidua.models.document import new_verify_code
from thidua.papers import Paper
from thidua.vietnamese import clean_line, vdate
from thidua.workflow import Refused


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


def freeze(kind: str, printed: Printed, series: Series, signer: Posting, by: Any) -> IssuedDocument:
    """Inside the act's transaction, with `series` locked; Refused where the number was taken meanwhile."""
    number, on = printed.paper.header.number, printed.paper.header.date
    try:
        with transaction.atomic():
            return issuing.freeze(
                kind,
                printed.paper,
                printed.content,
                series=series,
                number=number,
                on=on,
                title=clean_line(printed.paper.summary),
                signer=f"{signer.staff_member}, {signer.post}",
                pages=printed.pages,
                verify_code=printed.verify_code,
                by=by,
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
    if date > clock.today():
        return f"Ngày {vdate(date)} chưa đến; làm từ ngày đó hoặc nhập ngày khác."
    return issuing.why_not_number(Series.objects.get(code=code), number, date)


def on_behalf(signer: Posting, by: Any) -> bool:
    """Whether somebody else records the signature."""
    return by is not None and staff_of(by) != signer.staff_member
