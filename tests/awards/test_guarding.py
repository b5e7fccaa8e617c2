"""The print guard through its doors: the page of a decision, the issue, the other papers of a year."""

from datetime import date
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import deciding, guarding
from awards.documents import minutes as minutes_paper
from awards.models import DecisionLine
from campaigns.models import FormerName
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of, titles_of
from tests.factories import make_person
from thidua import clock, pdf
from thidua.models import IssuedDocument, LegalText
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db
STUB = b"%PDF-"


@pytest.fixture
def session(campaign, council, clock_at):
    clock_at(DECIDED_ON)
    with clock.standing_at(DECIDED_ON):
        yield make_session(campaign, council)


@pytest.fixture
def drafted(school, session):
    titles_of(school, session)
    return draft(school, session)


@pytest.fixture
def quick(monkeypatch):
    """Nothing is drawn: the guard reads the words alone."""
    monkeypatch.setattr(pdf, "render", lambda paper: STUB)


def draft(school, session, kind="titles"):
    return deciding.draft(session, kind=kind, date=DECIDED_ON, signer=signer_of(school.rector), by=school.clerk.user)


def said(decision) -> list[tuple[str, bool, str]]:
    findings = guarding.findings_of_decision(decision, *guarding.copy_of(decision))
    return [(finding.key, finding.blocking, finding.sentence) for finding in findings]


def issue(decision, school, number=15):
    deciding.issue(decision, number=number, date=DECIDED_ON, by=school.clerk.user)


def page(client, decision):
    return client.get(reverse("decision_check", args=[decision.pk]))


def text(response) -> str:
    return " ".join(response.content.decode().split())


# --- what is found


def test_a_sound_draft_and_what_is_issued_of_it(school, drafted):
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    assert said(drafted) == []
    issue(drafted, school)
    drafted.refresh_from_db()
    with mock.patch.object(pdf, "render") as render:
        assert said(drafted) == []
    assert render.call_count == 0


def test_a_base_of_another_day(quick, drafted):
    law = LegalText.objects.get(code="ND-91-2017")
    LegalText.objects.filter(pk=law.pk).update(in_force_to=date(2022, 12, 29), replaced_by=None)
    sentence = (
        f"Căn cứ 3: “{law.number}” chỉ có hiệu lực đến hết 29/12/2022, ngày văn bản là 30/12/2022; "
        "bỏ hoặc thay căn cứ này."
    )
    assert ("base_not_in_force", True, sentence) in said(drafted)
    LegalText.objects.filter(pk=law.pk).update(in_force_to=DECIDED_ON)
    assert said(drafted) == []


def test_a_post_that_changed_the_day_of_the_decision(quick, school, drafted):
    posting = school.lecturer.postings.get(is_main=True)
    posting.ends_on = date(2022, 12, 29)
    posting.save()
    new = school.lecturer.postings.create(
        department=posting.department, post="Phó Trưởng khoa", starts_on=date(2022, 12, 30), is_main=True
    )
    ordinals = drafted.lines.filter(nomination__staff_member=school.lecturer).values_list("ordinal", flat=True)
    assert said(drafted) == [
        (
            "post",
            False,
            f"Dòng {ordinal} của danh sách ({school.lecturer}) ghi chức vụ “{posting.post}”, hồ sơ ghi “{new.post}”.",
        )
        for ordinal in ordinals
    ]
    new.starts_on, posting.ends_on = date(2022, 12, 31), DECIDED_ON
    new.save()
    posting.save()
    assert said(drafted) == []


def test_the_name_a_person_bore_that_day(quick, school, drafted):
    """A draft bears the names of today; a paper once issued those of its day."""
    issue(drafted, school)
    drafted.refresh_from_db()
    former = FormerName(staff_member=school.head, full_name=school.head.full_name, until=DECIDED_ON, reason="kết hôn")
    school.head.full_name = "Nguyễn Văn Khác"
    school.head.save()
    [ordinal] = drafted.lines.filter(nomination__staff_member=school.head).values_list("ordinal", flat=True)
    sentence = f"Dòng {ordinal} của danh sách ghi “{former.full_name}”, hồ sơ cán bộ ghi “Nguyễn Văn Khác”."
    assert said(drafted) == [("name", False, sentence)]
    former.save()
    assert said(drafted) == []


def test_lines_and_paper_that_do_not_agree(quick, school, drafted):
    paper, content = guarding.copy_of(drafted)
    line = drafted.lines.last()
    DecisionLine.objects.filter(pk=line.pk).update(amount=line.amount + 1)
    findings = guarding.findings_of_decision(drafted, paper, content)
    assert [(finding.key, finding.blocking, finding.sentence) for finding in findings] == [
        ("total", True, "Văn bản ghi 5.220.000 đồng, các dòng cộng lại 5.220.001 đồng.")
    ]


def test_named_in_the_article_there_is_no_list_to_compare(quick, school, session):
    recommend(session, school.lecturer, "GK")
    assert said(draft(school, session, "merit")) == []


def test_any_other_paper(quick, school, campaign, council, session):
    paper = minutes_paper.gather(session, number=1, ended_at=session.ended_at)
    signer = signer_of(school.deputy)
    assert guarding.findings_of(paper, STUB, DECIDED_ON) == []
    signer.ends_on = date(2022, 12, 29)
    found = guarding.findings_of(paper, STUB, DECIDED_ON, signer)
    assert [(one.key, one.blocking) for one in found] == [("signer", True), ("signer_name", False)]
    assert found[0].sentence == f"{school.deputy} không giữ chức vụ {signer.post} vào ngày 30/12/2022."
    signer.ends_on = DECIDED_ON
    assert [one.key for one in guarding.findings_of(paper, STUB, DECIDED_ON, signer)] == ["signer_name"]


# --- the issue


def test_a_letter_the_typeface_lacks_stops_the_issue(quick, school, session):
    odd = make_person("Lò ☐ Văn", school.faculty)
    recommend(session, odd)
    decision = draft(school, session)
    with pytest.raises(Refused) as refused:
        issue(decision, school)
    assert str(refused.value) == (
        "Chưa ban hành được vì bản in có điểm phải sửa: Phông chữ in văn bản không có ký tự “☐” (U+2610) ở dòng 1 "
        "của DANH SÁCH (“Lò ☐ Văn”); thay bằng ký tự khác."
    )
    decision.refresh_from_db()
    assert (decision.status, decision.number, IssuedDocument.objects.filter(kind="decision").count()) == (
        "draft",
        None,
        0,
    )
    odd.full_name = "Lò Văn Ỷ"
    odd.save()
    issue(decision, school)
    decision.refresh_from_db()
    assert (decision.status, decision.number) == ("issued", 15)


def test_a_file_nobody_can_read_stops_the_issue(monkeypatch, school, drafted):
    monkeypatch.setattr(pdf, "render", lambda paper: b"no PDF at all " * 20)
    with pytest.raises(Refused, match=r"Không đọc được tệp PDF vừa tạo; in lại văn bản\.$"):
        issue(drafted, school)


def test_several_points_are_counted(quick, school, session):
    recommend(session, make_person("Lò ☐ 中 Văn", school.faculty))
    with pytest.raises(Refused, match=r"thay bằng ký tự khác\. Còn 1 điểm khác phải sửa\.$"):
        issue(draft(school, session), school)


def test_advice_does_not_stop_the_issue(quick, school, drafted):
    drafted.lines.filter(nomination__staff_member=school.head).update(post="Trưởng ban")
    assert [key for key, blocking, _ in said(drafted)] == ["post"]
    issue(drafted, school)
    drafted.refresh_from_db()
    assert drafted.status == "issued"


# --- the page


def test_the_page_says_that_there_is_nothing(quick, sign_in, school, drafted):
    answer = text(page(sign_in(school.clerk), drafted))
    assert "Không có điểm nào." in answer
    assert "Kiểm tra bản trình ký: số và ngày để trống" in answer
    link = f'href="{reverse("decision_check", args=[drafted.pk])}">Kiểm tra thể thức</a>'
    assert link in text(sign_in(school.clerk).get(drafted.get_absolute_url()))


def test_the_page_lists_each_point_with_its_rule(quick, sign_in, school, session):
    recommend(session, make_person("Lò <b>☐</b> Văn", school.faculty))
    decision = draft(school, session)
    decision.lines.update(post="Trưởng ban")
    answer = text(page(sign_in(school.rector), decision))
    assert answer.count("<dt>Theo</dt>") == 3
    assert answer.index("Phải sửa</span>") < answer.index("Nên xem</span>")
    assert "không có ký tự “☐” (U+2610) ở dòng 1 của DANH SÁCH (“Lò &lt;b&gt;☐&lt;/b&gt; Văn”)" in answer
    assert "<dd>Nghị định 30/2020/NĐ-CP, Phụ lục I: phông chữ, bộ mã Unicode, màu đen</dd>" in answer
    assert "Không có điểm nào." not in answer


def test_the_page_without_the_libraries(monkeypatch, sign_in, school, drafted):
    monkeypatch.setattr(pdf, "missing_libraries", lambda: "Máy chủ thiếu thư viện.")
    answer = page(sign_in(school.clerk), drafted)
    assert (answer.status_code, "Máy chủ thiếu thư viện." in text(answer)) == (503, True)


@pytest.mark.one_database("how many questions are asked")
def test_the_page_asks_no_more_for_more_lines(quick, sign_in, school, session):
    client = sign_in(school.clerk)

    def queries(decision) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert page(client, decision).status_code == 200
        return len(asked)

    recommend(session, school.lecturer)
    one = draft(school, session)
    queries(one)
    for name in ("Lò Văn Ỷ", "Hoàng Ỡ", "Vàng A Dế"):
        recommend(session, make_person(name, school.faculty))
    assert queries(draft(school, session)) == queries(one) <= 26
