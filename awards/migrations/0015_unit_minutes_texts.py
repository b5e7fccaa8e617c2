"""What the desk had written into minutes of a bình xét stands in the review itself: its own room closes it now."""

from django.db import migrations

PARTS = ("purpose", "opinions", "conclusion")


def to_the_review(apps, schema_editor):
    PaperDraft = apps.get_model("awards", "PaperDraft")
    UnitReview = apps.get_model("awards", "UnitReview")
    drafts = PaperDraft.objects.filter(kind="unit-minutes", status="draft")
    for draft in drafts:
        written = {part: draft.texts[part] for part in PARTS if draft.texts.get(part)}
        if written:
            UnitReview.objects.filter(pk=draft.subject).update(**written)
    drafts.delete()


class Migration(migrations.Migration):
    dependencies = [("awards", "0014_unit_review_meetings")]

    operations = [migrations.RunPython(to_the_review, migrations.RunPython.noop)]
