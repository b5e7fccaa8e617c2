"""An old plan read in: its text or file, then the page that confirms every guess. Nothing is kept in between."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from campaigns.forms.confirmations import Confirmation
from campaigns.forms.readings import SourceForm
from campaigns.models import Campaign, StaffMember
from campaigns.reading import Proposal, read
from campaigns.reading.reader import LONGEST
from campaigns.reading_in import in_the_way, take_over
from campaigns.roles import is_clerk
from thidua.kept_forms import owner_token, refill, restored
from thidua.workflow import Refused

SOURCE = "source"
NOTHING_READ = "Chưa có văn bản để đối chiếu; dán văn bản hoặc chọn tệp rồi đọc lại."
SAVED = "Đã lập bản thảo từ kế hoạch cũ. Xem các điểm còn thiếu rồi sửa tiếp."


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def reading_start(request: HttpRequest) -> HttpResponse:
    """The text or the file; when a plan is found in it, the page of confirmation at once."""
    _only_the_clerk(request)
    form = SourceForm(request.POST or None, request.FILES or None)
    proposal = None
    if request.method == "POST" and form.is_valid():
        proposal = read(form.cleaned_data["text"])
        if proposal.looks_like_plan:
            return _confirmation(request, proposal, Confirmation(proposal))
    refill(request, form)
    return render(request, "campaigns/reading_start.html", {"form": form, "proposal": proposal})


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def reading_save(request: HttpRequest) -> HttpResponse:
    """What was confirmed becomes a draft; with an error the page stays as it was typed."""
    _only_the_clerk(request)
    typed = request.POST if request.method == "POST" else restored(request)
    source = typed.get(SOURCE, "") if typed else ""
    if not source.strip() or len(source) > LONGEST + source.count("\n"):
        if request.method == "POST":
            messages.error(request, NOTHING_READ)
        return redirect("reading_start")
    proposal = read(source)
    confirmation = Confirmation(proposal, typed)
    if request.method == "POST" and confirmation.is_valid() and (campaign := _saved(request, confirmation)):
        return redirect(campaign)
    return _confirmation(request, proposal, confirmation)


def _only_the_clerk(request: HttpRequest) -> None:
    if not is_clerk(request.user):
        raise Http404


def _saved(request: HttpRequest, confirmation: Confirmation) -> Campaign | None:
    try:
        campaign = take_over(confirmation.taken(), by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return None
    messages.success(request, SAVED)
    return campaign


def _confirmation(request: HttpRequest, proposal: Proposal, confirmation: Confirmation) -> HttpResponse:
    head = confirmation.head
    context: dict[str, Any] = {
        "proposal": proposal,
        "in_the_way": in_the_way(head["kind"].value(), head["year"].value()),
        "confirmation": confirmation,
        "source": "\n".join(proposal.source),
        "lines": [(n, line, n in proposal.unused) for n, line in enumerate(proposal.source, start=1)],
        "signer_is_known": _is_known(proposal),
        # The form stands on this address but is the other's: what is kept of it comes back there.
        "owner_token": owner_token(request.user, reverse("reading_save")),
    }
    return render(request, "campaigns/reading_confirm.html", context)


def _is_known(proposal: Proposal) -> bool:
    """Whether somebody of the signer's name is among the staff."""
    if proposal.signer is None:
        return False
    name = proposal.signer.value.name.rpartition(".")[2].strip()
    return StaffMember.objects.filter(full_name__iexact=name).exists()
