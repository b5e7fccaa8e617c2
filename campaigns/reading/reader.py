"""`read(text)`: from the text of a plan to the proposed campaign. Never raises, whatever the text."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from campaigns.reading import heads, movements, phases, sections, tails
from campaigns.reading.dates import Years
from campaigns.reading.lines import ROMAN, UNMARKED, Paragraph, is_caps, is_page_number, paragraphs, plain, source_lines
from campaigns.reading.proposal import MOST, Guess, Phase, Proposal
from campaigns.reading.quotes import after_word, quoted_in
from campaigns.reading.sections import Section
from thidua.vietnamese import search_key

T = TypeVar("T")

LONGEST = 60_000  # characters of a text that is read; a plan has some ten thousand
WHOLE_YEAR = "Văn bản không ghi; đề nghị cả năm."
BY_PHASES = "Lấy theo các đợt thi đua."
BEGIN_OF_A_SCHOOL_YEAR, END_OF_A_SCHOOL_YEAR = (9, 1), (5, 31)  # month, day
OLD_TYPE = "Văn bản gõ bằng phông .VnTime (TCVN3), đã đổi sang Unicode; kiểm tra chữ hoa có dấu."
TOO_MANY = "Phần {} có {} mục; chỉ lấy {} mục đầu."
TOO_LONG = "Văn bản dài quá 60.000 ký tự; phần sau không được đọc."
IN_SECTIONS = ("purposes", "contents", "organisation", "targets")
NAMES = {
    "legal_bases": "căn cứ",
    "purposes": "mục đích, yêu cầu",
    "contents": "nội dung thi đua",
    "organisation": "tổ chức thực hiện",
    "recipients": "nơi nhận",
    "targets": "chỉ tiêu",
    "movements": "phong trào",
    "phases": "đợt thi đua",
    "anniversaries": "ngày kỷ niệm",
    "activities": "hoạt động trong đợt",
}
NOT_UNDER_A_HEADING = "Văn bản không có mục chủ đề riêng; lấy từ câu này."
NO_PLAN = "Văn bản này không giống một kế hoạch phát động phong trào thi đua."


def read(text: str) -> Proposal:
    lines, is_old = source_lines(text[:LONGEST])
    proposal = Proposal(source=lines)
    proposal.notes += [OLD_TYPE] if is_old else []
    proposal.notes += [TOO_LONG] if len(text) > LONGEST else []
    whole = paragraphs(lines)
    found = heads.years_of(whole)
    years = found[0] if found else None
    proposal.year = found[1] if found else None
    body, tail = tails.cut_tail(whole)
    first = next((place for place, one in enumerate(body) if _begins_the_body(one)), len(body))
    _read_head(proposal, body[:first], years)
    headings = _read_body(proposal, body[:first], body[first:], years)
    _read_tail(proposal, whole, tail, years)
    _read_span(proposal, years)
    _conclude(proposal, whole, headings)
    return proposal


def _begins_the_body(paragraph: Paragraph) -> bool:
    """The first heading of a section or the first phase; the letterhead's lines in capitals are neither."""
    opened = sections.heading_of(paragraph)
    if opened is not None:
        return not (opened.kind == sections.MOVEMENTS and paragraph.rank == UNMARKED)
    return paragraph.rank == ROMAN or phases.ordinal_of(paragraph) > 0


def _read_head(proposal: Proposal, rows: list[Paragraph], years: Years | None) -> None:
    head = heads.read_head(rows)
    proposal.plan_number, proposal.title = head.number, head.title
    proposal.legal_bases = _at_most(proposal, "legal_bases", list(head.legal_bases))
    proposal.introduction = head.introduction
    if years is not None:
        proposal.plan_date = heads.plan_date_in(rows, years)
    title = search_key(head.title.value) if head.title else ""
    proposal.is_thematic = "chuyen de" in title


def _read_body(proposal: Proposal, head: list[Paragraph], rows: list[Paragraph], years: Years | None) -> set[int]:
    """Reads sections and phases; gives the lines that are mere headings."""
    stretches, rest = phases.split(rows)
    found = sections.sections(rest)
    parts: dict[str, list[Guess[str]]] = {name: [] for name in IN_SECTIONS}
    for section in found:
        if section.kind in parts:
            parts[section.kind] += sections.items_of(section)
        elif section.kind == sections.OTHER:
            note = sections.FROM_ELSEWHERE.format(section.title[:80])
            parts[sections.ORGANISATION] += sections.items_of(section, note)
    for name, guesses in parts.items():
        setattr(proposal, name, _at_most(proposal, name, guesses))
    outside = [*head, *rest]
    proposal.theme = _said(found, outside, sections.THEME)
    proposal.motto = _said(found, outside, sections.MOTTO)
    proposal.movements = _at_most(proposal, "movements", _movements(found))
    if years is not None:
        proposal.phases = _thinned(proposal, _phases(stretches, rest, years, proposal))
        for name, due in tails.deadlines_in(rows, years).items():
            setattr(proposal, name, due)
    headings = [section.heading for section in found if section.heading and not section.inline]
    return {line for heading in headings for line in heading.lines}


def _at_most(proposal: Proposal, name: str, found: Sequence[T]) -> tuple[T, ...]:
    """The first of them, and a note where there are more."""
    if len(found) > MOST[name]:
        proposal.notes.append(TOO_MANY.format(NAMES[name], len(found), MOST[name]))
    return tuple(found[: MOST[name]])


def _thinned(proposal: Proposal, found: Sequence[Phase]) -> tuple[Phase, ...]:
    """Phases with no more anniversaries and activities than may be, counted over all of them."""
    days = _at_most(proposal, "anniversaries", [(n, day) for n, one in enumerate(found) for day in one.anniversaries])
    acts = _at_most(proposal, "activities", [(n, act) for n, one in enumerate(found) for act in one.activities])
    return tuple(
        replace(
            one,
            anniversaries=tuple(day for number, day in days if number == n),
            activities=tuple(act for number, act in acts if number == n),
        )
        for n, one in enumerate(found)
    )


def _said(found: Sequence[Section], rows: Sequence[Paragraph], kind: str) -> Guess[str] | None:
    """The theme or motto: under its own heading, else after its word anywhere outside the phases."""
    for section in found:
        if section.kind == kind and (guess := _of_section(section)):
            return guess
    words = phases.THEME if kind == sections.THEME else r"phương châm|khẩu hiệu"
    for paragraph in rows:
        if quoted := after_word(paragraph.text, words):
            lines = paragraph.lines_of(quoted.start, quoted.end)
            sure = kind == sections.MOTTO
            return Guess(quoted.text[: phases.LONGEST_THEME], lines, sure, "" if sure else NOT_UNDER_A_HEADING)
    return None


def _of_section(section: Section) -> Guess[str] | None:
    rows = ([section.heading] if section.heading and section.inline else []) + section.paragraphs
    for paragraph in rows[:2]:
        quoted = next(quoted_in(paragraph.text), None)
        if quoted and not (paragraph is section.heading and quoted.start < section.inline_at - 1):
            return phases.themed(quoted.text, paragraph.lines_of(quoted.start, quoted.end))
    if section.inline and section.heading:
        return phases.themed(section.inline, section.heading.lines)
    return phases.themed(section.paragraphs[0].body, section.paragraphs[0].lines) if section.paragraphs else None


def _movements(found: Sequence[Section]) -> tuple[Guess[Any], ...]:
    guesses = []
    for section in found:
        listed = section.kind == sections.MOVEMENTS
        if not listed and section.kind not in (sections.CONTENTS, sections.OTHER, sections.ORGANISATION):
            continue
        heading = [section.heading] if section.heading and (listed or section.inline) else []
        guesses += list(movements.movements_in([*heading, *section.paragraphs], listed=listed))
    return movements.without_repeats(guesses)


def _phases(stretches: Any, rest: list[Paragraph], years: Years, proposal: Proposal) -> tuple[Phase, ...]:
    if stretches:
        found = [phases.read_phase(stretch, years) for stretch in stretches]
        return _at_most(proposal, "phases", sorted(found, key=lambda phase: phase.ordinal))
    theme = proposal.theme and Guess(proposal.theme.value, proposal.theme.lines, False, phases.ONE_PHASE)
    only = phases.single_phase(rest, years, theme)
    return (only,) if only else ()


def _read_tail(proposal: Proposal, whole: list[Paragraph], tail: list[Paragraph], years: Years | None) -> None:
    proposal.closing = tails.closing_of(tail)
    proposal.recipients = _at_most(proposal, "recipients", tails.recipients_of(tail))
    proposal.signer = tails.signer_of(tail)
    if proposal.plan_date is None and years is not None and tail:
        proposal.plan_date = heads.plan_date_in(whole, years)


def _read_span(proposal: Proposal, years: Years | None) -> None:
    """The campaign's own days: a calendar year is whole, a school year as long as its phases."""
    if years is None or proposal.year is None:
        return
    starts = [phase.starts_on.value for phase in proposal.phases if phase.starts_on]
    ends = [phase.ends_on.value for phase in proposal.phases if phase.ends_on]
    first, last = date(years.first, 1, 1), date(years.last, 12, 31)
    note = WHOLE_YEAR
    if years.first != years.last or proposal.is_thematic:
        if years.first != years.last:
            first, last = date(years.first, *BEGIN_OF_A_SCHOOL_YEAR), date(years.last, *END_OF_A_SCHOOL_YEAR)
        note = BY_PHASES if starts or ends else WHOLE_YEAR
        first, last = min(starts, default=first), max(ends, default=last)
    if starts and ends and (min(starts) < first or max(ends) > last):
        first, last, note = min([first, *starts]), max([last, *ends]), BY_PHASES
    lines = proposal.year.lines
    proposal.starts_on, proposal.ends_on = Guess(first, lines, False, note), Guess(last, lines, False, note)


def _conclude(proposal: Proposal, whole: list[Paragraph], headings: set[int]) -> None:
    parts = (proposal.theme, proposal.phases, proposal.contents, proposal.purposes, proposal.organisation)
    proposal.looks_like_plan = (
        any("thi dua" in one.key for one in whole) and sum(map(bool, parts)) >= 2 and not _is_decision(whole)
    )
    proposal.missing += [] if proposal.looks_like_plan else [NO_PLAN]
    proposal.missing += list(_not_found(proposal))
    used = proposal.used() | headings | {line for one in whole if _is_frame(one) for line in one.lines}
    rows = enumerate(map(plain, proposal.source), start=1)
    proposal.unused = tuple(n for n, line in rows if line and n not in used and not is_page_number(line))


def _is_frame(paragraph: Paragraph) -> bool:
    """What every paper has around its words: the letterhead, the name of the kind, “Nơi nhận:”, “(Đã ký)”."""
    key = paragraph.key
    is_label = key.startswith(("doc lap", "cong hoa", "noi nhan", "(da ky", "(ky ten", "so:"))
    return (is_label and len(key) <= 90) or (is_caps(paragraph.text) and not paragraph.label)


def _is_decision(whole: list[Paragraph]) -> bool:
    return sum(one.text.startswith(("Điều 1", "Điều 2", "QUYẾT ĐỊNH")) for one in whole) >= 2


def _not_found(proposal: Proposal) -> list[str]:
    said = [
        (proposal.title, "tên kế hoạch (trích yếu) sau chữ “KẾ HOẠCH”"),
        (proposal.year, "năm của phong trào"),
        (proposal.legal_bases, "căn cứ (câu bắt đầu bằng “Căn cứ”, “Thực hiện”)"),
        (proposal.purposes, "mục đích, yêu cầu"),
        (proposal.theme, "chủ đề thi đua"),
        (proposal.contents, "nội dung thi đua"),
        (proposal.phases, "đợt thi đua (đoạn bắt đầu bằng “Đợt 1”, “Đợt 2”)"),
        (proposal.organisation, "tổ chức thực hiện"),
        (proposal.registration_due_on, "hạn đăng ký thi đua"),
        (proposal.recipients, "nơi nhận"),
        (proposal.signer, "người ký"),
    ]
    found = [f"Không tìm thấy {words}." for value, words in said if not value]
    for phase in proposal.phases:
        lacks = [(phase.theme, "chủ đề"), (phase.starts_on, "ngày bắt đầu"), (phase.ends_on, "ngày kết thúc")]
        found += [f"Đợt {phase.ordinal}: không tìm thấy {words}." for value, words in lacks if not value]
    return found
