"""Sổ văn bản đi of one year: every paper the program gave a number to, series by series.

The columns are those of Nghị định 30/2020/NĐ-CP, Phụ lục IV; copies, day of sending and receipt are written by pen.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.models import F

from awards.documents.correction_letter import LETTER, kind_named
from awards.documents.money import header_of
from campaigns.documents.signing import signature_of, signer_on
from thidua import clock
from thidua.models import Institution, IssuedDocument
from thidua.papers import Block, Column, GroupRow, Paper, Paragraph, Row, Signature, Table
from thidua.vietnamese import two_digits, vdate

COLUMNS = (
    Column("Số, ký hiệu văn bản", 31, nowrap=True),
    Column("Ngày tháng văn bản", 20, "center", nowrap=True),
    Column("Tên loại và trích yếu nội dung văn bản"),
    Column("Người ký", 25),
    Column("Nơi nhận văn bản", 40),
    Column("Đơn vị, người nhận bản lưu", 20),
    Column("Số lượng bản", 13, "center"),
    Column("Ngày chuyển", 16, "center"),
    Column("Ký nhận", 14),
    Column("Ghi chú", 22),
)
SIZE_PT = 11
AS_ARTICLE = re.compile(r"Như Điều (\d+)")
# Who carries a decision out: what stands in that article before these words.
CARRIED_OUT = re.compile(r"([^.]+?) (?:chịu trách nhiệm|có trách nhiệm|căn cứ Quyết định) ")
KEPT = "Lưu:"  # the line of the recipients that says who keeps a copy
AS_ADDRESSED, AS_LISTED = "Như trên", "Theo danh sách kèm theo"


def documents_of(year: int) -> list[IssuedDocument]:
    """Without their words and bytes, but for what the register shows; those of one series together, by number."""
    related = ("series", "revoked_by__series", "corrects__series", "replaces__series", "file")
    unread = ("paper", "revoked_by__paper", "corrects__paper", "replaces__paper", "file__content")
    found = IssuedDocument.objects.filter(year=year).select_related(*related).defer(*unread)
    found = found.annotate(
        frozen_title=F("paper__title"), addressed=F("paper__address_to"), recipients=F("paper__recipients")
    )
    documents = list(found.order_by("series__symbol", "number"))
    as_article = [one.pk for one in documents if any(map(AS_ARTICLE.match, one.recipients or ()))]
    blocks = dict(IssuedDocument.objects.filter(pk__in=as_article).values_list("pk", "paper__blocks"))
    for document in documents:
        document.recipients = [_carried_out(line, blocks.get(document.pk)) for line in document.recipients or ()]
    return documents


def gather(year: int) -> Paper:
    institution, day = Institution.objects.get(), clock.today()
    found = documents_of(year)
    return Paper(
        kind="outgoing-register",
        file_name=f"so-van-ban-di-{year}.pdf",
        header=header_of(institution),
        title="SỔ VĂN BẢN ĐI",
        summary=f"Năm {year}, phần thi đua, khen thưởng",
        blocks=list(_blocks(found)),
        signatures=[Signature(("NGƯỜI LẬP",)), signature_of(signer_on(day), institution)],
        landscape=True,
    )


def _blocks(found: list[IssuedDocument]) -> Iterator[Block]:
    yield Table(COLUMNS, list(_rows(found)) or [GroupRow("Chưa có văn bản nào")], size_pt=SIZE_PT)
    yield Paragraph(f"Tổng số: {two_digits(len(found))} văn bản, tính đến ngày {vdate(clock.today())}./.")


def _rows(found: list[IssuedDocument]) -> Iterator[Row | GroupRow]:
    for series, group in groupby(found, key=lambda document: document.series):
        yield GroupRow(f"{series.name} ({series.symbol})", level=2)
        for document in group:
            sent_to, kept_by = _recipients(document)
            cells = [document.full_number, vdate(document.date), _named(document), document.signer, sent_to, kept_by]
            yield Row([*cells, "", "", "", remark(document)])


def _named(document: IssuedDocument) -> str:
    """ "Quyết định về việc tặng Giấy khen": the kind of paper, then what it is about."""
    kind, title = kind_named(document.frozen_title), document.title
    if title.lower().startswith(kind.lower()):
        return title
    return f"{kind} {title}" if kind == LETTER else f"{kind} {title[:1].lower()}{title[1:]}"


def _recipients(document: IssuedDocument) -> tuple[str, str]:
    """Who gets it, with the addressees where the paper says “Như trên”; and who keeps a copy."""
    lines = document.recipients or []
    kept = [line.removeprefix(KEPT).strip() for line in lines if line.startswith(KEPT)]
    sent = [line for line in lines if not line.startswith((KEPT, AS_ADDRESSED))]
    if AS_ADDRESSED in lines:
        sent = [*(document.addressed or [AS_LISTED]), *sent]
    return "; ".join(sent), "; ".join(kept)


def _carried_out(line: str, blocks: list[dict[str, Any]] | None) -> str:
    """ "Như Điều 3" is who that article names; a register is read without the paper beside it."""
    cited = AS_ARTICLE.match(line)
    for block in blocks or () if cited else ():
        if block["type"] == "Article" and block["number"] == int(cited[1]):
            text = "".join(run if isinstance(run, str) else run["text"] for run in block["text"])
            if found := CARRIED_OUT.search(text):
                said = found[1].strip().replace(" có tên tại Điều 1", " có tên trong văn bản")
                return f"{said[:1].upper()}{said[1:]}"
    return line


def remark(document: IssuedDocument) -> str:
    """What became of it, and what it did to an earlier one."""
    said = []
    if document.revoked_by:
        word = "Thay thế" if document.revoked_by.replaces_id == document.pk else "Hủy bỏ"
        said.append(f"{word} bởi số {document.revoked_by.full_number}")
    if document.corrects:
        said.append(f"Đính chính số {document.corrects.full_number}")
    if document.replaces:
        said.append(f"Thay thế số {document.replaces.full_number}")
    return "; ".join(said)
