"""Rounds: the status grid of blueprint §3 by hand, who may vote on what, what a count does."""

import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from awards import attending, declaring, nominating, preparing, voting
from awards.models import Box, Nomination, Question, Roll, Round
from tests.awards.meeting import (
    AGREE,
    DAY,
    DISAGREE,
    NO_OPINION,
    convene,
    counted_round,
    make_session,
    seats_by_name,
    table,
    vote,
    vote_all,
)
from tests.conftest import layers
from tests.factories import make_council, make_person
from thidua.models import AuditEntry, Parameter
from thidua.workflow import Refused

S = Nomination.Status


@layers.fixture
def session(campaign, council, chair, clock_at):
    """Convened on 20/12/2022 with all five members."""
    clock_at(DAY)
    return convene(make_session(campaign, council), by=chair)


@layers.fixture
def hoa(session, school, chair):
    return table(session, school.lecturer, school.faculty, by=chair)


@layers.fixture
def opened(session, hoa, chair):
    round_ = preparing.prepare_round(session, nominations=hoa, by=chair)
    voting.open_round(round_, by=chair)
    return round_


@pytest.fixture
def counted(opened, chair):
    vote_all(opened)
    voting.count(opened, by=chair)
    return opened


def refusal(act) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return str(refused.value)


# The grid, by hand


@pytest.mark.parametrize(
    ("state", "open_answer", "count_answer"),
    [
        (
            "pending",
            "",
            "Lượt bỏ phiếu đang ở bước “Chưa mở” nên không kiểm phiếu được; tải lại trang để xem việc làm được.",
        ),
        (
            "open",
            "Lượt bỏ phiếu đang ở bước “Đang bỏ phiếu” nên không mở bỏ phiếu được; tải lại trang để xem việc làm được.",
            "",
        ),
        (
            "counted",
            "Lượt bỏ phiếu đang ở bước “Đã kiểm phiếu” nên không mở bỏ phiếu được; tải lại trang để xem việc làm được.",
            "Lượt bỏ phiếu đang ở bước “Đã kiểm phiếu” nên không kiểm phiếu được; tải lại trang để xem việc làm được.",
        ),
    ],
)
def test_moves_of_a_round(session, hoa, chair, state, open_answer, count_answer):
    round_ = preparing.prepare_round(session, nominations=hoa, by=chair)
    if state != "pending":
        voting.open_round(round_, by=chair)
        vote_all(round_)
    if state == "counted":
        voting.count(round_, by=chair)
    assert voting.why_not_open(round_) == open_answer
    assert voting.why_not_count(round_) == count_answer
    for act, answer in ((voting.open_round, open_answer), (voting.count, count_answer)):
        if answer:
            assert refusal(lambda act=act: act(round_, by=chair)) == answer
    round_.refresh_from_db()
    assert round_.status == state


# Preparing


def test_a_round_holds_a_list_in_the_order_of_units_and_names(session, school, hoa, chair):
    binh = table(session, school.stranger, school.other_faculty, by=chair)
    am = table(session, school.lecturer2, school.faculty, by=chair)
    round_ = preparing.prepare_round(session, nominations=[binh, hoa, am], by=chair)
    assert [q.nomination for q in round_.questions.all()] == [am, hoa, binh]
    assert (round_.ordinal, round_.title) == (1, "“Lao động tiên tiến” (3 trường hợp)")


def test_preparing_asks_for_one_award_on_this_table(session, school, hoa, chair, campaign, council):
    other = table(session, school.lecturer, school.faculty, "CSTDCS", by=chair)
    untabled = table(make_session(campaign, council), school.lecturer2, school.faculty, by=chair)
    prepare = preparing.prepare_round
    assert refusal(lambda: prepare(session, nominations=[hoa, other], by=chair)) == (
        "Mỗi lượt chỉ xét một danh hiệu hoặc hình thức; lập lượt riêng cho từng loại."
    )
    assert refusal(lambda: prepare(session, nominations=[untabled], by=chair)) == (
        "Đề nghị LĐTT cho Lò Văn Ẵm không có trên bàn phiên họp này; đưa hồ sơ vào phiên họp trước."
    )
    assert refusal(lambda: prepare(session, nominations=[], by=chair)) == "Chọn ít nhất một hồ sơ để lập lượt bỏ phiếu."
    assert Round.objects.count() == 0


def test_a_case_stands_in_one_unfinished_round(session, hoa, chair):
    round_ = preparing.prepare_round(session, nominations=hoa, by=chair)
    assert refusal(lambda: preparing.prepare_round(session, nominations=hoa, by=chair)) == (
        "Đề nghị LĐTT cho Nguyễn Thị Hoa đã có ở lượt 1 chưa kiểm phiếu; kiểm phiếu hoặc bỏ lượt đó trước."
    )
    preparing.discard_round(round_, by=chair)
    assert Round.objects.count() == 0
    assert preparing.prepare_round(session, nominations=hoa, by=chair).ordinal == 1


def test_a_counted_round_is_not_discarded(counted, chair):
    assert refusal(lambda: preparing.discard_round(counted, by=chair)) == (
        "Lượt này đã kiểm phiếu nên không bỏ được; kết quả đã kiểm phải nằm trong biên bản."
    )


def test_what_was_declared_of_a_counted_case_stands_for_the_next_vote_on_it(session, school, hoa, counted, chair):
    """Another dossier comes, everybody is asked anew; then the first is voted on again."""
    seats = seats_by_name(session)
    table(session, school.stranger, school.other_faculty, by=chair)
    declaring.declare(session, seat=seats["Thu"], steps_out={}, stays={}, by=seats["Thu"].staff_member.user)
    hoa.refresh_from_db()
    again = preparing.prepare_round(session, nominations=hoa, reason="Có ý kiến mới", by=chair)
    assert voting.why_not_open(again) == ""


def test_individuals_are_counted_before_collectives(session, school, hoa, chair):
    faculty = table(session, school.faculty, school.faculty, "TTLDTT", by=chair)
    assert refusal(lambda: preparing.prepare_round(session, nominations=faculty, by=chair)) == (
        "Cá nhân được kiểm phiếu trước tập thể: còn 1 hồ sơ cá nhân chưa kiểm phiếu; xét xong cá nhân trước."
    )
    counted_round(session, hoa, by=chair)
    assert counted_round(session, faculty, by=chair).status == "counted"


def test_no_round_before_the_session_is_convened(campaign, council, school, chair, clock_at):
    clock_at(DAY)
    planned = make_session(campaign, council)
    nomination = table(planned, school.lecturer, school.faculty, by=chair)
    assert refusal(lambda: preparing.prepare_round(planned, nominations=nomination, by=chair)) == (
        "Chưa lập được lượt bỏ phiếu vì phiên họp dự kiến; khai mạc phiên họp trước."
    )


# Opening


def test_opening_writes_figures_roll_and_an_empty_box(opened):
    question = opened.questions.get()
    assert (question.threshold, question.members, question.needed, question.possible) == (">0.50", 5, 3, 5)
    assert Roll.objects.filter(round=opened, voted=False).count() == 5
    assert sorted(Box.objects.values_list("choice", "count")) == [("agree", 0), ("disagree", 0), ("no_opinion", 0)]


def test_cstdcs_needs_four_fifths_of_all_seats(session, school, hoa, chair):
    nomination = table(session, school.lecturer, school.faculty, "CSTDCS", by=chair)
    counted_round(session, hoa, by=chair)
    round_ = preparing.prepare_round(session, nominations=nomination, by=chair)
    voting.open_round(round_, by=chair)
    question = round_.questions.get()
    assert (question.threshold, question.members, question.needed, question.possible) == ("≥0.80", 5, 4, 5)
    vote(round_, {"Quang": AGREE, "Thu": AGREE, "Minh": AGREE, "Dũng": DISAGREE, "Lan": NO_OPINION})
    voting.count(round_, by=chair)
    question.refresh_from_db()
    assert (question.agree, question.disagree, question.no_opinion, question.passed) == (3, 1, 1, False)


def test_a_stored_parameter_changes_the_threshold(session, hoa, chair):
    Parameter.objects.create(
        rule_set="A", key="vote_threshold.LDTT", value="≥2/3", source="Quy chế", certainty="confirmed", valid_from=DAY
    )
    round_ = preparing.prepare_round(session, nominations=hoa, by=chair)
    voting.open_round(round_, by=chair)
    question = round_.questions.get()
    assert (question.threshold, question.needed) == ("≥2/3", 4)


def test_a_question_that_cannot_pass_does_not_open(session, school, chair, council):
    """Four of five here; the candidate is one of them: three votes, four needed."""
    attending.call_roll(
        session, present={s.pk for n, s in seats_by_name(session).items() if n != "Thu"}, reasons={}, by=chair
    )
    counted_round(session, table(session, school.head, school.faculty, by=chair), by=chair)
    nomination = table(session, school.head, school.faculty, "CSTDCS", by=chair)
    round_ = preparing.prepare_round(session, nominations=nomination, by=chair)
    assert refusal(lambda: voting.open_round(round_, by=chair)) == (
        "Chưa mở được: Đề nghị CSTĐCS cho Trần Văn Minh cần 4/5 phiếu; nhiều nhất có thể 3. "
        "Chờ thành viên vắng mặt đến hoặc nhập ý kiến bằng văn bản của người vắng."
    )
    assert (round_.roll.count(), Box.objects.filter(question__round=round_).count()) == (0, 0)


def test_a_box_with_fewer_than_three_votes_does_not_open(campaign, school, chair, clock_at):
    clock_at(DAY)
    people = [(school.rector, "chair"), (school.deputy, "member"), (school.clerk, "secretary")]
    session = convene(make_session(campaign, make_council(people)), by=chair)
    nomination = table(session, school.deputy, school.board, by=chair)
    round_ = preparing.prepare_round(session, nominations=nomination, by=chair)
    assert refusal(lambda: voting.open_round(round_, by=chair)) == (
        "Chưa mở được: Đề nghị LĐTT cho Vũ Thị Thu chỉ có thể có 2 phiếu trong hòm; dưới 3 phiếu thì không "
        "giữ được bí mật. Bấm “Bỏ lượt này” rồi lập lượt lấy ý kiến bằng văn bản."
    )


def test_one_round_is_open_at_a_time(opened, session, school, chair):
    second = preparing.prepare_round(
        session, nominations=table(session, school.stranger, school.other_faculty, by=chair), by=chair
    )
    assert refusal(lambda: voting.open_round(second, by=chair)) == (
        "Lượt 1 đang bỏ phiếu; kiểm phiếu lượt đó rồi mới mở lượt khác."
    )


def test_without_a_quorum_nothing_opens(session, hoa, chair):
    round_ = preparing.prepare_round(session, nominations=hoa, by=chair)
    seats = seats_by_name(session)
    attending.call_roll(session, present={seats["Quang"].pk, seats["Thu"].pk, seats["Lan"].pk}, reasons={}, by=chair)
    assert refusal(lambda: voting.open_round(round_, by=chair)) == (
        "Chưa mở bỏ phiếu được vì mới có 3/5 thành viên; cần ít nhất 4."
    )


# Casting


def test_nobody_votes_on_their_own_case_but_on_the_others_of_the_list(session, school, hoa, chair):
    minh = table(session, school.head, school.faculty, by=chair)
    round_ = preparing.prepare_round(session, nominations=[hoa, minh], by=chair)
    voting.open_round(round_, by=chair)
    by_nomination = {q.nomination_id: q for q in round_.questions.all()}
    assert by_nomination[minh.pk].possible == 4
    seat = seats_by_name(session)["Minh"]
    assert voting.open_to(round_, seat) == {by_nomination[hoa.pk].pk}
    both = dict.fromkeys([q.pk for q in by_nomination.values()], AGREE)
    assert refusal(lambda: voting.cast(round_, seat=seat, choices=both)) == (
        "Phiếu có trường hợp đồng chí không biểu quyết; mở lại phiếu và chọn lại."
    )
    assert not Roll.objects.get(round=round_, seat=seat).voted
    vote_all(round_)
    voting.count(round_, by=chair)
    totals = {q.nomination_id: q.agree for q in Question.objects.filter(round=round_)}
    assert totals == {hoa.pk: 5, minh.pk: 4}


def test_a_head_does_not_vote_on_the_collective_nor_the_rector_on_the_school(session, school, chair):
    faculty = table(session, school.faculty, school.faculty, "TTLDTT", by=chair)
    whole = table(session, school.root, school.root, "TTLDTT", by=chair)
    round_ = preparing.prepare_round(session, nominations=[faculty, whole], by=chair)
    voting.open_round(round_, by=chair)
    questions = {q.nomination_id: q.pk for q in round_.questions.all()}
    seats = seats_by_name(session)
    assert voting.open_to(round_, seats["Minh"]) == {questions[whole.pk]}
    assert voting.open_to(round_, seats["Quang"]) == {questions[faculty.pk]}
    assert voting.open_to(round_, seats["Lan"]) == set(questions.values())


def test_who_stepped_out_of_the_only_case_is_not_on_the_roll(session, hoa, chair):
    seat = seats_by_name(session)["Thu"]
    declaring.recuse(session, seat=seat, nomination=hoa, reason="Người thân", by=seat.staff_member.user)
    round_ = preparing.prepare_round(session, nominations=hoa, by=chair)
    voting.open_round(round_, by=chair)
    assert not Roll.objects.filter(round=round_, seat=seat).exists()
    assert refusal(lambda: voting.cast(round_, seat=seat, choices={})) == (
        "Đồng chí lánh hoặc là người được xét ở mọi trường hợp của lượt này nên không bỏ phiếu ở lượt này."
    )


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({}, "Còn 1 trường hợp chưa chọn; chọn một ý kiến cho từng trường hợp."),
        ({"question": "maybe"}, "Phiếu có lựa chọn lạ; mở lại phiếu và chọn lại."),
        ({"question": AGREE, 10**9: AGREE}, "Phiếu có trường hợp đồng chí không biểu quyết; mở lại phiếu và chọn lại."),
    ],
)
def test_a_wrong_ballot_counts_nothing(opened, choices, sentence):
    question = opened.questions.get().pk
    choices = {question if key == "question" else key: choice for key, choice in choices.items()}
    seat = seats_by_name(opened.session)["Thu"]
    assert refusal(lambda: voting.cast(opened, seat=seat, choices=choices)) == sentence
    assert Roll.objects.filter(voted=True).count() == 0
    assert set(Box.objects.values_list("count", flat=True)) == {0}


def test_a_second_vote_a_vote_too_early_and_one_too_late_are_refused(session, hoa, chair):
    round_ = preparing.prepare_round(session, nominations=hoa, by=chair)
    seat, question = seats_by_name(session)["Thu"], round_.questions.get().pk

    def again():
        voting.cast(round_, seat=seat, choices={question: AGREE})

    assert refusal(again) == "Chủ tọa chưa mở bỏ phiếu lượt này; chờ trên trang bỏ phiếu."
    voting.open_round(round_, by=chair)
    again()
    assert refusal(again) == "Đồng chí đã bỏ phiếu ở lượt này. Phiếu đã bỏ không sửa được."
    assert Box.objects.get(choice=AGREE).count == 1
    voting.count(round_, by=chair, reason="Những người khác mất mạng")
    assert refusal(again) == ("Lượt này đã kiểm phiếu, không mở lại được. Nếu cần, chủ tọa mở lượt mới và ghi lý do.")


def test_a_vote_writes_every_row_of_the_box_in_one_statement_and_nothing_else(session, school, hoa, chair):
    am = table(session, school.lecturer2, school.faculty, by=chair)
    round_ = preparing.prepare_round(session, nominations=[hoa, am], by=chair)
    voting.open_round(round_, by=chair)
    lines = AuditEntry.objects.count()
    seat = seats_by_name(session)["Thu"]
    choices = dict(zip(round_.questions.values_list("pk", flat=True), [AGREE, DISAGREE], strict=True))
    with CaptureQueriesContext(connection) as queries:
        voting.cast(round_, seat=seat, choices=choices)
    writes = [found for q in queries for found in re.findall(r"\b(UPDATE|INTO|DELETE FROM) \W?(awards_\w+)", q["sql"])]
    assert writes == [("UPDATE", "awards_roll"), ("UPDATE", "awards_box")]
    assert sum(Box.objects.values_list("count", flat=True)) == 2
    assert AuditEntry.objects.count() == lines


# Counting


def test_counting_moves_the_dossiers_and_locks_the_round(counted, hoa, chair):
    hoa.refresh_from_db()
    counted.refresh_from_db()
    question = counted.questions.get()
    assert hoa.status == S.RECOMMENDED
    assert (question.agree, question.disagree, question.no_opinion, question.passed) == (5, 0, 0, True)
    assert (counted.status, counted.voters, counted.voted) == ("counted", 5, 5)
    line = AuditEntry.objects.get(verb="round.count")
    assert (line.actor, line.after["voted"], line.after["status"]) == (chair, 5, "counted")
    for table_ in ("awards_roll", "awards_box", "awards_question", "awards_round"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table_}")


def test_counting_early_needs_a_reason(opened, chair):
    vote(opened, {"Quang": AGREE, "Thu": AGREE, "Minh": AGREE})
    assert refusal(lambda: voting.count(opened, by=chair)) == (
        "Chưa kiểm được vì còn 2 người chưa bỏ phiếu; chờ đủ hoặc ghi lý do kiểm phiếu."
    )
    voting.count(opened, by=chair, reason="Hai đồng chí phải về sớm")
    opened.refresh_from_db()
    assert (opened.voters, opened.voted, opened.early_count_reason) == (5, 3, "Hai đồng chí phải về sớm")


def test_a_new_round_needs_a_reason_and_overturns(counted, session, hoa, chair):
    assert refusal(lambda: preparing.prepare_round(session, nominations=hoa, by=chair)) == (
        "Đề nghị LĐTT cho Nguyễn Thị Hoa đã kiểm phiếu ở lượt trước; ghi lý do bỏ phiếu lại."
    )
    second = counted_round(session, hoa, by=chair, choice=DISAGREE, reason="Có thông tin mới")
    hoa.refresh_from_db()
    counted.refresh_from_db()
    assert (second.ordinal, second.reason, hoa.status) == (2, "Có thông tin mới", S.NOT_RECOMMENDED)
    assert (counted.status, counted.questions.get().passed) == ("counted", True)


def test_roll_and_box_are_written_again_by_the_count(opened, chair):
    before = set(Roll.objects.values_list("pk", flat=True)), set(Box.objects.values_list("pk", flat=True))
    vote_all(opened)
    voting.count(opened, by=chair)
    after = set(Roll.objects.values_list("pk", flat=True)), set(Box.objects.values_list("pk", flat=True))
    assert [len(keys) for keys in after] == [5, 3]
    assert [a & b for a, b in zip(before, after, strict=True)] == [set(), set()]


def test_a_case_in_an_unfinished_round_stays_on_the_table(opened, hoa, school):
    assert refusal(lambda: nominating.untable(hoa, reason="Nhầm", by=school.clerk.user)) == (
        "Hồ sơ đang nằm trong một lượt bỏ phiếu; chủ tọa bỏ hoặc kiểm lượt đó trước."
    )


def test_somebody_without_a_seat_that_day_is_not_counted(session, hoa, chair, school, council):
    newcomer = make_person("Mai Văn Tới", school.office, username="toi")
    council.seats.create(staff_member=newcomer, starts_on=DAY.replace(day=21), order=9)
    round_ = preparing.prepare_round(session, nominations=hoa, by=chair)
    voting.open_round(round_, by=chair)
    assert (round_.questions.get().members, round_.roll.count()) == (5, 5)
