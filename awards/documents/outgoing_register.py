"""Sổ văn bản đi of one year: every paper the program gave a number to, series by series."""

from collections.abc import Iterator
from itertools import groupby

from awards.documents.money import header_of
from campaigns.documents.signing import signature_of, signer_on
from thidua import clock
from thidua.models import Institution, IssuedDocument
from thidua.papers import Block, Column, GroupRow, Paper, Paragraph, Row, Signature, Table
from thidua.vietnamese import two_digits, vdate

COLUMNS = (
    Column("STT", 10, "center"),
    Column("Số, ký hiệu", 34, nowrap=True),
    Column("Ngày", 23, "center"),
    Column("Trích yếu nội dung"),
    Column("Người ký", 46),
    Column("Số trang", 14, "center"),
    Column("Ghi chú", 44),
)


def documents_of(year: int) -> list[IssuedDocument]:
    """Without their words and bytes; those of one series together, by number."""
    related = ("series", "revoked_by__series", "corrects__series", "replaces__series", "file")
    unread = ("paper", "revoked_by__paper", "corrects__paper", "replaces__paper", "file__content")
    found = IssuedDocument.objects.filter(year=year).select_related(*related).defer(*unread)
    return list(found.order_by("series__symbol", "number"))


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
    yield Table(COLUMNS, list(_rows(found)) or [GroupRow("Chưa có văn bản nào")])
    yield Paragraph(f"Tổng số: {two_digits(len(found))} văn bản, tính đến ngày {vdate(clock.today())}./.")


def _rows(found: list[IssuedDocument]) -> Iterator[Row | GroupRow]:
    ordinal = 0
    for series, group in groupby(found, key=lambda document: document.series):
        yield GroupRow(f"{series.name} ({series.symbol})", level=2)
        for document in group:
            ordinal += 1
            cells = [str(ordinal), document.full_number, vdate(document.date), document.title, document.signer]
            yield Row([*cells, str(document.file.pages), remark(document)])


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
