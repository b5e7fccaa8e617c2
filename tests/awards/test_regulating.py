"""The school's own rules: a draft binds nobody, an adopted one never changes, another takes its place on a day."""

import time
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from awards import regulating
from awards.gathering import assess_now
from awards.models import Regulation, RegulationCondition, RegulationParameter, Statement
from awards.parameters import rule_set_in_force
from campaigns.models import AnnualRating
from tests.at_once import at_once
from tests.factories import make_condition, make_nomination, make_own_parameter, make_regulation
from thidua import clock
from thidua.models import AuditEntry, Parameter
from thidua.workflow import Refused

SINCE = date(2022, 3, 1)
KEY = "vote_threshold.LDTT"


@pytest.fixture
def admin(school):
    return school.administrator


@pytest.fixture
def draft(admin) -> Regulation:
    return make_regulation(by=admin, number="12/QĐ-TCT", valid_from=SINCE)


@pytest.fixture
def adopted(draft, admin) -> Regulation:
    """A yes or no for LĐTT, and 60% of the votes for it under A."""
    make_condition(draft)
    make_own_parameter(draft, "A", KEY, "≥0.6")
    regulating.adopt(draft, by=admin)
    return draft


def own_keys(award: str, day: date, code: str = "A") -> list[str]:
    return [rule.key for rule in rule_set_in_force(code, day).own.get(award, ())]


# --- what binds when


def test_a_draft_binds_nobody(draft):
    make_condition(draft)
    make_own_parameter(draft, "A", KEY, "≥0.6")
    rule_set = rule_set_in_force("A", SINCE)
    assert (rule_set.own, rule_set.parameter(KEY).value) == ({}, ">0.50")
    assert Parameter.objects.count() == 0


def test_an_adopted_one_binds_from_its_day_until_its_last(adopted, admin):
    code = f"own_{adopted.conditions.get().code}"
    regulating.close(adopted, last_day=date(2022, 6, 30), by=admin)
    days = (date(2022, 2, 28), SINCE, date(2022, 6, 30), date(2022, 7, 1))
    assert [own_keys("LDTT", day) for day in days] == [[], [code], [code], []]
    assert [rule_set_in_force("A", day).parameter(KEY).value for day in days] == [">0.50", "≥0.6", "≥0.6", ">0.50"]
    assert own_keys("CSTDCS", SINCE) == []
    assert own_keys("LDTT", SINCE, "B") == [code]


def test_the_finding_cites_the_clause_and_follows_the_clerk_s_answer(adopted, school, campaign):
    nomination = make_nomination(campaign, school.lecturer, school.faculty, "LDTT", status="submitted")
    code = adopted.conditions.get().code

    def found():
        return next(one for one in assess_now(nomination).findings if one.key == f"own_{code}")

    cited = "Quy chế thi đua, khen thưởng mẫu số 12/QĐ-TCT ngày 20/12/2021, Điều 9, khoản 2"
    assert (found().answer, found().citation, found().blocking) == ("unknown", cited, True)
    said = Statement.objects.create(
        nomination=nomination, key=code, answer="no", source="Biên bản", entered_by=school.clerk.user,
        entered_at=clock.now(),
    )  # fmt: skip
    assert (found().answer, found().sentence) == ("no", "Chưa đạt điều kiện riêng: có kế hoạch cá nhân.")
    Statement.objects.filter(pk=said.pk).update(answer="yes")
    assert (found().answer, found().sentence) == ("yes", "Đạt điều kiện riêng: có kế hoạch cá nhân.")


@pytest.mark.parametrize(("rating", "answer"), [("completed", "no"), ("good", "yes"), ("outstanding", "yes")])
def test_a_threshold_asks_the_records(rating, answer, draft, admin, school, campaign):
    make_condition(draft, "threshold", fact="rating", value="good", words="Xếp loại", blocking=False)
    regulating.adopt(draft, by=admin)
    AnnualRating.objects.create(staff_member=school.lecturer, year=2022, level=rating, source="1")
    nomination = make_nomination(campaign, school.lecturer, school.faculty, "LDTT", status="submitted")
    found = next(one for one in assess_now(nomination).findings if one.key.startswith("own_"))
    assert (found.answer, found.blocking) == (answer, False)


def test_a_threshold_the_program_no_longer_knows_is_asked_of_the_clerk(draft, admin, school, campaign):
    make_condition(draft, "threshold", fact="gone_fact", value="3", words="Số năm công tác: từ 3 trở lên")
    regulating.adopt(draft, by=admin)
    nomination = make_nomination(campaign, school.lecturer, school.faculty, "LDTT", status="submitted")
    found = next(one for one in assess_now(nomination).findings if one.key.startswith("own_"))
    assert (found.answer, found.sentence) == ("unknown", "Chưa rõ: điều kiện “Số năm công tác: từ 3 trở lên”.")


def test_the_province_s_conditions_come_first(adopted, admin):
    province = make_regulation(by=admin, issuer="province", number="06/QĐ-UBND", valid_from=date(2022, 5, 1))
    make_condition(province, code="qc-tinh")
    regulating.adopt(province, by=admin)
    assert own_keys("LDTT", date(2022, 5, 1)) == ["own_qc-tinh", f"own_{adopted.conditions.get().code}"]


# --- adopting


def test_adopting_writes_the_values_and_ends_those_before(draft, admin):
    old = Parameter.objects.create(
        rule_set="A", key=KEY, value="≥0.7", source="Cũ", certainty="confirmed", valid_from=date(2020, 1, 1)
    )
    row = make_own_parameter(draft, "A", KEY, "≥0.6", certainty="memory")
    regulating.adopt(draft, by=admin)
    old.refresh_from_db()
    row.refresh_from_db()
    new = row.parameter
    assert (old.value, old.valid_to) == ("≥0.7", date(2022, 2, 28))
    assert (new.value, new.certainty, new.valid_from, new.valid_to) == ("≥0.6", "memory", SINCE, None)
    assert new.source == "Quy chế thi đua, khen thưởng mẫu số 12/QĐ-TCT ngày 20/12/2021, Điều 4"
    assert (draft.status, draft.adopted_by, new.entered_by) == ("adopted", admin, admin)
    assert AuditEntry.objects.get(verb="regulation.adopt").actor == admin


def refused_adoption(draft, admin) -> str:
    with pytest.raises(Refused) as refused:
        regulating.adopt(draft, by=admin)
    draft.refresh_from_db()
    assert (draft.status, Parameter.objects.filter(value="≥0.6").count()) == ("draft", 0)
    return str(refused.value)


def test_only_a_whole_draft_is_adopted(admin):
    draft = make_regulation(by=admin)
    assert "chưa có ngày bắt đầu áp dụng" in refused_adoption(draft, admin)
    Regulation.objects.filter(pk=draft.pk).update(valid_from=SINCE)
    assert "chưa có số, ngày" in refused_adoption(draft, admin)
    Regulation.objects.filter(pk=draft.pk).update(number="12/QĐ-TCT")
    assert "chưa có điều kiện hay tham số nào" in refused_adoption(draft, admin)
    make_condition(draft)
    make_own_parameter(draft, "A", KEY, "≥0.6", clause="")
    assert "còn 1 dòng chưa ghi điều, khoản" in refused_adoption(draft, admin)
    draft.parameters.update(clause="Điều 4")
    regulating.adopt(draft, by=admin)
    assert draft.status == "adopted"


@pytest.mark.parametrize(("begins", "ends"), [(SINCE, None), (date(2022, 4, 1), None), (date(2022, 1, 1), SINCE)])
def test_a_value_written_for_later_is_not_overwritten(begins, ends, draft, admin):
    Parameter.objects.create(
        rule_set="A", key=KEY, value="≥0.7", source="1", certainty="memory", valid_from=begins, valid_to=ends
    )
    make_own_parameter(draft, "A", KEY, "≥0.6")
    assert "đã có giá trị ghi cho ngày" in refused_adoption(draft, admin)


def test_a_value_that_ended_the_day_before_is_no_hindrance(draft, admin):
    Parameter.objects.create(
        rule_set="A", key=KEY, value="≥0.7", source="1", certainty="memory", valid_from=date(2022, 1, 1),
        valid_to=date(2022, 2, 28),
    )  # fmt: skip
    make_own_parameter(draft, "A", KEY, "≥0.6")
    regulating.adopt(draft, by=admin)
    assert rule_set_in_force("A", SINCE).parameter(KEY).value == "≥0.6"


# --- an amendment


def dated(draft: Regulation, day: date) -> Regulation:
    """The draft as it is once its text is issued."""
    Regulation.objects.filter(pk=draft.pk).update(valid_from=day, number="30/QĐ-TCT", issued_on=SINCE)
    draft.refresh_from_db()
    return draft


def test_an_amendment_takes_the_place_of_the_old_one_on_its_day(adopted, admin):
    new = regulating.amend(adopted, by=admin)
    assert [row.code for row in new.conditions.all()] == [row.code for row in adopted.conditions.all()]
    dated(new, date(2022, 9, 1)).parameters.update(value="≥0.9")
    regulating.adopt(new, by=admin)
    adopted.refresh_from_db()
    assert (adopted.status, adopted.valid_to) == ("closed", date(2022, 8, 31))
    days = (date(2022, 8, 31), date(2022, 9, 1))
    assert [rule_set_in_force("A", day).parameter(KEY).value for day in days] == ["≥0.6", "≥0.9"]
    assert [len(own_keys("LDTT", day)) for day in days] == [1, 1]


def test_one_amendment_at_a_time(adopted, admin):
    new = dated(regulating.amend(adopted, by=admin), SINCE)
    with pytest.raises(Refused, match="Đã có bản thảo thay quy chế này"):
        regulating.amend(adopted, by=admin)
    assert regulating.why_not_adopt(new) == "Quy chế được thay áp dụng từ 01/03/2022; chọn ngày áp dụng sau ngày đó."


def test_an_amendment_waits_for_the_last_day_already_written(adopted, admin):
    new = dated(regulating.amend(adopted, by=admin), date(2022, 12, 31))
    regulating.close(adopted, last_day=date(2022, 12, 31), by=admin)
    assert "chọn ngày áp dụng từ 01/01/2023 trở đi" in regulating.why_not_adopt(new)
    regulating.adopt(dated(new, date(2023, 1, 1)), by=admin)
    assert new.status == "adopted"


# --- closing, deleting


def test_the_last_day_is_not_before_the_first(adopted):
    assert "chọn ngày từ đó trở đi" in regulating.why_not_close(adopted, date(2022, 2, 28))
    assert regulating.why_not_close(adopted, SINCE) == ""


def test_a_value_that_has_another_end_already_keeps_it(adopted, admin):
    adopted.parameters.get().parameter.__class__.objects.update(valid_to=date(2022, 8, 31))
    assert "đã ghi áp dụng đến 31/08/2022" in regulating.why_not_close(adopted, date(2022, 6, 30))
    regulating.close(adopted, last_day=date(2022, 12, 31), by=admin)
    assert Parameter.objects.get().valid_to == date(2022, 8, 31)


def test_a_draft_is_deleted_by_its_author_alone(draft, admin, school):
    make_condition(draft)
    with pytest.raises(Refused, match="Chỉ người soạn"):
        regulating.discard(draft, by=school.clerk.user)
    regulating.discard(draft, by=admin)
    assert (Regulation.objects.count(), RegulationCondition.objects.count()) == (0, 0)
    assert AuditEntry.objects.filter(verb="regulation.discard").count() == 1


def test_an_adopted_one_is_not_deleted(adopted, admin):
    with pytest.raises(Refused, match="ghi ngày thôi áp dụng"):
        regulating.discard(adopted, by=admin)


# --- the database itself refuses


def refused_by_the_database(sql: str, *values) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError:
        return True
    return False


CHANGES = (
    "UPDATE awards_regulation SET title = 'khác'",
    "UPDATE awards_regulation SET valid_from = '2022-01-01'",
    "UPDATE awards_regulation SET status = 'draft'",
    "UPDATE awards_regulation SET status = 'closed'",
    "UPDATE awards_regulationcondition SET words = 'khác'",
    "UPDATE awards_regulationparameter SET value = '≥0.1'",
    "DELETE FROM awards_regulation",
    "DELETE FROM awards_regulationcondition",
    "DELETE FROM awards_regulationparameter",
)


def test_what_was_adopted_stays(adopted):
    assert [sql for sql in CHANGES if not refused_by_the_database(sql)] == []


def test_nothing_is_added_to_what_was_adopted(adopted, draft):
    with pytest.raises(DatabaseError), transaction.atomic():
        make_condition(adopted)
    with pytest.raises(DatabaseError), transaction.atomic():
        make_own_parameter(adopted, "B", KEY, "≥0.6")


def test_the_last_day_is_written_once(adopted, admin):
    regulating.close(adopted, last_day=date(2022, 6, 30), by=admin)
    assert refused_by_the_database("UPDATE awards_regulation SET valid_to = '2022-07-31'")
    assert RegulationParameter.objects.get().parameter.valid_to == date(2022, 6, 30)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_regulations_adopted_at_once_leave_one_value_open(school, admin, on_postgresql, monkeypatch):
    """Each has asked before the other has written, were it not for the lock."""
    drafts = [make_regulation(by=admin, number=f"{n}/QĐ-TCT", valid_from=date(2022, 3, n)) for n in (1, 2)]
    for draft in drafts:
        make_own_parameter(draft, "A", KEY, "≥0.6")
    ask = regulating.why_not_adopt

    def slowly(draft) -> str:
        answer = ask(draft)
        time.sleep(0.5)
        return answer

    monkeypatch.setattr(regulating, "why_not_adopt", slowly)
    at_once(*(lambda draft=draft: regulating.adopt(draft, by=admin) for draft in drafts))
    assert Parameter.objects.filter(valid_to__isnull=True).count() == 1
