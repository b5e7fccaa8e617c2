"""Writes docs/facts.md: `python -m awards.eligibility > docs/facts.md`."""

import sys

from awards.eligibility.described import FactInfo
from awards.eligibility.facts import FACTS
from awards.eligibility.kinds import Ranked
from awards.eligibility.parameters import KEYS
from awards.eligibility.sets import SETS


def page() -> str:
    facts = "\n".join(_fact_row(fact) for fact in FACTS.values())
    parameters = "\n".join(_parameter_row(name) for name in KEYS)
    return f"""# Facts and parameters

Written by `python -m awards.eligibility > docs/facts.md`; a test compares.
A fact that is left out is unknown, never no.

## Facts

`Facts.from_dict` takes these names. “Asked by” gives the findings that read the fact, by award and rule set.

| Name | Values | Meaning | Unit | Who supplies it | Asked by |
|---|---|---|---|---|---|
{facts}

## Parameters

Keys of `Parameter` rows. A key of its own for each award is written with its code, such as `vote_threshold.LDTT`.

| Key | Meaning | {" | ".join(SETS)} |
|---|---|{"---|" * len(SETS)}
{parameters}
"""


def _fact_row(fact: FactInfo) -> str:
    values = _values(fact.type)
    if fact.many:
        values = "table" if fact.type is bool else "list of tables"
    cells = (f"`{fact.name}`", values, fact.label, fact.unit, fact.supplier, _asked_by(fact.name))
    return f"| {' | '.join(cells)} |"


def _values(kind: type) -> str:
    if issubclass(kind, Ranked):
        return ", ".join(f"`{member}` {member.label}" for member in kind)
    return "whole number" if kind is int else "true, false"


def _asked_by(name: str) -> str:
    askers: dict[str, list[str]] = {}
    for rule_set in SETS.values():
        for award_code, rules in rule_set.rules.items():
            for rule in rules:
                if name in rule.uses:
                    askers.setdefault(f"{award_code} `{rule.key}`", []).append(rule_set.code)
    return "; ".join(f"{asker} ({', '.join(codes)})" for asker, codes in askers.items())


def _parameter_row(name: str) -> str:
    key = KEYS[name]
    shown = f"{name}.<award>" if key.per_award else name
    cells = []
    for rule_set in SETS.values():
        values = {full: one for full, one in rule_set.parameters.items() if full.partition(".")[0] == name}
        texts = [f"{full.partition('.')[2]} {one.value} ({one.certainty})".strip() for full, one in values.items()]
        cells.append("; ".join(texts) or "–")
    return f"| `{shown}` | {key.label} | {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(page())
