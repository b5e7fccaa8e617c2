"""Taking lines of an issued decision back, and what follows; states by hand from the blueprint."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from awards import consequences, deciding, fund, outgoing, paying, recipients, recovering, revoking
from awards.documents import revocation as revocation_paper
from awards.documents.revocation import article_of
from awards.eligibility import Facts, assess, sets
from awards.gathering import gather
from awards.models import AwardRecord, CertificateSettings, EligibilityReport, FundEntry, Nomination, RevocationTask
from tests.awards.cases import BEST
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of
from tests.awards.sent_up import REVOKED_ON, decided, revoked, written
from tests.conftest import layers
from tests.drawn_once import drawn_as
from tests.factories import make_nomination
from thidua import clock, pdf
from thidua.audit import history_of
from thidua.copies import Copy
from thidua.models import IssuedDocument, LegalText
from thidua.papers import NumberedItem
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db
STUB = b"%PDF-1.7 /Type /Page "
PAID_ON = date(2023, 1, 10)


@layers.fixture
def issued(school, campaign, council):
    """Hoa's LĐTT (line 1) and CSTĐCS (line 3), Minh's LĐTT (line 2)."""
    with clock.standing_at(DECIDED_ON), drawn_as(STUB):
        made = decided(
            school, campaign, council, (school.lecturer, "LDTT"), (school.head, "LDTT"), (school.lecturer, "CSTDCS")
        )
    assert list(made.lines.values_list("ordinal", "name", "award", "amount")) == [
        (1, "Trần Văn Minh", "LDTT", 450_000),
        (2, "Nguyễn Thị Hoa", "LDTT", 0),
        (3, "Nguyễn Thị Hoa", "CSTDCS", 1_490_000),
    ]
    return made


@pytest.fixture
def decision(issued, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: STUB)
    with clock.standing_at(REVOKED_ON):
        yield issued


def pay(decision, person):
    with clock.standing_at(PAID_ON):
        paying.pay(decision, [recipients.key_of(person.pk, None)], paid_on=PAID_ON, method="cash", by=None)


def sentence(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return str(refused.value)


# --- the paper


def articles(decision, school, *ordinals) -> str:
    made = written(school, decision, *ordinals)
    return " ".join("".join(run.text for run in block.text) for block in revocation_paper.gather(made, Copy()).blocks)


def test_inside_a_sentence_the_form_of_address_is_small(school, decision):
    assert "Hủy bỏ danh hiệu “Lao động tiên tiến” năm 2022 của ông Trần Văn Minh, Trưởng khoa" in articles(
        decision, school, 1
    )


def test_at_the_head_of_an_item_it_is_not(school, decision):
    text = articles(decision, school, 1, 3)
    assert "Ông Trần Văn Minh, Trưởng khoa" in text
    assert "Bà Nguyễn Thị Hoa, Giảng viên" in text


def test_one_form_of_address_all_through_the_paper(school, decision):
    made = revocation_paper.gather(written(school, decision, 1), Copy())
    text = " ".join("".join(run.text for run in block.text) for block in made.blocks)
    assert "của ông Trần Văn Minh (Số sổ vàng 1)" in text
    assert text.count("Trần Văn Minh") == text.count("ông Trần Văn Minh") == 2
    assert [line for line in made.recipients if "Minh" in line] == ["Ông Trần Văn Minh"]


def test_each_gives_back_the_paper_and_the_money_of_one_s_own(school, decision):
    pay(decision, school.head)
    pay(decision, school.lecturer)
    made = revocation_paper.gather(written(school, decision, 1, 3), Copy())
    lines = ["".join(run.text for run in block.text) for block in made.blocks if isinstance(block, NumberedItem)]
    assert lines[2:] == [
        "Ông Trần Văn Minh: Giấy chứng nhận (nếu đã cấp) (Số sổ vàng 1) và số tiền thưởng 450.000 đồng "
        "(Bằng chữ: Bốn trăm năm mươi nghìn đồng);",
        "Bà Nguyễn Thị Hoa: Bằng chứng nhận, khung (Số sổ vàng 3) và số tiền thưởng 1.490.000 đồng "
        "(Bằng chữ: Một triệu bốn trăm chín mươi nghìn đồng).",
    ]


def test_a_certificate_the_program_prints_is_asked_back_without_a_doubt(school, decision):
    CertificateSettings.objects.update_or_create(kind="lao-dong-tien-tien", defaults={"is_printed": True})
    assert "Thu hồi Giấy chứng nhận của ông Trần Văn Minh (Số sổ vàng 1);" in articles(decision, school, 1)


def test_a_collective_s_paper_bears_the_name_it_is_printed_with(school, campaign, council):
    with clock.standing_at(DECIDED_ON):
        made = decided(school, campaign, council, (school.faculty, "TTLDTT"), (school.head, "LDTT"))
    with clock.standing_at(REVOKED_ON):
        line = made.lines.get(award="TTLDTT")
        text = articles(made, school, line.ordinal)
    assert f"Thu hồi Bằng “Tập thể lao động tiên tiến” của {line.name} (Số sổ vàng {line.ordinal})" in text


# --- the print guard

WRONG = "Chưa ban hành được vì bản in có điểm phải sửa: Phông chữ in văn bản không có ký tự “中”"


def test_a_revocation_with_what_would_make_it_wrong_is_not_issued(school, decision, sign_in):
    draft = written(school, decision, 1, reason="Kê khai 中")
    assert sentence(revoking.issue, draft, number=20, date=clock.today(), by=school.clerk.user).startswith(WRONG)
    draft.refresh_from_db()
    assert (draft.status, draft.document) == ("draft", None)
    page = sign_in(school.clerk).get(reverse("revocation_check", args=[draft.pk])).content.decode()
    assert "Phải sửa" in page
    assert "không có ký tự “中”" in page


def test_the_check_page_says_what_the_issue_would_refuse(school, decision, sign_in):
    draft = written(school, decision, 1, repay_by=date(2022, 1, 1))
    told = "Hạn nộp lại tiền thưởng, hiện vật phải từ ngày hủy bỏ 03/04/2023 trở đi; bấm “Sửa dự thảo”."
    assert sentence(revoking.issue, draft, number=20, date=clock.today(), by=school.clerk.user) == told
    page = sign_in(school.clerk).get(reverse("revocation_check", args=[draft.pk])).content.decode()
    assert page.count(told) == 1
    revoking.discard(draft, by=school.clerk.user)
    good = revoked(school, decision, 1)
    page = sign_in(school.clerk).get(reverse("revocation_check", args=[good.pk])).content.decode()
    assert "Điều kiện ban hành" not in page


def test_the_register_says_of_a_decision_that_a_part_then_all_of_it_was_taken_back(school, decision, sign_in):
    client, about = sign_in(school.clerk), reverse("issued_document", args=[decision.document_id])
    day = f"{REVOKED_ON:%d/%m/%Y}"
    partly = f"Hủy bỏ một phần bởi Quyết định số 20/QĐ-TCT ngày {day}"
    whole = f"Hủy bỏ bởi Quyết định số 21/QĐ-TCT ngày {day}"
    revoked(school, decision, 1)
    register = f"{reverse('outgoing_list')}?nam=2022"
    for address in (register, about):
        assert client.get(address).content.decode().count(partly) == 1
    [row] = [one for one in outgoing.of_year(2022) if one.document and one.document.pk == decision.document_id]
    assert row.remark == partly
    revoked(school, decision, 2, 3, number=21)
    [row] = [one for one in outgoing.of_year(2022) if one.document and one.document.pk == decision.document_id]
    assert row.remark == f"{whole}; {partly}"


# --- the draft


def test_lines_are_chosen_into_one_open_draft(school, decision):
    first, _, third = decision.lines.all()
    draft = revoking.begin(decision, [third.pk], by=school.clerk.user)
    assert (draft.status, draft.date, draft.repay_by, draft.signer) == (
        "draft", REVOKED_ON, date(2023, 4, 24), signer_of(school.rector)
    )  # fmt: skip
    assert revoking.begin(decision, [first.pk], by=school.clerk.user) == draft
    assert [row.line for row in draft.lines.all()] == [first, third]
    assert sentence(revoking.begin, decision, [third.pk], by=None) == (
        "Chọn ít nhất một dòng chưa bị hủy bỏ, rồi lập dự thảo."
    )
    assert sentence(revoking.begin, decision, [], by=None) == "Chọn ít nhất một dòng chưa bị hủy bỏ, rồi lập dự thảo."
    revoking.discard(draft, by=school.clerk.user)
    assert revoking.revocable(decision).count() == 3


def test_a_draft_changes_nothing(school, decision):
    written(school, decision, 3)
    assert AwardRecord.objects.in_force().count() == 3
    assert RevocationTask.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"conclusion_number": ""},
            "Chưa ghi đủ văn bản kết luận: loại, số, ngày và cơ quan kết luận; bấm “Sửa dự thảo”.",
        ),
        (
            {"conclusion_date": date(2023, 4, 4)},
            "Văn bản kết luận ngày 04/04/2023 sau ngày hủy bỏ 03/04/2023; kiểm tra lại hai ngày.",
        ),
        ({"conclusion_date": REVOKED_ON}, ""),
        (
            {"repay_by": date(2023, 4, 2)},
            "Hạn nộp lại tiền thưởng, hiện vật phải từ ngày hủy bỏ 03/04/2023 trở đi; bấm “Sửa dự thảo”.",
        ),
        ({"repay_by": REVOKED_ON}, ""),
        (
            {"reason": " "},
            "Chưa ghi căn cứ hoặc lý do hủy bỏ đối với Nguyễn Thị Hoa; bấm “Sửa dự thảo”.",
        ),
        (
            {"ground": ""},
            "Chưa ghi căn cứ hoặc lý do hủy bỏ đối với Nguyễn Thị Hoa; bấm “Sửa dự thảo”.",
        ),
        (
            {"date": date(2022, 12, 29), "conclusion_date": date(2022, 12, 20)},
            "Ngày hủy bỏ 29/12/2022 trước ngày của quyết định bị hủy bỏ 30/12/2022; chọn ngày từ đó trở đi.",
        ),
    ],
)
def test_what_stands_in_the_way_of_the_issue(school, decision, fields, told):
    draft = written(school, decision, 3, **fields)
    assert revoking.why_not_ready(draft, draft.date) == told


def test_a_line_is_taken_out_of_the_draft(school, decision):
    draft = written(school, decision, 1, 3)
    first = draft.lines.first()
    said = {first.pk: revoking.Why("", "", dropped=True)}
    fields = {name: getattr(draft, name) for name in revoking.WRITTEN}
    revoking.edit(draft, said, by=school.clerk.user, **fields)
    assert [row.line.ordinal for row in draft.lines.all()] == [3]


# --- issue: only the named line


def test_only_the_named_line_is_taken_back(school, decision):
    made = revoked(school, decision, 3)
    decision.refresh_from_db()
    assert (made.status, made.number, made.date, made.issued_on_behalf) == ("issued", 20, REVOKED_ON, True)
    assert (made.document.kind, made.document.full_number) == ("revocation", "20/QĐ-TCT")
    gone = AwardRecord.objects.get(award="CSTDCS")
    assert (gone.revoked_on, gone.revoked_reason) == (REVOKED_ON, "Kê khai sáng kiến của người khác")
    assert set(AwardRecord.objects.in_force().values_list("award", "staff_member")) == {
        ("LDTT", school.lecturer.pk), ("LDTT", school.head.pk)
    }  # fmt: skip
    assert (decision.status, IssuedDocument.objects.get(pk=decision.document_id).revoked_by) == ("issued", None)
    assert [entry.verb for entry in history_of(made)] == [
        "revocation.issue", "revocation.change", "revocation.draft"
    ]  # fmt: skip


def test_the_decision_is_revoked_with_its_last_line(school, decision):
    revoked(school, decision, 1, 3)
    last = revoked(school, decision, 2, number=21)
    decision.refresh_from_db()
    assert decision.status == "revoked"
    assert IssuedDocument.objects.get(pk=decision.document_id).revoked_by == last.document
    entry = history_of(decision).first()
    assert (entry.verb, entry.reason) == ("decision.revoke", "Theo Quyết định số 21/QĐ-TCT")
    assert revoking.why_not_begin(decision) == (
        "Quyết định đang ở bước “Đã hủy bỏ” nên không hủy bỏ được; chỉ hủy bỏ quyết định đã ban hành."
    )


def test_a_paper_that_changed_while_it_was_drawn_is_not_issued(school, decision, monkeypatch):
    draft = written(school, decision, 1)

    def meanwhile(paper):
        pay(decision, school.head)
        return b"%PDF-1.7 /Type /Page "

    monkeypatch.setattr(pdf, "render", meanwhile)
    assert sentence(revoking.issue, draft, number=20, date=REVOKED_ON, by=None) == (
        "Chưa ban hành được vì nội dung dự thảo vừa thay đổi; tải lại trang, xem lại rồi ban hành."
    )
    assert AwardRecord.objects.in_force().count() == 3


# --- money


def test_money_that_was_not_paid_is_not_owed_any_more(school, decision):
    before = fund.account(2022)
    made = revoked(school, decision, 3)
    assert before.owed - fund.account(2022).owed == 1_490_000
    assert [row["person"] for row in recipients.keys_of(decision)] == [school.head.pk]
    assert [task.kind for task in made.tasks.all() if task.kind == "money"] == []
    counted = recipients.with_counts(type(decision).objects.filter(pk=decision.pk)).get()
    assert (counted.total, counted.receivers) == (450_000, 1)


def test_money_that_was_paid_is_to_be_recovered_into_the_fund(school, decision):
    pay(decision, school.lecturer)
    before = fund.account(2023)
    made = revoked(school, decision, 3)
    assert fund.account(2023).balance == before.balance
    task = made.tasks.get(kind="money")
    assert (task.amount, task.due_on, task.text) == (
        1_490_000, date(2023, 4, 28), "Thu hồi 1.490.000 đồng của Nguyễn Thị Hoa, nộp về Quỹ"
    )  # fmt: skip
    recovering.do(task, done_on=REVOKED_ON, document_number="PT 3", note="đã nộp đủ", by=school.clerk.user)
    entry = FundEntry.objects.get()
    assert (entry.kind, entry.year, entry.amount, entry.on, entry.document_number) == (
        "other_in", 2023, 1_490_000, REVOKED_ON, "PT 3"
    )  # fmt: skip
    assert fund.account(2023).balance - before.balance == 1_490_000
    assert fund.account(2023).owed == before.owed
    task.refresh_from_db()
    assert (task.done_on, task.done_by, task.note, task.fund_entry) == (
        REVOKED_ON, school.clerk.user, "đã nộp đủ", entry
    )  # fmt: skip
    assert sentence(recovering.do, task, done_on=REVOKED_ON, by=None) == (
        "Việc này đã được ghi làm xong ngày 03/04/2023."
    )


def test_who_keeps_one_title_is_paid_for_it_alone(school, decision):
    """Both lines of one person, one of them revoked before the money: later the other is paid, no more."""
    revoked(school, decision, 1)
    rows = list(recipients.keys_of(decision))
    assert [(row["person"], row["amount"]) for row in rows] == [(school.lecturer.pk, 1_490_000)]
    pay(decision, school.lecturer)
    assert fund.account(2022).owed == 0
    assert list(recipients.keys_of(decision, unpaid=True)) == []


# --- tasks


def test_the_tasks_of_a_revocation(school, decision):
    pay(decision, school.lecturer)
    made = revoked(school, decision, 3)
    assert [(task.ordinal, task.kind, task.text, task.due_on) for task in made.tasks.all()] == [
        (1, "notify", "Giao quyết định hủy bỏ cho Nguyễn Thị Hoa", date(2023, 4, 17)),
        (2, "money", "Thu hồi 1.490.000 đồng của Nguyễn Thị Hoa, nộp về Quỹ", date(2023, 4, 28)),
        (3, "item", "Thu hồi bằng chứng nhận, khung của Nguyễn Thị Hoa, Số sổ vàng 3", date(2023, 4, 28)),
        (
            4,
            "public",
            "Sửa danh sách đã niêm yết, đã đăng ở nơi khác; trang công khai của phần mềm đã tự ghi “Đã hủy bỏ”",
            date(2023, 4, 17),
        ),
    ]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2023, 4, 2), "Ngày làm xong 02/04/2023 trước ngày quyết định hủy bỏ 03/04/2023; nhập ngày từ đó trở đi."),
        (date(2023, 4, 3), ""),
        (date(2023, 4, 4), "Ngày 04/04/2023 chưa đến; ghi sau khi đã làm."),
    ],
)
def test_a_task_is_done_between_the_issue_and_today(school, decision, day, told):
    task = revoked(school, decision, 3).tasks.get(kind="notify")
    assert recovering.why_not_done_on(task, day) == told


def province_title(school, campaign, **facts) -> Nomination:
    """Hoa's CSTĐ cấp tỉnh of a later year, judged by facts in which the chain stands."""
    nomination = make_nomination(
        campaign, school.lecturer, school.faculty, "CSTDT", status="forwarded", year=2022, rule_set="A"
    )
    EligibilityReport.objects.create(
        nomination=nomination,
        moment="tabled",
        rule_set="A",
        parameters={},
        facts=Facts.from_dict(BEST["CSTDT"] | facts).to_dict(),
        findings=[],
        verdict="eligible",
        made_at=clock.now(),
    )
    return nomination


def test_a_later_award_that_counted_it_is_named_with_the_condition_that_fails(school, campaign, decision):
    nomination = province_title(school, campaign)
    made = revoked(school, decision, 3)
    task = made.tasks.get(kind="later")
    assert (task.nomination, task.record) == (nomination, None)
    assert task.text.startswith(
        "Xem lại hồ sơ đề nghị “Chiến sĩ thi đua cấp tỉnh” năm 2022 của Nguyễn Thị Hoa (đã trình cấp trên): "
        "không tính danh hiệu, hình thức bị hủy bỏ thì "
    )
    assert task.due_on == date(2023, 4, 12)


def test_a_later_award_that_did_not_need_it_is_not_named(school, campaign, decision):
    """Minh's LĐTT counts for nobody's CSTĐ cấp tỉnh; nor does Hoa's, where the rule asks for CSTĐCS."""
    province_title(school, campaign)
    made = revoked(school, decision, 1)
    assert made.tasks.filter(kind="later").count() == 0


def test_an_old_record_nobody_stored_findings_of_is_to_be_looked_at(school, decision):
    record = AwardRecord.objects.create(
        staff_member=school.lecturer, award_id="CSTDT", year=2023, decision_number="9/QĐ-UBND",
        decision_date=date(2023, 3, 1), issuer="Chủ tịch UBND tỉnh",
    )  # fmt: skip
    made = revoked(school, decision, 3)
    task = made.tasks.get(kind="later")
    assert task.record == record
    assert "Quyết định số 9/QĐ-UBND, báo cáo Chủ tịch UBND tỉnh" in task.text
    assert task.text.endswith("nên chưa rõ có tính danh hiệu, hình thức bị hủy bỏ hay không")


def test_the_collective_title_that_counted_the_member_is_named(school, campaign, decision):
    unit = make_nomination(
        campaign, school.faculty, school.faculty, "TTLDTT", status="awarded", year=2022, rule_set="A"
    )
    AwardRecord.objects.create(
        department=school.faculty, award_id="TTLDTT", year=2022, decision_number="15/QĐ-TCT",
        decision_date=DECIDED_ON, issuer="Hiệu trưởng",
    )  # fmt: skip
    facts = BEST["TTLDTT"] | {"members": 2, "members_ldtt": 2}
    EligibilityReport.objects.create(
        nomination=unit, moment="tabled", rule_set="A", parameters={}, findings=[], verdict="eligible",
        facts=Facts.from_dict(facts).to_dict(), made_at=clock.now(),
    )  # fmt: skip
    draft = written(school, decision, 1)
    later = [task.text for task in consequences.of(draft, REVOKED_ON) if task.kind == "later"]
    assert len(later) == 1
    assert later[0].startswith("Xem lại “Tập thể lao động tiên tiến” năm 2022 của Khoa Xây dựng Đảng (Quyết định số 15")


# --- eligibility afterwards


def test_a_later_chain_turns(school, campaign, decision):
    """Three CSTĐCS in a row carry a CSTĐ cấp tỉnh; without the middle one they do not."""
    for year in (2020, 2021):
        AwardRecord.objects.create(
            staff_member=school.lecturer, award_id="CSTDCS", year=year, decision_number=f"{year}/QĐ-TCT",
            decision_date=date(year, 12, 30), issuer="Hiệu trưởng",
        )  # fmt: skip
    later = make_nomination(campaign, school.lecturer, school.faculty, "CSTDT")

    def chain() -> str:
        report = assess("CSTDT", gather(later, sets.get("A")), "A")
        return next(one.answer for one in report.findings if one.key == "cstdcs_chain")

    assert chain() == "yes"
    revoked(school, decision, 3)
    assert chain() != "yes"


def test_a_revoked_title_is_no_basis_for_another(school, campaign, decision):
    """CSTĐCS rests on the LĐTT of the same year: the awarded dossier alone no longer says that it stands."""
    later = make_nomination(campaign, school.head, school.faculty, "CSTDCS")
    assert gather(later, sets.get("A")).ldtt_basis == "recognised"
    revoked(school, decision, 1)
    assert gather(later, sets.get("A")).ldtt_basis == "none"


def test_a_higher_title_of_the_year_is_paid_in_full_after_the_lower_was_revoked(school, campaign, council, decision):
    revoked(school, decision, 1)
    session = make_session(campaign, council, number=3)
    recommend(session, school.head, "CSTDCS")
    made = deciding.draft(
        session, kind="titles", date=REVOKED_ON, signer=signer_of(school.rector), by=school.clerk.user
    )
    assert [line.amount for line in made.lines.all()] == [1_490_000]


# --- state × act, by hand

GRID = {
    # act: (draft, issued)
    "edit": (True, False),
    "discard": (True, False),
    "issue": (True, False),
}


@pytest.mark.parametrize("act", GRID)
def test_the_grid(school, decision, act):
    made = [revoked(school, decision, 1), written(school, decision, 3)][::-1]
    asked = {
        "edit": revoking.why_not_edit,
        "discard": revoking.why_not_edit,
        "issue": lambda one: revoking.why_not_issue(one, 30, REVOKED_ON),
    }[act]
    assert tuple(asked(one) == "" for one in made) == GRID[act]


def test_an_issued_revocation_never_changes(school, decision):
    made = revoked(school, decision, 3)
    task, row = made.tasks.first(), made.lines.get()
    for statement in (
        f"UPDATE awards_revocation SET status = 'draft' WHERE id = {made.pk}",
        f"DELETE FROM awards_revocation WHERE id = {made.pk}",
        f"UPDATE awards_revocationline SET reason = 'x' WHERE id = {row.pk}",
        f"DELETE FROM awards_revocationline WHERE id = {row.pk}",
        f"UPDATE awards_revocationtask SET text = 'x' WHERE id = {task.pk}",
        f"DELETE FROM awards_revocationtask WHERE id = {task.pk}",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


# --- the article of the law


@pytest.mark.parametrize(
    ("on", "article"),
    [
        (date(2023, 12, 31), ""),
        (date(2024, 1, 1), "khoản 2 Điều 93"),
        (date(2026, 9, 30), "khoản 2 Điều 93"),
        (date(2026, 10, 1), ""),
    ],
)
def test_the_article_is_named_only_while_it_was_read(reference, on, article):
    assert article_of(on) == article
    assert LegalText.objects.filter(code="L2022").exists()
