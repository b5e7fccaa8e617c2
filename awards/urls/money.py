from django.urls import path

from awards.views import fund, payments

WORD = {"as_word": True}

urlpatterns = [
    path("quyet-dinh/<int:pk>/chi-tien/", payments.decision_payments, name="decision_payments"),
    path("quyet-dinh/<int:pk>/chi-tien/ghi/", payments.decision_pay, name="decision_pay"),
    path("quyet-dinh/<int:pk>/danh-sach-chi-tien.pdf", payments.payment_list_pdf, name="payment_list_pdf"),
    path("quyet-dinh/<int:pk>/danh-sach-chi-tien.docx", payments.payment_list_pdf, WORD, name="payment_list_docx"),
    path("quyet-dinh/<int:pk>/giay-nhan-tien.pdf", payments.payment_slips_pdf, name="payment_slips_pdf"),
    path("quyet-dinh/<int:pk>/giay-nhan-tien.docx", payments.payment_slips_pdf, WORD, name="payment_slips_docx"),
    path("chi-tien/<int:pk>/ghi-nguoc/", payments.payment_take_back, name="payment_take_back"),
    path("quy-khen-thuong/", fund.award_fund, name="award_fund"),
    path("quy-khen-thuong/ghi/", fund.fund_entry_add, name="fund_entry_add"),
    path("quy-khen-thuong/<int:year>/bao-cao.pdf", fund.fund_statement_pdf, name="fund_statement_pdf"),
    path("quy-khen-thuong/<int:year>/bao-cao.docx", fund.fund_statement_pdf, WORD, name="fund_statement_docx"),
    path("quy-khen-thuong/dong/<int:pk>/ghi-nguoc/", fund.fund_entry_reverse, name="fund_entry_reverse"),
]
