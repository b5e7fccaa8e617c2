"""Initiatives before their council: tabled, scored on signed sheets, counted exactly and for good."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from awards import attending, convening, hearing, hearing_room, hearing_rules, marking, nominating, roles, seating
from awards.hearing_verdicts import verdict_of
from awards.models import Council, Hearing, HearingConflict, HearingMark, HearingSheet, Nomination
from campaigns import heard, initiating, kin, recognising
from tests.awards.hearing_meeting import (
    EVERYBODY,
    SUBMITTED,
    convene,
    counted,
    initiative_council,
    marks,
    opened,
    planned,
    score,
    table,
    tabled,
)
from tests.awards.meeting import DAY, make_session, seats_by_name
from tests.conftest import layers
from tests.factories import make_initiative, make_nomination, make_person
from thidua import pdf
from thidua.audit import history_of
from thidua.models import AuditEntry
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(school):
    return school.clerk.user


@layers.fixture
def plan(school, campaign, clock_at):
    clock_at(DAY)
    return planned(school, campaign)


@layers.fixture
def session(plan, chair):
    return convene(plan, by=chair)


@pytest.fixture
def quick_pdf(monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")


def refusal(act) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return str(refused.value)


# --- two councils at a time


def test_two_councils_of_different_kinds_sit_at_the_same_time(council, school, clerk):
    hears = initiative_council(school)
    assert roles.council_in_force() == council
    assert roles.council_in_force(kind=Council.Kind.INITIATIVES) == hears
    later = Council(name="HĐTĐ mới", decision_number="9/QĐ", decision_date=date(2022, 2, 1), starts_on=date(2022, 3, 1))
    people = [(school.rector, "chair"), (school.head, "member"), (school.clerk, "secretary")]
    seating.set_up(later, seats=people, by=clerk)
    council.refresh_from_db()
    hears.refresh_from_db()
    assert (council.ends_on, hears.ends_on) == (date(2022, 2, 28), None)


def test_a_council_set_up_for_initiatives_has_its_criteria(school, council, clerk):
    made = Council(
        kind=Council.Kind.INITIATIVES,
        name="Hội đồng sáng kiến",
        decision_number="9/QĐ",
        decision_date=date(2022, 2, 1),
        starts_on=date(2022, 2, 1),
    )
    people = [(school.rector, "chair"), (school.head, "member"), (school.clerk, "secretary")]
    seating.set_up(made, seats=people, by=clerk)
    assert sum(one.most for one in made.hearing_criteria.all()) == 100
    assert (made.hearing_rules.least_points, made.hearing_rules.threshold) == (70, ">0.5")
    council.refresh_from_db()
    assert council.ends_on is None


def test_membership_and_chair_speak_of_the_council_for_awards(school, campaign):
    initiative_council(school)
    user = school.rector.user
    assert (roles.is_council_member(user), roles.is_chair(user), roles.hears_initiatives(user)) == (False, False, True)


# --- on the table


def test_submitted_initiatives_of_the_year_are_tabled(plan, school, clerk):
    good = make_initiative(school.lecturer, status=SUBMITTED)
    made = table(plan, good, make_initiative(school.stranger, status=SUBMITTED, title="Hai"), by=clerk)
    assert [(one.ordinal, one.status) for one in made] == [(1, "tabled"), (2, "tabled")]
    assert list(hearing_room.awaiting(plan)) == []
    assert refusal(lambda: table(plan, good, by=clerk)) == (
        "Sáng kiến “Bài giảng số” đã có trong chương trình phiên họp ngày 20/12/2022."
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"status": "draft"}, "ở bước “Nháp” nên không đưa vào phiên họp được; chỉ xét sáng kiến đã nộp."),
        ({"status": "withdrawn"}, "ở bước “Đã rút” nên không đưa vào phiên họp được; chỉ xét sáng kiến đã nộp."),
        ({"status": SUBMITTED, "year": 2021}, "của năm 2021; phiên họp xét sáng kiến năm 2022."),
    ],
)
def test_others_are_not(plan, school, clerk, fields, sentence):
    other = make_initiative(school.lecturer, **fields)
    assert refusal(lambda: table(plan, other, by=clerk)) == f"Sáng kiến “Bài giảng số” {sentence}"
    assert list(hearing_room.awaiting(plan)) == []


def test_each_council_has_its_own_matters(plan, campaign, council, school, clerk):
    awards = make_session(campaign, council)
    idea = make_initiative(school.lecturer, status=SUBMITTED)
    assert refusal(lambda: table(awards, idea, by=clerk)) == (
        "Phiên họp này của Hội đồng thi đua, khen thưởng; sáng kiến do Hội đồng sáng kiến xét."
    )
    case = make_nomination(campaign, school.lecturer, school.faculty, "LDTT", status=Nomination.Status.VERIFIED)
    assert refusal(lambda: nominating.table(case, plan, by=clerk)).startswith("Phiên họp này của Hội đồng sáng kiến;")


def test_an_initiative_is_taken_off_before_scoring_with_a_reason(plan, school, clerk, chair):
    found = tabled(plan, school.lecturer, by=clerk)
    assert refusal(lambda: hearing.take_off(found, reason=" ", by=clerk)) == (
        "Ghi lý do đưa sáng kiến ra khỏi phiên họp."
    )
    hearing.take_off(found, reason="Tác giả xin sửa", by=clerk)
    assert not plan.hearings.exists()
    line = AuditEntry.objects.get(verb="hearing.untable")
    assert (line.target_label, line.reason) == ("Bài giảng số", "Tác giả xin sửa")


# --- what others may do meanwhile


def test_while_it_lies_on_a_table_its_author_does_not_take_it_back_and_no_result_is_recorded(plan, school, clerk):
    found = tabled(plan, school.lecturer, by=clerk)
    held = (
        "Sáng kiến đang có trong chương trình phiên họp Hội đồng sáng kiến ngày 20/12/2022; "
        "Thường trực Hội đồng đưa ra khỏi phiên họp trước."
    )
    author = school.lecturer.user
    assert refusal(lambda: initiating.take_back(found.initiative, reason="Sửa", by=author)) == held
    decision = {"scope": "base", "number": "1/QĐ", "date": date(2022, 12, 19), "by": clerk}
    assert refusal(lambda: recognising.recognise(found.initiative, **decision)) == held
    minutes = {"number": "1/BB", "date": date(2022, 12, 19), "reason": "Không mới", "by": clerk}
    assert refusal(lambda: recognising.not_recognise(found.initiative, **minutes)) == held
    assert initiating.why_not_edit(found.initiative, by=clerk) == ""
    hearing.take_off(found, reason="Sửa", by=clerk)
    initiating.take_back(found.initiative, reason="Sửa", by=author)
    assert found.initiative.status == "draft"


def test_words_and_authors_stand_still_once_scoring_has_begun(session, school, clerk, chair):
    found = opened(session, school.lecturer, by=chair)
    assert initiating.why_not_edit(found.initiative, by=clerk) == (
        "Hội đồng sáng kiến đang xét sáng kiến này ở phiên họp ngày 20/12/2022; đợi phiên họp kết thúc."
    )


# --- scoring is opened


def test_scoring_opens_in_a_convened_session_with_a_quorum(plan, school, chair):
    found = tabled(plan, school.lecturer, by=chair)
    assert refusal(lambda: hearing.open_scoring(found, by=chair)) == (
        "Phiên họp dự kiến nên chưa mở chấm được; khai mạc phiên họp trước."
    )
    convene(plan, by=chair)
    seats = seats_by_name(plan)
    three = {seats[given].pk for given in EVERYBODY[:3]}
    attending.call_roll(plan, present=three, reasons={}, by=chair)
    assert refusal(lambda: hearing.open_scoring(found, by=chair)) == (
        "Chưa mở chấm được vì mới có 3/5 thành viên; cần ít nhất 4."
    )
    attending.call_roll(plan, present=three | {seats["Lan"].pk}, reasons={}, by=chair)
    hearing.open_scoring(found, by=chair)
    assert found.status == "open"


def test_all_at_once(session, school, chair):
    tabled(session, school.lecturer, by=chair)
    tabled(session, school.stranger, title="Hai", by=chair)
    assert hearing.open_all(session, by=chair) == 2
    assert refusal(lambda: hearing.open_all(session, by=chair)) == "Không còn sáng kiến nào chờ chấm."
    for found in session.hearings.all():
        score(found, "Thu", 80)
    assert refusal(lambda: hearing.count_all(session, by=chair)) == (
        "Còn 4 thành viên chưa chấm “Bài giảng số”; ghi lý do kết thúc sớm."
    )
    assert hearing.count_all(session, reason="Hết giờ", by=chair) == 2
    assert set(session.hearings.values_list("status", "early_count_reason")) == {("not_recommended", "Hết giờ")}


# --- a member's sheet


def test_a_sheet_is_written_and_corrected_and_the_trail_tells_no_points(session, school, chair):
    found = opened(session, school.lecturer, by=chair)
    thu = school.deputy.user
    score(found, "Thu", 80, remarks="Tốt", by=thu)
    sheet = score(found, "Thu", 61.5, recognise=False, by=thu)
    assert HearingSheet.objects.get() == sheet
    assert (sheet.recognise, sheet.remarks, hearing_room.total_of(sheet)) == (False, "", Decimal("61.5"))
    lines = [line for line in history_of(found) if line.actor == thu]
    assert [line.verb for line in lines] == ["hearing.correct_sheet", "hearing.fill_sheet"]
    told = {"member": "Vũ Thị Thu", "on_paper": False}
    assert [(line.before, line.after) for line in lines] == [({}, told)] * 2


@pytest.mark.parametrize(("points", "taken"), [("-0.01", False), ("0", True), ("30", True), ("30.01", False)])
def test_points_go_from_nothing_to_the_most_of_the_criterion(session, school, chair, points, taken):
    found = opened(session, school.lecturer, by=chair)
    given = marks(session.council, 100)
    first = session.council.hearing_criteria.first()
    given[first.pk] = Decimal(points)
    if taken:
        score(found, "Thu", 100, marks=given)
        assert HearingMark.objects.get(criterion=first).points == Decimal(points)
    else:
        assert refusal(lambda: score(found, "Thu", 100, marks=given)) == (
            f"Điểm của tiêu chí “{first}” phải từ 0 đến 30."
        )
        assert not HearingSheet.objects.exists()


def test_every_criterion_is_scored(session, school, chair):
    found = opened(session, school.lecturer, by=chair)
    some = dict(list(marks(session.council, 100).items())[:2])
    assert refusal(lambda: score(found, "Thu", 0, marks=some)) == "Chấm đủ mọi tiêu chí; tải lại trang rồi chấm."


def test_who_does_not_score(plan, school, chair):
    session = convene(plan, by=chair, absent=["Dũng"])
    idea = make_initiative(school.head, (school.head, 60), (school.lecturer, 40), status=SUBMITTED)
    (found,) = table(session, idea, by=chair)
    assert refusal(lambda: score(found, "Thu", 80)) == "Chưa mở chấm sáng kiến này; đợi Chủ tịch Hội đồng mở."
    hearing.open_scoring(found, by=chair)
    assert refusal(lambda: score(found, "Minh", 80)) == "Tác giả không chấm sáng kiến của mình."
    assert refusal(lambda: score(found, "Dũng", 80)) == "Chỉ thành viên có mặt chấm; điểm danh trước."
    seats = seats_by_name(session)
    marking.answer(found, seat=seats["Thu"], steps_out=True, reason="Cùng đề tài", by=chair)
    assert refusal(lambda: score(found, "Thu", 80)) == "Không chấm sáng kiến này: Cùng đề tài."
    assert hearing_room.standing_of(found).scorers == {seats["Quang"].pk, seats["Lan"].pk}


def test_kin_of_an_author_are_asked_first(session, school, chair, clerk):
    kin.relate(school.lecturer, relative=school.deputy, relation="Chị em ruột", by=clerk)
    found = opened(session, school.lecturer, by=chair)
    seat = seats_by_name(session)["Thu"]
    assert refusal(lambda: score(found, "Thu", 80)) == (
        "Chương trình đề nghị lánh sáng kiến này vì chị em ruột với Nguyễn Thị Hoa; khai trước khi chấm."
    )
    assert refusal(lambda: marking.answer(found, seat=seat, steps_out=False, reason="", by=chair)) == (
        "Ghi lý do; biên bản ghi tên và lý do."
    )
    marking.answer(found, seat=seat, steps_out=False, reason="Đã chấm độc lập nhiều năm", by=chair)
    score(found, "Thu", 80)
    assert HearingConflict.objects.get().kind == "relative"
    assert refusal(lambda: marking.answer(found, seat=seat, steps_out=True, reason="Thôi", by=chair)) == (
        "Đã có phiếu chấm sáng kiến này nên không khai lánh được; báo Chủ tịch Hội đồng."
    )


def test_a_sheet_on_paper_and_one_from_a_device_do_not_overwrite_each_other(session, school, chair, clerk):
    found = opened(session, school.lecturer, by=chair)
    score(found, "Thu", 80)
    assert refusal(lambda: score(found, "Thu", 60, on_paper=True, by=clerk)) == (
        "Thành viên này đã tự gửi phiếu trên phần mềm; phiếu ấy chỉ người đó sửa được."
    )
    score(found, "Minh", 60, on_paper=True, by=clerk)
    score(found, "Minh", 65, on_paper=True, by=clerk)
    assert refusal(lambda: score(found, "Minh", 70)) == (
        "Phiếu giấy của đồng chí đã được nhập; cần sửa thì báo Thư ký phiên họp."
    )
    assert sorted(map(hearing_room.total_of, HearingSheet.objects.all())) == [65, 80]


def test_who_scored_and_went_keeps_their_say(session, school, chair):
    found = opened(session, school.lecturer, by=chair)
    score(found, "Thu", 80)
    here = {seat.pk for given, seat in seats_by_name(session).items() if given != "Thu"}
    attending.call_roll(session, present=here, reasons={}, by=chair)
    assert len(hearing_room.standing_of(found).scorers) == 5
    assert session.attendances.get(present=False).left_at is not None


# --- the count


@pytest.mark.parametrize(
    ("totals", "agree", "outcome"),
    [
        ((100, 100, 100, 100, 100), 5, "recommended"),
        ((0, 0, 0, 0, 0), 5, "not_recommended"),
        ((70, 70, 70, 70, 70), 5, "recommended"),  # the mean exactly the least
        ((70, 70, 70, 70, 69.99), 5, "not_recommended"),  # 69.998, rounded 70
        ((70, 70, 70, 70, 70.01), 5, "recommended"),
        ((80, 80, 80, 80, 80), 3, "recommended"),  # more than half of five
        ((80, 80, 80, 80, 80), 2, "not_recommended"),
    ],
)
def test_mean_and_share_are_exact(session, school, chair, totals, agree, outcome):
    found = counted(session, school.lecturer, by=chair, totals=totals, agree=agree)
    found.refresh_from_db()
    assert found.status == outcome
    assert (found.members, found.may_score, found.scored, found.needed) == (5, 5, 5, 3)
    assert (found.agree, found.disagree) == (agree, 5 - agree)
    assert found.points == sum(Decimal(str(total)) for total in totals)


def test_half_of_an_even_number_is_not_more_than_half(school, campaign, chair, clock_at):
    clock_at(DAY)
    council = initiative_council(school, (school.office_head, "member"))
    session = convene(planned(school, campaign, council), by=chair)
    found = opened(session, school.lecturer, by=chair)
    for number, given in enumerate([*EVERYBODY, "Yến"]):
        score(found, given, 90, recognise=number < 3)
    hearing.count(found, by=chair)
    assert (found.agree, found.needed, found.members, found.status) == (3, 4, 6, "not_recommended")
    assert hearing_room.share_words(found) == "50% của 6 là 3; phải trên số đó, tức là từ 4 người"
    assert hearing_room.why_not_passed(found) == "3/6 thành viên đề nghị công nhận, cần 4"


@pytest.mark.parametrize(("agree", "outcome"), [(4, "recommended"), (3, "not_recommended")])
def test_a_share_to_be_reached_is_rounded_up(session, school, chair, clerk, agree, outcome):
    criteria = [(one.text, one.most) for one in hearing_rules.criteria_of(session.council)]
    values = {"least_points": Decimal(50), "threshold": "≥2/3", "source": "Quy chế 5"}
    hearing_rules.write(session.council, criteria=criteria, **values, by=clerk)
    found = counted(session, school.lecturer, by=chair, totals=(50,) * 5, agree=agree)
    assert (found.needed, found.status) == (4, outcome)


def test_the_mean_is_explained_where_it_is_rounded(session, school, chair):
    found = opened(session, school.lecturer, by=chair)
    for given, total in (("Quang", 70), ("Thu", 70), ("Minh", 71)):
        score(found, given, total)
    hearing.count(found, reason="Hết giờ", by=chair)
    assert hearing_room.mean_words(found) == (
        "tổng 211 điểm của 3 phiếu, trung bình 70,33 (làm tròn đến 0,01; so với mức cần bằng số chưa làm tròn)"
    )


def test_absent_members_and_authors_stay_in_the_whole(plan, school, chair):
    session = convene(plan, by=chair, absent=["Dũng"])
    found = opened(session, school.head, by=chair)
    for given in ("Quang", "Thu", "Lan"):
        score(found, given, 90)
    hearing.count(found, by=chair)
    assert (found.members, found.may_score, found.needed, found.agree, found.status) == (5, 3, 3, 3, "recommended")


def test_scoring_is_closed_early_with_a_reason_and_with_a_sheet(session, school, chair):
    found = opened(session, school.lecturer, by=chair)
    assert refusal(lambda: hearing.count(found, reason="Hết giờ", by=chair)) == (
        "Chưa có phiếu chấm nào; đợi ít nhất một phiếu."
    )
    score(found, "Thu", 80)
    assert refusal(lambda: hearing.count(found, by=chair)) == (
        "Còn 4 thành viên chưa chấm “Bài giảng số”; ghi lý do kết thúc sớm."
    )
    hearing.count(found, reason="Hết giờ", by=chair)
    line = AuditEntry.objects.get(verb="hearing.not_recommend")
    assert (line.reason, line.after["scored"], line.after["agree"]) == ("Hết giờ", 1, 1)


ACTS = {
    "take_off": lambda found, by: hearing.take_off(found, reason="Thôi", by=by),
    "open": lambda found, by: hearing.open_scoring(found, by=by),
    "fill": lambda found, by: score(found, "Lan", 50, by=by),
    "count": lambda found, by: hearing.count(found, reason="Hết giờ", by=by),
    "answer": lambda found, by: marking.answer(
        found, seat=seats_by_name(found.session)["Minh"], steps_out=True, reason="Cùng làm", by=by
    ),
}
ALLOWED = {
    "tabled": {"take_off", "open", "answer"},
    "open": {"fill", "count", "answer"},
    "recommended": set(),
    "not_recommended": set(),
    "not_reached": set(),
    "broken_off": set(),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("outcome", Hearing.Status.values)
def test_what_may_be_done_at_which_outcome(session, school, chair, quick_pdf, outcome, act):
    found = tabled(session, school.lecturer, by=chair)
    if outcome not in ("tabled", "not_reached"):
        hearing.open_scoring(found, by=chair)
        score(found, "Thu", 80)
    if outcome in Hearing.COUNTED:
        for given in ("Quang", "Minh", "Dũng", "Lan"):
            score(found, given, 80, recognise=outcome == "recommended")
        hearing.count(found, by=chair)
    if outcome in ("not_reached", "broken_off"):
        convening.adjourn(session, reason="Mất điện", by=chair)
    found = Hearing.objects.select_related("session__council", "initiative").get(pk=found.pk)
    assert found.status == outcome
    if act in ALLOWED[outcome]:
        ACTS[act](found, chair)
    else:
        assert refusal(lambda: ACTS[act](found, chair))


def test_nothing_of_a_counted_one_changes_behind_the_verbs(session, school, chair):
    found = counted(session, school.lecturer, by=chair)
    sheet, criterion = HearingSheet.objects.first(), session.council.hearing_criteria.first()
    attempts = [
        lambda: Hearing.objects.filter(pk=found.pk).update(agree=0),
        lambda: HearingSheet.objects.filter(pk=sheet.pk).update(recognise=False),
        lambda: HearingMark.objects.filter(sheet=sheet).update(points=1),
        lambda: HearingMark.objects.filter(sheet=sheet).delete(),
        lambda: HearingConflict.objects.create(hearing=found, seat=sheet.seat, steps_out=True, reason="x"),
        lambda: type(criterion).objects.filter(pk=criterion.pk).update(most=1),
        lambda: session.council.hearing_rules.delete(),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


# --- the criteria


def test_criteria_are_written_until_the_first_scoring(session, school, chair, clerk):
    council = session.council
    values = {"least_points": Decimal(60), "threshold": "≥0.8", "source": "Quy chế sáng kiến", "by": clerk}
    assert refusal(lambda: hearing_rules.write(council, criteria=[("Một", Decimal("99.99"))], **values)) == (
        "Tổng điểm tối đa là 99,99; sửa cho bằng 100."
    )
    assert refusal(lambda: hearing_rules.write(council, criteria=[], **values)) == "Ghi ít nhất một tiêu chí."
    two = [("Một", Decimal("62.5")), ("Hai", Decimal("37.5"))]
    hearing_rules.write(council, criteria=two, **values)
    assert list(council.hearing_criteria.values_list("text", "most")) == two
    assert hearing_rules.doubt_of(hearing_rules.rules_of(council)) == ""
    opened(session, school.lecturer, by=chair)
    assert refusal(lambda: hearing_rules.write(council, criteria=two, **values)) == (
        "Hội đồng đã chấm theo tiêu chí này nên không sửa được nữa; Hội đồng lập sau có tiêu chí của mình."
    )


# --- the end of the session


def test_a_session_is_not_closed_while_scoring_is_open(session, school, chair, quick_pdf):
    opened(session, school.lecturer, by=chair)
    assert refusal(lambda: convening.close(session, by=chair)) == (
        "Chưa kết thúc được vì đang chấm sáng kiến “Bài giảng số”; kết thúc chấm trước."
    )


def test_the_close_freezes_minutes_of_its_own_series_and_leaves_the_rest(session, school, chair, clerk, quick_pdf):
    good = counted(session, school.lecturer, by=chair)
    poor = counted(session, school.stranger, by=chair, title="Hai", totals=(50,) * 5, agree=1)
    rest = tabled(session, school.head, by=chair, title="Ba")
    assert verdict_of(good.initiative) is None  # candidates hear of it when the session closes
    convening.close(session, by=chair)
    session.refresh_from_db()
    rest.refresh_from_db()
    assert (session.minutes.kind, session.minutes.full_number) == ("hearing-minutes", "01/BB-HĐSK")
    assert (rest.status, rest.initiative.status) == ("not_reached", SUBMITTED)
    assert heard.proposed_for(good.initiative, recommended=True) == {"scope": "base"}
    assert heard.proposed_for(poor.initiative, recommended=False) == {
        "number": "01/BB-HĐSK",
        "date": DAY,
        "reason": "Điểm trung bình 50, cần từ 70; 1/5 thành viên đề nghị công nhận, cần 3.",
    }
    recognising.recognise(good.initiative, scope="base", number="20/QĐ", date=DAY, by=clerk)
    recognising.not_recognise(poor.initiative, **heard.proposed_for(poor.initiative, recommended=False), by=clerk)
    assert list(hearing_room.awaiting(session)) == [rest.initiative]


def test_a_cancelled_session_gives_its_initiatives_back(plan, school, clerk):
    found = tabled(plan, school.lecturer, by=clerk)
    convening.cancel(plan, reason="Hoãn kế hoạch", by=clerk)
    found.refresh_from_db()
    assert (found.status, list(hearing_room.awaiting(plan))) == ("not_reached", [found.initiative])


def test_namesakes_among_authors_are_told_apart_in_the_minutes(session, school, chair):
    twin = make_person("Nguyễn Thị Hoa", school.other_faculty, birth_date=date(1990, 1, 1))
    tabled(session, twin, by=chair)
    tabled(session, school.lecturer, by=chair, title="Hai")
    words = str(convening.paper_of(session)[2](session).to_dict())
    assert "Nguyễn Thị Hoa (" in words
