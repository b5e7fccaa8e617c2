from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"
    verbose_name = "Khen thưởng"

    def ready(self) -> None:
        from awards.accounts import why_not_while_sitting  # noqa: PLC0415 - registered once the apps are ready
        from awards.asking import asked_today  # noqa: PLC0415
        from awards.guards import GUARDS  # noqa: PLC0415
        from awards.hearing_verdicts import days_of, verdict_of, why_held  # noqa: PLC0415
        from awards.imports import KINDS  # noqa: PLC0415
        from awards.issued_papers import papers_issued_of  # noqa: PLC0415
        from awards.parameters import rating_values_of  # noqa: PLC0415
        from awards.roles import is_council_member, runs_a_desk  # noqa: PLC0415
        from campaigns import asking, heard, plan_numbers, progress_permissions, rating_rules  # noqa: PLC0415
        from thidua import accounts, guards, imports  # noqa: PLC0415

        guards.register(*GUARDS)
        imports.register(*KINDS)
        accounts.register(why_not=why_not_while_sitting, needs_two_steps=runs_a_desk)
        asking.register(asked_today)
        heard.register(why_held, verdict_of, days_of)
        plan_numbers.register_issued(papers_issued_of)
        progress_permissions.register_reader(is_council_member)
        rating_rules.register(rating_values_of)
