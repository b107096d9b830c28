"""A table for counting tries to get in, shared by every web process."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    call_command("createcachetable", "kanwil_cache", database=schema_editor.connection.alias, verbosity=0)


def drop_table(apps, schema_editor):
    schema_editor.execute("DROP TABLE IF EXISTS kanwil_cache")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_start")]
    operations = [migrations.RunPython(make_table, drop_table)]
