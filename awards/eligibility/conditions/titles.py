"""“Chiến sĩ thi đua” of the base, the province and the nation: titles that rest on titles of earlier years."""

from awards.eligibility.conditions.general import gap, year_of
from awards.eligibility.facts import Facts
from awards.eligibility.history import LONGEST, Past, chain_length
from awards.eligibility.kinds import Basis, Rating, Scope
from awards.eligibility.quota import cap
from awards.eligibility.rules import Answer, Law, lacking, no, rule, unknown, yes


@rule("ldtt", "ldtt_basis", asks="{cstdcs_needs_ldtt:Phải|Không buộc phải} đạt “Lao động tiên tiến” cùng năm")
def has_ldtt(facts: Facts, law: Law) -> Answer | None:
    if not law.flag("cstdcs_needs_ldtt"):
        return None
    if facts.ldtt_basis is None:
        return lacking("ldtt_basis")
    if facts.ldtt_basis is Basis.NONE:
        return no("Chưa đạt “Lao động tiên tiến” cùng năm.")
    if facts.ldtt_basis is Basis.RECOGNISED:
        return yes(f"Đạt “Lao động tiên tiến” cùng năm ({facts.ldtt_basis.label}).")
    return yes(f"Được đề nghị “Lao động tiên tiến” cùng năm ({facts.ldtt_basis.label}), chưa có quyết định.")


@rule(
    "outstanding",
    "rating",
    asks="{cstdcs_needs_outstanding:Phải|Không buộc phải} được xếp loại hoàn thành xuất sắc nhiệm vụ",
)
def outstanding(facts: Facts, law: Law) -> Answer | None:
    if not law.flag("cstdcs_needs_outstanding"):
        return None
    if facts.rating is None:
        return lacking("rating")
    found = f"Xếp loại {facts.rating.label}; cần {Rating.OUTSTANDING.label}."
    return yes(found) if facts.rating is Rating.OUTSTANDING else no(found)


def _achievement_words(law: Law) -> str:
    always, instead = law.flag("cstdcs_needs_initiative"), law.flag("cstdcs_outstanding_is_enough")
    words = "Có sáng kiến được công nhận hoặc đề tài nghiệm thu trong năm"
    if instead and not always:
        return f"{words}, hoặc hoàn thành xuất sắc nhiệm vụ"
    return f"{words}; hoàn thành xuất sắc nhiệm vụ không thay được"


@rule(
    "achievement",
    "recognised_initiatives",
    "accepted_projects",
    "rating",
    "achievement_year",
    asks=_achievement_words,
)
def achievement(facts: Facts, law: Law) -> Answer | None:
    """An initiative or an accepted project; where the law lets it, an outstanding rating instead."""
    rating_enough = law.flag("cstdcs_outstanding_is_enough") and not law.flag("cstdcs_needs_initiative")
    counts = {"sáng kiến được công nhận": facts.recognised_initiatives, "đề tài nghiệm thu": facts.accepted_projects}
    found = "; ".join(f"{count} {name}" for name, count in counts.items() if count is not None)
    if any(counts.values()):
        return yes(f"Có {found} {year_of(facts)}.")
    if rating_enough and facts.rating is Rating.OUTSTANDING:
        return yes(f"Xếp loại {facts.rating.label}; không cần thêm sáng kiến, đề tài.")
    names = ["recognised_initiatives", "accepted_projects", *(["rating"] if rating_enough else [])]
    missing = [name for name in names if getattr(facts, name) is None]
    if missing:
        return lacking(*missing)
    needed = "cần ít nhất một sáng kiến được công nhận hoặc đề tài nghiệm thu"
    if rating_enough and facts.rating:
        found = f"{found} {year_of(facts)}, xếp loại {facts.rating.label}"
        return no(f"Có {found}; {needed}, hoặc hoàn thành xuất sắc nhiệm vụ.")
    return no(f"Có {found} {year_of(facts)}; {needed}.")


@rule(
    "quota",
    "school_ldtt",
    "school_ldtt_basis",
    "school_cstdcs",
    asks="Không quá {cstdcs_quota_pct_of_ldtt}% số “Lao động tiên tiến” của cả Trường "
    "({cstdcs_quota_blocks:vượt thì chưa đủ điều kiện|vượt thì vẫn được xét})",
)
def quota(facts: Facts, law: Law) -> Answer | None:
    """Over the quota is a refusal only once the council has settled how many are LĐTT; until then it is open."""
    blocks = law.flag("cstdcs_quota_blocks")
    per_cent = law.whole("cstdcs_quota_pct_of_ldtt")
    ldtt, basis, proposed = facts.school_ldtt, facts.school_ldtt_basis, facts.school_cstdcs
    if ldtt is None or basis is None or proposed is None:
        names = ("school_ldtt", "school_ldtt_basis", "school_cstdcs")
        return lacking(*(name for name in names if getattr(facts, name) is None), blocking=blocks)
    most = cap(ldtt, per_cent, law.whole("cstdcs_quota_minimum"))
    if ldtt == 0 and basis is Basis.NONE and proposed:
        return unknown(
            "Chưa có “Lao động tiên tiến” nào được thẩm định nên chưa tính được tỷ lệ “Chiến sĩ thi đua cơ sở”.",
            ask="Thường trực Hội đồng thẩm định hồ sơ “Lao động tiên tiến” trước.",
            blocking=blocks,
        )
    found = (
        f"Cả Trường đề nghị {proposed} “Chiến sĩ thi đua cơ sở”; "
        f"nhiều nhất {most} ({per_cent}% của {ldtt} “Lao động tiên tiến” {basis.label})."
    )
    if proposed <= most:
        return yes(found, blocking=blocks)
    if basis.at_least(Basis.RECOMMENDED):
        return no(found, blocking=blocks)
    return unknown(
        f"{found} Số này còn đổi đến khi Hội đồng bỏ phiếu “Lao động tiên tiến”.",
        ask="Hội đồng bỏ phiếu “Lao động tiên tiến” trước.",
        blocking=blocks,
    )


@rule(
    "cstdcs_chain",
    "history",
    "history_complete_from",
    "cstdcs_basis",
    "achievement_year",
    asks="Có {cstd_tinh_consecutive_cstdcs} năm liên tục “Chiến sĩ thi đua cơ sở”, tính đến năm đề nghị; "
    "{cstd_tinh_needs_new_cstdcs:chỉ tính các năm sau lần được tặng “Chiến sĩ thi đua cấp tỉnh” trước đó"
    "|các năm đã tính cho lần cấp tỉnh trước được tính lại}",
)
def cstdcs_chain(facts: Facts, law: Law) -> Answer | None:
    """The year under review counts once its own title is decided; a revoked year is a gap."""
    needed = law.whole("cstd_tinh_consecutive_cstdcs")
    year = facts.achievement_year
    if year is None or facts.history is None:
        return lacking(*(name for name in ("achievement_year", "history") if getattr(facts, name) is None))
    sure, hopeful = law.pasts(facts)
    # Asked only where an earlier title could have used the years up: who says so is less sure than the rest.
    used_before = any(sure.known.on_record("CSTDT", year - n) for n in range(1, needed))
    only_new = used_before and law.flag("cstd_tinh_needs_new_cstdcs")
    surest, best = (_new_chain(past, year, year, only_new) for past in (sure, hopeful))
    words = "năm liên tục “Chiến sĩ thi đua cơ sở” tính đến năm"
    # A row that ends the year before is still something to speak of.
    last = year if surest else year - 1
    have = surest or _new_chain(sure, last, year, only_new)
    found = f"Có {min(have, needed)}/{needed} {words} {last}"
    if surest >= needed:
        return yes(f"{found}.")
    if is_open(facts, sure, year) and _new_chain(hopeful, year - 1, year, only_new) >= needed - 1:
        before = min(_new_chain(sure, year - 1, year, only_new), needed)
        return not_decided(facts, f"Có {before}/{needed} {words} {year - 1}")
    if best >= needed:
        return gap(facts, found, f"từ năm {year - needed + 1}")
    return no(f"{found}; cần {needed} năm liên tục, không đứt quãng.")


def _new_chain(past: Past, last: int, year: int, only_new: bool) -> int:
    """Years of CSTĐCS in a row up to `last`; only those after the CSTĐ cấp tỉnh before `year` where new ones count."""
    return unspent_row(past, "CSTDCS", last, year, "CSTDT") if only_new else chain_length(past, "CSTDCS", last)


def unspent_row(past: Past, title: str, last: int, year: int, spent_by: str) -> int:
    """Years of the title in a row up to `last` that no award of that form before `year` was given for."""
    length = chain_length(past, title, last)
    return next((n for n in range(length) if last - n < year and past.known.on_record(spent_by, last - n)), length)


def is_open(facts: Facts, past: Past, year: int) -> bool:
    """Whether this year's CSTĐCS may still come."""
    settled = past.has("CSTDCS", year) or ("CSTDCS", year) in past.known.revoked
    return not settled and facts.cstdcs_basis is not Basis.NONE


def not_decided(facts: Facts, found: str) -> Answer:
    """The year under review counts once its own title is decided."""
    if facts.cstdcs_basis is None:
        return lacking("cstdcs_basis")
    return unknown(
        f"{found}; danh hiệu của năm sau đó {facts.cstdcs_basis.label}, chưa có quyết định.",
        ask="Chờ quyết định công nhận “Chiến sĩ thi đua cơ sở” của năm này.",
    )


@rule(
    "cstdt_pair",
    "history",
    "history_complete_from",
    "achievement_year",
    asks="Có {cstdtq_consecutive_cstd_tinh} lần liên tục “Chiến sĩ thi đua cấp tỉnh” "
    "(mỗi lần cách nhau {cstd_tinh_consecutive_cstdcs} năm)",
)
def cstdt_pair(facts: Facts, law: Law) -> Answer | None:
    """Each provincial title rests on its own years, so two in a row lie that many years apart, never more."""
    needed, apart = law.whole("cstdtq_consecutive_cstd_tinh"), law.whole("cstd_tinh_consecutive_cstdcs")
    year = facts.achievement_year
    if year is None or facts.history is None:
        return lacking(*(name for name in ("achievement_year", "history") if getattr(facts, name) is None))
    sure, hopeful = law.pasts(facts)
    surest, best = (_in_a_row(past, year, apart) for past in (sure, hopeful))
    on_record = [str(one) for one in sure.known.years_of("CSTDT") if one <= year]
    found = f"Có {min(surest, needed)}/{needed} lần liên tục “Chiến sĩ thi đua cấp tỉnh”"
    if on_record:
        found += f" (các năm {', '.join(on_record)})"
    if surest >= needed:
        return yes(f"{found}.")
    return gap(facts, found, "các năm trước") if best >= needed else no(f"{found}; cần {needed} lần liên tục.")


def _in_a_row(past: Past, year: int, apart: int) -> int:
    """The row of provincial titles that ends with the last one by that year, none further apart than `apart` years."""
    row, last = 0, year
    for one in range(year, year - LONGEST, -1):
        if row and last - one > apart:
            break
        if past.has("CSTDT", one):
            row, last = row + 1, one
    return row


@rule(
    "next_period",
    "history",
    "history_complete_from",
    "achievement_year",
    asks="Đề nghị trong vòng {cstdtq_within_years} năm sau lần cấp tỉnh gần nhất",
)
def next_period(facts: Facts, law: Law) -> Answer | None:
    within = law.whole("cstdtq_within_years")
    year = facts.achievement_year
    if year is None or facts.history is None:
        return lacking(*(name for name in ("achievement_year", "history") if getattr(facts, name) is None))
    sure, hopeful = law.pasts(facts)
    recent = range(year - within, year + 1)
    last = max((one for one in sure.known.years_of("CSTDT") if one <= year), default=None)
    found = f"“Chiến sĩ thi đua cấp tỉnh” gần nhất: {f'năm {last}' if last else 'chưa có trong hồ sơ'}"
    if any(sure.has("CSTDT", one) for one in recent):
        return yes(f"{found}.")
    if any(hopeful.has("CSTDT", one) for one in recent):
        return gap(facts, found, f"từ năm {year - within}")
    return no(f"{found}; đề nghị chậm nhất {within} năm sau đó.")


@rule(
    "province_effect",
    "works",
    "achievement_year",
    "history_complete_from",
    asks="Sáng kiến, đề tài được công nhận phạm vi ảnh hưởng cấp tỉnh, "
    "trong {cstd_tinh_consecutive_cstdcs} năm tính đến năm đề nghị",
)
def province_effect(facts: Facts, law: Law) -> Answer | None:
    return _effect(facts, law, Scope.PROVINCE, law.whole("cstd_tinh_consecutive_cstdcs"))


@rule(
    "nation_effect",
    "works",
    "achievement_year",
    "history_complete_from",
    asks="Sáng kiến, đề tài được công nhận phạm vi ảnh hưởng toàn quốc, trong các năm của "
    "{cstdtq_consecutive_cstd_tinh} lần cấp tỉnh (mỗi lần {cstd_tinh_consecutive_cstdcs} năm)",
)
def nation_effect(facts: Facts, law: Law) -> Answer | None:
    times, apart = law.whole("cstdtq_consecutive_cstd_tinh"), law.whole("cstd_tinh_consecutive_cstdcs")
    return _effect(facts, law, Scope.NATION, times * apart)


def _effect(facts: Facts, law: Law, scope: Scope, span: int) -> Answer:
    """Whether one work of so wide an effect, not spent yet, lies in the years the title rests on."""
    year = facts.achievement_year
    if year is None or facts.works is None:
        return lacking(*(name for name in ("achievement_year", "works") if getattr(facts, name) is None))
    sure, hopeful = law.pasts(facts)
    years = range(year - span + 1, year + 1)
    surest, best = (past.works(years, scope, law.award_code) for past in (sure, hopeful))
    found = f"Có {surest} sáng kiến, đề tài phạm vi ảnh hưởng {scope.label} trong các năm {years[0]}–{year}"
    if surest:
        return yes(f"{found}.")
    if best:
        return gap(facts, found, f"từ năm {years[0]}")
    return no(f"{found}; cần ít nhất một, chưa dùng cho lần khen khác.")
