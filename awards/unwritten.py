"""What the minutes of a session would lack if they were frozen now; said to who ends it, refused to nobody."""

from awards import electorate, presiding, written_opinions
from awards.models import CouncilSession


def of_session(session: CouncilSession) -> list[tuple[str, str]]:
    """Each a sentence, and the page where it is written."""
    found = []
    if not session.discussion.strip():
        found.append(("Biên bản chưa ghi ý kiến thảo luận.", "council_notes"))
    if not session.conclusions.strip():
        found.append(("Biên bản chưa ghi kết luận, kiến nghị.", "council_notes"))
    roll_call = electorate.roll_call_of(session)
    silent = [
        str(seat.staff_member) for seat, line in roll_call.rows if not (line and (line.present or line.absence_reason))
    ]
    if silent:
        found.append((f"Vắng mặt chưa ghi lý do: {', '.join(silent)}.", "council_roll_call"))
    if unsigned := ", ".join(str(seat.staff_member) for seat in written_opinions.unsigned(session)):
        found.append((f"Ý kiến bằng văn bản chưa kèm bản đã ký: {unsigned}.", "council_opinions"))
    if nobody := presiding.why_nobody(session, roll_call):
        found.append((nobody, "council_roll_call"))
    return found
