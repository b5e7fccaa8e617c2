from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = "Thi đua"

    def ready(self) -> None:
        from campaigns import checks  # noqa: PLC0415 - models must be loaded first
        from campaigns.guards import GUARDS  # noqa: PLC0415
        from campaigns.imports import KINDS  # noqa: PLC0415
        from campaigns.plan_numbers import typed_numbers  # noqa: PLC0415
        from campaigns.reference import load_catalogue  # noqa: PLC0415
        from campaigns.roles import capacity_of, is_clerk  # noqa: PLC0415
        from thidua import accounts, audit, guards, imports, issuing, reference  # noqa: PLC0415

        guards.register(*GUARDS)
        imports.register(*KINDS)
        reference.register(load_catalogue)
        accounts.register(needs_two_steps=is_clerk)
        audit.register_capacity(capacity_of)
        checks.register()
        issuing.register_numbers(typed_numbers)
