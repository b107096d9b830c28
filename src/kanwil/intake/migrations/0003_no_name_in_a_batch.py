"""The name of who brought a file is asked from the people room, not kept beside the file."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_line_ref")]

    operations = [migrations.RemoveField(model_name="batch", name="started_by_name")]
