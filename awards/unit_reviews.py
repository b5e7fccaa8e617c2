"""A unit's bình xét as its minutes tell it: the meeting, the cases in printed order, and what contradicts itself."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q, QuerySet
from django.utils import timezone

from awards.models import Nomination, Occasion, UnitReview, UnitReviewAbsence, UnitReviewCase
from awards.models.nomination import put_behind_closed_doors
from campaigns.models import Award, Department, Pledge, Posting, StaffMember
from campaigns.promises import PROMISED
from campaigns.roles import active_people, leading_postings
from thidua.vietnamese import date_words, percent, two_digits

# Units that meet: their heads write the minutes, for the board the rector.
MEETING = (Department.Kind.FACULTY, Department.Kind.OFFICE, Department.Kind.BOARD)
Dossiers = dict[tuple[int | None, int | None, str], Nomination]  # by candidate and award


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


def day_of(review: UnitReview) -> date:
    return timezone.localdate(review.held_from)


def why_not_write(review: UnitReview) -> str:
    if review.is_open:
        return ""
    return "Bình xét đã kết thúc, biên bản đã khóa nên không sửa được; cần sửa thì đề nghị Thường trực Hội đồng mở lại."


def pledges_of(review: UnitReview) -> QuerySet[Pledge]:
    """What its people of that day and the collective registered; a meeting about a đợt has nothing registered for it.

    Who came from another unit in the year is considered here, and who left is not (law.md §5).
    """
    here = active_people(review.department, day_of(review)).values("pk")
    mine = Q(department=review.department_id) | Q(staff_member__in=here)
    pledges = Pledge.objects.live().filter(mine, campaign=review.campaign_id, status__in=PROMISED)
    return pledges if review.occasion == Occasion.MERIT else pledges.none()


def people_of(review: UnitReview) -> QuerySet[StaffMember]:
    """Who is asked for at the roll call: the unit's people of that day, and who was added or stands on it already."""
    listed = Q(pk__in=review.attendees.values("staff_member")) | Q(pk__in=review.absences.values("staff_member"))
    here = Q(pk__in=active_people(review.department, day_of(review)).values("pk"))
    return StaffMember.objects.filter(here | listed).order_by("sort_key", "code")


def dossiers_of(review: UnitReview) -> Dossiers:
    """Dossiers of this occasion about anybody and anything the unit voted on, by candidate and award."""
    about = Q(staff_member__in=review.cases.values("staff_member")) | Q(department=review.department_id)
    found = Nomination.objects.live().filter(
        about, campaign=review.campaign_id, occasion=review.occasion, phase=review.phase_id
    )
    found = found.exclude(put_behind_closed_doors()).select_related("award", "staff_member", "department")
    return {(one.staff_member_id, one.department_id, one.award_id): one for one in found.order_by("pk")}


def case_behind(nomination: Nomination) -> UnitReviewCase | None:
    """What a unit voted of this candidate, award and occasion; of several meetings the last that was closed."""
    cases = _cases_like(nomination).filter(review__status=UnitReview.Status.CLOSED)
    return cases.select_related("review__department").order_by("-review__held_from", "-pk").first()


def why_review_open(nomination: Nomination) -> str:
    """A meeting that was opened again has no result while it is."""
    open_again = _cases_like(nomination).filter(review__status=UnitReview.Status.DRAFT, review__minutes__isnull=False)
    if not open_again.exists():
        return ""
    return "Chưa nộp được vì biên bản bình xét của đơn vị đang được mở lại; kết thúc bình xét rồi nộp."


def _cases_like(nomination: Nomination) -> QuerySet[UnitReviewCase]:
    same = {"staff_member": nomination.staff_member_id, "department": nomination.department_id}
    same |= {"award": nomination.award_id, "review__campaign": nomination.campaign_id}
    return UnitReviewCase.objects.filter(
        **same, review__occasion=nomination.occasion, review__phase=nomination.phase_id
    )


def votes_line(case: UnitReviewCase) -> str:
    """ "Bình xét tại Khoa Xây dựng Đảng ngày 05 tháng 12 năm 2022: 14/15 phiếu đồng ý (93,3%)." """
    day = date_words(day_of(case.review))
    share = percent(Fraction(case.agree, case.total))
    return f"Bình xét tại {case.review.department} {day}: {case.agree}/{case.total} phiếu đồng ý ({share})."


def meeting_of(review: UnitReview) -> Meeting:
    day = day_of(review)
    cases = list(review.cases.select_related("award", "staff_member", "department"))
    absences = list(review.absences.select_related("staff_member"))
    pledges = list(pledges_of(review).select_related("staff_member", "department").prefetch_related("awards"))
    people = {case.staff_member_id for case in cases} | {review.chair_id, review.secretary_id, review.deputy_id}
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


@dataclass(frozen=True)
class Roll:
    """Who was there and who was not, by the person's key; `is_named` False: minutes that know the numbers alone."""

    number: int
    present: frozenset[int]
    absent: frozenset[int]
    is_named: bool

    def voters(self, case: UnitReviewCase) -> int:
        """How many may vote on it: nobody votes on the own case (blueprint.md §1)."""
        return self.number - (self.is_named and case.staff_member_id in self.present)


def roll_of(review: UnitReview) -> Roll:
    present = frozenset(review.attendees.values_list("staff_member", flat=True))
    absent = frozenset(review.absences.values_list("staff_member", flat=True))
    return Roll(review.present, present, absent, review.roll_called_at is not None)


def cases_of(review: UnitReview) -> list[UnitReviewCase]:
    return list(review.cases.select_related("award", "staff_member", "department").order_by("pk"))


def faults_of(review: UnitReview) -> list[str]:
    """What would make the minutes wrong, in sentences; empty when they can be printed."""
    said = []
    roll, cases = roll_of(review), cases_of(review)
    if len(roll.absent) != review.absent:
        said.append(
            f"Biên bản ghi vắng {two_digits(review.absent)} người nhưng nêu tên {two_digits(len(roll.absent))} người; "
            "sửa cho khớp."
        )
    if review.absences.filter(reason="").exists():
        said.append("Có người vắng mặt chưa ghi lý do; ghi lý do vắng.")
    if not cases:
        said.append("Biên bản chưa có trường hợp nào được bình xét.")
    said += _without_a_vote([case for case in cases if case.total is None and case.proposed])
    said += [sentence for case in cases if (sentence := why_votes_wrong(review, roll, case))]
    return said + _faults_of_chairing(review, roll, cases)


def _without_a_vote(cases: list[UnitReviewCase]) -> list[str]:
    if not cases:
        return []
    how = "ghi số phiếu, hoặc ghi không đề nghị và lý do"
    return [f"Chưa biểu quyết {named_few(list(map(str, cases)))}; {how}."]


def named_few(names: list[str], most: int = 3) -> str:
    """ "LĐTT: A; LĐTT: B; LĐTT: C và 4 trường hợp khác"."""
    more = f" và {len(names) - most} trường hợp khác" if len(names) > most else ""
    return f"{'; '.join(names[:most])}{more}"


def why_votes_wrong(review: UnitReview, roll: Roll, case: UnitReviewCase) -> str:
    """Of a case that was put to the vote; "" of another."""
    if case.total is None:
        return ""
    if case.total > review.present:
        return f"Trường hợp {case} có {case.total} phiếu, nhiều hơn {review.present} người có mặt; sửa số phiếu."
    if case.total > roll.voters(case):
        return (
            f"Trường hợp {case} có {case.total} phiếu nhưng chỉ {roll.voters(case)} người được biểu quyết, "
            "vì không ai biểu quyết trường hợp của chính mình; sửa số phiếu."
        )
    return ""


def _faults_of_chairing(review: UnitReview, roll: Roll, cases: list[UnitReviewCase]) -> list[str]:
    said = []
    for person, role in ((review.chair, "Chủ trì"), (review.secretary, "Thư ký"), (review.deputy, "Người điều hành")):
        if person and person.pk in roll.absent:
            said.append(f"{role} {person} có tên trong danh sách vắng mặt; sửa một trong hai chỗ.")
        elif person and roll.is_named and person.pk not in roll.present:
            said.append(f"{role} {person} không có tên trong danh sách có mặt; điểm danh lại hoặc chọn người khác.")
    if roll.is_named and review.deputy is None and is_chair_considered(review, cases):
        said.append(
            f"Có trường hợp của chính người chủ trì {review.chair}; chọn người điều hành khi xét trường hợp đó."
        )
    return said


def is_chair_considered(review: UnitReview, cases: Iterable[UnitReviewCase]) -> bool:
    """Whether the meeting voted on its own chair: somebody else presides then."""
    return any(case.staff_member_id == review.chair_id for case in cases)


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
