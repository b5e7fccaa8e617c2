"""What holds for every rule: missing facts are named, sentences show what was found, reasons stay private."""

import pytest

from awards.eligibility import sets
from awards.eligibility.facts import FACTS
from awards.eligibility.kinds import Rating
from tests.awards.cases import BEST, finding, report

# Each fact alone, with the finding that cannot do without it.
NEEDED = [
    ("LDTT", "registered", "registered"),
    ("LDTT", "employment", "employment"),
    ("LDTT", "rating", "rating"),
    ("LDTT", "conduct_confirmed", "conduct"),
    ("LDTT", "recruited_in_year", "new_staff"),
    ("LDTT", "absence_months", "absence"),
    ("LDTT", "study_months", "study"),
    ("LDTT", "discipline", "discipline"),
    ("LDTT", "under_investigation", "investigation"),
    ("CSTDCS", "ldtt_basis", "ldtt"),
    ("CSTDCS", "school_ldtt", "quota"),
    ("CSTDCS", "school_ldtt_basis", "quota"),
    ("CSTDCS", "school_cstdcs", "quota"),
    ("TTLDTT", "registered", "registered"),
    ("TTLDTT", "unit_rating", "unit_rating"),
    ("TTLDTT", "members", "ldtt_share"),
    ("TTLDTT", "members_ldtt", "ldtt_share"),
    ("TTLDTT", "members_ldtt_basis", "ldtt_share"),
    ("TTLDTT", "members_disciplined_from_warning", "members_discipline"),
    ("CSTDT", "history", "cstdcs_chain"),
    ("CSTDT", "achievement_year", "cstdcs_chain"),
    ("CSTDT", "works", "province_effect"),
    ("CSTDT", "dossier_works", "free_works"),
    ("CSTDT", "committee_managed", "party_opinion"),
    ("CSTDTQ", "history", "cstdt_pair"),
    ("CSTDTQ", "works", "nation_effect"),
    ("BKT", "occasion", "grounds"),
    ("HCLD3", "history", "after_previous"),
    ("COT", "bloc_leader", "bloc_leader"),
    ("LDTT", "old_unit_months", "moved"),
    ("LDTT", "seconded", "seconded"),
]


@pytest.mark.parametrize("code", ["A", "B"])
@pytest.mark.parametrize(("award_code", "fact", "key"), NEEDED)
def test_a_missing_fact_is_unknown_and_named(award_code, fact, key, code):
    one = finding(key, award_code, code, **{fact: None})
    assert (one.answer, one.missing, one.ask) == ("unknown", (fact,), FACTS[fact].supplier)
    assert one.sentence.endswith(f"Chưa rõ: {FACTS[fact].label}.")
    assert report(award_code, code, **{fact: None}).verdict == ("undetermined" if one.blocking else "eligible")


def test_new_staff_and_long_study_need_their_second_fact():
    new = {"recruited_in_year": True, "months_worked_since_recruitment": None}
    assert finding("new_staff", "LDTT", "A", **new).missing == ("months_worked_since_recruitment",)
    assert finding("study_result", "LDTT", "A", study_months=12, study_result=None).missing == ("study_result",)


def test_the_sentence_for_a_missing_rating():
    one = finding("rating", "LDTT", "A", rating=None)
    assert one.sentence == "Chưa rõ: kết quả xếp loại năm."
    assert one.ask == "Phòng Tổ chức, Hành chính cung cấp kết quả xếp loại."


@pytest.mark.parametrize(
    ("changes", "key", "full", "short"),
    [
        (
            {"discipline": "reprimand"},
            "discipline",
            "Bị kỷ luật khiển trách trong năm; không xét từ khiển trách trở lên.",
            "Chưa đạt một điều kiện chung; lý do chỉ báo cho người được đề nghị và Thường trực Hội đồng.",
        ),
        (
            {"absence_months": 4},
            "absence",
            "Nghỉ 4 tháng trong năm; nghỉ từ 3 đến dưới 6 tháng thì không xếp loại hoàn thành tốt trở lên.",
            "Chưa đạt điều kiện về thời gian làm việc trong năm.",
        ),
        (
            {"maternity_leave": True},
            "maternity",
            "Nghỉ thai sản theo chế độ được tính là thời gian làm việc.",
            "Đạt điều kiện về thời gian làm việc trong năm.",
        ),
    ],
)
def test_full_and_short_sentences(changes, key, full, short):
    one = finding(key, "LDTT", "A", **changes)
    assert (one.sentence, one.short_sentence) == (full, short)


@pytest.mark.parametrize("award_code", BEST)
def test_no_two_full_sentences_are_alike(award_code):
    wrong = {"discipline": "warning", "under_investigation": True, "absence_months": 7}
    for code in sets.SETS:
        for facts in ({}, {name: value for name, value in wrong.items() if name in BEST[award_code]}):
            sentences = [one.sentence for one in report(award_code, code, **facts).findings]
            assert len(sentences) == len(set(sentences)), (code, facts)


NO_WORKS = {"recognised_initiatives": 0, "accepted_projects": 0}
SENTENCES = [
    ("A", "LDTT", "registered", {}, "Có đăng ký thi đua năm 2022."),
    ("A", "LDTT", "registered", {"achievement_year": None}, "Có đăng ký thi đua trong năm."),
    (
        "A",
        "LDTT",
        "registered",
        {"registered": False},
        "Không đăng ký thi đua năm 2022 nên không được xét danh hiệu.",
    ),
    ("B", "LDTT", "registered", {"registered": False}, "Không đăng ký thi đua năm 2022; chỉ nhắc, không loại."),
    (
        "A",
        "LDTT",
        "rating",
        {"rating": "completed"},
        "Xếp loại hoàn thành nhiệm vụ; cần hoàn thành tốt nhiệm vụ trở lên.",
    ),
    (
        "A",
        "LDTT",
        "new_staff",
        {"recruited_in_year": True, "months_worked_since_recruitment": 9},
        "Mới tuyển dụng, đã công tác 9 tháng; cần từ 10 tháng.",
    ),
    (
        "A",
        "CSTDCS",
        "ldtt",
        {"ldtt_basis": "verified"},
        "Được đề nghị “Lao động tiên tiến” cùng năm (đã thẩm định), chưa có quyết định.",
    ),
    (
        "A",
        "CSTDCS",
        "achievement",
        NO_WORKS,
        "Có 0 sáng kiến được công nhận; 0 đề tài nghiệm thu năm 2022; "
        "cần ít nhất một sáng kiến được công nhận hoặc đề tài nghiệm thu.",
    ),
    (
        "B",
        "CSTDCS",
        "achievement",
        NO_WORKS | {"rating": "good"},
        "Có 0 sáng kiến được công nhận; 0 đề tài nghiệm thu năm 2022, xếp loại hoàn thành tốt nhiệm vụ; "
        "cần ít nhất một sáng kiến được công nhận hoặc đề tài nghiệm thu, hoặc hoàn thành xuất sắc nhiệm vụ.",
    ),
    (
        "A",
        "CSTDCS",
        "quota",
        {"school_ldtt": 50, "school_cstdcs": 8},
        "Cả Trường đề nghị 8 “Chiến sĩ thi đua cơ sở”; "
        "nhiều nhất 7 (15% của 50 “Lao động tiên tiến” được Hội đồng đề nghị).",
    ),
    (
        "A",
        "TTLDTT",
        "ldtt_share",
        {"members": 9, "members_ldtt": 5},
        "5/9 = 55,6% thành viên đạt “Lao động tiên tiến” (được Hội đồng đề nghị), cần trên 50%.",
    ),
    (
        "A",
        "TTLDTT",
        "ldtt_share",
        {"members": 9, "members_ldtt": 5, "members_not_considered": 2},
        "5/9 = 55,6% thành viên đạt “Lao động tiên tiến” (được Hội đồng đề nghị), cần trên 50%. "
        "Tính cả 2 người không thuộc diện xét.",
    ),
    (
        "B",
        "GK",
        "province_criteria",
        {},
        "Tiêu chuẩn Giấy khen do tỉnh quy định chi tiết; chương trình chưa có quy định này.",
    ),
]


@pytest.mark.parametrize(("code", "award_code", "key", "changes", "sentence"), SENTENCES)
def test_sentences_show_what_was_found(code, award_code, key, changes, sentence):
    assert finding(key, award_code, code, **changes).sentence == sentence


def test_certainty_of_the_citation_and_of_the_values_read():
    assert finding("registered", "LDTT", "A").certainty == "confirmed"
    assert finding("employment", "LDTT", "A").certainty == "confirmed"
    assert finding("employment", "LDTT", "A", employment="contract_worker").certainty == "memory"
    assert finding("rating", "LDTT", "A").certainty == "memory"  # "hoàn thành tốt" read as a rating
    assert finding("rating", "LDTT", "B").certainty == "confirmed"
    assert finding("conduct", "GK", "A").certainty_label == "cần thẩm tra"  # criteria of Giấy khen
    assert finding("study_result", "LDTT", "B", study_months=12, study_result="good").certainty == "sector"
    assert finding("study", "LDTT", "B", study_months=3).certainty == "confirmed"
    assert finding("quota", "CSTDCS", "B").certainty == "memory"
    assert finding("party_opinion", "CSTDT", "B", committee_managed=True, party_opinion=True).certainty == "confirmed"
    assert finding("party_opinion", "CSTDT", "C1", committee_managed=True, party_opinion=True).certainty == "memory"


def test_labels_belong_to_their_own_list():
    assert Rating.GOOD.label == "hoàn thành tốt nhiệm vụ"
    assert [str(one) for one in FACTS["study_result"].type] == ["below", "good"]
    assert FACTS["study_result"].type("good").label == "khá trở lên"
    assert FACTS["discipline"].type("none").label == "không bị kỷ luật"
    assert FACTS["ldtt_basis"].type("none").label == "chưa có"
