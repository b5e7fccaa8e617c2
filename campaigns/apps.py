from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = "Thi đua"

    def ready(self) -> None:
        from campaigns.reference import load_catalogue  # noqa: PLC0415 - models must be loaded first
        from campaigns.roles import capacity_of  # noqa: PLC0415
        from thidua import audit, reference  # noqa: PLC0415

        reference.register(load_catalogue)
        audit.register_capacity(capacity_of)
