"""Triggers that refuse a change or removal of a log line or a look, on both databases.

Looks may be removed after their retention (a deletion of rows older than 11 months is let through).
"""

from django.db import migrations

SQLITE = [
    "CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event "
    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    "CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event "
    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    "CREATE TRIGGER audit_look_no_update BEFORE UPDATE ON audit_look "
    "BEGIN SELECT RAISE(ABORT, 'looks are append-only'); END",
    "CREATE TRIGGER audit_look_no_delete BEFORE DELETE ON audit_look "
    "WHEN OLD.hour > datetime('now', '-11 months') BEGIN SELECT RAISE(ABORT, 'looks are append-only'); END",
]
SQLITE_BACK = [
    "DROP TRIGGER audit_event_no_update",
    "DROP TRIGGER audit_event_no_delete",
    "DROP TRIGGER audit_look_no_update",
    "DROP TRIGGER audit_look_no_delete",
]
POSTGRESQL = [
    "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$",
    "CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event "
    "FOR EACH ROW EXECUTE FUNCTION audit_append_only()",
    "CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()",
    "CREATE TRIGGER audit_look_no_update BEFORE UPDATE ON audit_look FOR EACH ROW EXECUTE FUNCTION audit_append_only()",
    "CREATE TRIGGER audit_look_no_delete BEFORE DELETE ON audit_look FOR EACH ROW "
    "WHEN (OLD.hour > now() - interval '11 months') EXECUTE FUNCTION audit_append_only()",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER audit_event_append_only ON audit_event",
    "DROP TRIGGER audit_event_no_truncate ON audit_event",
    "DROP TRIGGER audit_look_no_update ON audit_look",
    "DROP TRIGGER audit_look_no_delete ON audit_look",
    "DROP FUNCTION audit_append_only()",
]


def _run(schema_editor, sqlite, postgresql):
    for statement in postgresql if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(statement)


def forwards(apps, schema_editor):
    _run(schema_editor, SQLITE, POSTGRESQL)


def backwards(apps, schema_editor):
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_start")]
    operations = [migrations.RunPython(forwards, backwards)]
