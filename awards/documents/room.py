"""Who sits in a session, as every paper of the council's room prints it: roll call, posts of the day, signatures."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from awards import electorate
from awards.models import Absence, Attendance, Council, CouncilSession, Presiding, Round, Seat
from awards.roles import presiding_among
from campaigns import namesakes
from campaigns.documents import letterheads
from campaigns.models import Posting
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import Header, Rich, Signature
from thidua.vietnamese import date_words, two_digits

DOTS = "…"
WHAT = "danh hiệu thi đua, hình thức khen thưởng"
HEADS = (Seat.Role.CHAIR, Seat.Role.VICE_CHAIR)
NO_REASON = "không ghi lý do"
OF_COUNCIL = "TM. HỘI ĐỒNG"


@dataclass(frozen=True)
class Room:
    """posts: of that day, by key of the person. attendances: by key of the seat. apart: marks of namesakes."""

    session: CouncilSession
    seats: list[Seat]
    posts: dict[int, str]
    attendances: dict[int, Attendance]
    apart: dict[int, str]

    @cached_property
    def here(self) -> list[Seat]:
        """Who sat: those who came later and those who left before the end among them."""
        return [seat for seat in self.seats if self._sat(self.attendances.get(seat.pk))]

    @staticmethod
    def _sat(line: Attendance | None) -> bool:
        return line is not None and (line.present or line.left_at is not None)

    @cached_property
    def absent(self) -> list[Seat]:
        return [seat for seat in self.seats if seat not in self.here]

    @property
    def presiding(self) -> Seat | None:
        """Who presides, at the end of an ended session: the chair, or another member in the chair's place."""
        return presiding_among(self.seats, self.session.presiding_id)

    @cached_property
    def changes(self) -> list[Presiding]:
        """Each time somebody else began to preside, planned or real."""
        return list(self.session.presidings.select_related("round"))

    @cached_property
    def spells(self) -> list[Presiding]:
        """Who presided one after the other: the first from the opening, each later one since its `at`.

        What was changed before the opening was only planned.
        """
        found, opened = [Presiding(session=self.session)], self.session.convened_at
        for change in self.changes:
            if opened is None or change.at <= opened:
                found = [change]
            elif change.seat_id != found[-1].seat_id:
                found.append(change)
        return found

    def opened(self, round_: Round) -> Seat | None:
        """Who presided when this round was opened."""
        return presiding_among(self.seats, round_.presiding_id)

    def presided(self, round_: Round) -> Seat | None:
        """Who presided when this round was counted."""
        took_over = self.took_over(round_)
        return presiding_among(self.seats, took_over[-1].seat_id) if took_over else self.opened(round_)

    def took_over(self, round_: Round) -> list[Presiding]:
        """Who began to preside while this round was open, nearly always nobody."""
        return [change for change in self.changes if change.round_id == round_.pk]

    def presided_words(self, round_: Round) -> str:
        """Who presided over this round; where that changed while it was open, one after the other with the hour."""
        found = [self.presented(self.opened(round_))]
        for change in self.took_over(round_):
            found.append(f"từ {hour(change.at)} {self.presented(presiding_among(self.seats, change.seat_id))}")
        return ", ".join(found)

    @property
    def counted(self) -> str:
        """“04/05”: present of all members."""
        return f"{two_digits(len(self.here))}/{two_digits(len(self.seats))}"

    def post_of(self, seat: Seat) -> str:
        return self.posts.get(seat.staff_member_id, "")

    def name_of(self, seat: Seat) -> str:
        """With what tells a namesake apart, for sentences."""
        return f"{seat.staff_member}{self.apart.get(seat.staff_member_id, '')}"

    def cell_of(self, seat: Seat) -> Rich:
        return namesakes.printed(str(seat.staff_member), self.apart.get(seat.staff_member_id, ""))

    def presented(self, seat: Seat | None) -> str:
        """“Phạm Văn Quang, Hiệu trưởng, Chủ tịch Hội đồng”."""
        if seat is None:
            return DOTS
        return ", ".join(filter(None, [str(seat.staff_member), self.post_of(seat), seat.get_role_display()]))

    @property
    def secretary(self) -> str:
        """Of the session; where a line calls them Thư ký, that office in the council is not said again."""
        seat = self.session.secretary
        if seat.role != Seat.Role.SECRETARY:
            return self.presented(seat)
        return ", ".join(filter(None, [str(seat.staff_member), self.post_of(seat)]))

    def hour_of(self, seat: Seat, what: str) -> str:
        """“09 giờ 15” of `came_at` or `left_at`, "" where the member was there from the opening, or to the end."""
        at = getattr(self.attendances.get(seat.pk), what, None)
        return hour(at) if at else ""

    @cached_property
    def absences(self) -> dict[int, list[Absence]]:
        """Each time a member went and came back, by key of the seat."""
        found: dict[int, list[Absence]] = {}
        for one in self.session.absences.all():
            found.setdefault(one.seat_id, []).append(one)
        return found

    def why_away(self, seat: Seat) -> str:
        attendance = self.attendances.get(seat.pk)
        return (attendance.absence_reason if attendance else "") or NO_REASON

    @property
    def secretary_signature(self) -> Signature:
        return Signature(("THƯ KÝ",), str(self.session.secretary.staff_member))

    def minutes_signature(self, seat: Seat | None, *, titled: bool = True) -> Signature:
        """“CHỦ TỌA”, below it the office in the council: “PHÓ CHỦ TỊCH HỘI ĐỒNG”, “ỦY VIÊN HỘI ĐỒNG”."""
        role = Seat.Role(seat.role if seat else Seat.Role.CHAIR)
        office = role.label if role in HEADS else f"{role.label} Hội đồng"
        return self._signed(seat, "CHỦ TỌA", *([office.upper()] if titled else []))

    @property
    def council_signature(self) -> Signature:
        """For the council as a whole; a vice chair signs in the chair's place (NĐ 30/2020, Phụ lục I)."""
        seat = self.presiding
        if seat is None or seat.role == Seat.Role.CHAIR:
            return self._signed(seat, OF_COUNCIL, "CHỦ TỊCH")
        if seat.role == Seat.Role.VICE_CHAIR:
            return self._signed(seat, OF_COUNCIL, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
        return self._signed(seat, OF_COUNCIL, "CHỦ TỌA PHIÊN HỌP")

    def _signed(self, seat: Seat | None, *titles: str) -> Signature:
        """The post in the school stands above the name: the council uses the school's seal (NĐ 30/2020)."""
        post = self.post_of(seat).upper() if seat else ""
        return Signature(titles, str(seat.staff_member) if seat else "", post=post)


def of_session(session: CouncilSession) -> Room:
    seats = list(electorate.seats_of(session))
    people = {seat.staff_member_id for seat in seats}
    postings = Posting.objects.on(electorate.day_of(session)).filter(staff_member__in=people, is_main=True)
    return Room(
        session=session,
        seats=seats,
        posts=dict(postings.values_list("staff_member_id", "post")),
        attendances={one.seat_id: one for one in session.attendances.all()},
        apart=namesakes.among((seat.staff_member, "") for seat in seats),
    )


def guests_of(session: CouncilSession) -> list[str]:
    return [line.strip(" -,;.") for line in session.guests.splitlines() if line.strip(" -,;.")]


def header(institution: Institution, *, on: date | None = None, name: str = "") -> Header:
    """Of a paper of the council that bears no number; without a day it prints no date line. `name`: as council_name."""
    copy = Copy()
    if on is None:
        return letterheads.of_council(institution, copy, show_date_line=False, name=name)
    return replace(letterheads.of_council(institution, copy, name=name), date=on)


def council_name(session: CouncilSession, institution: Institution) -> str:
    """How papers call the council of this session."""
    if session.council.kind == Council.Kind.INITIATIVES:
        return Council.Kind.INITIATIVES.label
    return institution.council_name


def what_of(session: CouncilSession) -> str:
    """What is considered in this session."""
    return "sáng kiến" if session.council.kind == Council.Kind.INITIATIVES else WHAT


def moment(at: datetime | None) -> str:
    """“08 giờ 30, ngày 20 tháng 12 năm 2022”; dots where it is not known yet."""
    if at is None:
        return f"{DOTS} giờ {DOTS}, ngày {DOTS} tháng {DOTS} năm {DOTS}"
    return f"{hour(at)}, {date_words(timezone.localdate(at))}"


def hour(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local:%H} giờ {local:%M}"


def span(absence: Absence) -> str:
    """“từ 09 giờ 15 đến 09 giờ 40”; within one minute “lúc 09 giờ 15”."""
    went, back = hour(absence.went_at), hour(absence.back_at)
    return f"lúc {went}" if went == back else f"từ {went} đến {back}"


def day(session: CouncilSession) -> date:
    return timezone.localdate(session.held_at)


def full_name(session: CouncilSession, institution: Institution) -> str:
    """The council and whose it is; some were set up under a name that says so already."""
    name = session.council.name
    return name if institution.name.lower() in name.lower() else f"{name} {institution.name}"


def set_up_by(session: CouncilSession) -> str:
    council = session.council
    return f"Quyết định số {council.decision_number} {date_words(council.decision_date)}"
