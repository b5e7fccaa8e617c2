from django.db import migrations

ROLE_ORDER = ["authority", "law", "decree", "circular", "local"]


def cite_what_the_day_would(apps, schema_editor):
    """Until now the texts in force on a draft's day were its bases; a draft keeps those. Issued papers hold theirs."""
    decisions = apps.get_model("awards", "Decision")._base_manager.filter(status="draft", bases=None)
    texts = list(apps.get_model("thidua", "LegalText")._base_manager.filter(cited_in_decisions=True))
    texts.sort(key=lambda text: (ROLE_ORDER.index(text.role), text.order))
    basis = apps.get_model("awards", "DecisionBasis")
    rows = []
    for decision in decisions:
        on = decision.date
        binding = [t for t in texts if t.in_force_from <= on and (t.in_force_to is None or t.in_force_to >= on)]
        rows += [basis(decision=decision, ordinal=n, text=text) for n, text in enumerate(binding, start=1)]
    basis._base_manager.bulk_create(rows)


class Migration(migrations.Migration):

    dependencies = [
        ("awards", "0003_decision_bases"),
    ]

    operations = [
        migrations.RunPython(cite_what_the_day_would, migrations.RunPython.noop, elidable=True),
    ]
