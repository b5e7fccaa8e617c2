"""What a session resolved, case by case: the last counted question of each, in the order of every list."""

from collections.abc import Iterable
from itertools import groupby

from awards.models import CouncilSession, Nomination, Question, Round
from campaigns import namesakes
from campaigns.documents.pledge import noun_of, printed_name
from campaigns.models import Award
from campaigns.ordering import place
from thidua.papers import Rich
from thidua.vietnamese import two_digits

NOT_COUNTED = "Phiên họp chưa kiểm phiếu lượt nào nên chưa có kết quả; kiểm phiếu trước."
NOMINATION = tuple(
    f"nomination__{path}" for path in ("award", "unit", "staff_member", "department", "phase", "movement")
)


def of_session(session: CouncilSession) -> list[Question]:
    """Titles before forms as in the catalogue; in each, units, posts and names in the school's order."""
    counted = Question.objects.filter(round__session=session, round__status=Round.Status.COUNTED)
    counted = counted.select_related("round", *NOMINATION).order_by("round__ordinal", "ordinal")
    return sorted({question.nomination_id: question for question in counted}.values(), key=_place)


def _place(question: Question) -> tuple:
    case = question.nomination
    return (case.award.order, *place(case.unit, case.post, case.staff_member), case.pk)


def marks_of(questions: Iterable[Question]) -> dict[int, str]:
    """Namesakes whom neither post nor unit tells apart."""
    return namesakes.among((q.nomination.staff_member, where(q.nomination)) for q in questions)


def who(nomination: Nomination, marks: dict[int, str]) -> Rich:
    if nomination.is_collective:
        return str(nomination.candidate)
    return namesakes.printed(str(nomination.candidate), marks.get(nomination.staff_member_id, ""))


def where(nomination: Nomination) -> str:
    """Post and unit of a person at the time; nothing beside a collective."""
    if nomination.is_collective:
        return ""
    return ", ".join(filter(None, [nomination.post, nomination.unit.name]))


def beside(nomination: Nomination) -> str:
    """What stands beside the name: post and unit, and of what it is an award where that is not the year's merit."""
    return " ".join(filter(None, [where(nomination), in_brackets(nomination)]))


def award_of(nomination: Nomination) -> str:
    """““Lao động tiên tiến””, “Giấy khen của Hiệu trưởng (Đợt 1)”."""
    return " ".join(filter(None, [printed_name(nomination.award), in_brackets(nomination)]))


def in_brackets(nomination: Nomination) -> str:
    return f"({nomination.occasion_name})" if nomination.occasion_name else ""


def counted_words(nominations: Iterable[Nomination]) -> list[str]:
    """“Danh hiệu “Lao động tiên tiến”: 03 cá nhân”, one for each award and occasion."""
    return [
        f"{'Danh hiệu ' if one.award.is_title else ''}{award_of(one)}: {two_digits(n)} {noun_of(one.award)}"
        for one, n in by_award(nominations)
    ]


def by_award(nominations: Iterable[Nomination]) -> list[tuple[Nomination, int]]:
    """One of each award and occasion, as in the catalogue, and how many there are."""
    ordered = sorted(nominations, key=lambda one: (one.award.order, one.occasion_name))
    groups = [list(group) for _, group in groupby(ordered, key=lambda one: (one.award_id, award_of(one)))]
    return [(group[0], len(group)) for group in groups]


def award_words(award: Award) -> str:
    """“Danh hiệu “Lao động tiên tiến””, “Giấy khen”, as a line begins."""
    return f"Danh hiệu {printed_name(award)}" if award.is_title else printed_name(award)


def heading(award: Award) -> str:
    """Over its rows: a title says whose it is by its name, a form is given to both and says to whom."""
    return award_words(award) if award.is_title else f"{award_words(award)} cho {noun_of(award)}"


def asked(nominations: Iterable[Nomination]) -> str:
    """What a round asks for, of one award: with the occasion where all have the same."""
    nominations = list(nominations)
    occasions = {in_brackets(nomination) for nomination in nominations}
    return " ".join(filter(None, [in_sentence(nominations[0].award), *(occasions if len(occasions) == 1 else ())]))


def in_sentence(award: Award) -> str:
    """“danh hiệu “Lao động tiên tiến””; a form keeps its capital: “Giấy khen”."""
    return f"danh hiệu {printed_name(award)}" if award.is_title else printed_name(award)
