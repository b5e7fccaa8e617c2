"""Legal texts and base salaries: who reads, what may still change once a paper stands on them, states in words."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import amending, deciding, freezing, keeping_texts
from awards.parameters import base_salary_on
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of
from tests.awards.test_decision_views import text
from tests.conftest import layers
from thidua import pdf
from thidua.models import AuditEntry, BaseSalary, LegalText
from thidua.reference import load_reference
from thidua.workflow import Refused

TEXT = {
    "role": "local",
    "number": "37/2022/QĐ-UBND",
    "issued_on": "10/02/2022",
    "issuer": "Ủy ban nhân dân tỉnh",
    "citation": "Quyết định số 37/2022/QĐ-UBND ngày 10 tháng 02 năm 2022 của Ủy ban nhân dân tỉnh.",
    "in_force_from": "01/03/2022",
    "source": "Bản gốc tại Văn thư",
    "certainty": "confirmed",
}
SALARY = {"valid_from": "01/04/2022", "amount": "1.600.000", "decree": "Nghị định mẫu", "certainty": "memory"}


@pytest.fixture
def client(school, sign_in):
    return sign_in(school.clerk)


@layers.fixture
def decided(school, campaign, council, clock_at):
    """A decision of 30/12/2022: cites 91/2017/NĐ-CP and the law of 2003, reckoned with the salary of 2019."""
    clock_at(DECIDED_ON)
    session = make_session(campaign, council)
    recommend(session, school.lecturer)
    decision = deciding.draft(
        session, kind="titles", date=DECIDED_ON, signer=signer_of(school.rector), by=school.clerk.user
    )
    with pytest.MonkeyPatch.context() as patch:
        _drawn_quickly(patch)
        deciding.issue(decision, number=5, date=DECIDED_ON, by=school.rector.user)
    return decision


@pytest.fixture
def issued(decided, monkeypatch):
    _drawn_quickly(monkeypatch)
    return decided


def _drawn_quickly(patch) -> None:
    patch.setattr(pdf, "render", lambda paper: b"%PDF-")
    patch.setattr(freezing, "page_count", lambda content: 1)


def text_of(code="ND-91-2017"):
    return LegalText.objects.get(code=code)


def form_of(text_):
    fields = ("role", "number", "issuer", "citation", "source", "certainty")
    typed = {name: getattr(text_, name) for name in fields}
    days = {name: f"{getattr(text_, name):%d/%m/%Y}" for name in ("issued_on", "in_force_from") if getattr(text_, name)}
    return typed | days | {"cited_in_decisions": "on"}


# --- writing down


def test_a_text_is_added_and_stands_in_the_list(client, school):
    response = client.post(reverse("legal_text_add"), TEXT, follow=True)
    saved = LegalText.objects.get(number=TEXT["number"])
    assert response.redirect_chain == [(reverse("legal_text", args=[saved.pk]), 302)]
    assert saved.code == "37-2022-QD-UBND"
    assert not saved.citation.endswith(".")
    assert "37/2022/QĐ-UBND" in text(client.get(reverse("legal_text_list")))
    line = AuditEntry.objects.get(verb="legaltext.create")
    assert (line.actor, line.target_label) == (school.clerk.user, "37/2022/QĐ-UBND")


def test_the_programs_own_names_do_not_collide(client):
    client.post(reverse("legal_text_add"), TEXT)
    client.post(reverse("legal_text_add"), TEXT | {"number": "37-2022-QĐ-UBND"})
    assert keeping_texts.new_code("!!!") == "VAN-BAN"
    assert sorted(LegalText.objects.filter(code__startswith="37-").values_list("code", flat=True)) == [
        "37-2022-QD-UBND",
        "37-2022-QD-UBND-2",
    ]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"number": "91/2017/nđ-cp"}, "Đã có văn bản số 91/2017/nđ-cp"),
        ({"number": ""}, "Nhập số, ký hiệu"),
        ({"citation": ""}, "Ghi câu căn cứ"),
        ({"in_force_from": "31/02/2022"}, "Hiệu lực từ phải là ngày có thật"),
        ({"certainty": "sure"}, "Độ chắc chắn: chọn trong danh sách"),
    ],
)
def test_a_text_nobody_could_cite_is_refused(client, sent, said):
    before = LegalText.objects.count()
    page = client.post(reverse("legal_text_add"), TEXT | sent)
    assert said in text(page)
    assert LegalText.objects.count() == before


def test_a_text_nobody_cites_may_be_mended(client):
    row = text_of()
    client.post(reverse("legal_text_edit", args=[row.pk]), form_of(row) | {"issuer": "Chính phủ nước ta"})
    row.refresh_from_db()
    assert row.issuer == "Chính phủ nước ta"


def test_a_text_an_issued_paper_cites_is_closed_not_renamed(client, issued):
    for code in ("ND-91-2017", "L2003"):  # by its number; by its words, where the number is not printed
        row = text_of(code)
        url = reverse("legal_text_edit", args=[row.pk])
        why = f"Văn bản số 05/QĐ-TCT đã ban hành viện dẫn {row.number} nên số, tên, ngày và hiệu lực từ giữ nguyên;"
        assert why in text(client.get(url))
        changed = {"number": "99/2099/NĐ-CP", "citation": "khác", "in_force_from": "01/01/2000", "source": "Công báo"}
        client.post(url, form_of(row) | changed)
        before, after = row, text_of(code)
        assert (after.number, after.citation, after.in_force_from) == (
            before.number,
            before.citation,
            before.in_force_from,
        )
        assert after.source == "Công báo"
    assert "số 05/QĐ-TCT ngày 30/12/2022" in text(client.get(reverse("legal_text", args=[text_of().pk])))


def test_a_number_inside_a_longer_one_is_not_cited(issued):
    LegalText.objects.filter(code="ND-90-2020").update(number="1/2017/NĐ-CP")
    assert keeping_texts.why_not_rewrite(text_of("ND-90-2020")) == ""


# --- closing, looking up


def test_a_text_is_closed_with_its_successor(client, school):
    row, other = text_of(), text_of("ND-98-2023")
    typed = {"last_day": "28/02/2022", "successor": other.pk}
    response = client.post(reverse("legal_text_close", args=[row.pk]), typed, follow=True)
    row.refresh_from_db()
    assert (row.in_force_to, row.replaced_by) == (date(2022, 2, 28), other)
    assert "(hết hiệu lực từ 01/03/2022)" in text(response)
    line = AuditEntry.objects.get(verb="legaltext.close_text")
    assert (line.before["in_force_to"], line.after["in_force_to"]) == ("2023-12-31", "2022-02-28")


def test_closing_in_a_circle_or_before_the_beginning_is_refused(client):
    row, other = text_of("ND-98-2023"), text_of("ND-91-2017")  # 91/2017 is replaced by 98/2023
    url = reverse("legal_text_close", args=[row.pk])
    page = client.post(url, {"last_day": "31/12/2024", "successor": other.pk})
    assert "91/2017/NĐ-CP lại được thay bằng chính 98/2023/NĐ-CP; chọn văn bản khác." in text(page)
    assert "31/12/2024" in page.content.decode(), "what was typed stays"
    page = client.post(url, {"last_day": "31/12/2023", "successor": ""})
    assert "98/2023/NĐ-CP có hiệu lực từ ngày 01/01/2024; chọn ngày hết hiệu lực từ đó trở đi." in text(page)
    row.refresh_from_db()
    assert row.in_force_to == date(2025, 6, 30)
    page = client.post(url, {"last_day": "", "successor": text_of("ND-152-2025").pk})
    assert "Văn bản được thay thế thì phải có ngày cuối cùng có hiệu lực; nhập ngày đó." in text(page)
    client.post(url, {"last_day": "01/01/2024", "successor": ""})
    row.refresh_from_db()
    assert (row.in_force_to, row.replaced_by) == (date(2024, 1, 1), None)
    assert "vẫn còn hiệu lực." in text(client.post(url, {"last_day": "", "successor": ""}, follow=True))
    row.refresh_from_db()
    assert row.in_force_to is None


def test_a_text_is_looked_up_for_a_year(client, school):
    row = text_of()
    url = reverse("legal_text_check", args=[row.pk])
    assert 'value="01/03/2023"' in client.get(url).content.decode(), "a year unless said otherwise"
    assert "Ngày kiểm tra lại phải sau hôm nay" in text(client.post(url, {"until": "01/03/2022"}))
    client.post(url, {"until": "02/03/2022"})
    row.refresh_from_db()
    assert (row.checked_on, row.checked_by, row.checked_until) == (date(2022, 3, 1), "Ngô Thị Lan", date(2022, 3, 2))
    assert row.certainty == "confirmed"
    assert AuditEntry.objects.get(verb="legaltext.check").after == {"checked_until": "2022-03-02"}


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"in_force_from": date(2022, 3, 2)}, "Chưa có hiệu lực"),
        ({"in_force_from": date(2022, 3, 1)}, "Đang có hiệu lực"),
        ({"in_force_to": date(2022, 3, 1)}, "Đang có hiệu lực"),
        ({"in_force_to": date(2022, 2, 28)}, "Hết hiệu lực"),
        ({"checked_until": date(2022, 3, 1)}, "Đang có hiệu lực"),
        ({"checked_until": date(2022, 2, 28)}, "Quá hạn kiểm tra lại"),
    ],
)
def test_states_in_words_and_as_filters(client, fields, state):
    row = text_of()
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    assert keeping_texts.state_of(row, date(2022, 3, 1)) == state
    codes = {"Chưa có hiệu lực": "chua", "Đang có hiệu lực": "hieu-luc", "Hết hiệu lực": "het"}
    page = client.get(reverse("legal_text_list"), {"loc": codes.get(state, "qua-han")})
    assert row in page.context["texts"]
    assert state in text(page)


def test_the_list_is_searched_without_marks_and_shows_doubt(client):
    page = client.get(reverse("legal_text_list"), {"q": "nghi dinh 98"})
    assert [row.number for row in page.context["texts"]] == ["98/2023/NĐ-CP"]
    doubtful = client.get(reverse("legal_text_list"), {"loc": "can-tham-tra"}).context["texts"]
    assert {row.certainty for row in doubtful} == {"memory", "second_hand"} & {row.certainty for row in doubtful}
    everything = client.get(reverse("legal_text_list"))
    unsure = LegalText.objects.exclude(certainty="confirmed").count()
    assert everything.content.decode().count(">Cần thẩm tra<") >= unsure > 0
    nothing = client.get(reverse("legal_text_list"), {"q": "không có gì như vậy"})
    assert "Không có văn bản nào khớp bộ lọc." in text(nothing)


def test_a_reader_finds_no_way_to_change(school, sign_in):
    reader = sign_in(school.head)
    assert "Thêm văn bản" not in text(reader.get(reverse("legal_text_list")))
    assert "Ghi đã kiểm tra" not in text(reader.get(reverse("legal_text", args=[text_of().pk])))
    assert sign_in(school.lecturer).get(reverse("legal_text_list")).status_code == 404


@pytest.mark.one_database("how many questions are asked")
def test_the_lists_ask_as_often_for_many_rows(client):
    def queries(name):
        with CaptureQueriesContext(connection) as found:
            client.get(reverse(name))
        return len(found)

    client.get(reverse("legal_text_list"))
    few = [queries(name) for name in ("legal_text_list", "base_salary_list")]
    for number in range(3):
        client.post(reverse("legal_text_add"), TEXT | {"number": f"{number}/2022"})
        client.post(reverse("base_salary_add"), SALARY | {"valid_from": f"0{number + 1}/04/2022"})
    assert (LegalText.objects.filter(role="local").count(), BaseSalary.objects.count()) == (4, 8)
    assert [queries(name) for name in ("legal_text_list", "base_salary_list")] == few


# --- base salaries


def test_a_salary_is_added_and_paid_from_its_day(client):
    client.post(reverse("base_salary_add"), SALARY)
    assert [base_salary_on(date(2022, *day)) for day in ((3, 31), (4, 1))] == [1_490_000, 1_600_000]
    page = client.post(reverse("base_salary_add"), SALARY)
    assert "Đã có mức lương cơ sở áp dụng từ ngày này" in text(page)
    assert AuditEntry.objects.filter(verb="basesalary.create").count() == 1


def test_a_salary_a_decision_was_reckoned_with_stays(client, issued):
    row = BaseSalary.objects.get(valid_from=date(2019, 7, 1))
    response = client.post(reverse("base_salary_edit", args=[row.pk]), SALARY, follow=True)
    assert "Quyết định số 05/QĐ-TCT ngày 30/12/2022 đã tính tiền thưởng theo mức này" in text(response)
    row.refresh_from_db()
    assert row.amount == 1_490_000
    later = BaseSalary.objects.get(valid_from=date(2023, 7, 1))
    client.post(reverse("base_salary_edit", args=[later.pk]), SALARY | {"valid_from": "02/07/2023"})
    later.refresh_from_db()
    assert (later.valid_from, later.amount) == (date(2023, 7, 2), 1_600_000)


@pytest.mark.parametrize(("begins", "used"), [(DECIDED_ON, True), (date(2022, 12, 31), False)])
def test_the_row_of_the_decisions_own_day_is_the_used_one(issued, begins, used):
    row = BaseSalary.objects.create(valid_from=begins, amount=1, decree="Mẫu", certainty="memory")
    assert bool(keeping_texts.why_not_edit_salary(row)) == used
    before = BaseSalary.objects.get(valid_from=date(2019, 7, 1))
    assert bool(keeping_texts.why_not_edit_salary(before)) != used


def test_a_salary_is_confirmed_once(client, school):
    row = BaseSalary.objects.get(certainty="memory")
    url = reverse("base_salary_confirm", args=[row.pk])
    client.post(url)
    row.refresh_from_db()
    assert row.certainty == "confirmed"
    assert "Mức này đã đối chiếu nguồn rồi." in text(client.post(url, follow=True))
    with pytest.raises(Refused):
        keeping_texts.confirm_salary(row, by=school.clerk.user)
    assert AuditEntry.objects.filter(verb="basesalary.confirm_value").count() == 1


# --- reference rows


def test_loading_again_changes_nothing_that_was_corrected_or_written_by_hand(client):
    """A successor taken away stays away; a text written down by hand comes no second time under another name."""
    row = text_of()
    client.post(reverse("legal_text_close", args=[row.pk]), {"last_day": "31/12/2023", "successor": ""})
    LegalText.objects.filter(code="TT-15-2025").update(replaced_by=None)
    LegalText.objects.filter(replaced_by__code="TT-15-2025").update(replaced_by=None)
    LegalText.objects.filter(code="TT-15-2025").update(code="15-2025-TT-BNV")
    before = list(LegalText.objects.values_list("code", "replaced_by"))
    load_reference()
    assert list(LegalText.objects.values_list("code", "replaced_by")) == before


def test_a_new_text_of_the_program_is_linked_to_what_it_replaced(reference):
    LegalText.objects.filter(replaced_by__code="ND-152-2025").update(replaced_by=None)
    LegalText.objects.filter(code="ND-152-2025").delete()
    load_reference()
    assert text_of("ND-98-2023").replaced_by == text_of("ND-152-2025")
    assert text_of("ND-152-2025").checked_on is None


def test_the_trail_leads_to_the_text_and_the_parameter(client, school):
    row = text_of()
    client.post(reverse("legal_text_check", args=[row.pk]), {"until": "01/06/2022"})
    more = {"value": "3/4", "source": "Quy chế", "certainty": "memory", "since": date(2022, 3, 1)}
    stored = amending.change("A", "quorum", **more, by=school.administrator)
    page = client.get(reverse("audit_trail")).content.decode()
    assert f'href="{reverse("legal_text", args=[row.pk])}"' in page
    link = reverse("parameter_row", args=[stored.pk])
    assert f'href="{link}"' in page
    assert client.get(link).url == reverse("parameter", args=["A", "quorum"])
    assert "tỷ lệ thành viên phải có mặt để họp Hội đồng (bộ A)" in page
