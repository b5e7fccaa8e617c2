"""What goes up of the minutes of one count: its frame and the cases of one tờ trình, in the tally sheet's own pieces.

Of a count whose cases all go up with the letter the whole sheet is enclosed (awards/bundling.py).
"""

from awards.documents import room, tally_sheet
from awards.documents.case_extract import certified_by
from awards.models import Round, SubmissionLetter
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import Paper
from thidua.workflow import refuse

TITLE = "TRÍCH BIÊN BẢN"


def why_not_issue(letter: SubmissionLetter, round_: Round) -> str:
    """`round_` is one of the letter's session."""
    if sentence := tally_sheet.why_not_issue(round_):
        return sentence
    if round_.questions.filter(nomination__submission_line__letter=letter).exists():
        return ""
    return f"Lượt {round_.ordinal} không có trường hợp nào của tờ trình này nên không có gì để trích."


def gather(letter: SubmissionLetter, round_: Round, copy: Copy) -> Paper:
    """`copy`: with the parts written for the tally sheet. Raises Refused where nothing of that count goes up."""
    refuse(why_not_issue(letter, round_))
    session, institution, sitting = round_.session, Institution.objects.get(), room.of_session(round_.session)
    questions = tally_sheet.questions_of(round_)
    going_up = set(letter.lines.values_list("nomination", flat=True))
    shown = [question for question in questions if question.nomination_id in going_up]
    return Paper(
        kind="tally-extract",
        file_name=f"trich-bien-ban-kiem-phieu-{session.campaign.year}-{letter.pk:05d}-luot-{round_.ordinal}.pdf",
        header=room.header(institution, on=copy.date or letter.date),
        title=TITLE,
        summary=tally_sheet.summary_of(round_, shown),
        blocks=tally_sheet.body(round_, shown, sitting, copy, present=tally_sheet.present(round_, questions, sitting)),
        signatures=certified_by(sitting),
        recipients=["Hồ sơ kèm theo Tờ trình", institution.archive_line],
    )
