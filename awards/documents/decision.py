"""D11, D12 and their list D13: quyết định công nhận danh hiệu, quyết định tặng Giấy khen (documents.md §5)."""

import datetime
from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from awards import citing, lines, phase_grounds
from awards.documents import decision_list
from awards.documents import money as money_papers
from awards.documents.counts import collectives_in, count_words, people_in
from awards.models import Decision, DecisionLine, Occasion
from awards.parameters import base_salary_row_on
from campaigns.documents.letterheads import verify_line, verify_url_of
from campaigns.documents.signing import signature_of
from thidua.models import Certainty, Institution, LegalText
from thidua.papers import Article, Block, Header, NumberedItem, Paper, Paragraph, Rich, attached_to, italic, name
from thidua.vietnamese import date_words, lower_first, money, money_words

Mode = Literal["draft", "blank", "numbered"]

# Up to so many recipients of Giấy khen are named in Điều 1, and there is no list.
NAMED_IN_ARTICLE = 2


def gather(
    decision: Decision,
    *,
    number: int | None = None,
    date: datetime.date | None = None,
    mode: Mode = "draft",
    verify_code: str = "",
) -> Paper:
    """What is printed: of an issued decision the frozen words, whatever is asked.

    draft: marked DỰ THẢO. blank: for signature, with gaps for number and day. numbered: both given.
    """
    if decision.document_id:
        return Paper.from_dict(decision.document.paper)
    on = date or decision.date
    rows = lines.of_decision(decision)
    institution = Institution.objects.get()
    header = Header(
        institution.parent_lines.splitlines(),
        institution.issuer_lines.splitlines(),
        symbol=f"QĐ-{institution.symbol}",
        number=number if mode == "numbered" else None,
        place=institution.place,
        date=on if mode == "numbered" else None,
        month=on.month,
        year=on.year,
    )
    named = decision.kind == Decision.Kind.MERIT and len(rows) <= NAMED_IN_ARTICLE
    bracket = attached_to("Quyết định", header, f"{institution.head_title} {institution.name}")
    return Paper(
        kind="decision",
        file_name=file_name(decision, number, mode),
        header=header,
        title="QUYẾT ĐỊNH",
        summary=_summary(decision),
        authority=f"{institution.head_title} {institution.name}".upper(),
        bases=[*_bases(decision), *_reviews(rows, institution, on), *_proposal(decision, institution)],
        enacting="QUYẾT ĐỊNH:",
        blocks=[*_first_article(decision, rows, institution, named), *_others(decision, rows, institution, on)],
        signatures=[signature_of(decision.signer, institution)],
        recipients=["Như Điều 3", *filter(None, [institution.report_to]), institution.archive_line],
        foot=[verify_line(verify_code)] if verify_code else [],
        appendices=[] if named else [decision_list.appendix(decision, rows, bracket)],
        draft=mode == "draft",
        verify_url=verify_url_of(verify_code),
    )


def file_name(decision: Decision, number: int | None, mode: Mode) -> str:
    what = "cong-nhan" if decision.kind == Decision.Kind.TITLES else "giay-khen"
    last = {"draft": "du-thao", "blank": "ban-ky", "numbered": str(number)}[mode]
    return f"QD-{what}-{decision.year}-{last}.pdf"


def _summary(decision: Decision) -> str:
    if decision.kind == Decision.Kind.TITLES:
        return f"Về việc công nhận danh hiệu thi đua năm {decision.year}"
    return "Về việc tặng Giấy khen"


# --- căn cứ


def _bases(decision: Decision) -> list[str]:
    """The texts chosen for this decision, in their order."""
    return [f"Căn cứ {basis.text.citation}" for basis in citing.of_decision(decision)]


def _reviews(rows: list[DecisionLine], institution: Institution, on: datetime.date) -> list[str]:
    """The sơ kết of each đợt somebody is rewarded for."""
    return phase_grounds.bases({line.nomination.phase for line in rows if line.nomination.phase_id}, institution, on)


def _proposal(decision: Decision, institution: Institution) -> Iterator[str]:
    minutes = decision.session.minutes
    council = f"{institution.council_name} {institution.name}"
    if minutes:
        yield f"Căn cứ Biên bản số {minutes.full_number} {date_words(minutes.date)} của {council}"
    yield f"Theo đề nghị của Thường trực {institution.council_name} và {institution.carrying_out}"


# --- Điều 1


def _first_article(
    decision: Decision, rows: list[DecisionLine], institution: Institution, named: bool
) -> Iterator[Block]:
    if decision.kind == Decision.Kind.TITLES:
        whom = f"{count_words(rows)} thuộc {institution.name}"
        yield Article(1, f"Công nhận danh hiệu thi đua năm {decision.year} cho {whom}, cụ thể:")
        yield from _by_title(rows)
        yield Paragraph((italic("(Có Danh sách kèm theo)"),))
        return
    merit = decision.merit_text.rstrip(" .;") or f"đã có thành tích xuất sắc trong {occasion_of(decision, rows)}"
    giver = f"Tặng Giấy khen của {institution.head_title} {institution.name} cho "
    if named:
        yield Article(1, (giver, *_named(rows), f", {merit}."))
    else:
        yield Article(1, (giver, f"{count_words(rows)} {merit} ", italic("(có Danh sách kèm theo)"), "."))


def _by_title(rows: list[DecisionLine]) -> Iterator[NumberedItem]:
    groups = [(award, list(group)) for award, group in groupby(rows, key=lambda line: line.award)]
    for number, (award, group) in enumerate(groups, start=1):
        end = "." if number == len(groups) else ";"
        yield NumberedItem(f"{number}.", f"Danh hiệu {award.quoted_name}: {count_words(group)}{end}")


def _named(rows: list[DecisionLine]) -> Iterator[Rich]:
    marks = decision_list.marks_of(rows)
    for place, line in enumerate(rows):
        if place:
            yield " và "
        if line.nomination.is_collective:
            yield line.name
            continue
        yield name(f"{line.honorific} {line.name}".strip())
        if mark := marks.get(line.nomination.staff_member_id):
            yield mark
        yield "".join(f", {part}" for part in (line.post, line.unit_name) if part)


def occasion_of(decision: Decision, rows: list[DecisionLine]) -> str:
    """The movement or the phase all were rewarded for, else the year's movement."""
    year = f"phong trào thi đua năm {decision.year}"
    nominations = [line.nomination for line in rows]
    occasions = {(n.occasion, n.phase_id, n.movement_id) for n in nominations}
    if len(occasions) == 1:
        if nominations[0].occasion == Occasion.PHASE:
            return f"{nominations[0].phase} {year}"
        if nominations[0].occasion == Occasion.THEMATIC:
            return f"phong trào thi đua “{nominations[0].movement}”"
    return year


# --- Điều 2, Điều 3


def _others(
    decision: Decision, rows: list[DecisionLine], institution: Institution, on: datetime.date
) -> Iterator[Block]:
    whom = _whom(rows)
    total = sum(line.amount for line in rows)
    each = _amounts_named(rows) if len(rows) > 1 and decision.kind == Decision.Kind.MERIT else ""
    sum_words = "số tiền" if len(rows) == 1 else "tổng số tiền"
    fund = f"Kinh phí trích từ Quỹ thi đua, khen thưởng của Trường năm {decision.year}."
    rewarded = f"{whom} có tên tại Điều 1 được thưởng {_according_to(decision, on)}{_salary(rows, on)}"
    yield Article(2, f"{rewarded}; {each}{sum_words}: {money(total)} đồng (Bằng chữ: {money_words(total)}). {fund}")
    yield Article(
        3,
        f"{institution.carrying_out}; các khoa, phòng liên quan và {lower_first(whom)} có tên tại Điều 1 "
        "chịu trách nhiệm thi hành Quyết định này./.",
    )


def _whom(rows: list[DecisionLine]) -> str:
    """“Các tập thể, cá nhân”, or what there is of both."""
    kinds = [("tập thể", collectives_in(rows)), ("cá nhân", people_in(rows))]
    there = [(word, count) for word, count in kinds if count]
    words = ", ".join(word for word, _ in there)
    return words.capitalize() if sum(count for _, count in there) == 1 else f"Các {words}"


def _amounts_named(rows: list[DecisionLine]) -> str:
    """How much each receives, where all of a kind receive the same."""
    amounts: dict[str, set[int]] = {}
    for line in rows:
        amounts.setdefault("tập thể" if line.nomination.is_collective else "cá nhân", set()).add(line.amount)
    if any(len(found) > 1 for found in amounts.values()):
        return ""
    return ", ".join(f"mỗi {who} {money(*found)} đồng" for who, found in amounts.items()) + ", "


def _according_to(decision: Decision, on: datetime.date) -> str:
    """Where the prize is written, as far as it is confirmed and in force that day."""
    found = [source for source in money_papers.prize_sources(decision) if _stands(source, on)]
    if not found:
        return "theo quy định hiện hành"
    return f"theo quy định tại {' và '.join(map(money_papers.cited, found))}"


def _stands(source: str, on: datetime.date) -> bool:
    """A decree of the law book is in force; what the book does not hold (the school's own rules) is taken as it is."""
    decree = money_papers.DECREE.match(source)
    texts = LegalText.objects.filter(number__startswith=f"{decree[1]}/NĐ-CP") if decree else LegalText.objects.none()
    return not texts.exists() or LegalText.objects.in_force(on).filter(pk__in=texts.values("pk")).exists()


def _salary(rows: list[DecisionLine], on: datetime.date) -> str:
    """The monthly salary that is multiplied, with its decree where that is confirmed."""
    found = {line.base_salary for line in rows if line.amount and line.base_salary}
    if len(found) != 1:
        return ""
    row = base_salary_row_on(on)
    by = f" ({money_papers.cited(row.decree)})" if row.certainty == Certainty.CONFIRMED else ""
    return f", mức lương cơ sở {money(*found)} đồng/tháng{by}"
