"""Rows for tests. No surprises: what is not said stays at its default. Every person is made up."""

from datetime import UTC, date, datetime
from functools import cache
from itertools import count

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from awards.models import (
    Council,
    Nomination,
    Regulation,
    RegulationCondition,
    RegulationParameter,
    Seat,
    UnitReview,
    UnitReviewCase,
)
from campaigns.models import (
    Anniversary,
    Award,
    Campaign,
    Department,
    Initiative,
    Phase,
    PlanItem,
    Pledge,
    Posting,
    StaffMember,
    UnitRegistration,
)
from campaigns.roles import CLERK_GROUP
from thidua.models import Parameter, User

PASSWORD = "thi-dua-2022"
_numbers = count(1)


def make_department(code, name, kind, parent=None, **fields) -> Department:
    defaults = {"short_name": name, "order": next(_numbers) % 30_000, "valid_from": date(2006, 6, 8)}
    return Department.objects.create(code=code, name=name, kind=kind, parent=parent, **defaults | fields)


def make_user(username, staff_member=None, *, clerk=False, **fields) -> User:
    names = staff_member.full_name.rsplit(" ", 1) if staff_member else ["", username]
    fields = {"password": _hashed(tuple(settings.PASSWORD_HASHERS))} | fields
    user = User.objects.create(username=username, last_name=names[0], first_name=names[-1], **fields)
    if clerk:
        user.groups.add(Group.objects.get_or_create(name=CLERK_GROUP)[0])
    if staff_member:
        staff_member.user = user
        staff_member.save(update_fields=["user"])
    return user


@cache
def _hashed(hashers: tuple[str, ...]) -> str:
    return make_password(PASSWORD)


def make_person(
    full_name, department, post="Giảng viên", *, username="", clerk=False, posting=None, **fields
) -> StaffMember:
    defaults = {
        "code": f"CB{next(_numbers):04d}",
        "gender": StaffMember.Gender.FEMALE,
        "birth_date": date(1985, 9, 25),
        "joined_on": date(2010, 1, 4),
    }
    person = StaffMember.objects.create(full_name=full_name, **defaults | fields)
    Posting.objects.create(
        **{"staff_member": person, "department": department, "post": post, "starts_on": person.joined_on}
        | (posting or {})
    )
    if username:
        make_user(username, person, clerk=clerk)
    return person


def make_campaign(year=2022, *, status=Campaign.Status.LAUNCHED, phases=2, **fields) -> Campaign:
    defaults = {
        "title": f"Phát động phong trào thi đua thực hiện thắng lợi nhiệm vụ năm {year}",
        "theme": "Chủ đề mẫu",
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
        "registration_due_on": date(year, 3, 31),
        "nominations_due_on": date(year, 12, 10),
        "plan_number": 5,
        "plan_date": date(year, 2, 15),
    }
    campaign = Campaign.objects.create(year=year, status=status, **defaults | fields)
    spans = [(date(year, 2, 1), date(year, 6, 30)), (date(year, 7, 1), date(year, 12, 31))]
    for ordinal, (starts_on, ends_on) in enumerate(spans[:phases], start=1):
        make_phase(campaign, ordinal, starts_on, ends_on)
    PlanItem.objects.create(
        campaign=campaign, part=PlanItem.Part.CONTENT, number=1, text="Thi đua hoàn thành nhiệm vụ."
    )
    return campaign


def make_phase(campaign, ordinal, starts_on, ends_on, **fields) -> Phase:
    defaults = {"theme": f"Chủ đề đợt {ordinal}", "evaluation_due_on": ends_on}
    return Phase.objects.create(
        campaign=campaign, ordinal=ordinal, starts_on=starts_on, ends_on=ends_on, **defaults | fields
    )


def make_anniversary(phase, name, origin, observed) -> Anniversary:
    return Anniversary.objects.create(phase=phase, name=name, origin_date=origin, observed_on=observed)


def make_pledge(campaign, owner, unit, *, status=Pledge.Status.DRAFT, awards=("LDTT",), **fields) -> Pledge:
    subject = {"staff_member": owner} if isinstance(owner, StaffMember) else {"department": owner}
    pledge = Pledge.objects.create(campaign=campaign, unit=unit, status=status, **subject | fields)
    pledge.awards.set(Award.objects.filter(pk__in=awards))
    return pledge


def make_registration(campaign, department, status=UnitRegistration.Status.NOT_SENT, **fields) -> UnitRegistration:
    return UnitRegistration.objects.create(campaign=campaign, department=department, status=status, **fields)


def make_nomination(campaign, candidate, unit, award="LDTT", *, status=Nomination.Status.DRAFT, **fields) -> Nomination:
    subject = {"staff_member": candidate} if isinstance(candidate, StaffMember) else {"department": candidate}
    defaults = {"year": campaign.year, "grounds": "Hoàn thành tốt nhiệm vụ."}
    return Nomination.objects.create(
        campaign=campaign, award_id=award, unit=unit, status=status, **defaults | subject | fields
    )


def make_initiative(person, *authors, status=Initiative.Status.DRAFT, **fields) -> Initiative:
    """Registered by the person, whole enough to be submitted; `authors`: pairs (who, share), else the person alone.

    A recognised one has its decision, of the narrowest scope unless told.
    """
    said = {"title": "Bài giảng số", "year": 2022, "summary": "Số hóa.", "effect": "Nhanh hơn."}
    said |= {"registered_by": person.user, "status": status}
    if status == Initiative.Status.RECOGNISED:
        said |= {"scope": "base", "recognised_number": "12/QĐ-TCT", "recognised_on": date(2022, 2, 10)}
    found = Initiative.objects.create(**said | fields)
    for author, share in authors or [(person, 100)]:
        found.co_authors.create(staff_member=author, share=share)
    if found.recognised_number:
        names = {"number": found.recognised_number, "date": found.recognised_on, "recogniser": found.recogniser}
        found.recognitions.create(scope=found.scope, **names)
    return found


def make_council(members, *, starts_on=date(2022, 1, 10), **fields) -> Council:
    """`members`: pairs (staff member, role), the order is the order of the seats."""
    said = {"name": "Hội đồng thi đua, khen thưởng", "decision_number": "02/QĐ-TCT"} | fields
    council = Council.objects.create(decision_date=starts_on, starts_on=starts_on, **said)
    for order, (person, role) in enumerate(members, start=1):
        Seat.objects.create(council=council, staff_member=person, role=role, order=order, starts_on=starts_on)
    return council


def let_the_quota_warn() -> None:
    """The cast is too small for 15 % of anybody: over the quota is only a reminder, but where a test is about it."""
    Parameter.objects.get_or_create(
        rule_set="A",
        key="cstdcs_quota_blocks",
        valid_from=date(2014, 6, 1),
        defaults={"value": "false", "source": "Quy chế của Trường", "certainty": "confirmed"},
    )


def make_regulation(*, by=None, **fields) -> Regulation:
    defaults = {"title": "Quy chế thi đua, khen thưởng mẫu", "issuer": "school", "issued_on": date(2021, 12, 20)}
    return Regulation.objects.create(**defaults | {"written_by": by} | fields)


def make_condition(regulation, kind="question", *, awards=("LDTT",), **fields) -> RegulationCondition:
    defaults = {"code": f"qc-{next(_numbers)}", "words": "có kế hoạch cá nhân", "clause": "Điều 9, khoản 2"}
    return RegulationCondition.objects.create(
        regulation=regulation, kind=kind, awards=list(awards), **defaults | fields
    )


def make_own_parameter(regulation, rule_set, key, value, **fields) -> RegulationParameter:
    return RegulationParameter.objects.create(
        regulation=regulation, rule_set=rule_set, key=key, value=value, **{"clause": "Điều 4"} | fields
    )


def make_unit_review(campaign, department, chair, secretary, *, absences=(), cases=(), **fields) -> UnitReview:
    """Of 05/12/2022, 14:00 to 15:45. `absences`: pairs (who, reason). `cases`: (candidate, award, agree, fields)."""
    defaults = {
        "held_from": datetime(2022, 12, 5, 7, 0, tzinfo=UTC),
        "held_to": datetime(2022, 12, 5, 8, 45, tzinfo=UTC),
        "place": "Phòng họp tầng 2",
        "present": 12,
        "absent": len(absences),
    }
    said = defaults | fields
    review = UnitReview.objects.create(
        campaign=campaign,
        department=department,
        chair=chair,
        secretary=secretary,
        **{"total": said["present"] + said["absent"]} | said,
    )
    for person, reason in absences:
        review.absences.create(staff_member=person, reason=reason)
    for candidate, award, agree, more in cases:
        make_review_case(review, candidate, award, agree, **more)
    return review


def make_review_case(review, candidate, award="LDTT", agree=12, **fields) -> UnitReviewCase:
    """With everybody present voting; who did not agree disagreed, unless told."""
    subject = {"staff_member": candidate} if isinstance(candidate, StaffMember) else {"department": candidate}
    total = fields.get("total", review.present)
    votes = {"agree": agree, "total": total, "disagree": max(total - agree, 0)}
    return UnitReviewCase.objects.create(review=review, award_id=award, **votes | subject | fields)
