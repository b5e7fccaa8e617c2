"""Amending a confirmed pledge: every act in every state by hand, versions that stay, results on the current one."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from campaigns import amending_pledge, evaluating, pledging, registering
from campaigns.documents import pledge as pledge_paper
from campaigns.documents import pledge_list
from campaigns.models import Campaign, Evaluation, Pledge, PledgeTarget, PledgeVersion
from tests.campaigns.test_pledge_papers import lines, said
from tests.campaigns.test_pledge_views import notices, targets
from tests.factories import make_pledge
from thidua import guards
from thidua.models import AuditEntry
from thidua.papers import Paragraph
from thidua.workflow import Refused

LABELS = {
    "draft": "Nháp",
    "proposed": "Chờ xác nhận",
    "returned": "Trả lại",
    "accepted": "Đã chấp nhận",
    "withdrawn": "Đã rút",
}
GRID = {
    "propose": ("gửi", {"draft", "returned"}, "proposed"),
    "accept": ("chấp nhận", {"proposed"}, "accepted"),
    "send_back": ("trả lại", {"proposed"}, "returned"),
    "withdraw": ("rút", {"draft", "proposed", "returned"}, "withdrawn"),
}


@pytest.fixture
def pledge(school, campaign) -> Pledge:
    made = make_pledge(campaign, school.lecturer, school.faculty, status="submitted", duties="Giảng dạy")
    made.targets.create(number=1, content="Giảng dạy", unit_of_measure="tiết", amount=280)
    made.targets.create(number=2, content="Bài viết", unit_of_measure="bài", amount=1)
    pledging.endorse(made, by=school.head.user)
    return made


@pytest.fixture
def version(school, pledge) -> PledgeVersion:
    """A draft that lowers the hours and says why."""
    made = amending_pledge.begin(pledge, by=school.lecturer.user)
    rows = [made.content["targets"][0] | {"amount": "200.00"}, made.content["targets"][1]]
    content = made.content | {"targets": rows}
    amending_pledge.write(made, content=content, reason="Nghỉ ốm hai tháng.", by=school.lecturer.user)
    return made


def put(version, status) -> PledgeVersion:
    PledgeVersion.objects.filter(pk=version.pk).update(status=status, number=9 if status == "accepted" else None)
    version.refresh_from_db()
    return version


def act(name, version, by) -> None:
    extra = {"reason": "Ghi rõ."} if name == "send_back" else {}
    getattr(amending_pledge, name)(version, by=by, **extra)


def row(content, amount, key="", due="") -> dict:
    return {"content": content, "unit_of_measure": "tiết", "amount": amount, "phase": "", "due_on": due, "key": key}


@pytest.mark.parametrize("status", LABELS)
@pytest.mark.parametrize("name", GRID)
def test_every_act_from_every_state(name, status, version, school):
    spoken, sources, target = GRID[name]
    put(version, status)
    lines = AuditEntry.objects.count()
    if status in sources:
        act(name, version, school.head.user)
        version.refresh_from_db()
        assert version.status == target
        line = AuditEntry.objects.latest("pk")
        assert (AuditEntry.objects.count(), line.verb) == (lines + 1, f"pledgeversion.{name}")
    else:
        with pytest.raises(Refused) as refused:
            act(name, version, school.head.user)
        assert str(refused.value) == (
            f"Bản điều chỉnh đăng ký đang ở bước “{LABELS[status]}” nên không {spoken} được; "
            "tải lại trang để xem việc làm được."
        )
        assert AuditEntry.objects.count() == lines


def test_the_table_is_whole():
    assert set(amending_pledge.MOVES) == set(GRID)


@pytest.mark.parametrize("status", ["draft", "submitted", "returned", "endorsed", "registered", "withdrawn"])
def test_only_a_confirmed_pledge_is_amended(status, pledge):
    Pledge.objects.filter(pk=pledge.pk).update(status=status)
    pledge.refresh_from_db()
    allowed = status in {"endorsed", "registered"}
    assert (amending_pledge.why_not_begin(pledge) == "") is allowed


def test_not_after_the_campaign(pledge):
    Campaign.objects.update(status="concluded")
    pledge.refresh_from_db()
    assert amending_pledge.why_not_begin(pledge) == (
        "Không điều chỉnh được nữa vì Phong trào thi đua năm 2022 không ở bước “Đã phát động”."
    )


def test_one_at_a_time(pledge, version, school):
    with pytest.raises(Refused, match="đang có một đề nghị điều chỉnh"):
        amending_pledge.begin(pledge, by=school.lecturer.user)
    amending_pledge.withdraw(version, by=school.lecturer.user)
    amending_pledge.begin(pledge, by=school.lecturer.user)


def test_through_the_pages(school, pledge, sign_in):
    owner, head = sign_in(school.lecturer), sign_in(school.head)
    hours, papers = pledge.targets.all()
    edit = owner.post(reverse("pledge_version_begin", args=[pledge.pk])).url
    made = PledgeVersion.objects.get(status="draft")
    assert edit == reverse("pledge_version_edit", args=[made.pk])
    page = owner.get(edit).content.decode()
    assert ('value="Giảng dạy"' in page, 'value="280"' in page) == (True, True)
    rows = targets(row("Giảng dạy", "200,5", hours.pk), row("Hướng dẫn tập sự", "1", due="30/11/2022"), initial=2)
    typed = {"reason": "Nghỉ ốm.", "awards": ["LDTT", "GK"], "duties": "Giảng dạy"} | rows
    # The second row of the two that were there is gone: it is dropped.
    typed["targets-INITIAL_FORMS"] = "0"
    seen = owner.get(owner.post(edit, typed).url)
    assert [(one.what, one.before, one.after) for one in seen.context["differences"]] == [
        ("Danh hiệu, hình thức", "“Lao động tiên tiến”", "“Lao động tiên tiến”; Giấy khen của Hiệu trưởng"),
        ("Sửa chỉ tiêu", "Giảng dạy: 280 tiết, cả năm", "Giảng dạy: 200,5 tiết, cả năm"),
        ("Thêm chỉ tiêu", "", "Hướng dẫn tập sự: 1 tiết, cả năm, trước hết ngày 30/11/2022"),
        ("Bỏ chỉ tiêu", "Bài viết: 1 bài, cả năm", ""),
    ]
    assert pledge.targets.get(pk=hours.pk).amount == 280
    sent = owner.post(reverse("pledge_version_propose", args=[made.pk]), follow=True)
    assert notices(sent) == ["Đã gửi đề nghị điều chỉnh. Trưởng khoa Trần Văn Minh xem xét."]
    todo = [todo.text for _, rows in head.get("/").context["groups"] for todo in rows]
    assert "Xem xét đề nghị điều chỉnh đăng ký của Nguyễn Thị Hoa" in todo
    head.post(reverse("pledge_version_accept", args=[made.pk]))
    made.refresh_from_db()
    assert (made.status, made.number, made.decided_by) == ("accepted", 2, school.head.user)
    assert list(pledge.targets.values_list("content", "amount", "due_on")) == [
        ("Giảng dạy", Decimal("200.50"), None),
        ("Hướng dẫn tập sự", Decimal("1.00"), date(2022, 11, 30)),
    ]
    assert pledge.targets.filter(pk=hours.pk).exists()
    assert {award.pk for award in pledge.awards.all()} == {"LDTT", "GK"}
    assert not PledgeTarget.objects.filter(pk=papers.pk).exists()
    page = owner.get(pledge.get_absolute_url()).content.decode()
    assert ("Bản đăng ký ban đầu" in page, "Bản điều chỉnh lần 1" in page) == (True, True)
    first = owner.get(PledgeVersion.objects.get(number=1).get_absolute_url()).content.decode()
    assert ("Giảng dạy: 280 tiết" in first, "Bài viết: 1 bài" in first) == (True, True)


def test_returned_with_a_reason_and_sent_again(school, version, sign_in):
    owner, head = sign_in(school.lecturer), sign_in(school.head)
    owner.post(reverse("pledge_version_propose", args=[version.pk]))
    url = reverse("pledge_version_send_back", args=[version.pk])
    assert head.post(url, {"reason": ""}).context["form"].errors["reason"] == ["Ghi lý do trả lại"]
    head.post(url, {"reason": "Giữ 280 tiết."})
    assert "Trả lại: “Giữ 280 tiết.”" in owner.get(version.get_absolute_url()).content.decode()
    owner.post(reverse("pledge_version_propose", args=[version.pk]))
    version.refresh_from_db()
    assert (version.status, version.return_reason) == ("proposed", "")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": " "}, "Chưa gửi được vì chưa ghi lý do điều chỉnh; sửa đề nghị rồi gửi."),
        ({"same": True}, "Chưa gửi được vì nội dung chưa khác bản đang dùng"),
        ({"awards": []}, "Chưa gửi được vì chưa chọn danh hiệu, hình thức nào"),
    ],
)
def test_what_is_missing_is_said(changes, sentence, version, school, sign_in):
    content = version.base if changes.get("same") else version.content | {"awards": changes.get("awards", ["LDTT"])}
    PledgeVersion.objects.filter(pk=version.pk).update(content=content, reason=changes.get("reason", "Ốm."))
    response = sign_in(school.lecturer).post(reverse("pledge_version_propose", args=[version.pk]), follow=True)
    assert notices(response)[0].startswith(sentence)
    assert response.context["why_not_propose"] == notices(response)[0]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (row("Giảng dạy", "năm"), "Dòng 1: Số lượng phải là số, từ 0 trở lên"),
        (row("Giảng dạy", "-1"), "Dòng 1: Số lượng phải là số, từ 0 trở lên"),
        (row("Giảng dạy", "5", due="30/02/2022"), "Dòng 1: Thời hạn phải là ngày có thật"),
        (row("Giảng dạy", "5", due="01/01/2023"), "Dòng 1: Thời hạn phải trong năm 2022"),
        (row("", "5"), "Dòng 1: Nhập nội dung"),
    ],
)
def test_wrong_rows_are_said_and_kept(values, sentence, version, school, sign_in):
    typed = {"reason": "Lý do đã gõ", "awards": ["LDTT"]} | targets(values)
    page = sign_in(school.lecturer).post(reverse("pledge_version_edit", args=[version.pk]), typed).content.decode()
    assert (sentence in page, f'value="{values["amount"]}"' in page, "Lý do đã gõ" in page) == (True, True, True)
    version.refresh_from_db()
    assert version.reason == "Nghỉ ốm hai tháng."


def test_an_accepted_version_is_answered_and_kept(pledge, version, school, sign_in):
    first = pledge.versions.get(number=1)
    client, url = sign_in(school.lecturer), reverse("pledge_version_edit", args=[first.pk])
    for answer in (client.get(url), client.post(url, {"reason": "Đổi.", "awards": ["LDTT"]} | targets())):
        assert (answer.status_code, answer.url) == (302, first.get_absolute_url())
    assert (first.status, pledge.versions.get(number=1).content) == ("accepted", first.content)


def test_a_key_of_somebody_elses_target_makes_a_new_one(version, school, campaign, sign_in):
    other = make_pledge(campaign, school.stranger, school.other_faculty)
    theirs = other.targets.create(content="Của Bình", unit_of_measure="tiết", amount=1)
    typed = {"reason": "Đổi.", "awards": ["LDTT"]} | targets(row("Chiếm", "9", theirs.pk))
    client = sign_in(school.lecturer)
    client.post(reverse("pledge_version_edit", args=[version.pk]), typed)
    client.post(reverse("pledge_version_propose", args=[version.pk]))
    amending_pledge.accept(PledgeVersion.objects.get(pk=version.pk), by=school.head.user)
    theirs.refresh_from_db()
    assert (theirs.content, theirs.pledge) == ("Của Bình", other)


def test_a_target_with_a_result_is_changed_never_dropped(version, school, pledge):
    PledgeTarget.objects.filter(content="Bài viết").update(result=1)
    only = version.content | {"targets": version.content["targets"][:1]}
    with pytest.raises(Refused) as refused:
        amending_pledge.write(version, content=only, reason="Đổi.", by=school.lecturer.user)
    assert str(refused.value) == (
        "Chỉ tiêu “Bài viết” đã có kết quả nên không bỏ được; muốn thay đổi thì sửa số lượng."
    )


def test_a_row_that_stays_is_refused_at_saving_and_kept(version, school, pledge, sign_in):
    hours, papers = pledge.targets.all()
    PledgeTarget.objects.filter(pk=papers.pk).update(result=1)
    typed = {"reason": "Đang gõ dở", "awards": ["LDTT"]} | targets(row("Giảng dạy", "150", hours.pk))
    page = sign_in(school.lecturer).post(reverse("pledge_version_edit", args=[version.pk]), typed)
    html = page.content.decode()
    assert ("Chỉ tiêu “Bài viết” đã có kết quả" in html, "Đang gõ dở" in html, 'value="150"' in html) == (True,) * 3
    version.refresh_from_db()
    assert (version.reason, len(version.content["targets"])) == ("Nghỉ ốm hai tháng.", 2)


@pytest.mark.parametrize(("day", "allowed"), [(date(2022, 12, 31), True), (date(2023, 1, 1), False)])
def test_not_after_the_last_day_of_the_campaign(day, allowed, pledge, version, school, clock_at):
    clock_at(day)
    if allowed:
        amending_pledge.propose(version, by=school.lecturer.user)
        amending_pledge.accept(version, by=school.head.user)
        return
    with pytest.raises(Refused) as refused:
        amending_pledge.propose(version, by=school.lecturer.user)
    assert str(refused.value) == ("Không điều chỉnh được nữa vì Phong trào thi đua năm 2022 đã hết ngày 31/12/2022.")


@pytest.mark.parametrize(("status", "allowed"), [("open", True), ("self_assessed", False), ("confirmed", False)])
def test_what_a_self_assessment_was_measured_against_stays(status, allowed, version, school, campaign, pledge):
    """Whole-year targets are measured in the last đợt: one of the first says nothing of them."""
    first, last = campaign.phases.all()
    for phase, state in ((first, "confirmed"), (last, status)):
        Evaluation.objects.create(
            phase=phase, staff_member=school.lecturer, unit=school.faculty, pledge=pledge, status=state
        )
    if allowed:
        amending_pledge.propose(version, by=school.lecturer.user)
        return
    with pytest.raises(Refused) as refused:
        amending_pledge.propose(version, by=school.lecturer.user)
    assert str(refused.value) == (
        "Chỉ tiêu “Giảng dạy” đã có trong bản tự đánh giá Đợt 2; đề nghị người xác nhận mở lại bản đó rồi điều chỉnh."
    )


def test_results_are_entered_on_what_is_promised_now(version, school, campaign, pledge, clock_at):
    PledgeTarget.objects.filter(content="Giảng dạy").update(result=200)
    amending_pledge.propose(version, by=school.lecturer.user)
    amending_pledge.accept(version, by=school.head.user)
    target = pledge.targets.get(content="Giảng dạy")
    assert (target.amount, target.result, target.is_met) == (200, 200, True)
    Pledge.objects.update(status="registered")
    clock_at(date(2022, 7, 1))
    evaluation = evaluating.begin(campaign.phases.last(), owner=school.lecturer, by=school.lecturer.user)
    assert [str(one) for one in evaluating.targets_of(evaluation)] == ["Giảng dạy", "Bài viết"]


def test_a_pledge_mended_meanwhile_makes_the_amendment_stale(version, school, pledge):
    amending_pledge.propose(version, by=school.lecturer.user)
    pledging.send_back(pledge, code="other", fields=["targets"], reason="Sửa.", by=school.head.user)
    with pytest.raises(Refused, match="chỉ điều chỉnh được bản đã xác nhận"):
        amending_pledge.accept(version, by=school.head.user)
    pledge.targets.update(amount=5)
    Pledge.objects.update(status="endorsed")
    with pytest.raises(Refused, match="Bản đăng ký đã đổi sau khi đề nghị này được viết"):
        amending_pledge.accept(PledgeVersion.objects.get(pk=version.pk), by=school.head.user)
    amending_pledge.withdraw(version, by=school.lecturer.user)
    amending_pledge.begin(Pledge.objects.get(pk=pledge.pk), by=school.lecturer.user)
    assert list(pledge.versions.filter(status="accepted").values_list("number", "reason")) == [
        (1, "Bản đăng ký như đã được xác nhận."),
        (2, "Sửa sau khi được trả lại và xác nhận lại."),
    ]


def test_of_a_pledge_taken_back_nothing_waits(version, school, pledge, sign_in):
    def todos(who) -> str:
        return " ".join(todo.text for _, rows in sign_in(who).get("/").context["groups"] for todo in rows)

    assert "Sửa và gửi đề nghị điều chỉnh đăng ký của Nguyễn Thị Hoa" in todos(school.lecturer)
    amending_pledge.propose(version, by=school.lecturer.user)
    assert "Xem xét đề nghị điều chỉnh" in todos(school.head)
    pledging.withdraw(pledge, by=school.lecturer.user)
    assert ("điều chỉnh" in todos(school.lecturer), "điều chỉnh" in todos(school.head)) == (False, False)


def test_the_second_amendment_knows_the_rows_of_the_first(version, school, pledge):
    new = {
        "key": None,
        "content": "Mới",
        "unit_of_measure": "bài",
        "amount": "1.00",
        "phase": None,
        "due_on": None,
        "area": "",
    }
    content = version.content | {"targets": [*version.content["targets"], new]}
    amending_pledge.write(version, content=content, reason="Thêm.", by=school.lecturer.user)
    amending_pledge.propose(version, by=school.lecturer.user)
    amending_pledge.accept(version, by=school.head.user)
    second = amending_pledge.begin(pledge, by=school.lecturer.user)
    assert [said["key"] for said in second.content["targets"]] == list(pledge.targets.values_list("pk", flat=True))
    assert second.base == PledgeVersion.objects.get(number=2).content


def test_the_units_list_says_it_was_amended(version, school, campaign, pledge, sign_in):
    url = reverse("unit_registration", args=[campaign.pk, school.faculty.pk])
    head = sign_in(school.head)
    assert "đã điều chỉnh" not in head.get(url).content.decode()
    amending_pledge.propose(version, by=school.lecturer.user)
    amending_pledge.accept(version, by=school.head.user)
    registration = registering.registration_of(campaign, school.faculty)
    registering.send(registration, by=school.head.user)
    registering.accept(registration, by=school.clerk.user)
    assert "đã điều chỉnh 1 lần" in head.get(url).content.decode()
    words = "lần 1, chấp nhận ngày 01/3/2022"
    listed = [said(block.text) for block in pledge_list.gather(registration).blocks if isinstance(block, Paragraph)]
    assert listed[0] == f"Đã điều chỉnh sau khi xác nhận: Nguyễn Thị Hoa ({words})."
    assert lines(pledge_paper.gather(pledge))["Điều chỉnh"] == words


def test_the_collectives_row_says_it_was_amended(school, campaign, sign_in):
    made = make_pledge(campaign, school.faculty, school.faculty, status="endorsed", awards=("TTLDTT",))
    version = amending_pledge.begin(made, by=school.head.user)
    content = version.content | {"awards": ["TTLDTT", "GKTT"]}
    amending_pledge.write(version, content=content, reason="Thêm.", by=school.head.user)
    amending_pledge.propose(version, by=school.head.user)
    amending_pledge.accept(version, by=school.rector.user)
    page = sign_in(school.head).get(reverse("unit_registration", args=[campaign.pk, school.faculty.pk]))
    assert "đã điều chỉnh 1 lần" in page.content.decode()


def test_an_accepted_version_never_changes(version, school):
    amending_pledge.propose(version, by=school.lecturer.user)
    amending_pledge.accept(version, by=school.head.user)
    with pytest.raises(IntegrityError, match=guards.MESSAGE), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE campaigns_pledgeversion SET reason = 'khác' WHERE id = %s", [version.pk])
    with pytest.raises(IntegrityError, match=guards.MESSAGE), transaction.atomic():
        version.delete()
