"""What the school keeps true about itself: names, the head of its papers, where papers go, whom to ask."""

from typing import Any, ClassVar

from django import forms
from django.db import transaction

from thidua.forms import PlainForm
from thidua.institutions import rename_series, why_not_change_symbol
from thidua.models import Institution

NAMES = ("name", "short_name", "head_title", "council_name", "council_symbol", "address_form")
HEAD = ("letterhead", "place", "symbol", "parent_lines", "issuer_lines")
PAPERS = ("carrying_out", "report_to", "archive_line", "contact_name", "contact_room", "contact_phone")
LABELS = {
    "name": "Tên đầy đủ của cơ quan",
    "head_title": "Chức danh người đứng đầu",
    "council_symbol": "Chữ viết tắt tên Hội đồng",
    "council_name": "Tên Hội đồng",
    "symbol": "Chữ viết tắt tên cơ quan",
    "address_form": "Cách xưng hô trong văn bản",
    "contact_name": "Đầu mối liên hệ",
    "contact_room": "Phòng, bộ phận của đầu mối",
    "contact_phone": "Điện thoại của đầu mối",
    "carrying_out": "Người đứng đầu đơn vị thi hành quyết định",
    "archive_line": "Dòng lưu ở nơi nhận",
    "report_to": "Nơi nhận báo cáo",
    "issuer_lines": "Tên cơ quan trên đầu văn bản",
    "parent_lines": "Cơ quan chủ quản trên đầu văn bản",
}
HINTS = {
    "name": "Viết như trong quyết định thành lập. Ví dụ: Trường Cao đẳng Mẫu",
    "short_name": "Dùng nơi chật chỗ. Ví dụ: Trường Cao đẳng",
    "head_title": "Ví dụ: Hiệu trưởng, Giám đốc",
    "council_symbol": "Dùng trong ký hiệu biên bản: BB-HĐTĐKT",
    "symbol": "Dùng trong ký hiệu văn bản: TCĐM thì quyết định mang ký hiệu QĐ-TCĐM, kế hoạch mang ký hiệu KH-TCĐM",
    "place": "Nơi ghi trước ngày tháng trên văn bản. Ví dụ: tên tỉnh hoặc thành phố",
    "carrying_out": "In ở điều khoản thi hành. Ví dụ: Trưởng phòng Tổ chức, Hành chính",
    "report_to": "In ở nơi nhận của quyết định. Ví dụ: Sở Nội vụ (để báo cáo)",
    "contact_name": "Hiện ở chân trang và trang trợ giúp. Ví dụ: Thường trực Hội đồng",
    "parent_lines": "Mỗi dòng in là một dòng.",
    "issuer_lines": "Mỗi dòng in là một dòng.",
}
WORDS = (LABELS, HINTS)


class InstitutionForm(PlainForm, forms.ModelForm):
    """The whole row; symbols stay once a paper bears them."""

    class Meta:
        model = Institution
        fields = (*NAMES, *HEAD, *PAPERS, "history_complete_from")
        labels, help_texts = WORDS
        widgets: ClassVar = {
            "letterhead": forms.RadioSelect,
            "parent_lines": forms.Textarea(attrs={"rows": 2}),
            "issuer_lines": forms.Textarea(attrs={"rows": 2}),
        }

    groups: ClassVar = {
        "Tên gọi": list(NAMES),
        "Đầu văn bản": list(HEAD),
        "Nơi nhận, liên hệ": list(PAPERS),
        "Lịch sử khen thưởng": ["history_complete_from"],
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("symbol", "council_symbol"):
            if why := why_not_change_symbol(name):
                self.fields[name].disabled = True
                self.fields[name].help_text = f"{why}."

    def save(self, commit: bool = True, *, by: Any = None, verb: str = "") -> Any:
        """Series that no paper used yet follow the symbols."""
        with transaction.atomic():
            saved = super().save(commit, by=by, verb=verb)
            rename_series(saved, by=by)
        return saved
