"""Each paper here is broken in one way, and beside it stands the sound one: words and figures."""

from dataclasses import replace
from datetime import date

import pytest

from tests.thidua.print_guard.sound import (
    COLUMNS,
    DUTY,
    NAMES,
    PRIZE,
    SCHOOL,
    TITLE,
    Case,
    Try,
    decision,
    found,
    header,
    minutes,
    name_list,
    records,
    row,
    said,
    with_article,
)
from thidua.papers import (
    Appendix,
    Article,
    Column,
    Heading,
    NumberedItem,
    Paragraph,
    Row,
    Signature,
    Table,
    TotalRow,
    italic,
)
from thidua.print_guard import Person, Signer

MONEY = "Tổng số tiền: 1.341.000 đồng (Bằng chữ: {}). Kinh phí trích từ Quỹ."
WORDS = "Một triệu ba trăm bốn mươi mốt nghìn đồng"
FIRST = "Công nhận danh hiệu thi đua năm 2022 cho {} cá nhân thuộc " + SCHOOL + ", cụ thể:"
HEAD = Signature(("HIỆU TRƯỞNG",), "Phạm Văn Quang")
IN_TWO = """.closing, .foot, .foot .signature { break-inside: auto } .foot { display: block }
.signature .name { break-before: page }"""


def signed(*lines, full_name="Đặng Thị Ỹ", **given):
    return lambda: decision(signatures=[Signature(lines or ("HIỆU TRƯỞNG",), full_name)], **given)


def duty(text):
    return lambda: with_article(3, text)


def going_to(*recipients, **given):
    return lambda: decision(recipients=recipients, **given)


def listed(**given):
    return lambda: decision(list_=given)


def plan(*blocks, **given):
    """A paper without articles, bases and list."""
    made = {"title": "KẾ HOẠCH", "summary": "Phát động thi đua", "enacting": "", "bases": (), "authority": ""}
    head = replace(header(), symbol="KH-TCT")
    made |= {"appendices": (), "recipients": ("Các khoa, phòng", "Lưu: VT"), "head": head}
    return lambda: decision(articles=list(blocks), **made | given)


def filler(lines):
    """Paragraphs of one line each."""
    return [Paragraph("Các khoa, phòng thi đua dạy tốt, học tốt.") for _ in range(lines)]


END = Paragraph("Trên đây là Kế hoạch phát động thi đua./.")
TABLE = Table((Column("STT", 20), Column("Việc")), [Row([str(n), "Dạy tốt"]) for n in range(1, 4)])


def two_lists(*labels):
    first = name_list()
    bracket = "(Kèm theo Quyết định số 15/QĐ-TCT ngày 30 tháng 12 năm 2022)"
    tail = Paragraph("(Danh sách gồm 03 cá nhân)./.", align="center")
    return lambda: decision(
        appendices=[Appendix("DANH SÁCH", label=label, bracket=bracket, blocks=[first, tail]) for label in labels],
        articles=[
            Article(1, "Công nhận danh hiệu cho 03 cá nhân (có Danh sách kèm theo)."),
            Article(2, "Thưởng theo quy định."),
            Article(3, DUTY),
        ],
    )  # fmt: skip


def prices(*amounts, total):
    return lambda: decision(
        table=Table(COLUMNS, [*(row(n, amount=a) for n, a in enumerate(amounts, 1)), TotalRow("Cộng", [total])]),
    )


def balance(label):
    """What is left of the first row after the second: a total row that is no sum."""
    rows = [row(1, amount=500), row(2, amount=300)]
    return lambda: decision(table=Table(COLUMNS, [*rows, TotalRow(label, ["200"])]))


def another_count(words):
    """Beside the one the sound minutes tell of."""
    return Table((Column("STT"), Column("Việc")), [Row(["1", words])])


def tallied(*figures):
    titles = ("STT", "Tên", "Số phiếu hợp lệ", "Số phiếu đồng ý", "Số phiếu không đồng ý", "Không có ý kiến")
    return Table([Column(title) for title in titles], [Row(["1", "Hoàng Ỡ", *figures])])


def long_row():
    """One post is so long that the row does not fit on what is left of its page."""
    people = [row(n, post="Giảng viên " * (30 if n == 16 else 1)) for n in range(1, 19)]
    return decision(18, table=name_list(people=people))


def two_pages():
    """A list on two pages, of few rows: their posts are long."""
    people = [row(n, post="Giảng viên, Tổ trưởng Tổ bộ môn") for n in range(1, 21)]
    return decision(20, table=name_list(people=people))


CASES = {
    # articles and references
    "no colon after QUYẾT ĐỊNH": Case(
        "enacting",
        False,
        "Chưa có dòng “QUYẾT ĐỊNH:” với dấu hai chấm.",
        Try(swaps=(("QUYẾT ĐỊNH:</p>", "QUYẾT ĐỊNH</p>"),)),
    ),
    "QUYẾT ĐỊNH at the left": Case(
        "enacting_letters",
        False,
        "Dòng “QUYẾT ĐỊNH:” phải in đậm, đặt giữa trang.",
        Try(css=".enacting { text-align: left }"),
    ),
    "articles 1, 2, 4": Case(
        "article_numbers",
        False,
        "Các điều đánh số 1, 2, 4; phải liên tục từ Điều 1.",
        said(
            lambda: decision(
                articles=[
                    Article(1, "Tặng Giấy khen (có Danh sách kèm theo)."),
                    Article(2, "Thưởng."),
                    Article(4, DUTY),
                ],
                recipients=("Như Điều 4", "Lưu: VT"),
            )
        ),
        said(
            lambda: decision(
                articles=[
                    Article(1, "Tặng Giấy khen (có Danh sách kèm theo)."),
                    Article(2, "Thưởng."),
                    Article(3, DUTY),
                ],
                recipients=("Như Điều 3", "Lưu: VT"),
            )
        ),
    ),
    "a light article": Case(
        "article_letters", False, "“Điều 1.” phải in đậm, có dấu chấm.", Try(css="strong { font-weight: 400 }")
    ),
    "an article that is not there": Case(
        "reference",
        True,
        "Điều 3 dẫn Điều 4 nhưng văn bản chỉ có 3 điều.",
        said(duty("Các cá nhân có tên tại Điều 4 chịu trách nhiệm thi hành Quyết định này./.")),
        said(duty("Các cá nhân có tên tại Điều 3 chịu trách nhiệm thi hành Quyết định này./.")),
    ),
    "the second of two articles is not there": Case(
        "reference",
        True,
        "Điều 3 dẫn Điều 5 nhưng văn bản chỉ có 3 điều.",
        said(duty("Người có tên tại Điều 1 và 5 chịu trách nhiệm thi hành./.")),
        said(duty("Theo khoản 2 Điều 93 Luật Thi đua, khen thưởng, Điều 69 Nghị định số 91/2017/NĐ-CP thi hành./.")),
    ),
    "a heading alone at the foot": Case(
        "left_alone",
        False,
        "Trang 1: “II. NỘI DUNG” đứng cuối trang, nội dung của nó ở trang sau.",
        Try(plan(*filler(24), Heading("II. NỘI DUNG"), *filler(6), END), css="h2 { break-after: page }"),
        Try(plan(*filler(24), Heading("II. NỘI DUNG"), *filler(6), END)),
    ),
    "an announcement alone at the foot": Case(
        "left_alone",
        False,
        "Trang 1: “Phân công như sau:” đứng cuối trang, nội dung của nó ở trang sau.",
        Try(plan(*filler(23), Paragraph("Phân công như sau:"), *filler(6), END), css=".leads { break-after: page }"),
        Try(plan(*filler(23), Paragraph("Phân công như sau:"), *filler(6), END)),
    ),
    "no end mark": Case(
        "end_mark",
        False,
        "Cuối nội dung văn bản chưa có dấu “./.”.",
        Try(duty(DUTY.replace("./.", "."))),
        Try(duty(DUTY)),
    ),
    "two end marks": Case(
        "end_mark",
        False,
        "Dấu “./.” có 2 lần trong nội dung; chỉ ghi một lần ở cuối.",
        Try(lambda: with_article(2, "Thưởng theo quy định./.")),
    ),
    "the end mark before the end": Case(
        "end_mark",
        False,
        "Dấu “./.” phải ở cuối đoạn cuối cùng của nội dung.",
        Try(plan(*filler(2), END, Paragraph("Các khoa, phòng thực hiện."))),
        Try(plan(*filler(2), END)),
    ),
    # figures
    "words of another sum": Case(
        "money_words",
        True,
        (
            "Điều 2: 1.341.000 đồng đọc là “Một triệu ba trăm bốn mươi mốt nghìn đồng”, văn bản "
            "ghi “Một triệu ba trăm bốn mươi hai nghìn đồng”."
        ),
        said(lambda: with_article(2, MONEY.format(WORDS.replace("mốt", "hai")))),
        said(lambda: with_article(2, MONEY.format(WORDS))),
    ),
    "a sum one đồng off the records": Case(
        "total",
        True,
        "Văn bản ghi 1.341.000 đồng, các dòng cộng lại 1.341.001 đồng.",
        said(decision, lambda: records(total=PRIZE * 3 + 1)),
        said(decision, records),
    ),
    "a total of the list one đồng off": Case(
        "column_total",
        True,
        "“Tổng cộng” ở cột Mức thưởng (đồng) ghi 1.341.001, cộng các dòng được 1.341.000.",
        said(lambda: decision(table=name_list(total=PRIZE * 3 + 1))),
        said(decision),
    ),
    "one row one đồng off": Case(
        "column_total",
        True,
        "“Cộng” ở cột Mức thưởng (đồng) ghi 300, cộng các dòng được 301.",
        said(prices(100, 100, 101, total="300")),
        said(prices(100, 100, 101, total="301")),
    ),
    "a balance that is called a sum": Case(
        "column_total",
        True,
        "“Cộng” ở cột Mức thưởng (đồng) ghi 200, cộng các dòng được 800.",
        said(balance("Cộng")),
        said(balance("Còn lại (1 - 2)")),
    ),
    "a count one off the list": Case(
        "counts",
        True,
        "DANH SÁCH ghi 04 cá nhân, phải là 03 cá nhân như danh sách và hồ sơ.",
        said(lambda: decision(closing="04 cá nhân")),
        said(decision),
    ),
    "a count one off the records": Case(
        "counts",
        True,
        "Điều 1 ghi 04 cá nhân, phải là 03 cá nhân như danh sách và hồ sơ.",
        said(lambda: with_article(1, FIRST.format("04")), records),
        said(lambda: with_article(1, FIRST.format("03")), records),
    ),
    "a count with one figure": Case(
        "count_digits",
        False,
        "“3 cá nhân” ở Điều 1: số dưới 10 ghi hai chữ số, “03 cá nhân”.",
        said(lambda: with_article(1, FIRST.format("3"))),
        said(decision),
    ),
    "a group one off its rows": Case(
        "groups",
        True,
        "“Lao động tiên tiến”: văn bản ghi 03 cá nhân, danh sách có 02 dòng.",
        said(lambda: decision(table=name_list(people=[row(1), row(2, amount=2 * PRIZE)], total=3 * PRIZE))),
        said(decision),
    ),
    "a group one off the records": Case(
        "groups",
        True,
        "“Lao động tiên tiến”: văn bản ghi 03 cá nhân, hồ sơ có 04.",
        said(decision, lambda: records(groups={("Lao động tiên tiến", "cá nhân"): 4})),
        said(decision, records),
    ),
    # people
    "another name than the records": Case(
        "name",
        False,
        "Dòng 1 của danh sách ghi “Nguyễn Thị Ẵm”, hồ sơ cán bộ ghi “Nguyễn Thị Ấm”.",
        said(decision, lambda: records(people=(Person(1, "Nguyễn Thị Ấm", "Giảng viên"),))),
        said(decision, records),
    ),
    "another post than the records": Case(
        "post",
        False,
        "Dòng 2 của danh sách (Hoàng Ỡ) ghi chức vụ “Giảng viên”, hồ sơ ghi “Phó Trưởng khoa”.",
        said(decision, lambda: records(people=(Person(2, NAMES[1], "Phó Trưởng khoa"),))),
        said(decision),
    ),
    "another unit than the records": Case(
        "unit",
        False,
        ("Dòng 3 của danh sách (Lò Văn Ỷ) ghi đơn vị “Khoa Xây dựng Đảng”, hồ sơ ghi “Khoa Lý luận cơ sở”."),
        said(
            decision, lambda: records(people=(Person(3, NAMES[2], "Giảng viên", ("Khoa Lý luận cơ sở", "Khoa LLCS")),))
        ),
        said(
            decision,
            lambda: records(people=(Person(3, NAMES[2], "Giảng viên", ("Khoa Lý luận cơ sở", "Khoa Xây dựng Đảng")),)),
        ),
    ),
    "a name that the article does not say": Case(
        "name",
        False,
        "Văn bản không ghi “Phạm Quang” như hồ sơ cán bộ.",
        said(lambda: decision(appendices=()), lambda: records(people=(Person(1, "Phạm Quang"),))),
        said(lambda: decision(appendices=()), lambda: records(people=(Person(1, "Đặng Thị Ỹ"),))),
    ),
    # the signature
    "KT without its stop": Case(
        "signature_prefix",
        False,
        "“KT HIỆU TRƯỞNG”: sau chữ viết tắt quyền hạn có dấu chấm và một dấu cách.",
        Try(signed("KT HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG")),
        Try(signed("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG")),
    ),
    "a title in small letters": Case(
        "signature_case",
        False,
        "Quyền hạn, chức vụ “Hiệu trưởng” phải in hoa.",
        said(signed("Hiệu trưởng")),
        said(signed("HIỆU TRƯỞNG")),
    ),
    "a name in capitals": Case(
        "signer_case",
        False,
        "Họ tên người ký “ĐẶNG THỊ Ỹ” viết chữ thường, không in hoa toàn bộ.",
        said(signed(full_name="ĐẶNG THỊ Ỹ")),
        said(decision),
    ),
    "a degree before the name": Case(
        "signer_degree",
        False,
        "Trước họ tên người ký “ThS. Đặng Thị Ỹ” không ghi học hàm, học vị.",
        said(signed(full_name="ThS. Đặng Thị Ỹ")),
        said(signed(full_name="ThS. Đặng Thị Ỹ"), lambda: records(degrees_allowed=True, signer=None)),
    ),
    "a light name": Case(
        "signature_letters",
        False,
        "Chức vụ và họ tên người ký phải in đậm, cỡ 13 đến 14.",
        Try(css=".signature { font-weight: 400 }"),
    ),
    "the signer came the day after": Case(
        "signer",
        True,
        "Đặng Thị Ỹ không giữ chức vụ Phó Hiệu trưởng vào ngày 30/12/2022.",
        said(decision, lambda: records(signer=Signer("Đặng Thị Ỹ", "Phó Hiệu trưởng", date(2022, 12, 31)))),
        said(decision, lambda: records(signer=Signer("Đặng Thị Ỹ", "Phó Hiệu trưởng", date(2022, 12, 30)))),
    ),
    "the signer went the day before": Case(
        "signer",
        True,
        "Đặng Thị Ỹ không giữ chức vụ Phó Hiệu trưởng vào ngày 30/12/2022.",
        said(
            decision,
            lambda: records(signer=Signer("Đặng Thị Ỹ", "Phó Hiệu trưởng", date(2020, 1, 1), date(2022, 12, 29))),
        ),
        said(
            decision,
            lambda: records(signer=Signer("Đặng Thị Ỹ", "Phó Hiệu trưởng", date(2020, 1, 1), date(2022, 12, 30))),
        ),
    ),
    "somebody who may not sign": Case(
        "signer",
        True,
        "Đặng Thị Ỹ không được ký văn bản của Trường; chọn người ký khác.",
        said(
            decision, lambda: records(signer=Signer("Đặng Thị Ỹ", "Phó Hiệu trưởng", date(2020, 1, 1), may_sign=False))
        ),
        said(decision),
    ),
    "another name than the signer's": Case(
        "signer_name",
        False,
        "Phần ký không ghi tên Đặng Thị Ỹ như hồ sơ cán bộ.",
        said(signed("HIỆU TRƯỞNG", full_name="Đặng Thị Y"), records),
        said(signed("HIỆU TRƯỞNG"), records),
    ),
    "room of 24 mm": Case(
        "signature_room",
        False,
        "Giữa chức vụ và họ tên người ký chỉ còn 23 mm; cần ít nhất 25 mm để ký và đóng dấu.",
        Try(css=".signature .room { height: 22.5mm }"),
        Try(css=".signature .room { height: 24.5mm }"),
    ),
    "one line above the signature": Case(
        "signature_alone",
        False,
        "Trang 3: phía trên phần ký chỉ có một dòng chữ; cần ít nhất hai dòng.",
        Try(
            plan(*filler(3), END), css=".closing { break-inside: auto } .closing p:last-of-type { break-before: page }"
        ),
        Try(
            plan(*filler(3), END),
            css=".closing { break-inside: auto } .closing > p:nth-last-of-type(2) { break-before: page }",
        ),
    ),
    "nothing above the signature": Case(
        "signature_alone",
        False,
        "Trang 2: phía trên phần ký không có dòng chữ nào; cần ít nhất hai dòng.",
        Try(plan(*filler(3), END), css=".closing { break-inside: auto } .foot { break-before: page }"),
    ),
    "a signature in two": Case(
        "signature_split",
        False,
        "Trang 1: phần ký bị ngắt sang trang sau.",
        Try(plan(*filler(3), END, recipients=()), css=IN_TWO),
        Try(plan(*filler(3), END, recipients=())),
    ),
    # recipients
    "Điều 4 of three": Case(
        "recipients_article",
        True,
        "Nơi nhận ghi “Như Điều 4” nhưng văn bản chỉ có 3 điều.",
        said(going_to("Như Điều 4", "Lưu: VT, TĐKT")),
        said(going_to("Như Điều 3", "Lưu: VT, TĐKT")),
    ),
    "Điều 2 of three": Case(
        "recipients_last_article",
        False,
        "Nơi nhận ghi “Như Điều 2”; điều giao trách nhiệm thi hành thường là Điều 3.",
        said(going_to("Như Điều 2", "Lưu: VT, TĐKT")),
        said(decision),
    ),
    "an article of a plan": Case(
        "recipients_article",
        True,
        "Nơi nhận ghi “Như Điều 1” nhưng văn bản không có điều nào.",
        said(plan(END, recipients=("Như Điều 1", "Lưu: VT"))),
        said(plan(END)),
    ),
    "no article first": Case(
        "recipients_first",
        False,
        "Nơi nhận của quyết định bắt đầu bằng “Như Điều …”.",
        said(going_to("Sở Nội vụ", "Lưu: VT")),
        said(decision),
    ),
    "no archive last": Case(
        "recipients_archive",
        False,
        "Dòng cuối của nơi nhận là “Lưu: VT, …”.",
        said(going_to("Như Điều 3", "Sở Nội vụ")),
        said(decision),
    ),
    "Kính gửi on a decision": Case(
        "address",
        False,
        "Quyết định không có phần “Kính gửi”.",
        Try(
            lambda: decision(
                address_to=("Sở Nội vụ",),
                recipients=("Như Điều 3", "Như trên", "Lưu: VT"),
                head=replace(header(), symbol=""),
            ),
            swaps=(("kèm", "kèm"),),
        ),
    ),
    "no Kính gửi on a Tờ trình": Case(
        "address",
        False,
        "Tờ trình chưa có phần “Kính gửi”.",
        said(plan(END, title="TỜ TRÌNH", head=replace(header(), symbol="TTr-TCT"), recipients=("Như trên", "Lưu: VT"))),
        said(
            plan(
                END,
                title="TỜ TRÌNH",
                head=replace(header(), symbol="TTr-TCT"),
                recipients=("Như trên", "Lưu: VT"),
                address_to=("Sở Nội vụ",),
            )
        ),
    ),
    "not Như trên": Case(
        "recipients_first",
        False,
        "Văn bản có “Kính gửi” thì nơi nhận bắt đầu bằng “Như trên”.",
        said(
            plan(
                END,
                title="TỜ TRÌNH",
                head=replace(header(), symbol="TTr-TCT"),
                recipients=("Sở Nội vụ", "Lưu: VT"),
                address_to=("Sở Nội vụ",),
            )
        ),
        said(decision),
    ),
    "an upright label": Case(
        "recipients_label",
        False,
        "“Nơi nhận:” phải in nghiêng, đậm, cỡ 12.",
        Try(css=".recipients .label { font-style: normal }"),
    ),
    "recipients of 12 pt": Case(
        "recipients_letters",
        False,
        "Các dòng nơi nhận phải cỡ 11.",
        Try(css=".recipients p { font-size: 12pt }"),
        Try(css=".recipients p { font-size: 11pt }"),
    ),
    "a comma after a recipient": Case(
        "recipients_marks",
        False,
        "Mỗi dòng nơi nhận bắt đầu bằng “-”, kết thúc bằng “;”; dòng cuối kết thúc bằng “.”.",
        Try(swaps=(("(để báo cáo);", "(để báo cáo),"),)),
    ),
    "recipients below the title": Case(
        "recipients_level",
        False,
        "“Nơi nhận:” phải ngang hàng với chức vụ người ký.",
        Try(css=".recipients { padding-top: 4mm }"),
        Try(css=".recipients { padding-top: .5mm }"),
    ),
    # lists
    "a list nobody speaks of": Case(
        "appendix_mention",
        False,
        "Nội dung văn bản chưa nhắc đến danh sách, phụ lục kèm theo.",
        said(
            lambda: decision(
                articles=[
                    Article(1, FIRST.format("03")),
                    NumberedItem("1.", f"{TITLE}: 03 cá nhân."),
                    Article(2, "Thưởng theo quy định."),
                    Article(3, DUTY),
                ]
            )
        ),
        Try(
            paper=lambda: decision(
                articles=[
                    Article(1, FIRST.format("03")),
                    NumberedItem("1.", f"{TITLE}: 03 cá nhân."),
                    Paragraph(italic("(Có Danh sách kèm theo)")),
                    Article(2, "Thưởng theo quy định."),
                    Article(3, DUTY),
                ]
            )
        ),
    ),
    "a list on the page of the text": Case(
        "page_number_first",
        False,
        "Trang 2: trang đầu in số trang “2”; trang đầu không ghi số.",
        Try(css=".list { break-before: auto; page: main }"),
    ),
    "no bracket": Case(
        "bracket", False, "Dưới tên DANH SÁCH chưa có dòng “(Kèm theo …)”.", said(listed(bracket="")), said(decision)
    ),
    "the number of another decision": Case(
        "bracket_number",
        True,
        ("(Kèm theo Quyết định số 16/QĐ-TCT ngày 30 tháng 12 năm 2022)…: không ghi số “15/QĐ-TCT” của văn bản."),
        said(listed(bracket="(Kèm theo Quyết định số 16/QĐ-TCT ngày 30 tháng 12 năm 2022)")),
        said(listed(bracket="(Kèm theo Quyết định số 15/QĐ-TCT ngày 30 tháng 12 năm 2022)")),
    ),
    "the day of another decision": Case(
        "bracket_date",
        True,
        (
            "(Kèm theo Quyết định số 15/QĐ-TCT ngày 29 tháng 12 năm 2022)…: không ghi ngày 30 "
            "tháng 12 năm 2022 của văn bản."
        ),
        said(listed(bracket="(Kèm theo Quyết định số 15/QĐ-TCT ngày 29 tháng 12 năm 2022)")),
        said(decision),
    ),
    "appendices 1 and 2": Case(
        "appendix_numbers",
        False,
        "Các phụ lục ghi Phụ lục 1, Phụ lục 2; phải đánh số La Mã: Phụ lục I, Phụ lục II.",
        Try(two_lists("Phụ lục 1", "Phụ lục 2")),
        Try(two_lists("Phụ lục I", "Phụ lục II")),
    ),
    "no room for a seal": Case(
        "stamp_room",
        False,
        "Trang 2: bên trái tên danh sách còn 0 mm; chừa ít nhất 15 mm để đóng dấu treo.",
        Try(css=".list .title { text-align: left } .list h2 { text-align: left }"),
    ),
    "a number left out": Case(
        "ordinals",
        False,
        "Cột STT của DANH SÁCH nhảy từ 2 sang 4; phải liên tục.",
        said(lambda: decision(table=name_list(people=[row(1), row(2), row(4)]))),
        said(decision),
    ),
    "a row on two pages": Case(
        "row_split",
        False,
        "Dòng 16 của bảng bị ngắt giữa hai trang hoặc không in đủ chữ.",
        Try(long_row, css="tr { break-inside: auto }"),
        Try(long_row),
    ),
    "two pages of a table, one head": Case(
        "table_head",
        False,
        "Trang 3: chưa lặp lại hàng tên cột của bảng.",
        Try(two_pages, css="thead { display: table-row-group }"),
        Try(css="thead { display: table-row-group }"),
    ),
    # minutes
    "a date on minutes": Case(
        "minutes_date",
        False,
        "Biên bản không có dòng địa danh, ngày tháng ở đầu trang.",
        said(lambda: minutes(head={"show_date_line": True, "date": date(2022, 12, 20)})),
        said(minutes),
    ),
    "no end of the session": Case(
        "minutes_end",
        False,
        "Biên bản chưa ghi thời gian kết thúc.",
        said(lambda: minutes(ends=Paragraph("Hội đồng nhất trí./."))),
        said(minutes),
    ),
    "present and absent make six": Case(
        "minutes_roll",
        True,
        "Có mặt 4 và vắng 2 không bằng tổng số 5.",
        said(lambda: minutes(absent="02 thành viên.")),
        said(minutes),
    ),
    "more present than there are": Case(
        "minutes_roll",
        True,
        "Có mặt 5 nhiều hơn tổng số 4.",
        said(
            lambda: minutes(
                roll="05/04 thành viên.",
                absent="không.",
                members=Table((Column("STT"),), [Row([str(n)]) for n in range(1, 6)]),
            )
        ),
        said(decision),
    ),
    "five present, four listed": Case(
        "minutes_members",
        True,
        "Ghi có mặt 5 thành viên nhưng bảng thành viên có 4 dòng.",
        said(lambda: minutes(roll="05/05 thành viên.", absent="không.")),
        said(decision),
    ),
    "a share that is not so": Case(
        "vote_share",
        True,
        "Hoàng Ỡ: 4/5 phiếu là 80%, bảng ghi 79%.",
        said(
            lambda: minutes(
                results=Table(
                    [Column("STT"), Column("Tên"), Column("Số phiếu đồng ý"), Column("Tỷ lệ")],
                    [Row(["1", "Hoàng Ỡ", "4/5", "79%"])],
                )
            )
        ),
        said(
            lambda: minutes(
                results=Table(
                    [Column("STT"), Column("Tên"), Column("Số phiếu đồng ý"), Column("Tỷ lệ")],
                    [Row(["1", "Hoàng Ỡ", "4/5", "80%"])],
                )
            )
        ),
    ),
    "more votes than members": Case(
        "votes",
        True,
        "Hoàng Ỡ: 6/5 phiếu đồng ý, nhiều hơn tổng số.",
        said(
            lambda: minutes(
                results=Table([Column("STT"), Column("Tên"), Column("Số phiếu đồng ý")], [Row(["1", "Hoàng Ỡ", "6/5"])])
            )
        ),
        said(
            lambda: minutes(
                results=Table([Column("STT"), Column("Tên"), Column("Số phiếu đồng ý")], [Row(["1", "Hoàng Ỡ", "5/5"])])
            )
        ),
    ),
    "more ballots in than out": Case(
        "ballots",
        True,
        "Thu về 5 phiếu, nhiều hơn 4 phiếu phát ra.",
        said(
            lambda: minutes(
                ends=Paragraph("Phát ra: 5; phát ra: 5. Cuộc họp kết thúc lúc 10 giờ./."),
                results=Table(
                    (Column("STT"), Column("Việc")),
                    [Row(["1", "Số phiếu phát ra: 4; thu về: 5; hợp lệ: 5; không hợp lệ: 0"])],
                ),
            )
        ),
        said(decision),
    ),
    "invalid ballots forgotten": Case(
        "ballots",
        True,
        "Hợp lệ 4 và không hợp lệ 0 không bằng 5 thu về.",
        said(
            lambda: minutes(
                results=Table(
                    (Column("STT"), Column("Việc")), [Row(["1", "Phát ra: 5; thu về: 5; hợp lệ: 4; không hợp lệ: 0"])]
                )
            )
        ),
        said(
            lambda: minutes(
                results=Table(
                    (Column("STT"), Column("Việc")), [Row(["1", "Phát ra: 5; thu về: 5; hợp lệ: 4; không hợp lệ: 1"])]
                )
            )
        ),
    ),
    "invalid ballots forgotten in one of two counts": Case(
        "ballots",
        True,
        "Hợp lệ 3 và không hợp lệ 0 không bằng 4 thu về.",
        said(lambda: minutes(results=another_count("phát ra 4, thu về 4, hợp lệ 3, không hợp lệ 0"))),
        said(lambda: minutes(results=another_count("phát ra 4, thu về 4, hợp lệ 3, không hợp lệ 1"))),
    ),
    "choices that do not make up the valid ones": Case(
        "vote_sum",
        True,
        "Hoàng Ỡ: ba loại ý kiến cộng được 6, bảng ghi 7.",
        said(lambda: minutes(results=tallied("7", "5", "1", "0"))),
        said(lambda: minutes(results=tallied("6", "5", "1", "0"))),
    ),
    "one signature on minutes": Case(
        "minutes_signatures",
        False,
        "Biên bản phải có phần ký của thư ký và chủ tọa.",
        said(lambda: minutes(signatures=[HEAD])),
        said(decision),
    ),
    # spelling
    "day 5 in a text": Case(
        "day_zero",
        False,
        "“ngày 5” ở Điều 2: ngày dưới 10 ghi thêm số 0 phía trước.",
        said(lambda: with_article(2, "Thực hiện từ ngày 5 tháng 12 năm 2022.")),
        said(lambda: with_article(2, "Thực hiện từ ngày 05 tháng 12 năm 2022.")),
    ),
    "month 2 in a text": Case(
        "month_zero",
        False,
        "“tháng 2” ở Điều 2: tháng 1, tháng 2 ghi thêm số 0 phía trước.",
        said(lambda: with_article(2, "Thực hiện từ ngày 15 tháng 2 năm 2022.")),
        said(lambda: with_article(2, "Thực hiện từ ngày 15 tháng 02 năm 2022.")),
    ),
    "a day with strokes and no zero": Case(
        "date_form",
        False,
        "“5/6/2022” ở Điều 2: ngày dưới 10 ghi thêm số 0 phía trước.",
        said(lambda: with_article(2, "Hạn nộp: 5/6/2022.")),
        said(lambda: with_article(2, "Hạn nộp: 05/6/2022, 15/02/2022; Nghị quyết số 5/6/2022/NQ-HĐND.")),
    ),
    "June with a zero": Case(
        "date_form",
        False,
        "“05/06/2022” ở Điều 2: từ tháng 3 trở đi không ghi số 0 phía trước.",
        said(lambda: with_article(2, "Hạn nộp: 05/06/2022.")),
        said(lambda: with_article(2, "Hạn nộp: 05/10/2022.")),
    ),
    "February with strokes and no zero": Case(
        "date_form",
        False,
        "“15/2/2022” ở Điều 2: tháng 1, tháng 2 ghi thêm số 0 phía trước.",
        said(lambda: with_article(2, "Hạn nộp: 15/2/2022.")),
        said(lambda: with_article(2, "Hạn nộp: 15/12/2022.")),
    ),
    "month 03 in a text": Case(
        "month_zero",
        False,
        "“tháng 03” ở Điều 2: từ tháng 3 trở đi không ghi số 0 phía trước.",
        said(lambda: with_article(2, "Thực hiện từ ngày 15 tháng 03 năm 2022.")),
        said(lambda: with_article(2, "Thực hiện từ ngày 15 tháng 3 năm 2022.")),
    ),
    "number 9 in a text": Case(
        "number_zero",
        False,
        "“số 9/KH-TCT” ở Điều 2: số dưới 10 ghi thêm số 0 phía trước.",
        said(lambda: with_article(2, "Theo Kế hoạch số 9/KH-TCT.")),
        said(lambda: with_article(2, "Theo Kế hoạch số 10/KH-TCT và số 09/KH-TCT.")),
    ),
    "a space in a number": Case(
        "number_space",
        False,
        "“12/ ” ở Điều 2: không cách chữ ở dấu “/” trong số, ký hiệu.",
        said(lambda: with_article(2, "Theo Kế hoạch số 12/ KH-TCT.")),
        said(lambda: with_article(2, "Theo Kế hoạch số 12/KH-TCT.")),
    ),
    "HTML": Case(
        "markup",
        False,
        "“<b>” ở Điều 2 là mã HTML, in ra nguyên như vậy; gõ lại.",
        said(lambda: with_article(2, "Thi đua <b>dạy tốt</b>.")),
        said(lambda: with_article(2, "Thi đua dạy tốt; tỷ lệ < 5 và > 3.")),
    ),
    "a plan cited before it was issued": Case(
        "cited_later",
        True,
        "Điều 2 dẫn văn bản số 04/KH-TCT ngày 31/12/2022, sau ngày văn bản 30/12/2022; "
        "xem lại ngày được dẫn hoặc ngày ký.",
        said(lambda: with_article(2, "Thực hiện Kế hoạch số 04/KH-TCT ngày 31/12/2022.")),
        said(lambda: with_article(2, "Thực hiện Kế hoạch số 04/KH-TCT ngày 30/12/2022; họp ngày 10/02/2023.")),
    ),
    "a plan cited before it was issued, in words": Case(
        "cited_later",
        True,
        "Điều 2 dẫn văn bản số 12/XX-YY ngày 10/02/2023, sau ngày văn bản 30/12/2022; "
        "xem lại ngày được dẫn hoặc ngày ký.",
        said(lambda: with_article(2, "Theo Công văn số 12/XX-YY ngày 10 tháng 02 năm 2023.")),
        said(lambda: with_article(2, "Theo Công văn số 12/XX-YY ngày 10 tháng 02 năm 2022.")),
    ),
    "a day that does not exist": Case(
        "no_such_day",
        True,
        "Điều 2 ghi “30/02/2023”: không có ngày này; sửa lại.",
        said(lambda: with_article(2, "Nộp trước ngày 30/02/2023.")),
        said(lambda: with_article(2, "Nộp trước ngày 28/02/2023.")),
    ),
    "a day that does not exist, in words": Case(
        "no_such_day",
        True,
        "Điều 2 ghi “29 tháng 02 năm 2023”: không có ngày này; sửa lại.",
        said(lambda: with_article(2, "Nộp trước ngày 29 tháng 02 năm 2023.")),
        said(lambda: with_article(2, "Nộp trước ngày 29 tháng 02 năm 2024.")),
    ),
    "a quote that does not end": Case(
        "quotes",
        False,
        "Ngoặc kép mở và đóng không đủ đôi ở Điều 2: “Phong trào “Dạy tốt.”.",
        said(lambda: with_article(2, "Phong trào “Dạy tốt.")),
        said(lambda: with_article(2, "Phong trào “Dạy tốt”.")),
    ),
    "two kinds of dashes": Case(
        "dashes",
        False,
        "Dùng cả “–” và “-”: xem Điều 2; chọn một kiểu gạch cho cả văn bản.",
        said(lambda: with_article(2, "Thi đua – khen thưởng, dạy tốt - học tốt.")),
        said(lambda: with_article(2, "Thi đua - khen thưởng, dạy tốt - học tốt.")),
    ),
    "the school in small letters": Case(
        "institution_name",
        False,
        ("“Trường chính trị tỉnh Lai Châu” ở Điều 2: tên cơ quan viết là “Trường Chính trị tỉnh Lai Châu”."),
        said(lambda: with_article(2, "Quỹ của Trường chính trị tỉnh Lai Châu."), lambda: records(total=None)),
        said(lambda: with_article(2, "Quỹ của Trường Chính trị tỉnh Lai Châu."), lambda: records(total=None)),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_broken_is_found_and_nothing_else(name):
    case = CASES[name]
    assert found(case.broken) == [(case.key, case.blocking, case.sentence)]
    assert found(case.sound) == []
