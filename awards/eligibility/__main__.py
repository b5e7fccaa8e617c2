"""Writes docs/facts.md: `python -m awards.eligibility > docs/facts.md`."""

import sys
from dataclasses import MISSING, Field, fields

from awards.eligibility.described import FactInfo
from awards.eligibility.facts import FACTS
from awards.eligibility.history import PastAward, PastRating, Work
from awards.eligibility.kinds import Occasion, Ranked, Rating, Scope, WorkKind
from awards.eligibility.own_values import own_values
from awards.eligibility.parameters import AWARDS, KEYS
from awards.eligibility.rating_values import rating_values
from awards.eligibility.rules import Rule
from awards.eligibility.sets import SETS
from thidua.vietnamese import upper_first

# What a column of a list holds; its kind, or its values in words.
_COLUMNS: dict[str, tuple[type[Ranked] | str, str]] = {
    "award": ("a code of the catalogue", "which award; a code nobody knows becomes a finding"),
    "year": ("whole number, 1900 to 2200", "the year of the achievement, not of the decision"),
    "occasion": (Occasion, "for what it was given"),
    "decided_on": ("date, `2022-12-20`", "the day of the decision"),
    "revoked": ("true, false", "taken back: the year then counts as a gap"),
    "rating": (Rating, "the quality rating of that year"),
    "title": ("text", "its name"),
    "kind": (WorkKind, "an initiative or a project"),
    "scope": (Scope, "how far its effect was recognised"),
    "spent_on": ("list of codes", "the awards it has earned already"),
}
_LISTS: dict[str, type] = {"history": PastAward, "past_ratings": PastRating, "works": Work, "dossier_works": Work}


def page() -> str:
    facts = "\n".join(_fact_row(fact) for fact in FACTS.values())
    lists = "\n\n".join(_list_of(name, line) for name, line in _LISTS.items())
    awards = "\n\n".join(_award(code) for code in AWARDS)
    parameters = "\n".join(_parameter_row(name) for name in KEYS)
    return f"""# Facts and parameters

Written by `python -m awards.eligibility > docs/facts.md`; a test compares.
A fact that is left out is unknown, never no.

## Facts

`Facts.from_dict` takes these names. “Asked by” gives the findings that read the fact, with the awards,
and the rule sets where it is not all of them.

| Name | Values | Meaning | Unit | Who supplies it | Asked by |
|---|---|---|---|---|---|
{facts}

## Lists

Facts that are lists hold one table (name: value) for each line. A column without a default must be given.

{lists}

`own_answers` is one table: the code of a condition of our own, and true or false.

## Findings by award

The keys a report may hold. A key with others in brackets is yes when one of them is.

{awards}

Beside these: `own_<code>` for each condition of our own, and under {_unread()} `to_be_confirmed`.

## Parameters

Keys of `Parameter` rows. A key of its own for each award is written with its code, such as `vote_threshold.LDTT`.

| Key | Meaning | {" | ".join(SETS)} |
|---|---|{"---|" * len(SETS)}
{parameters}
"""


def _fact_row(fact: FactInfo) -> str:
    values = _values(fact.type)
    if fact.many:
        values = "table" if fact.type is bool else f"list, [see below](#{fact.name})"
    cells = (f"`{fact.name}`", values, fact.label, fact.unit, fact.supplier, _asked_by(fact.name))
    return f"| {' | '.join(cells)} |"


def _values(kind: type) -> str:
    if issubclass(kind, Ranked):
        return ", ".join(f"`{member}` {member.label}" for member in kind)
    return "whole number" if kind is int else "true, false"


def _asked_by(name: str) -> str:
    """Key by key, the awards together that are asked under the same sets."""
    askers: dict[str, dict[str, list[str]]] = {}
    for rule_set in SETS.values():
        for award_code, rules in rule_set.rules.items():
            for rule in rules:
                if name in rule.uses:
                    askers.setdefault(rule.key, {}).setdefault(award_code, []).append(rule_set.code)
    if not askers:
        return "conditions of our own"
    return "; ".join(f"`{key}` {_awards_by_sets(awards)}" for key, awards in askers.items())


def _awards_by_sets(awards: dict[str, list[str]]) -> str:
    together: dict[tuple[str, ...], list[str]] = {}
    for award_code, codes in awards.items():
        together.setdefault(tuple(codes), []).append(award_code)
    return ", ".join(
        ", ".join(same) + ("" if len(codes) == len(SETS) else f" ({', '.join(codes)})")
        for codes, same in together.items()
    )


def _list_of(name: str, line: type) -> str:
    rows = "\n".join(_column_row(column) for column in fields(line))
    return f"""### {name}

{upper_first(FACTS[name].label)}.

| Column | Values | Default | Meaning |
|---|---|---|---|
{rows}"""


def _column_row(column: "Field[object]") -> str:
    kind, meaning = _COLUMNS[column.name]
    values = kind if isinstance(kind, str) else _values(kind)
    default = "" if column.default is MISSING else _default(column.default)
    return f"| `{column.name}` | {values} | {default} | {meaning} |"


def _default(value: object) -> str:
    if value in (None, "", ()):
        return "empty"
    return f"`{str(value).lower()}`"


def _award(code: str) -> str:
    keys: dict[str, list[str]] = {}
    for rule_set in SETS.values():
        for rule in rule_set.rules[code]:
            keys.setdefault(_key_of(rule), []).append(rule_set.code)
    rows = "\n".join(
        f"| {key} | {' | '.join('asked' if one in codes else '–' for one in SETS)} |" for key, codes in keys.items()
    )
    return f"""### {code}

{AWARDS[code]}.

| Finding | {" | ".join(SETS)} |
|---|{"---|" * len(SETS)}
{rows}"""


def _key_of(rule: Rule) -> str:
    grounds = ", ".join(f"`{one.key}`" for one in rule.alternatives)
    return f"`{rule.key}`" + (f" ({grounds})" if grounds else "")


def _unread() -> str:
    return ", ".join(rule_set.code for rule_set in SETS.values() if rule_set.must_be_confirmed)


def _parameter_row(name: str) -> str:
    key = KEYS[name]
    shown = f"{name}.<award>" if key.per_award else name
    cells = []
    for rule_set in SETS.values():
        held = {**rating_values(rule_set.code), **own_values(rule_set.code), **rule_set.parameters}
        values = {full: one for full, one in held.items() if full.partition(".")[0] == name}
        texts = [f"{full.partition('.')[2]} {one.value} ({one.certainty})".strip() for full, one in values.items()]
        cells.append("; ".join(texts) or "–")
    return f"| `{shown}` | {key.label} | {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(page())
