"""Candidates who meet everything, one for each award, to be changed one fact at a time; short ways to write lists."""

from awards.eligibility import Facts, assess

YEAR = 2022


def received(award, *years, **more):
    """Lines of `history`: that award in each of the years."""
    return [{"award": award, "year": year, **more} for year in years]


def rated(rating, *years):
    """Lines of `past_ratings`."""
    return [{"year": year, "rating": rating} for year in years]


def works(*years, scope="base", **more):
    """Lines of `works` and `dossier_works`: one initiative in each of the years."""
    return [{"title": f"Sáng kiến {n}", "year": year, "scope": scope, **more} for n, year in enumerate(years, start=1)]


ANYONE = {
    "achievement_year": YEAR,
    "occasion": "merit",
    "registered": True,
    "conduct_confirmed": True,
    "under_investigation": False,
    "history": [],
    "history_complete_from": 1990,
    "past_ratings": [],
    "works": [],
    "dossier_works": [],
}
PERSON = ANYONE | {
    "employment": "public_employee",
    "rating": "good",
    "recruited_in_year": False,
    "months_worked_since_recruitment": None,
    "absence_months": 0,
    "absence_days": 0,
    "maternity_leave": False,
    "rescue_injury": False,
    "study_months": 0,
    "discipline": "none",
    "old_unit_months": 0,
    "seconded": False,
    "committee_managed": False,
    "ldtt_basis": "recommended",
    "cstdcs_basis": "recognised",
    "recognised_initiatives": 1,
    "accepted_projects": 0,
    "school_ldtt": 40,
    "school_ldtt_basis": "recommended",
    "school_cstdcs": 6,
}
OUTSTANDING = PERSON | {"rating": "outstanding"}
COLLECTIVE = ANYONE | {
    "unit_rating": "good",
    "members": 10,
    "members_not_considered": 0,
    "members_ldtt": 9,
    "members_ldtt_basis": "recommended",
    "members_disciplined_from_warning": 0,
}
OUTSTANDING_COLLECTIVE = COLLECTIVE | {
    "unit_rating": "outstanding",
    "ttldtt_basis": "recommended",
    "members_cstdcs": 1,
    "members_completed": 10,
    "members_not_rated": 0,
    "bloc_leader": True,
    "targets_exceeded": True,
}
FIVE_YEARS = {"past_ratings": rated("outstanding", 2018, 2019, 2020, 2021)}
THREE_CSTDCS = received("CSTDCS", 2019, 2020, 2021)

BEST = {
    "LDTT": PERSON,
    "CSTDCS": OUTSTANDING | {"dossier_works": works(2022)},
    "CSTDT": OUTSTANDING
    | {"history": received("CSTDCS", 2020, 2021, 2022), "works": works(2021, scope="province", spent_on=["CSTDCS"])},
    "CSTDTQ": OUTSTANDING
    | {
        "history": received("CSTDCS", 2017, 2018, 2019, 2020, 2021, 2022) + received("CSTDT", 2019, 2022),
        "works": works(2021, scope="nation", spent_on=["CSTDT"]),
    },
    "GK": PERSON,
    "BKT": OUTSTANDING | {"past_ratings": rated("outstanding", 2021), "works": works(2021, 2022)},
    "BKTTG": OUTSTANDING
    | FIVE_YEARS
    | {"history": received("BKT", 2017) + THREE_CSTDCS, "works": works(2018, 2019, 2020, 2021, 2022)},
    "HCLD3": OUTSTANDING
    | FIVE_YEARS
    | {"history": received("BKTTG", 2017) + THREE_CSTDCS, "works": works(2020, 2021, scope="province")},
    "HCLD2": OUTSTANDING
    | FIVE_YEARS
    | {"history": received("HCLD3", 2017), "works": works(2019, 2020, 2021, scope="province")},
    "HCLD1": OUTSTANDING
    | FIVE_YEARS
    | {"history": received("HCLD2", 2017), "works": works(2019, 2020, 2021, 2022, scope="province")},
    "KNC": PERSON,
    "TTLDTT": COLLECTIVE,
    "TTLDXS": OUTSTANDING_COLLECTIVE,
    "COT": OUTSTANDING_COLLECTIVE,
    "COCP": OUTSTANDING_COLLECTIVE,
    "GKTT": COLLECTIVE,
    "BKTTT": OUTSTANDING_COLLECTIVE | {"past_ratings": rated("outstanding", 2021)},
    "BKTTGTT": OUTSTANDING_COLLECTIVE | FIVE_YEARS | {"history": received("BKTTT", 2017)},
    "HCLD3TT": OUTSTANDING_COLLECTIVE | FIVE_YEARS | {"history": received("BKTTGTT", 2017)},
    "HCLD2TT": OUTSTANDING_COLLECTIVE | FIVE_YEARS | {"history": received("HCLD3TT", 2017)},
    "HCLD1TT": OUTSTANDING_COLLECTIVE | FIVE_YEARS | {"history": received("HCLD2TT", 2017)},
}


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


def wrong_answers(table):
    """The lines (sets, award, key, changes, expected) of a table that the program answers otherwise."""
    return [
        (code, award_code, key, changes, f"expected {expected}", found)
        for codes, award_code, key, changes, expected in table
        for code in codes.split()
        if (found := answer(key, award_code, code, **changes)) != expected
    ]
