"""What a draft or another set would have said in past years: the same facts asked twice, nothing else written."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend

from awards import regulating, rehearsing
from awards.gathering import gather
from awards.gathering.past_years import cases_of, dossiers_of
from awards.models import AwardRecord, Nomination, Rehearsal
from awards.parameters import rule_set_in_force
from campaigns.models import AnnualRating, CoAuthor, DisciplinaryAction, Initiative
from tests.factories import (
    make_condition,
    make_nomination,
    make_own_parameter,
    make_person,
    make_pledge,
    make_regulation,
)
from thidua.workflow import Refused

LATER = date(2024, 5, 1)


@pytest.fixture
def past(school, campaign, clock_at):
    """2022 is over: Hoa's LĐTT awarded, rated well and registered; Ẵm's title on record alone. It is May 2024."""
    clock_at(LATER)
    for person in (school.lecturer, school.lecturer2):
        AnnualRating.objects.create(staff_member=person, year=2022, level="good", source="1")
        make_pledge(campaign, person, school.faculty, status="registered")
    make_nomination(
        campaign,
        school.lecturer,
        school.faculty,
        "LDTT",
        status="awarded",
        received_on=date(2022, 12, 12),
        rule_set="A",
    )
    recorded(school.lecturer2, "LDTT", 2022)
    return school


def recorded(who, award, year, **fields):
    subject = {"staff_member": who} if hasattr(who, "full_name") else {"department": who}
    return AwardRecord.objects.create(
        award_id=award,
        year=year,
        decision_number=f"{year}-{award}/QĐ-TCT",
        decision_date=date(year, 12, 30),
        issuer="Hiệu trưởng",
        **subject | fields,
    )


def initiative_of(who) -> Initiative:
    recognised = {"status": "recognised", "scope": "base", "recognised_number": "3/QĐ", "recognised_on": LATER}
    work = Initiative.objects.create(title="Sáng kiến", year=2022, **recognised)
    CoAuthor.objects.create(initiative=work, staff_member=who, share=100)
    return work


@pytest.fixture
def draft(past):
    return make_regulation(by=past.administrator, valid_from=LATER)


def run(draft=None, rule_set="", years=(2022,), **more) -> Rehearsal:
    who = Rehearsal._meta.get_field("asked_by").related_model.objects.get(username="quantri")
    return rehearsing.start(regulation=draft, rule_set=rule_set, years=list(years), by=who, **more)


def outcome(rehearsal: Rehearsal) -> list[tuple[str, str, str]]:
    assert rehearsal.stage == "done"
    return [(str(line.candidate), line.before, line.after) for line in rehearsal.lines.all()]


# --- who would change


def test_a_stricter_rating_turns_two_away(draft):
    make_condition(draft, "threshold", fact="rating", value="outstanding", words="Xếp loại xuất sắc")
    found = run(draft)
    assert outcome(found) == [
        ("Nguyễn Thị Hoa", "eligible", "not_eligible"),
        ("Lò Văn Ẵm", "eligible", "not_eligible"),
    ]
    assert (found.done, found.total, found.only_findings) == (2, 2, 0)
    [difference] = found.lines.first().findings
    assert (difference["before"], difference["after"]) == ("", "no")
    assert difference["citation"].startswith("Quy chế thi đua, khen thưởng mẫu ngày 20/12/2021, Điều 9")


def test_a_reminder_changes_findings_not_verdicts(draft):
    make_condition(draft, "threshold", fact="rating", value="outstanding", words="Xếp loại", blocking=False)
    found = run(draft)
    assert (outcome(found), found.only_findings) == ([], 2)


@pytest.mark.parametrize(("skips", "verdicts"), [(False, ["undetermined"] * 2), (True, [])])
def test_what_nobody_answered_then_is_open_or_left_out(skips, verdicts, draft):
    make_condition(draft)
    assert [after for _, _, after in outcome(run(draft, skips_answers=skips))] == verdicts


def test_numbers_of_a_draft_count_under_their_own_set(draft):
    make_own_parameter(draft, "A", "ldtt_min_rating", "outstanding")
    assert len(outcome(run(draft))) == 2
    assert outcome(run(draft, rule_set="B")) == []


def test_what_the_draft_replaces_is_not_asked_beside_it(draft, past):
    old = make_regulation(by=past.administrator, number="1/QĐ", valid_from=date(2022, 1, 1))
    make_condition(old, "threshold", fact="rating", value="outstanding", words="Xếp loại xuất sắc")
    make_own_parameter(old, "A", "ldtt_min_rating", "outstanding")
    regulating.adopt(old, by=past.administrator)
    new = regulating.amend(old, by=past.administrator)
    new.parameters.all().delete()
    new.conditions.update(value="good")
    assert {line[1:] for line in outcome(run(new))} == {("not_eligible", "eligible")}
    assert len(rule_set_in_force("A", LATER).own["LDTT"]) == 1


def test_another_set_in_place_of_the_year_s(past):
    """Under B an outstanding rating is enough for CSTĐCS; under A it never was."""
    AnnualRating.objects.filter(staff_member=past.lecturer2).update(level="outstanding")
    recorded(past.lecturer2, "CSTDCS", 2022)
    found = run(rule_set="B")
    assert outcome(found) == [("Lò Văn Ẵm", "not_eligible", "eligible")]
    differing = {one["sentence"]: (one["before"], one["after"]) for one in found.lines.get().findings}
    assert differing["Xếp loại hoàn thành xuất sắc nhiệm vụ; không cần thêm sáng kiến, đề tài."] == ("no", "yes")


def test_a_collective_s_title_on_record(draft, past):
    recorded(past.faculty, "TTLDTT", 2022)
    AnnualRating.objects.create(department=past.faculty, year=2022, level="good", source="1")
    make_condition(
        draft, "threshold", awards=["TTLDTT"], fact="unit_rating", value="outstanding", words="Xếp loại tập thể"
    )
    DisciplinaryAction.objects.create(staff_member=past.head, form="reprimand", starts_on=date(2022, 5, 2))
    make_pledge(Nomination.objects.first().campaign, past.faculty, past.faculty, status="registered")
    assert outcome(run(draft)) == [("Khoa Xây dựng Đảng", "eligible", "not_eligible")]


# --- a past year does not see later ones


def facts_of(year: int, award: str, who) -> dict:
    [case] = [c for c in cases_of(year, LATER) if (c.award_id, c.staff_member_id) == (award, who.pk)]
    return case.facts(rule_set_in_force("A", date(year, 12, 31))).to_dict()


def test_the_facts_are_those_of_the_dossier(past, campaign, clock_at):
    """Gathered in bulk, a dossier says what it says alone on the last day of its year."""
    author = past.lecturer
    made = make_nomination(campaign, author, past.faculty, "CSTDCS", status="awarded", rule_set="A")
    made.initiatives.add(initiative_of(author))
    clock_at(date(2022, 12, 31))
    for dossier in dossiers_of(2022):
        alone = gather(dossier).to_dict()
        assert facts_of(2022, dossier.award_id, author) == alone
    assert alone["recognised_initiatives"] == 1


def test_later_years_are_not_seen(past):
    who = past.lecturer2
    before = facts_of(2022, "LDTT", who)
    AnnualRating.objects.create(staff_member=who, year=2023, level="not_completed", source="2")
    DisciplinaryAction.objects.create(staff_member=who, form="warning", starts_on=date(2023, 1, 5))
    DisciplinaryAction.objects.create(staff_member=who, form="investigation", starts_on=date(2023, 2, 5))
    recorded(who, "GK", 2023)
    recorded(who, "LDTT", 2021, revoked_on=date(2023, 6, 1))
    later = make_nomination(
        Nomination.objects.first().campaign, who, past.faculty, "CSTDCS", status="awarded", year=2023
    )
    later.initiatives.add(initiative_of(who))
    after = facts_of(2022, "LDTT", who)
    [old] = after.pop("history")
    assert (old["award"], old["year"], old["revoked"]) == ("LDTT", 2021, False)
    assert (after["recognised_initiatives"], after["works"][0]["spent_on"]) == (1, [])
    unlike = {name for name in after if after[name] != before[name]}
    assert unlike == {"works", "recognised_initiatives"}


# --- the run


def test_nothing_else_is_written(draft):
    make_condition(draft, "threshold", fact="rating", value="outstanding", words="Xếp loại xuất sắc")
    with CaptureQueriesContext(connection) as queries:
        run(draft)
    written = [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert {sql.split('"')[1] for sql in written} == {"awards_rehearsal", "awards_rehearsalline"}


@pytest.mark.one_database("how many questions are asked")
def test_questions_do_not_grow_with_people(draft, past, campaign):
    make_condition(draft, "threshold", fact="rating", value="outstanding", words="Xếp loại xuất sắc")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            run(draft)
        return len(queries)

    few = asked()
    for n in range(5):
        person = make_person(f"Lò Văn Mẫu {n}", past.faculty)
        make_nomination(campaign, person, past.faculty, "LDTT", status="awarded")
        recorded(make_person(f"Lò Thị Mẫu {n}", past.faculty), "LDTT", 2022)
    assert asked() == few


def test_a_large_one_waits_for_the_worker(draft, monkeypatch, sign_in, past):
    make_condition(draft, "threshold", fact="rating", value="outstanding", words="Xếp loại xuất sắc")
    backend = DatabaseBackend("default", {"OPTIONS": {}, "QUEUES": ["default"]})
    monkeypatch.setattr(task_backends._connections, "default", backend, raising=False)
    monkeypatch.setattr(rehearsing, "AT_ONCE", 1)
    waiting = run(draft)
    assert (waiting.stage, waiting.lines.count()) == ("waiting", 0)
    page = sign_in(past.administrator).get(waiting.get_absolute_url())
    assert page["Refresh"] == f"2; url={waiting.get_absolute_url()}"
    assert "Đã đối chiếu 0/2 trường hợp" in page.content.decode()
    rehearsing.run(waiting.pk)
    rehearsing.run(waiting.pk)  # delivered twice
    waiting.refresh_from_db()
    assert (waiting.stage, waiting.lines.count()) == ("done", 2)


def test_a_failed_one_may_be_run_again(draft, monkeypatch):
    make_condition(draft, "threshold", fact="rating", value="outstanding", words="Xếp loại xuất sắc")
    monkeypatch.setattr(rehearsing, "_compare_all", lambda rehearsal: 1 / 0)
    failed = run(draft)
    assert (failed.stage, rehearsing.may_run_again(failed)) == ("failed", True)
    monkeypatch.undo()
    rehearsing.again(failed)
    failed.refresh_from_db()
    with pytest.raises(Refused, match="đang chạy hoặc đã xong"):
        rehearsing.again(failed)


def test_it_is_refused_without_something_to_try(draft, past):
    with pytest.raises(Refused, match="chưa có điều kiện hay tham số"):
        run(draft)
    make_condition(draft)
    with pytest.raises(Refused, match="không có hồ sơ hay danh hiệu nào"):
        run(draft, years=[2019])


# --- reading it


def test_the_page_counts_names_and_hides_private_reasons(draft, sign_in, past):
    make_condition(draft, "threshold", fact="absence_days", value="0", comparison="at_most", words="Không nghỉ")
    past.lecturer.absences.create(kind="sick", starts_on=date(2022, 5, 16), ends_on=date(2022, 5, 20))
    found = run(draft)
    url = reverse("rehearsal", args=[found.pk])
    for_clerk = " ".join(sign_in(past.clerk).get(url).content.decode().split())
    assert "1 trường hợp từ đủ điều kiện thành chưa đủ điều kiện." in for_clerk
    assert "Số ngày nghỉ trong năm: 5 ngày làm việc; cần không quá 0 ngày làm việc." in for_clerk
    # The administrator wrote the question: even the short answer beside a name would tell.
    for_administrator = sign_in(past.administrator).get(url).content.decode()
    assert "1 trường hợp khác đi vì lý do riêng" in for_administrator
    assert past.lecturer.full_name not in for_administrator
    draft.delete()
    assert "Không nghỉ" in sign_in(past.clerk).get(url).content.decode()
