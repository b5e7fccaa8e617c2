"""The pages under docs/ say what the code does."""

import re
from pathlib import Path

import pytest

from awards import (
    convening,
    deciding,
    desk,
    hearing,
    nominating,
    objecting,
    regulating,
    reviewing,
    revoking,
    submitting,
    voting,
)
from campaigns import (
    amending_pledge,
    covenants,
    criteria,
    evaluating,
    initiating,
    planning,
    pledging,
    registering,
    scoring,
    unit_planning,
)
from thidua.acts import act_words

DOCS = Path(__file__).resolve().parent.parent / "docs"
MODULES = {
    "campaigns/planning.py": planning,
    "campaigns/pledging.py": pledging,
    "campaigns/amending_pledge.py": amending_pledge,
    "campaigns/covenants.py": covenants,
    "campaigns/criteria.py": criteria,
    "campaigns/scoring.py": scoring,
    "campaigns/registering.py": registering,
    "campaigns/unit_planning.py": unit_planning,
    "campaigns/evaluating.py": evaluating,
    "campaigns/initiating.py": initiating,
    "awards/reviewing.py": reviewing,
    "awards/nominating.py": nominating,
    "awards/convening.py": convening,
    "awards/objecting.py": objecting,
    "awards/voting.py": voting,
    "awards/hearing.py": hearing,
    "awards/deciding.py": deciding,
    "awards/regulating.py": regulating,
    "awards/desk.py": desk,
    "awards/revoking.py": revoking,
    "awards/submitting.py": submitting,
}


def documented_moves() -> dict[str, dict[str, tuple[frozenset[str], str]]]:
    """Module → act → (from, to), as docs/flow.md writes them."""
    tables: dict[str, dict[str, tuple[frozenset[str], str]]] = {}
    module = ""
    for line in (DOCS / "flow.md").read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"## .* · `(.+)`", line):
            module = heading[1]
            tables[module] = {}
        elif row := re.match(r"\| ([a-z_]+) \| ([a-z_, ]+) \| ([a-z_]+) \|", line):
            tables[module][row[1]] = (frozenset(row[2].split(", ")), row[3])
    return tables


def test_every_state_table_is_documented():
    assert set(documented_moves()) == set(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_the_page_of_the_flow_says_what_the_code_does(name):
    in_code = {act: (frozenset(map(str, move.sources)), str(move.target)) for act, move in MODULES[name].MOVES.items()}
    assert documented_moves()[name] == in_code


def test_the_map_in_the_readme_names_what_exists():
    root = DOCS.parent
    named = re.findall(
        r"`((?:thidua|campaigns|awards|templates|static|tests|docs)/[\w./-]*)`",
        (root / "README.md").read_text(encoding="utf-8"),
    )
    assert named
    assert [path for path in named if not (root / path).exists()] == []


@pytest.mark.parametrize("name", MODULES)
def test_every_act_has_words_in_the_history(name):
    assert [act for act in MODULES[name].MOVES if act_words(act) == "Cập nhật"] == []


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("evaluation.take_back", "Rút lại để sửa"),
        ("unitregistration.take_back", "Rút lại để sửa"),
        ("department.take_back", "Bỏ việc giao phụ trách thay"),
    ],
)
def test_what_is_taken_back_is_named_by_what_it_is(verb, words):
    assert act_words(verb) == words
