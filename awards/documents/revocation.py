"""D15: quyết định hủy bỏ khen thưởng, thu hồi hiện vật và tiền thưởng (documents.md §5)."""

from collections.abc import Iterator
from datetime import date

from awards.citing import usual
from awards.documents.certificates import Kind, kind_of
from awards.models import CertificateSettings, Ground, Revocation, RevocationLine
from awards.recipients import paid_lines
from campaigns.documents import letterheads
from campaigns.documents.pledge import printed_name
from campaigns.documents.signing import signature_of
from thidua.copies import Copy
from thidua.models import Institution, LegalText
from thidua.papers import Article, Block, NumberedItem, Paper, Rich, name
from thidua.vietnamese import date_words, money, money_words, upper_first

SERIES = "decision"
# Luật 2022, Điều 93, khoản 2 was read; the article of the law before it, and what 06/2026 made of it, were not
# (law.md §9): there the paper names the ground in words alone.
LAW, AMENDED_BY, CLAUSE = "L2022", "L2026", "khoản 2 Điều 93"
GROUND_WORDS = {
    Ground.CHEATING: "gian dối trong việc kê khai thành tích",
    Ground.FORGED: "cung cấp thông tin sai, giấy tờ giả để được khen thưởng",
    Ground.UNLAWFUL: "thẩm định, quyết định khen thưởng trái quy định của pháp luật",
    Ground.VIOLATION: "có kết luận của cơ quan có thẩm quyền về vi phạm trong thời gian tính thành tích",
}
DOTS = "…"  # what a draft does not say yet
NAMED = 3  # recipients of the paper named one by one


def gather(revocation: Revocation, copy: Copy) -> Paper:
    """Of an issued one the frozen words, whatever copy is asked for."""
    if revocation.document_id:
        return Paper.from_dict(revocation.document.paper)
    on = copy.date or revocation.date
    copy = copy if copy.date else Copy(copy.mode, copy.number, on, copy.signer, copy.texts, copy.verify_code)
    institution = Institution.objects.get()
    rows = rows_of(revocation)
    return Paper(
        kind="revocation",
        file_name=file_name(revocation, copy),
        header=letterheads.of_school(institution, copy, SERIES),
        title="QUYẾT ĐỊNH",
        summary=_summary(rows),
        authority=f"{institution.head_title} {institution.name}".upper(),
        bases=_bases(revocation, institution, on),
        enacting="QUYẾT ĐỊNH:",
        blocks=[
            *_first(revocation, rows, institution, on),
            *_second(revocation, rows),
            _third(rows, institution),
        ],
        signatures=[signature_of(copy.signer or revocation.signer, institution)],
        recipients=["Như Điều 3", *_persons(rows), *filter(None, [institution.report_to]), institution.archive_line],
        foot=letterheads.foot_of(copy),
        draft=copy.mode == "draft",
    )


def file_name(revocation: Revocation, copy: Copy) -> str:
    return f"QD-huy-bo-{revocation.decision.year}-{copy.file_part}.pdf"


def rows_of(revocation: Revocation) -> list[RevocationLine]:
    """Each with `amount_paid`: what was handed over for the line; `is_printed_here`: the program prints its paper."""
    related = ("award", "nomination__staff_member", "nomination__department", "nomination__unit", "nomination__award")
    rows = list(revocation.lines.select_related(*(f"line__{one}" for one in related)))
    paid = paid_lines(revocation.decision)
    printed = CertificateSettings.objects.filter(kind=Kind.WORKER, is_printed=True).exists()
    for row in rows:
        row.is_printed_here = printed
        row.amount_paid = row.line.amount if row.line_id in paid else 0
    return rows


def article_of(on: date) -> str:
    """ "khoản 2 Điều 93 Luật Thi đua, khen thưởng" where the law of that day was read to say so; else ""."""
    texts = set(LegalText.objects.in_force(on).filter(code__in=(LAW, AMENDED_BY)).values_list("code", flat=True))
    return CLAUSE if texts == {LAW} else ""


def _summary(rows: list[RevocationLine]) -> str:
    kinds = {row.line.award.is_title for row in rows}
    words = [
        word for is_title, word in ((True, "danh hiệu thi đua"), (False, "hình thức khen thưởng")) if is_title in kinds
    ]
    return f"Về việc hủy bỏ {', '.join(words)} và thu hồi hiện vật, tiền thưởng"


def _bases(revocation: Revocation, institution: Institution, on: date) -> list[str]:
    article = article_of(on)
    bases = [f"Căn cứ {f'{article} ' if article and text.code == LAW else ''}{text.citation}" for text in usual(on)]
    about = revocation.conclusion_about.strip(" .;")
    issued = date_words(revocation.conclusion_date) if revocation.conclusion_date else f"ngày {DOTS}"
    bases.append(
        f"Căn cứ {revocation.conclusion_kind or DOTS} số {revocation.conclusion_number or DOTS} {issued} "
        f"của {revocation.conclusion_body or DOTS}{f' về {about}' if about else ''}"
    )
    minutes = revocation.session.minutes if revocation.session else None
    if minutes:
        council = f"{institution.council_name} {institution.name}"
        bases.append(f"Căn cứ Biên bản số {minutes.full_number} {date_words(minutes.date)} của {council}")
    bases.append(f"Theo đề nghị của Thường trực {institution.council_name} và {institution.carrying_out}")
    return bases


# --- Điều 1


def _first(revocation: Revocation, rows: list[RevocationLine], institution: Institution, on: date) -> Iterator[Block]:
    first = revocation.decision.document
    decided = (
        f"Quyết định số {first.full_number} {date_words(first.date)} của {institution.head_title} {institution.name}"
    )
    article = article_of(on)
    if len(rows) == 1:
        row = rows[0]
        end = (f", {_done(row)} tại {decided}; lý do: ", _reason(row, article), ".")
        yield Article(1, (*_named(row), *end))
        return
    yield Article(1, f"Hủy bỏ danh hiệu, hình thức khen thưởng đã được công nhận, tặng tại {decided} của:")
    for number, row in enumerate(rows, start=1):
        mark = ";" if number < len(rows) else "."
        yield NumberedItem(
            f"{number}.", (*_who(row, first=True), f": {_what(row)}; lý do: ", _reason(row, article), mark)
        )


def _named(row: RevocationLine) -> list[Rich]:
    return [f"Hủy bỏ {_what(row)} của ", *_who(row)]


def _what(row: RevocationLine) -> str:
    award = row.line.award
    named = printed_name(award)
    return (
        f"danh hiệu {named} năm {row.line.nomination.year}"
        if award.is_title
        else f"{named} năm {row.line.nomination.year}"
    )


def _done(row: RevocationLine) -> str:
    return "đã được công nhận" if row.line.award.is_title else "đã được tặng"


def _who(row: RevocationLine, *, first: bool = False) -> list[Rich]:
    """first: it begins a paragraph; inside a sentence the form of address is small."""
    line = row.line
    if line.nomination.is_collective:
        return [line.name]
    place = "".join(f", {part}" for part in (line.post, line.unit_name) if part)
    called = _called(row)
    return [name(upper_first(called) if first else called), place]


def _called(row: RevocationLine) -> str:
    """ "ông Trần Văn Minh", the same wherever the paper speaks of him; a collective by its name alone."""
    line = row.line
    return line.name if line.nomination.is_collective else f"{line.honorific.lower()} {line.name}".strip()


def _reason(row: RevocationLine, article: str) -> str:
    """The ground, with its point where the law was read, then what was found."""
    ground = GROUND_WORDS.get(row.ground, "")
    point = f" (điểm {row.ground} {article} Luật Thi đua, khen thưởng)" if article and ground else ""
    return "; ".join(filter(None, [f"{ground}{point}", " ".join(row.reason.split()).rstrip(" .;")])) or DOTS


# --- Điều 2, Điều 3


def item_of(row: RevocationLine) -> str:
    """What was handed over with the award, as it is asked back; a collective's is named as it is printed."""
    award = row.line.award
    if not award.is_title:
        return "Giấy khen"
    named = {
        Kind.COLLECTIVE: f"Bằng {printed_name(award)}",
        Kind.WORKER: "Giấy chứng nhận" if row.is_printed_here else "Giấy chứng nhận (nếu đã cấp)",
    }
    return named.get(kind_of(award), "Bằng chứng nhận, khung")


def _second(revocation: Revocation, rows: list[RevocationLine]) -> Iterator[Block]:
    """Of each what is asked back of nobody else: the paper of the line, and the money paid for it."""
    due = f"chậm nhất {date_words(revocation.repay_by)}" if revocation.repay_by else "theo thông báo của Trường"
    after = ""
    if any(row.amount_paid for row in rows):
        after += " Tiền thu hồi nộp về Quỹ thi đua, khen thưởng của Trường."
    if any(row.line.amount and not row.amount_paid for row in rows):
        after += " Tiền thưởng chưa chi theo các dòng bị hủy bỏ thì không chi nữa."
    if len(rows) == 1:
        [row] = rows
        back = f"{item_of(row)} của {_called(row)} (Số sổ vàng {row.line.ordinal}){_money(row)}"
        yield Article(2, f"Thu hồi {back}; thời hạn nộp: {due}.{after}")
        return
    yield Article(2, f"Thu hồi hiện vật, tiền thưởng như sau; thời hạn nộp: {due}.{after}")
    for number, row in enumerate(rows, start=1):
        mark = ";" if number < len(rows) else "."
        back = f"{upper_first(_called(row))}: {item_of(row)} (Số sổ vàng {row.line.ordinal}){_money(row)}"
        yield NumberedItem("-", f"{back}{mark}")


def _money(row: RevocationLine) -> str:
    paid = row.amount_paid
    return f" và số tiền thưởng {money(paid)} đồng (Bằng chữ: {money_words(paid)})" if paid else ""


def _third(rows: list[RevocationLine], institution: Institution) -> Article:
    kinds = {row.line.nomination.is_collective for row in rows}
    whom = ", ".join(word for is_one, word in ((True, "tập thể"), (False, "cá nhân")) if is_one in kinds)
    return Article(
        3,
        f"Quyết định này có hiệu lực kể từ ngày ký. {institution.carrying_out}; các khoa, phòng liên quan và "
        f"{'' if len(rows) == 1 else 'các '}{whom} có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
    )


def _persons(rows: list[RevocationLine]) -> list[str]:
    named = dict.fromkeys(f"{row.line.honorific} {row.line.name}".strip() for row in rows)
    return list(named) if len(named) <= NAMED else ["Tập thể, cá nhân có tên tại Điều 1"]
