"""Writing a pledge: what titles ask, its initiative, deadlines, saving by itself, and what a return opens again."""

import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns import asking, pledging
from campaigns.models import Award, Initiative, Pledge, PledgeTarget
from tests.campaigns.test_pledge_views import authors, notices, put, targets
from tests.factories import make_initiative, make_pledge
from thidua.models import AuditEntry
from thidua.workflow import Refused


@pytest.fixture
def pledge(school, campaign) -> Pledge:
    return make_pledge(campaign, school.lecturer, school.faculty)


def row(content="Giảng dạy", unit="tiết", amount="280", phase="", due="", key="") -> dict:
    found = {"content": content, "unit_of_measure": unit, "amount": amount, "phase": phase, "due_on": due}
    return found | ({"id": key} if key else {})


# What titles ask


def test_each_box_says_what_its_award_asks(school, campaign, pledge, sign_in):
    page = sign_in(school.lecturer).get(reverse("pledge_awards", args=[pledge.pk])).content.decode()
    beside = re.search(r'id="id_titles_1_asks">(.*?)</div>', page, re.DOTALL)[1]
    assert beside.startswith("Phải đạt “Lao động tiên tiến” cùng năm.")
    assert beside.endswith("Trang sau hỏi sáng kiến, đề tài.")
    assert "Nghị định 91/2017/NĐ-CP, Điều 10: mới tuyển dụng dưới 10 tháng" in page
    assert "Cần thẩm tra" in page
    assert page.count("<summary>Mọi điều kiện") == Award.objects.filter(is_collective=False).count()


def test_initiatives_are_looked_for_where_the_law_does(reference):
    wanting = {award.pk for award in asking.wanting_initiative(Award.objects.all())}
    assert {"CSTDCS", "CSTDT", "CSTDTQ", "BKT"} <= wanting
    assert not {"LDTT", "GK", "TTLDTT"} & wanting


# The initiative


def test_the_page_of_the_initiative_comes_only_where_a_title_may_need_it(school, pledge, sign_in):
    client = sign_in(school.lecturer)
    url = reverse("pledge_awards", args=[pledge.pk])
    plain = client.post(url, {"titles": ["LDTT"]}).url
    assert plain == reverse("pledge_targets", args=[pledge.pk])
    assert "Bước 2/3" in client.get(plain).content.decode()
    idea = client.post(url, {"titles": ["LDTT", "CSTDCS"]}).url
    assert idea == reverse("pledge_initiative", args=[pledge.pk])
    assert "Bước 2/4" in client.get(idea).content.decode()


def test_one_of_ones_own_is_chosen(school, pledge, sign_in):
    own = make_initiative(school.lecturer, (school.lecturer, 60), (school.lecturer2, 40), title="Bộ câu hỏi")
    make_initiative(school.lecturer2, title="Của người khác")
    make_initiative(school.lecturer, title="Năm trước", year=2021)
    make_initiative(school.lecturer, title="Đã rút", status="withdrawn")
    client = sign_in(school.lecturer)
    url = reverse("pledge_initiative", args=[pledge.pk])
    offered = [label for _, label in client.get(url).context["form"].fields["which"].choices]
    assert offered == ["Bộ câu hỏi (Sáng kiến, nháp)", "Sáng kiến, đề tài mới", "Chưa có"]
    client.post(url, {"which": str(own.pk)} | authors())
    pledge.refresh_from_db()
    assert (pledge.initiative, pledge.initiative_title) == (own, "Bộ câu hỏi")
    assert AuditEntry.objects.get(verb="pledge.choose_initiative").after["initiative"] == own.pk
    page = client.get(reverse("pledge_check", args=[pledge.pk])).content.decode()
    assert "Nguyễn Thị Hoa 60%, Lò Văn Ẵm 40%" in page
    client.post(url, {"which": "chua"} | authors())
    pledge.refresh_from_db()
    assert (pledge.initiative, pledge.initiative_title) == (None, "")


def test_a_new_one_begins_as_a_draft_initiative(school, pledge, sign_in):
    client = sign_in(school.lecturer)
    typed = {"which": "moi", "title": "Sổ tay học viên", "kind": "project"}
    rows = authors((school.lecturer, 70), (school.stranger, 30))
    client.post(reverse("pledge_initiative", args=[pledge.pk]), typed | rows)
    made = Initiative.objects.get()
    assert (made.title, made.kind, made.year, made.status, made.registered_by) == (
        "Sổ tay học viên",
        "project",
        2022,
        "draft",
        school.lecturer.user,
    )
    assert set(made.co_authors.values_list("staff_member", "share")) == {
        (school.lecturer.pk, 70),
        (school.stranger.pk, 30),
    }
    pledge.refresh_from_db()
    assert pledge.initiative == made


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [
        ((70, 31), "Tổng tỷ lệ đóng góp phải bằng 100%; hiện là 101%"),
        ((70, 29), "Tổng tỷ lệ đóng góp phải bằng 100%; hiện là 99%"),
    ],
)
def test_shares_make_100(shares, sentence, school, pledge, sign_in):
    rows = authors((school.lecturer, shares[0]), (school.lecturer2, shares[1]))
    typed = {"which": "moi", "title": "Sổ tay học viên", "kind": "initiative"} | rows
    response = sign_in(school.lecturer).post(reverse("pledge_initiative", args=[pledge.pk]), typed)
    page = response.content.decode()
    assert (sentence in page, 'value="Sổ tay học viên"' in page, f'value="{shares[1]}"' in page) == (True, True, True)
    assert Initiative.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"which": "moi", "title": " "}, "Nhập tên sáng kiến, đề tài mới, hoặc chọn “Chưa có”"),
        ({"which": "moi", "title": "bài giảng số"}, "Đồng chí đã có sáng kiến cùng tên của năm này"),
        ({"which": "moi", "title": "x" * 401}, "Tên sáng kiến, đề tài mới"),
        ({"which": "999"}, "Sáng kiến, đề tài của bản đăng ký này: chọn trong danh sách"),
        ({}, "Chọn sáng kiến, đề tài của bản đăng ký này"),
    ],
)
def test_what_is_missing_is_said(typed, sentence, school, pledge, sign_in):
    make_initiative(school.lecturer)
    url = reverse("pledge_initiative", args=[pledge.pk])
    response = sign_in(school.lecturer).post(url, typed | authors((school.lecturer, 100)))
    assert sentence in response.content.decode()
    assert (Initiative.objects.count(), response.status_code) == (1, 200)


def test_the_writer_is_among_the_authors(school, pledge, sign_in):
    typed = {"which": "moi", "title": "Sổ tay", "kind": "initiative"} | authors((school.lecturer2, 100))
    response = sign_in(school.lecturer).post(reverse("pledge_initiative", args=[pledge.pk]), typed)
    assert "Người đăng ký phải là một trong các tác giả" in response.content.decode()
    assert Initiative.objects.count() == 0


# Targets with a deadline


@pytest.mark.parametrize(
    ("phase", "due", "stored"),
    [
        ("", "31/12/2022", date(2022, 12, 31)),
        ("", "", None),
        (1, "1/2/2022", date(2022, 2, 1)),
        (1, "30062022", date(2022, 6, 30)),
    ],
)
def test_a_deadline_inside_its_phase(phase, due, stored, school, campaign, pledge, sign_in):
    key = campaign.phases.get(ordinal=phase).pk if phase else ""
    url = reverse("pledge_targets", args=[pledge.pk])
    sign_in(school.lecturer).post(url, targets(row(amount="5,0", phase=key, due=due)))
    found = pledge.targets.get()
    assert (found.due_on, found.amount) == (stored, Decimal(5))
    assert found.last_day == (stored or date(2022, 12, 31))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"due": "30/02/2022"}, "Thời hạn phải là ngày có thật"),
        ({"due": "30/02"}, "Thời hạn phải có đủ ngày, tháng, năm"),
        ({"due": "01/01/2023"}, "Thời hạn phải trong năm 2022, từ 01/01/2022 đến 31/12/2022"),
        ({"due": "01/07/2022", "phase": 1}, "Thời hạn phải trong Đợt 1, từ 01/02/2022 đến 30/06/2022"),
        ({"due": "31/01/2022", "phase": 1}, "Thời hạn phải trong Đợt 1, từ 01/02/2022 đến 30/06/2022"),
        ({"amount": "năm"}, "Số lượng phải là số, từ 0 trở lên"),
        ({"amount": "-1"}, "Số lượng phải là số, từ 0 trở lên"),
        ({"amount": "1" + "0" * 30}, "Số lượng có nhiều nhất 10 chữ số"),
        ({"amount": "1e30"}, "Số lượng có nhiều nhất 10 chữ số"),
    ],
)
def test_wrong_rows_are_said_and_kept(values, sentence, school, campaign, pledge, sign_in):
    if "phase" in values:
        values = values | {"phase": campaign.phases.get(ordinal=values["phase"]).pk}
    url = reverse("pledge_targets", args=[pledge.pk])
    response = sign_in(school.lecturer).post(url, targets(row(**values)))
    page = response.content.decode()
    assert f"Dòng 1: {sentence}" in page
    for name, typed in values.items():
        assert (name == "phase") or f'value="{typed}"' in page
    assert PledgeTarget.objects.count() == 0


# Saving by itself


def form_token(page) -> str:
    return re.search(r'name="form_owner" value="([^"]+)"', page)[1]


def test_the_first_page_saves_itself(school, pledge, sign_in):
    client = sign_in(school.lecturer)
    url = reverse("pledge_awards", args=[pledge.pk])
    answer = client.post(url, {"duties": "Giảng dạy", "stay": "1", "autosave": "1"}).json()
    assert re.fullmatch(r"Đã tự lưu lúc \d\d:\d\d", answer["said"])
    pledge.refresh_from_db()
    assert (pledge.duties, pledge.awards.count()) == ("Giảng dạy", 0)


def test_a_stretch_of_saving_by_itself_is_one_line_of_the_trail(school, pledge, sign_in):
    client = sign_in(school.lecturer)
    url = reverse("pledge_awards", args=[pledge.pk])
    for text in ("Giảng", "Giảng dạy", "Giảng dạy lớp A"):
        client.post(url, {"titles": ["LDTT"], "duties": text, "autosave": "1"})
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["pledge.change"]
    client.post(url, {"titles": ["LDTT"], "duties": "Giảng dạy lớp B"})
    assert AuditEntry.objects.filter(verb="pledge.change").count() == 2
    pledge.targets.create(content="Dự giờ", unit_of_measure="tiết", amount=4)
    pledging.submit(pledge, by=school.lecturer.user)
    sent = AuditEntry.objects.get(verb="pledge.submit").after["sent"]
    assert sent == ["“Lao động tiên tiến”", "Dự giờ: 4 tiết, cả năm", "Giảng dạy lớp B"]


def test_rows_stored_by_themselves_are_not_stored_again(school, pledge, sign_in):
    """A gap between the rows too: the page goes on with the keys it was told."""
    client = sign_in(school.lecturer)
    url = reverse("pledge_targets", args=[pledge.pk])
    typed = targets(row("Một"), row("", "", ""), row("Ba"))
    answer = client.post(url, typed | {"stay": "1", "autosave": "1"}).json()
    first, third = pledge.targets.all()
    assert answer["keys"] == {"targets-0-id": first.pk, "targets-1-id": "", "targets-2-id": third.pk}
    assert (answer["total"], answer["initial"]) == ("targets-INITIAL_FORMS", 2)
    typed |= answer["keys"] | {"targets-INITIAL_FORMS": "2", "targets-1-content": "Hai"}
    typed |= {"targets-1-unit_of_measure": "tiết", "targets-1-amount": "2", "targets-2-amount": "3"}
    assert client.post(url, typed | {"stay": "1", "autosave": "1"}).json()["initial"] == 3
    assert list(pledge.targets.values_list("content", "amount")) == [
        ("Một", Decimal("280.00")),
        ("Ba", Decimal("3.00")),
        ("Hai", Decimal("2.00")),
    ]


def test_a_row_dropped_by_an_autosave_leaves_no_key(school, pledge, sign_in):
    stored = pledge.targets.create(content="Một", unit_of_measure="tiết", amount=1)
    typed = targets(row("Một", amount="1", key=stored.pk) | {"DELETE": "on"}, row("Hai"), initial=1)
    client = sign_in(school.lecturer)
    url = reverse("pledge_targets", args=[pledge.pk])
    answer = client.post(url, typed | {"stay": "1", "autosave": "1"}).json()
    assert (answer["keys"]["targets-0-id"], answer["initial"]) == ("", 1)
    typed |= answer["keys"] | {"targets-INITIAL_FORMS": "1"}
    assert client.post(url, typed).url == reverse("pledge_check", args=[pledge.pk])
    assert [target.content for target in pledge.targets.all()] == ["Hai"]


def test_what_cannot_be_stored_yet_is_kept_as_typed(school, pledge, sign_in):
    client = sign_in(school.lecturer)
    url = reverse("pledge_targets", args=[pledge.pk])
    token = form_token(client.get(url).content.decode())
    typed = targets(row("Nửa dòng", amount="năm")) | {"form_owner": token, "autosave": "1", "stay": "1"}
    said = client.post(url, typed).json()["said"]
    assert re.fullmatch(
        r"Đã giữ chữ lúc \d\d:\d\d, chưa lưu vào bản nháp: Dòng 1: Số lượng phải là số, từ 0 trở lên", said
    )
    assert PledgeTarget.objects.count() == 0
    page = client.get(url).content.decode()
    assert ('value="Nửa dòng"' in page, 'value="năm"' in page) == (True, True)
    assert "Dòng 1: Số lượng phải là số, từ 0 trở lên" in page


def test_kept_text_does_not_come_back_over_what_was_saved(school, pledge, sign_in):
    client = sign_in(school.lecturer)
    url = reverse("pledge_targets", args=[pledge.pk])
    token = {"form_owner": form_token(client.get(url).content.decode())}
    client.post(url, targets(row(amount="năm")) | token | {"autosave": "1", "stay": "1"})
    client.post(url, targets(row(amount="5")) | token | {"stay": "1"})
    page = client.get(url).content.decode()
    assert ('value="5"' in page, 'value="năm"' in page) == (True, False)


def test_half_a_name_makes_no_initiative(school, pledge, sign_in):
    url = reverse("pledge_initiative", args=[pledge.pk])
    typed = {"which": "moi", "title": "Sổ t", "kind": "initiative", "autosave": "1"} | authors((school.lecturer, 100))
    answer = sign_in(school.lecturer).post(url, typed).json()
    assert "bấm “Lưu nháp” để lưu sáng kiến" in answer["said"]
    assert Initiative.objects.count() == 0


@pytest.mark.parametrize("name", ["pledge_awards", "pledge_initiative", "pledge_targets"])
def test_a_pledge_sent_meanwhile_stops_saving(name, school, pledge, sign_in):
    put(pledge, "submitted")
    client = sign_in(school.lecturer)
    answer = client.post(reverse(name, args=[pledge.pk]), {"duties": "x", "autosave": "1"}).json()
    assert answer["stop"] is True
    assert answer["said"].startswith("Bản đăng ký này đang ở bước “Đã gửi” nên không sửa được")


def test_a_second_window_is_told_its_table_is_old(school, pledge, sign_in):
    client = sign_in(school.lecturer)
    url = reverse("pledge_targets", args=[pledge.pk])
    client.post(url, targets(row("Cửa sổ một")) | {"stay": "1", "autosave": "1"})
    second = client.post(url, targets(row("Cửa sổ hai")))
    page = second.content.decode()
    assert ("Bảng này vừa được sửa ở cửa sổ khác" in page, 'value="Cửa sổ hai"' in page) == (True, True)
    assert [target.content for target in pledge.targets.all()] == ["Cửa sổ một"]


def test_one_second_after_the_deadline(school, pledge, standing):
    last = datetime(2022, 3, 31, 23, 59, 59, tzinfo=timezone.get_current_timezone())
    with standing(last):
        assert pledging.why_not_submit(pledge) == ""
    with (
        standing(datetime(2022, 4, 1, 0, 0, 0, tzinfo=timezone.get_current_timezone())),
        pytest.raises(Refused) as late,
    ):
        pledging.submit(pledge, by=school.lecturer.user)
    assert str(late.value).startswith("Đã hết hạn đăng ký ngày 31/03/2022.")


# A return opens what it names


def test_a_return_names_a_code_and_the_parts_to_mend(school, pledge, sign_in):
    put(pledge, "submitted")
    client = sign_in(school.head)
    url = reverse("pledge_send_back", args=[pledge.pk])
    empty = client.post(url, {"reason": "Ghi rõ."}).context["form"].errors
    assert (empty["code"], empty["fields_to_mend"]) == (["Chọn lý do trả lại"], ["Chọn ít nhất một chỗ cần sửa"])
    client.post(url, {"code": "not_measurable", "fields_to_mend": ["targets"], "reason": "Ghi số tiết."})
    pledge.refresh_from_db()
    assert (pledge.return_code, pledge.return_fields) == ("not_measurable", ["targets"])
    page = sign_in(school.lecturer).get(pledge.get_absolute_url()).content.decode()
    assert "Trả lại ngày 01/03/2022: chỉ tiêu chưa đo được. Chỗ cần sửa: chỉ tiêu." in page


@pytest.mark.parametrize(
    ("code", "fields", "sentence"),
    [
        ("x", ["targets"], "Chọn lý do trả lại trong danh sách."),
        ("other", [], "Chọn ít nhất một chỗ cần sửa trong bản đăng ký."),
        ("other", ["status"], "Chọn ít nhất một chỗ cần sửa trong bản đăng ký."),
    ],
)
def test_a_return_past_the_form_is_refused(code, fields, sentence, school, pledge):
    put(pledge, "submitted")
    with pytest.raises(Refused) as refused:
        pledging.send_back(pledge, code=code, fields=fields, reason="Sửa.", by=school.head.user)
    assert str(refused.value) == sentence


def returned_for(pledge, school, *parts) -> None:
    put(pledge, "submitted")
    pledging.send_back(pledge, code="other", fields=parts, reason="Sửa.", by=school.head.user)


def test_only_the_targets_open_again(school, pledge, sign_in):
    returned_for(pledge, school, "targets")
    client = sign_in(school.lecturer)
    closed = client.post(
        reverse("pledge_awards", args=[pledge.pk]), {"titles": ["CSTDCS"], "duties": "Khác"}, follow=True
    )
    sentence = "Bản này được trả lại để sửa: chỉ tiêu. Phần khác giữ như đã gửi nên không mở để sửa."
    assert notices(closed) == [sentence]
    forged = client.post(reverse("pledge_initiative", args=[pledge.pk]), {"which": "chua"} | authors(), follow=True)
    assert notices(forged) == [sentence]
    pledge.refresh_from_db()
    assert (pledge.duties, [award.pk for award in pledge.awards.all()]) == ("", ["LDTT"])
    check = client.get(reverse("pledge_check", args=[pledge.pk])).content.decode()
    assert ("Bước 2/2" in check, check.count(">Sửa<")) == (True, 1)
    client.post(reverse("pledge_targets", args=[pledge.pk]), targets(row("Mới")))
    assert pledge.targets.get().content == "Mới"


def test_a_part_of_a_page_opens_again(school, pledge, sign_in):
    returned_for(pledge, school, "duties")
    client = sign_in(school.lecturer)
    url = reverse("pledge_awards", args=[pledge.pk])
    assert 'name="titles"' not in client.get(url).content.decode()
    client.post(url, {"titles": ["CSTDCS"], "duties": "Giảng dạy"})
    pledge.refresh_from_db()
    assert (pledge.duties, [award.pk for award in pledge.awards.all()]) == ("Giảng dạy", ["LDTT"])
    closed = client.post(reverse("pledge_targets", args=[pledge.pk]), targets(row("Mới")), follow=True)
    assert notices(closed)[0].startswith("Bản này được trả lại để sửa: nhiệm vụ được giao.")
    assert pledge.targets.count() == 0


def test_sent_again_nothing_of_the_return_stays_open(school, pledge):
    returned_for(pledge, school, "targets")
    pledging.submit(pledge, by=school.lecturer.user)
    pledge.refresh_from_db()
    assert (pledge.return_code, pledge.return_fields) == ("", [])


def test_a_pledge_returned_before_parts_were_named_opens_whole(school, pledge):
    put(pledge, "returned")
    assert pledging.open_parts(pledge) == {"awards", "duties", "initiative", "targets"}


def test_a_collective_has_titles_and_targets_only(school, campaign, sign_in):
    pledge = make_pledge(campaign, school.faculty, school.faculty, awards=("TTLDTT",), status="submitted")
    form = sign_in(school.rector).get(reverse("pledge_send_back", args=[pledge.pk])).context["form"]
    assert [key for key, _ in form.fields["fields_to_mend"].choices] == ["awards", "targets"]
    with pytest.raises(Refused):
        pledging.send_back(pledge, code="other", fields=["duties"], reason="Sửa.", by=school.rector.user)


def test_the_codes_are_words_for_people():
    assert [str(label) for label in Pledge.ReturnCode.labels][:4] == [
        "Thiếu chỉ tiêu",
        "Chỉ tiêu chưa đo được",
        "Danh hiệu, hình thức chưa phù hợp",
        "Thiếu sáng kiến, đề tài",
    ]


def test_the_day_to_send_it_again_is_the_one_that_counts(school, pledge, sign_in, clock_at):
    """Five working days from the return, on the list of what waits and on every page of the pledge."""
    clock_at(date(2022, 3, 30))
    returned_for(pledge, school, "awards", "targets")
    client = sign_in(school.lecturer)
    todo = next(todo for _, rows in client.get("/").context["groups"] for todo in rows if "Sửa" in todo.text)
    assert (todo.due_on, todo.text, todo.plain) == (
        date(2022, 4, 6),
        "Sửa danh hiệu, hình thức, chỉ tiêu của bản đăng ký thi đua năm 2022: “Sửa.”",
        "Sửa danh hiệu, hình thức, chỉ tiêu của bản đăng ký thi đua năm 2022",
    )
    for page in (pledge.get_absolute_url(), reverse("pledge_check", args=[pledge.pk])):
        assert 'Hạn gửi lại: <time datetime="2022-04-06">' in client.get(page).content.decode()
