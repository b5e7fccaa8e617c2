"""“Căn cứ pháp lý” says what the rules ask, in their words, with how sure each is; nothing is typed a second time."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import legal_basis, regulating
from awards.eligibility import sets
from awards.eligibility.authority import OPEN_QUESTIONS, decided_by
from awards.eligibility.citations import CITATIONS
from awards.eligibility.parameters import AWARDS
from awards.eligibility.rules import Law
from awards.eligibility.sets import TRANSITIONS
from tests.factories import make_condition, make_own_parameter, make_regulation

DAY = date(2022, 3, 1)


@pytest.fixture
def reader(school, sign_in):
    return sign_in(school.stranger)


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_every_condition_of_every_award_stands_on_the_page(school):
    for code, rule_set in sets.SETS.items():
        book = legal_basis.book(code, legal_basis.day_for(code, DAY))
        assert {entry.award.code for entry in book.entries} == set(rule_set.rules) == set(AWARDS)
        for entry in book.entries:
            said = [one.words.rstrip(":.").lower() for one in entry.conditions]
            rules = rule_set.rules[entry.award.code]
            assert said == [rule.words(Law(rule_set, entry.award.code)).rstrip(".").lower() for rule in rules]
            assert [one.citation for one in entry.conditions] == [rule.source.text for rule in rules]
            grounds = [len(one.alternatives) for one in entry.conditions]
            assert grounds == [len(rule.alternatives) for rule in rules]


def test_a_condition_is_as_sure_as_its_source_and_its_numbers(school):
    entry = {one.award.code: one for one in legal_basis.book("A", DAY).entries}["LDTT"]
    to_check = {one.words: one.to_check for one in entry.conditions}
    assert to_check["Có đăng ký thi đua trong năm."] is False
    rated = next(words for words in to_check if "hoàn thành tốt nhiệm vụ" in words)
    assert to_check[rated] is True  # its source is sure, its least rating is from memory


def test_a_number_turns_a_condition_into_a_reminder(school):
    """Registration blocks under A; B only reminds of it, by a parameter and not by another rule."""

    def reminders(code: str, award: str) -> list[str]:
        book = legal_basis.book(code, legal_basis.day_for(code, DAY))
        [entry] = [one for one in book.entries if one.award.code == award]
        return [one.words for one in entry.conditions if not one.blocking]

    assert "Có đăng ký thi đua trong năm." not in reminders("A", "CSTDCS")
    assert reminders("B", "CSTDCS")[0] == "Có đăng ký thi đua trong năm."
    assert "15%" in reminders("B", "CSTDCS")[1]


def test_own_rules_stand_beside_the_law_with_their_clause(school, reader):
    own = make_regulation(by=school.administrator, number="12/QĐ-TCT", valid_from=DAY)
    make_condition(own, words="có kế hoạch cá nhân", certainty="memory")
    make_own_parameter(own, "A", "vote_threshold.LDTT", "≥0.6")
    before = text(reader.get(reverse("legal_basis")))
    assert "có kế hoạch cá nhân" not in before.lower()
    regulating.adopt(own, by=school.administrator)
    page = text(reader.get(reverse("legal_basis")))
    assert "Có kế hoạch cá nhân. <span" in page
    assert "(Quy chế thi đua, khen thưởng mẫu số 12/QĐ-TCT ngày 20/12/2021, Điều 9, khoản 2)" in page
    assert "từ 60% <span" in page
    assert "đặt riêng: Quy chế thi đua, khen thưởng mẫu số 12/QĐ-TCT ngày 20/12/2021, Điều 4" in page
    assert "có kế hoạch cá nhân" not in text(reader.get(reverse("legal_basis"), {"ngay": "28/02/2022"})).lower()


def test_set_and_day_are_chosen_and_wrong_ones_said(reader):
    url = reverse("legal_basis")
    assert "Hồ sơ nhận từ 01/06/2014 đến 31/12/2023." in text(reader.get(url))
    assert "Hồ sơ nhận từ 01/01/2024 đến 30/06/2025." in text(reader.get(url, {"ngay": "01/01/2024"}))
    draft_law = text(reader.get(url, {"bo": "C2"}))
    assert "Chưa ai đọc được nguyên văn luật mới" in draft_law
    assert "Từ bộ C1 sang bộ C2: hồ sơ nhận để thẩm định trước ngày 01/10/2026 tiếp tục" in draft_law
    early = text(reader.get(url, {"ngay": "01/01/2000"}))
    assert "Chương trình không có bộ quy định cho hồ sơ nhận ngày 01/01/2000" in early
    assert "Hồ sơ nhận từ 01/06/2014" in early


def test_contents_lead_to_every_award(reader):
    page = text(reader.get(reverse("legal_basis")))
    assert [code for code in AWARDS if f'href="#{code}"' not in page or f'<h3 id="{code}"' not in page] == []


@pytest.mark.one_database("how many questions are asked")
def test_the_page_asks_as_much_however_many_own_rules(school, reader):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            reader.get(reverse("legal_basis"))
        return len(queries)

    few = asked()
    for n in range(3):
        own = make_regulation(by=school.administrator, number=f"{n}/QĐ", valid_from=DAY)
        make_condition(own, awards=list(AWARDS))
        regulating.adopt(own, by=school.administrator)
    assert asked() == few <= 12


def test_one_award_under_the_four_sets(reader):
    page = text(reader.get(reverse("legal_basis_award", args=["TTLDTT"])))
    assert [code for code in sets.SETS if f'id="bo-{code}"' not in page] == []
    assert "Mới:" in page
    assert "trên 50%" in page
    assert "từ 70%" in page
    assert reader.get(reverse("legal_basis_award", args=["KHAC"])).status_code == 404


def test_who_decides_is_cited_from_the_list():
    assert decided_by("LDTT", "school", "C1").text == "Luật Thi đua, khen thưởng 2022, Điều 80, khoản 1"
    certainties = [decided_by(award, "province", "B").certainty for award in ("CSTDT", "TTLDXS")]
    assert certainties == ["memory", "confirmed"]
    assert decided_by("CSTDTQ", "prime_minister", "A").certainty == "confirmed"
    assert decided_by("LDTT", "school", "C2").certainty == "memory"


def test_transitions_follow_the_sets_and_cite_the_list():
    assert [(one.before, one.after) for one in TRANSITIONS] == list(zip(sets.SETS, list(sets.SETS)[1:], strict=False))
    assert [CITATIONS[one.citation].certainty for one in TRANSITIONS] == ["memory", "second_hand", "second_hand"]
    assert {code for one in OPEN_QUESTIONS for code in one.rule_sets} == set(sets.SETS)
