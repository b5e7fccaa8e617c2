"""Several prizes for one person: in one decision, over two in either order, over the day the base salary changed."""

from datetime import date
from decimal import Decimal

import pytest

from awards import deciding
from campaigns.models import Award
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of
from thidua import clock, pdf
from thidua.models import Parameter
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db
LAST_OLD_DAY, FIRST_NEW_DAY = date(2023, 6, 30), date(2023, 7, 1)


@pytest.fixture(autouse=True)
def _late_and_quick(monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")
    with clock.standing_at(date(2024, 7, 2)):
        yield


@pytest.fixture
def decide(school, campaign, council):
    """Recommend these awards for the lecturer in a session of their own; the draft, or the issued decision."""
    numbers = iter(range(1, 99))

    def make(*awards, on=DECIDED_ON, issue=True, kind="titles", **fields):
        number = next(numbers)
        session = make_session(campaign, council, number=number)
        for award in awards:
            recommend(session, fields.pop("candidate", school.lecturer), award, **fields)
        decision = deciding.draft(session, kind=kind, date=on, signer=signer_of(school.rector), by=school.clerk.user)
        if issue:
            deciding.issue(decision, number=number, date=on, by=school.clerk.user)
        return decision

    return make


def paid(decision) -> list[tuple[str, int, str]]:
    return list(decision.lines.values_list("award", "amount", "note"))


def pay_both_from(day: date) -> None:
    Parameter.objects.create(
        rule_set="A",
        key="highest_only_same_year",
        value="false",
        source="quy chế của Trường",
        certainty="confirmed",
        valid_from=day,
    )


def test_the_lower_title_first_the_higher_brings_the_difference(decide):
    assert paid(decide("LDTT")) == [("LDTT", 450_000, "")]
    assert paid(decide("CSTDCS")) == [
        (
            "CSTDCS",
            1_040_000,
            "Đã được thưởng 450.000 đồng danh hiệu “Lao động tiên tiến” cùng năm theo Quyết định số 01/QĐ-TCT; "
            "thưởng phần chênh lệch",
        )
    ]


def test_the_higher_title_first_the_lower_brings_nothing(decide):
    assert paid(decide("CSTDCS")) == [("CSTDCS", 1_490_000, "")]
    assert paid(decide("LDTT")) == [
        ("LDTT", 0, "Đã được thưởng danh hiệu “Chiến sĩ thi đua cơ sở” cùng năm theo Quyết định số 01/QĐ-TCT")
    ]


def test_a_third_title_counts_everything_paid_before(decide):
    Award.objects.filter(pk="CSTDT").update(deciding_level="school")
    decide("LDTT")
    decide("CSTDCS")
    [(award, amount, note)] = paid(decide("CSTDT"))
    assert (award, amount) == ("CSTDT", 4_470_000 - 1_490_000)
    assert note.startswith("Đã được thưởng 1.490.000 đồng danh hiệu “Chiến sĩ thi đua cơ sở” cùng năm")
    assert paid(decide("LDTT", issue=False, year=2021)) == [("LDTT", 450_000, "")]


def test_the_parameter_of_the_school_pays_each_whole_in_either_order(decide):
    pay_both_from(date(2022, 1, 1))
    decide("LDTT")
    assert paid(decide("CSTDCS")) == [("CSTDCS", 1_490_000, "")]
    assert paid(decide("LDTT", issue=False, year=2021)) == [("LDTT", 450_000, "")]


@pytest.mark.parametrize(("day", "amount"), [(date(2022, 12, 30), 0), (date(2022, 12, 31), 450_000)])
def test_the_parameter_counts_from_its_first_day(decide, day, amount):
    pay_both_from(date(2022, 12, 31))
    decide("CSTDCS")
    assert [line[1] for line in paid(decide("LDTT", on=day, issue=False))] == [amount]


def test_titles_of_different_years_are_paid_each(decide):
    decide("CSTDCS")
    assert paid(decide("LDTT", year=2021)) == [("LDTT", 450_000, "")]


def test_a_title_and_a_form_decided_together_are_both_paid(decide):
    assert paid(decide("CSTDCS")) == [("CSTDCS", 1_490_000, "")]
    assert paid(decide("GK", kind="merit")) == [("GK", 450_000, "")]


def test_a_draft_and_a_revoked_decision_have_paid_nothing(decide):
    decide("CSTDCS", issue=False)
    gone = decide("CSTDCS", year=2021)
    type(gone).objects.filter(pk=gone.pk).update(status="revoked")
    assert paid(decide("LDTT", issue=False)) == [("LDTT", 450_000, "")]
    assert paid(decide("LDTT", issue=False, year=2021)) == [("LDTT", 450_000, "")]


def test_another_decision_issued_meanwhile_is_counted_before_the_draft_is_signed(decide, school):
    waiting = decide("CSTDCS", issue=False)
    assert paid(waiting) == [("CSTDCS", 1_490_000, "")]
    decide("LDTT")
    with pytest.raises(Refused) as refused:
        deciding.preview(waiting, blank=True)
    assert str(refused.value) == (
        "Mức thưởng của Nguyễn Thị Hoa đã khác từ khi lập dự thảo; bấm “Đổi ngày dự kiến ký”, giữ nguyên ngày rồi lưu "
        "để tính lại, sau đó in."
    )
    deciding.redate(waiting, date=DECIDED_ON, by=school.clerk.user)
    assert deciding.preview(waiting, blank=True).startswith(b"%PDF")
    deciding.issue(waiting, number=9, date=DECIDED_ON, by=school.clerk.user)
    assert [line[1] for line in paid(waiting)] == [1_040_000]


@pytest.mark.parametrize(
    ("day", "amount", "base_salary"), [(LAST_OLD_DAY, 450_000, 1_490_000), (FIRST_NEW_DAY, 540_000, 1_800_000)]
)
def test_the_base_salary_is_that_of_the_day(decide, school, day, amount, base_salary):
    def line(decision):
        return decision.lines.values_list("amount", "coefficient", "base_salary").get()

    drafted = decide("LDTT", on=day, issue=False)
    assert line(drafted) == (amount, Decimal("0.3"), base_salary)
    moved = decide("LDTT", on=DECIDED_ON, issue=False, year=2021)
    deciding.redate(moved, date=day, by=school.clerk.user)
    assert line(moved) == (amount, Decimal("0.3"), base_salary)
    issued = decide("LDTT", on=DECIDED_ON, issue=False, year=2020)
    deciding.issue(issued, number=8, date=day, by=school.clerk.user)
    assert line(issued) == (amount, Decimal("0.3"), base_salary)


def test_a_line_that_is_paid_nothing_follows_the_day_too(decide, school):
    drafted = decide("LDTT", "CSTDCS", on=LAST_OLD_DAY, issue=False)
    deciding.redate(drafted, date=FIRST_NEW_DAY, by=school.clerk.user)
    assert list(drafted.lines.values_list("amount", "base_salary")) == [(0, 1_800_000), (1_800_000, 1_800_000)]


def test_a_difference_over_the_day_the_salary_changed(decide):
    decide("LDTT", on=LAST_OLD_DAY)
    assert [line[1] for line in paid(decide("CSTDCS", on=FIRST_NEW_DAY))] == [1_800_000 - 450_000]


def test_a_medal_without_a_set_prize_is_a_sentence(decide):
    Award.objects.filter(pk="KNC").update(deciding_level="school")
    with pytest.raises(Refused) as refused:
        decide("KNC", kind="merit")
    assert str(refused.value) == (
        "Bộ quy định A không có mức thưởng cho Kỷ niệm chương; cơ quan tặng quyết định, nhiều nhất 0,6 lần mức lương "
        "cơ sở. Quản trị nhập tham số “mức thưởng (lần lương cơ sở)” của Kỷ niệm chương rồi lập lại."
    )
    Parameter.objects.create(
        rule_set="A",
        key="prize_coefficient.KNC",
        value="0.6",
        source="quyết định của Trường",
        certainty="confirmed",
        valid_from=date(2022, 1, 1),
    )
    assert paid(decide("KNC", kind="merit", year=2021)) == [("KNC", 890_000, "")]
