"""Sổ văn bản đi of one year: every paper with a number, series by series.

The columns are those of Nghị định 30/2020/NĐ-CP, Phụ lục IV; copies, day of sending and receipt are written by pen.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from awards import outgoing
from awards.documents.correction_letter import kind_named
from awards.documents.money import header_of
from awards.outgoing import Entry
from campaigns.documents.signing import signature_of, signer_on
from thidua import clock
from thidua.models import Institution
from thidua.papers import Block, Column, GroupRow, Paper, Paragraph, Row, Signature, Table
from thidua.vietnamese import date_words, lower_first, paper_date, two_digits

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
ABOUT = re.compile(r"^\s*V/v:?\s+", re.IGNORECASE)  # as it stands under the number of a letter


def gather(year: int) -> Paper:
    institution, day = Institution.objects.get(), clock.today()
    found = outgoing.of_year(year)
    return Paper(
        kind="outgoing-register",
        file_name=f"so-van-ban-di-{year}.pdf",
        header=replace(header_of(institution), date=day),
        title="SỔ VĂN BẢN ĐI",
        summary=f"Năm {year}, phần thi đua, khen thưởng",
        blocks=list(_blocks(found)),
        signatures=[Signature(("NGƯỜI LẬP",)), signature_of(signer_on(day), institution)],
        landscape=True,
    )


def _blocks(found: list[Entry]) -> Iterator[Block]:
    yield Table(COLUMNS, list(_rows(found)) or [GroupRow("Chưa có văn bản nào")], size_pt=SIZE_PT)
    on_paper = sum(one.is_on_paper for one in found)
    among = f", trong đó {two_digits(on_paper)} văn bản cấp số trên bản giấy" if on_paper else ""
    yield Paragraph(f"Tổng số: {two_digits(len(found))} văn bản{among}, tính đến {date_words(clock.today())}./.")


def _rows(found: list[Entry]) -> Iterator[Row | GroupRow]:
    for series, group in groupby(found, key=lambda one: one.series):
        yield GroupRow(f"{series.name} ({series.symbol})", level=2)
        for one in group:
            cells = [one.full_number, paper_date(one.date), _named(one), one.signer, one.sent_to, one.kept_by]
            yield Row([*cells, "", "", "", one.remark])


def _named(one: Entry) -> str:
    """ "Quyết định về việc tặng Giấy khen": the kind of paper, then what it is about, in words a sentence has."""
    kind, title = kind_named(one.frozen_title), ABOUT.sub("về việc ", one.title)
    return title if title.lower().startswith(kind.lower()) else f"{kind} {lower_first(title)}"
