"""D9: the minutes of a session, written from its roll call, recusals and counted rounds (documents.md §5)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count
from typing import Any

from django.utils import timezone

from awards import electorate
from awards.documents.ballots import decided_otherwise, not_passed, recused, rounds
from awards.models import CouncilSession, Question, Round, Seat
from campaigns import namesakes
from campaigns.models import Award, Posting
from thidua.models import Institution
from thidua.papers import (
    Block,
    Column,
    Header,
    Heading,
    Line,
    Lines,
    NumberedItem,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from thidua.vietnamese import date_words, two_digits

DOTS = "…"
WHAT = "danh hiệu thi đua, hình thức khen thưởng"
MEMBERS = (Column("STT", 11, "center"), Column("Họ và tên", 50), Column("Chức vụ"), Column("Vai trò", 48))
FILES = (Column("STT", 11, "center"), Column("Danh hiệu, hình thức"), Column("Số hồ sơ", 24, "center"))


def gather(
    session: CouncilSession, *, number: int | None = None, ended_at: datetime | None = None, end_reason: str = ""
) -> Paper:
    """Without the end it is a draft. `end_reason`: why the session was broken off."""
    institution = Institution.objects.get()
    what = _what_happened(session)
    return Paper(
        kind="council-minutes",
        file_name=f"BB-hop-hoi-dong-{session.campaign.year}-{number or session.pk}.pdf",
        header=Header(
            _broken(institution.name, "TỈNH"),
            _broken(institution.council_name, "THI ĐUA"),
            symbol=f"BB-{institution.council_symbol}",
            number=number,
            show_date_line=False,
        ),
        title="BIÊN BẢN",
        summary=f"Họp {institution.council_name}\nxét {WHAT} năm {session.campaign.year}",
        blocks=[
            _when_and_where(session),
            Heading("I. THÀNH PHẦN"),
            *_members(session, what),
            Heading("II. NỘI DUNG"),
            *_contents(session, what),
            Heading("III. KẾT LUẬN, KIẾN NGHỊ"),
            *_conclusions(session, what, institution, end_reason),
            Paragraph(f"Cuộc họp kết thúc vào {_moment(ended_at)}./."),
        ],
        signatures=_signatures(session, what),
        recipients=["Thành viên Hội đồng", institution.archive_line],
        draft=ended_at is None,
    )


def _what_happened(session: CouncilSession) -> dict[str, Any]:
    """Everything the paper tells, in a fixed number of queries."""
    seats = list(electorate.seats_of(session))
    people = {seat.staff_member_id for seat in seats}
    postings = Posting.objects.on(electorate.day_of(session)).filter(staff_member__in=people, is_main=True)
    nominations = {n.pk: n for n in session.nominations.select_related("award", "unit", "staff_member", "department")}
    questions = Question.objects.filter(round__session=session, round__status=Round.Status.COUNTED)
    questions = list(questions.select_related("round", "nomination").order_by("round__ordinal", "ordinal"))
    for question in questions:
        question.nomination = nominations[question.nomination_id]
    return {
        "seats": seats,
        "posts": dict(postings.values_list("staff_member_id", "post")),
        "attendances": {a.seat_id: a for a in session.attendances.all()},
        "nominations": sorted(nominations.values(), key=lambda n: (n.award.order, n.unit.order, n.pk)),
        "questions": questions,
        "last": {question.nomination_id: question for question in questions},
        "recusals": list(session.recusals.select_related("seat__staff_member").order_by("seat__order", "pk")),
        "owners": electorate.own_cases(session, nominations.values()),
        # Cases and members are named in sentences too, where neither unit nor post stands beside the name.
        "apart": namesakes.among((n.staff_member, "") for n in nominations.values()),
        "seats_apart": namesakes.among((seat.staff_member, "") for seat in seats),
    }


def _broken(text: str, before: str) -> tuple[str, ...]:
    """In capitals, a new line before this word: the left cell is narrow."""
    first, word, rest = text.upper().partition(f" {before}")
    return (first, f"{word}{rest}".strip()) if word else (first,)


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return f"{DOTS} giờ {DOTS}, ngày {DOTS} tháng {DOTS} năm {DOTS}"
    local = timezone.localtime(moment)
    return f"{local:%H} giờ {local:%M}, {date_words(local.date())}"


def _when_and_where(session: CouncilSession) -> Lines:
    lines = [
        Line("Thời gian bắt đầu", _moment(session.held_at)),
        Line("Địa điểm", session.place),
    ]
    if session.continues:
        day = timezone.localdate(session.continues.held_at)
        lines.append(Line("Tiếp theo", f"phiên họp {date_words(day)}"))
    return Lines(lines)


# --- I. who was there


def _members(session: CouncilSession, what: dict[str, Any]) -> Iterator[Block]:
    council, seats, attendances = session.council, what["seats"], what["attendances"]
    here = [seat for seat in seats if seat.pk in attendances and attendances[seat.pk].present]
    absent = [seat for seat in seats if seat not in here]
    yield Paragraph(
        f"{council.name} được thành lập theo Quyết định số {council.decision_number} "
        f"{date_words(council.decision_date)}, gồm {two_digits(len(seats))} thành viên."
    )
    yield NumberedItem("1.", f"{two_digits(len(here))}/{two_digits(len(seats))} thành viên.", title="Có mặt:")
    yield Table(MEMBERS, [_member(ordinal, seat, what) for ordinal, seat in enumerate(here, start=1)])
    who = {seat: f"{seat.staff_member}{what['seats_apart'].get(seat.staff_member_id, '')}" for seat in absent}
    reasons = [f"{who[seat]} ({_reason(attendances.get(seat.pk))})" for seat in absent]
    yield NumberedItem("2.", f"{'; '.join(reasons) or 'không'}.", title="Vắng mặt:")
    yield NumberedItem("3.", f"{_named(_chair(seats), what)}.", title="Chủ trì:")
    yield NumberedItem("4.", f"{_named(session.secretary, what)}.", title="Thư ký:")


def _member(ordinal: int, seat: Seat, what: dict[str, Any]) -> Row:
    post = what["posts"].get(seat.staff_member_id, "")
    full_name = namesakes.printed(str(seat.staff_member), what["seats_apart"].get(seat.staff_member_id, ""))
    return Row([str(ordinal), full_name, post, seat.get_role_display()])


def _reason(attendance: Any) -> str:
    return (attendance.absence_reason if attendance else "") or "không ghi lý do"


def _chair(seats: Iterable[Seat]) -> Seat | None:
    return next((seat for seat in seats if seat.role == Seat.Role.CHAIR), None)


def _named(seat: Seat | None, what: dict[str, Any]) -> str:
    if seat is None:
        return DOTS
    post = what["posts"].get(seat.staff_member_id, "")
    return ", ".join(filter(None, [str(seat.staff_member), post, seat.get_role_display()]))


# --- II. what was done


def _contents(session: CouncilSession, what: dict[str, Any]) -> Iterator[Block]:
    number = count(1)
    if session.opening.strip():
        yield Heading(f"{next(number)}. Khai mạc", 2)
        yield from _texts(session.opening)
    yield Heading(f"{next(number)}. Hồ sơ trình Hội đồng", 2)
    yield from _files(what)
    if session.discussion.strip():
        yield Heading(f"{next(number)}. Ý kiến thảo luận", 2)
        yield from _texts(session.discussion)
    yield Heading(f"{next(number)}. Thành viên không biểu quyết", 2)
    yield from recused(what)
    yield Heading(f"{next(number)}. Bỏ phiếu kín", 2)
    yield from rounds(what)
    yield Heading(f"{next(number)}. Trường hợp không được đề nghị", 2)
    yield from not_passed(what)
    otherwise = list(decided_otherwise(what))
    if otherwise:
        yield Heading(f"{next(number)}. Trường hợp quyết định khác kết quả đối chiếu điều kiện, lý do", 2)
        yield from otherwise


def _texts(text: str) -> Iterator[Paragraph]:
    return (Paragraph(line.strip()) for line in text.splitlines() if line.strip())


def _files(what: dict[str, Any]) -> Iterator[Block]:
    awards = Counter(nomination.award for nomination in what["nominations"])
    yield Paragraph(f"Thường trực Hội đồng trình {two_digits(len(what['nominations']))} hồ sơ đã thẩm định, gồm:")
    rows = [Row([str(i), award.quoted_name, two_digits(n)]) for i, (award, n) in enumerate(awards.items(), start=1)]
    yield Table(FILES, rows)


# --- III. what follows from it


def _conclusions(
    session: CouncilSession, what: dict[str, Any], institution: Institution, end_reason: str
) -> Iterator[Block]:
    passed = [question.nomination.award for question in what["last"].values() if question.passed]
    own = Counter(award for award in passed if award.deciding_level == Award.Level.SCHOOL)
    above = Counter(award for award in passed if award.deciding_level != Award.Level.SCHOOL)
    if own:
        yield Paragraph(f"Hội đồng đề nghị {institution.head_title} xem xét, quyết định: {_counted(own)}.")
    if above:
        yield Paragraph(f"Hội đồng đề nghị {institution.head_title} trình cấp trên xem xét: {_counted(above)}.")
    if not passed:
        yield Paragraph("Không có trường hợp nào được đề nghị.")
    yield from _texts(session.conclusions)
    if end_reason:
        yield Paragraph(f"Phiên họp hoãn giữa chừng, lý do: {end_reason}")


def _counted(awards: Counter) -> str:
    ordered = sorted(awards.items(), key=lambda pair: pair[0].order)
    return "; ".join(f"{award.quoted_name} cho {two_digits(n)} {_noun(award)}" for award, n in ordered)


def _noun(award: Award) -> str:
    return "tập thể" if award.is_collective else "cá nhân"


def _signatures(session: CouncilSession, what: dict[str, Any]) -> list[Signature]:
    chair = _chair(what["seats"])
    post = what["posts"].get(chair.staff_member_id, "").upper() if chair else ""
    return [
        Signature(("THƯ KÝ",), str(session.secretary.staff_member)),
        Signature(("CHỦ TỌA",), str(chair.staff_member) if chair else "", post=post),
    ]
