"""The one list of texts: everything cited stands in it, everything in it is cited, nothing is surer than its source."""

import ast
import re
from pathlib import Path

import pytest

from awards.eligibility import own, sets
from awards.eligibility.citations import CITATIONS, PARAMETER_SOURCES, Certainty, weakest
from awards.eligibility.conditions import collective, general, merits, titles, windows, worker
from awards.eligibility.facts import FACTS
from awards.eligibility.law_list import CITED, SOURCES
from awards.eligibility.rules import Law, Rule
from tests.awards.cases import BEST, finding, report

ROOT = Path(__file__).parents[2]
EVERY_RULE = [
    (rule_set.code, award_code, rule)
    for rule_set in sets.SETS.values()
    for award_code, rules in rule_set.rules.items()
    for outer in rules
    for rule in (outer, *outer.alternatives)
]
EVERY_PARAMETER = [
    (rule_set.code, key, one) for rule_set in sets.SETS.values() for key, one in rule_set.parameters.items()
]


def test_every_rule_cites_the_list():
    assert [(code, award, rule.key) for code, award, rule in EVERY_RULE if not rule.source] == []
    assert {rule.source for _, _, rule in EVERY_RULE} <= set(CITATIONS.values())
    assert {one.citation for law in sets.SETS.values() for one in law.reusable.values()} <= set(CITATIONS)


def test_a_citation_not_in_the_list_is_refused():
    with pytest.raises(KeyError, match="Không có căn cứ mang mã l2022-999"):
        general.registered.cited("l2022-999")


def test_every_citation_is_used():
    used = {rule.source.id for _, _, rule in EVERY_RULE}
    used |= {one.citation for law in sets.SETS.values() for one in law.reusable.values()}
    used |= {one.citation for one in sets.TRANSITIONS}
    # Two are cited by an answer alone.
    contract = finding("employment", "LDTT", "A", employment="contract_worker")
    assert contract.citation == CITATIONS["l2003-24-contract"].text
    assert report("LDTT", "C2").findings[-1].citation == CITATIONS["l2026"].text
    assert set(CITATIONS) - used == {"l2003-24-contract", "l2026"}


def test_every_source_of_a_parameter_is_in_the_list_and_used():
    assert {one.source for _, _, one in EVERY_PARAMETER} == set(PARAMETER_SOURCES)


def test_no_parameter_is_surer_than_its_source():
    surest = [
        (code, key)
        for code, key, one in EVERY_PARAMETER
        if weakest([one.certainty, PARAMETER_SOURCES[one.source].certainty]) is not one.certainty
    ]
    assert surest == []


def test_nothing_confirmed_rests_on_a_text_no_longer_in_force():
    """Since 01/07/2025: the decree and the circular on the Law of 2022; the law itself stood until 30/09/2026."""
    old = re.compile(r"(NĐ|Nghị định) 98/2023|(TT|Thông tư) 01/2024")
    later = ("C1", "C2")
    cited = {rule.source for code, _, rule in EVERY_RULE if code in later}
    cited |= {PARAMETER_SOURCES[one.source] for code, _, one in EVERY_PARAMETER if code in later}
    assert [one.text for one in cited if old.search(one.text) and one.certainty is Certainty.CONFIRMED] == []


def test_nothing_stands_twice_in_the_list():
    assert len({id_ for id_, *_ in CITED}) == len(CITED)
    assert len({text for _, text, _, _ in CITED}) == len(CITED)
    assert len({text for text, _, _ in SOURCES}) == len(SOURCES)


def test_every_text_names_its_place_in_the_law_notes():
    places = [one.section for one in (*CITATIONS.values(), *PARAMETER_SOURCES.values())]
    assert [
        one for one in places if not re.fullmatch(r"§\d+(\.\d)?(, §\d+(\.\d)?)*( (\[S\d+b?\])+)?(, §\d+)?", one)
    ] == []
    # What was read on a page names the page.
    assert [
        one.id for one in CITATIONS.values() if one.certainty is Certainty.CONFIRMED and "[S" not in one.section
    ] == []


ARTICLE = re.compile(r"Điều \d")


def _without(path: str, *allowed: str) -> list[str]:
    """The texts in quotes of a module that name an article and are not allowed."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in texts if ARTICLE.search(text) and text not in allowed]


def test_articles_stand_in_the_list_alone():
    """In the engine: the list itself, and the words by which a set's parameters point into it."""
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "awards" / "eligibility").rglob("*.py")
        if ARTICLE.search(path.read_text(encoding="utf-8"))
    }
    assert found == {
        "awards/eligibility/law_list.py",
        "awards/eligibility/authority.py",  # what nobody could read, named by its articles
        *(f"awards/eligibility/sets/{one}.py" for one in ("a", "b", "c1")),
    }
    for name in ("a", "b", "c1"):
        assert _without(f"awards/eligibility/sets/{name}.py", *PARAMETER_SOURCES) == []


# Where an article may be named outside the engine, and why.
ELSEWHERE = {
    "awards/demo/regulation.py": "clauses of the demo's made-up rule",
    "awards/bundling.py": "a comment on which titles go with an initiative",
    "awards/documents/correction_letter.py": "an example in a docstring",
    "awards/documents/correction_places.py": "the places that a correction names",
    "awards/documents/law_cited.py": "a docstring shows how a citation is turned into a paper's words",
    "awards/documents/revocation.py": "the decision's own articles",
    "awards/outgoing.py": "the article of a decision that names who carries it out",
    "awards/forms/certificates.py": "a comment on which certificate bears the flags",
    "awards/forms/revocations.py": "a help text names the paper's own article",
    "awards/forms/regulations.py": "an example under the field for a clause",
    "awards/documents/decision.py": "the decision's own articles, and the one it quotes for the amount",
    "awards/documents/money.py": "a docstring shows how the source of a parameter is turned into a paper's words",
    "awards/forms/parameters.py": "an example under the field for a source",
    "awards/law_spans.py": "how many sets of papers a dossier has, with the certainty of each",
    "awards/models/revocation.py": "the docstring says which clause the grounds are of",
    "campaigns/plan_check/finding.py": "the rules behind findings, with their certainty",
    "campaigns/rating_check/decrees.py": "what each rule on the year's rating rests on, with its certainty",
    "campaigns/reading/reader.py": "how a decision, which is no plan, is known",
    "campaigns/reference.py": "a comment on the reference rows",
    "campaigns/models/personnel.py": "the docstring says which decree the ratings are of",
}


def test_articles_are_named_nowhere_else():
    found = {
        path.relative_to(ROOT).as_posix()
        for app in ("awards", "campaigns")
        for path in (ROOT / app).rglob("*.py")
        if "eligibility" not in path.parts and "migrations" not in path.parts
        if ARTICLE.search(path.read_text(encoding="utf-8"))
    }
    assert found == set(ELSEWHERE)


def test_every_condition_is_in_some_set():
    modules = (collective, general, merits, titles, windows, worker)
    defined = {one.check for module in modules for one in vars(module).values() if isinstance(one, Rule)}
    reached_by_another = {worker.employment.check, collective.members_discipline.check}
    assert {rule.check for _, _, rule in EVERY_RULE} | reached_by_another >= defined


def test_every_fact_is_asked_by_some_rule():
    asked = {name for _, _, rule in EVERY_RULE for name in rule.uses}
    assert set(FACTS) - asked == {"own_answers"}  # asked by conditions of our own
    question = own.OwnCondition(
        code="k", kind=own.OwnKind.QUESTION, words="Có", citation="Quy chế", certainty=Certainty.CONFIRMED
    )
    assert question.rule().uses == ("own_answers",)


def test_rules_of_one_award_have_keys_of_their_own():
    for rule_set in sets.SETS.values():
        for rules in rule_set.rules.values():
            keys = [one.key for one in rules]
            assert len(keys) == len(set(keys))


def test_conditions_are_put_in_words_with_the_values_of_the_set():
    for rule_set in sets.SETS.values():
        for award_code, rules in rule_set.rules.items():
            for one in rules:
                words = one.words(Law(rule_set, award_code))
                assert words.endswith("."), (rule_set.code, award_code, one.key)
                assert "{" not in words


def test_certainty():
    assert [one.label for one in Certainty] == ["", "cần thẩm tra", "cần thẩm tra", "cần thẩm tra"]
    assert weakest([]) is Certainty.CONFIRMED
    assert weakest([Certainty.SECTOR, Certainty.MEMORY, Certainty.CONFIRMED]) is Certainty.MEMORY


def test_the_cases_name_real_facts():
    assert {name for case in BEST.values() for name in case} - set(FACTS) == set()
