"""D5: a unit's tờ trình to the council, with the list of whom it proposes (documents.md §5); unit form, no number."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils import timezone

from awards.documents.endings import ended
from awards.documents.unit_minutes import WHAT, occasion_words, votes
from awards.models import Nomination, UnitReview, UnitReviewCase
from awards.unit_reviews import Meeting, counted, dossiers_of, heads_words, meeting_of, post_of, votes_line
from campaigns import namesakes, plan_numbers
from campaigns.documents.letterheads import of_unit
from campaigns.documents.pledge import head_signature, noun_of, printed_name
from campaigns.models import Campaign
from thidua.copies import Copy, FreePart
from thidua.models import Institution
from thidua.papers import (
    Appendix,
    Block,
    Column,
    GroupRow,
    Header,
    Heading,
    NumberedItem,
    Paper,
    Paragraph,
    Rich,
    Row,
    Table,
    italic,
)
from thidua.vietnamese import date_words, lower_first, two_digits

COLUMNS = (
    Column("STT", 11, "center"),
    Column("Họ và tên, tên tập thể", 44),
    Column("Chức vụ", 30),
    Column("Tóm tắt thành tích"),
    Column("Danh hiệu,\nhình thức đề nghị", 46),
    Column("Số phiếu", 20, "center", nowrap=True),
    Column("Tỷ lệ (%)", 16, "center", nowrap=True),
)


def proposed_opening(review: UnitReview) -> str:
    unit, proposed, council = review.department, meeting_of(review).proposed, Institution.objects.get().council_name
    return (
        f"Sau khi bình xét, {unit.name} kính đề nghị {council} Trường xem xét công nhận {WHAT} "
        f"{occasion_words(review)} cho {heads_words(proposed) or '00 trường hợp'}, cụ thể như sau:"
    )


def proposed_closing(review: UnitReview) -> str:
    council = Institution.objects.get().council_name
    return f"{review.department.name} kính trình {council} Trường xem xét, quyết định."


FREE = (
    FreePart(
        "notice", "Căn cứ khác", help_text="Ví dụ thông báo của Trường về tổng kết cuối năm; mỗi dòng một căn cứ."
    ),
    FreePart("opening", "Lời mở đầu", proposed_opening),
    FreePart("closing", "Lời kết", proposed_closing),
)


def gather(review: UnitReview, copy: Copy) -> Paper:
    institution, unit, meeting = Institution.objects.get(), review.department, meeting_of(review)
    copy = copy if copy.date else replace(copy, date=timezone.localdate(review.held_to))
    header = of_unit(institution, unit, copy)
    summary = f"đề nghị công nhận danh hiệu thi đua, hình thức khen thưởng {occasion_words(review)}"
    dossiers = dossiers_of(review)
    return Paper(
        kind="nomination-letter",
        file_name=f"to-trinh-{review.campaign.year}-{unit.code.lower()}-{review.pk}.pdf",
        header=header,
        title="TỜ TRÌNH",
        summary=f"Về việc {summary}",
        address_to=[f"{institution.council_name} {institution.name}"],
        bases=list(_bases(review, institution, copy)),
        blocks=[
            *copy.paragraphs("opening", proposed_opening(review)),
            *_counts(meeting.proposed),
            Paragraph(italic(_attached(meeting.proposed, dossiers))),
            *ended(copy, "closing", proposed_closing(review)),
        ],
        signatures=[head_signature(unit, copy.date)],
        recipients=["Như trên", f"Lưu: {unit.name}"],
        appendices=[_list(review, meeting, dossiers, header)],
        draft=copy.mode == "draft",
    )


def _bases(review: UnitReview, institution: Institution, copy: Copy) -> Iterator[str]:
    yield f"Căn cứ {plan_named(review.campaign, institution)}"
    for line in copy.text("notice").splitlines():
        if line.strip():
            yield line.strip().rstrip(";.")
    day = timezone.localdate(review.held_from)
    yield f"Căn cứ Biên bản họp bình xét {date_words(day)} của {review.department.name}"


def plan_named(campaign: Campaign, institution: Institution) -> str:
    """The school's plan as a basis names it, as far as number and date are known."""
    title = lower_first(campaign.title)
    numbered = plan_numbers.number_of(campaign, institution)
    which = f" số {numbered.cited}" if numbered else ""
    return f"Kế hoạch{which} của {institution.name} về {title}"


def _counts(proposed: list[UnitReviewCase]) -> Iterator[Block]:
    groups = (
        ("Danh hiệu thi đua", [case for case in proposed if case.award.is_title]),
        ("Hình thức khen thưởng", [case for case in proposed if not case.award.is_title]),
    )
    for number, (label, cases) in enumerate(groups, start=1):
        if not cases:
            yield NumberedItem(f"{number}.", "không.", title=f"{label}:")
            continue
        yield Heading(f"{number}. {label}", 2)
        each = counted(cases)
        for place, (award, count) in enumerate(each, start=1):
            noun, end = noun_of(award), ";" if place < len(each) else "."
            yield NumberedItem("-", f"{printed_name(award)}: {two_digits(count)} {noun}{end}")


def _dossier(case: UnitReviewCase, dossiers: dict) -> Nomination | None:
    return dossiers.get(case.subject)


def _attached(proposed: list[UnitReviewCase], dossiers: dict) -> str:
    """The reports that go with the letter are counted, not claimed."""
    reports = sum(_dossier(case, dossiers) is not None for case in proposed)
    if not reports:
        return "(Có Biên bản họp và Danh sách kèm theo)"
    return f"(Có Biên bản họp, Danh sách và {two_digits(reports)} Báo cáo thành tích kèm theo)"


def _list(review: UnitReview, meeting: Meeting, dossiers: dict, header: Header) -> Appendix:
    apart = namesakes.among(
        (case.staff_member, post_of(meeting, case.staff_member)) for case in meeting.proposed if case.staff_member
    )
    collectives = [case for case in meeting.proposed if case.is_collective]
    people = [case for case in meeting.proposed if not case.is_collective]
    rows: list[Row | GroupRow] = []
    voted = votes(meeting.proposed)
    for label, cases in (("A. TẬP THỂ", collectives), ("B. CÁ NHÂN", people)):
        if cases:
            rows.append(GroupRow(label))
            rows += [
                Row([str(n), *_told(case, meeting, dossiers, apart), *voted[case.pk]])
                for n, case in enumerate(cases, 1)
            ]
    return Appendix(
        title="DANH SÁCH",
        summary=f"Đề nghị công nhận {WHAT} {occasion_words(review)}",
        bracket=f"(Kèm theo Tờ trình {header.day_words} của {review.department.name})",
        blocks=[
            Table(COLUMNS, rows),
            Paragraph(f"(Danh sách gồm {heads_words(meeting.proposed) or '00 trường hợp'})./.", align="center"),
        ],
        landscape=True,
    )


def _told(case: UnitReviewCase, meeting: Meeting, dossiers: dict, apart: dict[int, str]) -> list[Rich]:
    person, dossier = case.staff_member, _dossier(case, dossiers)
    who = namesakes.printed(person.full_name, apart.get(person.pk, "")) if person else case.department.name
    post = post_of(meeting, person) if person else ""
    merit = merit_of(case, dossier) if dossier else case.note
    return [who, post, merit, printed_name(case.award)]


def merit_of(case: UnitReviewCase, dossier: Nomination) -> str:
    """The dossier's summary; how the unit voted has columns of its own."""
    lines = dossier.grounds.strip().splitlines()
    return "\n".join(line for line in lines if case.total is None or line.strip() != votes_line(case))
