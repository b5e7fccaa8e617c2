"""D1: kế hoạch phát động phong trào thi đua (documents.md §5)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from campaigns import plan_numbers
from campaigns.documents.letterheads import foot_of, of_school
from campaigns.documents.plan_tables import tables
from campaigns.documents.signing import signature_of, signer_on
from campaigns.models import Anniversary, Campaign, Movement, Phase, PhaseActivity, PlanAmendment, PlanItem
from thidua import clock
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import Block, Header, Heading, NumberedItem, Paper, Paragraph, Quote, Run, bold, italic
from thidua.vietnamese import lower_first, paper_date, paper_day

Part = PlanItem.Part
ALPHABET = "abcdđeghiklm"
ANSWERED = {
    Movement.LaunchedBy.SCHOOL: "Phong trào do Trường phát động:",
    Movement.LaunchedBy.PRIME_MINISTER: "Hưởng ứng phong trào do Thủ tướng Chính phủ phát động:",
    Movement.LaunchedBy.PROVINCE: "Hưởng ứng phong trào do tỉnh phát động:",
}
GAP = "…"


def gather(campaign: Campaign, copy: Copy | None = None) -> Paper:
    """The plan. One issued on paper bears the number and date typed in; else both come with the issue."""
    copy = copy or Copy()
    institution = Institution.objects.get()
    items = _items(campaign)
    copy = replace(copy, date=copy.date or campaign.plan_date)
    is_typed = plan_numbers.is_typed(campaign)
    number = f"-{campaign.plan_number}" if is_typed else f"-{copy.file_part}"
    introduction = [Paragraph(text) for text in campaign.introduction.splitlines() if text.strip()]
    return Paper(
        kind="plan",
        file_name=f"KH-phat-dong-{campaign.year}{number}.pdf",
        header=head_of(campaign, institution) if is_typed else of_school(institution, copy, "plan"),
        title="KẾ HOẠCH",
        summary=campaign.title,
        bases=[basis_text(text) for text in items[Part.LEGAL_BASIS]],
        blocks=[
            *introduction,
            *_purposes(items),
            *_contents(campaign, items),
            *_organisation(campaign, items),
            *_closing(campaign),
        ],
        signatures=[signature_of(copy.signer or signer_on(copy.date or clock.today()), institution)],
        recipients=recipients_of(campaign, institution),
        foot=foot_of(copy),
        draft=copy.mode == "draft" and (campaign.status == Campaign.Status.DRAFT or not is_typed),
    )


def head_of(plan: Campaign | PlanAmendment, institution: Institution) -> Header:
    """With the number and date somebody typed in: the plan was issued on paper."""
    copy = Copy("numbered", plan.plan_number, plan.plan_date)
    return of_school(institution, copy, "plan")


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
            yield NumberedItem("-", (*_movement(movement), _answer(movement), end))


def _movement(movement: Movement) -> Iterator[str | Run]:
    """A movement is known by its name, or by what it is and its slogan."""
    if movement.is_special:
        yield "Phong trào thi đua đặc biệt "
    if movement.slogan:
        yield f"{movement.name}, với chủ đề "
    yield italic(quoted(movement.slogan or movement.name))


def _answer(movement: Movement) -> str:
    """What the school does for a movement launched above it."""
    return f": {unfinished(movement.answer)}" if movement.answer.strip() else ""


def _organisation(campaign: Campaign, items: dict[str, list[str]]) -> Iterator[Block]:
    yield Heading("III. TỔ CHỨC THỰC HIỆN")
    texts = items[Part.ORGANISATION]
    yield from (NumberedItem(f"{n}.", text) for n, text in enumerate(texts, start=1))
    for phase in campaign.phases.prefetch_related("anniversaries", "activities"):
        yield _phase(phase)
    yield from tables(campaign, len(texts) + 1)


def _phase(phase: Phase) -> Paragraph:
    days = "; ".join(anniversary_line(day) for day in phase.anniversaries.all())
    activities = "; ".join(_activity(activity) for activity in phase.activities.all())
    theme = italic(quoted(phase.theme)) if phase.theme else GAP
    return Paragraph(
        (
            bold(f"{phase}:"),
            f" Từ ngày {span(phase.starts_on, phase.ends_on)}: Với chủ đề ",
            theme,
            ".",
            f" Các phong trào thi đua hướng về kỷ niệm {days}." if days else "",
            f" Hoạt động trong đợt: {activities}." if activities else "",
        )
    )


def anniversary_line(day: Anniversary) -> str:
    """“92 năm Ngày thành lập Đảng Cộng sản Việt Nam (03/02/1930 - 03/02/2022)”: the years are computed."""
    return f"{day.years} năm {day.name} ({day.origin_text} - {paper_date(day.observed_on)})"


def _activity(activity: PhaseActivity) -> str:
    name = lower_first(activity.name)
    if activity.starts_on and activity.ends_on:
        return f"{name} ({span(activity.starts_on, activity.ends_on)})"
    return name


def span(starts_on: date | None, ends_on: date | None) -> str:
    """“01/02 - 30/6/2022”; the year once when it is the same."""
    if starts_on is None or ends_on is None:
        return f"{GAP} - {GAP}"
    first = paper_day(starts_on) if starts_on.year == ends_on.year else paper_date(starts_on)
    return f"{first} - {paper_date(ends_on)}"


def _closing(campaign: Campaign) -> Iterator[Block]:
    text = campaign.closing.strip() or f"Trên đây là Kế hoạch {lower_first(campaign.title)}"
    yield Paragraph(f"{text.rstrip('./ ')}./.")


def recipients_of(campaign: Campaign, institution: Institution) -> list[str]:
    """As the plan lists them, with the archive's line at the end."""
    found = campaign.plan_items.all()
    lines = [unfinished(item.text) for item in found if item.part == Part.RECIPIENT]
    has_archive = any(line.startswith("Lưu:") for line in lines)
    return lines if has_archive else [*lines, unfinished(institution.archive_line)]


def basis_text(text: str) -> str:
    """An entered text may begin as the printed line does, or with the kind of the document it names."""
    text = unfinished(text)
    if text.startswith(("Căn cứ", "Thực hiện", "Theo ")):
        return text
    return f"{'Thực hiện' if text.startswith('Chỉ thị') else 'Căn cứ'} {text}"


def unfinished(text: str) -> str:
    """Without the dash and the mark that the renderer writes itself."""
    return text.strip().lstrip("-–").strip().rstrip(";,.").strip()


def quoted(text: str) -> str:
    """In curly quotes, once, whatever was typed around it."""
    bare = text.strip().strip('“”"').rstrip(".")
    return f"“{bare}”"
