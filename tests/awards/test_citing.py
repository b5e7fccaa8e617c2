"""The bases of a draft are the clerk's to choose; an ended text stops the issue and its successor is offered."""

import importlib
from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import citing, deciding, freezing
from awards.documents.decision import gather
from awards.models import DecisionBasis
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of
from tests.awards.test_decision_views import text
from tests.thidua.test_guards import refused
from thidua import pdf
from thidua.models import AuditEntry, LegalText
from thidua.workflow import Refused

USUAL = ["09-QĐi/TW", "15/2003/QH11", "91/2017/NĐ-CP", "12/2019/TT-BNV", "06/2018/QĐ-UBND"]


@pytest.fixture
def session(campaign, council, clock_at, monkeypatch):
    clock_at(DECIDED_ON)
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-")
    monkeypatch.setattr(freezing, "page_count", lambda content: 1)
    return make_session(campaign, council)


@pytest.fixture
def drafted(school, session):
    recommend(session, school.lecturer)
    signer = signer_of(school.rector)
    return deciding.draft(session, kind="titles", date=DECIDED_ON, signer=signer, by=school.clerk.user)


@pytest.fixture
def client(school, sign_in):
    return sign_in(school.clerk)


def numbers(decision):
    return [str(basis) for basis in citing.of_decision(decision)]


def expire(code, on=date(2022, 12, 1), **fields):
    LegalText.objects.filter(code=code).update(in_force_to=on, **fields)


def post(client, act, decision, number="", **body):
    args = [decision.pk] + ([decision.bases.get(text__number=number).pk] if number else [])
    return client.post(reverse(act, args=args), body, follow=True)


def test_a_draft_begins_with_the_usual_texts_of_its_day(drafted, client):
    assert numbers(drafted) == USUAL
    assert "Căn cứ Nghị định số 91/2017/NĐ-CP" in text(client.get(drafted.get_absolute_url()))


def test_texts_are_added_left_out_and_moved_and_printed_so(drafted, client, school):
    other = LegalText.objects.get(code="ND-90-2020")
    assert "Đã thêm căn cứ “90/2020/NĐ-CP”." in text(post(client, "basis_add", drafted, text=other.pk))
    assert numbers(drafted) == [*USUAL[:3], "90/2020/NĐ-CP", *USUAL[3:]], "among its own kind"
    post(client, "basis_drop", drafted, "06/2018/QĐ-UBND")
    post(client, "basis_up", drafted, "90/2020/NĐ-CP")
    post(client, "basis_down", drafted, "09-QĐi/TW")
    expected = ["15/2003/QH11", "09-QĐi/TW", "90/2020/NĐ-CP", "91/2017/NĐ-CP", "12/2019/TT-BNV"]
    assert numbers(drafted) == expected
    post(client, "basis_up", drafted, "15/2003/QH11")  # the first stays the first
    post(client, "basis_down", drafted, "12/2019/TT-BNV")
    assert numbers(drafted) == expected
    assert [base for base in gather(drafted).bases if base.startswith("Căn cứ Nghị định")] == [
        f"Căn cứ {LegalText.objects.get(code=code).citation}" for code in ("ND-90-2020", "ND-91-2017")
    ]
    acts = AuditEntry.objects.filter(target_type="awards.decision").exclude(verb="decision.draft")
    assert list(acts.order_by("pk").values_list("verb", flat=True)) == [
        f"decision.{act}" for act in ("cite", "drop_basis", "order_bases", "order_bases")
    ]


def test_only_what_binds_that_day_is_added_and_once(drafted, client):
    coming, cited = LegalText.objects.get(code="ND-98-2023"), LegalText.objects.get(code="ND-91-2017")
    for chosen in (coming.pk, cited.pk, "x", ""):
        page = post(client, "basis_add", drafted, text=chosen)
        assert "Văn bản: chọn trong danh sách." in text(page) or "Chọn văn bản." in text(page)
    with pytest.raises(Refused, match=r"^Không thêm được vì căn cứ “98/2023/NĐ-CP” chỉ có hiệu lực từ 01/01/2024"):
        citing.cite(drafted, coming, by=None)
    with pytest.raises(Refused, match="đã là căn cứ của quyết định này"):
        citing.cite(drafted, cited, by=None)
    assert numbers(drafted) == USUAL


@pytest.mark.parametrize(("last_day", "stopped"), [(date(2022, 12, 29), True), (DECIDED_ON, False)])
def test_an_ended_text_stops_the_issue_from_the_day_after_its_last(drafted, last_day, stopped):
    expire("TT-12-2019", last_day)
    assert bool(deciding.why_not_issue(drafted, 15, DECIDED_ON)) == stopped


def test_the_successor_is_offered_and_taken_by_one_click(drafted, client, school):
    LegalText.objects.filter(code="ND-98-2023").update(in_force_from=date(2022, 12, 2))
    expire("ND-91-2017")
    why = (
        "Chưa ban hành được vì căn cứ “91/2017/NĐ-CP” hết hiệu lực từ 02/12/2022. "
        "Thay bằng “98/2023/NĐ-CP” ở mục Căn cứ pháp lý."
    )
    assert deciding.why_not_issue(drafted, 15, DECIDED_ON) == why
    with pytest.raises(Refused) as refused_:
        deciding.issue(drafted, number=15, date=DECIDED_ON, by=school.rector.user)
    assert str(refused_.value) == why
    page = text(client.get(drafted.get_absolute_url()))
    assert why in page
    assert "Thay bằng “98/2023/NĐ-CP”</button>" in page
    assert "Đã thay bằng “98/2023/NĐ-CP”." in text(post(client, "basis_replace", drafted, "91/2017/NĐ-CP"))
    assert numbers(drafted) == [*USUAL[:2], "98/2023/NĐ-CP", *USUAL[3:]]
    assert deciding.why_not_issue(drafted, 15, DECIDED_ON) == ""
    line = AuditEntry.objects.get(verb="decision.replace_basis")
    assert (line.before, line.after) == ({"basis": "91/2017/NĐ-CP"}, {"basis": "98/2023/NĐ-CP"})


def test_the_successor_in_force_is_found_along_the_chain(drafted):
    """98/2023 followed 91/2017 and was itself replaced before the day: the one after it is offered."""
    expire("ND-91-2017", date(2022, 6, 30))
    expire("ND-98-2023", date(2022, 11, 30), in_force_from=date(2022, 7, 1))
    LegalText.objects.filter(code="ND-152-2025").update(in_force_from=date(2022, 12, 1), in_force_to=None)
    assert "Thay bằng “152/2025/NĐ-CP”" in deciding.why_not_issue(drafted, 15, DECIDED_ON)


def test_texts_that_replace_each_other_are_no_endless_road(drafted):
    old, new = LegalText.objects.get(code="ND-91-2017"), LegalText.objects.get(code="ND-98-2023")
    LegalText.objects.filter(pk=new.pk).update(replaced_by=old)
    expire("ND-91-2017")
    assert "chưa ghi văn bản thay thế" in deciding.why_not_issue(drafted, 15, DECIDED_ON)


def test_without_a_successor_the_clerk_is_told_what_to_do(drafted, client):
    expire("ND-91-2017", replaced_by=None)
    assert deciding.why_not_issue(drafted, 15, DECIDED_ON) == (
        "Chưa ban hành được vì căn cứ “91/2017/NĐ-CP” hết hiệu lực từ 02/12/2022, chưa ghi văn bản thay thế. "
        "Bỏ căn cứ này hoặc thêm văn bản khác ở mục Căn cứ pháp lý."
    )
    page = text(post(client, "basis_replace", drafted, "91/2017/NĐ-CP"))
    assert "Chưa ghi văn bản thay thế “91/2017/NĐ-CP”; thêm văn bản khác." in page
    assert "không cần thay." in text(post(client, "basis_replace", drafted, "15/2003/QH11"))
    assert numbers(drafted) == USUAL


def test_a_successor_that_is_cited_already_is_not_cited_twice(drafted, client, school):
    LegalText.objects.filter(code="ND-98-2023").update(in_force_from=date(2022, 12, 2))
    citing.cite(drafted, LegalText.objects.get(code="ND-98-2023"), by=school.clerk.user)
    expire("ND-91-2017")
    post(client, "basis_replace", drafted, "91/2017/NĐ-CP")
    assert numbers(drafted) == [*USUAL[:2], "98/2023/NĐ-CP", *USUAL[3:]]


def test_another_day_keeps_the_choice_and_says_what_ended(drafted, client):
    client.post(reverse("decision_redate", args=[drafted.pk]), {"date": "05/01/2024"})
    assert numbers(drafted) == USUAL
    page = text(client.get(drafted.get_absolute_url()))
    assert "Thay bằng “06/2022/QH15”</button>" in page
    assert "Thay bằng “98/2023/NĐ-CP”</button>" in page


def test_the_issue_freezes_the_bases(drafted, client, school):
    citing.shift(drafted, drafted.bases.get(text__code="L2003").pk, by=school.clerk.user, step=-1)
    deciding.issue(drafted, number=15, date=DECIDED_ON, by=school.rector.user)
    frozen = drafted.document.paper["bases"]
    assert frozen[0].startswith("Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003")
    drafted.refresh_from_db()
    number = "91/2017/NĐ-CP"
    for act in ("basis_drop", "basis_replace", "basis_up", "basis_down"):
        assert "nên căn cứ giữ nguyên; muốn sửa thì ra quyết định khác." in text(post(client, act, drafted, number))
    assert refused("DELETE FROM awards_decisionbasis")
    assert refused("UPDATE awards_decisionbasis SET ordinal = 9")
    late = "SELECT decision_id, (SELECT max(id) FROM thidua_legaltext), 9 FROM awards_decisionbasis LIMIT 1"
    assert refused(f"INSERT INTO awards_decisionbasis (decision_id, text_id, ordinal) {late}")
    LegalText.objects.update(citation="Văn bản khác")
    page = text(client.get(drafted.get_absolute_url()))
    assert "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003" in page
    assert "Văn bản khác" not in page


def test_a_discarded_draft_takes_its_bases_along(drafted, school):
    deciding.discard(drafted, by=school.clerk.user)
    assert DecisionBasis.objects.count() == 0


def test_a_draft_from_before_keeps_the_texts_its_day_gave_it(drafted):
    drafted.bases.all().delete()
    importlib.import_module("awards.migrations.0004_bases_of_drafts").cite_what_the_day_would(apps, None)
    assert numbers(drafted) == USUAL


@pytest.mark.one_database("how many questions are asked")
def test_the_page_asks_as_often_for_five_bases_as_for_two(drafted, client, django_assert_num_queries):
    url = drafted.get_absolute_url()
    client.get(url)
    keys = [basis.pk for basis in citing.of_decision(drafted)]
    with CaptureQueriesContext(connection) as five:
        client.get(url)
    for key in [keys[0], *keys[3:]]:
        citing.drop(drafted, key, by=None)
    with django_assert_num_queries(len(five)):
        client.get(url)
