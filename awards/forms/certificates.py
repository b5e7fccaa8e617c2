"""How certificates look: the settings of a kind, where each field stands on a blank, the institution's picture."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from awards.documents.calibration import named
from awards.documents.certificates import YEAR
from awards.models import CertificateLogo, CertificateSettings
from awards.models.certificates import Field, check_distance
from thidua.audit import audit
from thidua.fields import DecimalField
from thidua.forms import EvidenceForm, PlainForm
from thidua.uploads import only_of

Kind, Emblem = CertificateSettings.Kind, CertificateSettings.Emblem
LOOK = ("is_printed", "mode", "paper", "heading", "emblem", "shows_flags", "shows_honorific", "merit_text")
LABELS = {
    "is_printed": "Có in loại này",
    "mode": "Cách in",
    "paper": "Khổ giấy",
    "heading": "Dòng đầu",
    "emblem": "Hình ở giữa phía trên",
    "shows_flags": "In hàng cờ đỏ hai bên",
    "shows_honorific": "In cách xưng hô trước họ tên",
    "merit_text": "Lời ghi thành tích",
    "dx": "Dịch cả trang sang phải (mm)",
    "dy": "Dịch cả trang xuống (mm)",
}
HINTS = {
    "mode": "In lên phôi thì chỉ in phần ghi cho từng người; khung, quốc hiệu, tên giấy khen đã có trên phôi.",
    "emblem": "Quốc huy không kèm theo chương trình; muốn có Quốc huy thì dùng phôi in sẵn.",
    "merit_text": f"Bỏ trống thì ghi câu thường dùng; {YEAR} được thay bằng năm. Giấy khen ghi theo quyết định trước.",
    "dx": "Số âm là sang trái",
    "dy": "Số âm là lên trên",
}
NOT_IMAGE = "Tệp này không phải ảnh; chọn tệp JPG hoặc PNG"
NO_LOGO = "Chưa có tệp biểu trưng; lưu với lựa chọn “không in”, tải biểu trưng lên rồi chọn lại"


class CertificateSettingsForm(PlainForm, forms.ModelForm):
    class Meta:
        model = CertificateSettings
        fields = (*LOOK, "dx", "dy")
        labels, help_texts = LABELS, HINTS
        widgets: ClassVar = dict.fromkeys(("mode", "paper", "heading", "emblem"), forms.RadioSelect)

    groups: ClassVar = {"Giấy và phần in": list(LOOK), "Canh chỉnh khi in lên phôi": ["dx", "dy"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.instance.kind
        if kind != Kind.FIGHTER:  # the flags belong to this title (Nghị định 98/2023/NĐ-CP, Điều 104)
            del self.fields["shows_flags"]
        if kind == Kind.COLLECTIVE:
            del self.fields["shows_honorific"]

    def clean_merit_text(self) -> str:
        """Of what stands in braces only the year is filled in; anything else would be printed as it was typed."""
        text: str = self.cleaned_data["merit_text"]
        left = text.replace(YEAR, "")
        if odd := re.search(r"\{[^{}]*\}|[{}]", left):
            raise forms.ValidationError(
                f"“{odd[0]}” không được thay bằng gì; chỉ {YEAR} được thay bằng năm", code="placeholder"
            )
        return text

    def clean_emblem(self) -> str:
        chosen = self.cleaned_data["emblem"]
        newest = CertificateLogo.objects.first()
        if chosen == Emblem.LOGO and not (newest and newest.file_id):
            raise forms.ValidationError(NO_LOGO, code="no_logo")
        return str(chosen)

    def save_with(self, places: "PlacesForm", *, by: Any) -> CertificateSettings:
        """The row and its places, each change on record."""
        before = {"offsets": self.instance.offsets, "left_out": self.instance.left_out}
        after = {"offsets": places.offsets, "left_out": places.left_out}
        with transaction.atomic():
            self.instance.offsets, self.instance.left_out = places.offsets, places.left_out
            saved: CertificateSettings = self.save(by=by)
            if before != after:
                audit(saved, "move_fields", by=by, before=_words(before), after=_words(after))
        return saved


def _words(values: dict[str, Any]) -> dict[str, Any]:
    moved = [f"{Field(name).label}: {right:g}; {down:g} mm" for name, (right, down) in values["offsets"].items()]
    return {"offsets": moved, "left_out": [Field(name).label for name in values["left_out"]]}


class PlacesForm(PlainForm, forms.Form):
    """For each field of a blank how far it is moved, and whether it is printed at all."""

    marks_optional = False

    def __init__(self, *args: Any, row: CertificateSettings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in Field.values:
            right, down = row.offsets.get(name, (0, 0))
            for way, word, at in (("dx", "sang phải", right), ("dy", "xuống", down)):
                self.fields[f"{name}_{way}"] = DecimalField(
                    label=f"{named(Field(name))}, dịch {word} (mm)",
                    required=False,
                    initial=float(at),
                    max_digits=4,
                    decimal_places=1,
                    validators=[check_distance],
                )
            printed = forms.BooleanField(
                label=f"In {named(Field(name))}", required=False, initial=name not in row.left_out
            )
            self.fields[f"{name}_printed"] = printed
        self.dress_fields()

    @property
    def rows(self) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
        """The label of each field of the blank, and its three inputs with their short words."""
        for name in Field.values:
            words = (("Sang phải (mm)", "dx"), ("Xuống (mm)", "dy"), ("In ô này", "printed"))
            yield named(Field(name)), [(word, self[f"{name}_{way}"]) for word, way in words]

    @property
    def offsets(self) -> dict[str, list[float]]:
        """Only what is moved at all."""
        pairs = {
            name: [float(self.cleaned_data.get(f"{name}_{way}") or 0) for way in ("dx", "dy")] for name in Field.values
        }
        return {name: pair for name, pair in pairs.items() if any(pair)}

    @property
    def left_out(self) -> list[str]:
        return [name for name in Field.values if not self.cleaned_data[f"{name}_printed"]]


class LogoForm(EvidenceForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        file.label, file.help_text = "Tệp biểu trưng", "JPG hoặc PNG, tối đa 10 MB; PNG nền trong suốt in đẹp nhất"
        file.error_messages |= dict.fromkeys(("required", "missing", "invalid"), "Chọn tệp biểu trưng")
        file.widget.attrs["accept"] = "image/jpeg,image/png"

    def clean_file(self) -> UploadedFile:
        return only_of("image/", NOT_IMAGE, self.cleaned_data["file"])


class ReprintForm(PlainForm, forms.Form):
    reason = forms.CharField(
        label="Lý do in lại",
        max_length=300,
        help_text="Ví dụ: tờ đã in bị nhòe; chữ lệch khỏi phôi",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi lý do in lại"},
    )
