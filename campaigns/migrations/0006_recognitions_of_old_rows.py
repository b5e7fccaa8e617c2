from django.db import migrations

BATCH = 500


def copy_recognitions(apps, schema_editor):
    """Each recognised initiative gets the row of the decision that stood on it; those that have one are passed over."""
    initiatives = apps.get_model("campaigns", "Initiative").objects.filter(status="recognised", recognitions=None)
    recognition = apps.get_model("campaigns", "Recognition")
    columns = ("pk", "scope", "recognised_number", "recognised_on", "recogniser")
    rows = [
        recognition(initiative_id=pk, scope=scope, number=number, date=day, recogniser=recogniser)
        for pk, scope, number, day, recogniser in initiatives.order_by("pk").values_list(*columns)
    ]
    recognition.objects.bulk_create(rows, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0005_initiatives_in_full")]

    operations = [migrations.RunPython(copy_recognitions, migrations.RunPython.noop)]
