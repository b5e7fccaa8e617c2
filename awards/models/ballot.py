"""What is voted on in a session: rounds and questions, roll and box, tellers' sheets, written opinions."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from awards.models.council import CouncilSession, Seat, Teller
from awards.models.nomination import Nomination
from thidua.models import Attachment


class Choice(models.TextChoices):
    AGREE = "agree", "Đồng ý"
    DISAGREE = "disagree", "Không đồng ý"
    NO_OPINION = "no_opinion", "Không có ý kiến"


class Round(models.Model):
    """A vote on one question or on a list of them. Once counted it never changes (thidua/guards.py)."""

    class Status(models.TextChoices):
        PENDING = "pending", "Chưa mở"
        OPEN = "open", "Đang bỏ phiếu"
        COUNTED = "counted", "Đã kiểm phiếu"

    class Way(models.TextChoices):
        SECRET = "secret", "Bỏ phiếu kín trên phần mềm"
        PAPER = "paper", "Bỏ phiếu kín bằng phiếu giấy"
        HANDS = "hands", "Biểu quyết giơ tay"
        WRITTEN = "written", "Lấy ý kiến bằng văn bản"

    SECRET_WAYS = (Way.SECRET, Way.PAPER)
    # What a round without ballots is called while it is open; its result is settled, nobody counts papers.
    OPEN_IN_WORDS = {Way.HANDS: "Đang biểu quyết giơ tay", Way.WRITTEN: "Đang lấy ý kiến bằng văn bản"}
    COUNTED_IN_WORDS = "Đã chốt kết quả"

    session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, related_name="rounds", verbose_name="phiên họp"
    )
    ordinal = models.PositiveSmallIntegerField("lượt số")
    title = models.CharField("nội dung", max_length=200)
    status = models.CharField("trạng thái", max_length=7, choices=Status, default=Status.PENDING)
    reason = models.TextField("lý do bỏ phiếu lại", blank=True)
    voters = models.PositiveSmallIntegerField("số người được bỏ phiếu", null=True, blank=True, editable=False)
    voted = models.PositiveSmallIntegerField("số người đã bỏ phiếu", null=True, blank=True, editable=False)
    way = models.CharField("cách biểu quyết", max_length=7, choices=Way, default=Way.SECRET)
    way_reason = models.TextField("lý do chọn cách biểu quyết này", blank=True)
    # The base is then all seats but those that step out of the case.
    leaves_out_recused = models.BooleanField("không tính người tạm lánh", default=False)
    base_reason = models.TextField("lý do không tính người tạm lánh", blank=True)
    # Who presided in place of the chair when it was opened; who took over while it was open: Presiding.round.
    presiding = models.ForeignKey(
        Seat, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="chủ trì thay"
    )
    # Of ballots, who of the Ban kiểm phiếu was here when it was opened: key of the seat → place, 1 for its head.
    board = models.JSONField("Ban kiểm phiếu của lượt", default=dict, editable=False)
    # Sheets and opinions entered while it is open, so that the screens see one more (awards/live.py).
    times_entered = models.PositiveIntegerField("số lần nhập", default=0, editable=False)
    issued = models.PositiveSmallIntegerField("số phiếu phát ra", null=True, blank=True, editable=False)
    collected = models.PositiveSmallIntegerField("số phiếu thu về", null=True, blank=True, editable=False)
    invalid = models.PositiveSmallIntegerField("số phiếu không hợp lệ", null=True, blank=True, editable=False)
    early_count_reason = models.TextField("lý do kiểm phiếu khi còn người chưa bỏ", blank=True, editable=False)

    class Meta:
        verbose_name = "lượt bỏ phiếu"
        verbose_name_plural = "lượt bỏ phiếu"
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["session", "ordinal"], name="round_ordinal_once")]

    def __str__(self) -> str:
        return f"Lượt {self.ordinal}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("round", args=[self.pk])

    @property
    def state_in_words(self) -> str:
        if self.way not in self.SECRET_WAYS and self.status == self.Status.COUNTED:
            return self.COUNTED_IN_WORDS
        open_now = self.OPEN_IN_WORDS.get(self.way) if self.status == self.Status.OPEN else None
        return open_now or self.get_status_display()


class Question(models.Model):
    """One case of a round. The figures of need are written when it opens, the totals when it is counted."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="questions", verbose_name="lượt")
    ordinal = models.PositiveSmallIntegerField("thứ tự")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="questions", verbose_name="hồ sơ")
    threshold = models.CharField("ngưỡng", max_length=20, blank=True, editable=False)
    members = models.PositiveSmallIntegerField("tổng số thành viên", null=True, editable=False)
    needed = models.PositiveSmallIntegerField("số phiếu cần", null=True, editable=False)
    possible = models.PositiveSmallIntegerField("số phiếu nhiều nhất có thể", null=True, editable=False)
    agree = models.PositiveSmallIntegerField("đồng ý", null=True, editable=False)
    disagree = models.PositiveSmallIntegerField("không đồng ý", null=True, editable=False)
    no_opinion = models.PositiveSmallIntegerField("không có ý kiến", null=True, editable=False)
    # How many of these were written opinions; they are part of the three totals above.
    written_agree = models.PositiveSmallIntegerField("đồng ý bằng văn bản", default=0, editable=False)
    written_disagree = models.PositiveSmallIntegerField("không đồng ý bằng văn bản", default=0, editable=False)
    written_no_opinion = models.PositiveSmallIntegerField("không có ý kiến, bằng văn bản", default=0, editable=False)
    passed = models.BooleanField("được đề nghị", null=True, editable=False)

    class Meta:
        verbose_name = "trường hợp xét"
        verbose_name_plural = "trường hợp xét"
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["round", "ordinal"], name="question_ordinal_once"),
            models.UniqueConstraint(fields=["round", "nomination"], name="a_case_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}. {self.nomination}"


class Roll(models.Model):
    """Who may vote in a round and whether they have; written for everybody when the round opens. No time, no choice."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="roll", verbose_name="lượt")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", verbose_name="thành viên")
    voted = models.BooleanField("đã bỏ phiếu", default=False)

    class Meta:
        verbose_name = "danh sách bỏ phiếu"
        verbose_name_plural = "danh sách bỏ phiếu"
        constraints = [models.UniqueConstraint(fields=["round", "seat"], name="once_on_the_roll")]

    def __str__(self) -> str:
        return f"{self.seat_id}"


class Box(models.Model):
    """How many chose this answer to this question. No single ballot is stored anywhere (docs/secrecy.md)."""

    Choice = Choice

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="box", verbose_name="trường hợp")
    choice = models.CharField("lựa chọn", max_length=10, choices=Choice)
    count = models.PositiveSmallIntegerField("số phiếu", default=0)

    class Meta:
        verbose_name = "hòm phiếu"
        verbose_name_plural = "hòm phiếu"
        constraints = [models.UniqueConstraint(fields=["question", "choice"], name="one_count_a_choice")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.choice}"


class CountSheet(models.Model):
    """Totals of papers or of raised hands as one person entered them; of papers two tellers enter one each."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sheets", verbose_name="lượt")
    # None: raised hands, entered by who runs the session.
    teller = models.ForeignKey(
        Teller, on_delete=models.PROTECT, null=True, blank=True, related_name="sheets", verbose_name="người kiểm phiếu"
    )
    issued = models.PositiveSmallIntegerField("số phiếu phát ra")
    collected = models.PositiveSmallIntegerField("số phiếu thu về")
    invalid = models.PositiveSmallIntegerField("số phiếu không hợp lệ", default=0)

    class Meta:
        verbose_name = "bản ghi kết quả"
        verbose_name_plural = "bản ghi kết quả"
        constraints = [
            models.UniqueConstraint(fields=["round", "teller"], name="a_sheet_a_teller"),
            models.UniqueConstraint(fields=["round"], condition=Q(teller__isnull=True), name="a_sheet_of_hands"),
            models.CheckConstraint(
                condition=Q(issued__gte=F("collected")) & Q(collected__gte=F("invalid")),
                name="no_more_collected_than_issued",
                violation_error_message="Số phiếu thu về không nhiều hơn số phiếu phát ra",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.collected}/{self.issued}"


class CountLine(models.Model):
    """One case of a sheet."""

    sheet = models.ForeignKey(CountSheet, on_delete=models.CASCADE, related_name="lines", verbose_name="bản ghi")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+", verbose_name="trường hợp")
    agree = models.PositiveSmallIntegerField("đồng ý")
    disagree = models.PositiveSmallIntegerField("không đồng ý")
    no_opinion = models.PositiveSmallIntegerField("không có ý kiến")

    class Meta:
        verbose_name = "dòng kết quả"
        verbose_name_plural = "dòng kết quả"
        constraints = [models.UniqueConstraint(fields=["sheet", "question"], name="a_line_a_question")]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.agree}"


class OpinionPaper(models.Model):
    """The signed paper on which a member who is away, or everybody where that is the way, gives their opinion."""

    session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, related_name="opinion_papers", verbose_name="phiên họp"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", verbose_name="thành viên")
    received_on = models.DateField("ngày nhận")
    attachment = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản đã ký"
    )

    class Meta:
        verbose_name = "ý kiến bằng văn bản"
        verbose_name_plural = "ý kiến bằng văn bản"
        ordering = ["seat__order", "seat_id"]
        constraints = [models.UniqueConstraint(fields=["session", "seat"], name="one_opinion_paper_a_seat")]

    def __str__(self) -> str:
        return f"Ý kiến bằng văn bản của {self.seat.staff_member}"


class WrittenOpinion(models.Model):
    """One case of such a paper. Signed, so not secret (docs/secrecy.md)."""

    paper = models.ForeignKey(OpinionPaper, on_delete=models.CASCADE, related_name="opinions", verbose_name="văn bản")
    nomination = models.ForeignKey(
        Nomination, on_delete=models.PROTECT, related_name="written_opinions", verbose_name="hồ sơ"
    )
    choice = models.CharField("ý kiến", max_length=10, choices=Choice)

    class Meta:
        verbose_name = "ý kiến từng trường hợp"
        verbose_name_plural = "ý kiến từng trường hợp"
        constraints = [models.UniqueConstraint(fields=["paper", "nomination"], name="one_opinion_a_case")]

    def __str__(self) -> str:
        return f"{self.nomination_id}"
