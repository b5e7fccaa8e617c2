"""February 2023 of the demo: the next campaign runs and something waits for each person."""

from datetime import date

from awards.demo import money, papers, upper
from awards.demo.campaigns import Heads, launch_2023, user_behind, user_named, write_pledge
from awards.demo.points import score_some
from awards.demo.progress import each
from awards.demo.regulation import write_draft
from awards.demo.unit_plans import begin_2023
from campaigns import covenants, initiating, pledging, registering
from campaigns.models import Campaign, Covenant, Department, Initiative
from campaigns.roles import active_people, head_of, main_posting
from thidua import clock
from thidua.audit import audit
from thidua.models import User


def leave_work_for_everybody() -> None:
    """Own pledges not begun, drafts, pledges to endorse for heads and the rector, a list to accept for the clerk."""
    papers.review_2022(2)
    money.pay_most_of_2022()
    campaign = launch_2023()
    begin_2023()
    with clock.standing_at(date(2023, 2, 17)):
        heads = Heads()
        for unit in each("Đăng ký năm sau", list(Department.objects.units())):
            _submit_some(campaign, unit, heads)
        write_pledge(campaign, user_named("canbo").staff_member, heads)
        for username in ("truongkhoa", "uyvien2"):  # two heads wait for the rector
            head = user_named(username)
            pledging.submit(write_pledge(campaign, head.staff_member, heads), by=head)
        _send_a_list(campaign, Department.objects.get(code="NNPL"), heads)
        _register_initiatives()
        _write_covenants(campaign)
        score_some(campaign)
        write_draft(user_named("quantri"))
        upper.begin_a_revocation()
        papers.begin_report_of_2022()


def _submit_some(campaign: Campaign, unit: Department, heads: Heads) -> None:
    if unit.kind == Department.Kind.BOARD:
        return
    head = head_of(unit)
    waiting = [person for person in active_people(unit) if person != head and person.user_id is None][:2]
    for person in waiting:
        pledging.submit(write_pledge(campaign, person, heads), by=user_behind(person))


def _send_a_list(campaign: Campaign, unit: Department, heads: Heads) -> None:
    for pledge in campaign.pledges.filter(unit=unit):
        pledging.endorse(pledge, by=heads.endorser_of(pledge.owner, unit))
    registering.send(registering.registration_of(campaign, unit), by=heads.user_of(unit))


def _write_covenants(campaign: Campaign) -> None:
    """One that two heads have signed; one that waits for the second."""
    first, second, third = (user_named(name) for name in ("truongkhoa", "uyvien2", "uyvien3"))
    _sign_covenant(campaign, "Thi đua dạy tốt, nghiên cứu tốt", first, [second], signers=[second])
    _sign_covenant(campaign, "Thi đua phục vụ người học", third, [first], signers=[])


def _sign_covenant(campaign: Campaign, title: str, drafter: User, others: list[User], *, signers: list[User]) -> None:
    units = {user: main_posting(user.staff_member).department for user in (drafter, *others)}
    contents = "Hoàn thành chỉ tiêu đã đăng ký.\nHỗ trợ nhau dự giờ, góp ý bài giảng mỗi tháng một lần."
    made = Covenant(campaign=campaign, drafted_by=units[drafter], title=title, contents=contents)
    with covenants.writing(made):
        made.save()
        audit(made, "create", by=drafter, after={"title": title})
        made.targets.create(content="Bài nghiên cứu đăng tạp chí", unit_of_measure="bài", amount=2)
        covenants.set_parties(made, [units[user] for user in others], by=drafter)
    covenants.offer(made, by=drafter)
    for user in signers:
        covenants.sign(made, units[user], by=user)


def _register_initiatives() -> None:
    """One still a draft; one handed in, which resembles what was recognised the year before."""
    author, head = user_named("canbo"), user_named("truongkhoa")
    _register(author, "Sổ tay điện tử hướng dẫn học viên tự học", {author: 60}, effect="")
    sent = _register(
        head, "Đổi mới phương pháp thảo luận trên lớp theo nhóm, sáng kiến mẫu số 9", {head: 70, author: 30}
    )
    initiating.submit(sent, by=head)


def _register(user: User, title: str, shares: dict[User, int], **fields: str) -> Initiative:
    words = {"summary": "Giải pháp mẫu.", "applied_where": "Khoa", "effect": "Học viên chuẩn bị bài tốt hơn."}
    initiative = Initiative.objects.create(title=title, year=2023, registered_by=user, **words | fields)
    for author, share in shares.items():
        initiative.co_authors.create(staff_member=author.staff_member, share=share)
    audit(initiative, "create", by=user, after={"title": title})
    return initiative
