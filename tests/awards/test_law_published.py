"""A published set is never edited: what stood under it when dossiers were decided must still stand. It is amended."""

import hashlib

import pytest

from awards.eligibility import sets

# Of the keys, citations and reminders of every award, and of the default parameters with source and certainty.
PUBLISHED = {"A": "573e8bc9fb0c5ca2", "B": "fe46e15722de4726", "C1": "3123c58de3572301", "C2": "08156ac46a5127bb"}


def digest(rule_set):
    lines = []
    for award_code, rules in sorted(rule_set.rules.items()):
        for outer in rules:
            for one in (outer, *outer.alternatives):
                lines.append(f"{award_code} {outer.key} {one.key} {one.source.id} {one.blocking}")
    for award_code, reuse in sorted(rule_set.reusable.items()):
        lines.append(f"{award_code} {' '.join(reuse.awards)} {reuse.citation}")
    for key, one in sorted(rule_set.parameters.items()):
        lines.append(f"{key} {one.value} {one.source} {one.certainty}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


@pytest.mark.parametrize("code", sets.SETS)
def test_a_published_set_stays_as_it_is(code):
    found = digest(sets.get(code))
    assert found == PUBLISHED[code], (
        f"Set {code} was published, and is not what it was ({found}). Dossiers were decided under it: leave it, and "
        "amend it by a new set (`RuleSet.amended`) that begins on a later day, with a digest of its own here."
    )


def test_the_digest_sees_a_value_a_citation_and_a_key():
    law = sets.get("A")
    rules = dict(law.rules)
    rules["KNC"] = (rules["KNC"][0].cited("l2022-71"), *rules["KNC"][1:])
    fewer = dict(law.rules) | {"KNC": law.rules["KNC"][:1]}
    changed = [
        law.with_overrides({"ldtt_min_months_new_staff": "9"}),
        law.amended("A", rules=rules),
        law.amended("A", rules=fewer),
        law.amended("A", reusable={}),
    ]
    assert digest(law) not in [digest(one) for one in changed]


def test_amending_leaves_the_published_set_alone():
    law = sets.get("A")
    before = digest(law)
    later = law.amended("A2", parameters={**law.parameters, **law.with_overrides({"quorum": "1/2"}).parameters})
    assert (later.code, str(later.value("quorum")), str(law.value("quorum"))) == ("A2", "1/2", "2/3")
    assert digest(law) == before
