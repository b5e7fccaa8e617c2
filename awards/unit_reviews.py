"""A unit's bình xét as its minutes tell it: the meeting, the cases in printed order, and what contradicts itself."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from awards.models import UnitReview, UnitReviewAbsence, UnitReviewCase
from campaigns.models import Award, Pledge, Posting, StaffMember
from campaigns.roles import leading_postings
from thidua.vietnamese import two_digits

PLEDGED = (Pledge.Status.ENDORSED, Pledge.Status.REGISTERED)


@dataclass(frozen=True)
class Registered:
    """A title or commendation somebody of the unit registered and the unit did not vote on."""

    candidate: object
    post: str
    award: Award


@dataclass(frozen=True)
class Meeting:
    """Everything the papers tell, in a fixed number of queries."""

    day: date
    absences: list[UnitReviewAbsence]
    cases: list[UnitReviewCase]  # collectives, then people: heads first, then by name; by award within each
    posts: dict[int, str]  # of everybody named, by the person's key
    untouched: list[Registered]

    @property
    def proposed(self) -> list[UnitReviewCase]:
        return [case for case in self.cases if case.proposed]

    @property
    def refused(self) -> list[UnitReviewCase]:
        return [case for case in self.cases if not case.proposed]


def meeting_of(review: UnitReview) -> Meeting:
    day = timezone.localdate(review.held_from)
    cases = list(review.cases.select_related("award", "staff_member", "department"))
    absences = list(review.absences.select_related("staff_member"))
    pledges = Pledge.objects.live().filter(campaign=review.campaign_id, unit=review.department_id, status__in=PLEDGED)
    pledges = list(pledges.select_related("staff_member", "department").prefetch_related("awards"))
    people = {case.staff_member_id for case in cases} | {review.chair_id, review.secretary_id}
    posts = Posting.objects.on(day).filter(staff_member__in=people - {None}).order_by("is_main", "-pk")
    heads = set(leading_postings(day).filter(department=review.department_id).values_list("staff_member", flat=True))

    def place(case: UnitReviewCase) -> tuple:
        person = case.staff_member
        rank = case.staff_member_id not in heads
        return (not case.is_collective, case.award.order, rank, person.sort_key if person else "", case.pk)

    return Meeting(
        day=day,
        absences=absences,
        cases=sorted(cases, key=place),
        posts=dict(posts.values_list("staff_member_id", "post")),
        untouched=_untouched(pledges, cases),
    )


def _untouched(pledges: list[Pledge], cases: list[UnitReviewCase]) -> list[Registered]:
    voted = {(case.staff_member_id, case.department_id, case.award_id) for case in cases}
    return [
        Registered(pledge.owner, pledge.post, award)
        for pledge in sorted(pledges, key=_by_name)
        for award in pledge.awards.all()
        if (pledge.staff_member_id, pledge.department_id, award.pk) not in voted
    ]


def _by_name(pledge: Pledge) -> tuple:
    person = pledge.staff_member
    return (person is not None, person.sort_key if person else "", pledge.pk)


def faults_of(review: UnitReview) -> list[str]:
    """What would make the minutes wrong, in sentences; empty when they can be printed."""
    said = []
    named = review.absences.count()
    if named != review.absent:
        said.append(
            f"Biên bản ghi vắng {two_digits(review.absent)} người nhưng nêu tên {two_digits(named)} người; "
            "sửa cho khớp."
        )
    if review.absences.filter(reason="").exists():
        said.append("Có người vắng mặt chưa ghi lý do; ghi lý do vắng.")
    cases = list(review.cases.select_related("award", "staff_member", "department").order_by("pk"))
    if not cases:
        said.append("Biên bản chưa có trường hợp nào được bình xét.")
    said += [
        f"Trường hợp {case} có {case.total} phiếu, nhiều hơn {review.present} người có mặt; sửa số phiếu."
        for case in cases
        if case.total > review.present
    ]
    absent = set(review.absences.values_list("staff_member", flat=True))
    for person, role in ((review.chair, "Chủ trì"), (review.secretary, "Thư ký")):
        if person.pk in absent:
            said.append(f"{role} {person} có tên trong danh sách vắng mặt; sửa một trong hai chỗ.")
    return said


def why_not_print(review: UnitReview) -> str:
    """The first of the faults; "" when there is none."""
    return next(iter(faults_of(review)), "")


def why_not_propose(review: UnitReview) -> str:
    """Of the letter that follows the minutes."""
    if sentence := why_not_print(review):
        return sentence
    return "" if review.cases.filter(proposed=True).exists() else "Cuộc họp không đề nghị trường hợp nào."


def counted(cases: Iterable[UnitReviewCase]) -> list[tuple[Award, int]]:
    """How many cases an award has, in the catalogue's order."""
    return sorted(Counter(case.award for case in cases).items(), key=lambda pair: pair[0].order)


def heads_words(cases: list[UnitReviewCase]) -> str:
    """ "01 tập thể và 05 cá nhân"; who is proposed for two things counts once."""
    collectives = {case.department_id for case in cases if case.is_collective}
    people = {case.staff_member_id for case in cases if not case.is_collective}
    parts = [(len(collectives), "tập thể"), (len(people), "cá nhân")]
    return " và ".join(f"{two_digits(count)} {word}" for count, word in parts if count)


def post_of(meeting: Meeting, person: StaffMember) -> str:
    return meeting.posts.get(person.pk, "")
