"""What surrounds every request: one reading of the clock, the rules for the browser, typed text that is not lost."""

from collections.abc import Callable
from urllib.parse import unquote_plus

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url

from thidua import clock, kept_forms, setting_up
from thidua.second_factor import MISSING

GetResponse = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; frame-src 'self'; frame-ancestors 'none'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'"
)
FRAMED = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
# What every answer carries, unless a view says something stricter. Nothing with a person in it stays in a browser
# after signing out, so no page is stored; files in static/ say otherwise for themselves.
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
RENEWED_AT, BEGAN_AT = "session_renewed_at", "session_began_at"
RENEW_SECONDS = 10 * 60
LONGEST_SESSION_SECONDS = 7 * 24 * 60 * 60
UNATTENDED = "X-Unattended"  # sent by a script that asks on a timer; a view only such scripts ask sets the attribute


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


def rules_for_the_browser(get_response: GetResponse) -> GetResponse:
    """Nothing from outside, no inline script or style. Stands first: also around errors, redirects and static files."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.get("X-Frame-Options") == "SAMEORIGIN":  # a PDF of ours, shown beside its checks
            response.headers.setdefault("Content-Security-Policy", FRAMED)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def readable_requests_only(get_response: GetResponse) -> GetResponse:
    """A body that no form of ours can have is not read, let alone kept on disk for somebody not even signed in.

    And no address holds the character NUL, which PostgreSQL cannot compare with anything.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "\0" in unquote_plus(request.META.get("QUERY_STRING", "")):
            return render(request, "400.html", status=400)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.MAX_REQUEST_BYTES:
            return render(request, "413.html", status=413)
        return get_response(request)

    return middleware


def sessions_end(get_response: GetResponse) -> GetResponse:
    """A day after the last page, and a week after signing in at the latest (stands after AuthenticationMiddleware).

    The day slides, but is written down only every ten minutes, and not for what a page asks by itself
    (static/js/live.js): a screen left alone ends a day after somebody last opened a page on it. The week is for a
    cookie that was copied: whoever has it may keep it warm, but not for ever.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.is_unattended = UNATTENDED in request.headers
        session, now = request.session, int(clock.real_now().timestamp())
        if SESSION_KEY in session and now - session.get(BEGAN_AT, now) >= LONGEST_SESSION_SECONDS:
            logout(request)
        response = get_response(request)
        if SESSION_KEY in session and not request.is_unattended:
            begins = BEGAN_AT not in session and session.modified  # signing in writes the row anyway
            if begins or now - session.get(RENEWED_AT, now) >= RENEW_SECONDS:
                session.setdefault(BEGAN_AT, now)
                session[RENEWED_AT] = now
        return response

    return middleware


def keep_typed_text(get_response: GetResponse) -> GetResponse:
    """A post turned away to the sign-in page keeps what was typed (stands after AuthenticationMiddleware)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method != "POST" or response.status_code != 302:
            return response
        sign_in = resolve_url("sign_in")
        turned_away = request.path != sign_in and response["Location"].split("?")[0] == sign_in
        if turned_away and not request.user.is_authenticated:
            return kept_forms.send_to_sign_in(request, response)
        return response

    return middleware


def words_for_a_wrong_method(get_response: GetResponse) -> GetResponse:
    """An address of an act opened from history or a bookmark: a sentence, where Django answers with an empty page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or "text/html" not in request.headers.get("Accept", ""):
            return response
        page = render(request, "405.html", status=405)
        page["Allow"] = response["Allow"]
        return page

    return middleware


PASSWORD_FIRST = frozenset({"password_change", "sign_out"})
SECOND_FACTOR_FIRST = PASSWORD_FIRST | {"second_factor", "second_factor_begin", "second_factor_confirm"}


def first_things_first(get_response: GetResponse) -> GetResponse:
    """A one-time password is changed, a second factor that is asked for is set up, before any other page opens."""

    def process_view(request: HttpRequest, view: Callable, *arguments: object) -> HttpResponse | None:
        return None if hasattr(view, "sees_to_first_things") else first_thing(request)

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_view = process_view
    return middleware


def first_thing(request: HttpRequest) -> HttpResponse | None:
    """The way to what this person must do first, unless they are there."""
    name = request.resolver_match.view_name
    if name == "health" or not request.user.is_authenticated:
        return None
    if request.user.must_change_password:
        return None if name in PASSWORD_FIRST else redirect("password_change")
    if request.session.get(MISSING):
        return None if name in SECOND_FACTOR_FIRST else redirect("second_factor")
    return None


def sees_to_first_things(view: Callable) -> Callable:
    """For a view that asks `first_thing` itself, because usually it need not look up who is there."""
    view.sees_to_first_things = True
    return view
