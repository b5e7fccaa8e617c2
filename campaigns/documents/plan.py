"""D1: kế hoạch phát động phong trào thi đua (documents.md §5)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from campaigns.documents.signing import signature_of, signer_on
from campaigns.models import Anniversary, Campaign, Movement, Phase, PhaseActivity, PlanItem, Target
from thidua import clock
from thidua.models import Institution
from thidua.papers import (
    Block,
    Column,
    Header,
    Heading,
    NumberedItem,
    Paper,
    Paragraph,
    Quote,
    Row,
    Run,
    Table,
    bold,
    italic,
)
from thidua.vietnamese import money, vdate

Part = PlanItem.Part
ALPHABET = "abcdđeghiklm"
ANSWERED = {
    Movement.LaunchedBy.SCHOOL: "Phong trào do Trường phát động:",
    Movement.LaunchedBy.PRIME_MINISTER: "Hưởng ứng phong trào do Thủ tướng Chính phủ phát động:",
    Movement.LaunchedBy.PROVINCE: "Hưởng ứng phong trào do tỉnh phát động:",
}
GAP = "…"


def gather(campaign: Campaign) -> Paper:
    institution = Institution.objects.get()
    items = _items(campaign)
    introduction = [Paragraph(text) for text in campaign.introduction.splitlines() if text.strip()]
    return Paper(
        kind="plan",
        file_name=f"KH-phat-dong-{campaign.year}{f'-{campaign.plan_number}' if campaign.plan_number else ''}.pdf",
        header=_header(campaign, institution),
        title="KẾ HOẠCH",
        summary=campaign.title,
        bases=[_basis(text) for text in items[Part.LEGAL_BASIS]],
        blocks=[
            *introduction,
            *_purposes(items),
            *_contents(campaign, items),
            *_organisation(campaign, items),
            *_closing(campaign),
        ],
        signatures=[signature_of(signer_on(campaign.plan_date or clock.today()), institution)],
        recipients=_recipients(items, institution),
        draft=campaign.status == Campaign.Status.DRAFT,
    )


def _header(campaign: Campaign, institution: Institution) -> Header:
    return Header(
        institution.parent_lines.splitlines(),
        institution.issuer_lines.splitlines(),
        symbol=f"KH-{institution.symbol}",
        number=campaign.plan_number,
        place=institution.place,
        date=campaign.plan_date,
    )


def _items(campaign: Campaign) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {part: [] for part in Part.values}
    for item in campaign.plan_items.all():
        texts[item.part].append(item.text.strip())
    return texts


def _purposes(items: dict[str, list[str]]) -> Iterator[Block]:
    yield Heading("I. MỤC ĐÍCH, YÊU CẦU")
    yield from (NumberedItem(f"{n}.", text) for n, text in enumerate(items[Part.PURPOSE], start=1))


def _contents(campaign: Campaign, items: dict[str, list[str]]) -> Iterator[Block]:
    yield Heading("II. NỘI DUNG PHONG TRÀO THI ĐUA")
    yield Heading("1. Chủ đề thi đua", level=2)
    yield Quote(f"{quoted(campaign.theme)}." if campaign.theme else GAP)
    if campaign.motto:
        yield Paragraph(("Phương châm: ", italic(quoted(campaign.motto)), "."))
    yield Heading("2. Nội dung thi đua", level=2)
    yield from (NumberedItem(f"2.{n}.", text) for n, text in enumerate(items[Part.CONTENT], start=1))
    movements = list(campaign.movements.all())
    if movements:
        yield Heading("3. Các phong trào thi đua", level=2)
        yield from _movements(movements)


def _movements(movements: list[Movement]) -> Iterator[Block]:
    groups = [(title, [m for m in movements if m.launched_by == by]) for by, title in ANSWERED.items()]
    for letter, (title, rows) in zip(ALPHABET, [group for group in groups if group[1]], strict=False):
        yield NumberedItem(f"{letter})", title)
        for place, movement in enumerate(rows, start=1):
            end = "." if place == len(rows) else ";"
            yield NumberedItem("-", (*_movement(movement), end))


def _movement(movement: Movement) -> Iterator[str | Run]:
    """A movement is known by its name, or by what it is and its slogan."""
    if movement.is_special:
        yield "Phong trào thi đua đặc biệt "
    if movement.slogan:
        yield f"{movement.name}, với chủ đề "
    yield italic(quoted(movement.slogan or movement.name))


def _organisation(campaign: Campaign, items: dict[str, list[str]]) -> Iterator[Block]:
    yield Heading("III. TỔ CHỨC THỰC HIỆN")
    texts = items[Part.ORGANISATION]
    yield from (NumberedItem(f"{n}.", text) for n, text in enumerate(texts, start=1))
    for phase in campaign.phases.prefetch_related("anniversaries", "activities"):
        yield _phase(phase)
    number = len(texts) + 1
    if deadlines := _deadlines(campaign):
        yield Heading(f"{number}. Thời hạn thực hiện", level=2)
        yield deadlines
        number += 1
    if targets := _targets(campaign):
        yield Heading(f"{number}. Chỉ tiêu thi đua", level=2)
        yield targets


def _phase(phase: Phase) -> Paragraph:
    days = "; ".join(anniversary_line(day) for day in phase.anniversaries.all())
    activities = "; ".join(_activity(activity) for activity in phase.activities.all())
    theme = italic(quoted(phase.theme)) if phase.theme else GAP
    return Paragraph(
        (
            bold(f"{phase}:"),
            f" Từ {span(phase.starts_on, phase.ends_on)}: Với chủ đề ",
            theme,
            ".",
            f" Các phong trào thi đua hướng về kỷ niệm {days}." if days else "",
            f" Hoạt động trong đợt: {activities}." if activities else "",
        )
    )


def anniversary_line(day: Anniversary) -> str:
    """“92 năm Ngày thành lập Đảng Cộng sản Việt Nam (03/02/1930 - 03/02/2022)”: the years are computed."""
    return f"{day.years} năm {day.name} ({vdate(day.origin_date)} - {vdate(day.observed_on)})"


def _activity(activity: PhaseActivity) -> str:
    name = f"{activity.name[:1].lower()}{activity.name[1:]}"
    if activity.starts_on and activity.ends_on:
        return f"{name} ({span(activity.starts_on, activity.ends_on)})"
    return name


def span(starts_on: date | None, ends_on: date | None) -> str:
    """“01/02 - 30/06/2022”; the year once when it is the same."""
    if starts_on is None or ends_on is None:
        return f"{GAP} - {GAP}"
    first = f"{starts_on:%d/%m}" if starts_on.year == ends_on.year else vdate(starts_on)
    return f"{first} - {vdate(ends_on)}"


def _deadlines(campaign: Campaign) -> Table | None:
    rows = [
        ("Các khoa, phòng nộp kế hoạch phát động", campaign.unit_plans_due_on),
        ("Đăng ký thi đua", campaign.registration_due_on),
        *((f"Tự đánh giá {phase}", phase.evaluation_due_on) for phase in campaign.phases.all()),
        ("Nộp hồ sơ đề nghị khen thưởng", campaign.nominations_due_on),
    ]
    dated = [(text, due) for text, due in rows if due]
    columns = [Column("STT", 12, "center"), Column("Nội dung"), Column("Thời hạn", 36, "center", nowrap=True)]
    lines = [Row([str(n), text, vdate(due)]) for n, (text, due) in enumerate(dated, start=1)]
    return Table(columns, lines) if lines else None


def _targets(campaign: Campaign) -> Table | None:
    targets = campaign.targets.select_related("award")
    columns = [Column("STT", 12, "center"), Column("Chỉ tiêu"), Column("Đơn vị tính", 32)]
    columns.append(Column("Số lượng", 26, "right"))
    rows = [
        Row([str(n), f"{target.content}{_award(target)}", target.unit_of_measure, _amount(target.amount)])
        for n, target in enumerate(targets, 1)
    ]
    return Table(columns, rows) if rows else None


def _award(target: Target) -> str:
    return f" ({target.award.quoted_name})" if target.award else ""


def _amount(amount: Decimal | None) -> str:
    if amount is None:
        return ""
    whole, _, fraction = f"{amount.normalize():f}".partition(".")
    return money(int(whole)) + (f",{fraction}" if fraction else "")


def _closing(campaign: Campaign) -> Iterator[Block]:
    text = campaign.closing.strip() or f"Trên đây là Kế hoạch {campaign.title[:1].lower()}{campaign.title[1:]}"
    yield Paragraph(f"{text.rstrip('./ ')}./.")


def _recipients(items: dict[str, list[str]], institution: Institution) -> list[str]:
    lines = [_unfinished(text) for text in items[Part.RECIPIENT]]
    has_archive = any(line.startswith("Lưu:") for line in lines)
    return lines if has_archive else [*lines, _unfinished(institution.archive_line)]


def _basis(text: str) -> str:
    """An entered text may begin as the printed line does, or with the kind of the document it names."""
    text = _unfinished(text)
    if text.startswith(("Căn cứ", "Thực hiện", "Theo ")):
        return text
    return f"{'Thực hiện' if text.startswith('Chỉ thị') else 'Căn cứ'} {text}"


def _unfinished(text: str) -> str:
    """Without the dash and the mark that the renderer writes itself."""
    return text.strip().lstrip("-–").strip().rstrip(";,.").strip()


def quoted(text: str) -> str:
    """In curly quotes, once, whatever was typed around it."""
    bare = text.strip().strip('“”"').rstrip(".")
    return f"“{bare}”"
