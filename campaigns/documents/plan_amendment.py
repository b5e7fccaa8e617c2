"""Kế hoạch sửa đổi, bổ sung: a plan with a number of its own that changes the first one (Mẫu 1.4, NĐ 30/2020)."""

from collections.abc import Iterator
from dataclasses import replace

from campaigns import plan_numbers
from campaigns.documents.letterheads import foot_of, of_school
from campaigns.documents.plan import basis_text, head_of, recipients_of, unfinished
from campaigns.documents.signing import signature_of, signer_on
from campaigns.models import Campaign, PlanAmendment
from thidua import clock
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import Block, Heading, NumberedItem, Paper, Paragraph
from thidua.vietnamese import lower_first


def gather(amendment: PlanAmendment, copy: Copy | None = None) -> Paper:
    copy = copy or Copy()
    institution = Institution.objects.get()
    campaign = amendment.campaign
    copy = replace(copy, date=copy.date or amendment.plan_date)
    is_typed = plan_numbers.is_typed(amendment)
    number = f"-{amendment.plan_number}" if is_typed else f"-{copy.file_part}"
    return Paper(
        kind="plan-amendment",
        file_name=f"KH-sua-doi-{campaign.year}{number}.pdf",
        header=head_of(amendment, institution) if is_typed else of_school(institution, copy, "plan"),
        title="KẾ HOẠCH",
        summary=amendment.title,
        bases=_bases(amendment, institution),
        blocks=list(_blocks(amendment, institution)),
        signatures=[signature_of(copy.signer or signer_on(copy.date or clock.today()), institution)],
        recipients=recipients_of(campaign, institution),
        foot=foot_of(copy),
        draft=copy.mode == "draft" and not is_typed,
    )


def _bases(amendment: PlanAmendment, institution: Institution) -> list[str]:
    """What was entered, then the plan that is changed."""
    entered = [basis_text(line) for line in amendment.bases.splitlines() if line.strip()]
    first = plan_numbers.number_of(amendment.campaign, institution)
    if first is None:
        return entered
    about = lower_first(unfinished(amendment.campaign.title))
    return [
        *entered,
        f"Căn cứ Kế hoạch số {first.cited} của {institution.name} về {about}",
    ]


def first_plan(campaign: Campaign, institution: Institution) -> str:
    """“Kế hoạch số 05/KH-TCT ngày 15 tháng 02 năm 2022”; with gaps for number and day while the plan bears none."""
    number = plan_numbers.number_of(campaign, institution)
    if number is None:
        return f"Kế hoạch số …/KH-{institution.symbol} ngày … tháng … năm {campaign.year}"
    return f"Kế hoạch số {number.cited}"


def _blocks(amendment: PlanAmendment, institution: Institution) -> Iterator[Block]:
    first, about = first_plan(amendment.campaign, institution), lower_first(unfinished(amendment.campaign.title))
    yield Paragraph(f"{institution.name} sửa đổi, bổ sung {first} {about} như sau:")
    yield Heading("I. LÝ DO SỬA ĐỔI, BỔ SUNG")
    yield from (Paragraph(line.strip()) for line in amendment.reason.splitlines() if line.strip())
    yield Heading("II. NỘI DUNG SỬA ĐỔI, BỔ SUNG")
    lines = [line.strip() for line in amendment.changes.splitlines() if line.strip()]
    yield from (NumberedItem(f"{n}.", text) for n, text in enumerate(lines, start=1))
    yield Heading("III. TỔ CHỨC THỰC HIỆN")
    yield NumberedItem("1.", f"Các nội dung khác thực hiện theo {first}.")
    yield NumberedItem("2.", "Các khoa, phòng và toàn thể viên chức, người lao động thực hiện Kế hoạch này./.")
