"""The copy that is locked is the copy that was signed: what was printed for signature is remembered, then compared.

The same for what the desk writes, decisions, letters to the level above and revocations.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from awards.models import SheetForSignature
from thidua import clock, paper_changes
from thidua.papers import Paper
from thidua.vietnamese import vdate
from thidua.workflow import Refused

WHAT_TO_DO = (
    "In lại bản trình ký để ký rồi ban hành; hoặc, nếu bản đã ký đúng như nội dung hôm nay, đánh dấu vào ô "
    "“Tôi đã đối chiếu bản đã ký” rồi làm lại."
)


def sheets_of(draft: Model) -> QuerySet[SheetForSignature]:
    return SheetForSignature.objects.filter(room=draft._meta.model_name, subject=draft.pk)


def remember(draft: Model, paper: Paper, *, by: Any) -> None:
    """The blank that was just drawn; with the words of the last one, only its time is new."""
    words = paper.to_dict()
    digest = hashlib.sha256(json.dumps(words, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    said: dict[str, Any] = {"printed_at": clock.now(), "printed_by": by}
    last = newest(draft)
    if last and last.digest == digest:
        sheets_of(draft).filter(pk=last.pk).update(**said)
        return
    named = {"room": draft._meta.model_name, "subject": draft.pk}
    SheetForSignature.objects.create(**named, digest=digest, paper=words, **said)


def newest(draft: Model) -> SheetForSignature | None:
    return sheets_of(draft).first()


def printed_on(draft: Model) -> date | None:
    """The day of the sheet that was printed for signature last."""
    sheet = newest(draft)
    return timezone.localdate(sheet.printed_at) if sheet else None


def forget(draft: Model) -> None:
    """With the draft, before it is deleted."""
    sheets_of(draft).delete()


def why_other(draft: Any, gather: Callable[[], Paper]) -> str:
    """ "" or what of the blank as it would be printed now (`gather`) is not what was printed for signature."""
    last = None if draft.document_id else newest(draft)
    if last is None:
        return ""
    try:
        changed = paper_changes.changes(Paper.from_dict(last.paper), gather())
    except Refused:  # what cannot be drawn is refused for that
        return ""
    if not changed:
        return ""
    return f"Nội dung hôm nay khác bản trình ký in lúc {_moment(last)}: {paper_changes.named(changed)}."


def settle(draft: Any, gather: Callable[[], Paper], *, compared: bool) -> str:
    """Inside the issue's lock: Refused where the signed sheet may be another one and nobody compared it by hand.

    compared: somebody says that the signed sheet is what will be locked, though another was printed last. The answer
    is the reason the trail keeps of that.
    """
    differs = why_other(draft, gather)
    if differs and not compared:
        raise Refused(f"{differs} {WHAT_TO_DO}")
    return f"Đã đối chiếu bản đã ký. {differs}" if differs else ""


def told(draft: Model) -> list[tuple[str, str]]:
    """For the question before the issue: when the blank was printed, and whether earlier ones said something else."""
    last, *earlier = [*sheets_of(draft)[:2], None]
    if last is None:
        return []
    other = f"; bản in trước đó, lúc {_moment(earlier[0])}, có nội dung khác" if earlier[0] else ""
    return [("Bản trình ký", f"in lúc {_moment(last)}{other}")]


def _moment(sheet: SheetForSignature) -> str:
    local = timezone.localtime(sheet.printed_at)
    return f"{local:%H:%M} ngày {vdate(local)}"
