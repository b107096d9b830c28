"""The work of the matrix that has a time."""

from __future__ import annotations

from datetime import date

from kanwil.access import system
from kanwil.jobs.timetable import daily

from .figure_actions import count_again


@daily("figures", hour=4)
def nightly_figures(day: date) -> None:
    """Count what people share, for the figures about units above a team."""
    count_again(system("figures"))
