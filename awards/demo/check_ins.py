"""Words on promises in mid-phase: of everybody with an account in the demo, for themselves and the unit they head."""

from datetime import date

from campaigns import checking_in
from campaigns.checking_in import Word
from campaigns.models import Campaign, Phase, StaffMember
from thidua import clock

MONTHS = ((1, date(2022, 5, 16)), (2, date(2022, 9, 19)), (2, date(2022, 11, 14)))
LINES = ("Đúng tiến độ.", "Đã xong phần lớn, còn chờ nghiệm thu.", "Bắt đầu muộn vì lớp mở chậm.")


def check_in_2022() -> None:
    campaign = Campaign.objects.get(year=2022)
    people = list(StaffMember.objects.filter(user__isnull=False).select_related("user").order_by("pk"))
    for ordinal, day in MONTHS:
        phase = campaign.phases.get(ordinal=ordinal)
        with clock.standing_at(day):
            for number, person in enumerate(people):
                _check_in(phase, person, number)


def _check_in(phase: Phase, person: StaffMember, number: int) -> None:
    """Every fifth says nothing; of what is counted in ones only a line is said."""
    targets = list(checking_in.targets_to_report(person.user, phase))
    if not targets or number % 5 == 4:
        return
    words = [Word(t, t.amount * 3 // 4 if t.amount > 1 else None, LINES[number % len(LINES)]) for t in targets]
    checking_in.check_in(phase, words, by=person.user)
