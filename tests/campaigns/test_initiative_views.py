"""Initiatives as their authors, their heads and the clerk meet them: list, page, forms, acts, proof, to-dos."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Initiative
from tests.data import make_uploads
from tests.factories import make_initiative, make_person
from tests.permission_row import table_of
from thidua import uploads
from thidua.models import Attachment, AuditEntry

PDF = make_uploads.pdf()
TODAY = date(2022, 3, 1)
PLAIN = {"title": "Bài giảng số", "kind": "initiative", "year": "2022"}
WHOLE = PLAIN | {
    "summary": "Số hóa bài giảng.",
    "applied_where": "Khoa Xây dựng Đảng",
    "applied_from": "10/01/2022",
    "effect": "Học viên đọc trước được.",
}
ON_PAPER = PLAIN | {"recognised_number": "", "recognised_on": "", "scope": "", "recogniser": ""}
RECOGNITION = {
    "recognised_number": "12/QĐ-HĐSK",
    "recognised_on": "10/02/2022",
    "scope": "base",
    "recogniser": "Hội đồng",
}
DECISION = {"scope": "base", "number": "12/QĐ-TCT", "date": "10/02/2022", "recogniser": "Hiệu trưởng"}
MINUTES = {"number": "3/BB", "date": "10/02/2022", "reason": "Đã có người áp dụng."}
LATE = "Ngày 02/03/2022 ở sau hôm nay; ghi ngày trên quyết định, biên bản"
EARLY = "Ngày 31/12/2021 ở trước năm 2022 của sáng kiến; xem lại ngày hoặc năm"
INCOMPLETE = "Sáng kiến được công nhận phải có số, ngày quyết định và phạm vi ảnh hưởng"


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


@pytest.fixture
def hoa(school, sign_in):
    return sign_in(school.lecturer)


@pytest.fixture
def idea(school):
    """An initiative of Hoa's at a step."""
    return lambda status="draft", *authors, **fields: make_initiative(
        school.lecturer, *authors, status=status, **fields
    )


def authors(*shares) -> dict[str, str]:
    return table_of("authors", *({"staff_member": person.code, "share": share} for person, share in shares))


def stored(initiative: Initiative) -> dict[str, str]:
    """The table of authors as the form posts it back."""
    rows = [
        {"id": row.pk, "staff_member": row.staff_member.code, "share": row.share}
        for row in initiative.co_authors.order_by("pk")
    ]
    return table_of("authors", *rows, old=len(rows))


def url(name: str, *args) -> str:
    return reverse(name, args=[getattr(arg, "pk", arg) for arg in args])


def shown(response) -> str:
    return " ".join(response.content.decode().split())


def errors(response) -> dict:
    assert response.status_code == 200
    return dict(response.context["form"].errors)


def of_the_table(response) -> list[str]:
    assert response.status_code == 200
    return list(response.context["formset"].non_form_errors())


def said(response) -> list[str]:
    """The notice of the next page."""
    assert response.status_code == 302
    return [str(message) for message in response.wsgi_request._messages]


def titles(response) -> list[str]:
    assert response.status_code == 200
    return [initiative.title for initiative in response.context["page"]]


# --- an author registers


def test_a_draft_begins_with_oneself_and_may_be_half_done(hoa, school):
    page = shown(hoa.get(url("initiative_register")))
    assert f'value="{school.lecturer.code} – {school.lecturer}"' in page
    assert (page.count('value="100"'), 'value="2022"' in page) == (1, True)
    response = hoa.post(url("initiative_register"), PLAIN | {"stay": "1"} | authors((school.lecturer, 60)))
    draft = Initiative.objects.get()
    assert (said(response), response.url) == (["Đã lưu nháp."], url("initiative_edit", draft))
    assert (draft.status, draft.registered_by) == ("draft", school.lecturer.user)
    assert [str(row) for row in draft.co_authors.all()] == ["Nguyễn Thị Hoa (60%)"]
    assert [line.verb for line in AuditEntry.objects.order_by("pk")] == [
        "initiative.create",
        "initiative.change_authors",
    ]


def test_written_on_then_submitted_and_taken_back(hoa, school):
    hoa.post(url("initiative_register"), PLAIN | authors((school.lecturer, 60), (school.head, 30)))
    draft = Initiative.objects.get()
    page = shown(hoa.get(draft.get_absolute_url()))
    assert "Chưa nộp được vì chưa ghi nội dung giải pháp; sửa rồi nộp." in page
    hoa.post(url("initiative_edit", draft), WHOLE | stored(draft))
    assert said(hoa.post(url("initiative_submit", draft))) == [
        f"Đã lưu sáng kiến “{draft}”.",
        "Chưa nộp được vì tổng tỷ lệ đóng góp là 90%; sửa cho bằng 100% rồi nộp.",
    ]
    hoa.post(url("initiative_edit", draft), WHOLE | stored(draft) | {"authors-0-share": "70"})
    assert said(hoa.post(url("initiative_submit", draft)))[-1] == (
        "Đã nộp sáng kiến. Thường trực Hội đồng ghi kết quả khi Hội đồng sáng kiến đã xét."
    )
    draft.refresh_from_db()
    assert (draft.status, draft.applied_where, draft.applied_from) == (
        "submitted",
        "Khoa Xây dựng Đảng",
        date(2022, 1, 10),
    )
    assert said(hoa.get(url("initiative_edit", draft)))[-1] == (
        "Sáng kiến đã nộp nên không sửa được; lấy lại để sửa rồi nộp lại."
    )
    assert errors(hoa.post(url("initiative_take_back", draft), {"reason": ""})) == {"reason": ["Ghi lý do lấy lại"]}
    hoa.post(url("initiative_take_back", draft), {"reason": "Thiếu số liệu."})
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert AuditEntry.objects.get(verb="initiative.take_back").reason == "Thiếu số liệu."


def test_a_draft_is_withdrawn_after_a_question(hoa, idea):
    draft = idea()
    assert "Rút sáng kiến này?" in shown(hoa.get(url("initiative_withdraw", draft)))
    hoa.post(url("initiative_withdraw", draft))
    draft.refresh_from_db()
    assert draft.status == "withdrawn"
    page = shown(hoa.get(draft.get_absolute_url()))
    assert [word in page for word in ("Đã rút", "Nộp sáng kiến", ">Sửa<", "Thêm tệp")] == [True, False, False, False]


def test_bad_input_comes_back_as_typed(hoa, school):
    for data, wrong in (
        ({"title": ""}, {"title": ["Nhập tên sáng kiến"]}),
        ({"year": "2023"}, {"year": ["Năm 2023 chưa đến; ghi năm tạo ra sáng kiến"]}),
        (
            {"applied_from": "02/03/2022"},
            {"applied_from": ["Ngày áp dụng ở sau hôm nay; chưa áp dụng thì để trống"]},
        ),
    ):
        response = hoa.post(url("initiative_register"), WHOLE | data | authors((school.lecturer, 60)))
        assert errors(response) == wrong
        page = shown(response)
        for typed in ("Số hóa bài giảng.", "Khoa Xây dựng Đảng", 'value="60"', school.lecturer.code):
            assert typed in page
    assert (Initiative.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_today_and_this_year_are_not_the_future(hoa, school):
    hoa.post(url("initiative_register"), WHOLE | {"applied_from": "01/03/2022"} | authors((school.lecturer, 100)))
    assert Initiative.objects.get().applied_from == TODAY


def test_bad_tables_of_authors(hoa, school):
    gone = make_person("Tòng Văn Cũ", school.faculty, left_on=TODAY - timedelta(1))
    for rows, wrong in (
        ([(school.lecturer, 50), (school.lecturer, 50)], "Tác giả Nguyễn Thị Hoa có hai dòng; bỏ bớt một dòng"),
        ([(school.lecturer, 60), (school.head, 41)], "Tổng tỷ lệ đóng góp không quá 100%; hiện là 101%"),
        ([(school.head, 100)], "Người đăng ký phải là một trong các tác giả; thêm tên mình vào một dòng"),
        ([], "Nhập ít nhất một tác giả"),
    ):
        assert of_the_table(hoa.post(url("initiative_register"), WHOLE | authors(*rows))) == [wrong]
    response = hoa.post(url("initiative_register"), WHOLE | authors((school.lecturer, 50), (gone, 50)))
    assert f"Không tìm thấy ai khớp “{gone.code}”" in shown(response)
    assert Initiative.objects.count() == 0


def test_an_author_who_left_meanwhile_is_named_not_numbered(hoa, school, idea):
    gone = make_person("Tòng Văn Cũ", school.faculty, left_on=TODAY - timedelta(1))
    draft = idea("draft", (school.lecturer, 50), (gone, 50))
    assert f'value="{gone.code} – Tòng Văn Cũ"' in shown(hoa.get(url("initiative_edit", draft)))
    assert hoa.post(url("initiative_edit", draft), WHOLE | stored(draft)).status_code == 302


def test_two_authors_change_places(hoa, school, idea):
    draft = idea("draft", (school.lecturer, 60), (school.head, 40))
    rows = stored(draft)
    swapped = {
        "authors-0-staff_member": rows["authors-1-staff_member"],
        "authors-1-staff_member": rows["authors-0-staff_member"],
    }
    assert hoa.post(url("initiative_edit", draft), WHOLE | rows | swapped).status_code == 302
    assert {row.staff_member: row.share for row in draft.co_authors.all()} == {school.lecturer: 40, school.head: 60}


def test_the_same_title_again_is_said_beside_it(hoa, school, idea):
    idea("submitted")
    response = hoa.post(url("initiative_register"), WHOLE | {"title": "BÀI GIẢNG SỐ"} | authors((school.lecturer, 100)))
    twin = "Tác giả đã có sáng kiến cùng tên của năm 2022; mở sáng kiến đó để sửa, không đăng ký lại"
    assert errors(response) == {"title": [twin]}
    assert "Số hóa bài giảng." in shown(response)
    draft = idea("draft", title="Khác")
    assert errors(hoa.post(url("initiative_edit", draft), WHOLE | stored(draft))) == {"title": [twin]}


def test_similar_ones_stand_on_the_form_after_saving_and_before_recognising(hoa, clerk, school, idea):
    old = idea("submitted", (school.stranger, 100), registered_by=school.stranger.user, year=2021)
    draft = idea()
    heading = "Sáng kiến có tên tương tự"
    assert heading not in shown(hoa.get(url("initiative_register")))
    assert heading in shown(hoa.get(url("initiative_edit", draft)))
    assert heading in shown(clerk.get(url("initiative_recognise", draft)))
    assert old.get_absolute_url() in shown(clerk.get(url("initiative_recognise", draft)))


# --- the clerk records


def test_shares_of_a_record_add_up_to_100(clerk, school):
    response = clerk.post(url("initiative_add"), ON_PAPER | authors((school.lecturer, 60), (school.stranger, 30)))
    assert of_the_table(response) == ["Tổng tỷ lệ đóng góp phải bằng 100%; hiện là 90%"]
    assert "Tổng tỷ lệ đóng góp phải bằng 100%; hiện là 90%" in shown(response)
    assert 'value="60"' in shown(response)
    assert Initiative.objects.count() == 0


def test_the_sum_is_asked_of_rows_that_are_understood(clerk, school):
    rows = authors((school.lecturer, 60), (school.stranger, 40)) | {"authors-1-staff_member": "không ai"}
    page = clerk.post(url("initiative_add"), ON_PAPER | rows)
    assert of_the_table(page) == []
    assert "Không tìm thấy ai khớp “không ai”; nhập mã cán bộ hoặc họ và tên" in shown(page)
    assert 'value="không ai"' in shown(page)


def test_an_initiative_is_added_from_a_persons_page(clerk, hoa, school):
    person = school.lecturer
    address = f"{url('initiative_add')}?tac-gia={person.code}"
    link = f'href="{address}"'
    assert link in shown(clerk.get(url("staff_member", person)))
    assert link not in shown(hoa.get(url("staff_member", person)))
    assert f'value="{person.code} – {person}"' in shown(clerk.get(address))
    assert clerk.post(address, ON_PAPER | authors((person, 100))).status_code == 302
    assert [row.staff_member for row in Initiative.objects.get().co_authors.all()] == [person]
    assert clerk.get(f"{url('initiative_add')}?tac-gia=X").status_code == 200


def test_a_decision_s_fields_are_not_called_optional(clerk):
    form = clerk.get(url("initiative_add")).context["form"]
    found = [field.label for field in form if field.label.startswith("Số quyết định công nhận")]
    assert found == ["Số quyết định công nhận"]


def test_a_record_with_its_recognition(clerk, school, sign_in):
    shares = authors((school.lecturer, 70), (school.stranger, 30))
    clerk.post(url("initiative_add"), ON_PAPER | RECOGNITION | shares)
    initiative = Initiative.objects.get()
    assert (initiative.status, initiative.recognised_on, initiative.scope) == ("recognised", date(2022, 2, 10), "base")
    assert [(row.scope, row.number) for row in initiative.recognitions.all()] == [("base", "12/QĐ-HĐSK")]
    assert (initiative.registered_by, initiative.co_authors.count()) == (None, 2)
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "initiative.create",
        "initiative.change_authors",
        "initiative.recognise",
    ]
    seen = {
        person.full_name: len(titles(sign_in(person).get(url("initiative_list"))))
        for person in (school.lecturer, school.lecturer2, school.head, school.office_head)
    }
    assert seen == {"Nguyễn Thị Hoa": 1, "Lò Văn Ẵm": 0, "Trần Văn Minh": 1, "Đỗ Thị Yến": 0}


def test_a_decision_half_entered_or_of_an_impossible_day(clerk, school):
    for slip, wrong in (
        ({"scope": ""}, INCOMPLETE),
        ({"recognised_number": ""}, INCOMPLETE),
        ({"recognised_on": ""}, INCOMPLETE),
        ({"recognised_on": "02/03/2022"}, LATE),
        ({"recognised_on": "31/12/2021"}, EARLY),
    ):
        data = ON_PAPER | RECOGNITION | slip | authors((school.lecturer, 100))
        response = clerk.post(url("initiative_add"), data)
        assert errors(response) == {"__all__": [wrong]}
        assert 'value="Hội đồng"' in shown(response)
    assert Initiative.objects.count() == 0


def test_the_same_record_again(clerk, school):
    data = ON_PAPER | authors((school.lecturer, 100))
    clerk.post(url("initiative_add"), data)
    assert errors(clerk.post(url("initiative_add"), data | {"title": "bài giảng SỐ"})) == {
        "title": ["Sáng kiến này của năm đó đã được ghi; mở trong danh sách để sửa"]
    }


def test_recognised_raised_mended(clerk, idea):
    initiative = idea("submitted")
    said(clerk.post(url("initiative_recognise", initiative), DECISION))
    base = initiative.recognitions.get()
    form = clerk.get(url("initiative_raise", initiative)).context["form"]
    assert [value for value, _ in form.fields["scope"].choices] == ["", "province", "nation"]
    wider = DECISION | {"scope": "province", "number": "70/QĐ-UBND", "date": "25/02/2022"}
    assert said(clerk.post(url("initiative_raise", initiative), wider))[-1] == "Đã ghi công nhận ở phạm vi rộng hơn."
    page = shown(clerk.get(initiative.get_absolute_url()))
    assert "Phạm vi cơ sở: số 12/QĐ-TCT, 10/02/2022, Hiệu trưởng" in page
    assert "Phạm vi cấp tỉnh: số 70/QĐ-UBND, 25/02/2022, Hiệu trưởng" in page
    mend = clerk.get(url("recognition_edit", initiative, base)).context["form"]
    assert ("scope" in mend.fields, mend["number"].value()) == (False, "12/QĐ-TCT")
    clerk.post(url("recognition_edit", initiative, base), DECISION | {"number": "21/QĐ-TCT"})
    initiative.refresh_from_db()
    assert (initiative.scope, initiative.recognised_number) == ("province", "70/QĐ-UBND")
    assert [row.number for row in initiative.recognitions.all()] == ["21/QĐ-TCT", "70/QĐ-UBND"]


def test_a_decision_that_cannot_be(clerk, idea):
    initiative = idea("submitted")
    for slip, wrong in (
        ({"number": ""}, "Nhập số quyết định"),
        ({"date": ""}, "Nhập ngày quyết định"),
        ({"scope": ""}, "Chọn phạm vi ảnh hưởng"),
        ({"date": "02/03/2022"}, LATE),
        ({"date": "31/12/2021"}, EARLY),
    ):
        response = clerk.post(url("initiative_recognise", initiative), DECISION | slip)
        assert errors(response) == {next(iter(slip)): [wrong]}
        assert 'value="Hiệu trưởng"' in shown(response)
    initiative.refresh_from_db()
    assert initiative.status == "submitted"


def test_not_recognised_with_minutes_and_reason(clerk, hoa, idea):
    initiative = idea("submitted")
    missing = clerk.post(url("initiative_not_recognise", initiative), {"number": "", "date": "", "reason": ""})
    assert errors(missing) == {
        "number": ["Nhập số biên bản"],
        "date": ["Nhập ngày biên bản"],
        "reason": ["Ghi lý do không công nhận"],
    }
    late = clerk.post(url("initiative_not_recognise", initiative), MINUTES | {"date": "02/03/2022"})
    assert errors(late) == {"date": [LATE]}
    clerk.post(url("initiative_not_recognise", initiative), MINUTES)
    words = "Không được công nhận theo biên bản số 3/BB, 10/02/2022: “Đã có người áp dụng.”"
    assert words in shown(hoa.get(initiative.get_absolute_url()))
    assert said(clerk.post(url("initiative_reopen", initiative), {"reason": "Ghi nhầm."}))[-1] == (
        "Đã bỏ kết quả; sáng kiến trở lại bước “Đã nộp”."
    )


def test_a_second_result_is_refused_with_a_sentence(clerk, idea):
    initiative = idea("recognised")
    assert said(clerk.post(url("initiative_recognise", initiative), DECISION | {"number": "99"})) == [
        "Sáng kiến đang ở bước “Được công nhận” nên không công nhận được; tải lại trang để xem việc làm được."
    ]
    assert [row.number for row in initiative.recognitions.all()] == ["12/QĐ-TCT"]


def test_the_clerk_mends_what_was_recognised(clerk, idea):
    initiative = idea("recognised")
    form = clerk.get(url("initiative_edit", initiative)).context["form"]
    assert "recognised_number" not in form.fields
    clerk.post(url("initiative_edit", initiative), WHOLE | {"title": "Bài giảng số hóa"} | stored(initiative))
    initiative.refresh_from_db()
    assert (initiative.title, initiative.status, initiative.scope) == ("Bài giảng số hóa", "recognised", "base")


# --- who reads


def test_a_draft_is_its_authors_and_the_clerk_s(clerk, hoa, school, sign_in, idea):
    draft = idea("draft", (school.lecturer, 50), (school.stranger, 50))
    answers = {
        person.full_name: sign_in(person).get(draft.get_absolute_url()).status_code
        for person in (school.lecturer, school.stranger, school.head, school.other_head, school.rector, school.clerk)
    }
    assert [answers[name.full_name] for name in (school.lecturer, school.stranger, school.clerk)] == [200] * 3
    assert [answers[name.full_name] for name in (school.head, school.other_head, school.rector)] == [404] * 3
    # The co-author reads and does not write.
    assert sign_in(school.stranger).get(url("initiative_edit", draft)).status_code == 404
    Initiative.objects.update(status="submitted")
    assert sign_in(school.head).get(draft.get_absolute_url()).status_code == 200


# --- the list


def test_words_and_filters(clerk, school, idea):
    both = [(school.lecturer, 50), (school.stranger, 50)]
    idea("recognised", *both, title="Số hóa hồ sơ", scope="province", recognised_number="70/QĐ-UBND")
    idea("submitted", title="Bộ câu hỏi", year=2021, kind="project")
    idea("draft", (school.head, 100), title="Sổ tay", registered_by=school.head.user)
    for asked, wanted in (
        ({}, ["Sổ tay", "Số hóa hồ sơ", "Bộ câu hỏi"]),
        ({"q": "so hoa"}, ["Số hóa hồ sơ"]),
        ({"q": "HỒ số"}, ["Số hóa hồ sơ"]),
        ({"q": "binh"}, ["Số hóa hồ sơ"]),
        ({"q": "70/QĐ"}, ["Số hóa hồ sơ"]),
        ({"q": "câu tay"}, []),
        ({"kind": "project"}, ["Bộ câu hỏi"]),
        ({"year": "2021"}, ["Bộ câu hỏi"]),
        ({"status": "draft"}, ["Sổ tay"]),
        ({"scope": "province"}, ["Số hóa hồ sơ"]),
        ({"mine": "on"}, []),
        ({"year": "x"}, ["Sổ tay", "Số hóa hồ sơ", "Bộ câu hỏi"]),
    ):
        assert sorted(titles(clerk.get(url("initiative_list"), asked))) == sorted(wanted), asked


def test_mine_are_those_i_wrote_or_registered(school, sign_in, idea):
    idea("submitted", title="Của Hoa")
    idea("submitted", (school.head, 100), title="Của Minh", registered_by=None)
    minh = sign_in(school.head)
    assert sorted(titles(minh.get(url("initiative_list")))) == ["Của Hoa", "Của Minh"]
    assert titles(minh.get(url("initiative_list"), {"mine": "on"})) == ["Của Minh"]


def test_an_empty_list_says_what_to_do(hoa, sign_in, school):
    assert "Bấm “Đăng ký sáng kiến” để bắt đầu." in shown(hoa.get(url("initiative_list")))
    assert "Không có sáng kiến nào khớp bộ lọc." in shown(hoa.get(url("initiative_list"), {"q": "x"}))
    without = shown(sign_in(school.administrator).get(url("initiative_list")))
    assert ("Bấm “Đăng ký" in without, url("initiative_register") in without) == (False, False)


@pytest.mark.one_database("how many questions are asked")
def test_queries_of_the_page_and_the_list_do_not_grow(clerk, school, idea):
    counts = []
    for number in range(3):
        made = idea("recognised", (school.lecturer, 50), (school.head, 50), title=f"Sổ tay điện tử {number}")
        made.evidence.add(uploads.store(SimpleUploadedFile("a.pdf", PDF), by=school.lecturer.user))
        clerk.get(url("initiative_list"))
        first = Initiative.objects.order_by("pk").first()
        with CaptureQueriesContext(connection) as of_list:
            clerk.get(url("initiative_list"))
        with CaptureQueriesContext(connection) as of_page:
            clerk.get(first.get_absolute_url())
        counts.append((len(of_list), len(of_page)))
    # One alone has nothing alike beside it.
    assert {one[0] for one in counts} == {counts[0][0]}
    assert counts[1][1] == counts[2][1]


# --- proof


def test_proof_is_added_read_and_taken_out(hoa, school, sign_in, idea):
    draft = idea("draft", (school.lecturer, 50), (school.stranger, 50))
    assert said(hoa.post(url("proof_add", draft), {"file": SimpleUploadedFile("Kết quả.pdf", PDF)})) == [
        "Đã thêm tệp minh chứng."
    ]
    kept = draft.evidence.get()
    response = sign_in(school.stranger).get(url("proof", draft, kept))
    assert (response.content, response["Content-Type"]) == (PDF, "application/pdf")
    assert response["Content-Disposition"].startswith("attachment; ")
    assert sign_in(school.head).get(url("proof", draft, kept)).status_code == 404
    assert "Bỏ tệp này khỏi sáng kiến?" in shown(hoa.get(url("proof_remove", draft, kept)))
    hoa.post(url("proof_remove", draft, kept))
    assert (draft.evidence.count(), Attachment.objects.count()) == (0, 1)
    lines = [(line.verb, line.before, line.after) for line in AuditEntry.objects.order_by("pk")]
    assert lines == [
        ("initiative.attach", {}, {"file": "Kết quả.pdf"}),
        ("initiative.detach", {"file": "Kết quả.pdf"}, {}),
    ]


def test_once_sent_only_the_clerk_adds_proof(hoa, clerk, idea, tmp_path):
    sent = idea("submitted")
    assert said(hoa.post(url("proof_add", sent), {"file": SimpleUploadedFile("a.pdf", PDF)})) == [
        "Sáng kiến đã nộp nên không sửa được; lấy lại để sửa rồi nộp lại."
    ]
    assert (Attachment.objects.count(), [path for path in tmp_path.rglob("*") if path.is_file()]) == (0, [])
    clerk.post(url("proof_add", sent), {"file": SimpleUploadedFile("a.pdf", PDF)})
    assert sent.evidence.count() == 1


def test_what_a_file_is_is_looked_at(hoa, idea):
    draft = idea()
    response = hoa.post(url("proof_add", draft), {"file": SimpleUploadedFile("a.pdf", make_uploads.EXE)})
    assert errors(response) == {"file": ["Tệp phải là PDF, DOCX, JPG hoặc PNG"]}
    assert Attachment.objects.count() == 0


def test_a_file_too_many_is_taken_back(hoa, school, idea, monkeypatch):
    """Asked before the bytes are stored, and again under the lock."""
    draft = idea()
    monkeypatch.setattr(uploads, "MOST_FILES", 1)
    store = uploads.store

    def somebody_is_quicker(file, *, by):
        draft.evidence.add(store(SimpleUploadedFile("b.pdf", PDF), by=by))
        return store(file, by=by)

    monkeypatch.setattr(uploads, "store", somebody_is_quicker)
    assert said(hoa.post(url("proof_add", draft), {"file": SimpleUploadedFile("a.pdf", PDF)})) == [
        "Sáng kiến đã có 1 tệp, nhiều nhất 1; gộp hoặc bỏ bớt tệp rồi thêm."
    ]
    assert [kept.original_name for kept in Attachment.objects.all()] == ["b.pdf"]


def test_a_file_that_is_gone_says_so_and_leads_back(hoa, school, idea):
    draft = idea()
    kept = uploads.store(SimpleUploadedFile("a.pdf", PDF), by=school.lecturer.user)
    draft.evidence.add(kept)
    Path(kept.file.path).unlink()
    response = hoa.get(url("proof", draft, kept))
    assert (response.status_code, f"Báo quản trị: tệp số {kept.pk}." in shown(response)) == (404, True)
    assert f'href="{draft.get_absolute_url()}"' in shown(response)


# --- to-dos


def todos(client) -> list[tuple[str, str]]:
    return [(todo.text, todo.url) for _, rows in client.get("/").context["groups"] for todo in rows]


def test_what_waits_for_author_and_clerk(hoa, clerk, idea, school):
    draft = idea()
    idea("submitted", title="Hai")
    own = (f"Nộp sáng kiến “{draft}” (đang là nháp)", draft.get_absolute_url())
    assert todos(hoa) == [own]
    waiting = ("Ghi kết quả của 1 sáng kiến đã nộp", url("initiative_list") + "?status=submitted")
    assert waiting in todos(clerk)
    assert own not in todos(clerk)
    assert titles(clerk.get(waiting[1])) == ["Hai"]
    Initiative.objects.filter(status="submitted").update(status="refused")
    assert waiting not in todos(clerk)


def test_a_list_to_accept_stands_beside_initiatives(clerk, campaign, school, idea):
    campaign.registrations.create(department=school.faculty, status="sent")
    idea("submitted")
    texts = [text for text, _ in todos(clerk)]
    assert {"Duyệt đăng ký của Khoa Xây dựng Đảng", "Ghi kết quả của 1 sáng kiến đã nộp"} <= set(texts)
