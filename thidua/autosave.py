"""A form that saves itself while somebody types (static/js/app.js posts it quietly, see `data-autosave`).

What can be stored is stored by the form's own page, as its button “Lưu nháp” would; what cannot yet is kept as typed
(thidua/kept_forms.py) and shown again when the page is opened anew. The answer is a line for beside the buttons.
"""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from thidua import clock, kept_forms

FIELD = "autosave"
STILL_THERE = "Nội dung nhập lần trước được giữ lại, chưa lưu; kiểm tra rồi bấm lưu."


def is_asked(request: HttpRequest) -> bool:
    return FIELD in request.POST


def saved(request: HttpRequest, **more: Any) -> JsonResponse:
    """Stored. `more`: what the page has to know to go on, such as the keys of new rows."""
    kept_forms.forget(request)
    return JsonResponse({"said": f"Đã tự lưu lúc {_now()}"} | more)


def kept(request: HttpRequest, missing: str) -> JsonResponse:
    """Not stored yet: `missing` says why; the text is kept as it was typed."""
    kept_forms.keep(request, STILL_THERE)
    return JsonResponse({"said": f"Đã giữ chữ lúc {_now()}, chưa lưu vào bản nháp: {missing}"})


def refused(request: HttpRequest, sentence: str) -> JsonResponse:
    """Nothing can be stored here any more."""
    kept_forms.keep(request, STILL_THERE)
    return JsonResponse({"said": sentence, "stop": True})


def _now() -> str:
    return f"{timezone.localtime(clock.now()):%H:%M}"
