"""A title that rests on another of the same year: after it, and not without it."""

import re

import pytest
from django.urls import reverse

from awards import convening, deciding, preparing, voting
from awards.documents import minutes
from awards.models import AwardRecord, Nomination
from tests.awards.decided import signer_of
from tests.awards.meeting import DAY, DISAGREE, convene, counted_round, explain_all, make_session, table
from tests.conftest import layers
from thidua.papers import Heading, NumberedItem, Paragraph
from thidua.workflow import Refused


@layers.fixture
def session(campaign, council, chair, clock_at):
    clock_at(DAY)
    return convene(make_session(campaign, council), by=chair)


def both(session, school, person, *, by, rule_set="A"):
    """“Lao động tiên tiến” and “Chiến sĩ thi đua cơ sở” of one person."""
    return [table(session, person, school.faculty, award, by=by, rule_set=rule_set) for award in ("LDTT", "CSTDCS")]


def why_not(session, *cases, **terms) -> str:
    return preparing.why_not_prepare(session, [Nomination.objects.get(pk=case.pk) for case in cases], **terms)


BELOW_FIRST = (
    "“Chiến sĩ thi đua cơ sở” phải đạt “Lao động tiên tiến” cùng năm; kiểm phiếu “Lao động tiên tiến” của "
    "Nguyễn Thị Hoa trước."
)
NOT_BELOW = (
    "Hội đồng không đề nghị “Lao động tiên tiến” cho Nguyễn Thị Hoa, nên không bỏ phiếu “Chiến sĩ thi đua cơ sở” cùng "
    "năm được; bỏ trường hợp này khỏi lượt."
)
LEFT_WITHOUT = (
    "Nguyễn Thị Hoa được đề nghị “Chiến sĩ thi đua cơ sở” nhưng không được đề nghị “Lao động tiên tiến” cùng năm; "
    "Hội đồng bỏ phiếu lại “Chiến sĩ thi đua cơ sở”."
)


def tick(client, session, above) -> str:
    """The box of the dossier on the page that puts a round together, which says what has to come first."""
    page = " ".join(client.get(reverse("round_add", args=[session.pk]) + "?danh-hieu=CSTDCS").content.decode().split())
    assert (BELOW_FIRST in page) == bool(why_not(session, above))
    return re.search(rf'<input type="checkbox"[^>]*value="{above.pk}"[^>]*>', page)[0]


def test_the_title_below_is_counted_first(session, school, chair, sign_in):
    below, above = both(session, school, school.lecturer, by=chair)
    assert why_not(session, above) == BELOW_FIRST
    assert " checked" not in tick(sign_in(chair), session, above)
    counted_round(session, below, by=chair)
    assert why_not(session, above) == ""
    assert " checked" in tick(sign_in(chair), session, above)
    counted_round(session, above, by=chair)
    above.refresh_from_db()
    assert above.status == "recommended"


def reviewed(session) -> list[str]:
    """What the minutes say of conditions that were checked again."""
    part = ""
    found = []
    for block in minutes.gather(session).blocks:
        said = "".join(run.text for run in getattr(block, "text", ()))
        part = said if isinstance(block, Heading) else part
        if part.endswith("Hồ sơ trình Hội đồng") and isinstance(block, Paragraph | NumberedItem):
            found.append(said)
    return found[1:]  # after how many were laid before the council


def test_the_minutes_say_after_which_count_a_title_was_checked_again(session, school, chair):
    """Of a person who is counted, and of another who is not; the collective waits for every person."""
    below, above = both(session, school, school.lecturer, by=chair)
    table(session, school.faculty, school.faculty, "TTLDTT", by=chair)
    assert reviewed(session) == []
    counted_round(session, below, by=chair)
    for_the_title = [
        "Sau khi kiểm phiếu “Lao động tiên tiến”, điều kiện của danh hiệu dựa vào danh hiệu đó được đối chiếu lại:",
        "“Chiến sĩ thi đua cơ sở” đề nghị cho Nguyễn Thị Hoa: chưa đủ điều kiện.",
    ]
    assert reviewed(session) == for_the_title
    above.refresh_from_db()
    counted_round(session, above, by=chair)
    assert reviewed(session) == [
        *for_the_title,
        "Sau khi kiểm phiếu các trường hợp cá nhân, điều kiện của tập thể được đối chiếu lại:",
        "“Tập thể lao động tiên tiến” đề nghị cho Khoa Xây dựng Đảng: chưa đủ điều kiện.",
    ]


def test_a_collectives_title_is_checked_again_after_the_one_below_it(session, school, chair):
    below = table(session, school.faculty, school.faculty, "TTLDTT", by=chair)
    table(session, school.faculty, school.faculty, "TTLDXS", by=chair)
    counted_round(session, below, by=chair)
    why, _ = reviewed(session)
    assert why == (
        "Sau khi kiểm phiếu “Tập thể lao động tiên tiến”, điều kiện của danh hiệu dựa vào danh hiệu đó được đối chiếu "
        "lại:"
    )


def test_who_is_refused_the_title_below_is_not_voted_on(session, school, chair, sign_in):
    below, above = both(session, school, school.lecturer, by=chair)
    counted_round(session, below, by=chair, choice=DISAGREE)
    assert why_not(session, above) == NOT_BELOW
    body = {"nominations": [above.pk], "way": "secret"}
    page = sign_in(school.rector).post(reverse("round_add", args=[session.pk]) + "?danh-hieu=CSTDCS", body, follow=True)
    assert NOT_BELOW.rstrip(".") in " ".join(page.content.decode().split())
    assert session.rounds.count() == 1


def test_a_round_prepared_while_it_was_recommended_does_not_open_after_a_second_vote(session, school, chair):
    below, above = both(session, school, school.lecturer, by=chair)
    counted_round(session, below, by=chair)
    waits = preparing.prepare_round(session, nominations=above, by=chair)
    again = Nomination.objects.get(pk=below.pk)
    counted_round(session, again, by=chair, choice=DISAGREE, reason="Có ý kiến mới")
    with pytest.raises(Refused, match="Hội đồng không đề nghị “Lao động tiên tiến” cho Nguyễn Thị Hoa"):
        voting.open_round(waits, by=chair)


@pytest.mark.parametrize("rule_set", ["A", "B"])
def test_both_laws_ask_for_it(session, school, chair, rule_set):
    _, above = both(session, school, school.lecturer, by=chair, rule_set=rule_set)
    assert why_not(session, above) == BELOW_FIRST


def test_a_law_that_does_not_ask_for_it(session, school, chair):
    _, above = both(session, school, school.lecturer, by=chair, rule_set="C2")
    assert why_not(session, above) == ""


def test_a_title_already_received_is_enough(session, school, chair):
    below, above = both(session, school, school.lecturer, by=chair)
    AwardRecord.objects.create(
        staff_member=school.lecturer,
        award_id="LDTT",
        year=below.year,
        occasion="merit",
        decision_number="12/QĐ-TCT",
        decision_date=DAY,
        source=AwardRecord.Source.choices[0][0],
    )
    assert why_not(session, above) == ""


def test_another_persons_title_is_no_base(session, school, chair):
    below, _ = both(session, school, school.lecturer, by=chair)
    other = table(session, school.lecturer2, school.faculty, "LDTT", by=chair)
    above = table(session, school.lecturer2, school.faculty, "CSTDCS", by=chair)
    counted_round(session, below, by=chair)
    assert why_not(session, above).endswith(f"{other.candidate} trước.")


def test_a_collective_of_excellence_rests_on_the_advanced_one(session, school, chair):
    for award in ("TTLDTT", "TTLDXS"):
        table(session, None, school.faculty, award, by=chair, department=school.faculty)
    above = session.nominations.get(award="TTLDXS")
    assert why_not(session, above).startswith("“Tập thể lao động xuất sắc” phải đạt “Tập thể lao động tiên tiến” cùng")


def test_the_dossier_says_so_after_the_count(session, school, chair, sign_in):
    below, above = both(session, school, school.lecturer, by=chair)
    url = above.get_absolute_url()
    page = " ".join(sign_in(school.rector).get(url).content.decode().split())
    assert "Được đề nghị “Lao động tiên tiến” cùng năm (đã thẩm định)" in page
    counted_round(session, below, by=chair, choice=DISAGREE)
    assert above.reports.order_by("-pk").first().moment == "reviewed"
    page = " ".join(sign_in(school.rector).get(url).content.decode().split())
    assert "Chưa đạt “Lao động tiên tiến” cùng năm." in page


def test_voted_down_afterwards(session, school, chair):
    """The session does not end, and a second vote on the title above is how it is mended."""
    below, above = both(session, school, school.lecturer, by=chair)
    counted_round(session, below, by=chair)
    counted_round(session, above, by=chair)
    again = Nomination.objects.get(pk=below.pk)
    counted_round(session, again, by=chair, choice=DISAGREE, reason="Có ý kiến mới")
    explain_all(session, by=chair)
    assert convening.why_not_close(session) == convening.why_not_adjourn(session) == LEFT_WITHOUT
    counted_round(session, Nomination.objects.get(pk=above.pk), by=chair, choice=DISAGREE, reason="Theo lượt trước")
    assert convening.why_not_close(session) == convening.why_not_adjourn(session) == ""


def test_no_decision_gives_it_without_the_title_below(session, school, chair):
    below, above = both(session, school, school.lecturer, by=chair)
    for case in (below, above):
        counted_round(session, case, by=chair)
    explain_all(session, by=chair)
    convening.close(session, by=chair)
    Nomination.objects.filter(pk=below.pk).update(status="not_recommended")
    signer = signer_of(school.rector)
    decision = deciding.draft(session, kind="titles", date=DAY, signer=signer, by=school.clerk.user)
    assert deciding.why_not_ready(decision, DAY) == LEFT_WITHOUT
