"""Where each numbered paper begins, and whether the same was sent before."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from awards import freezing
from awards.issued_papers import papers_issued_of
from awards.kinds import KINDS
from thidua import clock
from thidua.copies import Copy
from thidua.models import IssuedDocument
from thidua.vietnamese import vdate
from thidua.workflow import Refused

# By kind: the list whose rows have the button, and which page of it that is.
PLACES = {
    "plan": ("campaign_list", "trang của phong trào"),
    "plan-amendment": ("campaign_list", "trang của phong trào, mục sửa đổi kế hoạch"),
    "disclosure-notice": ("disclosure_list", "trang của đợt công khai"),
    "invitation": ("council_session_list", "trang của phiên họp sắp tới"),
    "result-notice": ("council_session_list", "trang của phiên họp đã kết thúc"),
    "reminder-letter": ("campaign_list", "trang kế hoạch của đơn vị, trong phong trào"),
    "phase-report": ("campaign_list", "trang đánh giá của đợt, trong phong trào"),
    "summary-report": ("campaign_list", "trang của phong trào"),
    "correction-letter": ("outgoing_list", "trang của văn bản có chỗ sai, trong sổ văn bản đi"),
}
# What its own room issues.
ROOMS = (
    ("Quyết định công nhận danh hiệu, tặng Giấy khen", "decision_add", "phiên họp đã kết thúc"),
    ("Tờ trình cấp trên", "submission_add", "phiên họp đã kết thúc"),
    ("Quyết định hủy bỏ", "decision_list", "trang của quyết định"),
)


@dataclass(frozen=True)
class Place:
    label: str
    url: str
    words: str


def places() -> list[Place]:
    """In the order of the year's work; for the clerk."""
    own = [Place(KINDS[kind].label, reverse(page), words) for kind, (page, words) in PLACES.items()]
    return own + [Place(label, reverse(page), words) for label, page, words in ROOMS]


def why_again(kind: str, row: Any) -> str:
    """ "" or which paper in force about this row says the same, of a kind of which there may be several.

    The same: the same matter, as its trích yếu names it.
    """
    earlier = None if KINDS[kind].once else papers_issued_of(kind, [row.pk]).get(row.pk)
    if earlier is None or earlier.title != _title(kind, row):
        return ""
    return f"Đã ban hành {_named(kind, earlier)} về cùng việc này: {earlier.title}."


def _title(kind: str, row: Any) -> str:
    try:
        return freezing.title_of(KINDS[kind].gather(row, Copy(date=clock.today())))[:300]
    except Refused:  # what cannot be drawn is refused when it is begun
        return ""


def _named(kind: str, earlier: IssuedDocument) -> str:
    day = "hôm nay" if earlier.date == clock.today() else f"ngày {vdate(earlier.date)}"
    return f"{KINDS[kind].label} số {earlier.full_number} {day}"
