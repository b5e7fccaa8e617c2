"""Titles, flags and forms of collectives, on both sides of each boundary (law notes §3, §4.2, §13).

A line: rule sets, award, finding, what is changed in the best candidate, the expected answer. The year is 2022.
"""

import pytest

from tests.awards.cases import answer, finding, rated, received, report, wrong_answers

ALL = "A B C1 C2"


def share(ldtt, members, **more):
    return {"members": members, "members_ldtt": ldtt, **more}


def done(completed, members, unrated=0):
    return {"members_completed": completed, "members": members, "members_not_rated": unrated}


def movement(level, **more):
    return {"occasion": "thematic", "movement_level": level, "bloc_leader": False, "movement_long_enough": True, **more}


ADVANCED = [
    (ALL, "TTLDTT", "registered", {"registered": False}, "no"),
    (ALL, "TTLDTT", "unit_rating", {"unit_rating": "good"}, "yes"),
    (ALL, "TTLDTT", "unit_rating", {"unit_rating": "completed"}, "no"),
    (ALL, "TTLDTT", "unit_rating", {"unit_rating": None}, "unknown"),
    (ALL, "TTLDTT", "conduct", {"conduct_confirmed": False}, "no"),
    # More than half before 2024, seventy per cent since.
    ("A", "TTLDTT", "ldtt_share", share(5, 10), "no"),  # exactly half
    ("A", "TTLDTT", "ldtt_share", share(5, 9), "yes"),
    ("A", "TTLDTT", "ldtt_share", share(501, 1000), "yes"),
    ("A", "TTLDTT", "ldtt_share", share(4, 9), "no"),
    ("A", "TTLDTT", "ldtt_share", share(6, 10), "yes"),
    ("B C1 C2", "TTLDTT", "ldtt_share", share(6, 10), "no"),
    ("B C1 C2", "TTLDTT", "ldtt_share", share(7, 10), "yes"),  # exactly 70 %
    ("B C1 C2", "TTLDTT", "ldtt_share", share(699, 1000), "no"),  # 69,9 %
    (ALL, "TTLDTT", "ldtt_share", share(10, 10), "yes"),
    (ALL, "TTLDTT", "ldtt_share", share(0, 10), "no"),
    (ALL, "TTLDTT", "ldtt_share", share(0, 0), "unknown"),
    (ALL, "TTLDTT", "ldtt_share", share(4, 3), "unknown"),
    (ALL, "TTLDTT", "ldtt_share", {"members": None}, "unknown"),
    (ALL, "TTLDTT", "ldtt_share", {"members_ldtt": None}, "unknown"),
    (ALL, "TTLDTT", "ldtt_share", {"members_ldtt_basis": None}, "unknown"),
    (ALL, "TTLDTT", "ldtt_share", {"members_not_considered": None}, "yes"),
    (ALL, "TTLDTT", "members_discipline", {"members_disciplined_from_warning": 0}, "yes"),
    (ALL, "TTLDTT", "members_discipline", {"members_disciplined_from_warning": 1}, "no"),
    (ALL, "TTLDTT", "members_discipline", {"members_disciplined_from_warning": None}, "unknown"),
    (ALL, "TTLDTT", "investigation", {"under_investigation": True}, "no"),
    (ALL, "TTLDTT", "investigation", {"under_investigation": None}, "unknown"),
]

OUTSTANDING = [
    (ALL, "TTLDXS", "registered", {"registered": False}, "no"),
    ("A", "TTLDXS", "ttldtt", {"ttldtt_basis": "none"}, "no"),
    ("A", "TTLDXS", "ttldtt", {"ttldtt_basis": "verified"}, "yes"),
    ("A", "TTLDXS", "ttldtt", {"ttldtt_basis": None}, "unknown"),
    ("B C1 C2", "TTLDXS", "ttldtt", {"ttldtt_basis": "none"}, None),
    (ALL, "TTLDXS", "unit_rating", {"unit_rating": "outstanding"}, "yes"),
    (ALL, "TTLDXS", "unit_rating", {"unit_rating": "good"}, "no"),
    (ALL, "TTLDXS", "unit_rating", {"unit_rating": None}, "unknown"),
    (ALL, "TTLDXS", "conduct", {"conduct_confirmed": False}, "no"),
    (ALL, "TTLDXS", "ldtt_share", share(7, 10), "yes"),
    (ALL, "TTLDXS", "ldtt_share", share(699, 1000), "no"),
    (ALL, "TTLDXS", "ldtt_share", share(6, 10), "no"),
    # All have completed their tasks; who is not rated yet may still.
    (ALL, "TTLDXS", "completed_share", done(10, 10), "yes"),
    (ALL, "TTLDXS", "completed_share", done(9, 10), "no"),
    (ALL, "TTLDXS", "completed_share", done(9, 10, unrated=1), "unknown"),
    (ALL, "TTLDXS", "completed_share", done(8, 10, unrated=1), "no"),
    (ALL, "TTLDXS", "completed_share", done(0, 0), "unknown"),
    (ALL, "TTLDXS", "completed_share", done(10, 10, unrated=1), "unknown"),
    (ALL, "TTLDXS", "completed_share", {"members_completed": None}, "unknown"),
    (ALL, "TTLDXS", "completed_share", {"members_not_rated": None}, "unknown"),
    (ALL, "TTLDXS", "has_cstdcs", {"members_cstdcs": 1}, "yes"),
    (ALL, "TTLDXS", "has_cstdcs", {"members_cstdcs": 0}, "no"),
    (ALL, "TTLDXS", "has_cstdcs", {"members_cstdcs": None}, "unknown"),
    (ALL, "TTLDXS", "members_discipline", {"members_disciplined_from_warning": 0}, "yes"),
    (ALL, "TTLDXS", "members_discipline", {"members_disciplined_from_warning": 1}, "no"),
    (ALL, "TTLDXS", "investigation", {"under_investigation": True}, "no"),
]

FLAGS = [
    (ALL, "COT", "registered", {"registered": False}, "no"),
    (ALL, "COT", "bloc_leader", {"bloc_leader": True}, "yes"),
    (ALL, "COT", "bloc_leader", {"bloc_leader": False}, "no"),
    (ALL, "COT", "bloc_leader", {"bloc_leader": None}, "unknown"),
    ("A", "COT", "targets_exceeded", {}, None),
    ("B C1 C2", "COT", "targets_exceeded", {"targets_exceeded": True}, "yes"),
    ("B C1 C2", "COT", "targets_exceeded", {"targets_exceeded": False}, "no"),
    ("B C1 C2", "COT", "targets_exceeded", {"targets_exceeded": None}, "unknown"),
    ("A", "COT", "conduct", {"conduct_confirmed": False}, "no"),
    (ALL, "COT", "investigation", {"under_investigation": True}, "no"),
    (ALL, "COCP", "registered", {"registered": False}, "no"),
    (ALL, "COCP", "grounds", {"bloc_leader": True}, "yes"),
    (ALL, "COCP", "grounds", {"bloc_leader": False}, "no"),
    (ALL, "COCP", "grounds", {"bloc_leader": None}, "unknown"),
    (ALL, "COCP", "grounds", movement("government"), "yes"),
    (ALL, "COCP", "grounds", movement("government", movement_long_enough=False), "no"),
    (ALL, "COCP", "grounds", movement("government", movement_long_enough=None), "unknown"),
    # Since 2024 it must be a movement of the Prime Minister.
    ("A", "COCP", "grounds", movement("province"), "yes"),
    ("B C1 C2", "COCP", "grounds", movement("province"), "no"),
    (ALL, "COCP", "grounds", movement("school"), "no"),
    (ALL, "COCP", "conduct", {"conduct_confirmed": False}, "no"),
    ("A", "COCP", "flag_quota", {}, "unknown"),
    ("B C1 C2", "COCP", "flag_quota", {}, None),
    ("B C1 C2", "COCP", "targets_exceeded", {"targets_exceeded": False}, "no"),
    (ALL, "COCP", "investigation", {"under_investigation": True}, "no"),
]


def two_years(first, second):
    return {"past_ratings": rated("good", 2020) + rated(first, 2021), "unit_rating": second}


def titles(*years, **more):
    return two_years("good", "good") | {"history": received("TTLDXS", *years), **more}


FORMS = [
    ("A", "GKTT", "merit_year", {"unit_rating": "good"}, "yes"),
    ("A", "GKTT", "merit_year", {"unit_rating": "completed"}, "no"),
    ("A", "GKTT", "merit_year", {"unit_rating": None}, "unknown"),
    (
        "A",
        "GKTT",
        "merit_year",
        {"unit_rating": None, "rating": "good"},
        "unknown",
    ),  # a person's rating is not the unit's
    ("A", "GKTT", "merit_year", {"occasion": "phase"}, None),
    ("A", "GKTT", "conduct", {"conduct_confirmed": False}, "no"),
    ("B C1 C2", "GKTT", "province_criteria", {}, "unknown"),
    (ALL, "GKTT", "investigation", {"under_investigation": True}, "no"),
    (ALL, "BKTTT", "grounds", two_years("outstanding", "outstanding"), "yes"),
    (ALL, "BKTTT", "grounds", two_years("good", "outstanding"), "no"),
    (ALL, "BKTTT", "grounds", two_years("outstanding", "good"), "no"),
    (ALL, "BKTTT", "grounds", two_years("outstanding", None), "unknown"),
    (ALL, "BKTTT", "grounds", two_years("outstanding", None) | {"rating": "outstanding"}, "unknown"),
    (ALL, "BKTTT", "grounds", {"history": received("BKTTT", 2021)}, "no"),
    (ALL, "BKTTT", "grounds", {"history": received("BKTTT", 2020)}, "yes"),
    ("A", "BKTTT", "grounds", titles(2021, 2022), "no"),
    ("B C1 C2", "BKTTT", "grounds", titles(2021, 2022), "yes"),
    ("B C1 C2", "BKTTT", "grounds", titles(2022), "no"),
    ("B C1 C2", "BKTTT", "grounds", titles(2020, 2022), "no"),
    ("B C1 C2", "BKTTT", "grounds", titles(2022, history_complete_from=2022), "unknown"),
    ("B C1 C2", "BKTTT", "grounds", titles(2021), "no"),
    (ALL, "BKTTT", "grounds", {"occasion": "thematic", "movement_level": "province"}, "yes"),
    (ALL, "BKTTT", "grounds", {"occasion": "ad_hoc", "influence_confirmed": False}, "no"),
    ("A", "BKTTT", "conduct", {"conduct_confirmed": False}, "no"),
    (ALL, "BKTTT", "investigation", {"under_investigation": True}, "no"),
    *[
        (ALL, award_code, key, changes, expected)
        for award_code, before in {
            "BKTTGTT": "BKTTT",
            "HCLD3TT": "BKTTGTT",
            "HCLD2TT": "HCLD3TT",
            "HCLD1TT": "HCLD2TT",
        }.items()
        for key, changes, expected in [
            ("after_previous", {"history": received(before, 2017)}, "unknown"),  # the numbers nobody could read
            ("after_previous", {"history": []}, "no"),
            ("after_previous", {"history": [], "history_complete_from": 2010}, "unknown"),
            ("after_previous", {"history": received(before, 2017, revoked=True)}, "no"),
            ("collective_criteria", {}, "unknown"),
            ("other_grounds", {"occasion": "thematic"}, "unknown"),
            ("investigation", {"under_investigation": True}, "no"),
        ]
    ],
]


@pytest.mark.parametrize("table", [ADVANCED, OUTSTANDING, FLAGS, FORMS], ids=["TTLDTT", "TTLDXS", "COT, COCP", "forms"])
def test_collectives(table):
    assert wrong_answers(table) == []


def test_the_province_counts_its_flags():
    """The school is told of the twenty per cent, and cannot fail by them."""
    quota = finding("flag_quota", "COCP", "A")
    assert (quota.answer, quota.blocking) == ("unknown", False)
    assert "nhiều nhất 20%" in quota.sentence
    assert report("COCP", "A").verdict == "eligible"


def test_denominator_without_those_not_considered(overriding):
    without = overriding("A", denominator_excludes_not_considered="true")
    half = share(5, 10, members_not_considered=1)
    assert answer("ldtt_share", "TTLDTT", "A", **half) == "no"
    assert answer("ldtt_share", "TTLDTT", without, **half) == "yes"
    assert answer("ldtt_share", "TTLDTT", without, **half | {"members_not_considered": None}) == "unknown"
    assert answer("ldtt_share", "TTLDTT", without, **half | {"members_not_considered": 10}) == "unknown"
    assert finding("ldtt_share", "TTLDTT", without, **half).sentence == (
        "5/9 = 55,6% thành viên đạt “Lao động tiên tiến” (được Hội đồng đề nghị), cần trên 50%. "
        "Không tính 1 người không thuộc diện xét."
    )
    assert finding("ldtt_share", "TTLDTT", "A", **half).certainty == "memory"  # the law does not settle it
    assert finding("ldtt_share", "TTLDTT", "A", **share(5, 10)).certainty == "confirmed"


def test_other_values_of_collectives(overriding):
    assert answer("ldtt_share", "TTLDTT", overriding("A", ttldtt_min_pct_ldtt="≥50%"), **share(5, 10)) == "yes"
    assert answer("ttldtt", "TTLDXS", overriding("B", ttldxs_needs_ttldtt="true"), ttldtt_basis="none") == "no"
    assert answer("unit_rating", "TTLDXS", overriding("B", ttldxs_unit_rating="good"), unit_rating="good") == "yes"
    assert answer("has_cstdcs", "TTLDXS", overriding("B", ttldxs_needs_cstdcs="2")) == "no"
    assert answer("completed_share", "TTLDXS", overriding("B", ttldxs_pct_ht="≥90%"), **done(9, 10)) == "yes"
    one_warned = {"members_disciplined_from_warning": 1}
    assert answer("members_discipline", "TTLDXS", overriding("B", ttldxs_no_discipline="false"), **one_warned) is None
    from_reprimand = overriding("A", collective_no_discipline_from="reprimand")
    assert answer("members_discipline", "TTLDTT", from_reprimand) == "unknown"  # the count starts at a warning
