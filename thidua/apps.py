from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ThiduaConfig(AppConfig):
    name = "thidua"
    verbose_name = "Hệ thống"

    def ready(self) -> None:
        from thidua import checks, guards  # noqa: PLC0415 - models must be loaded first

        guards.register(*guards.FOUNDATION)
        checks.register()
        pre_migrate.connect(guards.lift_before_migrate, sender=self, dispatch_uid="thidua.guards")
        post_migrate.connect(guards.install_after_migrate, sender=self, dispatch_uid="thidua.guards")
