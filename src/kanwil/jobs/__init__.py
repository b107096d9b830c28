"""Work that takes longer than a page: tasks and a timetable on the same database.

Import `task` from here only: on Django 6 it moves to Django itself and one line changes.
"""

from django_tasks import task

__all__ = ["task"]
