"""D9: the minutes of a session, written from its roll call, recusals and counted rounds (documents.md §5).

Members read the draft while they sit: of what has not happened it says that it has not.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q

from awards import electorate, posted
from awards.documents import in_writing, results, room, tabled_files, ways
from awards.documents.ballots import NOT_YET, decided_otherwise, not_passed, not_passed_title, not_reached, rounds
from awards.documents.room import WHAT, moment
from awards.documents.stepping_out import recused
from awards.documents.who_sat import members
from awards.models import CouncilSession, Nomination, Question, Round
from campaigns import namesakes
from campaigns.documents import letterheads
from campaigns.documents.pledge import noun_of
from campaigns.models import Award
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import (
    Block,
    Heading,
    Line,
    Lines,
    Paper,
    Paragraph,
)
from thidua.vietnamese import two_digits, upper_first

OPENING, FILES, POSTED, SAID, RECUSED, VOTED, FAILED, OTHERWISE = range(8)
TO_THE_STANDING, TO_THE_NEXT = "chuyển lại Thường trực Hội đồng", "xét tiếp ở phiên họp sau"


class Part(NamedTuple):
    """key: one of the above, for whoever takes some of the parts."""

    key: int
    title: str
    blocks: list[Block]


def gather(
    session: CouncilSession, *, number: int | None = None, ended_at: datetime | None = None, end_reason: str = ""
) -> Paper:
    """Without the end it is a draft. `end_reason`: why the session was broken off."""
    institution = Institution.objects.get()
    what = what_happened(session) | (_so_far(session) if ended_at is None and session.is_live else {})
    copy = Copy() if number is None else Copy("numbered", number=number)
    return Paper(
        kind="council-minutes",
        file_name=f"BB-hop-hoi-dong-{session.campaign.year}-{number or session.pk}.pdf",
        header=letterheads.of_council(institution, copy, "council_minutes", show_date_line=False),
        title="BIÊN BẢN",
        summary=meeting_of(session, institution),
        blocks=[
            when_and_where(session),
            Heading("I. THÀNH PHẦN"),
            *members(session, what),
            Heading("II. NỘI DUNG"),
            *_contents(session, what, end_reason),
            Heading("III. KẾT LUẬN, KIẾN NGHỊ"),
            *_conclusions(session, what, institution, end_reason),
            end_of(ended_at),
        ],
        signatures=[what["room"].secretary_signature, what["room"].minutes_signature(what["room"].presiding)],
        recipients=["Thành viên Hội đồng", institution.archive_line],
        draft=ended_at is None,
    )


def meeting_of(session: CouncilSession, institution: Institution) -> str:
    return f"Họp {institution.council_name}\nxét {WHAT} năm {session.campaign.year}"


def end_of(ended_at: datetime | None) -> Paragraph:
    return Paragraph(f"Cuộc họp kết thúc vào {moment(ended_at)}./.")


def what_happened(session: CouncilSession) -> dict[str, Any]:
    """Everything the paper tells, in a fixed number of queries."""
    sitting = room.of_session(session)
    related = ("award", "unit", "staff_member", "department", "phase", "movement", "lower_of__award")
    laid = Nomination.objects.filter(Q(session=session) | Q(left_by=session, session=None))  # left once broken off
    nominations = {n.pk: n for n in laid.select_related(*related).in_order()}
    questions = Question.objects.filter(round__session=session, round__status=Round.Status.COUNTED)
    questions = list(questions.select_related("round", "nomination").order_by("round__ordinal", "ordinal"))
    for question in questions:
        question.nomination = nominations[question.nomination_id]
    recusals = list(session.recusals.select_related("seat__staff_member").order_by("seat__order", "pk"))
    owners = electorate.own_cases(session, nominations.values())
    barred = electorate.barred_by(owners, ((one.nomination_id, one.seat_id) for one in recusals), sitting.seats)
    writers = in_writing.writers_of(sitting, questions, barred)
    return {
        "room": sitting,
        "seats": sitting.seats,
        "attendances": sitting.attendances,
        "nominations": list(nominations.values()),
        "questions": questions,
        "last": {question.nomination_id: question for question in questions},
        "recusals": recusals,
        "declarations": list(session.declarations.select_related("seat__staff_member").order_by("seat__order", "pk")),
        "boards": ways.boards_of(session),
        "wrote": dict(session.opinion_papers.filter(opinions__isnull=False).values_list("seat_id", "received_on")),
        "writers": writers,
        "wrote_before": in_writing.gave_while_away(session, writers, questions),
        "owners": owners,
        # Cases and members are named in sentences too, where neither unit nor post stands beside the name.
        "apart": namesakes.among((n.staff_member, "") for n in nominations.values()),
        "verdicts": tabled_files.verdicts_of(nominations),
        "unfinished": False,
        "open": None,
        "counted_before": tabled_files.counted_in(session.continues) if session.continues else {},
    }


def _so_far(session: CouncilSession) -> dict[str, Any]:
    return {"unfinished": True, "open": session.rounds.filter(status=Round.Status.OPEN).first()}


def when_and_where(session: CouncilSession) -> Lines:
    planned = " (dự kiến)" if session.status == CouncilSession.Status.PLANNED else ""
    lines = [
        Line("Thời gian bắt đầu", f"{moment(session.held_at)}{planned}"),
        Line("Địa điểm", session.place),
    ]
    if session.continues:
        lines.append(Line("Tiếp theo", tabled_files.named(session.continues)))
    return Lines(lines)


# --- II. what was done


def _contents(session: CouncilSession, what: dict[str, Any], end_reason: str) -> Iterator[Block]:
    for number, part in enumerate(parts(session, what, end_reason), start=1):
        yield Heading(f"{number}. {part.title}", 2)
        yield from part.blocks


def parts(session: CouncilSession, what: dict[str, Any], end_reason: str = "") -> list[Part]:
    """What was done, part by part in the order in which the minutes number them."""
    found: list[Part] = []
    if session.opening.strip():
        found.append(Part(OPENING, "Khai mạc", list(_texts(session.opening))))
    found.append(Part(FILES, "Hồ sơ trình Hội đồng", list(tabled_files.files(session, what))))
    if told := posted.told_of(session):
        found.append(Part(POSTED, "Công khai danh sách, kiến nghị", [Paragraph(sentence) for sentence in told]))
    if session.discussion.strip():
        found.append(Part(SAID, "Ý kiến thảo luận", list(_texts(session.discussion))))
    goes = TO_THE_NEXT if end_reason or session.status == CouncilSession.Status.ADJOURNED else TO_THE_STANDING
    found += [
        Part(RECUSED, "Thành viên không biểu quyết", list(recused(what))),
        Part(VOTED, ways.title_of(ways.rounds_of(what["questions"])), list(rounds(what))),
        Part(FAILED, not_passed_title(what), list(not_passed(what, goes))),
    ]
    if otherwise := list(decided_otherwise(what)):
        title = "Trường hợp quyết định khác kết quả đối chiếu điều kiện, lý do"
        found.append(Part(OTHERWISE, title, otherwise))
    return found


def _texts(text: str) -> Iterator[Paragraph]:
    return (Paragraph(line.strip()) for line in text.splitlines() if line.strip())


# --- III. what follows from it


def _conclusions(
    session: CouncilSession, what: dict[str, Any], institution: Institution, end_reason: str
) -> Iterator[Block]:
    yield from proposals(what, institution)
    yield from _texts(session.conclusions)
    if end_reason:
        yield Paragraph(f"Phiên họp hoãn giữa chừng, lý do: {ways.sentence(end_reason)}.{_left_over(what)}")


def _left_over(what: dict[str, Any]) -> str:
    left = len(not_reached(what))
    return f" Còn {two_digits(left)} trường hợp chưa biểu quyết, {TO_THE_NEXT}." if left else ""


def proposals(what: dict[str, Any], institution: Institution) -> Iterator[Paragraph]:
    """What the council asks the head to decide, and what to send up."""
    passed = [question.nomination for question in what["last"].values() if question.passed]
    own = [one for one in passed if one.award.deciding_level == Award.Level.SCHOOL]
    above = [one for one in passed if one.award.deciding_level != Award.Level.SCHOOL]
    if own:
        yield Paragraph(f"Hội đồng đề nghị {institution.head_title} xem xét, quyết định: {_counted(own)}.")
    if above:
        yield Paragraph(f"Hội đồng đề nghị {institution.head_title} trình cấp trên xem xét: {_counted(above)}.")
    if not passed:
        none = "Không có trường hợp nào được đề nghị."
        yield Paragraph(_none_yet(what) if what["unfinished"] else none)
    elif what["unfinished"] and (left := not_reached(what)):
        yield Paragraph(f"Còn {two_digits(len(left))} trường hợp {NOT_YET}.")


def _none_yet(what: dict[str, Any]) -> str:
    none = "chưa có trường hợp nào được đề nghị."
    return upper_first(none) if what["questions"] else f"Chưa kiểm phiếu lượt nào nên {none}"


def _counted(nominations: Sequence[Nomination]) -> str:
    return "; ".join(
        f"{results.award_of(one)} cho {two_digits(n)} {noun_of(one.award)}" for one, n in results.by_award(nominations)
    )
