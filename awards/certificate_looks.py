"""How certificates look as things are set now: sheets drawn, the preview, the sheet for blanks, the picture."""

from typing import Any

from django.db import transaction

from awards.documents import calibration as calibrating
from awards.documents import certificates as papers
from awards.documents import certificates_word, logo, sheets
from awards.models import CertificateLogo, CertificateSettings
from campaigns.documents.signing import signature_of, signer_on
from thidua import certificates_pdf, clock
from thidua.audit import audit
from thidua.models import Attachment, Institution
from thidua.vietnamese import date_words

Kind = CertificateSettings.Kind
AWARDS = {
    Kind.MERIT: "GIẤY KHEN",
    Kind.FIGHTER: "CHIẾN SĨ THI ĐUA CƠ SỞ",
    Kind.COLLECTIVE: "TẬP THỂ LAO ĐỘNG TIÊN TIẾN",
    Kind.WORKER: "LAO ĐỘNG TIÊN TIẾN",
}


def designs(rows: dict[str, CertificateSettings]) -> dict[str, sheets.Design]:
    picture = logo.picture()
    return {kind: sheets.design_of(row, picture) for kind, row in rows.items()}


def drawn(certificates: list[papers.Certificate], looks: dict[str, sheets.Design], title: str) -> bytes:
    """One page a certificate, in their order."""
    used = [looks[kind] for kind in dict.fromkeys(certificate.kind for certificate in certificates)]
    context = {
        "title": title,
        "author": Institution.objects.get().name,
        "sheets": sheets.sheets(certificates, looks),
    }
    return certificates_pdf.draw("certificate", context, sheets.measures(used))


def in_word(certificates: list[papers.Certificate], looks: dict[str, sheets.Design], title: str) -> bytes:
    return certificates_word.render(title, Institution.objects.get().name, certificates, looks)


def preview(row: CertificateSettings) -> bytes:
    """A made-up recipient, so that nothing on it can be taken for a certificate."""
    return drawn([_sample(row)], designs({row.kind: row}), f"Xem trước: {row}")


def _sample(row: CertificateSettings) -> papers.Certificate:
    school, day = Institution.objects.get(), clock.today()
    signature, is_group = signature_of(signer_on(day), school), row.kind == Kind.COLLECTIVE
    award = AWARDS[Kind(row.kind)]
    usual = "Nội dung thành tích ghi ở đây" if row.kind == Kind.MERIT else f"Đạt danh hiệu “{award.capitalize()}”"
    return papers.Certificate(
        kind=row.kind,
        giver=f"{school.head_title} {school.name}".upper(),
        gives=papers.GIVES.get(row.kind, papers.GIVES_TITLE),
        award=award,
        honorific="" if is_group or not row.shows_honorific else "Ông (Bà)",
        name="TÊN TẬP THỂ" if is_group else "HỌ VÀ TÊN NGƯỜI NHẬN",
        place=school.name if is_group else "Chức vụ, đơn vị công tác",
        merit=row.merit_text.replace(papers.YEAR, str(day.year)) or usual,
        decision=("Quyết định số 00/QĐ-MẪU", date_words(day)),
        book="Số sổ vàng: 0",
        date=f"{school.place}, {date_words(day)}",
        signer_title=signature.lines,
        signer_name=signature.name,
        verify_code="0000000000-0-XXXX",
    )


def calibration(row: CertificateSettings) -> bytes:
    context, measures = calibrating.sheet(sheets.design_of(row, ""))
    context |= {"title": f"Trang canh chỉnh: {row}", "author": Institution.objects.get().name}
    return certificates_pdf.draw("calibration", context, measures)


def set_logo(file: Attachment | None, *, by: Any) -> CertificateLogo:
    """The picture from now on; without a file none. Files of before stay: what was printed was printed."""
    with transaction.atomic():
        made = CertificateLogo.objects.create(file=file, set_at=clock.now())
        audit(made, "set_logo", by=by, after={"file": file.original_name if file else ""})
    return made
