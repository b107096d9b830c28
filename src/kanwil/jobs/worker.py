"""The worker process: tasks from the queue, and every minute a look at the timetable."""

from __future__ import annotations

import logging
import os
import threading

log = logging.getLogger("kanwil.jobs")


def _keep_time(stopped: threading.Event) -> None:
    from django.db import connection
    from django.utils import timezone

    from .timetable import run_due

    while not stopped.is_set():
        try:
            run_due(timezone.localtime())
        except Exception:
            log.exception("the timetable could not run; trying again in a minute")
        finally:
            connection.close()
        stopped.wait(60)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kanwil.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    stopped = threading.Event()
    threading.Thread(target=_keep_time, args=(stopped,), daemon=True, name="timetable").start()
    try:
        call_command("db_worker", interval=0.5, verbosity=0)
    finally:
        stopped.set()


if __name__ == "__main__":
    main()
