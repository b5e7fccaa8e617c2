"""Time limits the law notes have (law.md §7, §9) for what goes up and what is taken back, each with how sure it is."""

from dataclasses import dataclass
from datetime import date

from awards.eligibility import sets
from awards.eligibility.citations import Certainty
from awards.eligibility.parameters import ParameterValue
from awards.models import Revocation, SubmissionLetter
from awards.parameters import rule_set_in_force
from campaigns import working_days
from campaigns.models import Award
from thidua.vietnamese import vdate

# The two spans of a revocation stand in this set alone; for other days they are as unsure.
REVOKED_BY, REPORT_DAYS, DECIDE_DAYS = "C1", "revoke_report_days", "revoke_decide_days"
PUBLICITY_DAYS = "publicity_days_state_level"
# How long provinces take for a complete file, by procedures of other provinces and sectors (law.md §7).
APPRAISAL_DAYS = 25
STATE_LEVEL = (Award.Level.PRIME_MINISTER, Award.Level.PRESIDENT)


# How many sets of papers, by award and rule set: sets, where it says so, “cần thẩm tra” unless it was read.
_D91, _D152 = "Nghị định 91/2017/NĐ-CP, Điều 49", "Nghị định 152/2025/NĐ-CP, Điều 42"
_OLDER = ("thủ tục của nơi khác, trước năm 2022", "cần thẩm tra")
SETS_OF_PAPERS = {
    ("CSTDTQ", "A"): ("02 bộ", _D91, ""),
    ("COCP", "A"): ("02 bộ", *_OLDER),
    ("BKTTG", "A"): ("02 bộ", *_OLDER),
    ("BKTTGTT", "A"): ("02 bộ", *_OLDER),
    ("BKTTG", "C1"): ("01 bộ bản chính và tệp điện tử", _D152, ""),
    ("BKTTGTT", "C1"): ("01 bộ bản chính và tệp điện tử", _D152, ""),
} | {(code, "A"): ("03 bộ", *_OLDER) for code in ("HCLD3", "HCLD2", "HCLD1", "HCLD3TT", "HCLD2TT", "HCLD1TT")}


@dataclass(frozen=True)
class Span:
    """What is to be done, by when (None: a number of days alone), and where that is written."""

    what: str
    due_on: date | None
    certainty: str  # “cần thẩm tra”, or empty
    source: str


def report_days(on: date) -> int:
    """Working days within which a revocation is reported after its conclusion."""
    return int(_revoking(on)[REPORT_DAYS].value)


def of_revocation(revocation: Revocation) -> list[Span]:
    """By when it is proposed after the conclusion, and decided once its file is complete."""
    law = _revoking(revocation.date)
    asked = (
        (REPORT_DAYS, "Báo cáo Hội đồng, lập hồ sơ đề nghị hủy bỏ", revocation.conclusion_date),
        (DECIDE_DAYS, "Ra quyết định hủy bỏ", revocation.complete_on),
    )
    return [_counted(law[key], what, since) for key, what, since in asked if since is not None]


def of_letter(letter: SubmissionLetter) -> list[Span]:
    """Before it goes: people's opinion on state honours. After it went: how long the level above usually takes."""
    found = []
    law = rule_set_in_force(sets.pick(letter.date), letter.date).parameters
    if letter.level in STATE_LEVEL and PUBLICITY_DAYS in law:
        value = law[PUBLICITY_DAYS]
        what = f"Lấy ý kiến Nhân dân {value.value} ngày làm việc trước khi cấp trên đề nghị"
        found.append(Span(what, None, Certainty(value.certainty).label, value.source))
    if letter.level == Award.Level.PROVINCE:
        sent = letter.status != SubmissionLetter.Status.DRAFT
        due_on = working_days.after(letter.date, APPRAISAL_DAYS) if sent else None
        what = f"Cấp tỉnh thẩm định, quyết định trong {APPRAISAL_DAYS} ngày làm việc từ khi nhận đủ hồ sơ"
        found.append(Span(what, due_on, "cần thẩm tra", "thủ tục của tỉnh khác, ngành khác"))
    found.append(Span("Hạn nộp hồ sơ do tỉnh thông báo từng năm", None, "", ""))
    return found


def copies_of(letter: SubmissionLetter) -> list[str]:
    """How many sets each award of the letter asks for, in sentences; where nothing was read, that the receiver says."""
    rows = letter.lines.order_by("nomination__award__order").values_list(
        "nomination__award", "nomination__award__name", "nomination__rule_set"
    )
    said = []
    for code, name, rule_set in rows.distinct():
        found = SETS_OF_PAPERS.get((code, rule_set))
        if found is None:
            said.append(f"{name}: số bộ do nơi nhận thông báo")
        else:
            sets_of, source, check = found
            said.append(f"{name}: {sets_of} ({'; '.join(filter(None, [source, check]))})")
    return said


def _revoking(on: date) -> dict[str, ParameterValue]:
    return dict(rule_set_in_force(REVOKED_BY, on).parameters)


def _counted(value: ParameterValue, what: str, since: date) -> Span:
    due_on = working_days.after(since, int(value.value))
    words = f"{what}: {value.value} ngày làm việc từ ngày {vdate(since)}"
    return Span(words, due_on, Certainty(value.certainty).label, value.source)
