"""Pages for anybody, without signing in: decisions in force, and whether a paper is genuine."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from awards import certifying
from awards.documents.certificates import code_of
from awards.forms.verify import VerifyForm, normal_code, parts_of_certificate
from awards.kinds import KINDS
from awards.models import Decision, DecisionLine, Revocation
from campaigns.roles import is_clerk
from thidua.http import paginate
from thidua.models import IssuedDocument
from thidua.models.document import CODE_LENGTH
from thidua.ratelimit import WrongTries, address_of
from thidua.tables import excel_too

LONGEST_SHOWN = 40
# Why right codes are answered whatever was tried before: docs/secrecy.md.
GUESSES = WrongTries("verify", allowed=200, seconds=5 * 60)
LETTERS = WrongTries("verify-certificate", allowed=20, seconds=10 * 60)  # of one decision, whose code its papers bear


@require_GET
@excel_too
def public_list(request: HttpRequest) -> HttpResponse:
    """Who was given what, by which decision; then what was taken back. Nothing else about anybody."""
    lines = (
        DecisionLine.objects.select_related("award", "decision__document__series")
        .defer("decision__document__paper")
        .order_by("-decision__date", "-decision", "ordinal")
    )
    taken_back = Q(revocation_line__revocation__status=Revocation.Status.ISSUED)
    in_force = lines.filter(~taken_back, decision__status=Decision.Status.ISSUED)
    revoked = (
        lines.filter(taken_back)
        .select_related("revocation_line__revocation__document__series")
        .defer("decision__document__paper", "revocation_line__revocation__document__paper")
    )
    context = {"keeps_disclosures": is_clerk(request.user)}
    context |= {"page": paginate(request, in_force), "revoked": paginate(request, revoked, name="huy-bo")}
    response = render(request, "awards/public_list.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_GET
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    form = VerifyForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("verify_code", form.cleaned_data["code"])
    return render(request, "awards/verify.html", {"form": form})


@require_GET
@never_cache
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Repeats what is printed on the paper, and no more; only wrong codes are counted."""
    wanted, asker = normal_code(code), address_of(request)
    if document := _issued(wanted):
        kind = KINDS[document.kind].label if document.kind in KINDS else "Văn bản"
        return _answer(request, "verify_found", document=document, kind=kind, later=_later(document))
    parts = parts_of_certificate(wanted)
    of_decision = f"{asker} {parts[0]}" if parts else ""
    if parts and LETTERS.is_blocked(of_decision):
        return _answer(request, "verify_blocked", status=429, minutes=LETTERS.minutes, decision=True)
    if line := _certified(wanted):
        document = line.decision.document
        context = {"line": line, "document": document, "revoked": certifying.revoked_day(line)}
        return _answer(request, "verify_certificate", **context)
    if parts:
        LETTERS.count(of_decision)
    if GUESSES.count(asker) > GUESSES.allowed:
        return _answer(request, "verify_blocked", status=429, minutes=GUESSES.minutes)
    return _answer(request, "verify_unknown", status=404, code=code[:LONGEST_SHOWN])


def _issued(code: str) -> IssuedDocument | None:
    if len(code) != CODE_LENGTH:
        return None
    documents = IssuedDocument.objects.select_related("series", "revoked_by__series")
    return documents.defer("paper", "revoked_by__paper").filter(verify_code=code).first()


def _later(document: IssuedDocument) -> list[str]:
    """Papers that changed something of this one since, each in a sentence."""
    corrected = document.corrections.select_related("series").defer("paper").order_by("date", "number")
    said = [f"Đã được đính chính bằng {one.cited}." for one in corrected]
    if document.revoked_by_id:
        return said
    taken = Revocation.objects.filter(decision__document=document, status=Revocation.Status.ISSUED)
    rows = taken.select_related("document__series").defer("document__paper").annotate(count=Count("lines"))
    return said + [
        f"Đã bị hủy bỏ một phần ({row.count} trường hợp) theo {row.document.cited}."
        for row in rows.order_by("date", "pk")
    ]


def _certified(code: str) -> DecisionLine | None:
    """The line of a decision whose certificate bears this code."""
    if (parts := parts_of_certificate(code)) is None:
        return None
    lines = DecisionLine.objects.select_related(
        "award", "nomination__phase", "nomination__movement", "decision__document__series",
        "decision__document__revoked_by__series",
    ).defer("decision__document__paper", "decision__document__revoked_by__paper")  # fmt: skip
    line = lines.filter(decision__document__verify_code=parts[0], ordinal=parts[1]).first()
    return line if line and normal_code(code_of(line.decision, line.ordinal)) == code else None


def _answer(request: HttpRequest, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    response = render(request, f"awards/{template}.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
