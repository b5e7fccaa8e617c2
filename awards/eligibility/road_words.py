"""The road ahead in sentences: what is missing, what is there, what stands in the way."""

from collections.abc import Iterable
from fractions import Fraction

from awards.eligibility.carrying import RATINGS, WORKS, Slot
from awards.eligibility.history import PastAward, PastRating, Work
from awards.eligibility.kinds import Rating
from awards.eligibility.parameters import AWARDS
from awards.eligibility.road import Chance, Prospect, State
from thidua.vietnamese import percent

_ONCE = {
    "bloc_leader": "dẫn đầu cụm, khối thi đua",
    "targets_exceeded": "hoàn thành vượt các chỉ tiêu thi đua",
    "registered": "đăng ký thi đua",
}
_PEOPLE = {
    "members_ldtt": "thành viên đạt “Lao động tiên tiến”",
    "members_completed": "thành viên hoàn thành nhiệm vụ trở lên",
    "members_cstdcs": "“Chiến sĩ thi đua cơ sở”",
}
QUOTA = "Số người được đề nghị còn theo tỷ lệ chung của Trường."


def label(chance: Chance) -> str:
    """The state in a word or two, for a badge; never a final yes under a text nobody has read."""
    if chance.state is State.READY:
        return "Cần thẩm tra" if chance.to_be_confirmed else "Chưa rõ" if chance.open else "Đủ điều kiện"
    return {
        State.RECEIVED: "Đã đạt",
        State.OPEN: "Có thể đạt",
        State.UNCLEAR: "Chưa rõ",
        State.BLOCKED: "Chưa đạt được",
    }[chance.state]


def missing(chance: Chance, members: int | None = None) -> str:
    """“Còn thiếu: …; hoặc: …”; empty where nothing can be done or nothing is missing."""
    ways = [needs(way, members) for way in chance.ways if way]
    return f"Còn thiếu: {'. Hoặc: '.join(ways)}." if ways else ""


def needs(way: Iterable[Slot], members: int | None = None) -> str:
    """The goals of one way, titles first."""
    slots = sorted(way, key=lambda slot: slot.year)
    said = [f"{AWARDS[code]} {years([one.year for one in slots if one.award == code])}" for code in _codes(slots)]
    for level in range(len(RATINGS) - 1, 0, -1):
        if when := [slot.year for slot in slots if slot.kind == "rating" and slot.level == level]:
            said.append(f"xếp loại {_rating(RATINGS[level])} {years(when)}")
    for slot in slots:
        if slot.kind == "works":
            said.append(_works(slot))
        elif slot.kind in _PEOPLE:
            said.append(_people(slot, members))
        elif slot.kind in _ONCE:
            said.append(f"{_ONCE[slot.kind]} {years([slot.year])}")
    return "; ".join(said)


def _codes(slots: list[Slot]) -> list[str]:
    return list(dict.fromkeys(slot.award for slot in slots if slot.kind == "title"))


def _rating(rating: Rating) -> str:
    return rating.label if rating is Rating.OUTSTANDING else f"{rating.label} trở lên"


def _works(slot: Slot) -> str:
    count, scope = WORKS[slot.level]
    when = f"từ năm {slot.since} đến năm {slot.year}" if slot.since else f"trong năm {slot.year}"
    return f"{count} sáng kiến, đề tài được công nhận phạm vi {scope.label} trở lên {when}"


def _people(slot: Slot, members: int | None) -> str:
    if not members or slot.kind == "members_cstdcs":
        return f"ít nhất {slot.level} {_PEOPLE[slot.kind]} {years([slot.year])}"
    share = f"{slot.level}/{members} = {percent(Fraction(slot.level, members))}"
    return f"ít nhất {share} {_PEOPLE[slot.kind]} {years([slot.year])}"


def years(found: Iterable[int]) -> str:
    """Năm 2023; năm 2023 và 2024; năm 2022, 2023 và 2024."""
    *first, last = [str(one) for one in sorted(set(found))]
    return f"năm {', '.join(first)} và {last}" if first else f"năm {last}"


def have(chance: Chance) -> str:
    """“Đã có: …”; empty where nothing on record counts."""
    awards = [one for one in chance.have if isinstance(one, PastAward)]
    ratings = [one for one in chance.have if isinstance(one, PastRating)]
    said = [
        f"{AWARDS.get(code, code)} {years([one.year for one in awards if one.award == code])}"
        for code in dict.fromkeys(one.award for one in awards)
    ]
    said += [
        f"xếp loại {level.label} {years([one.year for one in ratings if one.rating is level])}"
        for level in sorted({one.rating for one in ratings}, key=lambda one: -one.rank)
    ]
    said += [f"{one.kind.label} “{one.title}” năm {one.year}" for one in chance.have if isinstance(one, Work)]
    return f"Đã có: {'; '.join(said)}." if said else ""


def in_the_way(chance: Chance, *, short: bool = False) -> str:
    """Why it cannot be that year; `short`: without private reasons."""
    if chance.is_refused:
        return f"Năm {chance.year} không được đề nghị hoặc không được chấp thuận."
    said = dict.fromkeys(one.short_sentence if short else one.sentence for one in chance.blockers)
    return f"Dù từ nay đạt mọi mục tiêu khác: {' '.join(said)}" if said else ""


def not_known(chance: Chance, *, short: bool = False) -> str:
    said = (QUOTA if one.key == "quota" else one.short_sentence if short else one.sentence for one in chance.open)
    return " ".join(dict.fromkeys(said))


def earliest(prospect: Prospect) -> str:
    """When at the earliest, if not in a year shown; empty when a year shown will do."""
    if prospect.is_within_reach:
        return ""
    if prospect.earliest is not None:
        return f"Sớm nhất năm {prospect.earliest}."
    return "Chưa tính được năm sớm nhất."
