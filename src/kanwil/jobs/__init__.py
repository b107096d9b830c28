"""Work that takes longer than a page: tasks and a timetable on the same database."""
