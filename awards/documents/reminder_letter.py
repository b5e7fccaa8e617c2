"""D17: công văn đôn đốc to a unit that still owes something (documents.md §5); numbered among the official letters."""

from datetime import date

from awards.documents.endings import ended
from awards.documents.nomination_letter import plan_named
from awards.owing import Owed, owed_by, running_campaign
from campaigns.documents.letterheads import foot_of, of_school
from campaigns.documents.signing import signature_of, signer_on
from campaigns.models import Department
from thidua import clock
from thidua.copies import Copy, FreePart
from thidua.models import Institution
from thidua.papers import NumberedItem, Paper
from thidua.vietnamese import date_words, paper_date, two_digits

SERIES = "letter"


def proposed_opening(unit: Department, on: date | None = None) -> str:
    campaign, institution = running_campaign(), Institution.objects.get()
    if campaign is None:
        return ""
    plan = plan_named(campaign, institution)
    left = "một việc sau" if len(owed_by(unit, campaign)) == 1 else "các việc sau"
    return f"Thực hiện {plan}, đến {date_words(on or clock.today())}, {unit.name} còn {left} chưa hoàn thành:"


def proposed_closing(unit: Department) -> str:
    council, campaign = Institution.objects.get().council_name, running_campaign()
    asked = "việc trên" if campaign and len(owed_by(unit, campaign)) == 1 else "các việc trên"
    return (
        f"Đề nghị {unit.name} khẩn trương hoàn thành {asked}, gửi Thường trực {council}; "
        "có vướng mắc thì báo lại để được hướng dẫn."
    )


FREE = (
    FreePart("opening", "Lời mở đầu", proposed_opening),
    FreePart("closing", "Lời kết", proposed_closing),
)


def gather(unit: Department, copy: Copy) -> Paper:
    """Who and how many days are left is said of the day of the count, whatever day the letter bears."""
    institution, campaign = Institution.objects.get(), running_campaign()
    day, counted_on = copy.date or clock.today(), copy.counted_on or clock.today()
    owed = owed_by(unit, campaign) if campaign else []
    marks = [f"{place}." for place in range(1, len(owed) + 1)] if len(owed) > 1 else ["-"]
    items = [NumberedItem(mark, _said(one, counted_on)) for mark, one in zip(marks, owed, strict=False)]
    year = campaign.year if campaign else day.year
    return Paper(
        kind="reminder-letter",
        file_name=f"cong-van-don-doc-{year}-{unit.code.lower()}-{copy.file_part}.pdf",
        header=of_school(institution, copy, SERIES, subject=_subject(owed, year)),
        address_to=[unit.name],
        blocks=[
            *copy.paragraphs("opening", proposed_opening(unit, counted_on)),
            *(items or [NumberedItem("-", "không còn việc nào.")]),
            *ended(copy, "closing", proposed_closing(unit)),
        ],
        signatures=[signature_of(copy.signer or signer_on(day), institution)],
        recipients=["Như trên", institution.archive_line],
        foot=foot_of(copy),
        draft=copy.mode == "draft",
    )


def _subject(owed: list[Owed], year: int) -> str:
    """What the letter is about while that is short; else the campaign."""
    if 0 < len(owed) <= 2:
        return f"V/v đôn đốc nộp {' và '.join(one.name for one in owed)} năm {year}"
    return f"V/v đôn đốc thực hiện phong trào thi đua năm {year}"


def _said(owed: Owed, day: date) -> str:
    left = (owed.due_on - day).days
    near = f", quá hạn {two_digits(-left)} ngày" if left < 0 else f", còn {two_digits(left)} ngày" if left else ""
    return f"{owed.words} (hạn {paper_date(owed.due_on)}{near})."
