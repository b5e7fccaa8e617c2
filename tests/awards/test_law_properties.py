"""What holds for any facts: more merit never costs an award, an unknown fact never earns one, parts make the whole."""

from hypothesis import given, settings
from hypothesis import strategies as st

from awards.eligibility import Facts, assess, sets
from awards.eligibility.citations import CITATIONS, Certainty
from awards.eligibility.facts import FACTS
from awards.eligibility.history import PastAward, PastRating, Work
from awards.eligibility.kinds import Occasion, Ranked, Rating, Scope, WorkKind
from awards.eligibility.parameters import AWARDS
from awards.eligibility.rules import Law
from tests.awards.cases import BEST
from tests.awards.test_law_sets import confirmed

YEAR = 2022
SETS = {**sets.SETS, "C2, confirmed": confirmed()}
TEXTS = {one.text for one in CITATIONS.values()}

years = st.integers(YEAR - 8, YEAR)
codes = st.sampled_from(["CSTDCS", "CSTDCS", "CSTDT", "BKT", "BKTTG", "HCLD3", "HCLD2", "TTLDXS", "BKTTT", "XYZ"])
past_awards = st.builds(
    PastAward,
    award=codes,
    year=years,
    occasion=st.sampled_from([Occasion.MERIT, Occasion.MERIT, Occasion.THEMATIC]),
    revoked=st.sampled_from([False, False, False, True]),
)
past_ratings = st.lists(
    st.builds(PastRating, year=years, rating=st.sampled_from(Rating)), max_size=8, unique_by=lambda one: one.year
)
a_work = st.builds(
    Work,
    title=st.just("Sáng kiến"),
    kind=st.sampled_from(WorkKind),
    year=years,
    scope=st.sampled_from(Scope),
    spent_on=st.sampled_from([(), (), ("CSTDCS",), ("BKT",)]),
)
LISTS = {
    "history": st.lists(past_awards, max_size=10),
    "past_ratings": past_ratings,
    "works": st.lists(a_work, max_size=5),
    "dossier_works": st.lists(a_work, max_size=2),
    "own_answers": st.just({}),
    "achievement_year": st.just(YEAR),
    "history_complete_from": st.integers(YEAR - 10, YEAR + 1),
}


def _values(fact):
    if fact.name in LISTS:
        return LISTS[fact.name]
    if issubclass(fact.type, Ranked):
        return st.sampled_from(list(fact.type))
    return st.booleans() if fact.type is bool else st.integers(0, 15)


VALUES = {name: _values(fact) for name, fact in FACTS.items()}


@st.composite
def cases(draw, *changed):
    """An award, a set, and its best candidate with some facts other or unknown; those named always drawn."""
    award_code = draw(st.sampled_from([*AWARDS]))
    facts = dict(BEST[award_code])
    names = draw(st.lists(st.sampled_from([*FACTS]), max_size=5, unique=True))
    for name in dict.fromkeys((*names, *changed)):
        facts[name] = draw(st.none() | VALUES[name])
    return award_code, draw(st.sampled_from([*SETS])), Facts.from_dict(facts).to_dict()


def findings(award_code, code, facts):
    return assess(award_code, Facts.from_dict(facts), SETS[code]).findings


def answers(award_code, code, facts):
    return {one.key: one.answer for one in findings(award_code, code, facts)}


def verdict(award_code, code, facts):
    return assess(award_code, Facts.from_dict(facts), SETS[code]).verdict


def assert_never_worse(award_code, code, less, more):
    """No yes turns into no, neither of a finding nor of the whole."""
    before, after = (answers(award_code, code, facts) for facts in (less, more))
    assert [key for key in before if (before[key], after.get(key)) == ("yes", "no")] == []
    if verdict(award_code, code, less) == "eligible":
        assert verdict(award_code, code, more) != "not_eligible"


SOME = settings(max_examples=60, deadline=None)


@SOME
@given(case=cases("past_ratings", "history"), data=st.data())
def test_a_better_rating_never_turns_yes_into_no(case, data):
    """Of this year, of a person or a unit; of any year before."""
    award_code, code, facts = case
    name = data.draw(st.sampled_from(["rating", "unit_rating", "past_ratings"]))
    if name != "past_ratings":
        low, high = sorted(data.draw(st.tuples(st.sampled_from(Rating), st.sampled_from(Rating))), key=_rank)
        assert_never_worse(award_code, code, facts | {name: low}, facts | {name: high})
    elif facts[name]:
        rows = facts[name]
        at = data.draw(st.integers(0, len(rows) - 1))
        better = data.draw(st.sampled_from([one for one in Rating if _rank(one) >= Rating(rows[at]["rating"]).rank]))
        assert_never_worse(
            award_code, code, facts, facts | {name: [*rows[:at], rows[at] | {"rating": better}, *rows[at + 1 :]]}
        )


def _rank(rating):
    return rating.rank


@SOME
@given(case=cases("works", "recognised_initiatives", "dossier_works"), year=years, scope=st.sampled_from(Scope))
def test_one_more_free_initiative_never_turns_yes_into_no(case, year, scope):
    award_code, code, facts = case
    new = {"title": "Sáng kiến mới", "kind": "initiative", "year": year, "scope": scope.value, "spent_on": []}
    more = facts | {"recognised_initiatives": (facts["recognised_initiatives"] or 0) + 1}
    if facts["works"] is not None:
        more |= {"works": [*facts["works"], new]}
    if facts["dossier_works"] is not None:
        more |= {"dossier_works": [*facts["dossier_works"], new]}
    assert_never_worse(award_code, code, facts, more)


@SOME
@given(case=cases("history", "history_complete_from", "past_ratings"), year=years)
def test_one_more_year_of_cstdcs_never_turns_yes_into_no(case, year):
    award_code, code, facts = case
    if facts["history"] is None or any((one["award"], one["year"]) == ("CSTDCS", year) for one in facts["history"]):
        return
    new = {"award": "CSTDCS", "year": year, "occasion": "merit", "decided_on": None, "revoked": False}
    assert_never_worse(award_code, code, facts, facts | {"history": [*facts["history"], new]})


@settings(max_examples=150, deadline=None)
@given(case=cases("history_complete_from"), name=st.sampled_from([*FACTS]))
def test_an_unknown_fact_never_makes_a_new_yes(case, name):
    award_code, code, facts = case
    before, after = (answers(award_code, code, one) for one in (facts, facts | {name: None}))
    assert [key for key, answer in after.items() if answer == "yes" and before.get(key) != "yes"] == []
    if verdict(award_code, code, facts) != "eligible":
        assert verdict(award_code, code, facts | {name: None}) != "eligible"


@SOME
@given(case=cases("history", "past_ratings", "works", "history_complete_from"), data=st.data())
def test_records_with_more_gaps_never_make_a_new_yes(case, data):
    """A rating that is not entered, a year from which on the records are complete that lies later."""
    award_code, code, facts = case
    less = dict(facts)
    if facts["past_ratings"]:
        less["past_ratings"] = data.draw(st.lists(st.sampled_from(facts["past_ratings"]), unique_by=str))
    if facts["history_complete_from"] is not None:
        less["history_complete_from"] += data.draw(st.integers(0, 5))
    before, after = (answers(award_code, code, one) for one in (facts, less))
    assert [key for key, answer in after.items() if answer == "yes" and before.get(key) != "yes"] == []


@SOME
@given(case=cases("history", "past_ratings", "works"))
def test_the_whole_follows_from_its_parts(case):
    award_code, code, facts = case
    result = assess(award_code, Facts.from_dict(facts), SETS[code])
    blocking = [one.answer for one in result.findings if one.blocking]
    expected = "not_eligible" if "no" in blocking else "undetermined" if "unknown" in blocking else "eligible"
    assert result.verdict == expected
    for one in result.findings:
        assert one.citation in TEXTS or one.citation.endswith("; Văn bản đã đối chiếu")
        assert Certainty(one.certainty)
        assert one.sentence.endswith(".")
        assert one.short_sentence.endswith(".")


@SOME
@given(case=cases())
def test_under_c2_nobody_is_eligible_until_its_values_are_confirmed(case):
    award_code, _, facts = case
    assert verdict(award_code, "C2", facts) in ("not_eligible", "undetermined")


PRIVATE = ("thai sản", "nghỉ ốm", "khiển trách", "cách chức", "buộc thôi việc", "đơn thư", "đi học", "điều tra")


@SOME
@given(case=cases("discipline", "under_investigation", "absence_months", "maternity_leave", "study_months", "rating"))
def test_short_sentences_hold_no_private_reason(case):
    award_code, code, facts = case
    for one in findings(award_code, code, facts):
        text = one.short_sentence.lower()
        assert "thai sản" not in text
        if one.answer != "unknown":  # what is missing is named, not what it is
            assert [word for word in PRIVATE if word in text] == []


@SOME
@given(case=cases("history", "past_ratings", "works", "history_complete_from"))
def test_what_is_unknown_says_who_supplies_it(case):
    """The facts named are unknown, or a list with a gap."""
    award_code, code, facts = case
    for one in findings(award_code, code, facts):
        assert bool(one.ask) is (one.answer == "unknown"), one
        assert [name for name in one.missing if facts[name] is not None and not FACTS[name].many] == []
        assert one.answer == "unknown" or not one.missing


@SOME
@given(case=cases("history", "past_ratings", "works", "cstdcs_basis", "rating", "occasion"))
def test_a_rule_reads_no_fact_but_those_it_names(case):
    """`uses` is what docs/facts.md tells."""
    award_code, code, facts = case
    for rule in SETS[code].rules_for(award_code):
        named = {name: facts[name] for name in rule.uses}
        full, part = (rule.finding(Facts.from_dict(one), Law(SETS[code], award_code)) for one in (facts, named))
        assert full == part, rule.key
