"""What a tờ trình says it encloses: all of it is in the bundle, or goes up on paper beside it with a written reason."""

from collections.abc import Collection, Iterable
from typing import Any, Protocol

from awards.models import Nomination, PaperDraft, ReportOnPaper, SubmissionLetter, SubmissionLine
from campaigns.documents.pledge import printed_name
from thidua import clock
from thidua.audit import audit
from thidua.workflow import acting_on, refuse

REPORT = "achievement-report"
MOST_NAMED = 10


class Item(Protocol):
    label: str
    whose: str
    enclosed: bool

    @property
    def is_missing(self) -> bool: ...


def why_not_whole(items: Iterable[Item]) -> str:
    """A bundle without what the letter says is enclosed would not be what its cover calls it."""
    gone = [
        f"{one.label}{f' của {one.whose}' if one.whose else ''}" for one in items if one.enclosed and one.is_missing
    ]
    if not gone:
        return ""
    more = f" và {len(gone) - MOST_NAMED} giấy tờ nữa" if len(gone) > MOST_NAMED else ""
    return (
        f"Tờ trình ghi kèm theo nhưng còn thiếu: {'; '.join(gone[:MOST_NAMED])}{more}. Bổ sung, hoặc ghi lý do gửi bản "
        "giấy ở dòng báo cáo thành tích, rồi lập bộ hồ sơ."
    )


def written(nominations: Collection[int]) -> set[int]:
    """Of these dossiers (by key) those whose report was written there or at the desk; begun is not written."""
    dossiers = Nomination.objects.filter(pk__in=nominations).values_list("pk", "report")
    drafts = PaperDraft.objects.filter(kind=REPORT, subject__in=nominations).values_list("subject", "texts")
    at_desk = {subject for subject, texts in drafts if any(text.strip() for text in texts.values())}
    return at_desk | {pk for pk, report in dossiers if report.strip()}


def why_not_sent(letter: SubmissionLetter) -> str:
    """A letter does not go up before every report it encloses is written, or is said to go up on paper."""
    related = ("nomination__award", "nomination__staff_member", "nomination__department")
    cases = [line.nomination for line in letter.lines.select_related(*related)]
    there = written([one.pk for one in cases]) | on_paper(letter).keys()
    gone = [f"{one.candidate}, {printed_name(one.award)}" for one in cases if one.pk not in there]
    if not gone:
        return ""
    more = f" và {len(gone) - MOST_NAMED} trường hợp nữa" if len(gone) > MOST_NAMED else ""
    return (
        f"Tờ trình ghi kèm theo báo cáo thành tích nhưng còn thiếu của: {'; '.join(gone[:MOST_NAMED])}{more}. "
        "Mở “Bộ hồ sơ kèm theo” để soạn, hoặc ghi lý do gửi bản giấy."
    )


def why_not_state(line: SubmissionLine) -> str:
    if written([line.nomination_id]):
        return "Báo cáo thành tích đã có trong phần mềm; bộ hồ sơ kèm bản đó nên không ghi gửi bản giấy."
    return ""


def state(line: SubmissionLine, *, reason: str, by: Any) -> None:
    """The report of this case goes up on paper; said again it replaces the reason."""
    refuse("" if reason.strip() else "Ghi lý do gửi báo cáo thành tích bản giấy.")
    with acting_on(line.letter) as letter:
        refuse(why_not_state(line))
        said = {"reason": reason.strip(), "stated_by": by, "stated_at": clock.now()}
        ReportOnPaper.objects.update_or_create(line=line, defaults=said)
        audit(letter, "report_on_paper", by=by, after={"nomination": str(line.nomination)}, reason=reason.strip())


def take_back(line: SubmissionLine, *, by: Any) -> None:
    with acting_on(line.letter) as letter:
        found = ReportOnPaper.objects.filter(line=line).first()
        refuse("" if found else "Trường hợp này chưa ghi gửi báo cáo thành tích bản giấy.")
        audit(letter, "report_not_on_paper", by=by, before={"nomination": str(line.nomination)}, reason=found.reason)
        found.delete()


def on_paper(letter: SubmissionLetter) -> dict[int, str]:
    """Nomination → why its report goes up on paper."""
    found = ReportOnPaper.objects.filter(line__letter=letter)
    return dict(found.values_list("line__nomination", "reason"))
