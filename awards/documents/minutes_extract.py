"""What goes up of the minutes: their frame and the cases of one tờ trình, in the minutes' own pieces (trích sao).

Left out: what was said freely, and everything of cases that do not go up with that letter.
"""

from collections.abc import Collection, Iterator
from typing import Any

from awards.documents import minutes, room
from awards.documents.ballots import decided_otherwise, rounds
from awards.documents.case_extract import TITLE, certified_by, source
from awards.documents.stepping_out import recusals_in, stayed
from awards.models import CouncilSession, SubmissionLetter
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import Block, Heading, NumberedItem, Paper, Paragraph
from thidua.workflow import refuse


def why_not_issue(letter: SubmissionLetter) -> str:
    if letter.session.minutes_id is None:
        return "Phiên họp chưa kết thúc nên chưa có biên bản để trích; kết thúc phiên họp trước."
    return ""


def gather(letter: SubmissionLetter, copy: Copy) -> Paper:
    """Raises Refused while there are no minutes."""
    refuse(why_not_issue(letter))
    session, institution = letter.session, Institution.objects.get()
    going_up = letter.lines.values_list("nomination", flat=True)
    whole = minutes.what_happened(session)
    what = _only(set(going_up), whole)
    return Paper(
        kind="minutes-extract",
        file_name=f"trich-bien-ban-hop-hoi-dong-{session.campaign.year}-{letter.pk:05d}.pdf",
        header=room.header(institution, on=copy.date or letter.date),
        title=TITLE,
        summary=minutes.meeting_of(session, institution),
        blocks=[
            Paragraph(source(session, institution)),
            minutes.when_and_where(session),
            Heading("I. THÀNH PHẦN"),
            *minutes.members(session, what),
            Heading("II. NỘI DUNG"),
            *_contents(session, whole, what),
            Heading("III. KẾT LUẬN, KIẾN NGHỊ"),
            *minutes.proposals(what, institution),
            minutes.end_of(session.ended_at),
        ],
        signatures=certified_by(what["room"]),
        recipients=["Hồ sơ kèm theo Tờ trình", institution.archive_line],
    )


def _only(nominations: Collection[int], what: dict[str, Any]) -> dict[str, Any]:
    """What happened to these cases."""
    return what | {
        "nominations": [one for one in what["nominations"] if one.pk in nominations],
        "questions": [one for one in what["questions"] if one.nomination_id in nominations],
        "last": {pk: one for pk, one in what["last"].items() if pk in nominations},
    }


def _contents(session: CouncilSession, whole: dict[str, Any], own: dict[str, Any]) -> Iterator[Block]:
    """Each part under the number it has in the minutes; without those that say nothing of these cases."""
    taken = {
        minutes.RECUSED: [*(NumberedItem("-", line) for line in recusals_in(own)), *stayed(own)],
        minutes.VOTED: list(rounds(own)),
        minutes.OTHERWISE: list(decided_otherwise(own)),
    }
    for number, part in enumerate(minutes.parts(session, whole), start=1):
        if blocks := taken.get(part.key):
            yield Heading(f"{number}. {part.title}", 2)
            yield from blocks
