"""“Lao động tiên tiến”, “Chiến sĩ thi đua cơ sở” and what any person meets, on both sides of each boundary.

Written by hand from the law notes (§2.1, §2.2, §5, §13), never from the code. A line: rule sets, award, finding, what
is changed in the best candidate, the expected answer (None: nothing is said).
"""

from awards.eligibility import sets
from awards.eligibility.kinds import Basis
from awards.eligibility.quota import quota
from tests.awards.cases import finding, report, works, wrong_answers

NEW, NONE = {"recruited_in_year": True}, {"recognised_initiatives": 0, "accepted_projects": 0}


def months(number):
    return NEW | {"months_worked_since_recruitment": number}


def counts(ldtt, cstdcs, **more):
    return {"school_ldtt": ldtt, "school_cstdcs": cstdcs, **more}


LDTT = [
    ("A B C1 C2", "LDTT", "employment", {"employment": "cadre"}, "yes"),
    ("A B C1 C2", "LDTT", "employment", {"employment": "contract_worker"}, "yes"),
    ("A B C1 C2", "LDTT", "employment", {"employment": None}, "unknown"),
    ("A B C1 C2", "LDTT", "rating", {"rating": "outstanding"}, "yes"),
    ("A B C1 C2", "LDTT", "rating", {"rating": "good"}, "yes"),
    ("A B C1 C2", "LDTT", "rating", {"rating": "completed"}, "no"),
    ("A B C1 C2", "LDTT", "rating", {"rating": "not_completed"}, "no"),
    ("A B C1 C2", "LDTT", "rating", {"rating": "not_rated"}, "no"),
    ("A B C1 C2", "LDTT", "rating", {"rating": None}, "unknown"),
    # A year without rating is looked at again where the time off does not cost the title.
    ("A B", "LDTT", "rating", {"rating": "not_rated", "maternity_leave": True}, "unknown"),
    ("A B", "LDTT", "rating", {"rating": "not_rated", "maternity_leave": None}, "unknown"),
    ("A B", "LDTT", "rating", {"rating": "not_rated", "study_months": None}, "unknown"),
    ("A B", "LDTT", "rating", {"rating": "not_rated", "study_months": 11}, "no"),
    ("A B", "LDTT", "rating", {"rating": "not_rated", "study_months": 12}, "unknown"),
    ("A B C1 C2", "LDTT", "conduct", {"conduct_confirmed": False}, "no"),
    ("A B C1 C2", "LDTT", "conduct", {"conduct_confirmed": None}, "unknown"),
    # New staff: ten months before 2024, six since.
    ("A", "LDTT", "new_staff", months(10), "yes"),
    ("A", "LDTT", "new_staff", months(9), "no"),
    ("A", "LDTT", "new_staff", months(6), "no"),
    ("B C1 C2", "LDTT", "new_staff", months(6), "yes"),
    ("B C1 C2", "LDTT", "new_staff", months(5), "no"),
    ("A B C1 C2", "LDTT", "new_staff", months(None), "unknown"),
    ("A B C1 C2", "LDTT", "new_staff", {"recruited_in_year": None}, "unknown"),
    ("A B C1 C2", "LDTT", "new_staff", {"recruited_in_year": False, "months_worked_since_recruitment": 5}, "yes"),
    # Away three months: no good rating. Six: none at all.
    ("A B C1 C2", "LDTT", "absence", {"absence_months": 2}, "yes"),
    ("A B C1 C2", "LDTT", "absence", {"absence_months": 3}, "no"),
    ("A B C1 C2", "LDTT", "absence", {"absence_months": 5}, "no"),
    ("A B C1 C2", "LDTT", "absence", {"absence_months": 6}, "no"),
    ("A B C1 C2", "LDTT", "absence", {"absence_months": None}, "unknown"),
    ("A B C1 C2", "LDTT", "absence_days", {"absence_days": 40}, None),
    ("A B C1 C2", "LDTT", "absence_days", {"absence_days": 41}, "yes"),
    ("A B C1 C2", "LDTT", "maternity", {"maternity_leave": True}, "yes"),
    ("A B C1 C2", "LDTT", "maternity", {"maternity_leave": False}, None),
    ("A B C1 C2", "LDTT", "rescue", {"rescue_injury": True}, "yes"),
    ("A B C1 C2", "LDTT", "rescue", {"rescue_injury": False}, None),
    # Study: under a year counts as work; a year or more asks “khá”.
    ("A B C1 C2", "LDTT", "study", {"study_months": 0}, "yes"),
    ("A B C1 C2", "LDTT", "study", {"study_months": 11}, "yes"),
    ("A B C1 C2", "LDTT", "study", {"study_months": 12}, None),
    ("A B C1 C2", "LDTT", "study", {"study_months": None}, "unknown"),
    ("A B C1 C2", "LDTT", "study_result", {"study_months": 11, "study_result": "below"}, None),
    ("A B C1 C2", "LDTT", "study_result", {"study_months": 12, "study_result": "good"}, "yes"),
    ("A B C1 C2", "LDTT", "study_result", {"study_months": 12, "study_result": "below"}, "no"),
    ("A B C1 C2", "LDTT", "study_result", {"study_months": 12, "study_result": None}, "unknown"),
    # Moved within the year: the old unit speaks when it had the person half a year.
    ("A B C1 C2", "LDTT", "moved", {"old_unit_months": 5}, None),
    ("A B C1 C2", "LDTT", "moved", {"old_unit_months": 6, "old_unit_opinion": True}, "yes"),
    ("A B C1 C2", "LDTT", "moved", {"old_unit_months": 6, "old_unit_opinion": False}, "no"),
    ("A B C1 C2", "LDTT", "moved", {"old_unit_months": 6, "old_unit_opinion": None}, "unknown"),
    ("A B C1 C2", "LDTT", "moved", {"old_unit_months": None}, "unknown"),
    ("A B C1 C2", "LDTT", "seconded", {"seconded": False}, None),
    ("A B C1 C2", "LDTT", "seconded", {"seconded": True, "host_confirmed": True}, "yes"),
    ("A B C1 C2", "LDTT", "seconded", {"seconded": True, "host_confirmed": False}, "no"),
    ("A B C1 C2", "LDTT", "seconded", {"seconded": True, "host_confirmed": None}, "unknown"),
    ("A B C1 C2", "LDTT", "seconded", {"seconded": None}, "unknown"),
    ("A B C1 C2", "LDTT", "facts_agree", {"absence_months": 5}, None),
    ("A B C1 C2", "LDTT", "facts_agree", {"absence_months": 6}, "unknown"),
    ("A B C1 C2", "LDTT", "facts_agree", {"absence_months": 6, "rating": "not_rated"}, None),
]

CSTDCS = [
    ("A B C1", "CSTDCS", "ldtt", {"ldtt_basis": "none"}, "no"),
    ("A B C1", "CSTDCS", "ldtt", {"ldtt_basis": "verified"}, "yes"),
    ("A B C1", "CSTDCS", "ldtt", {"ldtt_basis": "recognised"}, "yes"),
    ("A B C1", "CSTDCS", "ldtt", {"ldtt_basis": None}, "unknown"),
    ("C2", "CSTDCS", "ldtt", {"ldtt_basis": "none"}, None),
    # An initiative or a project; since 2024 an outstanding rating instead; under the draft of 2026 both.
    ("A B C1 C2", "CSTDCS", "achievement", {"recognised_initiatives": 1, "accepted_projects": 0}, "yes"),
    ("A B C1 C2", "CSTDCS", "achievement", {"recognised_initiatives": 0, "accepted_projects": 1}, "yes"),
    ("A C2", "CSTDCS", "achievement", {**NONE, "rating": "outstanding"}, "no"),
    ("B C1", "CSTDCS", "achievement", {**NONE, "rating": "outstanding"}, "yes"),
    ("A B C1 C2", "CSTDCS", "achievement", {**NONE, "rating": "good"}, "no"),
    ("A C2", "CSTDCS", "achievement", {**NONE, "rating": None}, "no"),
    ("B C1", "CSTDCS", "achievement", {**NONE, "rating": None}, "unknown"),
    ("A B C1 C2", "CSTDCS", "achievement", {"recognised_initiatives": None, "accepted_projects": 1}, "yes"),
    ("A C2", "CSTDCS", "achievement", {"recognised_initiatives": None, "accepted_projects": 0}, "unknown"),
    ("A C2", "CSTDCS", "achievement", {"recognised_initiatives": 0, "accepted_projects": None}, "unknown"),
    ("A B C1", "CSTDCS", "outstanding", {"rating": "good"}, None),
    ("C2", "CSTDCS", "outstanding", {"rating": "outstanding"}, "yes"),
    ("C2", "CSTDCS", "outstanding", {"rating": "good"}, "no"),
    ("C2", "CSTDCS", "outstanding", {"rating": None}, "unknown"),
    # Fifteen per cent of the school's LĐTT, rounded down; nobody below seven.
    ("A B C1 C2", "CSTDCS", "quota", counts(50, 7), "yes"),
    ("A B C1 C2", "CSTDCS", "quota", counts(50, 8), "no"),
    ("A B C1 C2", "CSTDCS", "quota", counts(7, 1), "yes"),
    ("A B C1 C2", "CSTDCS", "quota", counts(6, 1), "no"),
    ("A B C1 C2", "CSTDCS", "quota", counts(0, 0), "yes"),
    ("A B C1 C2", "CSTDCS", "quota", counts(50, 8, school_ldtt_basis="verified"), "unknown"),
    ("A B C1 C2", "CSTDCS", "quota", counts(50, 8, school_ldtt_basis="recognised"), "no"),
    ("A B C1 C2", "CSTDCS", "quota", counts(50, 7, school_ldtt_basis=None), "unknown"),
    ("A B C1 C2", "CSTDCS", "quota", counts(None, 7), "unknown"),
    ("A B C1 C2", "CSTDCS", "quota", counts(50, None), "unknown"),
]

SPENT_ON_CSTDCS, SPENT_ON_BKT = works(2022, spent_on=["CSTDCS"]), works(2022, spent_on=["BKT"])
SPENT_ON_BOTH = works(2022, spent_on=["CSTDCS", "BKT"])

GENERAL = [
    ("A B C1 C2", "LDTT", "registered", {"registered": True}, "yes"),
    ("A B C1 C2", "LDTT", "registered", {"registered": False}, "no"),
    ("A B C1 C2", "LDTT", "registered", {"registered": None}, "unknown"),
    ("A B C1 C2", "CSTDTQ", "registered", {"registered": False}, "no"),
    ("A B C1 C2", "GK", "registered", {"registered": False}, None),
    ("A B C1 C2", "BKT", "registered", {"registered": False}, None),
    *[
        ("A B C1 C2", award_code, "discipline", {"discipline": level}, expected)
        for award_code in ("LDTT", "CSTDCS", "CSTDT", "CSTDTQ", "GK", "BKT", "BKTTG", "HCLD3", "HCLD2", "HCLD1")
        for level, expected in {
            "none": "yes",
            "reprimand": "no",
            "warning": "no",
            "dismissal_from_post": "no",
            "dismissal": "no",
            None: "unknown",
        }.items()
    ],
    *[
        ("A B C1 C2", award_code, "investigation", {"under_investigation": open_case}, expected)
        for award_code in ("LDTT", "CSTDCS", "CSTDT", "CSTDTQ", "GK", "BKT", "BKTTG", "HCLD3", "HCLD2", "HCLD1", "KNC")
        for open_case, expected in {False: "yes", True: "no", None: "unknown"}.items()
    ],
    # One achievement, one reward, save where a rule counts it again.
    ("A B C1 C2", "CSTDCS", "free_works", {"dossier_works": works(2022)}, "yes"),
    ("A B C1 C2", "CSTDCS", "free_works", {"dossier_works": SPENT_ON_CSTDCS}, "no"),
    ("A B C1 C2", "CSTDCS", "free_works", {"dossier_works": []}, None),
    ("A B C1 C2", "CSTDCS", "free_works", {"dossier_works": None}, "unknown"),
    ("A B C1 C2", "BKT", "free_works", {"dossier_works": SPENT_ON_CSTDCS}, "yes"),
    ("A B C1 C2", "BKT", "free_works", {"dossier_works": SPENT_ON_BKT}, "no"),
    ("A B C1 C2", "BKT", "free_works", {"dossier_works": SPENT_ON_BOTH}, "no"),
    ("A B C1 C2", "BKT", "free_works", {"dossier_works": works(2021) + SPENT_ON_BKT}, "no"),
    ("A B C1 C2", "GK", "free_works", {"dossier_works": SPENT_ON_CSTDCS}, "no"),
    ("A B C1 C2", "CSTDT", "free_works", {"dossier_works": SPENT_ON_CSTDCS}, "yes"),
    ("A B C1 C2", "CSTDT", "free_works", {"dossier_works": works(2022, spent_on=["CSTDT"])}, "no"),
    ("A B C1 C2", "CSTDTQ", "free_works", {"dossier_works": works(2022, spent_on=["CSTDCS", "CSTDT"])}, "yes"),
    ("A B C1 C2", "CSTDTQ", "free_works", {"dossier_works": works(2022, spent_on=["CSTDTQ"])}, "no"),
    *[
        ("A B C1 C2", award_code, "party_opinion", changes, expected)
        for award_code in ("CSTDT", "CSTDTQ", "BKTTG", "HCLD3")
        for changes, expected in [
            ({"committee_managed": False}, None),
            ({"committee_managed": True, "party_opinion": True}, "yes"),
            ({"committee_managed": True, "party_opinion": False}, "no"),
            ({"committee_managed": True, "party_opinion": None}, "unknown"),
            ({"committee_managed": None}, "unknown"),
        ]
    ],
]


def test_ldtt():
    assert wrong_answers(LDTT) == []


def test_cstdcs():
    assert wrong_answers(CSTDCS) == []


def test_what_any_person_meets():
    assert wrong_answers(GENERAL) == []


def test_reminders_do_not_decide():
    """Registration blocks before 2024 only, the quota too; moves, secondment and the committee's opinion never."""
    over = counts(50, 8)
    assert report("LDTT", "A", registered=False).verdict == "not_eligible"
    assert report("CSTDCS", "A", **over).verdict == "not_eligible"
    for code in ("B", "C1"):
        assert report("LDTT", code, registered=False).verdict == "eligible"
        assert report("LDTT", code, registered=None).verdict == "eligible"
        assert report("CSTDCS", code, **over).verdict == "eligible"
    for code in ("A", "B", "C1"):
        assert report("LDTT", code, old_unit_months=6, old_unit_opinion=False).verdict == "eligible"
        assert report("LDTT", code, seconded=True, host_confirmed=False).verdict == "eligible"
        assert report("CSTDT", code, committee_managed=True, party_opinion=False).verdict == "eligible"


def test_a_minimum_for_small_schools_may_be_set(overriding):
    one = overriding("A", cstdcs_quota_minimum="1")
    assert finding("quota", "CSTDCS", one, **counts(6, 1)).answer == "yes"
    assert finding("quota", "CSTDCS", one, **counts(6, 2)).answer == "no"
    assert finding("quota", "CSTDCS", one, **counts(20, 3)).answer == "yes"
    assert finding("quota", "CSTDCS", one, **counts(20, 4)).answer == "no"
    assert finding("quota", "CSTDCS", one, **counts(0, 1)).answer == "no"  # of nobody, nobody


def test_what_would_lower_the_limit(overriding):
    """The minimum holds until there is nobody left."""
    assert quota(7, 50, Basis.RECOMMENDED, sets.get("A")).tipping == (
        "Bớt 4 “Lao động tiên tiến” thì giới hạn giảm xuống 6."
    )
    assert quota(1, 7, Basis.RECOMMENDED, sets.get("A")).tipping.startswith("Bớt 1 ")
    one = overriding("A", cstdcs_quota_minimum="1")
    assert quota(1, 7, Basis.RECOMMENDED, one).tipping == "Bớt 7 “Lao động tiên tiến” thì giới hạn giảm xuống 0."
    assert quota(6, 50, Basis.RECOMMENDED, one).tipping == ""


def test_a_work_that_counts_again_says_where_that_is_written():
    spent = {"dossier_works": SPENT_ON_CSTDCS}
    again = finding("free_works", "BKT", "B", **spent)
    assert again.citation == "Luật Thi đua, khen thưởng 2022, Điều 74, khoản 1, điểm d (Bộ Nội vụ trả lời)"
    assert again.certainty == "confirmed"
    assert again.sentence == (
        "Sáng kiến “Sáng kiến 1” đã dùng cho “Chiến sĩ thi đua cơ sở”; được tính lại cho danh hiệu, hình thức này."
    )
    assert finding("free_works", "BKT", "A", **spent).certainty == "memory"
    assert finding("free_works", "BKT", "C2", **spent).certainty == "memory"
    assert finding("free_works", "GK", "B", **spent).sentence == (
        "Sáng kiến “Sáng kiến 1” đã dùng cho “Chiến sĩ thi đua cơ sở”; một thành tích không khen nhiều lần. "
        "Bỏ khỏi hồ sơ hoặc nêu thành tích khác."
    )
