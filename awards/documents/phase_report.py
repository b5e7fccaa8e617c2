"""The sơ kết of one đợt, in the form of D16: figures of that đợt alone."""

from collections.abc import Iterator

from awards import phase_figures
from awards import year_figures as figures
from awards.documents.endings import ended
from awards.documents.nomination_letter import plan_named
from awards.documents.summary_report import SERIES, award_table, phase_table
from awards.documents.summary_words import DOTS, conditions, phase_told, reasons_told, reported_to, since
from campaigns.documents.letterheads import foot_of, of_school
from campaigns.documents.signing import signature_of, signer_on
from campaigns.models import Phase
from campaigns.promises import Numbers, added_up
from thidua import clock
from thidua.copies import Copy, FreePart
from thidua.models import Institution
from thidua.papers import Block, Column, Heading, Paper, Paragraph, Row, Table, TotalRow
from thidua.vietnamese import two_digits

NOT_YET = Paragraph("Tính đến ngày báo cáo chưa có khen thưởng theo đợt.")
PROMISES = (
    Column("STT", 10, "center"),
    Column("Đơn vị"),
    Column("Chỉ tiêu đăng ký", 18, "center"),
    Column("Đạt", 13, "center"),
    Column("Vượt", 13, "center"),
    Column("Chưa đạt", 15, "center"),
    Column("Chưa có kết quả", 18, "center"),
)


def told(phase: Phase) -> str:
    """What was registered and came of it, what was held, and what the units say of themselves."""
    activities = [activity.name for activity in phase.activities.all()]
    said = [*_taking_part(phase), phase_told(figures.of_phase(phase))]
    said += [f"Hoạt động trong đợt: {'; '.join(activities)}."] if activities else []
    lines = [f"- {unit.name}: {text.rstrip('.;')}." for unit, text in phase_figures.lines_of_units(phase)]
    return "\n".join([*said, *(["Kết quả do các đơn vị tự đánh giá:", *lines] if lines else [])])


def _taking_part(phase: Phase) -> list[str]:
    """Figures of the page of the sơ kết, in words."""
    found = phase_figures.whole(phase_figures.by_unit(phase))
    people = (
        f"{two_digits(found.registered)} cá nhân, {two_digits(found.collectives_registered)} tập thể đăng ký thi đua"
    )
    assessed = f"{two_digits(found.assessed)}/{two_digits(found.people)} người đã tự đánh giá"
    confirmed = f"{two_digits(found.confirmed)} người được xác nhận"
    said = [f"Có {people}; {assessed}, {confirmed}."]
    if found.plans:
        late = f", trong đó {two_digits(found.plans_late)} nộp muộn" if found.plans_late else ""
        said.append(f"{two_digits(found.plans_sent)}/{two_digits(found.plans)} đơn vị đã nộp kế hoạch riêng{late}.")
    return said


def failures(phase: Phase) -> str:
    found = figures.of_phase(phase).promised
    said = [f"{two_digits(found.missed)}/{two_digits(found.targets)} chỉ tiêu chưa đạt."] if found.missed else []
    said += [f"{two_digits(found.unknown)} chỉ tiêu chưa ghi kết quả."] if found.unknown else []
    return "\n".join([*said, *reasons_told(phase_figures.reasons_of(phase))])


def following(phase: Phase) -> str:
    after = Phase.objects.filter(campaign=phase.campaign_id, ordinal__gt=phase.ordinal).order_by("ordinal").first()
    if after is None:
        return ""
    theme = f" với chủ đề “{after.theme}”" if after.theme else ""
    return f"Tiếp tục triển khai {after}{since(after)}{theme}."


def closing(phase: Phase) -> str:
    return f"Trên đây là Báo cáo sơ kết {phase} phong trào thi đua năm {phase.campaign.year}."


def _promises_by_unit(phase: Phase) -> Iterator[Block]:
    """What the units promised beside what became of it; the same figures as on the page of the đợt."""

    def numbers(found: Numbers) -> list[int]:
        return [found.targets, found.just_met, found.exceeded, found.missed, found.unknown]

    lines = figures.promises_by_unit(phase)
    if not lines:
        return
    yield Paragraph("Kết quả thực hiện chỉ tiêu đăng ký theo đơn vị:")
    rows: list[Row | TotalRow] = [
        Row([str(place), unit.name, *(two_digits(number) for number in numbers(found))])
        for place, (unit, found) in enumerate(lines, start=1)
    ]
    rows.append(TotalRow("Cộng", [two_digits(n) for n in numbers(added_up(found for _, found in lines))]))
    yield Table(PROMISES, rows)


FREE = (
    FreePart("situation", "I. Đặc điểm tình hình", lambda phase: conditions(phase.campaign)),
    FreePart("results", "II.1. Kết quả của đợt", told),
    FreePart("commendation", "II.2. Nhận xét về khen thưởng"),
    FreePart("models", "II.3. Điển hình tiên tiến"),
    FreePart("limits", "III. Hạn chế, nguyên nhân", failures),
    FreePart("lessons", "IV. Bài học kinh nghiệm"),
    FreePart("directions", "V. Nhiệm vụ thời gian tới", following),
    FreePart("proposals", "VI. Đề xuất, kiến nghị"),
    FreePart("closing", "Lời kết", closing),
)


def gather(phase: Phase, copy: Copy) -> Paper:
    institution, day, campaign = Institution.objects.get(), copy.date or clock.today(), phase.campaign
    to = reported_to(institution)
    awards = figures.by_award(campaign, phase)
    parts = (
        ("III. HẠN CHẾ, NGUYÊN NHÂN", "limits", failures(phase)),
        ("IV. BÀI HỌC KINH NGHIỆM", "lessons", ""),
        ("V. NHIỆM VỤ THỜI GIAN TỚI", "directions", following(phase)),
        ("VI. ĐỀ XUẤT, KIẾN NGHỊ", "proposals", ""),
    )
    return Paper(
        kind="phase-report",
        file_name=f"bao-cao-so-ket-{campaign.year}-dot-{phase.ordinal}-{copy.file_part}.pdf",
        header=of_school(institution, copy, SERIES),
        title="BÁO CÁO",
        summary=f"Sơ kết {phase} phong trào thi đua năm {campaign.year}",
        address_to=to,
        blocks=[
            Paragraph(f"Thực hiện {plan_named(campaign, institution)}, {institution.name} báo cáo như sau:"),
            Heading("I. ĐẶC ĐIỂM TÌNH HÌNH"),
            *copy.paragraphs("situation", conditions(campaign)),
            Heading("II. KẾT QUẢ THỰC HIỆN"),
            Heading("1. Kết quả của đợt", 2),
            *copy.paragraphs("results", told(phase)),
            phase_table([figures.of_phase(phase)]),
            *_promises_by_unit(phase),
            Heading("2. Khen thưởng theo đợt", 2),
            *copy.paragraphs("commendation"),
            *(
                award_table(awards, with_registered=False)
                if awards
                else [Paragraph("Tính đến ngày báo cáo chưa có khen thưởng theo đợt.")]
            ),
            Heading("3. Điển hình tiên tiến", 2),
            *copy.paragraphs("models", DOTS),
            *(block for label, key, text in parts for block in (Heading(label), *copy.paragraphs(key, text or DOTS))),
            *ended(copy, "closing", closing(phase)),
        ],
        signatures=[signature_of(copy.signer or signer_on(day), institution)],
        recipients=[*(["Như trên"] if to else []), "Các đơn vị trực thuộc", institution.archive_line],
        foot=foot_of(copy),
        draft=copy.mode == "draft",
    )
