"""Forms of commendation for persons: Giấy khen, Bằng khen, Huân chương, Kỷ niệm chương (law notes §4.2, §5, §13).

A line: rule sets, award, finding, what is changed in the best candidate, the expected answer. The year is 2022.
"""

import pytest

from tests.awards.cases import THREE_CSTDCS, answer, finding, rated, received, report, works, wrong_answers

ALL = "A B C1 C2"
THEMATIC, AD_HOC, PHASE = ({"occasion": one} for one in ("thematic", "ad_hoc", "phase"))


def movement(level, **more):
    return {"occasion": "thematic", "movement_level": level, **more}


GRATITUDE = [
    ("A", "GK", "merit_year", {"rating": "good"}, "yes"),
    ("A", "GK", "merit_year", {"rating": "completed"}, "no"),
    ("A", "GK", "merit_year", {"rating": None}, "unknown"),
    ("A", "GK", "merit_year", {"occasion": None}, "unknown"),
    ("A", "GK", "merit_year", PHASE | {"rating": None}, None),  # in the middle of a year there is no rating yet
    ("A", "GK", "conduct", {"conduct_confirmed": True}, "yes"),
    ("A", "GK", "conduct", {"conduct_confirmed": False}, "no"),
    ("B C1 C2", "GK", "merit_year", {}, None),
    ("B C1 C2", "GK", "province_criteria", {}, "unknown"),
    ("A B C1 C2", "KNC", "issuer_criteria", {}, "unknown"),
]

# --- the province's Bằng khen


def two_years(first, second, *work_years, **more):
    ratings = rated("good", 2020) + rated(first, 2021)
    return {"past_ratings": ratings, "rating": second, "works": works(*work_years), "history": [], **more}


NOTHING = two_years("good", "good")  # no ground at all


def titles(*years, **more):
    return NOTHING | {"history": received("CSTDCS", *years)} | more


BKT = [
    # Two outstanding years in a row with two initiatives.
    (ALL, "BKT", "grounds", two_years("outstanding", "outstanding", 2021, 2022), "yes"),
    (ALL, "BKT", "grounds", two_years("outstanding", "outstanding", 2022), "no"),
    (ALL, "BKT", "grounds", two_years("outstanding", "outstanding", 2022, 2022), "yes"),
    (ALL, "BKT", "grounds", two_years("outstanding", "outstanding", 2020, 2022), "no"),
    (ALL, "BKT", "grounds", two_years("good", "outstanding", 2021, 2022), "no"),
    (ALL, "BKT", "grounds", two_years("outstanding", "good", 2021, 2022), "no"),
    (ALL, "BKT", "grounds", two_years("outstanding", None, 2021, 2022), "unknown"),
    # This year's rating is the fact of this year, never an old line of it.
    (ALL, "BKT", "grounds", {"rating": None, "past_ratings": rated("outstanding", 2021, 2022)}, "unknown"),
    (ALL, "BKT", "grounds", {"rating": "good", "past_ratings": rated("outstanding", 2021, 2022)}, "no"),
    (ALL, "BKT", "grounds", {"past_ratings": [], "history": []}, "unknown"),  # the year before was not entered
    (ALL, "BKT", "grounds", two_years("outstanding", "outstanding", history=None), "unknown"),
    (ALL, "BKT", "grounds", two_years("outstanding", "outstanding", 2022, history_complete_from=2021), "no"),
    (ALL, "BKT", "grounds", two_years("outstanding", "outstanding", 2022, history_complete_from=2022), "unknown"),
    (ALL, "BKT", "grounds", two_years("outstanding", "outstanding", works=None), "unknown"),
    (ALL, "BKT", "grounds", {"works": works(2021, 2022, spent_on=["CSTDCS"])}, "yes"),
    (ALL, "BKT", "grounds", {"works": works(2021, 2022, spent_on=["BKT"])}, "no"),
    (ALL, "BKT", "grounds", {"works": works(2021, 2022, kind="project")}, "yes"),
    # After a Bằng khen the years begin anew.
    (ALL, "BKT", "grounds", {"history": received("BKT", 2020)}, "yes"),
    (ALL, "BKT", "grounds", {"history": received("BKT", 2021)}, "no"),
    (ALL, "BKT", "grounds", {"history": received("BKT", 2021, revoked=True)}, "yes"),
    # Two CSTĐCS in a row are a ground since 2024.
    ("A", "BKT", "grounds", titles(2021, 2022), "no"),
    ("B C1 C2", "BKT", "grounds", titles(2021, 2022), "yes"),
    ("B C1 C2", "BKT", "grounds", titles(2022), "no"),
    ("B C1 C2", "BKT", "grounds", titles(2020, 2022), "no"),
    ("B C1 C2", "BKT", "grounds", titles(2020, 2021, cstdcs_basis="none"), "no"),
    ("B C1 C2", "BKT", "grounds", titles(2021, cstdcs_basis="recognised"), "yes"),
    ("B C1 C2", "BKT", "grounds", titles(2021, cstdcs_basis="recommended"), "unknown"),
    ("B C1 C2", "BKT", "grounds", titles(2021, cstdcs_basis=None), "unknown"),
    ("B C1 C2", "BKT", "grounds", titles(2022, history_complete_from=2022), "unknown"),
    ("B C1 C2", "BKT", "grounds", titles(2022, history_complete_from=2021), "no"),
    (
        "B C1 C2",
        "BKT",
        "grounds",
        NOTHING | {"history": received("CSTDCS", 2022) + received("CSTDCS", 2021, revoked=True)},
        "no",
    ),
    (
        "B C1 C2",
        "BKT",
        "grounds",
        NOTHING | {"history": received("CSTDCS", 2020, 2021, 2022) + received("BKT", 2021)},
        "no",
    ),
    (
        "B C1 C2",
        "BKT",
        "grounds",
        NOTHING | {"history": received("CSTDCS", 2019, 2020, 2021, 2022) + received("BKT", 2020)},
        "yes",
    ),
    # The very one under review, looked at again.
    ("B C1 C2", "BKT", "grounds", NOTHING | {"history": received("CSTDCS", 2021, 2022) + received("BKT", 2022)}, "yes"),
    # A movement, a deed.
    (ALL, "BKT", "grounds", movement("province"), "yes"),
    (ALL, "BKT", "grounds", movement("government"), "yes"),
    (ALL, "BKT", "grounds", movement("school"), "no"),
    (ALL, "BKT", "grounds", movement(None), "unknown"),
    (ALL, "BKT", "grounds", AD_HOC | {"influence_confirmed": True}, "yes"),
    (ALL, "BKT", "grounds", AD_HOC | {"influence_confirmed": False}, "no"),
    (ALL, "BKT", "grounds", AD_HOC | {"influence_confirmed": None}, "unknown"),
    (ALL, "BKT", "grounds", PHASE, "no"),
    (ALL, "BKT", "grounds", {"occasion": None}, "unknown"),
]

# --- the Prime Minister's Bằng khen


def after(form, *years, cstdcs=3, ratings="outstanding", first=2018, **more):
    """The form in those years, then so many CSTĐCS and ratings from `first` to last year."""
    past = [*range(first, 2022)]
    return {
        "history": received(form, *years) + THREE_CSTDCS[:cstdcs],
        "past_ratings": rated(ratings, *past),
        **more,
    }


BKTTG = [
    # Before 2024: five outstanding years and five initiatives after the province's Bằng khen.
    ("A", "BKTTG", "grounds", after("BKT", 2017, cstdcs=0), "yes"),
    ("A", "BKTTG", "grounds", after("BKT", 2018, cstdcs=0), "no"),
    ("A", "BKTTG", "grounds", after("BKT", 2017, first=2019), "unknown"),
    ("A", "BKTTG", "grounds", after("BKT", 2017, ratings="good"), "no"),
    ("A", "BKTTG", "grounds", {"works": works(2018, 2019, 2020, 2021)}, "no"),
    ("A", "BKTTG", "grounds", {"works": works(2017, 2019, 2020, 2021, 2022)}, "no"),
    ("A", "BKTTG", "grounds", {"works": works(2018, 2018, 2018, 2018, 2018)}, "yes"),
    ("A", "BKTTG", "grounds", {"works": works(2018, 2019, 2020, 2021, 2022, spent_on=["CSTDCS", "CSTDT"])}, "yes"),
    ("A", "BKTTG", "grounds", {"works": works(2018, 2019, 2020, 2021, 2022, spent_on=["BKT"])}, "no"),
    # Since 2024: five good years with three CSTĐCS in them.
    ("B C1 C2", "BKTTG", "grounds", after("BKT", 2017, ratings="good", works=[]), "yes"),
    ("B C1 C2", "BKTTG", "grounds", after("BKT", 2017, ratings="good", rating="good", works=[]), "yes"),
    ("B C1 C2", "BKTTG", "grounds", after("BKT", 2018, ratings="good"), "no"),
    ("B C1 C2", "BKTTG", "grounds", after("BKT", 2017, ratings="completed"), "no"),
    ("B C1 C2", "BKTTG", "grounds", after("BKT", 2017, rating="completed"), "no"),
    ("B C1 C2", "BKTTG", "grounds", after("BKT", 2017, cstdcs=2, cstdcs_basis="none"), "no"),
    ("B C1 C2", "BKTTG", "grounds", after("BKT", 2017, cstdcs=2, cstdcs_basis="recognised"), "yes"),
    ("B C1 C2", "BKTTG", "grounds", after("BKT", 2017, first=2019), "unknown"),
    ("B C1 C2", "BKTTG", "grounds", after("BKT", 2010, first=2019), "unknown"),
    ("B C1 C2", "BKTTG", "grounds", after("BKT", 2010, 2020), "yes"),  # counted from the earlier one
    (ALL, "BKTTG", "grounds", after("BKT", 2017, rating=None), "unknown"),
    (ALL, "BKTTG", "grounds", {"history": None}, "unknown"),
    # No Bằng khen of the province before.
    (ALL, "BKTTG", "grounds", {"history": THREE_CSTDCS}, "no"),
    (ALL, "BKTTG", "grounds", {"history": THREE_CSTDCS, "history_complete_from": 2015}, "unknown"),
    (ALL, "BKTTG", "grounds", {"history": THREE_CSTDCS, "history_complete_from": None}, "unknown"),
    (ALL, "BKTTG", "grounds", {"history": THREE_CSTDCS + received("BKT", 2017, revoked=True)}, "no"),
    # One Bằng khen serves for one of the Prime Minister.
    (ALL, "BKTTG", "grounds", {"history": received("BKT", 2005) + received("BKTTG", 2012) + THREE_CSTDCS}, "no"),
    (
        ALL,
        "BKTTG",
        "grounds",
        {
            "history": received("BKT", 2005) + received("BKTTG", 2012) + THREE_CSTDCS,
            "history_complete_from": 2012,
        },
        "no",
    ),
    (
        ALL,
        "BKTTG",
        "grounds",
        {
            "history": received("BKT", 2005) + received("BKTTG", 2012) + THREE_CSTDCS,
            "history_complete_from": 2013,
        },
        "unknown",
    ),
    (ALL, "BKTTG", "grounds", {"history": received("BKT", 2005, 2014) + received("BKTTG", 2012) + THREE_CSTDCS}, "yes"),
    # A Bằng khen for a movement or a deed is no basis for merit since 2024.
    ("A", "BKTTG", "grounds", {"history": received("BKT", 2017, occasion="thematic") + THREE_CSTDCS}, "yes"),
    ("B C1 C2", "BKTTG", "grounds", {"history": received("BKT", 2017, occasion="thematic") + THREE_CSTDCS}, "no"),
    ("A", "BKTTG", "grounds", {"history": received("BKT", 2017, occasion="ad_hoc") + THREE_CSTDCS}, "yes"),
    ("B C1 C2", "BKTTG", "grounds", {"history": received("BKT", 2017, occasion="ad_hoc") + THREE_CSTDCS}, "no"),
    # A movement: of three years and more before 2024.
    ("A", "BKTTG", "grounds", movement("province", movement_long_enough=True), "yes"),
    ("A", "BKTTG", "grounds", movement("province", movement_long_enough=False), "no"),
    ("A", "BKTTG", "grounds", movement("province", movement_long_enough=None), "unknown"),
    ("B C1 C2", "BKTTG", "grounds", movement("province", movement_long_enough=False), "yes"),
    (ALL, "BKTTG", "grounds", movement("school", movement_long_enough=True), "no"),
    (ALL, "BKTTG", "grounds", AD_HOC | {"influence_confirmed": True}, "yes"),
    (ALL, "BKTTG", "grounds", AD_HOC | {"influence_confirmed": False}, "no"),
]


def of_province(*years):
    return {"works": works(*years, scope="province")}


ORDERS = [
    ("A", "HCLD3", "after_previous", {}, "yes"),
    ("A", "HCLD3", "after_previous", of_province(2018, 2022), "yes"),
    ("A", "HCLD3", "after_previous", of_province(2018), "no"),
    ("A", "HCLD3", "after_previous", of_province(2017, 2022), "no"),
    ("A", "HCLD3", "after_previous", {"works": works(2020, 2021, scope="base")}, "no"),
    ("A", "HCLD3", "after_previous", after("BKTTG", 2018), "no"),
    ("A", "HCLD3", "after_previous", after("BKTTG", 2017, ratings="good"), "no"),
    ("A", "HCLD3", "after_previous", {"rating": "good"}, "no"),
    # Since 2024: five good years, one of them outstanding, three CSTĐCS.
    ("B C1 C2", "HCLD3", "after_previous", after("BKTTG", 2017, ratings="good", works=[]), "yes"),
    ("B C1 C2", "HCLD3", "after_previous", after("BKTTG", 2017, ratings="good", rating="good", works=[]), "no"),
    ("B C1 C2", "HCLD3", "after_previous", after("BKTTG", 2017, rating="good", works=[]), "yes"),
    ("B C1 C2", "HCLD3", "after_previous", after("BKTTG", 2017, cstdcs=2, cstdcs_basis="none"), "no"),
    ("B C1 C2", "HCLD3", "after_previous", after("BKTTG", 2018), "no"),
    ("B C1 C2", "HCLD3", "after_previous", after("BKTTG", 2017, ratings="completed"), "no"),
    (ALL, "HCLD3", "after_previous", {"history": received("BKT", 2017) + THREE_CSTDCS}, "no"),
    (ALL, "HCLD3", "after_previous", {"history": received("BKT", 2017), "history_complete_from": 2010}, "unknown"),
    (ALL, "HCLD3", "after_previous", {"occasion": None}, "unknown"),
    (ALL, "HCLD3", "after_previous", THEMATIC, None),
    (ALL, "HCLD3", "other_grounds", THEMATIC, "unknown"),
    (ALL, "HCLD1", "other_grounds", AD_HOC, "unknown"),
    (ALL, "HCLD2", "other_grounds", {}, None),
    # The higher classes: three and four initiatives of the province before 2024; numbers since then nobody could read.
    ("A", "HCLD2", "after_previous", of_province(2020, 2021, 2022), "yes"),
    ("A", "HCLD2", "after_previous", of_province(2021, 2022), "no"),
    ("A", "HCLD2", "after_previous", after("HCLD3", 2018), "no"),
    ("A", "HCLD1", "after_previous", of_province(2019, 2020, 2021, 2022), "yes"),
    ("A", "HCLD1", "after_previous", of_province(2020, 2021, 2022), "no"),
    ("A", "HCLD1", "after_previous", after("HCLD2", 2018), "no"),
    ("B C1 C2", "HCLD2", "after_previous", {}, "unknown"),
    ("B C1 C2", "HCLD1", "after_previous", {}, "unknown"),
    (ALL, "HCLD2", "after_previous", {"history": received("BKTTG", 2010)}, "no"),
    (ALL, "HCLD1", "after_previous", {"history": received("HCLD3", 2010)}, "no"),
]


@pytest.mark.parametrize("table", [GRATITUDE, BKT, BKTTG, ORDERS], ids=["GK, KNC", "BKT", "BKTTG", "HCLD"])
def test_forms_of_persons(table):
    assert wrong_answers(table) == []


def test_a_thematic_award_counts_again_by_parameter(overriding):
    thematic = {"history": received("BKT", 2017, occasion="thematic") + THREE_CSTDCS}
    counting = overriding("B", movement_awards_count_for_merit="true")
    assert answer("grounds", "BKTTG", counting, **thematic) == "yes"
    not_counting = overriding("A", movement_awards_count_for_merit="false")
    assert answer("grounds", "BKTTG", not_counting, **thematic) == "no"
    # Whether they count is from memory under A, so it is said only of histories that hold one.
    assert finding("grounds", "BKTTG", "A", **thematic).certainty == "memory"
    assert finding("grounds", "BKTTG", "A").certainty == "confirmed"


def test_an_order_for_more_than_merit_is_not_decided():
    """On what other grounds it may be given nobody could read: neither yes nor no."""
    for code in ("A", "B", "C1"):
        assert report("HCLD3", code, **THEMATIC).verdict == "undetermined"


def test_sentences_of_grounds():
    one_initiative = {"works": works(2019, 2022), "past_ratings": rated("outstanding", 2020, 2021)}
    assert finding("grounds", "BKT", "A", **one_initiative).sentence == (
        "2/2 năm liên tục hoàn thành xuất sắc nhiệm vụ; 1/2 sáng kiến, đề tài phạm vi cơ sở trở lên; "
        "chưa có kết quả xếp loại năm 2019."
    )
    assert finding("grounds", "BKTTG", "B", **after("BKT", 2018, ratings="good")).sentence == (
        "Đã có Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh cho cá nhân năm 2018; "
        "4/5 năm liên tục hoàn thành tốt nhiệm vụ trở lên; 3/3 lần “Chiến sĩ thi đua cơ sở”."
    )
    both = {"history": received("CSTDCS", 2021, 2022)}  # the first ground that holds is told
    assert finding("grounds", "BKT", "B", **both).sentence == (
        "Có 2/2 lần liên tục “Chiến sĩ thi đua cơ sở” tính đến năm 2022."
    )
    assert finding("grounds", "BKT", "B", **NOTHING).sentence == (
        "Chưa đạt căn cứ nào: (1) Có 1/2 lần liên tục “Chiến sĩ thi đua cơ sở” tính đến năm 2022. "
        "(2) 0/2 năm liên tục hoàn thành xuất sắc nhiệm vụ; 0/2 sáng kiến, đề tài phạm vi cơ sở trở lên."
    )
    assert finding("grounds", "BKTTG", "B", **after("BKT", 2017, first=2019)).sentence == (
        "Đã có Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh cho cá nhân năm 2017; "
        "4/5 năm liên tục hoàn thành tốt nhiệm vụ trở lên; 3/3 lần “Chiến sĩ thi đua cơ sở”; "
        "chưa có kết quả xếp loại năm 2018."
    )
