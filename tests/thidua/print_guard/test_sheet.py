"""Each paper here is broken in one way, and beside it stands the sound one: sheet, head, title, bases, letters."""

from dataclasses import replace
from datetime import date

import pytest

from tests.thidua.print_guard.sound import (
    BASES,
    DECREE,
    LAW,
    PROPOSAL,
    Case,
    Try,
    decision,
    found,
    header,
    minutes,
    name_list,
    records,
    row,
)
from thidua.print_guard import Basis

ENDS = date(2022, 12, 30)


def law(ends=None, starts=date(2004, 7, 1), citation=LAW):
    return records(bases=(Basis("Luật Thi đua, khen thưởng 2003", citation, starts, ends, "Luật 2022"),))


UNDATED = "Thông tư số 12/2019/TT-BNV của Bộ trưởng Bộ Nội vụ"


def of_circular(citation):
    return records(bases=(Basis("Thông tư 12/2019/TT-BNV", citation, date(2020, 1, 15)),))


def head_of(**given):
    return lambda: decision(head=header(**given))


def two_pages():
    """A list on two pages, of few rows: their posts are long."""
    people = [row(n, post="Giảng viên, Tổ trưởng Tổ bộ môn") for n in range(1, 21)]
    return decision(20, table=name_list(people=people))


CASES = {
    # the sheet
    "letter paper": Case(
        "page_size", False, "Trang 1: khổ 216 × 279 mm; in trên khổ A4.", Try(css="@page main { size: 216mm 279mm }")
    ),
    "left margin 29.9": Case(
        "margin",
        False,
        "Trang 1: lề trái còn 29,9 mm, ít nhất phải 30 mm.",
        Try(css="@page main { margin-left: 29.9mm }"),
        Try(css="@page main { margin-left: 30mm }"),
    ),
    "left margin 35.1": Case(
        "margin_wide",
        False,
        "Trang 1: lề trái 35,1 mm, nhiều nhất là 35 mm.",
        Try(css="@page main { margin-left: 35.1mm }"),
        Try(css="@page main { margin-left: 35mm }"),
    ),
    "top margin 19.9": Case(
        "margin",
        False,
        "Trang 3: lề trên còn 19,9 mm, ít nhất phải 20 mm.",
        Try(two_pages, css="@page list { margin-top: 19.9mm }"),
        Try(two_pages, css="@page list { margin-top: 20mm }"),
    ),
    "top margin 25.1": Case(
        "margin_wide",
        False,
        "Trang 2: lề trên 25,1 mm, nhiều nhất là 25 mm.",
        Try(two_pages, css="@page list { margin-top: 25.1mm }"),
        Try(two_pages, css="@page list { margin-top: 25mm }"),
    ),
    "right margin 14.8": Case(
        "margin",
        False,
        "Trang 2: lề phải còn 14,8 mm, ít nhất phải 15 mm.",
        Try(css="@page list { margin-right: 14.8mm }"),
        Try(css="@page list { margin-right: 15mm }"),
    ),
    "bottom margin 19": Case(
        "margin",
        False,
        "Trang 2: lề dưới còn 15,2 mm, ít nhất phải 20 mm.",
        Try(two_pages, css="@page { margin-bottom: 14mm }"),
        Try(two_pages),
    ),
    "red ink": Case(
        "colour",
        False,
        "Trang 1: “QUYẾT ĐỊNH:” không in màu đen; văn bản chỉ in màu đen.",
        Try(css=".enacting { color: #c00 }"),
        Try(css=".enacting { color: #000 }"),
    ),
    "a red rule": Case(
        "colour",
        False,
        "Trang 1, 2: có đường kẻ không in màu đen; văn bản chỉ in màu đen.",
        Try(css=".title .rule { border-color: #c00 }"),
    ),
    "words in the margin": Case(
        "in_margin",
        False,
        "Trang 1: “MẬT” in trong lề; trong lề chỉ có số trang.",
        Try(css='@page main { @top-left { content: "MẬT" } }'),
    ),
    "a number on page 1": Case(
        "page_number_first",
        False,
        "Trang 1: trang đầu in số trang “1”; trang đầu không ghi số.",
        Try(css="@page main:first { @top-center { content: counter(page) } }"),
    ),
    "no number on page 2": Case(
        "page_number",
        False,
        "Trang 3: số trang chưa có, phải là 2.",
        Try(two_pages, css="@page :nth(2 of list) { @top-center { content: none } }"),
        Try(two_pages),
    ),
    "a list that counts on": Case(
        "page_number",
        False,
        "Trang 3: số trang in “4”, phải là 2.",
        Try(two_pages, css="@page :nth(2 of list) { counter-reset: page 4 }"),
        Try(two_pages),
    ),
    "a small number": Case(
        "page_number_letters",
        False,
        "Trang 3: số trang phải là chữ số đứng, cỡ 13 đến 14.",
        Try(two_pages, css="@page { @top-center { font-size: 12pt } }"),
        Try(two_pages, css="@page { @top-center { font-size: 13pt } }"),
    ),
    "a number at the right": Case(
        "page_number_place",
        False,
        "Trang 3: số trang phải đặt giữa lề trên.",
        Try(two_pages, css="@page { @top-center { padding-left: 60mm } }"),
        Try(two_pages),
    ),
    # the head
    "the national name misspelt": Case(
        "nation",
        False,
        "Trang đầu không có đủ dòng “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM” trên một dòng.",
        Try(swaps=(("CỘNG HÒA XÃ", "CỘNG HOÀ XÃ"),)),
    ),
    "the national name on two lines": Case(
        "nation",
        False,
        "Trang đầu không có đủ dòng “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM” trên một dòng.",
        Try(swaps=(("CỘNG HÒA XÃ HỘI CHỦ", "CỘNG HÒA XÃ HỘI<br>CHỦ"),)),
    ),
    "a national name of 14 pt": Case(
        "nation_letters",
        False,
        "Quốc hiệu phải in đậm, cỡ 12 đến 13.",
        Try(css=".nation-1 { font-size: 13.5pt }"),
        Try(css=".nation-1 { font-size: 12pt }"),
    ),
    "a dash in the motto": Case(
        "motto",
        False,
        ("Trang đầu không có đủ dòng “Độc lập - Tự do - Hạnh phúc” đúng chữ hoa, dấu cách và gạch nối."),
        Try(swaps=(("Độc lập - Tự do", "Độc lập – Tự do"),)),
    ),
    "small letters in the motto": Case(
        "motto",
        False,
        ("Trang đầu không có đủ dòng “Độc lập - Tự do - Hạnh phúc” đúng chữ hoa, dấu cách và gạch nối."),
        Try(swaps=(("Độc lập - Tự do", "Độc lập - tự do"),)),
    ),
    "a light motto": Case(
        "motto_letters", False, "Tiêu ngữ phải in đậm, cỡ 13 đến 14.", Try(css=".nation .nation-2 { font-weight: 400 }")
    ),
    "no rule under the motto": Case(
        "motto_rule",
        False,
        "Dưới Tiêu ngữ có 0 đường kẻ, phải là một đường kẻ đơn.",
        Try(css=".nation-2 { border: none }"),
    ),
    "a short rule under the motto": Case(
        "motto_rule",
        False,
        "Đường kẻ dưới Tiêu ngữ phải dài bằng dòng chữ.",
        Try(
            swaps=(
                (
                    '<div class="nation-2 ruled">Độc lập - Tự do - Hạnh phúc</div>',
                    '<div class="nation-2 ruled"><span>Độc lập - Tự do - Hạnh phúc</span></div>',
                ),
            ),
            css=".nation-2 { width: 40mm; white-space: nowrap } .nation-2 span { margin: 0 -10mm }",
        ),
    ),
    "a bold parent": Case(
        "parent_bold",
        False,
        "“TỈNH ỦY LAI CHÂU” (cơ quan chủ quản) không in đậm.",
        Try(css=".own .parent { font-weight: 700 }"),
    ),
    "a light issuer": Case(
        "issuer_bold",
        False,
        "“TRƯỜNG CHÍNH TRỊ” (cơ quan ban hành) phải in đậm.",
        Try(css=".issuer { font-weight: 400 }"),
    ),
    "an issuer in small letters": Case(
        "issuer_case",
        False,
        "Tên cơ quan chủ quản, cơ quan ban hành phải in hoa.",
        Try(lambda: decision(head=replace(header(), issuer_lines=("Trường Chính trị",)))),
    ),
    "an issuer on two lines": Case(
        "issuer",
        False,
        "Tên cơ quan bị ngắt giữa dòng; nhập lại cách xuống dòng ở mục Đơn vị.",
        Try(swaps=((">TỈNH ỦY LAI CHÂU</div>", ">TỈNH ỦY<br>LAI CHÂU</div>"),)),
    ),
    "an issuer's rule below a third": Case(
        "issuer_rule",
        False,
        "Đường kẻ dưới tên cơ quan ban hành dài 0,33 dòng chữ; phải từ 1/3 đến 1/2.",
        Try(css=".own .rule { width: 32.5% }"),
        Try(css=".own .rule { width: 33.4% }"),
    ),
    "an issuer's rule beyond a half": Case(
        "issuer_rule",
        False,
        "Đường kẻ dưới tên cơ quan ban hành dài 0,51 dòng chữ; phải từ 1/3 đến 1/2.",
        Try(css=".own .rule { width: 51% }"),
        Try(css=".own .rule { width: 50% }"),
    ),
    "no rule under the issuer": Case(
        "issuer_rule", False, "Dưới tên cơ quan ban hành chưa có đường kẻ.", Try(css=".own .rule { border: none }")
    ),
    "9 without a zero": Case(
        "number",
        False,
        "Trang đầu không có dòng “Số: 09/QĐ-TCT”; số dưới 10 ghi thêm số 0 phía trước.",
        Try(head_of(number=9), swaps=(("Số: 09/", "Số: 9/"),)),
        Try(head_of(number=9)),
    ),
    "10 with a zero": Case(
        "number",
        False,
        "Trang đầu không có dòng “Số: 10/QĐ-TCT”; số dưới 10 ghi thêm số 0 phía trước.",
        Try(head_of(number=10), swaps=(("Số: 10/", "Số: 010/"),)),
        Try(head_of(number=10)),
    ),
    "a bold number": Case(
        "number_letters",
        False,
        "Số, ký hiệu phải là chữ đứng, không đậm, cỡ 13.",
        Try(css=".number { font-weight: 700 }"),
    ),
    "a number of 12 pt": Case(
        "number_letters",
        False,
        "Số, ký hiệu phải là chữ đứng, không đậm, cỡ 13.",
        Try(css=".number { font-size: 12pt }"),
        Try(css=".number { font-size: 13pt }"),
    ),
    "a space in the symbol": Case(
        "symbol",
        False,
        "Ký hiệu “QĐ - TCT” chỉ gồm các nhóm chữ nối bằng gạch nối, không cách chữ.",
        Try(lambda: decision(head=replace(header(), symbol="QĐ - TCT"))),
    ),
    "the symbol of another kind": Case(
        "abbreviation",
        False,
        "Chữ viết tắt của Quyết định là “QĐ”, ký hiệu ghi “KH”.",
        Try(lambda: decision(head=replace(header(), symbol="KH-TCT"))),
    ),
    "TT for a Tờ trình": Case(
        "abbreviation",
        False,
        "Chữ viết tắt của Tờ trình là “TTr”, ký hiệu ghi “TT”.",
        Try(
            lambda: decision(
                title="TỜ TRÌNH",
                head=replace(header(), symbol="TT-TCT"),
                enacting="",
                recipients=("Như trên", "Lưu: VT"),
                address_to=("Sở Nội vụ",),
                list_={"bracket": "(Kèm theo Tờ trình)"},
            )
        ),
        Try(
            lambda: decision(
                title="TỜ TRÌNH",
                head=replace(header(), symbol="TTr-TCT"),
                enacting="",
                recipients=("Như trên", "Lưu: VT"),
                address_to=("Sở Nội vụ",),
                list_={"bracket": "(Kèm theo Tờ trình số 15/TTr-TCT ngày 30 tháng 12 năm 2022)"},
            )
        ),
    ),
    "the council in the school's series": Case(
        "council_series",
        False,
        "Văn bản của Hội đồng lấy số riêng, ký hiệu kết thúc bằng “-HĐTĐKT”.",
        Try(lambda: replace(minutes(), header=replace(minutes().header, symbol="BB-TCT")), records),
        Try(minutes, records),
    ),
    "day 9 without a zero": Case(
        "date",
        False,
        "Trang đầu không có dòng “Lai Châu, ngày 09 tháng 12 năm 2022”.",
        Try(head_of(on=date(2022, 12, 9)), swaps=(("Châu, ngày 09 tháng", "Châu, ngày 9 tháng"),)),
        Try(head_of(on=date(2022, 12, 9))),
    ),
    "month 2 without a zero": Case(
        "date",
        False,
        "Trang đầu không có dòng “Lai Châu, ngày 10 tháng 02 năm 2022”.",
        Try(head_of(on=date(2022, 2, 10)), swaps=(("Châu, ngày 10 tháng 02", "Châu, ngày 10 tháng 2"),)),
        Try(head_of(on=date(2022, 2, 10))),
    ),
    "month 3 with a zero": Case(
        "date",
        False,
        "Trang đầu không có dòng “Lai Châu, ngày 10 tháng 3 năm 2022”.",
        Try(head_of(on=date(2022, 3, 10)), swaps=(("Châu, ngày 10 tháng 3", "Châu, ngày 10 tháng 03"),)),
        Try(head_of(on=date(2022, 3, 10))),
    ),
    "no comma after the place": Case(
        "date",
        False,
        "Trang đầu không có dòng “Lai Châu, ngày 30 tháng 12 năm 2022”.",
        Try(swaps=(("Lai Châu, ngày", "Lai Châu ngày"),)),
    ),
    "an upright date": Case(
        "date_letters",
        False,
        "Địa danh, ngày tháng phải in nghiêng, cỡ 13 đến 14.",
        Try(css=".date { font-style: normal }"),
    ),
    "a date below the number": Case(
        "date_level",
        False,
        "Địa danh, ngày tháng phải ngang hàng với số, ký hiệu.",
        Try(css=".date { padding-top: 4mm }"),
        Try(css=".date { padding-top: .5mm }"),
    ),
    # the title
    "a title in small letters": Case(
        "title_letters",
        False,
        "Tên loại văn bản phải in hoa, đậm, cỡ 13 đến 14.",
        Try(lambda: decision(title="Quyết Định"), swaps=(("<h1>Quyết Định</h1>", "<h1>Quyết Định</h1>"),)),
    ),
    "a light title": Case(
        "title_letters", False, "Tên loại văn bản phải in hoa, đậm, cỡ 13 đến 14.", Try(css="h1 { font-weight: 400 }")
    ),
    "a title at the left": Case(
        "title_centre",
        False,
        "Tên loại văn bản phải đặt giữa trang.",
        Try(swaps=(("<h1>", '<h1 class="aside">'),), css=".title h1.aside { text-align: left }"),
    ),
    "a full stop after the summary": Case(
        "summary_stop",
        False,
        "Sau trích yếu không có dấu chấm.",
        Try(lambda: decision(summary="Về việc công nhận danh hiệu thi đua.")),
    ),
    "a summary in capitals": Case(
        "summary_case",
        False,
        "Trích yếu viết chữ thường, không viết hoa toàn bộ.",
        Try(lambda: decision(summary="VỀ VIỆC CÔNG NHẬN DANH HIỆU THI ĐUA")),
    ),
    "a light summary": Case(
        "summary_letters",
        False,
        "Trích yếu phải in đậm, cỡ 13 đến 14.",
        Try(css=".title .summary { font-weight: 400 }"),
    ),
    "a lone word": Case(
        "summary_lone",
        False,
        "Trích yếu để một chữ “2022” đứng riêng một dòng.",
        Try(lambda: decision(summary="Về việc công nhận danh hiệu thi đua năm\n2022")),
        Try(lambda: decision(summary="Về việc công nhận danh hiệu thi đua\nnăm 2022")),
    ),
    "a summary's rule below a third": Case(
        "summary_rule",
        False,
        "Đường kẻ dưới trích yếu dài 0,33 dòng chữ; phải từ 1/3 đến 1/2.",
        Try(css=".title .rule { width: 32.5% }"),
        Try(css=".title .rule { width: 33.4% }"),
    ),
    "a summary's rule beyond a half": Case(
        "summary_rule",
        False,
        "Đường kẻ dưới trích yếu dài 0,51 dòng chữ; phải từ 1/3 đến 1/2.",
        Try(css=".title .rule { width: 51% }"),
        Try(css=".title .rule { width: 50% }"),
    ),
    "no rule under the summary": Case(
        "summary_rule", False, "Dưới trích yếu chưa có đường kẻ.", Try(css=".title .rule { border: none }")
    ),
    # bases
    "an upright base": Case(
        "base_letters", False, "Căn cứ 1, 2, 3, 4 phải in nghiêng.", Try(css=".basis { font-style: normal }")
    ),
    "a comma after a base": Case(
        "base_marks",
        False,
        "Căn cứ 1: cuối mỗi căn cứ là dấu “;”, cuối căn cứ cuối cùng là dấu “.”.",
        Try(swaps=(("năm 2003</span>;", "năm 2003</span>,"),)),
    ),
    "a last base without its stop": Case(
        "base_marks",
        False,
        "Căn cứ 4: cuối mỗi căn cứ là dấu “;”, cuối căn cứ cuối cùng là dấu “.”.",
        Try(swaps=((f"{PROPOSAL}.", f"{PROPOSAL};"),)),
    ),
    "the circular before the decree": Case(
        "base_order",
        False,
        (
            "Căn cứ 3 (nghị định) đứng sau thông tư; thứ tự: thẩm quyền, luật, nghị định, thông "
            "tư, quy định của tỉnh, biên bản, đề nghị."
        ),
        Try(lambda: decision(bases=(BASES[0], BASES[2], BASES[1], BASES[3]))),
    ),
    "the law ended the day before": Case(
        "base_not_in_force",
        True,
        (
            "Căn cứ 1: “Luật Thi đua, khen thưởng 2003” chỉ có hiệu lực đến hết 29/12/2022, ngày "
            "văn bản là 30/12/2022; thay bằng “Luật 2022”."
        ),
        Try(records=lambda: law(date(2022, 12, 29))),
        Try(records=lambda: law(ENDS)),
    ),
    "the law begins the day after": Case(
        "base_not_in_force",
        True,
        (
            "Căn cứ 1: “Luật Thi đua, khen thưởng 2003” chỉ có hiệu lực từ 31/12/2022, sau ngày "
            "văn bản 30/12/2022; bỏ căn cứ này."
        ),
        Try(records=lambda: law(starts=date(2022, 12, 31))),
        Try(records=lambda: law(starts=ENDS)),
    ),
    "a citation that is not the school's": Case(
        "base_title",
        False,
        ("Căn cứ 2 ghi khác câu căn cứ của “91/2017/NĐ-CP”: “Nghị định số 91/2017/NĐ-CP của Chính phủ về thi đua”."),
        Try(
            records=lambda: records(
                bases=(
                    Basis("91/2017/NĐ-CP", "Nghị định số 91/2017/NĐ-CP của Chính phủ về thi đua", date(2017, 10, 1)),
                )
            )
        ),
        Try(records=lambda: records(bases=(Basis("91/2017/NĐ-CP", DECREE, date(2017, 10, 1)),))),
    ),
    "minutes of the day after": Case(
        "base_later",
        True,
        "Căn cứ 4 đề ngày 31/12/2022, sau ngày văn bản 30/12/2022; xem lại căn cứ hoặc ngày ký.",
        Try(lambda: decision(bases=(*BASES[:3], "Căn cứ Biên bản số 01/BB-HĐTĐKT ngày 31 tháng 12 năm 2022"))),
        Try(lambda: decision(bases=(*BASES[:3], "Căn cứ Biên bản số 01/BB-HĐTĐKT ngày 30 tháng 12 năm 2022"))),
    ),
    "a circular of the law book without its day": Case(
        "base_without_day",
        False,
        "Căn cứ 3 dẫn “Thông tư 12/2019/TT-BNV” không có ngày ban hành; tra văn bản gốc, ghi thêm ngày.",
        Try(lambda: decision(bases=(*BASES[:2], f"Căn cứ {UNDATED}", BASES[3])), records=lambda: of_circular(UNDATED)),
        Try(
            lambda: decision(bases=(*BASES[:2], "Căn cứ Điều 5 Thông tư số 12/2019/TT-BNV", BASES[3])),
            records=lambda: of_circular(UNDATED),
        ),
    ),
    # letters
    "a box in a name": Case(
        "glyph",
        True,
        ("Phông chữ in văn bản không có ký tự “☐” (U+2610) ở dòng 1 của DANH SÁCH (“Lò ☐ Văn”); thay bằng ký tự khác."),
        Try(lambda: decision(table=name_list(people=[row(1, "Lò ☐ Văn"), row(2), row(3)]))),
        Try(lambda: decision(table=name_list(people=[row(1, "Lò ŷ Văn"), row(2), row(3)]))),
    ),
    "a smile among the recipients": Case(
        "glyph",
        True,
        ("Phông chữ in văn bản không có ký tự “😀” (U+1F600) ở Nơi nhận (“Sở Nội vụ 😀”); thay bằng ký tự khác."),
        Try(lambda: decision(recipients=("Như Điều 3", "Sở Nội vụ 😀", "Lưu: VT"))),
    ),
    "Chinese in a base": Case(
        "glyph",
        True,
        ("Phông chữ in văn bản không có ký tự “中” (U+4E2D) ở căn cứ 4 (“eo đề nghị của 中”); thay bằng ký tự khác."),
        Try(lambda: decision(bases=(*BASES[:3], "Theo đề nghị của 中"))),
    ),
    "a second typeface": Case(
        "typeface",
        True,
        "Trang 1: “Số: 15/QĐ-TCT” in bằng phông khác; thay ký tự ấy.",
        Try(css=".number { font-family: sans-serif }"),
    ),
    "a name in TCVN3": Case(
        "old_code",
        True,
        ("Dòng 1 của DANH SÁCH gõ bằng bảng mã cũ (TCVN3, VNI): “NguyÔn V¨n §¹t”; gõ lại bằng Unicode."),
        Try(lambda: decision(table=name_list(people=[row(1, "NguyÔn V¨n §¹t"), row(2), row(3)]))),
    ),
    "a name in VNI": Case(
        "old_code",
        True,
        ("Dòng 1 của DANH SÁCH gõ bằng bảng mã cũ (TCVN3, VNI): “Nguyeãn Vaên Ñaït”; gõ lại bằng Unicode."),
        Try(lambda: decision(table=name_list(people=[row(1, "Nguyeãn Vaên Ñaït"), row(2), row(3)]))),
    ),
    "decomposed letters": Case(
        "decomposed",
        False,
        ("Trang 1: “Lai Cha\u0302u, nga\u0300y 30 tháng 12 năm 2022” có dấu rời; gõ lại bằng Unicode dựng sẵn."),
        Try(swaps=(("Lai Châu, ngày", "Lai Cha\u0302u, nga\u0300y"),)),
    ),
    "no author": Case(
        "metadata",
        False,
        "Tệp PDF chưa ghi tên văn bản hoặc cơ quan ban hành.",
        Try(swaps=(('name="author" content="TỈNH ỦY LAI CHÂU TRƯỜNG CHÍNH TRỊ"', 'name="nobody" content=""'),)),
    ),
    "the title of another paper": Case(
        "metadata",
        False,
        ("Tên ghi trong tệp PDF là “KẾ HOẠCH Về việc công nhận danh hiệu thi đua năm 2022”, khác tên văn bản."),
        Try(swaps=(("<title>QUYẾT ĐỊNH Về", "<title>KẾ HOẠCH Về"),)),
    ),
    "a draft without its mark": Case(
        "draft_mark",
        False,
        "Dự thảo chưa ghi “DỰ THẢO” ở trang đầu.",
        Try(lambda: decision(draft=True), swaps=(("DỰ THẢO", ""),)),
        Try(lambda: decision(draft=True)),
    ),
    "a mark on what is no draft": Case(
        "draft_mark",
        True,
        "Trang 1: còn dấu “DỰ THẢO” trên bản để ký.",
        Try(swaps=(("QUYẾT ĐỊNH:</p>", 'QUYẾT ĐỊNH:</p><p class="aside">DỰ THẢO</p>'),)),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_broken_is_found_and_nothing_else(name):
    case = CASES[name]
    assert found(case.broken) == [(case.key, case.blocking, case.sentence)]
    assert found(case.sound) == []
