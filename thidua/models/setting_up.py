import secrets

from django.db import models


def new_salt() -> str:
    return secrets.token_hex(16)


class SetUp(models.Model):
    """The set-up of an empty database: who may do it (thidua/setting_up.py), what was typed so far, when it ended."""

    salt = models.CharField("muối của mã thiết lập", max_length=64, default=new_salt, editable=False)
    wrong_tries = models.PositiveSmallIntegerField("số lần sai mã", default=0)
    locked_until = models.DateTimeField("khóa đến", null=True, blank=True)
    draft = models.JSONField("nội dung đã nhập", default=dict, blank=True)
    finished_at = models.DateTimeField("hoàn tất lúc", null=True, blank=True)

    class Meta:
        verbose_name = "thiết lập ban đầu"
        verbose_name_plural = "thiết lập ban đầu"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_set_up")]

    def __str__(self) -> str:
        return "Thiết lập ban đầu"
