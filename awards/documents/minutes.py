"""D9: the minutes of a session, written from its roll call, recusals and counted rounds (documents.md §5)."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from awards import electorate
from awards.documents import room
from awards.documents.ballots import decided_otherwise, not_passed, recused, rounds
from awards.documents.room import WHAT, Room, moment
from awards.models import CouncilSession, EligibilityReport, Nomination, Question, Round, Seat
from campaigns import namesakes
from campaigns.documents import letterheads
from campaigns.documents.pledge import printed_name
from campaigns.models import Award
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import (
    Block,
    Column,
    Heading,
    Line,
    Lines,
    NumberedItem,
    Paper,
    Paragraph,
    Row,
    Table,
)
from thidua.vietnamese import date_words, two_digits

MEMBERS = (Column("STT", 11, "center"), Column("Họ và tên", 50), Column("Chức vụ"), Column("Vai trò", 48))
FILES = (
    Column("STT", 11, "center"),
    Column("Danh hiệu, hình thức"),
    Column("Số hồ sơ", 20, "center"),
    Column("Đủ điều kiện", 23, "center"),
    Column("Chưa đủ điều kiện", 24, "center"),
    Column("Chưa rõ", 18, "center"),
)

RECUSED, VOTED = "Thành viên không biểu quyết", "Bỏ phiếu kín"
OTHERWISE = "Trường hợp quyết định khác kết quả đối chiếu điều kiện, lý do"

VERDICTS = ("eligible", "not_eligible", "undetermined")


def gather(
    session: CouncilSession, *, number: int | None = None, ended_at: datetime | None = None, end_reason: str = ""
) -> Paper:
    """Without the end it is a draft. `end_reason`: why the session was broken off."""
    institution = Institution.objects.get()
    what = what_happened(session)
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
            *members(session, what["room"]),
            Heading("II. NỘI DUNG"),
            *_contents(session, what),
            Heading("III. KẾT LUẬN, KIẾN NGHỊ"),
            *_conclusions(session, what, institution, end_reason),
            end_of(ended_at),
        ],
        signatures=[what["room"].secretary_signature, what["room"].chair_signature("CHỦ TỌA", "CHỦ TỊCH HỘI ĐỒNG")],
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
    nominations = {n.pk: n for n in session.nominations.select_related("award", "unit", "staff_member", "department")}
    questions = Question.objects.filter(round__session=session, round__status=Round.Status.COUNTED)
    questions = list(questions.select_related("round", "nomination").order_by("round__ordinal", "ordinal"))
    for question in questions:
        question.nomination = nominations[question.nomination_id]
    return {
        "room": sitting,
        "seats": sitting.seats,
        "attendances": sitting.attendances,
        "nominations": sorted(nominations.values(), key=lambda n: (n.award.order, n.unit.order, n.pk)),
        "questions": questions,
        "last": {question.nomination_id: question for question in questions},
        "recusals": list(session.recusals.select_related("seat__staff_member").order_by("seat__order", "pk")),
        "owners": electorate.own_cases(session, nominations.values()),
        # Cases and members are named in sentences too, where neither unit nor post stands beside the name.
        "apart": namesakes.among((n.staff_member, "") for n in nominations.values()),
        "verdicts": _verdicts(nominations),
    }


def _verdicts(nominations: dict[int, Nomination]) -> dict[int, str]:
    """Nomination → what its latest report found, the one the council had before it."""
    reports = EligibilityReport.objects.filter(nomination__in=nominations).order_by("pk")
    return dict(reports.values_list("nomination_id", "verdict"))


def when_and_where(session: CouncilSession) -> Lines:
    lines = [
        Line("Thời gian bắt đầu", moment(session.held_at)),
        Line("Địa điểm", session.place),
    ]
    if session.continues:
        lines.append(Line("Tiếp theo", f"phiên họp {date_words(room.day(session.continues))}"))
    return Lines(lines)


# --- I. who was there


def members(session: CouncilSession, sitting: Room) -> Iterator[Block]:
    yield Paragraph(
        f"{session.council.name} được thành lập theo {room.set_up_by(session)}, "
        f"gồm {two_digits(len(sitting.seats))} thành viên."
    )
    yield NumberedItem("1.", f"{sitting.counted} thành viên.", title="Có mặt:")
    yield Table(MEMBERS, [_member(ordinal, seat, sitting) for ordinal, seat in enumerate(sitting.here, start=1)])
    reasons = "; ".join(f"{sitting.name_of(seat)} ({sitting.why_away(seat)})" for seat in sitting.absent)
    # No member who is away votes in the program: what was written to the council is not in any count.
    written = " Kết quả không tính ý kiến bằng văn bản của thành viên vắng mặt." if reasons else ""
    yield NumberedItem("2.", f"{reasons or 'không'}.{written}", title="Vắng mặt:")
    yield NumberedItem("3.", f"{'; '.join(room.guests_of(session)) or 'không'}.", title="Đại biểu mời:")
    yield NumberedItem("4.", f"{sitting.presented(sitting.chair)}.", title="Chủ trì:")
    yield NumberedItem("5.", f"{sitting.presented(session.secretary)}.", title="Thư ký:")


def _member(ordinal: int, seat: Seat, sitting: Room) -> Row:
    return Row([str(ordinal), sitting.cell_of(seat), sitting.post_of(seat), seat.get_role_display()])


# --- II. what was done


def _contents(session: CouncilSession, what: dict[str, Any]) -> Iterator[Block]:
    for number, (title, blocks) in enumerate(parts(session, what), start=1):
        yield Heading(f"{number}. {title}", 2)
        yield from blocks


def parts(session: CouncilSession, what: dict[str, Any]) -> list[tuple[str, list[Block]]]:
    """What was done, part by part in the order in which the minutes number them."""
    found: list[tuple[str, list[Block]]] = []
    if session.opening.strip():
        found.append(("Khai mạc", list(_texts(session.opening))))
    found.append(("Hồ sơ trình Hội đồng", list(_files(what))))
    if session.discussion.strip():
        found.append(("Ý kiến thảo luận", list(_texts(session.discussion))))
    found += [
        (RECUSED, list(recused(what))),
        (VOTED, list(rounds(what))),
        ("Trường hợp không được đề nghị", list(not_passed(what))),
    ]
    if otherwise := list(decided_otherwise(what)):
        found.append((OTHERWISE, otherwise))
    return found


def _texts(text: str) -> Iterator[Paragraph]:
    return (Paragraph(line.strip()) for line in text.splitlines() if line.strip())


def _files(what: dict[str, Any]) -> Iterator[Block]:
    """How many were laid before the council, and what the check against the conditions found of each."""
    counts: dict[Award, Counter] = defaultdict(Counter)
    for nomination in what["nominations"]:
        counts[nomination.award][what["verdicts"].get(nomination.pk, "undetermined")] += 1
    yield Paragraph(f"Thường trực Hội đồng trình {two_digits(len(what['nominations']))} hồ sơ đã thẩm định, gồm:")
    yield Table(
        FILES,
        [
            Row([str(i), printed_name(award), two_digits(found.total()), *(two_digits(found[v]) for v in VERDICTS)])
            for i, (award, found) in enumerate(counts.items(), start=1)
        ],
    )


# --- III. what follows from it


def _conclusions(
    session: CouncilSession, what: dict[str, Any], institution: Institution, end_reason: str
) -> Iterator[Block]:
    yield from proposals(what, institution)
    yield from _texts(session.conclusions)
    if end_reason:
        yield Paragraph(f"Phiên họp hoãn giữa chừng, lý do: {end_reason}")


def proposals(what: dict[str, Any], institution: Institution) -> Iterator[Paragraph]:
    """What the council asks the head to decide, and what to send up."""
    passed = [question.nomination.award for question in what["last"].values() if question.passed]
    own = Counter(award for award in passed if award.deciding_level == Award.Level.SCHOOL)
    above = Counter(award for award in passed if award.deciding_level != Award.Level.SCHOOL)
    if own:
        yield Paragraph(f"Hội đồng đề nghị {institution.head_title} xem xét, quyết định: {_counted(own)}.")
    if above:
        yield Paragraph(f"Hội đồng đề nghị {institution.head_title} trình cấp trên xem xét: {_counted(above)}.")
    if not passed:
        yield Paragraph("Không có trường hợp nào được đề nghị.")


def _counted(awards: Counter) -> str:
    ordered = sorted(awards.items(), key=lambda pair: pair[0].order)
    return "; ".join(f"{printed_name(award)} cho {two_digits(n)} {_noun(award)}" for award, n in ordered)


def _noun(award: Award) -> str:
    return "tập thể" if award.is_collective else "cá nhân"
