"""D16: báo cáo tổng kết of a campaign (documents.md §5): figures are counted, the judgement is written by people."""

from collections.abc import Iterator

from awards import fund
from awards import year_figures as figures
from awards.documents.endings import ended
from awards.documents.nomination_letter import plan_named
from awards.documents.summary_words import (
    DOTS,
    conditions,
    failures,
    led,
    next_year,
    outstanding,
    phases_told,
    reported_to,
    since,
)
from awards.models import Decision
from campaigns.documents.letterheads import foot_of, of_school
from campaigns.documents.pledge import printed_name
from campaigns.documents.signing import signature_of, signer_on
from campaigns.models import Award, Campaign
from thidua import clock
from thidua.copies import Copy, FreePart
from thidua.models import Institution
from thidua.papers import Block, Column, GroupRow, Heading, Paper, Paragraph, Row, Table, TotalRow, italic
from thidua.vietnamese import money, percents_of, two_digits

SERIES = "report"
AWARDS = (
    Column("Danh hiệu, hình thức"),
    Column("Đăng ký", 20, "center", nowrap=True),
    Column("Đề nghị", 20, "center", nowrap=True),
    Column("Được công nhận", 22, "center", nowrap=True),
    Column("Tỷ lệ đạt (%)", 20, "center", nowrap=True),
)
UNITS = (
    Column("STT", 10, "center"),
    Column("Đơn vị"),
    Column("Số người", 16, "center"),
    Column("Đăng ký (người)", 20, "center"),
    Column("Đề nghị (người)", 20, "center"),
    Column("Được công nhận (người)", 24, "center"),
    Column("Tập thể được công nhận", 24, "center"),
)
FUND = (Column("STT", 10, "center"), Column("Nội dung"), Column("Số tiền (đồng)", 40, "right", nowrap=True))

FREE = (
    FreePart("situation", "I. Đặc điểm tình hình", conditions),
    FreePart("leadership", "II.1. Lãnh đạo, chỉ đạo, phát động", led),
    FreePart("movements", "II.2. Kết quả các phong trào, các đợt", phases_told),
    FreePart("commendation", "II.3. Nhận xét về khen thưởng"),
    FreePart("models", "II.4. Điển hình tiên tiến", outstanding),
    FreePart("limits", "III. Hạn chế, nguyên nhân", failures),
    FreePart("lessons", "IV. Bài học kinh nghiệm"),
    FreePart("directions", "V. Phương hướng, nhiệm vụ", next_year),
    FreePart("proposals", "VI. Đề xuất, kiến nghị"),
    FreePart("closing", "Lời kết", lambda campaign: closing(campaign)),
)


def closing(campaign: Campaign) -> str:
    return f"Trên đây là Báo cáo tổng kết phong trào thi đua và công tác khen thưởng năm {campaign.year}."


def why_not_issue(campaign: Campaign, drafts: int | None = None) -> str:
    """`drafts`: how many decisions of it are drafts, where the caller has counted."""
    if campaign.status in (Campaign.Status.DRAFT, Campaign.Status.CANCELLED):
        return f"{campaign} ở bước “{campaign.get_status_display()}” nên chưa có gì để tổng kết."
    if drafts is None:
        drafts = Decision.objects.filter(campaign=campaign, status=Decision.Status.DRAFT).count()
    if drafts:
        return f"Còn {drafts} dự thảo quyết định của năm {campaign.year}; ban hành hoặc xóa rồi tổng kết."
    return ""


def gather(campaign: Campaign, copy: Copy) -> Paper:
    institution, day = Institution.objects.get(), copy.date or clock.today()
    to = reported_to(institution)
    return Paper(
        kind="summary-report",
        file_name=f"bao-cao-tong-ket-{campaign.year}-{copy.file_part}.pdf",
        header=of_school(institution, copy, SERIES),
        title="BÁO CÁO",
        summary=title_of(campaign),
        address_to=to,
        blocks=[
            Paragraph(f"Thực hiện {plan_named(campaign, institution)}, {institution.name} báo cáo như sau:"),
            Heading("I. ĐẶC ĐIỂM TÌNH HÌNH"),
            *copy.paragraphs("situation", conditions(campaign)),
            Heading("II. KẾT QUẢ THỰC HIỆN"),
            *_results(campaign, copy),
            *_judgement(campaign, copy),
            *ended(copy, "closing", closing(campaign)),
        ],
        signatures=[signature_of(copy.signer or signer_on(day), institution)],
        recipients=[*(["Như trên"] if to else []), "Các đơn vị trực thuộc", institution.archive_line],
        foot=foot_of(copy),
        draft=copy.mode == "draft",
    )


def title_of(campaign: Campaign) -> str:
    if campaign.kind == Campaign.Kind.THEMATIC:
        return f"Tổng kết phong trào “{campaign.title}”"
    return (
        f"Tổng kết phong trào thi đua và công tác khen thưởng\nnăm {campaign.year}; "
        f"phương hướng, nhiệm vụ năm {campaign.year + 1}"
    )


def _results(campaign: Campaign, copy: Copy) -> Iterator[Block]:
    yield Heading("1. Công tác lãnh đạo, chỉ đạo, phát động", 2)
    yield from copy.paragraphs("leadership", led(campaign))
    yield Heading("2. Kết quả các phong trào, các đợt thi đua", 2)
    yield from copy.paragraphs("movements", phases_told(campaign))
    if lines := figures.by_phase(campaign):
        yield phase_table(lines)
    yield Heading("3. Công tác khen thưởng", 2)
    yield from copy.paragraphs("commendation")
    yield from award_table(figures.by_award(campaign))
    yield Paragraph(italic("Kết quả theo đơn vị:"), indent=True)
    yield _unit_table(figures.by_unit(campaign))
    if campaign.kind == Campaign.Kind.YEARLY:
        yield Paragraph(italic(f"Quỹ thi đua, khen thưởng năm {campaign.year}:"))
        yield _fund_table(fund.account(campaign.year))
    yield Heading("4. Điển hình tiên tiến", 2)
    yield from copy.paragraphs("models", outstanding(campaign) or DOTS)


def _judgement(campaign: Campaign, copy: Copy) -> Iterator[Block]:
    for label, key, proposed in (
        ("III. HẠN CHẾ, NGUYÊN NHÂN", "limits", failures(campaign)),
        ("IV. BÀI HỌC KINH NGHIỆM", "lessons", ""),
        (f"V. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM {campaign.year + 1}", "directions", next_year(campaign)),
        ("VI. ĐỀ XUẤT, KIẾN NGHỊ", "proposals", ""),
    ):
        yield Heading(label)
        yield from copy.paragraphs(key, proposed or DOTS)


# --- tables, shared with the review of one đợt


def phase_table(lines: list[figures.PhaseLine]) -> Table:
    columns = (
        Column("Đợt"),
        Column("Bản tự đánh giá", 20, "center"),
        Column("Đã xác nhận", 17, "center"),
        Column("Chỉ tiêu đăng ký", 18, "center"),
        Column("Đạt", 14, "center"),
        Column("Chưa đạt", 15, "center"),
        Column("Chưa ghi", 15, "center"),
    )
    rows = []
    for line in lines:
        promised = line.promised
        numbers = (line.evaluated, line.confirmed, promised.targets, promised.met, promised.missed, promised.unknown)
        rows.append(Row([f"{line.phase}{since(line.phase)}", *(two_digits(number) for number in numbers)]))
    return Table(columns, rows)


def award_table(lines: list[figures.Line], *, with_registered: bool = True) -> Iterator[Block]:
    """Collectives and individuals apart; sums of their own, since a person may stand under several titles."""
    if not lines:
        yield Paragraph("Chưa có danh hiệu, hình thức nào được đăng ký hoặc đề nghị.")
        return
    columns = AWARDS if with_registered else (AWARDS[0], *AWARDS[2:4])
    groups = (
        ("TẬP THỂ", [line for line in lines if line.award.is_collective]),
        ("CÁ NHÂN", [line for line in lines if not line.award.is_collective]),
    )
    both = all(group for _, group in groups)
    shares = dict(zip([line.award.pk for line in lines], percents_of([line.share for line in lines]), strict=True))
    rows: list[Row | GroupRow | TotalRow] = []
    for letter, (label, group) in zip("AB", groups, strict=True):
        if group:
            rows.append(GroupRow(f"{letter}. {label}" if both else label))
            rows += [Row([_named(line.award), *_numbers(line, shares, with_registered)]) for line in group]
            sums = [two_digits(sum(column)) for column in zip(*map(_counts, group), strict=True)]
            # Titles are added up, not people: who is in two rows counts twice. No share: what nobody registered (Giấy
            # khen) is among those recognised.
            rows.append(TotalRow("Cộng (lượt)", [*sums, ""] if with_registered else sums[1:]))
    yield Table(columns, rows)


def _named(award: Award) -> str:
    return printed_name(award)


def _counts(line: figures.Line) -> tuple[int, int, int]:
    return (line.registered, line.proposed, line.recognised)


def _numbers(line: figures.Line, shares: dict[str, str], with_registered: bool) -> list[str]:
    shown = [two_digits(number) for number in _counts(line)]
    return [*shown, shares[line.award.pk]] if with_registered else shown[1:]


def _unit_table(lines: list[figures.UnitLine]) -> Table:
    def numbers(line: figures.UnitLine) -> list[int]:
        return [line.people, line.registered, line.proposed, line.recognised, line.collective]

    rows: list[Row | TotalRow] = [
        Row([str(place), line.unit.name, *(two_digits(number) for number in numbers(line))])
        for place, line in enumerate(lines, start=1)
    ]
    if lines:
        sums = [sum(column) for column in zip(*map(numbers, lines), strict=True)]
        rows.append(TotalRow("Cộng", [two_digits(number) for number in sums]))
    return Table(UNITS, rows)


def _fund_table(account: fund.Account) -> Table:
    rows = (
        ("Số dư chuyển sang", account.brought_forward),
        ("Đã trích, đã thu trong năm", account.received),
        ("Đã chi tiền thưởng", account.paid),
        ("Đã chi khác", account.costs),
    )
    lines: list[Row | TotalRow] = [Row([str(n), label, money(sum_)]) for n, (label, sum_) in enumerate(rows, start=1)]
    lines.append(TotalRow("Còn lại (1 + 2 - 3 - 4)", [money(account.balance)]))
    return Table(FUND, lines)
