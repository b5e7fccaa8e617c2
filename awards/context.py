"""The menu: the union of what this person's roles need, in a fixed order; nobody switches role."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from awards.permissions import reads_trail
from awards.roles import is_council_member
from campaigns.models import Department
from campaigns.roles import headed, is_administrator, is_clerk, staff_of
from campaigns.todo import current_campaign


def menu(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: the menu and the person's roles in words; nothing for a visitor."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or request.path.startswith("/admin/"):
        return {}
    person = staff_of(user)
    units = headed(user)
    member = is_council_member(user)
    roles = _roles(user, units, member)
    items = _items(user, person, units, member)
    current = _current(request.path, [url for _, url in items])
    return {
        "menu": [{"label": label, "url": url, "current": url == current} for label, url in items],
        "roles_in_words": roles,
        "keeps_institution": is_clerk(user) or is_administrator(user),
        "trail_url": reverse("audit_trail") if reads_trail(user) else "",
    }


def _items(user: Any, person: Any, units: list[Department], member: bool) -> list[tuple[str, str]]:
    clerk = is_clerk(user)
    campaign = current_campaign(user)
    items = [("Trang chủ", reverse("home")), ("Phong trào", reverse("campaign_list"))]
    if person is not None and campaign is not None:
        items.append(("Của tôi", reverse("my_pledge", args=[campaign.pk])))
        own = next((unit for unit in units if unit.kind != Department.Kind.SCHOOL), None)
        if own is not None:
            items.append(("Đơn vị", reverse("unit_registration", args=[campaign.pk, own.pk])))
        if clerk or any(unit.kind == Department.Kind.SCHOOL for unit in units):
            items.append(("Đăng ký", reverse("registration_list", args=[campaign.pk])))
        items.append(("Hồ sơ", reverse("nomination_list", args=[campaign.pk])))
    if clerk or member:
        items.append(("Hội đồng", reverse("council_session_list")))
    if person is not None:
        items.append(("Quyết định", reverse("decision_list")))
        items.append(
            ("Cán bộ", reverse("staff_list"))
            if clerk or units
            else ("Hồ sơ cá nhân", reverse("staff_member", args=[person.pk]))
        )
        items.append(("Chặng đường", reverse("my_road")))
    items.append(("Công khai", reverse("public_list")))
    if reads_trail(user):
        items.append(("Nhật ký", reverse("audit_trail")))
    return items


def _current(path: str, urls: list[str]) -> str:
    """The menu's longest address that begins this page's; home only for itself."""
    fitting = [url for url in urls if url != "/" and path.startswith(url)]
    return max(fitting, key=len) if fitting else ("/" if path == "/" else "")


def _roles(user: Any, units: list[Department], member: bool) -> str:
    words = [f"{'Đứng đầu' if unit.is_headed else 'Phụ trách thay'} {unit.name}" for unit in units]
    words += ["Thành viên Hội đồng"] if member else []
    words += ["Thường trực Hội đồng"] if is_clerk(user) else []
    words += ["Quản trị"] if is_administrator(user) else []
    return " · ".join(words)
