"""Công văn đính chính: what an issued paper got wrong in form, put right by a letter that names it."""

from campaigns.documents.letterheads import foot_of, of_school
from campaigns.documents.signing import signature_of, signer_on
from thidua import clock
from thidua.copies import Copy, FreePart
from thidua.models import Institution, IssuedDocument
from thidua.papers import Paper, Paragraph
from thidua.vietnamese import date_words

# The first words of a frozen title say what kind of paper it is.
KINDS = ("Quyết định", "Kế hoạch", "Biên bản", "Thông báo", "Báo cáo", "Tờ trình", "Giấy mời", "Công văn")
LETTER = "Công văn"  # the one kind that has no title
NOT_ADDRESSED = ("Như ", "Lưu")


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
    """Who had the paper, without what it was sent for: "(để báo cáo)"."""
    recipients = [line for line in document.paper.get("recipients", []) if not line.startswith(NOT_ADDRESSED)]
    return "\n".join([*(line.partition(" (")[0] for line in recipients), "Các khoa, phòng"])


FREE = (
    FreePart("address", "Kính gửi", _addresses, "Mỗi dòng là một nơi nhận.", needed=True),
    FreePart(
        "errors",
        "Nội dung đính chính",
        help_text="Mỗi dòng một chỗ. Ví dụ: Tại Điều 2, đã in “5.040.000 đồng”; nay sửa thành “5.004.000 đồng”.",
        needed=True,
    ),
)


def gather(document: IssuedDocument, copy: Copy) -> Paper:
    institution = Institution.objects.get()
    header = of_school(institution, copy, "letter", subject=f"V/v đính chính {named(document)}")
    signer = copy.signer or signer_on(copy.date or clock.today())
    return Paper(
        kind="correction-letter",
        file_name=f"CV-dinh-chinh-{document.year}-{copy.file_part}.pdf",
        header=header,
        address_to=copy.text("address", _addresses(document)).splitlines(),
        blocks=[
            Paragraph(f"{named(document)} của {institution.name} có chỗ in chưa đúng. {institution.name} đính chính:"),
            *copy.paragraphs("errors", "…"),
            Paragraph(f"Các nội dung khác của {kind_of(document)} giữ nguyên./."),
        ],
        signatures=[signature_of(signer, institution)],
        recipients=["Như trên", institution.archive_line],
        foot=foot_of(copy),
        draft=copy.mode == "draft",
    )
