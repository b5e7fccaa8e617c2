"""The cast: one small made-up school that every test of pages and verbs plays in.

Lan is the clerk; Minh heads the faculty of party building, Hoa lectures there; Bình, a lecturer, and Dũng, a head,
belong to another faculty and must see nothing of Minh's; Quang is rector, chair and signer; Thu his deputy.
"""

from datetime import date
from types import SimpleNamespace

from awards.models import Council, Seat
from campaigns.models import Department, Posting
from tests.factories import make_council, make_department, make_person, make_user
from thidua.models import DemoClock

SPRING = date(2022, 3, 1)


def move_clock(day: date) -> date:
    DemoClock.objects.update_or_create(pk=1, defaults={"today": day})
    return day


def make_school() -> SimpleNamespace:
    """Units and people; the clock stands at 01/03/2022."""
    move_clock(SPRING)
    root = make_department("TRUONG", "Trường Chính trị tỉnh Lai Châu", Department.Kind.SCHOOL)
    board = make_department("BLD", "Ban Lãnh đạo", Department.Kind.BOARD, root)
    faculty = make_department("XDD", "Khoa Xây dựng Đảng", Department.Kind.FACULTY, root)
    other_faculty = make_department("LLCS", "Khoa Lý luận cơ sở", Department.Kind.FACULTY, root)
    office = make_department("TCHC", "Phòng Tổ chức, Hành chính, Thông tin, Tư liệu", Department.Kind.OFFICE, root)
    head = {"is_head": True}
    rector = make_person(
        "Phạm Văn Quang",
        board,
        "Hiệu trưởng",
        username="quang",
        gender="male",
        posting=head | {"may_sign": True, "signs_as": "head"},
    )
    Posting.objects.create(
        staff_member=rector,
        department=root,
        post="Hiệu trưởng",
        is_main=False,
        is_head=True,
        starts_on=rector.joined_on,
    )
    return SimpleNamespace(
        root=root,
        board=board,
        faculty=faculty,
        other_faculty=other_faculty,
        office=office,
        rector=rector,
        deputy=make_person(
            "Vũ Thị Thu", board, "Phó Hiệu trưởng", username="thu", posting={"may_sign": True, "signs_as": "KT"}
        ),
        head=make_person("Trần Văn Minh", faculty, "Trưởng khoa", username="minh", gender="male", posting=head),
        lecturer=make_person("Nguyễn Thị Hoa", faculty, username="hoa"),
        lecturer2=make_person("Lò Văn Ẵm", faculty, username="am", gender="male"),
        other_head=make_person(
            "Lê Văn Dũng", other_faculty, "Trưởng khoa", username="dung", gender="male", posting=head
        ),
        stranger=make_person("Hoàng Văn Bình", other_faculty, username="binh", gender="male"),
        office_head=make_person("Đỗ Thị Yến", office, "Trưởng phòng", username="yen", posting=head),
        clerk=make_person("Ngô Thị Lan", office, "Chuyên viên", username="lan", clerk=True),
        administrator=make_user("quantri", is_staff=True, is_superuser=True),
    )


def seat_council(school: SimpleNamespace) -> Council:
    """Five seats: Quang (chair), Thu, Minh, Dũng, Lan (secretary)."""
    role = Seat.Role
    return make_council(
        [
            (school.rector, role.CHAIR),
            (school.deputy, role.VICE_CHAIR),
            (school.head, role.MEMBER),
            (school.other_head, role.MEMBER),
            (school.clerk, role.SECRETARY),
        ]
    )
