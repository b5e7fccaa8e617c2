from pathlib import Path

import pytest

from awards.eligibility import conditions, sets
from awards.eligibility.__main__ import page
from awards.eligibility.citations import CITATIONS, Certainty, weakest
from awards.eligibility.facts import FACTS
from awards.eligibility.rules import Rule
from tests.awards.cases import BEST, finding

EVERY_RULE = [
    (rule_set.code, award_code, rule)
    for rule_set in sets.SETS.values()
    for award_code, rules in rule_set.rules.items()
    for rule in rules
]


def test_every_rule_cites_the_list():
    assert {(code, award_code) for code, award_code, _ in EVERY_RULE} == {(c, a) for c in "AB" for a in BEST}
    assert [one.key for _, _, one in EVERY_RULE if one.citation not in CITATIONS] == []


def test_a_citation_not_in_the_list_is_refused():
    with pytest.raises(KeyError, match="Không có căn cứ mang mã l2022-999"):
        conditions.registered.cited("l2022-999")


def test_every_citation_is_used():
    used = {rule.citation for _, _, rule in EVERY_RULE} | {one.not_entered for one in sets.SETS.values()}
    assert set(CITATIONS) - used == {"l2003-24-contract"}  # cited by an answer, as the next line sees
    assert (
        finding("employment", "LDTT", "A", employment="contract_worker").citation == CITATIONS["l2003-24-contract"].text
    )


def test_citations_name_their_place_in_the_law_notes():
    assert [one.id for one in CITATIONS.values() if not (one.section.startswith("§") and one.text)] == []
    assert list(CITATIONS) == [one.id for one in CITATIONS.values()]


def test_every_condition_is_in_some_set():
    defined = {one.check for one in vars(conditions).values() if isinstance(one, Rule)}
    assert {rule.check for _, _, rule in EVERY_RULE} | {conditions.employment.check} == defined


def test_every_fact_is_asked_by_some_rule():
    assert {name for _, _, rule in EVERY_RULE for name in rule.uses} == set(FACTS)


def test_certainty():
    assert [one.label for one in Certainty] == ["", "cần thẩm tra", "cần thẩm tra", "cần thẩm tra"]
    assert weakest([]) is Certainty.CONFIRMED
    assert weakest([Certainty.SECTOR, Certainty.MEMORY, Certainty.CONFIRMED]) is Certainty.MEMORY


def test_the_page_of_facts_is_up_to_date():
    written = Path(__file__).parents[2] / "docs" / "facts.md"
    assert written.read_text(encoding="utf-8") == page()


def test_the_cases_name_real_facts():
    assert {name for case in BEST.values() for name in case} - set(FACTS) == set()
