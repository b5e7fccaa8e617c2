"""The styles of the Word files, by the names a clerk finds in the list of styles; measures are the profile's."""

from collections.abc import Iterator
from dataclasses import dataclass

from thidua.profiles import Profile
from thidua.word.markup import ALIGN, RULE, borders, exactly, indents, lines, pt, spacing

FONT = "Times New Roman"
LANGUAGES = {"vi": "vi-VN"}
NATION_NAMES = ("Quốc hiệu", "Tiêu ngữ")
TABLE_LINE = 1.1
CELL_PT = (1.5, 2.5)  # above and below, left and right of what stands in a cell


@dataclass(frozen=True)
class Style:
    key: str
    name: str
    based_on: str = "Normal"
    size_pt: float = 0
    bold: bool = False
    italic: bool = False
    upright: bool = False  # takes back what the style it is based on says
    align: str = ""
    space: str = ""
    indent: str = ""
    border: str = ""
    keep_next: bool = False
    outline: int | None = None

    @property
    def markup(self) -> str:
        own = 'w:customStyle="1" ' if self.key not in BUILT_IN else ""
        based = f'<w:basedOn w:val="{self.based_on}"/>' if self.based_on else ""
        default = 'w:default="1" ' if self.key == "Normal" else ""
        return (
            f'<w:style w:type="paragraph" {default}{own}w:styleId="{self.key}"><w:name w:val="{self.name}"/>{based}'
            f"<w:qFormat/><w:pPr>{self._paragraph()}</w:pPr><w:rPr>{self._letters()}</w:rPr></w:style>"
        )

    def _paragraph(self) -> str:
        looks = "<w:keepNext/>" if self.keep_next else ""
        looks += ("<w:widowControl/>" if self.key == "Normal" else "") + self.border + self.space + self.indent
        looks += f'<w:jc w:val="{ALIGN[self.align]}"/>' if self.align else ""
        return looks + (f'<w:outlineLvl w:val="{self.outline}"/>' if self.outline is not None else "")

    def _letters(self) -> str:
        bold, italic = ("<w:b/><w:bCs/>" if self.bold else ""), ("<w:i/><w:iCs/>" if self.italic else "")
        if self.upright:
            bold, italic = bold or '<w:b w:val="0"/><w:bCs w:val="0"/>', italic or '<w:i w:val="0"/><w:iCs w:val="0"/>'
        size = f'<w:sz w:val="{self.size_pt * 2:g}"/><w:szCs w:val="{self.size_pt * 2:g}"/>' if self.size_pt else ""
        return bold + italic + size


BUILT_IN = {"Normal", "Heading1", "Heading2", "Heading3", "Title", "Subtitle", "Quote", "Header", "Footer"}
FLUSH = indents(0, 0, 0)


def sheet(profile: Profile, language: str) -> str:
    """Everything inside `w:styles`."""
    spoken = LANGUAGES.get(language, language)
    fonts = " ".join(f'w:{use}="{FONT}"' for use in ("ascii", "hAnsi", "eastAsia", "cs"))
    letters = f'<w:rFonts {fonts}/><w:color w:val="000000"/><w:sz w:val="{profile.text_pt * 2:g}"/>'
    letters += f'<w:szCs w:val="{profile.text_pt * 2:g}"/>'
    letters += f'<w:lang w:val="{spoken}" w:eastAsia="{spoken}" w:bidi="{spoken}"/>'
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{letters}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    styles = (style.markup for part in (_text, _head, _foot) for style in part(profile))
    return defaults + "".join(styles) + _tables()


def _text(profile: Profile) -> Iterator[Style]:
    gap, indent = profile.gap_pt, indents(first_mm=profile.indent_mm)
    body = spacing(before_pt=gap, after_pt=0, line=lines(profile.text_line))
    yield Style("Normal", "Normal", "", profile.text_pt, align="justify", space=body, indent=indent)
    yield Style("Heading1", "heading 1", bold=True, keep_next=True, outline=0)
    yield Style("Heading2", "heading 2", bold=True, keep_next=True, outline=1)
    yield Style("Heading3", "heading 3", bold=True, italic=True, keep_next=True, outline=2)
    yield Style("PhanChuong", "Phần, chương", "Heading1", align="center", indent=FLUSH, outline=0)
    above = spacing(before_pt=16)
    centred = {"align": "center", "indent": FLUSH, "keep_next": True}
    yield Style("Title", "Title", size_pt=profile.title_pt, bold=True, space=above, **centred)
    yield Style("Subtitle", "Subtitle", size_pt=profile.summary_pt, bold=True, space=spacing(before_pt=0), **centred)
    yield Style("PhuLuc", "Phụ lục", bold=True, space=spacing(before_pt=0), outline=0, **centred)
    yield Style("KemTheo", "Kèm theo", size_pt=profile.bracket_pt, italic=True, space=spacing(before_pt=3), **centred)
    yield Style("KinhGui", "Kính gửi", align="left", space=spacing(before_pt=0))
    yield Style("ThamQuyen", "Thẩm quyền ban hành", bold=True, space=spacing(before_pt=12), **centred)
    yield Style("CanCu", "Căn cứ", italic=profile.bases_italic)
    yield Style("Quote", "Quote", italic=True, align="center", indent=FLUSH)


def _head(profile: Profile) -> Iterator[Style]:
    single = spacing(before_pt=0, line=lines(profile.head_line))
    yield Style("DauVanBan", "Đầu văn bản", align="center", space=single, indent=FLUSH)
    yield Style("CoQuanChuQuan", "Cơ quan chủ quản", "DauVanBan", profile.parent_pt)
    yield Style("CoQuanBanHanh", "Cơ quan ban hành", "DauVanBan", profile.issuer_pt, bold=True)
    for place, line in enumerate(profile.nation):
        name = NATION_NAMES[place] if place < len(NATION_NAMES) else f"Tiêu đề {place + 1}"
        yield Style(f"TieuDe{place + 1}", name, "DauVanBan", line.size_pt, bold=True)
    second = spacing(before_pt=6)
    yield Style("SoKyHieu", "Số, ký hiệu", "DauVanBan", profile.number_pt, space=second)
    yield Style("DiaDanh", "Địa danh, ngày tháng", "DauVanBan", profile.date_pt, italic=True, space=second)
    yield Style("TrichYeuCongVan", "Trích yếu công văn", "DauVanBan", profile.subject_pt, space=spacing(before_pt=6))
    box = borders("top", "left", "bottom", "right", space_pt=1)
    yield Style("DuThao", "Dự thảo", "DauVanBan", profile.number_pt, bold=True, border=box, space=spacing(before_pt=9))
    rule = spacing(before_pt=1, line=exactly(1.5))
    yield Style("DuongKe", "Đường kẻ", "DauVanBan", 1, border=borders("top"), space=rule, keep_next=True)


def _foot(profile: Profile) -> Iterator[Style]:
    small = spacing(before_pt=0, line=lines(profile.head_line))
    yield Style(
        "TrongBang", "Trong bảng", align="left", indent=FLUSH, space=spacing(before_pt=0, line=lines(TABLE_LINE))
    )
    yield Style("DauCot", "Đầu cột", "TrongBang", bold=True, align="center")
    yield Style("KhoangCach", "Khoảng cách", size_pt=2, indent=FLUSH, space=spacing(before_pt=0, line=exactly(12)))
    yield Style("HetPhan", "Hết phần", "KhoangCach", space=spacing(before_pt=0, line=exactly(1)))
    title = spacing(before_pt=0)
    yield Style("ChucVuNguoiKy", "Chức vụ người ký", bold=True, align="center", indent=FLUSH, space=title)
    yield Style("HoTenNguoiKy", "Họ tên người ký", "ChucVuNguoiKy", bold=True)
    yield Style("GhiChuKy", "Ghi chú ký", "ChucVuNguoiKy", profile.note_pt, italic=True, upright=True, space=small)
    yield Style("XacNhan", "Xác nhận", "ChucVuNguoiKy", profile.mark_pt, italic=True, upright=True, space=small)
    yield Style("NoiNhan", "Nơi nhận", size_pt=profile.recipients_pt, align="left", indent=FLUSH, space=small)
    yield Style("NhanNoiNhan", "Nhãn nơi nhận", "NoiNhan", profile.label_pt, bold=True, italic=True, keep_next=True)
    yield Style("Header", "header", size_pt=profile.page_number_pt, align="center", indent=FLUSH, space=small)
    yield Style("Footer", "footer", size_pt=profile.foot_pt, align="center", indent=FLUSH, space=small)


def _tables() -> str:
    rules = "".join(f"<w:{side} {RULE}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    cut = "".join(f"<w:{side} {RULE.replace('single', 'dashed')}/>" for side in ("bottom", "insideH"))
    return "".join(
        (
            _table("PhieuCat", "Phiếu cắt", f"<w:tblBorders>{cut}</w:tblBorders>", (0, 0), 'w:customStyle="1" '),
            _table("TableNormal", "Normal Table", "", (0, 0), 'w:default="1" '),
            _table("KhungTrong", "Khung trống", "", (0, 0), 'w:customStyle="1" '),
            _table("DanhSach", "Danh sách", f"<w:tblBorders>{rules}</w:tblBorders>", CELL_PT, 'w:customStyle="1" '),
        )
    )


def _table(key: str, name: str, looks: str, inside_pt: tuple[float, float], kind: str) -> str:
    room = zip(("top", "left", "bottom", "right"), inside_pt * 2, strict=True)
    inside = "".join(f'<w:{side} w:w="{pt(width)}" w:type="dxa"/>' for side, width in room)
    looks += f"<w:tblCellMar>{inside}</w:tblCellMar>"
    based = "" if key == "TableNormal" else '<w:basedOn w:val="TableNormal"/>'
    start = f'<w:style w:type="table" {kind}w:styleId="{key}"><w:name w:val="{name}"/>{based}'
    return f'{start}<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{looks}</w:tblPr></w:style>'
