"""What waits for the clerk and the signer: letters to the level above, decisions that take others back."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from awards.models import CouncilSession, Nomination, Revocation, RevocationTask, SubmissionLetter
from awards.models.submission import AUTHORITIES
from campaigns.roles import is_clerk, staff_of
from thidua.todo import Todo

ENDED = (CouncilSession.Status.CLOSED, CouncilSession.Status.ADJOURNED)
Status = SubmissionLetter.Status
MOST = 5


def rows(user: Any) -> list[Todo]:
    clerk = is_clerk(user)
    found = _letters(user, clerk) + _revocations(user, clerk)
    return found + (_to_draft() + _tasks() if clerk else [])


def _to_draft() -> list[Todo]:
    """Sessions with cases that go to a level above and are in no letter yet: one row a session and level."""
    waiting = Nomination.objects.filter(
        status=Nomination.Status.RECOMMENDED,
        session__status__in=ENDED,
        award__deciding_level__in=[level for level, _ in AUTHORITIES],
        submission_line__isnull=True,
    )
    counted = waiting.order_by("-session").values_list("session", "award__deciding_level").annotate(n=Count("pk"))
    labels = dict(AUTHORITIES)
    return [
        Todo(
            f"Lập tờ trình {labels[level]}: {number} trường hợp được đề nghị",
            f"{reverse('submission_add')}?session={session}&level={level}",
        )
        for session, level, number in counted[:MOST]
    ]


def _letters(user: Any, clerk: bool) -> list[Todo]:
    """Drafts to finish or to sign; for the clerk those that wait for an answer."""
    person = staff_of(user)
    if person is None:
        return []
    wanted = Q(status=Status.DRAFT) if clerk else Q(status=Status.DRAFT, signer__staff_member=person)
    wanted |= Q(status=Status.SENT) if clerk else Q(pk__in=[])
    letters = SubmissionLetter.objects.filter(wanted).select_related("signer", "document__series")
    return [_letter(letter, person.pk) for letter in letters.defer("document__paper").order_by("date", "pk")[:MOST]]


def _letter(letter: SubmissionLetter, person: int) -> Todo:
    if letter.status == Status.SENT:
        text = f"Ghi trả lời của cấp trên về Tờ trình số {letter.document.full_number}"
        return Todo(text, letter.get_absolute_url())
    verb = "Ký, gửi tờ trình" if letter.signer.staff_member_id == person else "Hoàn thiện dự thảo tờ trình"
    return Todo(f"{verb} {letter.get_level_display()} năm {letter.year}", letter.get_absolute_url(), letter.date)


def _revocations(user: Any, clerk: bool) -> list[Todo]:
    person = staff_of(user)
    if person is None:
        return []
    drafts = Revocation.objects.filter(status=Revocation.Status.DRAFT).select_related("signer", "decision")
    drafts = drafts if clerk else drafts.filter(signer__staff_member=person)
    return [_revocation(one, person.pk) for one in drafts.order_by("date", "pk")[:MOST]]


def _revocation(one: Revocation, person: int) -> Todo:
    verb = "Ký, ban hành" if one.signer.staff_member_id == person else "Hoàn thiện dự thảo"
    return Todo(f"{verb} quyết định hủy bỏ khen thưởng năm {one.decision.year}", one.get_absolute_url(), one.date)


def _tasks() -> list[Todo]:
    """What has to follow from a revocation and is not written down as done, the nearest first."""
    waiting = RevocationTask.objects.filter(done_on__isnull=True).order_by("due_on", "pk")
    return [Todo(task.text, task.get_absolute_url(), task.due_on) for task in waiting[:MOST]]
