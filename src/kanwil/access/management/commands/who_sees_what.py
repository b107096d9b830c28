"""Write the table of who sees what as a document: `django-admin who_sees_what > docs/who-sees-what.md`."""

from django.core.management.base import BaseCommand

from kanwil.access.who_sees_what import as_markdown


class Command(BaseCommand):
    help = "Print who sees what, from the rules, as Markdown."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(as_markdown(), ending="")
