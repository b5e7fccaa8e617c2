"""What surrounds every request: one reading of the clock, the rules for the browser, typed text that is not lost."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url

from thidua import clock, kept_forms, setting_up
from thidua.second_factor import MISSING

GetResponse = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; frame-src 'self'; frame-ancestors 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'"
)


def clock_of_the_request(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponse:
        with clock.request_scope():
            return get_response(request)

    return middleware


def lead_to_set_up(get_response: GetResponse) -> GetResponse:
    """While no institution exists every page but health, help and static files leads to the set-up."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if setting_up.known_done:
            return get_response(request)
        door = resolve_url("setup")
        open_to_all = (door, resolve_url("health"), resolve_url("help"), f"/{settings.STATIC_URL.lstrip('/')}")
        if not request.path.startswith(open_to_all) and setting_up.is_open():
            return HttpResponseRedirect(door)
        return get_response(request)

    return middleware


def content_security_policy(get_response: GetResponse) -> GetResponse:
    """Nothing from outside, no inline script or style; a view may set a stricter one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        return response

    return middleware


def keep_typed_text(get_response: GetResponse) -> GetResponse:
    """A post turned away to the sign-in page keeps what was typed (stands after AuthenticationMiddleware)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        turned_away = request.method == "POST" and response.status_code == 302 and not request.user.is_authenticated
        sign_in = resolve_url("sign_in")
        if turned_away and request.path != sign_in and response["Location"].split("?")[0] == sign_in:
            return kept_forms.send_to_sign_in(request, response)
        return response

    return middleware


PASSWORD_FIRST = frozenset({"password_change", "sign_out"})
SECOND_FACTOR_FIRST = PASSWORD_FIRST | {"second_factor", "second_factor_begin", "second_factor_confirm"}


def first_things_first(get_response: GetResponse) -> GetResponse:
    """A one-time password is changed, a second factor that is asked for is set up, before any other page opens."""

    def process_view(request: HttpRequest, *view: object) -> HttpResponse | None:
        name = request.resolver_match.view_name
        if name == "health" or not request.user.is_authenticated:
            return None
        if request.user.must_change_password:
            return None if name in PASSWORD_FIRST else redirect("password_change")
        if request.session.get(MISSING):
            return None if name in SECOND_FACTOR_FIRST else redirect("second_factor")
        return None

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_view = process_view
    return middleware
