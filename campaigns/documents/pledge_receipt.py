"""Giấy biên nhận đăng ký: that a pledge was handed in, when, with what in it, and who confirms it. Without a number."""

from collections.abc import Iterator

from django.utils import timezone

from campaigns.documents.pledge import endorser_signature, sent_on, target_blocks, unit_header, what_lines
from campaigns.models import Pledge
from campaigns.roles import endorser_name
from thidua.models import Institution
from thidua.papers import Line, Lines, Paper, name
from thidua.vietnamese import date_words
from thidua.workflow import refuse


def why_not_print(pledge: Pledge) -> str:
    if sent_on(pledge) is None:
        state = pledge.get_status_display()
        return f"Chưa có giấy biên nhận vì bản đăng ký đang ở bước “{state}”; gửi đăng ký rồi in."
    return ""


def gather(pledge: Pledge) -> Paper:
    refuse(why_not_print(pledge))
    institution = Institution.objects.get()
    day = sent_on(pledge)
    return Paper(
        kind="pledge-receipt",
        file_name=f"bien-nhan-{pledge.campaign.year}-{pledge.pk:04d}.pdf",
        header=unit_header(pledge.unit, institution, day),
        title="GIẤY BIÊN NHẬN ĐĂNG KÝ",
        summary=f"Đăng ký thi đua năm {pledge.campaign.year}",
        blocks=[Lines(list(_receipt(pledge))), Lines(list(what_lines(pledge))), *target_blocks(pledge)],
        signatures=[endorser_signature(pledge, institution, day)],
    )


def _receipt(pledge: Pledge) -> Iterator[Line]:
    sent = timezone.localtime(pledge.submitted_at)
    yield Line("Mã biên nhận", pledge.receipt_code)
    if pledge.is_collective:
        yield Line("Tên tập thể", pledge.department.name)
    else:
        yield Line("Họ và tên", name(pledge.staff_member.full_name))
        yield Line("Chức vụ, đơn vị", ", ".join(filter(None, [pledge.post, pledge.unit.name])))
    yield Line("Gửi lúc", f"{sent:%H} giờ {sent:%M}, {date_words(sent.date())}")
    yield Line("Nay ở bước", pledge.get_status_display())
    endorser = endorser_name(pledge.owner, pledge.unit)
    yield Line("Người xác nhận", f"{endorser[:1].upper()}{endorser[1:]}")
