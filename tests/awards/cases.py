"""Candidates who meet everything, to be changed one fact at a time."""

from awards.eligibility import Facts, assess

PERSON = {
    "achievement_year": 2022,
    "registered": True,
    "conduct_confirmed": True,
    "under_investigation": False,
    "employment": "public_employee",
    "rating": "good",
    "recruited_in_year": False,
    "months_worked_since_recruitment": None,
    "absence_months": 0,
    "absence_days": 0,
    "maternity_leave": False,
    "study_months": 0,
    "discipline": "none",
    "ldtt_basis": "recommended",
    "recognised_initiatives": 1,
    "accepted_projects": 0,
    "school_ldtt": 40,
    "school_ldtt_basis": "recommended",
    "school_cstdcs": 6,
}
COLLECTIVE = {
    "achievement_year": 2022,
    "registered": True,
    "conduct_confirmed": True,
    "under_investigation": False,
    "unit_rating": "good",
    "members": 10,
    "members_not_considered": 0,
    "members_ldtt": 9,
    "members_ldtt_basis": "recommended",
    "members_disciplined_from_warning": 0,
}
BEST = {"LDTT": PERSON, "CSTDCS": PERSON, "GK": PERSON, "TTLDTT": COLLECTIVE, "GKTT": COLLECTIVE}


def report(award_code, rule_set, **changes):
    return assess(award_code, Facts.from_dict({**BEST[award_code], **changes}), rule_set)


def finding(key, award_code, rule_set, **changes):
    """The one finding of that key; None when the rule has nothing to say."""
    found = [one for one in report(award_code, rule_set, **changes).findings if one.key == key]
    assert len(found) <= 1
    return found[0] if found else None


def answer(key, award_code, rule_set, **changes):
    one = finding(key, award_code, rule_set, **changes)
    return one and one.answer
