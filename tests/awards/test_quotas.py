"""The quota of CSTĐCS: counted, shown, and refused beyond it where the rule set says so."""

from datetime import date

import pytest
from django.urls import reverse

from awards import deciding, nominating, quotas
from awards.eligibility import sets
from awards.eligibility.kinds import Basis
from awards.eligibility.quota import cap, quota
from awards.models import Decision, Nomination
from tests.at_once import at_once
from tests.awards.meeting import make_session
from tests.conftest import layers
from tests.factories import make_nomination, make_person
from thidua.workflow import Refused

DECEMBER = date(2022, 12, 15)
S = Nomination.Status


@pytest.mark.parametrize(
    ("base", "minimum", "most"),
    [(0, 0, 0), (0, 1, 0), (6, 0, 0), (6, 1, 1), (7, 0, 1), (13, 0, 1), (14, 0, 2), (50, 0, 7), (52, 0, 7), (54, 1, 8)],
)
def test_fifteen_per_cent_rounded_down(base, minimum, most):
    assert cap(base, 15, minimum) == most


@pytest.mark.parametrize(
    ("proposed", "base", "sentence", "tipping"),
    [
        (
            8,
            52,
            "Đã đề nghị 8 “Chiến sĩ thi đua cơ sở”, bằng 8/52 = 15,4%; nhiều nhất 7 (15% của 52 “Lao động tiên tiến” "
            "đã công nhận, làm tròn xuống). Vượt 1 người.",
            "",
        ),
        (
            7,
            48,
            "Đã đề nghị 7 “Chiến sĩ thi đua cơ sở”, bằng 7/48 = 14,6%; nhiều nhất 7 (15% của 48 “Lao động tiên tiến” "
            "đã công nhận, làm tròn xuống). Còn 0 người.",
            "Bớt 2 “Lao động tiên tiến” thì giới hạn giảm xuống 6.",
        ),
        (
            0,
            0,
            "Đã đề nghị 0 “Chiến sĩ thi đua cơ sở”; chưa có “Lao động tiên tiến” nào được thẩm định nên chưa có "
            "giới hạn.",
            "",
        ),
    ],
)
def test_what_the_meter_says(proposed, base, sentence, tipping):
    found = quota(proposed, base, Basis.RECOGNISED, sets.get("A"))
    assert (found.sentence, found.tipping) == (sentence, tipping)
    assert (found.blocks, found.citation) == (True, "NĐ 91/2017, Điều 9, khoản 3")
    assert quota(proposed, base, Basis.RECOGNISED, sets.get("B")).blocks is False


@layers.fixture
def session(campaign, council, clock_at):
    """Planned; the quota is the law's."""
    clock_at(DECEMBER)
    return make_session(campaign, council, quota_warns=False)


def candidates(school, campaign, number, rule_set="A"):
    """So many verified CSTĐCS beside seven verified LĐTT: 15 % of seven is one."""
    people = [make_person(f"Lò Văn {name}", school.faculty) for name in "ABCDEGH"]
    received = {"status": S.VERIFIED, "received_on": DECEMBER, "rule_set": rule_set}
    for person in people:
        make_nomination(campaign, person, school.faculty, "LDTT", **received)
    return [make_nomination(campaign, person, school.faculty, "CSTDCS", **received) for person in people[:number]]


def test_under_a_tabling_stops_at_the_limit(school, campaign, session):
    first, second = candidates(school, campaign, 2)
    nominating.table(first, session, by=school.clerk.user)
    with pytest.raises(Refused) as refused:
        nominating.table(second, session, by=school.clerk.user)
    assert str(refused.value) == (
        "Chưa đưa vào phiên họp được: trình Hội đồng 2 “Chiến sĩ thi đua cơ sở” trong khi nhiều nhất 1 (15% của 7 “Lao "
        "động tiên tiến” đã thẩm định trở lên). Căn cứ: NĐ 91/2017, Điều 9, khoản 3."
    )
    second.refresh_from_db()
    assert second.status == S.VERIFIED


def test_under_b_it_only_warns(school, campaign, session, clock_at):
    clock_at(date(2024, 12, 15))
    first, second = candidates(school, campaign, 2, rule_set="B")
    for nomination in (first, second):
        nominating.table(nomination, session, by=school.clerk.user)
    meter = quotas.meter_of(campaign)
    assert (meter.quota.excess, meter.quota.blocks) == (1, False)


def test_the_confirm_page_says_it_for_all_chosen_together(school, campaign, session, sign_in):
    chosen = [nomination.pk for nomination in candidates(school, campaign, 2)]
    url = reverse("nomination_table", args=[session.pk])
    page = sign_in(school.clerk).post(url, {"chosen": chosen}).content.decode()
    assert "trình Hội đồng 2 “Chiến sĩ thi đua cơ sở” trong khi nhiều nhất 1" in page
    one = sign_in(school.clerk).post(url, {"chosen": chosen[:1]}).content.decode()
    assert "Chưa đưa vào phiên họp được" not in one


def test_drafting_the_decision_is_refused_beyond_what_the_council_recommended(school, campaign, session):
    rows = candidates(school, campaign, 1)
    session.status = "closed"
    session.save()
    # The council recommended the title, and six of the seven it rests on: 15 % of six is nobody.
    campaign.nominations.filter(award="LDTT").update(status=S.RECOMMENDED, session=session)
    rows[0].status, rows[0].session = S.RECOMMENDED, session
    rows[0].save()
    assert deciding.why_not_draft(session, Decision.Kind.TITLES) == ""
    last = campaign.nominations.filter(award="LDTT").last()
    last.status = S.NOT_RECOMMENDED
    last.save()
    assert deciding.why_not_draft(session, Decision.Kind.TITLES) == (
        "Chưa lập quyết định được: Hội đồng đề nghị 1 “Chiến sĩ thi đua cơ sở” trong khi nhiều nhất 0 (15% của 6 “Lao "
        "động tiên tiến” được Hội đồng đề nghị). Căn cứ: NĐ 91/2017, Điều 9, khoản 3. Hội đồng xem xét lại trong phiên "
        "họp khác."
    )


def test_the_clerk_s_list_shows_the_meter_and_who_is_marginal(school, campaign, session, sign_in):
    candidates(school, campaign, 3)
    page = sign_in(school.clerk).get(reverse("nomination_list", args=[campaign.pk])).content.decode()
    assert "Đã đề nghị 3 “Chiến sĩ thi đua cơ sở”, bằng 3/7 = 42,9%; nhiều nhất 1" in page
    assert [row.candidate.full_name for row in quotas.meter_of(campaign).marginal] == ["Lò Văn B", "Lò Văn C"]
    assert "Vượt giới hạn, theo thứ tự nộp hồ sơ:" in page
    assert (
        "Đã đề nghị 3" not in sign_in(school.head).get(reverse("nomination_list", args=[campaign.pk])).content.decode()
    )


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_do_not_pass_the_limit_together(on_postgresql, school, campaign, council, clock_at):
    clock_at(DECEMBER)
    first, second = (make_session(campaign, council, quota_warns=False) for _ in range(2))
    one, two = candidates(school, campaign, 2)
    results = at_once(
        lambda: nominating.table(one, first, by=school.clerk.user),
        lambda: nominating.table(two, second, by=school.clerk.user),
    )
    assert sorted(bool(answer) for answer in results) == [False, True]
    assert campaign.nominations.filter(award="CSTDCS", status=S.TABLED).count() == 1
