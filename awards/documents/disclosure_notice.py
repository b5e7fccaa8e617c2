"""D17: the notice that posts the list of those proposed, for how long and where, and how to object."""

from collections.abc import Iterator

from awards.documents.endings import ended, signed
from awards.documents.results import award_words, in_brackets
from awards.documents.room import WHAT
from awards.models import DisclosedCase, Disclosure
from campaigns import namesakes
from campaigns.documents import letterheads
from thidua.copies import Copy, FreePart
from thidua.models import Institution
from thidua.papers import (
    Appendix,
    Block,
    Column,
    GroupRow,
    Header,
    NumberedItem,
    Paper,
    Paragraph,
    Row,
    Table,
    attached_to,
    italic,
)
from thidua.vietnamese import date_words, two_digits
from thidua.workflow import refuse

COLUMNS = (
    Column("STT", 10, "center"),
    Column("Họ và tên/Tập thể", 44),
    Column("Chức vụ, đơn vị"),
    Column("Danh hiệu,\nhình thức đề nghị", 41),
)
EMPTY = "Đợt công khai chưa có trường hợp nào; ghi danh sách trước."


def why_not_issue(disclosure: Disclosure) -> str:
    return "" if disclosure.cases.exists() else EMPTY


def closing_of(disclosure: Disclosure) -> str:
    return (
        "Hết thời hạn trên, ý kiến được Thường trực Hội đồng tổng hợp, trả lời bằng văn bản và báo cáo Hội đồng.\n"
        "Trên đây là Thông báo công khai danh sách đề nghị; đề nghị các khoa, phòng thông báo đến cán bộ, viên chức, "
        "người lao động."
    )


FREE = (FreePart("closing", "Xử lý ý kiến, tổ chức thực hiện", closing_of, "Mỗi dòng là một đoạn, đứng cuối."),)


def gather(disclosure: Disclosure, copy: Copy) -> Paper:
    """Names as they were posted, whatever became of the dossiers. Raises Refused where the list is empty."""
    refuse(why_not_issue(disclosure))
    cases = list(
        disclosure.cases.select_related(
            "award", *(f"nomination__{path}" for path in ("staff_member", "department", "phase", "movement"))
        ).order_by("ordinal")
    )
    institution, year = Institution.objects.get(), disclosure.campaign.year
    header = letterheads.of_school(institution, copy, "notice")
    return Paper(
        kind="disclosure-notice",
        file_name=f"TB-cong-khai-{year}-{copy.file_part}.pdf",
        header=header,
        title="THÔNG BÁO",
        summary=f"Công khai danh sách đề nghị\nxét {WHAT} năm {year}",
        blocks=[
            Paragraph(
                f"{institution.name} công khai danh sách tập thể, cá nhân được đề nghị xét {WHAT} năm {year} "
                "để lấy ý kiến như sau:"
            ),
            *_what_and_when(disclosure, cases),
            *_where(disclosure),
            NumberedItem("4.", _receiver(institution), title="Tiếp nhận ý kiến, kiến nghị:"),
            *ended(copy, "closing", closing_of(disclosure), "Trên đây là Thông báo công khai"),
        ],
        signatures=[signed(copy, institution)],
        recipients=["Các khoa, phòng", "Bảng tin, trang thông tin điện tử của Trường", institution.archive_line],
        foot=letterheads.foot_of(copy),
        appendices=[_list(cases, header, institution)],
        draft=copy.mode == "draft",
    )


def count_words(cases: list[DisclosedCase]) -> str:
    """“03 tập thể và 25 cá nhân”; who is proposed for two awards counts once."""
    collectives = {case.nomination.department_id for case in cases} - {None}
    people = {case.nomination.staff_member_id for case in cases} - {None}
    parts = [(len(collectives), "tập thể"), (len(people), "cá nhân")]
    return " và ".join(f"{two_digits(count)} {word}" for count, word in parts if count)


def _what_and_when(disclosure: Disclosure, cases: list[DisclosedCase]) -> Iterator[Block]:
    yield NumberedItem(
        "1.", (f"{count_words(cases)} ", italic("(có Danh sách kèm theo)"), "."), title="Nội dung công khai:"
    )
    days = two_digits(disclosure.working_days)
    yield NumberedItem(
        "2.",
        f"{days} ngày làm việc, từ {date_words(disclosure.starts_on)} đến hết {date_words(disclosure.ends_on)}.",
        title="Thời gian công khai:",
    )


def _where(disclosure: Disclosure) -> Iterator[Block]:
    places = [line.strip(" -;.") for line in disclosure.places.splitlines() if line.strip(" -;.")]
    if len(places) == 1:
        yield NumberedItem("3.", f"{places[0]}.", title="Nơi công khai:")
        return
    yield NumberedItem("3.", f"{two_digits(len(places))} nơi, gồm:", title="Nơi công khai:")
    for ordinal, place in enumerate(places, start=1):
        yield NumberedItem("-", f"{place}{'.' if ordinal == len(places) else ';'}")


def _receiver(institution: Institution) -> str:
    standing = f"Thường trực {institution.council_name}"
    contact = [
        institution.contact_name if institution.contact_name.lower() != standing.lower() else "",
        institution.contact_room,
        f"điện thoại {institution.contact_phone}" if institution.contact_phone else "",
    ]
    who = ", ".join(filter(None, contact))
    return (
        f"gửi bằng văn bản hoặc nói trực tiếp với {standing}{f' ({who})' if who else ''} "
        "trong thời gian công khai; tên người kiến nghị được giữ kín khi có yêu cầu."
    )


def _list(cases: list[DisclosedCase], header: Header, institution: Institution) -> Appendix:
    return Appendix(
        title="DANH SÁCH",
        summary="Tập thể, cá nhân được đề nghị",
        bracket=attached_to("Thông báo", header, institution.name),
        blocks=[
            Table(COLUMNS, list(_rows(cases))),
            Paragraph(f"Danh sách có {two_digits(len(cases))} trường hợp./."),
        ],
    )


def _rows(cases: list[DisclosedCase]) -> Iterator[Row | GroupRow]:
    """Collectives and people apart, both in the order of the posted list, counted on through it."""
    marks = namesakes.among((case.nomination.staff_member, _place(case)) for case in cases)
    groups = [
        ("I. Tập thể", [case for case in cases if case.nomination.is_collective]),
        ("II. Cá nhân", [case for case in cases if not case.nomination.is_collective]),
    ]
    there = [(title, rows) for title, rows in groups if rows]
    number = 0
    for title, rows in there:
        if len(there) > 1:
            yield GroupRow(title)
        for case in rows:
            number += 1
            collective = case.nomination.is_collective
            mark = marks.get(case.nomination.staff_member_id, "")
            who = case.name if collective else namesakes.printed(case.name, mark)
            award = award_words(case.award).removeprefix("Danh hiệu ")
            occasion = in_brackets(case.nomination)
            yield Row([str(number), who, _place(case), f"{award} {occasion}".rstrip()])


def _place(case: DisclosedCase) -> str:
    if case.nomination.is_collective:
        return ""
    return ", ".join(filter(None, [case.post, case.unit_name]))
