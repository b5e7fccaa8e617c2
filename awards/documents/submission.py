"""D6: tờ trình đề nghị cấp trên khen thưởng (documents.md §5); its list stands in submission_list.py."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from awards.documents import law_cited, submission_list
from awards.models import Nomination, SubmissionLetter
from campaigns.documents import letterheads
from campaigns.documents.pledge import noun_of, printed_name
from campaigns.documents.signing import signature_of
from campaigns.models import Award
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import Block, Header, NumberedItem, Paper, Paragraph, attached_to, italic
from thidua.vietnamese import date_words, percents_of, two_digits

SERIES = "submission"
# More awards than this are not all named in the trích yếu.
NAMED = 3
# What the first addressee is asked to do, by who decides in the end.
ASKED = {
    Award.Level.PROVINCE: "xem xét, quyết định",
    Award.Level.PRIME_MINISTER: "xem xét, trình Thủ tướng Chính phủ quyết định",
    Award.Level.PRESIDENT: "xem xét, trình Thủ tướng Chính phủ để trình Chủ tịch nước quyết định",
}


def gather(letter: SubmissionLetter, copy: Copy) -> Paper:
    """Of a letter that was sent the frozen words, whatever copy is asked for."""
    if letter.document_id:
        return Paper.from_dict(letter.document.paper)
    on = copy.date or letter.date
    copy = copy if copy.date else Copy(copy.mode, copy.number, on, copy.signer, copy.texts, copy.verify_code)
    institution = Institution.objects.get()
    rows = submission_list.rows_of(letter)
    header = letterheads.of_school(institution, copy, SERIES)
    cited = law_cited.cited([row.line.nomination_id for row in rows], on)
    return Paper(
        kind="submission-letter",
        file_name=file_name(letter, copy),
        header=header,
        title="TỜ TRÌNH",
        summary=_summary(letter, [row.nomination for row in rows]),
        address_to=address_of(letter),
        bases=[*cited.bases, *_minutes(letter, institution)],
        blocks=[*_grounds(letter, rows, institution), *_proposal(letter, rows, institution, cited.by_award)],
        signatures=[signature_of(copy.signer or letter.signer, institution)],
        recipients=["Như trên", institution.archive_line],
        foot=letterheads.foot_of(copy),
        appendices=[submission_list.appendix(letter, rows, _bracket(header, institution))],
        draft=copy.mode == "draft",
    )


def file_name(letter: SubmissionLetter, copy: Copy) -> str:
    return f"TTr-khen-thuong-{letter.year}-{copy.file_part}.pdf"


def address_of(letter: SubmissionLetter) -> list[str]:
    return [line.strip() for line in letter.address_to.splitlines() if line.strip()]


def _bracket(header: Header, institution: Institution) -> str:
    return attached_to("Tờ trình", header, institution.name)


def _summary(letter: SubmissionLetter, nominations: list[Nomination]) -> str:
    """The exact awards by name, titles before forms; where they are too many, what they are."""
    titles = _names(nominations, is_title=True)
    forms = _names(nominations, is_title=False)
    if len(titles) + len(forms) > NAMED:
        titles, forms = (["danh hiệu thi đua"] if titles else []), (["hình thức khen thưởng"] if forms else [])
        asked = [f"công nhận {titles[0]}"] if titles else []
        asked += [f"tặng {forms[0]}"] if forms else []
    else:
        asked = [f"công nhận danh hiệu {_and(titles)}"] if titles else []
        asked += [f"tặng {_and(forms)}"] if forms else []
    return f"Về việc đề nghị {', '.join(asked)} năm {letter.year}"


def _names(nominations: list[Nomination], *, is_title: bool) -> list[str]:
    named = (printed_name(one.award) for one in nominations if one.award.is_title == is_title)
    return list(dict.fromkeys(named))


def _and(words: list[str]) -> str:
    return " và ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _minutes(letter: SubmissionLetter, institution: Institution) -> Iterator[str]:
    minutes = letter.session.minutes
    if minutes:
        council = f"{institution.council_name} {institution.name}"
        yield f"Căn cứ Biên bản số {minutes.full_number} {date_words(minutes.date)} của {council}"


def _grounds(
    letter: SubmissionLetter, rows: list[submission_list.Listed], institution: Institution
) -> Iterator[Paragraph]:
    """What was written for this letter, then what the council voted."""
    yield from (Paragraph(line.strip()) for line in letter.grounds.splitlines() if line.strip())
    shares = sorted({row.share for row in rows if row.share is not None})
    minutes, council = letter.session.minutes, f"{institution.council_name} {institution.name}"
    if not shares or minutes is None:
        return
    first, last = (f"{text}%" for text in percents_of([shares[0], shares[-1]]))
    span = first if first == last else f"từ {first} đến {last}"
    yield Paragraph(
        f"{council} đã họp {date_words(minutes.date)}, bỏ phiếu kín; các trường hợp đề nghị dưới đây đạt tỷ lệ phiếu "
        f"đồng ý {span} trên tổng số thành viên Hội đồng (Biên bản số {minutes.full_number})."
    )


def _proposal(
    letter: SubmissionLetter,
    rows: list[submission_list.Listed],
    institution: Institution,
    places: Mapping[str, str],
) -> Iterator[Block]:
    """`places`: by award the articles its proposal rests on; an award without a confirmed one names none."""
    nominations = [row.nomination for row in rows]
    to = (address_of(letter) or [letter.get_level_display()])[0]
    asked = ASKED[Award.Level(letter.level)]
    yield Paragraph(
        f"{institution.name} kính đề nghị {to} {asked} khen thưởng năm {letter.year} cho "
        f"{submission_list.count_words(nominations)}, cụ thể:"
    )
    groups = [(award, list(group)) for award, group in groupby(nominations, key=lambda one: one.award)]
    for number, (award, group) in enumerate(groups, start=1):
        end = "." if number == len(groups) else ";"
        what = f"Danh hiệu {award.quoted_name}" if award.is_title else printed_name(award)
        noun = noun_of(award)
        mark = f"{number}." if len(groups) > 1 else "-"
        by = f", theo {places[award.pk]}" if places.get(award.pk) else ""
        yield NumberedItem(mark, f"{what}: {two_digits(len(group))} {noun}{by}{end}")
    yield Paragraph(
        (italic("(Có Danh sách, Trích Biên bản họp Hội đồng, Báo cáo thành tích và các giấy tờ liên quan kèm theo)"),)
    )
    yield Paragraph(f"{institution.name} kính trình {to} {asked}./.")
