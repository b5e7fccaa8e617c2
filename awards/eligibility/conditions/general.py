"""Conditions any candidate meets: registration, conduct, discipline, an achievement that is still free.

A short sentence never tells a private reason: kinds of absence, forms of discipline, open cases.
"""

from collections import Counter

from awards.eligibility.facts import Facts
from awards.eligibility.history import PastAward, Work
from awards.eligibility.kinds import Discipline, Occasion, Rating
from awards.eligibility.parameters import AWARDS
from awards.eligibility.rules import Answer, Law, lacking, no, rule, unknown, yes
from thidua.vietnamese import upper_first

GENERAL_NO = "Chưa đạt một điều kiện chung; lý do chỉ báo cho người được đề nghị và Thường trực Hội đồng."
GENERAL_YES = "Đạt điều kiện chung."


def year_of(facts: Facts) -> str:
    return f"năm {facts.achievement_year}" if facts.achievement_year else "trong năm"


def gap(facts: Facts, found: str, years: str) -> Answer:
    """Unknown because the history of those years is not complete."""
    return unknown(
        f"{found}; lịch sử khen thưởng {years} chưa chắc đầy đủ.",
        missing=("history_complete_from" if facts.history_complete_from is None else "history",),
        ask="Thường trực Hội đồng cung cấp lịch sử khen thưởng các năm đó.",
    )


@rule(
    "registered",
    "registered",
    "achievement_year",
    asks="Có đăng ký thi đua trong năm",
)
def registered(facts: Facts, law: Law) -> Answer | None:
    required = law.flag("registration_required")
    if facts.registered is None:
        return lacking("registered", blocking=required)
    if facts.registered:
        return yes(f"Có đăng ký thi đua {year_of(facts)}.", blocking=required)
    if required:
        return no(f"Không đăng ký thi đua {year_of(facts)} nên không được xét danh hiệu.")
    return no(f"Không đăng ký thi đua {year_of(facts)}; chỉ nhắc, không loại.", blocking=False)


@rule(
    "discipline",
    "discipline",
    asks="Không bị kỷ luật từ {ldtt_excluded_discipline_from} trở lên trong năm",
)
def discipline(facts: Facts, law: Law) -> Answer | None:
    least = law.discipline("ldtt_excluded_discipline_from")
    if facts.discipline is None:
        return lacking("discipline")
    if facts.discipline is Discipline.NONE:
        return yes("Không bị kỷ luật trong năm.", short=GENERAL_YES)
    found = f"Bị kỷ luật {facts.discipline.label} trong năm; không xét từ {least.label} trở lên."
    return no(found, short=GENERAL_NO) if facts.discipline.at_least(least) else yes(found, short=GENERAL_YES)


@rule(
    "investigation",
    "under_investigation",
    asks="Không trong thời gian bị xem xét kỷ luật, kiểm tra, điều tra hoặc có đơn thư chưa giải quyết",
)
def investigation(facts: Facts, law: Law) -> Answer | None:
    if not law.flag("not_considered_if_under_investigation"):
        return None
    if facts.under_investigation is None:
        return lacking("under_investigation")
    if facts.under_investigation:
        return no("Đang bị xem xét, kiểm tra, điều tra hoặc có đơn thư; chờ kết luận rồi mới xét.", short=GENERAL_NO)
    return yes("Không trong thời gian bị xem xét kỷ luật, kiểm tra, điều tra.", short=GENERAL_YES)


@rule(
    "conduct",
    "conduct_confirmed",
    asks="Đơn vị xác nhận chấp hành tốt, đoàn kết, tích cực tham gia phong trào thi đua",
)
def conduct(facts: Facts, law: Law) -> Answer | None:
    if facts.conduct_confirmed is None:
        return lacking("conduct_confirmed")
    if facts.conduct_confirmed:
        return yes("Đơn vị xác nhận chấp hành tốt, đoàn kết, tích cực tham gia phong trào thi đua.")
    return no("Đơn vị không xác nhận việc chấp hành, đoàn kết, tham gia phong trào thi đua.", short=GENERAL_NO)


@rule("free_works", "dossier_works", asks="Sáng kiến, đề tài nêu trong hồ sơ chưa dùng cho lần khen khác")
def free_works(facts: Facts, law: Law) -> Answer | None:
    """One achievement, one reward; where a rule lets it count again, that rule is cited."""
    if facts.dossier_works is None:
        return lacking("dossier_works")
    spent = [work for work in facts.dossier_works if work.spent_on]
    if not spent:
        return yes("Sáng kiến, đề tài nêu trong hồ sơ chưa dùng cho lần khen nào.") if facts.dossier_works else None
    reuse = law.rule_set.reusable.get(law.award_code)
    allowed = set(reuse.awards) if reuse else set()
    taken = [work for work in spent if not set(work.spent_on) <= allowed]
    if taken:
        return no(
            f"{_where_spent(taken)}; một thành tích không khen nhiều lần. Bỏ khỏi hồ sơ hoặc nêu thành tích khác."
        )
    return yes(
        f"{_where_spent(spent)}; được tính lại cho danh hiệu, hình thức này.", citation=reuse.citation if reuse else ""
    )


def _where_spent(works: list[Work]) -> str:
    said = [
        f"{work.kind.label} “{work.title}” đã dùng cho {', '.join(AWARDS.get(code, code) for code in work.spent_on)}"
        for work in works
    ]
    text = "; ".join(said)
    return upper_first(text)


@rule(
    "history_sound",
    "history",
    "past_ratings",
    asks="Lịch sử khen thưởng không có chỗ mâu thuẫn",
)
def history_sound(facts: Facts, law: Law) -> Answer | None:
    """A history that contradicts itself is looked at again before anybody counts on it. Silent when sound."""
    if facts.history is None:
        return lacking("history")
    wrong = _contradictions([one for one in facts.history if not one.revoked])
    levels = {(one.year, one.rating) for one in facts.past_ratings or ()}
    wrong += [
        f"xếp loại năm {year} ghi nhiều mức" for year, n in sorted(Counter(y for y, _ in levels).items()) if n > 1
    ]
    if not wrong:
        return None
    more = f"; và {len(wrong) - _SHOWN} chỗ khác" if len(wrong) > _SHOWN else ""
    return unknown(
        f"Lịch sử khen thưởng chưa khớp: {'; '.join(wrong[:_SHOWN])}{more}.",
        ask="Thường trực Hội đồng xem lại lịch sử khen thưởng.",
    )


_SHOWN = 5  # contradictions in one sentence


def _contradictions(awards: list[PastAward]) -> list[str]:
    """Twice in a year, a decision before its year, a code nobody knows: each in words."""
    merits = Counter((one.award, one.year) for one in awards if one.occasion is Occasion.MERIT)
    twice = sorted(key for key, times in merits.items() if times > 1 and key[0] in AWARDS)
    early = [one for one in awards if one.decided_on and one.decided_on.year < one.year]
    return [
        *(f"{AWARDS[code]} năm {year} ghi nhiều lần" for code, year in twice),
        *(f"mã {code} không có trong danh mục" for code in sorted({one.award for one in awards} - set(AWARDS))),
        *(
            f"{AWARDS.get(one.award, one.award)} năm {one.year} có quyết định từ ngày {one.decided_on:%d/%m/%Y}"
            for one in early
        ),
    ]


@rule("facts_agree", "rating", "absence_months", asks="Kết quả xếp loại khớp với thời gian nghỉ")
def facts_agree(facts: Facts, law: Law) -> Answer | None:
    """Rated, yet away for half the year: one of the two records is wrong. Silent otherwise."""
    if facts.rating in (None, Rating.NOT_RATED) or facts.absence_months is None or facts.absence_months < _HALF_A_YEAR:
        return None
    return unknown(
        "Có kết quả xếp loại nhưng làm việc chưa đủ 6 tháng trong năm; hai dữ kiện không khớp.",
        short="Chưa rõ kết quả xếp loại năm.",
        ask="Phòng Tổ chức, Hành chính xem lại kết quả xếp loại và thời gian nghỉ.",
        blocking=False,
    )


_HALF_A_YEAR = 6


@rule("party_opinion", "committee_managed", "party_opinion", asks="Người thuộc diện cấp ủy quản lý có ý kiến hiệp y")
def party_opinion(facts: Facts, law: Law) -> Answer | None:
    """A reminder: who is managed by which committee is not settled (the law notes, §16)."""
    if facts.committee_managed is None:
        return lacking("committee_managed", blocking=False)
    if not facts.committee_managed:
        return None
    if facts.party_opinion is None:
        return lacking("party_opinion", blocking=False)
    if facts.party_opinion:
        return yes("Đã có ý kiến hiệp y của cấp ủy.", blocking=False)
    return no("Thuộc diện cấp ủy quản lý nhưng chưa có ý kiến hiệp y.", blocking=False)
