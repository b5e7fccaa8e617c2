"""D7: báo cáo thành tích of a person, built from the records (documents.md §5); a form without a number.

What no record holds (quê quán, trình độ …) is a line to be filled in by pen, or in the browser.
"""

from collections.abc import Iterator
from datetime import date

from awards.documents import collective_report
from awards.documents.reported import (
    DOTS,
    about,
    candidate_of,
    dated,
    day_of,
    head_of,
    promised,
    received,
    third_signature,
    was_done,
    works,
)
from awards.models import Nomination
from campaigns.documents.pledge import head_signature
from campaigns.documents.signing import signature_of, signer_on
from campaigns.models import Department
from campaigns.roles import leading_postings
from thidua.copies import Copy, FreePart
from thidua.models import Institution
from thidua.papers import Block, Heading, Line, Lines, Paper, Paragraph, Signature, name
from thidua.vietnamese import paper_date

REPORTER = Signature(("NGƯỜI BÁO CÁO",))
CONFIRMED = "XÁC NHẬN CỦA"


def proposed_duties(nomination: Nomination) -> str:
    pledge = promised(nomination)
    return pledge.duties.strip() if pledge else ""


FREE = (
    FreePart("home", "Quê quán"),
    FreePart("residence", "Nơi thường trú"),
    FreePart("qualification", "Trình độ chuyên môn, nghiệp vụ"),
    FreePart("party", "Chức vụ Đảng, đoàn thể"),
    FreePart("unit_result", "Kết quả của đơn vị", help_text="Chỉ in khi người được đề nghị là người đứng đầu đơn vị."),
    FreePart("duties", "Quyền hạn, nhiệm vụ được giao", proposed_duties),
    FreePart("conduct", "Chấp hành, học tập, công tác Đảng, đoàn thể"),
    *collective_report.FREE,
)


def gather(nomination: Nomination, copy: Copy) -> Paper:
    """Of a collective it is D8 (collective_report.py)."""
    if nomination.is_collective:
        return collective_report.gather(nomination, copy)
    institution, copy = Institution.objects.get(), dated(nomination, copy)
    return Paper(
        kind="achievement-report",
        file_name=f"bao-cao-thanh-tich-{nomination.year}-{nomination.pk:05d}.pdf",
        header=head_of(institution, nomination.unit, copy),
        title="BÁO CÁO THÀNH TÍCH",
        summary=about(nomination),
        blocks=[
            Heading("I. SƠ LƯỢC LÝ LỊCH"),
            Lines(list(_who(nomination, copy))),
            Heading("II. THÀNH TÍCH ĐẠT ĐƯỢC"),
            *_done(nomination, copy),
            Heading("III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG"),
            *received(nomination),
        ],
        signatures=_signatures(nomination, institution, day_of(copy)),
        draft=copy.mode == "draft",
        author=candidate_of(nomination),
    )


def _who(nomination: Nomination, copy: Copy) -> Iterator[Line]:
    person = nomination.staff_member
    yield Line("Họ và tên", name(person.full_name))
    yield Line("Ngày sinh", f"{paper_date(person.birth_date) if person.birth_date else DOTS}")
    yield Line("Giới tính", person.get_gender_display())
    yield Line("Quê quán", copy.text("home", DOTS))
    yield Line("Nơi thường trú", copy.text("residence", DOTS))
    yield Line("Đơn vị công tác", f"{nomination.unit.name}, {Institution.objects.get().name}")
    yield Line("Chức vụ", nomination.post or DOTS)
    yield Line("Chức vụ Đảng, đoàn thể", copy.text("party", DOTS))
    yield Line("Trình độ chuyên môn, nghiệp vụ", copy.text("qualification", DOTS))


def _done(nomination: Nomination, copy: Copy) -> Iterator[Block]:
    parts = []
    if _leads(nomination, day_of(copy)):
        parts.append(("Kết quả của đơn vị", copy.paragraphs("unit_result", DOTS)))
    parts += [
        ("Quyền hạn, nhiệm vụ được giao", copy.paragraphs("duties", proposed_duties(nomination) or DOTS)),
        ("Thành tích đạt được", list(was_done(nomination))),
        ("Sáng kiến, đề tài", list(works(nomination))),
        ("Chấp hành chính sách, học tập, công tác Đảng, đoàn thể", copy.paragraphs("conduct", DOTS)),
    ]
    for number, (label, blocks) in enumerate(parts, start=1):
        yield Heading(f"{number}. {label}", 2)
        yield from blocks or [Paragraph("Không.")]


def _leads(nomination: Nomination, day: date) -> bool:
    return leading_postings(day).filter(staff_member=nomination.staff_member_id).exists()


def _signatures(nomination: Nomination, institution: Institution, day: date) -> list[Signature]:
    """Nobody confirms their own report: a head's is confirmed by the head of the school, theirs by the level above."""
    reporter = Signature(REPORTER.lines, nomination.staff_member.full_name)
    leading = leading_postings(day).filter(staff_member=nomination.staff_member_id)
    above = third_signature(nomination, institution, day)
    if leading.filter(department__kind=Department.Kind.SCHOOL).exists():
        return [Signature((CONFIRMED, "CẤP TRÊN")), reporter]
    if leading.exists() or nomination.unit.kind == Department.Kind.BOARD:
        signer = signature_of(signer_on(day), institution)
        return [*(above or [Signature((CONFIRMED, *signer.lines), signer.name)]), reporter]
    head = head_signature(nomination.unit, day)
    return [*above, Signature((CONFIRMED, "THỦ TRƯỞNG ĐƠN VỊ"), head.name), reporter]
