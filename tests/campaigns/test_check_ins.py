"""Checking in through the client: one page for all promises of the running đợt, its bad input, the file of a word."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.models import Campaign, CheckIn, Evaluation, PledgeTarget, Posting
from tests.at_once import at_once
from tests.data import make_uploads
from tests.factories import PASSWORD, make_pledge
from tests.walking import Walker
from thidua import kept_forms
from thidua.models import Attachment, AuditEntry

MIDDLE = date(2022, 5, 20)
MAY, JUNE = date(2022, 5, 25), date(2022, 6, 20)
PDF = make_uploads.pdf()


@pytest.fixture
def phase(campaign, clock_at):
    clock_at(MIDDLE)
    return campaign.phases.get(ordinal=1)


@pytest.fixture
def pledge(school, campaign):
    return make_pledge(campaign, school.lecturer, school.faculty, status="registered")


@pytest.fixture
def target(pledge, phase) -> PledgeTarget:
    return promise(pledge, phase)


def promise(pledge, phase, content="Giảng dạy", amount="280") -> PledgeTarget:
    return PledgeTarget.objects.create(
        pledge=pledge, phase=phase, content=content, unit_of_measure="tiết", amount=Decimal(amount)
    )


def words(*rows) -> dict[str, str]:
    """The posted page: rows of (target, amount, line)."""
    return {
        f"chi-tieu-{target.pk}-{name}": value
        for target, *said in rows
        for name, value in zip(("amount", "line"), said, strict=True)
    }


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def url(phase) -> str:
    return reverse("check_in", args=[phase.pk])


# What is written


def test_from_home_to_the_word_and_back(school, phase, target, sign_in, clock_at):
    client = sign_in(school.lecturer)
    home = client.get("/").content.decode()
    assert "Báo tiến độ Đợt 1: 1 chỉ tiêu chưa có tin" in home
    assert url(phase) in home
    page = client.post(url(phase), words((target, "120,5", "Còn hai lớp.")), follow=True)
    assert told(page) == ["Đã ghi tiến độ của 1 chỉ tiêu. Có minh chứng thì thêm tệp ở từng dòng."]
    found = CheckIn.objects.get()
    assert (found.on, found.amount, found.so_far, found.line) == (
        MIDDLE,
        Decimal("120.5"),
        found.amount,
        "Còn hai lớp.",
    )
    assert (found.unit, found.by, found.is_newest) == (school.faculty, school.lecturer.user, True)
    assert "120,5 tiết. Còn hai lớp." in page.content.decode()
    assert "chưa có tin" not in client.get("/").content.decode()
    line = AuditEntry.objects.get(verb="pledge.check_in")
    assert (line.target_id, line.after) == (str(target.pledge_id), {"phase": "Đợt 1", "written": ["Giảng dạy"]})


@pytest.mark.parametrize(
    ("typed", "stored"), [("5,0", "5"), ("0", "0"), ("1.234", "1234"), ("12.5", "12.5"), ("99999999,99", "99999999.99")]
)
def test_amounts_as_people_write_them(typed, stored, school, phase, target, sign_in):
    assert sign_in(school.lecturer).post(url(phase), words((target, typed, ""))).status_code == 302
    assert CheckIn.objects.get().amount == Decimal(stored)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("năm", "Dòng 1, đến nay phải là số, từ 0 trở lên"),
        ("-1", "Dòng 1, đến nay phải là số, từ 0 trở lên"),
        ("1" + "0" * 30, "Dòng 1, đến nay có nhiều nhất 10 chữ số"),
        ("1,234", "Dòng 1, đến nay có nhiều nhất 2 chữ số sau dấu phẩy"),
        ("NaN", "Dòng 1, đến nay phải là số, từ 0 trở lên"),
    ],
)
def test_wrong_amounts_are_said_and_kept(typed, sentence, school, phase, pledge, target, sign_in):
    other = promise(pledge, phase, "Bài viết", "1")
    response = sign_in(school.lecturer).post(url(phase), words((target, typed, "Còn một lớp."), (other, "1", "")))
    page = response.content.decode()
    assert (response.status_code, CheckIn.objects.count()) == (200, 0)
    assert page.count(sentence) == 2  # beside the field, and in the list on top
    for kept in (f'value="{typed}"', 'value="Còn một lớp."', 'value="1"'):
        assert kept in page


def test_a_line_too_long_is_kept_whole(school, phase, target, sign_in):
    line = "d" * 301
    page = sign_in(school.lecturer).post(url(phase), words((target, "", line))).content.decode()
    assert "Dòng 1, tình hình dài 301 ký tự; nhiều nhất 300 ký tự, cần bớt 1 ký tự" in page
    assert line in page


def test_a_page_left_empty_says_nothing(school, phase, target, sign_in):
    response = sign_in(school.lecturer).post(url(phase), words((target, "", " ")))
    nothing = "Chưa có gì mới để ghi: ghi số đến nay hoặc một dòng tình hình của ít nhất một chỉ tiêu."
    assert told(response) == [nothing]
    assert (CheckIn.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_the_newest_counts_and_an_earlier_figure_stands_until_another(school, phase, target, sign_in, clock_at):
    client = sign_in(school.lecturer)
    client.post(url(phase), words((target, "120", "")))
    clock_at(MAY)
    client.post(url(phase), words((target, "", "Chờ lớp mới.")))
    newest = CheckIn.objects.get(is_newest=True)
    assert (newest.on, newest.amount, newest.so_far) == (MAY, None, Decimal(120))
    clock_at(JUNE)
    client.post(url(phase), words((target, "0", "Số trước ghi nhầm.")))
    newest = CheckIn.objects.get(is_newest=True)
    assert (newest.on, newest.amount, newest.so_far) == (JUNE, Decimal(0), Decimal(0))
    assert CheckIn.objects.count() == 3


def test_a_second_word_on_the_same_day_replaces_the_first(school, phase, target, sign_in):
    client = sign_in(school.lecturer)
    client.post(url(phase), words((target, "120", "Còn hai lớp.")))
    assert 'value="120"' in client.get(url(phase)).content.decode()
    page = client.post(url(phase), words((target, "130", "Còn hai lớp.")), follow=True)
    assert told(page)[0].startswith("Đã ghi tiến độ của 1 chỉ tiêu, thay lần báo trước trong ngày của 1 chỉ tiêu.")
    found = CheckIn.objects.get()
    assert (found.amount, found.so_far, found.line) == (Decimal(130), Decimal(130), "Còn hai lớp.")
    cleared = client.post(url(phase), words((target, "", "")))
    assert "Ghi số đến nay hoặc một dòng tình hình" in cleared.content.decode()
    assert CheckIn.objects.get().amount == Decimal(130)


@pytest.mark.parametrize(("amount", "said"), [("840", False), ("840,01", True)])
def test_more_than_three_times_the_promise_is_stored_and_said(amount, said, school, phase, target, sign_in):
    notices = told(sign_in(school.lecturer).post(url(phase), words((target, amount, "")), follow=True))
    expected = f"“Giảng dạy”: đến nay {amount}, đăng ký 280. Nhập nhầm thì sửa lại trong hôm nay."
    assert notices[1:] == ([expected] if said else [])
    assert CheckIn.objects.count() == 1


def test_the_same_page_from_two_tabs_is_one_word(school, phase, target, sign_in):
    client = sign_in(school.lecturer)
    answers = [client.post(url(phase), words((target, "120", ""))).status_code for _ in range(2)]
    assert (answers[0], CheckIn.objects.count()) == (302, 1)
    assert AuditEntry.objects.filter(verb="pledge.check_in").count() == 1


def test_a_session_that_ends_while_typing(school, phase, target):
    walker = Walker("hoa").goto(url(phase))
    typed = words((target, "120", "Còn hai lớp."))
    Session.objects.all().delete()
    walker.press("Ghi tiến độ", typed)
    assert walker.press("Đăng nhập", {"username": "hoa", "password": PASSWORD}) == [kept_forms.SESSION_ENDED]
    assert (walker.path, CheckIn.objects.count()) == (url(phase), 0)
    assert 'value="Còn hai lớp."' in walker.page.content.decode()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_the_same_moment(on_postgresql, school, phase, target, sign_in):
    client, other = sign_in(school.lecturer), sign_in(school.lecturer)
    at_once(
        lambda: client.post(url(phase), words((target, "120", ""))),
        lambda: other.post(url(phase), words((target, "130", ""))),
    )
    found = CheckIn.objects.get()
    assert (found.is_newest, found.so_far) == (True, found.amount)


# Whose, and when


def test_promises_of_the_phase_and_of_the_year_and_of_the_collective(school, campaign, phase, sign_in):
    own = make_pledge(campaign, school.head, school.faculty, status="endorsed")
    theirs = make_pledge(campaign, school.faculty, school.faculty, status="registered")
    asked = [promise(own, phase, "Một"), promise(own, None, "Hai"), promise(theirs, phase, "Ba")]
    promise(own, campaign.phases.get(ordinal=2), "Đợt sau")
    promise(make_pledge(campaign, school.lecturer2, school.faculty, status="registered"), phase, "Người khác")
    rows = sign_in(school.head).get(url(phase)).context["rows"]
    assert {row["target"] for row in rows} == set(asked)


def test_of_somebody_else_nothing_is_written(school, campaign, phase, target, sign_in):
    client = sign_in(school.lecturer2)
    response = client.post(url(phase), words((target, "5", "Thử")))
    assert (response.status_code, CheckIn.objects.count()) == (200, 0)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2022, 1, 31), "Chưa báo tiến độ được vì Đợt 1 chưa bắt đầu; báo từ ngày 01/02/2022."),
        (date(2022, 2, 1), ""),
        (date(2022, 6, 30), ""),
        (
            date(2022, 7, 1),
            "Đợt 1 đã kết thúc ngày 30/06/2022 nên không báo tiến độ nữa; ghi kết quả khi tự đánh giá.",
        ),
    ],
)
def test_from_the_first_day_to_the_last(day, sentence, school, phase, target, sign_in, clock_at):
    clock_at(day)
    client = sign_in(school.lecturer)
    assert client.get(url(phase)).context["why"] == sentence
    response = client.post(url(phase), words((target, "5", "")))
    assert (response.status_code, CheckIn.objects.count()) == ((200, 0) if sentence else (302, 1))
    if sentence:
        assert told(response) == [sentence]
        assert 'value="5"' in response.content.decode()


@pytest.mark.parametrize(("status", "asked"), [("open", 1), ("self_assessed", 0), ("confirmed", 0)])
def test_whoever_has_sent_the_self_assessment_is_not_asked(status, asked, school, phase, target, sign_in):
    Evaluation.objects.create(phase=phase, staff_member=school.lecturer, unit=school.faculty, status=status)
    assert len(sign_in(school.lecturer).get(url(phase)).context["rows"]) == asked


def test_not_in_a_campaign_that_is_over(school, phase, target, sign_in):
    Campaign.objects.update(status="concluded")
    response = sign_in(school.lecturer).post(url(phase), words((target, "5", "")))
    assert told(response) == ["Không báo tiến độ được vì Phong trào thi đua năm 2022 không ở bước “Đã phát động”."]


@pytest.mark.parametrize(
    ("day", "asked"),
    [(date(2022, 4, 15), False), (date(2022, 4, 16), True), (date(2022, 6, 30), True), (date(2022, 7, 1), False)],
)
def test_home_asks_from_the_middle_to_the_end(day, asked, school, phase, target, sign_in, clock_at):
    clock_at(day)
    assert ("Báo tiến độ Đợt 1" in sign_in(school.lecturer).get("/").content.decode()) is asked


def test_a_word_keeps_the_unit_of_its_day(school, phase, target, sign_in, clock_at):
    client = sign_in(school.lecturer)
    client.post(url(phase), words((target, "1", "")))
    Posting.objects.filter(staff_member=school.lecturer).update(ends_on=MIDDLE)
    Posting.objects.create(staff_member=school.lecturer, department=school.office, post="Chuyên viên", starts_on=MAY)
    clock_at(MAY)
    client.post(url(phase), words((target, "2", "")))
    assert list(CheckIn.objects.order_by("on").values_list("unit__code", flat=True)) == ["XDD", "TCHC"]


# Its file


@pytest.fixture
def word(school, phase, target, sign_in) -> CheckIn:
    sign_in(school.lecturer).post(url(phase), words((target, "120", "")))
    return CheckIn.objects.get()


def file(content=PDF, name="minh-chung.pdf") -> dict:
    return {"file": SimpleUploadedFile(name, content, content_type="application/pdf")}


def test_a_file_comes_goes_and_is_read_by_the_head(school, word, sign_in):
    client, head = sign_in(school.lecturer), sign_in(school.head)
    address = [word.pk]
    client.post(reverse("check_in_file_add", args=address), file())
    response = head.get(reverse("check_in_file", args=address))
    assert (response.content, response["Content-Disposition"]) == (PDF, 'attachment; filename="minh-chung.pdf"')
    assert sign_in(school.stranger).get(reverse("check_in_file", args=address)).status_code == 404
    again = client.post(reverse("check_in_file_add", args=address), file(), follow=True)
    assert told(again)[-1:] == ["Mỗi lần báo kèm một tệp; bỏ tệp đang có rồi thêm tệp khác."]
    assert Attachment.objects.count() == 1
    client.post(reverse("check_in_file_remove", args=address))
    assert head.get(reverse("check_in_file", args=address)).status_code == 404
    assert [entry.verb for entry in AuditEntry.objects.order_by("pk")][-2:] == ["checkin.attach", "checkin.detach"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Tệp trống"),
        (b"MZ\x90\x00" + b"\x00" * 200, "Tệp phải là PDF, DOCX, JPG hoặc PNG"),
        (PDF + b"\n" * (10 * 1024 * 1024), "nhiều nhất 10 MB"),
    ],
)
def test_what_is_no_proof_is_answered_in_a_sentence(content, sentence, school, word, sign_in):
    response = sign_in(school.lecturer).post(reverse("check_in_file_add", args=[word.pk]), file(content))
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert Attachment.objects.count() == 0


def test_an_old_word_takes_no_file_any_more(school, phase, target, word, sign_in, clock_at):
    clock_at(MAY)
    client = sign_in(school.lecturer)
    client.post(url(phase), words((target, "130", "")))
    response = client.post(reverse("check_in_file_add", args=[word.pk]), file(), follow=True)
    assert told(response)[-1:] == ["Lần báo ngày 20/05/2022 không còn là lần mới nhất; thêm tệp vào lần mới nhất."]
    assert Attachment.objects.count() == 0


@pytest.mark.parametrize(("day", "open_still"), [(date(2022, 6, 30), True), (date(2022, 7, 1), False)])
def test_its_file_comes_and_goes_until_the_last_day_of_the_phase(day, open_still, school, word, sign_in, clock_at):
    client, address = sign_in(school.lecturer), [word.pk]
    client.post(reverse("check_in_file_add", args=address), file())
    clock_at(day)
    removed = client.post(reverse("check_in_file_remove", args=address), follow=True)
    word.refresh_from_db()
    assert (word.evidence is None) is open_still
    if not open_still:
        assert told(removed)[-1:] == ["Không bỏ tệp được vì Đợt 1 đã kết thúc ngày 30/06/2022."]
        CheckIn.objects.update(evidence=None)
    added = client.post(reverse("check_in_file_add", args=address), file(), follow=True)
    word.refresh_from_db()
    assert (word.evidence is not None) is open_still
    if not open_still:
        assert told(added)[-1:] == ["Không thêm tệp được vì Đợt 1 đã kết thúc ngày 30/06/2022."]
