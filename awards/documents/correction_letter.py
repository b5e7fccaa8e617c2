"""Công văn đính chính: what an issued paper got wrong in form, put right by a letter that names it."""

import re
from collections.abc import Mapping
from typing import Any

from awards.documents.correction_places import why_not_there
from awards.documents.correction_sums import why_not_summed
from campaigns.documents.letterheads import foot_of, of_school
from campaigns.documents.signing import signature_of, signer_on
from thidua import clock
from thidua.copies import Copy, FreePart
from thidua.models import Institution, IssuedDocument
from thidua.paper_changes import stands_in
from thidua.papers import Paper, Paragraph
from thidua.vietnamese import clean_line, date_words, nfc, upper_first

# The first words of a frozen title say what kind of paper it is.
KINDS = ("Quyết định", "Kế hoạch", "Biên bản", "Thông báo", "Báo cáo", "Tờ trình", "Giấy mời", "Công văn")
LETTER = "Công văn"  # the one kind that has no title
KEPT = "Lưu"
NOT_ADDRESSED = ("Như ", KEPT)
EVERYBODY = "Các khoa, phòng"
LIKE_ARTICLE = re.compile(r"Như Điều (\d+)")
NAMED_IN = re.compile(r"có tên tại Điều \d+$")
# Between what was printed and what it shall be.
NOW = re.compile(r"nay (sửa|đọc|là|bỏ)( lại)?( thành| là)?|sửa( lại)? (thành|là)", re.IGNORECASE)


def kind_of(document: IssuedDocument) -> str:
    """ "Quyết định" of a decision; "Văn bản" where the paper does not say."""
    return kind_named(document.paper.get("title", ""))


def kind_named(frozen_title: str | None) -> str:
    title = (frozen_title or "").capitalize()
    return title if title in KINDS else LETTER if not title else "Văn bản"


def named(document: IssuedDocument) -> str:
    """ "Quyết định số 220/QĐ-TCT ngày 30 tháng 12 năm 2022"."""
    return f"{kind_of(document)} số {document.full_number} {date_words(document.date)}"


def _addresses(document: IssuedDocument) -> str:
    """Whom the paper was written to, else who had it; without what it was sent for: "(để báo cáo)"."""
    paper = document.paper
    recipients = paper.get("recipients", [])
    written_to = paper.get("address_to", []) or [one for line in recipients for one in _had_by(line, document)]
    return "\n".join(dict.fromkeys(written_to)) or EVERYBODY


def _had_by(line: str, document: IssuedDocument) -> list[str]:
    """Who one line of Nơi nhận means; "Như Điều 3": whom that article charges with carrying the paper out."""
    if not (said := LIKE_ARTICLE.match(line)):
        return [] if line.startswith(NOT_ADDRESSED) else [line.partition(" (")[0]]
    for block in document.paper.get("blocks", []):
        if block["type"] == "Article" and block["number"] == int(said[1]):
            whom, charged, _ = _plain(block["text"]).partition(" chịu trách nhiệm")
            those = [upper_first(one.strip()) for one in whom.split(";")] if charged else [EVERYBODY]
            return [NAMED_IN.sub(rf"\g<0> {named(document)}", one) for one in those]
    return [EVERYBODY]


def _plain(rich: Any) -> str:
    """A frozen rich text without bold and italic."""
    return "".join(run if isinstance(run, str) else run["text"] for run in rich)


def _others(paper: Mapping[str, Any]) -> list[str]:
    return [line for line in paper.get("recipients", []) if not line.startswith(NOT_ADDRESSED)]


def _recipients(document: IssuedDocument) -> str:
    """As the first paper went out: of a letter those beside the addressees too, and where it was kept."""
    paper = document.paper
    kept = [line for line in paper.get("recipients", []) if line.startswith(KEPT)]
    beside = _others(paper) if paper.get("address_to") else []
    return "\n".join(["Như trên", *beside, *(kept or [Institution.objects.get().archive_line])])


FREE = (
    FreePart("address", "Kính gửi", _addresses, "Mỗi dòng là một nơi đã nhận văn bản được đính chính.", needed=True),
    FreePart(
        "errors",
        "Nội dung đính chính",
        help_text="Mỗi dòng một chỗ, trích đúng chữ đã in. "
        "Ví dụ: Tại Điều 2, đã in “các khoa phòng”; nay sửa thành “các khoa, phòng”.",
        needed=True,
    ),
    FreePart("recipients", "Nơi nhận", _recipients, "Mỗi dòng là một nơi; dòng cuối là nơi lưu.", needed=True),
)


# --- what was wrong, and what it is now


def why_not_said(document: IssuedDocument, texts: Mapping[str, str]) -> str:
    """Each line quotes what stands in the frozen paper, and says something else instead."""
    paper = Paper.from_dict(document.paper)
    lines = (line for line in nfc(texts["errors"]).splitlines() if line.strip())
    return next(filter(None, (_why_not_line(n, line, document, paper) for n, line in enumerate(lines, start=1))), "")


def _why_not_line(number: int, line: str, document: IssuedDocument, paper: Paper) -> str:
    marks = quoted(line)
    bare = "".join(" " if any(a <= n < b for a, b in marks) else char for n, char in enumerate(line))
    now = NOW.search(bare)
    if now is None:
        return _unclear(number)
    before = [(a, b) for a, b in marks if b <= now.start()]
    wrong = [line[a:b] for a, b in before]
    right = [line[a:b] for a, b in marks if a >= now.end()]
    drops = now[0].casefold().endswith("bỏ")
    if not wrong or not (right or drops):
        return _unclear(number)
    unknown = next((one for one in wrong if not stands_in(paper, one)), None)
    if unknown is not None:
        return (
            f"Dòng {number} của “Nội dung đính chính”: {named(document)} không có chữ “{unknown}”; "
            "trích đúng chữ đã in trong văn bản đó."
        )
    if not drops and [*map(clean_line, wrong)] == [*map(clean_line, right)]:
        return f"Dòng {number} của “Nội dung đính chính”: chữ sửa thành “{right[0]}” giống hệt chữ đã in."
    ends = [0, *(b for _, b in before)]
    placed = [(bare[end:a], line[a:b]) for end, (a, b) in zip(ends, before, strict=False)]
    sentence = why_not_there(paper, named(document), placed, bare[ends[-1] : now.start()])
    sentence = sentence or why_not_summed(document, paper, wrong, right)
    return f"Dòng {number} của “Nội dung đính chính”: {sentence}" if sentence else ""


def _unclear(number: int) -> str:
    return (
        f"Dòng {number} của “Nội dung đính chính” chưa nói rõ sai ở đâu, sửa thế nào; "
        "viết: Tại Điều 2, đã in “…”; nay sửa thành “…”."
    )


def quoted(text: str) -> list[tuple[int, int]]:
    """Where the words between marks “…” or "…" begin and end; marks inside marks belong to what is quoted."""
    found: list[tuple[int, int]] = []
    depth = began = 0
    for place, char in enumerate(text):
        if char == "“" or (char == '"' and not depth):
            began, depth = (place + 1 if not depth else began), depth + 1
        elif depth and (char == "”" or char == '"'):
            depth -= 1
            if not depth:
                found.append((began, place))
    return [(begin, end) for begin, end in found if text[begin:end].strip()]


def gather(document: IssuedDocument, copy: Copy) -> Paper:
    institution = Institution.objects.get()
    header = of_school(institution, copy, "letter", subject=f"V/v đính chính {named(document)}")
    signer = copy.signer or signer_on(copy.date or clock.today())
    return Paper(
        kind="correction-letter",
        file_name=f"CV-dinh-chinh-{document.year}-{copy.file_part}.pdf",
        header=header,
        address_to=_lines(copy, "address", _addresses(document)),
        blocks=[
            Paragraph(f"{named(document)} của {institution.name} có chỗ in chưa đúng. {institution.name} đính chính:"),
            *copy.paragraphs("errors", "…"),
            Paragraph(f"Các nội dung khác của {kind_of(document)} giữ nguyên./."),
        ],
        signatures=[signature_of(signer, institution)],
        recipients=_lines(copy, "recipients", _recipients(document)),
        foot=foot_of(copy),
        draft=copy.mode == "draft",
    )


def _lines(copy: Copy, key: str, proposed: str) -> list[str]:
    """One place a line, without the marks that the renderer writes."""
    return [place for line in copy.text(key, proposed).splitlines() if (place := line.strip(" -;."))]
