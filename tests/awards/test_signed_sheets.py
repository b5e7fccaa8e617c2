"""What was signed is kept: the copy of the minutes with the issued paper, that of a tally sheet with its round."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from awards import convening
from awards.documents import tally_sheet
from awards.models import SignedSheet
from tests.awards import meeting, paper_rows_council
from tests.permission_world import evidence
from thidua import clock, pdf
from thidua.copies import Copy
from thidua.models import AuditEntry, SignedCopy


@pytest.fixture(autouse=True)
def _libraries():
    if missing := pdf.missing_libraries():
        pytest.skip(missing)


@pytest.fixture
def round_(school, campaign):
    return paper_rows_council.counted(school)


def post(client, round_, upload):
    answer = client.post(reverse("signed_sheet_add", args=[round_.pk]), {"file": upload}, follow=True)
    return answer, [str(message) for message in answer.context["messages"]]


def drawn(round_, name="da-ky.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf.render(tally_sheet.gather(round_, Copy())), "application/pdf")


def test_the_clerk_attaches_a_signed_sheet_and_the_chair_reads_it(round_, school, sign_in):
    clerk = sign_in(school.clerk)
    page = clerk.get(round_.get_absolute_url()).content.decode()
    assert reverse("signed_sheet_add", args=[round_.pk]) in page
    _, said = post(clerk, round_, evidence("quet.pdf"))
    assert said == ["Đã kèm biên bản đã ký vào lượt này."]
    kept = SignedSheet.objects.get()
    assert (kept.round_id, kept.added_by, kept.signatures) == (round_.pk, school.clerk.user, [])
    assert AuditEntry.objects.filter(verb="round.keep_signed_copy", target_id=str(round_.pk)).count() == 1
    address = reverse("signed_sheet", args=[round_.pk, kept.pk])
    assert address in clerk.get(round_.get_absolute_url()).content.decode()
    answer = sign_in(school.rector).get(address)
    assert (answer.status_code, b"".join(answer)[:5]) == (200, b"%PDF-")
    assert sign_in(school.lecturer).get(address).status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        SignedSheet.objects.filter(pk=kept.pk).delete()


def test_a_file_with_words_is_of_this_round(round_, school, sign_in):
    with clock.standing_at(meeting.DAY):
        son = round_.questions.get(nomination__staff_member__full_name="Tẩn Văn Sơn").nomination
        other = meeting.counted_round(round_.session, son, by=school.rector.user, reason="Có thêm minh chứng")
    clerk = sign_in(school.clerk)
    answer, _ = post(clerk, round_, drawn(other))
    assert "Trong tệp không có “(lượt 1)”; chọn đúng bản đã ký của lượt này." in answer.content.decode()
    assert SignedSheet.objects.count() == 0
    post(clerk, round_, drawn(round_))
    assert SignedSheet.objects.get().round_id == round_.pk


def test_nothing_is_kept_before_the_count_and_no_more_than_five(school, campaign, sign_in):
    pending, clerk = paper_rows_council.pending(school), sign_in(school.clerk)
    said = clerk.get(reverse("signed_sheet_add", args=[pending.pk])).content.decode()
    assert "chưa có biên bản kiểm phiếu; kiểm phiếu trước." in said
    post(clerk, pending, evidence("quet.pdf"))
    assert SignedSheet.objects.count() == 0
    done = paper_rows_council.counted(school)
    for number in range(6):
        answer, _ = post(clerk, done, evidence(f"quet-{number}.pdf"))
    assert SignedSheet.objects.count() == 5
    assert f"Lượt {done.ordinal} đã có 5 bản đã ký; không thêm được nữa." in answer.content.decode()


def test_a_signed_copy_is_attached_to_frozen_minutes(round_, school, sign_in):
    session = round_.session
    with clock.standing_at(meeting.DAY):
        meeting.explain_all(session, by=school.rector.user)
        convening.close(session, by=school.rector.user)
    session.refresh_from_db()
    clerk, page = sign_in(school.clerk), reverse("issued_document", args=[session.minutes_id])
    assert page in clerk.get(session.get_absolute_url()).content.decode()
    add = reverse("signed_copy_add", args=[session.minutes_id])
    assert add in clerk.get(page).content.decode()
    clerk.post(add, {"file": evidence("bien-ban-da-ky.pdf")}, follow=True)
    assert SignedCopy.objects.get().document_id == session.minutes_id
    before = bytes(session.minutes.file.content)
    session.minutes.refresh_from_db()
    assert bytes(session.minutes.file.content) == before
