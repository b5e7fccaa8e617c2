from django.db import migrations

STATEMENTS = (
    # Every vote writes every row: room beside each for its next version, so that no index is written.
    "ALTER TABLE awards_box SET (fillfactor = 40)",
    # The planner's statistics would keep what the box said in the middle of a vote; this forgets what they hold …
    'ALTER TABLE awards_box ALTER COLUMN "count" TYPE smallint',
    "ALTER TABLE awards_roll ALTER COLUMN voted TYPE boolean",
    # … and these ask for none from now on.
    'ALTER TABLE awards_box ALTER COLUMN "count" SET STATISTICS 0',
    "ALTER TABLE awards_roll ALTER COLUMN voted SET STATISTICS 0",
)


def lay_down(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in STATEMENTS:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("awards", "0018_signed_sheet")]

    operations = [migrations.RunPython(lay_down, migrations.RunPython.noop)]
