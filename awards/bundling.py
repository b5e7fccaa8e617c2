"""The dossier for the level above: what belongs to it, what is missing and who supplies it; then one zip and one PDF.

Long ones are made by the worker. The same papers give the same bytes.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Count, Prefetch, Q
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django_tasks import task

from awards import bundle_files, enclosing
from awards.bundle_papers import Asked
from awards.models import (
    DossierBundle,
    Nomination,
    Round,
    SubmissionLetter,
)
from campaigns.documents.pledge import printed_name
from campaigns.models import Initiative
from thidua import clock, pdf
from thidua.vietnamese import search_key
from thidua.workflow import Refused, refuse

log = logging.getLogger(__name__)
Stage = DossierBundle.Stage
AT_ONCE = 5  # cases; more of them go to the worker
UNTAKEN_AFTER, BROKEN_OFF_AFTER = timedelta(seconds=15), timedelta(minutes=2)
CRASHED = "Chương trình gặp sự cố khi lập bộ hồ sơ. Lập lại; nếu vẫn lỗi, báo quản trị."
# Luật 2022, Điều 84: these titles go with the recognition of an initiative or project (law.md §7).
WITH_WORKS = ("CSTDCS", "CSTDT", "CSTDTQ")
CLERK = "Thường trực Hội đồng"
LETTER_UNSIGNED = "Bản trong bộ hồ sơ chưa có chữ ký; kèm bản đã ký ở trang văn bản đi của tờ trình rồi lập lại."
SHEET_UNSIGNED = "Bản trong bộ hồ sơ chưa có chữ ký; kèm biên bản đã ký ở trang lượt bỏ phiếu rồi lập lại."
EXTRACT_UNSIGNED = "Bản trích chưa có chữ ký; in, ký, đóng dấu rồi gửi kèm bản giấy."


@dataclass(frozen=True)
class Item:
    """One thing the dossier needs; `files` is empty while it is missing, `supplier` then says who brings it."""

    label: str
    whose: str = ""
    files: tuple[bundle_files.Source, ...] = ()
    supplier: str = ""
    nomination: Nomination | None = None
    needed: bool = True
    inside_last: bool = False
    enclosed: bool = False  # the letter names it
    on_paper: str = ""  # why it goes up beside the bundle
    where: str = ""  # the address where it is made
    begins: bool = False  # that address is posted to: it begins the paper
    extract: int | None = None  # key of the count it is taken from
    unsigned: str = ""  # it goes in as it is drawn: where the signed copy is kept, or that it goes up on paper
    keeps: str = ""  # the address where the signed copy is attached

    @property
    def is_missing(self) -> bool:
        return self.needed and not self.files and not self.on_paper


# --- what belongs to it


def items_of(letter: SubmissionLetter) -> list[Item]:
    """In the order of the bundle; nothing is drawn or read for it."""
    nominations = _nominations(letter)
    asked = Asked(letter, nominations)
    cases = [item for one in nominations for item in _of_case(one, asked)]
    return [*_of_letter(letter, asked), *_tallies(letter, asked), *cases]


def _nominations(letter: SubmissionLetter) -> list[Nomination]:
    works = Initiative.objects.prefetch_related("evidence").order_by("year", "pk")
    found = Nomination.objects.filter(submission_line__letter=letter).order_by("submission_line__ordinal")
    related = ("award", "staff_member", "department", "unit", "nominated_by", "submission_line")
    return list(found.select_related(*related).prefetch_related("evidence", Prefetch("initiatives", works)))


def _of_letter(letter: SubmissionLetter, asked: Asked) -> Iterator[Item]:
    document = letter.document
    sender = f"{CLERK}: ký, lấy số rồi ghi đã gửi"
    whole: tuple[bundle_files.Source, ...] = ()
    pages: tuple[bundle_files.Source, ...] = ()
    if document:
        whole = (bundle_files.Source("to-trinh", ".pdf", lambda: bytes(document.file.content)),)
        pages = (
            bundle_files.Source(
                "danh-sach", ".pdf", lambda: bundle_files.list_pages(bytes(document.file.content)), merges=False
            ),
        )
    at = {"supplier": sender, "where": letter.get_absolute_url()}
    signed, kept = asked.signed_letter(), reverse("signed_copy_add", args=[document.pk]) if document else ""
    yield Item("Tờ trình", files=signed or whole, **_unless(signed or not whole, LETTER_UNSIGNED, kept), **at)
    yield Item("Danh sách kèm theo Tờ trình", files=pages, inside_last=True, enclosed=True, **at)
    held = asked.paper("minutes-extract", letter, "trich-bien-ban-hop-hoi-dong") if letter.session.minutes_id else ()
    closes = "Chủ tọa phiên họp: kết thúc phiên họp để lập biên bản"
    where = letter.session.get_absolute_url()
    told = {"supplier": closes, "enclosed": True, "where": where} | _unless(not held, EXTRACT_UNSIGNED)
    yield Item("Trích Biên bản họp Hội đồng", files=held, **told)


def _tallies(letter: SubmissionLetter, asked: Asked) -> Iterator[Item]:
    counted = Round.objects.filter(session=letter.session_id, status=Round.Status.COUNTED)
    ours = Count("questions", filter=Q(questions__nomination__in=asked.nominations))
    rounds = counted.annotate(all=Count("questions"), ours=ours).filter(ours__gt=0).order_by("ordinal")
    for one in rounds:
        name = f"bien-ban-kiem-phieu-luot-{one.ordinal}"
        signed = asked.signed_sheet(one, name)
        label, files = "Biên bản kiểm phiếu", signed or asked.paper("tally-sheet", one, name)
        where = one.get_absolute_url()
        told = _unless(signed or not files, SHEET_UNSIGNED, reverse("signed_sheet_add", args=[one.pk]))
        extract = one.pk if one.ours < one.all else None  # the whole would show who does not go up with this letter
        if extract:
            label, files = "Trích biên bản kiểm phiếu", asked.extract(one, f"trich-{name}")
            told = _unless((), EXTRACT_UNSIGNED)
        supplier = "Tổ kiểm phiếu: lập, ký biên bản kiểm phiếu"
        told |= {"supplier": supplier, "where": where, "extract": extract}
        yield Item(f"{label}, lượt {one.ordinal}", files=files, **told)


def _unless(signed: Any, sentence: str, keeps: str = "") -> dict[str, Any]:
    """What an item says of its copy, unless that is signed (or there is none)."""
    return {} if signed else {"unsigned": sentence, "keeps": keeps}


def _of_case(nomination: Nomination, asked: Asked) -> Iterator[Item]:
    whose = f"{nomination.candidate}, {printed_name(nomination.award)}"
    stem = f"{nomination.submission_line.ordinal:02d}-{search_key(str(nomination.candidate)).replace(' ', '-')[:40]}"
    author = nomination.nominated_by
    by = f"Người đề nghị: {author.get_full_name()}" if author else f"Đơn vị: {nomination.unit}"
    item = {"whose": whose, "nomination": nomination, "where": nomination.get_absolute_url()}
    has_report = nomination.pk in asked.written
    report = asked.paper(enclosing.REPORT, nomination, f"bao-cao-thanh-tich-{stem}") if has_report else ()
    writes, beside = f"{by}: viết, ký báo cáo thành tích", "" if report else asked.on_paper.get(nomination.pk, "")
    at_desk = {"where": reverse("paper_begin", args=[enclosing.REPORT, nomination.pk]), "begins": True}
    yield Item("Báo cáo thành tích", files=report, supplier=writes, enclosed=True, on_paper=beside, **item | at_desk)
    yield from _works(nomination, stem, by, item)
    proofs = bundle_files.of_attachments(nomination.evidence.all(), f"minh-chung-{stem}")
    if proofs:
        yield Item("Minh chứng khác", files=proofs, needed=False, **item)
    for finding in asked.reports.get(nomination.pk, []):
        if finding["answer"] == "unknown" and finding["blocking"]:
            yield Item(finding["short_sentence"].rstrip("."), supplier=finding["ask"] or CLERK, **item)


def _works(nomination: Nomination, stem: str, by: str, item: dict[str, Any]) -> Iterator[Item]:
    """The proof of each work the dossier names; a title that rests on one names at least one."""
    works = list(nomination.initiatives.all())
    if not works and nomination.award_id in WITH_WORKS:
        yield Item("Chứng nhận sáng kiến, đề tài", supplier=f"{by}: nêu sáng kiến, đề tài trong hồ sơ", **item)
    for place, work in enumerate(works, start=1):
        proof = bundle_files.of_attachments(work.evidence.all(), f"sang-kien-{stem}-{place}")
        if work.status != Initiative.Status.RECOGNISED:
            supplier, proof = f"{CLERK}: ghi quyết định công nhận sáng kiến", ()
        else:
            supplier = f"{CLERK}: thêm bản chụp Quyết định số {work.recognised_number} vào trang sáng kiến"
        at_work = {"where": work.get_absolute_url()}
        yield Item(f"Chứng nhận “{work.title}”", files=proof, supplier=supplier, **item | at_work)


# --- acts


def why_not_make(letter: SubmissionLetter, items: list[Item] | None = None) -> str:
    """`items`, where the caller has them already."""
    if letter.status == SubmissionLetter.Status.DRAFT:
        return "Tờ trình chưa có số nên chưa lập bộ hồ sơ được; ký, lấy số rồi ghi đã gửi trước."
    return enclosing.why_not_whole(items_of(letter) if items is None else items) or pdf.missing_libraries()


def newest(letter: SubmissionLetter) -> DossierBundle | None:
    return letter.bundles.select_related("asked_by").first()


def is_broken_off(bundle: DossierBundle) -> bool:
    return bundle.stage == Stage.RUNNING and clock.real_now() - bundle.progressed_at > BROKEN_OFF_AFTER


def is_untaken(bundle: DossierBundle) -> bool:
    """No worker has taken it: probably none is running."""
    return bundle.stage == Stage.WAITING and clock.real_now() - bundle.progressed_at > UNTAKEN_AFTER


def make(letter: SubmissionLetter, *, by: Any) -> DossierBundle:
    """A new bundle; the one before it goes when this one is done."""
    refuse(why_not_make(letter))
    last = newest(letter)
    if last and last.stage in (Stage.WAITING, Stage.RUNNING) and not (is_broken_off(last) or is_untaken(last)):
        raise Refused("Bộ hồ sơ đang được lập; chờ lập xong rồi lập lại nếu cần.")
    made = letter.bundles.create(asked_by=by, asked_at=clock.now(), progressed_at=clock.real_now())
    if letter.lines.count() > AT_ONCE:
        make_in_worker.enqueue(made.pk)
    else:
        run(made.pk)
    made.refresh_from_db()
    return made


@task()
def make_in_worker(pk: int) -> None:
    with clock.request_scope():
        run(pk)


def run(pk: int) -> None:
    """Once: a task may be delivered twice."""
    if not _step(pk, (Stage.WAITING,), Stage.RUNNING):
        return
    bundle = DossierBundle.objects.select_related("letter__document__series", "letter__session__minutes").get(pk=pk)
    try:
        _make(bundle)
    except Refused as refused:  # something was taken away since it was asked for
        _step(pk, (Stage.RUNNING,), Stage.FAILED, sentence=str(refused))
    except Exception:
        log.exception("Không lập được bộ hồ sơ %s", bundle.pk)
        _step(pk, (Stage.RUNNING,), Stage.FAILED, sentence=CRASHED)


def _make(bundle: DossierBundle) -> None:
    items = items_of(bundle.letter)
    refuse(enclosing.why_not_whole(items))
    total = sum(len(item.files) for item in items)

    def tell(done: int) -> None:
        _step(bundle.pk, (Stage.RUNNING,), Stage.RUNNING, done=done, total=total)

    tell(0)
    made = bundle_files.build(bundle.letter, items, tell)
    bundle.archive.save("ho-so.zip", ContentFile(made.archive), save=False)
    bundle.merged.save("ho-so.pdf", ContentFile(made.merged), save=False)
    figures = {"archive_sha256": made.archive_sha256, "merged_sha256": made.merged_sha256, "pages": made.pages}
    names = {"archive": bundle.archive.name, "merged": bundle.merged.name, "missing": made.missing}
    _step(bundle.pk, (Stage.RUNNING,), Stage.DONE, done=total, total=total, **figures, **names)
    for old in bundle.letter.bundles.filter(pk__lt=bundle.pk):
        transaction.on_commit(partial(_forget_files, old.archive, old.merged))
        old.delete()


def _forget_files(*files: FieldFile) -> None:
    for file in files:
        if file:
            file.delete(save=False)


def _step(pk: int, sources: tuple[str, ...], stage: str, **changes: Any) -> bool:
    """Move on if it still stands there; progress is a step to the same stage."""
    rows = DossierBundle.objects.filter(pk=pk, stage__in=sources)
    return bool(rows.update(stage=stage, progressed_at=clock.real_now(), **changes))


def counted(items: list[Item]) -> tuple[int, int]:
    """How many things are needed, and how many of them are there."""
    needed = [item for item in items if item.needed]
    return len(needed), sum(not item.is_missing for item in needed)
