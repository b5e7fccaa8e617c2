"""What an audit line changed, in the words of the pages."""

import pytest

from thidua.changes import changes_of
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
