"""What a unit votes on at its bình xét: who registered, whom it adds, how many agreed, who is not proposed and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from awards import assessing
from awards.drafting import RECORDED_ONLY
from awards.eligibility import Report
from awards.eligibility.citations import CITATIONS
from awards.models import Occasion, UnitReview, UnitReviewCase
from awards.unit_reviews import day_of, meeting_of, pledges_of, roll_of, why_not_write, why_votes_wrong
from campaigns.models import AnnualRating, Award, Department, StaffMember
from campaigns.roles import active_people
from thidua.audit import audit
from thidua.vietnamese import clean_line, vdate
from thidua.workflow import acting_on, refuse

Candidate = StaffMember | Department


@dataclass(frozen=True)
class Vote:
    """One row of the sheet as it was typed; nothing counted: not put to the vote (yet)."""

    agree: int | None
    disagree: int | None
    no_opinion: int | None
    proposed: bool
    reason: str = ""
    note: str = ""

    @property
    def is_counted(self) -> bool:
        return any(number is not None for number in (self.agree, self.disagree, self.no_opinion))


# --- who is considered


def needs_registration(review: UnitReview, asked: assessing.Asked | None = None) -> bool:
    """Under rule set A who did not register is not considered for a title; from B on it is only said (law.md §5)."""
    if review.occasion != Occasion.MERIT:
        return False
    return (asked or assessing.asked_of(review.campaign.year)).rule_set.flag("registration_required")


def registered_subjects(review: UnitReview) -> set[tuple[int | None, int | None, str]]:
    """Candidate and award of every endorsed or registered pledge, as `UnitReviewCase.subject`."""
    return {
        (pledge.staff_member_id, pledge.department_id, award.pk)
        for pledge in pledges_of(review).prefetch_related("awards")
        for award in pledge.awards.all()
    }


def why_not_bring(review: UnitReview, candidate: Candidate, award: Award) -> str:
    is_person = isinstance(candidate, StaffMember)
    if refused := why_not_write(review):
        return refused
    if award.pk in RECORDED_ONLY:
        return f"{award.quoted_name} do cơ quan ban hành xét; đơn vị không bình xét."
    if award.is_collective == is_person:
        return f"{award.quoted_name} chỉ dành cho {'tập thể' if award.is_collective else 'cá nhân'}; chọn lại."
    if award.is_title and review.occasion != Occasion.MERIT:
        return "Danh hiệu thi đua chỉ xét theo công trạng năm; bình xét theo đợt thì chọn hình thức khen thưởng."
    day = day_of(review)
    if is_person and not active_people(review.department, day).filter(pk=candidate.pk).exists():
        return f"Đồng chí {candidate} không ở {review.department} vào ngày {vdate(day)}; đơn vị khác bình xét."
    subject = {"staff_member": candidate} if is_person else {"department": candidate}
    if review.cases.filter(award=award, **subject).exists():
        return f"{candidate} đã có trong danh sách bình xét {award.quoted_name}."
    return _why_unregistered(review, candidate, award)


def _why_unregistered(review: UnitReview, candidate: Candidate, award: Award) -> str:
    if not award.is_title or not needs_registration(review):
        return ""
    who = "staff_member" if isinstance(candidate, StaffMember) else "department"
    if pledges_of(review).filter(**{who: candidate}).exists():
        return ""
    return (
        f"{candidate} không đăng ký thi đua năm {review.campaign.year} nên không được xét danh hiệu "
        f"({CITATIONS['l2003-10-1'].text})."
    )


def bring(review: UnitReview, candidate: Candidate, award: Award, *, by: Any) -> UnitReviewCase:
    """One more case: somebody of the unit, or the unit itself, who registered this or did not."""
    with acting_on(review, "campaign", "department"):
        refuse(why_not_bring(review, candidate, award))
        [case] = _stored(review, [(candidate, award)])
        audit(review, "add_case", by=by, after={"case": str(case)})
    return case


def bring_registered(review: UnitReview, *, by: Any) -> int:
    """Everything registered that is not on the list yet; how many."""
    with acting_on(review, "campaign", "department"):
        refuse(why_not_write(review))
        found = [(one.candidate, one.award) for one in meeting_of(review).untouched]
        cases = _stored(review, found)
        if cases:
            audit(review, "add_cases", by=by, after={"cases": [str(case) for case in cases]})
    return len(cases)


def _stored(review: UnitReview, found: Iterable[tuple[Candidate, Award]]) -> list[UnitReviewCase]:
    ratings = ratings_of(review)
    cases = []
    for candidate, award in found:
        is_person = isinstance(candidate, StaffMember)
        person, unit = (candidate, None) if is_person else (None, candidate)
        rating = ratings.get((person.pk if person else None, unit.pk if unit else None), "")
        cases.append(UnitReviewCase(review=review, staff_member=person, department=unit, award=award, rating=rating))
    return UnitReviewCase.objects.bulk_create(cases)


def ratings_of(review: UnitReview) -> dict[tuple[int | None, int | None], str]:
    """The rating of the year in words, of the unit's people and of the unit; those that are recorded."""
    people = active_people(review.department, day_of(review)).values("pk")
    rows = AnnualRating.objects.filter(year=review.campaign.year)
    found = [*rows.filter(staff_member__in=people), *rows.filter(department=review.department_id)]
    return {(row.staff_member_id, row.department_id): row.get_level_display() for row in found}


def why_not_drop(case: UnitReviewCase) -> str:
    if refused := why_not_write(case.review):
        return refused
    if case.subject in registered_subjects(case.review):
        return (
            f"{case.candidate} đã đăng ký {case.award.quoted_name} nên không bỏ khỏi danh sách được; "
            "không đề nghị thì ghi lý do."
        )
    return ""


def drop(case: UnitReviewCase, *, by: Any) -> None:
    """Take somebody off the list who was added to it by hand."""
    review = case.review
    with acting_on(review, "campaign", "department"):
        refuse(why_not_drop(case))
        audit(review, "drop_case", by=by, before={"case": str(case)})
        case.delete()


# --- the law

Subject = tuple[int | None, int | None, str]


def reports_of(review: UnitReview, cases: list[UnitReviewCase], asked: assessing.Asked) -> dict[Subject, Report]:
    """By the conditions of the year's merit; a meeting about a đợt is judged when its dossiers are begun."""
    if review.occasion != Occasion.MERIT:
        return {}
    people = list(dict.fromkeys(case.staff_member_id for case in cases if case.staff_member_id))
    found: dict[Subject, Report] = {}
    if people:
        codes = {case.award_id for case in cases if not case.is_collective}
        for person, reports in assessing.assess_people(people, codes, asked):
            found |= {(person, None, code): report for code, report in reports.items()}
    if codes := {case.award_id for case in cases if case.is_collective}:
        for unit, reports in assessing.assess_units([review.department], codes, asked):
            found |= {(None, unit.pk, code): report for code, report in reports.items()}
    return found


# --- the vote


def counted(case: UnitReviewCase, vote: Vote) -> UnitReviewCase:
    """The case as this row of the sheet would leave it; not stored."""
    case.agree, case.disagree = vote.agree or 0, vote.disagree or 0
    case.total = case.agree + case.disagree + (vote.no_opinion or 0) if vote.is_counted else None
    case.proposed, case.note = vote.proposed, clean_line(vote.note)
    case.reason = "" if vote.proposed else clean_line(vote.reason)
    return case


def why_not_vote(review: UnitReview, roll: Any, case: UnitReviewCase) -> str:
    """Of a counted case; "" also for one that was not put to the vote yet."""
    if case.total == 0:
        return f"Trường hợp {case} có 0 phiếu; ghi số phiếu, hoặc để trống cả ba ô khi chưa biểu quyết."
    if not case.proposed and not case.reason:
        return f"Ghi lý do không đề nghị {case}."
    return why_votes_wrong(review, roll, case)


def vote(review: UnitReview, votes: Mapping[int, Vote], *, by: Any) -> int:
    """Write rows of the sheet, by the case's key; how many changed. All or none."""
    with acting_on(review, "campaign", "department"):
        refuse(why_not_write(review))
        roll, ratings = roll_of(review), ratings_of(review)
        before, after = {}, {}
        for case in review.cases.filter(pk__in=votes).select_related("award", "staff_member", "department"):
            was = said(case)
            counted(case, votes[case.pk])
            refuse(why_not_vote(review, roll, case))
            case.rating = ratings.get(case.subject[:2], "") or case.rating
            if said(case) != was:
                case.save()
                before[str(case)], after[str(case)] = was, said(case)
        if after:
            audit(review, "vote", by=by, before=before, after=after)
    return len(after)


def said(case: UnitReviewCase) -> str:
    """A case's result in words, for the trail: “11/12 đồng ý, đề nghị”."""
    votes = "chưa biểu quyết" if case.total is None else f"{case.agree}/{case.total} đồng ý, {case.disagree} không"
    end = "đề nghị" if case.proposed else f"không đề nghị: {case.reason}"
    return "; ".join(filter(None, [votes, end, case.note]))
