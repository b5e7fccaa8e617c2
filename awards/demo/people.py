"""The demo's organisation: units, made-up people, postings, accounts, the council, and what earlier years left."""

import random
from datetime import date

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from awards.models import AwardRecord, Council, Seat
from campaigns.models import Absence, AnnualRating, CoAuthor, Department, Initiative, Posting, StaffMember
from campaigns.roles import CLERK_GROUP
from thidua.demo_users import PASSWORD
from thidua.models import Institution, User

FOUNDED = date(2006, 6, 8)
SMALLEST_SCHOOL = 20
PEOPLE_A_UNIT = 30
# Rated outstanding two years running: its collective may be proposed to the province.
BEST_UNIT = "NNPL"
# A large school has ten years behind it unless the command says otherwise, a small one three.
LARGE_SCHOOL, FEW_YEARS, MANY_YEARS = 1000, 3, 10

UNITS = (
    ("BLD", "Ban Lãnh đạo", "Ban Lãnh đạo", Department.Kind.BOARD),
    ("LLCS", "Khoa Lý luận cơ sở", "Khoa LLCS", Department.Kind.FACULTY),
    ("XDD", "Khoa Xây dựng Đảng", "Khoa XDĐ", Department.Kind.FACULTY),
    ("NNPL", "Khoa Nhà nước và pháp luật", "Khoa NN&PL", Department.Kind.FACULTY),
    ("QLDT", "Phòng Quản lý đào tạo và nghiên cứu khoa học", "Phòng QLĐT", Department.Kind.OFFICE),
    ("TCHC", "Phòng Tổ chức, Hành chính, Thông tin, Tư liệu", "Phòng TC-HC", Department.Kind.OFFICE),
)

# user name, made-up name, gender, unit, post, head of the unit, seat in the council
CAST = (
    ("hieutruong", "Lò Văn Mẫu", "male", "BLD", "Hiệu trưởng", True, Seat.Role.CHAIR),
    ("uyvien", "Trần Thị Giả", "female", "BLD", "Phó Hiệu trưởng", False, Seat.Role.VICE_CHAIR),
    ("truongphong", "Hoàng Văn Thí", "male", "TCHC", "Trưởng phòng", True, Seat.Role.STANDING),
    ("truongkhoa", "Nguyễn Thị Dụ", "female", "XDD", "Trưởng khoa", True, Seat.Role.MEMBER),
    ("uyvien2", "Phạm Văn Giả Định", "male", "LLCS", "Trưởng khoa", True, Seat.Role.MEMBER),
    ("uyvien3", "Vàng Thị Ví Dụ", "female", "QLDT", "Trưởng phòng", True, Seat.Role.MEMBER),
    ("thuongtruc", "Nguyễn Văn Thử", "male", "TCHC", "Chuyên viên", False, Seat.Role.SECRETARY),
    ("canbo", "Lê Thị Mẫu Ẵm", "female", "XDD", "Giảng viên", False, None),
    ("", "Đỗ Văn Mô Phỏng", "male", "NNPL", "Trưởng khoa", True, None),
)

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Lò", "Vàng", "Đỗ", "Quàng", "Tẩn", "Giàng", "Lường", "Đặng", "Vũ")
MIDDLE = {"male": ("Văn Mẫu", "Văn Thử", "Văn Giả"), "female": ("Thị Mẫu", "Thị Thử", "Thị Giả")}
GIVEN = {
    "male": (
        "An",
        "Ân",
        "Bình",
        "Cường",
        "Dũng",
        "Đạt",
        "Giáp",
        "Hùng",
        "Kiên",
        "Long",
        "Nam",
        "Phúc",
        "Quý",
        "Sơn",
        "Tú",
    ),
    "female": (
        "Ánh",
        "Ẩn",
        "Bích",
        "Chi",
        "Duyên",
        "Đào",
        "Hà",
        "Hòa",
        "Huệ",
        "Lan",
        "Mỵ",
        "Nga",
        "Thủy",
        "Uyên",
        "Yến",
    ),
}


def create_organisation(staff: int, seed: int, years: int = FEW_YEARS) -> None:
    """Units (one for thirty people), people, accounts, council, and ratings and titles of `years` years before 2022."""
    chance = random.Random(seed)
    first_year = 2022 - years
    Institution.objects.filter(pk=1).update(contact_phone="0213 000 0000", history_complete_from=first_year)
    units = _create_units(max(len(UNITS), staff // PEOPLE_A_UNIT))
    cast = {row[0] or row[1]: _create_member(row, number, units) for number, row in enumerate(CAST, start=1)}
    others = _create_others(staff - len(CAST), units, chance)
    _create_accounts(cast)
    _create_council(cast)
    people = [*cast.values(), *others]
    _create_past(people, range(first_year, 2022), chance)
    _create_initiatives(people)


def _create_units(number: int) -> dict[str, Department]:
    root = Department.objects.create(
        code="TRUONG",
        name="Trường Chính trị tỉnh Lai Châu",
        short_name="Trường",
        kind=Department.Kind.SCHOOL,
        valid_from=FOUNDED,
    )
    rows = list(UNITS)
    rows += [
        (f"K{extra:03d}", f"Khoa Mẫu {extra}", f"Khoa {extra}", Department.Kind.FACULTY)
        for extra in range(1, number - len(UNITS) + 1)
    ]
    units = {"TRUONG": root}
    for order, (code, name, short_name, kind) in enumerate(rows, start=1):
        units[code] = Department.objects.create(
            code=code, name=name, short_name=short_name, kind=kind, parent=root, order=order, valid_from=FOUNDED
        )
    return units


def _create_member(row: tuple, number: int, units: dict[str, Department]) -> StaffMember:
    username, name, gender, unit, post, is_head, _ = row
    person = StaffMember.objects.create(
        code=f"MAU-{number:04d}",
        full_name=name,
        gender=gender,
        birth_date=date(1975 + number, 1 + number % 12, 5 + number),
        employment=StaffMember.Employment.CADRE if unit == "BLD" else StaffMember.Employment.PUBLIC_EMPLOYEE,
        joined_on=date(2008, 9, 1),
    )
    signs_as = {"hieutruong": Posting.SignsAs.HEAD, "uyvien": Posting.SignsAs.KT}.get(username, "")
    Posting.objects.create(
        staff_member=person,
        department=units[unit],
        post=post,
        is_head=is_head,
        may_sign=bool(signs_as),
        signs_as=signs_as,
        starts_on=date(2018, 1, 2),
    )
    if username == "hieutruong":  # the rector also heads the school as a collective
        Posting.objects.create(
            staff_member=person,
            department=units["TRUONG"],
            post=post,
            is_main=False,
            is_head=True,
            starts_on=date(2018, 1, 2),
        )
    return person


def _create_others(number: int, units: dict[str, Department], chance: random.Random) -> list[StaffMember]:
    """People without accounts, spread over the units; units without a head get one."""
    places = [unit for code, unit in units.items() if code not in ("TRUONG", "BLD")]
    people = []
    for index in range(number):
        gender = chance.choice(("male", "female"))
        person = StaffMember(
            code=f"MAU-{index + 101:04d}",
            full_name=f"{chance.choice(FAMILY)} {chance.choice(MIDDLE[gender])} {chance.choice(GIVEN[gender])}",
            gender=gender,
            birth_date=date(chance.randint(1968, 1996), chance.randint(1, 12), chance.randint(1, 28)),
            # one in twenty joined in the campaign's year, too late for a title
            joined_on=date(2022, 6, 1) if index % 20 == 19 else date(chance.randint(2008, 2019), 9, 1),
        )
        person.set_keys()
        people.append(person)
    StaffMember.objects.bulk_create(people, batch_size=500)
    led = {row[0] for row in UNITS}
    headless = [unit for unit in places if unit.code not in led]
    Posting.objects.bulk_create(
        [
            Posting(
                staff_member=person,
                department=headless[index] if index < len(headless) else places[index % len(places)],
                post="Trưởng khoa" if index < len(headless) else _post(places[index % len(places)]),
                is_head=index < len(headless),
                starts_on=person.joined_on,
            )
            for index, person in enumerate(people)
        ],
        batch_size=500,
    )
    return people


def _post(unit: Department) -> str:
    return "Giảng viên" if unit.kind == Department.Kind.FACULTY else "Chuyên viên"


def _create_accounts(cast: dict[str, StaffMember]) -> None:
    password = make_password(PASSWORD)
    User.objects.create(
        username="quantri", last_name="Quản", first_name="Trị", password=password, is_staff=True, is_superuser=True
    )
    clerks = Group.objects.get_or_create(name=CLERK_GROUP)[0]
    for username, person in cast.items():
        if " " in username:
            continue
        last_name, first_name = person.full_name.rsplit(" ", 1)
        person.user = User.objects.create(
            username=username, last_name=last_name, first_name=first_name, password=password
        )
        person.save()
        if username == "thuongtruc":
            person.user.groups.add(clerks)


def _create_council(cast: dict[str, StaffMember]) -> None:
    starts_on = date(2022, 1, 10)
    council = Council.objects.create(
        name="Hội đồng thi đua, khen thưởng Trường Chính trị tỉnh Lai Châu",
        decision_number="02/QĐ-TCT",
        decision_date=starts_on,
        starts_on=starts_on,
    )
    seated = [(row[0], row[6]) for row in CAST if row[6]]
    for order, (username, role) in enumerate(seated, start=1):
        Seat.objects.create(council=council, staff_member=cast[username], role=role, order=order, starts_on=starts_on)


def _create_past(people: list[StaffMember], years: range, chance: random.Random) -> None:
    """Ratings and titles of the years before, so that every person has a road behind them."""
    ratings, records = [], []
    for year in years:
        for person in people:
            if person.joined_on.year >= year:
                continue
            level = chance.choices(
                (AnnualRating.Level.OUTSTANDING, AnnualRating.Level.GOOD, AnnualRating.Level.COMPLETED), (2, 7, 1)
            )[0]
            ratings.append(
                AnnualRating(
                    staff_member=person,
                    year=year,
                    level=level,
                    source=f"Thông báo xếp loại năm {year} (mẫu)",
                    rated_on=date(year, 12, 8),
                )
            )
            if level == AnnualRating.Level.COMPLETED:
                continue
            titles = ["LDTT"] + (["CSTDCS"] if level == AnnualRating.Level.OUTSTANDING else [])
            records += [
                AwardRecord(
                    staff_member=person,
                    award_id=title,
                    year=year,
                    decision_number="150/QĐ-TCT",
                    decision_date=date(year, 12, 28),
                    issuer="Hiệu trưởng Trường Chính trị tỉnh Lai Châu",
                )
                for title in titles
            ]
    best = {"department": Department.objects.get(code=BEST_UNIT), "level": AnnualRating.Level.OUTSTANDING}
    ratings.append(AnnualRating(**best, year=years[-1], source=f"Thông báo xếp loại năm {years[-1]} (mẫu)"))
    AnnualRating.objects.bulk_create(ratings, batch_size=500)
    _create_an_absence(ratings, years[-1])
    AwardRecord.objects.bulk_create(records, batch_size=500)


def _create_an_absence(ratings: list[AnnualRating], year: int) -> None:
    """Somebody rated well though four months away: what the page of that year's ratings points at."""
    well = (one for one in ratings if one.year == year and one.level == AnnualRating.Level.GOOD and one.staff_member)
    rated = next((one for one in well if one.staff_member.user_id is None), None)
    if rated is not None:
        dates = {"starts_on": date(year, 3, 1), "ends_on": date(year, 6, 30)}
        Absence.objects.create(staff_member=rated.staff_member, kind=Absence.Kind.SICK, **dates)


def _create_initiatives(people: list[StaffMember]) -> None:
    """Recognised sáng kiến of 2022 for those who will aim at the higher title."""
    number, day, recogniser = "86/QĐ-TCT", date(2022, 11, 15), "Hiệu trưởng Trường Chính trị tỉnh Lai Châu"
    for place, person in enumerate(initiative_authors(people), start=1):
        initiative = Initiative.objects.create(
            title=f"Đổi mới phương pháp thảo luận trên lớp, sáng kiến mẫu số {place}",
            year=2022,
            status=Initiative.Status.RECOGNISED,
            scope=Initiative.Scope.BASE,
            recognised_number=number,
            recognised_on=day,
            recogniser=recogniser,
            summary="Chia lớp thành nhóm nhỏ, mỗi nhóm giải một tình huống của địa phương rồi trình bày trước lớp.",
            applied_where="Các lớp trung cấp lý luận chính trị",
            applied_from=date(2022, 3, 1),
            effect="Tỷ lệ học viên phát biểu trong giờ thảo luận tăng từ 30% lên 65%.",
        )
        CoAuthor.objects.create(initiative=initiative, staff_member=person, share=100)
        initiative.recognitions.create(scope=initiative.scope, number=number, date=day, recogniser=recogniser)


def initiative_authors(people: list[StaffMember]) -> list[StaffMember]:
    """About one in ten: `canbo` and some without a seat in the council."""
    chosen = [person for person in people if person.code == "MAU-0008"]
    return chosen + [person for person in people if person.code >= "MAU-0101" and person.joined_on.year < 2020][::11]
