"""D8: báo cáo thành tích of a collective (documents.md §5); a form without a number."""

from collections.abc import Iterator
from datetime import date

from awards.documents.reported import (
    DOTS,
    about,
    candidate_of,
    dated,
    day_of,
    head_of,
    received,
    third_signature,
    was_done,
)
from awards.models import Nomination
from campaigns.documents.pledge import head_signature
from campaigns.models import Department, Posting, StaffMember
from campaigns.roles import active_people, leading_postings
from thidua.copies import Copy, FreePart
from thidua.models import Institution
from thidua.papers import Block, Heading, Line, Lines, Paper, Paragraph, Signature
from thidua.vietnamese import two_digits

FREE = (
    FreePart(
        "seat", "Trụ sở, điện thoại, trang điện tử", help_text="Các phần từ đây chỉ in trong báo cáo của tập thể."
    ),
    FreePart("founding", "Quá trình thành lập"),
    FreePart("organisations", "Tổ chức Đảng, đoàn thể"),
    FreePart("conditions", "Thuận lợi, khó khăn"),
    FreePart("functions", "Chức năng, nhiệm vụ"),
    FreePart("compared", "So sánh với các năm trước"),
    FreePart("measures", "Biện pháp, nguyên nhân đạt được"),
    FreePart("movement", "Phong trào thi đua, chấp hành chính sách, công tác Đảng, đoàn thể của tập thể"),
)


def gather(nomination: Nomination, copy: Copy) -> Paper:
    institution, unit, copy = Institution.objects.get(), nomination.department, dated(nomination, copy)
    return Paper(
        kind="achievement-report",
        file_name=f"bao-cao-thanh-tich-{nomination.year}-{nomination.pk:05d}.pdf",
        header=head_of(institution, unit, copy),
        title="BÁO CÁO THÀNH TÍCH",
        summary=about(nomination),
        blocks=[
            Heading("I. SƠ LƯỢC ĐẶC ĐIỂM, TÌNH HÌNH"),
            *_situation(unit, institution, copy),
            Heading("II. THÀNH TÍCH ĐẠT ĐƯỢC"),
            *_done(nomination, copy),
            Heading("III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG"),
            *received(nomination),
        ],
        signatures=[
            *(third_signature(nomination, institution, day_of(copy)) or [Signature(("XÁC NHẬN CỦA CẤP TRÊN",))]),
            Signature(("THỦ TRƯỞNG ĐƠN VỊ",), head_signature(unit, day_of(copy)).name),
        ],
        draft=copy.mode == "draft",
        author=candidate_of(nomination),
    )


def _situation(unit: Department, institution: Institution, copy: Copy) -> Iterator[Block]:
    yield Heading("1. Đặc điểm, tình hình", 2)
    lines = [Line("Tên tập thể", unit.name)]
    if unit.kind != Department.Kind.SCHOOL:
        lines.append(Line("Cơ quan quản lý trực tiếp", institution.name))
    lines += [
        Line("Trụ sở, điện thoại", copy.text("seat", DOTS)),
        Line("Quá trình thành lập", copy.text("founding", DOTS)),
        Line("Cơ cấu tổ chức, nhân sự", _people(unit, day_of(copy))),
        Line("Tổ chức Đảng, đoàn thể", copy.text("organisations", DOTS)),
        Line("Thuận lợi, khó khăn", copy.text("conditions", DOTS)),
    ]
    yield Lines(lines)
    yield Heading("2. Chức năng, nhiệm vụ được giao", 2)
    yield from copy.paragraphs("functions", DOTS)


def _people(unit: Department, day: date) -> str:
    """ "12 người (05 nam, 07 nữ); Trưởng khoa: Trần Văn Minh." of that day."""
    if unit.kind == Department.Kind.SCHOOL:
        main = Posting.objects.on(day).filter(is_main=True)
        people = StaffMember.objects.employed(day).filter(pk__in=main.values("staff_member"))
    else:
        people = active_people(unit, day)
    genders = list(people.order_by().values_list("gender", flat=True))
    men = genders.count(StaffMember.Gender.MALE)
    leading = leading_postings(day).filter(department=unit).select_related("staff_member").order_by("-is_head", "pk")
    heads = "; ".join(f"{posting.post}: {posting.staff_member}" for posting in leading)
    counted = f"{two_digits(len(genders))} người ({two_digits(men)} nam, {two_digits(len(genders) - men)} nữ)"
    return f"{counted}; {heads}." if heads else f"{counted}; chưa có người đứng đầu."


def _done(nomination: Nomination, copy: Copy) -> Iterator[Block]:
    parts = [
        ("Thành tích nổi bật", list(was_done(nomination))),
        ("So sánh với các năm trước", copy.paragraphs("compared", DOTS)),
        ("Biện pháp, nguyên nhân đạt được thành tích", copy.paragraphs("measures", DOTS)),
        ("Phong trào thi đua, chấp hành chính sách, công tác Đảng, đoàn thể", copy.paragraphs("movement", DOTS)),
    ]
    for number, (label, blocks) in enumerate(parts, start=1):
        yield Heading(f"{number}. {label}", 2)
        yield from blocks or [Paragraph("Không.")]
