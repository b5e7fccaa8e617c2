"""Digital signatures in a PDF that was handed in: who signed, when, and whether the file is still what was signed."""

from dataclasses import asdict, dataclass
from datetime import datetime
from json import loads
from typing import Any

from django.conf import settings

from thidua.inspection import looked_into

UNTRUSTED = "Không bị sửa sau khi ký; chứng thư không được tin cậy"


@dataclass(frozen=True)
class Signature:
    """signed_at: by the signer's own clock unless `is_stamped`. trusted: None where no root certificate is set up."""

    signer: str
    organisation: str
    signed_at: str
    is_stamped: bool
    intact: bool
    changed_after: bool
    trusted: bool | None

    @property
    def moment(self) -> datetime | None:
        return datetime.fromisoformat(self.signed_at) if self.signed_at else None

    @property
    def verdict(self) -> str:
        if not self.intact:
            return "Chữ ký không khớp nội dung tệp"
        if self.changed_after:
            return "Tệp đã bị sửa sau khi ký"
        if self.trusted is None:
            return "Không bị sửa sau khi ký; chưa đối chiếu được chứng thư vì máy chủ chưa có chứng thư gốc"
        return "Không bị sửa sau khi ký, chứng thư tin cậy" if self.trusted else UNTRUSTED

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def read(content: bytes) -> list[Signature]:
    """Every signature of a PDF, none for a scan. thidua.inspection.Unfit when the file cannot be read."""
    found = looked_into("thidua.inspection.signed", content, str(settings.SIGNATURE_ROOTS or ""))
    return [Signature(**row) for row in loads(found)]


def why_not_kept(signatures: list[Signature]) -> str:
    """ "" or why a signed file is not taken as the signed copy: somebody changed it afterwards."""
    for signature in signatures:
        who = signature.signer or "không rõ tên"
        if not signature.intact:
            return f"Chữ ký số của {who} không khớp nội dung tệp: tệp đã bị sửa sau khi ký; chọn đúng tệp đã ký."
        if signature.changed_after:
            return f"Tệp đã bị sửa sau khi {who} ký số; chọn đúng tệp đã ký."
    return ""
