"""Titles and flags of collectives: shares of members, the unit's own rating, what the bloc says."""

from fractions import Fraction

from awards.eligibility.conditions.general import GENERAL_NO, GENERAL_YES
from awards.eligibility.facts import Facts
from awards.eligibility.kinds import Basis, Discipline, Rating
from awards.eligibility.parameters import shown
from awards.eligibility.rules import Answer, Law, lacking, no, rule, unknown, yes
from awards.tally import Threshold
from thidua.vietnamese import percent


@rule(
    "unit_rating",
    "unit_rating",
    asks="Tập thể xếp loại hoàn thành tốt nhiệm vụ trở lên",
)
def unit_rated_well(facts: Facts, law: Law) -> Answer | None:
    least = Rating.GOOD
    if facts.unit_rating is None:
        return lacking("unit_rating")
    found = f"Tập thể xếp loại {facts.unit_rating.label}; cần {least.label} trở lên."
    return yes(found) if facts.unit_rating.at_least(least) else no(found)


@rule("unit_rating", "unit_rating", asks="Tập thể xếp loại {ttldxs_unit_rating} trở lên")
def unit_rated_outstanding(facts: Facts, law: Law) -> Answer | None:
    least = law.rating("ttldxs_unit_rating")
    if facts.unit_rating is None:
        return lacking("unit_rating")
    found = f"Tập thể xếp loại {facts.unit_rating.label}; cần {least.label}."
    return yes(found) if facts.unit_rating.at_least(least) else no(found)


@rule(
    "ttldtt",
    "ttldtt_basis",
    asks="{ttldxs_needs_ttldtt:Phải|Không buộc phải} đạt “Tập thể lao động tiên tiến” cùng năm",
)
def has_ttldtt(facts: Facts, law: Law) -> Answer | None:
    if not law.flag("ttldxs_needs_ttldtt"):
        return None
    if facts.ttldtt_basis is None:
        return lacking("ttldtt_basis")
    if facts.ttldtt_basis is Basis.NONE:
        return no("Chưa đạt “Tập thể lao động tiên tiến” cùng năm.")
    if facts.ttldtt_basis is Basis.RECOGNISED:
        return yes(f"Đạt “Tập thể lao động tiên tiến” cùng năm ({facts.ttldtt_basis.label}).")
    return yes(f"Được đề nghị “Tập thể lao động tiên tiến” cùng năm ({facts.ttldtt_basis.label}), chưa có quyết định.")


@rule(
    "ldtt_share",
    "members",
    "members_ldtt",
    "members_ldtt_basis",
    "members_not_considered",
    asks="Có {ttldtt_min_pct_ldtt} thành viên đạt “Lao động tiên tiến”",
)
def ldtt_share(facts: Facts, law: Law) -> Answer | None:
    return _share(facts, law, law.threshold("ttldtt_min_pct_ldtt"))


@rule(
    "ldtt_share",
    "members",
    "members_ldtt",
    "members_ldtt_basis",
    "members_not_considered",
    asks="Có {ttldxs_min_pct_ldtt} thành viên đạt “Lao động tiên tiến”",
)
def ldtt_share_outstanding(facts: Facts, law: Law) -> Answer | None:
    return _share(facts, law, law.threshold("ttldxs_min_pct_ldtt"))


def _share(facts: Facts, law: Law, threshold: Threshold) -> Answer:
    """Whether those not considered count among the members is not settled by the law: asked only when there are any."""
    names = ["members", "members_ldtt", "members_ldtt_basis"]
    aside = facts.members_not_considered
    excluded = aside != 0 and law.flag("denominator_excludes_not_considered")
    missing = [name for name in names + ["members_not_considered"] * excluded if getattr(facts, name) is None]
    members, ldtt, basis = facts.members, facts.members_ldtt, facts.members_ldtt_basis
    if missing or members is None or ldtt is None or basis is None:
        return lacking(*missing)
    base = members - (aside or 0 if excluded else 0)
    if base <= 0 or ldtt > base:
        return unknown(
            f"Số liệu chưa khớp: {ldtt} “Lao động tiên tiến” trên {base} thành viên.",
            ask="Thường trực Hội đồng xem lại danh sách thành viên và danh sách “Lao động tiên tiến”.",
        )
    share = Fraction(ldtt, base)
    note = f" {'Không tính' if excluded else 'Tính cả'} {aside} người không thuộc diện xét." if aside else ""
    wanted = shown(threshold)
    found = f"{ldtt}/{base} = {percent(share)} thành viên đạt “Lao động tiên tiến” ({basis.label}), cần {wanted}.{note}"
    return yes(found) if threshold.met_by(share) else no(found)


@rule(
    "completed_share",
    "members",
    "members_completed",
    "members_not_rated",
    asks="Có {ttldxs_pct_ht} thành viên hoàn thành nhiệm vụ trở lên",
)
def completed_share(facts: Facts, law: Law) -> Answer | None:
    """A member without a rating yet may still complete: unknown, not no."""
    threshold = law.threshold("ttldxs_pct_ht")
    names = ("members", "members_completed", "members_not_rated")
    members, completed, unrated = facts.members, facts.members_completed, facts.members_not_rated
    if members is None or completed is None or unrated is None:
        return lacking(*(name for name in names if getattr(facts, name) is None))
    if members == 0 or completed + unrated > members:
        return unknown(
            f"Số liệu chưa khớp: {completed} hoàn thành, {unrated} chưa xếp loại trên {members} thành viên.",
            ask="Thường trực Hội đồng xem lại danh sách thành viên và kết quả xếp loại.",
        )
    found = f"{completed}/{members} = {percent(Fraction(completed, members))} thành viên hoàn thành nhiệm vụ trở lên"
    wanted = f"cần {shown(threshold)}"
    if threshold.met_by(Fraction(completed, members)):
        return yes(f"{found}, {wanted}.")
    if threshold.met_by(Fraction(completed + unrated, members)):
        return unknown(
            f"{found}; {unrated} người chưa có kết quả xếp loại, {wanted}.",
            ask="Phòng Tổ chức, Hành chính cung cấp kết quả xếp loại.",
        )
    return no(f"{found}, {wanted}.")


@rule("has_cstdcs", "members_cstdcs", asks="Có ít nhất {ttldxs_needs_cstdcs} “Chiến sĩ thi đua cơ sở”")
def has_cstdcs(facts: Facts, law: Law) -> Answer | None:
    least = law.whole("ttldxs_needs_cstdcs")
    if facts.members_cstdcs is None:
        return lacking("members_cstdcs")
    found = f"Có {facts.members_cstdcs} “Chiến sĩ thi đua cơ sở”; cần ít nhất {least}."
    return yes(found) if facts.members_cstdcs >= least else no(found)


@rule(
    "members_discipline",
    "members_disciplined_from_warning",
    asks="Không có thành viên bị kỷ luật từ {collective_no_discipline_from} trở lên",
)
def members_discipline(facts: Facts, law: Law) -> Answer | None:
    least = law.discipline("collective_no_discipline_from")
    count = facts.members_disciplined_from_warning
    if least is not Discipline.WARNING:
        return unknown(
            f"Bộ quy định đặt riêng tính từ {least.label}, còn số liệu đếm từ cảnh cáo.",
            short="Chưa rõ một điều kiện chung.",
            ask="Phòng Tổ chức, Hành chính cung cấp tình hình kỷ luật.",
        )
    if count is None:
        return lacking("members_disciplined_from_warning")
    if count:
        return no(f"Có {count} thành viên bị kỷ luật từ cảnh cáo trở lên; cần không có ai.", short=GENERAL_NO)
    return yes("Không có thành viên bị kỷ luật từ cảnh cáo trở lên.", short=GENERAL_YES)


@rule(
    "members_discipline",
    "members_disciplined_from_warning",
    asks="{ttldxs_no_discipline:Không được có|Vẫn được xét khi có} thành viên bị kỷ luật "
    "từ {collective_no_discipline_from} trở lên",
)
def members_discipline_outstanding(facts: Facts, law: Law) -> Answer | None:
    return members_discipline.check(facts, law) if law.flag("ttldxs_no_discipline") else None


@rule("bloc_leader", "bloc_leader", asks="Dẫn đầu cụm, khối thi đua")
def bloc_leader(facts: Facts, law: Law) -> Answer | None:
    if facts.bloc_leader is None:
        return lacking("bloc_leader")
    return yes("Dẫn đầu cụm, khối thi đua.") if facts.bloc_leader else no("Không dẫn đầu cụm, khối thi đua.")


@rule("targets_exceeded", "targets_exceeded", asks="Hoàn thành vượt các chỉ tiêu thi đua")
def targets_exceeded(facts: Facts, law: Law) -> Answer | None:
    if facts.targets_exceeded is None:
        return lacking("targets_exceeded")
    if facts.targets_exceeded:
        return yes("Hoàn thành vượt các chỉ tiêu thi đua.")
    return no("Chưa hoàn thành vượt các chỉ tiêu thi đua.")


@rule("flag_quota", asks="Tỉnh đề nghị không quá {govt_flag_max_pct}% số tập thể đủ tiêu chuẩn cờ của tỉnh")
def flag_quota(facts: Facts, law: Law) -> Answer | None:
    """The province counts; the school is told."""
    per_cent = law.whole("govt_flag_max_pct")
    return unknown(
        f"Tỉnh chỉ đề nghị nhiều nhất {per_cent}% số tập thể đủ tiêu chuẩn cờ thi đua của tỉnh.",
        ask="Cơ quan thi đua, khen thưởng của tỉnh cho biết số còn được đề nghị.",
        blocking=False,
    )
