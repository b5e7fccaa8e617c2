"""Criteria of the demo's second year, plainly exemplary, and the first points by them. 2022 went without."""

from datetime import date
from decimal import Decimal

from awards.demo.campaigns import user_named
from campaigns import criteria, scoring
from campaigns.models import Campaign, CriteriaSet, StaffMember
from campaigns.roles import active_people, main_posting
from campaigns.scoring import Given
from thidua.audit import audit

DUE_ON = date(2023, 11, 30)
GUIDANCE = "Bảng mẫu để dùng thử; Trường sửa tiêu chí và điểm theo quy chế của mình."
CRITERIA = (
    ("Hoàn thành nhiệm vụ chuyên môn được giao", "Đúng hạn, đủ số lượng: 40 điểm; mỗi việc chậm trừ 2 điểm.", 40),
    ("Nghiên cứu khoa học, sáng kiến", "Mỗi đề tài, bài viết hoặc sáng kiến được công nhận: 10 điểm.", 20),
    ("Học tập, bồi dưỡng nâng cao trình độ", "Đủ các lớp được cử học: 15 điểm.", 15),
    ("Chấp hành nội quy, kỷ luật lao động", "Không vi phạm: 15 điểm.", 15),
    ("Tham gia phong trào, hoạt động đoàn thể", "Tham gia đầy đủ: 10 điểm.", 10),
)
SENT = ((40, 10, 15, 15, 10), (36, 0, 15, 15, 8), (38, 20, 15, 15, 10))


def score_some(campaign: Campaign) -> None:
    """The clerk puts the criteria to use; one has begun, three have sent theirs, one of them a head."""
    clerk, lecturer, head = (user_named(name) for name in ("thuongtruc", "canbo", "truongkhoa"))
    used = CriteriaSet(campaign=campaign, subject=CriteriaSet.Subject.INDIVIDUAL, guidance=GUIDANCE, due_on=DUE_ON)
    with criteria.writing(used):
        used.save()
        for number, (name, guidance, weight) in enumerate(CRITERIA, start=1):
            used.criteria.create(number=number, name=name, guidance=guidance, weight=weight)
        audit(used, "create", by=clerk, after={"criteria": len(CRITERIA)})
    criteria.put_to_use(used, by=clerk)
    unit = main_posting(head.staff_member).department
    others = [person for person in active_people(unit) if person.user_id is None][:2]
    _score(used, lecturer.staff_member, (38, None, 15, 15, 10))
    for person, given in zip((*others, head.staff_member), SENT, strict=False):
        _score(used, person, given)


def _score(used: CriteriaSet, person: StaffMember, given: tuple[int | None, ...]) -> None:
    """As a draft; sent, when nothing is left empty."""
    by = person.user
    rows = zip(used.criteria.all(), given, strict=True)
    marks = {one.pk: Given(None if points is None else Decimal(points)) for one, points in rows}
    sheet = scoring.save_self(used, person, marks, by=by)
    if None not in given:
        scoring.send(sheet, by=by)
