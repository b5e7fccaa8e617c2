"""Status words with their tone and shape, and the few icons: inline SVG in the colour of the text."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Labels as the enums of the models say them. A word that is not here is neutral.
TONES: dict[str, str] = {
    label: tone
    for tone, labels in {
        "neu": "Bản thảo|Nháp|Dự thảo|Chưa gửi|Chưa mở|Sắp tới|Dự kiến|Chưa tự đánh giá|Đã rút|Đã hoãn|Đã kết thúc"
        "|Hết hiệu lực|Chưa có hiệu lực|Đang tự chấm|Chưa tự chấm|Chờ chấm|Chưa xét",
        "wait": "Đã gửi|Chờ duyệt|Chờ xác nhận|Chờ ký|Đã nộp|Đã tự đánh giá|Đã trình cấp trên|Đã tiếp nhận|Chưa rõ"
        "|Chờ đơn vị chấm|Cần thẩm tra|Nên xem|Cần xem lại",
        "run": "Đang ghi|Đã phát động|Đang diễn ra|Đang họp|Đang bỏ phiếu|Đang biểu quyết giơ tay"
        "|Đang lấy ý kiến bằng văn bản|Đang chấm|Đã trình Hội đồng|Đang áp dụng",
        "ok": "Đã xác nhận|Đã chấp nhận|Đã ký đủ|Đã đăng ký|Đã duyệt|Đã thẩm định|Được công nhận|Được đề nghị"
        "|Đề nghị công nhận"
        "|Đã kiểm phiếu|Đã chốt kết quả"
        "|Đã ban hành|Đã khen thưởng|Đã sơ kết|Đã tổng kết|Đã trả lời|Đã có trả lời|Đạt|Vượt|Đủ điều kiện"
        "|Đang có hiệu lực|Đã chốt điểm",
        "ret": "Trả lại",
        "bad": "Chưa đạt|Không được đề nghị|Không được công nhận|Không đề nghị công nhận"
        "|Không được chấp thuận|Đã hủy|Đã hủy bỏ|Quá hạn"
        "|Phải sửa|Quá hạn kiểm tra lại|Chưa đủ điều kiện",
    }.items()
    for label in labels.split("|")
}

_STROKE = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
_SHAPES = {
    "neu": f'<circle cx="8" cy="8" r="5.5" {_STROKE}/>',
    "wait": f'<circle cx="8" cy="8" r="6" {_STROKE}/><path d="M8 2a6 6 0 0 1 6 6H8z" fill="currentColor"/>',
    "run": '<path d="M4 2.5v11l9-5.5z" fill="currentColor"/>',
    "ok": f'<path d="M2.5 8.5l3.5 4 7.5-9" {_STROKE}/>',
    "ret": f'<path d="M6 3L2.5 6.5 6 10M3 6.5h7a3.5 3.5 0 0 1 0 7H7" {_STROKE}/>',
    "bad": f'<path d="M3.5 3.5l9 9M12.5 3.5l-9 9" {_STROKE}/>',
}
_ICONS = _SHAPES | {
    "check": _SHAPES["ok"],
    "close": _SHAPES["bad"],
    "warning": f'<path d="M8 2L1.5 13.5h13zM8 6.5v3M8 11.8v.2" {_STROKE}/>',
    "print": f'<path d="M4.5 6V2h7v4M4.5 11H2V6h12v5h-2.5M4.5 9.5h7V14h-7z" {_STROKE}/>',
    "download": f'<path d="M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11" {_STROKE}/>',
    "file": f'<path d="M3.5 1.5h6l3 3v10h-9zM9 1.5V5h3.5" {_STROKE}/>',
    "search": f'<circle cx="7" cy="7" r="4.5" {_STROKE}/><path d="M10.5 10.5L14 14" {_STROKE}/>',
    "edit": f'<path d="M2.5 13.5l.8-3.3 7.7-7.7 2.5 2.5-7.7 7.7z" {_STROKE}/>',
    "add": f'<path d="M8 2.5v11M2.5 8h11" {_STROKE}/>',
    "remove": f'<path d="M2.5 4h11M6 4V2h4v2M4 4l.7 10h6.6L12 4" {_STROKE}/>',
    "person": f'<circle cx="8" cy="5" r="3" {_STROKE}/><path d="M2.5 14a5.5 5.5 0 0 1 11 0" {_STROKE}/>',
    "calendar": f'<path d="M2 3.5h12v10.5H2zM2 6.5h12M5 1.5v3M11 1.5v3" {_STROKE}/>',
}


def icon(name: str) -> SafeString:
    """An icon beside a word; never alone."""
    return mark_safe(
        f'<svg class="td-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{_ICONS[name]}</svg>'
    )


def badge(label: str, tone: str = "") -> SafeString:
    tone = tone or TONES.get(str(label), "neu")
    return format_html('<span class="td-st td-st--{}">{}{}</span>', tone, icon(tone), label)
