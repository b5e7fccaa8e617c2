"""Next year in one act: days moved, years counted anew, bases looked at again; what belongs to a year stays in it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import copying
from campaigns.copying import moved, moved_text
from campaigns.models import Anniversary, BudgetLine, Campaign, Movement, PhaseActivity, PlanItem, Target, TargetResult
from campaigns.plan_facts import blocking_of
from tests.at_once import at_once
from tests.factories import make_anniversary, make_campaign, make_phase, make_pledge
from thidua.models import AuditEntry, LegalText

YEAR_AFTER = {"nam": "2023", "ngay": "10/02/2023"}


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


@pytest.fixture
def full(campaign, school):
    """The launched campaign of 2022 with something in every part, and what happened in its year."""
    first = campaign.phases.get(ordinal=1)
    make_anniversary(first, "Ngày thành lập Đảng", date(1930, 2, 3), date(2022, 2, 3))
    make_anniversary(first, "Ngày Giải phóng", date(1973, 4, 30), date(2022, 4, 30))
    PhaseActivity.objects.create(
        phase=first, name="Tháng công nhân năm 2022", starts_on=date(2022, 5, 1), ends_on=date(2022, 5, 31)
    )
    texts = {
        PlanItem.Part.LEGAL_BASIS: (
            LegalText.objects.get(code="ND-91-2017").citation,
            "Chỉ thị số 03/CT-UBND ngày 11 tháng 02 năm 2022 của UBND tỉnh về phong trào năm 2022",
            "Quy chế thi đua của Trường",
        ),
        PlanItem.Part.PURPOSE: ("Hoàn thành nhiệm vụ năm 2022; theo Kết luận ngày 05 tháng 01 năm 2022.",),
    }
    for part, rows in texts.items():
        for number, text in enumerate(rows, start=1):
            PlanItem.objects.create(campaign=campaign, part=part, number=number, text=text)
    Movement.objects.create(campaign=campaign, number=1, name="Dạy tốt", launched_by="province", answer="Thi giảng")
    target = Target.objects.create(campaign=campaign, number=1, content="Lao động tiên tiến", amount=90)
    TargetResult.objects.create(target=target, on=date(2022, 3, 1), value=45)
    BudgetLine.objects.create(campaign=campaign, number=1, content="Khen thưởng năm 2022", amount=45_000_000)
    make_pledge(campaign, school.lecturer, school.faculty)
    return campaign


@pytest.mark.parametrize(
    ("day", "years", "is_end", "after"),
    [
        (date(2022, 3, 15), 1, False, date(2023, 3, 15)),
        (date(2024, 2, 29), 1, False, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, False, date(2028, 2, 29)),
        (date(2024, 2, 28), 1, True, date(2025, 2, 28)),
        (date(2023, 2, 28), 1, False, date(2024, 2, 28)),
        (date(2023, 2, 28), 1, True, date(2024, 2, 29)),
        (date(2024, 2, 29), 1, True, date(2025, 2, 28)),
        (date(2022, 6, 30), 1, True, date(2023, 6, 30)),
        (None, 1, False, None),
    ],
)
def test_days_move(day, years, is_end, after):
    assert moved(day, years, is_end=is_end) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("nhiệm vụ năm 2022", "nhiệm vụ năm 2023"),
        ("ngày 11 tháng 02 năm 2022", "ngày 11 tháng 02 năm 2022"),
        ("ngày 11 tháng 6 năm 2022", "ngày 11 tháng 6 năm 2022"),
        ("Nghị quyết 05/2022/NQ", "Nghị quyết 05/2022/NQ"),
        ("năm 20222", "năm 20222"),
        ("Năm 2022 và năm 2021", "Năm 2022 và năm 2021"),
    ],
)
def test_the_year_in_words_moves_and_dates_stay(before, after):
    assert moved_text(before, 2022, 2023) == after


@pytest.mark.parametrize(
    ("origin", "kept", "years", "after"),
    [
        (date(1930, 2, 3), date(2022, 2, 3), 1, date(2023, 2, 3)),
        (date(1952, 2, 29), date(2023, 2, 28), 1, date(2024, 2, 29)),
        (date(1952, 2, 29), date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(1930, 2, 3), date(2022, 2, 5), 1, date(2023, 2, 5)),
    ],
)
def test_anniversaries_move_with_their_origin(origin, kept, years, after):
    assert copying.observed(Anniversary(origin_date=origin, observed_on=kept), years) == after


def test_the_preview_shows_what_changes_and_makes_nothing(full, clerk):
    page = " ".join(clerk.get(reverse("campaign_copy", args=[full.pk]), YEAR_AFTER).content.decode().split())
    assert "01/02/2022 – 30/06/2022" in page
    assert "01/02/2023 – 30/06/2023" in page
    assert "93 năm Ngày thành lập Đảng, 03/02/2023" in page
    assert "tròn 5, 10 năm): <strong>50 năm Ngày Giải phóng</strong>." in page
    assert Campaign.objects.count() == 1


def test_bases_are_looked_at_on_the_new_plan_s_day(full):
    rows = [(o.text[:25], o.why, o.chosen) for o in copying.propose(full, 2024, date(2024, 2, 10)).bases]
    assert rows == [
        ("Quy định số 09-QĐi/TW ngà", "Đang có hiệu lực ngày 10/02/2024", False),
        ("Luật Thi đua, khen thưởng", "Đang có hiệu lực ngày 10/02/2024", True),
        ("Nghị định số 98/2023/NĐ-C", "Thay “91/2017/NĐ-CP” không còn hiệu lực ngày 10/02/2024", True),
        ("Thông tư số 01/2024/TT-BN", "Đang có hiệu lực ngày 10/02/2024; chưa rõ ngày ban hành", False),
        ("Chỉ thị số 03/CT-UBND ngà", "Văn bản của năm 2022: thay bằng văn bản của năm mới khi có", False),
        ("Quy chế thi đua của Trườn", "Chưa có trong danh mục văn bản; kiểm tra còn hiệu lực", True),
    ]


def test_an_offer_that_is_not_confirmed_says_so(full, clerk):
    offers = {
        o.text.partition(" ngày")[0][:28]: o.to_check for o in copying.propose(full, 2024, date(2024, 2, 10)).bases
    }
    assert (offers["Thông tư số 01/2024/TT-BNV c"], offers["Quy chế thi đua của Trường"]) == (True, False)
    url = reverse("campaign_copy", args=[full.pk])
    asked = {"nam": "2024", "ngay": "10/02/2024"}
    page = " ".join(clerk.get(url, asked).content.decode().split())
    said = page.partition("Thông tư số 01/2024/TT-BNV")[2].partition("</div>")[0]
    assert ("Cần thẩm tra" in said, "chưa rõ ngày ban hành" in said) == (True, True)
    LegalText.objects.filter(number="01/2024/TT-BNV").update(certainty="confirmed", issued_on=date(2024, 1, 5))
    page = " ".join(clerk.get(url, asked).content.decode().split())
    said = page.partition("Thông tư số 01/2024/TT-BNV")[2].partition("</div>")[0]
    assert ("Cần thẩm tra" in said, "chưa rõ ngày ban hành" in said) == (False, False)


def test_what_was_chosen_stands_by_rank_and_the_undated_blocks(full, clerk, school):
    PlanItem.objects.create(
        campaign=full, part="legal_basis", number=4, text="Nghị định số 7/2020/NĐ-CP ngày 03/01/2020"
    )
    keys = [offer.key for offer in copying.propose(full, 2024, date(2024, 2, 10)).bases]
    new = copying.copy(full, 2024, date(2024, 2, 10), bases=keys, by=school.clerk.user)
    assert [text[:20] for text in new.plan_items.filter(part="legal_basis").values_list("text", flat=True)] == [
        "Quy định số 09-QĐi/T",
        "Luật Thi đua, khen t",
        "Nghị định số 7/2020/",
        "Nghị định số 98/2023",
        "Thông tư số 01/2024/",
        "Chỉ thị số 03/CT-UBN",
        "Quy chế thi đua của ",
    ]
    [undated] = [finding for finding in blocking_of(new) if finding.key.startswith("base-undated")]
    assert undated.sentence == (
        "Căn cứ “01/2024/TT-BNV” chưa rõ ngày ban hành nên chưa dẫn được như đang ghi; tra văn bản gốc, ghi thêm ngày "
        "ban hành vào căn cứ."
    )


def test_the_copy(full, clerk, school):
    proposal = copying.propose(full, 2023, date(2023, 2, 10))
    ticked = [offer.key for offer in proposal.bases if offer.chosen]
    response = clerk.post(reverse("campaign_copy", args=[full.pk]), YEAR_AFTER | {"bases": [*ticked, "item-0"]})
    new = Campaign.objects.get(year=2023)
    assert response["Location"] == reverse("campaign_edit", args=[new.pk])
    assert (new.status, new.title[-8:], new.plan_number, new.plan_date, new.launched_on) == (
        "draft",
        "năm 2023",
        None,
        date(2023, 2, 10),
        None,
    )
    assert (new.starts_on, new.ends_on, new.registration_due_on) == (
        date(2023, 1, 1),
        date(2023, 12, 31),
        date(2023, 3, 31),
    )
    days = Anniversary.objects.filter(phase__campaign=new)
    assert [(day.name, day.years, day.is_round) for day in days] == [
        ("Ngày thành lập Đảng", 93, False),
        ("Ngày Giải phóng", 50, True),
    ]
    bases = new.plan_items.filter(part="legal_basis").values_list("text", flat=True)
    assert [text[:14] for text in bases] == ["Luật Thi đua, ", "Nghị định số 9", "Quy chế thi đu"]
    assert new.plan_items.get(part="purpose").text == (
        "Hoàn thành nhiệm vụ năm 2023; theo Kết luận ngày 05 tháng 01 năm 2022."
    )
    assert PhaseActivity.objects.get(phase__campaign=new).name == "Tháng công nhân năm 2023"
    assert (new.movements.get().answer, new.targets.get().amount) == ("Thi giảng", 90)
    assert (new.budget_lines.get().content, new.budget_lines.get().amount) == ("Khen thưởng năm 2023", 45_000_000)
    assert (TargetResult.objects.filter(target__campaign=new).count(), new.pledges.count()) == (0, 0)
    assert blocking_of(new) == []
    assert AuditEntry.objects.get(verb="campaign.create").after["copied_from"] == 2022
    # The old one is as it was.
    assert (full.targets.get().results.count(), full.movements.count(), full.phases.count()) == (1, 1, 2)


@pytest.mark.parametrize(
    ("asked", "errors"),
    [
        (
            {"nam": "2021"},
            {"nam": ["Năm 2021 đã có phong trào thi đua hằng năm; chọn năm khác hoặc sửa kế hoạch đã có"]},
        ),
        ({"nam": "2022"}, {"nam": ["Năm 2022 là năm của chính kế hoạch này; chọn năm khác"]}),
        ({"nam": "1899"}, {"nam": ["Năm phải từ 1900 đến 2199"]}),
        ({"nam": "10000"}, {"nam": ["Năm phải từ 1900 đến 2199"]}),
        ({"nam": "hai nghìn"}, {"nam": ["Năm mới phải là số nguyên"]}),
        ({"nam": "1930"}, {"nam": ["Năm 1930 trước hoặc trùng năm gốc của một ngày kỷ niệm; chọn năm sau đó"]}),
        ({"ngay": "30/02/2023"}, {"ngay": ["Ngày dự kiến của kế hoạch mới phải là ngày có thật"]}),
    ],
)  # fmt: skip
def test_a_year_that_cannot_be_is_said_and_nothing_is_made(full, clerk, asked, errors):
    make_campaign(2021)
    address = reverse("campaign_copy", args=[full.pk])
    for response in (clerk.get(address, YEAR_AFTER | asked), clerk.post(address, YEAR_AFTER | asked)):
        found = {name: list(rows) for name, rows in response.context["form"].errors.items()}
        assert found == errors
        assert f'value="{ {**YEAR_AFTER, **asked}[next(iter(asked))] }"' in response.content.decode()
    assert Campaign.objects.count() == 2


def test_only_the_clerk_copies(full, school, sign_in):
    assert sign_in(school.rector).get(reverse("campaign_copy", args=[full.pk])).status_code == 404


def test_a_thematic_one_may_stand_beside_the_yearly(full, school):
    drive = make_campaign(title="Thi đua chuyển đổi số năm 2021", kind="thematic", year=2021)
    new = copying.copy(drive, 2022, date(2022, 2, 1), bases=[], by=school.clerk.user)
    assert (new.kind, new.year, new.title) == ("thematic", 2022, "Thi đua chuyển đổi số năm 2022")


@pytest.mark.one_database("how many questions are asked")
def test_queries_of_the_preview_do_not_grow(clerk, school):
    small, large = make_campaign(2022, phases=1), make_campaign(2021)
    third = make_phase(large, 3, date(2021, 12, 1), date(2021, 12, 31))
    for day in (3, 4, 5):
        make_anniversary(third, f"Ngày {day}", date(1990, 12, day), date(2021, 12, day))
    counts = []
    for campaign in (small, large):
        with CaptureQueriesContext(connection) as queries:
            clerk.get(reverse("campaign_copy", args=[campaign.pk]), {"nam": "2031", "ngay": "10/02/2031"})
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("on_postgresql")
def test_two_windows_make_one_copy(school, campaign):
    def act():
        copying.copy(campaign, 2023, date(2023, 2, 10), bases=[], by=school.clerk.user)

    answers = at_once(act, act)
    assert Campaign.objects.filter(year=2023).count() == 1
    why = "Năm 2023 đã có phong trào thi đua hằng năm; chọn năm khác hoặc sửa kế hoạch đã có."
    assert sorted(answers) == ["", why]
