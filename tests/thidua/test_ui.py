import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import Client

from tests.factories import make_user
from tests.thidua.ui_pages import finding, render
from thidua import clock, drawings
from thidua.audit import audit, history_of
from thidua.logs import SafeFormatter
from thidua.models import Institution
from thidua.templatetags import ui

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_pages")]


@pytest.fixture
def person():
    return make_user("mau")


def page(client, path: str = "/", status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def signed_in(client, person) -> Client:
    client.force_login(person)
    return client


def test_signed_out_shell_offers_help_and_sign_in_but_no_menu(client, reference):
    html = page(client)
    assert Institution.objects.get().name in html
    assert 'href="/tro-giup/">Trợ giúp' in html
    assert 'href="/dang-nhap/">Đăng nhập' in html
    assert "Đăng xuất" not in html
    assert "Quản trị" not in html


def test_order_of_the_shell(client):
    html = page(client)
    places = [html.index(part) for part in ("Đến nội dung chính", "<header", "<main", "<h1>", "<footer")]
    assert places == sorted(places)
    assert html.count("<h1>") == 1
    assert '<html lang="vi">' in html
    assert "<title>Thử – Thi Đua</title>" in html


def test_signing_out_is_a_post(signed_in):
    html = page(signed_in)
    assert re.search(r'<form[^>]*method="post" action="/dang-xuat/">.*?Đăng xuất', html, re.S)
    assert "Đổi mật khẩu" in html


def test_administration_only_for_administrators(client):
    client.force_login(make_user("quantri", is_staff=True))
    assert 'href="/admin/">Quản trị' in page(client)


def test_demo_bar_names_the_pretended_day(client, settings):
    html = page(client)
    assert "Dữ liệu mẫu" in html
    assert "Ngày giả định: 01/03/2022" in html
    assert "Đổi ngày giả định" not in html
    settings.DEMO = False
    assert "Ngày giả định" not in page(client)


def test_administrator_moves_the_day_forward_only(client):
    client.force_login(make_user("quantri", is_staff=True))
    assert "Đổi ngày giả định" in page(client)
    html = client.post("/dong-ho/", {"to": "15/3/2022", "next": "/tat-ca/"}, follow=True).content.decode()
    assert "Ngày giả định nay là 15/03/2022." in html
    assert clock.today() == date(2022, 3, 15)
    html = client.post("/dong-ho/", {"to": "14/03/2022"}, follow=True).content.decode()
    assert "Ngày giả định chỉ đi tới; hiện là 15/03/2022." in html
    assert clock.today() == date(2022, 3, 15)


def test_nobody_else_moves_the_day(signed_in, settings):
    assert signed_in.post("/dong-ho/", {"to": "15/03/2022"}).status_code == 404
    assert clock.today() == date(2022, 3, 1)


def test_a_real_database_has_no_clock_to_move(client, settings):
    settings.DEMO = False
    client.force_login(make_user("quantri", is_staff=True))
    assert client.post("/dong-ho/", {"to": "15/03/2022"}).status_code == 404


def test_moving_the_day_goes_to_no_other_site(client):
    client.force_login(make_user("quantri", is_staff=True))
    response = client.post("/dong-ho/", {"to": "15/03/2022", "next": "https://example.org/"})
    assert response["Location"] == "/"


def test_success_and_refusal_after_an_act(signed_in):
    good = {"name": "Hoa", "born": "25/09/1985", "titles": ["a"]}
    html = signed_in.post("/mau/", good, follow=True).content.decode()
    assert '<div class="td-notice td-notice--ok" role="status">' in html
    assert "Đã gửi." in html
    html = signed_in.post("/mau/", good | {"name": "Muộn"}, follow=True).content.decode()
    assert '<div class="td-notice td-notice--bad" role="alert">' in html
    assert "Đã hết hạn đăng ký ngày 31/03/2022." in html
    assert "Đã gửi." not in html


def test_errors_stand_in_a_summary_and_beside_their_fields(signed_in):
    html = signed_in.post("/mau/", {"name": "Lò Văn Ẵm", "born": "31/02/1985"}).content.decode()
    assert "<title>Lỗi: Thử – Thi Đua</title>" in html
    assert "Có 2 chỗ cần sửa" in html
    assert '<a href="#id_born">Ngày sinh phải là ngày có thật</a>' in html
    assert '<a href="#id_titles_0">Chọn ít nhất một danh hiệu</a>' in html
    assert 'id="id_titles_0"' in html
    assert html.count("Ngày sinh phải là ngày có thật") == 2
    assert html.index('id="loi"') < html.index("<h1>")
    assert 'value="Lò Văn Ẵm"' in html
    assert 'value="31/02/1985"' in html


def test_unknown_page_says_so_within_the_shell(client, reference):
    html = page(client, "/khong-co/", 404)
    assert "Không tìm thấy trang này" in html
    assert Institution.objects.get().name in html
    assert "Trợ giúp" in html


def test_failure_shows_a_code_that_is_in_the_log(client, caplog):
    client.raise_request_exception = False
    html = page(client, "/hong/", 500)
    code = re.search(r"Hệ thống gặp sự cố, mã ([0-9A-F]{6})", html)[1]
    assert [f"mã {code}" in SafeFormatter().format(record) for record in caplog.records] == [True]


def test_health_answers_without_a_user(client):
    response = client.get("/suc-khoe/")
    assert (response.status_code, response.content) == (200, b"ok")


def test_pages_carry_the_policy_and_no_inline_code(client):
    response = client.get("/tat-ca/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "'unsafe-inline'" not in policy
    html = response.content.decode()
    assert not re.search(r'<script(?![^>]*\ssrc=)|\sstyle="|\son[a-z]+="|<style', html)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)


def test_deadlines_speak_by_nearness(client):
    html = page(client, "/tat-ca/")
    assert re.search(r"thứ Bảy, 31/12/2022</time>\s+<time", html)
    assert '<time datetime="2022-03-04">thứ Sáu, 04/03/2022</time> <span class="td-st td-st--wait">' in html
    assert "Còn 3 ngày" in html
    assert "Quá hạn 2 ngày" in html


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2022, 3, 9), ""),
        (date(2022, 3, 8), "Còn 7 ngày"),
        (date(2022, 3, 1), "Hôm nay là hạn cuối"),
        (date(2022, 2, 28), "Quá hạn 1 ngày"),
    ],
)
def test_due(day, said):
    text = re.sub(r"<[^>]+>", "", str(ui.due(day))).partition(f"{day:%d/%m/%Y}")[2].strip()
    assert text == said
    assert ui.due(day, done=True).endswith("</time>")


def test_refused_button_keeps_its_name_and_says_why(client):
    html = page(client, "/tat-ca/")
    button = re.search(
        r'<button class="btn btn-primary" aria-disabled="true" aria-describedby="(why-\w+)">Gửi đăng ký<', html
    )
    assert f'id="{button[1]}">Chưa gửi được vì còn 3 bản chưa xác nhận.' in html
    assert 'method="post" action="/x/"' in html


def test_action_by_name_with_hidden_fields():
    html = render('{% action "advance_clock" "Đổi" to="1" danger=True %}')
    assert 'action="/dong-ho/"' in html
    assert '<input type="hidden" name="to" value="1">' in html
    assert '<button class="btn btn-danger" >Đổi</button>' in html
    assert "td-why" not in html


@pytest.mark.parametrize(
    ("label", "tone"),
    [
        ("Nháp", "neu"),
        ("Đã gửi", "wait"),
        ("Đang họp", "run"),
        ("Đã ban hành", "ok"),
        ("Trả lại", "ret"),
        ("Đã hủy bỏ", "bad"),
        ("?", "neu"),
    ],
)
def test_status_has_a_tone_a_shape_and_its_word(label, tone):
    html = ui.status_badge({}, SimpleNamespace(get_status_display=lambda: label))
    assert html.startswith(f'<span class="td-st td-st--{tone}"><svg')
    assert html.endswith(f"</svg>{label}</span>")


def test_badge_escapes():
    assert "<b>" not in ui.badge("<b>")


def test_findings_come_worst_first_with_their_count(client):
    html = page(client, "/tat-ca/")
    assert "Chưa đủ điều kiện: 1 chưa đạt, 1 chưa rõ, 1 đạt." in html
    places = [html.index(text) for text in ("Chưa có sáng kiến.", "Chưa rõ: xếp loại.", "Đạt hoàn thành tốt.")]
    assert places == sorted(places)
    assert html.count("Cần thẩm tra") == 1
    assert "<dt>Ai cung cấp</dt><dd>Phòng Tổ chức, Hành chính cung cấp kết quả xếp loại.</dd>" in html


def test_short_findings_leave_the_reason_out():
    one = SimpleNamespace(
        answer="no",
        sentence="Bị khiển trách.",
        short_sentence="Chưa đạt.",
        citation="",
        certainty="confirmed",
        ask="",
        missing=(),
        key="rule",
        blocking=True,
    )
    html = render("{% findings found short=True %}", found=[one])
    assert "Chưa đạt." in html
    assert "khiển trách" not in html


def test_short_findings_say_a_shared_sentence_once_and_cite_no_private_reason():
    def one(sentence, short, citation):
        return SimpleNamespace(
            answer="yes",
            sentence=sentence,
            short_sentence=short,
            citation=citation,
            certainty="confirmed",
            ask="",
            missing=(),
            key="rule",
            blocking=True,
        )

    found = [
        one("Không bị kỷ luật.", "Đạt điều kiện chung.", "Điều 10: bị kỷ luật"),
        one("Không bị xem xét.", "Đạt điều kiện chung.", "Điều 2"),
        one("Có đăng ký.", "Có đăng ký.", "Điều 1"),
    ]
    html = render("{% findings found short=True %}", found=found)
    assert "Đủ điều kiện: 2 đạt." in html
    assert (html.count("Đạt điều kiện chung."), html.count("Có đăng ký."), html.count("<li")) == (1, 1, 2)
    assert (html.count("Điều 1<"), html.count("Điều 10"), html.count("Điều 2")) == (1, 0, 0)
    full = render("{% findings found %}", found=found)
    assert "Đủ điều kiện: 3 đạt." in full
    assert (full.count("<li"), full.count("Điều 10: bị kỷ luật")) == (3, 1)


def test_meter_hatches_what_lies_beyond_the_limit(client):
    html = page(client, "/tat-ca/")
    assert '<rect class="done" width="70.00%"' in html
    assert '<rect x="70.00%" width="10.00%"' in html
    assert "Đã đề nghị 8 người; nhiều nhất 7." in html


def test_timeline_is_also_a_list(client):
    html = page(client, "/tat-ca/")
    assert "01/02/2022 – 30/06/2022" in html
    assert '<svg x="8.49%"' in html
    assert "Ngày thành lập Đảng, 03/02/2022" in html
    assert "“Về đích”" in html


def test_pages_of_a_list_keep_the_filter(client):
    html = page(client, "/danh-sach/?q=hoa&page=2")
    assert "26–50 trong 60" in html
    assert 'href="?q=hoa&amp;page=3"' in html
    assert "(trang 2/3)" in html
    assert "51–60 trong 60" in page(client, "/danh-sach/?page=99")


def test_sorting_link_turns_around_and_goes_to_page_one(client):
    assert 'aria-sort="none"><a href="?q=a&amp;sort=ten">' in page(client, "/danh-sach/?q=a&page=2")
    assert 'aria-sort="ascending"><a href="?sort=-ten">' in page(client, "/danh-sach/?sort=ten")


def test_history_speaks_words(person):
    audit(person, "send_back", by=person, before={"status": "x"}, reason="Thiếu minh chứng")
    html = render("{% history entries %}", entries=history_of(person))
    assert "<h3>Trả lại để sửa</h3>" in html
    assert "“Thiếu minh chứng”" in html


@pytest.mark.parametrize(
    ("text", "context", "shown"),
    [
        ("{{ d|vdate }}", {"d": date(2022, 9, 5)}, "05/09/2022"),
        ("{{ d|vdatetime }}", {"d": datetime.fromisoformat("2022-09-05T07:32:00+00:00")}, "14:32, 05/09/2022"),
        ("{{ d|vdate }}", {"d": datetime.fromisoformat("2022-09-05T18:00:00+00:00")}, "06/09/2022"),
        ("{{ d|weekday_date }}", {"d": date(2022, 9, 5)}, "thứ Hai, 05/09/2022"),
        ("{{ n|money }}", {"n": 1490000}, "1.490.000"),
        ("{{ n|percent }}", {"n": Fraction(8, 9)}, "88,9%"),
        ("{{ n|percent }}", {"n": Decimal("0.8")}, "80%"),
        ("{{ n|decimal }}", {"n": Decimal("1234.50")}, "1.234,5"),
        ("{{ n|vdate }}{{ n|money }}{{ n|percent }}{{ n|decimal }}{{ n|vdatetime }}", {"n": None}, ""),
    ],
)
def test_filters(text, context, shown):
    assert render(text, **context) == shown


def test_crumbs_begin_at_home_and_end_here():
    html = render('{% crumbs "Phong trào" "/p/" "Đăng ký" %}')
    assert html.index('<a href="/">Trang chủ</a>') < html.index('<a href="/p/">Phong trào</a>')
    assert html.endswith('<li aria-current="page">Đăng ký</li></ol></nav>')


def test_how_sure_a_private_source_is_stays_out_too():
    """A reprimand and an open case rest on texts of different certainty: the badge would tell which it is."""
    one = finding(answer="no", sentence="Bị khiển trách.", short_sentence="Chưa đạt.", certainty="memory")
    assert "Cần thẩm tra" not in render("{% findings found short=True %}", found=[one])
    assert "Cần thẩm tra" in render("{% findings found %}", found=[one])


def test_a_missing_fact_is_linked_to_where_it_is_written():
    links = {"rating": ("Ghi xếp loại", "/can-bo/1/xep-loai/them/"), "own_": ("Ghi xác nhận", "/ho-so/1/xac-nhan/")}
    missing = finding(answer="unknown", sentence="Chưa rõ.", ask="Phòng cung cấp.", missing=("rating",))
    own = finding(answer="unknown", sentence="Chưa rõ.", ask="Thường trực xác nhận.", key="own_qc-1")
    settled = finding(answer="yes", sentence="Đạt.", missing=("rating",))
    html = render("{% findings found links=links %}", found=[missing, own, settled], links=links)
    assert (html.count("/can-bo/1/xep-loai/them/"), html.count("/ho-so/1/xac-nhan/")) == (1, 1)


@pytest.mark.parametrize(
    ("today", "anchor"),
    [
        (date(2022, 1, 15), "start"),
        (date(2022, 3, 1), "middle"),
        (date(2022, 11, 1), "middle"),
        (date(2022, 12, 15), "end"),
    ],
)
def test_today_is_not_cut_off_at_the_edge_of_the_line(today, anchor):
    drawn = drawings.line([], date(2022, 1, 1), date(2022, 12, 31), today)
    html = render("{% include 'partials/_timeline.html' %}", line=drawn)
    assert f'text-anchor="{anchor}">Hôm nay</text>' in html


# Bars


def test_a_bar_is_as_wide_as_its_parts_and_leaves_out_what_is_nothing():
    drawn = drawings.bar("Khoa", [("ok", "Đạt", 3), ("more", "Vượt", 0), ("rest", "Chưa có", 1)])
    assert [(part.look, part.x, part.width, part.middle) for part in drawn.parts] == [
        ("ok", "0.00%", "75.00%", "37.50%"),
        ("rest", "75.00%", "25.00%", "87.50%"),
    ]
    assert drawings.bar("Trống", [("ok", "Đạt", 0)]).parts == []


@pytest.mark.parametrize(("number", "has_room"), [(6, False), (7, True)])
def test_a_number_stands_where_it_has_room(number, has_room):
    narrow = drawings.bar("Khoa", [("ok", "Đạt", number), ("rest", "Chưa có", 98 - number)]).parts[0]
    assert bool(narrow.middle) is has_room


def test_the_legend_keeps_one_order_and_the_drawing_needs_no_style():
    rows = [drawings.bar("Một", [("rest", "Chưa có", 2)]), drawings.bar("Hai", [("ok", "Đạt", 1)])]
    html = Template("{% bars rows 'Một nửa đạt.' %}").render(Context({"rows": rows}))
    assert html.index("Đạt</li>") < html.index("Chưa có</li>")
    assert "style=" not in html
    assert "Một nửa đạt." in html
