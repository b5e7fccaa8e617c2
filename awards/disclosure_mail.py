"""A letter to the staff when a list is posted: until when objections are received, and where the list stands.

Not the day's letter (campaigns/digesting.py): somebody's act sends it, once. Who wants no letters gets none.
"""

from django.conf import settings
from django.urls import reverse
from django_tasks import task

from awards.models import Disclosure
from campaigns import digesting
from thidua import clock, mailing
from thidua.audit import audit, history_of
from thidua.models import Institution
from thidua.vietnamese import vdate


def later(pk: int) -> None:
    """After the commit that begins the list; nothing where no letter could go."""
    if mailing.is_set_up():
        announce.enqueue(pk)


@task()
def announce(pk: int) -> None:
    with clock.request_scope():
        disclosure = Disclosure.objects.select_related("campaign").filter(pk=pk).first()
        # A task may be delivered twice.
        if disclosure is None or disclosure.ends_on < clock.today() or _is_told(disclosure):
            return
        subject, body = words(disclosure)
        people = [user for user in digesting.readers() if digesting.wants(user)]
        greeting = "Kính gửi đồng chí {},\n\n"
        letters = [
            (digesting.address_of(user), subject, greeting.format(user.get_short_name()) + body) for user in people
        ]
        said = mailing.tell_all(letters)
        without = said.count(mailing.NO_ADDRESS)
        told = {"sent": said.count(""), "without_address": without, "failed": len(said) - said.count("") - without}
        audit(disclosure, "announce", by=None, after=told)


def _is_told(disclosure: Disclosure) -> bool:
    return history_of(disclosure).filter(verb="disclosure.announce").exists()


def words(disclosure: Disclosure) -> tuple[str, str]:
    year = disclosure.campaign.year
    subject = f"[Thi đua {year}] Công khai danh sách đề nghị, nhận kiến nghị đến ngày {vdate(disclosure.ends_on)}"
    lines = [
        f"Từ ngày {vdate(disclosure.starts_on)} đến hết ngày {vdate(disclosure.ends_on)}, Trường công khai danh sách "
        f"đề nghị xét danh hiệu thi đua, hình thức khen thưởng năm {year}. Kiến nghị gửi trên trang của danh sách hoặc "
        "gửi Thường trực Hội đồng trong thời gian ấy; người kiến nghị được giữ kín khi có yêu cầu.",
        link(reverse("disclosure", args=[disclosure.pk])),
        contact(),
    ]
    return subject, "\n\n".join(filter(None, lines)) + "\n"


def link(path: str) -> str:
    """Absolute; "" while nobody has said where the program is found."""
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else ""


def contact() -> str:
    school = Institution.objects.first()
    if school is None or not school.contact_phone:
        return ""
    return f"Liên hệ: {school.contact_name}, điện thoại {school.contact_phone}."
