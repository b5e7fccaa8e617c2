from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = "Khen thưởng"

    def ready(self) -> None:
        from awards.guards import GUARDS  # noqa: PLC0415 - registered once the apps are ready
        from thidua import guards  # noqa: PLC0415

        guards.register(*GUARDS)
