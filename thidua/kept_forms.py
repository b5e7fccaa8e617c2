"""What somebody typed outlives an ended session and a stale page; nothing is ever sent on their behalf.

`{% form_token %}` puts a signed note into a form: whose it is and on which page it stands. When the post meets no
session or a stale token, the typed text goes into the session and the form's page shows it again, to its owner only.
Ballots carry no note, so they are never kept.
"""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.core import signing
from django.forms import BaseForm, FileField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url
from django.utils.datastructures import MultiValueDict
from django.utils.http import url_has_allowed_host_and_scheme

from thidua import clock

FIELD = "form_owner"
SESSION_KEY = "kept_form"
SALT = "thidua.kept_forms"
MAX_LENGTH = 200_000
KEPT_SECONDS = 24 * 60 * 60
NEVER_KEPT = ("csrfmiddlewaretoken", FIELD)
SESSION_ENDED = "Nội dung vừa nhập vẫn còn; kiểm tra rồi bấm gửi."
STALE_PAGE = "Trang mở đã lâu nên chưa gửi được. Nội dung vẫn còn bên dưới; kiểm tra rồi bấm gửi."


def owner_token(user: Any, page: str) -> str:
    return signing.dumps([user.pk, page], salt=SALT)


def keep(request: HttpRequest, notice: str) -> str:
    """Put the posted text into the session; returns the address of the form's page, "" when the form names none."""
    try:
        owner, page = signing.loads(request.POST.get(FIELD, ""), salt=SALT)
    except signing.BadSignature:
        return ""
    if request.user.is_authenticated and request.user.pk != owner:
        return ""
    typed = [(key, value) for key, values in request.POST.lists() for value in values if _may_keep(key)]
    text = urlencode(typed)
    if len(text) <= MAX_LENGTH:
        request.session[SESSION_KEY] = {
            "owner": owner,
            "page": page,
            "typed": text,
            "notice": notice,
            "at": int(clock.real_now().timestamp()),
        }
    return page


def restored(request: HttpRequest) -> QueryDict | None:
    """The text kept for this page and this user, once; what belongs to somebody else or is a day old is dropped."""
    kept = request.session.get(SESSION_KEY) if request.method == "GET" and request.user.is_authenticated else None
    if not kept:
        return None
    is_theirs = kept["owner"] == request.user.pk and clock.real_now().timestamp() - kept["at"] < KEPT_SECONDS
    if is_theirs and kept["page"] != request.get_full_path():
        return None
    del request.session[SESSION_KEY]
    if not is_theirs:
        return None
    messages.info(request, kept["notice"])
    return QueryDict(kept["typed"])


def forget(request: HttpRequest) -> None:
    """Text kept for this address has been stored: it is not to come back over what is there now."""
    kept = request.session.get(SESSION_KEY)
    if kept and urlsplit(kept["page"]).path == request.path:
        del request.session[SESSION_KEY]


def refill(request: HttpRequest, *forms: BaseForm) -> bool:
    """Put kept text into unbound forms as their initial values; True when there was any. Files are not kept."""
    if any(form.is_bound for form in forms):
        return False
    typed = restored(request)
    if typed is None:
        return False
    for form in forms:
        for name, field in form.fields.items():
            if not isinstance(field, FileField) and not field.disabled:
                value = field.widget.value_from_datadict(typed, MultiValueDict(), form.add_prefix(name))
                form.initial[name] = field.bound_data(value, None)
    return True


def send_to_sign_in(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A post that met no session: keep what was typed and come back to the form's page after signing in."""
    page = keep(request, SESSION_ENDED) or _page_before(request)
    sign_in = urlsplit(response["Location"])._replace(query=urlencode({"next": page}) if page else "")
    return HttpResponseRedirect(sign_in.geturl())


def back_to_form(request: HttpRequest) -> HttpResponse | None:
    """After a stale token: the form's page with the text in it, or None when the form is not this user's."""
    page = keep(request, STALE_PAGE if request.user.is_authenticated else SESSION_ENDED)
    if not page:
        return None
    if request.user.is_authenticated:
        return HttpResponseRedirect(page)
    return HttpResponseRedirect(f"{resolve_url('sign_in')}?{urlencode({'next': page})}")


def _may_keep(key: str) -> bool:
    return key not in NEVER_KEPT and "password" not in key


def _page_before(request: HttpRequest) -> str:
    """Address of the page the post came from, when it is ours: what was posted to may not be a page at all."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
