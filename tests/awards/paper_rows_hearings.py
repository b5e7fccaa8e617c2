"""What the papers of the initiative council are made of: a function of the school to the row of each kind."""

from collections.abc import Callable
from types import SimpleNamespace

from django.db.models import Model

from awards import hearing, marking
from awards.models import CouncilSession, Hearing, HearingSheet
from tests.awards.hearing_meeting import (
    SUBMITTED,
    convene,
    counted,
    initiative_council,
    opened,
    planned,
    score,
    table,
    tabled,
)
from tests.awards.meeting import DAY, seats_by_name
from tests.awards.paper_rows_council import campaign_of_2022
from tests.factories import make_initiative
from thidua import clock


def scored(school: SimpleNamespace) -> CouncilSession:
    """One recommended, one by Minh and Hoa not, one not reached; Thu steps out of the second."""
    chair = school.rector.user
    with clock.standing_at(DAY):
        session = planned(school, campaign_of_2022(), initiative_council(school))
        convene(session, by=chair)
        counted(session, school.stranger, by=chair, title="Bộ câu hỏi ôn tập trực tuyến", totals=(81, 80, 79, 80, 82))
        shared = ((school.head, 60), (school.lecturer, 40))
        idea = make_initiative(school.head, *shared, status=SUBMITTED, title="Đổi mới thảo luận tình huống")
        (second,) = table(session, idea, by=chair)
        seat = seats_by_name(session)["Thu"]
        marking.answer(second, seat=seat, steps_out=True, reason="Cùng nhóm nghiên cứu", by=chair)
        hearing.open_scoring(second, by=chair)
        _score(second, ("Quang", 60), ("Dũng", 65.5))
        hearing.count(second, reason="Hết giờ họp", by=chair)
        tabled(session, school.office_head, by=chair, title="Sổ theo dõi công văn")
    return session


def _score(found: Hearing, *given) -> None:
    for name, total in given:
        score(found, name, total, recognise=False, remarks="Chưa có số liệu so sánh.")


def on_the_table(school: SimpleNamespace) -> Hearing:
    chair = school.rector.user
    with clock.standing_at(DAY):
        session = convene(planned(school, campaign_of_2022(), initiative_council(school)), by=chair)
        return opened(session, school.lecturer, by=chair)


def a_sheet(school: SimpleNamespace) -> HearingSheet:
    return scored(school).hearings.get(ordinal=2).sheets.first()


def counted_one(school: SimpleNamespace) -> Hearing:
    return scored(school).hearings.get(ordinal=1)


ROWS: dict[str, Callable[[SimpleNamespace], Model]] = {
    "hearing-minutes": scored,
    "hearing-sheet": on_the_table,
    "hearing-sheet-filled": a_sheet,
    "hearing-sheets-filled": counted_one,
}
