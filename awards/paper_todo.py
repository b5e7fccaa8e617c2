"""Papers that wait: for the clerk counted by kind, for a signer one by one. The home page has few queries to spare."""

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Count, F, IntegerField, Min, QuerySet, Value
from django.urls import reverse

from awards import disclosure_todo
from awards.kinds import NUMBERED
from awards.models import CouncilSession, Decision, Nomination, PaperDraft, Revocation, RevocationTask, SubmissionLetter
from awards.models.submission import AUTHORITIES
from awards.paper_permissions import paper_drafts_issuable_by
from campaigns.roles import is_clerk, staff_of
from thidua.todo import Todo
from thidua.vietnamese import lower_first

ENDED = (CouncilSession.Status.CLOSED, CouncilSession.Status.ADJOURNED)
Letter = SubmissionLetter.Status
MOST = 5
NO_YEAR = Value(None, output_field=IntegerField())

# By the word that stands where the count of dossiers has their status.
SAID = {
    "papers": ("Hoàn thiện, ban hành {} văn bản đang soạn", "paper_draft_list"),
    "to_submit": ("Lập tờ trình cấp trên: {} trường hợp được đề nghị", "submission_add"),
    "letters": ("Hoàn thiện, gửi {} dự thảo tờ trình", "submission_list"),
    "unanswered": ("Ghi trả lời của cấp trên về {} tờ trình đã gửi", "submission_list"),
    "revocations": ("Hoàn thiện, ban hành {} dự thảo quyết định hủy bỏ", "revocation_list"),
    "tasks": ("Làm {} việc sau khi hủy bỏ khen thưởng", "revocation_list"),
}


def counts() -> Iterator[QuerySet[Any]]:
    """For the clerk, to be joined by UNION to the count of dossiers: see `row`."""
    yield counted(_to_issue(PaperDraft.objects.all()), "papers")
    yield counted(_to_submit(), "to_submit")
    yield counted(SubmissionLetter.objects.filter(status=Letter.DRAFT), "letters")
    yield counted(SubmissionLetter.objects.filter(status=Letter.SENT), "unanswered")
    yield counted(Revocation.objects.filter(status=Revocation.Status.DRAFT), "revocations")
    yield counted(RevocationTask.objects.filter(done_on__isnull=True), "tasks", due_on=Min("due_on"))


def row(word: str, number: int, due_on: Any) -> Todo:
    text, page = SAID[word]
    return Todo(text.format(number), reverse(page), due_on)


def _to_issue(drafts: QuerySet[PaperDraft]) -> QuerySet[PaperDraft]:
    """A paper without a number is printed from its draft and never issued: it waits for nobody. Neither does an
    invitation to a session that was held, put off or called off."""
    begun = CouncilSession.objects.exclude(status=CouncilSession.Status.PLANNED)
    waiting = drafts.filter(status=PaperDraft.Status.DRAFT, kind__in=NUMBERED)
    return waiting.exclude(kind="invitation", subject__in=begun.values("pk"))


def _to_submit() -> QuerySet[Nomination]:
    """Recommended by an ended session for a level above, and in no letter yet."""
    return Nomination.objects.filter(
        status=Nomination.Status.RECOMMENDED,
        session__status__in=ENDED,
        award__deciding_level__in=[level for level, _ in AUTHORITIES],
        submission_line__isnull=True,
    )


def counted(found: QuerySet[Any], word: str, due_on: Any = None) -> QuerySet[Any]:
    """How many, as one more row of that count: NULL for campaign and session, `word` for the status."""
    blank = {f"no_{place}": Value(None, output_field=IntegerField()) for place in range(4)}
    rows = found.order_by().annotate(**blank, word=Value(word)).values("no_0", "word", "no_1", "no_2", "no_3")
    counted = rows.annotate(number=Count("pk"), due=due_on or Value(None, output_field=IntegerField()))
    return counted.filter(number__gt=0).values_list("no_0", "due", "word", "no_1", "no_2", "no_3", "number")


def to_sign(user: Any) -> list[Todo]:
    """Decisions and other drafts that wait for this signer, and for the chair what is said of the only clerk's case.

    In one query; the clerk has them counted.
    """
    if is_clerk(user) or (person := staff_of(user)) is None:
        return []
    papers = _to_issue(paper_drafts_issuable_by(user))
    letters = SubmissionLetter.objects.filter(status=Letter.DRAFT, signer__staff_member=person)
    decisions = Decision.objects.filter(status=Decision.Status.DRAFT, signer__staff_member=person)
    taken_back = Revocation.objects.filter(status=Revocation.Status.DRAFT, signer__staff_member=person)
    rows = (
        _waiting(papers, "paper", F("title"), NO_YEAR)
        .union(
            _waiting(letters, "letter", F("level"), F("year")),
            _waiting(decisions, "decision", F("kind"), F("year")),
            _waiting(disclosure_todo.to_answer(user), "objection", Value("", output_field=CharField()), NO_YEAR),
            _waiting(taken_back, "revocation", Value("", output_field=CharField()), F("decision__year")),
            all=True,
        )
        .order_by("date", "kind_of", "pk")
    )
    return [_one(*row) for row in rows[:MOST]]


def _waiting(found: QuerySet[Any], kind: str, words: Any, year: Any) -> QuerySet[Any]:
    told = found.order_by().annotate(kind_of=Value(kind), words=words, of_year=year)
    return told.values_list("kind_of", "pk", "date", "words", "of_year")


def _one(kind: str, pk: int, date: Any, words: str, year: int | None) -> Todo:
    if kind == "letter":
        text, page = f"Ký, gửi tờ trình {dict(AUTHORITIES)[words]} năm {year}", "submission"
    elif kind == "decision":
        text, page = f"Ký, ban hành {lower_first(str(Decision(kind=words, year=year)))}", "decision"
    elif kind == "revocation":
        text, page = f"Ký, ban hành quyết định hủy bỏ khen thưởng năm {year}", "revocation"
    elif kind == "objection":
        text, page = "Trả lời kiến nghị về hồ sơ của Thường trực", "objection"
    else:
        text, page = f"Ký “{words}”", "paper_draft"
    plain = "Ký 1 văn bản đang soạn" if kind == "paper" else ""
    return Todo(text, reverse(page, args=[pk]), date, plain=plain)
