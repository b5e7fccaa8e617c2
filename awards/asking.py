"""For those who register: what an award asks for under the rule set of today, read off the law book."""

import re
from collections.abc import Collection, Iterable

from awards.legal_basis import Condition, entry
from awards.parameters import rule_set_of_the_day
from campaigns import asking
from campaigns.models import Award
from thidua import clock

# Asked of (nearly) everybody, or a case of its own: they stand in the list, not beside the box.
COMMON = frozenset(
    {
        "registered", "employment", "conduct", "new_staff", "absence", "absence_days", "maternity", "rescue", "study",
        "study_result", "moved", "seconded", "discipline", "members_discipline", "investigation", "facts_agree",
        "free_works", "history_sound", "party_opinion", "quota", "flag_quota", "next_period", "other_grounds",
    }
)  # fmt: skip
WORK = "sáng kiến"
# “(bắt buộc: có)”: how a parameter stands; it is for the list, not for beside the box.
VALUES = re.compile(r" \([^()]*: (?:có|không)\)")


def asked_today(awards: Collection[Award]) -> dict[str, asking.Asked]:
    """By code; awards the law book does not know are left out. Two questions to the database."""
    rule_set = rule_set_of_the_day(clock.today())
    found = {}
    for award in awards:
        if award.pk not in rule_set.rules:
            continue
        conditions = entry(award, rule_set).conditions
        keys = [rule.key for rule in rule_set.rules[award.pk]]
        own = [one for one, key in zip(conditions, keys, strict=False) if key not in COMMON]
        found[award.pk] = asking.Asked(
            " ".join(VALUES.sub("", _sentence(one)) for one in own),
            tuple(asking.Condition(_sentence(one), one.citation, one.to_check) for one in conditions),
            any(WORK in words.lower() for words in _words(own)),
        )
    return found


def _sentence(condition: Condition) -> str:
    """A condition of several grounds in one sentence."""
    if not condition.alternatives:
        return condition.words
    grounds = "; ".join(one.words[:1].lower() + one.words[1:].rstrip(".") for one in condition.alternatives)
    return f"{condition.words} {grounds}."


def _words(conditions: Iterable[Condition]) -> list[str]:
    return [_sentence(one) for one in conditions]
