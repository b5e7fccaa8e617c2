from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = "Khen thưởng"

    def ready(self) -> None:
        from awards.guards import GUARDS  # noqa: PLC0415 - registered once the apps are ready
        from awards.imports import KINDS  # noqa: PLC0415
        from thidua import guards, imports  # noqa: PLC0415

        guards.register(*GUARDS)
        imports.register(*KINDS)
