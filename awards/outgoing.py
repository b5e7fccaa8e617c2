"""The register of outgoing papers: what the program gave a number to, and the plans that had theirs on paper."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, QuerySet, Value
from django.urls import reverse

from awards.models import PaperDraft, Revocation
from campaigns import plan_numbers
from campaigns.documents.plan import recipients_of
from campaigns.documents.signing import signers_on
from campaigns.models import Campaign, PlanAmendment, Posting
from thidua.models import Institution, IssuedDocument, Series
from thidua.vietnamese import upper_first

ON_PAPER = "Đã cấp số trên bản giấy"
PLAN = "Kế hoạch"
KEPT = "Lưu:"  # the line of the recipients that says who keeps a copy
AS_ARTICLE = re.compile(r"Như Điều (\d+)")
# Who carries a decision out: what stands in that article before these words.
CARRIED_OUT = re.compile(r"([^.]+?) (?:chịu trách nhiệm|có trách nhiệm|căn cứ Quyết định) ")
AS_ADDRESSED, AS_LISTED = "Như trên", "Theo danh sách kèm theo"
ISSUED = "issued"
PLANS = {"plan": "plan_items", "plan-amendment": "campaign__plan_items"}  # kind: where its recipients stand
RELATED = ("series", "revoked_by__series", "corrects__series", "replaces__series", "file")
UNREAD = ("paper", "revoked_by__paper", "corrects__paper", "replaces__paper", "file__content")

Key = tuple[date, int, int, str]  # day, number, primary key, ISSUED or a kind of plan


@dataclass(frozen=True)
class Entry:
    """One line of the register. `pages` and `document` only of what the program issued; `url` shows it or its plan."""

    series: Series
    number: int
    full_number: str
    date: date
    title: str
    frozen_title: str | None
    signer: str
    recipients: list[str]
    url: str
    addressed: list[str] = field(default_factory=list)
    remark: str = ""
    document: IssuedDocument | None = None

    @property
    def sent_to(self) -> str:
        """Who gets it, with the addressees where the paper says “Như trên”."""
        sent = [line for line in self.recipients if not line.startswith((KEPT, AS_ADDRESSED))]
        if AS_ADDRESSED in self.recipients:
            sent = [*(self.addressed or [AS_LISTED]), *sent]
        return "; ".join(sent)

    @property
    def kept_by(self) -> str:
        return "; ".join(line.removeprefix(KEPT).strip() for line in self.recipients if line.startswith(KEPT))

    @property
    def is_on_paper(self) -> bool:
        return self.document is None

    @property
    def pages(self) -> int | None:
        return self.document.file.pages if self.document else None


def years() -> list[int]:
    """The years something was given a number in, newest first."""
    issued = IssuedDocument.objects.order_by().values_list("year", flat=True).distinct()
    typed = [rows.values_list("plan_date__year", flat=True) for rows in map(plan_numbers.typed, PLANS)]
    return sorted({*issued, *(year for rows in typed for year in rows)}, reverse=True)


def keys(year: int, issued: QuerySet[IssuedDocument]) -> QuerySet:
    """All lines of a year as `Key`s, newest first: by day, then by number. `issued`: the papers that may be seen."""
    found = issued.filter(year=year).annotate(what=Value(ISSUED)).values_list("date", "number", "pk", "what")
    plans = [
        plan_numbers.typed(kind)
        .filter(plan_date__year=year)
        .annotate(what=Value(kind))
        .order_by()
        .values_list("plan_date", "plan_number", "pk", "what")
        for kind in PLANS
    ]
    return found.union(*plans, all=True).order_by("-date", "-number", "-pk")


def of_year(year: int) -> list[Entry]:
    """Series by series, in the order of the numbers."""
    found = entries(keys(year, IssuedDocument.objects.all()))
    return sorted(found, key=lambda one: (one.series.symbol, one.number, one.date))


def entries(found: Iterable[Key]) -> list[Entry]:
    """What the keys name, in their order and in a fixed number of queries; neither words nor bytes are read."""
    asked = list(found)
    wanted = {what: {pk for _, _, pk, other in asked if other == what} for _, _, _, what in asked}
    made = {(ISSUED, pk): one for pk, one in _issued(wanted.pop(ISSUED, set())).items()}
    made |= _typed(wanted)
    return [made[what, pk] for _, _, pk, what in asked if (what, pk) in made]


def _issued(pks: Collection[int]) -> dict[int, Entry]:
    rows = IssuedDocument.objects.filter(pk__in=pks).select_related(*RELATED).defer(*UNREAD)
    corrections = IssuedDocument.objects.select_related("series").defer("paper").order_by("date", "pk")
    rows = rows.prefetch_related(Prefetch("corrections", corrections)).annotate(
        frozen_title=F("paper__title"), addressed=F("paper__address_to"), recipients=F("paper__recipients")
    )
    as_article = [one.pk for one in rows if any(map(AS_ARTICLE.match, one.recipients or ()))]
    blocks = dict(IssuedDocument.objects.filter(pk__in=as_article).values_list("pk", "paper__blocks"))
    partly, amended = _revoking(pks), _amending_issued(pks)
    return {
        one.pk: Entry(
            series=one.series,
            number=one.number,
            full_number=one.full_number,
            date=one.date,
            title=one.title,
            frozen_title=one.frozen_title,
            signer=one.signer,
            recipients=[_carried_out(line, blocks.get(one.pk)) for line in one.recipients or ()],
            url=reverse("issued_document", args=[one.pk]),
            addressed=one.addressed or [],
            remark=remark(one, partly.get(one.pk, ()), amended.get(one.pk, ())),
            document=one,
        )
        for one in rows
    }


def _carried_out(line: str, blocks: list[dict[str, Any]] | None) -> str:
    """ "Như Điều 3" is who that article names; a register is read without the paper beside it."""
    cited = AS_ARTICLE.match(line)
    for block in blocks or () if cited else ():
        if block["type"] == "Article" and block["number"] == int(cited[1]):
            text = "".join(run if isinstance(run, str) else run["text"] for run in block["text"])
            if found := CARRIED_OUT.search(text):
                return upper_first(found[1].strip().replace(" có tên tại Điều 1", " có tên trong văn bản"))
    return line


def _typed(wanted: dict[str, set[int]]) -> dict[tuple[str, int], Entry]:
    plans = [
        (kind, plan)
        for kind, pks in wanted.items()
        for plan in plan_numbers.typed(kind).filter(pk__in=pks).prefetch_related(PLANS[kind])
    ]
    if not plans:
        return {}
    institution, series = Institution.objects.get(), Series.objects.get(code=plan_numbers.SERIES)
    signers = signers_on({plan.plan_date for _, plan in plans})
    amended = _amending({plan.pk: plan.plan_date for kind, plan in plans if kind == "plan"})
    return {
        (kind, plan.pk): _of_plan(
            plan, institution, series, signers[plan.plan_date], amended.get(plan.pk, ()) if kind == "plan" else ()
        )
        for kind, plan in plans
    }


def _of_plan(
    plan: Campaign | PlanAmendment,
    institution: Institution,
    series: Series,
    signer: Posting | None,
    amended: Collection[str],
) -> Entry:
    campaign = plan.campaign if isinstance(plan, PlanAmendment) else plan
    return Entry(
        series=series,
        number=plan.plan_number,
        full_number=plan_numbers.number_of(plan, institution).number,
        date=plan.plan_date,
        title=plan.title,
        frozen_title=PLAN,
        signer=f"{signer.staff_member}, {signer.post}" if signer else "",
        recipients=recipients_of(campaign, institution),
        url=plan.get_absolute_url(),
        remark="; ".join([ON_PAPER, *amended]),
    )


def remark(
    document: IssuedDocument,
    partly: Collection[IssuedDocument] | None = None,
    amended: Collection[str] | None = None,
) -> str:
    """What became of it, and what it did to an earlier one.

    `partly`, `amended`: as `_revoking` and `_amending_issued` say, where that is known.
    """
    said = []
    if document.revoked_by:
        word = "Thay thế" if document.revoked_by.replaces_id == document.pk else "Hủy bỏ"
        said.append(f"{word} bởi {document.revoked_by.cited}")
    revoking = _revoking([document.pk]).get(document.pk, ()) if partly is None else partly
    said += [f"Hủy bỏ một phần bởi {one.cited}" for one in revoking if one.pk != document.revoked_by_id]
    said += _amending_issued([document.pk]).get(document.pk, ()) if amended is None else amended
    said += [f"Được đính chính bởi {one.cited}" for one in document.corrections.all()]
    if document.corrects:
        said.append(f"Đính chính {document.corrects.cited}")
    if document.replaces:
        said.append(f"Thay thế {document.replaces.cited}")
    return "; ".join(said)


def _revoking(pks: Collection[int]) -> dict[int, list[IssuedDocument]]:
    """Of each decision's paper the papers that took lines of it back, oldest first."""
    issued = Revocation.objects.filter(decision__document__in=pks, document__isnull=False)
    rows = issued.select_related("document__series").defer("document__paper").order_by("document__date", "document")
    found: dict[int, list[IssuedDocument]] = {}
    for row in rows.annotate(first=F("decision__document")):
        found.setdefault(row.first, []).append(row.document)
    return found


def _amending_issued(pks: Collection[int]) -> dict[int, list[str]]:
    """Of each plan in force that the program issued what amends it."""
    drafts = PaperDraft.objects.filter(kind="plan", document__in=pks, document__revoked_by=None)
    plans = list(drafts.values_list("document", "subject", "document__date"))
    amended = _amending({campaign: day for _, campaign, day in plans})
    return {pk: amended[campaign] for pk, campaign, _ in plans if campaign in amended}


def _amending(plans: Mapping[int, date]) -> dict[int, list[str]]:
    """Campaigns, each with the day of its plan; for each the plans that amend it since, oldest first."""
    rows = list(PlanAmendment.objects.filter(campaign__in=plans)) if plans else []
    if not rows:
        return {}
    drafts = PaperDraft.objects.filter(kind="plan-amendment", subject__in=[row.pk for row in rows])
    drafts = drafts.filter(document__isnull=False, document__revoked_by=None).select_related("document__series")
    papers = {draft.subject: draft.document for draft in drafts.defer("document__paper").order_by("pk")}
    institution = Institution.objects.get()
    cited = []
    for row in rows:
        if plan_numbers.is_typed(row):
            cited.append((row.plan_date, row.campaign_id, f"{PLAN} số {plan_numbers.number_of(row, institution)}"))
        elif paper := papers.get(row.pk):
            cited.append((paper.date, row.campaign_id, paper.cited))
    found: dict[int, list[str]] = {}
    for day, campaign, said in sorted(cited):
        if day >= plans[campaign]:
            found.setdefault(campaign, []).append(f"Được sửa đổi bởi {said}")
    return found
