"""Who signs and whom it concerns, as they stand beside each other."""

from thidua.profiles import Profile
from thidua.shown import Signed
from thidua.word import markup as w

NOTE_MM, MARK_MM = 4, 5  # as high as such a line


def signed(
    signatures: tuple[Signed, ...], profile: Profile, wide: bool, label: str = "", recipients: tuple[str, ...] = ()
) -> str:
    """One signature: at the right of the recipients. More: side by side, the recipients below."""
    whom = _recipients(label, recipients)
    if not signatures:
        return w.paragraph("KhoangCach") + whom if whom else ""
    room, count = profile.text_mm(landscape=wide), len(signatures)
    if count == 1:
        widths, below = [profile.recipients_mm, room - profile.recipients_mm], ""
        cells = [whom or w.paragraph("NoiNhan"), signature(signatures[0], profile)]
    else:
        widths, below = [room / count] * count, whom
        cells = [signature(one, profile, keep_next=bool(below)) for one in signatures]
    row = w.row("".join(w.cell(content, width) for content, width in zip(cells, widths, strict=True)))
    beside = w.paragraph("KhoangCach", keep_next=True) + w.table("KhungTrong", widths, row)
    return beside + (w.paragraph("KhoangCach", keep_next=True) + below if below else "")


def signature(
    one: Signed,
    profile: Profile,
    *,
    room_mm: float = 0,
    size_pt: float = 0,
    note_pt: float = 0,
    keep_next: bool = False,
) -> str:
    """room_mm: between title and name, and sizes, where they are not the profile's."""
    room = w.MM_IN_PT * ((room_mm or profile.room_mm) - (NOTE_MM if one.note and not room_mm else 0))
    room += one.below * profile.text_pt * profile.text_line
    parts = [
        w.paragraph("ChucVuNguoiKy", w.run(line, size_pt=size_pt), keep_next=keep_next, size_pt=size_pt)
        for line in one.lines
    ]
    if one.note:
        parts.append(w.paragraph("GhiChuKy", w.run(one.note, size_pt=note_pt), keep_next=keep_next, size_pt=note_pt))
    if one.mark:
        half = (room - MARK_MM * w.MM_IN_PT) / 2
        space = w.spacing(before_pt=half, after_pt=half)
        parts.append(w.paragraph("XacNhan", w.run(one.mark), space=space, keep_next=keep_next))
        room = 0
    names = [w.run(one.post) if one.post else ""] if one.has_post else []
    for content in (*names, w.runs(one.name, size_pt=size_pt)):
        space = w.spacing(before_pt=room)
        parts.append(w.paragraph("HoTenNguoiKy", content, space=space, keep_next=keep_next, size_pt=size_pt))
        room = 0
    return "".join(parts)


def _recipients(label: str, recipients: tuple[str, ...]) -> str:
    if not recipients:
        return ""
    items = "".join(w.paragraph("NoiNhan", w.run(one), keep_lines=True) for one in recipients)
    return w.paragraph("NhanNoiNhan", w.run(label)) + items
