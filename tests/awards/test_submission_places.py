"""The point, clause and article of each award proposed upwards: on the paper where confirmed, else said on the page."""

import pytest

from awards import submitting
from awards.models import Nomination
from tests.awards.decided import DECIDED_ON, make_session, recommend
from tests.awards.sent_up import draft, judged
from thidua import clock

pytestmark = pytest.mark.django_db
LAW = "Luật Thi đua, khen thưởng 2003 (sửa đổi, bổ sung 2005, 2009, 2013)"


@pytest.fixture
def session(campaign, council):
    with clock.standing_at(DECIDED_ON):
        yield make_session(campaign, council)


@pytest.fixture
def letter(school, session):
    title, form = recommend(session, school.lecturer, "CSTDT"), recommend(session, school.head, "BKT")
    judged(title, (f"{LAW}, Điều 22, khoản 1, điểm a; Nghị định 91/2017/NĐ-CP, Điều 9, khoản 2", "confirmed"))
    judged(form, (f"{LAW}, Điều 71", "memory"))
    return draft(school, session)


def items(letter) -> list[str]:
    blocks = submitting.paper_of(letter).blocks
    return ["".join(run.text for run in block.text) for block in blocks if getattr(block, "mark", "")]


def test_each_award_names_the_articles_it_rests_on(letter):
    assert items(letter)[0] == (
        "Danh hiệu “Chiến sĩ thi đua cấp tỉnh”: 01 cá nhân, theo điểm a khoản 1 Điều 22 Luật Thi đua, khen thưởng và "
        "khoản 2 Điều 9 Nghị định số 91/2017/NĐ-CP;"
    )


def test_what_nobody_confirmed_is_not_printed_but_said_on_the_page(letter, school, sign_in):
    assert "theo" not in items(letter)[1]
    page = " ".join(sign_in(school.clerk).get(letter.get_absolute_url()).content.decode().split())
    [form] = Nomination.objects.filter(award="BKT").select_related("award")
    assert f"Chưa dẫn điểm, khoản, điều cho {form.award.quoted_name}: bản đối chiếu không có căn cứ nào" in page


def test_two_cases_of_one_award_name_an_article_once(school, session):
    for person in (school.lecturer, school.stranger):
        judged(recommend(session, person, "CSTDT"), (f"{LAW}, Điều 22, khoản 1, điểm a", "confirmed"))
    assert items(draft(school, session)) == [
        "Danh hiệu “Chiến sĩ thi đua cấp tỉnh”: 02 cá nhân, theo điểm a khoản 1 Điều 22 Luật Thi đua, khen thưởng."
    ]
