"""The menu: the union of what this person's roles need, in a fixed order; nobody switches role."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from awards import announcing
from awards.law_permissions import reads_parameters, reads_regulations
from awards.permissions import reads_fund, reads_trail
from awards.roles import hears_initiatives, is_council_member
from campaigns.models import Campaign, Department
from campaigns.own_things import current_campaign
from campaigns.roles import headed, is_administrator, is_clerk, is_rector, staff_of


def menu(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: the menu and the person's roles in words; nothing for a visitor."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or request.path.startswith("/admin/"):
        return {}
    person = staff_of(user)
    units = headed(user)
    member, hears = is_council_member(user), hears_initiatives(user)
    roles = _roles(user, units, member, hears)
    items = _items(user, person, units, member or hears)
    law_pages = _law_pages(request.path, user)
    path = reverse("legal_basis") if law_pages else request.path
    current = _current(path, [url for _, url in items])
    return {
        "status_words": announcing.status_words(user),
        "menu": [{"label": label, "url": url, "current": url == current} for label, url in items],
        "law_pages": law_pages,
        "roles_in_words": roles,
        "keeps_institution": is_clerk(user) or is_administrator(user),
        "trail_url": reverse("audit_trail") if reads_trail(user) else "",
    }


def _items(user: Any, person: Any, units: list[Department], member: bool) -> list[tuple[str, str]]:
    clerk, works_here = is_clerk(user), person is not None
    leads = any(unit.kind == Department.Kind.SCHOOL for unit in units)
    own_page = reverse("staff_list") if clerk or units else reverse("staff_member", args=[person.pk]) if person else ""
    offered = [
        ("Sáng kiến", reverse("initiative_list"), works_here),
        ("Hội đồng", reverse("council_session_list"), clerk or member),
        ("Quyết định", reverse("decision_list"), works_here),
        ("Văn bản", reverse("outgoing_list"), clerk or is_rector(user)),
        ("Tờ trình", reverse("submission_list"), clerk or leads),
        ("Quỹ", reverse("award_fund"), reads_fund(user)),
        ("Cán bộ" if clerk or units else "Hồ sơ cá nhân", own_page, works_here),
        ("Xếp loại năm", reverse("rating_years"), clerk or bool(units)),
        ("Pháp lý", reverse("legal_basis"), True),
        ("Chặng đường", reverse("my_road"), works_here),
        ("Công khai", reverse("public_list"), True),
        ("Nhật ký", reverse("audit_trail"), reads_trail(user)),
    ]
    first = [("Trang chủ", reverse("home")), ("Phong trào", reverse("campaign_list"))]
    of_campaign = _of_campaign(current_campaign(user), units, clerk) if works_here else []
    return first + of_campaign + [(label, url) for label, url, shown in offered if shown]


def _of_campaign(campaign: Campaign | None, units: list[Department], clerk: bool) -> list[tuple[str, str]]:
    """What somebody who works here does in the campaign that runs."""
    if campaign is None:
        return []
    items = [("Của tôi", reverse("my_pledge", args=[campaign.pk]))]
    own = next((unit for unit in units if unit.kind != Department.Kind.SCHOOL), None)
    if own is not None:
        items.append(("Đơn vị", reverse("unit_registration", args=[campaign.pk, own.pk])))
    if clerk or any(unit.kind == Department.Kind.SCHOOL for unit in units):
        items.append(("Đăng ký", reverse("registration_list", args=[campaign.pk])))
    return [*items, ("Hồ sơ", reverse("nomination_list", args=[campaign.pk]))]


def _law_pages(path: str, user: Any) -> list[tuple[str, str, bool]]:
    """Label, address, whether it is the page: beside each other on every page of the law; nothing elsewhere."""
    reads_rules, reads_values = reads_regulations(user), reads_parameters(user)
    named = [
        ("Căn cứ pháp lý", "legal_basis", True),
        ("Văn bản", "legal_text_list", reads_rules),
        ("Quy chế", "regulation_list", reads_rules),
        ("Tham số", "parameter_list", reads_values),
        ("Lương cơ sở", "base_salary_list", reads_rules),
        ("Diễn tập", "rehearsal_list", reads_values),
        ("Kiểm tra lại hằng năm", "law_check", reads_values),
    ]
    names = [(label, name) for label, name, shown in named if shown]
    pages = [(label, reverse(name), path.startswith(reverse(name))) for label, name in names]
    return pages if any(current for _, _, current in pages) else []


def _current(path: str, urls: list[str]) -> str:
    """The menu's longest address that begins this page's; home only for itself."""
    fitting = [url for url in urls if url != "/" and path.startswith(url)]
    return max(fitting, key=len) if fitting else ("/" if path == "/" else "")


def _roles(user: Any, units: list[Department], member: bool, hears: bool) -> str:
    words = [f"{'Đứng đầu' if unit.is_headed else 'Phụ trách thay'} {unit.name}" for unit in units]
    words += ["Thành viên Hội đồng"] if member else []
    words += ["Thành viên Hội đồng sáng kiến"] if hears else []
    words += ["Thường trực Hội đồng"] if is_clerk(user) else []
    words += ["Quản trị"] if is_administrator(user) else []
    return " · ".join(words)
