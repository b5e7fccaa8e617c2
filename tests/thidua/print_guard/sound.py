"""Papers in which a strict clerk finds nothing, and how to draw one that is broken in one way."""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from unittest import mock

import pytest

from thidua import pdf, print_guard
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
    Row,
    Signature,
    Table,
    TotalRow,
    attached_to,
    italic,
    name,
)
from thidua.print_guard import Basis, Person, Records, Signer, check
from thidua.print_guard.reading import File
from thidua.vietnamese import money, money_words

ON = date(2022, 12, 30)
SCHOOL = "Trường Chính trị tỉnh Lai Châu"
LAW = "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003"
DECREE = (
    "Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ quy định chi tiết thi hành một số điều của "
    "Luật Thi đua, khen thưởng"
)
CIRCULAR = "Thông tư số 12/2019/TT-BNV ngày 04 tháng 11 năm 2019 của Bộ trưởng Bộ Nội vụ"
PROPOSAL = "Theo đề nghị của Thường trực Hội đồng thi đua, khen thưởng"
BASES = (f"Căn cứ {LAW}", f"Căn cứ {DECREE}", f"Căn cứ {CIRCULAR}", PROPOSAL)
DUTY = "Các khoa, phòng và các cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."
PRIZE, TITLE = 447_000, "Danh hiệu “Lao động tiên tiến”"
COLUMNS = (
    Column("STT", 10, "center"),
    Column("Họ và tên", 47),
    Column("Chức vụ", 26),
    Column("Đơn vị"),
    Column("Mức thưởng (đồng)", 24, "right"),
)
NAMES = ("Nguyễn Thị Ẵm", "Hoàng Ỡ", "Lò Văn Ỷ", "Trần Quốc Ưng", "Vàng A Dế")


def header(number=15, on=ON, **given) -> Header:
    return Header(("TỈNH ỦY LAI CHÂU",), ("TRƯỜNG CHÍNH TRỊ",), "QĐ-TCT", number, "Lai Châu", on, **given)


def row(number: int, full_name: str = "", post: str = "Giảng viên", amount: int = PRIZE) -> Row:
    full_name = full_name or NAMES[(number - 1) % 5]
    return Row([str(number), name(full_name), post, "Khoa Xây dựng Đảng", money(amount)])


def name_list(rows=3, *, people=None, total=None) -> Table:
    people = people or [row(number) for number in range(1, rows + 1)]
    total = PRIZE * len(people) if total is None else total
    return Table(COLUMNS, [GroupRow(f"I. {TITLE}", level=2), *people, TotalRow("Tổng cộng", [money(total)])])


def appendix(table: Table, head: Header, counted: str, **given) -> Appendix:
    made = {
        "title": "DANH SÁCH",
        "summary": "Cá nhân đạt danh hiệu thi đua năm 2022",
        "bracket": attached_to("Quyết định", head, f"Hiệu trưởng {SCHOOL}"),
        "blocks": [table, Paragraph(f"(Danh sách gồm {counted})./.", align="center")],
    }
    return Appendix(**made | given)


def decision(rows=3, *, head=None, table=None, list_=None, closing="", articles=None, **given) -> Paper:
    """A decision with its list; any part may be given."""
    head = head or header()
    counted, total = f"{rows:02d} cá nhân", PRIZE * rows
    blocks = articles or [
        Article(1, f"Công nhận danh hiệu thi đua năm 2022 cho {counted} thuộc {SCHOOL}, cụ thể:"),
        NumberedItem("1.", f"{TITLE}: {counted}."),
        Paragraph((italic("(Có Danh sách kèm theo)"),)),
        Article(2, f"Tổng số tiền: {money(total)} đồng (Bằng chữ: {money_words(total)}). Kinh phí trích từ Quỹ."),
        Article(3, DUTY),
    ]
    made = {
        "kind": "decision",
        "file_name": "QD.pdf",
        "header": head,
        "title": "QUYẾT ĐỊNH",
        "summary": "Về việc công nhận danh hiệu thi đua năm 2022",
        "authority": f"HIỆU TRƯỞNG {SCHOOL}".upper(),
        "bases": BASES,
        "enacting": "QUYẾT ĐỊNH:",
        "blocks": blocks,
        "signatures": [Signature(("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), "Đặng Thị Ỹ")],
        "recipients": ["Như Điều 3", "Sở Nội vụ (để báo cáo)", "Lưu: VT, TĐKT"],
        "appendices": [appendix(table or name_list(rows), head, closing or counted, **list_ or {})],
    }
    return Paper(**made | given)


def with_article(number: int, text: str, **given) -> Paper:
    """The decision with other words in one article."""
    sound = decision(**given)
    blocks = [
        Article(number, text) if isinstance(block, Article) and block.number == number else block
        for block in sound.blocks
    ]
    return replace(sound, blocks=blocks)


RESULTS = Table(
    [Column("STT", 10), Column("Họ và tên", 60), Column("Số phiếu đồng ý/Tổng số thành viên"), Column("Tỷ lệ", 20)],
    [Row(["1", "Hoàng Ỡ", "4/5", "80%"]), Row(["2", "Lò Văn Ỷ", "5/5", "100%"])],
)
MEMBERS = Table(
    [Column("STT", 10), Column("Họ và tên")], [Row([str(n), NAMES[n - 1]]) for n in range(1, 5)]
)  # four present


def minutes(*, roll="04/05 thành viên.", absent="01 thành viên.", results=RESULTS, members=MEMBERS, ends=None, **given):
    end = ends or Paragraph("Cuộc họp kết thúc vào 10 giờ 30, ngày 20 tháng 12 năm 2022./.")
    head = {"number": 1, "place": "Lai Châu", "show_date_line": False} | given.pop("head", {})
    made = {
        "kind": "council-minutes",
        "file_name": "BB.pdf",
        "header": Header(
            ("TRƯỜNG CHÍNH TRỊ", "TỈNH LAI CHÂU"), ("HỘI ĐỒNG", "THI ĐUA, KHEN THƯỞNG"), "BB-HĐTĐKT", **head
        ),
        "title": "BIÊN BẢN",
        "summary": "Họp Hội đồng thi đua, khen thưởng\nxét danh hiệu thi đua năm 2022",
        "blocks": [
            Lines([Line("Thời gian bắt đầu", "08 giờ 00"), Line("Địa điểm", "Phòng họp A")]),
            Heading("I. THÀNH PHẦN"),
            NumberedItem("1.", roll, title="Có mặt:"),
            members,
            NumberedItem("2.", absent, title="Vắng mặt:"),
            Heading("II. KẾT QUẢ"),
            results,
            Paragraph("Phiếu phát ra: 5; thu về: 5; hợp lệ: 5; không hợp lệ: 0."),
            end,
        ],
        "signatures": [Signature(("THƯ KÝ",), "Hoàng Ỡ"), Signature(("CHỦ TỌA",), "Đặng Thị Ỹ", post="HIỆU TRƯỞNG")],
        "recipients": ["Thành viên Hội đồng", "Lưu: VT, Hồ sơ"],
    }
    return Paper(**made | given)


def records(**given) -> Records:
    """What the database knows of the decision of three."""
    made = {
        "on": ON,
        "bases": (
            Basis("Luật Thi đua, khen thưởng 2003", LAW, date(2004, 7, 1), date(2023, 12, 31)),
            Basis("Nghị định 91/2017/NĐ-CP", DECREE, date(2017, 10, 1), date(2023, 12, 31), "98/2023/NĐ-CP"),
            Basis("Thông tư 12/2019/TT-BNV", CIRCULAR, date(2020, 1, 15)),
        ),
        "people": tuple(Person(n, NAMES[n - 1], "Giảng viên", ("Khoa Xây dựng Đảng",)) for n in (1, 2, 3)),
        "signer": Signer("Đặng Thị Ỹ", "Phó Hiệu trưởng", date(2020, 1, 1)),
        "total": PRIZE * 3,
        "counts": {"cá nhân": 3},
        "groups": {("Lao động tiên tiến", "cá nhân"): 3},
        "institution": SCHOOL,
        "council_symbol": "HĐTĐKT",
    }
    return Records(**made | given)


# --- drawing


@dataclass(frozen=True)
class Try:
    """A paper, drawn with other words or other measures, and what the database knows of it."""

    paper: Callable[[], Paper] = decision
    records: Callable[[], Records] = Records
    swaps: tuple[tuple[str, str], ...] = ()
    css: str = ""
    is_drawn: bool = True


SOUND = Try()


def said(paper: Callable[[], Paper], known: Callable[[], Records] = Records) -> Try:
    """Of the paper as data alone: nothing is drawn."""
    return Try(paper, known, is_drawn=False)


def found(one: Try) -> list[tuple[str, bool, str]]:
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    if one.is_drawn:
        findings = check(one.paper(), _drawn(one.paper, one.swaps, one.css), one.records())
    else:
        with mock.patch.object(print_guard, "read", return_value=File((), "", "")):
            findings = check(one.paper(), b"", one.records())
    return [(finding.key, finding.blocking, finding.sentence) for finding in findings]


@cache
def _drawn(paper: Callable[[], Paper], swaps: tuple[tuple[str, str], ...], css: str) -> bytes:
    with _changed(swaps, css):
        return pdf.render(paper())


@contextmanager
def _changed(swaps: tuple[tuple[str, str], ...], css: str):
    draw, measure = pdf.render_to_string, pdf._measures

    def words(*args):
        html = draw(*args)
        for old, new in swaps:
            assert old in html, old
            html = html.replace(old, new)
        return html

    with (
        mock.patch.object(pdf, "render_to_string", words),
        mock.patch.object(pdf, "_measures", lambda paper: f"{measure(paper)}\n{css}"),
    ):
        yield


@dataclass(frozen=True)
class Case:
    """`broken` yields exactly this one finding, `sound` none."""

    key: str
    blocking: bool
    sentence: str
    broken: Try
    sound: Try = field(default=SOUND)
