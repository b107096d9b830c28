"""Every night: erase the keys of who is gone, and sign the lists of withdrawals anew, so that none ends unseen."""

from __future__ import annotations

from datetime import date

from kanwil.jobs.timetable import daily


@daily("signing", hour=4)
def nightly(day: date) -> None:
    from . import (
        forgetting,
        lists,
    )  # only now: the library for signatures is large, and this file is read at every start

    forgetting.erase_keys()
    for number in lists.numbers():
        lists.published(number)
