"""The road ahead: what may still be received, what is missing for it, and what stands in the way; no database."""

import pytest

from awards.eligibility import Facts, sets
from awards.eligibility import road_words as words
from awards.eligibility.road import State, road

YEAR = 2023
PERSON = {
    "achievement_year": YEAR,
    "occasion": "merit",
    "registered": None,
    "under_investigation": False,
    "employment": "public_employee",
    "recruited_in_year": False,
    "months_worked_since_recruitment": 100,
    "absence_months": 0,
    "absence_days": 0,
    "maternity_leave": False,
    "study_months": 0,
    "discipline": "none",
    "ldtt_basis": "none",
    "cstdcs_basis": "none",
    "history": (),
    "history_complete_from": 1990,
    "past_ratings": (),
    "works": (),
}
COLLECTIVE = {
    "achievement_year": YEAR,
    "occasion": "merit",
    "under_investigation": False,
    "history": (),
    "history_complete_from": 1990,
    "past_ratings": (),
    "members": 9,
    "members_not_considered": 0,
    "members_ldtt": 5,
    "members_ldtt_basis": "recommended",
    "members_completed": 9,
    "members_not_rated": 0,
    "members_cstdcs": 0,
    "members_disciplined_from_warning": 0,
}


def titles(code, *years, **more):
    return [{"award": code, "year": year, **more} for year in years]


def ratings(level, *years):
    return [{"year": year, "rating": level} for year in years]


# What each rests on comes before it.
RESTS_ON = {
    "CSTDCS": ["LDTT"],
    "CSTDT": ["LDTT", "CSTDCS"],
    "CSTDTQ": ["LDTT", "CSTDCS", "CSTDT"],
    "BKT": ["LDTT", "CSTDCS"],
    "BKTTG": ["LDTT", "CSTDCS", "BKT"],
    "TTLDXS": ["TTLDTT"],
}


def prospect(award, rule_set="B", *, refused=(), base=PERSON, **facts):
    asked = Facts.from_dict({**base, **facts})
    found = road(asked, sets.get(rule_set), [*RESTS_ON.get(award, ()), award], refused=frozenset(refused))
    assert found[-1].award_code == award
    return found[-1]


def chances(award, rule_set="B", **facts):
    return list(prospect(award, rule_set, **facts).chances)


def states(award, rule_set="B", **facts):
    return [one.state.value for one in chances(award, rule_set, **facts)]


# --- the sentence of the issue


def test_two_more_years_and_an_initiative_of_the_province():
    """“Còn thiếu: “Chiến sĩ thi đua cơ sở” năm 2023 và 2024; sáng kiến cấp tỉnh.”"""
    _, second, _ = chances("CSTDT", history=titles("CSTDCS", 2022))
    assert words.missing(second) == (
        "Còn thiếu: “Chiến sĩ thi đua cơ sở” năm 2023 và 2024; "
        "1 sáng kiến, đề tài được công nhận phạm vi cấp tỉnh trở lên từ năm 2023 đến năm 2024."
    )
    assert words.have(second) == "Đã có: “Chiến sĩ thi đua cơ sở” năm 2022."


@pytest.mark.parametrize(
    ("had", "found"),
    [
        ([], ["blocked", "blocked", "open"]),
        ([2022], ["blocked", "open", "open"]),
        ([2021], ["blocked", "blocked", "open"]),  # a year missing between
        ([2021, 2022], ["open", "open", "open"]),
        ([2020, 2021, 2022], ["open", "open", "open"]),
    ],
)
def test_three_years_in_a_row(had, found):
    assert states("CSTDT", history=titles("CSTDCS", *had)) == found


def test_a_revoked_year_is_no_year():
    revoked = [*titles("CSTDCS", 2021), *titles("CSTDCS", 2022, revoked=True)]
    assert states("CSTDT", history=revoked) == states("CSTDT") == ["blocked", "blocked", "open"]


def test_the_earliest_year_of_what_is_far():
    one = prospect("CSTDTQ")
    assert [chance.state for chance in one.chances] == [State.BLOCKED] * 3
    assert not one.is_within_reach
    assert words.earliest(one) == "Sớm nhất năm 2028."  # titles of 2023–2025 and 2026–2028
    assert words.earliest(prospect("CSTDTQ", history=titles("CSTDCS", 2021, 2022))) == "Sớm nhất năm 2026."
    assert words.earliest(prospect("CSTDT")) == ""


@pytest.mark.parametrize(
    ("given", "earliest"), [(None, 2029), (2019, 2024), (2018, 2023), (2022, 2027)]
)  # the Bằng khen of the province first (2024), then five years
def test_the_prime_minister_s_follows_the_province_s_after_five_years(given, earliest):
    history = titles("CSTDCS", 2019, 2020, 2021) + (titles("BKT", given) if given else [])
    facts = {"history": history, "past_ratings": ratings("good", *range(2010, 2023))}
    assert prospect("BKTTG", **facts).earliest == earliest


# --- one of two grounds


def test_two_ways_are_both_said():
    first = chances("CSTDCS")[0]
    assert words.missing(first) == (
        "Còn thiếu: “Lao động tiên tiến” năm 2023; xếp loại hoàn thành xuất sắc nhiệm vụ năm 2023. "
        "Hoặc: “Lao động tiên tiến” năm 2023; 1 sáng kiến, đề tài được công nhận phạm vi cơ sở trở lên trong năm 2023."
    )


def test_with_one_ground_there_the_other_is_not_asked():
    first = chances("CSTDCS", works=[{"title": "Giáo án số", "year": YEAR}])[0]
    assert words.missing(first) == "Còn thiếu: “Lao động tiên tiến” năm 2023."
    assert words.have(first) == "Đã có: sáng kiến “Giáo án số” năm 2023."


def test_set_a_asks_for_registration_and_the_initiative():
    first = chances("CSTDCS", "A")[0]
    assert words.missing(first) == (
        "Còn thiếu: “Lao động tiên tiến” năm 2023; đăng ký thi đua năm 2023; "
        "1 sáng kiến, đề tài được công nhận phạm vi cơ sở trở lên trong năm 2023."
    )
    assert words.not_known(first) == words.QUOTA


def test_a_spent_work_does_not_count_unless_a_rule_lets_it():
    spent = {"title": "Giáo án số", "year": YEAR, "spent_on": ["GK"]}
    assert "sáng kiến" in words.missing(chances("CSTDCS", "A", works=[spent])[0])
    good = {"past_ratings": ratings("outstanding", 2022), "rating": "outstanding"}
    works = [{"title": name, "year": YEAR, "spent_on": ["CSTDCS"]} for name in ("A", "B")]
    assert chances("BKT", "B", works=works, **good)[0].state is State.READY
    works[0]["spent_on"] = ["GK"]
    assert chances("BKT", "B", works=works, **good)[0].state is State.OPEN


# --- this year as it is


def test_what_is_over_this_year_is_over_but_not_the_next():
    assert states("LDTT", "A", registered=False) == ["blocked", "open", "open"]
    assert states("LDTT", "B", registered=False) == ["open", "open", "open"]
    assert states("LDTT", discipline="reprimand") == ["blocked", "open", "open"]
    assert states("LDTT", under_investigation=True) == ["blocked", "open", "open"]
    assert states("LDTT", rating="completed") == ["blocked", "open", "open"]
    assert states("LDTT", rating="good") == ["ready", "open", "open"]
    assert states("LDTT", absence_months=3) == ["blocked", "open", "open"]
    assert states("LDTT", absence_months=2) == ["open", "open", "open"]
    assert states("LDTT", refused=["LDTT"]) == ["blocked", "open", "open"]


def test_new_staff_wait_for_the_months_of_the_set():
    new = {"recruited_in_year": True, "months_worked_since_recruitment": 5}
    assert states("LDTT", **new) == ["blocked", "open", "open"]
    assert states("LDTT", **new | {"months_worked_since_recruitment": 6}) == ["open", "open", "open"]


def test_what_was_received_this_year_is_said():
    facts = {"history": titles("LDTT", YEAR), "ldtt_basis": "recognised"}
    assert states("LDTT", **facts) == ["received", "open", "open"]
    assert words.missing(chances("CSTDCS", rating="outstanding", **facts)[0]) == ""
    assert chances("CSTDCS", rating="outstanding", **facts)[0].state is State.READY


def test_a_private_reason_stays_out_of_the_short_sentence():
    first = chances("LDTT", discipline="reprimand")[0]
    assert "khiển trách" in words.in_the_way(first)
    assert "khiển trách" not in words.in_the_way(first, short=True)
    assert words.in_the_way(first, short=True)


def test_a_refusal_does_not_count_works_that_would_not_help():
    [first, *_] = chances("BKT", "A", past_ratings=ratings("good", 2022))
    assert words.in_the_way(first) == (
        "Dù từ nay đạt mọi mục tiêu khác: 1/2 năm liên tục hoàn thành xuất sắc nhiệm vụ; "
        "0/2 sáng kiến, đề tài phạm vi cơ sở trở lên."
    )


# --- what nobody knows


def test_a_gap_in_the_history_is_unclear_not_refused():
    facts = {"history": titles("CSTDCS", 2022), "history_complete_from": 2022}
    found = chances("CSTDT", **facts)
    assert [one.state.value for one in found] == ["unclear", "open", "open"]
    assert "chưa chắc đầy đủ" in words.not_known(found[0])
    assert chances("CSTDT", **facts | {"history_complete_from": 2021})[0].state is State.BLOCKED


def test_what_the_province_must_say_stays_open():
    first = chances("GK")[0]
    assert (first.state, words.label(first)) == (State.READY, "Chưa rõ")
    assert "do tỉnh quy định" in words.not_known(first)


def test_under_a_text_nobody_read_there_is_no_final_yes():
    ready = {"rating": "good", "registered": True}
    assert words.label(chances("LDTT", "C1", **ready)[0]) == "Đủ điều kiện"
    first = chances("LDTT", "C2", **ready)[0]
    assert (first.to_be_confirmed, words.label(first)) == (True, "Cần thẩm tra")
    # The draft asks for the initiative and the outstanding year both.
    assert words.missing(chances("CSTDCS", "C2")[0]) == (
        "Còn thiếu: xếp loại hoàn thành xuất sắc nhiệm vụ năm 2023; "
        "1 sáng kiến, đề tài được công nhận phạm vi cơ sở trở lên trong năm 2023."
    )


# --- collectives


@pytest.mark.parametrize(
    ("rule_set", "members", "least"),
    [("A", 9, "5/9 = 55,6%"), ("A", 10, "6/10 = 60%"), ("B", 9, "7/9 = 77,8%"), ("B", 10, "7/10 = 70%")],
)
def test_how_many_members_a_collective_needs(rule_set, members, least):
    first = chances("TTLDTT", rule_set, base=COLLECTIVE, members=members, members_ldtt=0)[0]
    assert f"ít nhất {least} thành viên đạt “Lao động tiên tiến” năm 2023" in words.missing(first, members)


def test_the_members_there_are_enough():
    first, second, _ = chances("TTLDTT", "B", base=COLLECTIVE, members_ldtt=7)
    assert words.missing(first, 9) == "Còn thiếu: xếp loại hoàn thành tốt nhiệm vụ trở lên năm 2023."
    assert "7/9" in words.missing(second, 9)
    assert states("TTLDTT", base=COLLECTIVE, members_disciplined_from_warning=1) == ["blocked", "open", "open"]


def test_years_in_words():
    assert [words.years(found) for found in ([2023], [2024, 2023], [2023, 2024, 2025])] == [
        "năm 2023",
        "năm 2023 và 2024",
        "năm 2023, 2024 và 2025",
    ]


def test_without_a_year_there_is_no_road():
    with pytest.raises(ValueError, match="năm thành tích"):
        road(Facts(), sets.get("B"), ["LDTT"])
