"""Units, people, jobs, who leads what, and the roles somebody holds for a while."""
