"""The second signature under a collective's pledge: the union's lead of the unit, after its head has sent it."""

from typing import Any

from campaigns.models import Pledge
from campaigns.phase_reviews import why_over
from campaigns.pledging import holding
from campaigns.roles import staff_of, union_signer
from thidua import clock
from thidua.audit import audit
from thidua.workflow import refuse

SIGNED_IN = (Pledge.Status.SUBMITTED, Pledge.Status.ENDORSED)
NOBODY = "Đơn vị chưa có tổ trưởng công đoàn có tài khoản (ngoài người đứng đầu), nên bản này không cần chữ ký thứ hai."


def state_of(pledge: Pledge) -> str:
    """In one sentence for the pledge's page: signed, waiting for somebody, or not needed."""
    if not pledge.is_collective or pledge.status == Pledge.Status.WITHDRAWN:
        return ""
    if pledge.union_signed_by:
        return f"Tổ trưởng công đoàn {pledge.union_signed_by.get_full_name()} đã ký."
    signer = union_signer(pledge.department)
    return f"Chờ tổ trưởng công đoàn {signer} ký." if signer else NOBODY


def why_not_sign(pledge: Pledge, *, by: Any) -> str:
    if over := why_over(pledge.campaign):
        return over
    if pledge.union_signed_at:
        return "Bản đăng ký này đã có chữ ký của tổ trưởng công đoàn; không cần ký lại."
    if pledge.status not in SIGNED_IN:
        state = pledge.get_status_display()
        return f"Chưa ký được vì bản đăng ký đang ở bước “{state}”; ký sau khi người đứng đầu đơn vị gửi."
    if union_signer(pledge.department) != staff_of(by):
        return f"Chưa ký được vì tổ trưởng công đoàn ký bản này là người khác; xem trang của {pledge.department}."
    return ""


def sign(pledge: Pledge, *, by: Any) -> None:
    with holding(pledge):
        refuse(why_not_sign(pledge, by=by))
        pledge.union_signed_at, pledge.union_signed_by = clock.now(), by
        pledge.save(update_fields=["union_signed_at", "union_signed_by"])
        audit(pledge, "sign_for_union", by=by, after={"union_signed_at": pledge.union_signed_at})
