from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = "Thi đua"

    def ready(self) -> None:
        from campaigns import checks  # noqa: PLC0415
        from campaigns.reference import load_catalogue  # noqa: PLC0415 - models must be loaded first
        from thidua import reference  # noqa: PLC0415

        reference.register(load_catalogue)
        checks.register()
