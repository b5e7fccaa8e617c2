"""What differs between two copies of one paper, in words."""

from dataclasses import replace
from datetime import date

import pytest

from thidua.paper_changes import changes, named
from thidua.papers import (
    Appendix,
    Article,
    Column,
    GroupRow,
    Header,
    Heading,
    Line,
    Lines,
    NumberedItem,
    Paper,
    Paragraph,
    Quote,
    Row,
    Signature,
    Table,
    TotalRow,
    bold,
)

HEADER = Header(("TỈNH ỦY",), ("TRƯỜNG",), symbol="QĐ-TCT", place="Lai Châu", month=2, year=2022)
TABLE = Table(
    (Column("TT"), Column("Họ và tên")), (GroupRow("Cá nhân"), Row(("1", "Lò Văn Giả")), TotalRow("Cộng", ("01",)))
)
PAPER = Paper(
    kind="decision",
    file_name="QD.pdf",
    header=HEADER,
    title="QUYẾT ĐỊNH",
    summary="Về việc tặng Giấy khen",
    address_to=["Sở Nội vụ"],
    authority="HIỆU TRƯỞNG",
    bases=["Căn cứ Luật số 1", "Căn cứ Nghị định số 2"],
    enacting="QUYẾT ĐỊNH:",
    blocks=[
        Heading("I. KẾT QUẢ"),
        Paragraph("Mở đầu."),
        Quote("Đoàn kết"),
        Lines((Line("Họ và tên", "Lò Văn Giả"),)),
        Article(1, "Tặng Giấy khen cho 01 cá nhân"),
        NumberedItem("1.", "Lò Văn Giả;"),
        Article(2, "Số tiền 540.000 đồng."),
    ],
    signatures=[Signature(("HIỆU TRƯỞNG",), "Phạm Văn Quang")],
    recipients=["Như Điều 3", "Lưu VT"],
    foot=["Mã xác minh: 1"],
    appendices=[Appendix("DANH SÁCH", summary="Kèm theo", bracket="(số …)", blocks=(TABLE,))],
)


def test_the_same_words_are_no_change():
    assert changes(PAPER, Paper.from_dict(PAPER.to_dict())) == []


def test_looks_do_not_count():
    louder = replace(PAPER, blocks=(PAPER.blocks[0], Paragraph(bold("Mở đầu."), align="center"), *PAPER.blocks[2:]))
    assert changes(PAPER, replace(louder, landscape=True, file_name="khac.pdf")) == []


def test_only_the_words_that_differ_are_said():
    dearer = replace(PAPER, blocks=(*PAPER.blocks[:-1], Article(2, "Số tiền 504.000 đồng.")))
    assert changes(PAPER, dearer) == ["Điều 2 (đã in “540.000”, nay là “504.000”)"]


def test_what_was_added_and_what_is_gone():
    based = replace(PAPER, bases=(*PAPER.bases, "Căn cứ Thông tư số 3"))
    assert changes(PAPER, based) == ["căn cứ 3 (nay thêm “Căn cứ Thông tư số 3”)"]
    assert changes(based, PAPER) == ["căn cứ 3 (đã in “Căn cứ Thông tư số 3”, nay không còn)"]


def test_a_row_is_named_by_its_number():
    other = replace(TABLE, rows=(TABLE.rows[0], Row(("1", "Lò Văn Giá")), TABLE.rows[2]))
    mended = replace(PAPER, appendices=(replace(PAPER.appendices[0], blocks=(other,)),))
    assert changes(PAPER, mended) == ["dòng 1 của DANH SÁCH (đã in “Giả”, nay là “Giá”)"]


def test_the_printed_month_counts():
    march = replace(PAPER, header=replace(HEADER, month=3))
    assert [one.partition(" (")[0] for one in changes(PAPER, march)] == ["dòng ngày tháng"]


def test_the_first_five_are_named():
    assert named(["a", "b", "c", "d", "e"]) == "a; b; c; d; e"
    assert named(["a", "b", "c", "d", "e", "f", "g"]) == "a; b; c; d; e; và 2 chỗ khác"


def test_a_long_text_is_cut():
    long = replace(PAPER, authority="X" * 61)
    assert changes(PAPER, long) == [f"dòng thẩm quyền (đã in “HIỆU TRƯỞNG”, nay là “{'X' * 60}…”)"]


UNSEEN = {"type", "kind", "file_name", "author", "language", "verify_url", "sheet", "align", "profile", "place"}


def _leaves(node, path=()):
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in UNSEEN:
                yield from _leaves(value, (*path, key))
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from _leaves(value, (*path, place))
    elif isinstance(node, str) and node:
        yield path


@pytest.mark.parametrize("path", list(_leaves(PAPER.to_dict())), ids=str)
def test_no_printed_text_changes_unseen(path):
    content = PAPER.to_dict()
    at = content
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = f"{at[path[-1]]} khác"
    assert len(changes(PAPER, Paper.from_dict(content))) >= 1


def test_number_and_day_are_words_too():
    numbered = replace(PAPER, header=replace(HEADER, number=15, date=date(2022, 2, 5)))
    assert [one.partition(" (")[0] for one in changes(PAPER, numbered)] == ["dòng số", "dòng ngày tháng"]
