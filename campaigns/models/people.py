from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from thidua.vietnamese import nfc, search_key, sort_key


def in_span(on, start="starts_on", end="ends_on") -> Q:
    """Rows whose span of dates holds the day `on`; an open end means: until now."""
    return Q(**{f"{start}__lte": on}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": on}))


def span_constraint(name, start="starts_on", end="ends_on") -> models.CheckConstraint:
    """A span of dates does not end before it starts."""
    return models.CheckConstraint(
        condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)}),
        name=name,
        violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi",
    )


def one_subject(name) -> models.CheckConstraint:
    """A row about a person or about a collective, never both, never neither."""
    return models.CheckConstraint(
        condition=Q(staff_member__isnull=False, department__isnull=True)
        | Q(staff_member__isnull=True, department__isnull=False),
        name=name,
        violation_error_message="Chọn một cá nhân hoặc một tập thể",
    )


class DepartmentQuerySet(models.QuerySet):
    def active(self, on):
        return self.filter(in_span(on, "valid_from", "valid_to"))

    def units(self):
        """Faculties and offices, the board among them; without the root, the school as a collective."""
        return self.exclude(kind=Department.Kind.SCHOOL)


class Department(models.Model):
    """A unit of the school; the root, of kind `school`, is the collective “nhà trường”."""

    class Kind(models.TextChoices):
        SCHOOL = "school", "Trường"
        BOARD = "board", "Ban lãnh đạo"
        FACULTY = "faculty", "Khoa"
        OFFICE = "office", "Phòng"

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("tên", max_length=160)
    short_name = models.CharField("tên ngắn", max_length=60)
    kind = models.CharField("loại", max_length=8, choices=Kind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thuộc"
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    valid_from = models.DateField("có từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ["order", "code"]
        constraints = [
            span_constraint("department_dates", "valid_from", "valid_to"),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind="school"),
                name="one_root",
                violation_error_message="Đã có đơn vị gốc “Trường”",
            ),
            models.CheckConstraint(
                condition=Q(kind="school", parent__isnull=True) | (~Q(kind="school") & Q(parent__isnull=False)),
                name="only_the_root_has_no_parent",
                violation_error_message="Chọn đơn vị cấp trên; chỉ đơn vị gốc “Trường” không thuộc đơn vị nào",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StaffMemberQuerySet(models.QuerySet):
    def employed(self, on):
        """At work that day: since they came, until they left, and not between leaving and coming back."""
        breaks = StaffMember.service_breaks.rel.related_model.objects
        away = breaks.filter(in_span(on)).order_by().values("staff_member")
        return self.filter(in_span(on, "joined_on", "left_on")).exclude(pk__in=away)

    def matching(self, text):
        """Name, former name or code, ignoring case and marks: “nguyen” finds “Nguyễn”."""
        for word in search_key(text).split():
            former = FormerName.objects.filter(staff_member=OuterRef("pk"), search_key__contains=word)
            self = self.filter(Q(search_key__contains=word) | Exists(former))
        return self

    def once_called(self, text):
        """Those who bore exactly this name before."""
        return self.filter(pk__in=FormerName.objects.filter(search_key=search_key(text)).values("staff_member"))

    def with_places(self, day):
        """With `unit_name` and `post` of that day and the former names: what tells two people of one name apart."""
        place = Posting.objects.on(day).filter(staff_member=OuterRef("pk")).order_by("-is_main", "pk")
        return self.prefetch_related("former_names").annotate(
            unit_name=models.Subquery(place.values("department__name")[:1]),
            post=models.Subquery(place.values("post")[:1]),
        )


class StaffMember(models.Model):
    """A person who works, or worked, here. Where they work and what they are is said by their postings."""

    class Gender(models.TextChoices):
        MALE = "male", "Nam"
        FEMALE = "female", "Nữ"

    class Employment(models.TextChoices):
        CADRE = "cadre", "Cán bộ"
        PUBLIC_EMPLOYEE = "public_employee", "Viên chức"
        CONTRACT_WORKER = "contract_worker", "Người lao động hợp đồng"

    code = models.CharField("mã cán bộ", max_length=20, unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    gender = models.CharField("giới tính", max_length=6, choices=Gender)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    employment = models.CharField(
        "loại lao động", max_length=16, choices=Employment, default=Employment.PUBLIC_EMPLOYEE
    )
    email = models.EmailField("thư điện tử", blank=True)
    joined_on = models.DateField("vào cơ quan ngày")
    left_on = models.DateField("thôi việc ngày", null=True, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="staff_member",
        verbose_name="tài khoản",
    )
    sort_key = models.CharField(max_length=400, editable=False, db_index=True)
    search_key = models.CharField(max_length=200, editable=False)

    objects = StaffMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "cán bộ"
        verbose_name_plural = "cán bộ"
        ordering = ["sort_key", "code"]
        constraints = [span_constraint("staff_member_dates", "joined_on", "left_on")]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args, **kwargs):
        self.set_keys()
        if kwargs.get("update_fields") and "full_name" in kwargs["update_fields"]:
            kwargs["update_fields"] = {*kwargs["update_fields"], "sort_key", "search_key"}
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """Keys both databases sort and search alike; called before a bulk insert too."""
        self.full_name = nfc(self.full_name)
        self.sort_key = sort_key(self.full_name)[:400]
        self.search_key = f"{search_key(self.full_name)} {search_key(self.code)}"[:200]

    @property
    def honorific(self) -> str:
        return "Ông" if self.gender == self.Gender.MALE else "Bà"

    @property
    def with_former_names(self) -> str:
        """“Nguyễn Thị Hoa (tên cũ: Nguyễn Thị Huệ)”."""
        former = ", ".join(row.full_name for row in self.former_names.all())
        return f"{self.full_name} (tên cũ: {former})" if former else self.full_name


class FormerName(models.Model):
    """A name a person bore until a day; whatever was issued or counted before keeps it."""

    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="former_names", verbose_name="cán bộ"
    )
    full_name = models.CharField("họ và tên cũ", max_length=120)
    until = models.DateField("dùng đến hết ngày")
    reason = models.CharField("lý do đổi", max_length=300)
    search_key = models.CharField(max_length=200, editable=False)

    class Meta:
        verbose_name = "tên cũ"
        verbose_name_plural = "tên cũ"
        ordering = ["-until", "-pk"]
        constraints = [models.UniqueConstraint(fields=["staff_member", "until"], name="one_former_name_a_day")]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args, **kwargs):
        self.full_name = nfc(self.full_name)
        self.search_key = search_key(self.full_name)[:200]
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_key"}
        super().save(*args, **kwargs)


class PostingQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(in_span(day))

    def held(self, day):
        """Of people who have not left by that day: who leaves heads nothing any more, whatever the posting says."""
        left = models.Q(staff_member__left_on__isnull=True) | models.Q(staff_member__left_on__gt=day)
        return self.on(day).filter(left)


class Posting(models.Model):
    """The only place that says where somebody works, who heads a unit and who may sign, on any date."""

    class SignsAs(models.TextChoices):
        HEAD = "head", "người đứng đầu ký trực tiếp"
        KT = "KT", "KT. (ký thay)"
        Q = "Q", "Q. (quyền)"
        TL = "TL", "TL. (thừa lệnh)"
        TUQ = "TUQ", "TUQ. (thừa ủy quyền)"

    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="postings", verbose_name="cán bộ"
    )
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="postings", verbose_name="đơn vị")
    post = models.CharField("chức vụ", max_length=120)
    is_main = models.BooleanField(
        "nơi công tác chính", default=True, help_text="Mỗi người có một nơi công tác chính tại một thời điểm."
    )
    is_head = models.BooleanField("đứng đầu đơn vị", default=False)
    is_acting_head = models.BooleanField("phụ trách thay", default=False, editable=False)
    basis = models.CharField("lý do, văn bản giao phụ trách", max_length=300, blank=True, editable=False)
    is_union_lead = models.BooleanField("tổ trưởng công đoàn", default=False)
    may_sign = models.BooleanField("được ký văn bản của Trường", default=False)
    signs_as = models.CharField("ký với tư cách", max_length=4, choices=SignsAs, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "vị trí công tác"
        verbose_name_plural = "vị trí công tác"
        ordering = ["starts_on"]
        constraints = [
            span_constraint("posting_dates"),
            models.UniqueConstraint(
                fields=["staff_member"],
                condition=Q(is_main=True, ends_on__isnull=True),
                name="one_open_main_posting",
                violation_error_message="Cán bộ này đang có nơi công tác chính; nhập ngày kết thúc của vị trí cũ trước",
            ),
            models.UniqueConstraint(
                fields=["department"],
                condition=Q(is_head=True, ends_on__isnull=True),
                name="one_open_head",
                violation_error_message="Đơn vị này đang có người đứng đầu; nhập ngày kết thúc của vị trí cũ trước",
            ),
            models.CheckConstraint(
                condition=Q(is_acting_head=False)
                | Q(is_head=False, is_main=False, may_sign=False, ends_on__isnull=False),
                name="acting_is_beside_and_ends",
                violation_error_message="Phụ trách thay phải có ngày kết thúc và không phải nơi công tác chính",
            ),
            # Spans that merely overlap are refused under the unit's lock (campaigns/acting.py).
            models.UniqueConstraint(
                fields=["department", "starts_on"],
                condition=Q(is_acting_head=True),
                name="one_acting_head_from_a_day",
                violation_error_message="Đơn vị này đã có người phụ trách thay từ ngày đó",
            ),
            models.CheckConstraint(
                condition=(Q(may_sign=True) & ~Q(signs_as="")) | Q(may_sign=False, signs_as=""),
                name="a_signer_signs_as_something",
                violation_error_message="Người được ký phải có tư cách ký; người không ký thì để trống tư cách ký",
            ),
        ]
        indexes = [models.Index(fields=["department", "starts_on"], name="posting_department")]

    def __str__(self) -> str:
        return f"{self.staff_member}, {self.post}"

    @property
    def leads(self) -> bool:
        return self.is_head or self.is_acting_head

    def is_held_on(self, day) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
