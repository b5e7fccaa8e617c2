"""What an audit line changed, in the words of the pages."""

import ast
from pathlib import Path

import pytest

from thidua.acts import OUR_APPS
from thidua.changes import KEYS, KEYS_WITH_ROW, NO_FIELD, changes_of, fields_in_words
from thidua.models import AuditEntry


def words(target_type: str, before: dict, after: dict) -> list[tuple[str, str, str]]:
    entry = AuditEntry(target_type=target_type, before=before, after=after)
    return [(change.label, change.before, change.after) for change in changes_of(entry)]


def test_status_first_and_by_its_label_dates_as_people_write_them():
    before = {"submitted_at": None, "status": "draft"}
    after = {"submitted_at": "2022-03-08 14:05:01.242447+07:00", "status": "submitted"}
    assert words("campaigns.pledge", before, after) == [
        ("Trạng thái", "Nháp", "Đã gửi"),
        ("Gửi lúc", "", "14:05, 08/03/2022"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({"joined_on": "2010-01-04"}, {"joined_on": "2010-02-04"}, [("Vào cơ quan ngày", "04/01/2010", "04/02/2010")]),
        ({"full_name": "A"}, {"full_name": "A"}, []),
        ({"email": "a@b.vn"}, {"email": ""}, [("Thư điện tử", "a@b.vn", "(trống)")]),
        ({"email": ""}, {"email": None}, []),
        ({"user": None}, {"user": 7}, [("Tài khoản", "", "số 7")]),
        ({}, {"written": ["a", "b"]}, [("Dòng đã ghi", "", "a; b")]),
        ({}, {"written": list("abcdefghi")}, [("Dòng đã ghi", "", "a; b; c; d; e; f; g; h và 1 mục khác")]),
        ({}, {"written": list("abcdefgh")}, [("Dòng đã ghi", "", "a; b; c; d; e; f; g; h")]),
        ({}, {"email": "x" * 200}, [("Thư điện tử", "", "x" * 200)]),
        ({}, {"email": "x" * 201}, [("Thư điện tử", "", "x" * 200 + "…")]),
        (
            {"phase-3": "2022-06-30"},
            {"phase-3": "2022-07-05"},
            [("Hạn tự đánh giá của đợt", "30/06/2022", "05/07/2022")],
        ),
        ({}, {"email": "2022-13-45"}, [("Thư điện tử", "", "2022-13-45")]),
    ],
)
def test_values_in_words(before, after, found):
    assert words("campaigns.staffmember", before, after) == found


def test_yes_and_no_and_a_model_that_is_gone():
    assert words("campaigns.posting", {"is_main": True}, {"is_main": False}) == [("Nơi công tác chính", "Có", "Không")]
    assert words("campaigns.gone", {}, {"colour": "đỏ"}) == [("Colour", "", "đỏ")]


def test_a_key_that_is_no_field_of_its_object_is_told_in_words():
    assert words("awards.councilsession", {}, {"member": "Vàng Thị Ví Dụ", "cases": 2}) == [
        ("Thành viên", "", "Vàng Thị Ví Dụ"),
        ("Trường hợp", "", "2"),
    ]


def _keys(node: ast.AST) -> set[str]:
    named = [key for one in ast.walk(node) if isinstance(one, ast.Dict) for key in one.keys]
    return {key.value for key in named if isinstance(key, ast.Constant)}


def _called(node: ast.AST) -> set[str]:
    return {one.func.id for one in ast.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)}


def _told_by(function: ast.FunctionDef, others: dict[str, ast.FunctionDef]) -> set[str]:
    """Keys of the lines one function writes: in the call, in names and functions of the module that the call uses."""
    calls = [one for one in ast.walk(function) if isinstance(one, ast.Call) and _called(one) & {"audit", "line"}]
    said = [word.value for one in calls for word in one.keywords if word.arg in ("before", "after")]
    names = {one.id for value in said for one in ast.walk(value) if isinstance(one, ast.Name)}
    for one in ast.walk(function):
        targets = one.targets if isinstance(one, ast.Assign) else [getattr(one, "target", None)]
        if isinstance(one, ast.Assign | ast.AugAssign) and names & {getattr(target, "id", "") for target in targets}:
            said.append(one.value)
    helpers = {name for value in said for name in _called(value)} & set(others)
    said += [one for name in helpers for one in ast.walk(others[name]) if isinstance(one, ast.Return)]
    return {key for value in said for key in _keys(value)}


def test_every_key_a_line_is_written_with_has_its_words():
    found = set()
    for path in (path for app in OUR_APPS for path in Path(app).rglob("*.py")):
        tree = ast.parse(path.read_text())
        functions = {one.name: one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
        for one in functions.values():
            found |= _told_by(one, functions)
    assert {"member", "cases", "given_on"} <= found
    assert sorted(found - {*KEYS, *KEYS_WITH_ROW, *NO_FIELD, *fields_in_words()}) == []
