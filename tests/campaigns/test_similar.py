"""Which older titles are shown beside a new one: how alike counts, who sees how much, how little is read for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns import similar
from campaigns.models import Initiative
from campaigns.roles import is_clerk
from campaigns.similar import core_of, share_alike, similar_to
from tests.factories import make_initiative

IDEA = "Bộ câu hỏi ôn tập theo tình huống"
# The same idea in other words …
ALIKE = [
    (IDEA, "BO CAU HOI ON TAP THEO TINH HUONG", 100),
    (IDEA, "Bộ câu hỏi ôn tập trực tuyến theo tình huống", 90),
    ("Đổi mới phương pháp thảo luận trên lớp", "Phương pháp thảo luận trên lớp được đổi mới", 92),
    (
        "Đổi mới phương pháp thảo luận trên lớp",
        "Một số giải pháp đổi mới phương pháp thảo luận trên lớp tại Trường Chính trị",
        100,
    ),
    ("Ứng dụng mã QR trong quản lý thư viện", "Ứng dụng mã QR trong quản lý tài liệu thư viện của Trường", 90),
    ("Số hóa hồ sơ học viên", "Số hóa hồ sơ học viên các lớp trung cấp lý luận chính trị", 90),
    ("Nâng cao chất lượng", "nâng cao chất lượng", 100),
]
# … and other ideas, many of them in the same words.
OTHER = [
    ("Nâng cao chất lượng giảng dạy môn Xây dựng Đảng", "Nâng cao chất lượng công tác văn thư, lưu trữ", 29),
    (
        "Ứng dụng công nghệ thông tin trong quản lý học viên",
        "Ứng dụng công nghệ thông tin trong quản lý tài sản",
        58,
    ),
    ("Số hóa hồ sơ học viên", "Sổ tay điện tử cho học viên", 68),
    (IDEA, "Bộ đề thi trắc nghiệm môn Kinh tế chính trị", 53),
]


@pytest.mark.parametrize(("one", "other", "share"), [*ALIKE, *OTHER])
def test_how_alike_two_titles_are(one, other, share):
    assert share_alike(core_of(one), core_of(other)) == share
    assert share_alike(core_of(other), core_of(one)) == share
    assert (share >= similar.THRESHOLD) == ((one, other, share) in ALIKE)


@pytest.fixture
def idea(school):
    """Of a stranger to Hoa, of last year, sent."""

    def made(title=IDEA, *, author=school.stranger, **fields) -> Initiative:
        return make_initiative(author, title=title, **{"year": 2021, "status": "submitted"} | fields)

    return made


def found(initiative, user) -> list[tuple]:
    return [(one.title, one.year, one.share) for one in similar_to(initiative, user=user)]


def test_what_was_sent_this_year_and_ten_before(idea, school):
    new = idea(year=2022, author=school.lecturer)
    for fields, is_shown in (
        ({}, True),
        ({"year": 2022}, True),
        ({"year": 2023}, False),
        ({"year": 2012}, True),
        ({"year": 2011}, False),
        ({"status": "refused"}, True),
        ({"status": "recognised"}, True),
        ({"status": "draft"}, False),
        ({"status": "withdrawn"}, False),
        ({"title": "Sổ tay điện tử"}, False),
    ):
        other = idea(**fields)
        assert bool(found(new, school.lecturer.user)) is is_shown, fields
        other.delete()


def test_the_most_alike_first_then_the_newest_five_at_most(idea, school):
    new = idea(year=2022)
    longer = "Bộ câu hỏi ôn tập trực tuyến theo tình huống"
    for year in (2015, 2018, 2020):
        idea(year=year)
        idea(longer, year=year)
    assert found(new, school.clerk.user) == [
        (IDEA, 2020, 100),
        (IDEA, 2018, 100),
        (IDEA, 2015, 100),
        (longer, 2020, 90),
        (longer, 2018, 90),
    ]


def test_a_stranger_sees_title_year_and_number_alone(idea, school, sign_in):
    new = idea(year=2022, author=school.lecturer)
    old = idea(status="recognised")
    [seen] = similar_to(new, user=school.lecturer.user)
    assert (seen.title, seen.year, seen.number, seen.share, seen.row, seen.authors) == (
        IDEA,
        2021,
        "12/QĐ-TCT",
        100,
        None,
        [],
    )
    page = sign_in(school.lecturer).get(new.get_absolute_url()).content.decode()
    assert "Sáng kiến có tên tương tự" in page
    assert "(2021, số 12/QĐ-TCT) · giống 100%" in " ".join(page.split())
    assert (school.stranger.full_name in page, old.get_absolute_url() in page, "Được công nhận" in page) == (False,) * 3
    [read] = similar_to(new, user=school.clerk.user)
    assert (read.row, [author.staff_member for author in read.authors]) == (old, [school.stranger])
    page = sign_in(school.clerk).get(new.get_absolute_url()).content.decode()
    assert (school.stranger.full_name in page, old.get_absolute_url() in page, "Được công nhận" in page) == (True,) * 3


def test_nothing_alike_and_there_is_no_heading(idea, school, sign_in):
    new = idea(year=2022, author=school.lecturer)
    idea("Sổ tay điện tử")
    assert "tương tự" not in sign_in(school.lecturer).get(new.get_absolute_url()).content.decode()


@pytest.mark.one_database("how many questions are asked")
@pytest.mark.parametrize("rows", [1, 3, 400])
def test_three_queries_and_two_hundred_titles_at_most(rows, idea, school, monkeypatch):
    """However many there are: the database picks those worth comparing, the like one among them."""
    new = idea(year=2022)
    filler = [
        Initiative(title=f"Bộ câu hỏi khác {n}", search_key=f"bo cau hoi khac {n}", year=2021, status="submitted")
        for n in range(rows)
    ]
    Initiative.objects.bulk_create(filler)
    idea(year=2013)
    compared = []
    real = similar.share_alike
    monkeypatch.setattr(similar, "share_alike", lambda *both: compared.append(both) or real(*both))
    assert is_clerk(school.clerk.user)  # asked once a request
    with CaptureQueriesContext(connection) as queries:
        assert found(new, school.clerk.user) == [(IDEA, 2013, 100)]
    assert len(queries) == 3
    assert len(compared) == min(rows + 1, 200)


def test_odd_titles_are_compared_like_others(idea, school):
    for title in ("?", "đ", "…", "%_\\", "a" * 400, "trong", "'; --"):
        pair = idea(title), idea(title, year=2022)
        assert [share for *_, share in found(pair[1], school.clerk.user)] in ([100], []), title
        for one in pair:
            one.delete()
